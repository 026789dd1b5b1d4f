/** Cell addresses: A1 notation to zero-based rectangles and back, with Excel's rules for quoting sheet names. */

export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;

/** A block of cells; all four bounds are zero-based and inclusive. */
export interface Rect {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Column letters of a zero-based column index: 0 → "A", 26 → "AA". */
export function columnName(index: number): string {
  let name = "";
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  }
  return name;
}

/** Zero-based column index of column letters, without regard to case. */
export function columnIndex(letters: string): number {
  let n = 0;
  for (const letter of letters.toUpperCase()) n = n * 26 + letter.charCodeAt(0) - 64;
  return n - 1;
}

/** A rectangle of one cell. */
export function cellRect(row: number, column: number): Rect {
  return { top: row, left: column, bottom: row, right: column };
}

/** A rectangle from its corner and its size in rows and columns. */
export function sizedRect(row: number, column: number, rows: number, columns: number): Rect {
  return { top: row, left: column, bottom: row + rows - 1, right: column + columns - 1 };
}

export const rowCount = (rect: Rect): number => rect.bottom - rect.top + 1;
export const columnCount = (rect: Rect): number => rect.right - rect.left + 1;
export const cellCount = (rect: Rect): number => rowCount(rect) * columnCount(rect);
export const isEntireColumn = (rect: Rect): boolean => rect.top === 0 && rect.bottom === MAX_ROWS - 1;
export const isEntireRow = (rect: Rect): boolean => rect.left === 0 && rect.right === MAX_COLUMNS - 1;
export const WHOLE_SHEET: Rect = { top: 0, left: 0, bottom: MAX_ROWS - 1, right: MAX_COLUMNS - 1 };

export function sameRect(a: Rect, b: Rect): boolean {
  return a.top === b.top && a.left === b.left && a.bottom === b.bottom && a.right === b.right;
}

/** The cells two rectangles share, or undefined. */
export function intersect(a: Rect, b: Rect): Rect | undefined {
  const top = Math.max(a.top, b.top);
  const left = Math.max(a.left, b.left);
  const bottom = Math.min(a.bottom, b.bottom);
  const right = Math.min(a.right, b.right);
  return top <= bottom && left <= right ? { top, left, bottom, right } : undefined;
}

export function contains(outer: Rect, inner: Rect): boolean {
  return (
    outer.top <= inner.top &&
    outer.left <= inner.left &&
    outer.bottom >= inner.bottom &&
    outer.right >= inner.right
  );
}

/** The smallest rectangle that holds both. */
export function bounding(a: Rect, b: Rect): Rect {
  return {
    top: Math.min(a.top, b.top),
    left: Math.min(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.max(a.right, b.right),
  };
}

/** True when the rectangle lies on a sheet. */
export function onSheet(rect: Rect): boolean {
  return (
    rect.top >= 0 &&
    rect.left >= 0 &&
    rect.bottom < MAX_ROWS &&
    rect.right < MAX_COLUMNS &&
    rect.top <= rect.bottom &&
    rect.left <= rect.right
  );
}

const CELL = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/;
const COLUMN = /^\$?([A-Za-z]{1,3})$/;
const ROW = /^\$?([1-9]\d{0,6})$/;

/** Splits "'My sheet'!A1" into its sheet name and the rest; the sheet is undefined when there is none. */
export function splitSheet(address: string): { sheet: string | undefined; local: string } {
  const bang = address.lastIndexOf("!");
  if (bang < 0) return { sheet: undefined, local: address };
  let sheet = address.slice(0, bang);
  if (sheet.startsWith("'") && sheet.endsWith("'")) sheet = sheet.slice(1, -1).replaceAll("''", "'");
  return { sheet, local: address.slice(bang + 1) };
}

/** Reads an address without sheet ("B3", "A1:C9", "A:C", "2:5", with or without $); undefined when it is none. */
export function parseLocal(address: string): Rect | undefined {
  const parts = address.trim().split(":");
  if (parts.length > 2) return undefined;
  const first = parts[0] ?? "";
  const last = parts[1] ?? first;
  const rect = cornerRect(first, last, parts.length === 2);
  return rect && onSheet(rect) ? rect : undefined;
}

function cornerRect(first: string, last: string, pair: boolean): Rect | undefined {
  const a = CELL.exec(first);
  const b = CELL.exec(last);
  if (a && b) {
    return bounding(
      cellRect(Number(a[2]) - 1, columnIndex(a[1] ?? "")),
      cellRect(Number(b[2]) - 1, columnIndex(b[1] ?? "")),
    );
  }
  if (!pair) return undefined;
  const c = COLUMN.exec(first);
  const d = COLUMN.exec(last);
  if (c && d) {
    const columns = [columnIndex(c[1] ?? ""), columnIndex(d[1] ?? "")] as const;
    return { top: 0, left: Math.min(...columns), bottom: MAX_ROWS - 1, right: Math.max(...columns) };
  }
  const e = ROW.exec(first);
  const f = ROW.exec(last);
  if (e && f) {
    const rows = [Number(e[1]) - 1, Number(f[1]) - 1] as const;
    return { top: Math.min(...rows), left: 0, bottom: Math.max(...rows), right: MAX_COLUMNS - 1 };
  }
  return undefined;
}

/** Address of a rectangle without sheet, as Excel prints it: "A1", "A1:B2", "A:B", "1:4"; with $ when absolute. */
export function formatLocal(rect: Rect, absolute = false): string {
  const $ = absolute ? "$" : "";
  const column = (index: number): string => $ + columnName(index);
  const row = (index: number): string => $ + String(index + 1);
  if (isEntireColumn(rect)) return `${column(rect.left)}:${column(rect.right)}`;
  if (isEntireRow(rect)) return `${row(rect.top)}:${row(rect.bottom)}`;
  const first = column(rect.left) + row(rect.top);
  if (rect.top === rect.bottom && rect.left === rect.right) return first;
  return `${first}:${column(rect.right)}${row(rect.bottom)}`;
}

/** A sheet name as it stands in a reference: quoted when it must be. */
export function quoteSheet(name: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !looksLikeReference(name);
  return plain ? name : `'${name.replaceAll("'", "''")}'`;
}

/** True for text that would be read as a cell address in A1 or R1C1 notation. */
export function looksLikeReference(text: string): boolean {
  const cell = CELL.exec(text);
  if (cell) return columnIndex(cell[1] ?? "") < MAX_COLUMNS && Number(cell[2]) <= MAX_ROWS;
  return /^(?:[RrCc]|[Rr]\d+(?:[Cc]\d*)?|[Cc]\d+|[Rr][Cc]\d*)$/.test(text);
}

/** Full address of a rectangle on a sheet: "Sheet1!A1:B2". */
export function formatAddress(sheetName: string, rect: Rect, absolute = false): string {
  return `${quoteSheet(sheetName)}!${formatLocal(rect, absolute)}`;
}
