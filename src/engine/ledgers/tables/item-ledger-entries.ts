import { column, ledgerTable } from "../declaration";

/** Item Ledger Entries: Business Central table 32, page 38. */
export const itemLedgerEntries = ledgerTable({
  name: "Item Ledger Entries",
  businessCentral: { table: 32, page: 38 },
  key: ["Entry No."],
  needed: "CS! SB! AC! IV PC GR TR",
  columns: [
    column("Entry No.", "integer", "s", "CS! SB! AC! IV! PC! GR! TR!"),
    column("Item No.", "code", "s", "CS! SB! AC! IV TR", { neverEmpty: true }),
    column("Posting Date", "date", "s", "CS! SB! AC! TR", { neverEmpty: true }),
    column("Entry Type", "option", "s", "SB! AC! CS TR", { option: "entry type" }),
    column("Document Type", "option", "s", "TR", { option: "document type" }),
    column("Document No.", "code", "s", "SB TR"),
    column("Description", "text", "s", "SB"),
    column("Location Code", "code", "s", "IV CS SB PC GR TR AC"),
    column("Variant Code", "code", "h", "IV CS SB AC"),
    column("Global Dimension 1 Code", "code", "h", "IV CS"),
    column("Global Dimension 2 Code", "code", "h", "IV CS"),
    column("Quantity", "quantity", "s", "CS! SB! AC! TR"),
    column("Remaining Quantity", "quantity", "s", "CS AC", { keepBlank: true }),
    column("Invoiced Quantity", "quantity", "s", "AC", { keepBlank: true }),
    column("Applies-to Entry", "integer", "n", "AC"),
    column("Drop Shipment", "boolean", "h", "CS"),
    column("Order Type", "option", "s", "SB TR AC", { option: "order type" }),
    column("Order No.", "code", "h", "SB TR AC", {
      neverEmptyWith: { column: "Order Type", captions: ["Production", "Assembly"] },
    }),
    column("Order Line No.", "integer", "h", "SB TR AC"),
    column("Applied Entry to Adjust", "boolean", "h", "AC"),
    column("Cost Amount (Actual)", "amount", "s", "TR"),
    column("Source Type", "option", "h", "TR", { option: "source type" }),
    column("Source No.", "code", "h", "TR"),
  ],
});
