import { costingInputs } from "../../costing/inputs";
import type { ReportCard } from "../../report";
import { itemFilter } from "../shared-parameters";

/** Adjust Cost: what it is called, reads and asks. */
export const card: ReportCard = {
  id: "adjust-cost",
  code: "AC",
  title: "Adjust Cost",
  shortTitle: "Adjust Cost",
  sheets: ["Cost Check", "Cost Proposals", "Cost Impact", "Cost Explained"],
  group: "Cost",
  alsoKnownAs: ["795", "Adjust Cost - Item Entries", "cost adjustment"],
  purpose:
    "Which cost every item ledger entry should carry, where the ledger says something else, and what Adjust Cost - Item Entries would post, by month.",
  inputs: costingInputs,
  parameters: [
    {
      name: "mode",
      type: "choice",
      choices: ["check", "propose"],
      label: "Mode",
      help: "check lists the differences; propose adds the value entries that would correct them.",
      default: "check",
      section: "options",
    },
    {
      ...itemFilter,
      help: "Limits what is reported. All items are computed: a component's correction belongs to its product.",
    },
    {
      name: "tolerance",
      type: "amount",
      minimum: 0,
      label: "Tolerance",
      help: "Differences up to this amount count as rounding.",
      default: "0",
      section: "options",
    },
    {
      name: "explain",
      type: "entryNumbers",
      label: "Explain entries",
      help: "Item ledger entry numbers whose cost is explained, separated by commas.",
      default: undefined,
      section: "options",
    },
  ],
  changes: "proposals",
};
