/** Parameters and result of Job WIP To G/L. Amounts are decimal texts. */
import type { JobError } from "../../jobs/errors";
import type { ReportResult } from "../../report";
import type { Day } from "../../values/day";
import type { Filter } from "../../values/filter";

export interface Parameters {
  readonly jobFilter: Filter;
  readonly postingDateFilter: Filter;
  readonly basis: "current" | "asOf";
  readonly asOfDate: Day;
  readonly explain: boolean;
  readonly rollForwardFrom: Day;
  readonly rollForwardTo: Day;
}

export type Side = "account" | "balancing";

export interface LineRow {
  readonly glAccountNo: string;
  readonly glAccountName: string;
  readonly jobPostingGroup: string;
  readonly label: string;
  readonly side?: Side;
  readonly wipAmount: string;
}

export interface AccountRow {
  readonly glAccountNo: string;
  readonly glAccountName: string;
  readonly wipAmount: string;
  readonly glAmount: string;
  readonly difference: string;
  readonly shownInBc: boolean;
  readonly glAmountWithoutJob: string;
}

export interface ExplanationRow {
  readonly glAccountNo: string;
  readonly reversedLater: string;
  readonly reversalOnly: string;
  readonly completion: string;
  readonly asBalancingAccount: string;
  readonly notFromWip: string;
}

export interface RollForwardRow {
  readonly jobNo: string;
  readonly glAccountNo: string;
  readonly opening: string;
  readonly reversed: string;
  readonly posted: string;
  readonly closing: string;
}

export interface Result extends ReportResult {
  readonly report: "job-wip-to-gl";
  readonly status: "ok" | "refused";
  readonly outcome: "printed" | "empty" | "refused";
  readonly errors: readonly JobError[];
  readonly jobFilter: string;
  readonly postingDateFilter: string;
  readonly basis: Parameters["basis"];
  readonly lines: readonly LineRow[];
  readonly accounts: readonly AccountRow[];
  readonly totals: { readonly wipAmount: string; readonly glAmount: string; readonly difference: string };
  readonly explanations: readonly ExplanationRow[];
  readonly rollForward: readonly RollForwardRow[];
  /** Sum of the differences that no WIP entry explains, each taken positive; ours. */
  readonly unexplained: string;
}
