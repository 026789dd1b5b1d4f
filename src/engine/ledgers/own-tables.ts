/** Tables that Tieout itself keeps in a workbook (ledger-tables, 6). Read like ledgers; their names are fixed. */
import { column, ledgerTable, type LedgerTableDeclaration } from "./declaration";

const none = { table: 0 };

/** Settings of the workbook: company, currency, mappings, remembered parameters. */
export const tieoutSetup = ledgerTable({
  name: "Tieout Setup",
  businessCentral: none,
  key: ["Name"],
  needed: "",
  columns: [column("Name", "text", "n", ""), column("Value", "text", "n", "")],
});

/** One row per applied change set. */
export const tieoutLog = ledgerTable({
  name: "Tieout Log",
  businessCentral: none,
  key: ["Run No."],
  needed: "",
  columns: [
    column("Run No.", "integer", "n", ""),
    column("Report", "text", "n", ""),
    column("Parameters", "text", "n", ""),
    column("Idempotency Key", "text", "n", ""),
    column("Input Fingerprint", "text", "n", ""),
    column("Run At", "text", "n", ""),
    column("Engine Version", "text", "n", ""),
    column("Rows Added", "integer", "n", ""),
    column("Rows Changed", "integer", "n", ""),
    column("Rows Deleted", "integer", "n", ""),
    column("Status", "text", "n", ""),
  ],
});

/** Journal lines in the shape of BC's general journal. */
export const tieoutJournal = ledgerTable({
  name: "Tieout Journal",
  businessCentral: none,
  key: ["Run No.", "Line No."],
  needed: "",
  columns: [
    column("Run No.", "integer", "n", ""),
    column("Line No.", "integer", "n", ""),
    column("Posting Date", "date", "n", ""),
    column("Document Type", "text", "n", ""),
    column("Document No.", "code", "n", ""),
    column("Account Type", "text", "n", ""),
    column("Account No.", "code", "n", ""),
    column("Description", "text", "n", ""),
    column("Amount", "amount", "n", ""),
    column("Debit Amount", "amount", "n", ""),
    column("Credit Amount", "amount", "n", ""),
    column("Bal. Account Type", "text", "n", ""),
    column("Bal. Account No.", "code", "n", ""),
    column("External Document No.", "code", "n", ""),
    column("Source Code", "code", "n", ""),
    column("Reason Code", "code", "n", ""),
    column("Status", "text", "n", ""),
  ],
});

/** The checklist of the binder, as the last month-end wrote it. */
export const tieoutMonthEnd = ledgerTable({
  name: "Tieout MonthEnd",
  businessCentral: none,
  key: ["No."],
  needed: "",
  columns: [
    column("No.", "integer", "n", ""),
    column("Step", "text", "n", ""),
    column("Figure", "text", "n", ""),
    column("Amount", "amount", "n", ""),
    column("Compared with", "text", "n", ""),
    column("Compared amount", "amount", "n", ""),
    column("Difference", "amount", "n", ""),
    column("State", "text", "n", ""),
    column("Prepared", "text", "n", ""),
    column("Reviewed", "text", "n", ""),
  ],
});

export const ownTables: readonly LedgerTableDeclaration[] = [
  tieoutSetup,
  tieoutLog,
  tieoutJournal,
  tieoutMonthEnd,
];
