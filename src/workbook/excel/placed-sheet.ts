/** A sheet as cells in their places: what stands where, in which number format and look. Pure; the writer sends it. */
import { parseDay } from "../../engine/values/day";
import { headerLook, isFigure, numberFormat, type CellLook } from "../look";
import type { Sheet, SheetLink, SheetTable, SheetValue, ValueKind } from "../sheet";

/** A cell's content as Office.js takes it; null leaves a cell empty. */
export type CellContent = string | number | boolean | null;

export interface PlacedCell {
  readonly row: number;
  readonly column: number;
  readonly content: CellContent;
  readonly format: string;
  readonly look: CellLook;
  readonly link?: SheetLink;
  readonly name?: string;
}

/** Body of a table; header cells are placed cells. */
export interface PlacedTable {
  readonly table: SheetTable;
  /** Sheet column per table column. */
  readonly places: readonly number[];
  readonly firstRow: number;
  readonly rows: number;
}

export interface PlacedSheet {
  readonly sheet: Sheet;
  /** Rows and columns that the sheet uses. */
  readonly rows: number;
  readonly columns: number;
  /** Cells outside table bodies, by row. */
  readonly cells: ReadonlyMap<number, readonly PlacedCell[]>;
  readonly tables: readonly PlacedTable[];
}

/** Places all cells. `epochOffset` is 1462 in workbooks that count from 1904, else 0. */
export function placeSheet(sheet: Sheet, epochOffset: number): PlacedSheet {
  const byRow = new Map<number, PlacedCell[]>();
  const put = (cell: PlacedCell): void => {
    const list = byRow.get(cell.row);
    if (list) list.push(cell);
    else byRow.set(cell.row, [cell]);
  };
  for (const cell of sheet.cells) {
    const content = excelValue(cell.value, cell.kind, epochOffset);
    put({
      row: cell.row,
      column: cell.column,
      content,
      format: formatFor(content, cell.kind, cell.decimals),
      look: {
        style: cell.style ?? "body",
        align: cell.align ?? (isFigure(cell.kind) ? "right" : undefined),
        indent: cell.indent,
        wrap: cell.wrap,
      },
      link: cell.link,
      name: cell.name,
    });
  }
  const tables = sheet.tables.map((table): PlacedTable => {
    const places = table.places ?? table.columns.map((_, index) => table.column + index);
    table.columns.forEach((column, index) => {
      put({
        row: table.row,
        column: places[index] as number,
        content: column.header,
        format: "@",
        look: headerLook(table, column),
      });
    });
    if (table.excelTable === false) fillGaps(table, places, put);
    return { table, places, firstRow: table.row + 1, rows: table.columns[0]?.values.length ?? 0 };
  });
  return { sheet, ...extentOf(byRow, tables), cells: byRow, tables };
}

/** Between the columns of a block that lie apart the header's fill goes on, so that it reads as one band. */
function fillGaps(table: SheetTable, places: readonly number[], put: (cell: PlacedCell) => void): void {
  for (let column = Math.min(...places); column <= Math.max(...places); column += 1) {
    if (places.includes(column)) continue;
    put({ row: table.row, column, content: null, format: "General", look: { style: "tableHeader" } });
  }
}

function extentOf(
  cells: ReadonlyMap<number, readonly PlacedCell[]>,
  tables: readonly PlacedTable[],
): { readonly rows: number; readonly columns: number } {
  let rows = 0;
  let columns = 0;
  for (const [row, list] of cells) {
    rows = Math.max(rows, row + 1);
    for (const cell of list) columns = Math.max(columns, cell.column + 1);
  }
  for (const { firstRow, rows: count, places } of tables) {
    rows = Math.max(rows, firstRow + Math.max(1, count));
    columns = Math.max(columns, ...places.map((place) => place + 1));
  }
  return { rows, columns };
}

/** A value as Excel keeps it: numbers for figures, serial numbers for days, fractions for percentages. */
export function excelValue(value: SheetValue, kind: ValueKind | undefined, epochOffset: number): CellContent {
  if (value === null || value === "") return null;
  if (typeof value !== "string") return value;
  if (kind === "date" || kind === "dateWords") {
    const day = parseDay(value);
    return day === undefined ? value : day - epochOffset;
  }
  if (isFigure(kind) && /^-?\d+(\.\d+)?$/.test(value)) {
    return kind === "percent" ? Number(`${value}e-2`) : Number(value) + 0;
  }
  return value;
}

/** Number format of a cell. Texts that Excel would take for something else get the text format. */
export function formatFor(content: CellContent, kind: ValueKind | undefined, decimals?: number): string {
  const own = numberFormat(kind, decimals);
  if (typeof content !== "string") return own;
  if (own !== "General") return isFigure(kind) || kind === "date" ? "@" : own;
  return mayBeConverted(content) ? "@" : own;
}

/** True for a text that Excel would turn into a number, date, truth value, error or formula when it is typed in. */
function mayBeConverted(text: string): boolean {
  return (
    /^\s*[-+=@#'(.\d$€£¥%]/.test(text) ||
    /^\s*(true|false|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i.test(text)
  );
}

/** Values of rows `first` to `first + count − 1` of the sheet, for one block over all its columns. */
export function blockValues(
  placed: PlacedSheet,
  first: number,
  count: number,
  epochOffset: number,
): CellContent[][] {
  const block = Array.from({ length: count }, () => new Array<CellContent>(placed.columns).fill(null));
  for (let row = first; row < first + count; row += 1) {
    for (const cell of placed.cells.get(row) ?? [])
      (block[row - first] as CellContent[])[cell.column] = cell.content;
  }
  for (const { table, places, firstRow, rows } of placed.tables) {
    const from = Math.max(first, firstRow);
    const to = Math.min(first + count, firstRow + rows);
    if (from >= to) continue;
    table.columns.forEach((column, index) => {
      const place = places[index] as number;
      for (let row = from; row < to; row += 1) {
        (block[row - first] as CellContent[])[place] = excelValue(
          column.values[row - firstRow] ?? null,
          column.kind,
          epochOffset,
        );
      }
    });
  }
  return block;
}
