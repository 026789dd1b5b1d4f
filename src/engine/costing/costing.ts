/**
 * State of a cost computation: the corrections found so far, what every entry hands on, and what has to be looked at
 * again when an entry changes. The four steps (applied.ts, average.ts, produced.ts, residuals.ts) read and write it.
 */
import type { Rounding } from "./arithmetic";
import { ENTRY_TYPE, LINK, VALUED_BY, type CostLedger } from "./cost-ledger";
import type { Documents } from "./documents";
import type { EntryFacts } from "./entry-facts";
import { ScaledStore } from "./scaled";

/** Told of every change of an entry's cost. */
export interface ChangeListener {
  /** The value of an entry in pools (actual, expected and rounding together) has changed by an amount. */
  poolChanged(entry: number, amount: bigint): void;
}

export class Costing {
  /** Actual cost of an entry as it is handed on: without rounding, with corrections. */
  readonly handed: ScaledStore;
  /** Corrections per entry: actual (documents, order), expected, rounding. */
  readonly deltaActual: ScaledStore;
  readonly deltaExpected: ScaledStore;
  readonly deltaRounding: ScaledStore;
  /** 1 where step 1 has to compute an entry again. */
  readonly receiverQueued: Uint8Array;
  /** 1 where an order, or the rounding residual of an entry, has to be computed again. */
  readonly orderQueued: Uint8Array;
  readonly residualQueued: Uint8Array;
  /** True when the current sweep has changed something. */
  changed = false;
  /** Largest change per item in the current sweep; 0 where nothing moved. */
  readonly moved: Float64Array;
  /** Items that moved in the current sweep. */
  movedItems: number[] = [];
  /** Entries, applications, value entries and documents looked at, for tests and benchmarks. */
  visits = 0;
  // Nobody listens before the steps are connected.
  #listener: ChangeListener = { poolChanged: () => undefined };
  #queueReceiver: (entry: number) => void = () => undefined;

  constructor(
    readonly ledger: CostLedger,
    readonly facts: EntryFacts,
    readonly documents: Documents,
    readonly rounding: Rounding,
  ) {
    const { count } = ledger.entries;
    this.handed = new ScaledStore(count);
    for (let e = 0; e < count; e += 1) this.handed.addRow(e, facts.actual, e);
    this.deltaActual = new ScaledStore(count);
    this.deltaExpected = new ScaledStore(count);
    this.deltaRounding = new ScaledStore(count);
    this.receiverQueued = new Uint8Array(count);
    this.orderQueued = new Uint8Array(ledger.orders.count);
    this.residualQueued = new Uint8Array(count).fill(1);
    this.moved = new Float64Array(ledger.items.count);
  }

  /** Connects the steps. */
  connect(listener: ChangeListener, queueReceiver: (entry: number) => void): void {
    this.#listener = listener;
    this.#queueReceiver = queueReceiver;
  }

  /** Starts a sweep: nothing has moved yet. */
  startSweep(): void {
    this.changed = false;
    for (const item of this.movedItems) this.moved[item] = 0;
    this.movedItems = [];
  }

  /** Open quantity of an entry: Quantity minus Invoiced Quantity, 0 for what its order invoices. */
  openQuantity(entry: number): bigint {
    if (this.facts.fullyInvoiced[entry] === 1) return 0n;
    return this.ledger.entries.quantity.big(entry) - this.ledger.entries.invoiced.big(entry);
  }

  /** Notes that an entry got other targets whose sum is the same: who keeps cost elements apart may still take more or less. */
  touched(entry: number): void {
    this.changed = true;
    this.residualQueued[entry] = 1;
    this.queueReceivers(entry);
  }

  /** Corrects what an entry hands on (actual) and what it expects, and queues everything that depends on it. */
  changeCost(entry: number, actual: bigint, expected: bigint): void {
    this.changed = true;
    if (actual !== 0n) {
      this.handed.add(entry, actual);
      this.deltaActual.add(entry, actual);
    }
    if (expected !== 0n) this.deltaExpected.add(entry, expected);
    this.#note(entry, actual, expected);
    const pool = actual + expected;
    if (pool !== 0n) this.#listener.poolChanged(entry, pool);
    this.residualQueued[entry] = 1;
    this.queueReceivers(entry);
    const { entries } = this.ledger;
    const type = entries.type[entry];
    const order = entries.order[entry] as number;
    if (order >= 0 && (type === ENTRY_TYPE.consumption || type === ENTRY_TYPE.assemblyConsumption)) {
      this.orderQueued[order] = 1;
    }
  }

  /** Sets the rounding residual of an entry; it is never handed on. */
  changeRounding(entry: number, amount: bigint): void {
    this.changed = true;
    this.deltaRounding.add(entry, amount);
    this.#note(entry, amount, 0n);
    this.#listener.poolChanged(entry, amount);
  }

  /** Queues the entries that take cost from an entry. */
  queueReceivers(entry: number): void {
    const { entries, feeds } = this.ledger;
    for (let i = entries.feedStart[entry] as number; i < (entries.feedStart[entry + 1] as number); i += 1) {
      const owner = this.#receiver(feeds[i] as number);
      if (owner >= 0) this.#queueReceiver(owner);
    }
  }

  /** True when another entry takes cost from an entry. */
  handsOn(entry: number): boolean {
    const { entries, feeds } = this.ledger;
    for (let i = entries.feedStart[entry] as number; i < (entries.feedStart[entry + 1] as number); i += 1) {
      if (this.#receiver(feeds[i] as number) >= 0) return true;
    }
    return false;
  }

  /** The owner of a link when it computes its cost from it, else -1. */
  #receiver(link: number): number {
    const { links } = this.ledger;
    const owner = links.owner[link] as number;
    return takesFrom(this.facts.valuedBy[owner] as number, links.kind[link] as number) ? owner : -1;
  }

  /** Actual cost after corrections, rounding included. */
  actualAfter(entry: number): bigint {
    return this.handed.big(entry) + this.facts.rounding.big(entry) + this.deltaRounding.big(entry);
  }

  /** Expected cost after corrections. */
  expectedAfter(entry: number): bigint {
    return this.facts.expected.big(entry) + this.deltaExpected.big(entry);
  }

  #note(entry: number, actual: bigint, expected: bigint): void {
    const item = this.ledger.entries.item[entry] as number;
    const size = Math.max(Math.abs(Number(actual)), Math.abs(Number(expected)));
    if (this.moved[item] === 0) this.movedItems.push(item);
    this.moved[item] = Math.max(this.moved[item] as number, size, Number.MIN_VALUE);
  }
}

/** True when an entry valued in this way computes its cost from links of this kind. */
export function takesFrom(valuedBy: number, kind: number): boolean {
  return (
    (valuedBy === VALUED_BY.application && kind === LINK.issue) ||
    (valuedBy === VALUED_BY.transfer && kind === LINK.transfer) ||
    (valuedBy === VALUED_BY.reversal && kind === LINK.reversal)
  );
}

/** Corrections of an entry as they count in pools. */
export function poolDelta(costing: Costing, entry: number): bigint {
  return costing.deltaActual.big(entry) + costing.deltaExpected.big(entry) + costing.deltaRounding.big(entry);
}
