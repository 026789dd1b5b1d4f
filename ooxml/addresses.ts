/** Highest 0-based row and column of a sheet. */
export const LAST_ROW = 1_048_575;
export const LAST_COL = 16_383;

export interface CellRange {
  firstRow: number;
  lastRow: number;
  firstCol: number;
  lastCol: number;
}

/** "A" for 0, "AA" for 26. */
export function columnName(col: number): string {
  let name = "";
  for (let n = col + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  }
  return name;
}

/** "B3" for row 2, column 1. */
export function cellName(row: number, col: number): string {
  return columnName(col) + String(row + 1);
}

/** "A1:B2", or "A1" for a single cell. */
export function rangeName(range: CellRange): string {
  const first = cellName(range.firstRow, range.firstCol);
  const last = cellName(range.lastRow, range.lastCol);
  return first === last ? first : `${first}:${last}`;
}

const CELL = /^\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$/;

/** Row and column of "B3" or "$B$3", undefined when it is none within a sheet. */
export function parseCell(text: string): { row: number; col: number } | undefined {
  const match = CELL.exec(text);
  if (!match) {
    return undefined;
  }
  const row = Number(match[2]) - 1;
  const col = columnIndex(match[1] ?? "");
  return row < 0 || row > LAST_ROW || col > LAST_COL ? undefined : { row, col };
}

/** 0 for "A"; letters only. */
export function columnIndex(letters: string): number {
  let col = 0;
  for (const letter of letters.toUpperCase()) {
    col = col * 26 + letter.charCodeAt(0) - 64;
  }
  return col - 1;
}

/** The rectangle of "A1" or "A1:B2", undefined when the text is none. */
export function parseRange(text: string): CellRange | undefined {
  const [first, last = first, ...rest] = text.split(":");
  const from = parseCell(first ?? "");
  const to = parseCell(last ?? "");
  if (!from || !to || rest.length > 0) {
    return undefined;
  }
  return {
    firstRow: Math.min(from.row, to.row),
    lastRow: Math.max(from.row, to.row),
    firstCol: Math.min(from.col, to.col),
    lastCol: Math.max(from.col, to.col),
  };
}

/** A sheet name as formulas write it: in apostrophes, inner ones doubled, unless it is a plain word. */
export function quoteSheetName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_.]*$/.test(name) && !looksLikeReference(name)
    ? name
    : `'${name.replaceAll("'", "''")}'`;
}

function looksLikeReference(name: string): boolean {
  return parseCell(name) !== undefined || /^[Rr][0-9]*([Cc][0-9]*)?$/.test(name) || /^[Cc][0-9]*$/.test(name);
}
