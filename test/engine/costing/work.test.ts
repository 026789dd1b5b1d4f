/**
 * How much the engine looks at, in entries, value entries and applications: a result may stay right while a step computes
 * again what nothing has moved. The figures are those of the engine as it is; after a change that is meant to look at more
 * or less, copy them from what the failed test received.
 */
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import { adjustedInPart, FIXED_LEDGERS, fixedLedger, readForCosting } from "../../support/fixed-cost-ledgers";

/** Ledger by ledger: as posted, and where most is adjusted already. */
const WORK: readonly (readonly [number, number])[] = [
  [74, 75],
  [138, 116],
  [17, 19],
  [44, 46],
  [135, 147],
  [30, 24],
  [35, 40],
  [151, 147],
  [31, 33],
  [41, 39],
  [171, 102],
  [25, 29],
  [18, 18],
  [84, 78],
  [23, 24],
  [41, 41],
  [187, 158],
  [44, 44],
  [36, 33],
  [89, 88],
  [30, 25],
  [39, 41],
  [66, 59],
  [75, 77],
];

test("the engine looks at no more, and at no less, than it did", async () => {
  const work: [number, number][] = [];
  for (const seed of FIXED_LEDGERS) {
    const posted = fixedLedger(seed);
    const visits = async (workbook: typeof posted): Promise<number> =>
      computeAdjustment(await readForCosting(workbook)).adjusted.costing.visits;
    work.push([await visits(posted), await visits(await adjustedInPart(posted, seed))]);
  }
  expect(work).toEqual(WORK);
});
