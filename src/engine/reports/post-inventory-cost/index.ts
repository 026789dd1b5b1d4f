/** Post Inventory Cost to G/L, put together. */
import type { Ledgers } from "../../ledgers/ledgers";
import { hasVarianceEntry } from "../../posting/variance";
import { checkDateOrder } from "../../parameters";
import { Refusal } from "../../refusal";
import { defineReport } from "../../report";
import { additionalCurrencyCode } from "./amounts";
import { drill } from "./drill";
import { layout } from "./layout";
import { card } from "./parameters";
import { assumedExpectedCostPosting, expectedPostingOf, run, type Parameters, type Result } from "./run";
import { summary } from "./summary";

function checkParameters(parameters: Parameters, ledgers: Ledgers): void {
  const { postingMethod, documentNo, startDate, endDate, post } = parameters;
  checkDateOrder(startDate, endDate);
  const needsDocument = postingMethod === "Per Posting Group";
  if (needsDocument && documentNo === "") throw new Refusal("DOCUMENT_NO_REQUIRED");
  if (!needsDocument && documentNo !== "") throw new Refusal("DOCUMENT_NO_NOT_ALLOWED");
  const assumed = assumedExpectedCostPosting(ledgers, parameters);
  if (post && assumed !== "") throw new Refusal("ASSUMED_SETUP_NOT_POSTED", { _assumed: assumed });
}

function alsoRequired(parameters: Parameters, ledgers: Ledgers): readonly string[] {
  return [
    ...(hasVarianceEntry(ledgers) ? ["Value Entries/Variance Type"] : []),
    ...(expectedPostingOf(ledgers, parameters)
      ? ["Value Entries/Cost Amount (Expected)", "Value Entries/Expected Cost Posted to G/L"]
      : []),
    ...(additionalCurrencyCode(ledgers) === "" ? [] : ["Value Entries/Cost Amount (Actual) (ACY)"]),
  ];
}

export const report = defineReport<Parameters, Result>({
  card,
  checkParameters,
  alsoRequired,
  run,
  summary,
  layout,
  drill,
});

export { changeSet } from "./changes";
export { REASON_NAMES } from "./messages";
