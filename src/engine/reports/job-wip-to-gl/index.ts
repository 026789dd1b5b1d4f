/** Job WIP To G/L, put together. */
import { refusalErrors, refuseWhatIsMissing } from "../../jobs/errors";
import { Refusal } from "../../refusal";
import { defineReport } from "../../report";
import { dayText, NO_DAY } from "../../values/day";
import { drill } from "./drill";
import { layout } from "./layout";
import { card } from "./parameters";
import type { Parameters, Result } from "./result";
import { run } from "./run";
import { summary } from "./summary";

/** Parameters that are needed only with others. */
function missingTogether(parameters: Parameters): readonly string[] {
  const { basis, asOfDate, rollForwardFrom: from, rollForwardTo: to } = parameters;
  return [
    ...(basis === "asOf" && asOfDate === NO_DAY ? ["asOfDate"] : []),
    ...(from === NO_DAY && to !== NO_DAY ? ["rollForwardFrom"] : []),
    ...(from !== NO_DAY && to === NO_DAY ? ["rollForwardTo"] : []),
  ];
}

export const report = defineReport<Parameters, Result>({
  card,
  checkParameters: (parameters, ledgers) => {
    const from = dayText(parameters.rollForwardFrom);
    const to = dayText(parameters.rollForwardTo);
    if (to !== "" && parameters.rollForwardFrom > parameters.rollForwardTo) {
      throw new Refusal("DATE_ORDER", {
        startDate: from,
        endDate: to,
        rollForwardFrom: from,
        rollForwardTo: to,
      });
    }
    refuseWhatIsMissing(card, parameters, ledgers, missingTogether(parameters));
  },
  run,
  refuse: (refusal): Result => {
    const errors = refusalErrors(refusal);
    return {
      report: "job-wip-to-gl",
      status: "refused",
      outcome: "refused",
      error: errors[0],
      errors,
      jobFilter: "",
      postingDateFilter: "",
      basis: "current",
      lines: [],
      accounts: [],
      totals: { wipAmount: "0", glAmount: "0", difference: "0" },
      explanations: [],
      rollForward: [],
      unexplained: "0",
    };
  },
  summary,
  layout,
  drill,
});
