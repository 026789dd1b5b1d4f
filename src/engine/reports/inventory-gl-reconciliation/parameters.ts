import type { ReportCard } from "../../report";
import { asIfAdjusted, endDate, entryFilters, itemFilter, startDate } from "../shared-parameters";

/** Inventory - G/L Reconciliation: what it is called, reads and asks. */
export const card: ReportCard = {
  id: "inventory-gl-reconciliation",
  code: "GR",
  title: "Inventory - G/L Reconciliation",
  shortTitle: "G/L Reconciliation",
  sheets: ["Inventory - G-L Reconciliation"],
  group: "General ledger",
  alsoKnownAs: ["5845", "inventory to G/L reconcile", "inventory reconciliation proof"],
  purpose:
    "Whether the inventory ledger agrees with the general ledger, account type by account type, and which entries make up every difference.",
  inputs: [
    { table: "Value Entries", need: "always" },
    { table: "G/L Entries", need: "always" },
    { table: "Inventory Posting Setup", need: "always" },
    { table: "General Posting Setup", need: "always" },
    { table: "G/L - Item Ledger Relation", need: "wanted" },
    { table: "Items", need: "wanted" },
    { table: "G/L Accounts", need: "wanted" },
    { table: "Inventory Setup", need: "wanted" },
    { table: "Manufacturing Setup", need: "wanted" },
    { table: "Source Code Setup", need: "wanted" },
    { table: "Date Compr. Registers", need: "optional" },
    { table: "Item Ledger Entries", need: "optional" },
  ],
  parameters: [
    {
      ...startDate,
      type: "date",
      closingDates: true,
      help: "First Posting Date of value entries and G/L entries. Empty: from the beginning.",
    },
    {
      ...endDate,
      type: "date",
      closingDates: true,
      help: "Last Posting Date, included. Empty: no upper limit.",
    },
    {
      name: "basis",
      type: "choice",
      choices: ["bc", "posting"],
      label: "Basis",
      help: "Inventory side by the formulas of Business Central's page (bc) or by the posting rules (posting).",
      default: "bc",
      section: "options",
    },
    {
      name: "showWarning",
      type: "boolean",
      label: "Show Warning",
      help: "Adds Business Central's warning to rows and columns that differ.",
      default: true,
      section: "options",
    },
    {
      name: "explain",
      type: "boolean",
      label: "Explain differences",
      help: "Lists reconciling items by cause, with entry numbers, that add up to each difference.",
      default: true,
      section: "options",
    },
    asIfAdjusted,
    { ...itemFilter, help: "Filter on the value entry's Item No. With a filter there is no G/L side." },
    ...entryFilters.slice(0, 1),
  ],
  unknownOptions: [
    "Value Entries/Item Ledger Entry Type",
    "Value Entries/Entry Type",
    "Value Entries/Variance Type",
  ],
  repeatedKeys: ["G/L - Item Ledger Relation"],
};
