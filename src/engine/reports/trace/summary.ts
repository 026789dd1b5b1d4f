/** What pane and binder say about a trace. */
import type { ResultSummary, TieState, WarningKind } from "../../report";
import { Exact, exactText } from "../../values/decimal";
import { warningKinds } from "../warning-kinds";
import type { Result } from "./run";
import { nodeTitle } from "./words";

/** Names of open ends, worst first. */
export const PROBLEM_NAMES: Readonly<
  Record<string, { readonly name: string; readonly unit: string; readonly key: string }>
> = {
  DIRECT_POSTING: { name: "Direct posting", unit: "entries", key: "node" },
  POSTED_WITHOUT_GL_ENTRY: { name: "Posted without G/L entry", unit: "entries", key: "node" },
  GL_AMOUNT_MISMATCH: { name: "Amount differs", unit: "entries", key: "node" },
  VALUE_ENTRY_MISSING: { name: "Value entry missing", unit: "entries", key: "node" },
  GL_ENTRY_MISSING: { name: "G/L entry missing", unit: "entries", key: "node" },
  ITEM_LEDGER_ENTRY_MISSING: { name: "Item ledger entry missing", unit: "entries", key: "node" },
  CAPACITY_LEDGER_ENTRY_MISSING: { name: "Capacity ledger entry missing", unit: "entries", key: "node" },
  ITEM_LEDGER_COST_MISMATCH: { name: "Cost of the entry differs", unit: "entries", key: "node" },
  NOT_POSTED: { name: "Not posted", unit: "entries", key: "node" },
};

/** What is traced of what: G/L amounts with their links, or cost with what is posted of it. */
export interface TracedShare {
  readonly whole: string;
  readonly traced: string;
  readonly label: string;
}

/** From G/L entries: their amounts and the linked part; else the cost of the value entries and the posted part. */
export function tracedShare(result: Result): TracedShare {
  const starts = new Set(result.start);
  const fromGL = result.nodes.flatMap((node) =>
    node.kind === "G/L Entry" && starts.has(node.id) ? [node] : [],
  );
  if (fromGL.length > 0) {
    return {
      label: "G/L amount",
      whole: sum(fromGL.map((node) => node.amount)),
      traced: sum(fromGL.map((node) => node.linkedAmount)),
    };
  }
  const values = result.nodes.flatMap((node) => (node.kind === "Value Entry" ? [node] : []));
  return {
    label: "Cost",
    whole: sum(values.map((node) => node.costAmountActual)),
    traced: sum(values.map((node) => node.costPostedToGL)),
  };
}

function sum(amounts: readonly string[]): string {
  return exactText(amounts.reduce((total, amount) => total.plus(amount), new Exact(0)));
}

export function summary(result: Result): ResultSummary {
  const share = tracedShare(result);
  const rest = exactText(new Exact(share.whole).minus(share.traced));
  const count = result.problems.length;
  const onlyNotPosted = result.problems.every((problem) => problem.code === "NOT_POSTED");
  // Cost that does not count as inventory is never posted: a rest without an open end.
  const state: TieState = count === 0 && rest === "0" ? "ties" : onlyNotPosted ? "explained" : "open";
  const counts = [
    plural(result.summary.glEntries, "G/L entry", "G/L entries"),
    plural(result.summary.valueEntries, "value entry", "value entries"),
    plural(result.summary.itemLedgerEntries, "item ledger entry", "item ledger entries"),
    plural(result.summary.capacityLedgerEntries, "capacity ledger entry", "capacity ledger entries"),
  ];
  return {
    headCaption: `${share.label} traced`,
    headFigure: share.traced,
    context: `of {${share.whole}} · ${count === 0 ? "no open ends" : plural(count, "open end", "open ends")}`,
    scope: startWords(result),
    arithmetic: [
      { label: share.label, amount: share.whole },
      { label: "Traced", amount: share.traced },
      {
        label: "Not traced",
        amount: rest,
        rule: "close",
        strong: true,
        state: rest === "0" ? "ties" : state === "explained" ? "explained" : "open",
      },
      ...orderLines(result),
    ],
    state,
    difference: rest,
    compared: counts.filter((text) => !text.startsWith("0 ")).join(", "),
    warnings: [...warningKinds(result.problems, PROBLEM_NAMES), ...flagKinds(result)],
    next: [],
  };
}

/** WIP of an order: in, out, left. */
function orderLines({ order }: Result): ResultSummary["arithmetic"] {
  if (!order) return [];
  return [
    { label: `Into WIP of ${order.orderNo}`, amount: order.into },
    { label: "Out of WIP", amount: negated(order.out) },
    { label: "Left on WIP", amount: order.left, rule: order.left === "0" ? "close" : "rule", strong: true },
  ];
}

function negated(amount: string): string {
  return exactText(new Exact(amount).negated());
}

/** Flags of the entries, one kind per code. */
function flagKinds(result: Result): readonly WarningKind[] {
  const flags = result.nodes.flatMap((node) =>
    (node.flags ?? []).map((flag) => ({ ...flag, node: node.id })),
  );
  return warningKinds(flags, {
    ACCOUNT_DIFFERS: { name: "Account is not today's setup", unit: "entries", key: "node" },
    DATE_DIFFERS: { name: "Posting dates differ", unit: "entries", key: "node" },
  });
}

/** The entries that the trace starts from; of many the first three. */
function startWords(result: Result): string {
  const named = result.start.slice(0, 3).map((id) => {
    const node = result.nodes.find((candidate) => candidate.id === id);
    return node ? nodeTitle(node) : id;
  });
  const more = result.start.length - named.length;
  return named.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
