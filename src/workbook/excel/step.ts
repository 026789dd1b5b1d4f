/** What the steps of an edit share: the interface, values and formats to write, the rows a table has now. */
import { plain } from "../apply/columns";
import type { ColumnKind, EditValue, StoredCell, StoredContent } from "../apply/edits";
import { quietSync, type Context } from "./batch";
import { bodyRange, type FoundTable } from "./discover";

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

/**
 * Puts rows back as they were. Texts are written into cells of format text, whatever their own is: Excel would take
 * "0100" for a number.
 */
export function writeStored(
  range: Excel.Range,
  rows: readonly (readonly (StoredCell | undefined)[] | undefined)[],
  /** Of cells that are undefined: blank ("") or left alone (null). */
  otherwise: "" | null = "",
): void {
  const width = Math.max(0, ...rows.map((row) => row?.length ?? 0));
  const matrix = (part: (cell: StoredCell | undefined) => unknown): unknown[][] =>
    rows.map((row) => Array.from({ length: width }, (_, column) => part(row?.[column])));
  const isText = (cell: StoredCell | undefined): boolean =>
    typeof cell?.content === "string" && cell.formula === undefined && cell.format !== undefined;
  const cells = rows.flatMap((row) => row ?? []);
  if (cells.some((cell) => cell?.format !== undefined))
    range.numberFormat = matrix((cell) => (isText(cell) ? "@" : (cell?.format ?? null)));
  range.formulas = matrix((cell) => (cell ? (cell.formula ?? cell.content ?? "") : otherwise));
  if (cells.some((cell) => isText(cell) && cell?.format !== "@"))
    range.numberFormat = matrix((cell) => (isText(cell) ? cell?.format : null));
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

/** Blank rows at the end of an Excel table, in requests of bounded size. */
export async function addBlankRows(context: Context, table: FoundTable, count: number): Promise<void> {
  const width = table.headers.length;
  const step = Math.max(1, Math.floor(BLOCK_CELLS / width));
  for (let done = 0; done < count; done += step) {
    const lines = Array.from({ length: Math.min(step, count - done) }, () =>
      new Array<null>(width).fill(null),
    );
    tableOf(context, table).rows.add(undefined, lines as never);
    await quietSync(context);
  }
}

/** So many rows in an Excel table without entries. Its blank row is one of them, whether Excel fills it first or not. */
export async function growEmptyTable(context: Context, table: FoundTable, count: number): Promise<void> {
  if (count < 2) return;
  await addBlankRows(context, table, count);
  const surplus = (await bodyRows(context, table)) - count;
  if (surplus < 1) return;
  bodyRange(context, table, count, surplus).delete("Up");
  await quietSync(context);
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
