/**
 * Exact money of the simulation. Amounts are whole cents, quantities and unit costs whole hundred-thousandths, all held
 * in numbers far below 2^53. Cost is handed on as Business Central does it: first the share (quantity ÷ quantity), then
 * the product, each fitted into a decimal of 96 bits with at most 28 places; then rounded half away from zero.
 */
import { Decimal } from "decimal.js";

/** Decimal numbers wide enough that only `fit` decides what is lost. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });
export type Exact = InstanceType<typeof Exact>;

const LARGEST = new Exact("79228162514264337593543950336");

/** Quantities: 1 piece. */
export const QUANTITY_SCALE = 100_000;
/** Unit costs: 1.00. */
export const UNIT_SCALE = 100_000;

export function exact(value: number): Exact {
  return new Exact(value);
}

/** As many decimals as possible, at most 28, with digits below 2^96; ties to even. */
function fit(value: Exact): Exact {
  for (let places = 28; ; places--) {
    const fitted = value.toDecimalPlaces(places, Decimal.ROUND_HALF_EVEN);
    const digits = fitted.abs().times(new Exact(10).pow(fitted.decimalPlaces()));
    if (digits.lessThan(LARGEST)) return fitted;
  }
}

/** cost × (a ÷ b), cost in cents, unrounded. */
export function shareOf(cost: Exact, a: number, b: number): Exact {
  if (a === b) return cost;
  const share = fit(new Exact(a).div(b));
  return fit(cost.div(100).times(share)).times(100);
}

/** Cents, half away from zero. */
export function roundCents(cents: Exact): number {
  return cents.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
}

/**
 * round(cost × (a ÷ b)) in cents. Only an exact half cent needs the fitted arithmetic: everywhere else the fitted
 * product lies on the same side of the half cent as the true one.
 */
export function part(cost: number, a: number, b: number): number {
  if (cost === 0 || a === 0) return 0;
  if (a === b) return cost;
  if (a === -b) return -cost;
  const numerator = BigInt(cost) * BigInt(a);
  const divisor = BigInt(b);
  const quotient = numerator / divisor;
  const remainder = numerator - quotient * divisor;
  const twice = 2n * (remainder < 0n ? -remainder : remainder);
  const size = divisor < 0n ? -divisor : divisor;
  if (twice < size) return Number(quotient);
  if (twice > size) return Number(quotient) + (numerator < 0n === divisor < 0n ? 1 : -1);
  return roundCents(shareOf(new Exact(cost), a, b));
}

/** `part` for a cost that is not a whole number of cents. */
export function partOfExact(cost: Exact, a: number, b: number): number {
  return cost.isInteger() ? part(cost.toNumber(), a, b) : roundCents(shareOf(cost, a, b));
}

/** Whole numbers: round(value × factor ÷ divisor), half away from zero. */
export function scaled(value: number, factor: number, divisor: number): number {
  const product = BigInt(value) * BigInt(factor);
  const by = BigInt(divisor);
  const half = by / 2n;
  const result = product < 0n ? -((-product + half) / by) : (product + half) / by;
  return Number(result);
}

/** quantity × unit cost in cents. */
export function costOf(quantity: number, unitCost: number): number {
  return scaled(quantity, unitCost, (QUANTITY_SCALE * UNIT_SCALE) / 100);
}

/** cents ÷ quantity as unit cost; 0 for no quantity. */
export function unitCostOf(cents: number, quantity: number): number {
  if (quantity === 0) return 0;
  const sign = quantity < 0 ? -1 : 1;
  return scaled(cents * sign, (QUANTITY_SCALE * UNIT_SCALE) / 100, quantity * sign);
}

/** Percent of cents; the rate in hundredths of a percent. */
export function percentOf(cents: number, hundredthsOfPercent: number): number {
  return scaled(cents, hundredthsOfPercent, 10_000);
}

/** Pieces as a quantity. */
export function pieces(count: number): number {
  return Math.round(count * QUANTITY_SCALE);
}

/** Text of a scaled whole number without trailing zeros: decimalText(-1250, 2) is "-12.5". */
export function decimalText(value: number, places: number): string {
  if (value === 0) return "0";
  const digits = String(Math.abs(value)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  return `${value < 0 ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
