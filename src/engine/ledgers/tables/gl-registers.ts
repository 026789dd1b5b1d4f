import { column, ledgerTable } from "../declaration";

/** G/L Registers: Business Central table 45, page 116. */
export const glRegisters = ledgerTable({
  name: "G/L Registers",
  sheet: "G-L Registers",
  businessCentral: { table: 45, page: 116 },
  key: ["No."],
  needed: "PC",
  columns: [column("No.", "integer", "s", "PC!")],
});
