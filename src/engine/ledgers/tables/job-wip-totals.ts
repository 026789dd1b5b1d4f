import { column, ledgerTable } from "../declaration";

/** Job WIP Totals: Business Central table 1021, page 1028. */
export const jobWIPTotals = ledgerTable({
  name: "Job WIP Totals",
  businessCentral: { table: 1021, page: 1028 },
  key: ["Entry No."],
  needed: "JC JP",
  columns: [
    column("Entry No.", "integer", "n", "JC! JP!"),
    column("Job No.", "code", "n", "JC! JP!"),
    column("Job Task No.", "code", "n", "JC! JP"),
    column("Posted to G/L", "boolean", "n", "JC! JP!"),
  ],
});
