/** What a tree row says: short tag, name, and a second line. */
import { dayWords, parseDay } from "../../values/day";
import { Exact, exactText } from "../../values/decimal";
import { FLAG_NAMES } from "./flags";
import type { TraceNode } from "./nodes";
import type { TreeRow } from "./tree";

export interface RowWords {
  /** G/L, Value, Item, Cap. or Doc. */
  readonly tag: string;
  readonly name: string;
  /** Amounts stand in braces, e.g. "cost {461.00}", and are formatted where they are shown. */
  readonly detail: string;
  /** Flags in words, "" when there is none. */
  readonly remarks: string;
}

/** Flags of a node in words: "posting dates differ". */
export function flagWords(node: TraceNode): string {
  return (node.flags ?? []).map(({ code }) => FLAG_NAMES[code]).join(", ");
}

const TAGS: Readonly<Record<TraceNode["kind"], string>> = {
  "G/L Entry": "G/L",
  "Value Entry": "Value",
  "Item Ledger Entry": "Item",
  "Capacity Ledger Entry": "Cap.",
  Document: "Doc",
};

/** The words of a row. */
export function rowWords(row: TreeRow): RowWords {
  const { node } = row;
  const { name, detail } = nodeWords(node);
  const { edge } = row;
  const applied = edge?.kind === "order" ? undefined : edge?.quantity;
  const taken = applied === undefined ? "" : `${row.flow === "to" ? "takes" : "gives"} ${applied}`;
  return {
    tag: TAGS[node.kind],
    name,
    detail: [taken, detail].filter(Boolean).join(", "),
    remarks: flagWords(node),
  };
}

/** "G/L Entry 200", "Document 108004". */
export function nodeTitle(node: TraceNode): string {
  return `${node.kind} ${node.kind === "Document" ? node.documentNo : node.entryNo}`;
}

function nodeWords(node: TraceNode): { readonly name: string; readonly detail: string } {
  switch (node.kind) {
    case "G/L Entry": {
      const rest = exactText(new Exact(node.amount).minus(node.linkedAmount));
      return {
        name: joined(`${node.entryNo}`, [node.glAccountNo || "(no account)", node.glAccountName ?? ""]),
        detail: list(day(node.postingDate), node.documentNo, rest === "0" ? "" : `not linked {${rest}}`),
      };
    }
    case "Value Entry": {
      const type = [node.entryType, node.varianceType].filter(Boolean).join(", ");
      return {
        name: joined(`${node.entryNo}`, [
          `${type} of ${node.itemLedgerEntryType || "Capacity"}${node.adjustment ? ", adjustment" : ""}`,
        ]),
        detail: list(
          day(node.postingDate),
          node.expectedCost ? `expected {${node.costAmountExpected}}` : `cost {${node.costAmountActual}}`,
          node.costAmountActual === node.costPostedToGL ? "" : `posted {${node.costPostedToGL}}`,
        ),
      };
    }
    case "Item Ledger Entry":
      return {
        name: joined(`${node.entryNo}`, [node.entryType, "of", node.itemNo, node.itemDescription ?? ""]),
        detail: list(
          node.quantity,
          `cost {${node.costAmountActual}}`,
          node.unitCost === undefined ? "" : `unit cost {${node.unitCost}}`,
          day(node.postingDate),
          node.documentNo,
        ),
      };
    case "Capacity Ledger Entry":
      return {
        name: joined(`${node.entryNo}`, [node.type, node.no]),
        detail: list(
          node.quantity,
          `cost {${node.costAmountActual}}`,
          day(node.postingDate),
          node.orderNo === "" ? "" : `order ${node.orderNo}`,
        ),
      };
    case "Document":
      return {
        name: joined(node.documentNo, [node.documentType]),
        detail: [node.sourceType, node.sourceNo].filter(Boolean).join(" "),
      };
  }
}

function joined(first: string, rest: readonly string[]): string {
  const words = rest.filter(Boolean).join(" ");
  return words === "" ? first : `${first} · ${words}`;
}

function list(...parts: readonly string[]): string {
  return parts.filter(Boolean).join(" · ");
}

function day(text: string): string {
  return dayWords(parseDay(text, true) ?? 0);
}
