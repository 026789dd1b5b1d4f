/** Job Post WIP to G/L: result → sheet. */
import { cellAddress, type Sheet, type TableColumn } from "../../../workbook/sheet";
import { addTexts, negated } from "../../jobs/decimal28";
import { inJobWord, yesNo, type JobWord } from "../../jobs/words";
import type { LayoutContext } from "../../report";
import { ReportSheet } from "../report-sheet";
import { filterWords } from "../scope-words";
import type { JobRow, JournalLine, Result } from "./result";
import { debits, stateOf, summary } from "./summary";

const NAME = "Job Post WIP to G-L";
const TITLE = "Job Post WIP to G/L";
const STATE_WORDS = { ties: "Nothing to post", explained: "To post", open: "Look at the errors" } as const;

function columnsOf<Row>(rows: readonly Row[], word: JobWord) {
  return (
    header: string,
    kind: TableColumn["kind"],
    value: (row: Row) => string | number | boolean | null,
  ): TableColumn => ({ header: inJobWord(header, word), kind, values: rows.map(value) });
}

export function layout(result: Result, context: LayoutContext): readonly Sheet[] {
  const word = context.jobWord;
  const said = summary(result);
  const filters = filterWords(context.parameters, { jobFilter: inJobWord("Job No.", word) });
  const page = new ReportSheet({
    name: NAME,
    title: inJobWord(TITLE, word),
    scope: [
      context.company,
      said.scope,
      context.currency,
      context.parameters.reverseOnly === true ? "Reverse Only" : "",
      context.parameters.useReversalDate === true ? "Use Reversal Date" : "",
      filters.length > 0 ? filters.join(", ") : inJobWord("all jobs", word),
    ],
    context,
    freezeColumn: 2,
  });
  const state = stateOf(result);
  page.state(state, STATE_WORDS[state as keyof typeof STATE_WORDS], said.difference || undefined);
  page
    .link(4, `Warnings (${said.warnings.length})`, "warnings")
    .link(5, "By account", "accounts")
    .link(6, inJobWord("By job", word), "jobs")
    .link(7, "G/L entries", "glEntries")
    .link(8, "Evidence", "evidence");
  page.control(9, controlDifference(result));
  journalTable(page, result, word);
  accountsTable(page, result, word);
  jobsTable(page, result, word);
  glEntriesTable(page, result, word);
  errorsTable(page, result, word);
  const rowOfJob = new Map<string, number>();
  result.journalLines.forEach((line, index) => {
    if (!rowOfJob.has(line.jobNo)) rowOfJob.set(line.jobNo, FIRST_ROW + index);
  });
  page.warnings(
    said.warnings.map((kind) => ({ ...kind, text: inJobWord(kind.text, word) })),
    (jobNo) => {
      const row = rowOfJob.get(jobNo);
      return row === undefined ? undefined : { cell: cellAddress(row, 0) };
    },
  );
  page.evidence([{ label: "Control: debit less credit", amount: controlDifference(result) }]);
  return [page.finish()];
}

/** First data row of the journal. */
const FIRST_ROW = 5;

function controlDifference(result: Result): string {
  return addTexts(result.glEntries.map((entry) => entry.amount));
}

const debitOf = (line: JournalLine): string | null => (line.amount.startsWith("-") ? null : line.amount);
const creditOf = (line: JournalLine): string | null =>
  line.amount.startsWith("-") ? negated(line.amount) : null;

function journalTable(page: ReportSheet, result: Result, word: JobWord): void {
  const lines = result.journalLines;
  const column = columnsOf(lines, word);
  const sum = (of: (line: JournalLine) => string | null): string =>
    addTexts(lines.map((line) => of(line) ?? "0"));
  page.line(
    [
      { column: 0, value: "Account side" },
      { column: 5, value: sum(debitOf), kind: "amount" },
      { column: 6, value: sum(creditOf), kind: "amount" },
      { column: 8, value: "Journal" },
      { column: 9, value: debits(result), kind: "amount", name: "Amount" },
    ],
    "total",
  );
  page.mainTable({
    name: "JobPostWIP",
    columns: [
      column("Job No.", "code", (line) => line.jobNo),
      column("Kind", "code", (line) => (line.kind === "new" ? "New" : "Reversal")),
      column("Posting Date", "date", (line) => line.postingDate),
      column("Document No.", "text", (line) => line.documentNo),
      column("Account No.", "code", (line) => line.accountNo),
      column("Debit Amount", "amount", debitOf),
      column("Credit Amount", "amount", creditOf),
      column("Bal. Account No.", "code", (line) => line.balAccountNo),
      column("Description", "text", (line) => line.description),
      column("Line No.", "integer", (line) => line.lineNo),
      column("Job WIP G/L Entry No.", "integer", (line) => line.jobWipGlEntryNo),
      column("Source Code", "code", (line) => line.sourceCode),
      column("Dimensions", "text", (line) => line.dimensions),
    ],
    groupColumn: 0,
    figures: lines.map(({ lineNo }) => ({ lineNo })),
    fields: [undefined, undefined, undefined, undefined, undefined, "debit", "credit"],
  });
}

function accountsTable(page: ReportSheet, result: Result, word: JobWord): void {
  if (result.accountTotals.length === 0) return;
  const column = columnsOf(result.accountTotals, word);
  const names = new Map(result.accountNames.map(({ glAccountNo, name }) => [glAccountNo, name]));
  page.section("By Account", "accounts", "Net over reversals and new lines; debit positive.");
  page.table({
    name: "JobPostWIPAccounts",
    columns: [
      column("G/L Account No.", "code", (row) => row.glAccountNo),
      column("Name", "text", (row) => names.get(row.glAccountNo) ?? null),
      column("Net amount", "amount", (row) => row.amount),
    ],
    places: [0, 1, 5],
    figures: result.accountTotals.map(({ glAccountNo }) => ({ glAccountNo })),
    fields: [undefined, undefined, "amount"],
    excelTable: false,
  });
  page.line([
    { column: 0, value: "Balanced", style: "total" },
    { column: 5, value: controlDifference(result), kind: "amount", style: "sumDouble" },
  ]);
}

const ACTIONS: Readonly<Record<JobRow["action"], string>> = {
  posted: "Posted",
  reversed: "Reversed",
  reversedAndPosted: "Reversed and posted",
  nothing: "Nothing to do",
  skipped: "Completion posted",
  failed: "Failed",
};

function jobsTable(page: ReportSheet, result: Result, word: JobWord): void {
  const column = columnsOf(result.jobs, word);
  page.section(inJobWord("By Job", word), "jobs", "Figures after the posting.");
  page.table({
    name: "JobPostWIPJobs",
    columns: [
      column("Job No.", "code", (row) => row.jobNo),
      column("Result", "text", (row) => ACTIONS[row.action]),
      column("WIP G/L Posting Date", "date", (row) => row.wipGLPostingDate || null),
      column("Reversed entries", "count", (row) => row.reversedEntries),
      column("Posted entries", "count", (row) => row.postedEntries),
      column("Total WIP Cost G/L Amount", "amount", (row) => row.totalWipCostGLAmount),
      column("Total WIP Sales G/L Amount", "amount", (row) => row.totalWipSalesGLAmount),
      column("Recog. Costs G/L Amount", "amount", (row) => row.recogCostsGLAmount),
      column("Recog. Sales G/L Amount", "amount", (row) => row.recogSalesGLAmount),
      column("Applied Costs G/L Amount", "amount", (row) => row.appliedCostsGLAmount),
      column("Applied Sales G/L Amount", "amount", (row) => row.appliedSalesGLAmount),
      column("WIP Transaction No.", "integer", (row) =>
        row.wipTransactionNo === 0 ? null : row.wipTransactionNo,
      ),
      column("WIP Completion Posted", "code", (row) => yesNo(row.wipCompletionPosted)),
    ],
  });
}

function glEntriesTable(page: ReportSheet, result: Result, word: JobWord): void {
  if (result.glEntries.length === 0) return;
  const column = columnsOf(result.glEntries, word);
  page.section("G/L Entries", "glEntries", "Provisional numbers; what the journal stands for.");
  page.table({
    name: "JobPostWIPGLEntries",
    columns: [
      column("Job No.", "code", (entry) => entry.jobNo),
      column("Kind", "code", (entry) => (entry.kind === "new" ? "New" : "Reversal")),
      column("Posting Date", "date", (entry) => entry.postingDate),
      column("Document No.", "text", (entry) => entry.documentNo),
      column("G/L Account No.", "code", (entry) => entry.glAccountNo),
      column("Debit Amount", "amount", (entry) => (entry.debitAmount === "0" ? null : entry.debitAmount)),
      column("Credit Amount", "amount", (entry) => (entry.creditAmount === "0" ? null : entry.creditAmount)),
      column("Bal. Account No.", "code", (entry) => entry.balAccountNo),
      column("Description", "text", (entry) => entry.description),
      column("Entry No.", "integer", (entry) => entry.entryNo),
    ],
    groupColumn: 0,
  });
}

function errorsTable(page: ReportSheet, result: Result, word: JobWord): void {
  if (result.errors.length === 0) return;
  const column = columnsOf(result.errors, word);
  page.section(inJobWord("Jobs with errors", word), "errors");
  page.table({
    name: "JobPostWIPErrors",
    columns: [
      column("Job No.", "code", (error) => error.jobNo ?? ""),
      column("G/L Account No.", "code", (error) => error.glAccountNo ?? ""),
      column("What to do", "text", (error) => inJobWord(error.message, word)),
    ],
    places: [0, 4, 8],
  });
}
