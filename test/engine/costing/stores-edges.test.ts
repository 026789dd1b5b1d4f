/** Stores of exact values around 2^53, and the scales that columns need. */
import { neededScale, ScaledStore, storeOfColumn } from "../../../src/engine/costing/scaled";
import type { DecimalColumn } from "../../../src/engine/values/decimal";

const LIMIT = Number.MAX_SAFE_INTEGER;
const limit = BigInt(LIMIT);

function columnOf(scale: number, values: readonly bigint[]): DecimalColumn {
  const big = new Map<number, bigint>();
  const ints = Float64Array.from(values, (value, row) => {
    if (value <= limit && value >= -limit) return Number(value);
    big.set(row, value);
    return Number.NaN;
  });
  return { scale, ints, big };
}

describe("a store", () => {
  it.each([
    [limit, false],
    [-limit, false],
    [limit + 1n, true],
    [-limit - 1n, true],
    [limit + 2n, true],
    [-limit - 2n, true],
    [0n, false],
    [-5n, false],
  ])("holds %d exactly", (value, wide) => {
    const store = new ScaledStore(2);
    store.set(1, value);
    expect([store.big(0), store.big(1), store.isZero(0), store.isZero(1)]).toEqual([
      0n,
      value,
      true,
      value === 0n,
    ]);
    expect(Number.isNaN(store.ints[1])).toBe(wide);
    expect([store.sign(0), store.sign(1)]).toEqual([0, value < 0n ? -1 : value > 0n ? 1 : 0]);
    store.set(1, 7n);
    expect([store.big(1), store.ints[1]]).toEqual([7n, 7]);
  });

  it.each([
    [limit, 1],
    [limit, 2],
    [limit - 1n, 1],
    [-limit, -1],
    [-limit, -2],
    [limit + 9n, -9],
    [-limit - 9n, 9],
    [limit + 9n, -8],
    [3n, -3],
  ])("adds to %d the number %d, the integer, and a row of another store", (start, more) => {
    const sum = start + BigInt(more);
    const other = new ScaledStore(1);
    other.set(0, BigInt(more));
    const store = new ScaledStore(3);
    for (let row = 0; row < 3; row += 1) store.set(row, start);
    store.addNumber(0, more);
    store.add(1, BigInt(more));
    store.addRow(2, other, 0);
    for (let row = 0; row < 3; row += 1) {
      expect(store.big(row)).toBe(sum);
      expect(Number.isNaN(store.ints[row])).toBe(sum > limit || sum < -limit);
    }
    // The other way round the row that is added may be the wide one.
    other.addRow(0, store, 0);
    expect(other.big(0)).toBe(sum + BigInt(more));
  });

  it.each([
    [3n, 5n],
    [3n, limit + 5n],
    [limit + 3n, 5n],
    [limit + 3n, limit + 5n],
    [limit + 3n, 0n],
  ])("sets a row of %d to one of %d of another store", (before, after) => {
    const other = new ScaledStore(2);
    other.set(1, after);
    const store = new ScaledStore(2);
    store.set(0, before);
    store.setRow(0, other, 1);
    expect([store.big(0), store.big(1)]).toEqual([after, 0n]);
    expect(store.column(2)).toEqual({
      scale: 2,
      ints: Float64Array.of(after > limit ? Number.NaN : Number(after), 0),
      ...(after > limit ? { big: new Map([[0, after]]) } : {}),
    });
  });

  it("compares rows of either size", () => {
    const store = new ScaledStore(4);
    [limit + 2n, limit + 4n, 5n, limit + 2n].forEach((value, row) => {
      store.set(row, value);
    });
    const equal = (a: number, b: number): boolean => store.equals(a, store, b);
    expect([equal(0, 3), equal(0, 1), equal(0, 2), equal(2, 0), equal(2, 2)]).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe("columns", () => {
  it.each<readonly [string, number, readonly (readonly [number, readonly bigint[]])[]]>([
    ["nothing", 0, []],
    ["only zeros", 0, [[5, [0n, 0n]]]],
    ["trailing zeros", 2, [[5, [125_000n, 100_000n]]]],
    ["every decimal", 5, [[5, [125_000n, 1n]]]],
    ["the first row decides, the next needs more", 3, [[5, [110_000n, 100n]]]],
    [
      "the largest need of all",
      4,
      [
        [2, [125n]],
        [4, [1n]],
        [6, [100_000n]],
      ],
    ],
    [
      "a small scale after a large need",
      4,
      [
        [4, [1n]],
        [2, [1n]],
      ],
    ],
    ["wide rows", 1, [[30, [5n * 10n ** 29n]]]],
    ["wide rows without end", 30, [[30, [10n ** 20n + 1n]]]],
    ["small numbers at a scale beyond 2^53", 25, [[25, [1n]]]],
    ["negative ones", 1, [[3, [-1_100n]]]],
  ])("need for %s %i decimals", (_, needed, columns) => {
    expect(neededScale(columns.map(([scale, values]) => columnOf(scale, values)))).toBe(needed);
  });

  it.each([
    [2, 2, [5n, -7n], [5n, -7n]],
    [2, 4, [5n, -7n], [500n, -700n]],
    [4, 2, [500n, -700n], [5n, -7n]],
    [
      0,
      1,
      [limit / 10n, limit / 10n + 1n, -limit / 10n - 1n],
      [(limit / 10n) * 10n, (limit / 10n + 1n) * 10n, (-limit / 10n - 1n) * 10n],
    ],
    [0, 23, [3n], [3n * 10n ** 23n]],
    [0, 22, [0n, 1n], [0n, 10n ** 22n]],
    [30, 1, [5n * 10n ** 29n, 0n], [5n, 0n]],
    [3, 0, [(limit + 3n) * 1000n], [limit + 3n]],
  ])("of scale %i become stores of scale %i", (from, to, values, expected) => {
    const store = storeOfColumn(columnOf(from, values), to);
    expect(Array.from({ length: store.length }, (_, row) => store.big(row))).toEqual(expected);
    const turned = storeOfColumn(columnOf(from, values), to, Int32Array.of(values.length - 1, 0));
    expect([turned.length, turned.big(0), turned.big(1)]).toEqual([2, expected.at(-1), expected[0]]);
    const longer = storeOfColumn(columnOf(from, values), to, undefined, 2);
    const rows = Array.from({ length: longer.length }, (_, row) => longer.big(row));
    expect(rows).toEqual([...expected, 0n, 0n]);
  });
});
