import { column, ledgerTable } from "../declaration";

/** Job Posting Groups: Business Central table 208, page 211. */
export const jobPostingGroups = ledgerTable({
  name: "Job Posting Groups",
  businessCentral: { table: 208, page: 211 },
  key: ["Code"],
  needed: "JC!",
  columns: [
    column("Code", "code", "s", "JC!"),
    column("WIP Costs Account", "code", "s", "JC"),
    column("WIP Accrued Costs Account", "code", "s", "JC"),
    column("Job Costs Applied Account", "code", "s", "JC"),
    column("Item Costs Applied Account", "code", "s", "JC"),
    column("Resource Costs Applied Account", "code", "s", "JC"),
    column("G/L Costs Applied Account", "code", "s", "JC"),
    column("Job Costs Adjustment Account", "code", "s", "JC"),
    column("WIP Accrued Sales Account", "code", "s", "JC"),
    column("WIP Invoiced Sales Account", "code", "s", "JC"),
    column("Job Sales Applied Account", "code", "s", "JC"),
    column("Job Sales Adjustment Account", "code", "s", "JC"),
    column("Recognized Costs Account", "code", "s", "JC"),
    column("Recognized Sales Account", "code", "s", "JC"),
  ],
});
