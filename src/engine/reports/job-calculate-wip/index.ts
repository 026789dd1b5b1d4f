/** Job Calculate WIP, put together. */
import { refusalErrors, refuseWhatIsMissing } from "../../jobs/errors";
import { selectJobs } from "../../jobs/selected-jobs";
import type { Ledgers } from "../../ledgers/ledgers";
import { defineReport } from "../../report";
import { drill } from "./drill";
import { somePostsPerLedgerEntry } from "./job-facts";
import { layout } from "./layout";
import { card } from "./parameters";
import { NO_LISTS, type Result } from "./result";
import { run } from "./run";
import type { Parameters } from "./scope";
import { summary } from "./summary";

/** Columns that are needed only under these parameters, or with these jobs. */
function alsoRequired(parameters: Parameters, ledgers: Ledgers): readonly string[] {
  const planning = ledgers.table("Job Planning Lines");
  const flagged = planning.has("Schedule Line") && planning.has("Contract Line");
  const perLedgerEntry = somePostsPerLedgerEntry(ledgers, selectJobs(ledgers, parameters.jobFilter));
  return [
    ...(flagged ? [] : ["Job Planning Lines/Line Type"]),
    ...(parameters.planningDateFilter.isEmpty ? [] : ["Job Planning Lines/Planning Date"]),
    ...(perLedgerEntry ? ["Job Ledger Entries/Type"] : []),
  ];
}

export const report = defineReport<Parameters, Result>({
  card,
  checkParameters: (parameters, ledgers) => {
    refuseWhatIsMissing(card, parameters, ledgers);
  },
  alsoRequired,
  run,
  refuse: (refusal): Result => {
    const errors = refusalErrors(refusal);
    return {
      report: "job-calculate-wip",
      status: "refused",
      outcome: "refused",
      error: errors[0],
      errors,
      postingDate: "",
      documentNo: "",
      ...NO_LISTS,
      allocation: "bc",
    };
  },
  summary,
  layout,
  drill,
});
