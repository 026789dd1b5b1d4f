import { column, ledgerTable } from "../declaration";

/** Dimension Set Entries: Business Central table 480, page 479. */
export const dimensionSetEntries = ledgerTable({
  name: "Dimension Set Entries",
  businessCentral: { table: 480, page: 479 },
  key: ["Dimension Set ID", "Dimension Code"],
  needed: "JC",
  columns: [
    column("Dimension Set ID", "integer", "n", "JC!"),
    column("Dimension Code", "code", "s", "JC!"),
    column("Dimension Value Code", "code", "s", "JC!"),
  ],
});
