/**
 * The order in which the traced cost of entries is worked out: every entry once, in ascending Entry No., each after what
 * it needs. Depth-first without recursion, so that a chain of any length works. An entry that is needed while it is
 * itself being worked out closes a cycle.
 */
import { CONSUMPTION, OUTPUT, type CostLedger } from "./ledger";
import type { OrderCosts } from "./orders";

export interface EvaluationOrder {
  /**
   * Entries as they are finished (e), and, rolled-up, consumption as it is begun (~e, which is negative). Between the two
   * an entry is being worked out.
   */
  readonly events: Int32Array;
  /** Entries that were needed while they were being worked out, ascending. */
  readonly cycles: readonly number[];
  /** 1 per order key with an output that was finished while consumption of the order was not. */
  readonly openKeys: Uint8Array;
  /** Rolled-up: consumption entries per key, ascending. */
  readonly consumption: ConsumptionLists | undefined;
}

export interface ConsumptionLists {
  readonly start: Int32Array;
  readonly entries: Int32Array;
}

/** Bits of `marks`: closes a cycle; and was open when an output of its order was finished. */
const CLOSES_CYCLE = 1;
const OPEN_AT_OUTPUT = 2;

const NOT_BEGUN = 0;
const BEGUN = 1;
const DONE = 2;

/** `rolledUp`: output entries need all consumption of their order; else they need nothing. */
export function evaluationOrder(ledger: CostLedger, orders: OrderCosts, rolledUp: boolean): EvaluationOrder {
  const { count, roles, drawStart, drawSources } = ledger;
  const consumption = rolledUp ? consumptionLists(ledger, orders) : undefined;
  const states = new Uint8Array(count);
  /** Where an entry goes on in its list of needs. Output entries of one key go on together in `nextOfKey`. */
  const next = drawStart.slice(0, count);
  const nextOfKey = consumption ? consumption.start.slice() : new Int32Array(0);
  const stack = new Int32Array(count);
  const marks = new Uint8Array(count);
  const openKeys = new Uint8Array(orders.keys.size);
  // Consumption that is begun but not done, per key: the latest, and for each the one before it.
  const latestOpen = new Int32Array(consumption ? orders.keys.size : 0).fill(-1);
  const openBefore = new Int32Array(consumption ? count : 0);
  const events = new Int32Array(count + (consumption?.entries.length ?? 0));
  let eventCount = 0;
  let depth = 0;

  const begin = (entry: number): void => {
    states[entry] = BEGUN;
    stack[depth++] = entry;
    if (consumption && roles[entry] === CONSUMPTION) {
      const key = orders.keyOfEntry[entry] as number;
      openBefore[entry] = latestOpen[key] as number;
      latestOpen[key] = entry;
      events[eventCount++] = ~entry;
    }
  };
  const finish = (entry: number): void => {
    states[entry] = DONE;
    depth -= 1;
    if (consumption && roles[entry] === CONSUMPTION) {
      latestOpen[orders.keyOfEntry[entry] as number] = openBefore[entry] as number;
    }
    events[eventCount++] = entry;
  };
  /** The next entry that `entry` needs and that is not begun; -1 when there is none left. */
  const nextNeed = (entry: number): number => {
    if (roles[entry] === OUTPUT) {
      if (!consumption) return -1;
      const key = orders.keyOfEntry[entry] as number;
      const end = consumption.start[key + 1] as number;
      for (let place = nextOfKey[key] as number; place < end; place += 1) {
        const needed = consumption.entries[place] as number;
        nextOfKey[key] = place + 1;
        if (states[needed] === NOT_BEGUN) return needed;
      }
      // All consumption is begun; what is not done yet is used with its own cost. Entries that were open at an earlier
      // output lie below the newer ones, so that the walk can stop at the first of them.
      let open = latestOpen[key] as number;
      if (open >= 0) openKeys[key] = 1;
      while (open >= 0 && ((marks[open] as number) & OPEN_AT_OUTPUT) === 0) {
        marks[open] = CLOSES_CYCLE | OPEN_AT_OUTPUT;
        open = openBefore[open] as number;
      }
      return -1;
    }
    const end = drawStart[entry + 1] as number;
    for (let place = next[entry] as number; place < end; place += 1) {
      const needed = drawSources[place] as number;
      next[entry] = place + 1;
      if (states[needed] === NOT_BEGUN) return needed;
      if (states[needed] === BEGUN) marks[needed] = (marks[needed] as number) | CLOSES_CYCLE;
    }
    return -1;
  };

  for (let entry = 0; entry < count; entry += 1) {
    if (states[entry] !== NOT_BEGUN) continue;
    begin(entry);
    while (depth > 0) {
      const top = stack[depth - 1] as number;
      const needed = nextNeed(top);
      if (needed >= 0) begin(needed);
      else finish(top);
    }
  }
  const cycles: number[] = [];
  for (let entry = 0; entry < count; entry += 1) if (marks[entry] !== 0) cycles.push(entry);
  return { events: events.subarray(0, eventCount), cycles, openKeys, consumption };
}

/** Consumption entries of each order key in ascending Entry No. */
function consumptionLists(ledger: CostLedger, orders: OrderCosts): ConsumptionLists {
  const keys = orders.keys.size;
  const start = new Int32Array(keys + 1);
  let total = 0;
  for (let entry = 0; entry < ledger.count; entry += 1) {
    if (ledger.roles[entry] !== CONSUMPTION) continue;
    const key = orders.keyOfEntry[entry] as number;
    start[key + 1] = (start[key + 1] as number) + 1;
    total += 1;
  }
  for (let key = 0; key < keys; key += 1)
    start[key + 1] = (start[key + 1] as number) + (start[key] as number);
  const entries = new Int32Array(total);
  const next = start.slice(0, keys);
  for (let entry = 0; entry < ledger.count; entry += 1) {
    if (ledger.roles[entry] !== CONSUMPTION) continue;
    const key = orders.keyOfEntry[entry] as number;
    entries[next[key] as number] = entry;
    next[key] = (next[key] as number) + 1;
  }
  return { start, entries };
}
