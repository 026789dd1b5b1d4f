import fc from "fast-check";
import { AMOUNTS, cents, expectDrilled, expectTwin, shares } from "../support/cost-shares-checks";
import type { TwinParameters } from "../support/cost-shares-twin";
import { productionLedger, renumbered, shuffled, type Workbook } from "../support/production-ledger";
import { runOn } from "../support/run-report";

const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const parameters: fc.Arbitrary<TwinParameters> = fc.record({
  printCostShare: fc.constantFrom("Sales", "Inventory", "WIP Inventory"),
  startDate: fc.constantFrom("2025-01-01", "2025-02-15"),
  endDate: fc.constantFrom("2025-02-20", "2025-03-31", "2025-12-31"),
  level: fc.constantFrom("Single-Level", "Rolled-up"),
  revaluationBasis: fc.constantFrom("Business Central", "Valued Quantity"),
  includeAverageItems: fc.boolean(),
});

describe("Cost Shares Breakdown equals the slow reference", () => {
  for (const cycles of [false, true]) {
    it(cycles ? "with rework loops" : "without rework loops", async () => {
      await fc.assert(
        fc.asyncProperty(seeds, parameters, async (seed, given) => {
          const drawn = productionLedger(seed, {
            events: 25,
            cycles,
            optionalSheets: given.printCostShare !== "WIP Inventory",
          });
          // Every second one with receipts that were numbered after their issues.
          await expectTwin(seed % 2 === 0 ? drawn : renumbered(drawn, seed), given, seed);
        }),
        { numRuns: 120, seed: cycles ? 2 : 1 },
      );
    });
  }
});

describe("Cost Shares Breakdown, whatever the ledger", () => {
  const check = (
    numRuns: number,
    property: (workbook: Workbook, given: TwinParameters, seed: number) => Promise<void>,
  ): Promise<void> =>
    fc.assert(
      fc.asyncProperty(seeds, parameters, fc.boolean(), (seed, given, cycles) =>
        property(renumbered(productionLedger(seed, { events: 30, cycles }), seed), given, seed),
      ),
      { numRuns, seed: 3 },
    );

  it("adds parts up to the total in every row, and rows to groups within rounding", () =>
    check(60, async (workbook, given) => {
      const { groups, totals } = await shares(workbook, given);
      const parts = AMOUNTS.slice(0, 10).filter((amount) => amount !== "materialOverhead");
      for (const line of [...groups, totals, ...groups.flatMap((group) => group.rows)]) {
        const sum = parts.reduce((total, part) => total + cents(line[part]), 0);
        // Nine rounded parts against one rounded total.
        expect(Math.abs(sum - cents(line.total))).toBeLessThanOrEqual(5);
      }
      for (const group of groups) {
        for (const amount of AMOUNTS) {
          const sum = group.rows.reduce((total, row) => total + cents(row[amount]), 0);
          expect(Math.abs(sum - cents(group[amount]))).toBeLessThanOrEqual(group.rows.length / 2 + 1);
        }
      }
    }));

  it("keeps totals when levels are rolled up", () =>
    check(60, async (workbook, given) => {
      const single = await shares(workbook, { ...given, level: "Single-Level" });
      const rolledUp = await shares(workbook, { ...given, level: "Rolled-up" });
      expect(
        rolledUp.groups.map((group) => [group.no, group.total, group.rows.map((row) => row.total)]),
      ).toEqual(single.groups.map((group) => [group.no, group.total, group.rows.map((row) => row.total)]));
      expect(rolledUp.totals.total).toBe(single.totals.total);
    }));

  it("only selects with filters", () =>
    check(60, async (workbook, given) => {
      const all = await shares(workbook, given);
      const isWip = given.printCostShare === "WIP Inventory";
      const filter = isWip ? { productionOrderFilter: "P1|P3..P6" } : { itemFilter: "TOP|RAW*" };
      const passes = (no: string): boolean =>
        isWip ? no === "P1" || (no >= "P3" && no <= "P6") : no === "TOP" || no.startsWith("RAW");
      const some = await shares(workbook, { ...given, ...filter });
      expect(some.groups).toEqual(all.groups.filter((group) => passes(group.no as string)));
    }));

  it("gives the same bytes for any order of rows", () =>
    check(40, async (workbook, given, seed) => {
      const one = await shares(workbook, given);
      const other = await shares(shuffled(workbook, seed), given);
      expect(JSON.stringify(other)).toBe(JSON.stringify(one));
    }));

  it("ties to the ledgers", () =>
    check(60, async (workbook, given) => {
      const { groups } = await shares(workbook, given);
      const wipRun = await runOn("inventory-valuation-wip", workbook, { endDate: given.endDate });
      const wipRows = wipRun.result.rows as readonly { readonly no: string; readonly endingWip: string }[];
      const endingWip = new Map(wipRows.map((row) => [row.no, row.endingWip]));
      for (const { no, total, tieOut } of groups) {
        if (given.printCostShare === "WIP Inventory") {
          expect({ no, wip: tieOut.wipBalance }).toEqual({ no, wip: endingWip.get(no as string) ?? "0" });
        } else if (given.printCostShare === "Inventory") {
          expect(tieOut.reported).toBe(total);
          expect(
            Math.abs(cents(tieOut.inventoryValue) - cents(total) - cents(tieOut.difference)),
          ).toBeLessThanOrEqual(1);
        } else expect(tieOut.reported).toBe(total);
      }
    }));

  it("drills down to entries that add up to the figure", () => check(60, expectDrilled));
});
