/** A source table over rows of plain values, for .json and .csv: the address of a cell is its row number, header = 1. */
import type { CellSink, SourceRemarks, SourceTable } from "../../engine/ledgers/source";

/** Tells whether a table of this size was perhaps cut off: exactly a million rows, or a full sheet. */
export function perhapsCutOff(rows: number): boolean {
  return rows === 1_000_000 || rows >= 1_048_575;
}

/** Builds a SourceTable whose cells are pushed by `push`. */
export function rowsTable(
  name: string,
  headers: readonly string[],
  rows: number,
  push: (sinks: readonly (CellSink | undefined)[], mark: (row: number) => void) => void,
): SourceTable {
  return {
    tableName: "",
    sheetName: name,
    headers,
    rowsHint: rows,
    address: (row) => `row ${row + 2}`,
    read: (sinks, mark): SourceRemarks => {
      push(sinks, mark);
      return { rows, hiddenRows: 0, formulaCells: 0, perhapsCutOff: perhapsCutOff(rows) };
    },
  };
}
