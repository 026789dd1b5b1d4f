/** Rows of a trace → items of the tree control: parents, places, branches of at most twenty until more are asked for. */
import type { TreeRow } from "../../engine/reports/trace/tree";
import { sumOf } from "../exact";

/** Children of a branch that are shown at once. */
export const BRANCH_STEP = 20;

export type TraceItem =
  | {
      readonly kind: "row";
      readonly value: string;
      readonly parentValue: string | undefined;
      readonly row: TreeRow;
      /** Place of the row in the trace. */
      readonly place: number;
    }
  | {
      readonly kind: "more";
      readonly value: string;
      readonly parentValue: string;
      readonly count: number;
      /** What the hidden rows hold of their parent's amount; undefined when they hold none. */
      readonly amount: string | undefined;
    };

/** Parent of each row, -1 for roots. */
export function parentsOf(rows: readonly TreeRow[]): Int32Array {
  const parents = new Int32Array(rows.length).fill(-1);
  const path: number[] = [];
  rows.forEach((row, place) => {
    path.length = row.level;
    parents[place] = row.level === 0 ? -1 : (path[row.level - 1] ?? -1);
    path[row.level] = place;
  });
  return parents;
}

/**
 * The items of a tree in reading order. `shown` says how many children of a branch (by place) are shown where it is not
 * the standard number.
 */
export function treeItems(
  rows: readonly TreeRow[],
  parents: Int32Array,
  shown: ReadonlyMap<number, number>,
): readonly TraceItem[] {
  const items: TraceItem[] = [];
  const counts = new Map<number, number>();
  const hidden = new Set<number>();
  const rest = new Map<number, { count: number; amounts: string[] }>();
  /** "Show more" of a branch stands behind its last shown descendant. */
  const pending: number[] = [];
  const close = (level: number): void => {
    while (pending.length > 0) {
      const parent = pending.at(-1) as number;
      if ((rows[parent]?.level ?? 0) < level) break;
      pending.pop();
      const left = rest.get(parent);
      if (!left) continue;
      items.push({
        kind: "more",
        value: `more-${parent}`,
        parentValue: `row-${parent}`,
        count: left.count,
        amount: left.amounts.length > 0 ? sumOf(left.amounts) : undefined,
      });
    }
  };
  rows.forEach((row, place) => {
    close(row.level);
    const parent = parents[place] ?? -1;
    if (hidden.has(parent)) {
      hidden.add(place);
      return;
    }
    if (parent >= 0) {
      const count = (counts.get(parent) ?? 0) + 1;
      counts.set(parent, count);
      const limit = shown.get(parent) ?? BRANCH_STEP;
      if (count > limit) {
        hidden.add(place);
        const left = rest.get(parent) ?? { count: 0, amounts: [] };
        left.count += 1;
        if (row.amount !== undefined) left.amounts.push(row.amount);
        rest.set(parent, left);
        return;
      }
    }
    items.push({
      kind: "row",
      value: `row-${place}`,
      parentValue: parent < 0 ? undefined : `row-${parent}`,
      row,
      place,
    });
    if (row.children > 0) pending.push(place);
  });
  close(0);
  return items;
}

/** Trees up to this size stand open at first; larger ones show their first two levels. */
const OPEN_AT_FIRST = 60;

export function openAtFirst(rows: readonly TreeRow[]): ReadonlySet<string> {
  const open = new Set<string>();
  rows.forEach((row, place) => {
    if (row.children > 0 && (rows.length <= OPEN_AT_FIRST || row.level === 0)) open.add(`row-${place}`);
  });
  return open;
}
