/** What pane and binder say about Adjust Cost. */
import type { ResultSummary } from "../../report";
import { Exact, exactText } from "../../values/decimal";
import { warningKinds, type WarningNames } from "../warning-kinds";
import type { AdjustCostResult } from "./result";

export const WARNING_NAMES: WarningNames = {
  CYCLE_NOT_CONVERGED: { name: "Costs run in a circle", unit: "items", key: "itemNo" },
  ROUNDING_OSCILLATION: { name: "Rounding does not settle", unit: "items", key: "itemNo" },
  AVERAGE_NOT_COMPUTABLE: { name: "No stock to average", unit: "entries", key: "entryNo" },
  NEGATIVE_INVENTORY: { name: "Negative inventory", unit: "entries", key: "entryNo" },
  ZERO_LEVEL_OPEN_ENTRIES: { name: "Open at stock 0", unit: "entries", key: "entryNo" },
  VALUE_AT_ZERO_QUANTITY: { name: "Value at quantity 0", unit: "items", key: "itemNo" },
  FLAG_SAYS_ADJUSTED: { name: "Says adjusted, is not", unit: "items", key: "itemNo" },
  FLAG_SAYS_NOT_ADJUSTED: { name: "Is adjusted, does not say so", unit: "items", key: "itemNo" },
  ENTRY_MARKED: { name: "Marked for adjustment", unit: "items", key: "itemNo" },
  ENTRY_POINT_NOT_ADJUSTED: { name: "Entry point not adjusted", unit: "items", key: "itemNo" },
  ITEM_EXCLUDED: { name: "Excluded from adjustment", unit: "items", key: "itemNo" },
  ORDER_NOT_FINISHED: { name: "Order not finished", unit: "items", key: "itemNo" },
  ORDER_NET_OUTPUT_NOT_POSITIVE: { name: "Order without output", unit: "items", key: "itemNo" },
  POSTING_DATE_MOVED: { name: "Posting date moved", unit: "items", key: "itemNo" },
  POSTING_DATE_NOT_ALLOWED: { name: "Posting date not allowed", unit: "items", key: "itemNo" },
  NO_VALUE_ENTRY: { name: "No value entry", unit: "entries", key: "entryNo" },
  APPLICATION_QUANTITY_MISMATCH: { name: "Applications do not add up", unit: "entries", key: "entryNo" },
  VALUATION_DATES_DIFFER: { name: "Valuation dates differ", unit: "entries", key: "entryNo" },
  VALUATION_DATE_BEFORE_SOURCE: { name: "Valued before its source", unit: "entries", key: "entryNo" },
  VALUED_BY_AVERAGE_NOT_AVERAGE: { name: "Averaged, but not Average", unit: "entries", key: "entryNo" },
  EXPECTED_COST_LEFT: { name: "Expected cost left", unit: "entries", key: "entryNo" },
  INTERIM_REVALUATION: { name: "Revalued before invoicing", unit: "entries", key: "entryNo" },
  ACY_NOT_CALCULATED: { name: "Local currency only", unit: "case" },
};

/** Sum of decimal texts. */
export function sumOf(amounts: readonly string[]): string {
  return exactText(amounts.reduce((sum, amount) => sum.plus(amount), new Exact(0)));
}

/** "1 entry", "1,204 entries". */
export function counted(count: number, one: string, many: string): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${count === 1 ? one : many}`;
}

export function summary(result: AdjustCostResult): ResultSummary {
  const { items, differences, totals } = result;
  let costDifferences = 0;
  for (const difference of differences) if (difference.kind === "cost") costDifferences += 1;
  const itemsToAdjust = items.filter((item) => !item.fullyAdjusted).length;
  const before = sumOf(items.flatMap((item) => [item.actualBefore, item.expectedBefore]));
  const after = sumOf(items.flatMap((item) => [item.actualAfter, item.expectedAfter]));
  const delta = sumOf([totals.deltaActual, totals.deltaExpected]);
  const runsInCircle = result.warnings.some((warning) => warning.code === "CYCLE_NOT_CONVERGED");
  const state = runsInCircle ? "open" : costDifferences > 0 ? "explained" : "ties";
  return {
    headCaption: "Cost to adjust",
    headFigure: delta,
    context:
      costDifferences === 0
        ? `${counted(items.length, "item", "items")} checked, every cost is as it should be`
        : `${counted(costDifferences, "entry", "entries")} in ${counted(itemsToAdjust, "item", "items")} of ${String(items.length)}`,
    scope: result.mode === "propose" ? "With proposals" : "Check only",
    arithmetic: [
      { label: "Value in the ledger", amount: before },
      { label: "To adjust", amount: delta },
      { label: "Value after adjustment", amount: after, rule: "rule", strong: true },
      { label: "Change of cost of goods sold", amount: totals.deltaCogs },
    ],
    state,
    ...(state === "explained" ? { stateWord: "To adjust" } : {}),
    difference: costDifferences === 0 ? "0" : delta,
    compared:
      costDifferences === 0
        ? "every entry carries its cost"
        : `${counted(costDifferences, "entry", "entries")} to adjust, net {${delta}}`,
    sides: {
      figure: "Value after adjustment",
      amount: after,
      with: "Value in the ledger",
      withAmount: before,
    },
    warnings: warningKinds(result.warnings, WARNING_NAMES),
    next:
      costDifferences > 0 && result.mode === "check"
        ? [{ label: "Propose the value entries", report: "adjust-cost", parameters: { mode: "propose" } }]
        : [],
  };
}
