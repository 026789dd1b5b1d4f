import { column, ledgerTable } from "../declaration";

/** Inventory Posting Groups: Business Central table 94, page 112. */
export const inventoryPostingGroups = ledgerTable({
  name: "Inventory Posting Groups",
  businessCentral: { table: 94, page: 112 },
  key: ["Code"],
  needed: "IV",
  columns: [column("Code", "code", "s", "IV!"), column("Description", "text", "s", "IV")],
});
