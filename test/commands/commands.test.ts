/** Ribbon commands through Office.js on the stand-in Excel, with the real application behind them. */
import { createHost, type Host } from "../../excel-host";
import { Tieout } from "../../src/application/tieout";
import { connectCommands } from "../../src/commands/connect";
import type { PaneDoor } from "../../src/commands/pane-door";
import { createEngineService } from "../../src/engine-service/local";
import { generateSample } from "../../sample/generate";
import { cellAddress } from "../../src/workbook/sheet";
import { ledgerTables } from "../../src/engine/ledgers/tables";
import { openOfficePage, type OfficePage } from "../support/office-page";

jest.setTimeout(60_000);

const clock = { now: () => new Date(2026, 1, 3, 9, 12) };

let page: OfficePage | undefined;
let tieout: Tieout | undefined;

interface Opened {
  readonly host: Host;
  readonly page: OfficePage;
  readonly tieout: Tieout;
  /** Addresses at which the pane was opened. */
  readonly views: string[];
}

async function open(): Promise<Opened> {
  const host = createHost();
  page = await openOfficePage(host);
  const application = new Tieout({ service: createEngineService(), clock });
  tieout = application;
  const views: string[] = [];
  const pane: PaneDoor = {
    open: (path) => {
      views.push(path);
      return Promise.resolve();
    },
  };
  connectCommands(() => application, pane);
  return { host, page, tieout: application, views };
}

afterEach(async () => {
  await tieout?.stop();
  page?.close();
});

/** What an address carries behind its question mark. */
function carried(path: string | undefined): unknown {
  return JSON.parse(decodeURIComponent(path?.split("?")[1] ?? "null"));
}

const sheets = (host: Host): string[] => host.workbook.sheets.map((sheet) => sheet.name);

/** The sample company as the command inserts it. */
async function withSample(): Promise<Opened> {
  const opened = await open();
  await opened.page.click("insertSampleCompany");
  opened.views.length = 0;
  return opened;
}

test("pane commands open their views", async () => {
  const { page, views } = await open();
  await page.click("checkLedgers");
  await page.click("showHelp");
  await page.click("postInventoryCost");
  await page.click("undoPosting");
  expect(views).toEqual(["/ledgers", "/help", "/reports/post-inventory-cost", "/undo"]);
});

test("Sample Company adds the ledgers and leads Home; a second time the pane says what is in the way", async () => {
  const { host, page, views, tieout } = await open();
  await page.click("insertSampleCompany");
  expect(views.at(-1)).toBe("/home?focus=run");
  const names = new Map(ledgerTables.map((table) => [table.sheet ?? table.name, table]));
  const expected = [...generateSample().tables.keys()].filter((name) => names.has(name));
  expect(sheets(host)).toEqual(expect.arrayContaining(expected));
  expect(tieout.state.check?.errors).toBe(0);
  expect(tieout.setting("Company Name")).not.toBe("");
  const before = sheets(host);
  await page.click("insertSampleCompany");
  expect(views.at(-1)).toBe("/ledgers/sample");
  expect(sheets(host)).toEqual(before);
  expect([...host.missing.keys()]).toEqual([]);
});

test("a report opens its form first, and runs at once from then on", async () => {
  const { host, page, views, tieout } = await withSample();
  await page.click("runInventoryValuation");
  expect(views).toEqual(["/reports/inventory-valuation"]);
  expect(sheets(host)).not.toContain("Inventory Valuation");
  await tieout.setPeriod("2025-12-01", "2025-12-31");
  await tieout.run(
    "inventory-valuation",
    { startDate: "2025-12-01", endDate: "2025-12-31" },
    { write: false },
  );
  views.length = 0;
  await page.click("runInventoryValuation");
  expect(views).toEqual([]);
  expect(host.workbook.activeSheet.name).toBe("Inventory Valuation");
  expect(tieout.state.runs.get("inventory-valuation")?.parameters).toMatchObject({ endDate: "2025-12-31" });
  // Home's period moves on: the same click follows it.
  await tieout.setPeriod("2026-01-01", "2026-01-31");
  await page.click("runInventoryValuation");
  expect(tieout.state.runs.get("inventory-valuation")?.parameters).toMatchObject({
    startDate: "2026-01-01",
    endDate: "2026-01-31",
  });
});

test("a report whose ledger has errors opens its form", async () => {
  const { host, page, views, tieout } = await withSample();
  await tieout.run("inventory-valuation", { endDate: "2025-12-31" }, { write: false });
  const value = host.workbook.sheet("Value Entries");
  const headers = value.range("A1:AZ1").values[0] ?? [];
  value.setValues(cellAddress(1, headers.indexOf("Posting Date")), [["yesterday"]]);
  await host.settle();
  await page.click("runInventoryValuation");
  expect(views).toEqual(["/reports/inventory-valuation"]);
  expect(sheets(host)).not.toContain("Inventory Valuation");
});

test("month-end, binder, run again, proof and Refresh All", async () => {
  const { host, page, views, tieout } = await withSample();
  await page.click("runMonthEnd");
  expect(views.filter((path) => path !== "/home")).toEqual([]);
  expect(sheets(host)).toEqual(expect.arrayContaining(["Month-End", "Inventory Valuation"]));
  host.workbook.activate(host.workbook.sheet("Value Entries"));
  await page.click("openBinder");
  expect(host.workbook.activeSheet.name).toBe("Month-End");
  await page.click("showProof");
  expect(host.workbook.activeSheet.name).toBe(
    tieout.state.sheets.find(({ report }) => report === "inventory-gl-reconciliation")?.name,
  );
  const valuation = host.workbook.sheet("Inventory Valuation");
  const parameters = tieout.state.sheets.find(({ name }) => name === "Inventory Valuation")?.parameters;
  host.workbook.activate(valuation);
  await page.click("runAgain");
  expect(host.workbook.activeSheet.name).toBe("Inventory Valuation");
  expect(tieout.state.sheets.find(({ name }) => name === "Inventory Valuation")?.parameters).toEqual(
    parameters,
  );
  await page.click("refreshAll");
  expect(views.filter((path) => path !== "/home" && path !== "/reports")).toEqual([]);
  expect([...host.missing.keys()]).toEqual([]);
}, 60_000);

test("drill down, back to source, and what they say elsewhere", async () => {
  const { host, page, views, tieout } = await withSample();
  await tieout.run("inventory-valuation", { endDate: "2025-12-31" });
  const sheet = host.workbook.sheet("Inventory Valuation");
  const { row, column } = figureCell(host);
  host.workbook.select(sheet, { top: row, left: column, bottom: row, right: column });
  await page.click("drillDown");
  expect(host.workbook.activeSheet.name).toBe("Drill 1");
  await page.click("backToSource");
  expect(host.workbook.activeSheet.name).toBe("Inventory Valuation");
  expect(views).toEqual([]);
  host.workbook.activate(host.workbook.sheet("Items"));
  await page.click("drillDown");
  await page.click("backToSource");
  await page.click("runAgain");
  await page.click("removeSheet");
  await page.click("openLog");
  expect(views.map((path) => path.split("?")[0])).toEqual(Array(5).fill("/notice"));
  expect(views.map((path) => (carried(path) as { title: string }).title)).toEqual([
    "Drill Down",
    "Back to Source",
    "Run Again",
    "Remove Sheet",
    "Log",
  ]);
});

test("removes all drill-downs, and says when there is none or Excel refuses", async () => {
  const { host, page, views, tieout } = await withSample();
  await tieout.run("inventory-valuation", { endDate: "2025-12-31" });
  const { row, column } = figureCell(host);
  const drill = async (): Promise<void> => {
    const sheet = host.workbook.sheet("Inventory Valuation");
    host.workbook.select(sheet, { top: row, left: column, bottom: row, right: column });
    await page.click("drillDown");
  };
  await drill();
  await drill();
  expect(sheets(host)).toEqual(expect.arrayContaining(["Drill 1", "Drill 2"]));
  await page.click("removeDrillDowns");
  expect(sheets(host).filter((name) => name.startsWith("Drill"))).toEqual([]);
  expect(sheets(host)).toContain("Inventory Valuation");
  expect(views).toEqual([]);
  await page.click("removeDrillDowns");
  expect(carried(views[0])).toMatchObject({
    title: "Remove Drill-Downs",
    message: expect.stringContaining("no drill-down sheet") as string,
  });
  await drill();
  host.workbook.protection = { password: undefined };
  await page.click("removeDrillDowns");
  expect(carried(views[1])).toMatchObject({
    title: "Remove Drill-Downs",
    message: expect.stringContaining("structure is protected") as string,
  });
  expect(sheets(host)).toContain("Drill 1");
});

test("removing asks in the pane", async () => {
  const { host, page, views, tieout } = await withSample();
  await tieout.run("inventory-valuation", { endDate: "2025-12-31" });
  await page.click("removeSheet");
  expect(views.map((path) => path.split("?")[0])).toEqual(["/remove"]);
  expect(carried(views[0])).toEqual({ sheet: "Inventory Valuation" });
  expect(sheets(host)).toContain("Inventory Valuation");
});

test("Trace Entry and Explain Cost take the entry of the selected row", async () => {
  const { host, page, views } = await withSample();
  const select = (name: string, row: number): void => {
    host.workbook.select(host.workbook.sheet(name), { top: row, left: 0, bottom: row, right: 0 });
    host.workbook.activate(host.workbook.sheet(name));
  };
  select("G-L Entries", 3);
  await page.click("traceEntry");
  expect(carried(views.at(-1))).toMatchObject({
    table: "G/L Entries",
    entryNo: expect.any(Number) as number,
  });
  select("Item Ledger Entries", 2);
  await page.click("explainCost");
  expect(carried(views.at(-1))).toEqual({ entryNo: expect.any(Number) as number });
  select("Items", 2);
  await page.click("traceEntry");
  await page.click("explainCost");
  expect(views.slice(-2)).toEqual(["/trace", "/trace/explain"]);
});

test("whatever fails, the command completes and the pane says why", async () => {
  const { host, page, views, tieout } = await withSample();
  await tieout.run("inventory-valuation", { endDate: "2025-12-31" }, { write: false });
  host.fail({ member: "WorksheetCollection.add" }, "GeneralException");
  await page.click("runInventoryValuation");
  expect(views.map((path) => path.split("?")[0])).toEqual(["/notice"]);
  expect(carried(views[0])).toMatchObject({ title: "Inventory Valuation" });
});

/** A cell with an amount in the valuation's table. */
function figureCell(host: Host): { row: number; column: number } {
  const sheet = host.workbook.sheet("Inventory Valuation");
  const [table] = sheet.tables;
  if (!table) throw new Error("no table");
  const column = table.columns.findIndex(({ name }) => /Ending.*Value/i.test(name));
  return { row: table.rect.top + 1, column: table.rect.left + column };
}
