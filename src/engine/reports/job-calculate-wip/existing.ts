/** What earlier runs left in the workbook: WIP entries and totals of the jobs, and the numbers that are taken. */
import type { SelectedJobs } from "../../jobs/selected-jobs";
import type { TaskList } from "../../jobs/task-list";
import type { Ledgers } from "../../ledgers/ledgers";

export class ExistingWip {
  /** Numbers of the WIP entries of each selected job. */
  readonly #entries: readonly number[][];
  /** Numbers of its totals that are not posted and belong to a task that is there. */
  readonly #openTotals: readonly number[][];
  /** Highest WIP entry of jobs that are not selected. */
  readonly highestOfOthers: number;
  /** Highest WIP total number that was ever used. */
  readonly highestTotal: number;

  constructor(ledgers: Ledgers, jobs: SelectedJobs, tasks: TaskList) {
    this.#entries = Array.from({ length: jobs.count }, () => []);
    this.#openTotals = Array.from({ length: jobs.count }, () => []);
    let others = 0;
    let highestTotal = 0;

    const entries = ledgers.table("Job WIP Entries");
    const entryNumbers = entries.integers("Entry No.");
    const entryJobs = entries.ids("Job No.");
    const entryTotals = entries.integers("Job WIP Total Entry No.");
    for (let row = 0; row < entries.rows; row += 1) {
      const number = entryNumbers[row] as number;
      const position = jobs.positionOf[entryJobs[row] as number] as number;
      if (position >= 0) (this.#entries[position] as number[]).push(number);
      else others = Math.max(others, number);
      highestTotal = Math.max(highestTotal, entryTotals[row] as number);
    }

    const totals = ledgers.table("Job WIP Totals");
    const totalNumbers = totals.integers("Entry No.");
    const totalJobs = totals.ids("Job No.");
    const totalTasks = totals.ids("Job Task No.");
    const posted = totals.flags("Posted to G/L");
    for (let row = 0; row < totals.rows; row += 1) {
      const number = totalNumbers[row] as number;
      highestTotal = Math.max(highestTotal, number);
      const position = jobs.positionOf[totalJobs[row] as number] as number;
      if (posted[row] === 1) continue;
      if (tasks.find(tasks.key(position, totalTasks[row] as number)) >= 0)
        (this.#openTotals[position] as number[]).push(number);
    }

    for (const number of ledgers.table("Job WIP G/L Entries").integers("Job WIP Total Entry No.")) {
      highestTotal = Math.max(highestTotal, number);
    }
    this.highestOfOthers = others;
    this.highestTotal = highestTotal;
  }

  /** WIP entries of a job, in no particular order. */
  entries(position: number): readonly number[] {
    return this.#entries[position] as number[];
  }

  /** Totals of a job that a new calculation replaces, in no particular order. */
  openTotals(position: number): readonly number[] {
    return this.#openTotals[position] as number[];
  }

  /** Highest WIP entry of a job, 0 for none. */
  highestEntry(position: number): number {
    let highest = 0;
    for (const number of this.entries(position)) highest = Math.max(highest, number);
    return highest;
  }
}

/**
 * Gives numbers to new WIP entries as jobs are calculated one after the other: each time one more than the highest
 * entry that is left, the entries of jobs still to come included.
 */
export class EntryNumbers {
  readonly #later: Float64Array;
  #highest: number;

  constructor(existing: ExistingWip, jobs: SelectedJobs) {
    this.#highest = existing.highestOfOthers;
    this.#later = new Float64Array(jobs.count + 1);
    for (let position = jobs.count - 1; position >= 0; position -= 1) {
      this.#later[position] = Math.max(this.#later[position + 1] as number, existing.highestEntry(position));
    }
  }

  /** Numbers for `count` entries of a job whose own old ones are removed; returns the first. */
  take(position: number, count: number): number {
    if (count === 0) return 0;
    const first = Math.max(this.#highest, this.#later[position + 1] as number) + 1;
    this.#highest = first + count - 1;
    return first;
  }

  /** A job keeps its entries. */
  keep(highestEntry: number): void {
    this.#highest = Math.max(this.#highest, highestEntry);
  }
}
