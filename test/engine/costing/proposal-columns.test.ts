/** Proposals as columns: what is added can be read, and sorting moves whole rows. */
import { PROPOSAL_FLAG, type Proposal, Proposals } from "../../../src/engine/costing/proposal-columns";

const BEYOND = BigInt(Number.MAX_SAFE_INTEGER) + 2n;

function proposal(entryRow: number, type: number): Proposal {
  return {
    entryRow,
    type,
    variance: entryRow + 1,
    reason: entryRow % 7,
    flags: PROPOSAL_FLAG.adjustment | (entryRow % 2 === 0 ? PROPOSAL_FLAG.moved : 0),
    appliesTo: 10_000_000_000 + entryRow,
    originRow: entryRow - 1,
    postingDay: 20_000 + entryRow,
    valuationDay: 30_000 + entryRow,
  };
}

/** Proposals of the given types; amounts and quantities say which one they belong to, some beyond 2^53. */
function proposals(types: readonly number[]): Proposals {
  const all = new Proposals(types.length, 2, 5);
  types.forEach((type, index) => {
    const row = all.add(proposal(index, type));
    const big = BigInt(index);
    all.actual.set(row, index % 2 === 0 ? BEYOND + big : big);
    all.expected.set(row, -big);
    all.valuedQuantity.set(row, big * 10n);
    all.invoicedQuantity.set(row, BEYOND * big);
  });
  return all;
}

const rowOf = (all: Proposals, row: number): readonly unknown[] => [
  all.entryRow[row],
  all.type[row],
  all.variance[row],
  all.reason[row],
  all.flags[row],
  all.appliesTo[row],
  all.originRow[row],
  all.postingDay[row],
  all.valuationDay[row],
  all.actual.big(row),
  all.expected.big(row),
  all.valuedQuantity.big(row),
  all.invoicedQuantity.big(row),
];

test("what is added stands in the row that it got", () => {
  const all = proposals([1, 4]);
  expect(all.count).toBe(2);
  expect(rowOf(all, 0)).toEqual([0, 1, 1, 0, 33, 1e10, -1, 20_000, 30_000, BEYOND, 0n, 0n, 0n]);
  expect(rowOf(all, 1)).toEqual([1, 4, 2, 1, 1, 1e10 + 1, 0, 20_001, 30_001, 1n, -1n, 10n, BEYOND]);
  expect([0, 1].map((row) => all.has(row, PROPOSAL_FLAG.moved))).toEqual([true, false]);
  expect([0, 1].map((row) => all.has(row, PROPOSAL_FLAG.adjustment))).toEqual([true, true]);
});

test.each([
  ["all rows", 0, [3, 1, 2, 1, 3, 2], [1, 3, 2, 5, 0, 4]],
  ["rows from the third on", 2, [9, 8, 3, 1, 2], [0, 1, 3, 4, 2]],
  ["sorted ones", 0, [1, 1, 2], [0, 1, 2]],
  ["the last row", 2, [5, 4, 1], [0, 1, 2]],
])("sorting %s moves whole rows; equal ones keep their order", (_, first, types, order) => {
  const before = proposals(types);
  const all = proposals(types);
  all.sortFrom(first, (a, b) => (all.type[a] as number) - (all.type[b] as number));
  expect(all.count).toBe(types.length);
  expect(order.map((__, row) => rowOf(all, row))).toEqual(order.map((from) => rowOf(before, from)));
});

test.each([
  ["rows in order", 0, [1, 1, 2, 2], 3],
  ["the last two", 2, [5, 4, 1, 2], 1],
  ["the last one", 3, [5, 4, 3, 2], 0],
  ["none", 4, [5, 4, 3, 2], 0],
])("%s are only compared with their neighbours", (_, first, types, times) => {
  const all = proposals(types);
  let compared = 0;
  all.sortFrom(first, (a, b) => {
    compared += 1;
    return (all.type[a] as number) - (all.type[b] as number);
  });
  expect(compared).toBe(times);
});
