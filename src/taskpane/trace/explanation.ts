/** How the unit cost of an entry comes about: the stops of the chain, as plain data for the page. */
import type {
  AdjustCostResult,
  CostExplanation,
  CostSource,
  ExplainedOrder,
} from "../../engine/reports/adjust-cost/result";
import type { ItemLedgerNode, TraceNode, ValueEntryNode } from "../../engine/reports/trace/nodes";
import type { Result as TraceResult } from "../../engine/reports/trace/run";
import type { TieoutApplication } from "../../application/types";
import { isZero, minus, sumOf } from "../exact";

/** A source of a cost, with what is known of the entry. */
export interface Source extends CostSource {
  readonly node: ItemLedgerNode | undefined;
}

/** One stop: a pool, the entries it was applied to, an order, or its own costs. */
export interface Stop {
  readonly entryNo: number;
  readonly explanation: CostExplanation;
  readonly sources: readonly Source[];
  readonly order: (ExplainedOrder & { readonly consumption: readonly Source[] }) | undefined;
  /** The entry's own value entries, for costs of its own. */
  readonly valueEntries: readonly ValueEntryNode[];
  readonly node: ItemLedgerNode | undefined;
}

export interface Explained {
  readonly entryNo: number;
  /** What Item Ledger Entries says of the entry; undefined where Value Entries lacks what a trace needs. */
  readonly entry: ItemLedgerNode | undefined;
  readonly itemNo: string;
  readonly stop: Stop;
  readonly result: AdjustCostResult;
  readonly costingMethod: string;
  /** Actual and expected cost as posted. */
  readonly posted: string;
}

/** Texts for people; the page shows them instead of an explanation. */
export class CannotExplain extends Error {}

/** Explains an item ledger entry. Throws CannotExplain. */
export async function explainEntry(application: TieoutApplication, entryNo: number): Promise<Explained> {
  const result = (await application.explain(entryNo)) as unknown as AdjustCostResult & {
    readonly error?: { readonly message: string };
  };
  if (result.error) throw new CannotExplain(result.error.message);
  const explanation = result.explanations?.find((one) => one.entryNo === entryNo);
  if (!explanation) throw new CannotExplain(`Entry ${entryNo} has no cost to explain.`);
  const stop = await stopOf(application, explanation);
  const [difference] = result.differences.filter((one) => one.entryNo === entryNo);
  const itemNo = stop.node?.itemNo ?? difference?.itemNo ?? "";
  return {
    entryNo,
    entry: stop.node,
    itemNo,
    stop,
    result,
    costingMethod: result.items.find((one) => one.itemNo === itemNo)?.costingMethod ?? "",
    posted: difference ? sumOf([difference.costActual, difference.costExpected]) : explanation.target,
  };
}

/** The stop before: where the opening of a pool was left. */
export async function earlierStop(application: TieoutApplication, stop: Stop): Promise<Stop | undefined> {
  const { openingEntryNo, openingQuantity = "0" } = stop.explanation;
  if (openingEntryNo === undefined || isZero(openingQuantity)) return undefined;
  return (await explainEntry(application, openingEntryNo)).stop;
}

async function stopOf(application: TieoutApplication, explanation: CostExplanation): Promise<Stop> {
  const { order, sources } = explanation;
  const taken = [...sources, ...(order?.consumption ?? [])];
  const numbers = [explanation.entryNo, ...taken.map((source) => source.entryNo)];
  const nodes = await nodesOf(application, numbers);
  const items = new Map(
    nodes.flatMap((node) => (node.kind === "Item Ledger Entry" ? [[node.entryNo, node]] : [])),
  );
  const node = items.get(explanation.entryNo);
  const own = taken.length === 0;
  const known = (source: CostSource): Source => ({ ...source, node: items.get(source.entryNo) });
  return {
    entryNo: explanation.entryNo,
    explanation,
    sources: sources.map(known),
    order: order && { ...order, consumption: order.consumption.map(known) },
    valueEntries: own ? nodes.filter((one): one is ValueEntryNode => one.kind === "Value Entry") : [],
    node,
  };
}

/** What the ledgers say of the entries, by one trace without any step. */
async function nodesOf(
  application: TieoutApplication,
  numbers: readonly number[],
): Promise<readonly TraceNode[]> {
  const answer = (await application.trace({
    start: { table: "Item Ledger Entries", entryNos: numbers },
    costFlowDepth: 0,
    includeGLOfValueEntries: false,
    includeDocuments: false,
  })) as unknown as TraceResult & { readonly error?: unknown };
  return answer.error === undefined ? answer.nodes : [];
}

/** A line of the arithmetic of a stop. */
export interface StopLine {
  readonly label: string;
  readonly amount: string;
  readonly quantity?: string;
  readonly source?: Source;
  readonly rule?: "rule";
}

/** Sources shown one by one; the rest is one line. */
export const SHOWN_SOURCES = 12;

/** Opening, sources, pool; and for an earlier pool what it left for the next one. */
export function poolLines(stop: Stop, next: Stop | undefined, nextPeriod: string): readonly StopLine[] {
  const { explanation, sources } = stop;
  const { openingQuantity = "0", openingCost = "0", poolQuantity = "0", poolCost = "0" } = explanation;
  const lines: StopLine[] = [
    ...(isZero(openingQuantity) && isZero(openingCost)
      ? []
      : [{ label: "Opening", amount: openingCost, quantity: openingQuantity }]),
    ...takenLines(sources),
    { label: "Pool", amount: poolCost, quantity: poolQuantity, rule: "rule" as const },
  ];
  if (!next) return lines;
  const left = next.explanation.openingCost ?? "0";
  const leftQuantity = next.explanation.openingQuantity ?? "0";
  const others = minus(left, sumOf([poolCost, explanation.target]));
  const otherQuantity = minus(leftQuantity, sumOf([poolQuantity, explanation.quantity]));
  return [
    ...lines,
    {
      label: "",
      amount: explanation.target,
      quantity: explanation.quantity,
      source: {
        entryNo: stop.entryNo,
        quantity: explanation.quantity,
        amount: explanation.target,
        node: stop.node,
      },
    },
    ...(isZero(others) && isZero(otherQuantity)
      ? []
      : [{ label: "Other entries of the period", amount: others, quantity: otherQuantity }]),
    { label: `Left for ${nextPeriod}`, amount: left, quantity: leftQuantity, rule: "rule" as const },
  ];
}

/** What an order used: its components, then the other costs, and their sum. */
export function orderLines({ order }: Stop): readonly StopLine[] {
  if (!order) return [];
  const parts = [
    { label: "Capacity", amount: order.capacityCost },
    { label: "Subcontracted", amount: order.subcontractedCost },
    { label: "Capacity overhead", amount: order.capacityOverhead },
    { label: "Manufacturing overhead", amount: order.manufacturingOverhead },
  ].filter((part) => !isZero(part.amount));
  const amounts = [...order.consumption, ...parts].map((part) => part.amount);
  return [
    ...takenLines(order.consumption),
    ...parts,
    { label: "Cost of the order", amount: sumOf(amounts), rule: "rule" as const },
  ];
}

/** Sources and their sum, for entries that take their cost from others. */
export function sourceLines(stop: Stop): readonly StopLine[] {
  return [
    ...takenLines(stop.sources),
    {
      label: stop.sources.length === 1 ? "Cost of it" : "Together",
      amount: sumOf(stop.sources.map((source) => source.amount)),
      rule: "rule" as const,
    },
  ];
}

/** Sources one by one, those beyond the first dozen as one line. */
function takenLines(sources: readonly Source[]): readonly StopLine[] {
  const shown = sources.slice(0, SHOWN_SOURCES);
  return [
    ...shown.map((source) => ({ label: "", amount: source.amount, quantity: source.quantity, source })),
    ...restLine(sources.slice(SHOWN_SOURCES)),
  ];
}

function restLine(rest: readonly Source[]): readonly StopLine[] {
  if (rest.length === 0) return [];
  return [
    {
      label: `${rest.length} more entries`,
      amount: sumOf(rest.map((source) => source.amount)),
      quantity: sumOf(rest.map((source) => source.quantity)),
    },
  ];
}
