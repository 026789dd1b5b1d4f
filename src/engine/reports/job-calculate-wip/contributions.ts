/**
 * What each task contributes to the WIP entries. An entry of amount x means: account +x, balancing account −x. Applied
 * takes the posted figure out of the income statement, recognised puts the earned part back, accrued books what is
 * earned but not yet incurred or invoiced.
 */
import { ZERO, type Decimal28 } from "../../jobs/decimal28";
import {
  accruesSales,
  PERCENTAGE_OF_COMPLETION,
  SALES_USAGE_PRICE,
  type WipMethod,
} from "../../jobs/methods";
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
import type { LedgerGroups } from "./ledger-groups";
import { SALE, USAGE } from "./sums";

/** Takes contributions one by one; what an entry is booked on follows from type, account, task and dimensions. */
export interface ContributionSink {
  /** An amount of a task. An amount of 0 posts nothing, but Business Central asks for the accounts. */
  add(type: number, account: Account, task: number, dimensions: number, amount: Decimal28): void;
  /** The amount of a group of ledger entries, with its own dimensions. */
  addGroup(type: number, account: Account, task: number, group: number, of: GroupAmount): void;
}

/** Which amount of a group counts, and whether it counts minus. */
export interface GroupAmount {
  readonly amount: "cost" | "price";
  readonly negative: boolean;
}

const MINUS_COST: GroupAmount = { amount: "cost", negative: true };
const MINUS_PRICE: GroupAmount = { amount: "price", negative: true };
const PRICE: GroupAmount = { amount: "price", negative: false };

/** A task with its figures. */
export interface TaskAmounts {
  readonly task: number;
  readonly dimensions: number;
  readonly figures: Figures;
  readonly recognizedCosts: Decimal28;
  readonly recognizedSales: Decimal28;
}

export interface ContributionRules {
  readonly method: WipMethod;
  readonly perLedgerEntry: boolean;
  readonly completing: boolean;
  /** Ledger entries of the tasks; tasks of jobs that post per job have none. */
  readonly groups: LedgerGroups;
}

/** Which ledger entries of a task the WIP entries were made of; decides about Amt. to Post to G/L. */
export const USED_FOR_COSTS = 1;
export const USED_SALES_FOR_SALES = 2;
export const USED_USAGE_FOR_SALES = 4;

/**
 * Gives the contributions of the tasks of one WIP total to the sink. Returns which ledger entries were used, by position
 * in `tasks`.
 */
export function contribute(
  rules: ContributionRules,
  tasks: readonly TaskAmounts[],
  sink: ContributionSink,
): readonly number[] {
  const used = tasks.map((task) =>
    rules.completing ? completingTask(rules, task, sink) : runningTask(rules, task, sink),
  );
  accrueCosts(rules, tasks, sink);
  return used;
}

function put(sink: ContributionSink, task: TaskAmounts, type: number, amount: Decimal28): void {
  sink.add(type, accountOf(type), task.task, task.dimensions, amount);
}

function runningTask(rules: ContributionRules, task: TaskAmounts, sink: ContributionSink): number {
  const { method } = rules;
  const { recognizedCosts: costs, recognizedSales: sales } = task;
  const { usageTotalCost: usage, contractInvoicedPrice: invoiced } = task.figures;
  let used = 0;
  if (!costs.isZero()) put(sink, task, RECOGNIZED_COSTS, costs);
  if (!costs.isZero() || !usage.isZero()) {
    if (rules.perLedgerEntry) used |= applyCostsOfEntries(rules, task, sink);
    else put(sink, task, APPLIED_COSTS, appliedCosts(costs, usage));
  }
  if (!sales.isZero()) put(sink, task, RECOGNIZED_SALES, sales.negated());
  if (!sales.isZero() || !invoiced.isZero()) {
    const fromTask = !rules.perLedgerEntry || (method.sales === PERCENTAGE_OF_COMPLETION && !sales.isZero());
    if (!fromTask) used |= applySalesOfEntries(rules, task, sink);
    else
      put(sink, task, APPLIED_SALES, accruesSales(method) && sales.greaterThan(invoiced) ? sales : invoiced);
  }
  if (!sales.isZero() && sales.greaterThan(invoiced)) {
    put(sink, task, ACCRUED_SALES, accruesSales(method) ? invoiced.minus(sales) : ZERO);
  }
  return used;
}

/** Applied costs of a task in one amount: the larger of recognised and used, the usage where nothing is recognised. */
function appliedCosts(costs: Decimal28, usage: Decimal28): Decimal28 {
  if (costs.isZero()) return usage.negated();
  const larger = costs.abs().greaterThan(usage.abs()) ? costs.abs() : usage.abs();
  return costs.isNegative() ? larger : larger.negated();
}

function completingTask(rules: ContributionRules, task: TaskAmounts, sink: ContributionSink): number {
  const { recognizedCosts: costs, recognizedSales: sales } = task;
  let used = 0;
  if (rules.perLedgerEntry) {
    if (!costs.isZero()) used |= applyCostsOfEntries(rules, task, sink);
    if (!sales.isZero()) used |= applySales(rules, task, sink, SALE);
  }
  if (!costs.isZero()) put(sink, task, RECOGNIZED_COSTS, costs);
  if (!sales.isZero()) put(sink, task, RECOGNIZED_SALES, sales.negated());
  return used;
}

function applyCostsOfEntries(
  rules: ContributionRules,
  { task }: TaskAmounts,
  sink: ContributionSink,
): number {
  const { first, ofTask, entryTypes, lineTypes } = rules.groups;
  for (let place = first[task] as number; place < (first[task + 1] as number); place += 1) {
    const group = ofTask[place] as number;
    if (entryTypes[group] !== USAGE) continue;
    sink.addGroup(APPLIED_COSTS, appliedCostsAccount(lineTypes[group] as number), task, group, MINUS_COST);
  }
  return USED_FOR_COSTS;
}

/** Invoices take their own amount out; usage does where usage prices are recognised ahead of the invoices. */
function applySalesOfEntries(rules: ContributionRules, task: TaskAmounts, sink: ContributionSink): number {
  const ahead = task.figures.contractInvoicedPrice.lessThan(task.recognizedSales);
  return applySales(rules, task, sink, rules.method.sales === SALES_USAGE_PRICE && ahead ? USAGE : SALE);
}

function applySales(
  rules: ContributionRules,
  { task }: TaskAmounts,
  sink: ContributionSink,
  entryType: number,
): number {
  const { first, ofTask, entryTypes } = rules.groups;
  const account = accountOf(APPLIED_SALES);
  for (let place = first[task] as number; place < (first[task + 1] as number); place += 1) {
    const group = ofTask[place] as number;
    if (entryTypes[group] !== entryType) continue;
    sink.addGroup(APPLIED_SALES, account, task, group, entryType === SALE ? MINUS_PRICE : PRICE);
  }
  return entryType === SALE ? USED_SALES_FOR_SALES : USED_USAGE_FOR_SALES;
}

/**
 * Costs recognised beyond the usage of the whole total are accrued on its first task with recognised costs. Completion and
 * the types that recognise the usage itself never go beyond it.
 */
function accrueCosts(rules: ContributionRules, tasks: readonly TaskAmounts[], sink: ContributionSink): void {
  const bearer = tasks.find((task) => !task.recognizedCosts.isZero());
  if (!bearer) return;
  const recognized = addAll(tasks.map((task) => task.recognizedCosts));
  const usage = addAll(tasks.map((task) => task.figures.usageTotalCost));
  if (!recognized.greaterThan(usage)) return;
  put(sink, bearer, ACCRUED_COSTS, recognized.minus(usage));
  if (rules.perLedgerEntry) put(sink, bearer, APPLIED_COSTS, usage.minus(recognized));
}
