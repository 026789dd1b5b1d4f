/** Rows found by entry number, one by one and by whole columns, with dense and with sparse numbers. */
import { indexByNumber, indexOfLowest } from "../../../src/engine/ledgers/index-by-number";

const SPARSE = 5_000_000;

it.each([
  ["dense", 1],
  ["sparse", SPARSE],
])("%s numbers give the first row of each, and -1", (_, step) => {
  const rowOf = indexByNumber(Float64Array.of(2 * step, step, 2 * step, 4 * step));
  const wanted = [0, step, 2 * step, 3 * step, 4 * step, 5 * step, -step];
  const expected = [-1, 1, 0, -1, 3, -1, -1];
  expect(wanted.map(rowOf)).toEqual(expected);
  expect([...rowOf.ofAll(Float64Array.from(wanted))]).toEqual(expected);
});

it.each([1, SPARSE])("of numbers that repeat the lowest rank counts (step %d)", (step) => {
  const numbers = Float64Array.of(3 * step, 3 * step, 3 * step);
  const rowOf = indexOfLowest(numbers, Float64Array.of(8, 2, 5));
  expect([rowOf(3 * step), ...rowOf.ofAll(numbers)]).toEqual([1, 1, 1, 1]);
});

it("finds nothing in an empty table", () => {
  const rowOf = indexByNumber(new Float64Array(0));
  expect([rowOf(0), rowOf(7), ...rowOf.ofAll(Float64Array.of(0, 7))]).toEqual([-1, -1, -1, -1]);
});
