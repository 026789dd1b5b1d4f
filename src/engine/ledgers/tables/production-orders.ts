import { column, ledgerTable } from "../declaration";

/** Production Orders: Business Central table 5405, page 99000815. */
export const productionOrders = ledgerTable({
  name: "Production Orders",
  also: ["Production Order List"],
  businessCentral: { table: 5405, page: 99000815, pageName: "Production Order List" },
  key: ["Status", "No."],
  needed: "IW! SB? AC",
  columns: [
    column("Status", "option", "s", "IW! SB! AC!", { option: "order status" }),
    column("No.", "code", "s", "IW! SB! AC!"),
    column("Description", "text", "s", "IW SB"),
    column("Source Type", "option", "n", "IW SB", { option: "prod. source type" }),
    column("Source No.", "code", "s", "IW SB"),
    column("Quantity", "quantity", "s", "SB"),
    column("Finished Date", "date", "h", "IW"),
  ],
});
