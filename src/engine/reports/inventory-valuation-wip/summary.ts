/** What pane and binder say about an Inventory Valuation - WIP. */
import { messageText } from "../../messages";
import type { ResultSummary, WarningKind } from "../../report";
import { Exact, exactText } from "../../values/decimal";
import { dayWords, parseDay } from "../../values/day";
import { periodWords } from "../scope-words";
import { warningKinds } from "../warning-kinds";
import type { Amount, Row } from "./finish";
import { flagNames, type Flag } from "./messages";
import type { Result } from "./run";

/** The amount that a flag is about, for its text. */
const flagAmounts: Readonly<Partial<Record<Flag, Amount>>> = {
  FINISHED_NOT_CLEARED: "endingWip",
  OUTPUT_AT_EXPECTED_COST: "expectedOutput",
  NEGATIVE_WIP: "endingWip",
  NOT_POSTED: "notPostedToGL",
};

/** The text of a flag for one order. */
export function flagText(flag: Flag, row: Row): string {
  const amount = flagAmounts[flag];
  return messageText(
    flag,
    { orderNo: row.no, ...(amount ? { amount: row[amount] } : {}) },
    "inventory-valuation-wip",
  );
}

export function summary(result: Result): ResultSummary {
  const { totals, rows } = result;
  const endWords = result.endDate === "9999-12-31" ? "all entries" : dayWords(parseDay(result.endDate) ?? 0);
  const cost = exactText(new Exact(totals.consumption).plus(totals.capacity));
  // Orders that are over and under by the same amount do not tie, though the total is 0.
  const ties = rows.every((row) => row.notPostedToGL === "0");
  const notCleared = rows.filter((row) => row.flags.includes("FINISHED_NOT_CLEARED")).length;
  return {
    headCaption: `WIP, ${endWords}`,
    headFigure: totals.endingWip,
    context:
      `${rows.length} production ${rows.length === 1 ? "order" : "orders"}` +
      (notCleared > 0 ? ` · ${notCleared} finished, not cleared` : ""),
    scope: periodWords(result.startDate, result.endDate),
    arithmetic: [
      ...(result.openingDate === ""
        ? []
        : [{ label: `As of ${dayWords(parseDay(result.openingDate) ?? 0)}`, amount: totals.openingWip }]),
      { label: "Consumption and capacity", amount: cost },
      { label: "Output", amount: totals.output },
      ...(totals.expensedWip === "0" ? [] : [{ label: "Expensed WIP", amount: totals.expensedWip }]),
      { label: "Ending WIP", amount: totals.endingWip, rule: "rule", strong: true },
      { label: "Cost Posted to G/L", amount: totals.costPostedToGL },
      {
        label: "Not posted",
        amount: totals.notPostedToGL,
        rule: "close",
        strong: true,
        state: ties ? "ties" : "explained",
      },
    ],
    state: ties ? "ties" : "explained",
    ...(ties ? {} : { stateWord: "To post" }),
    difference: totals.notPostedToGL,
    compared:
      totals.notPostedToGL === "0"
        ? `{${totals.endingWip}} = cost posted to the G/L`
        : `{${totals.endingWip}} against {${totals.costPostedToGL}} posted`,
    sides: {
      figure: "Ending WIP",
      amount: totals.endingWip,
      with: "Cost Posted to G/L",
      withAmount: totals.costPostedToGL,
    },
    warnings: [
      ...warningKinds(result.warnings, {
        ORDER_NOT_LISTED: { name: "Order not listed", unit: "orders", key: "orderNo" },
      }),
      ...flagKinds(rows),
    ],
    next: [
      {
        label: "Break the WIP down by cost share",
        report: "cost-shares-breakdown",
        parameters: { printCostShare: "WIP Inventory", endDate: openEnd(result.endDate) },
      },
      {
        label: "Reconcile to G/L with these dates",
        report: "inventory-gl-reconciliation",
        parameters: { startDate: result.startDate, endDate: openEnd(result.endDate) },
      },
      ...(ties
        ? []
        : [
            {
              label: `Post the {${totals.notPostedToGL}} not posted`,
              report: "post-inventory-cost",
              parameters: {},
            },
          ]),
    ],
  };
}

function openEnd(endDate: string): string {
  return endDate === "9999-12-31" ? "" : endDate;
}

function flagKinds(rows: readonly Row[]): readonly WarningKind[] {
  return (Object.keys(flagNames) as Flag[]).flatMap((flag) => {
    const cases = rows.flatMap((row) =>
      row.flags.includes(flag) ? [{ key: row.no, text: flagText(flag, row) }] : [],
    );
    const [first] = cases;
    return first
      ? [
          {
            code: flag,
            name: flagNames[flag],
            text: first.text,
            count: cases.length,
            unit: cases.length === 1 ? "order" : "orders",
            cases,
          },
        ]
      : [];
  });
}
