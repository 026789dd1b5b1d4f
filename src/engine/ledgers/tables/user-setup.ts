import { column, ledgerTable } from "../declaration";

/** User Setup: Business Central table 91, page 119. */
export const userSetup = ledgerTable({
  name: "User Setup",
  businessCentral: { table: 91, page: 119 },
  key: ["User ID"],
  needed: "PC",
  columns: [
    column("User ID", "code", "s", "PC!"),
    column("Allow Posting From", "date", "s", "PC"),
    column("Allow Posting To", "date", "s", "PC"),
  ],
});
