/** Cost Shares Breakdown: ledgers and parameters → result. */
import "./messages";
import type { Ledgers } from "../../ledgers/ledgers";
import { readPeriod } from "../../parameters";
import type { ReportResult, RunContext, RunOutcome } from "../../report";
import { dayText } from "../../values/day";
import { buildBasis, type Basis, type CostShare, type Parameters } from "./basis";
import { inventory } from "./inventory";
import type { Amounts } from "./parts";
import { sales } from "./sales";
import type { Group, Shares } from "./shares";
import { ledgerFindings, warningsOf, type Warning } from "./warnings";
import { wip } from "./wip";

export interface Result extends ReportResult {
  readonly report: "cost-shares-breakdown";
  readonly startDate: string;
  readonly endDate: string;
  readonly printCostShare: CostShare;
  readonly level: Parameters["level"];
  readonly groups: readonly Group[];
  readonly totals: Amounts;
  readonly warnings: readonly Warning[];
}

const KINDS: Readonly<Record<CostShare, (basis: Basis) => Shares>> = {
  Sales: sales,
  Inventory: inventory,
  "WIP Inventory": wip,
};

export function run(ledgers: Ledgers, parameters: Parameters, context: RunContext): RunOutcome<Result> {
  const period = readPeriod(parameters);
  const basis = buildBasis(ledgers, parameters, period, context);
  const { breakdown, groups, findings } = KINDS[parameters.printCostShare](basis);
  const result: Result = {
    report: "cost-shares-breakdown",
    startDate: dayText(period.startDate),
    endDate: dayText(period.endDate),
    printCostShare: parameters.printCostShare,
    level: parameters.level,
    groups: groups.map(({ group }) => group),
    totals: breakdown.allAmounts(groups.map(({ number }) => number)),
    warnings: warningsOf([...ledgerFindings(basis), ...findings]),
  };
  return { result };
}
