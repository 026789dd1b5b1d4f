/** Which figure of a report a cell of its sheet shows, also after the user sorted or filtered the table. */
import type { FigureReference } from "../engine/report";
import { isFigure } from "./look";
import type { Sheet, SheetTable } from "./sheet";

type Content = string | number | boolean | null;

/** The reference of a figure; undefined when the cell is none. "moved" when the row is not one the report writes. */
export function figureAt(
  sheet: Sheet,
  row: number,
  column: number,
  /** What stands in the cell's row, from column 0 on. */
  rowValues: readonly Content[],
  asExcel: (table: SheetTable, column: number, row: number) => Content,
): FigureReference | "moved" | undefined {
  for (const table of sheet.tables) {
    const places = table.places ?? table.columns.map((_, index) => table.column + index);
    const index = places.indexOf(column);
    const field = index < 0 ? undefined : table.fields?.[index];
    const count = table.columns[0]?.values.length ?? 0;
    if (field === undefined || row <= table.row || row > table.row + count) continue;
    const found = rowOf(table, places, count, row - table.row - 1, rowValues, asExcel);
    if (found === undefined) return "moved";
    const figure = table.figures?.at(found);
    return figure && { ...figure, field };
  }
  return undefined;
}

/** The row of the data that stands in a row of the sheet: the one in its place first, then the one with equal texts. */
function rowOf(
  table: SheetTable,
  places: readonly number[],
  count: number,
  expected: number,
  rowValues: readonly Content[],
  asExcel: (table: SheetTable, column: number, row: number) => Content,
): number | undefined {
  const keys = table.columns.flatMap((column, index) =>
    isFigure(column.kind) || column.input === true ? [] : [index],
  );
  const isSame = (row: number, indexes: readonly number[]): boolean =>
    indexes.every(
      (index) => (asExcel(table, index, row) ?? "") === (rowValues[places[index] as number] ?? ""),
    );
  if (expected < count && isSame(expected, keys)) return expected;
  const all = table.columns.flatMap((column, index) => (column.input === true ? [] : [index]));
  let byKey: number | undefined;
  for (let row = 0; row < count; row += 1) {
    if (!isSame(row, keys)) continue;
    if (isSame(row, all)) return row;
    byKey ??= row;
  }
  return byKey;
}
