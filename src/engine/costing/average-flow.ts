/**
 * Average cost, what flows back. An issue whose goods come back into its own group within the period (a return, a transfer
 * that comes back, rework) must not be averaged with what it became itself. For such an issue everything downstream of it
 * is left out of its pool, and so are all other average-valued entries: it has "own flow".
 *
 * The problem is to know this without walking the whole graph for every issue. Almost no issue is named by a return or a
 * transfer, so almost no walk is made. Production is the exception: every consumption leads to outputs, and from there to
 * sales and further orders. It can lead back only where items consume each other in a circle (or themselves, in rework), so
 * those items are found once, on the small graph of items, and only for them a walk follows orders. All consumption of one
 * unit shares one walk, because the outputs of every order that consumes the item count as downstream of each.
 *
 * Worked example. 4 pieces for 20.00; an order consumes one and puts out one of the same item, capacity 3.00; a sale of 2.
 * The item consumes itself. The walk from the consumption reaches the output, which is in its own group: own flow. Its pool
 * is the 4 pieces for 20.00 alone, so it costs 5.00; the output 8.00; the sale averages 20 − 5 + 8 over 4 pieces.
 */
import { findCircles } from "./circles";
import { ENTRY_TYPE, groupBy, LINK, VALUED_BY } from "./cost-ledger";
import type { Costing } from "./costing";
import type { AverageUnits } from "./average-units";

/** What is downstream of an issue within its own unit. */
export interface Flow {
  readonly own: boolean;
  /** Slots of the unit that are downstream. */
  readonly slots: Int32Array;
}

const NO_FLOWS: ReadonlyMap<number, Flow> = new Map();

export class AverageFlows {
  readonly #byUnit: (ReadonlyMap<number, Flow> | undefined)[] = [];
  /** 1 for items that can come back to themselves through orders. */
  readonly #circular: Uint8Array;
  readonly #reached: Int32Array;
  #stamp = 0;
  readonly #queue: number[] = [];

  constructor(
    private readonly costing: Costing,
    private readonly units: AverageUnits,
  ) {
    this.#circular = circularItems(costing);
    this.#reached = new Int32Array(costing.ledger.entries.count);
  }

  /** Flows of the issues of a unit that have anything downstream, by entry. Found once: they depend on no cost. */
  of(unit: number): ReadonlyMap<number, Flow> {
    return (this.#byUnit[unit] ??= this.#find(unit));
  }

  #find(unit: number): ReadonlyMap<number, Flow> {
    const { units } = this;
    const { valuedBy } = this.costing.facts;
    const { type } = this.costing.ledger.entries;
    let flows: Map<number, Flow> | undefined;
    let shared: Flow | undefined;
    for (
      let slot = units.slotStart[unit] as number;
      slot < (units.slotStart[unit + 1] as number);
      slot += 1
    ) {
      const e = units.slotEntry[slot] as number;
      if (valuedBy[e] !== VALUED_BY.average) continue;
      let flow: Flow | undefined;
      if (isConsumption(type[e] as number)) flow = shared ??= this.#walk(unit, this.#consumption(unit));
      else if (this.#leadsOn(e)) flow = this.#walk(unit, [e]);
      if (flow && (flow.own || flow.slots.length > 0)) (flows ??= new Map()).set(e, flow);
    }
    return flows ?? NO_FLOWS;
  }

  /** Consumption issues of a unit from which something leads on. */
  #consumption(unit: number): number[] {
    const { units } = this;
    const { entries } = this.costing.ledger;
    const found: number[] = [];
    for (
      let slot = units.slotStart[unit] as number;
      slot < (units.slotStart[unit + 1] as number);
      slot += 1
    ) {
      const e = units.slotEntry[slot] as number;
      if (isConsumption(entries.type[e] as number) && entries.quantity.sign(e) < 0 && this.#leadsOn(e))
        found.push(e);
    }
    return found;
  }

  /** True when the goods of an issue go on to an entry that may lead back to its group. */
  #leadsOn(e: number): boolean {
    const { entries, links, feeds } = this.costing.ledger;
    for (let i = entries.feedStart[e] as number; i < (entries.feedStart[e + 1] as number); i += 1) {
      if (links.kind[feeds[i] as number] === LINK.reversal) return true;
    }
    return this.#circular[entries.item[e] as number] === 1 && isConsumption(entries.type[e] as number);
  }

  /** Everything downstream of some issues, as far as it lies in their unit. */
  #walk(unit: number, sources: readonly number[]): Flow {
    const { units, costing } = this;
    const { ledger } = costing;
    const { entries, links, feeds, orders } = ledger;
    const period = units.periods[units.period[unit] as number] as { end: number };
    const item = units.item[unit] as number;
    const place = units.place[unit] as number;
    const followOrders = this.#circular[item] === 1;
    this.#stamp += 1;
    const stamp = this.#stamp;
    const queue = this.#queue;
    queue.length = 0;
    for (const source of sources) queue.push(source);
    let own = false;
    const reached: number[] = [];
    const step = (to: number): void => {
      costing.visits += 1;
      if (this.#reached[to] === stamp || (costing.facts.lastValuationDay[to] as number) > period.end) return;
      this.#reached[to] = stamp;
      queue.push(to);
      if (entries.item[to] !== item) return;
      reached.push(to);
      if (entries.quantity.sign(to) > 0 && (place < 0 || entries.place[to] === place)) own = true;
    };
    while (queue.length > 0) {
      costing.visits += 1;
      const e = queue.pop() as number;
      const issue = entries.quantity.sign(e) < 0;
      for (let i = entries.feedStart[e] as number; i < (entries.feedStart[e + 1] as number); i += 1) {
        const link = feeds[i] as number;
        if (issue === (links.kind[link] === LINK.reversal)) step(links.owner[link] as number);
      }
      const order = entries.order[e] as number;
      if (!issue || !followOrders || order < 0 || !isConsumption(entries.type[e] as number)) continue;
      for (
        let i = orders.outputStart[order] as number;
        i < (orders.outputStart[order + 1] as number);
        i += 1
      ) {
        const output = orders.outputs[i] as number;
        if ((entries.postingDay[output] as number) <= period.end) step(output);
      }
    }
    const slots: number[] = [];
    for (const e of reached) {
      const slot = this.#slotIn(unit, e);
      if (slot >= 0) slots.push(slot);
    }
    return { own, slots: Int32Array.from(slots) };
  }

  /** Slot of an entry in a unit, or -1: slots stand by entry. */
  #slotIn(unit: number, e: number): number {
    const { slotEntry, slotStart } = this.units;
    let low = slotStart[unit] as number;
    let high = (slotStart[unit + 1] as number) - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = slotEntry[middle] as number;
      if (found === e) return middle;
      if (found < e) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

function isConsumption(type: number): boolean {
  return type === ENTRY_TYPE.consumption || type === ENTRY_TYPE.assemblyConsumption;
}

/** 1 for items that an order path leads back to: an order leads from each item it consumes to each item it puts out. */
function circularItems({ ledger: { orders, entries, items } }: Costing): Uint8Array {
  const itemsOf = (list: Int32Array, start: Int32Array, order: number): ReadonlySet<number> =>
    new Set(Array.from(list.subarray(start[order], start[order + 1]), (e) => entries.item[e] as number));
  const sources: number[] = [];
  const targets: number[] = [];
  for (let order = 0; order < orders.count; order += 1) {
    const made = itemsOf(orders.outputs, orders.outputStart, order);
    for (const from of itemsOf(orders.consumption, orders.consumptionStart, order)) {
      for (const to of made) {
        sources.push(from);
        targets.push(to);
      }
    }
  }
  const { start, members } = groupBy(Int32Array.from(sources), items.count);
  return findCircles(
    items.count,
    start,
    members.map((edge) => targets[edge] as number),
  ).inCircle;
}
