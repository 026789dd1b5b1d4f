import { column, ledgerTable } from "../declaration";

/** Inventory Adjmt. Entry Orders: Business Central table 5896, page 5816. */
export const inventoryAdjmtEntryOrders = ledgerTable({
  name: "Inventory Adjmt. Entry Orders",
  also: ["Inventory Adjmt. Entries (Order)"],
  businessCentral: { table: 5896, page: 5816 },
  key: ["Order Type", "Order No.", "Order Line No."],
  needed: "IW SB AC",
  columns: [
    column("Order Type", "option", "s", "IW! SB! AC!", { option: "order type" }),
    column("Order No.", "code", "s", "IW! SB! AC!"),
    column("Order Line No.", "integer", "s", "SB! AC! IW"),
    column("Item No.", "code", "s", "SB"),
    column("Is Finished", "boolean", "s", "AC", { keepBlank: true }),
    column("Completely Invoiced", "boolean", "s", "IW! AC"),
    column("Indirect Cost %", "percent", "n", "SB AC", { also: ["indirectCostPercent"], keepBlank: true }),
    column("Overhead Rate", "unit amount", "n", "SB AC", { keepBlank: true }),
    column("Single-Level Material Cost", "unit amount", "n", "AC"),
    column("Single-Level Capacity Cost", "unit amount", "n", "AC"),
    column("Single-Level Subcontrd. Cost", "unit amount", "n", "AC"),
    column("Single-Level Cap. Ovhd Cost", "unit amount", "n", "AC"),
    column("Single-Level Mfg. Ovhd Cost", "unit amount", "n", "AC"),
  ],
});
