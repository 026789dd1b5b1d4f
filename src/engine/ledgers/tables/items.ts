import { column, ledgerTable } from "../declaration";

/** Items: Business Central table 27, page 31. */
export const items = ledgerTable({
  name: "Items",
  businessCentral: { table: 27, page: 31 },
  key: ["No."],
  needed: "CS! SB! AC! IV PC GR TR",
  columns: [
    column("No.", "code", "s", "IV! CS! SB! PC! GR! TR! AC!", { also: ["itemNo"] }),
    column("Description", "text", "s", "IV CS SB GR TR", { also: ["itemDescription", "displayName"] }),
    column("Base Unit of Measure", "code", "s", "IV", { also: ["baseUnitOfMeasureCode"] }),
    column("Type", "option", "h", "IV CS SB GR AC", { option: "item type", default: "Inventory" }),
    column("Inventory Posting Group", "code", "h", "IV CS SB PC GR TR", {
      also: ["inventoryPostingGroupCode"],
    }),
    column("Statistics Group", "integer", "n", "IV CS"),
    column("Costing Method", "option", "h", "CS! SB! AC!", { option: "costing method" }),
    column("Cost is Adjusted", "boolean", "s", "IV PC AC", { keepBlank: true }),
    column("Standard Cost", "unit amount", "h", "AC"),
    column("Indirect Cost %", "percent", "h", "SB AC", { keepBlank: true }),
    column("Overhead Rate", "unit amount", "h", "SB AC", { keepBlank: true }),
    column("Single-Level Material Cost", "unit amount", "n", "AC"),
    column("Single-Level Capacity Cost", "unit amount", "n", "AC"),
    column("Single-Level Subcontrd. Cost", "unit amount", "n", "AC"),
    column("Single-Level Cap. Ovhd Cost", "unit amount", "n", "AC"),
    column("Single-Level Mfg. Ovhd Cost", "unit amount", "n", "AC"),
    column("Inventory Value Zero", "boolean", "n", "AC"),
    column("Excluded from Cost Adjustment", "boolean", "n", "AC"),
  ],
});
