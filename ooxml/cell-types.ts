/**
 * Cells to write, one by one or column by column.
 */
import type { CellStyle } from "./style-types";
export interface DecimalValue {
  kind: "decimal";
  /** Digits with sign, point and exponent; written as they are. */
  text: string;
}
export interface DateValue {
  kind: "date";
  /** Serial number of the 1900 system. The style needs a date format; without one "yyyy-mm-dd" is taken. */
  serial: number;
}
export interface ErrorValue {
  kind: "error";
  code: string;
}
export interface FormulaValue {
  kind: "formula";
  /** Without "=". */
  formula: string;
  /** Stored result; left out: Excel computes it on opening. */
  value?: string | number | boolean | DecimalValue | DateValue | ErrorValue;
}

/** A string is always text, never a formula; null is a cell with format only. */
export type CellInput =
  null | string | number | boolean | DecimalValue | DateValue | ErrorValue | FormulaValue;

export interface CellSpec {
  row: number;
  col: number;
  value: CellInput;
  style?: CellStyle;
}

/** The values of a column: an array, or a function of the row within the block for values made on the way. */
export type ColumnValues<T> = ArrayLike<T> | ((index: number) => T);

export type ColumnData =
  | { type: "text"; values: ColumnValues<string | null> }
  /** NaN is an empty cell. */
  | { type: "number"; values: ColumnValues<number> }
  /** Exact decimal text, written verbatim; null or "" is an empty cell. */
  | { type: "decimal"; values: ColumnValues<string | null> }
  /** Serial numbers of the 1900 system; NaN is an empty cell. */
  | { type: "date"; values: ColumnValues<number> }
  | { type: "boolean"; values: ColumnValues<boolean | null> }
  | { type: "mixed"; values: ColumnValues<CellInput> };

export type BlockColumn = ColumnData & {
  style?: CellStyle;
  /** Style of single rows of the block; undefined falls back to `style`. Return the same object for the same look. */
  rowStyle?: (index: number) => CellStyle | undefined;
};

/** A rectangle of cells, column by column. Blocks and cells of one sheet must not overlap. */
export interface CellBlock {
  row: number;
  col: number;
  rowCount: number;
  columns: BlockColumn[];
}
