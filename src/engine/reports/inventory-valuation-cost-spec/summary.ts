/** What pane and binder say about a cost specification. */
import type { ResultSummary } from "../../report";
import { dayWords, parseDay } from "../../values/day";
import { Exact, exactText } from "../../values/decimal";
import { warningKinds, type WarningNames } from "../warning-kinds";
import type { Result } from "./run";
import { tieOutState } from "./tie-out";

export const WARNING_NAMES: WarningNames = {
  ITEM_LEDGER_ENTRY_MISSING: { name: "Item ledger entries missing", unit: "case" },
  NO_VALUE_ENTRY: { name: "Quantity without cost", unit: "items", key: "itemNo" },
  MISSING_APPLIED_ENTRY: { name: "Applied entry missing", unit: "items", key: "itemNo" },
  NEGATIVE_QUANTITY: { name: "Negative quantity", unit: "items", key: "itemNo" },
  ZERO_QUANTITY_WITH_VALUE: { name: "Quantity 0 with value", unit: "items", key: "itemNo" },
  ITEM_NOT_FOUND: { name: "Item not found", unit: "items", key: "itemNo" },
  ZERO_DIVISOR: { name: "Nothing to spread over", unit: "items", key: "itemNo" },
  UNKNOWN_COST_TYPE: { name: "Unknown cost type", unit: "items", key: "itemNo" },
  PARTIAL_REVALUATION_DERIVED: { name: "Partial revaluation derived", unit: "case" },
  REMAINING_QUANTITY_USED: { name: "Today's quantities used", unit: "case" },
};

export function summary(result: Result): ResultSummary {
  const date = dayWords(parseDay(result.valuationDate) as number);
  const { totals } = result;
  const inStock = result.rows.filter((row) => row.quantity !== "0").length;
  const spread = totals.lines.reduce((sum, line) => sum.plus(line.amount), new Exact(0));
  // Each figure is rounded on its own, so the lines may miss the total by cents; the arithmetic shows that apart.
  const rounding = exactText(new Exact(totals.totalCost).minus(spread));
  const { tieOut } = totals;
  const tie = tieOutState(result.rows, tieOut);
  return {
    headCaption: `Total cost, ${date}`,
    headFigure: totals.totalCost,
    context: `${inStock} of ${result.rows.length} items in stock${totals.expectedCost === "0" ? "" : ` · {${totals.expectedCost}} of it expected`}`,
    scope: `As of ${date}`,
    arithmetic: [
      ...totals.lines.map((line) => ({ label: line.entryType || "(blank)", amount: line.amount })),
      ...(rounding === "0" ? [] : [{ label: "Rounding of the lines", amount: rounding }]),
      { label: "Total cost", amount: totals.totalCost, rule: "rule" as const, strong: true },
      { label: "Less inventory value", amount: exactText(new Exact(tieOut.inventoryValue).negated()) },
      ...tie.causes.map(({ cause, label }) => ({
        label: `Of it ${label.toLowerCase()}${tieOut[cause] === "0" ? ", items cancel out" : ""}`,
        amount: tieOut[cause],
      })),
      {
        label: "Difference",
        amount: tieOut.difference,
        rule: "close" as const,
        strong: true,
        state: tie.state,
      },
    ],
    state: tie.state,
    difference: tieOut.difference,
    compared:
      tie.state === "ties"
        ? `{${totals.totalCost}} = inventory value`
        : `{${totals.totalCost}} against {${tieOut.inventoryValue}}: ${tie.words.toLowerCase()}`,
    sides: {
      figure: "Total cost",
      amount: totals.totalCost,
      with: "Inventory value",
      withAmount: tieOut.inventoryValue,
    },
    warnings: warningKinds(result.warnings, WARNING_NAMES),
    next: [
      {
        label: "Compare with Inventory Valuation",
        report: "inventory-valuation",
        parameters: { endDate: result.valuationDate, includeExpectedCost: true },
      },
      { label: "Check the cost adjustment", report: "adjust-cost", parameters: {} },
    ],
  };
}
