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
                  : `${row.itemNo}/${row.locationCode}/${row.variantCode}`;
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
