import { column, ledgerTable } from "../declaration";

/** Accounting Periods: Business Central table 50, page 100. */
export const accountingPeriods = ledgerTable({
  name: "Accounting Periods",
  businessCentral: { table: 50, page: 100 },
  key: ["Starting Date"],
  needed: "AC",
  columns: [
    column("Starting Date", "date", "s", "AC!"),
    column("New Fiscal Year", "boolean", "s", "AC"),
    column("Average Cost Period", "option", "h", "AC", { option: "cost period" }),
    column("Average Cost Calc. Type", "option", "h", "AC", { option: "calc. type" }),
  ],
});
