/** Variance Type is required as soon as an entry has type Variance. */
import type { Ledgers } from "../ledgers/ledgers";
import { optionNumber } from "../ledgers/options";

/** True when a value entry has Entry Type Variance. */
export function hasVarianceEntry(ledgers: Ledgers): boolean {
  return ledgers
    .table("Value Entries")
    .options("Entry Type")
    .values.includes(optionNumber("cost type", "Variance"));
}
