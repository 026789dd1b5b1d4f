/** Adjust Cost: computes the ledger, compares, and reports what the item filter lets through. */
import "./messages";
import { computeAdjustment, type Adjustment } from "../../costing/adjustment";
import { proposalChanges } from "../../costing/proposals";
import { proposalsOf } from "../../costing/propose";
import type { ChangeSet } from "../../changes";
import type { Ledgers } from "../../ledgers/ledgers";
import { Refusal } from "../../refusal";
import type { RunContext, RunOutcome } from "../../report";
import type { Filter } from "../../values/filter";
import { parseDecimal, power10 } from "../../values/decimal";
import { compareLedger, type Comparison } from "./compare";
import { explainEntries } from "./explain";
import { impactOf, proposalRows } from "./proposal-rows";
import type { AdjustCostResult } from "./result";
import { collectWarnings } from "./warnings";

export interface AdjustCostParameters {
  readonly mode: "check" | "propose";
  readonly itemFilter: Filter;
  readonly tolerance: string;
  readonly explain: readonly number[];
}

/** 1 for items that are reported. */
export function reportedItems(adjustment: Adjustment, filter: Filter): Uint8Array {
  return Uint8Array.from(adjustment.read.ledger.items.no, (no) => (filter.matchesCode(no) ? 1 : 0));
}

/** The tolerance as integer of a scale; what it has of more decimals counts nothing, since differences are whole units. */
function scaledTolerance(text: string, scale: number): bigint {
  const parsed = parseDecimal(text) as { readonly value: bigint; readonly scale: number };
  return (parsed.value * power10(scale)) / power10(parsed.scale);
}

export function run(
  ledgers: Ledgers,
  parameters: AdjustCostParameters,
  context: RunContext,
): RunOutcome<AdjustCostResult> {
  const { mode, explain, itemFilter } = parameters;
  const adjustment = computeAdjustment(
    ledgers,
    (done, total) => {
      context.progress(done, total);
    },
    (read) => {
      const missing = explain.find((entryNo) => read.entryOf(entryNo) < 0);
      if (missing === undefined) return;
      throw new Refusal("ENTRY_NOT_FOUND", {
        table: "Item Ledger Entries",
        key: String(missing),
        entryNo: missing,
      });
    },
  );
  const reported = reportedItems(adjustment, itemFilter);
  const { moneyScale } = adjustment.read.ledger;
  const comparison: Comparison = compareLedger(
    ledgers,
    adjustment,
    reported,
    scaledTolerance(parameters.tolerance, moneyScale),
  );
  const proposals = proposalsOf(adjustment, reported);
  const warnings = collectWarnings(ledgers, adjustment, reported, proposals, comparison);
  const rows = mode === "propose" ? proposalRows(ledgers, proposals) : undefined;
  const result: AdjustCostResult = {
    report: "adjust-cost",
    mode,
    fullyAdjusted: comparison.differences.every((difference) => difference.kind !== "cost"),
    differences: comparison.differences,
    items: comparison.items,
    orders: comparison.orders,
    totals: comparison.totals,
    warnings,
    ...(rows ? { proposals: rows, impact: impactOf(ledgers, proposals) } : {}),
    ...(explain.length > 0 ? { explanations: explainEntries(adjustment, explain) } : {}),
  };
  if (!rows) return { result };
  const changes: ChangeSet = proposalChanges(ledgers, proposals);
  return { result, changes };
}
