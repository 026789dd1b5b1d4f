/**
 * Synthetic projects for benchmarks: tasks with budgets, contracts, usage and invoices, read like any workbook; and what
 * calculating and posting their WIP would write, so that each of the three job reports has a ledger of its own making.
 */
import type { ChangeSet } from "../../src/engine/changes";
import type { ReportCode } from "../../src/engine/ledgers/declaration";
import type { Ledgers } from "../../src/engine/ledgers/ledgers";
import { readLedgers } from "../../src/engine/ledgers/read";
import { runReport } from "../../src/engine/run";
import { ACCOUNTS } from "../../src/engine/reports/job-calculate-wip/accounts";
import { parseDay } from "../../src/engine/values/day";
import type { SourceTable } from "../../src/engine/ledgers/source";
import { type CellOf, columnTable } from "./column-table";
import { randomNumbers } from "./value-entries";

const METHODS = ["COST OF SALES", "COST VALUE", "POC", "SALES VALUE", "COMPLETED CONTRACT"];
const TASKS_PER_PROJECT = 5;

const jobNo = (job: number): string => `J${String(job + 1).padStart(6, "0")}`;
const taskNo = (task: number): string => String(1000 + (task % TASKS_PER_PROJECT) * 10);

const WORK_DATE = parseDay("2026-03-31") as number;

/** Parameters of the three job reports over these ledgers. */
export const JOB_PARAMETERS = {
  "job-calculate-wip": { postingDate: "2026-03-31" },
  "job-post-wip": { reversalPostingDate: "2026-03-31" },
  "job-wip-to-gl": { basis: "asOf", asOfDate: "2026-03-31" },
} as const;

export type JobReport = keyof typeof JOB_PARAMETERS;

const CODES: Readonly<Record<JobReport, ReportCode>> = {
  "job-calculate-wip": "JC",
  "job-post-wip": "JP",
  "job-wip-to-gl": "JG",
};

/** Ledgers for one of the job reports with about so many job ledger entries, a hundred to a project. */
export async function jobReportLedgers(report: JobReport, entries: number): Promise<Ledgers> {
  const tables = projectTables(Math.max(1, Math.round(entries / 100)), entries);
  const order: readonly JobReport[] = ["job-calculate-wip", "job-post-wip", "job-wip-to-gl"];
  for (const step of order) {
    const ledgers = await ledgersOf(tables, step);
    if (step === report) return ledgers;
    const { outcome, refused } = await runReport(step, ledgers, JOB_PARAMETERS[step], {
      workDate: WORK_DATE,
    });
    if (refused || !outcome.changes) throw new Error(JSON.stringify(outcome.result.error));
    tables.push(...appendedTables(outcome.changes));
  }
  throw new Error(`no ledgers for ${report}`);
}

function ledgersOf(tables: readonly SourceTable[], report: JobReport): Promise<Ledgers> {
  return readLedgers({ kind: "json", epochOffset: 0, tables }, { reports: [CODES[report]] });
}

/** The rows that a change set appends, as tables of their own. */
function appendedTables(changes: ChangeSet): readonly SourceTable[] {
  return changes.changes.flatMap(({ table: name, append = [] }) => {
    const [first] = append;
    if (!first) return [];
    const cell = (value: string | number | boolean | undefined): string | number =>
      typeof value === "number" ? value : String(value ?? "");
    const columns = Object.keys(first).map((caption): [string, CellOf] => [
      caption,
      (row) => cell(append.at(row)?.[caption]),
    ]);
    return [columnTable(name, append.length, Object.fromEntries(columns))];
  });
}

/** So many projects and job ledger entries; every second project posts per ledger entry. */
function projectTables(projects: number, entries: number): SourceTable[] {
  const random = randomNumbers(20_260_331);
  const tasks = projects * TASKS_PER_PROJECT;
  const cents = Float64Array.from({ length: entries }, () => Math.floor(random() * 100_000) / 100);
  const taskOf = Int32Array.from({ length: entries }, () => Math.floor(random() * tasks));
  const isSale = (row: number): boolean => row % 4 === 3;
  const jobOfTask = (task: number): number => Math.floor(task / TASKS_PER_PROJECT);
  const budget = entries / tasks;
  return [
    columnTable("Jobs", projects, {
      "No.": jobNo,
      "WIP Method": (row) => METHODS[row % METHODS.length] ?? "",
      "WIP Posting Method": (row) => (row % 2 === 0 ? "Per Job" : "Per Job Ledger Entry"),
      "Job Posting Group": () => "PROJECT",
      Complete: () => "false",
      "Ending Date": () => "",
    }),
    columnTable("Job Tasks", tasks, {
      "Job No.": (row) => jobNo(jobOfTask(row)),
      "Job Task No.": taskNo,
      "Job Task Type": () => "Posting",
      "WIP-Total": (row) => (row % TASKS_PER_PROJECT === TASKS_PER_PROJECT - 1 ? "Total" : ""),
      "WIP Method": () => "",
      "Job Posting Group": () => "",
    }),
    columnTable("Job Planning Lines", tasks, {
      "Job No.": (row) => jobNo(jobOfTask(row)),
      "Job Task No.": taskNo,
      "Line No.": () => 10_000,
      "Line Type": () => "Both Budget and Billable",
      "Total Cost (LCY)": () => Math.round(budget * 600),
      "Line Amount (LCY)": () => Math.round(budget * 900),
    }),
    columnTable("Job Ledger Entries", entries, {
      "Entry No.": (row) => row + 1,
      "Job No.": (row) => jobNo(jobOfTask(taskOf[row] ?? 0)),
      "Job Task No.": (row) => taskNo(taskOf[row] ?? 0),
      "Posting Date": (row) => `2026-0${1 + (row % 3)}-15`,
      "Entry Type": (row) => (isSale(row) ? "Sale" : "Usage"),
      Type: (row) => ["Resource", "Item", "G/L Account"][row % 3] ?? "",
      "Total Cost (LCY)": (row) => (isSale(row) ? -(cents[row] ?? 0) : (cents[row] ?? 0)),
      "Line Amount (LCY)": (row) => ((isSale(row) ? -1.5 : 1.5) * Math.round((cents[row] ?? 0) * 100)) / 100,
      "Amt. to Post to G/L": () => 0,
      "Amt. Posted to G/L": () => 0,
      "Dimension Set ID": (row) => row % 7,
    }),
    columnTable("Job Posting Groups", 1, {
      Code: () => "PROJECT",
      ...Object.fromEntries(
        ACCOUNTS.map((account, index): [string, CellOf] => [account, () => String(2000 + index)]),
      ),
    }),
  ];
}
