/** Inventory Valuation - WIP, put together. */
import { readPeriod } from "../../parameters";
import { defineReport } from "../../report";
import { drill } from "./drill";
import { layout } from "./layout";
import { card } from "./parameters";
import { checkProductionOrders, run } from "./run";
import { summary } from "./summary";

export const report = defineReport({
  card,
  checkParameters: (parameters) => void readPeriod(parameters),
  checkTable: checkProductionOrders,
  run,
  summary,
  layout,
  drill,
});
