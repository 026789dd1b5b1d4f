/** Which tasks of a job belong together: WIP totals run from Total row to Total row. */
import type { TaskList } from "../../jobs/task-list";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";

const TOTAL = optionNumber("wip total", "Total");
const EXCLUDED = optionNumber("wip total", "Excluded");
const POSTING = optionNumber("task type", "Posting");

/** A WIP total before it has a number. */
export interface WipTotalPlan {
  /** The task that closes it. */
  readonly totalTask: number;
  readonly wipMethod: string;
  /** Its posting tasks that are not excluded, in number order. */
  readonly tasks: readonly number[];
  /** The Total row was made one, or got the job's method: its row in Job Tasks changes. */
  readonly changesTask: boolean;
}

/** Reads how tasks are marked. */
export class TaskMarks {
  readonly #types: Uint16Array;
  readonly #totals: Uint16Array;
  readonly #methods: Int32Array;

  constructor(
    private readonly ledgers: Ledgers,
    private readonly tasks: TaskList,
  ) {
    const table = ledgers.table("Job Tasks");
    this.#types = table.options("Job Task Type").values;
    this.#totals = table.options("WIP-Total").values;
    this.#methods = table.ids("WIP Method");
  }

  isPosting(task: number): boolean {
    return this.#types[this.tasks.rows[task] as number] === POSTING;
  }

  isTotal(task: number): boolean {
    return this.#totals[this.tasks.rows[task] as number] === TOTAL;
  }

  isExcluded(task: number): boolean {
    return this.#totals[this.tasks.rows[task] as number] === EXCLUDED;
  }

  /** Own WIP method of a task, "" for none. */
  method(task: number): string {
    return this.ledgers.codes.text(this.#methods[this.tasks.rows[task] as number] as number);
  }
}

/** The WIP totals of one job. Where tasks follow behind the last Total row, the last of them not excluded closes a total. */
export function planWipTotals(
  marks: TaskMarks,
  from: number,
  to: number,
  jobMethod: string,
): readonly WipTotalPlan[] {
  const plans: WipTotalPlan[] = [];
  let start = from;
  for (let task = from; task < to; task += 1) {
    if (!marks.isTotal(task)) continue;
    const own = marks.method(task);
    plans.push({
      totalTask: task,
      wipMethod: own || jobMethod,
      tasks: countedTasks(marks, start, task),
      changesTask: own === "",
    });
    start = task + 1;
  }
  for (let task = to - 1; task >= start; task -= 1) {
    if (marks.isExcluded(task)) continue;
    plans.push({
      totalTask: task,
      wipMethod: jobMethod,
      tasks: countedTasks(marks, start, task),
      changesTask: true,
    });
    break;
  }
  return plans;
}

function countedTasks(marks: TaskMarks, from: number, last: number): readonly number[] {
  const tasks: number[] = [];
  for (let task = from; task <= last; task += 1) if (isCounted(marks, task)) tasks.push(task);
  return tasks;
}

/** Posting tasks that are not excluded belong to a WIP total: the last of them closes one where no Total row does. */
export function isCounted(marks: TaskMarks, task: number): boolean {
  return marks.isPosting(task) && !marks.isExcluded(task);
}
