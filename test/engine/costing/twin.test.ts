/**
 * The engine against its slow twin on a few small ledgers, always the same ones: every method, average cost period and
 * calculation type. Each is looked at twice: as posted, and after most of its proposals were applied and some receipts
 * became dearer, so that earlier adjustments are part of it. Hundreds of drawn ledgers are in test/properties.
 */
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import { applyProposals, proposalChanges } from "../../../src/engine/costing/proposals";
import { proposalsOf } from "../../../src/engine/costing/propose";
import type { Ledgers } from "../../../src/engine/ledgers/ledgers";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { jsonSource } from "../../../src/workbook/file/json";
import { applyChanges, type JsonWorkbook } from "../../support/apply-changes";
import { correctionsOf } from "../../support/cost-corrections";
import { randomCostLedger, randomOf, type CostWorkbook } from "../../support/cost-ledgers";
import { adjustSlowly } from "../../support/cost-twin";

const METHODS = [
  ["FIFO", "Average", "Average", "Standard"],
  ["LIFO", "Average", "Specific", "Standard"],
  ["Average", "Average", "FIFO", "Average"],
] as const;
const PERIODS = ["Month", "Day", "Week", "Quarter", "Year", "Accounting Period"] as const;

const read = (workbook: JsonWorkbook): Promise<Ledgers> =>
  readLedgers(jsonSource(workbook), { reports: ["AC"] });

function ledgerOf(seed: number): CostWorkbook {
  return randomCostLedger({
    seed,
    steps: 20 + (seed % 3) * 10,
    precision: ["0.01", "0.05", "1", "0.01"][seed % 4],
    methods: METHODS[seed % 3],
    averageCostPeriod: PERIODS[seed % 6],
    averageCostCalcType: seed % 2 === 0 ? "Item" : "Item & Location & Variant",
  });
}

/** The ledger with most of its proposals, and with some receipts dearer than before. */
async function adjustedInPart(workbook: CostWorkbook, seed: number): Promise<CostWorkbook> {
  const random = randomOf(seed);
  const ledgers = await read(workbook);
  const proposals = proposalsOf(computeAdjustment(ledgers));
  const applied = applyChanges(workbook, proposalChanges(ledgers, proposals));
  const posted = workbook["Value Entries"]?.length ?? 0;
  const values = ((applied as CostWorkbook)["Value Entries"] ?? []).filter(
    (_, index) => index < posted || random() < 0.7,
  );
  for (const row of values) {
    const amount = Number(row["Cost Amount (Actual)"]);
    if (amount <= 0 || random() >= 0.15) continue;
    row["Cost Amount (Actual)"] = (amount + Math.round(random() * 300) / 100).toFixed(2);
  }
  return { ...(applied as CostWorkbook), "Value Entries": values };
}

const LEDGERS = Array.from({ length: 24 }, (_, index) => index + 1).flatMap((seed) => [
  [seed, "as posted"],
  [seed, "adjusted in part"],
]) as readonly (readonly [number, string])[];

test.each(LEDGERS)("ledger %i, %s", async (seed, state) => {
  const posted = ledgerOf(seed);
  const workbook = state === "as posted" ? posted : await adjustedInPart(posted, seed);
  const ledgers = await read(workbook);
  const { entries, sweeps, adjustment } = correctionsOf(ledgers);
  const twin = adjustSlowly(workbook);
  expect(Object.fromEntries(entries)).toEqual(Object.fromEntries(twin.entries));
  expect(sweeps).toBe(twin.sweeps);
  const after = computeAdjustment(applyProposals(ledgers, proposalsOf(adjustment)));
  expect(proposalsOf(after).count).toBe(0);
});
