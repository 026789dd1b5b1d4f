import { column, ledgerTable } from "../declaration";

/** Job WIP G/L Entries: Business Central table 1005, page 1009. */
export const jobWIPGLEntries = ledgerTable({
  name: "Job WIP G/L Entries",
  sheet: "Job WIP G-L Entries",
  businessCentral: { table: 1005, page: 1009 },
  key: ["Entry No."],
  needed: "JG! JC JP",
  columns: [
    column("Entry No.", "integer", "s", "JP! JC"),
    column("Job No.", "code", "s", "JG! JP! JC!", { neverEmpty: true }),
    column("Document No.", "code", "s", "JP"),
    column("G/L Account No.", "code", "s", "JG! JP!"),
    column("G/L Bal. Account No.", "code", "s", "JG! JP!"),
    column("Posting Date", "date", "s", "JG! JP!", { neverEmpty: true }),
    column("WIP Posting Date", "date", "s", "JP"),
    column("WIP Entry Amount", "amount", "s", "JG! JP!"),
    column("Job Posting Group", "code", "s", "JG! JP"),
    column("Type", "option", "s", "JG! JP!", { option: "wip type" }),
    column("WIP Method Used", "code", "s", "JP"),
    column("WIP Posting Method Used", "option", "s", "JP", {
      option: "wip posting method",
      default: "Per Job",
    }),
    column("Description", "text", "n", "JP"),
    column("G/L Entry No.", "integer", "s", "JP"),
    column("Reversed", "boolean", "s", "JG! JP!"),
    column("Reverse", "boolean", "s", "JP", { default: true }),
    column("Reverse Date", "date", "s", "JG! JP"),
    column("WIP Transaction No.", "integer", "s", "JP"),
    column("Job Complete", "boolean", "s", "JG! JC! JP!"),
    column("Job WIP Total Entry No.", "integer", "s", "JC JP"),
    column("Dimension Set ID", "integer", "h", "JP"),
    column("Dimensions", "text", "n", "JP"),
  ],
});
