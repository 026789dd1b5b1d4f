/**
 * Filters on an entry's own codes (location, variant, global dimensions) as one test per row. Each distinct code is
 * asked once. Where value entries lack a column, it is taken from the item ledger entry (conventions, 4.6).
 */
import type { Filter } from "../values/filter";
import type { TextPool } from "../values/codes";
import { missingColumn } from "./check";
import { indexByNumber } from "./index-by-number";
import type { Ledgers, LedgerTable } from "./ledgers";

/** Filter parameter → column that it tests. */
export const ENTRY_FILTER_COLUMNS = {
  locationFilter: "Location Code",
  variantFilter: "Variant Code",
  globalDimension1Filter: "Global Dimension 1 Code",
  globalDimension2Filter: "Global Dimension 2 Code",
} as const;

export type EntryFilters = Readonly<Record<keyof typeof ENTRY_FILTER_COLUMNS, Filter>>;

/** True per code of the pool that passes a filter. */
export function passingCodes(pool: TextPool, filter: Filter): Uint8Array {
  const passing = new Uint8Array(pool.size);
  for (let id = 0; id < pool.size; id += 1) if (filter.matchesCode(pool.text(id))) passing[id] = 1;
  return passing;
}

/** Passing codes, asked lazily: only codes that occur are tested. */
export class CodeTest {
  readonly #state: Uint8Array;

  constructor(
    private readonly pool: TextPool,
    private readonly filter: Filter,
  ) {
    this.#state = new Uint8Array(pool.size);
  }

  /** True when the code with this number passes. */
  passes(id: number): boolean {
    const known = this.#state[id] as number;
    if (known !== 0) return known === 1;
    const passes = this.filter.matchesCode(this.pool.text(id));
    this.#state[id] = passes ? 1 : 2;
    return passes;
  }
}

/**
 * A code column of value entries, or the same taken from item ledger entries by Item Ledger Entry No. when the sheet
 * lacks it. Throws MISSING_COLUMN {Value Entries} when neither has it.
 */
export function codesOfValueEntries(ledgers: Ledgers, caption: string): Int32Array {
  const valueEntries = ledgers.table("Value Entries");
  if (valueEntries.has(caption)) return valueEntries.ids(caption);
  const itemLedger = ledgers.table("Item Ledger Entries");
  if (!itemLedger.present || !itemLedger.has(caption)) throw missingColumn(valueEntries, caption);
  const codes = itemLedger.ids(caption);
  const rowOf = indexByNumber(itemLedger.integers("Entry No."));
  const owners = valueEntries.integers("Item Ledger Entry No.");
  const taken = new Int32Array(valueEntries.rows);
  for (let row = 0; row < taken.length; row += 1) {
    const owner = rowOf(owners[row] as number);
    if (owner >= 0) taken[row] = codes[owner] as number;
  }
  return taken;
}

/** One test per filter that is set; a row passes when all of them do. */
export interface RowFilter {
  readonly isEmpty: boolean;
  passes(row: number): boolean;
}

/** Builds the test for the rows of a table; `codesOf` gives the column of a caption. */
export function rowFilter(
  pool: TextPool,
  filters: EntryFilters,
  codesOf: (caption: string) => Int32Array,
): RowFilter {
  const tests = Object.entries(ENTRY_FILTER_COLUMNS).flatMap(([name, caption]) => {
    const filter = filters[name as keyof EntryFilters];
    return filter.isEmpty ? [] : [{ codes: codesOf(caption), test: new CodeTest(pool, filter) }];
  });
  return {
    isEmpty: tests.length === 0,
    passes: (row) => tests.every(({ codes, test }) => test.passes(codes[row] as number)),
  };
}

/** Codes of a table's column; throws MISSING_COLUMN when the table lacks it. */
export function requiredCodes(table: LedgerTable, caption: string): Int32Array {
  if (!table.has(caption)) throw missingColumn(table, caption);
  return table.ids(caption);
}
