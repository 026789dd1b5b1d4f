/** A proof as it is kept in the workbook: nothing is lost, and long lists are short. */
import { packProof, unpackProof } from "../../../src/engine/reports/inventory-gl-reconciliation/kept-proof";
import type { KeptProof } from "../../../src/engine/reports/inventory-gl-reconciliation/compare";

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

const proof = (valueEntryNos: readonly number[], glEntryNos: readonly number[]): KeptProof => ({
  reconcilingItems: [{ row: "inventory", cause: "NOT_POSTED", amount: "12.50", valueEntryNos, glEntryNos }],
  coverage: {
    startDate: "2026-01-01",
    endDate: "2026-01-31",
    valueEntries: { count: 3, runs: [[1, 3]] },
    glEntries: { count: 0, runs: [] },
  },
});

it.each([
  [[], []],
  [[7], [9, 8]],
  [
    [1, 2, 3, 10, 12, 13],
    [5, 5, 6],
  ],
  [[3, 2, 1, 4, 5], [100]],
])("comes back as it was: %j and %j", (valueEntryNos, glEntryNos) => {
  const kept = proof(valueEntryNos, glEntryNos);
  const packed = packProof(kept);
  expect(packed && unpackProof(JSON.parse(JSON.stringify(packed)) as typeof packed)).toEqual(kept);
});

it("keeps consecutive numbers as first and last", () => {
  expect(packProof(proof([1, 2, 3, 10, 12, 13], []))?.reconcilingItems[0]?.valueEntryNos).toEqual([
    [1, 3],
    10,
    [12, 13],
  ]);
  const long = packProof(proof(numbers(1, 1_000_000), numbers(5, 400_000)));
  expect(JSON.stringify(long).length).toBeLessThan(400);
});

it.each([
  ["nothing", undefined],
  ["a text", "{}"],
  ["no items", { ...packProof(proof([], [])), reconcilingItems: undefined }],
  ["an item that is none", { ...packProof(proof([], [])), reconcilingItems: [null] }],
  ["no coverage", { ...packProof(proof([], [])), coverage: undefined }],
  ["numbers that are texts", packed({ valueEntryNos: ["1"] })],
  ["a run that ends before it begins", packed({ valueEntryNos: [[3, 1]] })],
  ["a run that would fill the memory", packed({ glEntryNos: [[1, 1e12]] })],
])("is no proof: %s", (_, kept) => {
  expect(unpackProof(kept)).toBeUndefined();
});

function packed(lists: object): object {
  const kept = packProof(proof([], []));
  return { ...kept, reconcilingItems: kept?.reconcilingItems.map((item) => ({ ...item, ...lists })) };
}

it("keeps nothing of a result that proves nothing", () => {
  expect(packProof({})).toBeUndefined();
  expect(packProof({ reconcilingItems: [] })).toBeUndefined();
});
