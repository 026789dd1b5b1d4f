/** Project life: usage and invoices day by day, WIP of November and December posted and reversed, January calculated. */
import { DIMENSIONS, OTHER_ACCOUNTS, SET_PROJECTS } from "../company";
import { day } from "../core/calendar";
import { wipOf, type ProjectWip, type WipEntry } from "../core/project-wip";
import { PROJECTS, type Project, type ProjectEntry, type ProjectTask } from "../projects";
import type { World } from "../core/world";

export interface JobLedgerEntry {
  no: number;
  project: Project;
  task: ProjectTask;
  date: number;
  entry: ProjectEntry;
  /** Cents; negative on sales. */
  cost: number;
  price: number;
  documentNo: string;
}

/** A WIP entry that was posted. */
export interface PostedWip {
  no: number;
  wip: WipEntry;
  documentNo: string;
  postingDate: number;
  glEntryNo: number;
  reverseDate: number | undefined;
  transactionNo: number;
}

export interface WipTotal {
  no: number;
  project: Project;
  taskNo: string;
  posted: boolean;
}

/** Everything the project tables show. */
export class ProjectLedger {
  readonly entries: JobLedgerEntry[] = [];
  readonly posted: PostedWip[] = [];
  readonly totals: WipTotal[] = [];
  readonly pending: WipEntry[] = [];
  /** Recognized amounts (costs, sales) of tasks: of the calculation that waits, and of the last posting. */
  readonly recognized = new Map<ProjectTask, { costs: number; sales: number }>();
  readonly recognizedInLedger = new Map<ProjectTask, { costs: number; sales: number }>();
  transactions = 0;
}

/** January belongs to 2026, every other month to 2025. */
export function projectDay(month: number, dayOfMonth: number): number {
  return day(month === 1 ? 2026 : 2025, month, dayOfMonth);
}

export function planProjects(world: World): void {
  for (const project of PROJECTS) {
    for (const task of project.tasks) {
      for (const entry of task.entries ?? []) {
        world.at(projectDay(entry.month, entry.day), () => {
          record(world, project, task, entry);
        });
      }
    }
  }
}

function record(world: World, project: Project, task: ProjectTask, entry: ProjectEntry): void {
  const sign = entry.kind === "Sale" ? -1 : 1;
  const cost = sign * Math.round(entry.cost * 100);
  const price = sign * Math.round(entry.price * 100);
  const documentNo = world.number(entry.kind === "Sale" ? "salesInvoice" : "general");
  world.projects.entries.push({
    no: world.projects.entries.length + 1,
    project,
    task,
    date: world.today,
    entry,
    cost,
    price,
    documentNo,
  });
  const credit = entry.type === "Resource" ? OTHER_ACCOUNTS.wagesToProjects : OTHER_ACCOUNTS.vendors;
  const [account, balance, amount] =
    entry.kind === "Sale"
      ? [OTHER_ACCOUNTS.receivables, OTHER_ACCOUNTS.projectSales, -price]
      : [OTHER_ACCOUNTS.projectCosts, credit, cost];
  world.gl.post({
    date: world.today,
    documentType: entry.kind === "Sale" ? (amount < 0 ? "Credit Memo" : "Invoice") : "",
    documentNo,
    description: `${project.description}, ${task.description}`,
    sourceCode: entry.kind === "Sale" ? "SALES" : "JOBJNL",
    lines: [
      { account, amount, balAccount: balance, dimensionSet: SET_PROJECTS, jobNo: project.no },
      { account: balance, amount: -amount, dimensionSet: SET_PROJECTS, jobNo: project.no },
    ],
  });
}

/** Calculates the projects whose WIP is posted every month and posts it, after taking back what was posted before. */
export function postProjectWip(world: World, date: number, documentNo: string): void {
  for (const project of PROJECTS) {
    if (project.posted !== true) continue;
    const { projects } = world;
    if (projects.posted.some((one) => one.wip.project === project && one.wip.complete)) continue;
    const wip = calculate(world, project, date);
    if (wip.entries.length === 0) continue;
    for (const one of projects.posted) {
      if (one.wip.project !== project || one.reverseDate !== undefined) continue;
      one.reverseDate = date;
      writeWip(world, one.wip, -one.wip.amount, date, `${documentNo}R`, one.wip.description);
    }
    projects.transactions += 1;
    for (const entry of wip.entries) {
      const glEntryNo = writeWip(world, entry, entry.amount, date, documentNo, entry.description);
      projects.posted.push({
        no: projects.posted.length + 1,
        wip: entry,
        documentNo,
        postingDate: date,
        glEntryNo,
        reverseDate: undefined,
        transactionNo: projects.transactions,
      });
    }
    for (const total of projects.totals) if (wip.totalNos.includes(total.no)) total.posted = true;
    for (const [task, amounts] of wip.recognized) projects.recognizedInLedger.set(task, amounts);
  }
}

/** The calculation that waits for posting. */
export function calculatePending(world: World, date: number): void {
  for (const project of PROJECTS) {
    if (project.pending !== true) continue;
    const wip = calculate(world, project, date);
    world.projects.pending.push(...wip.entries);
    for (const [task, amounts] of wip.recognized) world.projects.recognized.set(task, amounts);
  }
}

function calculate(world: World, project: Project, date: number): ProjectWip {
  const { projects } = world;
  const known = projects.entries.filter((entry) => entry.project === project && entry.date <= date);
  const complete = project.ending !== undefined && projectDay(...project.ending) <= date;
  return wipOf(project, known, date, complete, (taskNo) => {
    const no = projects.totals.length + 1;
    projects.totals.push({ no, project, taskNo, posted: false });
    return no;
  });
}

/** Two G/L entries; returns the number of the balancing one. */
function writeWip(
  world: World,
  entry: WipEntry,
  amount: number,
  date: number,
  documentNo: string,
  description: string,
): number {
  const line = { dimensionSet: SET_PROJECTS, jobNo: entry.project.no };
  const first = world.gl.post({
    date,
    documentNo,
    description,
    sourceCode: "JOBGLWIP",
    systemCreated: true,
    lines: [
      { ...line, account: entry.account, amount, balAccount: entry.balAccount },
      { ...line, account: entry.balAccount, amount: -amount, balAccount: entry.account },
    ],
  });
  return first + 1;
}

/** Dimensions of a task as the project tables write them. */
export function taskDimensions(task: ProjectTask): [string, string][] {
  return task.area === undefined ? [] : [[DIMENSIONS.shortcut3, task.area]];
}
