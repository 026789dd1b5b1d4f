import { isBalanced } from "../../../src/engine/reports/post-inventory-cost/balance";
import { ExactSums } from "../../../src/engine/values/decimal";

/** A journal of [amount, row of Value Entries]; rows 0 and 1 are of document 7 on day 1, row 2 of document 8, row 3 of day 2. */
const journal = (...lines: readonly (readonly [amount: number, row: number])[]) => ({
  amounts: new ExactSums(
    Float64Array.from(lines, ([amount]) => amount),
    2,
  ),
  rowOfGroup: Int32Array.from(lines, ([, row]) => row),
  dates: Float64Array.of(1, 1, 1, 2),
  documents: Int32Array.of(7, 7, 8, 8),
});

describe("a journal is balanced", () => {
  const withinEntries = journal([100, 0], [-100, 0], [40, 1], [-40, 1], [5, 3], [-5, 3]);
  const withinDocument = journal([100, 0], [-60, 1], [-40, 1], [5, 3], [-5, 3]);
  const acrossDocuments = journal([100, 0], [-100, 2]);
  const acrossDates = journal([100, 2], [-100, 3]);
  it.each([
    ["within each value entry", withinEntries, [true, true, true]],
    ["within each document", withinDocument, [false, true, true]],
    ["only across documents of a date", acrossDocuments, [false, false, true]],
    ["only across dates", acrossDates, [false, false, false]],
    ["nowhere: it ends with a rest", journal([100, 0], [-99, 0]), [false, false, false]],
    ["when it has no lines", journal(), [true, true, true]],
  ])("%s", (_, columns, expected) => {
    const methods = ["Per Entry", "Per Document", "Per Posting Group"] as const;
    expect(methods.map((method) => isBalanced(method, columns))).toEqual(expected);
  });
});
