import { column, ledgerTable } from "../declaration";

/** Inventory Posting Setup: Business Central table 5813, page 5826. */
export const inventoryPostingSetup = ledgerTable({
  name: "Inventory Posting Setup",
  businessCentral: { table: 5813, page: 5826 },
  key: ["Location Code", "Invt. Posting Group Code"],
  needed: "PC! GR! TR",
  columns: [
    column("Location Code", "code", "s", "PC! GR! TR!"),
    column("Invt. Posting Group Code", "code", "s", "PC! GR! TR!"),
    column("Inventory Account", "code", "s", "PC GR TR"),
    column("Inventory Account (Interim)", "code", "s", "PC GR TR"),
    column("WIP Account", "code", "s", "PC GR TR"),
    column("Material Variance Account", "code", "s", "PC GR TR"),
    column("Capacity Variance Account", "code", "s", "PC GR TR"),
    column("Subcontracted Variance Account", "code", "s", "PC GR TR"),
    column("Cap. Overhead Variance Account", "code", "s", "PC GR TR"),
    column("Mfg. Overhead Variance Account", "code", "s", "PC GR TR"),
    column("Material Non-Inventory Variance Account", "code", "s", "PC GR TR", {
      also: ["Mat. Non-Inv. Variance Acc."],
    }),
  ],
});
