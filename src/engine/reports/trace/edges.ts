/** Edges of a trace (spec, 4), kind by kind, each in node order. */
import { decimalText } from "../../values/decimal";
import { NOT_IN } from "./collect";
import type { FlowKind } from "./cost-flow";
import { valueEntriesOf } from "./related";
import { linkedAmount, type Traced } from "./traced";

export type EdgeKind = "relation" | "adjusts" | "value" | FlowKind | "document";

export interface TraceEdge {
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  /** Relation: what the value entry contributed to the G/L amount. */
  readonly amount?: string;
  /** Cost flow: quantity, never negative. */
  readonly quantity?: string;
}

/** All edges but those to documents. */
export function edgesOf(traced: Traced): readonly TraceEdge[] {
  return [...relationEdges(traced), ...adjustsEdges(traced), ...valueEdges(traced), ...flowEdges(traced)];
}

/** Id of an item or capacity ledger entry. */
export function ownerId({ ledgers, flow }: Traced, node: number): string {
  return node < flow.itemEntries
    ? `ILE:${ledgers.table("Item Ledger Entries").integers("Entry No.")[node] as number}`
    : `CLE:${ledgers.table("Capacity Ledger Entries").integers("Entry No.")[node - flow.itemEntries] as number}`;
}

function relationEdges(traced: Traced): readonly TraceEdge[] {
  const { entries, gl, relations, collected } = traced;
  const edges: TraceEdge[] = [];
  for (const row of traced.glRows) {
    const related = valueEntriesOf(relations, row)
      .filter((entry) => collected.valueEntries[entry] !== NOT_IN)
      .sort((a, b) => (entries.numbers[a] as number) - (entries.numbers[b] as number));
    for (const entry of related) {
      edges.push({
        kind: "relation",
        from: `GL:${gl.numbers[row] as number}`,
        to: `VE:${entries.numbers[entry] as number}`,
        amount: decimalText(linkedAmount(traced, row, entry), entries.scale),
      });
    }
  }
  return edges;
}

function adjustsEdges({
  ledgers,
  entries,
  relations,
  collected,
  valueEntryRows,
}: Traced): readonly TraceEdge[] {
  const appliesTo = ledgers.table("Value Entries").integers("Applies-to Entry");
  const edges: TraceEdge[] = [];
  for (const row of valueEntryRows) {
    const corrected = appliesTo[row] as number;
    const target = relations.rowOfValueEntry(corrected);
    if (target < 0 || collected.valueEntries[target] === 0) continue;
    edges.push({ kind: "adjusts", from: `VE:${entries.numbers[row] as number}`, to: `VE:${corrected}` });
  }
  return edges;
}

function valueEdges(traced: Traced): readonly TraceEdge[] {
  const { entries, owners } = traced;
  const edges: TraceEdge[] = [];
  for (const row of traced.valueEntryRows) {
    const owner = owners.nodeOf(row);
    if (owner < 0) continue;
    edges.push({ kind: "value", from: `VE:${entries.numbers[row] as number}`, to: ownerId(traced, owner) });
  }
  return edges;
}

const FLOW_KINDS: readonly FlowKind[] = ["application", "return", "transfer", "order"];

/** Cost-flow edges between entries of the trace; rows between the same two entries are one edge. */
function flowEdges(traced: Traced): readonly TraceEdge[] {
  const { flow, collected } = traced;
  const place = new Map<number, number>();
  const nodes = [...traced.itemRows, ...traced.capacityRows.map((row) => row + flow.itemEntries)];
  nodes.forEach((node, index) => place.set(node, index));
  const byKind = new Map<FlowKind, { from: number; to: number; quantity: bigint; scale: number }[]>();
  for (const node of nodes) {
    const found = new Map<string, { from: number; to: number; quantity: bigint; scale: number }>();
    flow.stepsFrom(node, collected.owners, (step) => {
      const key = `${step.kind}|${step.to}`;
      const known = found.get(key);
      if (known) known.quantity += step.quantity;
      else {
        const edge = { from: step.from, to: step.to, quantity: step.quantity, scale: flow.scaleOf(step) };
        found.set(key, edge);
        const list = byKind.get(step.kind) ?? [];
        list.push(edge);
        byKind.set(step.kind, list);
      }
    });
  }
  return FLOW_KINDS.flatMap((kind) =>
    (byKind.get(kind) ?? [])
      .sort(
        (a, b) =>
          (place.get(a.from) as number) - (place.get(b.from) as number) ||
          (place.get(a.to) as number) - (place.get(b.to) as number),
      )
      .map((edge) => ({
        kind,
        from: ownerId(traced, edge.from),
        to: ownerId(traced, edge.to),
        quantity: decimalText(edge.quantity, edge.scale),
      })),
  );
}
