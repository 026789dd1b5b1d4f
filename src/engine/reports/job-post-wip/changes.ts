/** What applying the posting changes in the workbook (ledger-tables, 6), and the journal for import. */
import type { ChangeRow, ChangeSet, ChangeValue, TableChange } from "../../changes";
import { negated } from "../../jobs/decimal28";
import { mapRows } from "../../rows";
import type { JournalLine, Result } from "./result";

const GL_COLUMNS = [
  ["Entry No.", "entryNo"],
  ["Posting Date", "postingDate"],
  ["Document No.", "documentNo"],
  ["G/L Account No.", "glAccountNo"],
  ["Description", "description"],
  ["Amount", "amount"],
  ["Debit Amount", "debitAmount"],
  ["Credit Amount", "creditAmount"],
  ["Source Code", "sourceCode"],
  ["Bal. Account No.", "balAccountNo"],
  ["Job No.", "jobNo"],
] as const;

const WIP_GL_COLUMNS = [
  ["Entry No.", "entryNo"],
  ["Job No.", "jobNo"],
  ["Document No.", "documentNo"],
  ["G/L Account No.", "glAccountNo"],
  ["G/L Bal. Account No.", "glBalAccountNo"],
  ["Posting Date", "postingDate"],
  ["WIP Posting Date", "wipPostingDate"],
  ["WIP Entry Amount", "wipEntryAmount"],
  ["Job Posting Group", "jobPostingGroup"],
  ["Type", "type"],
  ["WIP Method Used", "wipMethodUsed"],
  ["WIP Posting Method Used", "wipPostingMethodUsed"],
  ["Description", "description"],
  ["G/L Entry No.", "glEntryNo"],
  ["Reversed", "reversed"],
  ["Reverse", "reverse"],
  ["Reverse Date", "reverseDate"],
  ["WIP Transaction No.", "wipTransactionNo"],
  ["Job Complete", "jobComplete"],
  ["Job WIP Total Entry No.", "wipTotalEntryNo"],
  ["Dimensions", "dimensions"],
] as const;

const TASK_COLUMNS = [
  ["Recognized Sales Amount", "recognizedSalesAmount"],
  ["Recognized Costs Amount", "recognizedCostsAmount"],
  ["Recognized Sales G/L Amount", "recognizedSalesGLAmount"],
  ["Recognized Costs G/L Amount", "recognizedCostsGLAmount"],
] as const;

const LEDGER_COLUMNS = [
  ["Amt. to Post to G/L", "amtToPostToGL"],
  ["Amt. Posted to G/L", "amtPostedToGL"],
] as const;

type Columns<Row> = readonly (readonly [string, keyof Row])[];

function rowOf<Row>(row: Row, columns: Columns<Row>): ChangeRow {
  const values: Record<string, ChangeValue> = {};
  for (const [caption, field] of columns) values[caption] = row[field] as ChangeValue;
  return values;
}

function captions(columns: readonly (readonly [string, string])[]): readonly string[] {
  return columns.map(([caption]) => caption);
}

const byEntryNo = (entryNo: number): ChangeRow => ({ "Entry No.": entryNo });

/** The changes of a posting. Rows are made when they are read: a preview reads none. */
export function changesOf(result: Result): ChangeSet {
  const changes: readonly TableChange[] = [
    {
      table: "G/L Entries",
      append: mapRows(result.glEntries, (entry) => ({
        ...rowOf(entry, GL_COLUMNS),
        "System-Created Entry": true,
      })),
      captions: [...captions(GL_COLUMNS), "System-Created Entry"],
    },
    {
      table: "Job WIP G/L Entries",
      update: mapRows(result.wipGlEntryUpdates, ({ entryNo, reversed, reverseDate }) => ({
        key: byEntryNo(entryNo),
        values: { Reversed: reversed, "Reverse Date": reverseDate },
      })),
      append: mapRows(result.wipGlEntries, (entry) => rowOf(entry, WIP_GL_COLUMNS)),
      create: true,
      captions: captions(WIP_GL_COLUMNS),
    },
    { table: "Job WIP Entries", delete: mapRows(result.deleted.jobWipEntries, byEntryNo), captions: [] },
    {
      table: "Job WIP Totals",
      delete: mapRows(result.deleted.jobWipTotals, byEntryNo),
      update: mapRows(result.wipTotalUpdates, ({ entryNo, postedToGL }) => ({
        key: byEntryNo(entryNo),
        values: { "Posted to G/L": postedToGL },
      })),
      captions: ["Posted to G/L"],
    },
    {
      table: "Job Tasks",
      update: mapRows(result.jobTaskUpdates, (task) => ({
        key: { "Job No.": task.jobNo, "Job Task No.": task.jobTaskNo },
        values: rowOf(task, TASK_COLUMNS),
      })),
      captions: captions(TASK_COLUMNS),
    },
    {
      table: "Job Ledger Entries",
      update: mapRows(result.jobLedgerUpdates, (entry) => ({
        key: byEntryNo(entry.entryNo),
        values: rowOf(entry, LEDGER_COLUMNS),
      })),
      captions: captions(LEDGER_COLUMNS),
    },
  ];
  return { report: "job-post-wip", changes, journal: mapRows(result.journalLines, journalRow) };
}

/**
 * A line for import into a general journal. The job stands in the description only: a line with a job number and a
 * source code other than the WIP one would create job ledger entries.
 */
function journalRow(line: JournalLine): ChangeRow {
  const isCredit = line.amount.startsWith("-");
  return {
    "Line No.": line.lineNo,
    "Posting Date": line.postingDate,
    "Document Type": "",
    "Document No.": line.documentNo,
    "Account Type": "G/L Account",
    "Account No.": line.accountNo,
    // Exports of posted entries have no description; the journal must still say which job it is about.
    Description: line.description || `WIP ${line.jobNo}`,
    Amount: line.amount,
    "Debit Amount": isCredit ? "0" : line.amount,
    "Credit Amount": isCredit ? negated(line.amount) : "0",
    "Bal. Account Type": "G/L Account",
    "Bal. Account No.": line.balAccountNo,
    "External Document No.": "",
    "Source Code": line.sourceCode,
    "Reason Code": "",
    Dimensions: line.dimensions,
  };
}
