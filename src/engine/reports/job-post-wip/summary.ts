/** What pane and binder say about the posting of WIP. */
import { addTexts, negated } from "../../jobs/decimal28";
import { counted, inSingular } from "../../jobs/words";
import type { ResultSummary, TieState } from "../../report";
import { dayWords, parseDay } from "../../values/day";
import { warningKinds, type WarningNames } from "../warning-kinds";
import type { Kind, Result } from "./result";

const job = { unit: "jobs", key: "jobNo" };

/** Names of the checks, worst first. */
export const CHECK_NAMES: WarningNames = {
  reversalDateAfterWipDate: { name: "WIP doubled between the dates", ...job },
  reversalDateBeforeWipDate: { name: "No WIP between the dates", ...job },
  reversedWithoutNew: { name: "Reversed, nothing new", ...job },
  reverseOnlyWithPendingWip: { name: "Calculation not posted", ...job },
};

/** Debits of the journal. */
export function debits(result: Result): string {
  return addTexts(result.glEntries.map((entry) => entry.debitAmount));
}

export function stateOf(result: Result): TieState {
  if (result.errors.length > 0) return "open";
  return result.journalLines.length > 0 ? "explained" : "ties";
}

export function summary(result: Result): ResultSummary {
  const day = dayWords(parseDay(result.reversalPostingDate) ?? 0);
  const debit = debits(result);
  const credit = addTexts(result.glEntries.map((entry) => entry.creditAmount));
  const balance = addTexts([debit, negated(credit)]);
  const state = stateOf(result);
  const failed = result.jobs.filter((row) => row.action === "failed").length;
  const lines = (kind: Kind): number => result.journalLines.filter((line) => line.kind === kind).length;
  return {
    headCaption: `WIP journal, reversal ${day}`,
    headFigure: debit,
    context:
      `${counted(lines("reversal"), "line")} reversed · ${counted(lines("new"), "line")} new` +
      (failed > 0 ? ` · ${counted(failed, "job")} with errors` : ""),
    scope: `Reversal Posting Date ${day}`,
    arithmetic: [
      { label: "Debit", amount: debit },
      { label: "Credit", amount: negated(credit) },
      {
        label: balance === "0" ? "Balanced" : "Not balanced",
        amount: balance,
        rule: "close",
        strong: true,
        state: balance === "0" ? "ties" : "open",
      },
    ],
    state,
    ...(state === "explained" ? { stateWord: "To post" } : {}),
    // Where every job failed there is nothing to post, and no amount that is open.
    difference: state === "ties" ? "0" : debit === "0" ? "" : debit,
    compared:
      state === "open" && debit === "0"
        ? `${counted(failed, "job")} with errors, nothing to post`
        : `debit {${debit}} = credit {${credit}}`,
    sides: { figure: "Debit", amount: debit, with: "Credit", withAmount: credit },
    warnings: inSingular(warningKinds(result.checks, CHECK_NAMES)),
    next: [
      {
        label: "Compare posted WIP with the G/L",
        report: "job-wip-to-gl",
        parameters: { basis: "asOf", asOfDate: result.reversalPostingDate },
      },
    ],
  };
}
