/** What tells value entries apart by dimension: Dimension Set ID, or the dimension columns where it is missing. */
import type { Ledgers } from "../../ledgers/ledgers";
import { codeRanks } from "../../values/order";

export const DIMENSION_COLUMNS = [
  "Global Dimension 1 Code",
  "Global Dimension 2 Code",
  "Shortcut Dimension 3 Code",
  "Shortcut Dimension 4 Code",
  "Shortcut Dimension 5 Code",
  "Shortcut Dimension 6 Code",
  "Shortcut Dimension 7 Code",
  "Shortcut Dimension 8 Code",
] as const;

export interface EntryDimensions {
  /** The sheet has no Dimension Set ID. */
  readonly setMissing: boolean;
  /** Dimension Set ID of a row; 0 where the column is missing. */
  setId(row: number): number;
  /** Dimension codes of a row by caption, as far as the sheet has them and they are filled. */
  codes(row: number): Readonly<Record<string, string>>;
  /** Dimension columns of the sheet. */
  readonly captions: readonly string[];
  /** Grouping key per row: equal keys are equal dimensions; keys are in the order of lines. */
  readonly keys: Float64Array;
}

export function entryDimensions(ledgers: Ledgers): EntryDimensions {
  const table = ledgers.table("Value Entries");
  const setMissing = !table.has("Dimension Set ID");
  // All 0 where the column is missing.
  const ids = table.integers("Dimension Set ID");
  const captions = DIMENSION_COLUMNS.filter((caption) => table.read(caption) !== undefined);
  const columns = captions.map((caption) => table.ids(caption));
  return {
    setMissing,
    captions,
    setId: (row) => ids[row] as number,
    codes: (row) =>
      Object.fromEntries(
        captions.flatMap((caption, index) => {
          const code = ledgers.codes.text((columns[index] as Int32Array)[row] as number);
          return code === "" ? [] : [[caption, code]];
        }),
      ),
    keys: setMissing ? keysOfCodes(ledgers, columns, table.rows) : ids,
  };
}

/** Ranks of the combinations of dimension codes, in the order of their codes, column by column. */
function keysOfCodes(ledgers: Ledgers, columns: readonly Int32Array[], rows: number): Float64Array {
  const keys = new Float64Array(rows);
  const ranks = codeRanks(ledgers.codes, columns);
  // Combine one column at a time; after each step the keys are numbered anew so that they stay small.
  for (const column of columns) {
    const distinct = new Map<number, number>();
    const width = ledgers.codes.size;
    for (let row = 0; row < rows; row += 1) {
      const combined = (keys[row] as number) * width + (ranks[column[row] as number] as number);
      keys[row] = combined;
      distinct.set(combined, 0);
    }
    [...distinct.keys()].sort((a, b) => a - b).forEach((key, number) => distinct.set(key, number));
    for (let row = 0; row < rows; row += 1) keys[row] = distinct.get(keys[row] as number) as number;
  }
  return keys;
}
