/**
 * Cost Shares Breakdown against its slow twin on a few small ledgers of production, always the same ones, with and without
 * orders that feed themselves. Hundreds of drawn ledgers are in test/properties.
 */
import { expectDrilled, expectTwin } from "../../support/cost-shares-checks";
import type { TwinParameters } from "../../support/cost-shares-twin";
import { productionLedger, renumbered, type Workbook } from "../../support/production-ledger";

const SHARES = ["Sales", "Inventory", "WIP Inventory"] as const;
const LEVELS = ["Single-Level", "Rolled-up"] as const;
/** Seeds of the ledgers; in the first six some order is fed by what it produces. */
const LEDGERS = [13, 18, 31, 32, 54, 57, 1, 3, 5];

interface Run {
  readonly given: TwinParameters;
  readonly workbook: Workbook;
}

/** The ledger of a number, from 0, and how it is looked at. */
function runOf(
  number: number,
  printCostShare: TwinParameters["printCostShare"],
  level: TwinParameters["level"],
): Run {
  const seed = LEDGERS[number] as number;
  const drawn = productionLedger(seed, {
    events: 18,
    cycles: true,
    optionalSheets: printCostShare !== "WIP Inventory",
  });
  return {
    given: {
      printCostShare,
      level,
      startDate: number % 2 === 0 ? "2025-01-01" : "2025-02-15",
      endDate: number % 4 === 3 ? "2025-03-31" : "2025-12-31",
      revaluationBasis: number % 3 === 0 ? "Business Central" : "Valued Quantity",
      includeAverageItems: number % 4 !== 1,
    },
    workbook: number % 3 === 2 ? drawn : renumbered(drawn, seed),
  };
}

const RUNS = LEDGERS.flatMap((_, number) =>
  SHARES.flatMap((share) => LEVELS.map((level) => [number, share, level] as const)),
);

it.each(RUNS)("ledger %i, %s, %s", async (number, share, level) => {
  const { workbook, given } = runOf(number, share, level);
  await expectTwin(workbook, given, number);
});

it.each(RUNS)("the entries behind a figure of ledger %i, %s, %s", async (number, share, level) => {
  const { workbook, given } = runOf(number, share, level);
  // Each of the eighteen amounts once per kind of cost shares.
  await expectDrilled(workbook, given, LEVELS.length * number + LEVELS.indexOf(level));
});
