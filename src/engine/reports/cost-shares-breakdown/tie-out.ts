/** The tie-out of a result as a whole: sums over its groups, and the state. */
import type { TieState } from "../../report";
import { Exact, exactText } from "../../values/decimal";
import type { CostShare } from "./basis";
import type { Result } from "./run";

/** One figure of the tie-out as sheet and pane name it. */
export interface TieOutField {
  readonly field: string;
  readonly label: string;
}

/** Figures of the tie-out per kind, in the order of their columns; `reported` is the total and has none. */
export const tieOutFields: Readonly<Record<CostShare, readonly TieOutField[]>> = {
  Sales: [
    { field: "cogsInPeriod", label: "COGS in Period" },
    { field: "priorSalesAdjusted", label: "Of it Earlier Sales" },
    { field: "expectedCost", label: "Expected Cost" },
    { field: "rounding", label: "Rounding Entries" },
    { field: "otherDifference", label: "Other Difference" },
  ],
  Inventory: [
    { field: "inventoryValue", label: "Inventory Value" },
    { field: "difference", label: "Difference" },
  ],
  "WIP Inventory": [{ field: "wipBalance", label: "WIP Balance" }],
};

/** Many figures have a table of their own below, so that the table of the shares stays readable on a page. */
export function isTieOutApart(result: Result): boolean {
  return tieOutFields[result.printCostShare].length > 2;
}

/** The figure that is 0 where the shares tie; WIP Inventory has none of its own. */
const differenceFields: Readonly<Record<CostShare, string | undefined>> = {
  Sales: "otherDifference",
  Inventory: "difference",
  "WIP Inventory": undefined,
};

/** Sum of a figure of the tie-out over all groups. */
export function tieOutSum(result: Result, field: string): string {
  return exactText(
    result.groups.reduce((sum, group) => sum.plus(group.tieOut[field] as string), new Exact(0)),
  );
}

export interface TieOutState {
  readonly state: TieState;
  readonly difference: string;
  readonly words: string;
}

/** Groups that are over and under by the same amount do not tie, though the sum is 0. */
export function tieOutState(result: Result): TieOutState {
  const field = differenceFields[result.printCostShare];
  if (field === undefined) return { state: "ties", difference: "0", words: "WIP of these orders" };
  const difference = tieOutSum(result, field);
  const ties = result.groups.every((group) => group.tieOut[field] === "0");
  if (result.printCostShare === "Sales") {
    return ties
      ? { state: "ties", difference, words: "Ties to cost of goods sold" }
      : { state: "open", difference, words: "Not cost of goods sold" };
  }
  // Known causes: cost that is not adjusted yet, and revaluation that stays whole on its receipt.
  return ties
    ? { state: "ties", difference, words: "Ties to inventory value" }
    : { state: "explained", difference, words: "Not adjusted or revalued" };
}
