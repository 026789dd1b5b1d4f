/**
 * Average cost around a revaluation point. A partial revaluation, and one of an increase that takes its cost from an issue,
 * is made for what is left at that moment: what was posted after it does not move an issue posted before it. Such an issue
 * gets a pool without the value entries numbered from the point on.
 *
 * Worked example. By month: +4 for 40.00, sale A of 1, then a partial revaluation of −6.00 for the 3 pieces left, then sale B
 * of 1. A was posted before the point and sees 40.00 for 4: 10.00. B sees 40 − 10 − 6 = 24.00 for 3: 8.00.
 */
import { share, timesShare } from "./arithmetic";
import type { Brought, SlotView } from "./average-running";
import type { AverageUnits } from "./average-units";
import type { Basis } from "./basis";
import { COST_TYPE, isPlainDirectCost, LINK, VALUE_FLAG, VALUED_BY } from "./cost-ledger";
import { poolDelta, type Costing } from "./costing";

/** Increases and issues that a point never leaves out. */
interface Protection {
  readonly increases: ReadonlySet<number>;
  readonly issues: ReadonlySet<number>;
}

function isKept(protection: Protection, entry: number): boolean {
  return protection.increases.has(entry) || protection.issues.has(entry);
}

export class RevaluationPoints {
  /** Value entries that are points, by unit, ascending. */
  readonly #byUnit = new Map<number, number[]>();

  constructor(
    private readonly costing: Costing,
    private readonly units: AverageUnits,
    private readonly basis: Basis,
  ) {
    const { entries, values } = costing.ledger;
    for (let e = 0; e < entries.count; e += 1) {
      if ((units.homeUnit[e] as number) < 0) continue;
      for (let v = entries.valueStart[e] as number; v < (entries.valueStart[e + 1] as number); v += 1) {
        if (values.type[v] !== COST_TYPE.revaluation) continue;
        const partial = ((values.flags[v] as number) & VALUE_FLAG.partial) !== 0;
        if (!partial && costing.facts.valuedBy[e] !== VALUED_BY.reversal) continue;
        const unit = units.slotUnit[units.valueSlot[v] as number] as number;
        const list = this.#byUnit.get(unit);
        if (list) list.push(v);
        else this.#byUnit.set(unit, [v]);
      }
    }
    for (const list of this.#byUnit.values())
      list.sort((a, b) => (values.no[a] as number) - (values.no[b] as number));
  }

  /** Number of the first point of the unit that was posted after the issue; undefined when there is none. */
  cutFor(unit: number, issue: number): number | undefined {
    const points = this.#byUnit.get(unit);
    if (!points) return undefined;
    const { entries, values } = this.costing.ledger;
    const posted = values.no[entries.valueStart[issue] as number] as number;
    let low = 0;
    let high = points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values.no[points[middle] as number] as number) > posted) high = middle;
      else low = middle + 1;
    }
    const point = points[low];
    return point === undefined ? undefined : values.no[point];
  }

  /** What is seen of a unit when everything numbered from the cut on is left out. */
  viewBefore(unit: number, cut: number): SlotView {
    const protection = this.#protectionFrom(unit, cut);
    return {
      bring: (slot) => this.#bringBefore(slot, cut, protection),
      seesCorrections: (slot) => {
        const entry = this.units.slotEntry[slot] as number;
        return isKept(protection, entry) || this.#firstDirectCost(entry) < cut;
      },
    };
  }

  #bringBefore(slot: number, cut: number, protection: Protection): Brought | undefined {
    const { units, costing } = this;
    const { entries, values } = costing.ledger;
    const entry = units.slotEntry[slot] as number;
    const kept = isKept(protection, entry);
    const firstDirect = this.#firstDirectCost(entry);
    let quantity = 0n;
    let cost = 0n;
    let any = false;
    for (let v = entries.valueStart[entry] as number; v < (entries.valueStart[entry + 1] as number); v += 1) {
      costing.visits += 1;
      if (units.valueSlot[v] !== slot) continue;
      const revaluation = values.type[v] === COST_TYPE.revaluation;
      const adjusted = ((values.flags[v] as number) & VALUE_FLAG.adjustment) !== 0;
      // What an adjustment has posted counts as the correction that it was, with its entry's first Direct Cost: else the
      // same cost would count before it is posted and not after. An output's Direct Cost comes from its order's run.
      const posted = adjusted || costing.facts.valuedBy[entry] === VALUED_BY.order;
      const own = revaluation || (isPlainDirectCost(values, v) && !posted);
      const number = own ? (values.no[v] as number) : firstDirect;
      if (!kept && number >= cut) continue;
      any = true;
      quantity += values.entryQuantity.big(v);
      const amount = values.actual.big(v) + values.expected.big(v);
      cost += amount;
      if (revaluation && number >= cut && protection.increases.has(entry)) {
        cost -= this.#notCarriedAway(entry, v, amount);
      }
    }
    if (units.homeSlot[entry] === slot && (kept || firstDirect < cut)) {
      cost += poolDelta(costing, entry);
      any = true;
    }
    return any ? { quantity, cost } : undefined;
  }

  /** Part of a revaluation that no fixed issue of the increase carries away, rounded. */
  #notCarriedAway(increase: number, v: number, amount: bigint): bigint {
    const { rounding, ledger } = this.costing;
    const { entries, links, feeds, values } = ledger;
    let carried = 0n;
    for (
      let i = entries.feedStart[increase] as number;
      i < (entries.feedStart[increase + 1] as number);
      i += 1
    ) {
      const link = feeds[i] as number;
      if (links.kind[link] !== LINK.issue || links.cost[link] === 0) continue;
      if (this.basis.hits(v, links.owner[link] as number)) carried -= links.quantity.big(link);
    }
    const valued = values.valuedQuantity.big(v);
    return rounding.round(timesShare(rounding.fitted(amount), share(valued - carried, valued)));
  }

  #firstDirectCost(entry: number): number {
    const { entries, values } = this.costing.ledger;
    for (let v = entries.valueStart[entry] as number; v < (entries.valueStart[entry + 1] as number); v += 1) {
      if (values.type[v] === COST_TYPE.directCost) return values.no[v] as number;
    }
    return values.no[entries.valueStart[entry] as number] ?? 0;
  }

  #protectionFrom(unit: number, cut: number): Protection {
    const { entries, links, feeds, values } = this.costing.ledger;
    const increases = new Set<number>();
    const issues = new Set<number>();
    for (const v of this.#byUnit.get(unit) ?? []) {
      if ((values.no[v] as number) < cut) continue;
      const increase = this.units.slotEntry[this.units.valueSlot[v] as number] as number;
      for (
        let i = entries.feedStart[increase] as number;
        i < (entries.feedStart[increase + 1] as number);
        i += 1
      ) {
        const link = feeds[i] as number;
        if (links.kind[link] !== LINK.issue || links.cost[link] === 0) continue;
        increases.add(increase);
        issues.add(links.owner[link] as number);
      }
    }
    return { increases, issues };
  }
}
