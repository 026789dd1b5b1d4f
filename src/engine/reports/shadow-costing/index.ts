/** Shadow Costing as a report. */
import { checkCostingTable } from "../../costing/check-table";
import { defineReport } from "../../report";
import { drill } from "./drill";
import { layout } from "./layout";
import { card } from "./parameters";
import { checkParameters, run } from "./run";
import { summary } from "./summary";

export const report = defineReport({
  card,
  checkTable: checkCostingTable,
  checkParameters,
  run,
  summary,
  layout,
  drill,
});
