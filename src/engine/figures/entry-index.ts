/**
 * Sums of a ledger up to a day, per key, answered by two binary searches: rows are ordered by key and day once, and
 * running sums are kept per measure. Exact: running sums are whole numbers below 2^53, or bigint where they could
 * exceed it.
 */
import { bigintAt, type DecimalColumn } from "../values/decimal";
import type { Day } from "../values/day";

/** Running sums of one measure, in the order of the index; place i holds the sum of the rows before i. */
type RunningSums = { readonly scale: number } & (
  | { readonly small: Float64Array; readonly large?: undefined }
  | { readonly small?: undefined; readonly large: readonly bigint[] }
);

export interface ExactSum {
  readonly value: bigint;
  readonly scale: number;
}

export class EntryIndex {
  /** First place of each key in the order; one more at the end. */
  readonly #starts: Int32Array;
  readonly #order: Int32Array;
  readonly #days: Float64Array;
  readonly #sums = new Map<DecimalColumn, RunningSums>();

  /**
   * @param keys key per row, 0 to keyCount − 1; −1 leaves a row out
   * @param days day per row; closing dates are half days
   */
  constructor(keys: Int32Array, keyCount: number, days: Float64Array) {
    const byDay = orderByDay(days);
    const counts = new Int32Array(keyCount + 1);
    for (const key of keys) if (key >= 0) counts[key + 1] = (counts[key + 1] as number) + 1;
    for (let key = 0; key < keyCount; key += 1)
      counts[key + 1] = (counts[key + 1] as number) + (counts[key] as number);
    const next = counts.slice();
    const order = new Int32Array(counts[keyCount] as number);
    for (const row of byDay) {
      const key = keys[row] as number;
      if (key < 0) continue;
      const place = next[key] as number;
      order[place] = row;
      next[key] = place + 1;
    }
    this.#starts = counts;
    this.#order = order;
    this.#days = Float64Array.from(order, (row) => days[row] as number);
  }

  /** Number of rows of a key. */
  count(key: number): number {
    return (this.#starts[key + 1] as number) - (this.#starts[key] as number);
  }

  /** Sum of a measure over the rows of a key with day ≤ `until` (all when 0) and, with `from`, day ≥ `from`. */
  sum(measure: DecimalColumn, key: number, until: Day, from: Day = 0): ExactSum {
    const sums = this.#running(measure);
    const start = this.#starts[key] as number;
    const end = this.#starts[key + 1] as number;
    const first = from === 0 ? start : this.#firstAfter(start, end, from - 0.25);
    const last = until === 0 ? end : this.#firstAfter(start, end, until);
    if (last <= first) return { value: 0n, scale: sums.scale };
    const value = sums.small
      ? BigInt((sums.small[last] as number) - (sums.small[first] as number))
      : (sums.large[last] as bigint) - (sums.large[first] as bigint);
    return { value, scale: sums.scale };
  }

  /** First place whose day is later than `day`. */
  #firstAfter(start: number, end: number, day: Day): number {
    let low = start;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#days[middle] as number) <= day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #running(measure: DecimalColumn): RunningSums {
    const known = this.#sums.get(measure);
    if (known) return known;
    const made = this.#makeRunning(measure);
    this.#sums.set(measure, made);
    return made;
  }

  #makeRunning(measure: DecimalColumn): RunningSums {
    const order = this.#order;
    const small = new Float64Array(order.length + 1);
    let sum = 0;
    for (let place = 0; place < order.length; place += 1) {
      sum += measure.ints[order[place] as number] as number;
      // NaN (a row too large for a double) fails the comparison as well.
      if (!(sum <= Number.MAX_SAFE_INTEGER && sum >= -Number.MAX_SAFE_INTEGER))
        return this.#makeLarge(measure);
      small[place + 1] = sum;
    }
    return { scale: measure.scale, small };
  }

  #makeLarge(measure: DecimalColumn): RunningSums {
    const large: bigint[] = [0n];
    let sum = 0n;
    for (const row of this.#order) {
      sum += bigintAt(measure, row);
      large.push(sum);
    }
    return { scale: measure.scale, large };
  }
}

/** Rows in the order of their days, by counting; days are whole or half numbers of a few decades. */
function orderByDay(days: Float64Array): Int32Array {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const day of days) {
    if (day < least) least = day;
    if (day > most) most = day;
  }
  if (days.length === 0) return new Int32Array(0);
  const halves = (day: number): number => Math.round((day - least) * 2);
  const counts = new Int32Array(halves(most) + 2);
  for (const day of days) counts[halves(day) + 1] = (counts[halves(day) + 1] as number) + 1;
  for (let i = 1; i < counts.length; i += 1) counts[i] = (counts[i] as number) + (counts[i - 1] as number);
  const order = new Int32Array(days.length);
  for (let row = 0; row < days.length; row += 1) {
    const half = halves(days[row] as number);
    const place = counts[half] as number;
    order[place] = row;
    counts[half] = place + 1;
  }
  return order;
}

/** Adds sums of any scales. */
export function addSums(a: ExactSum, b: ExactSum): ExactSum {
  if (a.scale === b.scale) return { value: a.value + b.value, scale: a.scale };
  const scale = Math.max(a.scale, b.scale);
  const at = (sum: ExactSum): bigint => sum.value * 10n ** BigInt(scale - sum.scale);
  return { value: at(a) + at(b), scale };
}
