/** Exact sums per numeric key where the keys are not known beforehand. */
import { bigintAt, type DecimalColumn } from "../values/decimal";

const LIMIT = Number.MAX_SAFE_INTEGER;

export class KeyedSums {
  readonly #places = new Map<number, number>();
  readonly #low: number[] = [];
  readonly #spilled = new Map<number, bigint>();

  /** Keys in order of their first appearance. */
  keys(): readonly number[] {
    return [...this.#places.keys()];
  }

  /** Adds (sign 1) or subtracts (sign -1) row `row` of a column; all columns must have the same scale. */
  add(key: number, column: DecimalColumn, row: number, sign: 1 | -1 = 1): void {
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.#low.length;
      this.#places.set(key, place);
      this.#low.push(0);
    }
    const sum = (this.#low[place] as number) + sign * (column.ints[row] as number);
    if (sum <= LIMIT && sum >= -LIMIT) {
      this.#low[place] = sum;
      return;
    }
    // Beyond safe integers, or the row itself is (it is NaN in `ints`): carry on exactly.
    const spilled = this.#spilled.get(place) ?? 0n;
    this.#spilled.set(place, spilled + BigInt(sign) * bigintAt(column, row));
  }

  /** The sum of a key as scaled integer, 0 for a key that was never added to. */
  scaled(key: number): bigint {
    const place = this.#places.get(key);
    if (place === undefined) return 0n;
    return BigInt(this.#low[place] as number) + (this.#spilled.get(place) ?? 0n);
  }
}
