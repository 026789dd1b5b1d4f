import fc from "fast-check";
import { costSharesTwin, type TwinParameters } from "../support/cost-shares-twin";
import { productionLedger, shuffled, type Workbook } from "../support/production-ledger";
import { runOn } from "../support/run-report";

const REPORT = "cost-shares-breakdown";
const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const parameters: fc.Arbitrary<TwinParameters> = fc.record({
  printCostShare: fc.constantFrom("Sales", "Inventory", "WIP Inventory"),
  startDate: fc.constantFrom("2025-01-01", "2025-02-15"),
  endDate: fc.constantFrom("2025-02-20", "2025-03-31", "2025-12-31"),
  level: fc.constantFrom("Single-Level", "Rolled-up"),
  revaluationBasis: fc.constantFrom("Business Central", "Valued Quantity"),
  includeAverageItems: fc.boolean(),
});

interface Row extends Readonly<Record<string, string | number>> {
  readonly entryNo: number;
  readonly capacityEntryNo: number;
}
type Group = Readonly<Record<string, string>> & {
  readonly rows: readonly Row[];
  readonly tieOut: Record<string, string>;
};
interface Result {
  readonly groups: readonly Group[];
  readonly totals: Readonly<Record<string, string>>;
  readonly warnings: readonly { readonly code: string; readonly entryNo?: number }[];
}

async function shares(workbook: Workbook, given: object): Promise<Result> {
  const { result } = await runOn(REPORT, workbook, { ...given, showDetails: true });
  expect(result.error).toBeUndefined();
  return result as unknown as Result;
}

const AMOUNTS =
  "material capacity capacityOverhead materialOverhead subcontracted indirectCost variance revaluation rounding nonInventory total purchaseVariance materialVariance capacityVariance capacityOverheadVariance mfgOverheadVariance subcontractedVariance materialNonInventoryVariance".split(
    " ",
  );

const cents = (text: string | number | undefined): number => Math.round(Number(text) * 100);

describe("Cost Shares Breakdown equals the slow reference", () => {
  for (const cycles of [false, true]) {
    it(cycles ? "with rework loops" : "without rework loops", async () => {
      await fc.assert(
        fc.asyncProperty(seeds, parameters, async (seed, given) => {
          const workbook = productionLedger(seed, {
            events: 25,
            cycles,
            optionalSheets: given.printCostShare !== "WIP Inventory",
          });
          const twin = costSharesTwin(workbook, given);
          const result = await shares(shuffled(workbook, seed), given);
          const expected = new Map(twin.rows.map((row) => [row.key, row.amounts]));
          const rows = result.groups.flatMap((group) => group.rows);
          for (const row of rows) {
            const key =
              row.capacityEntryNo !== 0
                ? `capacity ${row.capacityEntryNo}`
                : row.entryNo !== 0
                  ? String(row.entryNo)
                  : [row.itemNo, row.locationCode, row.variantCode].join("/");
            const amounts = Object.fromEntries(AMOUNTS.map((amount) => [amount, row[amount]]));
            expect({ key, ...amounts }).toEqual({ key, ...expected.get(key) });
          }
          expect(rows.length).toBe(twin.rows.length);
          for (const group of result.groups) {
            const amounts = Object.fromEntries(AMOUNTS.map((amount) => [amount, group[amount]]));
            expect({ no: group.no, ...amounts }).toEqual({
              no: group.no,
              ...twin.groups.get(group.no as string),
            });
          }
          expect(result.warnings.filter((w) => w.code === "CYCLE").map((w) => w.entryNo)).toEqual(
            twin.cycles,
          );
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
        property(productionLedger(seed, { events: 30, cycles }), given, seed),
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

  it("drills down to entries that add up to the figure", () =>
    check(60, async (workbook, given, seed) => {
      const { ledgers, run, result } = await runOn(REPORT, workbook, { ...given, showDetails: true });
      const { groups, totals } = result as unknown as Result;
      const figures: { readonly reference: Record<string, string | number>; readonly shown: string }[] = [];
      const kinds = [...AMOUNTS, ...Object.keys(groups[0]?.tieOut ?? {}).map((field) => `tieOut.${field}`)];
      const field = kinds[seed % kinds.length] as string;
      const shownIn = (line: Readonly<Record<string, unknown>>): string =>
        field.startsWith("tieOut.")
          ? ((line.tieOut as Record<string, string>)[field.slice(7)] as string)
          : (line[field] as string);
      for (const group of groups) {
        const no = group.no as string;
        figures.push({ reference: { no, field }, shown: shownIn(group) });
        if (field.startsWith("tieOut.")) continue;
        for (const row of group.rows.slice(0, 4)) {
          const { entryNo, capacityEntryNo, locationCode = "", variantCode = "" } = row;
          figures.push({
            reference: { no, field, entryNo, capacityEntryNo, locationCode, variantCode },
            shown: shownIn(row),
          });
        }
      }
      if (!field.startsWith("tieOut.")) figures.push({ reference: { field }, shown: shownIn(totals) });
      for (const { reference, shown } of figures) {
        const drill = run.report.drill?.(ledgers, run.parameters ?? {}, run.outcome.result, reference);
        const sum = drill?.entries.reduce((total, entry) => total + cents(entry.amount), 0);
        expect({ reference, figure: drill?.figure, sum }).toEqual({
          reference,
          figure: shown,
          sum: cents(shown),
        });
      }
    }));
});
