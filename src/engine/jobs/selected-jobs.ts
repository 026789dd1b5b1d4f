/** The jobs that a run looks at: those whose number passes the filter, in number order. */
import type { Ledgers } from "../ledgers/ledgers";
import { compareCodes } from "../values/codes";
import type { Filter } from "../values/filter";

export interface SelectedJobs {
  readonly count: number;
  /** Row in Jobs, by position. */
  readonly rows: Int32Array;
  /** Number of the job, by position. */
  readonly numbers: readonly string[];
  /** Position of a job by the pool number of its code, -1 where it is not selected. */
  readonly positionOf: Int32Array;
}

/** Selects jobs by their No. */
export function selectJobs(ledgers: Ledgers, jobFilter: Filter): SelectedJobs {
  const { codes } = ledgers;
  const ids = ledgers.table("Jobs").ids("No.");
  const chosen: { readonly row: number; readonly number: string }[] = [];
  ids.forEach((id, row) => {
    const number = codes.text(id);
    if (jobFilter.matchesCode(number)) chosen.push({ row, number });
  });
  chosen.sort((a, b) => compareCodes(a.number, b.number));
  const positionOf = new Int32Array(codes.size).fill(-1);
  chosen.forEach(({ row }, position) => {
    positionOf[ids[row] as number] = position;
  });
  return {
    count: chosen.length,
    rows: Int32Array.from(chosen, ({ row }) => row),
    numbers: chosen.map(({ number }) => number),
    positionOf,
  };
}
