/**
 * Shares as whole numbers: a scaled amount times 10^40. A share is multiplied before it is divided and cut after 40
 * decimals, so that at least 30 digits are right even at the end of a chain of many thousand links.
 */
import { decimalText, power10, roundScaled } from "../../values/decimal";

/** Decimals that a share keeps beside those of the amounts. */
export const EXTRA_DECIMALS = 40;
export const ONE = power10(EXTRA_DECIMALS);

/** value × numerator / denominator, cut towards 0. The denominator must not be 0. */
export function proportion(value: bigint, numerator: bigint, denominator: bigint): bigint {
  if (numerator === denominator) return value;
  return (value * numerator) / denominator;
}

/** Decimals that shares are rounded to before they are rounded to `decimals`: mops up cut periods such as 0.00499…9. */
const FIRST_DECIMALS = 10;

/** A share rounded on output: to 10 decimals, then to 2, half away from zero each time. `scale`: that of the amounts. */
export function roundShare(value: bigint, scale: number, decimals: number): bigint {
  return roundScaled(roundScaled(value, scale + EXTRA_DECIMALS, FIRST_DECIMALS), FIRST_DECIMALS, decimals);
}

/** Text of a share, rounded to `decimals`. */
export function shareText(value: bigint, scale: number, decimals = 2): string {
  return value === 0n ? "0" : decimalText(roundShare(value, scale, decimals), decimals);
}
