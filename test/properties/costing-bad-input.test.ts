/**
 * Ledgers that Business Central would not have posted: applications that name the wrong entries or are missing, circles,
 * quantities and valued quantities of 0, methods and flags changed in mid-life. The run ends, whatever the order of the
 * rows, and its warnings name entries that are there.
 */
import fc from "fast-check";
import { computeAdjustment } from "../../src/engine/costing/adjustment";
import type { Ledgers } from "../../src/engine/ledgers/ledgers";
import { readLedgers } from "../../src/engine/ledgers/read";
import { runReport } from "../../src/engine/run";
import { parseDay } from "../../src/engine/values/day";
import { jsonSource } from "../../src/workbook/file/json";
import { randomCostLedger, randomOf, shuffled, type CostWorkbook, type Row } from "../support/cost-ledgers";
import { plain } from "../support/plain";

const workDate = parseDay("2025-12-31") as number;
const read = (workbook: CostWorkbook): Promise<Ledgers> =>
  readLedgers(jsonSource(workbook), { reports: ["AC"] });

/** Ways to spoil a row of a table; `pick` gives the number of some item ledger entry. */
type Spoil = (row: Row, random: () => number, pick: () => number) => void;
const SPOILS: Readonly<Record<string, readonly Spoil[]>> = {
  "Item Application Entries": [
    (row, _, pick) => (row["Inbound Item Entry No."] = pick()),
    (row, _, pick) => (row["Outbound Item Entry No."] = pick()),
    (row, _, pick) => (row["Transferred-from Entry No."] = pick()),
    (row, _, pick) => (row["Item Ledger Entry No."] = pick()),
    (row) => (row["Cost Application"] = row["Cost Application"] !== true),
    (row) => (row.Quantity = "0"),
    (row) => (row.Quantity = String(-Number(row.Quantity))),
  ],
  "Item Ledger Entries": [
    (row) => (row.Quantity = "0"),
    (row) => (row["Invoiced Quantity"] = "0"),
    (row) => (row["Remaining Quantity"] = "1"),
    (row, _, pick) => (row["Applies-to Entry"] = pick()),
    (row, random) => (row["Entry Type"] = random() < 0.5 ? "Transfer" : "Output"),
    (row, random) => (row["Item No."] = `I${Math.floor(random() * 4)}`),
    (row) => Object.assign(row, { "Order Type": "Production", "Order No.": "O101", "Order Line No.": 10000 }),
  ],
  "Value Entries": [
    (row) => (row["Valued Quantity"] = "0"),
    (row) => (row["Item Ledger Entry Quantity"] = "0"),
    (row) => (row["Invoiced Quantity"] = "0"),
    (row) => (row["Valued By Average Cost"] = row["Valued By Average Cost"] !== true),
    (row) => (row["Partial Revaluation"] = true),
    (row) => (row["Expected Cost"] = true),
    (row) => (row["Entry Type"] = "Revaluation"),
    (row) => (row.Adjustment = true),
    (row) => (row.Inventoriable = false),
    (row) => (row["Cost Amount (Expected)"] = "3"),
    (row, random) => (row["Applies-to Entry"] = 1 + Math.floor(random() * 20)),
    (row) => (row["Valuation Date"] = "2024-11-03"),
    (row) => (row["Cost Amount (Actual)"] = String(-Number(row["Cost Amount (Actual)"]))),
  ],
  Items: [
    (row, random) =>
      (row["Costing Method"] = ["FIFO", "Average", "Standard", "LIFO", "Specific"][
        Math.floor(random() * 5)
      ] as string),
    (row) => (row["Excluded from Cost Adjustment"] = true),
  ],
};

function spoiled(workbook: CostWorkbook, seed: number, amount: number): CostWorkbook {
  const random = randomOf(seed);
  const count = workbook["Item Ledger Entries"]?.length ?? 0;
  const pick = (): number => Math.floor(random() * (count + 1));
  const result: CostWorkbook = {};
  for (const [table, rows] of Object.entries(workbook)) {
    const ways = SPOILS[table] ?? [];
    result[table] = rows
      .filter(() => table !== "Item Application Entries" || random() > amount / 4)
      .map((row) => {
        if (ways.length === 0 || random() > amount) return row;
        const copy = { ...row };
        ways[Math.floor(random() * ways.length)]?.(copy, random, pick);
        return copy;
      });
  }
  return result;
}

const anySpoiled = fc
  .record({
    seed: fc.integer({ min: 0, max: 0x7fffffff }),
    steps: fc.integer({ min: 4, max: 60 }),
    averageCostPeriod: fc.constantFrom("Day", "Month", "Year"),
    averageCostCalcType: fc.constantFrom("Item", "Item & Location & Variant"),
    amount: fc.constantFrom(0.02, 0.1, 0.4),
  })
  .map((options) => ({
    workbook: spoiled(randomCostLedger(options), options.seed, options.amount),
    mix: options.seed,
  }));

const ONE_PER_ENTRY = new Set([
  "NEGATIVE_INVENTORY",
  "ZERO_LEVEL_OPEN_ENTRIES",
  "AVERAGE_NOT_COMPUTABLE",
  "NO_VALUE_ENTRY",
  "APPLICATION_QUANTITY_MISMATCH",
  "VALUATION_DATES_DIFFER",
  "VALUATION_DATE_BEFORE_SOURCE",
  "VALUED_BY_AVERAGE_NOT_AVERAGE",
  "EXPECTED_COST_LEFT",
  "INTERIM_REVALUATION",
]);

test("the run ends and its warnings name entries that are there", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anySpoiled, async ({ workbook, mix }) => {
      const ledgers = await read(workbook);
      const { outcome } = await runReport("adjust-cost", ledgers, { mode: "propose" }, { workDate });
      const result = outcome.result as unknown as {
        error?: unknown;
        warnings: { code: string; itemNo: string; entryNo?: number; message: string }[];
      };
      expect(result.error).toBeUndefined();
      const numbers = new Set((workbook["Item Ledger Entries"] ?? []).map((row) => row["Entry No."]));
      for (const { code, entryNo, message } of result.warnings) {
        seen.add(code);
        expect([code, entryNo === undefined]).toEqual([code, !ONE_PER_ENTRY.has(code)]);
        if (entryNo !== undefined) expect(numbers.has(entryNo)).toBe(true);
        expect(message).not.toMatch(/undefined|NaN|\[object/);
      }
      const mixed = await runReport(
        "adjust-cost",
        await read(shuffled(workbook, mix)),
        { mode: "propose" },
        { workDate },
      );
      expect(plain(mixed.outcome.result)).toEqual(plain(outcome.result));
    }),
    { numRuns: Number(process.env.COSTING_RUNS ?? 150), seed: 20_260_131 },
  );
  expect([...ONE_PER_ENTRY].filter((code) => !seen.has(code))).toEqual([]);
}, 120_000);

test("the work stays bounded", async () => {
  await fc.assert(
    fc.asyncProperty(anySpoiled, async ({ workbook }) => {
      const { adjusted } = computeAdjustment(await read(workbook));
      expect(adjusted.sweeps).toBeLessThanOrEqual(100);
      // A hundred sweeps, each of which may compute an entry of a circle a hundred times.
      const rows = Object.values(workbook).reduce((sum, table) => sum + table.length, 0);
      expect(adjusted.costing.visits).toBeLessThan(10_000 * rows);
    }),
    { numRuns: 60, seed: 20_260_131 },
  );
}, 120_000);

test.each(["FIFO", "LIFO", "Average", "Standard"])(
  "shadow costing by %s ends as well",
  async (method) => {
    await fc.assert(
      fc.asyncProperty(anySpoiled, async ({ workbook }) => {
        const standardCosts = { I0: "5", I1: "6.5", I2: "4.25", I3: "7" };
        const parameters = { method, ...(method === "Standard" ? { standardCosts } : {}) };
        const { outcome } = await runReport("shadow-costing", await read(workbook), parameters, { workDate });
        expect(outcome.result).not.toHaveProperty("error");
      }),
      { numRuns: 40, seed: 20_260_131 },
    );
  },
  120_000,
);
