/** Every command of the ribbon, and worksheet functions in cells, in the shared page. */
import { commandOf, commands, type CommandId } from "../../src/commands/commands";
import { findReport } from "../../src/engine/catalogue";
import { PaneBrowser, type Pane } from "./pane";

jest.setTimeout(180_000);

let browser: PaneBrowser;
let pane: Pane;

beforeAll(async () => {
  browser = await PaneBrowser.launch();
  pane = await browser.open();
});
afterAll(async () => {
  await browser.close();
});
afterEach(async () => {
  expect(pane.problems).toEqual([]);
  expect(await pane.violations()).toEqual([]);
});

/** What each command must have done: a sheet in front, or a title in the pane. Reports ran with the month-end before. */
const outcomes: Readonly<Partial<Record<CommandId, { readonly sheet?: string; readonly title?: RegExp }>>> = {
  showPane: { title: /^Home$/ },
  showHelp: { title: /^Help/ },
  checkLedgers: { title: /^Ledgers$/ },
  importFiles: { title: /^Import files$/ },
  createEmptyTables: { title: /^Create empty tables$/ },
  howToExport: { title: /^How to export$/ },
  mapColumns: { title: /^Map columns$/ },
  insertSampleCompany: { title: /sample company|Tieout/i },
  runMonthEnd: { sheet: "Month-End" },
  openBinder: { sheet: "Month-End" },
  runShadowCosting: { title: /Shadow/ },
  postInventoryCost: { title: /Post Inventory Cost/ },
  postJobWip: { title: /Post Job WIP/ },
  undoPosting: { title: /Undo/ },
  openLog: { title: /./ },
  traceEntry: { title: /Trace/ },
  explainCost: { title: /Explain|Trace/ },
  drillDown: { title: /./ },
  backToSource: { title: /./ },
  removeDrillDowns: { title: /./ },
  refreshAll: { title: /./ },
  runAgain: { title: /./ },
  showProof: { title: /./ },
  removeSheet: { title: /./ },
};

/** First sheet of the report that a command runs at once. */
function sheetOf(id: CommandId): string | undefined {
  const { kind, reportId = "" } = commandOf(id);
  return kind === "run" ? findReport(reportId)?.sheets[0] : undefined;
}

it.each(commands.map((command) => command.id))("%s completes and leads where it says", async (id) => {
  await pane.command(id);
  const { sheet = sheetOf(id), title } = outcomes[id] ?? {};
  if (sheet !== undefined && title === undefined) await pane.sheetInFront(sheet);
  if (title !== undefined) await pane.title(title);
});

it("a report that ran before runs at once and goes to its sheet", async () => {
  await pane.command("runInventoryValuation");
  await pane.sheetInFront("Inventory Valuation");
});

it("drill down adds up to the selected figure, and Back to Source returns to it", async () => {
  await pane.sheetInFront("Inventory Valuation");
  const place = await pane.page.evaluate(() => {
    const { workbook } = window.excelHost;
    const table = workbook
      .sheet("Inventory Valuation")
      .tables.find((one) => one.name.startsWith("Tieout_InventoryValuation"));
    if (!table) throw new Error("The sheet has no table.");
    const column = table.columns.findIndex(
      (one) => one.name.includes("Value") && !one.name.includes("Quantity"),
    );
    const sheet = workbook.sheet("Inventory Valuation");
    for (let row = table.rect.top + 1; row <= table.rect.bottom; row += 1) {
      for (let at = table.rect.right; at >= table.rect.left + Math.max(0, column); at -= 1) {
        const value = sheet.valueAt(row, at);
        if (typeof value === "number" && value !== 0) {
          workbook.select(sheet, { top: row, left: at, bottom: row, right: at });
          return { value };
        }
      }
    }
    throw new Error("The table has no figure.");
  });
  const cell = await pane.activeCell();
  await pane.command("drillDown");
  await pane.sheetInFront("Drill 1");
  const values = [...(await pane.cells("Drill 1")).values()];
  expect(values).toContain(place.value);
  await pane.command("backToSource");
  await pane.cellInFront("Inventory Valuation", cell);
  await pane.command("removeDrillDowns");
  await pane.sheetInFront("Inventory Valuation");
  expect(
    await pane.page.evaluate(() => window.excelHost.workbook.sheets.map(({ name }) => name)),
  ).not.toContain("Drill 1");
});

it("functions in cells give the figures of the reports, and follow a changed ledger", async () => {
  const { page } = pane;
  await page.evaluate(() => {
    const { workbook } = window.excelHost;
    const sheet = workbook.addSheet("Formulas");
    sheet.setValues("A1", [
      ['=TIEOUT.INVENTORYVALUE("*","2026-01-31")', '=TIEOUT.INVENTORYVALUE("NO-SUCH-ITEM")'],
    ]);
  });
  await page.waitForFunction(
    () => typeof window.excelHost.workbook.sheet("Formulas").cell("A1").value === "number",
    null,
    {
      timeout: 30_000,
    },
  );
  const value = await pane.value("Formulas", "A1");
  const written = [...(await pane.cells("Inventory Valuation")).values()];
  expect(written).toContain(value);
  expect(JSON.stringify(await pane.value("Formulas", "B1"))).toContain("#N/A");

  // One more value entry's cost: the formula follows by itself.
  const before = value as number;
  const [address, cost] = await page.evaluate(() => {
    const sheet = window.excelHost.workbook.sheet("Value Entries");
    const column = sheet.tables[0]?.columns.findIndex((one) => one.name === "Cost Amount (Actual)") ?? -1;
    const cell = `${String.fromCharCode(65 + (column % 26))}2`;
    const full = column < 26 ? cell : `A${cell}`;
    return [full, sheet.valueAt(1, column) as number] as const;
  });
  await pane.type("Value Entries", address, cost + 100);
  await page.waitForFunction(
    (old) => {
      const now = window.excelHost.workbook.sheet("Formulas").cell("A1").value;
      return typeof now === "number" && now !== old;
    },
    before,
    { timeout: 30_000 },
  );
  expect(((await pane.value("Formulas", "A1")) as number) - before).toBeCloseTo(100, 2);
});
