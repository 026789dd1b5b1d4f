/** Texts of Inventory - G/L Reconciliation: warnings, and what each cause is and asks for. */
import { addMessages } from "../../messages";
import type { Cause } from "./causes";

addMessages({
  "inventory-gl-reconciliation/EXPECTED_COST_SETUP": () =>
    "Expected cost is not posted to the G/L, so the interim accounts are empty. Turn on Expected Cost Posting to G/L if they should be kept.",
  "inventory-gl-reconciliation/POST_COST_TO_GL": () =>
    "Some value entries have never been posted. Run Post Inventory Cost to G/L.",
  "inventory-gl-reconciliation/COMPRESSION": () =>
    "Value entries or G/L entries of these dates were compressed, so single entries cannot be compared.",
  "inventory-gl-reconciliation/CLOSED_FISCAL_YEAR": () =>
    "Closing entries lie in these dates: the year-end closing has cleared income accounts.",
  "inventory-gl-reconciliation/DELETED_ACCOUNTS": () =>
    "Some G/L entries have no account any more, because it was deleted.",
  "inventory-gl-reconciliation/POSTING_DATE": () =>
    "Over all dates both sides agree: value entries and G/L entries only carry different posting dates.",
  "inventory-gl-reconciliation/DIRECT_POSTING": () =>
    "Amounts were posted to these accounts by hand. Look at the reconciling items.",
});

interface CauseText {
  readonly name: string;
  readonly what: string;
  readonly next: string;
}

/** Name, explanation and next step of each cause, for pane and sheet. */
export const CAUSE_TEXTS: Readonly<Record<Cause, CauseText>> = {
  NOT_POSTED: {
    name: "Not posted",
    what: "Actual cost that is not in the general ledger yet.",
    next: "Run Post Inventory Cost to G/L.",
  },
  EXPECTED_NOT_POSTED: {
    name: "Expected cost not posted",
    what: "Expected cost of goods not invoiced yet that is not on the interim accounts.",
    next: "Turn on Expected Cost Posting to G/L, or leave the interim accounts out of the comparison.",
  },
  DIRECT_POSTING: {
    name: "Direct posting",
    what: "G/L entries on these accounts that do not come from a value entry.",
    next: "Reverse them, or correct the inventory value by a revaluation. Set Direct Posting of the account to No.",
  },
  CLOSING_ENTRY: {
    name: "Closing entry",
    what: "The year-end closing has cleared the account.",
    next: "Nothing to do: compare up to the day before the closing date.",
  },
  POSTING_DATE_MISMATCH: {
    name: "Posting date differs",
    what: "Value entry and G/L entry carry different posting dates, and only one lies in the period.",
    next: "Nothing to do over both periods; check the cut-off of this one.",
  },
  ACCOUNT_CHANGED: {
    name: "Account changed",
    what: "The cost was posted to an account that the setup does not name for this account type today.",
    next: "Move the balance by a journal, or put the old account back.",
  },
  SHARED_ACCOUNT: {
    name: "Shared account",
    what: "One account serves two account types, so amounts of the one stand in the other.",
    next: "Give each account type an account of its own.",
  },
  DELETED_ACCOUNT: {
    name: "Deleted account",
    what: "The G/L entry has lost its account.",
    next: "Find the old account in an earlier trial balance and correct by a journal.",
  },
  POSTED_WITHOUT_GL_ENTRY: {
    name: "Posted without G/L entry",
    what: "The value entry says that it is posted, but no G/L entry says so.",
    next: "Check whether the relation and all G/L entries were exported; otherwise correct by a journal.",
  },
  AMOUNT_MISMATCH: {
    name: "Amount differs",
    what: "A G/L entry differs from the value entries that it is related to.",
    next: "Compare the entries side by side.",
  },
  VALUE_ENTRY_MISSING: {
    name: "Value entry missing",
    what: "G/L entries are related only to value entries that are not in the workbook.",
    next: "Export all value entries.",
  },
  BC_FORMULA_GAP: {
    name: "Gap of BC's formula",
    what: "Business Central's page adds these entries up in another way than it posts them.",
    next: "Nothing to do; basis posting shows the figure as it is posted.",
  },
  UNEXPLAINED: {
    name: "Unexplained",
    what: "No cause was found.",
    next: "Export the whole G/L - Item Ledger Relation, which names the entries behind each G/L entry.",
  },
};
