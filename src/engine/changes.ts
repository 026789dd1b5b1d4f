/**
 * A change set: what a journal would do to the ledger tables, as plain data (ledger-tables, 6). A preview applies none.
 * Values are written as results write them: decimal texts, ISO dates, booleans, codes, numbers for entry numbers.
 */
export type ChangeValue = string | number | boolean;
export type ChangeRow = Readonly<Record<string, ChangeValue>>;

export interface TableChange {
  /** Declared name of the table ("G/L Entries"), or one of Tieout's own. */
  readonly table: string;
  /** Rows to append, by caption. */
  readonly append?: readonly ChangeRow[];
  /** Columns to update in the row with this key (captions of the key → values). */
  readonly update?: readonly { readonly key: ChangeRow; readonly values: ChangeRow }[];
  /** Rows to delete, by key. */
  readonly delete?: readonly ChangeRow[];
  /** Create the table when the workbook lacks it (else its change is left out). */
  readonly create?: boolean;
  /** Columns whose absence from the user's table is filled by adding them; others are left out when all values are default. */
  readonly captions: readonly string[];
}

export interface ChangeSet {
  readonly report: string;
  readonly changes: readonly TableChange[];
  /** Lines in the shape of Tieout Journal (without Run No. and Status), in order. */
  readonly journal: readonly ChangeRow[];
}

/** True when nothing would change. */
export function isEmptyChangeSet(changes: ChangeSet): boolean {
  return changes.changes.every(
    (change) => !change.append?.length && !change.update?.length && !change.delete?.length,
  );
}
