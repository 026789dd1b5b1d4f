/** @jest-environment ./excel-host/jest/environment.cjs */
import type { Host } from "../../excel-host";
import { Tieout } from "../../src/application/tieout";
import { createEngineService } from "../../src/engine-service/local";
import { casesOf } from "../support/cases";
import { addTable, cellsOf, newExcel, snapshot, type PlainRows } from "../support/excel";

const one = casesOf("inventory-valuation").find((candidate) => candidate.name === "worked-example");
const tables = (one?.workbook ?? {}) as Readonly<Record<string, PlainRows>>;
const parameters = one?.parameters ?? {};
const clock = { now: () => new Date(2026, 1, 3, 9, 12) };

let open: Tieout | undefined;

function workbook(): { host: Host; tieout: Tieout } {
  const host = newExcel();
  for (const [name, rows] of Object.entries(tables)) addTable(host, name, rows, name.replace(/\W/g, ""));
  open = new Tieout({ service: createEngineService(), clock });
  return { host, tieout: open };
}

afterEach(async () => {
  await open?.stop();
  open = undefined;
});

/** Waits until something holds. */
async function until(holds: () => boolean, tries = 100): Promise<void> {
  for (let i = 0; i < tries && !holds(); i += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(holds()).toBe(true);
}

describe("reports", () => {
  test("a run writes its sheet, remembers its parameters, and tells its steps", async () => {
    const { host, tieout } = workbook();
    const steps = new Set<string>();
    tieout.subscribe(({ activity }) => {
      if (activity.kind === "running") steps.add(activity.step);
    });
    const outcome = await tieout.run("inventory-valuation", parameters);
    expect(outcome).toMatchObject({ status: "done", sheets: ["Inventory Valuation"] });
    expect([...steps]).toEqual(["read", "run", "layout", "write"]);
    expect(host.workbook.sheets.map((sheet) => sheet.name)[0]).toBe("Inventory Valuation");
    expect(tieout.state.activity).toEqual({ kind: "idle" });
    expect(tieout.state.runs.get("inventory-valuation")).toMatchObject({
      stale: false,
      runAt: "2026-02-03 09:12",
    });
    expect(tieout.state.sheets).toMatchObject([{ name: "Inventory Valuation", kind: "report", parameters }]);
    const again = new Tieout({ service: createEngineService(), clock });
    await again.start();
    await again.refresh();
    expect(again.rememberedParameters("inventory-valuation")).toMatchObject(parameters);
    await again.stop();
    expect([...host.missing.keys()]).toEqual([]);
  });

  test("a refused run changes no sheet and names the reason", async () => {
    const { host, tieout } = workbook();
    const before = snapshot(host);
    const outcome = await tieout.run("inventory-valuation", {
      startDate: "2026-02-01",
      endDate: "2026-01-01",
    });
    expect(outcome).toMatchObject({ status: "refused", error: { code: "DATE_ORDER" } });
    expect(snapshot(host)).toEqual(before);
  });

  test("a failing Excel is told in words, and the next run goes on", async () => {
    const { host, tieout } = workbook();
    await tieout.refresh();
    host.fail({ member: "WorksheetCollection.add" }, "GeneralException");
    const outcome = await tieout.run("inventory-valuation", parameters);
    expect(outcome).toMatchObject({ status: "failed", trouble: { code: "EXCEL_FAILED" } });
    expect((await tieout.run("inventory-valuation", parameters)).status).toBe("done");
  });

  test("a preview writes nothing; writeRun writes it later", async () => {
    const { host, tieout } = workbook();
    const sheets = host.workbook.sheets.length;
    expect((await tieout.run("inventory-valuation", parameters, { write: false })).status).toBe("done");
    expect(host.workbook.sheets).toHaveLength(sheets);
    expect(await tieout.writeRun("inventory-valuation")).toMatchObject({ status: "done" });
    expect(host.workbook.sheets).toHaveLength(sheets + 1);
  });

  test("Refresh All reads again and replaces each sheet with its own parameters", async () => {
    const { host, tieout } = workbook();
    await tieout.run("inventory-valuation", parameters);
    await tieout.run("inventory-valuation", { ...parameters, includeExpectedCost: false }, { mode: "add" });
    expect(host.workbook.sheets.map((sheet) => sheet.name)).toContain("Inventory Valuation 2");
    const [first, second] = ["Inventory Valuation", "Inventory Valuation 2"].map((name) =>
      cellsOf(host.workbook.sheet(name)),
    );
    const outcomes = await tieout.refreshAll();
    expect(
      outcomes.map((outcome) => (outcome.status === "failed" ? outcome.trouble : outcome.status)),
    ).toEqual(["done", "done"]);
    expect(cellsOf(host.workbook.sheet("Inventory Valuation"))).toEqual(first);
    expect(cellsOf(host.workbook.sheet("Inventory Valuation 2"))).toEqual(second);
  });
});

describe("changes of ledgers", () => {
  test("mark results as stale and small workbooks are read again by themselves", async () => {
    const { host, tieout } = workbook();
    await tieout.run("inventory-valuation", parameters);
    const value = host.workbook.sheet("Value Entries");
    const column = Object.keys(tables["Value Entries"]?.[0] ?? {}).indexOf("Cost Amount (Actual)");
    value.setValues(`${String.fromCharCode(65 + column)}2`, [["999.99"]]);
    await until(() => tieout.state.runs.get("inventory-valuation")?.stale === true);
    await until(() => tieout.state.staleLedgers.length === 0 && tieout.state.activity.kind === "idle");
    const outcome = await tieout.run("inventory-valuation", parameters);
    expect(outcome.status).toBe("done");
    expect(tieout.state.runs.get("inventory-valuation")?.previous).toBeDefined();
  });

  test("a switched-off refresh leaves them marked until Refresh", async () => {
    const { host, tieout } = workbook();
    await tieout.saveSettings(new Map([["Automatic Refresh", "No"]]));
    await tieout.refresh();
    host.workbook.sheet("Value Entries").setValues("B2", [["9999"]]);
    await until(() => tieout.state.staleLedgers.includes("Value Entries"));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(tieout.state.staleLedgers).toEqual(["Value Entries"]);
    expect(
      (await tieout.figures([{ function: "INVENTORYVALUE", args: ["1000", null, null, null] }]))[0],
    ).toMatchObject({
      error: "notAvailable",
      message: expect.stringContaining("Ledgers changed") as string,
    });
    await tieout.refresh();
    expect(tieout.state.staleLedgers).toEqual([]);
  });

  test("what is written while cells are read is marked again", async () => {
    const { host, tieout } = workbook();
    await tieout.saveSettings(new Map([["Automatic Refresh", "No"]]));
    await tieout.refresh();
    const sheet = host.workbook.sheet("Value Entries");
    host.delay = 15;
    sheet.setValues("B2", [["9998"]]);
    await until(() => tieout.state.staleLedgers.length > 0);
    const reading = tieout.refresh();
    await until(() => tieout.state.activity.kind === "reading");
    sheet.setValues("B3", [["9997"]]);
    await reading;
    host.delay = 0;
    await until(() => tieout.state.staleLedgers.includes("Value Entries"));
  });

  test("a ledger with formulas is read for every run, because their results change without an event", async () => {
    const { host, tieout } = workbook();
    const sheet = host.workbook.sheet("Value Entries");
    const column = Object.keys(tables["Value Entries"]?.[0] ?? {}).indexOf("Cost Amount (Actual)");
    const letter = String.fromCharCode(65 + column);
    host.workbook.sheet("Sheet1").setValues("A1", [[100]]);
    sheet.applyStyle({ top: 1, left: column, bottom: 1, right: column }, { numberFormat: "General" });
    sheet.setValues(`${letter}2`, [["=Sheet1!A1"]]);
    const first = await tieout.run("inventory-valuation", parameters);
    host.workbook.sheet("Sheet1").setValues("A1", [[200]]);
    const second = await tieout.run("inventory-valuation", parameters);
    if (first.status !== "done" || second.status !== "done") throw new Error("not run");
    expect(second.reply.fingerprint).not.toBe(first.reply.fingerprint);
  });

  test("functions answer #N/A before the first reading", async () => {
    const { tieout } = workbook();
    expect(await tieout.figures([{ function: "INVENTORYVALUE", args: ["1000"] }])).toEqual([
      { error: "notAvailable", message: expect.stringContaining("Refresh All") as string },
    ]);
  });
});

describe("the selected cell", () => {
  test("is an entry of a ledger", async () => {
    const { host, tieout } = workbook();
    await tieout.refresh();
    host.workbook.activate(host.workbook.sheet("Value Entries"));
    await Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Value Entries").getRange("C3").select();
      await context.sync();
    });
    const entryNo = tables["Value Entries"]?.[1]?.["Entry No."];
    expect(await tieout.selection()).toMatchObject({
      kind: "entry",
      table: "Value Entries",
      entryNo,
      cell: "'Value Entries'!C3",
    });
  });

  test("is a figure, whose drill-down adds up to it and leads back", async () => {
    const { host, tieout } = workbook();
    await tieout.run("inventory-valuation", parameters);
    const sheet = host.workbook.sheet("Inventory Valuation");
    const main = sheet.tables[0];
    if (!main) throw new Error("no table");
    const index = main.columns.findIndex((column) => column.name === "Ending Value");
    const [row, column] = [main.rect.top + 1, main.rect.left + index];
    const shown = sheet.valueAt(row, column);
    await Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Inventory Valuation").getCell(row, column).select();
      await context.sync();
    });
    expect(await tieout.selection()).toMatchObject({
      kind: "figure",
      value: shown,
      figure: { field: "endingValue" },
    });
    const outcome = await tieout.drillDown();
    expect(outcome).toEqual({ sheet: "Drill 1" });
    const drill = host.workbook.sheet("Drill 1");
    const total = drill.tables[0];
    expect(drill.valueAt(3, total?.rect.right ?? 0)).toBe(shown);
    expect(host.workbook.activeSheet.name).toBe("Drill 1");
    expect(await tieout.backToSource()).toBe(true);
    expect(host.workbook.activeSheet.name).toBe("Inventory Valuation");
    expect(host.workbook.activeSheet.activeCell).toMatchObject({ row, column });
    expect(await tieout.removeSheets(["Drill 1", "Drill 9"])).toBe(1);
  });

  test("elsewhere is nothing, and drill-down says so", async () => {
    const { host, tieout } = workbook();
    host.workbook.activate(host.workbook.sheet("Sheet1"));
    expect((await tieout.selection()).kind).toBe("none");
    expect(await tieout.drillDown()).toMatchObject({ code: "FIGURE_UNKNOWN" });
  });

  test("goes to the row of an entry", async () => {
    const { host, tieout } = workbook();
    const entryNo = Number(tables["Value Entries"]?.[2]?.["Entry No."]);
    expect(await tieout.goToEntry("Value Entries", entryNo)).toBe(true);
    expect(host.workbook.activeSheet.name).toBe("Value Entries");
    expect(host.workbook.activeSheet.selection.top).toBe(3);
    expect(await tieout.goToEntry("Value Entries", 123_456)).toBe(false);
  });
});

describe("settings", () => {
  test("stand on the sheet Tieout Setup, which wins", async () => {
    const { host, tieout } = workbook();
    await tieout.saveSettings(
      new Map([
        ["Company Name", "Sample"],
        ["Local Currency", "EUR"],
      ]),
    );
    const sheet = host.workbook.sheet("Tieout Setup");
    expect([sheet.valueAt(1, 0), sheet.valueAt(1, 1)]).toEqual(["Company Name", "Sample"]);
    sheet.setValue(1, 1, "Changed by hand");
    const again = new Tieout({ service: createEngineService(), clock });
    await again.start();
    expect(again.setting("Company Name")).toBe("Changed by hand");
    await again.saveSettings(new Map([["Company Name", ""]]));
    expect(sheet.valueAt(1, 0)).toBe("Local Currency");
    await again.stop();
  });

  test("a mapping is kept and used", async () => {
    const { host, tieout } = workbook();
    const sheet = host.workbook.sheet("Value Entries");
    await Excel.run(async (context) => {
      context.workbook.tables.getItem("ValueEntries").columns.getItem("Item No.").name = "Artikel";
      await context.sync();
    });
    expect(sheet.tables[0]?.columns.map((column) => column.name)).toContain("Artikel");
    const before = await tieout.refresh({ all: true });
    expect(before.reports.find((report) => report.id === "inventory-valuation")?.canRun).toBe(false);
    await tieout.saveMappings([{ ledger: "Value Entries", headers: new Map([["Artikel", "Item No."]]) }]);
    const after = await tieout.refresh();
    expect(after.reports.find((report) => report.id === "inventory-valuation")?.canRun).toBe(true);
  });
});

test("adds ledgers on new sheets, and refuses a name that is taken", async () => {
  const { host, tieout } = workbook();
  const trouble = await tieout.addLedgers([
    { name: "G/L Accounts", rows: [] },
    { name: "Production Orders", headers: ["Status", "No."], rows: [["Released", "0101"]] },
  ]);
  expect(trouble).toBeUndefined();
  expect(host.workbook.sheet("Production Orders").valueAt(1, 1)).toBe("0101");
  expect(tieout.state.check?.ledgers.map((ledger) => ledger.name)).toContain("Production Orders");
  expect(await tieout.addLedgers([{ name: "Items", rows: [] }])).toMatchObject({ code: "SHEET_NAME_TAKEN" });
});

test("every problem of a ledger is written to a sheet, one row per cell, with links to the cells", async () => {
  const host = newExcel();
  addTable(
    host,
    "Value Entries",
    Array.from({ length: 120 }, (_, row) => ({
      "Entry No.": row + 1,
      "Item No.": "1000",
      "Posting Date": row % 2 === 0 ? "soon" : `later ${row}`,
    })),
    "ValueEntries",
  );
  open = new Tieout({ service: createEngineService(), clock });
  const { ledgers } = await open.refresh();
  // The pane is given fifty different faults at most; the sheet has them all.
  expect(ledgers[0]?.problems).toHaveLength(50);
  expect(ledgers[0]?.problemCount).toBe(120);
  expect(await open.writeProblemsSheet("Value Entries")).toEqual({ sheet: "Ledger Problems" });
  expect(host.workbook.activeSheet.name).toBe("Ledger Problems");
  const table = host.workbook.table("Tieout_LedgerProblems");
  expect(table?.rowCount).toBe(120);
  const sheet = host.workbook.sheet("Ledger Problems");
  const top = (table?.rect.top ?? 0) + 1;
  expect([0, 1, 2, 3].map((column) => sheet.valueAt(top, column))).toEqual([
    "C2",
    "Posting Date",
    "1",
    "“soon” is not a date",
  ]);
  expect(sheet.valueAt(top + 119, 0)).toBe("C121");
});
