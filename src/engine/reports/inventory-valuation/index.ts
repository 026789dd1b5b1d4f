/** Inventory Valuation, put together. */
import { readPeriod } from "../../parameters";
import { defineReport } from "../../report";
import { layout } from "./layout";
import { card } from "./parameters";
import { run } from "./run";
import { summary } from "./summary";
import { drill } from "./drill";

export const report = defineReport({
  card,
  checkParameters: (parameters) => {
    readPeriod(parameters);
  },
  alsoRequired: (parameters) =>
    parameters.includeExpectedCost ? ["Value Entries/Expected Cost Posted to G/L"] : [],
  run,
  summary,
  layout,
  drill,
});
