/** Texts of Shadow Costing: what, where, next step. */
import { addMessages, amountWords, show } from "../../messages";

addMessages({
  "shadow-costing/NEGATIVE_INVENTORY": (d) =>
    `Issues of ${show(d.itemNo)} are not fully covered by receipts. The uncovered quantity keeps its unit cost of today.`,
  "shadow-costing/AVERAGE_NOT_COMPUTABLE": (d) =>
    `Some issues of ${show(d.itemNo)} have no stock to average and keep their cost of today.`,
  REVALUATION_IGNORED: (d) =>
    `Revaluations of ${amountWords(d._amount)} on ${show(d.itemNo)} belong to the old method and are left out.`,
});
