/**
 * Step 1: costs that run along applications. An issue takes the cost of the increases it is applied to, a transfer-in that
 * of the increase at its origin, a return that of its issue.
 *
 * The problem. Business Central walks the chain of every entry that changed, again for every posting, and forks at every
 * transfer. Here each entry is computed once when everything before it stands: entries are ranked so that a source comes
 * before its receivers, and a queue hands them out by rank. Entry numbers are nearly that order; only an increase posted
 * after an issue that it serves stands the other way round, and then the ranks come from a search for strongly connected
 * groups (without recursion: chains may be a million entries long).
 *
 * Worked example. Purchase 1 (2 for 20.00), sale 2 of one, return 3 of that sale, sale 4 of the returned piece; a charge
 * of 5.00 arrives on purchase 1. Ranks are 1, 2, 3, 4. Sale 2 takes 25.00 × 1/2 = 12.50 and changes by −2.50, which queues
 * return 3; return 3 takes +12.50 and queues sale 4; sale 4 takes −12.50. Four visits, whatever the length of the history.
 *
 * What is left out. Data with a true circle of applications (Business Central refuses to post one) has no such order. Then
 * entries are computed in ascending number, pass after pass, as the order of work says, and an entry of a circle at most a
 * hundred times in a row; after that it keeps what it has and the run says that the circle did not settle.
 */
import { fit } from "./arithmetic";
import type { Basis } from "./basis";
import { VALUED_BY } from "./cost-ledger";
import { takesFrom, type Costing } from "./costing";
import { ELEMENT } from "./documents";
import { rankBySources, type Ranks } from "./ranks";
import { appliedQuantity } from "./read-links";
import { TargetSetter, type Unapplied } from "./targets";
import { power10 } from "../values/decimal";

/** How often an entry of a circle is computed before it is left alone. */
const CIRCLE_LIMIT = 100;

export class AppliedCosts {
  readonly #ranks: Ranks;
  /** 1 where one document holds the whole quantity and nothing is open or unapplied: target = sum of the portions. */
  readonly #plain: Uint8Array;
  readonly #heap: Int32Array;
  #heapSize = 0;
  /** With circles: rank at hand, and ranks that wait for the next pass. */
  #rank = -1;
  #nextPass: number[] = [];
  /** Computations per entry of a circle since the queue was last empty. */
  readonly #rounds = new Map<number, number>();
  /** Entries of circles that did not settle. */
  readonly unsettled = new Set<number>();

  constructor(
    private readonly costing: Costing,
    private readonly basis: Basis,
  ) {
    const { ledger, facts } = costing;
    this.#ranks = rankBySources(ledger, (link) => {
      const owner = ledger.links.owner[link] as number;
      return takesFrom(facts.valuedBy[owner] as number, ledger.links.kind[link] as number);
    });
    const { count } = ledger.entries;
    this.#plain = new Uint8Array(count);
    this.#heap = new Int32Array(count + 1);
    for (let e = 0; e < count; e += 1) this.#plain[e] = this.#isPlain(e) ? 1 : 0;
  }

  /** True for an entry whose applications lead back to itself. */
  isInCircle(entry: number): boolean {
    return this.#ranks.inCircle[entry] === 1;
  }

  /** Queues an entry; entries that are not valued by applications are ignored by the caller. */
  readonly queue = (entry: number): void => {
    if (this.costing.receiverQueued[entry] === 1) return;
    this.costing.receiverQueued[entry] = 1;
    const rank = this.#ranks.rankOf[entry] as number;
    if (this.#ranks.hasCircle && rank <= this.#rank) this.#nextPass.push(rank);
    else this.#push(rank);
  };

  /** Queues everything for the first sweep. */
  queueAll(): void {
    const { valuedBy } = this.costing.facts;
    for (let rank = 0; rank < valuedBy.length; rank += 1) {
      const by = valuedBy[this.#ranks.entryAt[rank] as number];
      if (by === VALUED_BY.application || by === VALUED_BY.transfer || by === VALUED_BY.reversal) {
        this.queue(this.#ranks.entryAt[rank] as number);
      }
    }
  }

  /** Computes queued entries by rank until none is left. `progress` is told how many are done. */
  flush(progress?: (done: number) => void): void {
    let done = 0;
    do {
      for (const rank of this.#nextPass.splice(0)) this.#push(rank);
      while (this.#heapSize > 0) {
        const rank = this.#pop();
        const entry = this.#ranks.entryAt[rank] as number;
        this.#rank = rank;
        this.costing.receiverQueued[entry] = 0;
        if (this.#ranks.inCircle[entry] === 0 || this.#mayGoOn(entry)) this.#evaluate(entry);
        done += 1;
        if (progress && (done & 65_535) === 0) progress(done);
      }
      this.#rank = -1;
    } while (this.#nextPass.length > 0);
    this.#rounds.clear();
  }

  /** False for an entry of a circle that has been computed too often. */
  #mayGoOn(entry: number): boolean {
    const rounds = (this.#rounds.get(entry) ?? 0) + 1;
    this.#rounds.set(entry, rounds);
    if (rounds > CIRCLE_LIMIT) this.unsettled.add(entry);
    return !this.unsettled.has(entry);
  }

  /** Portions that an entry takes from its sources: link and amount, in the order of the applications. */
  sources(entry: number): { link: number; amount: bigint }[] {
    const { entries, links } = this.costing.ledger;
    const found: { link: number; amount: bigint }[] = [];
    const by = this.costing.facts.valuedBy[entry] as number;
    for (let p = entries.linkStart[entry] as number; p < (entries.linkStart[entry + 1] as number); p += 1) {
      if (!takesFrom(by, links.kind[p] as number)) continue;
      const source = links.source[p] as number;
      found.push({ link: p, amount: this.basis.portion(source, entry, links.quantity.big(p)) });
    }
    return found;
  }

  #isPlain(e: number): boolean {
    const { ledger, facts, documents } = this.costing;
    const { entries, links } = ledger;
    const d = documents.start[e] as number;
    if (documents.start[e + 1] !== d + 1 || !documents.quantity.equals(d, entries.quantity, e)) return false;
    if (facts.fullyInvoiced[e] === 0) return false;
    return (
      entries.quantity.sign(e) > 0 || appliedQuantity(links, entries.linkStart, e) === entries.quantity.big(e)
    );
  }

  #evaluate(e: number): void {
    this.costing.visits += 1;
    if (this.#plain[e] === 1) this.#setPlain(e, this.#plainTotal(e));
    else this.#evaluateExactly(e);
  }

  /** Sum of the portions as plain number, NaN when the exact path is needed. */
  #plainTotal(e: number): number {
    const { ledger, facts, rounding, handed } = this.costing;
    const { links, entries } = ledger;
    const by = facts.valuedBy[e] as number;
    let total = 0;
    for (let p = entries.linkStart[e] as number; p < (entries.linkStart[e + 1] as number); p += 1) {
      if (!takesFrom(by, links.kind[p] as number)) continue;
      this.costing.visits += 1;
      const source = links.source[p] as number;
      let amount = Number.NaN;
      if (facts.simple[source] === 1) {
        amount = rounding.partNumber(
          handed.ints[source] as number,
          links.quantity.ints[p] as number,
          entries.quantity.ints[source] as number,
        );
      }
      if (Number.isNaN(amount)) {
        const basis = this.basis.of(source, e);
        amount = Number(rounding.part(basis, links.quantity.big(p), entries.quantity.big(source)));
        if (!Number.isSafeInteger(amount)) return Number.NaN;
      }
      total += amount;
    }
    return Number.isSafeInteger(total) ? total : Number.NaN;
  }

  /** Sets the target of a plain entry; a total that is NaN, or too large, is found again exactly. */
  #setPlain(e: number, total: number): void {
    const { documents } = this.costing;
    const d = documents.start[e] as number;
    const next = total - (documents.money.ints[d] as number);
    const difference = next - (documents.delta.ints[d] as number);
    if (difference === 0) return;
    if (!Number.isSafeInteger(next) || !Number.isSafeInteger(difference)) {
      this.#evaluateExactly(e);
      return;
    }
    documents.delta.ints[d] = next;
    this.costing.changeCost(e, BigInt(difference), 0n);
  }

  #evaluateExactly(e: number): void {
    const { ledger, facts, rounding } = this.costing;
    const { entries, links } = ledger;
    const by = facts.valuedBy[e] as number;
    const exact = facts.exactReversal[e] === 1;
    const totals = [0n, 0n, 0n, 0n] as [bigint, bigint, bigint, bigint];
    for (let p = entries.linkStart[e] as number; p < (entries.linkStart[e + 1] as number); p += 1) {
      if (!takesFrom(by, links.kind[p] as number)) continue;
      this.costing.visits += 1;
      const source = links.source[p] as number;
      const quantity = links.quantity.big(p);
      const whole = entries.quantity.big(source);
      if (exact) {
        const parts = this.basis.parts(source, e);
        for (const element of [1, 2, 3] as const)
          totals[element] += rounding.part(parts[element], quantity, whole);
      } else {
        totals[0] += rounding.part(this.basis.of(source, e), quantity, whole);
      }
    }
    const targets = new TargetSetter(this.costing, e);
    if (by === VALUED_BY.transfer) targets.setTransfer(totals[0]);
    else if (exact) {
      const applied = totals[1] + totals[2] + totals[3];
      for (const element of [ELEMENT.direct, ELEMENT.indirect, ELEMENT.variance]) {
        const unapplied = element === ELEMENT.direct ? this.#unapplied(e, applied) : undefined;
        targets.spread(element, totals[element], unapplied);
      }
    } else {
      const unapplied = by === VALUED_BY.application ? this.#unapplied(e, totals[0]) : undefined;
      targets.spread(ELEMENT.all, totals[0], unapplied);
    }
    targets.finish();
  }

  /** Quantity that no increase covers, and the unit cost that stands in where a document has none. */
  #unapplied(e: number, appliedCost: bigint): Unapplied {
    const { ledger } = this.costing;
    const applied = appliedQuantity(ledger.links, ledger.entries.linkStart, e);
    const quantity = ledger.entries.quantity.big(e) - applied;
    const unitCost =
      applied === 0n
        ? 0n
        : fit(appliedCost * power10(ledger.quantityScale), applied * power10(ledger.moneyScale));
    return { quantity, unitCost };
  }

  #push(rank: number): void {
    const heap = this.#heap;
    let at = this.#heapSize;
    this.#heapSize += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((heap[parent] as number) <= rank) break;
      heap[at] = heap[parent] as number;
      at = parent;
    }
    heap[at] = rank;
  }

  #pop(): number {
    const heap = this.#heap;
    const top = heap[0] as number;
    this.#heapSize -= 1;
    const last = heap[this.#heapSize] as number;
    let at = 0;
    for (let child = 1; child < this.#heapSize; child = 2 * at + 1) {
      // Behind the last child stands `last` itself, which ends the search.
      if ((heap[child + 1] as number) < (heap[child] as number)) child += 1;
      if ((heap[child] as number) >= last) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
