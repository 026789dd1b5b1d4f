/** Invt. Valuation - Cost Spec. on random ledgers: every figure has its entries, and every difference its cause. */
import fc from "fast-check";
import { readLedgers } from "../../src/engine/ledgers/read";
import type { Result, Row } from "../../src/engine/reports/inventory-valuation-cost-spec/run";
import { runReport } from "../../src/engine/run";
import { Exact } from "../../src/engine/values/decimal";
import { jsonSource } from "../../src/workbook/file/json";
import { dayOf, shuffled, type CostWorkbook } from "../support/cost-ledgers";
import { runOn, WORK_DATE, type TestRun } from "../support/run-report";
import { ledgerWithHoles, valuedLedger } from "../support/valued-ledger";

const REPORT = "inventory-valuation-cost-spec";
const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const dates = fc.integer({ min: 0, max: 200 }).map(dayOf);
const CAUSES = ["rounding", "costNotAdjusted", "valuedOtherwise", "dropShipments", "notApplied"] as const;

async function specification(
  workbook: CostWorkbook,
  parameters: object,
): Promise<TestRun & { rows: readonly Row[] }> {
  return rowsOf(await runOn(REPORT, workbook, { ...parameters }));
}

function rowsOf(run: TestRun): TestRun & { rows: readonly Row[] } {
  expect(run.result.error).toBeUndefined();
  return { ...run, rows: (run.result as unknown as Result).rows };
}

/** Exact sum of the entries behind a figure, and what the drill-down says the figure is. */
function drilled({ run, ledgers }: TestRun, reference: Readonly<Record<string, string | number>>): Exact {
  const drill = run.report.drill?.(ledgers, run.parameters ?? {}, run.outcome.result, reference);
  if (!drill) throw new Error(`nothing behind ${JSON.stringify(reference)}`);
  const sum = drill.entries.reduce((total, entry) => total.plus(entry.amount), new Exact(0));
  expect({ reference, figure: settled(sum).toDecimalPlaces(2, 4).toNumber() }).toEqual({
    reference,
    figure: reference.field === "quantity" ? expect.any(Number) : Number(drill.figure),
  });
  return sum;
}

/** Thirds are carried with 40 decimals. */
const settled = (value: Exact): Exact => value.toDecimalPlaces(30, 4);

describe("Invt. Valuation - Cost Spec., whatever the ledger", () => {
  const check = (
    property: (workbook: CostWorkbook, date: string, seed: number) => Promise<void>,
  ): Promise<void> =>
    fc.assert(
      fc.asyncProperty(seeds, dates, (seed, date) => property(ledgerWithHoles(seed), date, seed)),
      { numRuns: 60, seed: 5801 },
    );

  it("drills down to entries that add up to the figure, and explains its difference from inventory value", () =>
    check(async (workbook, valuationDate) => {
      const run = await specification(workbook, { valuationDate });
      for (const row of run.rows) {
        const { itemNo, tieOut } = row;
        const behind = (field: string, more: object = {}): Exact => drilled(run, { itemNo, field, ...more });
        expect(behind("quantity").toNumber()).toBe(Number(row.quantity));
        for (const line of row.lines) {
          const { entryType } = line;
          expect(settled(behind("amount", { entryType })).toDecimalPlaces(2, 4).toNumber()).toBe(
            Number(line.amount),
          );
          const expected = behind("expectedAmount", { entryType });
          expect(settled(expected).toDecimalPlaces(2, 4).toNumber()).toBe(Number(line.expectedAmount));
        }
        const total = behind("totalCost");
        expect(settled(total).toDecimalPlaces(2, 4).toNumber()).toBe(Number(row.totalCost));
        expect(settled(behind("expectedCost")).toDecimalPlaces(2, 4).toNumber()).toBe(
          Number(row.expectedCost),
        );
        const value = behind("tieOut.inventoryValue");
        expect(value.toNumber()).toBe(Number(tieOut.inventoryValue));

        const difference = behind("tieOut.difference");
        expect(settled(total.minus(value).minus(difference)).isZero()).toBe(true);
        const causes = CAUSES.map((cause) => [cause, behind(`tieOut.${cause}`)] as const);
        const sum = causes.reduce((all, [, amount]) => all.plus(amount), new Exact(0));
        expect(settled(sum.minus(difference)).isZero()).toBe(true);
        for (const [cause, amount] of causes) {
          // Rounding also takes what the printed figures were rounded by: half a cent each.
          const tolerance = cause === "rounding" ? 0.025 : 0.005;
          expect(settled(amount.minus(tieOut[cause])).abs().toNumber()).toBeLessThanOrEqual(tolerance);
        }
      }
    }));

  it("adds lines and causes up, and items up to the totals", () =>
    check(async (workbook, valuationDate) => {
      const { rows, result } = await specification(workbook, { valuationDate });
      const { totals } = result as unknown as Result;
      const sum = (amounts: readonly string[]): Exact =>
        amounts.reduce((all, amount) => all.plus(amount), new Exact(0));
      for (const { lines, totalCost, tieOut } of [...rows, totals]) {
        const spread = sum(lines.map(({ amount }) => amount)).minus(totalCost);
        expect(spread.abs().toNumber()).toBeLessThanOrEqual(0.005 * (lines.length + 1));
        expect(new Exact(tieOut.inventoryValue).plus(tieOut.difference).equals(totalCost)).toBe(true);
        expect(sum(CAUSES.map((cause) => tieOut[cause])).equals(tieOut.difference)).toBe(true);
      }
      const missed = sum(rows.map(({ totalCost }) => totalCost)).minus(totals.totalCost);
      expect(missed.abs().toNumber()).toBeLessThanOrEqual(0.005 * (rows.length + 1));
    }));

  it("only selects with item filters, and does not depend on the order of rows", () =>
    check(async (workbook, valuationDate, seed) => {
      const all = await specification(workbook, { valuationDate });
      const some = await specification(shuffled(workbook, seed), { valuationDate, itemFilter: "I1|I3" });
      expect(some.rows).toEqual(all.rows.filter(({ itemNo }) => itemNo === "I1" || itemNo === "I3"));
    }));
});

describe("Invt. Valuation - Cost Spec. and Inventory Valuation", () => {
  const check = (property: (workbook: CostWorkbook, date: string) => Promise<void>): Promise<void> =>
    fc.assert(
      fc.asyncProperty(seeds, dates, (seed, date) => property(valuedLedger(seed), date)),
      { numRuns: 40, seed: 1001 },
    );

  it.each([{}, { locationFilter: "EAST" }, { variantFilter: "BLUE", itemFilter: "I0..I2" }])(
    "see the same inventory value with %j",
    (filters) =>
      check(async (workbook, date) => {
        const { rows } = await specification(workbook, { valuationDate: date, ...filters });
        const valuation = await runOn("inventory-valuation", workbook, {
          endDate: date,
          includeExpectedCost: true,
          ...filters,
        });
        const endings = new Map(
          (valuation.result.rows as Valued[]).map(({ itemNo, endingValue, expectedCostIncluded }) => [
            itemNo,
            expectedCostIncluded?.endingValue ?? endingValue,
          ]),
        );
        expect(valuation.result.error).toBeUndefined();
        for (const { itemNo, tieOut } of rows) {
          expect({ itemNo, value: tieOut.inventoryValue }).toEqual({
            itemNo,
            value: endings.get(itemNo) ?? "0",
          });
        }
      }),
  );

  it("differ by cost not adjusted only as long as it is not adjusted", async () => {
    let before = 0;
    await check(async (workbook) => {
      const ledgers = await readLedgers(jsonSource(workbook), {});
      const notAdjusted = async (asIfAdjusted: boolean): Promise<readonly string[]> => {
        const given = { valuationDate: "2026-12-31", asIfAdjusted };
        const run = await runReport(REPORT, ledgers, given, { workDate: WORK_DATE });
        const { rows } = rowsOf({ ledgers, run, result: run.outcome.result });
        return rows.filter(({ tieOut }) => tieOut.costNotAdjusted !== "0").map(({ itemNo }) => itemNo);
      };
      before += (await notAdjusted(false)).length;
      expect(await notAdjusted(true)).toEqual([]);
    });
    expect(before).toBeGreaterThan(20);
  });
});

interface Valued {
  readonly itemNo: string;
  readonly endingValue: string;
  readonly expectedCostIncluded: { readonly endingValue: string } | null;
}
