/** Columns of a ledger after reading: typed arrays, with what was remarked while they were read. */
import type { DecimalColumn } from "../values/decimal";
import type { ColumnDeclaration } from "./declaration";

/** A cell that breaks the rules of its column. `row` counts data rows from 0. */
export interface Fault {
  readonly row: number;
  readonly problem: string;
}

/** What all columns know about themselves after reading. */
export interface ColumnRemarks {
  readonly faults: readonly Fault[];
  readonly faultCount: number;
  readonly numbersAsText: number;
  readonly datesAsText: number;
  readonly unknownOptions: ReadonlyMap<string, number>;
  /** .json: the first row that lacks the column's key. */
  readonly firstAbsentRow: number;
}

/** Remarks of a column that no source was read for. */
export const NO_REMARKS: ColumnRemarks = {
  faults: [],
  faultCount: 0,
  numbersAsText: 0,
  datesAsText: 0,
  unknownOptions: new Map(),
  firstAbsentRow: -1,
};

export type ColumnData =
  | { readonly type: "ids"; readonly values: Int32Array }
  | { readonly type: "numbers"; readonly values: Float64Array }
  | { readonly type: "decimals"; readonly values: DecimalColumn }
  | { readonly type: "flags"; readonly values: Uint8Array }
  | { readonly type: "options"; readonly values: Uint16Array; readonly captions: readonly string[] };

/** A finished column. `filled[row]` is 1 where the cell was not empty; undefined when nobody asked for it. */
export interface ReadColumn {
  readonly declaration: ColumnDeclaration;
  readonly data: ColumnData;
  readonly filled: Uint8Array | undefined;
  readonly remarks: ColumnRemarks;
  /** Position in the sheet, for addresses. */
  readonly position: number;
}

export type GrowingArray = Float64Array | Int32Array | Uint8Array | Uint16Array;

/** Leaves rows out of a finished column; `kept` are the rows that stay, ascending. Faults move along. */
export function keepRows(column: ReadColumn, kept: Int32Array): ReadColumn {
  const newRow = new Map<number, number>();
  if (column.remarks.faults.length > 0) kept.forEach((row, index) => newRow.set(row, index));
  const pick = <A extends GrowingArray>(values: A): A => {
    const picked = new (values.constructor as new (length: number) => A)(kept.length);
    for (let i = 0; i < kept.length; i += 1) picked[i] = values[kept[i] as number] as never;
    return picked;
  };
  const { data } = column;
  let picked: ColumnData;
  if (data.type === "decimals") {
    const big = new Map<number, bigint>();
    if (data.values.big) {
      kept.forEach((row, index) => {
        const value = data.values.big?.get(row);
        if (value !== undefined) big.set(index, value);
      });
    }
    picked = {
      type: "decimals",
      values: { scale: data.values.scale, ints: pick(data.values.ints), ...(big.size > 0 ? { big } : {}) },
    };
  } else picked = { ...data, values: pick(data.values as never) };
  return {
    ...column,
    data: picked,
    filled: column.filled ? pick(column.filled) : undefined,
    remarks: {
      ...column.remarks,
      faults: column.remarks.faults.flatMap((fault) => {
        const row = newRow.get(fault.row);
        return row === undefined ? [] : [{ ...fault, row }];
      }),
    },
  };
}
