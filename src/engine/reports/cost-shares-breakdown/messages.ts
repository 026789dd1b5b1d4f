/** Texts of Cost Shares Breakdown's warnings. */
import { addMessages, amountWords, forCount, isOne, type MessageDetails, show } from "../../messages";

const item = (d: MessageDetails): string => show(d.itemNo);

addMessages({
  "cost-shares-breakdown/AVERAGE_ITEM_SKIPPED": (d) =>
    `${item(d)} is at average cost, which is not broken down. Include items at average cost to see it.`,
  "cost-shares-breakdown/ITEM_NOT_FOUND": (d) =>
    `Item ${item(d)} is not in Items; its ${forCount(d._count, "entry", "entries")} worth ${amountWords(d._amount)} ${isOne(d._count) ? "is" : "are"} left out. Export all items.`,
  "cost-shares-breakdown/APPLICATION_ENTRY_MISSING": (d) =>
    `An application names item ledger entry ${show(d.entryNo)}, which is not in the sheet. Export all item ledger entries.`,
  "cost-shares-breakdown/CYCLE": (d) =>
    `Entry ${show(d.entryNo)} feeds itself; its own cost was used there. Look at its applications.`,
  "cost-shares-breakdown/CAPACITY_LEDGER_MISSING": () =>
    "There are no Capacity Ledger Entries: the value entries of capacity stand in, and nothing counts as subcontracted.",
  "cost-shares-breakdown/ITEM_LEDGER_ENTRY_MISSING": (d) =>
    `${forCount(d.count, "value entry", "value entries")} worth ${amountWords(d.amount)} ${isOne(d.count) ? "belongs" : "belong"} to item ledger entries that are not in the sheet and ${isOne(d.count) ? "is" : "are"} left out.`,
  "cost-shares-breakdown/NO_VALUE_ENTRY": (d) =>
    `${item(d)} has item ledger entries without cost: quantity ${show(d._quantity)}, no value entry up to the ending date.`,
});
