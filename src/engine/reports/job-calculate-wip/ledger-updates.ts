/** Amt. to Post to G/L of job ledger entries: a tracking field that says which entries the WIP entries were made of. */
import type { SelectedJobs } from "../../jobs/selected-jobs";
import type { TaskList } from "../../jobs/task-list";
import type { Ledgers } from "../../ledgers/ledgers";
import type { DayTest } from "../../jobs/day-test";
import { bigintAtScale, decimalText, isZeroAt } from "../../values/decimal";
import { USED_FOR_COSTS, USED_SALES_FOR_SALES, USED_USAGE_FOR_SALES } from "./contributions";
import type { JobLedgerUpdate } from "./result";
import { SALE, USAGE } from "./sums";

/** The Total row's task carried recognised sales that were posted: its invoices are followed up. */
export const FOLLOWS_INVOICES = 8;

/**
 * Changed values only, by entry number. `calculated` marks the jobs, `used` the tasks: entries that were used get their
 * cost or price less what was posted, all others of the jobs get 0.
 */
export function jobLedgerUpdates(
  ledgers: Ledgers,
  jobs: SelectedJobs,
  tasks: TaskList,
  calculated: Uint8Array,
  used: Uint8Array,
  inside: DayTest,
): readonly JobLedgerUpdate[] {
  const table = ledgers.table("Job Ledger Entries");
  const numbers = table.integers("Entry No.");
  const jobIds = table.ids("Job No.");
  const taskIds = table.ids("Job Task No.");
  const days = table.days("Posting Date");
  const entryTypes = table.options("Entry Type").values;
  const cost = table.decimals("Total Cost (LCY)");
  const price = table.decimals("Line Amount (LCY)");
  const toPost = table.decimals("Amt. to Post to G/L");
  const posted = table.decimals("Amt. Posted to G/L");
  const scale = Math.max(cost.scale, price.scale, toPost.scale, posted.scale);
  const anyUsed = used.some((bits) => bits !== 0);
  const updates: JobLedgerUpdate[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    const job = jobs.positionOf[jobIds[row] as number] as number;
    if (calculated[job] !== 1) continue;
    let target = 0n;
    if (anyUsed) {
      const task = tasks.find(tasks.key(job, taskIds[row] as number));
      const bits = task < 0 ? 0 : (used[task] as number);
      if (bits !== 0) {
        const entryType = entryTypes[row] as number;
        const source = inside.passes(days[row] as number) ? sourceOf(bits, entryType) : undefined;
        if (source) {
          target =
            bigintAtScale(source === "price" ? price : cost, row, scale) - bigintAtScale(posted, row, scale);
        }
        const followed = (bits & FOLLOWS_INVOICES) !== 0 && entryType === SALE;
        if (followed && target === 0n && isZeroAt(posted, row)) target = bigintAtScale(price, row, scale);
      }
    }
    if (target === 0n && isZeroAt(toPost, row)) continue;
    if (target === bigintAtScale(toPost, row, scale)) continue;
    updates.push({ entryNo: numbers[row] as number, amtToPostToGL: decimalText(target, scale, 5) });
  }
  return updates.sort((a, b) => a.entryNo - b.entryNo);
}

/** Which amount of an entry of this type was used; sales go first where usage served both sides. */
function sourceOf(bits: number, entryType: number): "cost" | "price" | undefined {
  if (entryType === USAGE) {
    if ((bits & USED_USAGE_FOR_SALES) !== 0) return "price";
    return (bits & USED_FOR_COSTS) !== 0 ? "cost" : undefined;
  }
  return entryType === SALE && (bits & USED_SALES_FOR_SALES) !== 0 ? "price" : undefined;
}
