/** Tracking fields that posting keeps in step: recognised amounts of tasks, posted amounts of job ledger entries. */
import type { SelectedJobs } from "../../jobs/selected-jobs";
import type { TaskList } from "../../jobs/task-list";
import type { Ledgers } from "../../ledgers/ledgers";
import { bigintAt, bigintAtScale, decimalText, isZeroAt } from "../../values/decimal";
import type { JobLedgerUpdate, JobTaskUpdate } from "./result";

/** All tasks of the processed jobs: G/L amounts become the recognised ones, which are cleared unless only reversed. */
export function jobTaskUpdates(
  ledgers: Ledgers,
  jobs: SelectedJobs,
  tasks: TaskList,
  processed: Uint8Array,
  reverseOnly: boolean,
): readonly JobTaskUpdate[] {
  const table = ledgers.table("Job Tasks");
  const taskIds = table.ids("Job Task No.");
  const sales = table.decimals("Recognized Sales Amount");
  const costs = table.decimals("Recognized Costs Amount");
  const updates: JobTaskUpdate[] = [];
  for (let task = 0; task < tasks.count; task += 1) {
    const position = tasks.jobOf[task] as number;
    if (processed[position] === 0) continue;
    const row = tasks.rows[task] as number;
    const recognizedSales = decimalText(bigintAt(sales, row), sales.scale, 5);
    const recognizedCosts = decimalText(bigintAt(costs, row), costs.scale, 5);
    updates.push({
      jobNo: jobs.numbers[position] as string,
      jobTaskNo: ledgers.codes.text(taskIds[row] as number),
      recognizedSalesAmount: reverseOnly ? recognizedSales : "0",
      recognizedCostsAmount: reverseOnly ? recognizedCosts : "0",
      recognizedSalesGLAmount: recognizedSales,
      recognizedCostsGLAmount: recognizedCosts,
    });
  }
  return updates;
}

/** Entries with an amount to post: it is added to what was posted, and cleared. */
export function jobLedgerUpdates(
  ledgers: Ledgers,
  jobs: SelectedJobs,
  processed: Uint8Array,
): readonly JobLedgerUpdate[] {
  const table = ledgers.table("Job Ledger Entries");
  const numbers = table.integers("Entry No.");
  const jobIds = table.ids("Job No.");
  const toPost = table.decimals("Amt. to Post to G/L");
  const posted = table.decimals("Amt. Posted to G/L");
  const scale = Math.max(toPost.scale, posted.scale);
  const updates: JobLedgerUpdate[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    if (isZeroAt(toPost, row)) continue;
    const position = jobs.positionOf[jobIds[row] as number] as number;
    if (processed[position] !== 1) continue;
    const sum = bigintAtScale(toPost, row, scale) + bigintAtScale(posted, row, scale);
    updates.push({
      entryNo: numbers[row] as number,
      amtToPostToGL: "0",
      amtPostedToGL: decimalText(sum, scale, 5),
    });
  }
  return updates.sort((a, b) => a.entryNo - b.entryNo);
}
