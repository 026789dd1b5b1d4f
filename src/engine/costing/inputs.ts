/** What the costing engine reads, as data: the tables of both costing reports, in the order in which they are checked. */
import type { ReportInput } from "../ledgers/check";

export const costingInputs: readonly ReportInput[] = [
  { table: "Items", need: "always" },
  { table: "Item Ledger Entries", need: "always" },
  { table: "Value Entries", need: "always" },
  { table: "Item Application Entries", need: "always" },
  { table: "Inventory Setup", need: "optional" },
  { table: "General Ledger Setup", need: "optional" },
  { table: "Accounting Periods", need: "optional" },
  { table: "Inventory Periods", need: "optional" },
  { table: "Production Orders", need: "optional" },
  { table: "Inventory Adjmt. Entry Orders", need: "optional" },
  { table: "Capacity Ledger Entries", need: "optional" },
  { table: "Avg. Cost Adjmt. Entry Points", need: "optional" },
];
