/**
 * Ranks entries so that the source of a cost comes before those that take it. Where sources are always older than their
 * receivers the rank is the entry's own place. Otherwise strongly connected groups are searched (Tarjan's algorithm with
 * its own stack). A group of more than one entry is a circle; with one, the ranks are the entries' own places again.
 */
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
  const used = new Uint8Array(links.count);
  let ordered = true;
  for (let p = 0; p < links.count; p += 1) {
    if ((links.source[p] as number) < 0 || !carries(p)) continue;
    used[p] = 1;
    if ((links.source[p] as number) >= (links.owner[p] as number)) ordered = false;
  }
  const inCircle = new Uint8Array(count);
  const entryAt = new Int32Array(count);
  if (ordered) {
    for (let e = 0; e < count; e += 1) entryAt[e] = e;
    return { rankOf: entryAt, entryAt, inCircle, hasCircle: false };
  }
  findGroups(ledger, used, entryAt, inCircle);
  const hasCircle = inCircle.includes(1);
  if (hasCircle) for (let e = 0; e < count; e += 1) entryAt[e] = e;
  const rankOf = new Int32Array(count);
  for (let rank = 0; rank < count; rank += 1) rankOf[entryAt[rank] as number] = rank;
  return { rankOf, entryAt, inCircle, hasCircle };
}

/** Fills `entryAt` in topological order: groups are closed after everything they take cost from. */
function findGroups(ledger: CostLedger, used: Uint8Array, entryAt: Int32Array, inCircle: Uint8Array): void {
  const { entries, links } = ledger;
  const { count } = entries;
  const UNSEEN = -1;
  const found = new Int32Array(count).fill(UNSEEN);
  const lowest = new Int32Array(count);
  const onStack = new Uint8Array(count);
  const group = new Int32Array(count);
  const path = new Int32Array(count);
  const nextLink = new Int32Array(count);
  let groupSize = 0;
  let time = 0;
  let placed = 0;
  for (let root = 0; root < count; root += 1) {
    if (found[root] !== UNSEEN) continue;
    let depth = 0;
    path[0] = root;
    open(root);
    while (depth >= 0) {
      const e = path[depth] as number;
      const p = nextLink[e] as number;
      if (p < (entries.linkStart[e + 1] as number)) {
        nextLink[e] = p + 1;
        if (used[p] === 0) continue;
        const source = links.source[p] as number;
        if (source === e) inCircle[e] = 1;
        if (found[source] === UNSEEN) {
          depth += 1;
          path[depth] = source;
          open(source);
        } else if (onStack[source] === 1) {
          lowest[e] = Math.min(lowest[e] as number, found[source] as number);
        }
        continue;
      }
      if (lowest[e] === found[e]) close(e);
      depth -= 1;
      if (depth >= 0) {
        const receiver = path[depth] as number;
        lowest[receiver] = Math.min(lowest[receiver] as number, lowest[e] as number);
      }
    }
  }

  function open(e: number): void {
    found[e] = time;
    lowest[e] = time;
    time += 1;
    group[groupSize] = e;
    groupSize += 1;
    onStack[e] = 1;
    nextLink[e] = entries.linkStart[e] as number;
  }

  function close(e: number): void {
    const end = groupSize;
    let member: number;
    do {
      groupSize -= 1;
      member = group[groupSize] as number;
      onStack[member] = 0;
    } while (member !== e);
    const members = group.slice(groupSize, end).sort();
    for (const each of members) {
      entryAt[placed] = each;
      placed += 1;
      if (members.length > 1) inCircle[each] = 1;
    }
  }
}
