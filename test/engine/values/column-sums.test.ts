import { ColumnSums } from "../../../src/engine/values/column-sums";
import type { DecimalColumn } from "../../../src/engine/values/decimal";

const LIMIT = BigInt(Number.MAX_SAFE_INTEGER);
const HUGE = 10n ** 17n;

function columnOf(values: readonly bigint[], scale = 0): DecimalColumn {
  const big = new Map<number, bigint>();
  const ints = Float64Array.from(values, (value, row) => {
    if (value <= LIMIT && value >= -LIMIT) return Number(value);
    big.set(row, value);
    return Number.NaN;
  });
  return { scale, ints, ...(big.size > 0 ? { big } : {}) };
}

/** Sums of three keys, two runs of rows. */
function sumsOf(columns: readonly DecimalColumn[]): (readonly bigint[])[] {
  const sums = new ColumnSums(3, columns);
  sums.addRows(Int32Array.of(2, -1, 0), 0, 3);
  sums.addRows(Int32Array.of(2, 2, 1), 3, 2);
  return sums.sums().map((one) => [0, 1, 2].map((key) => one.scaled(key)));
}

describe("sums of columns in one pass", () => {
  it.each([1, 2, 3, 4, 5, 6, 8, 9])("are those of each of %i columns", (count) => {
    const columns = Array.from({ length: count }, (_, column) =>
      columnOf([1n, 10n, 100n, 1000n, 10000n, 100000n].map((value) => value * BigInt(column + 1))),
    );
    expect(sumsOf(columns)).toEqual(
      columns.map((_, column) => [100n, 0n, 11001n].map((sum) => sum * BigInt(column + 1))),
    );
  });

  it("keep place and scale of columns of every kind", () => {
    const columns = [
      columnOf([0n, 0n, 0n, 0n, 0n], 3),
      columnOf([5n, 1n, -7n, 2n, 3n], 2),
      columnOf([HUGE, 1n, 2n, 3n, -HUGE], 5),
      columnOf([LIMIT, LIMIT, 1n, 1n, 1n]),
      columnOf([-1n, 9n, -2n, -3n, 4n], 1),
    ];
    expect(sumsOf(columns)).toEqual([
      [0n, 0n, 0n],
      [-7n, 0n, 10n],
      [2n, 0n, 3n],
      [1n, 0n, LIMIT + 2n],
      [-2n, 0n, 0n],
    ]);
    const scales = new ColumnSums(3, columns).sums().map(({ scale, size }) => [scale, size]);
    expect(scales).toEqual([
      [3, 3],
      [2, 3],
      [5, 3],
      [0, 3],
      [1, 3],
    ]);
  });

  it.each([
    ["of the largest safe integer", LIMIT - 1n, 1n],
    ["beyond it", LIMIT, 2n],
    ["of the smallest", -LIMIT + 1n, -1n],
    ["below it", -LIMIT, -2n],
    ["that leaves the safe integers on the way", -LIMIT, 2n * LIMIT],
  ])("are exact for a total %s", (_, first, second) => {
    const sums = new ColumnSums(1, [columnOf([first, second])]);
    sums.addRows(Int32Array.of(0, 0), 0, 2);
    expect(sums.sums().map((one) => one.scaled(0))).toEqual([first + second]);
  });

  it("take no more rows than asked, whatever else stands in the list of keys", () => {
    const columns = [columnOf([1n, 2n, 3n, 4n]), columnOf([1n, HUGE, 3n, 4n])];
    const sums = new ColumnSums(2, columns);
    sums.addRows(Int32Array.of(1, 0, 0, 0), 1, 1);
    sums.addRows(Int32Array.of(0, 0), 0, 0);
    expect(sums.sums().map((one) => [one.scaled(0), one.scaled(1)])).toEqual([
      [0n, 2n],
      [0n, HUGE],
    ]);
  });

  it("give a column that stands twice twice, and none without columns", () => {
    const column = columnOf([1n, 2n, 3n, 4n, 5n]);
    expect(sumsOf([column, column])).toEqual([
      [3n, 0n, 10n],
      [3n, 0n, 10n],
    ]);
    expect(sumsOf([])).toEqual([]);
  });
});
