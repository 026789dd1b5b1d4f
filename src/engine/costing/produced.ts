/**
 * Step 3: what finished orders make. The usage of an order (material, capacity, overhead) becomes the cost of its outputs;
 * an item at standard cost keeps its standard, and the difference becomes variances.
 *
 * Worked example. 80 of 100 pieces received at 450.00 are consumed: material 360. Capacity 130 and its overhead 13 make
 * 503, indirect cost of 10 % makes 50.30. Outputs of 6 and 4 at standard 60 (material 40, capacity 15, manufacturing
 * overhead 5): the first gets 6/10 of everything, 301.80 direct, 30.18 indirect, variances 24, 12, −7.80, −0.18, together
 * 360.00 = 6 × 60; the second gets what is left.
 *
 * What is left out: piecewise reversal of outputs (one gross and one minus vector instead), capacity that several lines
 * share by routing, and components that are no inventory.
 */
import { FITTED_SCALE, share, timesShare } from "./arithmetic";
import { power10 } from "../values/decimal";
import { COST_TYPE, isPlainDirectCost, METHOD, ORDER_TYPE, VALUED_BY, VARIANCE_TYPE } from "./cost-ledger";
import type { Costing } from "./costing";
import { ScaledStore } from "./scaled";

/** Kinds of cost of an output: direct, indirect, and the variances in the order of the standard cost shares. */
export const OUTPUT_KINDS = 7;
/** Variance type per kind; 0 where the kind is no variance. */
export const VARIANCE_OF_KIND = [
  0,
  0,
  VARIANCE_TYPE.material,
  VARIANCE_TYPE.capacity,
  VARIANCE_TYPE.subcontracted,
  VARIANCE_TYPE.capacityOverhead,
  VARIANCE_TYPE.manufacturingOverhead,
] as const;

/** Cost that an order has used, as money. */
export interface Usage {
  readonly material: bigint;
  readonly capacity: bigint;
  readonly subcontracted: bigint;
  readonly capacityOverhead: bigint;
  readonly manufacturingOverhead: bigint;
}

type Vector = bigint[];

export class ProducedCosts {
  /** Place of an output in `deltas`, or -1. */
  readonly #placeOf: Int32Array;
  readonly #deltas: ScaledStore;
  /** Orders that are computed: finished, with net output above 0 and a valued item. */
  readonly computed: Int32Array;

  constructor(private readonly costing: Costing) {
    const { ledger, facts } = costing;
    const { orders, entries } = ledger;
    this.#placeOf = new Int32Array(entries.count).fill(-1);
    let places = 0;
    const computed: number[] = [];
    for (let order = 0; order < orders.count; order += 1) {
      let any = false;
      for (
        let i = orders.outputStart[order] as number;
        i < (orders.outputStart[order + 1] as number);
        i += 1
      ) {
        const output = orders.outputs[i] as number;
        if (facts.valuedBy[output] !== VALUED_BY.order) continue;
        this.#placeOf[output] = places;
        places += 1;
        any = true;
      }
      if (any) computed.push(order);
    }
    this.#deltas = new ScaledStore(places * OUTPUT_KINDS);
    this.computed = Int32Array.from(computed);
    for (const order of computed) costing.orderQueued[order] = 1;
  }

  /** Correction of an output and kind. */
  delta(output: number, kind: number): bigint {
    return this.#deltas.big((this.#placeOf[output] as number) * OUTPUT_KINDS + kind);
  }

  /** Corrections of an output: direct, indirect, variances together. */
  elementDeltas(output: number): [bigint, bigint, bigint] {
    let variance = 0n;
    for (let kind = 2; kind < OUTPUT_KINDS; kind += 1) variance += this.delta(output, kind);
    return [this.delta(output, 0), this.delta(output, 1), variance];
  }

  /** Computes the queued orders in ascending order. */
  compute(): void {
    for (const order of this.computed) {
      if (this.costing.orderQueued[order] === 0) continue;
      this.costing.orderQueued[order] = 0;
      this.#computeOrder(order);
    }
  }

  /** What an order has used by now. */
  usage(order: number): Usage {
    const { ledger, rounding, facts } = this.costing;
    const { orders } = ledger;
    const material = this.#material(order);
    const capacity = orders.capacity.big(order);
    const subcontracted = orders.subcontracted.big(order);
    const capacityOverhead = orders.capacityOverhead.big(order);
    const rates = orders.rates(order, this.#itemOf(order));
    const base = rounding.fitted(material + capacity + subcontracted + capacityOverhead);
    const manufacturingOverhead = rounding.round(
      this.#overhead(base, rates.indirect, rates.overheadRate, facts.netOutput.big(order)),
    );
    return { material, capacity, subcontracted, capacityOverhead, manufacturingOverhead };
  }

  /** Item that an order makes. */
  #itemOf(order: number): number {
    const { orders, entries } = this.costing.ledger;
    return entries.item[orders.outputs[orders.outputStart[order] as number] as number] as number;
  }

  /** base × indirect + rate × quantity, at FITTED_SCALE; all three are exact, so are the products after cutting zeros. */
  #overhead(base: bigint, indirect: bigint, rate: bigint, quantity: bigint): bigint {
    const scale = power10(FITTED_SCALE);
    const quantityUnit = power10(this.costing.ledger.quantityScale);
    return (base * indirect) / scale + (rate * quantity) / quantityUnit;
  }

  #material(order: number): bigint {
    const { orders } = this.costing.ledger;
    let sum = 0n;
    for (
      let i = orders.consumptionStart[order] as number;
      i < (orders.consumptionStart[order + 1] as number);
      i += 1
    ) {
      sum += this.materialOf(orders.consumption[i] as number);
    }
    return sum;
  }

  /** Material that a consumption entry brings to its order; below 0 for a component that came back. */
  materialOf(e: number): bigint {
    const { ledger, documents } = this.costing;
    const { entries, values } = ledger;
    const returned = entries.quantity.sign(e) > 0;
    let sum = 0n;
    for (let v = entries.valueStart[e] as number; v < (entries.valueStart[e + 1] as number); v += 1) {
      this.costing.visits += 1;
      const type = values.type[v];
      if (type === COST_TYPE.rounding || (returned && type === COST_TYPE.revaluation)) continue;
      sum += values.actual.big(v);
    }
    for (let d = documents.start[e] as number; d < (documents.start[e + 1] as number); d += 1)
      sum += documents.delta.big(d);
    return -sum;
  }

  #computeOrder(order: number): void {
    const { ledger, facts } = this.costing;
    const { orders, entries, items } = ledger;
    const net = facts.netOutput.big(order);
    const item = this.#itemOf(order);
    const usage = this.usage(order);
    const direct = usage.material + usage.capacity + usage.subcontracted + usage.capacityOverhead;
    const vector: Vector = [direct, usage.manufacturingOverhead, 0n, 0n, 0n, 0n, 0n];
    if (items.method[item] === METHOD.standard) {
      const standard = this.#standard(order, item, net);
      const used = [
        usage.material,
        usage.capacity,
        usage.subcontracted,
        usage.capacityOverhead,
        usage.manufacturingOverhead,
      ];
      used.forEach((amount, kind) => {
        vector[kind + 2] = (standard[kind] as bigint) - amount;
      });
    }
    let gross = 0n;
    const positive: number[] = [];
    const negative: number[] = [];
    for (let i = orders.outputStart[order] as number; i < (orders.outputStart[order + 1] as number); i += 1) {
      const output = orders.outputs[i] as number;
      if (this.#placeOf[output] === -1) continue;
      const quantity = entries.quantity.big(output);
      if (quantity > 0n) {
        gross += quantity;
        positive.push(output);
      } else if (quantity < 0n) negative.push(output);
    }
    let plus = vector;
    if (negative.length > 0) {
      const minus = this.#spread(vector, -(gross - net), net);
      plus = vector.map((amount, kind) => amount - (minus[kind] as bigint));
      this.#distribute(negative, minus);
    }
    this.#distribute(positive, plus);
  }

  /** Standard cost shares of the net output, rounded in turn. */
  #standard(order: number, item: number, net: bigint): Vector {
    const { ledger, rounding } = this.costing;
    const rates = ledger.orders.rates(order, item);
    const unit = power10(ledger.quantityScale);
    let residual = 0n;
    const shares = rates.standards.map((unitCost) => {
      if (unitCost === 0n) return 0n;
      const exact = (unitCost * net) / unit + residual;
      const rounded = rounding.round(exact);
      residual = exact - rounding.fitted(rounded);
      return rounded;
    });
    if (ledger.orders.type[order] === ORDER_TYPE.assembly) {
      const base = rounding.fitted(
        (shares[0] as bigint) + (shares[1] as bigint) + (shares[2] as bigint) + (shares[3] as bigint),
      );
      shares[4] = rounding.round(this.#overhead(base, rates.indirect, rates.overheadRate, net));
    }
    return shares;
  }

  /** Element by element round(element × share(a, b) + residual); the residual goes to the next element that is not 0. */
  #spread(vector: Vector, a: bigint, b: bigint): Vector {
    const { rounding } = this.costing;
    const part = share(a, b);
    let residual = 0n;
    return vector.map((element) => {
      if (element === 0n) return 0n;
      const exact = timesShare(rounding.fitted(element), part) + residual;
      const rounded = rounding.round(exact);
      residual = exact - rounding.fitted(rounded);
      return rounded;
    });
  }

  /** Gives every output its part of what is left; the last one takes the remainder. */
  #distribute(outputs: readonly number[], vector: Vector): void {
    const { quantity } = this.costing.ledger.entries;
    let left = vector;
    let quantityLeft = outputs.reduce((sum, output) => sum + quantity.big(output), 0n);
    outputs.forEach((output, index) => {
      const own = quantity.big(output);
      const target = index === outputs.length - 1 ? left : this.#spread(left, own, quantityLeft);
      left = left.map((amount, kind) => amount - (target[kind] as bigint));
      quantityLeft -= own;
      this.#setOutput(output, target);
    });
  }

  #setOutput(output: number, target: Vector): void {
    const { costing } = this;
    const now = this.#moneyByKind(output);
    const first = (this.#placeOf[output] as number) * OUTPUT_KINDS;
    let actual = 0n;
    let touched = false;
    for (let kind = 0; kind < OUTPUT_KINDS; kind += 1) {
      const next = (target[kind] as bigint) - (now[kind] as bigint);
      const difference = next - this.#deltas.big(first + kind);
      if (difference === 0n) continue;
      this.#deltas.set(first + kind, next);
      actual += difference;
      touched = true;
    }
    const expected = becomesInvoiced(costing, output) ? -costing.expectedAfter(output) : 0n;
    if (actual !== 0n || expected !== 0n) costing.changeCost(output, actual, expected);
    else if (touched) costing.touched(output);
  }

  /** Actual cost of an output by kind; item charges and revaluations stay on top. */
  #moneyByKind(output: number): Vector {
    const { entries, values } = this.costing.ledger;
    const sums: Vector = [0n, 0n, 0n, 0n, 0n, 0n, 0n];
    for (
      let v = entries.valueStart[output] as number;
      v < (entries.valueStart[output + 1] as number);
      v += 1
    ) {
      const kind = kindOf(this.costing, v);
      if (kind >= 0) sums[kind] = (sums[kind] as bigint) + values.actual.big(v);
    }
    return sums;
  }
}

/** Kind of cost of an output's value entry; -1 for what the order does not set. */
function kindOf(costing: Costing, v: number): number {
  const { values } = costing.ledger;
  const type = values.type[v];
  if (isPlainDirectCost(values, v)) return 0;
  if (type === COST_TYPE.indirectCost) return 1;
  if (type !== COST_TYPE.variance) return -1;
  const variance = values.variance[v] === 0 ? VARIANCE_TYPE.material : values.variance[v];
  return (VARIANCE_OF_KIND as readonly number[]).indexOf(variance as number, 2);
}

/** True for an output that its order invoices in this run. */
export function becomesInvoiced(costing: Costing, entry: number): boolean {
  const { entries } = costing.ledger;
  return (
    costing.facts.valuedBy[entry] === VALUED_BY.order &&
    !entries.invoiced.equals(entry, entries.quantity, entry)
  );
}
