/** Calculates one job: its WIP totals, what they recognise, the entries that follow, warnings and checks. */
import { roundAmount, type Decimal28 } from "../../jobs/decimal28";
import { jobError, type JobError } from "../../jobs/errors";
import { isSetUpAsAllowed, type WipMethod } from "../../jobs/methods";
import {
  addAll,
  addFigures,
  allocatesCosts,
  allocatesSales,
  recognize,
  type Figures,
  type Recognized,
} from "../../jobs/recognition";
import { ACCRUED_COSTS, ACCRUED_SALES, APPLIED_COSTS, APPLIED_SALES } from "../../jobs/wip-types";
import { contribute, type TaskAmounts } from "./contributions";
import { amountsByType, EntryMaker, type MissingAccount, type WipEntryDraft } from "./entries";
import type { JobFacts } from "./job-facts";
import { figuresOf } from "./sums";
import { planWipTotals, type WipTotalPlan } from "./wip-totals";
import { taskNo, type Workspace } from "./workspace";

export interface CalculatedTask extends TaskAmounts {
  /** Bits of contributions.ts: which ledger entries its WIP entries were made of. */
  readonly used: number;
}

export interface CalculatedTotal {
  readonly plan: WipTotalPlan;
  readonly method: WipMethod;
  readonly figures: Figures;
  readonly tasks: readonly CalculatedTask[];
  readonly recognizedCosts: Decimal28;
  readonly recognizedSales: Decimal28;
  readonly entries: readonly WipEntryDraft[];
  readonly warnings: readonly string[];
  readonly checks: readonly CheckDraft[];
}

/** A check before its WIP total has a number. */
export interface CheckDraft {
  readonly code: string;
  readonly amount?: Decimal28;
  readonly costAmount?: Decimal28;
  readonly salesAmount?: Decimal28;
  readonly missing?: MissingAccount;
}

export interface CalculatedJob {
  readonly errors: readonly JobError[];
  readonly totals: readonly CalculatedTotal[];
}

/** Calculates a job that is neither skipped nor blocked by its own card. Errors mean: it fails as a whole. */
export function calculateJob(work: Workspace, facts: JobFacts): CalculatedJob {
  const { tasks } = work;
  const { position } = facts;
  const plans = planWipTotals(
    work.marks,
    tasks.first[position] as number,
    tasks.first[position + 1] as number,
    facts.wipMethod,
  );
  const errors = methodErrors(work, facts, plans);
  if (errors.length > 0) return { errors, totals: [] };
  const totals: CalculatedTotal[] = [];
  for (const plan of plans) {
    const method = work.methods.get(plan.wipMethod) as WipMethod;
    const total = calculateTotal(work, facts, plan, method, errors);
    totals.push(total);
  }
  return { errors, totals };
}

function methodErrors(work: Workspace, facts: JobFacts, plans: readonly WipTotalPlan[]): JobError[] {
  const { jobNo, wipMethod } = facts;
  const errors: JobError[] = [];
  if (!work.methods.has(wipMethod)) errors.push(jobError("wipMethodUnknown", { jobNo, field: "WIP Method" }));
  for (const plan of plans) {
    if (plan.changesTask || work.methods.has(plan.wipMethod)) continue;
    const jobTaskNo = taskNo(work, plan.totalTask);
    errors.push(jobError("wipMethodUnknown", { jobNo, jobTaskNo, field: "WIP Method" }));
  }
  return errors;
}

function calculateTotal(
  work: Workspace,
  facts: JobFacts,
  plan: WipTotalPlan,
  method: WipMethod,
  errors: JobError[],
): CalculatedTotal {
  const { precision, allocation } = work;
  const { completing, perLedgerEntry } = facts;
  const parts = plan.tasks.map((task) => figuresOf(work.sums, task));
  const figures = addFigures(parts);
  const recognized = recognize({ method, allocation, precision, completing }, figures, parts);
  const amounts: TaskAmounts[] = plan.tasks.map((task, index) => ({
    task,
    dimensions: work.dimensions.ofTask(task),
    figures: parts[index] as Figures,
    recognizedCosts: recognized.costs[index] as Decimal28,
    recognizedSales: recognized.sales[index] as Decimal28,
  }));
  const maker = new EntryMaker(
    {
      jobNo: facts.jobNo,
      method,
      completing,
      perLedgerEntry,
      precision,
      postingGroupOf: (task) => postingGroupOf(work, facts, task),
    },
    { ...work, codes: work.ledgers.codes },
  );
  const used = contribute({ method, perLedgerEntry, completing, groups: work.ledgerGroups }, amounts, maker);
  for (const error of maker.errors()) errors.push(error);
  const total = {
    plan,
    method,
    figures,
    tasks: amounts.map((task, index) => ({ ...task, used: used[index] as number })),
    recognizedCosts: addAll(recognized.costs),
    recognizedSales: addAll(recognized.sales),
    entries: maker.entries(),
  };
  return {
    ...total,
    warnings: facts.complete ? [] : warningsOf(total),
    checks: [
      ...balanceChecks(facts, total),
      ...allocationCheck(work, facts, total, parts, recognized),
      ...maker.missingAccounts().map((missing) => ({ code: "accountMissingZeroAmount", missing })),
      ...(plan.tasks.length === 0 ? [{ code: "emptyWipTotal" }] : []),
      ...(isSetUpAsAllowed(method, perLedgerEntry) ? [] : [{ code: "wipMethodSetupInvalid" }]),
    ],
  };
}

function postingGroupOf(work: Workspace, facts: JobFacts, task: number): number {
  const own = work.ledgers.table("Job Tasks").ids("Job Posting Group")[
    work.tasks.rows[task] as number
  ] as number;
  return own === 0 ? facts.postingGroup : own;
}

type TotalFigures = Pick<
  CalculatedTotal,
  "figures" | "method" | "entries" | "recognizedCosts" | "recognizedSales"
>;

/** Business Central's six warnings, in its order. */
function warningsOf({ figures, recognizedCosts, recognizedSales }: TotalFigures): readonly string[] {
  const raised: readonly (readonly [string, boolean])[] = [
    ["contractTotalPriceZero", figures.contractTotalPrice.isZero()],
    ["scheduleTotalCostZero", figures.scheduleTotalCost.isZero()],
    ["scheduleTotalPriceZero", figures.scheduleTotalPrice.isZero()],
    ["costCompletionOver100", figures.usageTotalCost.greaterThan(figures.scheduleTotalCost)],
    ["recogSalesNegative", recognizedSales.lessThan(0)],
    ["recogCostsNegative", recognizedCosts.lessThan(0)],
  ];
  return raised.filter(([, applies]) => applies).map(([code]) => code);
}

const TOLERANCE = 0.05;

/** After posting the income statement must show exactly what is recognised; these say where it would not. */
function balanceChecks(facts: JobFacts, total: TotalFigures): readonly CheckDraft[] {
  if (facts.completing && !facts.perLedgerEntry) return [];
  const amounts = amountsByType(total.entries);
  const of = (type: number): Decimal28 => amounts[type] as Decimal28;
  const checks: CheckDraft[] = [];
  const costs = total.figures.usageTotalCost.plus(of(APPLIED_COSTS)).plus(of(ACCRUED_COSTS));
  if (total.method.wipCost && costs.abs().greaterThan(TOLERANCE)) {
    checks.push({ code: "appliedCostsDoNotBalance", amount: costs });
  }
  const sales = of(APPLIED_SALES).plus(of(ACCRUED_SALES)).minus(total.figures.contractInvoicedPrice);
  if (total.method.wipSales && sales.abs().greaterThan(TOLERANCE)) {
    checks.push({ code: "appliedSalesDoNotBalance", amount: sales });
  }
  return checks;
}

/** What the one factor for both sides changes against one factor for each. */
function allocationCheck(
  work: Workspace,
  facts: JobFacts,
  { method, figures }: TotalFigures,
  parts: readonly Figures[],
  shared: Recognized,
): readonly CheckDraft[] {
  const { precision } = work;
  const { completing } = facts;
  if (!allocatesCosts(method) || !allocatesSales(method)) return [];
  const alone = recognize({ method, allocation: "independent", precision, completing }, figures, parts);
  const costAmount = addAll(shared.costs).minus(addAll(alone.costs));
  const salesAmount = addAll(shared.sales).minus(addAll(alone.sales));
  if (roundAmount(costAmount, precision).isZero() && roundAmount(salesAmount, precision).isZero()) return [];
  return [{ code: "sharedAllocationFactor", costAmount, salesAmount }];
}
