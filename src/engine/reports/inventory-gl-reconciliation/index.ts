/** Inventory - G/L Reconciliation, put together. */
import { checkDateOrder } from "../../parameters";
import { defineReport } from "../../report";
import { drill } from "./drill";
import { layout } from "./layout";
import { card } from "./parameters";
import { run } from "./run";
import { summary } from "./summary";
import { hasVarianceEntry } from "../../posting/variance";

export const report = defineReport({
  card,
  checkParameters: ({ startDate, endDate }) => {
    checkDateOrder(startDate, endDate);
  },
  alsoRequired: (_, ledgers) => (hasVarianceEntry(ledgers) ? ["Value Entries/Variance Type"] : []),
  run,
  summary,
  layout,
  drill,
});

export { compareProofs, type KeptProof, type ProofComparison } from "./compare";
export { CAUSE_TEXTS } from "./messages";
