/**
 * What is left of each item ledger entry on a day (spec of the cost specification, 4 and 5): its quantity and the
 * applications that had been made by then. Rows that only record an origin (receiving side of a transfer, exact-cost
 * return) have the opposite sign of the entry they name and are passed over.
 */
import { indexByNumber, type RowOfNumber } from "../../ledgers/index-by-number";
import type { Ledgers } from "../../ledgers/ledgers";
import { Refusal } from "../../refusal";
import { atOneScale, ExactSums, signAt, type DecimalColumn } from "../../values/decimal";
import type { Day } from "../../values/day";

export interface Remaining {
  /** Scaled quantity per row of Item Ledger Entries. */
  readonly sums: ExactSums;
  /** Quantity of the entries at the same scale. */
  readonly quantity: DecimalColumn;
  /** Rows of Item Ledger Entries whose application names an entry that is not there, with the entry's number. */
  readonly missing: ReadonlyMap<number, number>;
  /** Which entries each application counts for; undefined when today's remaining quantities were used. */
  readonly applications: Applications | undefined;
  /** Today's remaining quantities were used. */
  readonly fromColumn: boolean;
}

/** Bits of `Applications.sides`. */
export const COUNTS_INBOUND = 1;
export const COUNTS_OUTBOUND = 2;

export interface Applications {
  /** Per row of Item Application Entries: whether it counts for its inbound and for its outbound entry. */
  readonly sides: Uint8Array;
  /** Quantity at the scale of the quantities; negative takes from what is left. */
  readonly quantity: DecimalColumn;
}

/** Remaining quantities at the end of a day. Throws MISSING_TABLE when there is nothing to work them out from. */
export function remainingQuantities(ledgers: Ledgers, date: Day, rowOf: RowOfNumber): Remaining {
  const applications = ledgers.table("Item Application Entries");
  return applications.present ? fromApplications(ledgers, date, rowOf) : fromColumn(ledgers, date);
}

function fromApplications(ledgers: Ledgers, date: Day, rowOf: RowOfNumber): Remaining {
  const itemLedger = ledgers.table("Item Ledger Entries");
  const applications = ledgers.table("Item Application Entries");
  const [quantity, applied] = atOneScale([
    itemLedger.decimals("Quantity"),
    applications.decimals("Quantity"),
  ]) as [DecimalColumn, DecimalColumn];
  const sums = new ExactSums(itemLedger.rows, quantity.scale);
  for (let row = 0; row < itemLedger.rows; row += 1) sums.add(row, quantity, row);
  const facts = factsOf(quantity, itemLedger.days("Posting Date"), date);
  const owners = applications.integers("Item Ledger Entry No.");
  const inbound = applications.integers("Inbound Item Entry No.");
  const outbound = applications.integers("Outbound Item Entry No.");
  const appliedOn = applications.days("Posting Date");
  const sides = new Uint8Array(applications.rows);
  const missing = new Map<number, number>();

  /** Whether the application counts for `entry`: its other end is posted by the day and no mere origin. */
  const counts = (entry: number, linkedNo: number, effectSign: number): boolean => {
    const linked = rowOf(linkedNo);
    if (linked < 0) {
      missing.set(entry, linkedNo);
      return false;
    }
    const linkedFacts = facts[linked] as number;
    if ((linkedFacts & IS_LATER) !== 0) return false;
    return effectSign === 0 || (linkedFacts & (effectSign > 0 ? IS_DECREASE : IS_INCREASE)) === 0;
  };

  for (let row = 0; row < applications.rows; row += 1) {
    if ((appliedOn[row] as number) > date) continue;
    const sign = signAt(applied, row);
    const inboundRow = rowOf(inbound[row] as number);
    const outboundNo = outbound[row] as number;
    if (outboundNo !== 0 && inboundRow >= 0 && ((facts[inboundRow] as number) & IS_INCREASE) !== 0) {
      if (counts(inboundRow, outboundNo, sign)) {
        sums.add(inboundRow, applied, row);
        sides[row] = COUNTS_INBOUND;
      }
    }
    if (outboundNo !== 0 && owners[row] === outboundNo) {
      const outboundRow = rowOf(outboundNo);
      if (outboundRow >= 0 && ((facts[outboundRow] as number) & IS_DECREASE) !== 0) {
        const inboundNo = inbound[row] as number;
        if (inboundNo !== 0 && counts(outboundRow, inboundNo, -sign)) {
          sums.subtract(outboundRow, applied, row);
          sides[row] = (sides[row] as number) | COUNTS_OUTBOUND;
        }
      }
    }
  }
  return { sums, quantity, missing, applications: { sides, quantity: applied }, fromColumn: false };
}

/** Bits of what applications ask of the entries at their ends. */
const IS_INCREASE = 1;
const IS_DECREASE = 2;
const IS_LATER = 4;

/** One byte per entry, because applications jump about: a million of them stay near the processor. */
function factsOf(quantity: DecimalColumn, dates: Float64Array, date: Day): Uint8Array {
  const facts = new Uint8Array(dates.length);
  for (let row = 0; row < facts.length; row += 1) {
    const sign = signAt(quantity, row);
    facts[row] =
      (sign > 0 ? IS_INCREASE : sign < 0 ? IS_DECREASE : 0) | ((dates[row] as number) > date ? IS_LATER : 0);
  }
  return facts;
}

/** Today's remaining quantities serve when nothing is posted after the day. */
function fromColumn(ledgers: Ledgers, date: Day): Remaining {
  const itemLedger = ledgers.table("Item Ledger Entries");
  const valueEntries = ledgers.table("Value Entries");
  const later = (days: Float64Array): boolean => days.some((day) => day > date);
  const usable =
    itemLedger.has("Remaining Quantity") &&
    !later(itemLedger.days("Posting Date")) &&
    !later(valueEntries.days("Posting Date"));
  if (!usable) throw new Refusal("MISSING_TABLE", { table: "Item Application Entries" });
  const [quantity, remaining] = atOneScale([
    itemLedger.decimals("Quantity"),
    itemLedger.decimals("Remaining Quantity"),
  ]) as [DecimalColumn, DecimalColumn];
  const sums = new ExactSums(itemLedger.rows, quantity.scale);
  for (let row = 0; row < itemLedger.rows; row += 1) sums.add(row, remaining, row);
  return { sums, quantity, missing: new Map(), applications: undefined, fromColumn: true };
}

/** Index of item ledger entries by number. */
export function itemLedgerIndex(ledgers: Ledgers): RowOfNumber {
  return indexByNumber(ledgers.table("Item Ledger Entries").integers("Entry No."));
}
