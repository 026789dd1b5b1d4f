/** What the pane says about Shadow Costing. */
import type { ArithmeticLine, ResultSummary } from "../../report";
import { periodWords } from "../scope-words";
import { warningKinds, type WarningNames } from "../warning-kinds";
import type { FigureName } from "./figures";
import type { ShadowCostingResult } from "./result";

export const WARNING_NAMES: WarningNames = {
  CYCLE_NOT_CONVERGED: { name: "Costs run in a circle", unit: "items", key: "itemNo" },
  ROUNDING_OSCILLATION: { name: "Rounding does not settle", unit: "items", key: "itemNo" },
  NEGATIVE_INVENTORY: { name: "Negative inventory", unit: "items", key: "itemNo" },
  AVERAGE_NOT_COMPUTABLE: { name: "No stock to average", unit: "items", key: "itemNo" },
  REVALUATION_IGNORED: { name: "Revaluation left out", unit: "items", key: "itemNo" },
};

export const FIGURE_LABELS: Readonly<Record<FigureName, string>> = {
  inventoryValue: "Inventory value",
  cogs: "Cost of goods sold",
  otherIssues: "Other issues",
  rounding: "Rounding",
  variance: "Variance",
};

/** The method that all items have today, or "mixed". */
export function methodNow(result: ShadowCostingResult): string {
  const methods = new Set(result.items.map((item) => item.actualMethod));
  return methods.size === 1 ? ([...methods][0] as string) : "mixed";
}

/** Without a window, what was bought and made is the same under every method. */
export function hasIdentity(result: ShadowCostingResult): boolean {
  return result.startDate === "";
}

export function summary(result: ShadowCostingResult): ResultSummary {
  const { actual, shadow, difference } = result.totals;
  const change = difference.inventoryValue;
  const amount = change.replace("-", "");
  const direction =
    change === "0" ? "the same" : `{${amount}} ${change.startsWith("-") ? "lower" : "higher"}`;
  const shown = (["inventoryValue", "cogs", "otherIssues", "rounding", "variance"] as const).filter(
    (figure) => figure !== "variance" || shadow.variance !== "0",
  );
  const lines: ArithmeticLine[] = shown.map((figure) => ({
    label: FIGURE_LABELS[figure],
    amount: shadow[figure],
  }));
  return {
    headCaption: `Under ${result.method}, inventory would be`,
    headFigure: direction,
    headIsText: true,
    context: `{${shadow.inventoryValue}} instead of {${actual.inventoryValue}}`,
    scope: `${result.items.length} ${result.items.length === 1 ? "item" : "items"}, ${periodWords(result.startDate, result.endDate)}`,
    arithmetic: hasIdentity(result)
      ? [...lines, { label: "Own costs", amount: result.ownCosts, rule: "close", strong: true }]
      : lines,
    state: "ties",
    difference: "0",
    compared: `${result.method} {${shadow.inventoryValue}}, now {${actual.inventoryValue}}`,
    sides: {
      figure: "Inventory value now",
      amount: actual.inventoryValue,
      with: `Under ${result.method}`,
      withAmount: shadow.inventoryValue,
    },
    warnings: warningKinds(result.warnings, WARNING_NAMES),
    next: [],
  };
}
