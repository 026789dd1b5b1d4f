/** Texts of Adjust Cost: what, where, next step. */
import { addMessages, amountWords, type MessageDetails, show } from "../../messages";

const entryOf = (d: MessageDetails): string => `Entry ${show(d.entryNo)} of ${show(d.itemNo)}`;

addMessages({
  "adjust-cost/NEGATIVE_INVENTORY": (d) =>
    `Issue ${show(d.entryNo)} of ${show(d.itemNo)} is not fully covered by receipts. Post the missing receipt; its cost is provisional until then.`,
  ZERO_LEVEL_OPEN_ENTRIES: (d) =>
    `Issue ${show(d.entryNo)} of ${show(d.itemNo)} and its return ${show(d.inboundEntryNo)} are both open at stock 0. Close them with a positive and a negative adjustment.`,
  "adjust-cost/AVERAGE_NOT_COMPUTABLE": (d) =>
    `${entryOf(d)}: there is no stock to average, so it keeps its cost. Look for receipts posted too late.`,
  VALUE_AT_ZERO_QUANTITY: (d) =>
    `${show(d.itemNo)}: quantity 0, value ${amountWords(d._value)} also after adjustment. Revalue it, or look at its entries.`,
  FLAG_SAYS_ADJUSTED: (d) =>
    `${show(d.itemNo)} says Cost is Adjusted, but entries differ. Run Adjust Cost - Item Entries for it.`,
  FLAG_SAYS_NOT_ADJUSTED: (d) =>
    `${show(d.itemNo)} does not say Cost is Adjusted, but no entry differs. The next run of the adjustment will set it.`,
  ENTRY_MARKED: (d) =>
    `${show(d.itemNo)} has entries marked Applied Entry to Adjust: Business Central still has work.`,
  ENTRY_POINT_NOT_ADJUSTED: (d) =>
    `${show(d.itemNo)} has average cost entry points that are not adjusted: Business Central still has work.`,
  ITEM_EXCLUDED: (d) => `${show(d.itemNo)} is excluded from cost adjustment and keeps its costs.`,
  ORDER_NOT_FINISHED: (d) =>
    `Orders of ${show(d.itemNo)} are not finished; their output keeps its expected cost. Finish the orders.`,
  ORDER_NET_OUTPUT_NOT_POSITIVE: (d) =>
    `A finished order of ${show(d.itemNo)} has no output left; its cost stays in WIP. Look at its output entries.`,
  POSTING_DATE_MOVED: (d) =>
    `Corrections of ${show(d.itemNo)} belong to a closed period and fall on the first open day (${show(d._day)}).`,
  "adjust-cost/POSTING_DATE_NOT_ALLOWED": (d) =>
    `Corrections of ${show(d.itemNo)} fall on ${show(d._day)}, after Allow Posting To. Extend the allowed dates before the run.`,
  "adjust-cost/NO_VALUE_ENTRY": (d) => `${entryOf(d)} has no value entry. Export all value entries.`,
  APPLICATION_QUANTITY_MISMATCH: (d) =>
    `${entryOf(d)}: its application entries do not add up to its remaining quantity. Export all applications.`,
  VALUATION_DATES_DIFFER: (d) => `${entryOf(d)} has value entries with different valuation dates.`,
  VALUATION_DATE_BEFORE_SOURCE: (d) => `${entryOf(d)} is valued before an increase it is applied to.`,
  VALUED_BY_AVERAGE_NOT_AVERAGE: (d) =>
    `${entryOf(d)} is valued by average, but the item's costing method is not Average. Was the method changed?`,
  EXPECTED_COST_LEFT: (d) => `${entryOf(d)} is fully invoiced, but its expected cost is not 0.`,
  INTERIM_REVALUATION: (d) =>
    `${entryOf(d)} was revalued before it was invoiced; what Business Central does to its transfers is not followed.`,
  ACY_NOT_CALCULATED: () =>
    "An additional reporting currency is set: only amounts in local currency are computed.",
});
