/** Order and groups of rows, on which every range of the costing ledger stands. */
import { ascendingOrder, groupBy } from "../../../src/engine/costing/cost-ledger";

test.each<readonly [readonly number[], readonly number[] | undefined]>([
  [[], undefined],
  [[7], undefined],
  [[1, 2, 5], undefined],
  [[1, 2, 2, 5], undefined],
  [
    [2, 1],
    [1, 0],
  ],
  [
    [1, 5, 2],
    [0, 2, 1],
  ],
  [
    [3, 1, 2, 1, 3],
    [1, 3, 2, 0, 4],
  ],
])("numbers %j ascend by %j", (numbers, order) => {
  const found = ascendingOrder(Float64Array.from(numbers));
  expect(found && [...found]).toEqual(order);
});

test("groups keep the order of their members; what belongs to none is left out", () => {
  const { start, members } = groupBy(Int32Array.from([2, 0, -1, 2, 0, 3]), 5);
  expect([...start]).toEqual([0, 2, 2, 4, 5, 5]);
  expect([...members]).toEqual([1, 4, 0, 3, 5]);
});
