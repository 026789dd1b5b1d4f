import fc from "fast-check";
import type { Result } from "../../src/engine/reports/inventory-valuation/run";
import { Exact, exactText } from "../../src/engine/values/decimal";
import { dayOf, shuffled, type CostWorkbook } from "../support/cost-ledgers";
import { runOn, type TestRun } from "../support/run-report";
import { valuedLedger } from "../support/valued-ledger";

const REPORT = "inventory-valuation";
const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const days = fc.integer({ min: 0, max: 200 }).map(dayOf);
const periods = fc.tuple(days, days).map((pair) => pair.sort());
const VALUES = ["openingValue", "increaseValue", "decreaseValue", "endingValue", "costPostedToGL"] as const;
const QUANTITIES = ["openingQuantity", "increaseQuantity", "decreaseQuantity", "endingQuantity"] as const;

type Line = Readonly<Record<string, string>>;
const sum = (amounts: readonly (string | undefined)[]): string =>
  exactText(amounts.reduce((all, amount) => all.plus(amount ?? "missing"), new Exact(0)));

async function valuation(workbook: CostWorkbook, parameters: object): Promise<TestRun & { valued: Result }> {
  const run = await runOn(REPORT, workbook, { ...parameters });
  expect(run.result.error).toBeUndefined();
  return { ...run, valued: run.result as unknown as Result };
}

const check = (
  property: (workbook: CostWorkbook, period: [string, string], seed: number) => Promise<void>,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(seeds, periods, (seed, period) => property(valuedLedger(seed), period, seed)),
    { numRuns: 60, seed: 1001 },
  );

describe("Inventory Valuation, whatever the ledger", () => {
  it("drills down to entries that add up to the figure, in rows and breakdown lines", () =>
    check(async (workbook, [startDate, endDate], seed) => {
      const breakdownBy = ["none", "location", "variant", "locationVariant"][seed % 4];
      const run = await valuation(workbook, { startDate, endDate, includeExpectedCost: true, breakdownBy });
      for (const row of run.valued.rows) {
        const lines = [
          { reference: {}, figures: row },
          ...(row.breakdown ?? []).map((line) => ({
            reference: {
              ...("locationCode" in line ? { locationCode: line.locationCode } : {}),
              ...("variantCode" in line ? { variantCode: line.variantCode } : {}),
            },
            figures: line,
          })),
        ];
        for (const { reference, figures } of lines) {
          for (const expected of [0, 1] as const) {
            const shown = (expected === 0 ? figures : figures.expectedCostIncluded) as unknown as Line | null;
            for (const field of shown ? [...QUANTITIES, ...VALUES] : []) {
              const figure = { itemNo: row.itemNo, ...reference, field, expected };
              const drill = run.run.report.drill?.(
                run.ledgers,
                run.run.parameters ?? {},
                run.run.outcome.result,
                figure,
              );
              expect({ figure, sum: sum(drill?.entries.map(({ amount }) => amount) ?? []) }).toEqual({
                figure,
                sum: shown?.[field],
              });
            }
          }
        }
      }
    }));

  it("closes where the next period opens", () =>
    check(async (workbook, [day, endDate]) => {
      const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
      const first = await valuation(workbook, { endDate: day });
      const second = await valuation(workbook, { startDate: next, endDate: endDate < next ? next : endDate });
      const { totals } = first.valued;
      expect(second.valued.totals.openingValue).toBe(totals.endingValue);
      const openings = new Map(second.valued.rows.map((row) => [row.itemNo, row]));
      for (const { itemNo, endingValue, endingQuantity } of first.valued.rows) {
        const opening = openings.get(itemNo);
        expect([itemNo, opening?.openingValue ?? "0", opening?.openingQuantity ?? "0"]).toEqual([
          itemNo,
          endingValue,
          endingQuantity,
        ]);
      }
    }));

  it("adds up across, down and over groups", () =>
    check(async (workbook, [startDate, endDate]) => {
      const { valued } = await valuation(workbook, { startDate, endDate, includeExpectedCost: true });
      for (const row of [...valued.rows, ...valued.groups, valued.totals]) {
        for (const figures of [row, row.expectedCostIncluded]) {
          if (!figures) continue;
          const { openingValue, increaseValue, decreaseValue, endingValue } = figures;
          expect(exactText(new Exact(openingValue).plus(increaseValue).minus(decreaseValue))).toBe(
            endingValue,
          );
        }
      }
      for (const field of VALUES) {
        expect(sum(valued.rows.map((row) => row[field]))).toBe(valued.totals[field]);
        expect(sum(valued.groups.map((group) => group[field]))).toBe(valued.totals[field]);
      }
    }));

  it("only selects with filters, and does not depend on the order of rows", () =>
    check(async (workbook, [startDate, endDate], seed) => {
      const all = await valuation(workbook, { startDate, endDate });
      const some = await valuation(shuffled(workbook, seed), { startDate, endDate, itemFilter: "I1|I3" });
      expect(some.valued.rows).toEqual(
        all.valued.rows.filter(({ itemNo }) => itemNo === "I1" || itemNo === "I3"),
      );
    }));
});
