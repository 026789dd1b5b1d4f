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

describe("a store of exact values", () => {
  const wide = 2n ** 60n;
  const limit = BigInt(Number.MAX_SAFE_INTEGER);

  test("keeps 2^53 - 1 as number and the next as wide, on both sides of 0", () => {
    const store = new ScaledStore(1);
    for (const value of [limit, -limit]) {
      store.set(0, value);
      expect(store.ints[0]).toBe(Number(value));
      store.set(0, value < 0n ? value - 1n : value + 1n);
      expect(store.ints[0]).toBeNaN();
      expect(store.big(0)).toBe(value < 0n ? value - 1n : value + 1n);
    }
    store.set(0, 0n);
    store.addNumber(0, -Number.MAX_SAFE_INTEGER);
    expect(store.ints[0]).toBe(-Number.MAX_SAFE_INTEGER);
    store.addNumber(0, -1);
    expect(store.big(0)).toBe(-limit - 1n);
    store.addNumber(0, 1);
    expect(store.ints[0]).toBe(-Number.MAX_SAFE_INTEGER);
  });

  test("signs, zero and equality of wide and plain rows", () => {
    const a = new ScaledStore(5);
    const b = new ScaledStore(5);
    [wide, -wide, 0n, 5n, -5n].forEach((value, row) => {
      a.set(row, value);
      b.set(row, value);
    });
    expect([0, 1, 2, 3, 4].map((row) => a.sign(row))).toEqual([1, -1, 0, 1, -1]);
    expect([0, 1, 2, 3, 4].map((row) => a.isZero(row))).toEqual([false, false, true, false, false]);
    for (const row of [0, 1, 2, 3, 4])
      for (const other of [0, 1, 2, 3, 4]) expect(a.equals(row, b, other)).toBe(row === other);
  });

  test("adds rows of another store", () => {
    const a = new ScaledStore(2);
    const b = new ScaledStore(2);
    b.set(0, wide);
    b.set(1, 3n);
    a.addRow(0, b, 0);
    a.addRow(0, b, 1);
    a.addRow(1, b, 1);
    a.add(1, -10n);
    expect([a.big(0), a.big(1)]).toEqual([wide + 3n, -7n]);
  });

  test("a column comes to a larger or a smaller scale, wide rows too", () => {
    const big = new Map([[1, 10n ** 20n]]);
    const column = { scale: 2, ints: Float64Array.of(150, Number.NaN, Number.MAX_SAFE_INTEGER), big };
    const larger = storeOfColumn(column, 4);
    expect([larger.big(0), larger.big(1), larger.big(2)]).toEqual([15_000n, 10n ** 22n, limit * 100n]);
    expect(larger.length).toBe(3);
    const same = storeOfColumn(column, 2);
    expect([same.big(0), same.big(1), same.big(2)]).toEqual([150n, 10n ** 20n, limit]);
    expect(storeOfColumn({ scale: 3, ints: Float64Array.of(1500) }, 2).big(0)).toBe(150n);
    expect(storeOfColumn({ scale: 2, ints: Float64Array.of(1) }, 30).big(0)).toBe(10n ** 28n);
  });

  test("the scale that is needed is that of the last digit that is not 0", () => {
    expect(neededScale([])).toBe(0);
    expect(neededScale([{ scale: 3, ints: Float64Array.of(1_000, 1_010) }])).toBe(2);
    expect(neededScale([{ scale: 3, ints: Float64Array.of(1_001) }])).toBe(3);
    expect(
      neededScale([
        { scale: 2, ints: Float64Array.of(100) },
        { scale: 1, ints: Float64Array.of(5) },
      ]),
    ).toBe(1);
    const big = new Map([[0, 10n ** 20n + 10n]]);
    expect(neededScale([{ scale: 3, ints: Float64Array.of(Number.NaN), big }])).toBe(2);
  });
});

test("large figures and near ties are left to the exact way; others are decided at once", () => {
  expect(cents.partNumber(2 ** 40, 2 ** 20, 3)).toBeNaN();
  expect(cents.partNumber(667, 1, 2)).toBeNaN();
  expect(cents.partNumber(1000, 1, 3)).toBe(333);
  expect(cents.partNumber(1000, 2, 3)).toBe(667);
  expect(cents.partNumber(-1000, 1, 3)).toBe(-333);
  expect(cents.partNumber(1000, -1, 3)).toBe(-333);
  expect(cents.partNumber(1000, 1, -3)).toBe(-333);
  expect(cents.partNumber(-1000, -1, 3)).toBe(333);
  expect(cents.partNumber(-1000, -1, -3)).toBe(-333);
  for (const [cost, a, b] of [
    [0, 1, 3],
    [5, 0, 3],
    [5, 1, 0],
  ] as const)
    expect(cents.partNumber(cost, a, b)).toBe(0);
});
