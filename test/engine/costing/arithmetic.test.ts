/** The arithmetic's table of half cents, and stores of exact values. */
import { fit, FITTED_SCALE, Rounding, share } from "../../../src/engine/costing/arithmetic";
import { neededScale, ScaledStore, storeOfColumn } from "../../../src/engine/costing/scaled";
import { decimalText } from "../../../src/engine/values/decimal";

const cents = new Rounding(2, 1n);

test.each([
  [1002n, 1n, 12n, 83n],
  [1005n, 1n, 6n, 168n],
  [6n, 1n, 12n, 1n],
  [843n, 5n, 6n, 702n],
  [1203n, 5n, 6n, 1003n],
  [667n, 1n, 2n, 334n],
  [667n, -1n, 2n, -334n],
  [0n, 1n, 3n, 0n],
])("%d cents × %d ÷ %d", (cost, a, b, result) => {
  expect(cents.partOfMoney(cost, a, b)).toBe(result);
  const quick = cents.partNumber(Number(cost), Number(a), Number(b));
  expect(Number.isNaN(quick) || BigInt(quick) === result).toBe(true);
});

test("a share has at most 28 decimals and digits below 2^96, ties to even", () => {
  expect(decimalText(share(1n, 3n), FITTED_SCALE)).toBe("0.3333333333333333333333333333");
  expect(decimalText(share(100n, 3n), FITTED_SCALE)).toBe("33.333333333333333333333333333");
  expect(decimalText(share(-2n, 3n), FITTED_SCALE)).toBe("-0.6666666666666666666666666667");
  expect(decimalText(fit(5n, 10n ** 29n), FITTED_SCALE)).toBe("0");
  expect(decimalText(fit(15n, 10n ** 29n), FITTED_SCALE)).toBe("0.0000000000000000000000000002");
  expect(share(1n, 0n)).toBe(0n);
});

test("the precision may be another one than a cent", () => {
  const five = new Rounding(2, 5n);
  expect(five.partOfMoney(1000n, 1n, 3n)).toBe(335n);
  expect(five.partNumber(1000, 1, 3)).toBe(335);
  expect(new Rounding(0, 1n).partOfMoney(5n, 1n, 2n)).toBe(3n);
});

test("stores spill beyond 2^53 and come back", () => {
  const store = new ScaledStore(2);
  const wide = 2n ** 60n;
  store.set(0, wide);
  expect(store.ints[0]).toBeNaN();
  expect([store.big(0), store.sign(0), store.isZero(0)]).toEqual([wide, 1, false]);
  store.add(0, -wide + 7n);
  expect([store.ints[0], store.big(0)]).toEqual([7, 7n]);
  store.addNumber(1, Number.MAX_SAFE_INTEGER);
  store.addNumber(1, 5);
  expect(store.big(1)).toBe(BigInt(Number.MAX_SAFE_INTEGER) + 5n);
  store.set(0, store.big(1));
  expect(store.equals(0, store, 1)).toBe(true);
});

test("columns share the smallest scale that holds them", () => {
  const whole = { scale: 5, ints: Float64Array.of(100_000, 0, -300_000) };
  const quarter = { scale: 5, ints: Float64Array.of(25_000) };
  const long = { scale: 30, ints: Float64Array.of(Number.NaN), big: new Map([[0, 5n * 10n ** 29n]]) };
  expect(neededScale([whole])).toBe(0);
  expect(neededScale([whole, quarter])).toBe(2);
  expect(neededScale([long])).toBe(1);
  expect([...storeOfColumn(whole, 2, Int32Array.of(2, 0)).ints]).toEqual([-300, 100]);
  expect(storeOfColumn(long, 1).big(0)).toBe(5n);
});
