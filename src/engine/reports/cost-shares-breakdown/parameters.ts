import type { ReportCard } from "../../report";
import { productionOrderFilter, productionOrderStatus } from "../inventory-valuation-wip/parameters";
import {
  asIfAdjusted,
  endDate,
  inventoryPostingGroupFilter,
  itemFilter,
  startDate,
  workDate,
} from "../shared-parameters";

/** Cost Shares Breakdown: what it is called, reads and asks. */
export const card: ReportCard = {
  id: "cost-shares-breakdown",
  code: "SB",
  title: "Cost Shares Breakdown",
  shortTitle: "Cost Shares Breakdown",
  sheets: ["Cost Shares Breakdown"],
  group: "Inventory",
  alsoKnownAs: ["5848", "cost breakdown", "BOM cost shares"],
  purpose:
    "Splits the cost of sold items, of stock or of production orders into material, capacity, overheads, subcontracting, variance, revaluation and rounding, and ties the total to cost of goods sold, inventory value or WIP.",
  inputs: [
    { table: "Items", need: "always" },
    { table: "Item Ledger Entries", need: "always" },
    { table: "Value Entries", need: "always" },
    { table: "Item Application Entries", need: "always" },
    { table: "Capacity Ledger Entries", need: "wanted" },
    { table: "Production Orders", need: "wanted" },
    { table: "Inventory Adjmt. Entry Orders", need: "optional" },
  ],
  parameters: [
    { ...startDate, help: "Sales only: sales posted from this day on. Stock and WIP are balances." },
    { ...endDate, help: "Last day, included. Entries after it do not exist for this report." },
    {
      name: "printCostShare",
      type: "choice",
      choices: ["Sales", "Inventory", "WIP Inventory"],
      label: "Print Cost Share",
      help: "Sales: cost of sold items. Inventory: cost of stock. WIP Inventory: cost of production orders.",
      default: "Sales",
      section: "options",
    },
    {
      name: "level",
      type: "choice",
      choices: ["Single-Level", "Rolled-up"],
      label: "Level",
      help: "Single-Level shows what an order consumed as material, as Business Central does. Rolled-up carries the shares of all lower levels along.",
      default: "Single-Level",
      section: "options",
    },
    {
      name: "revaluationBasis",
      type: "choice",
      choices: ["Business Central", "Valued Quantity"],
      label: "Revaluation basis",
      help: "Inventory only. Business Central leaves a revaluation whole on the receipt; Valued Quantity shares it with what has been issued since and ties to inventory value.",
      default: "Business Central",
      section: "options",
    },
    {
      name: "includeAverageItems",
      type: "boolean",
      label: "Include items at average cost",
      help: "Shows items with costing method Average as well; their cost is not broken down.",
      default: false,
      section: "options",
    },
    asIfAdjusted,
    { ...itemFilter, help: "Filter on the item's No.; for WIP Inventory on the item that is produced." },
    {
      ...inventoryPostingGroupFilter,
      help: "Filter on the item's Inventory Posting Group; for WIP Inventory on that of the item that is produced.",
    },
    { ...productionOrderStatus, help: `WIP Inventory only. ${productionOrderStatus.help}` },
    { ...productionOrderFilter, help: `WIP Inventory only. ${productionOrderFilter.help}` },
    {
      name: "showDetails",
      type: "boolean",
      label: "Show Details",
      help: "Lists the entries of every group.",
      default: false,
      section: "layout",
    },
    workDate,
  ],
  unknownOptions: ["Items/Costing Method"],
};
