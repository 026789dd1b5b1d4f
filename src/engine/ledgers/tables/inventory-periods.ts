import { column, ledgerTable } from "../declaration";

/** Inventory Periods: Business Central table 5814, page 5828. */
export const inventoryPeriods = ledgerTable({
  name: "Inventory Periods",
  businessCentral: { table: 5814, page: 5828 },
  key: ["Ending Date"],
  needed: "AC",
  columns: [column("Ending Date", "date", "s", "AC!"), column("Closed", "boolean", "s", "AC")],
});
