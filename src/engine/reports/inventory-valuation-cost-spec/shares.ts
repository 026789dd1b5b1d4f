/**
 * The part of a cost that belongs to what is left: amount × |left| ÷ |base|, multiplied before it is divided, carried
 * with 40 decimals in a bigint. Rounding to 30 decimals before the cent keeps sums of thirds from ending just below a
 * half.
 */
import { decimalText, power10, roundScaled } from "../../values/decimal";

/** Decimals that sums carry. */
export const SHARE_SCALE = 40;
const SETTLED_SCALE = 30;

/** Value without its sign. */
export const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/**
 * Share of a scaled amount at SHARE_SCALE. `left` and `base` are at one scale; base must not be 0. Exact when the whole
 * base is left; else within 10^-40.
 */
export function share(amount: bigint, amountScale: number, left: bigint, base: bigint): bigint {
  const magnitudeLeft = abs(left);
  const magnitudeBase = abs(base);
  const factor = power10(SHARE_SCALE - amountScale);
  if (magnitudeLeft === 0n || amount === 0n) return 0n;
  if (magnitudeLeft === magnitudeBase) return amount * factor;
  return (amount * magnitudeLeft * factor) / magnitudeBase;
}

/** A sum of shares as decimal text with `decimals` places, half away from zero. */
export function shareText(value: bigint, decimals: number): string {
  return decimalText(roundScaled(value, SHARE_SCALE, SETTLED_SCALE), SETTLED_SCALE, decimals);
}

/** value ÷ |quantity| as decimal text with 5 places; "0" for a quantity of 0. */
export function unitCostText(value: bigint, quantity: bigint, quantityScale: number): string {
  if (quantity === 0n) return "0";
  return shareText((value * power10(quantityScale)) / abs(quantity), 5);
}
