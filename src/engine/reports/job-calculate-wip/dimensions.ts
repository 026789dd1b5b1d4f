/** Dimensions as text "CODE=VALUE|CODE=VALUE", of tasks and of dimension sets. */
import type { TaskList } from "../../jobs/task-list";
import type { SelectedJobs } from "../../jobs/selected-jobs";
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import { compareCodes, TextPool } from "../../values/codes";

/** Every distinct text has a number, 0 is none; equal texts of tasks and of sets are one. */
export class DimensionTexts {
  readonly #texts = new TextPool();
  readonly #ofTask: Int32Array;
  readonly #ofSet = new Map<number, number>();

  constructor(ledgers: Ledgers, jobs: SelectedJobs, tasks: TaskList) {
    this.#ofTask = new Int32Array(tasks.count);
    const taskTable = ledgers.table("Job Task Dimensions");
    const jobIds = taskTable.ids("Job No.");
    const taskIds = taskTable.ids("Job Task No.");
    const byTask = pairsBy(ledgers, taskTable, (row) => {
      const job = jobs.positionOf[jobIds[row] as number] as number;
      return tasks.find(tasks.key(job, taskIds[row] as number));
    });
    for (const [task, pairs] of byTask) this.#ofTask[task] = this.#texts.intern(textOf(pairs));
    const setTable = ledgers.table("Dimension Set Entries");
    const setIds = setTable.integers("Dimension Set ID");
    const bySet = pairsBy(ledgers, setTable, (row) => setIds[row] as number);
    for (const [set, pairs] of bySet) this.#ofSet.set(set, this.#texts.intern(textOf(pairs)));
  }

  /** Number of the text of a task's dimensions. */
  ofTask(task: number): number {
    return this.#ofTask[task] as number;
  }

  /** Number of the text of a dimension set; a set without names is "#" and its number. */
  ofSet(set: number): number {
    if (set === 0) return 0;
    let id = this.#ofSet.get(set);
    if (id === undefined) {
      id = this.#texts.intern(`#${set}`);
      this.#ofSet.set(set, id);
    }
    return id;
  }

  /** The text of a number. */
  text(id: number): string {
    return this.#texts.text(id);
  }
}

interface Pair {
  readonly code: string;
  readonly value: string;
}

function pairsBy(ledgers: Ledgers, table: LedgerTable, keyOf: (row: number) => number): Map<number, Pair[]> {
  const codes = table.ids("Dimension Code");
  const values = table.ids("Dimension Value Code");
  const groups = new Map<number, Pair[]>();
  for (let row = 0; row < table.rows; row += 1) {
    const key = keyOf(row);
    if (key < 0) continue;
    const pair = {
      code: ledgers.codes.text(codes[row] as number),
      value: ledgers.codes.text(values[row] as number),
    };
    const group = groups.get(key);
    if (group) group.push(pair);
    else groups.set(key, [pair]);
  }
  return groups;
}

function textOf(pairs: Pair[]): string {
  return pairs
    .sort((a, b) => compareCodes(a.code, b.code))
    .map((pair) => `${pair.code}=${pair.value}`)
    .join("|");
}
