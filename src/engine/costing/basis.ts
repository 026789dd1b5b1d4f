/**
 * What a source entry costs in the eyes of an entry that takes a part of it: the unrounded cost of the whole source, in
 * three parts (direct, indirect, variance). A partial revaluation counts only for those it hits; what is expected counts
 * only while the source is not fully invoiced.
 */
import { share, timesShare } from "./arithmetic";
import { COST_TYPE, VALUE_FLAG, VALUED_BY } from "./cost-ledger";
import type { Costing } from "./costing";
import { ELEMENT, elementOf } from "./documents";
import type { ProducedCosts } from "./produced";

/** Parts of a cost, numbers at FITTED_SCALE, by ELEMENT. */
export type CostParts = [all: bigint, direct: bigint, indirect: bigint, variance: bigint];

export class Basis {
  constructor(
    private readonly costing: Costing,
    private readonly produced: ProducedCosts,
  ) {}

  /** Cost of the whole source as the receiver sees it. */
  of(source: number, receiver: number): bigint {
    if (this.costing.facts.simple[source] === 1)
      return this.costing.rounding.fitted(this.costing.handed.big(source));
    return this.parts(source, receiver)[ELEMENT.all];
  }

  /** The same in parts; the first is their sum. */
  parts(source: number, receiver: number): CostParts {
    const { costing } = this;
    const { ledger, facts, rounding, documents } = costing;
    const { entries, values } = ledger;
    const parts: CostParts = [0n, 0n, 0n, 0n];
    const invoiced = facts.fullyInvoiced[source] === 1;
    const quantity = entries.quantity.big(source);
    for (
      let v = entries.valueStart[source] as number;
      v < (entries.valueStart[source + 1] as number);
      v += 1
    ) {
      costing.visits += 1;
      const type = values.type[v] as number;
      if (type === COST_TYPE.rounding) continue;
      const flags = values.flags[v] as number;
      const root = this.#root(source, v);
      const revaluation = values.type[root] === COST_TYPE.revaluation;
      if (revaluation && !this.hits(root, receiver)) continue;
      const actual = values.actual.big(v);
      const valued = values.valuedQuantity.big(v);
      let amount: bigint;
      if (revaluation && !values.expected.isZero(v)) {
        amount = timesShare(rounding.fitted(values.expected.big(v) + actual), share(quantity, valued));
      } else if ((flags & VALUE_FLAG.expectedCost) !== 0) {
        if (invoiced) continue;
        amount = timesShare(
          rounding.fitted(values.expected.big(v)),
          share(costing.openQuantity(source), valued),
        );
      } else if ((flags & VALUE_FLAG.partial) !== 0) {
        amount = timesShare(rounding.fitted(actual), share(quantity, valued));
      } else amount = rounding.fitted(actual);
      const element = elementOf(type) as 1 | 2 | 3;
      parts[element] += amount;
    }
    for (let d = documents.start[source] as number; d < (documents.start[source + 1] as number); d += 1) {
      if (documents.delta.isZero(d)) continue;
      const tag = documents.element[d] as number;
      const first = documents.first[d] as number;
      const element = (tag === ELEMENT.all ? elementOf(values.type[first] as number) : tag) as 1 | 2 | 3;
      parts[element] += rounding.fitted(documents.delta.big(d));
    }
    if (facts.valuedBy[source] === VALUED_BY.order) {
      const deltas = this.produced.elementDeltas(source);
      parts[1] += rounding.fitted(deltas[0]);
      parts[2] += rounding.fitted(deltas[1]);
      parts[3] += rounding.fitted(deltas[2]);
    }
    if (!invoiced) parts[1] += rounding.fitted(costing.deltaExpected.big(source));
    parts[0] = parts[1] + parts[2] + parts[3];
    return parts;
  }

  /** What the receiver takes for an application of a quantity, rounded: the sum of the parts for an exact reversal. */
  portion(source: number, receiver: number, quantity: bigint): bigint {
    const { rounding, facts, ledger } = this.costing;
    const whole = ledger.entries.quantity.big(source);
    if (facts.exactReversal[receiver] === 1) {
      const parts = this.parts(source, receiver);
      return (
        rounding.part(parts[1], quantity, whole) +
        rounding.part(parts[2], quantity, whole) +
        rounding.part(parts[3], quantity, whole)
      );
    }
    return rounding.part(this.of(source, receiver), quantity, whole);
  }

  /**
   * Does a revaluation hit a receiver? A whole one always does, and a return takes what its issue costs. A partial one was
   * made for the quantity left at its date: it hits what was posted after it, and what is valued or posted on a later day.
   */
  hits(revaluation: number, receiver: number): boolean {
    const { ledger, facts } = this.costing;
    const { values } = ledger;
    if (((values.flags[revaluation] as number) & VALUE_FLAG.partial) === 0) return true;
    if (facts.valuedBy[receiver] === VALUED_BY.reversal) return true;
    const first = this.#firstQuantityValue(receiver);
    if (first < 0) return false;
    if ((values.no[first] as number) > (values.no[revaluation] as number)) return true;
    const day = Math.max(values.valuationDay[first] as number, values.postingDay[first] as number);
    return day > (values.valuationDay[revaluation] as number);
  }

  /** The value entry that an adjustment goes back to: follows Applies-to Entry within the entry, always downwards. */
  #root(source: number, v: number): number {
    const { entries, values } = this.costing.ledger;
    let at = v;
    while (((values.flags[at] as number) & VALUE_FLAG.adjustment) !== 0) {
      const from = entries.valueStart[source] as number;
      const target = findNumber(values.no, from, at, values.appliesTo[at] as number);
      if (target < 0) return at;
      at = target;
    }
    return at;
  }

  #firstQuantityValue(entry: number): number {
    const { entries, values } = this.costing.ledger;
    for (let v = entries.valueStart[entry] as number; v < (entries.valueStart[entry + 1] as number); v += 1) {
      if (!values.entryQuantity.isZero(v)) return v;
    }
    return -1;
  }
}

/** Position of a number in an ascending range, end not included, or -1. */
export function findNumber(numbers: Float64Array, from: number, end: number, wanted: number): number {
  let low = from;
  let high = end - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = numbers[middle] as number;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
