/**
 * Ranks entries so that the source of a cost comes before those that take it. Where sources are always older than their
 * receivers the rank is the entry's own place. Otherwise the order comes from a search for circles; where there is one, the
 * ranks are the entries' own places again.
 */
import { findCircles } from "./circles";
import type { CostLedger } from "./cost-ledger";

export interface Ranks {
  /** Rank per entry, and the entry at a rank. */
  readonly rankOf: Int32Array;
  readonly entryAt: Int32Array;
  /** 1 for entries of a circle. */
  readonly inCircle: Uint8Array;
  readonly hasCircle: boolean;
}

/** `carries` tells whether a link hands cost from its source to its owner. */
export function rankBySources(ledger: CostLedger, carries: (link: number) => boolean): Ranks {
  const { entries, links } = ledger;
  const { count } = entries;
  const sources = new Int32Array(links.count).fill(-1);
  let ordered = true;
  for (let p = 0; p < links.count; p += 1) {
    const source = links.source[p] as number;
    if (source < 0 || !carries(p)) continue;
    sources[p] = source;
    if (source >= (links.owner[p] as number)) ordered = false;
  }
  const places = Int32Array.from({ length: count }, (_, e) => e);
  if (ordered) {
    return { rankOf: places, entryAt: places, inCircle: new Uint8Array(count), hasCircle: false };
  }
  const { order, inCircle } = findCircles(count, entries.linkStart, sources);
  if (inCircle.includes(1)) return { rankOf: places, entryAt: places, inCircle, hasCircle: true };
  const rankOf = new Int32Array(count);
  for (let rank = 0; rank < count; rank += 1) rankOf[order[rank] as number] = rank;
  return { rankOf, entryAt: order, inCircle, hasCircle: false };
}
