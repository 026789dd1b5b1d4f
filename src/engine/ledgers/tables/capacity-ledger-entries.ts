import { column, ledgerTable } from "../declaration";

/** Capacity Ledger Entries: Business Central table 5832, page 5832. */
export const capacityLedgerEntries = ledgerTable({
  name: "Capacity Ledger Entries",
  businessCentral: { table: 5832, page: 5832 },
  key: ["Entry No."],
  needed: "SB? AC TR",
  columns: [
    column("Entry No.", "integer", "s", "SB! AC! TR!"),
    column("Posting Date", "date", "s", "SB! TR", { neverEmpty: true }),
    column("Type", "option", "s", "TR", { option: "capacity type" }),
    column("No.", "code", "s", "TR"),
    column("Item No.", "code", "s", "SB TR"),
    column("Document No.", "code", "h", "SB TR"),
    column("Description", "text", "s", "SB"),
    column("Quantity", "quantity", "s", "SB TR"),
    column("Order Type", "option", "s", "SB! AC TR", { option: "order type" }),
    column("Order No.", "code", "s", "SB! AC TR", {
      neverEmptyWith: { column: "Order Type", captions: ["Production", "Assembly"] },
    }),
    column("Order Line No.", "integer", "h", "SB AC TR"),
    column("Subcontracting", "boolean", "n", "SB AC"),
  ],
});
