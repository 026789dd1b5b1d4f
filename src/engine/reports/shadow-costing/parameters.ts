import { costingInputs } from "../../costing/inputs";
import type { ReportCard } from "../../report";
import { endDate, itemFilter, startDate } from "../shared-parameters";

/** Shadow Costing: what it is called, reads and asks. */
export const card: ReportCard = {
  id: "shadow-costing",
  code: "AC",
  title: "Shadow Costing",
  shortTitle: "Shadow Costing",
  sheets: ["Shadow Costing"],
  group: "Cost",
  alsoKnownAs: ["costing method", "FIFO LIFO Average Standard", "what if"],
  purpose:
    "What another costing method would have given on the same quantities, dates and acquisition costs: inventory value, cost of goods sold, other issues, rounding and variance, per item.",
  inputs: costingInputs,
  parameters: [
    {
      ...startDate,
      help: "First day of the window for cost of sales, other issues, rounding and variance. Empty: from the beginning.",
    },
    { ...endDate, help: "Last posting date of the entries, included. Empty: all." },
    {
      name: "method",
      type: "choice",
      choices: ["FIFO", "LIFO", "Average", "Standard"],
      label: "Costing Method",
      help: "The method that all items are computed with.",
      default: undefined,
      section: "options",
    },
    {
      name: "order",
      type: "choice",
      choices: ["posting", "date"],
      label: "Apply in order of",
      help: "posting: as Business Central would have applied, by entry number. date: the textbook answer, by posting date.",
      default: "posting",
      section: "options",
    },
    {
      name: "averageCostPeriod",
      type: "choice",
      choices: ["", "Day", "Week", "Month", "Quarter", "Year", "Accounting Period"],
      label: "Average Cost Period",
      help: "For Average. Empty: as set up.",
      default: "",
      section: "options",
    },
    {
      name: "averageCostCalcType",
      type: "choice",
      choices: ["", "Item", "Item & Location & Variant"],
      label: "Average Cost Calc. Type",
      help: "For Average. Empty: as set up.",
      default: "",
      section: "options",
    },
    {
      name: "standardCosts",
      type: "object",
      shape: 'an object of item numbers and costs like {"1000": "12.50"}',
      label: "Standard costs",
      help: "For Standard: the cost of an item where it is not the one on its card.",
      default: undefined,
      section: "options",
    },
    itemFilter,
    {
      name: "entries",
      type: "boolean",
      label: "List entries",
      help: "Adds every item ledger entry with its cost under both methods.",
      default: false,
      section: "layout",
    },
  ],
};
