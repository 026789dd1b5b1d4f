/** What pane and binder say about a calculation of WIP. */
import { addTexts, negated } from "../../jobs/decimal28";
import { counted, inSingular } from "../../jobs/words";
import type { ResultSummary, TieState } from "../../report";
import { dayWords, parseDay } from "../../values/day";
import { warningKinds, type WarningNames } from "../warning-kinds";
import type { CheckRow, Result, WipEntryRow } from "./result";

const total = (unit = "WIP totals") => ({ unit, key: "jobNo" });

/** Names of warnings and checks, worst first. */
export const FINDING_NAMES: WarningNames = {
  appliedCostsDoNotBalance: { name: "Applied costs do not balance", ...total() },
  appliedSalesDoNotBalance: { name: "Applied sales do not balance", ...total() },
  costCompletionOver100: { name: "Budget overrun", ...total() },
  recogCostsNegative: { name: "Negative recognized costs", ...total() },
  recogSalesNegative: { name: "Negative recognized sales", ...total() },
  contractTotalPriceZero: { name: "No billable price", ...total() },
  scheduleTotalCostZero: { name: "No budget cost", ...total() },
  scheduleTotalPriceZero: { name: "No budget price", ...total() },
  sharedAllocationFactor: { name: "One factor for costs and sales", ...total() },
  emptyWipTotal: { name: "WIP total without tasks", ...total() },
  wipMethodSetupInvalid: { name: "WIP method not allowed", ...total() },
  accountMissingZeroAmount: { name: "Account missing", ...total("accounts") },
};

/** Debits of the entries: what posting would move. */
export function movedAmount(entries: readonly WipEntryRow[]): string {
  return addTexts(entries.map((entry) => entry.wipEntryAmount.replace("-", "")));
}

export function summary(result: Result): ResultSummary {
  const day = dayWords(parseDay(result.postingDate) ?? 0);
  const sum = (
    field: "usageTotalCost" | "contractInvoicedPrice" | "calcRecogCostsAmount" | "calcRecogSalesAmount",
  ): string => addTexts(result.wipTotals.map((row) => row[field]));
  const costs = sum("calcRecogCostsAmount");
  const sales = sum("calcRecogSalesAmount");
  const usage = sum("usageTotalCost");
  const invoiced = sum("contractInvoicedPrice");
  const jobs = (action: string): number => result.jobs.filter((job) => job.action === action).length;
  const failed = jobs("failed");
  const state: TieState =
    failed > 0 || unbalanced(result).length > 0
      ? "open"
      : result.wipEntries.length > 0
        ? "explained"
        : "ties";
  const moved = movedAmount(result.wipEntries);
  return {
    headCaption: `Recognized costs and sales, ${day}`,
    headFigure: `{${costs}} and {${sales}}`,
    headIsText: true,
    context:
      `${counted(jobs("calculated"), "job")} · ${counted(result.wipEntries.length, "WIP entry", "WIP entries")}` +
      (failed > 0 ? ` · ${failed} with errors` : "") +
      (jobs("skipped") > 0 ? ` · ${jobs("skipped")} completed before` : ""),
    scope: `up to ${day}`,
    arithmetic: [
      { label: "Usage (Total Cost)", amount: usage },
      { label: "Recognized costs", amount: negated(costs) },
      { label: "WIP costs", amount: addTexts([usage, negated(costs)]), rule: "rule", strong: true },
      { label: "Invoiced (Total Price)", amount: invoiced },
      { label: "Recognized sales", amount: negated(sales) },
      { label: "WIP sales", amount: addTexts([invoiced, negated(sales)]), rule: "rule", strong: true },
    ],
    state,
    ...(state === "explained" ? { stateWord: "To post" } : {}),
    ...tieOf(result, moved),
    warnings: inSingular(warningKinds([...result.checks, ...result.warnings], FINDING_NAMES)),
    next: [
      {
        label: "Post the WIP entries",
        report: "job-post-wip",
        parameters: { reversalPostingDate: result.postingDate },
      },
      { label: "Compare posted WIP with the G/L", report: "job-wip-to-gl", parameters: {} },
    ],
  };
}

/** What the checklist compares: what applied costs and sales leave where they must leave nothing, else what there is to post. */
function tieOf(result: Result, moved: string): Pick<ResultSummary, "difference" | "compared" | "sides"> {
  const open = unbalanced(result);
  const [first] = open;
  if (first) {
    const amount = addTexts(open.map((check) => (check.amount as string).replace("-", "")));
    const side = first.code === "appliedCostsDoNotBalance" ? "costs" : "sales";
    return {
      difference: amount,
      compared: `${first.jobNo}: applied ${side} do not balance`,
      sides: {
        figure: "Left by applied amounts",
        amount,
        with: "Should be",
        withAmount: "0",
      },
    };
  }
  return {
    difference: moved,
    compared: `${counted(result.wipEntries.length, "WIP entry", "WIP entries")} calculated, not posted`,
    sides: { figure: "WIP entries calculated", amount: moved, with: "Of these posted", withAmount: "0" },
  };
}

/** Checks after which posting would leave the income statement with something else than the recognised amounts. */
function unbalanced(result: Result): readonly CheckRow[] {
  return result.checks.filter((check) => check.code.endsWith("DoNotBalance"));
}
