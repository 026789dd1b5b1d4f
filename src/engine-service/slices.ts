/**
 * Cuts large plain data into messages of bounded size, so that receiving an answer never holds up the thread that shows
 * the pane: long lists travel in parts and are put back in their places. Lists that make their rows when they are read
 * arrive as arrays; their rows are made slice by slice while the parts are sent.
 */
import { LazyRows } from "../engine/rows";

/** A step into data: a property, a list position, or a key of a Map (by its position). */
export type Path = readonly (string | number)[];

export interface Part {
  readonly path: Path;
  /** Elements of a list, or entries of a Map. */
  readonly items: readonly unknown[];
}

export interface Cut {
  readonly skeleton: unknown;
  /** In their order; rows that are made when they are read are made here. */
  readonly parts: Iterable<Part>;
}

/** Rows to be made, and where they belong. */
interface RowsToMake {
  readonly path: Path;
  readonly rows: LazyRows<unknown>;
}

type Pending = Part | RowsToMake;

/** Values that one message may carry; structured cloning of so many takes a few milliseconds. */
const LIMIT = 20_000;

/** Rows that are made at a time. */
const ROWS_AT_A_TIME = 1000;

type Weights = Map<object, number>;

/** Cuts data. What is small comes back as it is, with no parts. */
export function cut(value: unknown, limit = LIMIT): Cut {
  const weights: Weights = new Map();
  const pending: Pending[] = [];
  weigh(value, weights);
  const skeleton = shrink(value, [], weights, limit, pending);
  return { skeleton, parts: { [Symbol.iterator]: () => made(pending, limit) } };
}

/** The parts, with rows made on the way. */
function* made(pending: readonly Pending[], limit: number): IterableIterator<Part> {
  for (const part of pending) {
    if (!("rows" in part)) {
      yield part;
      continue;
    }
    const { path, rows } = part;
    for (let start = 0; start < rows.length; start += ROWS_AT_A_TIME) {
      const items = rows.slice(start, start + ROWS_AT_A_TIME);
      const weights: Weights = new Map();
      const parts: Pending[] = [];
      for (const item of items) weigh(item, weights);
      cutList(items, path, weights, limit, parts, (item) => item, start);
      yield* made(parts, limit);
    }
  }
}

/** Puts a part back into a skeleton. Parts must come in their order. */
export function putBack(skeleton: unknown, part: Part): void {
  let place = skeleton;
  for (const step of part.path) {
    place = isMap(place) ? [...place.values()][step as number] : (place as Record<string, unknown>)[step];
  }
  if (isMap(place)) for (const [key, item] of part.items as [unknown, unknown][]) place.set(key, item);
  else for (const item of part.items) (place as unknown[]).push(item);
}

/** Maps that were cloned may come from another realm, where `instanceof` does not know them. */
function isMap(value: unknown): value is Map<unknown, unknown> {
  return Object.prototype.toString.call(value) === "[object Map]";
}

function weigh(value: unknown, weights: Weights): number {
  if (typeof value !== "object" || value === null) return 1;
  const known = weights.get(value);
  if (known !== undefined) return known;
  let weight = 1;
  // Not counted, because that would make all rows; too heavy for one message in any case.
  if (value instanceof LazyRows) weight = Number.POSITIVE_INFINITY;
  else if (ArrayBuffer.isView(value)) weight += value.byteLength / 64;
  else if (Array.isArray(value)) for (const item of value) weight += weigh(item, weights);
  else if (isMap(value)) for (const item of value.values()) weight += 1 + weigh(item, weights);
  else for (const item of Object.values(value)) weight += weigh(item, weights);
  weights.set(value, weight);
  return weight;
}

function shrink(value: unknown, path: Path, weights: Weights, limit: number, parts: Pending[]): unknown {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  if ((weights.get(value) ?? 1) <= limit) return value;
  if (value instanceof LazyRows) {
    parts.push({ path, rows: value });
    return [];
  }
  if (isMap(value)) {
    cutList([...value.entries()], path, weights, limit, parts, (entry) => entry[1]);
    return new Map();
  }
  if (Array.isArray(value)) {
    cutList(value as unknown[], path, weights, limit, parts, (item) => item);
    return [];
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, shrink(item, [...path, name], weights, limit, parts)]),
  );
}

/** Groups of items up to the limit; an item that is too large by itself is shrunk, its own parts follow its group. */
function cutList<Item>(
  items: readonly Item[],
  path: Path,
  weights: Weights,
  limit: number,
  parts: Pending[],
  valueOf: (item: Item) => unknown,
  /** Position of the first item in its list. */
  first = 0,
): void {
  let group: Item[] = [];
  let weight = 0;
  let later: Pending[] = [];
  const send = (): void => {
    if (group.length > 0) parts.push({ path, items: group });
    parts.push(...later);
    group = [];
    later = [];
    weight = 0;
  };
  items.forEach((item, index) => {
    const value = valueOf(item);
    const own = typeof value === "object" && value !== null ? (weights.get(value) ?? 1) : 1;
    if (weight + own > limit) send();
    const kept = own > limit ? shrink(value, [...path, first + index], weights, limit, later) : value;
    group.push((Array.isArray(item) && value !== item ? [item[0] as unknown, kept] : kept) as Item);
    weight += own > limit ? 1 : own;
  });
  send();
}
