import { column, ledgerTable } from "../declaration";

/** Post Value Entry to G/L: Business Central table 5811. */
export const postValueEntryToGL = ledgerTable({
  name: "Post Value Entry to G/L",
  sheet: "Post Value Entry to G-L",
  also: ["Post Value Entries to G/L"],
  businessCentral: { table: 5811 },
  key: ["Value Entry No."],
  needed: "PC",
  columns: [column("Value Entry No.", "integer", "n", "PC!")],
});
