/**
 * The running pool of a unit: what its issues see, one after the other. It begins with everything that is not average-valued
 * and takes up each average issue behind it, so that an issue's pool is a sum and not a walk. Around revaluation points
 * issues see less; each such view has a running pool of its own, made when the first issue asks for it.
 */
import type { Flow } from "./average-flow";
import type { Pool } from "./average-openings";
import type { AverageUnits } from "./average-units";
import type { Costing } from "./costing";

/** What a slot brings to a pool. */
export interface Brought {
  readonly quantity: bigint;
  readonly cost: bigint;
}

/** What an issue sees of its unit. */
export interface SlotView {
  /** What a slot brings now, corrections included; undefined when nothing of it is seen. */
  bring(slot: number): Brought | undefined;
  /** True when corrections of the slot's entry are seen. */
  seesCorrections(slot: number): boolean;
}

export class RunningPool {
  /** Entries that are not average-valued, seen by every issue. */
  #others: Pool = { quantity: 0n, cost: 0n, extra: 0n };
  /** Average-valued entries: increases, and issues up to the one at hand. */
  #averaged: Pool = { quantity: 0n, cost: 0n, extra: 0n };
  /** Average issues before this slot are in the sums. */
  #upTo: number;

  constructor(
    private readonly costing: Costing,
    private readonly units: AverageUnits,
    unit: number,
    private readonly view: SlotView,
  ) {
    this.#upTo = units.slotStart[unit] as number;
    for (let slot = this.#upTo; slot < (units.slotStart[unit + 1] as number); slot += 1) {
      if (isAverageIssue(costing, units, slot)) continue;
      this.#add(units.slotAverage[slot] === 1 ? this.#averaged : this.#others, slot);
    }
  }

  /** The pool of the issue in a slot, on top of an opening. */
  poolFor(slot: number, flow: Flow | undefined, opening: Pool): Pool {
    for (; this.#upTo < slot; this.#upTo += 1) {
      if (isAverageIssue(this.costing, this.units, this.#upTo)) this.#add(this.#averaged, this.#upTo);
    }
    const own = flow?.own === true;
    const pool: Pool = {
      quantity: opening.quantity + this.#others.quantity + (own ? 0n : this.#averaged.quantity),
      cost: opening.cost + this.#others.cost + (own ? 0n : this.#averaged.cost),
      extra: opening.extra,
    };
    if (this.units.slotAverage[slot] === 0) this.#take(pool, slot);
    for (const downstream of flow?.slots ?? []) {
      if (downstream !== slot && this.#isCounted(downstream, own)) this.#take(pool, downstream);
    }
    return pool;
  }

  /** A correction of an entry of the unit, made while its issues are valued. */
  correct(slot: number, amount: bigint): void {
    if (!this.view.seesCorrections(slot)) return;
    if (this.units.slotAverage[slot] === 0) this.#others.cost += amount;
    else if (this.#isCounted(slot, false)) this.#averaged.cost += amount;
  }

  #add(pool: Pool, slot: number): void {
    this.costing.visits += 1;
    const brought = this.view.bring(slot);
    if (!brought) return;
    pool.quantity += brought.quantity;
    pool.cost += brought.cost;
  }

  #take(pool: Pool, slot: number): void {
    this.costing.visits += 1;
    const brought = this.view.bring(slot);
    if (!brought) return;
    pool.quantity -= brought.quantity;
    pool.cost -= brought.cost;
  }

  /** True when a slot is in the sums that an issue with or without own flow uses. */
  #isCounted(slot: number, own: boolean): boolean {
    if (this.units.slotAverage[slot] === 0) return true;
    if (own) return false;
    return slot < this.#upTo || !isAverageIssue(this.costing, this.units, slot);
  }
}

/** True for a slot of an average-valued issue. */
export function isAverageIssue(costing: Costing, units: AverageUnits, slot: number): boolean {
  return (
    units.slotAverage[slot] === 1 && costing.ledger.entries.quantity.sign(units.slotEntry[slot] as number) < 0
  );
}
