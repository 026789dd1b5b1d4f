/** Which value entries a run processes, and in which order (spec, 3). */
import { CodeTest } from "../../ledgers/entry-filter";
import { indexByNumber } from "../../ledgers/index-by-number";
import type { Ledgers } from "../../ledgers/ledgers";
import type { PostingEntries } from "../../posting/entries";
import { Refusal } from "../../refusal";
import { NO_DAY, type Day } from "../../values/day";
import { ExactSums, isZeroAt, type DecimalColumn } from "../../values/decimal";
import type { Filter } from "../../values/filter";
import { codeRanks, stableOrder } from "../../values/order";
import { isActualOpen, isExpectedOpen, type OpenAmounts } from "./amounts";

export interface QueueParameters {
  readonly itemFilter: Filter;
  readonly startDate: Day;
  readonly endDate: Day;
}

/** Rows of Value Entries in the order in which they are processed. Throws VALUE_ENTRY_NOT_FOUND. */
export function processedRows(
  ledgers: Ledgers,
  entries: PostingEntries,
  amounts: OpenAmounts,
  expectedPosting: boolean,
  parameters: QueueParameters,
): Int32Array {
  const queued = ledgers.table("Post Value Entry to G/L").present
    ? rowsOfQueue(ledgers, entries)
    : derivedQueue(ledgers, entries, amounts, expectedPosting);
  applyFilters(ledgers, entries, parameters, queued);
  passOver(ledgers, entries, queued);
  return inProcessingOrder(ledgers, entries, queued);
}

function rowsOfQueue(ledgers: Ledgers, entries: PostingEntries): Uint8Array {
  const queued = new Uint8Array(entries.rows);
  const rowOf = indexByNumber(entries.numbers);
  let missing = Number.POSITIVE_INFINITY;
  for (const number of ledgers.table("Post Value Entry to G/L").integers("Value Entry No.")) {
    const row = rowOf(number);
    if (row < 0) missing = Math.min(missing, number);
    else queued[row] = 1;
  }
  if (Number.isFinite(missing)) throw new Refusal("VALUE_ENTRY_NOT_FOUND", { valueEntryNo: missing });
  return queued;
}

/** What Business Central would have put into the queue (its table comes only through a configuration package). */
function derivedQueue(
  ledgers: Ledgers,
  entries: PostingEntries,
  amounts: OpenAmounts,
  expectedPosting: boolean,
): Uint8Array {
  const table = ledgers.table("Value Entries");
  const expectedCost = table.flags("Expected Cost");
  const queued = new Uint8Array(entries.rows);
  const ofInterest = expectedPosting ? interestingOwners(ledgers, entries, amounts) : undefined;
  for (let row = 0; row < entries.rows; row += 1) {
    if (entries.inventoriable[row] === 0) continue;
    if (
      (expectedCost[row] === 0 && isActualOpen(amounts, row)) ||
      (ofInterest?.(row) === true && isExpectedOpen(amounts, row))
    ) {
      queued[row] = 1;
    }
  }
  return queued;
}

/**
 * Item ledger entries whose expected cost still matters: the open expected amounts of their value entries do not cancel
 * out, or one of them has open actual cost.
 */
function interestingOwners(
  ledgers: Ledgers,
  entries: PostingEntries,
  amounts: OpenAmounts,
): (row: number) => boolean {
  const owners = ledgers.table("Value Entries").integers("Item Ledger Entry No.");
  const slots = new Map<number, number>();
  const slotOf = new Int32Array(entries.rows).fill(-1);
  for (let row = 0; row < entries.rows; row += 1) {
    const owner = owners[row] as number;
    if (owner === 0) continue;
    let slot = slots.get(owner);
    if (slot === undefined) {
      slot = slots.size;
      slots.set(owner, slot);
    }
    slotOf[row] = slot;
  }
  const open = new ExactSums(slots.size, amounts.openExpected.scale);
  const openAdditional = amounts.additional ? new ExactSums(slots.size, amounts.additional.scale) : undefined;
  const actualOpen = new Uint8Array(slots.size);
  for (let row = 0; row < entries.rows; row += 1) {
    const slot = slotOf[row] as number;
    if (slot < 0) continue;
    open.add(slot, amounts.openExpected, row);
    if (amounts.additional) openAdditional?.add(slot, amounts.additional.openExpected, row);
    if (isActualOpen(amounts, row)) actualOpen[slot] = 1;
  }
  return (row) => {
    const slot = slotOf[row] as number;
    return (
      slot >= 0 && (!open.isZero(slot) || openAdditional?.isZero(slot) === false || actualOpen[slot] === 1)
    );
  };
}

function applyFilters(
  ledgers: Ledgers,
  entries: PostingEntries,
  parameters: QueueParameters,
  queued: Uint8Array,
): void {
  const { startDate, endDate } = parameters;
  const items = new CodeTest(ledgers.codes, parameters.itemFilter);
  const to = endDate === NO_DAY ? Number.POSITIVE_INFINITY : endDate;
  for (let row = 0; row < entries.rows; row += 1) {
    if (queued[row] === 0) continue;
    const day = entries.dates[row] as number;
    if (day < startDate || day > to || !items.passes(entries.items[row] as number)) queued[row] = 0;
  }
}

/** Item entries without inventoriable cost or without any cost amount stay in the queue and are not mentioned. */
function passOver(ledgers: Ledgers, entries: PostingEntries, queued: Uint8Array): void {
  const table = ledgers.table("Value Entries");
  const owners = table.integers("Item Ledger Entry No.");
  const amounts: readonly DecimalColumn[] = [
    entries.actual,
    entries.expected,
    table.decimals("Cost Amount (Actual) (ACY)"),
    table.decimals("Cost Amount (Expected) (ACY)"),
  ];
  for (let row = 0; row < entries.rows; row += 1) {
    if (queued[row] === 0 || owners[row] === 0) continue;
    if (entries.inventoriable[row] === 0 || amounts.every((column) => isZeroAt(column, row))) queued[row] = 0;
  }
}

/** Item entries by item, date, number; then capacity entries by kind of order, order, number. */
function inProcessingOrder(ledgers: Ledgers, entries: PostingEntries, queued: Uint8Array): Int32Array {
  const table = ledgers.table("Value Entries");
  const owners = table.integers("Item Ledger Entry No.");
  const ofItems: number[] = [];
  const ofCapacity: number[] = [];
  queued.forEach((isQueued, row) => {
    if (isQueued === 1) (owners[row] === 0 ? ofCapacity : ofItems).push(row);
  });
  const itemRanks = codeRanks(ledgers.codes, [entries.items]);
  const orders = table.ids("Order No.");
  const orderTypes = table.options("Order Type").values;
  const orderRanks = codeRanks(ledgers.codes, [orders]);
  const number = (row: number): number => entries.numbers[row] as number;
  return Int32Array.from([
    ...inOrder(ofItems, [
      number,
      (row) => entries.dates[row] as number,
      (row) => itemRanks[entries.items[row] as number] as number,
    ]),
    ...inOrder(ofCapacity, [
      number,
      (row) => orderRanks[orders[row] as number] as number,
      (row) => orderTypes[row] as number,
    ]),
  ]);
}

/** Rows in the order of some keys, the most important last. */
function inOrder(rows: readonly number[], keys: readonly ((row: number) => number)[]): Int32Array {
  return keys.reduce(stableOrder, Int32Array.from(rows));
}
