import { column, ledgerTable } from "../declaration";

/** G/L - Item Ledger Relation: Business Central table 5823, page 5823. */
export const glItemLedgerRelation = ledgerTable({
  name: "G/L - Item Ledger Relation",
  sheet: "G-L - Item Ledger Relation",
  businessCentral: { table: 5823, page: 5823 },
  key: ["G/L Entry No.", "Value Entry No."],
  needed: "TR? GR PC",
  columns: [
    column("G/L Entry No.", "integer", "s", "TR! GR! PC"),
    column("Value Entry No.", "integer", "s", "TR! GR!"),
    column("G/L Register No.", "integer", "h", "PC"),
  ],
});
