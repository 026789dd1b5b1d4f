/**
 * The arithmetic of job WIP: 28 significant digits, halves to even, as the decimal type that Business Central computes
 * with. Amounts enter exactly; every operation rounds its own result. Rounding of money is always half away from zero.
 */
import { Decimal } from "decimal.js";
import { bigintAt, decimalText, power10, type DecimalColumn, type ExactSums } from "../values/decimal";

export const Decimal28 = Decimal.clone({
  precision: 28,
  rounding: Decimal.ROUND_HALF_EVEN,
  toExpNeg: -100,
  toExpPos: 100,
});
export type Decimal28 = Decimal;

export const ZERO: Decimal28 = new Decimal28(0);

/** A scaled integer (12.5 at scale 2 is 1250) as decimal. */
export function decimal28(value: bigint, scale: number): Decimal28 {
  return value === 0n ? ZERO : new Decimal28(decimalText(value, scale));
}

/** The sum of a key as decimal. */
export function sumOf(sums: ExactSums, key: number): Decimal28 {
  return sums.isZero(key) ? ZERO : decimal28(sums.scaled(key), sums.scale);
}

/** An amount of a column as decimal. */
export function amountAt(column: DecimalColumn, row: number): Decimal28 {
  return decimal28(bigintAt(column, row), column.scale);
}

/** Rounds to a multiple of `precision` (0.01, 0.05, 1 …), halves away from zero. */
export function roundAmount(value: Decimal28, precision: Decimal28): Decimal28 {
  return value.isZero() ? ZERO : value.toNearest(precision, Decimal.ROUND_HALF_UP);
}

/** Text of an amount in a result: at most 5 decimals, halves away from zero, no trailing zeros, never "-0". */
export function amountText(value: Decimal28): string {
  if (value.isZero()) return "0";
  const rounded = value.decimalPlaces() > 5 ? value.toDecimalPlaces(5, Decimal.ROUND_HALF_UP) : value;
  return rounded.isZero() ? "0" : rounded.toFixed();
}

/** Scaled integer of a decimal text of a result, of any size. */
export function scaledOf(text: string): { readonly value: bigint; readonly scale: number } {
  const point = text.indexOf(".");
  if (point < 0) return { value: BigInt(text), scale: 0 };
  return { value: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

/** Exact sum of decimal texts of a result, as decimal text. */
export function addTexts(texts: Iterable<string>): string {
  let total = 0n;
  let scale = 0;
  for (const text of texts) {
    const part = scaledOf(text);
    if (part.scale > scale) {
      total *= power10(part.scale - scale);
      scale = part.scale;
    }
    total += part.value * power10(scale - part.scale);
  }
  return decimalText(total, scale);
}

/** A decimal text with the sign turned. */
export function negated(text: string): string {
  if (text === "0") return "0";
  return text.startsWith("-") ? text.slice(1) : `-${text}`;
}

const STANDARD_PRECISION = new Decimal28("0.01");

/** Amount Rounding Precision of the first row of the setup; 0.01 where it is not set. */
export function roundingPrecision(column: DecimalColumn | undefined): Decimal28 {
  const value = column ? amountAt(column, 0) : ZERO;
  return value.greaterThan(0) ? value : STANDARD_PRECISION;
}
