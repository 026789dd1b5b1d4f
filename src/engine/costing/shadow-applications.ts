/**
 * New applications under another costing method: which receipt an issue would have been taken from.
 *
 * Within item, variant and location an increase first serves open issues, an issue first takes the increase it is fixed to,
 * then open increases from the early or (LIFO) the late end. A heap keeps each side in order, so the work is proportional to
 * the entries and the logarithm of what is open. A return never serves the issue that it reverses: such an entry is set
 * aside while the next one is asked.
 */
import type { ScaledStore } from "./scaled";
import { ScaledStore as Store } from "./scaled";

/** Entries to apply, by number; quantities are scaled integers. */
export interface ShadowEntries {
  readonly count: number;
  /** Group of item, variant and location. */
  readonly bucket: Int32Array;
  readonly bucketCount: number;
  readonly postingDay: Int32Array;
  readonly quantity: ScaledStore;
  /** Entry that an issue is fixed to, or -1. */
  readonly fixedTo: Int32Array;
  /** Issues that an entry reverses. */
  reverses(increase: number, issue: number): boolean;
}

export interface ShadowApplications {
  /** One application: the issue, the increase, and the quantity taken (below 0). */
  readonly issue: readonly number[];
  readonly increase: readonly number[];
  readonly quantity: ScaledStore;
  /** Quantity left of increases, and not covered of issues (below 0). */
  readonly left: ScaledStore;
  /** 1 for issues that their Applies-to Entry has served. */
  readonly fixedServed: Uint8Array;
}

/** `late`: LIFO. `byDate`: by posting date, increases before issues, instead of by number. */
export function applyAnew(entries: ShadowEntries, late: boolean, byDate: boolean): ShadowApplications {
  const issues: number[] = [];
  const increases: number[] = [];
  const amounts: bigint[] = [];
  const left = new Store(entries.count);
  const fixedServed = new Uint8Array(entries.count);
  const compare = (a: number, b: number): number => {
    const order = (entries.postingDay[a] as number) - (entries.postingDay[b] as number) || a - b;
    return late ? -order : order;
  };
  const take = (issue: number, increase: number): void => {
    const needed = -left.big(issue);
    const there = left.big(increase);
    const quantity = needed < there ? needed : there;
    issues.push(issue);
    increases.push(increase);
    amounts.push(-quantity);
    left.add(issue, quantity);
    left.add(increase, -quantity);
  };

  const openIncreases = new EntryHeap(compare);
  const openIssues = new EntryHeap(compare);
  const serve = (entry: number, heap: EntryHeap, isIncrease: boolean): void => {
    const aside: number[] = [];
    while (heap.size > 0 && !left.isZero(entry)) {
      const other = heap.top();
      if (left.isZero(other)) {
        heap.pop();
      } else if (entries.reverses(isIncrease ? entry : other, isIncrease ? other : entry)) {
        aside.push(heap.pop());
      } else if (isIncrease) take(other, entry);
      else take(entry, other);
    }
    for (const other of aside) heap.push(other);
  };

  for (const members of bucketMembers(entries, byDate)) {
    openIncreases.clear();
    openIssues.clear();
    for (const entry of members) {
      const sign = entries.quantity.sign(entry);
      left.set(entry, entries.quantity.big(entry));
      if (sign > 0) {
        serve(entry, openIssues, true);
        if (!left.isZero(entry)) openIncreases.push(entry);
      } else if (sign < 0) {
        const fixed = entries.fixedTo[entry] as number;
        // Nothing is left of an increase that has not come yet.
        const isOpen = entries.bucket[fixed] === entries.bucket[entry] && left.sign(fixed) > 0;
        if (isOpen && !entries.reverses(fixed, entry)) {
          take(entry, fixed);
          fixedServed[entry] = 1;
        }
        serve(entry, openIncreases, false);
        if (!left.isZero(entry)) openIssues.push(entry);
      }
    }
  }
  const quantity = new Store(amounts.length);
  amounts.forEach((amount, at) => {
    quantity.set(at, amount);
  });
  return { issue: issues, increase: increases, quantity, left, fixedServed };
}

/** Entries of each bucket in the order of work. */
function* bucketMembers(entries: ShadowEntries, byDate: boolean): Generator<Int32Array> {
  const start = new Int32Array(entries.bucketCount + 1);
  for (let e = 0; e < entries.count; e += 1) {
    const at = (entries.bucket[e] as number) + 1;
    start[at] = (start[at] as number) + 1;
  }
  for (let b = 0; b < entries.bucketCount; b += 1)
    start[b + 1] = (start[b + 1] as number) + (start[b] as number);
  const members = new Int32Array(entries.count);
  const next = start.slice(0, entries.bucketCount);
  for (let e = 0; e < entries.count; e += 1) {
    const bucket = entries.bucket[e] as number;
    members[next[bucket] as number] = e;
    next[bucket] = (next[bucket] as number) + 1;
  }
  for (let b = 0; b < entries.bucketCount; b += 1) {
    const own = members.subarray(start[b], start[b + 1]);
    if (byDate) {
      own.sort(
        (x, y) =>
          (entries.postingDay[x] as number) - (entries.postingDay[y] as number) ||
          entries.quantity.sign(y) - entries.quantity.sign(x) ||
          x - y,
      );
    }
    yield own;
  }
}

/** A binary heap of entries. */
class EntryHeap {
  readonly #items: number[] = [];

  constructor(private readonly compare: (a: number, b: number) => number) {}

  get size(): number {
    return this.#items.length;
  }

  clear(): void {
    this.#items.length = 0;
  }

  top(): number {
    return this.#items[0] as number;
  }

  push(entry: number): void {
    const items = this.#items;
    let at = items.length;
    items.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.compare(items[parent] as number, entry) <= 0) break;
      items[at] = items[parent] as number;
      at = parent;
    }
    items[at] = entry;
  }

  pop(): number {
    const items = this.#items;
    const top = items[0] as number;
    const last = items.pop() as number;
    if (items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.compare(items[child + 1] as number, items[child] as number) < 0)
        child += 1;
      if (this.compare(items[child] as number, last) >= 0) break;
      items[at] = items[child] as number;
      at = child;
    }
    items[at] = last;
    return top;
  }
}
