import type { ReportCard } from "../../report";
import {
  asIfAdjusted,
  endDate,
  entryFilters,
  inventoryPostingGroupFilter,
  itemFilter,
  startDate,
  statisticsGroupFilter,
  workDate,
} from "../shared-parameters";

/** Inventory Valuation: what it is called, reads and asks. */
export const card: ReportCard = {
  id: "inventory-valuation",
  code: "IV",
  title: "Inventory Valuation",
  shortTitle: "Inventory Valuation",
  sheets: ["Inventory Valuation"],
  group: "Inventory",
  alsoKnownAs: ["1001", "stock valuation"],
  purpose:
    "Quantity and value of every item before a period, what came in, what went out, what is left, and how much of it has reached the general ledger.",
  inputs: [
    { table: "Items", need: "wanted" },
    { table: "Value Entries", need: "always" },
    { table: "Item Ledger Entries", need: "optional" },
    { table: "Item Application Entries", need: "optional" },
    { table: "Inventory Posting Groups", need: "optional" },
  ],
  parameters: [
    startDate,
    { ...endDate, help: "Last day of the period, included. Empty with a starting date: no upper limit." },
    {
      name: "includeExpectedCost",
      type: "boolean",
      label: "Include Expected Cost",
      help: "Adds a line per item with goods received or shipped that are not invoiced yet.",
      default: false,
      section: "options",
    },
    asIfAdjusted,
    itemFilter,
    ...entryFilters.slice(0, 1),
    inventoryPostingGroupFilter,
    ...entryFilters.slice(1),
    statisticsGroupFilter,
    {
      name: "breakdownBy",
      type: "choice",
      choices: ["none", "location", "variant", "locationVariant"],
      label: "Break down by",
      help: "Lines below each item, one per location, variant or both.",
      default: "none",
      section: "layout",
    },
    workDate,
  ],
  unknownOptions: ["Value Entries/Item Ledger Entry Type", "Value Entries/Entry Type"],
};
