import { column, ledgerTable } from "../declaration";

/** Item Application Entries: Business Central table 339, page 506. */
export const itemApplicationEntries = ledgerTable({
  name: "Item Application Entries",
  businessCentral: { table: 339, page: 506 },
  key: ["Entry No."],
  needed: "SB! AC! CS? IV TR",
  columns: [
    column("Entry No.", "integer", "s", "IV! CS! SB! AC! TR"),
    column("Item Ledger Entry No.", "integer", "s", "IV! CS! SB! AC! TR"),
    column("Inbound Item Entry No.", "integer", "s", "CS! SB! AC! TR"),
    column("Outbound Item Entry No.", "integer", "s", "IV! CS! SB! AC! TR"),
    column("Quantity", "quantity", "s", "CS! SB! AC! TR"),
    column("Posting Date", "date", "s", "CS!", { neverEmpty: true }),
    column("Transferred-from Entry No.", "integer", "s", "SB AC TR"),
    column("Cost Application", "boolean", "s", "SB! AC TR", { keepBlank: true }),
  ],
});
