/**
 * Exact decimals. A column keeps amounts as scaled integers (12.5 at scale 2 is 1250) in a Float64Array, which is exact
 * up to 2^53; a row beyond that is NaN there and stands in `big`. Sums spill into bigint the same way, so that a hot loop
 * needs one comparison per addition and is exact at every size.
 */
import { Decimal } from "decimal.js";

/** Decimal for places that divide: 60 digits, half away from zero. Every division in the engine uses this constructor. */
export const Exact = Decimal.clone({
  precision: 60,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -100,
  toExpPos: 100,
});
export type Exact = Decimal;

const LIMIT = Number.MAX_SAFE_INTEGER;
const SAFE_BIG = BigInt(LIMIT);

/** A column of exact decimals. Row r has the value ints[r] / 10^scale, or big.get(r) / 10^scale where ints[r] is NaN. */
export interface DecimalColumn {
  readonly scale: number;
  readonly ints: Float64Array;
  readonly big?: ReadonlyMap<number, bigint>;
}

const powersOfTen: bigint[] = [];

/** 10^n for n >= 0 as bigint; worked out once. */
export function power10(n: number): bigint {
  return (powersOfTen[n] ??= 10n ** BigInt(n));
}

/** The scaled integer of a row. */
export function bigintAt(column: DecimalColumn, row: number): bigint {
  const value = column.ints[row] ?? 0;
  return Number.isNaN(value) ? (column.big?.get(row) ?? 0n) : BigInt(value);
}

/** True when a row holds 0. */
export function isZeroAt(column: DecimalColumn, row: number): boolean {
  return column.ints[row] === 0;
}

/** -1, 0 or 1 by the sign of a row. */
export function signAt(column: DecimalColumn, row: number): -1 | 0 | 1 {
  const value = column.ints[row] ?? 0;
  if (Number.isNaN(value)) return (column.big?.get(row) ?? 0n) < 0n ? -1 : 1;
  return signOf(value);
}

function signOf(value: number): -1 | 0 | 1 {
  return value < 0 ? -1 : value > 0 ? 1 : 0;
}

/** The scaled integer of a row brought to another scale that is not smaller than the column's. */
export function bigintAtScale(column: DecimalColumn, row: number, scale: number): bigint {
  return rescale(bigintAt(column, row), column.scale, scale);
}

/** A column at a larger (or its own) scale, so that columns can be added to one sum. */
export function atScale(column: DecimalColumn, scale: number): DecimalColumn {
  if (column.scale === scale) return column;
  const factor = 10 ** (scale - column.scale);
  const most = Math.floor(LIMIT / factor);
  const ints = new Float64Array(column.ints.length);
  const big = new Map<number, bigint>();
  for (let row = 0; row < ints.length; row += 1) {
    const value = column.ints[row] as number;
    if (value <= most && value >= -most) ints[row] = value * factor;
    else {
      ints[row] = Number.NaN;
      big.set(row, bigintAtScale(column, row, scale));
    }
  }
  return { scale, ints, ...(big.size > 0 ? { big } : {}) };
}

/** Two columns of one scale added up row by row. */
export function addedColumns(a: DecimalColumn, b: DecimalColumn): DecimalColumn {
  const ints = new Float64Array(a.ints.length);
  const big = new Map<number, bigint>();
  for (let row = 0; row < ints.length; row += 1) {
    const sum = (a.ints[row] as number) + (b.ints[row] as number);
    if (sum <= LIMIT && sum >= -LIMIT) ints[row] = sum;
    else putExact(ints, big, row, bigintAt(a, row) + bigintAt(b, row));
  }
  return { scale: a.scale, ints, ...(big.size > 0 ? { big } : {}) };
}

function putExact(ints: Float64Array, big: Map<number, bigint>, row: number, value: bigint): void {
  if (value <= SAFE_BIG && value >= -SAFE_BIG) {
    ints[row] = Number(value);
    return;
  }
  ints[row] = Number.NaN;
  big.set(row, value);
}

/** A scaled integer at a larger (or equal) scale. Throws a RangeError when decimals would be lost. */
export function rescale(value: bigint, from: number, to: number): bigint {
  if (to >= from) return value * power10(to - from);
  const factor = power10(from - to);
  if (value % factor !== 0n) throw new RangeError(`scale ${to} cannot hold a value of scale ${from}`);
  return value / factor;
}

/** Decimal of a scaled integer. */
export function toExact(value: bigint, scale: number): Exact {
  return new Exact(value.toString()).div(new Exact(10).pow(scale));
}

/**
 * Decimal text of a scaled integer: no exponent, no trailing zeros, no plus, never "-0".
 * With `decimals` it is rounded to so many places first, half away from zero.
 */
export function decimalText(value: bigint, scale: number, decimals = scale): string {
  if (decimals < scale) return decimalText(roundScaled(value, scale, decimals), decimals);
  if (value <= SAFE_BIG && value >= -SAFE_BIG) return safeDecimalText(Number(value), scale);
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(scale + 1, "0");
  const point = digits.length - scale;
  const fraction = digits.slice(point).replace(/0+$/, "");
  return (negative ? "-" : "") + digits.slice(0, point) + (fraction === "" ? "" : `.${fraction}`);
}

/** Decimal text of a scaled integer that is a safe integer; the same text as decimalText, made for many rows. */
export function safeDecimalText(value: number, scale: number): string {
  if (value === 0) return "0";
  const magnitude = value < 0 ? -value : value;
  const unit = UNITS[scale] ?? 10 ** scale;
  const whole = Math.floor(magnitude / unit);
  const fraction = magnitude - whole * unit;
  // An integer of 31 bits, which most are, is written faster than a double of the same value.
  const digits = whole <= MOST_SMALL ? String(whole | 0) : String(whole);
  const text =
    fraction === 0
      ? digits
      : digits + (scale === CENTS ? (centTexts[fraction] as string) : fractionText(fraction, scale));
  return value < 0 ? `-${text}` : text;
}

const UNITS = Array.from({ length: 16 }, (_, scale) => 10 ** scale);
const MOST_SMALL = 2 ** 30 - 1;
const CENTS = 2;

/** ".05", ".5": a fraction that is not zero, as it follows the whole part. */
function fractionText(fraction: number, scale: number): string {
  return `.${String(fraction).padStart(scale, "0").replace(/0+$/, "")}`;
}

/** The fractions of amounts in cents, which are most: ready texts. */
const centTexts = Array.from({ length: 100 }, (_, cents) => fractionText(cents, CENTS));

/** A scaled integer rounded to fewer decimals, half away from zero; the result is at scale `decimals`. */
export function roundScaled(value: bigint, scale: number, decimals: number): bigint {
  if (decimals >= scale) return rescale(value, scale, decimals);
  const factor = power10(scale - decimals);
  const negative = value < 0n;
  const magnitude = negative ? -value : value;
  const rounded = (magnitude * 2n + factor) / (factor * 2n);
  return negative ? -rounded : rounded;
}

/** Text of a Decimal in the form of results; with `decimals` rounded half away from zero. */
export function exactText(value: Exact, decimals?: number): string {
  const rounded = decimals === undefined ? value : value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
  return rounded.isZero() ? "0" : rounded.toFixed();
}

const DECIMAL_TEXT = /^[+-]?(\d+)(?:\.(\d*))?$|^[+-]?\.(\d+)$/;

/**
 * Reads a decimal text `[+-]digits[.digits]` (blanks around it allowed) into a scaled integer, or undefined when it is
 * none. Trailing zeros of the fraction do not count. At most 15 digits before the point (conventions, 4.5).
 */
export function parseDecimal(text: string): { value: bigint; scale: number } | undefined {
  const trimmed = text.trim();
  const match = DECIMAL_TEXT.exec(trimmed);
  if (!match) return undefined;
  const whole = (match[1] ?? "").replace(/^0+(?=\d)/, "");
  const fraction = (match[2] ?? match[3] ?? "").replace(/0+$/, "");
  if (whole.length > 15) return undefined;
  const value = BigInt(whole + fraction);
  return { value: trimmed.startsWith("-") ? -value : value, scale: fraction.length };
}

/** The shortest decimal of a double, cut to 15 significant digits, without exponent. */
export function shortestDecimal(value: number): string {
  const shortest = String(Number(value.toPrecision(15)));
  if (!shortest.includes("e")) return shortest;
  const [mantissa, exponent] = shortest.split("e") as [string, string];
  const digits = mantissa.replace(/[-.]/g, "");
  const point = 1 + Number(exponent);
  // JavaScript writes an exponent from 1e21 up and below 1e-6: the point is never among the 15 digits.
  const text = point > 0 ? digits.padEnd(point, "0") : `0.${"0".repeat(-point)}${digits}`;
  return mantissa.startsWith("-") ? `-${text}` : text;
}

/**
 * Sums per key over decimal columns of one scale. `add` is made for hot loops: two array reads, one addition, one
 * comparison.
 */
export class ExactSums {
  readonly scale: number;
  readonly #low: Float64Array;
  readonly #spilled = new Map<number, bigint>();

  /** All sums 0 for so many keys, or safe integers to begin with, which become its own. */
  constructor(keys: number | Float64Array, scale: number) {
    this.scale = scale;
    this.#low = typeof keys === "number" ? new Float64Array(keys) : keys;
  }

  /** Number of keys. */
  get size(): number {
    return this.#low.length;
  }

  /** Adds row `row` of `column` (which must have this scale) to `key`. */
  add(key: number, column: DecimalColumn, row: number): void {
    const sum = (this.#low[key] as number) + (column.ints[row] as number);
    if (sum <= LIMIT && sum >= -LIMIT) this.#low[key] = sum;
    else this.#addBig(key, bigintAt(column, row));
  }

  /** Subtracts row `row` of `column` from `key`. */
  subtract(key: number, column: DecimalColumn, row: number): void {
    const sum = (this.#low[key] as number) - (column.ints[row] as number);
    if (sum <= LIMIT && sum >= -LIMIT) this.#low[key] = sum;
    else this.#addBig(key, -bigintAt(column, row));
  }

  /** Adds the sum `otherKey` of sums of the same scale to `key`. */
  addFrom(key: number, other: ExactSums, otherKey: number): void {
    const sum = (this.#low[key] as number) + (other.#low[otherKey] as number);
    if (other.#spilled.size === 0 && sum <= LIMIT && sum >= -LIMIT) this.#low[key] = sum;
    else this.#addBig(key, other.scaled(otherKey));
  }

  /** These sums and others of the same keys, key by key, at the larger of their scales. */
  plus(other: ExactSums): ExactSums {
    const scale = Math.max(this.scale, other.scale);
    const total = new ExactSums(this.size, scale);
    for (const part of [this.atScale(scale), other.atScale(scale)])
      for (let key = 0; key < this.size; key += 1) total.addFrom(key, part, key);
    return total;
  }

  /** The sums at a larger (or their own) scale. */
  atScale(scale: number): ExactSums {
    if (scale === this.scale) return this;
    const larger = new ExactSums(this.size, scale);
    const factor = 10 ** (scale - this.scale);
    const most = Math.floor(LIMIT / factor);
    for (let key = 0; key < this.size; key += 1) {
      const low = this.#low[key] as number;
      if (this.#spilled.size === 0 && low <= most && low >= -most) larger.#low[key] = low * factor;
      else larger.#addBig(key, rescale(this.scaled(key), this.scale, scale));
    }
    return larger;
  }

  /** Turns the sign of a sum. */
  negate(key: number): void {
    this.#low[key] = 0 - (this.#low[key] as number);
    const spilled = this.#spilled.size === 0 ? undefined : this.#spilled.get(key);
    if (spilled !== undefined) this.#spilled.set(key, -spilled);
  }

  /** True when the sums of a key, both at the same scale, are equal. */
  sameAs(other: ExactSums, key: number): boolean {
    if (this.#spilled.size === 0 && other.#spilled.size === 0) return this.#low[key] === other.#low[key];
    return this.scaled(key) === other.scaled(key);
  }

  /** -1, 0 or 1 by the sign of a sum. */
  sign(key: number): -1 | 0 | 1 {
    if (this.#spilled.size === 0) return signOf(this.#low[key] as number);
    const sum = this.scaled(key);
    return sum < 0n ? -1 : sum > 0n ? 1 : 0;
  }

  /** Adds a scaled integer to `key`. */
  addScaled(key: number, value: bigint): void {
    this.#addBig(key, value);
  }

  #addBig(key: number, value: bigint): void {
    const total = value + BigInt(this.#low[key] as number) + (this.#spilled.get(key) ?? 0n);
    if (total <= BigInt(LIMIT) && total >= BigInt(-LIMIT)) {
      this.#low[key] = Number(total);
      this.#spilled.delete(key);
    } else {
      this.#low[key] = 0;
      this.#spilled.set(key, total);
    }
  }

  /** Sets all sums to 0, so that a small set of sums can serve one row after the other. */
  clearAll(): void {
    this.#low.fill(0);
    if (this.#spilled.size > 0) this.#spilled.clear();
  }

  /** The sum of a key as a number; NaN when it is no safe integer. */
  safe(key: number): number {
    return this.#spilled.size > 0 && this.#spilled.has(key) ? Number.NaN : (this.#low[key] as number);
  }

  /** The sum of a key as scaled integer. */
  scaled(key: number): bigint {
    const low = BigInt(this.#low[key] ?? 0);
    return this.#spilled.size === 0 ? low : low + (this.#spilled.get(key) ?? 0n);
  }

  /** True when the sum of a key is 0. */
  isZero(key: number): boolean {
    return this.#low[key] === 0 && !this.#spilled.has(key);
  }

  /** Sets the sum of a key back to 0. */
  clear(key: number): void {
    this.#low[key] = 0;
    this.#spilled.delete(key);
  }

  /** True when the sum of a key equals a row of a column (which must have this scale). */
  equals(key: number, column: DecimalColumn, row: number): boolean {
    if (this.#spilled.size === 0) return this.#low[key] === column.ints[row];
    return this.scaled(key) === bigintAt(column, row);
  }

  /** The sum of a key as decimal text, rounded to `decimals` when given. */
  text(key: number, decimals?: number): string {
    if (this.#spilled.size === 0 && (decimals === undefined || decimals >= this.scale))
      return safeDecimalText(this.#low[key] ?? 0, this.scale);
    return decimalText(this.scaled(key), this.scale, decimals);
  }
}

/** The largest scale of some columns. */
export function commonScale(columns: readonly DecimalColumn[]): number {
  return Math.max(0, ...columns.map((column) => column.scale));
}

/** Columns brought to one scale, the largest of them. */
export function atOneScale(columns: readonly DecimalColumn[]): readonly DecimalColumn[] {
  const scale = commonScale(columns);
  return columns.map((column) => atScale(column, scale));
}
