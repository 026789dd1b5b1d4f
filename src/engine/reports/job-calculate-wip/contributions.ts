/**
 * What each task contributes to the WIP entries. An entry of amount x means: account +x, balancing account −x. Applied
 * takes the posted figure out of the income statement, recognised puts the earned part back, accrued books what is
 * earned but not yet incurred or invoiced.
 */
import { ZERO, type Decimal28 } from "../../jobs/decimal28";
import { accruesCosts, accruesSales, PERCENTAGE_OF_COMPLETION, SALES_USAGE_PRICE, type WipMethod } from "../../jobs/methods";
import { addAll, type Figures } from "../../jobs/recognition";
import {
  ACCRUED_COSTS,
  ACCRUED_SALES,
  APPLIED_COSTS,
  APPLIED_SALES,
  RECOGNIZED_COSTS,
  RECOGNIZED_SALES,
} from "../../jobs/wip-types";
import { accountOf, appliedCostsAccount, type Account } from "./accounts";
import type { LedgerGroup } from "./ledger-groups";
import { SALE, USAGE } from "./sums";

export interface Contribution {
  readonly type: number;
  readonly amount: Decimal28;
  readonly account: Account;
  /** Task whose posting group is used. */
  readonly task: number;
  readonly dimensions: number;
  /** False when nothing would be posted, although Business Central asks for the accounts. */
  readonly counts: boolean;
}

/** A task with its figures. */
export interface TaskAmounts {
  readonly task: number;
  readonly dimensions: number;
  readonly figures: Figures;
  readonly recognizedCosts: Decimal28;
  readonly recognizedSales: Decimal28;
  /** Ledger entries of the task; empty for jobs that post per job. */
  readonly groups: readonly LedgerGroup[];
}

export interface ContributionRules {
  readonly method: WipMethod;
  readonly perLedgerEntry: boolean;
  readonly completing: boolean;
}

/** Which ledger entries of a task the WIP entries were made of; decides about Amt. to Post to G/L. */
export const USED_FOR_COSTS = 1;
export const USED_SALES_FOR_SALES = 2;
export const USED_USAGE_FOR_SALES = 4;

export interface Contributions {
  readonly list: readonly Contribution[];
  /** Bits of the ledger entries used, by position in `tasks`. */
  readonly used: readonly number[];
}

/** The contributions of the tasks of one WIP total. */
export function contribute(rules: ContributionRules, tasks: readonly TaskAmounts[]): Contributions {
  const list: Contribution[] = [];
  const used = tasks.map((task) =>
    rules.completing ? completingTask(rules, task, list) : runningTask(rules, task, list),
  );
  if (!rules.completing) accrueCosts(rules, tasks, list);
  return { list, used };
}

function put(list: Contribution[], task: TaskAmounts, type: number, amount: Decimal28): void {
  list.push({
    type,
    amount,
    account: accountOf(type),
    task: task.task,
    dimensions: task.dimensions,
    counts: !amount.isZero(),
  });
}

function runningTask(rules: ContributionRules, task: TaskAmounts, list: Contribution[]): number {
  const { method } = rules;
  const { recognizedCosts: costs, recognizedSales: sales } = task;
  const { usageTotalCost: usage, contractInvoicedPrice: invoiced } = task.figures;
  let used = 0;
  if (!costs.isZero()) put(list, task, RECOGNIZED_COSTS, costs);
  if (!costs.isZero() || !usage.isZero()) {
    if (rules.perLedgerEntry) used |= applyCostsOfEntries(task, list);
    else put(list, task, APPLIED_COSTS, appliedCosts(method, costs, usage));
  }
  if (!sales.isZero()) put(list, task, RECOGNIZED_SALES, sales.negated());
  if (!sales.isZero() || !invoiced.isZero()) {
    const fromTask = !rules.perLedgerEntry || (method.sales === PERCENTAGE_OF_COMPLETION && !sales.isZero());
    if (!fromTask) used |= applySalesOfEntries(method, task, list);
    else put(list, task, APPLIED_SALES, accruesSales(method) && sales.greaterThan(invoiced) ? sales : invoiced);
  }
  if (!sales.isZero() && sales.greaterThan(invoiced)) {
    put(list, task, ACCRUED_SALES, accruesSales(method) ? invoiced.minus(sales) : ZERO);
  }
  return used;
}

/** Applied costs of a task in one amount: the larger of recognised and used where the method accrues, else the usage. */
function appliedCosts(method: WipMethod, costs: Decimal28, usage: Decimal28): Decimal28 {
  if (!accruesCosts(method) || costs.isZero()) return usage.negated();
  const larger = costs.abs().greaterThan(usage.abs()) ? costs.abs() : usage.abs();
  return costs.isNegative() ? larger : larger.negated();
}

function completingTask(rules: ContributionRules, task: TaskAmounts, list: Contribution[]): number {
  const { recognizedCosts: costs, recognizedSales: sales } = task;
  let used = 0;
  if (rules.perLedgerEntry) {
    if (!costs.isZero()) used |= applyCostsOfEntries(task, list);
    if (!sales.isZero()) used |= applySales(task, list, SALE);
  }
  if (!costs.isZero()) put(list, task, RECOGNIZED_COSTS, costs);
  if (!sales.isZero()) put(list, task, RECOGNIZED_SALES, sales.negated());
  return used;
}

function applyCostsOfEntries(task: TaskAmounts, list: Contribution[]): number {
  for (const group of task.groups) {
    if (group.entryType !== USAGE) continue;
    list.push({
      type: APPLIED_COSTS,
      amount: group.cost.negated(),
      account: appliedCostsAccount(group.lineType),
      task: task.task,
      dimensions: group.dimensions,
      counts: group.hasCost,
    });
  }
  return USED_FOR_COSTS;
}

/** Invoices take their own amount out; usage does where usage prices are recognised ahead of the invoices. */
function applySalesOfEntries(method: WipMethod, task: TaskAmounts, list: Contribution[]): number {
  const ahead = task.figures.contractInvoicedPrice.lessThan(task.recognizedSales);
  return applySales(task, list, method.sales === SALES_USAGE_PRICE && ahead ? USAGE : SALE);
}

function applySales(task: TaskAmounts, list: Contribution[], entryType: number): number {
  for (const group of task.groups) {
    if (group.entryType !== entryType) continue;
    list.push({
      type: APPLIED_SALES,
      amount: entryType === SALE ? group.price.negated() : group.price,
      account: accountOf(APPLIED_SALES),
      task: task.task,
      dimensions: group.dimensions,
      counts: group.hasPrice,
    });
  }
  return entryType === SALE ? USED_SALES_FOR_SALES : USED_USAGE_FOR_SALES;
}

/** Costs recognised beyond the usage of the whole total are accrued on its first task with recognised costs. */
function accrueCosts(rules: ContributionRules, tasks: readonly TaskAmounts[], list: Contribution[]): void {
  if (!accruesCosts(rules.method)) return;
  const bearer = tasks.find((task) => !task.recognizedCosts.isZero());
  if (!bearer) return;
  const recognized = addAll(tasks.map((task) => task.recognizedCosts));
  const usage = addAll(tasks.map((task) => task.figures.usageTotalCost));
  if (!recognized.greaterThan(usage)) return;
  put(list, bearer, ACCRUED_COSTS, recognized.minus(usage));
  if (rules.perLedgerEntry) put(list, bearer, APPLIED_COSTS, usage.minus(recognized));
}
