/** A fixed row of small ledgers for the costing engine: every method, average cost period and calculation type. */
import { computeAdjustment } from "../../src/engine/costing/adjustment";
import { proposalChanges } from "../../src/engine/costing/proposals";
import { proposalsOf } from "../../src/engine/costing/propose";
import type { Ledgers } from "../../src/engine/ledgers/ledgers";
import { readLedgers } from "../../src/engine/ledgers/read";
import { jsonSource } from "../../src/workbook/file/json";
import { applyChanges, type JsonWorkbook } from "./apply-changes";
import { randomCostLedger, randomOf, type CostWorkbook } from "./cost-ledgers";

/** Numbers of the ledgers. */
export const FIXED_LEDGERS: readonly number[] = Array.from({ length: 24 }, (_, index) => index + 1);

const METHODS = [
  ["FIFO", "Average", "Average", "Standard"],
  ["LIFO", "Average", "Specific", "Standard"],
  ["Average", "Average", "FIFO", "Average"],
] as const;
const PERIODS = ["Month", "Day", "Week", "Quarter", "Year", "Accounting Period"] as const;

/** Reads a workbook for the costing reports. */
export const readForCosting = (workbook: JsonWorkbook): Promise<Ledgers> =>
  readLedgers(jsonSource(workbook), { reports: ["AC"] });

/** A ledger as posted. */
export function fixedLedger(seed: number): CostWorkbook {
  return randomCostLedger({
    seed,
    steps: 30 + (seed % 3) * 15,
    precision: ["0.01", "0.05", "1", "0.01"][seed % 4],
    methods: METHODS[seed % 3],
    averageCostPeriod: PERIODS[seed % 6],
    averageCostCalcType: Math.floor(seed / 6) % 2 === 0 ? "Item" : "Item & Location & Variant",
  });
}

/** The ledger with most of its proposals, and with some receipts dearer than before. */
export async function adjustedInPart(workbook: CostWorkbook, seed: number): Promise<CostWorkbook> {
  const random = randomOf(seed);
  const ledgers = await readForCosting(workbook);
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
