/** Texts of Post Inventory Cost to G/L: errors, warnings, and why entries are skipped. */
import { addMessages, amountWords, type MessageDetails } from "../../messages";

const show = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** " 14 value entries, 2,310.55, wait for it." in a list of things to do; "" elsewhere. */
const waiting = (d: MessageDetails): string => {
  if (typeof d._count !== "number") return "";
  return d._count === 1
    ? ` 1 value entry, ${amountWords(d._amount)}, waits for it.`
    : ` ${d._count} value entries, ${amountWords(d._amount)}, wait for it.`;
};
const entry = (d: MessageDetails): string => (d.valueEntryNo === undefined ? "" : `Value entry ${show(d.valueEntryNo)}: `);
const setupPlace = (d: MessageDetails): string => (d._table ? ` in ${show(d._table)} for ${show(d._key)}` : "");
const account = (d: MessageDetails): string =>
  d._account ? `G/L account ${show(d._account)}` : `The G/L account for ${show(d._accountType) || "a line"}`;

addMessages({
  DOCUMENT_NO_REQUIRED: () => "Posting per posting group needs a document number. Enter one.",
  DOCUMENT_NO_NOT_ALLOWED: () =>
    "This posting method takes the document numbers of the entries. Leave Document No. empty.",
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
  GL_ACCOUNT_NOT_FOUND: (d) => `${entry(d)}${account(d)} is not in G/L Accounts. Correct the setup.${waiting(d)}`,
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
