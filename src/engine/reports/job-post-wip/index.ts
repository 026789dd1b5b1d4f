/** Job Post WIP to G/L, put together. */
import { refusalErrors, refuseWhatIsMissing } from "../../jobs/errors";
import { defineReport } from "../../report";
import { drill } from "./drill";
import { layout } from "./layout";
import { card } from "./parameters";
import { NO_LISTS, type Parameters, type Result } from "./result";
import { run } from "./run";
import { summary } from "./summary";

export const report = defineReport<Parameters, Result>({
  card,
  checkParameters: (parameters, ledgers) => {
    refuseWhatIsMissing(card, parameters, ledgers);
  },
  run,
  refuse: (refusal): Result => {
    const errors = refusalErrors(refusal);
    return {
      report: "job-post-wip",
      status: "refused",
      outcome: "refused",
      error: errors[0],
      errors,
      ...NO_LISTS,
    };
  },
  summary,
  layout,
  drill,
});
