/** Explains where the cost of single entries comes from. */
import type { Adjustment } from "../../costing/adjustment";
import { fit, FITTED_SCALE, roundFitted } from "../../costing/arithmetic";
import type { Pool } from "../../costing/average-openings";
import { VALUED_BY, VALUED_BY_NAMES } from "../../costing/cost-ledger";
import type { CostPeriod } from "../../costing/periods";
import { dayText } from "../../values/day";
import { decimalText, power10 } from "../../values/decimal";
import type { CostExplanation, ExplainedOrder } from "./result";

/** Explanations ascending by entry number, each entry once. */
export function explainEntries(
  adjustment: Adjustment,
  entryNumbers: readonly number[],
): readonly CostExplanation[] {
  const numbers = [...new Set(entryNumbers)].sort((a, b) => a - b);
  return numbers.map((entryNo) => explainEntry(adjustment, adjustment.read.entryOf(entryNo)));
}

function explainEntry(adjustment: Adjustment, e: number): CostExplanation {
  const { costing, applied } = adjustment.adjusted;
  const { ledger, facts } = costing;
  const { entries, links } = ledger;
  const money = (value: bigint): string => decimalText(value, ledger.moneyScale);
  const quantity = (value: bigint): string => decimalText(value, ledger.quantityScale);
  const by = facts.valuedBy[e] as number;
  const head = {
    entryNo: entries.no[e] as number,
    valuedBy: VALUED_BY_NAMES[by] as string,
    quantity: quantity(entries.quantity.big(e)),
    target: money(costing.actualAfter(e) + costing.expectedAfter(e)),
  };
  if (by === VALUED_BY.average) return { ...head, ...explainAverage(adjustment, e) };
  const sources = applied.sources(e).map(({ link, amount }) => ({
    entryNo: entries.no[links.source[link] as number] as number,
    quantity: quantity(links.quantity.big(link)),
    amount: money(amount),
  }));
  sources.sort((a, b) => a.entryNo - b.entryNo);
  return { ...head, sources, ...(by === VALUED_BY.order ? { order: explainOrder(adjustment, e) } : {}) };
}

/** What the order of an output used. */
function explainOrder({ adjusted }: Adjustment, output: number): ExplainedOrder {
  const { costing, produced } = adjusted;
  const { entries, orders, moneyScale, quantityScale } = costing.ledger;
  const order = entries.order[output] as number;
  const money = (value: bigint): string => decimalText(value, moneyScale);
  const usage = produced.usage(order);
  const first = orders.consumptionStart[order] as number;
  const end = orders.consumptionStart[order + 1] as number;
  return {
    orderNo: orders.no[order] as string,
    orderLineNo: orders.line[order] as number,
    outputQuantity: decimalText(costing.facts.netOutput.big(order), quantityScale),
    consumption: Array.from(orders.consumption.subarray(first, end), (e) => ({
      entryNo: entries.no[e] as number,
      quantity: decimalText(entries.quantity.big(e), quantityScale),
      amount: money(produced.materialOf(e)),
    })),
    capacityCost: money(usage.capacity),
    subcontractedCost: money(usage.subcontracted),
    capacityOverhead: money(usage.capacityOverhead),
    manufacturingOverhead: money(usage.manufacturingOverhead),
  };
}

function explainAverage(
  adjustment: Adjustment,
  e: number,
): Omit<CostExplanation, "entryNo" | "valuedBy" | "quantity" | "target"> {
  const { costing, average, units } = adjustment.adjusted;
  const { ledger, rounding } = costing;
  const quantity = (value: bigint): string => decimalText(value, ledger.quantityScale);
  const unit = units.homeUnit[e] as number;
  const period = units.periods[units.period[unit] as number] as CostPeriod;
  const pool = average.explain(unit).get(e) as Pool;
  const sources: { entryNo: number; quantity: string; amount: string }[] = [];
  let memberQuantity = 0n;
  let memberCost = 0n;
  average.forEachMember(unit, e, (entry, brought) => {
    memberQuantity += brought.quantity;
    memberCost += brought.cost;
    sources.push({
      entryNo: ledger.entries.no[entry] as number,
      quantity: quantity(brought.quantity),
      amount: decimalText(brought.cost, ledger.moneyScale),
    });
  });
  const cost = rounding.fitted(pool.cost) + pool.extra;
  const unitCost =
    pool.quantity > 0n
      ? decimalText(
          roundFitted(
            fit(cost * power10(ledger.quantityScale), pool.quantity * power10(FITTED_SCALE)),
            adjustment.setup.unitPrecision,
          ),
          FITTED_SCALE,
        )
      : "";
  return {
    sources,
    periodStart: dayText(period.start),
    periodEnd: dayText(period.end),
    poolQuantity: quantity(pool.quantity),
    poolCost: decimalText(cost, FITTED_SCALE),
    openingQuantity: quantity(pool.quantity - memberQuantity),
    openingCost: decimalText(cost - rounding.fitted(memberCost), FITTED_SCALE),
    averageUnitCost: unitCost,
    ...openingOf(adjustment, unit),
  };
}

/** The last average issue of an earlier period of the same group: its pool is what the opening was left by. */
function openingOf(adjustment: Adjustment, unit: number): { readonly openingEntryNo?: number } {
  const { costing, units } = adjustment.adjusted;
  const { entries } = costing.ledger;
  let last = -1;
  let lastUnit = -1;
  for (let e = 0; e < entries.count; e += 1) {
    const home = units.homeUnit[e] as number;
    if (home < lastUnit || home >= unit || home < 0 || units.group[home] !== units.group[unit]) continue;
    if (costing.facts.valuedBy[e] !== VALUED_BY.average) continue;
    last = e;
    lastUnit = home;
  }
  return last < 0 ? {} : { openingEntryNo: entries.no[last] };
}
