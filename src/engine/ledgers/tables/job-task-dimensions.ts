import { column, ledgerTable } from "../declaration";

/** Job Task Dimensions: Business Central table 1002. */
export const jobTaskDimensions = ledgerTable({
  name: "Job Task Dimensions",
  businessCentral: { table: 1002 },
  key: ["Job No.", "Job Task No.", "Dimension Code"],
  needed: "JC",
  columns: [
    column("Job No.", "code", "n", "JC!"),
    column("Job Task No.", "code", "n", "JC!"),
    column("Dimension Code", "code", "n", "JC!"),
    column("Dimension Value Code", "code", "n", "JC!"),
  ],
});
