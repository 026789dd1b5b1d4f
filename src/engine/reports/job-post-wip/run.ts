/** Job Post WIP to G/L: ledgers and parameters → journal, updates and change set. */
import "./messages";
import { addTexts, negated } from "../../jobs/decimal28";
import { jobError, JobRefusal, sortedErrors, type JobError } from "../../jobs/errors";
import { selectJobs, type SelectedJobs } from "../../jobs/selected-jobs";
import { TaskList } from "../../jobs/task-list";
import { accountNames } from "../../ledgers/account-names";
import type { Ledgers } from "../../ledgers/ledgers";
import { messageText } from "../../messages";
import type { RunContext, RunOutcome } from "../../report";
import { compareCodes } from "../../values/codes";
import { dayText, NO_DAY, type Day } from "../../values/day";
import { changesOf } from "./changes";
import { FigureSums } from "./figures";
import { Journal } from "./journal";
import { PostingRules, type PlannedLine } from "./refusals";
import { jobLedgerUpdates, jobTaskUpdates } from "./tracking";
import type { Action, CheckRow, JobRow, Parameters, Result } from "./result";
import { rowsByJob, WipColumns } from "./wip-columns";

/** Everything that the jobs of one run share. */
interface Workspace {
  readonly ledgers: Ledgers;
  readonly parameters: Parameters;
  readonly jobs: SelectedJobs;
  readonly pending: WipColumns;
  readonly posted: WipColumns;
  readonly postedDays: Float64Array;
  readonly reversed: Uint8Array;
  readonly rules: PostingRules;
  /** Numbers in Job WIP Totals; undefined without that sheet. */
  readonly totals: ReadonlySet<number> | undefined;
}

/** What would happen to one job. */
interface JobPlan {
  readonly position: number;
  readonly jobNo: string;
  /** Rows of Job WIP G/L Entries to be reversed, by type and number. */
  readonly reversals: readonly number[];
  /** Rows of Job WIP Entries to be posted, by number. */
  readonly news: readonly number[];
  readonly pendingCount: number;
}

export function run(ledgers: Ledgers, parameters: Parameters, context: RunContext): RunOutcome<Result> {
  const jobs = selectJobs(ledgers, parameters.jobFilter);
  const postedTable = ledgers.table("Job WIP G/L Entries");
  const totalsTable = ledgers.table("Job WIP Totals");
  const work: Workspace = {
    ledgers,
    parameters,
    jobs,
    pending: new WipColumns(ledgers, ledgers.table("Job WIP Entries"), jobs),
    posted: new WipColumns(ledgers, postedTable, jobs),
    postedDays: postedTable.days("Posting Date"),
    reversed: postedTable.flags("Reversed"),
    rules: new PostingRules(ledgers),
    totals: totalsTable.present ? new Set(totalsTable.integers("Entry No.")) : undefined,
  };
  const blocked = ledgers.table("Jobs").options("Blocked").values;
  const tasks = new TaskList(ledgers, jobs);
  const journal = new Journal(ledgers, parameters, work.posted, work.pending);
  const rows: JobRow[] = [];
  const errors: JobError[] = [];
  const checks: CheckRow[] = [];
  const processed = new Uint8Array(jobs.count);
  const deletedEntries: number[] = [];
  for (let position = 0; position < jobs.count; position += 1) {
    context.progress(position, jobs.count);
    const plan = planJob(work, position);
    const unchanged = (action: Action, reason: string): void => {
      rows.push({ ...head(plan.jobNo, action, reason), ...figuresAfter(work, position, [], []) });
    };
    if (work.posted.rowsOf(position).some((row) => work.posted.complete[row] === 1)) {
      unchanged("skipped", "completionPosted");
      continue;
    }
    const isBlocked = blocked[jobs.rows[position] as number] !== 0;
    const reasons = isBlocked
      ? [jobError("jobBlocked", { jobNo: plan.jobNo, field: "Blocked" })]
      : sortedErrors(errorsOf(work, plan));
    const [first] = reasons;
    if (first) {
      for (const reason of reasons) errors.push(reason);
      unchanged("failed", first.code);
      continue;
    }
    processed[position] = 1;
    const transaction = journal.post(plan.jobNo, plan.reversals, plan.news);
    for (const code of checksOf(work, plan)) {
      checks.push({ code, jobNo: plan.jobNo, message: messageText(code, { jobNo: plan.jobNo }) });
    }
    for (const row of plan.news) deletedEntries.push(work.pending.numbers[row] as number);
    rows.push({
      ...head(plan.jobNo, actionOf(plan), ""),
      reversedEntries: plan.reversals.length,
      postedEntries: plan.news.length,
      wipTransactionNo: transaction,
      ...figuresAfter(work, position, plan.reversals, plan.news),
    });
  }
  if (errors.length > 0 && parameters.onJobError === "stop") throw new JobRefusal(errors);

  const ascending = (a: number, b: number): number => a - b;
  const result: Result = {
    report: "job-post-wip",
    status: "ok",
    outcome: journal.lines.length > 0 ? "posted" : "nothingToPost",
    errors: sortedErrors(errors),
    jobs: rows,
    journalLines: journal.lines,
    glEntries: journal.glEntries,
    wipGlEntries: journal.wipGlEntries,
    wipGlEntryUpdates: journal.updates,
    wipTotalUpdates: work.totals
      ? journal.totals.map((entryNo) => ({ entryNo, postedToGL: true as const }))
      : [],
    jobTaskUpdates: jobTaskUpdates(ledgers, jobs, tasks, processed, parameters.reverseOnly),
    jobLedgerUpdates: parameters.reverseOnly ? [] : jobLedgerUpdates(ledgers, jobs, processed),
    accountTotals: accountTotals(journal),
    accountNames: namesOfAccounts(ledgers, journal),
    checks,
    deleted: {
      jobWipEntries: deletedEntries.sort(ascending),
      jobWipTotals: parameters.reverseOnly
        ? []
        : deletedTotals(work, tasks, processed, journal).sort(ascending),
    },
    reversalPostingDate: dayText(parameters.reversalPostingDate),
  };
  return { result, changes: changesOf(result) };
}

function planJob(work: Workspace, position: number): JobPlan {
  const { posted, pending, reversed, parameters } = work;
  const reversals = posted
    .rowsOf(position)
    .filter((row) => posted.reverse[row] === 1 && reversed[row] === 0)
    .sort(
      (a, b) =>
        (posted.types[a] as number) - (posted.types[b] as number) ||
        (posted.numbers[a] as number) - (posted.numbers[b] as number),
    );
  const all = [...pending.rowsOf(position)].sort(
    (a, b) => (pending.numbers[a] as number) - (pending.numbers[b] as number),
  );
  return {
    position,
    jobNo: work.jobs.numbers[position] as string,
    reversals,
    news: parameters.reverseOnly ? [] : all,
    pendingCount: all.length,
  };
}

function errorsOf(work: Workspace, plan: JobPlan): readonly JobError[] {
  const { posted, pending, parameters } = work;
  const { jobNo } = plan;
  const { reversalPostingDate: reversalDay } = parameters;
  const errors: JobError[] = [];
  const latest = plan.reversals.reduce((day, row) => Math.max(day, work.postedDays[row] as Day), NO_DAY);
  if (latest > reversalDay) {
    errors.push(
      jobError("reversalBeforePosting", { jobNo, field: "reversalPostingDate", date: dayText(latest) }),
    );
  }
  const lines: PlannedLine[] = [
    ...plan.reversals.map((row) => ({
      accounts: [posted.accounts[row], posted.balancing[row]] as [number, number],
      day: reversalDay,
      dateField: "reversalPostingDate" as const,
    })),
    ...plan.news.map((row) => ({
      accounts: [pending.accounts[row], pending.balancing[row]] as [number, number],
      day: parameters.useReversalDate ? reversalDay : (pending.wipDays[row] as Day),
      dateField: parameters.useReversalDate
        ? ("reversalPostingDate" as const)
        : ("WIP Posting Date" as const),
    })),
  ];
  errors.push(...work.rules.errors(jobNo, lines));
  for (const row of plan.news) {
    const total = pending.totals[row] as number;
    if (work.totals && total !== 0 && !work.totals.has(total)) {
      errors.push(jobError("wipTotalMissing", { jobNo, field: String(total) }));
    }
  }
  return errors;
}

function checksOf(work: Workspace, plan: JobPlan): readonly string[] {
  const { parameters, pending } = work;
  if (parameters.reverseOnly) return plan.pendingCount > 0 ? ["reverseOnlyWithPendingWip"] : [];
  if (plan.reversals.length === 0) return [];
  if (plan.news.length === 0) return ["reversedWithoutNew"];
  if (parameters.useReversalDate) return [];
  let earliest = Number.POSITIVE_INFINITY;
  let latest = NO_DAY;
  for (const row of plan.news) {
    const day = pending.wipDays[row] as Day;
    earliest = Math.min(earliest, day);
    latest = Math.max(latest, day);
  }
  if (parameters.reversalPostingDate > earliest) return ["reversalDateAfterWipDate"];
  return parameters.reversalPostingDate < latest ? ["reversalDateBeforeWipDate"] : [];
}

function actionOf(plan: JobPlan): Action {
  const reverses = plan.reversals.length > 0;
  if (plan.news.length > 0) return reverses ? "reversedAndPosted" : "posted";
  return reverses ? "reversed" : "nothing";
}

function head(jobNo: string, action: Action, reason: string) {
  return { jobNo, action, reason, reversedEntries: 0, postedEntries: 0, wipTransactionNo: 0 };
}

/** The figures of a job when these entries are reversed and these are posted. */
function figuresAfter(
  work: Workspace,
  position: number,
  reversals: readonly number[],
  news: readonly number[],
) {
  const { posted, pending, reversed } = work;
  const sums = new FigureSums(Math.max(posted.amounts.scale, pending.amounts.scale));
  const nowReversed = new Set(reversals);
  for (const row of posted.rowsOf(position)) {
    sums.noteCompletion(posted.complete[row] === 1);
    if (reversed[row] === 0 && !nowReversed.has(row)) sums.add(posted, row);
  }
  for (const row of news) sums.add(pending, row);
  return sums.figures();
}

/** Totals of the processed jobs that no entry was posted for; with Job Tasks only those of a task that is there. */
function deletedTotals(work: Workspace, tasks: TaskList, processed: Uint8Array, journal: Journal): number[] {
  const table = work.ledgers.table("Job WIP Totals");
  const numbers = table.integers("Entry No.");
  const taskIds = table.ids("Job Task No.");
  const posted = table.flags("Posted to G/L");
  const nowPosted = new Set(journal.totals);
  const tasksKnown = work.ledgers.table("Job Tasks").present;
  return rowsByJob(table, work.jobs).flatMap((rows, position) =>
    processed[position] === 0
      ? []
      : rows
          .filter((row) => posted[row] === 0 && !nowPosted.has(numbers[row] as number))
          .filter((row) => !tasksKnown || tasks.find(tasks.key(position, taskIds[row] as number)) >= 0)
          .map((row) => numbers[row] as number),
  );
}

/** Names of the accounts of a journal, by number. */
function namesOfAccounts(ledgers: Ledgers, journal: Journal): Result["accountNames"] {
  const nameOf = accountNames(ledgers);
  const accounts = new Set(journal.glEntries.map((entry) => entry.glAccountNo));
  return [...accounts]
    .sort(compareCodes)
    .map((glAccountNo) => ({ glAccountNo, name: nameOf(ledgers.codes.find(glAccountNo)) }))
    .filter(({ name }) => name !== "");
}

/** Net amount per account over all lines, zeros left out. */
function accountTotals(
  journal: Journal,
): readonly { readonly glAccountNo: string; readonly amount: string }[] {
  const amounts = new Map<string, string[]>();
  const add = (account: string, amount: string): void => {
    const list = amounts.get(account);
    if (list) list.push(amount);
    else amounts.set(account, [amount]);
  };
  for (const line of journal.lines) {
    add(line.accountNo, line.amount);
    add(line.balAccountNo, negated(line.amount));
  }
  return [...amounts]
    .map(([glAccountNo, list]) => ({ glAccountNo, amount: addTexts(list) }))
    .filter(({ amount }) => amount !== "0")
    .sort((a, b) => compareCodes(a.glAccountNo, b.glAccountNo));
}
