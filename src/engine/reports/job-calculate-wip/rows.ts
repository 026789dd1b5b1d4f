/** Collects the rows of the result while jobs are calculated in number order, and gives them their numbers. */
import { Decimal } from "decimal.js";
import { amountText, ZERO, type Decimal28 } from "../../jobs/decimal28";
import { FIGURE_NAMES, addAll, type Figures } from "../../jobs/recognition";
import { isCostType, RECOGNIZED_COSTS, RECOGNIZED_SALES } from "../../jobs/wip-types";
import { messageText, type MessageDetails } from "../../messages";
import { compareCodes } from "../../values/codes";
import { dayText, NO_DAY } from "../../values/day";
import type { CalculatedTotal, CheckDraft } from "./calculate";
import { WIP_TYPE_NAMES, type WipEntryDraft } from "./entries";
import type { JobFacts } from "./job-facts";
import type {
  AccountTotal,
  CheckRow,
  FigureTexts,
  JobRow,
  JobTaskRow,
  JobTaskUpdate,
  LossProvisionRow,
  Result,
  WarningRow,
  WipEntryRow,
  WipTotalRow,
} from "./result";
import { ledgerFilter, type Parameters } from "./scope";
import { taskNo, type Workspace } from "./workspace";

const PER_JOB = "Per Job";
const PER_JOB_LEDGER_ENTRY = "Per Job Ledger Entry";

type Lists = Pick<
  Result,
  | "jobs"
  | "jobTaskUpdates"
  | "wipTotals"
  | "jobTasks"
  | "wipEntries"
  | "accountTotals"
  | "warnings"
  | "checks"
  | "lossProvisions"
>;

export class ResultRows {
  readonly #jobs: JobRow[] = [];
  readonly #taskUpdates: JobTaskUpdate[] = [];
  readonly #totals: WipTotalRow[] = [];
  readonly #tasks: JobTaskRow[] = [];
  readonly #entries: WipEntryRow[] = [];
  readonly #accounts: AccountTotal[] = [];
  readonly #warnings: WarningRow[] = [];
  readonly #checks: CheckRow[] = [];
  readonly #losses: LossProvisionRow[] = [];
  readonly #filters: { readonly postingDateFilter: string; readonly planningDateFilter: string };
  #totalNo: number;

  constructor(
    private readonly work: Workspace,
    private readonly parameters: Parameters,
    private readonly head: { readonly postingDate: string; readonly documentNo: string },
    highestTotal: number,
  ) {
    this.#totalNo = highestTotal;
    this.#filters = {
      postingDateFilter: ledgerFilter(parameters).text,
      planningDateFilter: parameters.planningDateFilter.text,
    };
  }

  get outcome(): "calculated" | "calculatedWithWarnings" | "noNewEntries" {
    if (this.#entries.length === 0) return "noNewEntries";
    return this.#warnings.length > 0 ? "calculatedWithWarnings" : "calculated";
  }

  lists(): Lists {
    return {
      jobs: this.#jobs,
      jobTaskUpdates: this.#taskUpdates,
      wipTotals: this.#totals,
      jobTasks: this.#tasks,
      wipEntries: this.#entries,
      accountTotals: this.#accounts,
      warnings: this.#warnings,
      checks: this.#checks,
      lossProvisions: this.#losses,
    };
  }

  /** A job that is skipped or fails. */
  leaveOut(job: JobFacts, action: "skipped" | "failed", reason: string): void {
    this.#jobs.push({
      jobNo: job.jobNo,
      action,
      reason,
      wipMethod: job.wipMethod,
      wipPostingMethod: postingMethod(job),
      wipPostingDate: "",
      endingDate: dayText(job.endingDate),
      jobComplete: job.completing,
      wipWarnings: false,
    });
  }

  /** A calculated job; its entries are numbered from `firstEntry`. */
  add(job: JobFacts, totals: readonly CalculatedTotal[], firstEntry: number): void {
    let entryNo = firstEntry;
    const warningsBefore = this.#warnings.length;
    for (const total of totals) {
      this.#totalNo += 1;
      const key = {
        jobNo: job.jobNo,
        jobTaskNo: taskNo(this.work, total.plan.totalTask),
        wipTotalEntryNo: this.#totalNo,
      };
      if (total.plan.changesTask) {
        const { jobNo, jobTaskNo } = key;
        this.#taskUpdates.push({ jobNo, jobTaskNo, wipTotal: "Total", wipMethod: total.method.code });
      }
      this.#addTotal(job, total, key);
      for (const entry of total.entries) {
        this.#entries.push(this.#entryRow(job, total, entry, entryNo, key.wipTotalEntryNo));
        entryNo += 1;
      }
    }
    const entries = totals.flatMap((total) => total.entries);
    this.#addAccounts(job, entries);
    this.#jobs.push(this.#jobRow(job, totals, entries, this.#warnings.length > warningsBefore));
  }

  #addTotal(job: JobFacts, total: CalculatedTotal, key: WarningKey): void {
    const { figures, recognizedCosts: costs, recognizedSales: sales } = total;
    const texts = figureTexts(figures);
    const { contractInvoicedPrice: invoiced, contractTotalPrice: contract } = figures;
    this.#totals.push({
      entryNo: key.wipTotalEntryNo,
      jobNo: key.jobNo,
      jobTaskNo: key.jobTaskNo,
      wipMethod: total.method.code,
      wipPostingDate: this.head.postingDate,
      ...this.#filters,
      ...texts,
      calcRecogCostsAmount: amountText(costs),
      calcRecogSalesAmount: amountText(sales),
      costCompletionPct: percentText(figures.usageTotalCost, figures.scheduleTotalCost),
      invoicedPct: percentText(invoiced, contract),
      underbilled: amountText(atLeastZero(sales.minus(invoiced))),
      overbilled: amountText(atLeastZero(invoiced.minus(sales))),
      backlog: amountText(contract.minus(sales)),
      estimatedGrossProfit: amountText(contract.minus(figures.scheduleTotalCost)),
    });
    for (const task of total.tasks) {
      this.#tasks.push({
        jobNo: key.jobNo,
        jobTaskNo: taskNo(this.work, task.task),
        wipTotalEntryNo: key.wipTotalEntryNo,
        ...figureTexts(task.figures),
        recognizedCostsAmount: amountText(task.recognizedCosts),
        recognizedSalesAmount: amountText(task.recognizedSales),
      });
    }
    const shown = { ...texts, recognizedCosts: amountText(costs), recognizedSales: amountText(sales) };
    for (const code of total.warnings) {
      this.#warnings.push({ code, ...key, message: messageText(code, { ...key, ...shown }) });
    }
    for (const check of sortedChecks(total.checks)) this.#checks.push(checkRow(check, key, shown));
    if (this.parameters.lossProvision && !job.completing) this.#addLoss(total, key);
  }

  #addLoss({ figures, recognizedCosts, recognizedSales }: CalculatedTotal, key: WarningKey): void {
    const { scheduleTotalCost: budget, usageTotalCost: usage, contractTotalPrice: contract } = figures;
    if (contract.isZero()) return;
    const estimate = usage.greaterThan(budget) ? usage : budget;
    const expectedLoss = atLeastZero(estimate.minus(contract));
    if (expectedLoss.isZero()) return;
    const lossRecognized = atLeastZero(recognizedCosts.minus(recognizedSales));
    this.#losses.push({
      ...key,
      estimatedTotalCost: amountText(estimate),
      contractTotalPrice: amountText(contract),
      expectedLoss: amountText(expectedLoss),
      lossRecognized: amountText(lossRecognized),
      provisionRequired: amountText(atLeastZero(expectedLoss.minus(lossRecognized))),
    });
  }

  #entryRow(
    job: JobFacts,
    total: CalculatedTotal,
    entry: WipEntryDraft,
    entryNo: number,
    wipTotalEntryNo: number,
  ): WipEntryRow {
    return {
      entryNo,
      jobNo: job.jobNo,
      documentNo: this.head.documentNo,
      wipPostingDate: this.head.postingDate,
      type: WIP_TYPE_NAMES[entry.type] as string,
      jobPostingGroup: entry.jobPostingGroup,
      glAccountNo: entry.glAccountNo,
      glBalAccountNo: entry.glBalAccountNo,
      wipMethodUsed: total.method.code,
      wipPostingMethodUsed: postingMethod(job),
      jobComplete: job.completing,
      wipTotalEntryNo,
      wipEntryAmount: amountText(entry.amount),
      reverse: true,
      dimensions: entry.dimensions,
    };
  }

  #addAccounts(job: JobFacts, entries: readonly WipEntryDraft[]): void {
    const net = new Map<string, Decimal28>();
    const add = (account: string, amount: Decimal28): void => {
      net.set(account, (net.get(account) ?? ZERO).plus(amount));
    };
    for (const entry of entries) {
      add(entry.glAccountNo, entry.amount);
      add(entry.glBalAccountNo, entry.amount.negated());
    }
    for (const [glAccountNo, amount] of [...net].sort(([a], [b]) => compareCodes(a, b))) {
      if (!amount.isZero())
        this.#accounts.push({ jobNo: job.jobNo, glAccountNo, amount: amountText(amount) });
    }
  }

  #jobRow(
    job: JobFacts,
    totals: readonly CalculatedTotal[],
    entries: readonly WipEntryDraft[],
    warned: boolean,
  ): JobRow {
    const sum = (chosen: (entry: WipEntryDraft) => boolean): Decimal28 =>
      addAll(entries.filter(chosen).map((entry) => entry.amount));
    const running = !job.completing;
    const calcCosts = addAll(totals.map((total) => total.recognizedCosts));
    const calcSales = addAll(totals.map((total) => total.recognizedSales));
    const endsNow = job.complete && job.endingDate === NO_DAY;
    return {
      jobNo: job.jobNo,
      action: "calculated",
      reason: "",
      wipMethod: job.wipMethod,
      wipPostingMethod: postingMethod(job),
      wipPostingDate: this.head.postingDate,
      endingDate: endsNow ? this.head.postingDate : dayText(job.endingDate),
      jobComplete: job.completing,
      totalWipCostAmount: amountText(sum((entry) => running && isCostType(entry.type)).negated()),
      totalWipSalesAmount: amountText(sum((entry) => running && !isCostType(entry.type))),
      recogCostsAmount: amountText(sum((entry) => entry.type === RECOGNIZED_COSTS)),
      recogSalesAmount: amountText(sum((entry) => entry.type === RECOGNIZED_SALES).negated()),
      calcRecogCostsAmount: amountText(calcCosts),
      calcRecogSalesAmount: amountText(calcSales),
      recogProfitAmount: amountText(calcSales.minus(calcCosts)),
      wipWarnings: warned,
    };
  }
}

interface WarningKey {
  readonly jobNo: string;
  readonly jobTaskNo: string;
  readonly wipTotalEntryNo: number;
}

function postingMethod(job: JobFacts): string {
  return job.perLedgerEntry ? PER_JOB_LEDGER_ENTRY : PER_JOB;
}

function figureTexts(figures: Figures): FigureTexts {
  const texts = {} as Record<(typeof FIGURE_NAMES)[number], string>;
  for (const name of FIGURE_NAMES) texts[name] = amountText(figures[name]);
  return texts;
}

/** 100 × part ÷ whole, 5 decimals, 0 where the whole is 0. */
function percentText(part: Decimal28, whole: Decimal28): string {
  if (whole.isZero()) return "0";
  return amountText(part.times(100).div(whole).toDecimalPlaces(5, Decimal.ROUND_HALF_UP));
}

function atLeastZero(value: Decimal28): Decimal28 {
  return value.isNegative() ? ZERO : value;
}

/** By code, posting group and field; an account that is missing several times counts once. */
function sortedChecks(checks: readonly CheckDraft[]): readonly CheckDraft[] {
  const keyOf = ({ code, missing }: CheckDraft): readonly string[] => [
    code,
    missing?.postingGroup ?? "",
    missing?.field ?? "",
  ];
  const compare = (a: CheckDraft, b: CheckDraft): number => {
    const keyB = keyOf(b);
    for (const [index, part] of keyOf(a).entries()) {
      const order = compareCodes(part, keyB[index] as string);
      if (order !== 0) return order;
    }
    return 0;
  };
  const sorted = [...checks].sort(compare);
  return sorted.filter(
    (check, index) => index === 0 || compare(sorted[index - 1] as CheckDraft, check) !== 0,
  );
}

function checkRow(check: CheckDraft, key: WarningKey, shown: MessageDetails): CheckRow {
  const { code, amount, costAmount, salesAmount, missing } = check;
  const details = {
    ...(amount ? { amount: amountText(amount) } : {}),
    ...(costAmount ? { costAmount: amountText(costAmount) } : {}),
    ...(salesAmount ? { salesAmount: amountText(salesAmount) } : {}),
    ...missing,
  };
  return { code, ...key, ...details, message: messageText(code, { ...key, ...shown, ...details }) };
}
