import { column, ledgerTable } from "../declaration";

/** G/L Accounts: Business Central table 15, page 16. */
export const glAccounts = ledgerTable({
  name: "G/L Accounts",
  sheet: "G-L Accounts",
  also: ["Chart of Accounts"],
  businessCentral: { table: 15, page: 16 },
  key: ["No."],
  needed: "PC GR TR JG JP",
  columns: [
    column("No.", "code", "s", "PC! GR! TR! JG! JP!", { also: ["accountNo"] }),
    column("Name", "text", "s", "PC GR TR JG JP", { also: ["accountName", "displayName"] }),
    column("Account Type", "option", "s", "PC JP", { option: "account type", default: "Posting" }),
    column("Blocked", "boolean", "n", "PC JP"),
    column("Gen. Posting Type", "option", "s", "JP", { option: "gen. posting type" }),
    column("Gen. Bus. Posting Group", "code", "s", "JP"),
    column("Gen. Prod. Posting Group", "code", "s", "JP"),
    column("VAT Bus. Posting Group", "code", "h", "JP"),
    column("VAT Prod. Posting Group", "code", "h", "JP"),
  ],
});
