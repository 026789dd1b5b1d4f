import { column, ledgerTable } from "../declaration";

/** General Ledger Setup: Business Central table 98. */
export const generalLedgerSetup = ledgerTable({
  name: "General Ledger Setup",
  businessCentral: { table: 98, card: true },
  key: [],
  needed: "PC JC JP AC CS",
  columns: [
    column("Amount Rounding Precision", "amount", "n", "JC AC CS"),
    column("Unit-Amount Rounding Precision", "unit amount", "n", "AC"),
    column("Allow Posting From", "date", "n", "PC JP AC"),
    column("Allow Posting To", "date", "n", "PC JP AC"),
    column("Additional Reporting Currency", "code", "n", "PC AC"),
  ],
});
