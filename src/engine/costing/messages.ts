/** Texts of what refuses a cost computation, and of costs that do not settle; shared by all who run the engine. */
import { addMessages, show } from "../messages";

addMessages({
  ITEM_NOT_FOUND: (d) =>
    `Item ${show(d.itemNo)} of item ledger entry ${show(d.entryNo)} is not in “Items”. Export all items, blocked ones too.`,
  AVERAGE_COST_PERIOD_BLANK: (d) =>
    `No average cost period is set for ${show(d.date)}. Fill Average Cost Period in Inventory Setup.`,
  STANDARD_COST_MISSING: (d) =>
    `Item ${show(d.itemNo)} has no standard cost. Fill Standard Cost in “Items” or give one in “standardCosts”.`,
  ROUNDING_OSCILLATION: (d) =>
    `Costs of ${show(d.itemNo)} go to and fro by a rounding unit and did not settle; the last state is shown. No step is needed: only a rounding unit is at stake.`,
  CYCLE_NOT_CONVERGED: (d) =>
    `Costs of ${show(d.itemNo)} run in a circle and did not settle${d._entries ? ` (entries ${show(d._entries)})` : ""}. Look for transfers both ways or orders that feed each other.`,
});
