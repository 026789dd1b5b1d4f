/**
 * From figures back to value entries: how much of each entry's own cost is in a sum of traced parts. The way of
 * `traceParts` walked backwards, with weights (wide numbers, 10^40 is the whole) in place of amounts.
 */
import { bigintAt } from "../../values/decimal";
import type { Basis } from "./basis";
import { CONSUMPTION, OUTPUT } from "./ledger";
import { proportion } from "./wide";

/** Weights by number of an entry, an order key or a row. */
export class Weights {
  readonly #weights = new Map<number, bigint>();

  add(key: number, weight: bigint): void {
    if (weight !== 0n) this.#weights.set(key, this.get(key) + weight);
  }

  get(key: number): bigint {
    return this.#weights.get(key) ?? 0n;
  }

  /** Keys with a weight. */
  keys(): IterableIterator<number> {
    return this.#weights.keys();
  }
}

/**
 * Given the weights of traced parts, gives the weights of own parts that make the same sum: Σ traced × weight =
 * Σ own × result, for every part that moves.
 */
export function ownWeights(basis: Basis, tracedWeights: Weights): Weights {
  const { ledger, orders, order } = basis;
  const { roles, rows, quantities, applied, drawStart, drawSources, drawRows } = ledger;
  const { events, openKeys, consumption } = order;
  const own = new Weights();
  const traced = new Weights();
  for (const entry of tracedWeights.keys()) traced.add(entry, tracedWeights.get(entry));
  /** Rolled-up: weight of the consumption of a key in the output that was finished later. */
  const ofKey = new Weights();
  /** Weight of the key when consumption of an open key was finished, to find what used it while it was begun. */
  const atFinish = new Map<number, bigint>();
  const passed = new Uint8Array(ledger.count);

  for (let event = events.length - 1; event >= 0; event -= 1) {
    const place = events[event] as number;
    if (place < 0) {
      const begun = ~place;
      const atItsFinish = atFinish.get(begun);
      if (atItsFinish !== undefined)
        own.add(begun, atItsFinish - ofKey.get(orders.keyOfEntry[begun] as number));
      continue;
    }
    const entry = place;
    const key = orders.keyOfEntry[entry] as number;
    passed[entry] = 1;
    if (consumption && roles[entry] === CONSUMPTION) {
      traced.add(entry, -ofKey.get(key));
      if (openKeys[key] === 1) atFinish.set(entry, ofKey.get(key));
    }
    const weight = traced.get(entry);
    if (weight === 0n) continue;
    own.add(entry, weight);
    if (roles[entry] === OUTPUT) {
      const whole = orders.outputQuantity.scaled(key);
      if (consumption && whole !== 0n) {
        ofKey.add(key, proportion(weight, bigintAt(quantities, rows[entry] as number), whole));
      }
      continue;
    }
    const end = drawStart[entry + 1] as number;
    for (let draw = drawStart[entry] as number; draw < end; draw += 1) {
      const source = drawSources[draw] as number;
      const whole = bigintAt(quantities, rows[source] as number);
      if (whole === 0n) continue;
      const share = proportion(weight, bigintAt(applied, drawRows[draw] as number), whole);
      // A source that was finished later closes a cycle: only its own parts were used.
      (passed[source] === 1 ? own : traced).add(source, share);
    }
  }
  return own;
}
