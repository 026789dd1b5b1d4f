/** What pane and binder say about a Cost Shares Breakdown. */
import type { ArithmeticLine, NextStep, ResultSummary } from "../../report";
import { Exact, exactText } from "../../values/decimal";
import { dayWords, parseDay } from "../../values/day";
import { periodWords } from "../scope-words";
import { warningKinds, type WarningNames } from "../warning-kinds";
import type { Amount } from "./parts";
import type { Result } from "./run";
import { tieOutState, tieOutSum, type TieOutState } from "./tie-out";

const WARNING_NAMES: WarningNames = {
  ITEM_LEDGER_ENTRY_MISSING: { name: "Item ledger entries missing", unit: "case" },
  APPLICATION_ENTRY_MISSING: { name: "Applied entry missing", unit: "entries", key: "entryNo" },
  CYCLE: { name: "Entry feeds itself", unit: "entries", key: "entryNo" },
  NO_VALUE_ENTRY: { name: "Entry without cost", unit: "items", key: "itemNo" },
  ITEM_NOT_FOUND: { name: "Item not found", unit: "items", key: "itemNo" },
  AVERAGE_ITEM_SKIPPED: { name: "Average item left out", unit: "items", key: "itemNo" },
  CAPACITY_LEDGER_MISSING: { name: "No Capacity Ledger Entries", unit: "case" },
};

/** Parts of the total in the order of the arithmetic; those that are 0 are left out, but for material. */
export const partsOfTotal: readonly { readonly field: Amount; readonly label: string }[] = [
  { field: "material", label: "Material" },
  { field: "capacity", label: "Capacity" },
  { field: "capacityOverhead", label: "Capacity overhead" },
  { field: "subcontracted", label: "Subcontracted" },
  { field: "indirectCost", label: "Material overhead" },
  { field: "variance", label: "Variance" },
  { field: "revaluation", label: "Revaluation" },
  { field: "rounding", label: "Rounding" },
  { field: "nonInventory", label: "Non-inventory cost" },
];

export function summary(result: Result): ResultSummary {
  const { totals, printCostShare, groups } = result;
  const tie = tieOutState(result);
  const isOpenEnd = result.endDate === "9999-12-31";
  const endWords = isOpenEnd ? "all entries" : dayWords(parseDay(result.endDate) as number);
  const isSales = printCostShare === "Sales";
  const isWip = printCostShare === "WIP Inventory";
  const period = periodWords(result.startDate, result.endDate);
  const heads = {
    Sales: `Cost of sold items, ${period}`,
    Inventory: `Cost of inventory, ${endWords}`,
    "WIP Inventory": `Cost of production orders, ${endWords}`,
  };
  const groupWord = `${isWip ? "production order" : "item"}${groups.length === 1 ? "" : "s"}`;
  const other = isWip
    ? tieOutSum(result, "wipBalance")
    : isSales
      ? cogsOf(result)
      : tieOutSum(result, "inventoryValue");
  return {
    headCaption: heads[printCostShare],
    headFigure: totals.total,
    context: `${groups.length} ${groupWord} · ${result.level.toLowerCase()}`,
    scope: isSales ? period : periodWords("", result.endDate),
    arithmetic: [...partLines(result), ...tieLines(result, tie)],
    state: tie.state,
    difference: tie.difference,
    compared: isWip
      ? `{${other}} = value entries of the orders`
      : `{${totals.total}} ${totals.total === other ? "=" : "against {" + other + "},"} ${isSales ? "cost of goods sold" : "inventory value"}`,
    ...(isWip
      ? {}
      : {
          sides: {
            figure: isSales ? "Cost of sold items" : "Cost of inventory",
            amount: totals.total,
            with: isSales ? "Cost of goods sold, adjusted" : "Inventory value",
            withAmount: other,
          },
        }),
    warnings: warningKinds(result.warnings, WARNING_NAMES),
    next: nextSteps(result, isOpenEnd ? "" : result.endDate),
  };
}

/** What cost of goods sold says the rows must be: without earlier sales, with expected cost and rounding. */
function cogsOf(result: Result): string {
  return exactText(
    new Exact(tieOutSum(result, "cogsInPeriod"))
      .minus(tieOutSum(result, "priorSalesAdjusted"))
      .plus(tieOutSum(result, "expectedCost"))
      .plus(tieOutSum(result, "rounding")),
  );
}

function partLines(result: Result): readonly ArithmeticLine[] {
  const { totals } = result;
  return [
    ...partsOfTotal
      .filter(({ field }) => field === "material" || totals[field] !== "0")
      .map(({ field, label }) => ({ label, amount: totals[field] })),
    { label: "Cost", amount: totals.total, rule: "rule", strong: true },
  ];
}

function tieLines(result: Result, tie: TieOutState): readonly ArithmeticLine[] {
  const less = (amount: string): string => exactText(new Exact(amount).negated());
  const sum = (field: string): string => tieOutSum(result, field);
  const close = { amount: tie.difference, rule: "close", strong: true, state: tie.state } as const;
  switch (result.printCostShare) {
    case "Sales": {
      const lines: readonly ArithmeticLine[] = [
        { label: "Less cost of goods sold", amount: less(sum("cogsInPeriod")) },
        { label: "Of it on earlier sales", amount: sum("priorSalesAdjusted") },
        { label: "Less expected cost", amount: less(sum("expectedCost")) },
        { label: "Less rounding entries", amount: less(sum("rounding")) },
      ];
      return [
        ...lines.filter((line, index) => index === 0 || line.amount !== "0"),
        { label: "Other difference", ...close },
      ];
    }
    case "Inventory":
      return [
        { label: "Inventory value", amount: sum("inventoryValue") },
        { label: "Less cost", amount: less(result.totals.total) },
        { label: "Difference", ...close },
      ];
    case "WIP Inventory":
      return [{ label: "WIP of these orders", amount: sum("wipBalance"), strong: true }];
  }
}

function nextSteps(result: Result, endDate: string): readonly NextStep[] {
  const { startDate } = result;
  const otherLevel = result.level === "Rolled-up" ? "Single-Level" : "Rolled-up";
  return [
    {
      label: otherLevel === "Rolled-up" ? "Roll lower levels up" : "Show a single level",
      report: "cost-shares-breakdown",
      parameters: { printCostShare: result.printCostShare, startDate, endDate, level: otherLevel },
    },
    result.printCostShare === "WIP Inventory"
      ? {
          label: "WIP per production order",
          report: "inventory-valuation-wip",
          parameters: { startDate, endDate },
        }
      : { label: "Check the cost adjustment", report: "adjust-cost", parameters: {} },
    {
      label: "Reconcile to G/L with these dates",
      report: "inventory-gl-reconciliation",
      parameters: { startDate, endDate },
    },
  ];
}
