/** Parameters and result of Job Post WIP to G/L. Amounts are decimal texts with at most 5 decimals. */
import type { JobError } from "../../jobs/errors";
import type { ReportResult } from "../../report";
import type { Day } from "../../values/day";
import type { Filter } from "../../values/filter";

export interface Parameters {
  readonly jobFilter: Filter;
  readonly reversalPostingDate: Day;
  readonly reversalDocumentNo: string;
  readonly reverseOnly: boolean;
  readonly useReversalDate: boolean;
  readonly sourceCode: string;
  readonly onJobError: "stop" | "skip";
}

export type Kind = "reversal" | "new";

/** What a job shows of its posted WIP (Business Central's own signs). */
export interface JobFigures {
  readonly wipGLPostingDate: string;
  readonly totalWipCostGLAmount: string;
  readonly totalWipSalesGLAmount: string;
  readonly recogCostsGLAmount: string;
  readonly recogSalesGLAmount: string;
  readonly appliedCostsGLAmount: string;
  readonly appliedSalesGLAmount: string;
  readonly wipCompletionPosted: boolean;
}

export type Action = "posted" | "reversed" | "reversedAndPosted" | "nothing" | "skipped" | "failed";

export interface JobRow extends JobFigures {
  readonly jobNo: string;
  readonly action: Action;
  readonly reason: string;
  readonly reversedEntries: number;
  readonly postedEntries: number;
  readonly wipTransactionNo: number;
}

export interface JournalLine {
  readonly lineNo: number;
  readonly kind: Kind;
  readonly postingDate: string;
  readonly documentNo: string;
  readonly accountNo: string;
  readonly balAccountNo: string;
  readonly amount: string;
  readonly description: string;
  readonly jobNo: string;
  readonly sourceCode: string;
  readonly dimensions: string;
  readonly jobWipGlEntryNo: number;
  /** Number of the calculated entry behind a new line, 0 for a reversal; ours. */
  readonly jobWipEntryNo: number;
}

export interface GlEntryRow {
  readonly entryNo: number;
  readonly postingDate: string;
  readonly documentNo: string;
  readonly glAccountNo: string;
  readonly balAccountNo: string;
  readonly amount: string;
  readonly debitAmount: string;
  readonly creditAmount: string;
  readonly description: string;
  readonly jobNo: string;
  readonly sourceCode: string;
  readonly kind: Kind;
  readonly jobWipGlEntryNo: number;
}

export interface WipGlEntryRow {
  readonly entryNo: number;
  readonly jobNo: string;
  readonly documentNo: string;
  readonly glAccountNo: string;
  readonly glBalAccountNo: string;
  readonly postingDate: string;
  readonly wipPostingDate: string;
  readonly wipEntryAmount: string;
  readonly jobPostingGroup: string;
  readonly type: string;
  readonly wipMethodUsed: string;
  readonly wipPostingMethodUsed: string;
  readonly description: string;
  readonly glEntryNo: number;
  readonly reversed: false;
  readonly reverse: boolean;
  readonly reverseDate: "";
  readonly wipTransactionNo: number;
  readonly jobComplete: boolean;
  readonly wipTotalEntryNo: number;
  readonly dimensions: string;
}

export interface JobTaskUpdate {
  readonly jobNo: string;
  readonly jobTaskNo: string;
  readonly recognizedSalesAmount: string;
  readonly recognizedCostsAmount: string;
  readonly recognizedSalesGLAmount: string;
  readonly recognizedCostsGLAmount: string;
}

export interface JobLedgerUpdate {
  readonly entryNo: number;
  readonly amtToPostToGL: string;
  readonly amtPostedToGL: string;
}

export interface CheckRow {
  readonly code: string;
  readonly jobNo: string;
  readonly message: string;
}

export interface Result extends ReportResult {
  readonly report: "job-post-wip";
  readonly status: "ok" | "refused";
  readonly outcome: "posted" | "nothingToPost" | "refused";
  readonly errors: readonly JobError[];
  readonly jobs: readonly JobRow[];
  readonly journalLines: readonly JournalLine[];
  readonly glEntries: readonly GlEntryRow[];
  readonly wipGlEntries: readonly WipGlEntryRow[];
  readonly wipGlEntryUpdates: readonly {
    readonly entryNo: number;
    readonly reversed: true;
    readonly reverseDate: string;
  }[];
  readonly wipTotalUpdates: readonly { readonly entryNo: number; readonly postedToGL: true }[];
  readonly jobTaskUpdates: readonly JobTaskUpdate[];
  readonly jobLedgerUpdates: readonly JobLedgerUpdate[];
  readonly accountTotals: readonly { readonly glAccountNo: string; readonly amount: string }[];
  /** Accounts of the journal as the chart of accounts names them, by number; those without a name are left out. */
  readonly accountNames: readonly { readonly glAccountNo: string; readonly name: string }[];
  readonly checks: readonly CheckRow[];
  readonly deleted: { readonly jobWipEntries: readonly number[]; readonly jobWipTotals: readonly number[] };
  /** Date of the reversing entries; ours. */
  readonly reversalPostingDate: string;
}

/** What a refused run says nothing about. */
export const NO_LISTS = {
  jobs: [],
  journalLines: [],
  glEntries: [],
  wipGlEntries: [],
  wipGlEntryUpdates: [],
  wipTotalUpdates: [],
  jobTaskUpdates: [],
  jobLedgerUpdates: [],
  accountTotals: [],
  accountNames: [],
  checks: [],
  deleted: { jobWipEntries: [], jobWipTotals: [] },
  reversalPostingDate: "",
} as const;
