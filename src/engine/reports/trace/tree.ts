/**
 * A trace as a tree, for pane and sheet: flat list in reading order, each row with its level. Every entry has one place of
 * its own, next to the entry that brings it first; wherever else it is met, a row refers to that place, so cycles end.
 * Loops only: chains of any length are safe.
 */
import type { TraceEdge } from "./edges";
import type { TraceNode } from "./nodes";

export interface TreeRow {
  readonly node: TraceNode;
  /** 0 for a start entry. */
  readonly level: number;
  /** The edge that leads here; undefined for a start entry. */
  readonly edge: TraceEdge | undefined;
  /** How the cost flows along the edge: on to this entry, or from it. */
  readonly flow: "to" | "from" | undefined;
  /** Amounts add up to the parent's: a G/L entry's amount, and the parts of it under it. */
  readonly amount: string | undefined;
  /** The entry has its own place, with its branches, in another row (as a rule further up). */
  readonly seenAbove: boolean;
  /** Rows directly below. */
  readonly children: number;
}

const FLOW: ReadonlySet<string> = new Set(["application", "return", "transfer", "order"]);
/** Order of branches below an entry. */
const BRANCHES = ["relation", "adjusts", "value", "document", "application", "return", "transfer", "order"];

interface Branch {
  readonly edge: TraceEdge;
  readonly target: string;
  readonly rank: number;
}

interface Waiting {
  readonly id: string;
  readonly level: number;
  readonly edge: TraceEdge | undefined;
  readonly parent: number;
}

/** The tree over nodes and edges, from the given start entries. Entries that no start leads to follow as roots. */
export function traceTree(
  nodes: readonly TraceNode[],
  edges: readonly TraceEdge[],
  start: readonly string[],
): readonly TreeRow[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const branches = branchesOf(edges);
  const rows: (TreeRow & { children: number })[] = [];
  // Which edge brings an entry to its own place; undefined for a start entry.
  const broughtBy = new Map<string, TraceEdge | undefined>();
  const shown = new Set<TraceEdge>();
  for (const id of start) broughtBy.set(id, undefined);
  const placed = new Set<string>();
  for (const root of [...start, ...nodes.map((node) => node.id)]) {
    if (placed.has(root)) continue;
    broughtBy.set(root, undefined);
    const waiting: Waiting[] = [{ id: root, level: 0, edge: undefined, parent: -1 }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const node = byId.get(next.id);
      const parent = rows[next.parent];
      // A part of a G/L entry stands below it even if its edge was shown before, so that amounts add up.
      const isRepeated = next.edge && shown.has(next.edge) && parent?.node.kind !== "G/L Entry";
      if (!node || isRepeated) continue;
      if (next.edge) shown.add(next.edge);
      const seenAbove = node.kind !== "Document" && broughtBy.get(next.id) !== next.edge;
      if (parent) parent.children += 1;
      const place = rows.length;
      rows.push({
        node,
        level: next.level,
        edge: next.edge,
        flow: flowOf(next.edge, next.id),
        amount: amountOf(node, next.edge, parent?.node),
        seenAbove,
        children: 0,
      });
      if (seenAbove) continue;
      placed.add(next.id);
      const below = (branches.get(next.id) ?? []).filter((branch) => leadsOn(node, branch.edge, next.level));
      for (const { target, edge } of below) if (!broughtBy.has(target)) broughtBy.set(target, edge);
      for (let i = below.length - 1; i >= 0; i -= 1) {
        const { target, edge } = below[i] as Branch;
        waiting.push({ id: target, level: next.level + 1, edge, parent: place });
      }
    }
  }
  return rows;
}

/** Whether a branch is followed: value entries stand below the start entry that has them, documents end a branch. */
function leadsOn(node: TraceNode, edge: TraceEdge, level: number): boolean {
  switch (node.kind) {
    case "Document":
    case "G/L Entry":
      return level === 0;
    case "Item Ledger Entry":
    case "Capacity Ledger Entry":
      return level === 0 || edge.kind !== "value";
    case "Value Entry":
      return true;
  }
}

/** Edges of each entry, both ways, in the order in which they are shown. */
function branchesOf(edges: readonly TraceEdge[]): ReadonlyMap<string, readonly Branch[]> {
  const branches = new Map<string, Branch[]>();
  const add = (id: string, target: string, edge: TraceEdge): void => {
    const list = branches.get(id) ?? [];
    list.push({ edge, target, rank: BRANCHES.indexOf(edge.kind) });
    branches.set(id, list);
  };
  for (const edge of edges) {
    add(edge.from, edge.to, edge);
    if (edge.to !== edge.from) add(edge.to, edge.from, edge);
  }
  for (const list of branches.values()) list.sort((a, b) => a.rank - b.rank);
  return branches;
}

function flowOf(edge: TraceEdge | undefined, id: string): "to" | "from" | undefined {
  if (!edge || !FLOW.has(edge.kind)) return undefined;
  return edge.to === id ? "to" : "from";
}

function amountOf(
  node: TraceNode,
  edge: TraceEdge | undefined,
  parent: TraceNode | undefined,
): string | undefined {
  if (!edge) return node.kind === "G/L Entry" ? node.amount : undefined;
  return edge.kind === "relation" && parent?.kind === "G/L Entry" ? edge.amount : undefined;
}
