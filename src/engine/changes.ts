/**
 * A change set: what a journal would do to the ledger tables, as plain data (ledger-tables, 6). A preview applies none.
 * Values are written as results write them: decimal texts, ISO dates, booleans, codes, numbers for entry numbers.
 */
import type { Rows } from "./rows";

export type ChangeValue = string | number | boolean;
export type ChangeRow = Readonly<Record<string, ChangeValue>>;

/** Columns to update in the row with this key: captions → values. */
export interface RowUpdate {
  readonly key: ChangeRow;
  readonly values: ChangeRow;
}

export interface TableChange {
  /** Declared name of the table ("G/L Entries"), or one of Tieout's own. */
  readonly table: string;
  /** Rows to append, by caption. */
  readonly append?: Rows<ChangeRow>;
  readonly update?: Rows<RowUpdate>;
  /** Rows to delete, by key. */
  readonly delete?: Rows<ChangeRow>;
  /** Create the table when the workbook lacks it (else its change is left out). */
  readonly create?: boolean;
  /** Columns whose absence from the user's table is filled by adding them; others are left out when all values are default. */
  readonly captions: readonly string[];
}

export interface ChangeSet {
  readonly report: string;
  readonly changes: readonly TableChange[];
  /** Lines in the shape of Tieout Journal (without Run No. and Status), in order. */
  readonly journal: Rows<ChangeRow>;
}

/** True when nothing would change. */
export function isEmptyChangeSet(changes: ChangeSet): boolean {
  return changes.changes.every(
    (change) => !change.append?.length && !change.update?.length && !change.delete?.length,
  );
}
