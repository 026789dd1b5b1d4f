/**
 * The cost adjustment: which cost every item ledger entry should carry.
 *
 * The problem. A ledger is posted day by day with the costs known that day. Later an invoice comes in dearer, a freight
 * charge arrives, a receipt is posted with an earlier date, an order is finished: everything that was made from those goods
 * should cost something else. This engine recomputes the whole ledger, without flags, and gives the corrections.
 *
 * A sweep has four steps: costs along applications (applied.ts), average costs (average.ts), finished orders (produced.ts),
 * rounding residuals (residuals.ts). A component is settled one sweep before the product made from it, so sweeps repeat
 * until one changes nothing. Each step only looks at what hangs on a change: after the first sweep the work is proportional
 * to what still moves, not to the ledger.
 *
 * Worked example. Purchase of 100 RAW expected at 400.00; 80 are consumed by an order (320.00) that puts out 10 BIKE; the
 * purchase is invoiced at 450.00; 7 BIKE were sold. Sweep 1: the consumption takes 360.00 (step 1), the order puts 503.00 +
 * 50.30 on its outputs (step 3). Sweep 2: the sale takes its share of the outputs (step 1). Sweep 3 changes nothing.
 *
 * Where costs run in a true circle (transfers both ways between two averages within one period, orders that feed each
 * other) the result depends on the order of work, so it is kept to the letter: entries by their source, items, periods and
 * places ascending, orders ascending. After a hundred sweeps the engine stops and says which items still moved.
 *
 * Left out, on purpose: additional reporting currency; the follow-up of a revaluation made before invoicing on transfers;
 * the mirrored variance of an undone return shipment; cost of stockkeeping units; components that are no inventory.
 */
import { AppliedCosts } from "./applied";
import type { Rounding } from "./arithmetic";
import { AverageCosts } from "./average";
import { collectUnits, type AverageUnits } from "./average-units";
import { Basis } from "./basis";
import type { CostLedger } from "./cost-ledger";
import { Costing } from "./costing";
import { collectDocuments } from "./documents";
import { deriveFacts } from "./entry-facts";
import type { CostPeriods } from "./periods";
import { ProducedCosts } from "./produced";
import { RoundingResiduals } from "./residuals";

/** Sweeps after which the engine stops. */
const SWEEP_LIMIT = 100;

/** Why costs did not settle. */
export type Unsettled = "ROUNDING_OSCILLATION" | "CYCLE_NOT_CONVERGED";

export interface Adjusted {
  readonly costing: Costing;
  readonly applied: AppliedCosts;
  readonly average: AverageCosts;
  readonly units: AverageUnits;
  readonly produced: ProducedCosts;
  readonly basis: Basis;
  readonly sweeps: number;
  /** Items whose costs did not settle, ascending, with the reason; empty in a sound ledger. */
  readonly unsettled: readonly { readonly item: number; readonly code: Unsettled }[];
}

/** Called with rows done of all; throws to cancel. */
export type Progress = (done: number, total: number) => void;

/** Computes the corrections of a ledger. Throws Refusal when an average cost period is not set. */
export function adjust(
  ledger: CostLedger,
  rounding: Rounding,
  periods: CostPeriods,
  progress?: Progress,
): Adjusted {
  const total = ledger.entries.count * 3;
  progress?.(0, total);
  const facts = deriveFacts(ledger);
  const documents = collectDocuments(ledger, facts);
  const costing = new Costing(ledger, facts, documents, rounding);
  const produced = new ProducedCosts(costing);
  const basis = new Basis(costing, produced);
  const applied = new AppliedCosts(costing, basis);
  const units = collectUnits(ledger, facts, periods);
  const average = new AverageCosts(costing, units, applied, basis);
  const residuals = new RoundingResiduals(costing, basis);
  costing.connect(average, applied.queue);
  progress?.(ledger.entries.count, total);

  applied.queueAll();
  let sweeps = 0;
  do {
    sweeps += 1;
    costing.startSweep();
    const first = sweeps === 1;
    applied.flush(first ? (done) => progress?.(ledger.entries.count + done, total) : undefined);
    average.compute((done) => {
      if (first)
        progress?.(ledger.entries.count * 2 + Math.round((done / units.count) * ledger.entries.count), total);
      else progress?.(total, total);
    });
    produced.compute();
    residuals.compute();
    progress?.(total, total);
  } while (costing.changed && sweeps < SWEEP_LIMIT);

  return {
    costing,
    applied,
    average,
    units,
    produced,
    basis,
    sweeps,
    unsettled: whatMoves(costing, applied),
  };
}

function whatMoves(costing: Costing, applied: AppliedCosts): { item: number; code: Unsettled }[] {
  const items = new Map<number, Unsettled>();
  if (costing.changed) {
    const unit = Number(costing.rounding.precision);
    const cents = costing.movedItems.every((item) => (costing.moved[item] as number) <= unit);
    for (const item of costing.movedItems)
      items.set(item, cents ? "ROUNDING_OSCILLATION" : "CYCLE_NOT_CONVERGED");
  }
  for (const entry of applied.unsettled)
    items.set(costing.ledger.entries.item[entry] as number, "CYCLE_NOT_CONVERGED");
  return [...items].sort(([a], [b]) => a - b).map(([item, code]) => ({ item, code }));
}
