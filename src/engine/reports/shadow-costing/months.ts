/** Inventory value at month ends: what a chart of two methods shows. */
import { partsOfDay, type Day } from "../../values/day";

/** One line of a chart: the month ("2026-01") and the value at its end, a scaled integer. */
export interface MonthValue {
  readonly month: string;
  readonly value: bigint;
}

/**
 * Inventory value at the end of every month from the first to the last posting date. An entry's whole cost counts in the
 * month in which it moved, so corrections do not shift between months. Both arrays have one place per entry; costs are
 * scaled integers.
 */
export function inventoryByMonth(
  postingDays: ArrayLike<Day>,
  costOf: (entry: number) => bigint,
): readonly MonthValue[] {
  const sums = new Map<number, bigint>();
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  const monthOfDay = new Map<Day, number>();
  for (let e = 0; e < postingDays.length; e += 1) {
    const day = postingDays[e] as Day;
    let month = monthOfDay.get(day);
    if (month === undefined) {
      const parts = partsOfDay(day);
      month = parts.year * 12 + parts.month - 1;
      monthOfDay.set(day, month);
    }
    first = Math.min(first, month);
    last = Math.max(last, month);
    sums.set(month, (sums.get(month) ?? 0n) + costOf(e));
  }
  const values: MonthValue[] = [];
  let value = 0n;
  for (let month = first; month <= last; month += 1) {
    value += sums.get(month) ?? 0n;
    values.push({ month: monthText(month), value });
  }
  return values;
}

function monthText(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}
