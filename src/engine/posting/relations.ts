/** G/L - Item Ledger Relation as an index: the value entries of each G/L entry. A pair that stands twice counts once. */
import { indexByNumber, type RowOfNumber } from "../ledgers/index-by-number";
import type { Ledgers } from "../ledgers/ledgers";

export interface Relations {
  /** The sheet is in the workbook. */
  readonly present: boolean;
  readonly rowOfGL: RowOfNumber;
  readonly rowOfValueEntry: RowOfNumber;
  /** First place in `valueEntries` per row of G/L Entries; one more at the end. */
  readonly start: Int32Array;
  /** Rows of Value Entries, grouped by G/L entry. */
  readonly valueEntries: Int32Array;
  /** 1 per row of G/L Entries that has a relation row, whether or not the value entry is there. */
  readonly related: Uint8Array;
}

export function indexRelations(ledgers: Ledgers): Relations {
  const table = ledgers.table("G/L - Item Ledger Relation");
  const glEntries = ledgers.table("G/L Entries");
  const valueEntries = ledgers.table("Value Entries");
  const rowOfGL = indexByNumber(glEntries.integers("Entry No."));
  const rowOfValueEntry = indexByNumber(valueEntries.integers("Entry No."));
  const glRows = rowOfGL.ofAll(table.integers("G/L Entry No."));
  const veRows = rowOfValueEntry.ofAll(table.integers("Value Entry No."));
  const related = new Uint8Array(glEntries.rows);
  const start = new Int32Array(glEntries.rows + 1);
  for (let row = 0; row < glRows.length; row += 1) {
    const gl = glRows[row] as number;
    if (gl < 0) continue;
    related[gl] = 1;
    if ((veRows[row] as number) >= 0) start[gl + 1] = (start[gl + 1] as number) + 1;
  }
  for (let gl = 0; gl < glEntries.rows; gl += 1)
    start[gl + 1] = (start[gl + 1] as number) + (start[gl] as number);
  const next = start.slice(0, glEntries.rows);
  const grouped = new Int32Array(start[glEntries.rows] as number);
  for (let row = 0; row < glRows.length; row += 1) {
    const gl = glRows[row] as number;
    if (gl < 0 || (veRows[row] as number) < 0) continue;
    const place = next[gl] as number;
    grouped[place] = veRows[row] as number;
    next[gl] = place + 1;
  }
  return {
    present: table.present,
    rowOfGL,
    rowOfValueEntry,
    related,
    ...withoutRepeats(start, grouped, valueEntries.rows),
  };
}

/** Drops value entries that stand twice in the group of one G/L entry. */
function withoutRepeats(
  start: Int32Array,
  grouped: Int32Array,
  valueEntryRows: number,
): { readonly start: Int32Array; readonly valueEntries: Int32Array } {
  // Rows mostly come in order: then none stands twice, and nobody needs to know where it stood last.
  if (areAscending(start, grouped)) return { start, valueEntries: grouped };
  const lastGroup = new Int32Array(valueEntryRows).fill(-1);
  const newStart = new Int32Array(start.length);
  let kept = 0;
  for (let gl = 0; gl + 1 < start.length; gl += 1) {
    newStart[gl] = kept;
    const end = start[gl + 1] as number;
    for (let place = start[gl] as number; place < end; place += 1) {
      const entry = grouped[place] as number;
      if (lastGroup[entry] === gl) continue;
      lastGroup[entry] = gl;
      grouped[kept] = entry;
      kept += 1;
    }
  }
  newStart[start.length - 1] = kept;
  return { start: newStart, valueEntries: grouped.subarray(0, kept) };
}

/** True when every group has its rows in ascending order, each once. */
function areAscending(start: Int32Array, grouped: Int32Array): boolean {
  for (let group = 0; group + 1 < start.length; group += 1) {
    const end = start[group + 1] as number;
    for (let place = (start[group] as number) + 1; place < end; place += 1)
      if ((grouped[place] as number) <= (grouped[place - 1] as number)) return false;
  }
  return true;
}

/** The same pairs by value entry: rows of G/L Entries, grouped by row of Value Entries. */
export interface ReverseRelations {
  readonly start: Int32Array;
  readonly glEntries: Int32Array;
}

export function reverseRelations(relations: Relations, valueEntryRows: number): ReverseRelations {
  const start = new Int32Array(valueEntryRows + 1);
  for (const entry of relations.valueEntries) start[entry + 1] = (start[entry + 1] as number) + 1;
  for (let entry = 0; entry < valueEntryRows; entry += 1) {
    start[entry + 1] = (start[entry + 1] as number) + (start[entry] as number);
  }
  const next = start.slice(0, valueEntryRows);
  const glEntries = new Int32Array(relations.valueEntries.length);
  for (let gl = 0; gl + 1 < relations.start.length; gl += 1) {
    const end = relations.start[gl + 1] as number;
    for (let place = relations.start[gl] as number; place < end; place += 1) {
      const entry = relations.valueEntries[place] as number;
      glEntries[next[entry] as number] = gl;
      next[entry] = (next[entry] as number) + 1;
    }
  }
  return { start, glEntries };
}
