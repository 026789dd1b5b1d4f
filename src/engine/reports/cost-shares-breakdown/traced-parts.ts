/**
 * The parts of entries after tracing: what an entry owns, and what it draws from the entries that it was applied to (and
 * rolled-up, output from the consumption of its order), in proportion to quantity. Works only on entries whose result
 * is wanted or feeds one that is, in the order of `evaluationOrder`.
 */
import { bigintAt } from "../../values/decimal";
import type { EvaluationOrder } from "./evaluation-order";
import { CONSUMPTION, OUTPUT, type CostLedger } from "./ledger";
import type { OrderCosts } from "./orders";
import type { OwnParts } from "./own-parts";
import { PARTS, REVALUATION } from "./parts";
import { proportion } from "./wide";

export interface TracingRules {
  /** Revaluation of a source goes along with what was drawn from it (Sales and WIP Inventory). */
  readonly revaluationMoves: boolean;
}

/**
 * Takes a wanted entry with its traced parts (wide amounts by part), or undefined when it has none. The array is used
 * again for the next entry: copy what is kept.
 */
export type TakeTraced = (entry: number, traced: readonly bigint[] | undefined) => void;

const WANTED = 1;
const DRAWN = 2;
const ROLLED_UP = 4;

/** What entries are used for, and how often: parts are let go after their last use, so that memory stays small. */
interface Uses {
  readonly uses: Uint8Array;
  /** Draws per source by entries that are used. */
  readonly draws: Int32Array;
  /** Rolled-up: output entries per key that are used, and whose turn has not come; else 0. */
  readonly outputsLeft: Int32Array;
}

/** Traces the entries of `wanted` (1 per entry) and hands each to `take`. */
export function traceParts(
  ledger: CostLedger,
  orders: OrderCosts,
  own: OwnParts,
  order: EvaluationOrder,
  rules: TracingRules,
  wanted: Uint8Array,
  take: TakeTraced,
): void {
  const { roles, rows, quantities, applied, drawStart, drawSources, drawRows } = ledger;
  const { events, openKeys, consumption } = order;
  const { keyOfEntry } = orders;
  const rolledUp = consumption !== undefined;
  const { uses, draws, outputsLeft } = usesOf(ledger, orders, order, wanted);
  const done = new Uint8Array(ledger.count);
  const store = new PartStore(draws);
  // Rolled-up: per key the parts of consumption that is done, and the own parts of consumption that is begun.
  const doneOfKey = new Map<number, bigint[]>();
  const openOfKey = new Map<number, bigint[]>();
  const traced = zeroParts();
  let isEmpty = true;

  const drawFrom = (source: number, numerator: bigint): void => {
    if (done[source] === 1 ? !store.has(source) : !own.has(source)) return;
    const denominator = bigintAt(quantities, rows[source] as number);
    if (denominator === 0n) return;
    const kept = rules.revaluationMoves ? 0n : (traced[REVALUATION] as bigint);
    if (done[source] === 1) store.draw(source, traced, numerator, denominator);
    else own.add(source, traced, numerator, denominator);
    if (!rules.revaluationMoves) traced[REVALUATION] = kept;
    isEmpty = false;
  };
  const rollUp = (entry: number): void => {
    const key = keyOfEntry[entry] as number;
    const whole = orders.outputQuantity.scaled(key);
    if (whole === 0n) return;
    const share = bigintAt(quantities, rows[entry] as number);
    for (const sums of [doneOfKey.get(key), openOfKey.get(key)]) {
      if (!sums) continue;
      for (let part = 0; part < PARTS; part += 1) {
        const amount = sums[part] as bigint;
        if (amount === 0n || (part === REVALUATION && !rules.revaluationMoves)) continue;
        traced[part] = (traced[part] as bigint) - proportion(amount, share, whole);
        isEmpty = false;
      }
    }
  };
  /** Lets the sums of a key go with its last output. */
  const countOutput = (key: number): void => {
    outputsLeft[key] = (outputsLeft[key] as number) - 1;
    if (outputsLeft[key] !== 0) return;
    doneOfKey.delete(key);
    openOfKey.delete(key);
  };
  /** Consumption of an order in a cycle counts with its own parts while it is begun and not done. */
  const addOpen = (entry: number, sign: bigint): void => {
    const key = keyOfEntry[entry] as number;
    if (openKeys[key] !== 1 || outputsLeft[key] === 0 || !own.has(entry)) return;
    let sums = openOfKey.get(key);
    if (!sums) openOfKey.set(key, (sums = zeroParts()));
    own.add(entry, sums, sign, 1n);
  };

  for (let event = 0; event < events.length; event += 1) {
    const place = events[event] as number;
    if (place < 0) {
      addOpen(~place, 1n);
      continue;
    }
    const entry = place;
    const isConsumption = rolledUp && roles[entry] === CONSUMPTION;
    if (isConsumption) addOpen(entry, -1n);
    const use = uses[entry] as number;
    if (use !== 0) {
      if (own.has(entry)) {
        own.add(entry, traced, 1n, 1n);
        isEmpty = false;
      }
      if (roles[entry] === OUTPUT) {
        if (rolledUp) {
          rollUp(entry);
          countOutput(keyOfEntry[entry] as number);
        }
      } else {
        const end = drawStart[entry + 1] as number;
        for (let draw = drawStart[entry] as number; draw < end; draw += 1) {
          drawFrom(drawSources[draw] as number, bigintAt(applied, drawRows[draw] as number));
        }
      }
      if (!isEmpty) {
        if ((use & DRAWN) !== 0) store.keep(entry, traced);
        if ((use & ROLLED_UP) !== 0) addParts(doneOfKey, keyOfEntry[entry] as number, traced);
      }
      if ((use & WANTED) !== 0) take(entry, isEmpty ? undefined : traced);
      if (!isEmpty) traced.fill(0n);
      isEmpty = true;
    }
    done[entry] = 1;
  }
}

function zeroParts(): bigint[] {
  return Array.from({ length: PARTS }, () => 0n);
}

function addParts(sumsOfKey: Map<number, bigint[]>, key: number, parts: readonly bigint[]): void {
  const sums = sumsOfKey.get(key);
  if (!sums) {
    sumsOfKey.set(key, parts.slice());
    return;
  }
  for (let part = 0; part < PARTS; part += 1) {
    const amount = parts[part] as bigint;
    if (amount !== 0n) sums[part] = (sums[part] as bigint) + amount;
  }
}

/** What each entry is used for, found from the last event to the first. */
function usesOf(ledger: CostLedger, orders: OrderCosts, order: EvaluationOrder, wanted: Uint8Array): Uses {
  const { roles, drawStart, drawSources } = ledger;
  const { events, consumption } = order;
  const uses = new Uint8Array(ledger.count);
  const draws = new Int32Array(ledger.count);
  const outputsLeft = new Int32Array(orders.keys.size);
  const passed = new Uint8Array(ledger.count);
  for (let event = events.length - 1; event >= 0; event -= 1) {
    const entry = events[event] as number;
    if (entry < 0) continue;
    passed[entry] = 1;
    let use = (uses[entry] as number) | (wanted[entry] === 1 ? WANTED : 0);
    const key = orders.keyOfEntry[entry] as number;
    if (roles[entry] === CONSUMPTION && (outputsLeft[key] as number) > 0) use |= ROLLED_UP;
    uses[entry] = use;
    if (use === 0) continue;
    if (roles[entry] === OUTPUT) {
      if (consumption) outputsLeft[key] = (outputsLeft[key] as number) + 1;
      continue;
    }
    const end = drawStart[entry + 1] as number;
    for (let draw = drawStart[entry] as number; draw < end; draw += 1) {
      const source = drawSources[draw] as number;
      // A source that is finished later closes a cycle: its own parts are used, not its traced ones.
      if (passed[source] === 1) continue;
      uses[source] = (uses[source] as number) | DRAWN;
      draws[source] = (draws[source] as number) + 1;
    }
  }
  return { uses, draws, outputsLeft };
}

/** Traced parts of sources until their last draw, without the parts that are 0. */
class PartStore {
  /** Bit per part that is not 0, per entry. */
  readonly #masks: Uint16Array;
  readonly #amounts: (bigint[] | undefined)[];
  readonly #drawsLeft: Int32Array;

  constructor(draws: Int32Array) {
    this.#masks = new Uint16Array(draws.length);
    this.#amounts = new Array<bigint[] | undefined>(draws.length);
    this.#drawsLeft = draws.slice();
  }

  has(entry: number): boolean {
    return this.#masks[entry] !== 0;
  }

  keep(entry: number, amounts: readonly bigint[]): void {
    const kept: bigint[] = [];
    let mask = 0;
    for (let part = 0; part < PARTS; part += 1) {
      const amount = amounts[part] as bigint;
      if (amount === 0n) continue;
      mask |= 1 << part;
      kept.push(amount);
    }
    this.#masks[entry] = mask;
    this.#amounts[entry] = kept;
  }

  /** Adds the parts of an entry that has some, times numerator / denominator, to `into`; counts as one draw. */
  draw(entry: number, into: bigint[], numerator: bigint, denominator: bigint): void {
    const mask = this.#masks[entry] as number;
    const amounts = this.#amounts[entry] as bigint[];
    let place = 0;
    for (let part = 0; part < PARTS; part += 1) {
      if ((mask & (1 << part)) === 0) continue;
      into[part] = (into[part] as bigint) + proportion(amounts[place] as bigint, numerator, denominator);
      place += 1;
    }
    const left = (this.#drawsLeft[entry] as number) - 1;
    this.#drawsLeft[entry] = left;
    if (left === 0) this.#amounts[entry] = undefined;
  }
}
