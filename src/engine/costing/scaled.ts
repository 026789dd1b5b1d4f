/**
 * Exact decimals that change while costs are computed. Like DecimalColumn a store keeps scaled integers in a Float64Array
 * and puts what lies beyond 2^53 into a map, but its rows can be set. A hot loop reads `ints` and takes the exact path
 * when it meets NaN.
 */
import { power10, type DecimalColumn } from "../values/decimal";

const LIMIT = Number.MAX_SAFE_INTEGER;

/** Values of one scale, one per row, all 0 at first. */
export class ScaledStore {
  /** Scaled integers; NaN where the value is beyond 2^53. */
  readonly ints: Float64Array;
  readonly #wide = new Map<number, bigint>();

  constructor(readonly length: number) {
    this.ints = new Float64Array(length);
  }

  /** The scaled integer of a row. */
  big(row: number): bigint {
    const value = this.ints[row] as number;
    return Number.isNaN(value) ? (this.#wide.get(row) ?? 0n) : BigInt(value);
  }

  /** True when a row holds 0. */
  isZero(row: number): boolean {
    return this.ints[row] === 0;
  }

  /** -1, 0 or 1 by the sign of a row. */
  sign(row: number): -1 | 0 | 1 {
    const value = this.ints[row] as number;
    if (Number.isNaN(value)) return this.big(row) < 0n ? -1 : 1;
    return value < 0 ? -1 : value > 0 ? 1 : 0;
  }

  /** True when this row and a row of another store of the same scale are equal. */
  equals(row: number, other: ScaledStore, otherRow: number): boolean {
    return this.ints[row] === other.ints[otherRow] || this.big(row) === other.big(otherRow);
  }

  /** Sets a row. */
  set(row: number, value: bigint): void {
    if (value <= BigInt(LIMIT) && value >= BigInt(-LIMIT)) {
      this.#wide.delete(row);
      this.ints[row] = Number(value);
    } else {
      this.ints[row] = Number.NaN;
      this.#wide.set(row, value);
    }
  }

  /** Sets a row to a row of another store of the same scale. */
  setRow(row: number, other: ScaledStore, otherRow: number): void {
    this.set(row, other.big(otherRow));
  }

  /** Adds a scaled integer that is no larger than 2^53. */
  addNumber(row: number, value: number): void {
    const sum = (this.ints[row] as number) + value;
    if (Number.isSafeInteger(sum)) this.ints[row] = sum;
    else this.set(row, this.big(row) + BigInt(value));
  }

  /** Adds a scaled integer. */
  add(row: number, value: bigint): void {
    this.set(row, this.big(row) + value);
  }

  /** The values as a column of a ledger; the store must not change any more. */
  column(scale: number): DecimalColumn {
    return { scale, ints: this.ints, ...(this.#wide.size > 0 ? { big: this.#wide } : {}) };
  }

  /** Adds a row of another store of the same scale. */
  addRow(row: number, other: ScaledStore, otherRow: number): void {
    const value = other.ints[otherRow] as number;
    if (Number.isNaN(value)) this.add(row, other.big(otherRow));
    else this.addNumber(row, value);
  }
}

/** Decimals that the values of these columns need at most: trailing zeros of the columns' own scales do not count. */
export function neededScale(columns: readonly DecimalColumn[]): number {
  let needed = 0;
  for (const { ints, scale, big } of columns) {
    let unit = 10 ** (scale - needed);
    for (let row = 0; row < ints.length && scale > needed; row += 1) {
      const value = ints[row] as number;
      // A unit beyond 2^53 is no exact number, but then no number below 2^53 except 0 is a multiple of it.
      while (Number.isNaN(value) ? !isMultiple(big?.get(row), scale - needed) : value % unit !== 0) {
        needed += 1;
        unit = 10 ** (scale - needed);
      }
    }
  }
  return needed;
}

function isMultiple(value: bigint | undefined, zeros: number): boolean {
  return (value ?? 0n) % power10(zeros) === 0n;
}

/**
 * A column as store of a scale that can hold it, its rows in the given order (row of the column per row of the store),
 * with `room` for further rows behind them.
 */
export function storeOfColumn(
  column: DecimalColumn,
  scale: number,
  rows?: Int32Array,
  room = 0,
): ScaledStore {
  const length = rows?.length ?? column.ints.length;
  const store = new ScaledStore(length + room);
  const up = scale >= column.scale;
  const shift = Math.abs(scale - column.scale);
  // A power of ten beyond 10^22 is no exact number, but then only 0 stays below 2^53.
  const factor = 10 ** shift;
  const wideFactor = power10(shift);
  for (let i = 0; i < length; i += 1) {
    const row = rows ? (rows[i] as number) : i;
    const value = column.ints[row] as number;
    const scaled = up ? value * factor : value / factor;
    if (Number.isSafeInteger(scaled)) store.ints[i] = scaled;
    else {
      const wide = Number.isNaN(value) ? (column.big?.get(row) ?? 0n) : BigInt(value);
      store.set(i, up ? wide * wideFactor : wide / wideFactor);
    }
  }
  return store;
}
