/** The result of Job Calculate WIP. Amounts are decimal texts with at most 5 decimals. */
import type { JobError } from "../../jobs/errors";
import type { Allocation, FigureName } from "../../jobs/recognition";
import type { ReportResult } from "../../report";

/** The eight sums as texts. */
export type FigureTexts = Readonly<Record<FigureName, string>>;

export interface JobRow {
  readonly jobNo: string;
  readonly action: "calculated" | "skipped" | "failed";
  readonly reason: string;
  readonly wipMethod: string;
  readonly wipPostingMethod: string;
  readonly wipPostingDate: string;
  readonly endingDate: string;
  readonly jobComplete: boolean;
  readonly totalWipCostAmount?: string;
  readonly totalWipSalesAmount?: string;
  readonly recogCostsAmount?: string;
  readonly recogSalesAmount?: string;
  readonly calcRecogCostsAmount?: string;
  readonly calcRecogSalesAmount?: string;
  readonly recogProfitAmount?: string;
  readonly wipWarnings: boolean;
}

export interface JobTaskUpdate {
  readonly jobNo: string;
  readonly jobTaskNo: string;
  readonly wipTotal: "Total";
  readonly wipMethod: string;
}

export interface WipTotalRow extends FigureTexts {
  readonly entryNo: number;
  readonly jobNo: string;
  readonly jobTaskNo: string;
  readonly wipMethod: string;
  readonly wipPostingDate: string;
  readonly postingDateFilter: string;
  readonly planningDateFilter: string;
  readonly calcRecogCostsAmount: string;
  readonly calcRecogSalesAmount: string;
  readonly costCompletionPct: string;
  readonly invoicedPct: string;
  readonly underbilled: string;
  readonly overbilled: string;
  readonly backlog: string;
  readonly estimatedGrossProfit: string;
}

export interface JobTaskRow extends FigureTexts {
  readonly jobNo: string;
  readonly jobTaskNo: string;
  readonly wipTotalEntryNo: number;
  readonly recognizedCostsAmount: string;
  readonly recognizedSalesAmount: string;
}

export interface WipEntryRow {
  readonly entryNo: number;
  readonly jobNo: string;
  readonly documentNo: string;
  readonly wipPostingDate: string;
  readonly type: string;
  readonly jobPostingGroup: string;
  readonly glAccountNo: string;
  readonly glBalAccountNo: string;
  readonly wipMethodUsed: string;
  readonly wipPostingMethodUsed: string;
  readonly jobComplete: boolean;
  readonly wipTotalEntryNo: number;
  readonly wipEntryAmount: string;
  readonly reverse: true;
  readonly dimensions: string;
}

export interface AccountTotal {
  readonly jobNo: string;
  readonly glAccountNo: string;
  readonly amount: string;
}

export interface JobLedgerUpdate {
  readonly entryNo: number;
  readonly amtToPostToGL: string;
}

export interface WarningRow {
  readonly code: string;
  readonly jobNo: string;
  readonly jobTaskNo: string;
  readonly wipTotalEntryNo: number;
  readonly message: string;
}

export interface CheckRow extends WarningRow {
  readonly amount?: string;
  readonly costAmount?: string;
  readonly salesAmount?: string;
  readonly postingGroup?: string;
  readonly field?: string;
}

export interface NotInWipRow {
  readonly jobNo: string;
  readonly jobTaskNo: string;
  readonly reason: "excluded" | "notPosting" | "unknownTask";
  readonly usageTotalCost: string;
  readonly contractInvoicedPrice: string;
}

export interface LossProvisionRow {
  readonly jobNo: string;
  readonly jobTaskNo: string;
  readonly wipTotalEntryNo: number;
  readonly estimatedTotalCost: string;
  readonly contractTotalPrice: string;
  readonly expectedLoss: string;
  readonly lossRecognized: string;
  readonly provisionRequired: string;
}

/** A method as the sheet explains and compares it. */
export interface MethodRow {
  readonly code: string;
  readonly recognizedCosts: string;
  readonly recognizedSales: string;
}

export interface Result extends ReportResult {
  readonly report: "job-calculate-wip";
  readonly status: "ok" | "refused";
  readonly outcome: "calculated" | "calculatedWithWarnings" | "noNewEntries" | "refused";
  readonly postingDate: string;
  readonly documentNo: string;
  readonly errors: readonly JobError[];
  readonly jobs: readonly JobRow[];
  readonly jobTaskUpdates: readonly JobTaskUpdate[];
  readonly wipTotals: readonly WipTotalRow[];
  readonly jobTasks: readonly JobTaskRow[];
  readonly wipEntries: readonly WipEntryRow[];
  readonly accountTotals: readonly AccountTotal[];
  readonly jobLedgerUpdates: readonly JobLedgerUpdate[];
  readonly warnings: readonly WarningRow[];
  readonly checks: readonly CheckRow[];
  readonly notInWip: readonly NotInWipRow[];
  readonly lossProvisions: readonly LossProvisionRow[];
  readonly deleted: { readonly jobWipEntries: readonly number[]; readonly jobWipTotals: readonly number[] };
  /** All WIP methods of the workbook, in order of their codes; ours. */
  readonly methods: readonly MethodRow[];
  /** Amount rounding precision that was used; ours. */
  readonly amountRoundingPrecision: string;
  /** How shares of tasks were formed; ours. */
  readonly allocation: Allocation;
}

/** What a refused run says nothing about. */
export const NO_LISTS = {
  jobs: [],
  jobTaskUpdates: [],
  wipTotals: [],
  jobTasks: [],
  wipEntries: [],
  accountTotals: [],
  jobLedgerUpdates: [],
  warnings: [],
  checks: [],
  notInWip: [],
  lossProvisions: [],
  deleted: { jobWipEntries: [], jobWipTotals: [] },
  methods: [],
  amountRoundingPrecision: "",
} as const;
