import { column, ledgerTable } from "../declaration";

/** Date Compr. Registers: Business Central table 87, page 107. */
export const dateComprRegisters = ledgerTable({
  name: "Date Compr. Registers",
  businessCentral: { table: 87, page: 107 },
  key: ["No."],
  needed: "GR",
  columns: [
    column("Table ID", "integer", "s", "GR!"),
    column("Starting Date", "date", "s", "GR!"),
    column("Ending Date", "date", "s", "GR!"),
  ],
});
