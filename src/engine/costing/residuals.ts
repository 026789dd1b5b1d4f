/**
 * Step 4: rounding residuals. When an increase is used up, the cents that rounding left behind are posted on the increase
 * itself: three issues of one piece from 10.00 for 3 take 3.33 each, and −0.01 stays.
 *
 * A residual is only final when the cost is: a purchase when it is invoiced, an output when its order is finished, a
 * transfer when what it came from is. That last rule runs along chains of transfers of any length and is answered with a
 * stack of its own; a circle of transfers is never final.
 */
import type { Basis } from "./basis";
import { ENTRY_TYPE, LINK } from "./cost-ledger";
import type { Costing } from "./costing";
import { appliedQuantity } from "./read-links";

const UNKNOWN = 0;
const OPEN = 1;
const FINAL = 2;
const NOT_FINAL = 3;

export class RoundingResiduals {
  /** Increases that are used up and whose cost is final, ascending. */
  readonly #candidates: Int32Array;

  constructor(
    private readonly costing: Costing,
    private readonly basis: Basis,
  ) {
    const { entries, items } = costing.ledger;
    const finality = new Finality(costing);
    const found: number[] = [];
    for (let e = 0; e < entries.count; e += 1) {
      if (entries.quantity.sign(e) <= 0 || !entries.remaining.isZero(e)) continue;
      if (items.valued[entries.item[e] as number] === 0) continue;
      if (this.#isUsedUp(e) && finality.isFinal(e)) found.push(e);
    }
    this.#candidates = Int32Array.from(found);
  }

  /** Computes the residuals of queued increases in ascending number. */
  compute(): void {
    const { costing } = this;
    for (const increase of this.#candidates) {
      if (costing.residualQueued[increase] === 0) continue;
      costing.residualQueued[increase] = 0;
      const residual = -(
        costing.handed.big(increase) +
        costing.facts.rounding.big(increase) +
        this.#handedOut(increase)
      );
      const difference = residual - costing.deltaRounding.big(increase);
      if (difference !== 0n) costing.changeRounding(increase, difference);
    }
  }

  /** True when cost applications of fully invoiced issues take the whole quantity. */
  #isUsedUp(increase: number): boolean {
    const { ledger, facts } = this.costing;
    const { entries, links, feeds } = ledger;
    let taken = 0n;
    for (
      let i = entries.feedStart[increase] as number;
      i < (entries.feedStart[increase + 1] as number);
      i += 1
    ) {
      const link = feeds[i] as number;
      if (links.kind[link] !== LINK.issue || links.cost[link] === 0) continue;
      if (facts.fullyInvoiced[links.owner[link] as number] === 0) return false;
      taken += links.quantity.big(link);
    }
    return taken === -entries.quantity.big(increase);
  }

  /** Sum of the portions handed to issues by cost application (below 0). */
  #handedOut(increase: number): bigint {
    const { ledger, facts, rounding, handed } = this.costing;
    const { entries, links, feeds } = ledger;
    const simple = facts.simple[increase] === 1;
    let sum = 0n;
    for (
      let i = entries.feedStart[increase] as number;
      i < (entries.feedStart[increase + 1] as number);
      i += 1
    ) {
      const link = feeds[i] as number;
      if (links.kind[link] !== LINK.issue || links.cost[link] === 0) continue;
      this.costing.visits += 1;
      const issue = links.owner[link] as number;
      let amount = Number.NaN;
      if (simple && facts.exactReversal[issue] === 0) {
        amount = rounding.partNumber(
          handed.ints[increase] as number,
          links.quantity.ints[link] as number,
          entries.quantity.ints[increase] as number,
        );
      }
      sum += Number.isNaN(amount)
        ? this.basis.portion(increase, issue, links.quantity.big(link))
        : BigInt(amount);
    }
    return sum;
  }
}

/** An entry on the way to its answer. */
interface Visit {
  readonly entry: number;
  sources: number[] | undefined;
  next: number;
  answer: number;
}

/** Answers whether an entry's cost is final, each entry once. */
class Finality {
  readonly #state: Uint8Array;

  constructor(private readonly costing: Costing) {
    this.#state = new Uint8Array(costing.ledger.entries.count);
  }

  isFinal(entry: number): boolean {
    if (this.#state[entry] === UNKNOWN) this.#settle(entry);
    return this.#state[entry] === FINAL;
  }

  #settle(entry: number): void {
    const path: Visit[] = [{ entry, sources: undefined, next: 0, answer: FINAL }];
    while (path.length > 0) {
      const visit = path.at(-1) as Visit;
      if (!visit.sources) {
        const own = this.#ownAnswer(visit.entry);
        this.#state[visit.entry] = own === UNKNOWN ? OPEN : own;
        visit.sources = own === UNKNOWN ? this.#sourcesOf(visit.entry) : [];
        visit.answer = own === UNKNOWN ? FINAL : own;
      }
      const source = visit.sources[visit.next];
      if (source === undefined || visit.answer === NOT_FINAL) {
        this.#state[visit.entry] = visit.answer;
        path.pop();
      } else if (this.#state[source] === UNKNOWN) {
        path.push({ entry: source, sources: undefined, next: 0, answer: FINAL });
      } else {
        if (this.#state[source] !== FINAL) visit.answer = NOT_FINAL;
        visit.next += 1;
      }
    }
  }

  /** What can be said without looking at sources; UNKNOWN for transfers that depend on them. */
  #ownAnswer(e: number): number {
    const { ledger, facts } = this.costing;
    const { entries, orders } = ledger;
    const type = entries.type[e];
    if (type === ENTRY_TYPE.transfer) {
      if (entries.quantity.sign(e) < 0) {
        const applied = appliedQuantity(ledger.links, entries.linkStart, e);
        return applied === entries.quantity.big(e) ? UNKNOWN : NOT_FINAL;
      }
      if (this.#sourcesOf(e).length > 0) return UNKNOWN;
    } else if (type === ENTRY_TYPE.output || type === ENTRY_TYPE.assemblyOutput) {
      const order = entries.order[e] as number;
      if (order >= 0) return orders.finished[order] === 1 ? FINAL : NOT_FINAL;
    }
    return facts.fullyInvoiced[e] === 1 ? FINAL : NOT_FINAL;
  }

  #sourcesOf(e: number): number[] {
    const { entries, links } = this.costing.ledger;
    const sources: number[] = [];
    const issue = entries.quantity.sign(e) < 0;
    for (let p = entries.linkStart[e] as number; p < (entries.linkStart[e + 1] as number); p += 1) {
      const kind = links.kind[p];
      if (issue ? kind === LINK.issue : kind === LINK.transfer || kind === LINK.reversal) {
        sources.push(links.source[p] as number);
      }
    }
    return sources;
  }
}
