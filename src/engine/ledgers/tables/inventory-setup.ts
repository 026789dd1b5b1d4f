import { column, ledgerTable } from "../declaration";

/** Inventory Setup: Business Central table 313. */
export const inventorySetup = ledgerTable({
  name: "Inventory Setup",
  businessCentral: { table: 313, card: true },
  key: [],
  needed: "AC? PC GR TR",
  columns: [
    column("Expected Cost Posting to G/L", "boolean", "n", "PC GR TR"),
    column("Average Cost Period", "option", "n", "AC?", { option: "cost period" }),
    column("Average Cost Calc. Type", "option", "n", "AC", { option: "calc. type", default: "Item" }),
  ],
});
