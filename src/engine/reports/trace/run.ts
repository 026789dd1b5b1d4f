/** Trace: a start → nodes, edges, open ends. */
import "./messages";
import type { Ledgers } from "../../ledgers/ledgers";
import { messageText } from "../../messages";
import type { ReportResult, RunContext, RunOutcome } from "../../report";
import { ExactSums } from "../../values/decimal";
import { TRACED } from "./collect";
import { documentsOf } from "./documents";
import { edgesOf, type TraceEdge } from "./edges";
import { capacityLedgerNodes, glNodes, itemLedgerNodes, valueEntryNodes, type TraceNode } from "./nodes";
import { flagsOf, type NodeFlag } from "./flags";
import { orderWip, type OrderWip } from "./order-wip";
import { findProblems, type Problem } from "./problems";
import { findStart, readStart, TRACED_TABLES, type StartRows } from "./start";
import { ID_PREFIX, trace, type Parameters } from "./traced";

export type { Parameters } from "./traced";

export interface Result extends ReportResult {
  readonly report: "trace";
  readonly nodes: readonly TraceNode[];
  readonly edges: readonly TraceEdge[];
  readonly problems: readonly (Problem & { readonly message: string })[];
  readonly summary: {
    readonly glEntries: number;
    readonly valueEntries: number;
    readonly itemLedgerEntries: number;
    readonly capacityLedgerEntries: number;
    readonly glAmount: string;
    readonly costAmountActual: string;
  };
  /** Ids of the start entries, the roots of the tree. */
  readonly start: readonly string[];
  /** WIP of the order, when the trace starts from one. */
  readonly order?: OrderWip;
}

export function run(ledgers: Ledgers, parameters: Parameters, context: RunContext): RunOutcome<Result> {
  const asked = readStart(parameters.start);
  const start = findStart(ledgers, asked);
  const traced = trace(ledgers, parameters, start, context);
  const { entries, gl, links, sums, flow } = traced;
  const nodes: TraceNode[] = [
    ...glNodes(ledgers, gl, links, traced.glRows),
    ...valueEntryNodes(ledgers, entries, traced.valueEntryRows),
    ...itemLedgerNodes(ledgers, sums, traced.itemRows),
    ...capacityLedgerNodes(ledgers, sums, traced.capacityRows, flow.itemEntries),
  ];
  const flags = flagsOf(traced);
  const documents = parameters.includeDocuments ? documentsOf(traced) : { nodes: [], edges: [] };
  const glAmount = new ExactSums(1, entries.scale);
  for (const row of traced.glRows) glAmount.add(0, gl.amounts, row);
  const cost = new ExactSums(1, entries.scale);
  for (const row of traced.valueEntryRows) {
    if (traced.collected.valueEntries[row] === TRACED) cost.add(0, entries.actual, row);
  }
  return {
    result: {
      report: "trace",
      nodes: [...nodes.map((node) => withFlags(node, flags)), ...documents.nodes],
      edges: [...edgesOf(traced), ...documents.edges],
      problems: findProblems(traced, start).map((problem) => ({
        ...problem,
        message: messageText(problem.code, { node: problem.node, ref: problem.ref }, "trace"),
      })),
      summary: {
        glEntries: traced.glRows.length,
        valueEntries: traced.valueEntryRows.length,
        itemLedgerEntries: traced.itemRows.length,
        capacityLedgerEntries: traced.capacityRows.length,
        glAmount: glAmount.text(0),
        costAmountActual: cost.text(0),
      },
      start: startIds(ledgers, start),
      ...("orderNo" in asked ? { order: orderWip(traced, asked.orderNo) } : {}),
    },
  };
}

function withFlags(node: TraceNode, flags: ReadonlyMap<string, readonly NodeFlag[]>): TraceNode {
  const own = flags.get(node.id);
  return own ? { ...node, flags: own } : node;
}

function startIds(ledgers: Ledgers, start: StartRows): readonly string[] {
  return TRACED_TABLES.flatMap((name) => {
    const numbers = ledgers.table(name).integers("Entry No.");
    return start[name]
      .map((row) => numbers[row] as number)
      .sort((a, b) => a - b)
      .map((number) => `${ID_PREFIX[name]}:${number}`);
  });
}
