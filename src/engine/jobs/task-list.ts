/** The tasks of the selected jobs in number order, and the way from a job and task number to a task. */
import type { Ledgers, LedgerTable } from "../ledgers/ledgers";
import { codeRanks } from "./code-order";
import type { SelectedJobs } from "./selected-jobs";

/** Tasks are numbered from 0 through all selected jobs, job by job. */
export class TaskList {
  readonly count: number;
  /** Row in Job Tasks, by task. */
  readonly rows: Int32Array;
  /** First task of each job; one more entry at the end. */
  readonly first: Int32Array;
  /** Position of the job, by task. */
  readonly jobOf: Int32Array;
  readonly #byKey = new Map<number, number>();
  readonly #stride: number;

  constructor(ledgers: Ledgers, jobs: SelectedJobs) {
    const table = ledgers.table("Job Tasks");
    const jobIds = table.ids("Job No.");
    const taskIds = table.ids("Job Task No.");
    const ranks = codeRanks(ledgers.codes, taskIds);
    this.#stride = ledgers.codes.size;
    this.first = new Int32Array(jobs.count + 1);
    for (const id of jobIds) {
      const position = jobs.positionOf[id] as number;
      if (position >= 0) this.first[position + 1] = (this.first[position + 1] as number) + 1;
    }
    for (let job = 0; job < jobs.count; job += 1) {
      this.first[job + 1] = (this.first[job + 1] as number) + (this.first[job] as number);
    }
    this.count = this.first[jobs.count] as number;
    this.rows = new Int32Array(this.count);
    this.jobOf = new Int32Array(this.count);
    const next = this.first.slice();
    jobIds.forEach((id, row) => {
      const position = jobs.positionOf[id] as number;
      if (position < 0) return;
      const place = next[position] as number;
      this.rows[place] = row;
      next[position] = place + 1;
    });
    for (let job = 0; job < jobs.count; job += 1) {
      const from = this.first[job] as number;
      const to = this.first[job + 1] as number;
      this.jobOf.fill(job, from, to);
      this.rows
        .subarray(from, to)
        .sort((a, b) => (ranks[taskIds[a] as number] as number) - (ranks[taskIds[b] as number] as number));
    }
    for (let task = 0; task < this.count; task += 1) {
      this.#byKey.set(
        this.key(this.jobOf[task] as number, taskIds[this.rows[task] as number] as number),
        task,
      );
    }
  }

  /** Numeric key of a job's position and the pool number of a task's code. */
  key(job: number, taskId: number): number {
    return job * this.#stride + taskId;
  }

  /** The task of a key, -1 when Job Tasks does not have it. */
  find(key: number): number {
    return this.#byKey.get(key) ?? -1;
  }

  /** Pool number of the task code of a key. */
  taskIdOf(key: number): number {
    return key % this.#stride;
  }

  /** Position of the job of a key. */
  jobOfKey(key: number): number {
    return Math.floor(key / this.#stride);
  }
}

/** Texts of a code column by task. */
export function taskCode(
  ledgers: Ledgers,
  table: LedgerTable,
  tasks: TaskList,
  caption: string,
): (task: number) => string {
  const ids = table.ids(caption);
  return (task) => ledgers.codes.text(ids[tasks.rows[task] as number] as number);
}
