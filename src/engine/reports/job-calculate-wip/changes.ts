/** What applying the calculation changes in the workbook (ledger-tables, 6). */
import type { ChangeRow, ChangeSet, ChangeValue, RowUpdate, TableChange } from "../../changes";
import type { JobFacts } from "./job-facts";
import type { Result, WarningRow } from "./result";
import { taskNo, type Workspace } from "./workspace";

/** Captions of Job WIP Entries by field of the result. */
const ENTRY_COLUMNS = [
  ["Entry No.", "entryNo"],
  ["Job No.", "jobNo"],
  ["Document No.", "documentNo"],
  ["WIP Posting Date", "wipPostingDate"],
  ["Type", "type"],
  ["Job Posting Group", "jobPostingGroup"],
  ["G/L Account No.", "glAccountNo"],
  ["G/L Bal. Account No.", "glBalAccountNo"],
  ["WIP Method Used", "wipMethodUsed"],
  ["WIP Posting Method Used", "wipPostingMethodUsed"],
  ["Job Complete", "jobComplete"],
  ["Job WIP Total Entry No.", "wipTotalEntryNo"],
  ["WIP Entry Amount", "wipEntryAmount"],
  ["Reverse", "reverse"],
  ["Dimensions", "dimensions"],
] as const;

/** Captions of Job WIP Totals by field of the result. */
const TOTAL_COLUMNS = [
  ["Entry No.", "entryNo"],
  ["Job No.", "jobNo"],
  ["Job Task No.", "jobTaskNo"],
  ["WIP Method", "wipMethod"],
  ["WIP Posting Date", "wipPostingDate"],
  ["WIP Posting Date Filter", "postingDateFilter"],
  ["WIP Planning Date Filter", "planningDateFilter"],
  ["Budget (Total Cost)", "scheduleTotalCost"],
  ["Budget (Total Price)", "scheduleTotalPrice"],
  ["Usage (Total Cost)", "usageTotalCost"],
  ["Usage (Total Price)", "usageTotalPrice"],
  ["Billable (Total Cost)", "contractTotalCost"],
  ["Billable (Total Price)", "contractTotalPrice"],
  ["Billable (Invoiced Price)", "contractInvoicedPrice"],
  ["Billable (Invoiced Cost)", "contractInvoicedCost"],
  ["Calc. Recog. Costs Amount", "calcRecogCostsAmount"],
  ["Calc. Recog. Sales Amount", "calcRecogSalesAmount"],
  ["Cost Completion %", "costCompletionPct"],
  ["Invoiced %", "invoicedPct"],
] as const;

const WARNING_CAPTIONS = ["Job No.", "Job Task No.", "Job WIP Total Entry No.", "Warning Message"] as const;

function rowOf<Row>(row: Row, columns: readonly (readonly [string, keyof Row])[]): ChangeRow {
  const values: Record<string, ChangeValue> = {};
  for (const [caption, field] of columns) values[caption] = row[field] as ChangeValue;
  return values;
}

export function changesOf(
  work: Workspace,
  facts: readonly JobFacts[],
  calculated: Uint8Array,
  result: Result,
): ChangeSet {
  const { deleted } = result;
  const byEntryNo = (entryNo: number): ChangeRow => ({ "Entry No.": entryNo });
  const changes: TableChange[] = [
    {
      table: "Job WIP Entries",
      delete: deleted.jobWipEntries.map(byEntryNo),
      append: result.wipEntries.map((entry) => rowOf(entry, ENTRY_COLUMNS)),
      create: true,
      captions: ENTRY_COLUMNS.map(([caption]) => caption),
    },
    {
      table: "Job WIP Totals",
      delete: deleted.jobWipTotals.map(byEntryNo),
      append: result.wipTotals.map((total) => ({ ...rowOf(total, TOTAL_COLUMNS), "Posted to G/L": false })),
      create: true,
      captions: [...TOTAL_COLUMNS.map(([caption]) => caption), "Posted to G/L"],
    },
    {
      table: "Job WIP Warnings",
      delete: deleted.jobWipTotals.map((entryNo) => ({ "Job WIP Total Entry No.": entryNo })),
      append: result.warnings.map(warningRow),
      create: result.warnings.length > 0,
      captions: WARNING_CAPTIONS,
    },
    taskChange(work, facts, calculated, result),
    {
      table: "Jobs",
      update: result.jobs
        .filter((job) => job.action === "calculated")
        .map((job) => ({
          key: { "No.": job.jobNo },
          values: { "WIP Posting Date": job.wipPostingDate, "Ending Date": job.endingDate },
        })),
      captions: ["WIP Posting Date", "Ending Date"],
    },
    {
      table: "Job Ledger Entries",
      update: result.jobLedgerUpdates.map(({ entryNo, amtToPostToGL }) => ({
        key: byEntryNo(entryNo),
        values: { "Amt. to Post to G/L": amtToPostToGL },
      })),
      captions: ["Amt. to Post to G/L"],
    },
  ];
  return { report: "job-calculate-wip", changes, journal: [] };
}

function warningRow(warning: WarningRow): ChangeRow {
  return {
    "Job No.": warning.jobNo,
    "Job Task No.": warning.jobTaskNo,
    "Job WIP Total Entry No.": warning.wipTotalEntryNo,
    "Warning Message": warning.message,
  };
}

/** Marks and recognised amounts of all tasks of the calculated jobs; tasks outside the WIP totals recognise 0. */
function taskChange(
  work: Workspace,
  facts: readonly JobFacts[],
  calculated: Uint8Array,
  result: Result,
): TableChange {
  const { tasks } = work;
  const keyOf = (jobNo: string, jobTaskNo: string): string => JSON.stringify([jobNo, jobTaskNo]);
  const recognized = new Map(result.jobTasks.map((task) => [keyOf(task.jobNo, task.jobTaskNo), task]));
  const marks = new Map(
    result.jobTaskUpdates.map((update) => [keyOf(update.jobNo, update.jobTaskNo), update]),
  );
  const update: RowUpdate[] = [];
  for (const { position, jobNo } of facts) {
    if (calculated[position] === 0) continue;
    const to = tasks.first[position + 1] as number;
    for (let task = tasks.first[position] as number; task < to; task += 1) {
      const jobTaskNo = taskNo(work, task);
      const key = keyOf(jobNo, jobTaskNo);
      const amounts = recognized.get(key);
      const mark = marks.get(key);
      update.push({
        key: { "Job No.": jobNo, "Job Task No.": jobTaskNo },
        values: {
          ...(mark ? { "WIP-Total": mark.wipTotal, "WIP Method": mark.wipMethod } : {}),
          "Recognized Costs Amount": amounts?.recognizedCostsAmount ?? "0",
          "Recognized Sales Amount": amounts?.recognizedSalesAmount ?? "0",
        },
      });
    }
  }
  return {
    table: "Job Tasks",
    update,
    captions: ["WIP-Total", "WIP Method", "Recognized Costs Amount", "Recognized Sales Amount"],
  };
}
