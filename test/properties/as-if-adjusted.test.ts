/**
 * A report "as if adjusted" equals the same report over the workbook to which the proposals were applied: for every report
 * that asks, on sample companies in which receipts became dearer or cheaper after their goods had gone on.
 */
import { reportCards } from "../../src/engine/catalogue";
import type { Ledgers } from "../../src/engine/ledgers/ledgers";
import { readLedgers } from "../../src/engine/ledgers/read";
import { runReport } from "../../src/engine/run";
import { parseDay } from "../../src/engine/values/day";
import { jsonSource } from "../../src/workbook/file/json";
import { generateSample } from "../../sample/generate";
import { applyChanges, type JsonRow, type JsonWorkbook } from "../support/apply-changes";
import { randomOf } from "../support/cost-ledgers";

const workDate = parseDay("2026-01-31") as number;
const read = (workbook: JsonWorkbook): Promise<Ledgers> => readLedgers(jsonSource(workbook), {});
const asking = reportCards
  .filter((card) => card.parameters.some(({ name }) => name === "asIfAdjusted"))
  .map(({ id }) => id);

/** A sample company in which every tenth invoiced receipt costs something else than its goods were passed on at. */
function unadjusted(seed: number): JsonWorkbook {
  const { tables } = generateSample({ seed, valueEntries: 1_000, faults: false });
  const workbook = Object.fromEntries(
    [...tables].map(([sheet, table]): [string, JsonRow[]] => [sheet, [...table.records()]]),
  );
  const random = randomOf(seed);
  const values = (workbook["Value Entries"] ?? []).map((row) => {
    const isReceipt = row["Item Ledger Entry Type"] === "Purchase" && Number(row["Cost Amount (Actual)"]) > 0;
    if (!isReceipt || random() > 0.1) return row;
    const change = Math.round((random() - 0.4) * 2_000) / 100;
    return { ...row, "Cost Amount (Actual)": (Number(row["Cost Amount (Actual)"]) + change).toFixed(2) };
  });
  return { ...workbook, "Value Entries": values };
}

interface Pair {
  readonly before: Ledgers;
  readonly applied: Ledgers;
}
let pairs: readonly Pair[];

beforeAll(async () => {
  pairs = await Promise.all(
    [3, 14].map(async (seed) => {
      const workbook = unadjusted(seed);
      const before = await read(workbook);
      const { outcome } = await runReport("adjust-cost", before, { mode: "propose" }, { workDate });
      if (!outcome.changes) throw new Error(JSON.stringify(outcome.result));
      return { before, applied: await read(applyChanges(workbook, outcome.changes)) };
    }),
  );
}, 60_000);

test("the reports that ask are those that read value entries as valuations do", () => {
  expect([...asking].sort()).toEqual([
    "cost-shares-breakdown",
    "inventory-gl-reconciliation",
    "inventory-valuation",
    "inventory-valuation-cost-spec",
    "inventory-valuation-wip",
  ]);
});

const windows = [
  { startDate: "2025-11-01", endDate: "2026-01-31" },
  { startDate: "2025-12-01", endDate: "2025-12-31" },
];

test.each(asking)("%s", async (report) => {
  let moved = 0;
  for (const { before, applied } of pairs) {
    for (const window of windows) {
      const known = reportCards.find(({ id }) => id === report)?.parameters.map(({ name }) => name) ?? [];
      const dates = Object.fromEntries(Object.entries(window).filter(([name]) => known.includes(name)));
      const on = async (ledgers: Ledgers, more: object): Promise<unknown> => {
        const { outcome } = await runReport(report, ledgers, { ...dates, ...more }, { workDate });
        expect(outcome.result).not.toHaveProperty("error");
        return outcome.result;
      };
      const asIf = await on(before, { asIfAdjusted: true });
      expect(asIf).toEqual(await on(applied, {}));
      // Nothing is left to adjust, so the switch changes nothing any more.
      expect(await on(applied, { asIfAdjusted: true })).toEqual(asIf);
      if (JSON.stringify(await on(before, {})) !== JSON.stringify(asIf)) moved += 1;
    }
  }
  expect(moved).toBeGreaterThan(0);
});
