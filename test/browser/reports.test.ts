/** Reports by their forms: the written sheet is the engine's sheet, cell by cell; refused runs; mappings; cancelled runs. */
import { createWorkbook, openWorkbook } from "../../ooxml";
import { findReport } from "../../src/engine/catalogue";
import { readLedgers } from "../../src/engine/ledgers/read";
import { Session } from "../../src/engine/session";
import { digest } from "../../src/engine-service/digest";
import { parseDay } from "../../src/engine/values/day";
import { ledgerSheets } from "../../src/workbook/file/ledger-sheets";
import { jsonSource } from "../../src/workbook/file/json";
import { xlsxSource } from "../../src/workbook/file/xlsx-source";
import type { Sheet, SheetValue, ValueKind } from "../../src/workbook/sheet";
import { casesOf, type Case } from "../support/cases";
import { NOW, PaneBrowser, type Pane } from "./pane";

jest.setTimeout(120_000);

let browser: PaneBrowser;
let pane: Pane;

beforeAll(async () => {
  browser = await PaneBrowser.launch();
});
afterAll(() => browser.close());
afterEach(async () => {
  expect(pane.problems).toEqual([]);
  expect(await pane.violations()).toEqual([]);
  expect(pane.strangers).toEqual([]);
  await pane.close();
});

async function workbookOf(rows: Case["workbook"]): Promise<Uint8Array> {
  const workbook = createWorkbook();
  for (const sheet of await ledgerSheets(jsonSource(rows))) workbook.addSheet(sheet);
  return workbook.toBytes();
}

/** Opens a report's form and fills it in as a user does. */
async function fill(report: string, parameters: Case["parameters"]): Promise<void> {
  const card = findReport(report);
  if (!card) throw new Error(report);
  const { page } = pane;
  await pane.tab("Reports");
  await pane.press(new RegExp(`^${card.shortTitle}, `));
  await page.getByRole("button", { name: "Run", exact: true }).waitFor();
  const more = page.getByRole("button", { name: /^More filters/ });
  if ((await more.count()) > 0) await more.click();
  for (const parameter of card.parameters) {
    if (parameter.hidden) continue;
    const value = parameters[parameter.name];
    const id = `#${report}-${parameter.name}`;
    switch (parameter.type) {
      case "date":
        // A date that the case leaves open is emptied, for the form starts with the period's.
        await page.locator(id).fill(typeof value === "string" ? value : "");
        await page.locator(id).blur();
        break;
      case "boolean":
        if (value === true) await page.locator(id).check();
        break;
      case "choice":
        if (typeof value === "string") {
          await page.locator(id).click();
          await page
            .locator(`[role=option][data-value="${value}"], [role=option]`)
            .filter({ hasText: new RegExp(`^${value}$`, "i") })
            .first()
            .click();
        }
        break;
      case "filter":
        if (typeof value === "string") await page.locator(id).fill(value);
        break;
      default:
        if (value !== undefined) throw new Error(`${parameter.name} cannot be filled in here`);
    }
  }
}

/** The engine's sheet for the same workbook, parameters and time. */
async function engineSheet(
  report: string,
  bytes: Uint8Array,
  parameters: Case["parameters"],
): Promise<Sheet> {
  const card = findReport(report);
  const ledgers = await readLedgers(xlsxSource(openWorkbook(bytes)), {});
  const session = new Session(ledgers, {
    digest,
    workDate: parseDay(NOW.slice(0, 10)) ?? 0,
    runAt: NOW.slice(0, 16).replace("T", " "),
  });
  const run = await session.run(report, parameters);
  const [sheet] = await session.sheets(run);
  if (!sheet || !card) throw new Error(JSON.stringify(run.result));
  return sheet;
}

/** What a cell of Excel holds for a value of a sheet: figures as numbers, days as day numbers, the rest as it is. */
function held(value: SheetValue, kind: ValueKind | undefined): SheetValue {
  if (typeof value !== "string") return value;
  if (kind === "date" || kind === "dateWords") return parseDay(value) ?? value;
  const isFigure =
    kind !== undefined && ["amount", "quantity", "unitCost", "percent", "integer", "count"].includes(kind);
  if (isFigure && /^-?\d+(\.\d+)?$/.test(value))
    return kind === "percent" ? Number(`${value}e-2`) : Number(value);
  return value;
}

function expectedCells(sheet: Sheet): ReadonlyMap<string, SheetValue> {
  const cells = new Map<string, SheetValue>();
  const put = (row: number, column: number, value: SheetValue): void => {
    if (value !== null && value !== "") cells.set(`${row},${column}`, value);
  };
  for (const cell of sheet.cells) put(cell.row, cell.column, held(cell.value, cell.kind));
  for (const table of sheet.tables) {
    table.columns.forEach((column, index) => {
      const at = table.places?.[index] ?? table.column + index;
      put(table.row, at, column.header);
      column.values.forEach((value, row) => {
        put(table.row + 1 + row, at, held(value, column.kind));
      });
    });
  }
  return cells;
}

const chosen = [
  ...casesOf("inventory-valuation").filter((one) =>
    /worked|received|breakdown/i.test(JSON.stringify([one.name, one.parameters])),
  ),
  ...casesOf("inventory-valuation-cost-spec"),
].filter((one, index, all) => all.filter((other) => other.report === one.report).indexOf(one) < 3);

it.each(chosen.map((one) => [one.report, one.name, one] as const))(
  "%s, %s: the sheet is the engine's",
  async (report, _, one) => {
    const bytes = await workbookOf(one.workbook);
    pane = await browser.open({ workbook: bytes });
    await fill(report, one.parameters);
    await pane.press("Run");
    await pane.page.getByRole("button", { name: "Go to sheet" }).waitFor();
    const sheet = await engineSheet(report, bytes, one.parameters);
    const written = await pane.cells(sheet.name);
    const expected = expectedCells(sheet);
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(expected));
  },
);

describe("faults", () => {
  const rows = casesOf("inventory-valuation").find((one) => one.name.length > 0)?.workbook ?? {};

  it("a refused run names the cell and leads to it; corrected, it runs", async () => {
    pane = await browser.open();
    await pane.type("Value Entries", "C5", "soon");
    const good = "2025-02-03";
    await pane.tab("Reports");
    await pane.press(/^Inventory Valuation, /);
    await pane.press("Run");
    await pane.page
      .getByText(/^Not run/)
      .first()
      .waitFor();
    const link = pane.page.getByRole("button", { name: /^Select cell [A-Z]+\d+$/ }).first();
    const address = ((await link.getAttribute("aria-label")) ?? "").replace("Select cell ", "");
    await link.click();
    await pane.cellInFront("Value Entries", address);
    await pane.type("Value Entries", address, good);
    await pane.press("Run again");
    await pane.page.getByRole("button", { name: "Go to sheet" }).waitFor();
    expect(await pane.sheetNames()).toContain("Inventory Valuation");
  });

  it("an unknown header is mapped by hand, and the report runs", async () => {
    const valueEntries = (rows["Value Entries"] ?? []).map((row) => {
      const { "Cost Amount (Actual)": cost, ...rest } = row;
      return { ...rest, "What it cost": cost };
    });
    pane = await browser.open({ workbook: await workbookOf({ ...rows, "Value Entries": valueEntries }) });
    await pane.press(/ledgers? (ready|have)|^Value Entries has/);
    await pane.press(/^Value Entries, /);
    const column = pane.page.getByRole("combobox", {
      name: "Column for Cost Amount (Actual)",
      exact: true,
    });
    await column.click();
    await pane.page.getByRole("option", { name: /^What it cost/ }).click();
    await pane.press("Save mapping and check");
    await pane.page.getByText("Mapped by hand").waitFor();
    await pane.tab("Reports");
    await pane.press(/^Inventory Valuation, /);
    await pane.press("Run");
    await pane.page.getByRole("button", { name: "Go to sheet" }).waitFor();
    expect(await pane.sheetNames()).toContain("Inventory Valuation");
  });
});
