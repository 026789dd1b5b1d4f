/** The result of Trace as rows that spill into a sheet: one per edge, the entries it connects by table and number. */
import type { ReportResult } from "../report";
import { figureOf, notAvailable, type FigureValue } from "./answers";

const HEADERS = ["Relation", "From", "From Entry", "To", "To Entry", "Amount", "Quantity"];

const KINDS: ReadonlyMap<string, string> = new Map([
  ["GL", "G/L Entry"],
  ["VE", "Value Entry"],
  ["ILE", "Item Ledger Entry"],
  ["CLE", "Capacity Ledger Entry"],
  ["DOC", "Document"],
]);

interface Edge {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly amount?: string;
  readonly quantity?: string;
}

/** Rows with headers. #N/A when the entry was not found. */
export function traceRows(result: ReportResult): FigureValue[][] {
  const edges = (result.edges ?? []) as readonly Edge[];
  const nodes = (result.nodes ?? []) as readonly { readonly id: string }[];
  if (nodes.length === 0) throw notAvailable("The entry was not found. Refresh Tieout or check the number.");
  return [
    HEADERS,
    ...edges.map((edge) => [
      edge.kind,
      ...nodeCells(edge.from),
      ...nodeCells(edge.to),
      edge.amount === undefined ? "" : figureOf(edge.amount),
      edge.quantity === undefined ? "" : figureOf(edge.quantity),
    ]),
  ];
}

/** "VE:12" → "Value Entry", 12; "DOC:Purchase Invoice|108001" → "Document", "Purchase Invoice 108001". */
function nodeCells(id: string): FigureValue[] {
  const colon = id.indexOf(":");
  const kind = KINDS.get(id.slice(0, colon)) ?? id.slice(0, colon);
  const rest = id.slice(colon + 1);
  return [kind, /^\d+$/.test(rest) && kind !== "Document" ? Number(rest) : rest.replace("|", " ")];
}
