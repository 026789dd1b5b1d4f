import { column, ledgerTable } from "../declaration";

/** Avg. Cost Adjmt. Entry Points: Business Central table 5804, page 5815. */
export const avgCostAdjmtEntryPoints = ledgerTable({
  name: "Avg. Cost Adjmt. Entry Points",
  businessCentral: { table: 5804, page: 5815 },
  key: ["Item No.", "Variant Code", "Location Code", "Valuation Date"],
  needed: "AC",
  columns: [
    column("Item No.", "code", "s", "AC!"),
    column("Variant Code", "code", "s", "AC"),
    column("Location Code", "code", "s", "AC"),
    column("Valuation Date", "date", "s", "AC"),
    column("Cost Is Adjusted", "boolean", "s", "AC!"),
  ],
});
