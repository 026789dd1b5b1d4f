/** The arithmetic at its limits, against the definition: as many decimals as fit, at most 28, digits below 2^96. */
import fc from "fast-check";
import {
  fit,
  FITTED_ONE,
  FITTED_SCALE,
  Rounding,
  roundFitted,
  share,
  timesShare,
} from "../../../src/engine/costing/arithmetic";

/** Nearest integer, ties to even or away from zero. */
function nearest(numerator: bigint, divisor: bigint, ties: "even" | "away"): bigint {
  const sign = numerator < 0n !== divisor < 0n ? -1n : 1n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, divisor < 0n ? -divisor : divisor];
  const whole = n / d;
  const twice = (n % d) * 2n;
  const up = twice > d || (twice === d && (ties === "away" || whole % 2n === 1n));
  return sign * (up ? whole + 1n : whole);
}

function fitByDefinition(numerator: bigint, divisor: bigint): bigint {
  for (let decimals = 28; decimals > 0; decimals -= 1) {
    const digits = nearest(numerator * 10n ** BigInt(decimals), divisor, "even");
    if (digits < 2n ** 96n && digits > -(2n ** 96n)) return digits * 10n ** BigInt(FITTED_SCALE - decimals);
  }
  return nearest(numerator, divisor, "even") * FITTED_ONE;
}

const LIMIT = 2n ** 96n;

it.each([
  [1n, 3n],
  [-2n, 3n],
  [2n, -3n],
  [-2n, -3n],
  [5n, 10n ** 29n],
  [15n, 10n ** 29n],
  [-15n, 10n ** 29n],
  [25n, 10n ** 29n],
  [LIMIT, 10n ** 28n],
  [LIMIT - 1n, 10n ** 28n],
  [-LIMIT, 10n ** 28n],
  [-LIMIT + 1n, 10n ** 28n],
  [LIMIT - 1n, 1n],
  [LIMIT, 1n],
  [LIMIT * 10n + 5n, 10n],
  [LIMIT * 10n - 5n, 10n],
  [LIMIT * 2n + 1n, 2n],
  [LIMIT * 100n, 7n],
  [10n ** 40n + 1n, 3n],
  [7_922_816_251_426_433_759_354_395_033_549n, 10n ** 3n],
  [7_922_816_251_426_433_759_354_395_033_550n, 10n ** 3n],
  [79_228_162_514_264_337_593_543_950_335_4n, 10n],
])("fits %d ÷ %d", (numerator, divisor) => {
  expect(fit(numerator, divisor)).toBe(fitByDefinition(numerator, divisor));
});

it("fits whatever is divided as the definition says", () => {
  const digits = fc
    .integer({ min: 1, max: 45 })
    .chain((count) => fc.bigInt({ min: -(10n ** BigInt(count)), max: 10n ** BigInt(count) }));
  fc.assert(
    fc.property(digits, digits, (numerator, divisor) => {
      fc.pre(divisor !== 0n);
      expect(fit(numerator, divisor)).toBe(fitByDefinition(numerator, divisor));
    }),
    { seed: 3, numRuns: 400 },
  );
});

it("hands nothing on from nothing, and fits products", () => {
  expect([share(0n, 5n), share(5n, 0n), share(5n, 5n)]).toEqual([0n, 0n, FITTED_ONE]);
  expect([timesShare(0n, FITTED_ONE), timesShare(FITTED_ONE, 0n)]).toEqual([0n, 0n]);
  expect(timesShare(3n * FITTED_ONE, share(1n, 3n))).toBe(
    fitByDefinition(9_999_999_999_999_999_999_999_999_999n, 10n ** 28n),
  );
});

describe.each([
  [2, 1n],
  [2, 5n],
  [0, 1n],
  [5, 100n],
])("money of %i decimals, rounded to %d", (scale, precision) => {
  const rounding = new Rounding(scale, precision);
  const whole = (limit: bigint): fc.Arbitrary<bigint> => fc.bigInt({ min: -limit, max: limit });

  it("rounds half away from zero", () => {
    const unit = precision * 10n ** BigInt(FITTED_SCALE - scale);
    for (const value of [unit / 2n, unit / 2n - 1n, unit, (3n * unit) / 2n, 0n]) {
      for (const sign of [1n, -1n]) {
        const rounded = nearest(sign * value, unit, "away");
        expect(rounding.round(sign * value)).toBe(rounded * precision);
        expect(roundFitted(sign * value, unit)).toBe(rounded * unit);
      }
    }
    expect(rounding.fitted(7n)).toBe(7n * 10n ** BigInt(FITTED_SCALE - scale));
  });

  it("decides with plain numbers as with exact ones, or not at all", () => {
    let decided = 0;
    fc.assert(
      fc.property(whole(100_000n), whole(60n), whole(60n), (cost, a, b) => {
        const exact = rounding.partOfMoney(cost, a, b);
        const quick = rounding.partNumber(Number(cost), Number(a), Number(b));
        if (Number.isNaN(quick)) return;
        decided += 1;
        expect(BigInt(quick)).toBe(exact);
      }),
      { seed: 4, numRuns: 600 },
    );
    expect(decided).toBeGreaterThan(400);
  });

  it("leaves ties and large figures to the exact way", () => {
    const tie = Number(precision);
    expect(rounding.partNumber(tie, 1, 2)).toBeNaN();
    expect(rounding.partNumber(-tie, 1, 2)).toBeNaN();
    expect(rounding.partNumber(2 ** 52, 4, 3)).toBeNaN();
    expect(rounding.partNumber(1, 1, 2 ** 53)).toBeNaN();
    expect([
      rounding.partNumber(0, 1, 2),
      rounding.partNumber(1, 0, 2),
      rounding.partNumber(1, 2, 0),
    ]).toEqual([0, 0, 0]);
    expect(rounding.partOfMoney(0n, 1n, 2n)).toBe(0n);
    expect(rounding.part(0n, 1n, 2n)).toBe(0n);
  });
});

it("sees near ties of large figures", () => {
  const cents = new Rounding(2, 1n);
  const divisor = 2 ** 51 - 1;
  const nearTie = 3 * divisor + (divisor + 1) / 2;
  expect(cents.partNumber(nearTie, 1, divisor)).toBeNaN();
  expect(cents.partNumber(-nearTie, 1, -divisor)).toBeNaN();
  expect(cents.partNumber(nearTie + 2 ** 40, 1, divisor)).toBe(4);
  // The same distance decides where figures are small.
  expect(cents.partNumber(8, 1, 5)).toBe(2);
});

it("finds quotients of the largest safe integers", () => {
  const cents = new Rounding(2, 1n);
  const largest = Number.MAX_SAFE_INTEGER;
  for (const divisor of [2, 4, 10, 94_906_265, 94_906_267, 2 ** 52 - 1]) {
    const quick = cents.partNumber(largest, 1, divisor);
    if (Number.isNaN(quick)) continue;
    expect(BigInt(quick)).toBe(cents.partOfMoney(BigInt(largest), 1n, BigInt(divisor)));
  }
});
