/** Texts of Post Inventory Cost to G/L: errors, warnings, and why entries are skipped. */
import { addMessages, amountWords, type MessageDetails, show } from "../../messages";
import { dayWords, parseDay } from "../../values/day";

/** " 14 value entries, 2,310.55, wait for it." in a list of things to do; "" elsewhere. */
const waiting = (d: MessageDetails): string => {
  if (typeof d._count !== "number") return "";
  return d._count === 1
    ? ` 1 value entry, ${amountWords(d._amount)}, waits for it.`
    : ` ${d._count} value entries, ${amountWords(d._amount)}, wait for it.`;
};
/** "14 value entries, 2,310.55," */
const entriesWords = (d: MessageDetails): string =>
  `${d._count === 1 ? "1 value entry" : `${show(d._count)} value entries`}, ${amountWords(d._amount)}`;
const dateWords = (value: unknown): string => dayWords(parseDay(show(value)) ?? 0);
const entry = (d: MessageDetails): string =>
  d.valueEntryNo === undefined ? "" : `Value entry ${show(d.valueEntryNo)}: `;
const setupPlace = (d: MessageDetails): string =>
  d._table ? ` in ${show(d._table)} for ${show(d._key)}` : "";
const account = (d: MessageDetails): string =>
  d._account ? `G/L account ${show(d._account)}` : `The G/L account for ${show(d._accountType) || "a line"}`;

/** "item ledger entries 12, 15 and 3 more" */
const adjusted = (numbers: readonly unknown[]): string => {
  const shown = numbers.slice(0, 3).map(show).join(", ");
  const more = numbers.length > 3 ? ` and ${numbers.length - 3} more` : "";
  return `item ledger ${numbers.length === 1 ? "entry" : "entries"} ${shown}${more}`;
};

addMessages({
  DOCUMENT_NO_REQUIRED: () => "Posting per posting group needs a document number. Enter one.",
  DOCUMENT_NO_NOT_ALLOWED: () =>
    "This posting method takes the document numbers of the entries. Leave Document No. empty.",
  ASSUMED_SETUP_NOT_POSTED: (d) =>
    `Inventory Setup does not have Expected Cost Posting to G/L ${show(d._assumed) || "as assumed"}: this is a preview only. Change the setup in Business Central, or post as it says.`,
  "post-inventory-cost/COST_NOT_ADJUSTED": (d) =>
    `Costs of ${show(d.itemNo) || "an item"} are not adjusted.${Number(d._count) > 0 ? ` ${entriesWords(d)}, would be posted before the adjustment.` : ""} Run Adjust Cost - Item Entries first.`,
  "post-inventory-cost/POSTING_GROUP_DIFFERS": (d) =>
    `${show(d.itemNo) || "An item"} is in ${show(d._itemGroup) || "no posting group"} today, but posts to the accounts of ${show(d._group) || "no posting group"}: ${entriesWords(d)}.`,
  "post-inventory-cost/POSTING_DATE_OUTSIDE": (d) => {
    const numbers = Array.isArray(d._adjusted) ? (d._adjusted as readonly unknown[]) : [];
    const adjusting =
      numbers.length === 0
        ? ""
        : numbers.length === 1
          ? ` 1 adjusts ${adjusted(numbers)}, whose date it carries.`
          : ` ${numbers.length} adjust ${adjusted(numbers)}, whose dates they carry.`;
    return `${dateWords(d.postingDate)} lies outside the allowed posting dates: ${entriesWords(d)}.${adjusting}`;
  },
  VALUE_ENTRY_NOT_FOUND: (d) =>
    `The queue names value entry ${show(d.valueEntryNo)}, which is not in Value Entries. Export all value entries.`,
  "post-inventory-cost/NOTHING_TO_POST": (d) =>
    `Nothing is open in this value entry, although it is queued.${typeof d._count === "number" ? ` (${d._count} entries)` : ""}`,
  "post-inventory-cost/EXPECTED_COST_POSTING_OFF": (d) =>
    `Expected cost is not posted. Turn on Expected Cost Posting to G/L in Inventory Setup if it should be.${waiting(d)}`,
  "post-inventory-cost/INVENTORY_POSTING_SETUP_MISSING": (d) =>
    `Inventory Posting Setup has no row for ${show(d._key) || "the location and posting group"}. Add it.${waiting(d)}`,
  "post-inventory-cost/GENERAL_POSTING_SETUP_MISSING": (d) =>
    `General Posting Setup has no row for ${show(d._key) || "the posting groups"}. Add it.${waiting(d)}`,
  "post-inventory-cost/ACCOUNT_MISSING": (d) =>
    `${show(d._column) || "The account"} is empty${setupPlace(d)}. Fill it.${waiting(d)}`,
  "post-inventory-cost/GL_ACCOUNT_BLOCKED": (d) =>
    `${account(d)} is blocked. Unblock it, or name another account in the setup.${waiting(d)}`,
  "post-inventory-cost/NON_INVENTORY_COST_OFF": (d) =>
    `Cost of non-inventory items is not part of produced items. Turn on Include Non-Inventory Items to Produced Items if it should be.${waiting(d)}`,
  GENERAL_POSTING_SETUP_BLOCKED: (d) =>
    `${entry(d)}General Posting Setup is blocked${d._key ? ` for ${show(d._key)}` : ""}. Unblock the row.${waiting(d)}`,
  GL_ACCOUNT_NOT_FOUND: (d) =>
    `${entry(d)}${account(d)} is not in G/L Accounts. Correct the setup.${waiting(d)}`,
  GL_ACCOUNT_NOT_POSTING: (d) =>
    `${entry(d)}${account(d)} is a heading or total. Name a posting account in the setup.${waiting(d)}`,
  INVALID_COMBINATION: (d) =>
    `${entry(d)}Inventory posting has no accounts for this combination of entry types. Look at the entry.${waiting(d)}`,
  EXPECTED_AMOUNT_NOT_ALLOWED: (d) =>
    `${entry(d)}Only Direct Cost and Revaluation may carry expected cost. Look at the entry.${waiting(d)}`,
  POSTING_DATE_NOT_ALLOWED: (d) =>
    `${entry(d)}The posting date lies outside the allowed posting dates. Widen them for this run.${waiting(d)}`,
  "post-inventory-cost/POSTING_GROUP_FROM_ITEM": () =>
    "Value Entries has no Inventory Posting Group: the groups of the items of today were taken, which may differ from those of the entries.",
  "post-inventory-cost/DIMENSION_SET_MISSING": () =>
    "Value Entries has no Dimension Set ID: lines are grouped by the dimension columns that are there.",
});

/** Short names of reasons, for lists. */
export const REASON_NAMES: Readonly<Record<string, string>> = {
  NOTHING_TO_POST: "Nothing to post",
  EXPECTED_COST_POSTING_OFF: "Expected cost posting is off",
  INVENTORY_POSTING_SETUP_MISSING: "Inventory Posting Setup row is missing",
  GENERAL_POSTING_SETUP_MISSING: "General Posting Setup row is missing",
  ACCOUNT_MISSING: "Account is empty",
  GL_ACCOUNT_BLOCKED: "G/L account is blocked",
  NON_INVENTORY_COST_OFF: "Non-inventory cost is off",
  GENERAL_POSTING_SETUP_BLOCKED: "General Posting Setup row is blocked",
  GL_ACCOUNT_NOT_FOUND: "G/L account is not in the chart",
  GL_ACCOUNT_NOT_POSTING: "G/L account is no posting account",
  INVALID_COMBINATION: "No accounts for these types",
  EXPECTED_AMOUNT_NOT_ALLOWED: "Expected amount is not allowed",
  POSTING_DATE_NOT_ALLOWED: "Posting date is not allowed",
};

/** Short names of what to look at before posting, for lists. */
export const REMARK_NAMES = {
  COST_NOT_ADJUSTED: "Cost is not adjusted",
  POSTING_GROUP_DIFFERS: "Posting group differs",
  POSTING_DATE_OUTSIDE: "Posting dates outside the range",
} as const;
