/** All WIP methods side by side for one project: what each would recognise of the same figures. */
import { amountText, Decimal28 } from "../../jobs/decimal28";
import type { WipMethod } from "../../jobs/methods";
import {
  addAll,
  addFigures,
  recognize,
  FIGURE_NAMES,
  NO_FIGURES,
  type Allocation,
  type Figures,
} from "../../jobs/recognition";
import type { Ledgers } from "../../ledgers/ledgers";
import { compareCodes } from "../../values/codes";
import type { Filter } from "../../values/filter";
import { methodOf } from "./explain";
import type { FigureTexts, Result } from "./result";
import type { Parameters } from "./scope";
import { figuresOf } from "./sums";
import { planWipTotals } from "./wip-totals";
import { prepare } from "./workspace";

/** One method on one project. Amounts are decimal texts. */
export interface MethodComparison {
  readonly jobNo: string;
  readonly method: string;
  /** All WIP totals of the project are set up with it. */
  readonly current: boolean;
  readonly recognizedCosts: string;
  readonly recognizedSales: string;
  readonly recognizedProfit: string;
  /** Usage that is not recognised: positive is an asset. */
  readonly wipCosts: string;
  /** Invoiced less recognised: positive is a liability, negative an asset. */
  readonly wipSales: string;
}

interface ComparedTotal {
  readonly wipMethod: string;
  readonly tasks: readonly Figures[];
}

interface ComparisonRules {
  readonly methods: readonly WipMethod[];
  readonly allocation: Allocation;
  readonly precision: Decimal28;
  readonly completing: boolean;
}

function compareTotals(
  jobNo: string,
  totals: readonly ComparedTotal[],
  rules: ComparisonRules,
): readonly MethodComparison[] {
  const { allocation, precision, completing } = rules;
  const all = addFigures(totals.flatMap((total) => total.tasks));
  return rules.methods.map((method) => {
    const parts = totals.map(({ tasks }) =>
      recognize({ method, allocation, precision, completing }, addFigures(tasks), tasks),
    );
    const costs = addAll(parts.flatMap((part) => part.costs));
    const sales = addAll(parts.flatMap((part) => part.sales));
    return {
      jobNo,
      method: method.code,
      current: totals.length > 0 && totals.every((total) => total.wipMethod === method.code),
      recognizedCosts: amountText(costs),
      recognizedSales: amountText(sales),
      recognizedProfit: amountText(sales.minus(costs)),
      wipCosts: amountText(all.usageTotalCost.minus(costs)),
      wipSales: amountText(all.contractInvoicedPrice.minus(sales)),
    };
  });
}

/**
 * Compares the methods of the workbook (or the five system methods) for one project, read from the ledgers. Every
 * method is applied to all its WIP totals. Empty when Jobs does not have the project.
 */
export function compareMethods(
  ledgers: Ledgers,
  parameters: Parameters,
  jobNo: string,
): readonly MethodComparison[] {
  const onlyThis: Filter = {
    text: jobNo,
    isEmpty: false,
    matchesCode: (code) => code === jobNo,
    matchesNumber: () => false,
  };
  const { work, facts } = prepare(ledgers, { ...parameters, jobFilter: onlyThis }, () => undefined);
  const [job] = facts;
  if (!job) return [];
  const plans = planWipTotals(
    work.marks,
    work.tasks.first[0] as number,
    work.tasks.first[1] as number,
    job.wipMethod,
  );
  const totals = plans.map((plan) => ({
    wipMethod: plan.wipMethod,
    tasks: plan.tasks.map((task) => figuresOf(work.sums, task)),
  }));
  const methods = [...work.methods.values()].sort((a, b) => compareCodes(a.code, b.code));
  const { precision, allocation } = work;
  return compareTotals(jobNo, totals, { methods, allocation, precision, completing: job.completing });
}

/** The same comparison for every calculated project of a result, in its order. */
export function compareMethodsOfResult(result: Result): readonly MethodComparison[] {
  const tasks = new Map<number, Figures[]>();
  for (const task of result.jobTasks) {
    const list = tasks.get(task.wipTotalEntryNo);
    if (list) list.push(figuresFrom(task));
    else tasks.set(task.wipTotalEntryNo, [figuresFrom(task)]);
  }
  const totals = new Map<string, ComparedTotal[]>();
  for (const { jobNo, entryNo, wipMethod } of result.wipTotals) {
    const total = { wipMethod, tasks: tasks.get(entryNo) ?? [] };
    const list = totals.get(jobNo);
    if (list) list.push(total);
    else totals.set(jobNo, [total]);
  }
  const methods = result.methods.map(methodOf);
  const precision = new Decimal28(result.amountRoundingPrecision);
  return result.jobs
    .filter((job) => job.action === "calculated")
    .flatMap((job) =>
      compareTotals(job.jobNo, totals.get(job.jobNo) ?? [], {
        methods,
        allocation: result.allocation,
        precision,
        completing: job.jobComplete,
      }),
    );
}

function figuresFrom(texts: FigureTexts): Figures {
  const figures = { ...NO_FIGURES } as Record<(typeof FIGURE_NAMES)[number], Decimal28>;
  for (const name of FIGURE_NAMES) figures[name] = new Decimal28(texts[name]);
  return figures;
}
