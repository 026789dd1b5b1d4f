/**
 * How much the engine looks at, in entries, value entries, applications and documents: a result may stay right while a step
 * computes again what nothing has moved. The figures are those of the engine as it is; after a change that is meant to look
 * at more or less, copy them from what the failed test received.
 */
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import { adjustedInPart, FIXED_LEDGERS, fixedLedger, readForCosting } from "../../support/fixed-cost-ledgers";

/** Ledger by ledger: as posted, and where most is adjusted already. */
const WORK: readonly (readonly [number, number])[] = [
  [101, 102],
  [165, 143],
  [17, 19],
  [44, 46],
  [144, 156],
  [39, 33],
  [53, 58],
  [151, 147],
  [31, 33],
  [41, 39],
  [171, 102],
  [25, 29],
  [19, 19],
  [93, 87],
  [23, 24],
  [59, 59],
  [187, 158],
  [62, 62],
  [36, 33],
  [116, 106],
  [30, 25],
  [48, 50],
  [75, 68],
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
