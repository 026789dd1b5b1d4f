/** Documents of the entries of a trace. */
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import { compareCodes } from "../../values/codes";
import type { TraceEdge } from "./edges";
import type { DocumentNode } from "./nodes";
import type { Traced } from "./traced";

export function documentsOf(traced: Traced): {
  readonly nodes: readonly DocumentNode[];
  readonly edges: readonly TraceEdge[];
} {
  const { ledgers } = traced;
  const nodes = new Map<string, DocumentNode>();
  const edges: TraceEdge[] = [];
  const add = (
    table: LedgerTable,
    prefix: string,
    rows: Int32Array,
    withType: boolean,
    withSource = false,
  ): void => {
    const numbers = table.integers("Entry No.");
    const documents = table.ids("Document No.");
    const types = withType ? table.options("Document Type") : undefined;
    for (const row of rows) {
      const documentNo = ledgers.codes.text(documents[row] as number);
      if (documentNo === "") continue;
      const documentType = types ? (types.captions[types.values[row] as number] as string) : "";
      const id = `DOC:${documentType}|${documentNo}`;
      const known = nodes.get(id);
      if (known?.sourceNo === undefined) {
        const source = withSource ? sourceOf(ledgers, row) : {};
        nodes.set(id, { id, kind: "Document", documentType, documentNo, ...source });
      }
      edges.push({ kind: "document", from: `${prefix}:${numbers[row] as number}`, to: id });
    }
  };
  add(ledgers.table("Value Entries"), "VE", traced.valueEntryRows, true, true);
  add(ledgers.table("Item Ledger Entries"), "ILE", traced.itemRows, true);
  add(ledgers.table("Capacity Ledger Entries"), "CLE", traced.capacityRows, false);
  return { nodes: [...nodes.values()].sort((a, b) => compareCodes(a.id, b.id)), edges };
}

/** Customer, vendor or item of a value entry, as far as it names one. */
function sourceOf(ledgers: Ledgers, row: number): Pick<DocumentNode, "sourceType" | "sourceNo"> {
  const table = ledgers.table("Value Entries");
  const sourceNo = ledgers.codes.text(table.ids("Source No.")[row] as number);
  if (sourceNo === "") return {};
  const types = table.options("Source Type");
  return { sourceType: types.captions[types.values[row] as number], sourceNo };
}
