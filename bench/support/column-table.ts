/** Tables of benchmarks whose cells are made by functions, read through the same reader as any workbook. */
import type { CellSink, SourceTable } from "../../src/engine/ledgers/source";
import { rowsTable } from "../../src/workbook/file/rows-source";

/** A cell per row: a number or a text, "" for empty. */
export type CellOf = (row: number) => number | string;

/** A table of so many rows, by caption. */
export function columnTable(
  name: string,
  rows: number,
  columns: Readonly<Record<string, CellOf>>,
): SourceTable {
  const readers = Object.values(columns);
  return rowsTable(name, Object.keys(columns), rows, (sinks: readonly (CellSink | undefined)[], mark) => {
    for (let row = 0; row < rows; row += 1) mark(row);
    readers.forEach((read, position) => {
      const sink = sinks[position];
      if (!sink) return;
      for (let row = 0; row < rows; row += 1) {
        const value = read(row);
        if (typeof value === "number") sink.number(row, value, "general");
        else if (value !== "") sink.text(row, value);
      }
    });
  });
}
