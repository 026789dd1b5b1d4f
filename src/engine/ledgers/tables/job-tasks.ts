import { column, ledgerTable } from "../declaration";

/** Job Tasks: Business Central table 1001, page 1002. */
export const jobTasks = ledgerTable({
  name: "Job Tasks",
  also: ["Job Task Lines"],
  businessCentral: { table: 1001, page: 1002, pageName: "Project Task Lines" },
  key: ["Job No.", "Job Task No."],
  needed: "JC! JP",
  columns: [
    column("Job No.", "code", "h", "JC! JP!", { neverEmpty: true }),
    column("Job Task No.", "code", "s", "JC! JP!", { neverEmpty: true }),
    column("Job Task Type", "option", "s", "JC", { option: "task type", default: "Posting" }),
    column("WIP-Total", "option", "s", "JC", { option: "wip total" }),
    column("WIP Method", "code", "s", "JC"),
    column("Job Posting Group", "code", "s", "JC"),
    column("Recognized Sales Amount", "amount", "n", "JP"),
    column("Recognized Costs Amount", "amount", "n", "JP"),
    column("Recognized Sales G/L Amount", "amount", "n", "JC"),
    column("Recognized Costs G/L Amount", "amount", "n", ""),
  ],
});
