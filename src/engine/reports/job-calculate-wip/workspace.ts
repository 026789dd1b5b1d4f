/** What the jobs of one run share: tables read into sums and lookups, each table in one pass. */
import { DayTest } from "../../jobs/day-test";
import { roundingPrecision, type Decimal28 } from "../../jobs/decimal28";
import { readMethods, type WipMethod } from "../../jobs/methods";
import type { Allocation } from "../../jobs/recognition";
import { selectJobs, type SelectedJobs } from "../../jobs/selected-jobs";
import { TaskList } from "../../jobs/task-list";
import type { Ledgers } from "../../ledgers/ledgers";
import { PostingGroups } from "./accounts";
import { DimensionTexts } from "./dimensions";
import { jobFacts, type JobFacts } from "./job-facts";
import { groupLedgerEntries, type LedgerGroups } from "./ledger-groups";
import { ledgerFilter, type Parameters } from "./scope";
import { sumTasks, type TaskSums } from "./sums";
import { TaskMarks } from "./wip-totals";

/** Everything that the jobs of one run share. */
export interface Workspace {
  readonly ledgers: Ledgers;
  readonly jobs: SelectedJobs;
  readonly tasks: TaskList;
  readonly marks: TaskMarks;
  readonly sums: TaskSums;
  readonly methods: ReadonlyMap<string, WipMethod>;
  readonly groups: PostingGroups;
  readonly dimensions: DimensionTexts;
  readonly ledgerGroups: LedgerGroups;
  readonly precision: Decimal28;
  readonly allocation: Allocation;
}

/** Number of a task. */
export function taskNo(work: Pick<Workspace, "ledgers" | "tasks">, task: number): string {
  const ids = work.ledgers.table("Job Tasks").ids("Job Task No.");
  return work.ledgers.codes.text(ids[work.tasks.rows[task] as number] as number);
}

/** Reads everything that the jobs of a run share, in passes over the tables. */
export function prepare(
  ledgers: Ledgers,
  parameters: Parameters,
  progress: (rows: number) => void,
): { readonly work: Workspace; readonly facts: readonly JobFacts[] } {
  const jobs = selectJobs(ledgers, parameters.jobFilter);
  const tasks = new TaskList(ledgers, jobs);
  const facts = jobFacts(ledgers, jobs, parameters.postingDate);
  const posting = ledgerFilter(parameters);
  const dimensions = new DimensionTexts(ledgers, jobs, tasks);
  const perLedgerEntry = Uint8Array.from(facts, (job) => (job.perLedgerEntry ? 1 : 0));
  const setup = ledgers.table("General Ledger Setup");
  const work: Workspace = {
    ledgers,
    jobs,
    tasks,
    marks: new TaskMarks(ledgers, tasks),
    sums: sumTasks(ledgers, jobs, tasks, { posting, planning: parameters.planningDateFilter }, progress),
    methods: readMethods(ledgers),
    groups: new PostingGroups(ledgers),
    dimensions,
    ledgerGroups: groupLedgerEntries(ledgers, jobs, tasks, perLedgerEntry, dimensions, new DayTest(posting)),
    precision: roundingPrecision(setup.rows > 0 ? setup.decimals("Amount Rounding Precision") : undefined),
    allocation: parameters.allocation,
  };
  return { work, facts };
}
