import { column, ledgerTable } from "../declaration";

/** Jobs: Business Central table 167, page 89. */
export const jobs = ledgerTable({
  name: "Jobs",
  businessCentral: { table: 167, page: 89 },
  key: ["No."],
  needed: "JC! JG! JP!",
  columns: [
    column("No.", "code", "s", "JC! JG! JP!"),
    column("WIP Method", "code", "n", "JC!"),
    column("WIP Posting Method", "option", "n", "JC", { option: "wip posting method", default: "Per Job" }),
    column("Job Posting Group", "code", "h", "JC"),
    column("Complete", "boolean", "n", "JC"),
    column("Status", "text", "s", "JC"),
    column("Ending Date", "date", "n", "JC"),
    column("Blocked", "option", "n", "JC JP", { option: "job blocked" }),
  ],
});
