import type { ParameterDeclaration, ReportCard } from "../../report";
import { asIfAdjusted, endDate, startDate, workDate } from "../shared-parameters";

/** Which production orders are looked at; Cost Shares Breakdown asks the same. */
export const productionOrderStatus: ParameterDeclaration = {
  name: "productionOrderStatus",
  type: "choices",
  choices: ["Released", "Finished"],
  label: "Production Order Status",
  help: "Released, Finished or both. Simulated, planned and firm planned orders are never listed.",
  default: ["Released", "Finished"],
  section: "filters",
};

export const productionOrderFilter: ParameterDeclaration = {
  name: "productionOrderFilter",
  type: "filter",
  of: "code",
  values: { table: "Production Orders", column: "No." },
  label: "Production Order No.",
  help: "Filter on the production order's No.",
  default: "",
  section: "filters",
};

/** Inventory Valuation - WIP: what it is called, reads and asks. */
export const card: ReportCard = {
  id: "inventory-valuation-wip",
  code: "IW",
  title: "Inventory Valuation - WIP",
  shortTitle: "Inventory Valuation - WIP",
  sheets: ["Inventory Valuation - WIP"],
  group: "Inventory",
  alsoKnownAs: ["5802", "Production Order - WIP", "work in process"],
  purpose:
    "What each production order holds as work in process before a period, what went in and out, what is left, how much of it is in the general ledger, and why a finished order does not clear.",
  inputs: [
    { table: "Production Orders", need: "always" },
    { table: "Value Entries", need: "always" },
    { table: "Inventory Adjmt. Entry Orders", need: "optional" },
  ],
  parameters: [
    startDate,
    { ...endDate, help: "Last day of the period, included. Empty with a starting date: no upper limit." },
    {
      name: "consumptionRounding",
      type: "choice",
      choices: ["Include", "Exclude"],
      label: "Rounding of consumption",
      help: "Include counts rounding entries of consumption as WIP, as Business Central does. The general ledger books them elsewhere.",
      default: "Include",
      section: "options",
    },
    {
      name: "expenseOrdersWithoutOutput",
      type: "boolean",
      label: "Expense orders without output",
      help: "Writes off the WIP of finished order lines that have no output, as the general ledger does when such an order is finished.",
      default: false,
      section: "options",
    },
    {
      name: "skipZeroLines",
      type: "boolean",
      label: "Skip zero lines",
      help: "Hides orders whose ending WIP and cost posted are both 0.",
      default: false,
      section: "options",
    },
    asIfAdjusted,
    productionOrderStatus,
    productionOrderFilter,
    {
      name: "sourceNoFilter",
      type: "filter",
      of: "code",
      values: { table: "Production Orders", column: "Source No." },
      label: "Source No.",
      help: "Filter on the Source No. of the order, as a rule the item that it makes.",
      default: "",
      section: "filters",
    },
    workDate,
  ],
};
