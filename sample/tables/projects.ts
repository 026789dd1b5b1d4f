/** Projects as tables. */
import { SET_PROJECTS } from "../company";
import { day } from "../core/calendar";
import { projectDay, taskDimensions } from "../events/projects";
import { PROJECT_POSTING_GROUPS, PROJECTS, WIP_METHODS } from "../projects";
import type { World } from "../core/world";
import { SampleTable } from "../workbook";
import { amount, boolean, code, date, integer, of, option, over, text } from "./columns";

const TASKS = PROJECTS.flatMap((project) => project.tasks.map((task) => ({ project, task })));

export function jobs(): SampleTable {
  return new SampleTable(
    "Jobs",
    PROJECTS.length,
    over(PROJECTS, [
      of(code, "No.", (one) => one.no),
      of(text, "Description", (one) => one.description),
      of(code, "WIP Method", (one) => one.method),
      of(option, "WIP Posting Method", (one) => one.postingMethod ?? "Per Job"),
      of(code, "Job Posting Group", (one) => one.postingGroup ?? "PROJECT"),
      of(boolean, "Complete", (one) => one.status === "Completed"),
      of(text, "Status", (one) => one.status ?? "Open"),
      of(date, "Ending Date", (one) => (one.ending === undefined ? undefined : projectDay(...one.ending))),
      of(option, "Blocked", () => ""),
    ]),
  );
}

export function jobTasks(world: World): SampleTable {
  const { recognized, recognizedInLedger } = world.projects;
  return new SampleTable(
    "Job Tasks",
    TASKS.length,
    over(TASKS, [
      of(code, "Job No.", (one) => one.project.no),
      of(code, "Job Task No.", (one) => one.task.no),
      of(text, "Description", (one) => one.task.description),
      of(option, "Job Task Type", (one) => one.task.type ?? "Posting"),
      of(option, "WIP-Total", (one) => one.task.wipTotal ?? ""),
      of(code, "WIP Method", (one) => (one.task.wipTotal === "Total" ? one.project.method : "")),
      of(code, "Job Posting Group", (one) =>
        one.task.type === undefined ? (one.project.postingGroup ?? "PROJECT") : "",
      ),
      of(amount, "Recognized Sales Amount", (one) => recognized.get(one.task)?.sales ?? 0),
      of(amount, "Recognized Costs Amount", (one) => recognized.get(one.task)?.costs ?? 0),
      of(amount, "Recognized Sales G/L Amount", (one) => recognizedInLedger.get(one.task)?.sales ?? 0),
      of(amount, "Recognized Costs G/L Amount", (one) => recognizedInLedger.get(one.task)?.costs ?? 0),
    ]),
  );
}

export function jobPlanningLines(): SampleTable {
  const cents = (money: number): number => Math.round(money * 100);
  const lines = TASKS.flatMap(({ project, task }) =>
    (
      [
        ["Budget", task.budget],
        ["Billable", task.billable],
      ] as const
    ).flatMap(([type, figures], index) =>
      figures === undefined
        ? []
        : [
            {
              project,
              task,
              type,
              line: (index + 1) * 10_000,
              cost: cents(figures[0]),
              price: cents(figures[1]),
            },
          ],
    ),
  );
  return new SampleTable(
    "Job Planning Lines",
    lines.length,
    over(lines, [
      of(code, "Job No.", (one) => one.project.no),
      of(code, "Job Task No.", (one) => one.task.no),
      of(integer, "Line No.", (one) => one.line),
      of(option, "Line Type", (one) => one.type as string),
      of(boolean, "Schedule Line", (one) => one.type === "Budget"),
      of(boolean, "Contract Line", (one) => one.type === "Billable"),
      of(date, "Planning Date", () => day(2025, 9, 1) as number | undefined),
      of(amount, "Total Cost (LCY)", (one) => one.cost),
      of(amount, "Line Amount (LCY)", (one) => one.price),
    ]),
  );
}

export function jobLedgerEntries(world: World): SampleTable {
  const { entries } = world.projects;
  return new SampleTable(
    "Job Ledger Entries",
    entries.length,
    over(entries, [
      of(integer, "Entry No.", (one) => one.no),
      of(code, "Job No.", (one) => one.project.no),
      of(code, "Job Task No.", (one) => one.task.no),
      of(date, "Posting Date", (one) => one.date as number | undefined),
      of(code, "Document No.", (one) => one.documentNo),
      of(option, "Entry Type", (one) => one.entry.kind as string),
      of(option, "Type", (one) => one.entry.type as string),
      of(amount, "Total Cost (LCY)", (one) => one.cost),
      of(amount, "Line Amount (LCY)", (one) => one.price),
      of(amount, "Amt. to Post to G/L", () => 0),
      of(amount, "Amt. Posted to G/L", () => 0),
      of(integer, "Dimension Set ID", () => SET_PROJECTS as number),
    ]),
  );
}

export function jobPostingGroups(): SampleTable {
  return new SampleTable(
    "Job Posting Groups",
    PROJECT_POSTING_GROUPS.length,
    over(PROJECT_POSTING_GROUPS, [
      of(code, "Code", (one) => one.code),
      of(code, "WIP Costs Account", (one) => one.wipCosts),
      of(code, "WIP Accrued Costs Account", (one) => one.wipAccruedCosts),
      of(code, "Job Costs Applied Account", (one) => one.jobCostsApplied),
      of(code, "Item Costs Applied Account", (one) => one.itemCostsApplied),
      of(code, "Resource Costs Applied Account", (one) => one.resourceCostsApplied),
      of(code, "G/L Costs Applied Account", (one) => one.glCostsApplied),
      of(code, "Job Costs Adjustment Account", (one) => one.costsAdjustment),
      of(code, "WIP Accrued Sales Account", (one) => one.wipAccruedSales),
      of(code, "WIP Invoiced Sales Account", (one) => one.wipInvoicedSales),
      of(code, "Job Sales Applied Account", (one) => one.salesApplied),
      of(code, "Job Sales Adjustment Account", (one) => one.salesAdjustment),
      of(code, "Recognized Costs Account", (one) => one.recognizedCosts),
      of(code, "Recognized Sales Account", (one) => one.recognizedSales),
    ]),
  );
}

export function jobWipMethods(): SampleTable {
  return new SampleTable(
    "Job WIP Methods",
    WIP_METHODS.length,
    over(WIP_METHODS, [
      of(code, "Code", (one) => one.code),
      of(option, "Recognized Costs", (one) => one.recognizedCosts),
      of(option, "Recognized Sales", (one) => one.recognizedSales),
      of(boolean, "WIP Cost", (one) => one.wipCost),
      of(boolean, "WIP Sales", (one) => one.wipSales),
    ]),
  );
}

export function jobWipEntries(world: World): SampleTable {
  const { pending } = world.projects;
  return new SampleTable("Job WIP Entries", pending.length, [
    integer("Entry No.", (row) => row + 1),
    ...over(pending, [
      of(code, "Job No.", (one) => one.project.no),
      of(code, "Document No.", () => "WIP-2026-01-31"),
      of(code, "G/L Account No.", (one) => one.account),
      of(code, "G/L Bal. Account No.", (one) => one.balAccount),
      of(date, "WIP Posting Date", (one) => one.date as number | undefined),
      of(amount, "WIP Entry Amount", (one) => one.amount),
      of(code, "Job Posting Group", (one) => one.postingGroup),
      of(option, "Type", (one) => one.type as string),
      of(code, "WIP Method Used", (one) => one.method),
      of(option, "WIP Posting Method Used", () => "Per Job"),
      of(boolean, "Job Complete", (one) => one.complete),
      of(integer, "Job WIP Total Entry No.", (one) => one.totalNo),
      of(boolean, "Reverse", () => true),
      of(integer, "Dimension Set ID", () => 0),
      of(text, "Dimensions", (one) => one.dimensions),
    ]),
  ]);
}

export function jobWipGeneralLedgerEntries(world: World): SampleTable {
  const { posted } = world.projects;
  return new SampleTable(
    "Job WIP G-L Entries",
    posted.length,
    over(posted, [
      of(integer, "Entry No.", (one) => one.no),
      of(code, "Job No.", (one) => one.wip.project.no),
      of(code, "Document No.", (one) => one.documentNo),
      of(code, "G/L Account No.", (one) => one.wip.account),
      of(code, "G/L Bal. Account No.", (one) => one.wip.balAccount),
      of(date, "Posting Date", (one) => one.postingDate as number | undefined),
      of(date, "WIP Posting Date", (one) => one.wip.date as number | undefined),
      of(amount, "WIP Entry Amount", (one) => one.wip.amount),
      of(code, "Job Posting Group", (one) => one.wip.postingGroup),
      of(option, "Type", (one) => one.wip.type as string),
      of(code, "WIP Method Used", (one) => one.wip.method),
      of(option, "WIP Posting Method Used", () => "Per Job"),
      of(text, "Description", (one) => one.wip.description),
      of(integer, "G/L Entry No.", (one) => one.glEntryNo),
      of(boolean, "Reversed", (one) => one.reverseDate !== undefined),
      of(boolean, "Reverse", () => true),
      of(date, "Reverse Date", (one) => one.reverseDate),
      of(integer, "WIP Transaction No.", (one) => one.transactionNo),
      of(boolean, "Job Complete", (one) => one.wip.complete),
      of(integer, "Job WIP Total Entry No.", (one) => one.wip.totalNo),
      of(integer, "Dimension Set ID", () => 0),
      of(text, "Dimensions", (one) => one.wip.dimensions),
    ]),
  );
}

export function jobWipTotals(world: World): SampleTable {
  const { totals } = world.projects;
  return new SampleTable(
    "Job WIP Totals",
    totals.length,
    over(totals, [
      of(integer, "Entry No.", (one) => one.no),
      of(code, "Job No.", (one) => one.project.no),
      of(code, "Job Task No.", (one) => one.taskNo),
      of(boolean, "Posted to G/L", (one) => one.posted),
    ]),
  );
}

export function jobTaskDimensions(): SampleTable {
  const rows = TASKS.flatMap(({ project, task }) =>
    taskDimensions(task).map(([dimension, value]) => ({ project, task, dimension, value })),
  );
  return new SampleTable(
    "Job Task Dimensions",
    rows.length,
    over(rows, [
      of(code, "Job No.", (one) => one.project.no),
      of(code, "Job Task No.", (one) => one.task.no),
      of(code, "Dimension Code", (one) => one.dimension),
      of(code, "Dimension Value Code", (one) => one.value),
    ]),
  );
}
