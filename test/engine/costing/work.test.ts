/**
 * How much the engine looks at, in entries, value entries, applications and documents: a result may stay right while a step
 * computes again what nothing has moved. The figures are those of the engine as it is; after a change that is meant to look
 * at more or less, copy them from what the failed test received.
 */
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import { adjustedInPart, FIXED_LEDGERS, fixedLedger, readForCosting } from "../../support/fixed-cost-ledgers";

/** Ledger by ledger: as posted, and where most is adjusted already. */
const WORK: readonly (readonly [number, number])[] = [
  [114, 110],
  [177, 155],
  [17, 19],
  [44, 46],
  [149, 161],
  [61, 46],
  [54, 59],
  [171, 167],
  [31, 33],
  [45, 43],
  [188, 119],
  [25, 29],
  [21, 21],
  [99, 93],
  [23, 24],
  [59, 59],
  [216, 187],
  [70, 70],
  [39, 36],
  [133, 123],
  [32, 27],
  [48, 50],
  [84, 77],
  [81, 83],
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
