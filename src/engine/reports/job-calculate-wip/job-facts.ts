/** What the card of a job says, as far as the calculation needs it. */
import type { SelectedJobs } from "../../jobs/selected-jobs";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";
import type { Day } from "../../values/day";

const PER_JOB_LEDGER_ENTRY = optionNumber("wip posting method", "Per Job Ledger Entry");

export interface JobFacts {
  /** Position among the selected jobs. */
  readonly position: number;
  readonly jobNo: string;
  readonly wipMethod: string;
  readonly perLedgerEntry: boolean;
  /** Pool number of its posting group, 0 for none. */
  readonly postingGroup: number;
  readonly blocked: boolean;
  readonly complete: boolean;
  /** Complete, and its ending date has come by the posting date. */
  readonly completing: boolean;
  readonly endingDate: Day;
  /** Some posted WIP entry carries Job Complete: nothing more is calculated. */
  readonly completionPosted: boolean;
}

/** The facts of all selected jobs, in number order. */
export function jobFacts(ledgers: Ledgers, jobs: SelectedJobs, postingDate: Day): readonly JobFacts[] {
  const table = ledgers.table("Jobs");
  const methods = table.ids("WIP Method");
  const postingMethods = table.options("WIP Posting Method").values;
  const groups = table.ids("Job Posting Group");
  const blocked = table.options("Blocked").values;
  const endings = table.days("Ending Date");
  const complete = completeTest(ledgers);
  const posted = jobsWithPostedCompletion(ledgers, jobs);
  return jobs.numbers.map((jobNo, position) => {
    const row = jobs.rows[position] as number;
    const isComplete = complete(row);
    // A job without an ending date (day 0) ends at once.
    const ending = endings[row] as Day;
    return {
      position,
      jobNo,
      wipMethod: ledgers.codes.text(methods[row] as number),
      perLedgerEntry: postingMethods[row] === PER_JOB_LEDGER_ENTRY,
      postingGroup: groups[row] as number,
      blocked: blocked[row] !== 0,
      complete: isComplete,
      completing: isComplete && postingDate >= ending,
      endingDate: ending,
      completionPosted: posted[position] === 1,
    };
  });
}

/** Tells whether a row of Jobs is complete; without the column Complete its Status decides. */
function completeTest(ledgers: Ledgers): (row: number) => boolean {
  const table = ledgers.table("Jobs");
  if (table.has("Complete")) {
    const flags = table.flags("Complete");
    return (row) => flags[row] === 1;
  }
  const statuses = table.ids("Status");
  return (row) => ledgers.texts.text(statuses[row] as number) === "Completed";
}

/** 1 by position where a posted WIP entry of the job, reversed or not, carries Job Complete. */
export function jobsWithPostedCompletion(ledgers: Ledgers, jobs: SelectedJobs): Uint8Array {
  const table = ledgers.table("Job WIP G/L Entries");
  const jobIds = table.ids("Job No.");
  const complete = table.flags("Job Complete");
  const posted = new Uint8Array(jobs.count);
  for (let row = 0; row < table.rows; row += 1) {
    const position = jobs.positionOf[jobIds[row] as number] as number;
    if (position >= 0 && complete[row] === 1) posted[position] = 1;
  }
  return posted;
}

/** True when a selected job posts per ledger entry; the column Type is needed then. */
export function somePostsPerLedgerEntry(ledgers: Ledgers, jobs: SelectedJobs): boolean {
  const methods = ledgers.table("Jobs").options("WIP Posting Method").values;
  return jobs.rows.some((row) => methods[row] === PER_JOB_LEDGER_ENTRY);
}
