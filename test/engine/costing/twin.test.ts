/**
 * The engine against its slow twin on a few small ledgers, always the same ones. Each is looked at twice: as posted, and
 * after most of its proposals were applied and some receipts became dearer, so that earlier adjustments are part of it.
 * Hundreds of drawn ledgers are in test/properties.
 */
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import { applyProposals } from "../../../src/engine/costing/proposals";
import { proposalsOf } from "../../../src/engine/costing/propose";
import { correctionsOf } from "../../support/cost-corrections";
import { adjustSlowly } from "../../support/cost-twin";
import { adjustedInPart, FIXED_LEDGERS, fixedLedger, readForCosting } from "../../support/fixed-cost-ledgers";

const LEDGERS = FIXED_LEDGERS.flatMap((seed) => [
  [seed, "as posted"],
  [seed, "adjusted in part"],
]) as readonly (readonly [number, string])[];

test.each(LEDGERS)("ledger %i, %s", async (seed, state) => {
  const posted = fixedLedger(seed);
  const workbook = state === "as posted" ? posted : await adjustedInPart(posted, seed);
  const ledgers = await readForCosting(workbook);
  const { entries, sweeps, adjustment } = correctionsOf(ledgers);
  const twin = adjustSlowly(workbook);
  expect(Object.fromEntries(entries)).toEqual(Object.fromEntries(twin.entries));
  expect(sweeps).toBe(twin.sweeps);
  const after = computeAdjustment(applyProposals(ledgers, proposalsOf(adjustment)));
  expect(proposalsOf(after).count).toBe(0);
});
