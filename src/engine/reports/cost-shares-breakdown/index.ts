/** Cost Shares Breakdown, put together. */
import type { ReportInput } from "../../ledgers/check";
import { readPeriod } from "../../parameters";
import { defineReport } from "../../report";
import { checkProductionOrders } from "../inventory-valuation-wip/run";
import type { Parameters } from "./basis";
import { drill } from "./drill";
import { layout } from "./layout";
import { card } from "./parameters";
import { run } from "./run";
import { summary } from "./summary";

export const report = defineReport({
  card,
  inputs: inputsOf,
  checkParameters: (parameters) => void readPeriod(parameters),
  checkTable: checkProductionOrders,
  alsoRequired: (parameters, ledgers) => [
    ...(parameters.inventoryPostingGroupFilter.isEmpty ? [] : ["Items/Inventory Posting Group"]),
    ...(ledgers.table("Capacity Ledger Entries").rows > 0 ? ["Value Entries/Capacity Ledger Entry No."] : []),
  ],
  run,
  summary,
  layout,
  drill,
});

/** WIP Inventory needs the orders and their capacity; the other two do not look at Production Orders. */
function inputsOf(parameters: Parameters): readonly ReportInput[] {
  const isWip = parameters.printCostShare === "WIP Inventory";
  return card.inputs.flatMap((input): readonly ReportInput[] => {
    if (input.table === "Production Orders") return isWip ? [{ ...input, need: "always" }] : [];
    if (input.table === "Capacity Ledger Entries") return [{ ...input, need: isWip ? "always" : input.need }];
    return [input];
  });
}
