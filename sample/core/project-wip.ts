/** WIP of one project for the five system methods, posted per project: what may be recognized, and which entries say so. */
import { Decimal } from "decimal.js";
import type { JobLedgerEntry } from "../events/projects";
import { taskDimensions } from "../events/projects";
import {
  PROJECT_POSTING_GROUPS,
  WIP_METHODS,
  type Project,
  type ProjectPostingGroup,
  type ProjectTask,
} from "../projects";

/** .NET's decimal: 28 digits, half to even. */
const Digits = Decimal.clone({ precision: 28, rounding: Decimal.ROUND_HALF_EVEN });
type Digits = InstanceType<typeof Digits>;

export type WipType =
  | "Applied Costs"
  | "Applied Sales"
  | "Recognized Costs"
  | "Recognized Sales"
  | "Accrued Costs"
  | "Accrued Sales";

const TYPE_ORDER: readonly WipType[] = [
  "Applied Costs",
  "Applied Sales",
  "Recognized Costs",
  "Recognized Sales",
  "Accrued Costs",
  "Accrued Sales",
];

export interface WipEntry {
  project: Project;
  type: WipType;
  /** Cents; the account takes it, the balancing account its opposite. */
  amount: number;
  account: string;
  balAccount: string;
  date: number;
  method: string;
  postingGroup: string;
  dimensions: string;
  complete: boolean;
  totalNo: number;
  description: string;
}

export interface ProjectWip {
  entries: WipEntry[];
  totalNos: number[];
  recognized: Map<ProjectTask, { costs: number; sales: number }>;
}

/** Cents of one task or of a whole WIP total. */
interface Sums {
  scheduleCost: number;
  schedulePrice: number;
  usageCost: number;
  usagePrice: number;
  contractPrice: number;
  invoicedPrice: number;
}

export function wipOf(
  project: Project,
  entries: readonly JobLedgerEntry[],
  date: number,
  complete: boolean,
  newTotal: (taskNo: string) => number,
): ProjectWip {
  const result: ProjectWip = { entries: [], totalNos: [], recognized: new Map() };
  let waiting: ProjectTask[] = [];
  for (const task of project.tasks) {
    if ((task.type ?? "Posting") === "Posting" && task.wipTotal !== "Excluded") waiting.push(task);
    if (task.wipTotal !== "Total") continue;
    const totalNo = newTotal(task.no);
    result.totalNos.push(totalNo);
    addTotal(result, project, waiting, entries, { date, complete, totalNo });
    waiting = [];
  }
  return result;
}

function addTotal(
  result: ProjectWip,
  project: Project,
  tasks: readonly ProjectTask[],
  entries: readonly JobLedgerEntry[],
  context: { date: number; complete: boolean; totalNo: number },
): void {
  const sums = tasks.map((task) => sumsOf(task, entries));
  const total = sums.reduce(addSums, noSums());
  const method = WIP_METHODS.find((one) => one.code === project.method);
  if (method === undefined) throw new Error(`There is no WIP method ${project.method}.`);
  const costs = context.complete
    ? sums.map((one) => one.usageCost)
    : recognizedCosts(method.recognizedCosts, sums, total);
  const sales = context.complete
    ? sums.map((one) => one.invoicedPrice)
    : recognizedSales(method.recognizedSales, sums, total);
  const group = PROJECT_POSTING_GROUPS.find(
    (one) => one.code === (project.postingGroup ?? "PROJECT"),
  ) as ProjectPostingGroup;
  const accrualCosts = ["Cost of Sales", "Cost Value"].includes(method.recognizedCosts);
  const accrualSales = method.recognizedSales === "Sales Value";
  const found = new Map<string, WipEntry>();
  const add = (
    type: WipType,
    amount: number,
    account: string,
    balAccount: string,
    task: ProjectTask,
  ): void => {
    const dimensions = taskDimensions(task)
      .map(([dimension, value]) => `${dimension}=${value}`)
      .join("|");
    // The tab sorts before every letter, so no dimension comes first.
    const key = `${TYPE_ORDER.indexOf(type)}\t${dimensions}\t${account}`;
    const known = found.get(key);
    if (known !== undefined) known.amount += amount;
    else {
      const word = type.startsWith("Recognized") ? (context.complete ? "Completion" : "Recognition") : "WIP";
      found.set(key, {
        project,
        type,
        amount,
        account,
        balAccount,
        date: context.date,
        method: project.method,
        postingGroup: group.code,
        dimensions,
        complete: context.complete,
        totalNo: context.totalNo,
        description: `${word} ${project.no}`,
      });
    }
  };
  tasks.forEach((task, index) => {
    const own = sums[index] as Sums;
    const r = costs[index] as number;
    const q = sales[index] as number;
    result.recognized.set(task, { costs: r, sales: q });
    if (context.complete) {
      add("Recognized Costs", own.usageCost, group.recognizedCosts, group.jobCostsApplied, task);
      add("Recognized Sales", -own.invoicedPrice, group.recognizedSales, group.salesApplied, task);
      return;
    }
    const applied =
      accrualCosts && r !== 0 ? Math.sign(r) * Math.max(Math.abs(r), Math.abs(own.usageCost)) : own.usageCost;
    add("Recognized Costs", r, group.recognizedCosts, group.wipCosts, task);
    add("Applied Costs", -applied, group.jobCostsApplied, group.wipCosts, task);
    const poc = method.recognizedSales === "Percentage of Completion";
    add(
      "Recognized Sales",
      -q,
      group.recognizedSales,
      poc ? group.wipAccruedSales : group.wipInvoicedSales,
      task,
    );
    add(
      "Applied Sales",
      accrualSales ? Math.max(q, own.invoicedPrice) : own.invoicedPrice,
      group.salesApplied,
      group.wipInvoicedSales,
      task,
    );
    if (accrualSales && q !== 0 && q > own.invoicedPrice)
      add("Accrued Sales", own.invoicedPrice - q, group.salesAdjustment, group.wipAccruedSales, task);
  });
  const recognizedTotal = costs.reduce((sum, one) => sum + one, 0);
  const first = tasks[costs.findIndex((one) => one !== 0)];
  if (!context.complete && accrualCosts && first !== undefined && recognizedTotal > total.usageCost)
    add(
      "Accrued Costs",
      recognizedTotal - total.usageCost,
      group.costsAdjustment,
      group.wipAccruedCosts,
      first,
    );
  const keys = [...found.keys()].sort((a, b) => (a < b ? -1 : 1));
  for (const key of keys) {
    const entry = found.get(key) as WipEntry;
    if (entry.amount !== 0) result.entries.push(entry);
  }
}

function sumsOf(task: ProjectTask, entries: readonly JobLedgerEntry[]): Sums {
  const cents = (money: number | undefined): number => Math.round((money ?? 0) * 100);
  const sums: Sums = {
    scheduleCost: cents(task.budget?.[0]),
    schedulePrice: cents(task.budget?.[1]),
    contractPrice: cents(task.billable?.[1]),
    usageCost: 0,
    usagePrice: 0,
    invoicedPrice: 0,
  };
  for (const entry of entries) {
    if (entry.task !== task) continue;
    if (entry.entry.kind === "Sale") sums.invoicedPrice -= entry.price;
    else {
      sums.usageCost += entry.cost;
      sums.usagePrice += entry.price;
    }
  }
  return sums;
}

function noSums(): Sums {
  return {
    scheduleCost: 0,
    schedulePrice: 0,
    usageCost: 0,
    usagePrice: 0,
    contractPrice: 0,
    invoicedPrice: 0,
  };
}

function addSums(a: Sums, b: Sums): Sums {
  return {
    scheduleCost: a.scheduleCost + b.scheduleCost,
    schedulePrice: a.schedulePrice + b.schedulePrice,
    usageCost: a.usageCost + b.usageCost,
    usagePrice: a.usagePrice + b.usagePrice,
    contractPrice: a.contractPrice + b.contractPrice,
    invoicedPrice: a.invoicedPrice + b.invoicedPrice,
  };
}

/** Splits `whole` by the drivers; without a usable factor the first task takes it all. */
function allocate(whole: Digits, drivers: readonly number[], total: number): number[] {
  const factor = total === 0 ? new Digits(0) : whole.div(total);
  if (factor.isZero()) return drivers.map((_, index) => (index === 0 ? whole.toNumber() : 0));
  return drivers.map((driver) => factor.times(driver).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber());
}

function recognizedCosts(method: string, tasks: readonly Sums[], total: Sums): number[] {
  const usage = tasks.map((one) => one.usageCost);
  const n = (value: number): Digits => new Digits(value);
  const fromWip = (wip: Digits): number[] => {
    const shares = allocate(wip, usage, total.usageCost);
    return usage.map((cost, index) => cost - (shares[index] as number));
  };
  switch (method) {
    case "At Completion":
      return usage.map(() => 0);
    case "Cost of Sales":
      if (total.contractPrice === 0) return usage.map(() => 0);
      return fromWip(
        n(total.usageCost).minus(n(total.invoicedPrice).div(total.contractPrice).times(total.scheduleCost)),
      );
    case "Cost Value":
      if (total.schedulePrice === 0) return usage.map(() => 0);
      return fromWip(
        n(total.usageCost)
          .times(total.contractPrice)
          .div(total.schedulePrice)
          .minus(n(total.scheduleCost).times(total.invoicedPrice).div(total.schedulePrice)),
      );
    case "Usage (Total Cost)":
      return usage;
    default:
      throw new Error(`Recognized costs by ${method} are not part of the sample's history.`);
  }
}

function recognizedSales(method: string, tasks: readonly Sums[], total: Sums): number[] {
  const n = (value: number): Digits => new Digits(value);
  switch (method) {
    case "At Completion":
      return tasks.map(() => 0);
    case "Contract (Invoiced Price)":
      return tasks.map((one) => one.invoicedPrice);
    case "Percentage of Completion": {
      if (total.scheduleCost === 0) return tasks.map(() => 0);
      const whole =
        total.usageCost > total.scheduleCost
          ? n(total.contractPrice)
          : n(total.usageCost).div(total.scheduleCost).times(total.contractPrice);
      return allocate(
        whole,
        tasks.map((one) => one.contractPrice),
        total.contractPrice,
      );
    }
    default:
      throw new Error(`Recognized sales by ${method} are not part of the sample's history.`);
  }
}
