/**
 * The eight sums per job task: one pass over the planning lines, one over the job ledger entries, each row once. Ledger
 * entries that belong to no WIP total are summed as well, so that nothing is passed over in silence.
 */
import { DayTest } from "../../jobs/day-test";
import { sumOf } from "../../jobs/decimal28";
import type { Figures } from "../../jobs/recognition";
import type { SelectedJobs } from "../../jobs/selected-jobs";
import type { TaskList } from "../../jobs/task-list";
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";
import { ExactSums, bigintAt } from "../../values/decimal";
import type { Filter } from "../../values/filter";

export const USAGE = optionNumber("job entry type", "Usage");
export const SALE = optionNumber("job entry type", "Sale");
const BUDGET = optionNumber("line type", "Budget");
const BILLABLE = optionNumber("line type", "Billable");
const BOTH = optionNumber("line type", "Both Budget and Billable");
const PROGRESS_ROWS = 65_536;

export type Progress = (rows: number) => void;

/** Sums by task. */
export interface TaskSums {
  readonly scheduleCost: ExactSums;
  readonly schedulePrice: ExactSums;
  readonly contractCost: ExactSums;
  readonly contractPrice: ExactSums;
  readonly usageCost: ExactSums;
  readonly usagePrice: ExactSums;
  readonly invoicedCost: ExactSums;
  readonly invoicedPrice: ExactSums;
  /** 1 where a task has job ledger entries inside the date filter. */
  readonly hasEntries: Uint8Array;
  /** Ledger entries of selected jobs whose task is not in Job Tasks, by key of the task list. */
  readonly unknownTasks: ReadonlyMap<number, StraySums>;
}

/** Sums of a task that is not there, scaled by the columns of the job ledger entries. */
export interface StraySums {
  usageCost: bigint;
  invoicedPrice: bigint;
}

/** Which planning lines are budget and which are billable; the two flags win over the line type. */
export interface LineKinds {
  isBudget(row: number): boolean;
  isBillable(row: number): boolean;
}

export function lineKinds(table: LedgerTable): LineKinds {
  const types = table.options("Line Type").values;
  const schedule = table.has("Schedule Line") ? table.flags("Schedule Line") : undefined;
  const contract = table.has("Contract Line") ? table.flags("Contract Line") : undefined;
  return {
    isBudget: (row) => (schedule ? schedule[row] === 1 : types[row] === BUDGET || types[row] === BOTH),
    isBillable: (row) => (contract ? contract[row] === 1 : types[row] === BILLABLE || types[row] === BOTH),
  };
}

export function sumTasks(
  ledgers: Ledgers,
  jobs: SelectedJobs,
  tasks: TaskList,
  filters: { readonly posting: Filter; readonly planning: Filter },
  progress: Progress,
): TaskSums {
  return {
    ...sumPlanning(ledgers, jobs, tasks, filters.planning, progress),
    ...sumLedger(ledgers, jobs, tasks, filters.posting, progress),
  };
}

function sumPlanning(
  ledgers: Ledgers,
  jobs: SelectedJobs,
  tasks: TaskList,
  filter: Filter,
  progress: Progress,
) {
  const table = ledgers.table("Job Planning Lines");
  const jobIds = table.ids("Job No.");
  const taskIds = table.ids("Job Task No.");
  const days = table.days("Planning Date");
  const cost = table.decimals("Total Cost (LCY)");
  const price = table.decimals("Line Amount (LCY)");
  const kinds = lineKinds(table);
  const inside = new DayTest(filter);
  const scheduleCost = new ExactSums(tasks.count, cost.scale);
  const schedulePrice = new ExactSums(tasks.count, price.scale);
  const contractCost = new ExactSums(tasks.count, cost.scale);
  const contractPrice = new ExactSums(tasks.count, price.scale);
  for (let row = 0; row < table.rows; row += 1) {
    if (row % PROGRESS_ROWS === 0) progress(row);
    const job = jobs.positionOf[jobIds[row] as number] as number;
    if (job < 0 || !inside.passes(days[row] as number)) continue;
    const task = tasks.find(tasks.key(job, taskIds[row] as number));
    if (task < 0) continue;
    if (kinds.isBudget(row)) {
      scheduleCost.add(task, cost, row);
      schedulePrice.add(task, price, row);
    }
    if (kinds.isBillable(row)) {
      contractCost.add(task, cost, row);
      contractPrice.add(task, price, row);
    }
  }
  return { scheduleCost, schedulePrice, contractCost, contractPrice };
}

function sumLedger(
  ledgers: Ledgers,
  jobs: SelectedJobs,
  tasks: TaskList,
  filter: Filter,
  progress: Progress,
) {
  const table = ledgers.table("Job Ledger Entries");
  const planned = ledgers.table("Job Planning Lines").rows;
  const jobIds = table.ids("Job No.");
  const taskIds = table.ids("Job Task No.");
  const days = table.days("Posting Date");
  const entryTypes = table.options("Entry Type").values;
  const cost = table.decimals("Total Cost (LCY)");
  const price = table.decimals("Line Amount (LCY)");
  const inside = new DayTest(filter);
  const usageCost = new ExactSums(tasks.count, cost.scale);
  const usagePrice = new ExactSums(tasks.count, price.scale);
  const invoicedCost = new ExactSums(tasks.count, cost.scale);
  const invoicedPrice = new ExactSums(tasks.count, price.scale);
  const hasEntries = new Uint8Array(tasks.count);
  const unknownTasks = new Map<number, StraySums>();
  for (let row = 0; row < table.rows; row += 1) {
    if (row % PROGRESS_ROWS === 0) progress(planned + row);
    const job = jobs.positionOf[jobIds[row] as number] as number;
    if (job < 0 || !inside.passes(days[row] as number)) continue;
    const key = tasks.key(job, taskIds[row] as number);
    const task = tasks.find(key);
    const entryType = entryTypes[row];
    if (task < 0) {
      const stray = unknownTasks.get(key) ?? { usageCost: 0n, invoicedPrice: 0n };
      unknownTasks.set(key, stray);
      if (entryType === USAGE) stray.usageCost += bigintAt(cost, row);
      else if (entryType === SALE) stray.invoicedPrice -= bigintAt(price, row);
      continue;
    }
    hasEntries[task] = 1;
    if (entryType === USAGE) {
      usageCost.add(task, cost, row);
      usagePrice.add(task, price, row);
    } else if (entryType === SALE) {
      invoicedCost.subtract(task, cost, row);
      invoicedPrice.subtract(task, price, row);
    }
  }
  return { usageCost, usagePrice, invoicedCost, invoicedPrice, hasEntries, unknownTasks };
}

/** The eight sums of a task as decimals. */
export function figuresOf(sums: TaskSums, task: number): Figures {
  return {
    scheduleTotalCost: sumOf(sums.scheduleCost, task),
    scheduleTotalPrice: sumOf(sums.schedulePrice, task),
    usageTotalCost: sumOf(sums.usageCost, task),
    usageTotalPrice: sumOf(sums.usagePrice, task),
    contractTotalCost: sumOf(sums.contractCost, task),
    contractTotalPrice: sumOf(sums.contractPrice, task),
    contractInvoicedPrice: sumOf(sums.invoicedPrice, task),
    contractInvoicedCost: sumOf(sums.invoicedCost, task),
  };
}
