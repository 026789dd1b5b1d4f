/** Texts of the cost specification's warnings. */
import { addMessages, amountWords, forCount, isOne, show } from "../../messages";

const id = "inventory-valuation-cost-spec";

addMessages({
  [`${id}/ITEM_NOT_FOUND`]: (d) =>
    `Item ${show(d.itemNo)} is not in Items. Its ${show(d._count)} item ledger entries are left out.`,
  [`${id}/ITEM_LEDGER_ENTRY_MISSING`]: (d) =>
    `${forCount(d.count, "value entry", "value entries")} worth ${amountWords(d.amount)} ${isOne(d.count) ? "belongs" : "belong"} to item ledger entries that are not in the sheet and ${isOne(d.count) ? "is" : "are"} left out. Export all item ledger entries.`,
  [`${id}/NO_VALUE_ENTRY`]: (d) =>
    `${show(d.itemNo)} has item ledger entries without cost: quantity ${show(d._quantity)}, no value entry.`,
  [`${id}/MISSING_APPLIED_ENTRY`]: (d) =>
    `${show(d.itemNo)}: an application names item ledger entry ${show(d._entryNo)}, which is not in the sheet. Export all item ledger entries, not only those up to the date.`,
  [`${id}/ZERO_DIVISOR`]: (d) =>
    `${show(d.itemNo)}: a value entry has nothing to be spread over (Valued Quantity or Quantity 0) and counts nothing.`,
  [`${id}/UNKNOWN_COST_TYPE`]: (d) =>
    `${show(d.itemNo)} has value entries of type “${show(d._type)}”; they are listed under that name.`,
  [`${id}/ZERO_QUANTITY_WITH_VALUE`]: (d) =>
    `${show(d.itemNo)}: quantity 0 but value ${amountWords(d._amount)}. Adjust costs, or look at its entries.`,
  [`${id}/NEGATIVE_QUANTITY`]: (d) =>
    `${show(d.itemNo)}: quantity ${show(d._quantity)}. More went out than came in.`,
  [`${id}/PARTIAL_REVALUATION_DERIVED`]: () =>
    "“Partial Revaluation” is not in the export; it was worked out from the quantities.",
  [`${id}/REMAINING_QUANTITY_USED`]: () =>
    "There are no application entries: today's remaining quantities were used, since nothing is posted later.",
});
