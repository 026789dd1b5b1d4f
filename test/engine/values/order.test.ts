import fc from "fast-check";
import { compareCodes, TextPool } from "../../../src/engine/values/codes";
import { codeRanks, stableOrder } from "../../../src/engine/values/order";

/** Rows 100, 101, … and their keys. */
function ordered(keys: readonly number[]): readonly number[] {
  const rows = Int32Array.from(keys, (_, i) => 100 + i);
  return Array.from(stableOrder(rows, (row) => keys[row - 100] as number));
}

describe("stable order", () => {
  it.each([
    ["small whole numbers, by counting", [3, 1, 2, 1, 3, -2], [105, 101, 103, 102, 100, 104]],
    ["a fraction", [2, 0.5, 2, 0.25], [103, 101, 100, 102]],
    ["numbers of a wide range", [1e9, 5, 1e9, -1e9, 5], [103, 101, 104, 100, 102]],
    ["the same key everywhere", [7, 7, 7], [100, 101, 102]],
    ["the last row out of order", [1, 2, 3, 0], [103, 100, 101, 102]],
    ["the first two rows out of order", [2, 1], [101, 100]],
    ["no rows", [], []],
  ])("%s", (_, keys, expected) => {
    expect(ordered(keys)).toEqual(expected);
  });

  it("leaves rows alone that are in order", () => {
    const rows = Int32Array.of(4, 9, 2);
    expect(stableOrder(rows, (row) => (row === 2 ? 5 : 1))).toBe(rows);
  });

  it.each([
    ["small whole numbers", fc.integer({ min: -5, max: 5 })],
    ["numbers of a wide range", fc.constantFrom(-1e12, -1, 0, 3, 1e6, 1e12)],
    ["closing dates", fc.constantFrom(1, 1.5, 2, 2.5)],
  ])("agrees with a sort that is stable: %s", (_, key) => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), (keys) => {
        const expected = keys
          .map((value, i) => ({ value, row: 100 + i }))
          .sort((a, b) => a.value - b.value)
          .map(({ row }) => row);
        expect(ordered(keys)).toEqual(expected);
      }),
      { seed: 1 },
    );
  });

  it("counts up to the range where sorting is cheaper, and sorts beyond", () => {
    // Two rows: counting up to a range of 2 × 4 + 65,536.
    for (const most of [65_542, 65_543, 65_544]) expect(ordered([most, 0])).toEqual([101, 100]);
  });
});

describe("ranks of codes", () => {
  it("follow the order of codes among those that occur, and are 0 for the others", () => {
    const pool = new TextPool();
    const [c, a, unused, b] = ["C", "A", "AA", "B"].map((code) => pool.intern(code)) as [
      number,
      number,
      number,
      number,
    ];
    const ranks = codeRanks(pool, [Int32Array.of(c, b), Int32Array.of(a, c)]);
    expect([a, b, c, unused, 0].map((id) => ranks[id])).toEqual([0, 1, 2, 0, 0]);
    const withBlank = codeRanks(pool, [Int32Array.of(0, c)]);
    expect([withBlank[0], withBlank[c], withBlank.length]).toEqual([0, 1, pool.size]);
    expect(compareCodes(pool.text(a), pool.text(b))).toBeLessThan(0);
  });
});
