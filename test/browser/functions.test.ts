/**
 * Every declared worksheet function in a cell of the sample company, through Excel's runtime of custom functions, the page
 * and the worker: the cell shows what the engine answers by itself. Formulas are made from the declarations.
 */
import { openWorkbook } from "../../ooxml";
import { generateSample } from "../../sample/generate";
import { excelSerial } from "../../sample/core/calendar";
import { Figures } from "../../src/engine/figures/figures";
import type { FigureAnswer } from "../../src/engine/figures/answers";
import { readLedgers } from "../../src/engine/ledgers/read";
import { parseDay } from "../../src/engine/values/day";
import { functions, type FunctionDeclaration } from "../../src/functions/functions";
import { xlsxSource } from "../../src/workbook/file/xlsx-source";
import { NOW, PaneBrowser, sampleBytes, type Pane } from "./pane";

jest.setTimeout(120_000);

/** An argument as a formula has it, and as the function gets it. */
interface Argument {
  readonly formula: string;
  readonly value: unknown;
}

const text = (value: string): Argument => ({ formula: `"${value}"`, value });

/** Sheet with the keys of spilled functions, one column each. */
const KEYS = "Keys";
const keyColumns: readonly (readonly string[])[] = [
  ["1000", "1030", "1130"],
  ["2130", "2110"],
  ["101079", "101080"],
];

function keys(column: number): Argument {
  const values = keyColumns[column] ?? [];
  const letter = String.fromCharCode(65 + column);
  return { formula: `${KEYS}!${letter}1:${letter}${values.length}`, value: values.map((key) => [key]) };
}

/** A column of the value entries; days are serial numbers in a cell. */
function entries(caption: string, cell: (raw: string) => unknown = (raw) => raw): Argument {
  const table = generateSample().tables.get("Value Entries");
  const at = table?.columns.indexOf(caption) ?? -1;
  return {
    formula: `ValueEntries[${caption}]`,
    value: table?.rows.map((row) => [cell(String(row[at]))]),
  };
}

/** What each parameter gets, by its name; a new parameter needs a line. */
const ARGUMENTS: Readonly<Record<string, () => Argument>> = {
  itemNo: () => text("1030"),
  asOf: () => text("2026-01-31"),
  location: () => text("*"),
  basis: () => text("Both"),
  orderNo: () => text("101079"),
  component: () => text("Material"),
  startDate: () => text("2025-01-01"),
  endDate: () => text("2026-01-31"),
  costShare: () => text("Sales"),
  accountNo: () => text("2130"),
  row: () => text("Inventory"),
  projectNo: () => text("P-101"),
  figure: () => text("WIP"),
  method: () => text("LIFO"),
  itemNos: () => keys(0),
  accountNos: () => keys(1),
  orderNos: () => keys(2),
  entryNo: () => ({ formula: "1", value: 1 }),
  direction: () => text("Both"),
  table: () => text("Value Entries"),
  reportId: () => text("inventory-valuation"),
  parameters: () => ({ formula: '"endDate","2026-01-31"', value: ["endDate", "2026-01-31"] }),
  keys: () => keys(0),
  entryKeys: () => entries("Item No."),
  entryAmounts: () => entries("Cost Amount (Actual)", Number),
  entryDates: () =>
    entries("Posting Date", (iso) => excelSerial(Date.parse(`${iso}T00:00:00Z`) / 86_400_000)),
};

function argumentsOf({ id, parameters }: FunctionDeclaration): readonly Argument[] {
  return parameters.map(({ name }) => {
    const make = ARGUMENTS[name];
    if (!make) throw new Error(`${id} has the parameter ${name}, for which there is no argument here`);
    return make();
  });
}

/** The answer as a block of cells. */
function block(answer: FigureAnswer): readonly (readonly unknown[])[] {
  if ("error" in answer) throw new Error(answer.message);
  return "values" in answer ? answer.values : [[answer.value]];
}

let browser: PaneBrowser;
let pane: Pane;
let figures: Figures;

beforeAll(async () => {
  figures = new Figures(await readLedgers(xlsxSource(openWorkbook(sampleBytes())), {}));
  browser = await PaneBrowser.launch();
  pane = await browser.open();
  await pane.page.evaluate(
    ([name, columns, ids]) => {
      const { workbook } = window.excelHost;
      const sheet = workbook.addSheet(name);
      columns.forEach((values, at) => {
        values.forEach((value, row) =>
          sheet.setValues(`${String.fromCharCode(65 + at)}${row + 1}`, [[`'${value}`]]),
        );
      });
      for (const id of ids) workbook.addSheet(id);
    },
    [KEYS, keyColumns, functions.map(({ id }) => id)] as const,
  );
});
afterAll(async () => {
  expect(pane.problems).toEqual([]);
  expect(await pane.violations()).toEqual([]);
  await browser.close();
});

it.each(functions.map((one) => [one.id, one] as const))("%s shows the engine's answer", async (id, one) => {
  const given = argumentsOf(one);
  const values = given.map(({ value }) => value);
  const workDate = parseDay(NOW.slice(0, 10)) ?? 0;
  const answer = one.run
    ? one.run(...values)
    : (await figures.evaluate([{ function: id, args: values }], workDate))[0];
  if (!answer) throw new Error(`${id} has no answer`);
  const expected = block(answer);
  // A function that answers nothing but 0 would tell nothing.
  expect(expected.flat().some((cell) => cell !== 0 && cell !== "")).toBe(true);

  await pane.type(id, "A1", `=TIEOUT.${id}(${given.map(({ formula }) => formula).join(",")})`);
  await pane.page.waitForFunction(
    (name) => {
      const value = window.excelHost.workbook.sheet(name).cell("A1").value;
      return value !== null && value !== "" && !JSON.stringify(value).includes("#BUSY!");
    },
    id,
    { timeout: 30_000 },
  );
  const cells = await pane.cells(id);
  const filled = expected.flatMap((row, at) =>
    row.flatMap((value, column) => (value === "" ? [] : [[`${at},${column}`, value] as const])),
  );
  expect(Object.fromEntries(cells)).toEqual(Object.fromEntries(filled));
});
