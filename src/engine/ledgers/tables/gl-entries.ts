import { column, ledgerTable } from "../declaration";

/** G/L Entries: Business Central table 17, page 20. */
export const glEntries = ledgerTable({
  name: "G/L Entries",
  sheet: "G-L Entries",
  also: ["General Ledger Entries"],
  businessCentral: { table: 17, page: 20 },
  key: ["Entry No."],
  needed: "GR! JG! TR? PC JP",
  columns: [
    column("Entry No.", "integer", "s", "GR! TR! PC JP"),
    column("Posting Date", "date", "s", "GR! JG! TR!", { neverEmpty: true, closingDates: true }),
    column("G/L Account No.", "code", "s", "GR! JG! TR!", { also: ["accountNumber"] }),
    column("Amount", "amount", "s", "GR! JG! TR!", { also: ["Amount (LCY)"] }),
    column("Document No.", "code", "s", "TR! GR"),
    column("Description", "text", "s", "GR"),
    column("Source Code", "code", "h", "GR"),
    column("Job No.", "code", "h", "JG!", { also: ["Project No."] }),
  ],
});
