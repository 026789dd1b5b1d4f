/** Where an entry stands in the workbook, for links on sheets. */
import type { LedgerTable } from "../ledgers/ledgers";

/** A cell of the workbook. `cell` is an address like "A41"; absent for sources that have none (.csv, .json). */
export interface EntryPlace {
  readonly table: string;
  readonly sheet: string;
  readonly cell: string;
}

/** Place of a row's cell; undefined where the source has no cell addresses. */
export function placeOf(table: LedgerTable, row: number, caption: string): EntryPlace | undefined {
  if (!table.origin || row < 0) return undefined;
  const cell = table.address(row, caption);
  if (!/^[A-Z]{1,3}\d+$/.test(cell)) return undefined;
  return { table: table.name, sheet: table.origin.source.sheetName, cell };
}
