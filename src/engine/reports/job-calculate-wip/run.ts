/** Job Calculate WIP: ledgers and parameters → result and change set. */
import "./messages";
import { DayTest } from "../../jobs/day-test";
import { amountText } from "../../jobs/decimal28";
import { jobError, JobRefusal, sortedErrors, type JobError } from "../../jobs/errors";
import type { TaskList } from "../../jobs/task-list";
import type { Ledgers } from "../../ledgers/ledgers";
import type { RunContext, RunOutcome } from "../../report";
import { dayText } from "../../values/day";
import { calculateJob } from "./calculate";
import { changesOf } from "./changes";
import { EntryNumbers, ExistingWip } from "./existing";
import type { JobFacts } from "./job-facts";
import { FOLLOWS_INVOICES, jobLedgerUpdates } from "./ledger-updates";
import { methodRows } from "./explain";
import { notInWip } from "./not-in-wip";
import type { Result } from "./result";
import { ResultRows } from "./rows";
import { ledgerFilter, type Parameters } from "./scope";
import { prepare } from "./workspace";

export function run(ledgers: Ledgers, parameters: Parameters, context: RunContext): RunOutcome<Result> {
  const rowsToRead = ledgers.table("Job Planning Lines").rows + ledgers.table("Job Ledger Entries").rows;
  const { work, facts } = prepare(ledgers, parameters, (rows) => {
    context.progress(rows, rowsToRead);
  });
  const { jobs, tasks } = work;
  const postingDate = dayText(parameters.postingDate);
  const documentNo = parameters.documentNo || `WIP-${postingDate}`;
  const existing = new ExistingWip(ledgers, jobs, tasks);
  const numbers = new EntryNumbers(existing, jobs);
  const rows = new ResultRows(work, parameters, { postingDate, documentNo }, existing.highestTotal);
  const errors: JobError[] = [];
  const deletedEntries: number[] = [];
  const deletedTotals: number[] = [];
  const calculated = new Uint8Array(jobs.count);
  const used = new Uint8Array(tasks.count);
  const followed = tasksWithPostedSales(ledgers, tasks);

  for (const job of facts) {
    const { position } = job;
    if (job.completionPosted) {
      rows.leaveOut(job, "skipped", "completionPosted");
      deletedEntries.push(...existing.entries(position));
      continue;
    }
    const refused = cardErrors(job);
    const result = refused.length > 0 ? { errors: refused, totals: [] } : calculateJob(work, job);
    if (result.errors.length > 0) {
      const sorted = sortedErrors(result.errors);
      for (const error of sorted) errors.push(error);
      rows.leaveOut(job, "failed", (sorted[0] as JobError).code);
      numbers.keep(existing.highestEntry(position));
      continue;
    }
    calculated[position] = 1;
    const entries = result.totals.reduce((count, total) => count + total.entries.length, 0);
    rows.add(job, result.totals, numbers.take(position, entries));
    deletedEntries.push(...existing.entries(position));
    deletedTotals.push(...existing.openTotals(position));
    for (const total of result.totals) {
      for (const { task, used: bits } of total.tasks) used[task] = (used[task] as number) | bits;
      const { totalTask } = total.plan;
      if (followed[totalTask] === 1) used[totalTask] = (used[totalTask] as number) | FOLLOWS_INVOICES;
    }
  }
  if (errors.length > 0 && parameters.onJobError === "stop") throw new JobRefusal(errors);

  const inside = new DayTest(ledgerFilter(parameters));
  const ascending = (a: number, b: number): number => a - b;
  const result: Result = {
    report: "job-calculate-wip",
    status: "ok",
    outcome: rows.outcome,
    postingDate,
    documentNo,
    errors: sortedErrors(errors),
    ...rows.lists(),
    jobLedgerUpdates: jobLedgerUpdates(ledgers, jobs, tasks, calculated, used, inside),
    notInWip: notInWip(work, facts, calculated),
    deleted: {
      jobWipEntries: deletedEntries.sort(ascending),
      jobWipTotals: deletedTotals.sort(ascending),
    },
    methods: methodRows([...work.methods.values()]),
    amountRoundingPrecision: amountText(work.precision),
    allocation: parameters.allocation,
  };
  return { result, changes: changesOf(work, facts, calculated, result) };
}

/** What forbids a calculation on the card of the job. */
function cardErrors(job: JobFacts): readonly JobError[] {
  const { jobNo } = job;
  const errors: JobError[] = [];
  if (job.blocked) errors.push(jobError("jobBlocked", { jobNo, field: "Blocked" }));
  if (job.wipMethod === "") errors.push(jobError("wipMethodMissing", { jobNo, field: "WIP Method" }));
  return errors;
}

/** 1 by task where recognised sales stand in the general ledger before the run. */
function tasksWithPostedSales(ledgers: Ledgers, tasks: TaskList): Uint8Array {
  const column = ledgers.table("Job Tasks").decimals("Recognized Sales G/L Amount");
  return Uint8Array.from(tasks.rows, (row) => (column.ints[row] === 0 ? 0 : 1));
}
