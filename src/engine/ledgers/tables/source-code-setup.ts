import { column, ledgerTable } from "../declaration";

/** Source Code Setup: Business Central table 242. */
export const sourceCodeSetup = ledgerTable({
  name: "Source Code Setup",
  businessCentral: { table: 242, card: true },
  key: [],
  needed: "PC GR",
  columns: [column("Inventory Post Cost", "code", "n", "PC GR")],
});
