import { column, ledgerTable } from "../declaration";

/** General Posting Setup: Business Central table 252, page 314. */
export const generalPostingSetup = ledgerTable({
  name: "General Posting Setup",
  businessCentral: { table: 252, page: 314 },
  key: ["Gen. Bus. Posting Group", "Gen. Prod. Posting Group"],
  needed: "PC! GR! TR",
  columns: [
    column("Gen. Bus. Posting Group", "code", "s", "PC! GR! TR!"),
    column("Gen. Prod. Posting Group", "code", "s", "PC! GR! TR!"),
    column("COGS Account", "code", "s", "PC GR TR"),
    column("COGS Account (Interim)", "code", "s", "PC GR TR"),
    column("Inventory Adjmt. Account", "code", "s", "PC GR TR"),
    column("Invt. Accrual Acc. (Interim)", "code", "s", "PC GR TR"),
    column("Direct Cost Applied Account", "code", "s", "PC GR TR"),
    column("Overhead Applied Account", "code", "s", "PC GR TR"),
    column("Purchase Variance Account", "code", "s", "PC GR TR"),
    column("Direct Cost Non-Inventory Applied Account", "code", "s", "PC GR TR", {
      also: ["Direct Cost Non-Inv. App. Acc."],
    }),
    column("Blocked", "boolean", "s", "PC GR TR"),
  ],
});
