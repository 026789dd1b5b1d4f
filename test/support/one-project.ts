/** Small workbooks of one project (job) in round figures, for tests of single rules. */
import type { JsonRow, JsonWorkbook } from "./apply-changes";
import { ACCOUNTS } from "./project-ledger";

/** The eight figures of a task; invoiced figures are positive. */
export interface Figures {
  readonly S?: string;
  readonly P?: string;
  readonly U?: string;
  readonly V?: string;
  readonly K?: string;
  readonly C?: string;
  readonly I?: string;
  readonly J?: string;
}

export interface TaskSpec {
  readonly no: string;
  readonly figures?: Figures;
  readonly row?: JsonRow;
  /** Line type of the task's ledger entries. */
  readonly type?: string;
  readonly dimensionSet?: number;
}

export interface ProjectSpec {
  readonly no?: string;
  readonly method?: string;
  readonly job?: JsonRow;
  readonly tasks: readonly TaskSpec[];
}

const minus = (amount: string): string => (amount.startsWith("-") ? amount.slice(1) : `-${amount}`);

/** Tables of some projects; `more` replaces or adds sheets. */
export function projects(specs: readonly ProjectSpec[], more: JsonWorkbook = {}): JsonWorkbook {
  const jobs: JsonRow[] = [];
  const tasks: JsonRow[] = [];
  const lines: JsonRow[] = [];
  const entries: JsonRow[] = [];
  for (const spec of specs) {
    const jobNo = spec.no ?? "J-1";
    jobs.push({
      "No.": jobNo,
      "WIP Method": spec.method ?? "COST OF SALES",
      "WIP Posting Method": "Per Job",
      "Job Posting Group": "PROJECT",
      Complete: false,
      "Ending Date": "",
      Blocked: "",
      ...spec.job,
    });
    for (const task of spec.tasks) {
      const key = { "Job No.": jobNo, "Job Task No.": task.no };
      tasks.push({ ...key, "Job Task Type": "Posting", "WIP-Total": "", "WIP Method": "", ...task.row });
      const { S, P, U, V, K, C, I, J } = task.figures ?? {};
      const line = (type: string, cost = "0", price = "0"): void => {
        lines.push({
          ...key,
          "Line No.": (lines.length + 1) * 10_000,
          "Line Type": type,
          "Planning Date": "2026-01-15",
          "Total Cost (LCY)": cost,
          "Line Amount (LCY)": price,
        });
      };
      const entry = (type: string, cost = "0", price = "0"): void => {
        entries.push({
          "Entry No.": entries.length + 1,
          ...key,
          "Posting Date": "2026-03-10",
          "Entry Type": type,
          Type: task.type ?? "Resource",
          "Total Cost (LCY)": cost,
          "Line Amount (LCY)": price,
          "Amt. to Post to G/L": "0",
          "Amt. Posted to G/L": "0",
          "Dimension Set ID": task.dimensionSet ?? 0,
        });
      };
      if (S !== undefined || P !== undefined) line("Budget", S, P);
      if (K !== undefined || C !== undefined) line("Billable", K, C);
      if (U !== undefined || V !== undefined) entry("Usage", U, V);
      if (I !== undefined || J !== undefined) entry("Sale", minus(J ?? "0"), minus(I ?? "0"));
    }
  }
  return {
    Jobs: jobs,
    "Job Tasks": tasks,
    "Job Planning Lines": lines,
    "Job Ledger Entries": entries,
    "Job Posting Groups": [{ Code: "PROJECT", ...ACCOUNTS }],
    ...more,
  };
}

/** A method of the workbook. */
export function method(code: string, costs: string, sales: string, more: JsonRow = {}): JsonRow {
  return { Code: code, "Recognized Costs": costs, "Recognized Sales": sales, ...more };
}
