import type { ReportCard } from "../../report";
import {
  asIfAdjusted,
  entryFilters,
  inventoryPostingGroupFilter,
  itemFilter,
  statisticsGroupFilter,
  workDate,
} from "../shared-parameters";

/** Invt. Valuation - Cost Spec.: what it is called, reads and asks. */
export const card: ReportCard = {
  id: "inventory-valuation-cost-spec",
  code: "CS",
  title: "Invt. Valuation - Cost Spec.",
  shortTitle: "Cost Specification",
  sheets: ["Invt. Valuation - Cost Spec."],
  group: "Inventory",
  alsoKnownAs: ["5801", "Inventory Valuation - Cost Specification"],
  purpose:
    "What the stock left on a day consists of: quantity, cost per unit and amount per item, split into the cost types of the value entries.",
  inputs: [
    { table: "Items", need: "always" },
    { table: "Item Ledger Entries", need: "always" },
    { table: "Value Entries", need: "always" },
    { table: "Item Application Entries", need: "wanted" },
    { table: "General Ledger Setup", need: "optional" },
  ],
  parameters: [
    {
      name: "valuationDate",
      type: "date",
      label: "Valuation Date",
      help: "State at the end of this day, by Posting Date.",
      default: undefined,
      section: "dates",
    },
    asIfAdjusted,
    itemFilter,
    ...entryFilters.slice(0, 1),
    inventoryPostingGroupFilter,
    ...entryFilters.slice(1),
    statisticsGroupFilter,
    workDate,
  ],
  unknownOptions: ["Value Entries/Entry Type", "Items/Costing Method"],
};
