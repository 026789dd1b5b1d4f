import { column, ledgerTable } from "../declaration";

/** Prod. Order Lines: Business Central table 5406, page 5406. */
export const prodOrderLines = ledgerTable({
  name: "Prod. Order Lines",
  also: ["Prod. Order Line List"],
  businessCentral: { table: 5406, page: 5406, pageName: "Prod. Order Line List" },
  key: ["Status", "Prod. Order No.", "Line No."],
  needed: "PC",
  columns: [
    column("Status", "option", "s", "PC!", { option: "order status", also: ["prodOrderStatus"] }),
    column("Prod. Order No.", "code", "s", "PC!"),
    column("Line No.", "integer", "n", "PC!", { also: ["prodOrderLineNo"] }),
    column("Finished Qty. (Base)", "quantity", "n", "PC!"),
  ],
});
