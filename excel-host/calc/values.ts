/** Values inside formulas: scalars, matrices and references, with Excel's coercions and comparisons. */

import { type Rect, columnCount, rowCount } from "../model/address";
import { CellError, type CellValue } from "../model/cell";
import type { Sheet } from "../model/sheet";
import { typedInput } from "../model/typed-text";

/** A two-dimensional value; every row has the same number of columns. */
export class Matrix {
  constructor(readonly data: readonly (readonly CellValue[])[]) {}

  get rows(): number {
    return this.data.length;
  }

  get columns(): number {
    return this.data[0]?.length ?? 0;
  }

  at(row: number, column: number): CellValue {
    return this.data[row]?.[column] ?? null;
  }
}

/** A block of cells a formula refers to. */
export class Reference {
  constructor(
    readonly sheet: Sheet,
    readonly rect: Rect,
  ) {}

  get rows(): number {
    return rowCount(this.rect);
  }

  get columns(): number {
    return columnCount(this.rect);
  }

  get key(): string {
    const { top, left, bottom, right } = this.rect;
    return `${this.sheet.id}|${top}|${left}|${bottom}|${right}`;
  }

  /** The values; open-ended references are cut at the rows and columns in use. */
  matrix(): Matrix {
    const rect = this.sheet.clip(this.rect);
    if (!rect) return new Matrix([[null]]);
    const data: CellValue[][] = [];
    for (let row = rect.top; row <= rect.bottom; row++) {
      const cells = this.sheet.rows.get(row);
      const line: CellValue[] = [];
      for (let column = rect.left; column <= rect.right; column++) line.push(cells?.[column]?.value ?? null);
      data.push(line);
    }
    return new Matrix(data);
  }
}

/** What an expression yields before it is written to cells. */
export type Value = CellValue | Matrix | Reference;

export const VALUE_ERROR = CellError.of("#VALUE!");
export const NA_ERROR = CellError.of("#N/A");
export const DIV_ERROR = CellError.of("#DIV/0!");
export const NUM_ERROR = CellError.of("#NUM!");
export const REF_ERROR = CellError.of("#REF!");
export const NAME_ERROR = CellError.of("#NAME?");
export const CALC_ERROR = CellError.of("#CALC!");

/** Number of a scalar as arithmetic sees it: blanks are 0, text must read as a number. */
export function toNumber(value: CellValue): number | CellError {
  if (typeof value === "number") return value;
  if (value === null) return 0;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof CellError) return value;
  const read = typedInput(value.trim(), "General").value;
  return typeof read === "number" ? read : VALUE_ERROR;
}

/** Text of a scalar as "&" sees it. */
export function toText(value: CellValue): string | CellError {
  if (typeof value === "string") return value;
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (value instanceof CellError) return value;
  return numberText(value);
}

/** A number in General format with up to 15 significant digits. */
export function numberText(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  return text.includes("e") ? text.toUpperCase().replace(/E([+-])(\d)$/, "E$10$2") : text;
}

/** Truth of a scalar; text other than TRUE and FALSE is an error. */
export function toBoolean(value: CellValue): boolean | CellError {
  if (typeof value === "boolean") return value;
  if (value === null) return false;
  if (typeof value === "number") return value !== 0;
  if (value instanceof CellError) return value;
  const upper = value.toUpperCase();
  if (upper === "TRUE") return true;
  return upper === "FALSE" ? false : VALUE_ERROR;
}

const rank = (value: CellValue): number =>
  typeof value === "number" ? 0 : typeof value === "string" ? 1 : 2;

/** Excel's order: numbers before text before logical values; text without regard to case; a blank is 0, "" or FALSE. */
export function compareValues(a: CellValue, b: CellValue): number {
  if (a === null && b === null) return 0;
  const left = a === null ? blankLike(b) : a;
  const right = b === null ? blankLike(a) : b;
  const byRank = rank(left) - rank(right);
  if (byRank !== 0) return byRank;
  if (typeof left === "string" && typeof right === "string") {
    const x = left.toLowerCase();
    const y = right.toLowerCase();
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return Number(left) - Number(right);
}

function blankLike(other: CellValue): CellValue {
  if (typeof other === "string") return "";
  return typeof other === "boolean" ? false : 0;
}

/** Applies a scalar operation to scalars and matrices; rows, columns and single values are stretched to fit. */
export function broadcast(
  args: readonly (CellValue | Matrix)[],
  apply: (scalars: CellValue[]) => CellValue,
): CellValue | Matrix {
  let rows = 1;
  let columns = 1;
  let anyMatrix = false;
  for (const arg of args) {
    if (!(arg instanceof Matrix)) continue;
    anyMatrix = true;
    rows = Math.max(rows, arg.rows);
    columns = Math.max(columns, arg.columns);
  }
  if (!anyMatrix) return apply(args as CellValue[]);
  const data: CellValue[][] = [];
  for (let row = 0; row < rows; row++) {
    const line: CellValue[] = [];
    for (let column = 0; column < columns; column++) {
      const scalars: CellValue[] = [];
      let outside = false;
      for (const arg of args) {
        if (!(arg instanceof Matrix)) {
          scalars.push(arg);
          continue;
        }
        const r = arg.rows === 1 ? 0 : row;
        const c = arg.columns === 1 ? 0 : column;
        if (r >= arg.rows || c >= arg.columns) outside = true;
        scalars.push(arg.at(r, c));
      }
      line.push(outside ? NA_ERROR : apply(scalars));
    }
    data.push(line);
  }
  return new Matrix(data);
}
