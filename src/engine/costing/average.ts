/**
 * Step 2: average cost.
 *
 * The problem. Every issue of a period costs what the group held, up to the period's end, divided by its quantity; but an
 * issue must not see itself, later issues, or what became of it (average-flow.ts). Summing the history again for each issue
 * would be quadratic. Here the opening runs from period to period; inside a period one pool serves all issues: it begins
 * with everything that is not average-valued and takes each issue off as soon as it is valued, so that rounding runs on and
 * the issue that empties the pool takes what is left (average-running.ts). An issue with own flow takes off what is
 * downstream; issues posted before a revaluation point share a running pool of their own (average-points.ts).
 *
 * Worked example. By month; January: +1 for 20.00, +1 for 40.00, −1. Pool 60.00 for 2, the issue costs 30.00. February: −1,
 * +1 for 100.00, −1. Opening 30.00 for 1; pool 130.00 for 2; the first issue costs 65.00, then the pool is 65.00 for 1 and
 * the second costs 65.00.
 *
 * What has to be computed again. A correction of an entry moves the averages of its group from its own unit on. Each group
 * remembers the first such unit; a pass over an item computes units from there and only adds up the ones before. Changes
 * that strike during the pass a unit already computed wait for the next sweep, as the order of work demands.
 *
 * Left out: additional reporting currency, and partly invoiced issues as Business Central counts them (shipped plus
 * invoiced quantity); here an issue takes its true quantity from the pool.
 */
import type { AppliedCosts } from "./applied";
import { AverageFlows } from "./average-flow";
import { OpeningSums, type Pool } from "./average-openings";
import { RevaluationPoints } from "./average-points";
import { isAverageIssue, RunningPool, type Brought, type SlotView } from "./average-running";
import type { AverageUnits } from "./average-units";
import type { Basis } from "./basis";
import { VALUED_BY } from "./cost-ledger";
import { poolDelta, type ChangeListener, type Costing } from "./costing";
import { ScaledStore } from "./scaled";
import { TargetSetter } from "./targets";

/** The pass over one item: what stands at the moment. */
interface Pass {
  readonly item: number;
  readonly sums: OpeningSums;
  /** Unit at hand, and slot of the issue being valued. */
  unit: number;
  slot: number;
}

const NOTHING = Number.MAX_SAFE_INTEGER;
const NO_CUT = -1;

export class AverageCosts implements ChangeListener {
  readonly flows: AverageFlows;
  readonly points: RevaluationPoints;
  /** 1 for issues whose pool could not be used in the last computation. */
  readonly notComputable: Uint8Array;
  /** Current cost of a unit, corrections included. */
  readonly #unitCost: ScaledStore;
  readonly #unitQuantity: ScaledStore;
  /** First unit per group that must be computed in this pass, and in the next sweep. */
  readonly #from: Float64Array;
  readonly #nextFrom: Float64Array;
  readonly #dirtyItem: Uint8Array;
  #pass: Pass | undefined;
  /** Running pools of the current unit by the cut of their view; NO_CUT sees everything. */
  #running = new Map<number, RunningPool>();
  /** What the issue before left in its pool. */
  #last: Pool | undefined;
  /** Takes note of the pools of issues, by entry, when they are only to be explained. */
  #explained: Map<number, Pool> | undefined;

  constructor(
    private readonly costing: Costing,
    private readonly units: AverageUnits,
    private readonly applied: AppliedCosts,
    basis: Basis,
  ) {
    this.flows = new AverageFlows(costing, units);
    this.points = new RevaluationPoints(costing, units, basis);
    this.notComputable = new Uint8Array(costing.ledger.entries.count);
    this.#unitCost = new ScaledStore(units.count);
    this.#unitQuantity = new ScaledStore(units.count);
    for (let u = 0; u < units.count; u += 1) {
      for (let slot = units.slotStart[u] as number; slot < (units.slotStart[u + 1] as number); slot += 1) {
        this.#unitCost.addRow(u, units.slotCost, slot);
        this.#unitQuantity.addRow(u, units.slotQuantity, slot);
      }
    }
    this.#from = new Float64Array(units.groupCount);
    this.#nextFrom = new Float64Array(units.groupCount).fill(NOTHING);
    this.#dirtyItem = new Uint8Array(costing.ledger.items.count);
    for (let u = 0; u < units.count; u += 1) this.#dirtyItem[units.item[u] as number] = 1;
  }

  /** Computes all items that need it, ascending. `progress` is told how many units are done. */
  compute(progress: (done: number) => void): void {
    const { itemStart } = this.units;
    for (let item = 0; item < this.#dirtyItem.length; item += 1) {
      if (this.#dirtyItem[item] === 0) continue;
      this.#dirtyItem[item] = 0;
      this.#passOver(item, itemStart[item + 1] as number, undefined);
      this.#endPass(item);
      progress(itemStart[item + 1] as number);
    }
  }

  /** The pools of the issues of one unit as they are now, by issue; nothing is changed. */
  explain(unit: number): ReadonlyMap<number, Pool> {
    const explained = new Map<number, Pool>();
    this.#explained = explained;
    this.#passOver(this.units.item[unit] as number, unit + 1, unit);
    this.#explained = undefined;
    return explained;
  }

  /** Cost of a slot now: as posted, with corrections where it is the entry's own. */
  slotCost(slot: number): bigint {
    const { units, costing } = this;
    const cost = units.slotCost.big(slot);
    const e = units.slotEntry[slot] as number;
    return units.homeSlot[e] === slot ? cost + poolDelta(costing, e) : cost;
  }

  poolChanged(entry: number, amount: bigint): void {
    const { units } = this;
    const unit = units.homeUnit[entry] as number;
    if (unit < 0) return;
    this.#unitCost.add(unit, amount);
    const group = units.group[unit] as number;
    lower(this.#from, group, unit);
    const pass = this.#pass;
    if (!pass || pass.item !== units.item[unit]) this.#dirtyItem[units.item[unit] as number] = 1;
    else if (unit === pass.unit) this.#correctCurrent(pass, entry, amount, group);
    else if (unit < pass.unit) {
      lower(this.#nextFrom, group, unit);
      pass.sums.correct(unit, entry, amount);
    }
  }

  /** A change within the unit at hand: the issue being valued moves only what comes after it, others wait for a new sweep. */
  #correctCurrent(pass: Pass, entry: number, amount: bigint, group: number): void {
    const slot = this.units.homeSlot[entry] as number;
    if (slot !== pass.slot || this.units.slotAverage[slot] === 0) lower(this.#nextFrom, group, pass.unit);
    for (const running of this.#running.values()) running.correct(slot, amount);
  }

  #endPass(item: number): void {
    const { units } = this;
    for (let u = units.itemStart[item] as number; u < (units.itemStart[item + 1] as number); u += 1) {
      this.#from[units.group[u] as number] = NOTHING;
    }
    for (let u = units.itemStart[item] as number; u < (units.itemStart[item + 1] as number); u += 1) {
      const group = units.group[u] as number;
      if (this.#nextFrom[group] === NOTHING) continue;
      this.#from[group] = this.#nextFrom[group] as number;
      this.#nextFrom[group] = NOTHING;
      this.#dirtyItem[item] = 1;
    }
  }

  /** Runs over an item's units before `end`; with `only` given, computes just that unit. */
  #passOver(item: number, end: number, only: number | undefined): void {
    const { units } = this;
    const sums = new OpeningSums(this.costing, units, item, (slot) => this.slotCost(slot));
    const pass: Pass = { item, sums, unit: 0, slot: 0 };
    this.#pass = pass;
    for (let u = units.itemStart[item] as number; u < end; u += 1) {
      pass.unit = u;
      sums.moveTo(u, this.#unitCost, this.#unitQuantity);
      const needed = only === undefined ? u >= (this.#from[units.group[u] as number] as number) : u === only;
      if (needed) this.#computeUnit(pass, sums.opening(u));
    }
    this.#pass = undefined;
  }

  #computeUnit(pass: Pass, opening: Pool): void {
    const { units } = this;
    const { valuedBy } = this.costing.facts;
    const u = pass.unit;
    this.#running = new Map();
    this.#last = undefined;
    for (let slot = units.slotStart[u] as number; slot < (units.slotStart[u + 1] as number); slot += 1) {
      const e = units.slotEntry[slot] as number;
      if (valuedBy[e] !== VALUED_BY.average || units.homeSlot[e] !== slot) continue;
      pass.slot = slot;
      this.#valueIssue(u, slot, e, opening);
    }
  }

  #valueIssue(u: number, slot: number, e: number, opening: Pool): void {
    const { costing } = this;
    costing.visits += 1;
    const flow = this.flows.of(u).get(e);
    const own = this.#runningPool(u, e).poolFor(slot, flow, opening);
    // An issue that finds nothing takes from what the issue before it left, and leaves that as it is.
    const before = own.quantity <= 0n && flow?.own !== true ? this.#last : undefined;
    const pool = before ?? own;
    const computable = pool.quantity > 0n && isNotNegative(pool, costing);
    this.#explained?.set(e, pool);
    const targets = this.#explained ? undefined : new TargetSetter(costing, e);
    if (computable) this.#last = this.#reduced(e, pool, before !== undefined, targets);
    if (!targets) return;
    this.notComputable[e] = computable ? 0 : 1;
    if (!computable) this.#keepCost(e, targets);
    targets.finish();
    this.applied.flush();
  }

  /**
   * Values the pieces of an issue one after the other and takes each off the pool, unless that would empty it or the pool
   * is `kept`. Gives what is left.
   */
  #reduced(e: number, pool: Pool, kept: boolean, targets: TargetSetter | undefined): Pool {
    const { costing } = this;
    const { documents } = costing;
    const left = { ...pool };
    const take = (piece: bigint): bigint => {
      const target = this.#partOf(left, piece);
      if (!kept && left.quantity + piece > 0n) {
        left.quantity += piece;
        left.cost += target;
      }
      return target;
    };
    for (let d = documents.start[e] as number; d < (documents.start[e + 1] as number); d += 1) {
      const target = take(documents.quantity.big(d));
      targets?.setDocument(d, target);
    }
    const open = costing.openQuantity(e);
    if (open !== 0n) {
      const target = take(open);
      targets?.addExpected(target);
    }
    return left;
  }

  /** An issue whose pool cannot be used carries what is posted. */
  #keepCost(e: number, targets: TargetSetter): void {
    const { documents, facts } = this.costing;
    for (let d = documents.start[e] as number; d < (documents.start[e + 1] as number); d += 1) {
      targets.setDocument(d, documents.money.big(d));
    }
    targets.addExpected(facts.expected.big(e));
  }

  #partOf(pool: Pool, quantity: bigint): bigint {
    const { rounding } = this.costing;
    if (pool.extra !== 0n) {
      return rounding.part(rounding.fitted(pool.cost) + pool.extra, quantity, pool.quantity);
    }
    const part = rounding.partNumber(Number(pool.cost), Number(quantity), Number(pool.quantity));
    return Number.isNaN(part) ? rounding.partOfMoney(pool.cost, quantity, pool.quantity) : BigInt(part);
  }

  /** The running pool that an issue sees: the common one, or that of its cut before a revaluation point. */
  #runningPool(u: number, e: number): RunningPool {
    const cut = this.points.cutFor(u, e) ?? NO_CUT;
    let running = this.#running.get(cut);
    if (!running) {
      running = new RunningPool(this.costing, this.units, u, this.viewOf(u, e));
      this.#running.set(cut, running);
    }
    return running;
  }

  /** What an issue sees of its unit. */
  viewOf(u: number, e: number): SlotView {
    const cut = this.points.cutFor(u, e);
    if (cut !== undefined) return this.points.viewBefore(u, cut);
    return {
      bring: (slot) => ({ quantity: this.units.slotQuantity.big(slot), cost: this.slotCost(slot) }),
      seesCorrections: () => true,
    };
  }

  /** Every entry of the period in an issue's pool, with what it brings; ascending. For explanations. */
  forEachMember(u: number, issue: number, visit: (entry: number, brought: Brought) => void): void {
    const { units } = this;
    const flow = this.flows.of(u).get(issue);
    const downstream = new Set(flow?.slots);
    const view = this.viewOf(u, issue);
    for (let slot = units.slotStart[u] as number; slot < (units.slotStart[u + 1] as number); slot += 1) {
      const entry = units.slotEntry[slot] as number;
      if (entry === issue || downstream.has(slot)) continue;
      if (units.slotAverage[slot] === 1 && flow?.own === true) continue;
      if (isAverageIssue(this.costing, units, slot) && entry > issue) continue;
      const brought = view.bring(slot);
      if (brought) visit(entry, brought);
    }
  }
}

function isNotNegative(pool: Pool, costing: Costing): boolean {
  return costing.rounding.fitted(pool.cost) + pool.extra >= 0n;
}

function lower(first: Float64Array, group: number, unit: number): void {
  first[group] = Math.min(first[group] as number, unit);
}
