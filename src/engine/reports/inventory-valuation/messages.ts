/** Texts of Inventory Valuation's warnings. */
import { addMessages, amountWords, forCount, isOne, type MessageDetails, show } from "../../messages";

const item = (d: MessageDetails): string => show(d.itemNo);

addMessages({
  "inventory-valuation/ITEMS_TABLE_MISSING": () =>
    "There is no Items sheet: descriptions are missing and posting groups come from the value entries.",
  "inventory-valuation/ITEM_NOT_FOUND": (d) =>
    `Item ${item(d)} is not in Items. Its ${forCount(d._count, "entry", "entries")} worth ${amountWords(d._amount)} ${isOne(d._count) ? "is" : "are"} left out.`,
  "inventory-valuation/TRANSFER_LINK_MISSING": (d) =>
    `The shipping side of ${forCount(d._count, "transfer receipt")} is unknown; ${isOne(d._count) ? "it stands" : "they stand"} under increases. Ending figures are right. Export all application entries.`,
  "inventory-valuation/UNCLASSIFIED_ENTRY_TYPE": (d) =>
    `Item ${item(d)} has entries of type “${show(d._type)}”, which are neither increase nor decrease.`,
  "inventory-valuation/ZERO_QUANTITY_WITH_VALUE": (d) =>
    `${item(d)}: quantity 0 but value ${amountWords(d._amount)}. Adjust costs, or look at its entries.`,
  "inventory-valuation/NEGATIVE_QUANTITY": (d) =>
    `${item(d)}: ${show(d._quantity)} ${show(d._unit)}, value ${amountWords(d._amount)}. More went out than came in.`,
  "inventory-valuation/POSTING_GROUP_DIFFERS": (d) =>
    `Item ${item(d)} is in ${show(d._group) || "no posting group"} today but has entries in another group: the group total will not match the G/L account.`,
  "inventory-valuation/COST_NOT_ADJUSTED": (d) =>
    `Costs of ${item(d)} are not adjusted. Run Adjust Cost - Item Entries first.`,
  "inventory-valuation/SKIPPED_WITH_COST_POSTED": (d) =>
    `${item(d)} nets to zero and is not listed, but ${amountWords(d._amount)} has been posted to the G/L.`,
  "inventory-valuation/EXPECTED_COST_HIDDEN": (d) =>
    `${forCount(d._count, "item")} ${isOne(d._count) ? "has" : "have"} quantities that are not invoiced. Include expected cost to see them.`,
  "inventory-valuation/COST_NOT_POSTED": (d) =>
    `${amountWords(d._amount)} of the ending value is not in the general ledger. Run Post Inventory Cost to G/L.`,
});
