import { column, ledgerTable } from "../declaration";

/** Job Ledger Entries: Business Central table 169, page 92. */
export const jobLedgerEntries = ledgerTable({
  name: "Job Ledger Entries",
  businessCentral: { table: 169, page: 92 },
  key: ["Entry No."],
  needed: "JC! JP",
  columns: [
    column("Entry No.", "integer", "s", "JC! JP!"),
    column("Job No.", "code", "s", "JC! JP!", { neverEmpty: true }),
    column("Job Task No.", "code", "s", "JC!"),
    column("Posting Date", "date", "s", "JC!", { neverEmpty: true }),
    column("Entry Type", "option", "s", "JC!", { option: "job entry type" }),
    column("Type", "option", "s", "JC?", { option: "job line type" }),
    column("Total Cost (LCY)", "amount", "s", "JC!"),
    column("Line Amount (LCY)", "amount", "h", "JC!"),
    column("Amt. to Post to G/L", "amount", "h", "JC JP"),
    column("Amt. Posted to G/L", "amount", "h", "JC JP"),
    column("Dimension Set ID", "integer", "h", "JC"),
  ],
});
