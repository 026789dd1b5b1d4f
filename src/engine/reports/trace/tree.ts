/**
 * A trace as a tree, for pane and sheet: flat list in reading order, each row with its level. An entry that is met again
 * is a reference to its first place, so cycles end. Loops only: chains of any length are safe.
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
  /** The entry stands further up already; its branches are there. */
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
  const placed = new Set<string>();
  const rows: (TreeRow & { children: number })[] = [];
  const roots = [...start.filter((id) => byId.has(id)), ...nodes.map((node) => node.id)];
  for (const root of roots) {
    if (placed.has(root)) continue;
    const waiting: Waiting[] = [{ id: root, level: 0, edge: undefined, parent: -1 }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const node = byId.get(next.id);
      if (!node) continue;
      const seenAbove = placed.has(next.id);
      const parent = rows[next.parent];
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
      // A document ends its branch: what else it stands on is found from there.
      if (node.kind === "Document" && next.edge) continue;
      const below = branches.get(next.id) ?? [];
      for (let i = below.length - 1; i >= 0; i -= 1) {
        const branch = below[i] as Branch;
        if (branch.edge === next.edge) continue;
        waiting.push({ id: branch.target, level: next.level + 1, edge: branch.edge, parent: place });
      }
    }
  }
  return rows;
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

function amountOf(node: TraceNode, edge: TraceEdge | undefined, parent: TraceNode | undefined): string | undefined {
  if (!edge) return node.kind === "G/L Entry" ? node.amount : undefined;
  return edge.kind === "relation" && parent?.kind === "G/L Entry" ? edge.amount : undefined;
}
