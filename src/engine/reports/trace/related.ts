/** Both ends of the relation between G/L entries and value entries, as rows. */
import type { Relations, ReverseRelations } from "../../posting/relations";

/** Rows of the value entries that went into a G/L entry. */
export function valueEntriesOf({ start, valueEntries }: Relations, glRow: number): Int32Array {
  return valueEntries.subarray(start[glRow], start[glRow + 1]);
}

/** Rows of the G/L entries that a value entry went into. */
export function glEntriesOf({ start, glEntries }: ReverseRelations, entryRow: number): Int32Array {
  return glEntries.subarray(start[entryRow], start[entryRow + 1]);
}
