import { column, ledgerTable } from "../declaration";

/** Job WIP Entries: Business Central table 1004, page 1008. */
export const jobWIPEntries = ledgerTable({
  name: "Job WIP Entries",
  businessCentral: { table: 1004, page: 1008 },
  key: ["Entry No."],
  needed: "JC JP",
  columns: [
    column("Entry No.", "integer", "s", "JC! JP!"),
    column("Job No.", "code", "s", "JC! JP!", { neverEmpty: true }),
    column("Document No.", "code", "s", "JP"),
    column("G/L Account No.", "code", "s", "JP!"),
    column("G/L Bal. Account No.", "code", "s", "JP!"),
    column("WIP Posting Date", "date", "s", "JP!", { neverEmpty: true }),
    column("WIP Entry Amount", "amount", "s", "JP!"),
    column("Job Posting Group", "code", "s", "JP"),
    column("Type", "option", "s", "JP!", { option: "wip type" }),
    column("WIP Method Used", "code", "s", "JP"),
    column("WIP Posting Method Used", "option", "s", "JP", {
      option: "wip posting method",
      default: "Per Job",
    }),
    column("Job Complete", "boolean", "s", "JP"),
    column("Job WIP Total Entry No.", "integer", "s", "JC JP"),
    column("Reverse", "boolean", "s", "JP", { default: true }),
    column("Dimension Set ID", "integer", "h", "JP"),
    column("Dimensions", "text", "n", "JP"),
  ],
});
