/**
 * Cost Shares Breakdown against its slow twin on a few small ledgers of production, always the same ones, with and without
 * orders that feed themselves. Hundreds of drawn ledgers are in test/properties.
 */
import { expectDrilled, expectTwin } from "../../support/cost-shares-checks";
import type { TwinParameters } from "../../support/cost-shares-twin";
import { productionLedger, type Workbook } from "../../support/production-ledger";

const SHARES = ["Sales", "Inventory", "WIP Inventory"] as const;
const LEVELS = ["Single-Level", "Rolled-up"] as const;
const LEDGERS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

interface Run {
  readonly given: TwinParameters;
  readonly workbook: Workbook;
}

/** A ledger of a number, and how it is looked at. */
function runOf(
  seed: number,
  printCostShare: TwinParameters["printCostShare"],
  level: TwinParameters["level"],
): Run {
  return {
    given: {
      printCostShare,
      level,
      startDate: seed % 2 === 0 ? "2025-01-01" : "2025-02-15",
      endDate: seed % 4 === 3 ? "2025-03-31" : "2025-12-31",
      revaluationBasis: seed % 3 === 0 ? "Business Central" : "Valued Quantity",
      includeAverageItems: seed % 4 !== 1,
    },
    workbook: productionLedger(seed, {
      events: 18,
      cycles: seed % 4 !== 0,
      optionalSheets: printCostShare !== "WIP Inventory",
    }),
  };
}

const RUNS = LEDGERS.flatMap((seed) =>
  SHARES.flatMap((share) => LEVELS.map((level) => [seed, share, level] as const)),
);

it.each(RUNS)("ledger %i, %s, %s", async (seed, share, level) => {
  const { workbook, given } = runOf(seed, share, level);
  await expectTwin(workbook, given, seed);
});

it.each(RUNS)("the entries behind a figure of ledger %i, %s, %s", async (seed, share, level) => {
  const { workbook, given } = runOf(seed, share, level);
  // Each of the eighteen amounts once per kind of cost shares.
  await expectDrilled(workbook, given, LEVELS.length * (seed - 1) + LEVELS.indexOf(level));
});
