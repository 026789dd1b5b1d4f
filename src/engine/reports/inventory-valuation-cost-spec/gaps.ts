/**
 * Why the cost of what is left is not the inventory value (spec of the cost specification, 11). Inventory value adds up
 * what receipts cost and what issues took; the cost specification takes of each receipt the part that is left. Between
 * the two lies, for every issue, the cost that left its receipts by quantity less the cost that the issue carries: the
 * cents it was rounded to, or cost that is not adjusted yet. What has no such pair is told apart.
 */
import type { Ledgers } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";
import { bigintAt, ExactSums, isZeroAt, power10, rescale, type DecimalColumn } from "../../values/decimal";
import { COUNTS_INBOUND, COUNTS_OUTBOUND } from "./remaining";
import { abs, share, SHARE_SCALE } from "./shares";
import type { Weighing } from "./weigh";

/**
 * Why a part of the difference is there: an issue is rounded to the cent; its cost is not adjusted; it is valued
 * otherwise than by its receipts (what is not covered by one at its own unit cost, reversed output by its order); drop
 * shipments; and what is applied to nothing that counts here.
 */
export type GapCause = "rounding" | "costNotAdjusted" | "valuedOtherwise" | "dropShipments" | "notApplied";

const OUTPUT = optionNumber("entry type", "Output");
const ROUNDING = optionNumber("cost type", "Rounding");

/**
 * A portion that an issue takes is rounded once per application, in up to three elements, and once more when it is
 * spread over the documents of the issue: half a unit each.
 */
const HALF_UNITS_PER_ROUNDING = 3n;

/** Takes one part of the difference (total cost less inventory value) at SHARE_SCALE, and the row of its entry. */
type TakeGap = (cause: GapCause, entry: number, slot: number, amount: bigint) => void;

/** A partial revaluation: only issues after it carry it. */
interface PartialRevaluation {
  readonly row: number;
  readonly amount: bigint;
  readonly valued: bigint;
  /** Quantity of the issues that carry it. */
  used: bigint;
}

/** Scaled amount × quantity ÷ |whole| at SHARE_SCALE, with the signs of amount and quantity. */
function portion(amount: bigint, scale: number, quantity: bigint, whole: bigint): bigint {
  return (amount * quantity * power10(SHARE_SCALE - scale)) / abs(whole);
}

/** The same as `portion` at the scale of the amount, where that is a whole number and all is safe; else NaN. */
function safePortion(amount: number, quantity: number, whole: number): number {
  const product = amount * quantity;
  const magnitude = Math.abs(whole);
  const quotient = Math.round(product / magnitude);
  return isSafe(product) && quotient * magnitude === product ? quotient : Number.NaN;
}

function isSafe(value: number): boolean {
  return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
}

/** Gives every part of the difference between the total cost and the inventory value of items; zeros are left out. */
export function forEachGap(ledgers: Ledgers, weighing: Weighing, take: TakeGap): void {
  const { counted, slotOfEntry, isAverage, remaining, amounts, scope } = weighing;
  const { scale } = amounts;
  const itemLedger = ledgers.table("Item Ledger Entries");
  const valueEntries = ledgers.table("Value Entries");
  const dropShipments = itemLedger.flags("Drop Shipment");
  const types = valueEntries.options("Entry Type").values;
  const entryTypes = itemLedger.options("Entry Type").values;
  const gap = (cause: GapCause, entry: number, amount: bigint): void => {
    if (amount !== 0n) take(cause, entry, slotOfEntry[entry] as number, amount);
  };
  const isLayered = (entry: number): boolean =>
    counted[entry] === 1 && isAverage[slotOfEntry[entry] as number] === 0;
  const quantityOf = (entry: number): bigint => bigintAt(remaining.quantity, entry);

  const costs = new ExactSums(itemLedger.rows, scale);
  const revaluations = new Map<number, PartialRevaluation[]>();
  const firstValue = firstValueEntries(ledgers, weighing);
  for (let row = 0; row < valueEntries.rows; row += 1) {
    const entry = amounts.entryOf[row] as number;
    if (entry < 0 || isZeroAt(amounts.cost, row) || !amounts.passes(row)) continue;
    const slot = slotOfEntry[entry] as number;
    if (slot < 0 || (scope.rows[slot] as number) < 0) continue;
    const minusAll = (): bigint => -rescale(bigintAt(amounts.cost, row), scale, SHARE_SCALE);
    if (counted[entry] === 0) {
      gap(dropShipments[entry] === 1 ? "dropShipments" : "notApplied", entry, minusAll());
      continue;
    }
    if (isAverage[slot] === 1) continue;
    const isPartial = amounts.isPartial(row, entry);
    if (isPartial ? isZeroAt(amounts.valued, row) : isZeroAt(remaining.quantity, entry)) {
      gap("notApplied", entry, minusAll());
    } else if (types[row] === ROUNDING) {
      const base = isPartial ? bigintAt(amounts.valued, row) : quantityOf(entry);
      const counts = share(bigintAt(amounts.cost, row), scale, remaining.sums.scaled(entry), base);
      gap("rounding", entry, counts + minusAll());
    } else if (isPartial) {
      const list = revaluations.get(entry);
      const amount = bigintAt(amounts.cost, row);
      const revaluation = { row, amount, valued: bigintAt(amounts.valued, row), used: 0n };
      if (list) list.push(revaluation);
      else revaluations.set(entry, [revaluation]);
    } else costs.add(entry, amounts.cost, row);
  }

  // What applications take from an entry, by what is known of their other end.
  const taken = new ExactSums(itemLedger.rows, remaining.quantity.scale);
  const issues = applicationsByIssue(ledgers, weighing, isLayered, (entry, quantity) => {
    taken.addScaled(entry, quantity);
    gap("notApplied", entry, -portion(costs.scaled(entry), scale, quantity, quantityOf(entry)));
  });
  const unit = amountPrecision(ledgers);
  /** True when whole numbers show that an issue carries exactly what its receipts lost by it. */
  const carriesAll = (issue: number, start: number, end: number): boolean => {
    let quantity = 0;
    let difference = 0;
    for (let place = start; place < end; place += 1) {
      const receipt = issues.receipts[place] as number;
      if (revaluations.has(receipt)) return false;
      const applied = issues.quantity.ints[issues.rows[place] as number] as number;
      quantity += applied;
      difference += safePortion(costs.safe(receipt), applied, remaining.quantity.ints[receipt] as number);
      if (!isSafe(quantity) || !isSafe(difference)) return false;
    }
    difference += safePortion(costs.safe(issue), quantity, remaining.quantity.ints[issue] as number);
    return difference === 0;
  };
  for (let issue = 0; issue < itemLedger.rows; issue += 1) {
    const start = issues.start[issue] as number;
    const end = issues.start[issue + 1] as number;
    if (start === end) continue;
    for (let place = start; place < end; place += 1) {
      taken.subtract(issues.receipts[place] as number, issues.quantity, issues.rows[place] as number);
      taken.subtract(issue, issues.quantity, issues.rows[place] as number);
    }
    if (carriesAll(issue, start, end)) continue;
    let quantity = 0n;
    let difference = 0n;
    for (let place = start; place < end; place += 1) {
      const receipt = issues.receipts[place] as number;
      const applied = -bigintAt(issues.quantity, issues.rows[place] as number);
      quantity += applied;
      difference -= portion(costs.scaled(receipt), scale, applied, quantityOf(receipt));
      for (const one of revaluations.get(receipt) ?? []) {
        if (!firstValue.isAfter(issue, one.row)) continue;
        one.used += applied;
        difference -= portion(one.amount, scale, applied, one.valued);
      }
    }
    difference -= portion(costs.scaled(issue), scale, quantity, quantityOf(issue));
    const roundings = BigInt(end - start + 1) * HALF_UNITS_PER_ROUNDING;
    const cause =
      2n * abs(difference) <= roundings * unit
        ? "rounding"
        : remaining.sums.sign(issue) !== 0 || entryTypes[issue] === OUTPUT
          ? "valuedOtherwise"
          : "costNotAdjusted";
    gap(cause, issue, difference);
  }

  // What is left by the applications is the remaining quantity, unless more was applied than there was.
  for (let entry = 0; entry < itemLedger.rows; entry += 1) {
    // Only entries that count and have a quantity have such cost.
    if (costs.isZero(entry)) continue;
    const quantity = remaining.quantity.ints[entry] as number;
    // A number that is not exact is no safe integer, or NaN.
    const unexplained = Math.abs(remaining.sums.safe(entry)) + taken.safe(entry) - Math.abs(quantity);
    if (unexplained === 0) continue;
    const whole = quantityOf(entry);
    const byApplications = abs(whole) - taken.scaled(entry);
    const excess = abs(remaining.sums.scaled(entry)) - byApplications;
    gap("notApplied", entry, portion(costs.scaled(entry), scale, excess, whole));
  }
  for (const [entry, list] of revaluations) {
    const left = remaining.sums.scaled(entry);
    for (const { amount, valued, used } of list) {
      const excess = abs(left) - abs(valued) + used;
      gap("notApplied", entry, portion(amount, scale, excess, valued));
    }
  }
}

/** Applications by issue that count for both their ends; the rest is handed to `takeAlone` with its single end. */
function applicationsByIssue(
  ledgers: Ledgers,
  { remaining, rowOf }: Weighing,
  isLayered: (entry: number) => boolean,
  takeAlone: (entry: number, quantity: bigint) => void,
): {
  /** Where the applications of an entry start in `rows`; one place more than entries. */
  readonly start: Int32Array;
  readonly rows: Int32Array;
  readonly receipts: Int32Array;
  readonly quantity: DecimalColumn;
} {
  const entries = ledgers.table("Item Ledger Entries").rows;
  const start = new Int32Array(entries + 1);
  const { applications, quantity } = remaining;
  if (!applications) return { start, rows: new Int32Array(0), receipts: new Int32Array(0), quantity };
  const table = ledgers.table("Item Application Entries");
  const inbound = table.integers("Inbound Item Entry No.");
  const outbound = table.integers("Outbound Item Entry No.");
  const issueOf = new Int32Array(table.rows).fill(-1);
  let pairs = 0;
  for (let row = 0; row < table.rows; row += 1) {
    const sides = applications.sides[row] as number;
    if (sides === 0) continue;
    const receipt = rowOf(inbound[row] as number);
    const issue = rowOf(outbound[row] as number);
    const atReceipt = (sides & COUNTS_INBOUND) !== 0 && isLayered(receipt);
    const atIssue = (sides & COUNTS_OUTBOUND) !== 0 && isLayered(issue);
    if (atReceipt && atIssue) {
      issueOf[row] = issue;
      start[issue + 1] = (start[issue + 1] as number) + 1;
      pairs += 1;
    } else if (atReceipt || atIssue) {
      takeAlone(atReceipt ? receipt : issue, -bigintAt(applications.quantity, row));
    }
  }
  for (let entry = 0; entry < entries; entry += 1)
    start[entry + 1] = (start[entry + 1] as number) + (start[entry] as number);
  const next = start.slice(0, entries);
  const rows = new Int32Array(pairs);
  const receipts = new Int32Array(pairs);
  for (let row = 0; row < table.rows; row += 1) {
    const issue = issueOf[row] as number;
    if (issue < 0) continue;
    const place = next[issue] as number;
    rows[place] = row;
    receipts[place] = rowOf(inbound[row] as number);
    next[issue] = place + 1;
  }
  return { start, rows, receipts, quantity: applications.quantity };
}

/** Whether an issue comes after a revaluation: by the number of its first value entry, or by date. */
function firstValueEntries(
  ledgers: Ledgers,
  { amounts }: Weighing,
): { isAfter(issue: number, revaluationRow: number): boolean } {
  const itemLedger = ledgers.table("Item Ledger Entries");
  const valueEntries = ledgers.table("Value Entries");
  const numbers = valueEntries.integers("Entry No.");
  const dates = itemLedger.days("Posting Date");
  const valueDates = valueEntries.days("Posting Date");
  let first: Float64Array | undefined;
  const numbersOfFirst = (): Float64Array => {
    const lowest = new Float64Array(itemLedger.rows).fill(Number.POSITIVE_INFINITY);
    for (let row = 0; row < valueEntries.rows; row += 1) {
      const entry = amounts.entryOf[row] as number;
      if (entry >= 0) lowest[entry] = Math.min(lowest[entry] as number, numbers[row] as number);
    }
    return lowest;
  };
  return {
    isAfter: (issue, revaluationRow) => {
      first ??= numbersOfFirst();
      return (
        (first[issue] as number) > (numbers[revaluationRow] as number) ||
        (dates[issue] as number) > (valueDates[revaluationRow] as number)
      );
    },
  };
}

/** Amount Rounding Precision of the general ledger at SHARE_SCALE; a cent when the setup does not say. */
function amountPrecision(ledgers: Ledgers): bigint {
  const column = ledgers.table("General Ledger Setup").decimals("Amount Rounding Precision");
  const value = rescale(bigintAt(column, 0), column.scale, SHARE_SCALE);
  return value > 0n ? value : power10(SHARE_SCALE - 2);
}
