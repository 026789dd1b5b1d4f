/** Synthetic projects for benchmarks: tasks with budgets, contracts, usage and invoices, read like any workbook. */
import { readLedgers } from "../../src/engine/ledgers/read";
import type { Ledgers } from "../../src/engine/ledgers/ledgers";
import type { CellSink, SourceTable } from "../../src/engine/ledgers/source";
import { rowsTable } from "../../src/workbook/file/rows-source";
import { randomNumbers } from "./value-entries";

/** A cell per row: a number or a text, "" for empty. */
type Column = (row: number) => number | string;

const METHODS = ["COST OF SALES", "COST VALUE", "POC", "SALES VALUE", "COMPLETED CONTRACT"];
const ACCOUNTS = [
  "WIP Costs Account",
  "WIP Accrued Costs Account",
  "Job Costs Applied Account",
  "Item Costs Applied Account",
  "Resource Costs Applied Account",
  "G/L Costs Applied Account",
  "Job Costs Adjustment Account",
  "WIP Accrued Sales Account",
  "WIP Invoiced Sales Account",
  "Job Sales Applied Account",
  "Job Sales Adjustment Account",
  "Recognized Costs Account",
  "Recognized Sales Account",
];
const TASKS_PER_PROJECT = 5;

function table(name: string, rows: number, columns: Readonly<Record<string, Column>>): SourceTable {
  return rowsTable(name, Object.keys(columns), rows, (sinks: readonly (CellSink | undefined)[], mark) => {
    for (let row = 0; row < rows; row += 1) mark(row);
    Object.values(columns).forEach((column, position) => {
      const sink = sinks[position];
      if (!sink) return;
      for (let row = 0; row < rows; row += 1) {
        const value = column(row);
        if (typeof value === "number") sink.number(row, value, "general");
        else if (value !== "") sink.text(row, value);
      }
    });
  });
}

const jobNo = (job: number): string => `J${String(job + 1).padStart(6, "0")}`;
const taskNo = (task: number): string => String(1000 + (task % TASKS_PER_PROJECT) * 10);

/** Ledgers with so many projects and job ledger entries; every second project posts per ledger entry. */
export async function projectLedgers(projects: number, entries: number): Promise<Ledgers> {
  const random = randomNumbers(20_260_331);
  const tasks = projects * TASKS_PER_PROJECT;
  const cents = Float64Array.from({ length: entries }, () => Math.floor(random() * 100_000) / 100);
  const taskOf = Int32Array.from({ length: entries }, () => Math.floor(random() * tasks));
  const isSale = (row: number): boolean => row % 4 === 3;
  const jobOfTask = (task: number): number => Math.floor(task / TASKS_PER_PROJECT);
  const budget = entries / tasks;
  const tables = [
    table("Jobs", projects, {
      "No.": jobNo,
      "WIP Method": (row) => METHODS[row % METHODS.length] ?? "",
      "WIP Posting Method": (row) => (row % 2 === 0 ? "Per Job" : "Per Job Ledger Entry"),
      "Job Posting Group": () => "PROJECT",
      Complete: () => "false",
      "Ending Date": () => "",
    }),
    table("Job Tasks", tasks, {
      "Job No.": (row) => jobNo(jobOfTask(row)),
      "Job Task No.": taskNo,
      "Job Task Type": () => "Posting",
      "WIP-Total": (row) => (row % TASKS_PER_PROJECT === TASKS_PER_PROJECT - 1 ? "Total" : ""),
      "WIP Method": () => "",
      "Job Posting Group": () => "",
    }),
    table("Job Planning Lines", tasks, {
      "Job No.": (row) => jobNo(jobOfTask(row)),
      "Job Task No.": taskNo,
      "Line No.": () => 10_000,
      "Line Type": () => "Both Budget and Billable",
      "Total Cost (LCY)": () => Math.round(budget * 600),
      "Line Amount (LCY)": () => Math.round(budget * 900),
    }),
    table("Job Ledger Entries", entries, {
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
    table("Job Posting Groups", 1, {
      Code: () => "PROJECT",
      ...Object.fromEntries(
        ACCOUNTS.map((account, index): [string, Column] => [account, () => String(2000 + index)]),
      ),
    }),
  ];
  return readLedgers({ kind: "json", epochOffset: 0, tables }, { reports: ["JC"] });
}
