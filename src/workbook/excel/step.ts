/** What the steps of an edit share: the interface, values and formats to write, the rows a table has now. */
import { plain } from "../apply/columns";
import type { ColumnKind, EditValue, StoredContent } from "../apply/edits";
import type { Context } from "./batch";
import type { FoundTable } from "./discover";

/** Cells written in one request. */
export const BLOCK_CELLS = 60_000;
/** Characters written in one request; Excel on the web refuses 5 MB. */
const BLOCK_CHARACTERS = 1_500_000;
/** A step of the work. `undo` must also be safe when the step was done in part or not at all. */
export interface Step {
  run(context: Context): Promise<void>;
  undo(context: Context): Promise<void>;
}

/** Number format per kind of column; others stay General. */
export const FORMATS: Readonly<Partial<Record<ColumnKind, string>>> = {
  text: "@",
  date: "m/d/yyyy",
  amount: "#,##0.00",
};

/** A value as `values` takes it; null leaves the cell alone. */
export function content(value: EditValue, epochOffset: number): StoredContent {
  return value === null ? null : plain(value, epochOffset);
}

/** Rows in blocks that fit into one request, by cells and by characters. */
export function* fittingBlocks(
  rows: readonly (readonly EditValue[])[],
  width: number,
): Generator<{ readonly first: number; readonly lines: readonly (readonly EditValue[])[] }> {
  const most = Math.max(1, Math.floor(BLOCK_CELLS / Math.max(1, width)));
  let first = 0;
  let characters = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const own = (rows[row] ?? []).reduce(
      (sum, value) => sum + (typeof value === "string" ? value.length : 12),
      0,
    );
    if (row > first && (row - first >= most || characters + own > BLOCK_CHARACTERS)) {
      yield { first, lines: rows.slice(first, row) };
      first = row;
      characters = 0;
    }
    characters += own;
  }
  if (first < rows.length) yield { first, lines: rows.slice(first) };
}

export function tableOf(context: Context, table: FoundTable): Excel.Table {
  return context.workbook.tables.getItem(table.id);
}

export function sheetOf(context: Context, table: FoundTable): Excel.Worksheet {
  return context.workbook.worksheets.getItem(table.sheetId);
}

/** How many body rows the table has now. */
export async function bodyRows(context: Context, table: FoundTable): Promise<number> {
  if (table.isTable) {
    const { rows } = tableOf(context, table);
    rows.load("count");
    await context.sync();
    return rows.count;
  }
  const used = sheetOf(context, table).getUsedRangeOrNullObject(true);
  used.load("rowIndex,rowCount");
  await context.sync();
  return used.isNullObject ? 0 : Math.max(0, used.rowIndex + used.rowCount - table.headerRow - 1);
}
