/** What pane and binder say about an Inventory Valuation. */
import type { ArithmeticLine, ResultSummary } from "../../report";
import { Exact, exactText } from "../../values/decimal";
import { dayWords, parseDay } from "../../values/day";
import { periodWords } from "../scope-words";
import { warningKinds, type WarningNames } from "../warning-kinds";
import type { Result } from "./run";

export const WARNING_NAMES: WarningNames = {
  COST_NOT_POSTED: { name: "Cost not posted", unit: "case" },
  COST_NOT_ADJUSTED: { name: "Cost not adjusted", unit: "items", key: "itemNo" },
  NEGATIVE_QUANTITY: { name: "Negative quantity", unit: "items", key: "itemNo" },
  ZERO_QUANTITY_WITH_VALUE: { name: "Quantity 0 with value", unit: "items", key: "itemNo" },
  ITEM_NOT_FOUND: { name: "Item not found", unit: "items", key: "itemNo" },
  POSTING_GROUP_DIFFERS: { name: "Posting group differs", unit: "items", key: "itemNo" },
  SKIPPED_WITH_COST_POSTED: { name: "Not listed, but posted", unit: "items", key: "itemNo" },
  UNCLASSIFIED_ENTRY_TYPE: { name: "Unknown entry type", unit: "items", key: "itemNo" },
  TRANSFER_LINK_MISSING: { name: "Transfer link missing", unit: "case" },
  EXPECTED_COST_HIDDEN: { name: "Expected cost hidden", unit: "case" },
  ITEMS_TABLE_MISSING: { name: "No Items sheet", unit: "case" },
};

export function summary(result: Result): ResultSummary {
  const { totals } = result;
  const notPosted = exactText(new Exact(totals.endingValue).minus(totals.costPostedToGL));
  const ties = notPosted === "0";
  const opening = result.openingDate === "" ? [] : openingLines(result);
  const groups = result.groups.length;
  const endWords = result.endDate === "9999-12-31" ? "all entries" : dayWords(parseDay(result.endDate) ?? 0);
  const expected = totals.expectedCostIncluded;
  return {
    headCaption: `Inventory value, ${endWords}`,
    headFigure: totals.endingValue,
    context:
      `${result.rows.length} ${result.rows.length === 1 ? "item" : "items"} in ${groups} posting ${groups === 1 ? "group" : "groups"}` +
      (expected ? ` · with expected cost {${expected.endingValue}}` : ""),
    scope:
      periodWords(result.startDate, result.endDate) +
      (result.includeExpectedCost ? ", expected cost included" : ""),
    arithmetic: [
      ...opening,
      { label: "Increases", amount: totals.increaseValue },
      { label: "Decreases", amount: exactText(new Exact(totals.decreaseValue).negated()) },
      { label: "Ending value", amount: totals.endingValue, rule: "rule", strong: true },
      { label: "Cost Posted to G/L", amount: totals.costPostedToGL },
      {
        label: "Not posted",
        amount: notPosted,
        rule: "close",
        strong: true,
        state: ties ? "ties" : "explained",
      },
    ],
    state: "ties",
    difference: "0",
    compared: `{${totals.endingValue}} = value entries`,
    sides: {
      figure: "Ending value",
      amount: totals.endingValue,
      with: "Opening + increases − decreases",
      withAmount: exactText(
        new Exact(totals.openingValue).plus(totals.increaseValue).minus(totals.decreaseValue),
      ),
    },
    warnings: warningKinds(result.warnings, WARNING_NAMES),
    next: [
      {
        label: "Reconcile to G/L with these dates",
        report: "inventory-gl-reconciliation",
        parameters: {
          startDate: result.startDate,
          endDate: result.endDate === "9999-12-31" ? "" : result.endDate,
        },
      },
      ...(ties
        ? []
        : [{ label: `Post the {${notPosted}} not posted`, report: "post-inventory-cost", parameters: {} }]),
    ],
  };
}

function openingLines(result: Result): readonly ArithmeticLine[] {
  return [
    { label: `As of ${dayWords(parseDay(result.openingDate) ?? 0)}`, amount: result.totals.openingValue },
  ];
}
