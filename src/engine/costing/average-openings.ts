/**
 * Openings of average cost: while a pass runs over the units of one item, everything valued in earlier periods is summed, by
 * item and by place. After a change from Item to Item & Location & Variant a place begins with its share of the item's cost
 * on the day before, and adds its own cost since.
 */
import { NO_DAY, type Day } from "../values/day";
import { share, timesShare } from "./arithmetic";
import type { AverageUnits } from "./average-units";
import type { Costing } from "./costing";
import type { CostPeriod } from "./periods";
import type { ScaledStore } from "./scaled";

/** A pool: quantity, money, and a fitted part of the cost that only a change of calculation type brings. */
export interface Pool {
  quantity: bigint;
  cost: bigint;
  /** Further cost at FITTED_SCALE. */
  extra: bigint;
}

/** The sums on the day before the calculation type changed, and the day of the change. */
interface Snapshot {
  readonly day: Day;
  readonly itemQuantity: bigint;
  itemCost: bigint;
  readonly quantity: Map<number, bigint>;
  readonly cost: Map<number, bigint>;
}

export class OpeningSums {
  readonly #mixed: boolean;
  #period: number | undefined;
  /** Units of the current period, not yet in the sums. */
  #pending: number[] = [];
  #itemQuantity = 0n;
  #itemCost = 0n;
  readonly #quantity = new Map<number, bigint>();
  readonly #cost = new Map<number, bigint>();
  /** As of the day on which the type of the current period replaced Item; nothing where it has held from the beginning. */
  #before: Snapshot = {
    day: NO_DAY,
    itemQuantity: 0n,
    itemCost: 0n,
    quantity: new Map(),
    cost: new Map(),
  };

  constructor(
    private readonly costing: Costing,
    private readonly units: AverageUnits,
    item: number,
    private readonly slotCost: (slot: number) => bigint,
  ) {
    this.#mixed = units.mixed[item] === 1;
  }

  /** Called for each unit in turn: when its period is a new one, the units of the last period join the sums. */
  moveTo(unit: number, cost: ScaledStore, quantity: ScaledStore): void {
    const period = this.units.period[unit] as number;
    if (period !== this.#period) {
      for (const earlier of this.#pending) this.#join(earlier, cost.big(earlier), quantity.big(earlier));
      this.#pending = [];
      this.#period = period;
      this.#remember((this.units.periods[period] as CostPeriod).changedOn);
    }
    this.#pending.push(unit);
  }

  /** Opening of a unit. */
  opening(unit: number): Pool {
    const place = this.units.place[unit] as number;
    if (place < 0) return { quantity: this.#itemQuantity, cost: this.#itemCost, extra: 0n };
    const quantity = this.#quantity.get(place) ?? 0n;
    const cost = this.#cost.get(place) ?? 0n;
    const before = this.#before;
    const part = share(before.quantity.get(place) ?? 0n, before.itemQuantity);
    return {
      quantity,
      cost: cost - (before.cost.get(place) ?? 0n),
      extra: timesShare(this.costing.rounding.fitted(before.itemCost), part),
    };
  }

  /** A correction of an entry whose unit lies before the current one. */
  correct(unit: number, entry: number, amount: bigint): void {
    const period = this.units.period[unit] as number;
    if (period === this.#period) return;
    const place = this.costing.ledger.entries.place[entry] as number;
    this.#itemCost += amount;
    addTo(this.#cost, place, amount);
    const before = this.#before;
    if ((this.units.periods[period] as CostPeriod).end < before.day) {
      before.itemCost += amount;
      addTo(before.cost, place, amount);
    }
  }

  #remember(changedOn: Day): void {
    if (this.#before.day === changedOn) return;
    this.#before = {
      day: changedOn,
      itemQuantity: this.#itemQuantity,
      itemCost: this.#itemCost,
      quantity: new Map(this.#quantity),
      cost: new Map(this.#cost),
    };
  }

  #join(unit: number, cost: bigint, quantity: bigint): void {
    const { units } = this;
    this.#itemCost += cost;
    this.#itemQuantity += quantity;
    const place = units.place[unit] as number;
    if (place >= 0) this.#add(place, quantity, cost);
    else if (this.#mixed) {
      const { place: placeOf } = this.costing.ledger.entries;
      for (
        let slot = units.slotStart[unit] as number;
        slot < (units.slotStart[unit + 1] as number);
        slot += 1
      ) {
        this.costing.visits += 1;
        this.#add(
          placeOf[units.slotEntry[slot] as number] as number,
          units.slotQuantity.big(slot),
          this.slotCost(slot),
        );
      }
    }
  }

  #add(place: number, quantity: bigint, cost: bigint): void {
    addTo(this.#quantity, place, quantity);
    addTo(this.#cost, place, cost);
  }
}

function addTo(sums: Map<number, bigint>, place: number, amount: bigint): void {
  sums.set(place, (sums.get(place) ?? 0n) + amount);
}
