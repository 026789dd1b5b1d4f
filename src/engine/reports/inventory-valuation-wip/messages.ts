/** Texts of Inventory Valuation - WIP: its warning, and its flags with what to do about them. */
import { addMessages, amountWords, type MessageDetails, show } from "../../messages";

const order = (d: MessageDetails): string => `Order ${show(d.orderNo)}`;

/** Flags in the order in which a row shows them, with short names for sheet and pane. */
export const flagNames = {
  FINISHED_NOT_CLEARED: "Finished, not cleared",
  OUTPUT_AT_EXPECTED_COST: "Output at expected cost",
  NO_OUTPUT: "No output",
  ZERO_COST_OUTPUT: "Output without cost",
  NEGATIVE_WIP: "Negative WIP",
  NOT_POSTED: "Not posted",
  ROUNDING_IN_WIP: "Rounding in WIP",
} as const;

export type Flag = keyof typeof flagNames;

addMessages({
  "inventory-valuation-wip/ORDER_NOT_LISTED": (d) =>
    `${order(d)} is not in Production Orders; its WIP of ${amountWords(d.amount)} is missing. Export released and finished orders.`,
  "inventory-valuation-wip/FINISHED_NOT_CLEARED": (d) =>
    `${order(d)} is finished but holds WIP of ${amountWords(d.amount)}. A finished order must not hold WIP.`,
  "inventory-valuation-wip/OUTPUT_AT_EXPECTED_COST": (d) =>
    `${order(d)} is finished, but ${amountWords(d.amount)} of its output is at expected cost. Run Adjust Cost - Item Entries.`,
  "inventory-valuation-wip/NO_OUTPUT": (d) =>
    `${order(d)} is finished without output. Reopen it, or turn on Expense orders without output if it was written off.`,
  "inventory-valuation-wip/ZERO_COST_OUTPUT": (d) =>
    `${order(d)} has output without cost, so its WIP cannot clear. Look at the cost of the item it makes.`,
  "inventory-valuation-wip/NEGATIVE_WIP": (d) =>
    `${order(d)} has WIP of ${amountWords(d.amount)}: output came before consumption, or the standard cost is wrong.`,
  "inventory-valuation-wip/NOT_POSTED": (d) =>
    `${order(d)}: ${amountWords(d.amount)} is not in the general ledger. Run Post Inventory Cost to G/L, or expected cost posting is off.`,
  "inventory-valuation-wip/ROUNDING_IN_WIP": (d) =>
    `${order(d)} has rounding of consumption in its WIP. The general ledger books it elsewhere; Exclude takes it out.`,
});
