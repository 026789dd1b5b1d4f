import { foundInputs, takesInput, withKeptInputs } from "../../src/workbook/kept-inputs";
import type { Sheet, TableColumn } from "../../src/workbook/sheet";

const column = (header: string, values: readonly string[], input = false): TableColumn => ({
  header,
  kind: "text",
  values: input ? values.map(() => null) : values,
  input,
});

/** Two tables with equal headers, and a line to sign. */
function sheetOf(first: readonly string[], second: readonly string[]): Sheet {
  const table = (name: string, row: number, keys: readonly string[]) => ({
    name,
    row,
    column: 0,
    columns: [column("Cause", keys), column("Amount", keys), column("Note", keys, true)],
    places: [0, 2, 3],
    keepBy: [0],
  });
  const sign = 4 + first.length + second.length;
  return {
    name: "Proof",
    cells: [
      { row: sign, column: 0, value: "Signed by" },
      { row: sign, column: 1, value: null, style: "input" },
    ],
    tables: [table("first", 0, first), table("second", 2 + first.length, second)],
    print: { paper: "A4", landscape: false, footer: { left: "", center: "" } },
    inputs: new Map([["signed", { row: sign, column: 1 }]]),
  };
}

const header = ["Cause", null, "Amount", "Note"];
const before = [
  header,
  ["rounding", null, "1", "too small"],
  ["not posted", null, "2", null],
  ["Total", null, "3", null],
  [],
  header,
  ["rounding", null, "4", "again"],
  ["cut-off", null, "5", "next month"],
  [],
  ["cut-off", null, "6", "below the table: no note"],
  ["Signed by", "AB"],
];

const notes = (sheet: Sheet) => sheet.tables.map((table) => table.columns[2]?.values);

test("notes are found by headers and keys, whichever table the row stands in now", () => {
  const sheet = sheetOf(["cut-off"], ["new", "rounding", "not posted", "rounding", "cut-off"]);
  const kept = withKeptInputs(sheet, foundInputs(sheet, before), 0);
  expect(notes(kept)).toEqual([["next month"], [null, "too small", null, "again", "next month"]]);
  expect(kept.cells.find(({ column: place }) => place === 1)?.value).toBe("AB");
});

test("notes on rows that are gone stand below the rest, also over further runs, until somebody clears them", () => {
  const sheet = sheetOf(["cut-off"], []);
  const kept = withKeptInputs(sheet, foundInputs(sheet, before), 0);
  const below = (one: Sheet) =>
    one.cells.filter(({ row }) => row > 5).map(({ row, column: place, value }) => [row, place, value]);
  const lines = [
    [7, 0, "Notes on rows that are gone"],
    [8, 0, "rounding"],
    [8, 3, "too small"],
    [9, 0, "rounding"],
    [9, 3, "again"],
  ];
  expect(below(kept)).toEqual(lines);
  const drawn = drawnOf(kept);
  const again = withKeptInputs(sheet, foundInputs(sheet, drawn), 0);
  expect(below(again)).toEqual(lines);
  // As Excel keeps it: by the marks of the sheet.
  const marked = { ...foundInputs(sheet, drawn), inputs: inputsOf(kept) };
  expect(below(withKeptInputs(sheet, marked, 0))).toEqual(lines);
  // A note that the user cleared is not kept.
  const cleared = drawn.map((line, row) => (row === 8 ? ["rounding"] : line));
  expect(below(withKeptInputs(sheet, foundInputs(sheet, cleared), 0))).toEqual([
    lines[0],
    [8, 0, "rounding"],
    [8, 3, "again"],
  ]);
});

/** The cells of a sheet as they stand in a workbook. */
function drawnOf({ cells, tables }: Sheet): (string | null)[][] {
  const drawn: (string | null)[][] = Array.from({ length: 12 }, () => Array<string | null>(4).fill(null));
  const put = (row: number, place: number, value: unknown): void => {
    (drawn[row] as (string | null)[])[place] = value as string | null;
  };
  for (const cell of cells) put(cell.row, cell.column, cell.value);
  for (const { row, columns, places = [] } of tables) {
    columns.forEach(({ header: caption, values }, index) => {
      [caption, ...values].forEach((value, line) => {
        put(row + line, places[index] ?? 0, value);
      });
    });
  }
  return drawn;
}

const inputsOf = ({ inputs = new Map() }: Sheet) =>
  Object.fromEntries([...inputs].map(([key, { row, column: place }]) => [key, [row, place] as const]));

test("where the texts are not found nothing is kept", () => {
  const sheet = sheetOf(["rounding"], []);
  const other = before.map((row) =>
    row.map((value) => (value === "Cause" || value === "Signed by" ? "" : value)),
  );
  expect(withKeptInputs(sheet, foundInputs(sheet, other), 0)).toEqual(sheet);
  expect(withKeptInputs(sheet, foundInputs(sheet, []), 0)).toEqual(sheet);
});

test("only sheets with cells to fill in are looked up", () => {
  const sheet = sheetOf(["rounding"], []);
  expect(takesInput(sheet)).toBe(true);
  expect(takesInput({ ...sheet, inputs: new Map() })).toBe(true);
  expect(takesInput({ ...sheet, tables: [] })).toBe(true);
  expect(takesInput({ ...sheet, tables: [], inputs: undefined })).toBe(false);
});
