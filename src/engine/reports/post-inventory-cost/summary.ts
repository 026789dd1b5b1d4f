/** What pane and binder say about a posting run. */
import type { ResultSummary, TieState, WarningKind } from "../../report";
import { Exact, exactText } from "../../values/decimal";
import { dayWords, parseDay } from "../../values/day";
import { warningKinds } from "../warning-kinds";
import { REASON_NAMES, REMARK_NAMES } from "./messages";
import type { Result } from "./run";

/** Reasons that leave nothing to do. */
const HARMLESS: ReadonlySet<string> = new Set([
  "NOTHING_TO_POST",
  "EXPECTED_COST_POSTING_OFF",
  "NON_INVENTORY_COST_OFF",
]);

/** State of a run: all posted, something to post or to repair. */
export function stateOf(result: Result): TieState {
  if (!result.summary.balanced) return "open";
  const waiting = result.skipped.some((entry) => entry.reasons.some((reason) => !HARMLESS.has(reason.code)));
  if (waiting) return "explained";
  return result.posted || result.glEntries.length === 0 ? "ties" : "explained";
}

/** First and last posting date of the lines, in words. */
export function datesOf(result: Result): string {
  let first = "";
  let last = "";
  for (const { postingDate } of result.glEntries) {
    if (first === "" || postingDate < first) first = postingDate;
    if (postingDate > last) last = postingDate;
  }
  const words = (date: string): string => dayWords(parseDay(date) ?? 0);
  return first === last ? words(first) : `${words(first)} to ${words(last)}`;
}

/** Cost that skipped entries keep open. */
export function skippedCost(result: Result): string {
  return exactText(result.skipped.reduce((sum, entry) => sum.plus(entry.costAmount), new Exact(0)));
}

/** Skipped entries by reason, those with something to do first. */
export function skippedKinds(result: Result): readonly WarningKind[] {
  const kinds = new Map<string, { key: string; text: string }[]>();
  for (const cell of result.setupCells) {
    const cases = kinds.get(cell.code) ?? [];
    cases.push({ key: cell.key || cell.glAccountNo, text: cell.message });
    kinds.set(cell.code, cases);
  }
  return [...kinds]
    .sort(([a], [b]) => Number(HARMLESS.has(a)) - Number(HARMLESS.has(b)))
    .map(([code, cases]) => ({
      code,
      name: REASON_NAMES[code] ?? code,
      text: cases[0]?.text ?? "",
      count: cases.length,
      unit: "cells",
      cases,
    }));
}

/** What to look at before anything is posted. */
export function remarkKinds(result: Result): readonly WarningKind[] {
  return warningKinds([...result.itemsNotAdjusted, ...result.groupsChanged, ...result.datesOutside], {
    COST_NOT_ADJUSTED: { name: REMARK_NAMES.COST_NOT_ADJUSTED, unit: "items", key: "itemNo" },
    POSTING_GROUP_DIFFERS: { name: REMARK_NAMES.POSTING_GROUP_DIFFERS, unit: "items", key: "itemNo" },
    POSTING_DATE_OUTSIDE: { name: REMARK_NAMES.POSTING_DATE_OUTSIDE, unit: "dates", key: "postingDate" },
  });
}

/** "as if expected cost posting were on", or "". */
export function assumedWords({ assumedExpectedCostPosting: assumed }: Result): string {
  return assumed === "" ? "" : `as if expected cost posting were ${assumed}`;
}

export function summary(result: Result): ResultSummary {
  const { summary: counts } = result;
  const state = stateOf(result);
  const skipped = skippedCost(result);
  const nothing = result.glEntries.length === 0;
  const entries = `${counts.valueEntriesPosted} value ${counts.valueEntriesPosted === 1 ? "entry" : "entries"}`;
  return {
    headCaption: result.posted ? "Posted" : "To post",
    headFigure: counts.debit,
    context: nothing
      ? "Everything is posted."
      : `${entries}, ${counts.glEntries} G/L entries · ${counts.valueEntriesSkipped} skipped`,
    scope: [result.postingMethod, result.documentNo, datesOf(result), assumedWords(result)]
      .filter(Boolean)
      .join(" · "),
    arithmetic: [
      { label: "Debit", amount: counts.debit },
      { label: "Credit", amount: counts.credit },
      {
        label: "Balance",
        amount: exactText(new Exact(counts.debit).minus(counts.credit)),
        rule: "close",
        strong: true,
        state: counts.balanced ? "ties" : "open",
      },
      ...(counts.valueEntriesSkipped > 0
        ? [{ label: `Left, ${counts.valueEntriesSkipped} skipped`, amount: skipped }]
        : []),
    ],
    state,
    ...(state === "explained" ? { stateWord: "To post" } : {}),
    difference: result.posted ? skipped : counts.debit,
    compared: nothing ? "Everything is posted" : entries + cannotBePosted(result),
    sides: result.posted
      ? { figure: "Debit", amount: counts.debit, with: "Credit", withAmount: counts.credit }
      : { figure: "To post", amount: counts.debit, with: "Posted of it", withAmount: "0" },
    warnings: [
      ...skippedKinds(result),
      ...remarkKinds(result),
      ...result.warnings.map(({ code, message }) => ({
        code,
        name: code === "POSTING_GROUP_FROM_ITEM" ? "Posting group from item" : "No dimension set",
        text: message,
        count: 1,
        unit: "case",
        cases: [{ key: "", text: message }],
      })),
    ],
    next: [{ label: "Reconcile to G/L", report: "inventory-gl-reconciliation", parameters: {} }],
  };
}

/** ", 1 of them cannot be posted" in the words of the checklist; "" when all can. */
function cannotBePosted(result: Result): string {
  const stuck = result.skipped.filter((entry) =>
    entry.reasons.some((reason) => !HARMLESS.has(reason.code)),
  ).length;
  return stuck === 0 ? "" : `, ${stuck} more cannot be posted`;
}
