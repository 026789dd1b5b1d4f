/**
 * The arithmetic of cost adjustment. Business Central divides the quantities first, fits the quotient into its decimal
 * type, multiplies the money by it and fits the product. At half a cent this decides: 10.02 × 1/12 is 0.83 and not 0.84,
 * because 0.0833…3 lies below the true value.
 *
 *   fit(x)            x with as many decimals as possible, at most 28, so that its digits stay below 2^96; ties to even
 *   share(a, b)       fit(a ÷ b)
 *   part(cost, a, b)  round(fit(cost × share(a, b))), to the amount rounding precision, half away from zero
 *
 * Fitted numbers are kept as integers at FITTED_SCALE, which also holds every decimal that a cell may have. Almost no division ends near half a rounding unit, so `partNumber` decides
 * with plain integers below 2^53 and hands only ties, near ties and large figures to the exact path.
 */
import { power10 } from "../values/decimal";

/** Decimals that Business Central's decimal type can hold. */
const FIT_DECIMALS = 28;
/** Scale at which fitted numbers are kept. */
export const FITTED_SCALE = 64;
/** 1 as fitted number. */
export const FITTED_ONE = power10(FITTED_SCALE);
/** Digits of a fitted number, read without the point, stay below this. */
const FIT_LIMIT = 2n ** 96n;

function magnitudeOf(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Quotient of integers to the nearest integer, ties to even; the divisor is above 0. */
function divideHalfEven(numerator: bigint, divisor: bigint): bigint {
  const quotient = numerator / divisor;
  const twice = magnitudeOf(numerator - quotient * divisor) * 2n;
  if (twice < divisor || (twice === divisor && quotient % 2n === 0n)) return quotient;
  return numerator < 0n ? quotient - 1n : quotient + 1n;
}

/** Quotient of integers to the nearest integer, ties away from zero; the divisor is above 0. */
function divideHalfAway(numerator: bigint, divisor: bigint): bigint {
  const quotient = (magnitudeOf(numerator) * 2n + divisor) / (divisor * 2n);
  return numerator < 0n ? -quotient : quotient;
}

/** fit(numerator ÷ divisor) at FITTED_SCALE. The divisor is not 0. */
export function fit(numerator: bigint, divisor: bigint): bigint {
  const n = divisor < 0n ? -numerator : numerator;
  const d = magnitudeOf(divisor);
  const full = divideHalfEven(n * power10(FIT_DECIMALS), d);
  if (magnitudeOf(full) < FIT_LIMIT) return full * power10(FITTED_SCALE - FIT_DECIMALS);
  // A logarithm of a double may be a little off at a power of ten: rather one decimal too many, which is seen below.
  const excess = Math.floor(Math.log10(Number(magnitudeOf(full)) / Number(FIT_LIMIT)) - 1e-9) + 1;
  const most = Math.max(0, FIT_DECIMALS - excess);
  const digits = divideHalfEven(n * power10(most), d);
  if (most === 0 || magnitudeOf(digits) < FIT_LIMIT) return digits * power10(FITTED_SCALE - most);
  return divideHalfEven(n * power10(most - 1), d) * power10(FITTED_SCALE - most + 1);
}

/** fit(cost × share), the cost at FITTED_SCALE. */
export function timesShare(cost: bigint, fittedShare: bigint): bigint {
  return fit(cost * fittedShare, FITTED_ONE * FITTED_ONE);
}

/** share(a, b) of two quantities of one scale. 0 when b is 0: such an entry hands nothing on. */
export function share(a: bigint, b: bigint): bigint {
  return b === 0n ? 0n : fit(a, b);
}

/** Rounding of one run: how money is kept and to what it is rounded. */
export class Rounding {
  /** Decimals of money, enough for every amount of the ledger and for the rounding precision. */
  readonly moneyScale: number;
  /** Scaled integer of the amount rounding precision. */
  readonly precision: bigint;
  readonly #toFitted: bigint;
  readonly #precisionFitted: bigint;
  readonly #precisionNumber: number;
  readonly #unit: number;

  /** @param moneyScale decimals of money · @param precision amount rounding precision as scaled integer, above 0 */
  constructor(moneyScale: number, precision: bigint) {
    this.moneyScale = moneyScale;
    this.precision = precision;
    this.#toFitted = power10(FITTED_SCALE - moneyScale);
    this.#precisionFitted = precision * this.#toFitted;
    this.#precisionNumber = Number(precision);
    this.#unit = 10 ** moneyScale;
  }

  /** Money at FITTED_SCALE. */
  fitted(money: bigint): bigint {
    return money * this.#toFitted;
  }

  /** A number at FITTED_SCALE rounded to money. */
  round(fitted: bigint): bigint {
    return divideHalfAway(fitted, this.#precisionFitted) * this.precision;
  }

  /** part(cost, a, b) of a cost at FITTED_SCALE. */
  part(cost: bigint, a: bigint, b: bigint): bigint {
    return this.round(timesShare(cost, share(a, b)));
  }

  /** part(cost, a, b) of money. */
  partOfMoney(cost: bigint, a: bigint, b: bigint): bigint {
    return this.part(this.fitted(cost), a, b);
  }

  /**
   * part(cost, a, b) in plain numbers (scaled integers), or NaN when only the exact path can tell, as for numbers that are
   * no exact integers any more. Fitting moves a product
   * by less than 1.3e-28 of the largest of 1, the cost and the product; a quotient that is no tie is at least 1 ÷ (2 × b)
   * rounding units away from one, so plain integers decide whenever that is more.
   */
  partNumber(cost: number, a: number, b: number): number {
    if (b === 0) return 0;
    const numerator = Math.abs(cost * a);
    const divisor = Math.abs(b * this.#precisionNumber);
    if (!(numerator <= Number.MAX_SAFE_INTEGER && divisor <= Number.MAX_SAFE_INTEGER / 2)) return Number.NaN;
    // The quotient of two safe integers never rounds up to the next integer.
    const quotient = Math.floor(numerator / divisor);
    const twice = 2 * (numerator - quotient * divisor);
    const result = quotient * this.#precisionNumber;
    const largest = Math.abs(cost) + result + this.#precisionNumber + this.#unit;
    const distance = Math.abs(twice - divisor);
    if (distance * this.#precisionNumber <= divisor * largest * 1e-27) return Number.NaN;
    const magnitude = twice > divisor ? result + this.#precisionNumber : result;
    // Plus 0, so that 0 has no sign.
    return Math.sign(cost) * Math.sign(a) * Math.sign(b) * magnitude + 0;
  }
}

/** Rounds a number at FITTED_SCALE to a precision (a number at FITTED_SCALE), half away from zero. */
export function roundFitted(value: bigint, precision: bigint): bigint {
  return divideHalfAway(value, precision) * precision;
}
