/**
 * Average cost, the ground: which value entries belong to which average. A unit is one period of one group (the item, or
 * item, variant and location). A slot is what one entry contributes to one unit: its value entries that are valued in that
 * period. Units stand in the order of work (item, period, variant, location), slots within a unit by entry number.
 */
import { VALUE_FLAG, VALUED_BY, type CostLedger } from "./cost-ledger";
import type { EntryFacts } from "./entry-facts";
import { CALC_TYPE, type CostPeriod, type CostPeriods } from "./periods";
import { ScaledStore } from "./scaled";
import type { Day } from "../values/day";

export interface AverageUnits {
  readonly count: number;
  readonly item: Int32Array;
  /** Number into `periods`, which are ascending. */
  readonly period: Int32Array;
  readonly periods: readonly CostPeriod[];
  /** Place of a unit by item, variant and location; -1 for a unit of the whole item. */
  readonly place: Int32Array;
  /** Units of one item: itemStart[i] … itemStart[i + 1] - 1. */
  readonly itemStart: Int32Array;
  /** Slots of a unit: slotStart[u] … slotStart[u + 1] - 1. */
  readonly slotStart: Int32Array;
  readonly slotEntry: Int32Array;
  readonly slotQuantity: ScaledStore;
  /** Actual and expected cost as posted. */
  readonly slotCost: ScaledStore;
  /** 1 where a value entry of the slot is Valued By Average Cost. */
  readonly slotAverage: Uint8Array;
  /** Unit of a slot, and slot of a value entry (-1 for value entries that are in no unit). */
  readonly slotUnit: Int32Array;
  readonly valueSlot: Int32Array;
  /** Slot and unit of an entry's own valuation date, -1 for entries that are in no unit. */
  readonly homeSlot: Int32Array;
  readonly homeUnit: Int32Array;
  /** Group within which a change moves later averages. */
  readonly group: Int32Array;
  readonly groupCount: number;
  /** 1 for items whose calculation type changes. */
  readonly mixed: Uint8Array;
}

/** Collects the units of all Average items that have an average issue. Throws Refusal when a period is not set. */
export function collectUnits(ledger: CostLedger, facts: EntryFacts, rules: CostPeriods): AverageUnits {
  const { entries, values, items, placeOrder } = ledger;
  const averageItem = new Uint8Array(items.count);
  for (let e = 0; e < entries.count; e += 1) {
    if (facts.valuedBy[e] === VALUED_BY.average) averageItem[entries.item[e] as number] = 1;
  }
  const periods = new PeriodNumbers(rules);
  const slots = new SlotList(values.count + entries.count);
  const home = new Int32Array(entries.count).fill(-1);
  // Average issues first, so that the refusal names the first issue whose period is not set.
  for (let e = 0; e < entries.count; e += 1) {
    if (facts.valuedBy[e] === VALUED_BY.average) periods.of(facts.valuationDay[e] as number);
  }
  for (let e = 0; e < entries.count; e += 1) {
    const item = entries.item[e] as number;
    if (averageItem[item] === 0) continue;
    const first = slots.count;
    home[e] = slots.of(first, e, periods.of(facts.valuationDay[e] as number));
    for (let v = entries.valueStart[e] as number; v < (entries.valueStart[e + 1] as number); v += 1) {
      const slot = slots.of(first, e, periods.of(values.valuationDay[v] as number));
      slots.value[v] = slot;
    }
  }
  const { list, rank } = periods.sorted();
  return arrange(ledger, slots, home, list, rank, placeOrder);
}

/** Numbers of periods by day, each day asked once. */
class PeriodNumbers {
  readonly #byDay = new Map<number, number>();
  readonly #known: CostPeriod[] = [];
  /** Periods share no day, so that the first one says which it is. */
  readonly #byStart = new Map<Day, number>();

  constructor(private readonly rules: CostPeriods) {}

  of(day: number): number {
    const known = this.#byDay.get(day);
    if (known !== undefined) return known;
    const period = this.rules.periodOf(day);
    let number = this.#byStart.get(period.start);
    if (number === undefined) {
      number = this.#known.length;
      this.#known.push(period);
      this.#byStart.set(period.start, number);
    }
    this.#byDay.set(day, number);
    return number;
  }

  sorted(): { list: readonly CostPeriod[]; rank: Int32Array } {
    const order = this.#known
      .map((_, number) => number)
      .sort((a, b) => (this.#known[a] as CostPeriod).start - (this.#known[b] as CostPeriod).start);
    const rank = new Int32Array(order.length);
    order.forEach((number, place) => {
      rank[number] = place;
    });
    return { list: order.map((number) => this.#known[number] as CostPeriod), rank };
  }
}

/** Slots in the order in which they are met; `value` is the slot per value entry, -1 where there is none. */
class SlotList {
  count = 0;
  readonly entry: Int32Array;
  readonly period: Int32Array;
  readonly value: Int32Array;

  constructor(limit: number) {
    this.entry = new Int32Array(limit);
    this.period = new Int32Array(limit);
    this.value = new Int32Array(limit).fill(-1);
  }

  /** The slot of an entry for a period; the entry's slots begin at `first`. */
  of(first: number, entry: number, period: number): number {
    for (let slot = this.count - 1; slot >= first; slot -= 1) if (this.period[slot] === period) return slot;
    const slot = this.count;
    this.entry[slot] = entry;
    this.period[slot] = period;
    this.count += 1;
    return slot;
  }
}

function arrange(
  ledger: CostLedger,
  slots: SlotList,
  home: Int32Array,
  periods: readonly CostPeriod[],
  periodRank: Int32Array,
  placeOrder: Int32Array,
): AverageUnits {
  const { entries, values, items } = ledger;
  const mixed = mixedItems(slots, entries.item, periods, periodRank, items.count);
  // A unit's key: item, period, and its place where the average is kept by place. At first numbered as they are met.
  const unitOf = new Int32Array(slots.count);
  const metItem = new Int32Array(slots.count);
  const metPeriod = new Int32Array(slots.count);
  const metPlace = new Int32Array(slots.count);
  const known = new Map<number, Map<number, number>>();
  let count = 0;
  for (let slot = 0; slot < slots.count; slot += 1) {
    const e = slots.entry[slot] as number;
    const item = entries.item[e] as number;
    const period = periodRank[slots.period[slot] as number] as number;
    const byPlace = (periods[period] as CostPeriod).calcType === CALC_TYPE.itemLocationVariant;
    const place = byPlace ? (entries.place[e] as number) : -1;
    let ofItem = known.get(item);
    if (!ofItem) known.set(item, (ofItem = new Map<number, number>()));
    const key = period * (placeOrder.length + 1) + place + 1;
    let unit = ofItem.get(key);
    if (unit === undefined) {
      unit = count;
      count += 1;
      ofItem.set(key, unit);
      metItem[unit] = item;
      metPeriod[unit] = period;
      metPlace[unit] = place;
    }
    unitOf[slot] = unit;
  }
  known.clear();
  // Units of one item and period differ by place, or there is but one of them.
  const order = Int32Array.from({ length: count }, (_, unit) => unit).sort(
    (a, b) =>
      (metItem[a] as number) - (metItem[b] as number) ||
      (metPeriod[a] as number) - (metPeriod[b] as number) ||
      (placeOrder[metPlace[a] as number] as number) - (placeOrder[metPlace[b] as number] as number),
  );
  const position = new Int32Array(count);
  const itemStart = new Int32Array(items.count + 1);
  for (let at = 0; at < count; at += 1) {
    const unit = order[at] as number;
    position[unit] = at;
    const item = metItem[unit] as number;
    itemStart[item + 1] = (itemStart[item + 1] as number) + 1;
  }
  const unitItem = order.map((unit) => metItem[unit] as number);
  const unitPeriod = order.map((unit) => metPeriod[unit] as number);
  const unitPlace = order.map((unit) => metPlace[unit] as number);
  for (let item = 0; item < items.count; item += 1) {
    itemStart[item + 1] = (itemStart[item + 1] as number) + (itemStart[item] as number);
  }
  // Slots move to their unit; they were met by ascending entry and stay so.
  const slotStart = new Int32Array(count + 1);
  for (let slot = 0; slot < slots.count; slot += 1) {
    const at = (position[unitOf[slot] as number] as number) + 1;
    slotStart[at] = (slotStart[at] as number) + 1;
  }
  for (let u = 0; u < count; u += 1)
    slotStart[u + 1] = (slotStart[u + 1] as number) + (slotStart[u] as number);
  const next = slotStart.slice(0, count);
  const newSlot = new Int32Array(slots.count);
  const slotEntry = new Int32Array(slots.count);
  for (let slot = 0; slot < slots.count; slot += 1) {
    const unit = position[unitOf[slot] as number] as number;
    const at = next[unit] as number;
    next[unit] = at + 1;
    newSlot[slot] = at;
    slotEntry[at] = slots.entry[slot] as number;
  }
  const slotQuantity = new ScaledStore(slots.count);
  const slotCost = new ScaledStore(slots.count);
  const slotAverage = new Uint8Array(slots.count);
  for (let v = 0; v < values.count; v += 1) {
    if ((slots.value[v] as number) < 0) continue;
    const slot = newSlot[slots.value[v] as number] as number;
    slots.value[v] = slot;
    slotQuantity.addRow(slot, values.entryQuantity, v);
    slotCost.addRow(slot, values.actual, v);
    slotCost.addRow(slot, values.expected, v);
    if (((values.flags[v] as number) & VALUE_FLAG.average) !== 0) slotAverage[slot] = 1;
  }
  const homeSlot = home.map((slot) => (slot < 0 ? -1 : (newSlot[slot] as number)));
  const slotUnit = new Int32Array(slots.count);
  for (let u = 0; u < count; u += 1) slotUnit.fill(u, slotStart[u], slotStart[u + 1]);
  const homeUnit = homeSlot.map((slot) => (slot < 0 ? -1 : (slotUnit[slot] as number)));
  const { group, groupCount } = groupsOf(unitItem, unitPlace, mixed);
  return {
    count,
    item: unitItem,
    period: unitPeriod,
    periods,
    place: unitPlace,
    itemStart,
    slotStart,
    slotEntry,
    slotQuantity,
    slotCost,
    slotAverage,
    slotUnit,
    valueSlot: slots.value,
    homeSlot,
    homeUnit,
    group,
    groupCount,
    mixed,
  };
}

/**
 * 1 for items whose periods differ in calculation type or in the day on which it changed: openings then need the sums of
 * every place. An item may skip the years in between, so the types alone do not tell.
 */
function mixedItems(
  slots: SlotList,
  itemOf: Int32Array,
  periods: readonly CostPeriod[],
  periodRank: Int32Array,
  itemCount: number,
): Uint8Array {
  const first: (CostPeriod | undefined)[] = [];
  const mixed = new Uint8Array(itemCount);
  for (let slot = 0; slot < slots.count; slot += 1) {
    const item = itemOf[slots.entry[slot] as number] as number;
    const period = periods[periodRank[slots.period[slot] as number] as number] as CostPeriod;
    const other = (first[item] ??= period);
    if (other.calcType !== period.calcType || other.changedOn !== period.changedOn) mixed[item] = 1;
  }
  return mixed;
}

/** One group per item and place; one per item where the whole item is averaged or the type changes. */
function groupsOf(
  unitItem: Int32Array,
  unitPlace: Int32Array,
  mixed: Uint8Array,
): { group: Int32Array; groupCount: number } {
  const group = new Int32Array(unitItem.length);
  let groupCount = 0;
  let before: number | undefined;
  let ofPlace = new Map<number, number>();
  for (let u = 0; u < unitItem.length; u += 1) {
    const item = unitItem[u] as number;
    if (item !== before) ofPlace = new Map<number, number>();
    before = item;
    const place = mixed[item] === 1 ? -1 : (unitPlace[u] as number);
    let id = ofPlace.get(place);
    if (id === undefined) {
      id = groupCount;
      groupCount += 1;
      ofPlace.set(place, id);
    }
    group[u] = id;
  }
  return { group, groupCount };
}
