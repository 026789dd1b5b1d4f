import { column, ledgerTable } from "../declaration";

/** Job Planning Lines: Business Central table 1003, page 1007. */
export const jobPlanningLines = ledgerTable({
  name: "Job Planning Lines",
  businessCentral: { table: 1003, page: 1007 },
  key: ["Job No.", "Job Task No.", "Line No."],
  needed: "JC!",
  columns: [
    column("Job No.", "code", "h", "JC!", { neverEmpty: true }),
    column("Job Task No.", "code", "h", "JC!"),
    column("Line No.", "integer", "h", "JC"),
    column("Line Type", "option", "s", "JC?", { option: "line type" }),
    column("Schedule Line", "boolean", "n", "JC", { also: ["Budget Line"] }),
    column("Contract Line", "boolean", "h", "JC", { also: ["Billable Line"] }),
    column("Planning Date", "date", "s", "JC?"),
    column("Total Cost (LCY)", "amount", "h", "JC!"),
    column("Line Amount (LCY)", "amount", "h", "JC!"),
  ],
});
