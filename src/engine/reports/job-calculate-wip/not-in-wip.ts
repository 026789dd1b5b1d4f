/** Job ledger entries inside the date filter that no WIP total saw, by task, with the reason. */
import { amountText, decimal28, sumOf } from "../../jobs/decimal28";
import { compareCodes } from "../../values/codes";
import type { JobFacts } from "./job-facts";
import type { NotInWipRow } from "./result";
import { isCounted } from "./wip-totals";
import { taskNo, type Workspace } from "./workspace";

interface Placed extends NotInWipRow {
  readonly position: number;
}

/** For the jobs that were calculated, ordered by job and task. */
export function notInWip(
  work: Workspace,
  facts: readonly JobFacts[],
  calculated: Uint8Array,
): readonly NotInWipRow[] {
  const { tasks, sums, marks, ledgers } = work;
  const rows: Placed[] = [];
  for (const { position, jobNo } of facts) {
    if (calculated[position] === 0) continue;
    const to = tasks.first[position + 1] as number;
    for (let task = tasks.first[position] as number; task < to; task += 1) {
      if (sums.hasEntries[task] === 0 || isCounted(marks, task)) continue;
      rows.push({
        position,
        jobNo,
        jobTaskNo: taskNo(work, task),
        reason: marks.isExcluded(task) ? "excluded" : "notPosting",
        usageTotalCost: amountText(sumOf(sums.usageCost, task)),
        contractInvoicedPrice: amountText(sumOf(sums.invoicedPrice, task)),
      });
    }
  }
  for (const [key, stray] of sums.unknownTasks) {
    const position = tasks.jobOfKey(key);
    if (calculated[position] === 0) continue;
    rows.push({
      position,
      jobNo: work.jobs.numbers[position] as string,
      jobTaskNo: ledgers.codes.text(tasks.taskIdOf(key)),
      reason: "unknownTask",
      usageTotalCost: amountText(decimal28(stray.usageCost, sums.usageCost.scale)),
      contractInvoicedPrice: amountText(decimal28(stray.invoicedPrice, sums.invoicedPrice.scale)),
    });
  }
  rows.sort((a, b) => a.position - b.position || compareCodes(a.jobTaskNo, b.jobTaskNo));
  return rows.map(({ position: _position, ...row }) => row);
}
