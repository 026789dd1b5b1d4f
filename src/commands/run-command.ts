/** Commands that run something at once: a report with what is remembered of it, the month-end, everything again. */
import type { RunOutcome } from "../application/types";
import { findReport } from "../engine/catalogue";
import { checkParameter } from "../engine/parameters";
import type { CommandApplication } from "./application";
import { noticePath, type PaneDoor } from "./pane-door";

type Parameters = Readonly<Record<string, unknown>>;

/**
 * Runs a report with its remembered parameters and goes to its sheet. Opens its form instead when it never ran in this
 * workbook, when a parameter is missing, or when its ledgers have errors.
 */
export async function runReportAtOnce(
  report: string,
  application: CommandApplication,
  pane: PaneDoor,
): Promise<void> {
  const parameters = await readyParameters(report, application);
  if (!parameters) {
    await pane.open(`/reports/${report}`);
    return;
  }
  await tellOutcome(await application.run(report, parameters), report, parameters, pane);
}

/** Parameters with which a report can run now; undefined when somebody has to look at its form first. */
async function readyParameters(
  report: string,
  application: CommandApplication,
): Promise<Parameters | undefined> {
  if (!application.rememberedParameters(report)) return undefined;
  const { check } = await currentState(application);
  if (check?.reports.find(({ id }) => id === report)?.canRun !== true) return undefined;
  // Again: Home's period may follow from what was read just now.
  const parameters = application.rememberedParameters(report) ?? {};
  const isComplete = (findReport(report)?.parameters ?? []).every(
    (parameter) =>
      parameter.hidden === true || checkParameter(parameter, parameters[parameter.name]) === undefined,
  );
  return isComplete ? parameters : undefined;
}

async function currentState(application: CommandApplication): Promise<CommandApplication["state"]> {
  const { check, staleLedgers } = application.state;
  if (!check || staleLedgers.length > 0) await application.refresh();
  return application.state;
}

/** A run that is done stands on its sheet; all others are told in the pane. */
export async function tellOutcome(
  outcome: RunOutcome,
  report: string,
  parameters: Parameters,
  pane: PaneDoor,
): Promise<void> {
  switch (outcome.status) {
    case "done":
    case "cancelled":
      return;
    case "refused":
      await pane.open(`/reports/${report}`);
      return;
    case "changedSheet":
      await pane.open(`/reports/${report}?${encodeURIComponent(JSON.stringify(parameters))}`);
      return;
    case "failed":
      await pane.open(
        noticePath({ title: findReport(report)?.shortTitle ?? report, message: outcome.trouble.message }),
      );
  }
}

/** Runs the month-end and goes to its binder. */
export async function runMonthEnd(application: CommandApplication, pane: PaneDoor): Promise<void> {
  const outcome = await application.runMonthEnd();
  if (outcome.status === "failed") {
    await pane.open(noticePath({ title: "Month-end", message: outcome.trouble.message }));
  }
}

/** Reads everything again and runs all reports that have sheets; the first that did not run is told. */
export async function refreshAll(application: CommandApplication, pane: PaneDoor): Promise<void> {
  const outcomes = await application.refreshAll();
  const trouble = outcomes.find(({ status }) => status !== "done" && status !== "cancelled");
  if (!trouble) return;
  if (trouble.status === "failed") {
    await pane.open(noticePath({ title: "Refresh All", message: trouble.trouble.message }));
  } else if (trouble.status === "refused" || trouble.status === "changedSheet") {
    const { report, parameters } = trouble.reply;
    await tellOutcome(trouble, report, parameters, pane);
  }
}
