import {
  addedColumns,
  atOneScale,
  atScale,
  bigintAt,
  bigintAtScale,
  commonScale,
  decimalText,
  Exact,
  exactText,
  ExactSums,
  isZeroAt,
  parseDecimal,
  rescale,
  roundScaled,
  safeDecimalText,
  shortestDecimal,
  signAt,
  toExact,
  type DecimalColumn,
} from "../../../src/engine/values/decimal";

const LIMIT = Number.MAX_SAFE_INTEGER;
const HUGE = 10n ** 17n;

/** A column of scaled integers; those beyond 2^53 stand apart, as the reader writes them. */
function columnOf(scale: number, values: readonly bigint[]): DecimalColumn {
  const big = new Map<number, bigint>();
  const ints = Float64Array.from(values, (value, row) => {
    if (value <= BigInt(LIMIT) && value >= -BigInt(LIMIT)) return Number(value);
    big.set(row, value);
    return Number.NaN;
  });
  return { scale, ints, ...(big.size > 0 ? { big } : {}) };
}

describe("rows of a column", () => {
  const column = columnOf(2, [0n, 150n, -150n, HUGE, -HUGE]);

  it("gives value, sign and zero of every row, and 0 beyond the last", () => {
    expect([0, 1, 2, 3, 4, 5].map((row) => bigintAt(column, row))).toEqual([
      0n,
      150n,
      -150n,
      HUGE,
      -HUGE,
      0n,
    ]);
    expect([0, 1, 2, 3, 4, 5].map((row) => signAt(column, row))).toEqual([0, 1, -1, 1, -1, 0]);
    expect([0, 1, 2, 3].map((row) => isZeroAt(column, row))).toEqual([true, false, false, false]);
    expect([1, 4].map((row) => bigintAtScale(column, row, 4))).toEqual([15000n, -HUGE * 100n]);
  });

  it("is the same column at its own scale", () => {
    expect(atScale(column, 2)).toBe(column);
  });

  it.each([
    ["a tenth of 2^53 − 1", BigInt(LIMIT) / 10n, false],
    ["one more", BigInt(LIMIT) / 10n + 1n, true],
    ["its negative", -(BigInt(LIMIT) / 10n), false],
    ["one less", -(BigInt(LIMIT) / 10n) - 1n, true],
    ["beyond 2^53 already", HUGE, true],
    ["and negative", -HUGE, true],
  ])("scales rows up: %s", (_, value, apart) => {
    const wider = atScale(columnOf(0, [value, 3n]), 1);
    expect(wider.scale).toBe(1);
    expect([bigintAt(wider, 0), bigintAt(wider, 1)]).toEqual([value * 10n, 30n]);
    expect([Number.isNaN(wider.ints[0]), wider.big?.has(0)]).toEqual(
      apart ? [true, true] : [false, undefined],
    );
  });

  it("adds columns row by row", () => {
    const limit = BigInt(LIMIT);
    const first = [1n, limit, limit, -limit, -limit, HUGE, HUGE, limit + 3n, 0n];
    const second = [-3n, 0n, 1n, 0n, -1n, 5n, -HUGE, -3n, -HUGE];
    const sums = addedColumns(columnOf(2, first), columnOf(2, second));
    const expected = first.map((value, row) => value + (second[row] as bigint));
    expect(sums.scale).toBe(2);
    expect(expected.map((_, row) => bigintAt(sums, row))).toEqual(expected);
    expect([...(sums.big?.keys() ?? [])]).toEqual([2, 4, 5, 8]);
    expect([...sums.ints].map((value) => Number.isNaN(value))).toEqual(
      expected.map((value) => value > limit || value < -limit),
    );
    expect(addedColumns(columnOf(0, [1n]), columnOf(0, [2n])).big).toBeUndefined();
  });

  it("brings columns to the largest of their scales", () => {
    const columns = [columnOf(2, [150n]), columnOf(0, [7n]), columnOf(5, [1n])];
    expect(commonScale(columns)).toBe(5);
    expect(commonScale([])).toBe(0);
    expect(atOneScale(columns).map((one) => bigintAt(one, 0))).toEqual([150_000n, 700_000n, 1n]);
  });
});

describe("scaled integers", () => {
  it("change their scale without loss or refuse", () => {
    expect([rescale(12n, 1, 1), rescale(12n, 1, 3), rescale(-1200n, 3, 1)]).toEqual([12n, 1200n, -12n]);
    expect(() => rescale(1201n, 3, 1)).toThrow(RangeError);
  });

  it("round half away from zero", () => {
    expect([149n, 150n, -149n, -150n, 0n].map((value) => roundScaled(value, 2, 0))).toEqual([
      1n,
      2n,
      -1n,
      -2n,
      0n,
    ]);
    expect([roundScaled(15n, 1, 1), roundScaled(15n, 1, 3)]).toEqual([15n, 1500n]);
  });

  it.each([
    [0n, 0, undefined, "0"],
    [0n, 5, undefined, "0"],
    [100n, 2, undefined, "1"],
    [-105n, 2, undefined, "-1.05"],
    [5n, 2, undefined, "0.05"],
    [-4n, 3, 2, "0"],
    [-5n, 3, 2, "-0.01"],
    [1005n, 3, 2, "1.01"],
    [1005n, 3, 5, "1.005"],
    [1005n, 3, 3, "1.005"],
    [BigInt(LIMIT), 2, undefined, "90071992547409.91"],
    [-BigInt(LIMIT), 2, undefined, "-90071992547409.91"],
    [BigInt(LIMIT) + 1n, 2, undefined, "90071992547409.92"],
    [-BigInt(LIMIT) - 1n, 0, undefined, "-9007199254740992"],
    [HUGE, 0, undefined, "100000000000000000"],
    [HUGE, 2, undefined, "1000000000000000"],
    [-HUGE - 10n, 2, undefined, "-1000000000000000.1"],
    [HUGE + 1n, 20, undefined, "0.00100000000000000001"],
    [-HUGE - 1n, 20, undefined, "-0.00100000000000000001"],
    [HUGE * 10n + 5n, 1, 0, "100000000000000001"],
  ])("%d at scale %i to %s decimals is %s", (value, scale, decimals, text) => {
    expect(decimalText(value, scale, decimals)).toBe(text);
  });

  it("writes safe integers the same way", () => {
    expect([0, -0, -5, 1050, -12345678].map((value) => safeDecimalText(value, 3))).toEqual([
      "0",
      "0",
      "-0.005",
      "1.05",
      "-12345.678",
    ]);
    expect(
      [2 ** 30 - 1, 2 ** 30, 2 ** 31, 2 ** 32, LIMIT].map((value) => safeDecimalText(-value, 0)),
    ).toEqual(["-1073741823", "-1073741824", "-2147483648", "-4294967296", "-9007199254740991"]);
    expect(safeDecimalText(2 ** 32 * 100 + 50, 2)).toBe("4294967296.5");
    expect([safeDecimalText(1234, 15), safeDecimalText(1234, 16), safeDecimalText(12, 20)]).toEqual([
      "0.000000000001234",
      "0.0000000000001234",
      "0.00000000000000000012",
    ]);
    expect([
      safeDecimalText(7, 0),
      safeDecimalText(1100, 3),
      safeDecimalText(-150, 2),
      safeDecimalText(5, 2),
    ]).toEqual(["7", "1.1", "-1.5", "0.05"]);
  });

  it("become decimals that divide to 60 digits, half up", () => {
    expect(exactText(toExact(-1250n, 3))).toBe("-1.25");
    expect(exactText(new Exact(2).div(3))).toBe(`0.${"6".repeat(59)}7`);
    expect(exactText(new Exact("1e-90"))).toBe(`0.${"0".repeat(89)}1`);
    expect(new Exact("1e-90").toString()).toBe(`0.${"0".repeat(89)}1`);
    expect(new Exact("1e90").toString()).toBe(`1${"0".repeat(90)}`);
    expect([
      exactText(new Exact("0.125"), 2),
      exactText(new Exact("-0.125"), 2),
      exactText(new Exact("-0.001"), 2),
    ]).toEqual(["0.13", "-0.13", "0"]);
  });
});

describe("decimal texts", () => {
  it.each([
    ["12", 12n, 0],
    ["+12.50", 125n, 1],
    ["-0.05", -5n, 2],
    [".5", 5n, 1],
    ["-.25", -25n, 2],
    ["+.75", 75n, 2],
    ["5.", 5n, 0],
    ["007.100", 71n, 1],
    ["000", 0n, 0],
    [" 1.5 ", 15n, 1],
    ["0000000000000000001", 1n, 0],
    ["999999999999999.99", 99_999_999_999_999_999n, 2],
    ["100.0000", 100n, 0],
  ])("%j is %d at scale %i", (text, value, scale) => {
    expect(parseDecimal(text)).toEqual({ value, scale });
  });

  it.each(["", "-", ".", "1,5", "1.2.3", "x1", "1x", "x.5", ".5x", "1e3", "--1", "1 2", "1000000000000000"])(
    "%j is none",
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  it.each([
    [0, "0"],
    [0.1 + 0.2, "0.3"],
    [1234.5, "1234.5"],
    [-1e-7, "-0.0000001"],
    [1.5e-7, "0.00000015"],
    [1e21, "1000000000000000000000"],
    [-1.25e22, "-12500000000000000000000"],
    [123456789012345.6, "123456789012346"],
    [1.23456789012345e-10, "0.000000000123456789012345"],
    [1.23456789012345e21, "1234567890123450000000"],
    [-9e21, "-9000000000000000000000"],
    [1e-7, "0.0000001"],
    [0.000001, "0.000001"],
  ])("the double %d is %s", (value, text) => {
    expect(shortestDecimal(value)).toBe(text);
  });
});

describe("sums", () => {
  const limit = BigInt(LIMIT);

  it.each([
    ["up to the largest safe integer", limit - 1n, 1n],
    ["one beyond", limit, 1n],
    ["down to the smallest", -limit + 1n, -1n],
    ["one below", -limit, -1n],
    ["two beyond", limit, 2n],
    ["two below", -limit, -2n],
    ["of huge values", HUGE, HUGE],
    ["of huge values that cancel", HUGE, -HUGE],
    ["back into the safe integers", limit + 5n, -5n],
    ["back into the safe integers from below", -limit - 5n, 5n],
    ["back to one beyond", limit + 5n, -4n],
    ["back to one below", -limit - 5n, 4n],
  ])("are exact %s", (_, first, second) => {
    const column = columnOf(0, [first, second]);
    const added = new ExactSums(2, 0);
    added.add(1, column, 0);
    added.add(1, column, 1);
    const subtracted = new ExactSums(2, 0);
    subtracted.subtract(1, column, 0);
    subtracted.subtract(1, column, 1);
    const scaled = new ExactSums(2, 0);
    scaled.addScaled(1, first);
    scaled.addScaled(1, second);
    const sum = first + second;
    for (const sums of [added, scaled]) {
      expect([sums.scaled(0), sums.scaled(1)]).toEqual([0n, sum]);
      expect(sums.text(1)).toBe(sum.toString());
      expect([sums.isZero(0), sums.isZero(1)]).toEqual([true, sum === 0n]);
      expect(sums.equals(1, columnOf(0, [0n, sum]), 1)).toBe(true);
      expect(sums.equals(1, columnOf(0, [sum + 1n]), 0)).toBe(false);
      expect(sums.equals(0, columnOf(0, [0n]), 0)).toBe(true);
      expect([sums.sign(0), sums.sign(1)]).toEqual([0, sum < 0n ? -1 : sum > 0n ? 1 : 0]);
      const onTop = new ExactSums(1, 0);
      onTop.addScaled(0, second);
      onTop.addFrom(0, sums, 1);
      onTop.addFrom(0, sums, 0);
      onTop.addFrom(0, onTop, 0);
      expect(onTop.scaled(0)).toBe(2n * (sum + second));
    }
    expect(subtracted.scaled(1)).toBe(-sum);
    expect(subtracted.text(1)).toBe((-sum).toString());
  });

  it.each([1n, -1n])("take sums from others beyond the safe integers, times %d", (sign) => {
    const other = new ExactSums(1, 0);
    other.addScaled(0, sign * (limit - 1n));
    const sums = new ExactSums(1, 0);
    sums.addScaled(0, sign * limit);
    sums.addFrom(0, other, 0);
    // 2^54 − 3 is no double.
    expect(sums.scaled(0)).toBe(sign * (2n * limit - 1n));
  });

  it("begin with safe integers that become their own", () => {
    const values = Float64Array.of(5, -7);
    const sums = new ExactSums(values, 1);
    sums.addScaled(0, 1n);
    expect([sums.scaled(0), sums.text(1), sums.size, sums.scale, values[0]]).toEqual([6n, "-0.7", 2, 1, 6]);
  });

  it.each([
    ["safe sums", 12n, -5n],
    ["up to a tenth of the limit", limit / 10n, -(limit / 10n)],
    ["from there on", limit / 10n + 1n, -(limit / 10n) - 1n],
    ["huge ones", HUGE, 3n],
  ])("go to a larger scale: %s", (_, first, second) => {
    const sums = new ExactSums(2, 2);
    sums.addScaled(0, first);
    sums.addScaled(1, second);
    expect(sums.atScale(2)).toBe(sums);
    const larger = sums.atScale(3);
    expect([larger.scale, larger.scaled(0), larger.scaled(1)]).toEqual([3, first * 10n, second * 10n]);
    expect([sums.scaled(0), sums.scaled(1)]).toEqual([first, second]);
  });

  it("add up key by key at the larger scale", () => {
    const cents = new ExactSums(3, 2);
    [150n, -limit, HUGE].forEach((value, key) => {
      cents.addScaled(key, value);
    });
    const tenths = new ExactSums(3, 1);
    [7n, -1n, 1n].forEach((value, key) => {
      tenths.addScaled(key, value);
    });
    for (const total of [cents.plus(tenths), tenths.plus(cents)]) {
      expect(total.scale).toBe(2);
      expect([0, 1, 2].map((key) => total.scaled(key))).toEqual([220n, -limit - 10n, HUGE + 10n]);
    }
    expect([cents.scaled(0), tenths.scaled(0)]).toEqual([150n, 7n]);
  });

  it("are numbers while they are safe", () => {
    const sums = new ExactSums(3, 0);
    sums.addScaled(0, limit);
    expect([sums.safe(0), sums.safe(1)]).toEqual([LIMIT, 0]);
    sums.addScaled(1, limit + 1n);
    sums.addScaled(2, -5n);
    expect([sums.safe(0), sums.safe(1), sums.safe(2)]).toEqual([LIMIT, Number.NaN, -5]);
  });

  it("turn their sign", () => {
    const sums = new ExactSums(4, 0);
    [5n, -HUGE, 0n, HUGE].forEach((value, key) => {
      sums.addScaled(key, value);
    });
    sums.add(3, columnOf(0, [2n]), 0);
    for (const key of [0, 1, 2, 3]) sums.negate(key);
    expect([0, 1, 2, 3].map((key) => sums.scaled(key))).toEqual([-5n, HUGE, 0n, -HUGE - 2n]);
    expect(sums.isZero(2)).toBe(true);
    const small = new ExactSums(1, 0);
    small.negate(0);
    small.addScaled(0, -4n);
    small.negate(0);
    expect([small.scaled(0), small.text(0)]).toEqual([4n, "4"]);
  });

  it.each([
    [5n, 5n, true],
    [5n, 4n, false],
    [HUGE, HUGE, true],
    [HUGE, HUGE + 1n, false],
    [HUGE, 0n, false],
    [0n, HUGE, false],
  ])("%d and %d are the same: %s", (first, second, same) => {
    const one = new ExactSums(2, 0);
    const other = new ExactSums(2, 0);
    one.addScaled(1, first);
    other.addScaled(1, second);
    expect([one.sameAs(other, 1), one.sameAs(other, 0)]).toEqual([same, true]);
  });

  it("are the same however they were added up", () => {
    const one = new ExactSums(1, 0);
    one.addScaled(0, limit + 5n);
    one.add(0, columnOf(0, [-3n]), 0);
    const other = new ExactSums(1, 0);
    other.addScaled(0, limit + 2n);
    expect([one.sameAs(other, 0), other.sameAs(one, 0)]).toEqual([true, true]);
  });

  it("write texts with as many decimals as asked", () => {
    const sums = new ExactSums(3, 3);
    sums.addScaled(0, 1005n);
    sums.addScaled(1, HUGE + 5n);
    expect([sums.text(0), sums.text(0, 2), sums.text(1), sums.text(1, 2), sums.text(2)]).toEqual([
      "1.005",
      "1.01",
      "100000000000000.005",
      "100000000000000.01",
      "0",
    ]);
    const small = new ExactSums(1, 3);
    small.addScaled(0, 1005n);
    expect([small.text(0, 2), small.text(0), small.text(0, 5)]).toEqual(["1.01", "1.005", "1.005"]);
    expect([sums.text(9), sums.size, sums.scale, sums.scaled(9)]).toEqual(["0", 3, 3, 0n]);
  });

  it("go back to 0, one or all", () => {
    const sums = new ExactSums(3, 0);
    sums.addScaled(0, HUGE);
    sums.addScaled(1, 5n);
    sums.addScaled(2, HUGE);
    sums.clear(0);
    expect([0, 1, 2].map((key) => sums.scaled(key))).toEqual([0n, 5n, HUGE]);
    sums.clearAll();
    expect([0, 1, 2].map((key) => sums.isZero(key))).toEqual([true, true, true]);
    expect([0, 1, 2].map((key) => sums.scaled(key))).toEqual([0n, 0n, 0n]);
  });

  it("do not equal a row beyond the safe integers unless they are that large", () => {
    const sums = new ExactSums(1, 0);
    expect(sums.equals(0, columnOf(0, [HUGE]), 0)).toBe(false);
    sums.addScaled(0, HUGE);
    expect(sums.equals(0, columnOf(0, [HUGE]), 0)).toBe(true);
  });
});
