/** Cost specification of sample companies of several sizes: a difference is rounding, and the month-end says so. */
import { readLedgers } from "../../src/engine/ledgers/read";
import type { Ledgers } from "../../src/engine/ledgers/ledgers";
import type { Result } from "../../src/engine/reports/inventory-valuation-cost-spec/run";
import { gapCauses } from "../../src/engine/reports/inventory-valuation-cost-spec/tie-out";
import { monthOf } from "../../src/engine/month-end/steps";
import { runMonthEnd } from "../../src/engine/month-end/run";
import { runReport } from "../../src/engine/run";
import { Session } from "../../src/engine/session";
import { Exact } from "../../src/engine/values/decimal";
import { parseDay } from "../../src/engine/values/day";
import { jsonSource } from "../../src/workbook/file/json";
import { digest } from "../../src/runner/files";
import { generateSample } from "../../sample/generate";

const workDate = parseDay("2026-01-31") as number;

async function ledgersOf(options: Parameters<typeof generateSample>[0]): Promise<Ledgers> {
  const { tables } = generateSample(options);
  return readLedgers(
    jsonSource(Object.fromEntries([...tables].map(([name, table]) => [name, [...table.records()]]))),
    {},
  );
}

const companies = [
  { seed: 3, valueEntries: 1_500 },
  { seed: 11, valueEntries: 9_000 },
  { seed: 2, valueEntries: 30_000 },
];

describe.each(companies)("without faults, seed $seed, $valueEntries value entries", (options) => {
  let ledgers: Ledgers;
  beforeAll(async () => {
    ledgers = await ledgersOf({ ...options, faults: false });
  }, 60_000);

  it.each(["2025-06-30", "2025-12-31", "2026-01-31"])(
    "only rounding is between cost and inventory value on %s",
    async (valuationDate) => {
      const run = await runReport("inventory-valuation-cost-spec", ledgers, { valuationDate }, { workDate });
      const { rows, totals } = run.outcome.result as unknown as Result;
      const others = gapCauses.filter(({ cause }) => cause !== "rounding");
      for (const { itemNo, tieOut } of [...rows, { itemNo: "all", tieOut: totals.tieOut }]) {
        for (const { cause } of others)
          expect({ itemNo, cause, amount: tieOut[cause] }).toEqual({ itemNo, cause, amount: "0" });
      }
      const differing = rows.filter(({ tieOut }) => tieOut.rounding !== "0");
      expect(differing.length).toBeGreaterThan(0);
      for (const { itemNo, tieOut } of differing.slice(0, 3)) {
        const reference = { itemNo, field: "tieOut.rounding" };
        const drill = run.report.drill?.(ledgers, run.parameters ?? {}, run.outcome.result, reference);
        const behind = (drill?.entries ?? []).reduce((sum, { amount }) => sum.plus(amount), new Exact(0));
        // The total cost itself is rounded by half a cent at most.
        expect(behind.minus(tieOut.rounding).abs().toNumber()).toBeLessThanOrEqual(0.005);
      }
    },
  );

  it("the month-end calls it explained, with the amount", async () => {
    const monthEnd = await runMonthEnd(
      new Session(ledgers, { digest, workDate, runAt: "" }),
      monthOf(workDate),
    );
    const step = monthEnd.steps.find(({ report }) => report === "inventory-valuation-cost-spec");
    const { rows, totals } = step?.run?.result as unknown as Result;
    expect(rows.length).toBeGreaterThan(20);
    expect(step).toMatchObject({
      state: "explained",
      difference: totals.tieOut.difference,
      compared: `Rounding of issues {${totals.tieOut.rounding}}`,
    });
  }, 60_000);
});

it("cost that is not adjusted is told apart with its entry", async () => {
  const { tables } = generateSample({ faults: false, seed: 5, valueEntries: 1_500 });
  const workbook = Object.fromEntries([...tables].map(([name, table]) => [name, [...table.records()]]));
  const sold = workbook["Item Ledger Entries"]?.filter(
    (row) => row["Item No."] === "A-20" && row["Entry Type"] === "Sale" && Number(row.Quantity) < 0,
  );
  const sale = sold?.at(-1)?.["Entry No."];
  const cost = workbook["Value Entries"]?.find(
    (row) => row["Item Ledger Entry No."] === sale && Number(row["Cost Amount (Actual)"]) < 0,
  );
  if (!cost) throw new Error("the sample sells no lamps");
  cost["Cost Amount (Actual)"] = String(Number(cost["Cost Amount (Actual)"]) - 5);
  const ledgers = await readLedgers(jsonSource(workbook), {});
  const run = await runReport(
    "inventory-valuation-cost-spec",
    ledgers,
    { valuationDate: "2026-01-31" },
    { workDate },
  );
  const { rows } = run.outcome.result as unknown as Result;
  expect(rows.filter(({ tieOut }) => tieOut.costNotAdjusted !== "0").map(({ itemNo }) => itemNo)).toEqual([
    "A-20",
  ]);
  const reference = { itemNo: "A-20", field: "tieOut.costNotAdjusted" };
  const drill = run.report.drill?.(ledgers, run.parameters ?? {}, run.outcome.result, reference);
  expect(drill?.entries.map(({ table, entryNo }) => [table, entryNo])).toEqual([
    ["Item Ledger Entries", Number(sale)],
  ]);
  expect(Number(drill?.entries[0]?.amount)).toBeCloseTo(5, 1);
});
