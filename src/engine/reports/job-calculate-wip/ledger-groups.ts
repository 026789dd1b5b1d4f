/**
 * Job ledger entries of jobs that post per ledger entry, added up by task, entry type, line type and dimensions: what
 * contributes to one WIP entry is one figure, however many ledger entries stand behind it.
 */
import type { DayTest } from "../../jobs/day-test";
import type { SelectedJobs } from "../../jobs/selected-jobs";
import type { TaskList } from "../../jobs/task-list";
import type { Ledgers } from "../../ledgers/ledgers";
import { Refusal } from "../../refusal";
import { ExactSums, isZeroAt } from "../../values/decimal";
import type { DimensionTexts } from "./dimensions";
import { USAGE } from "./sums";

const LINE_TYPES = 4;
const ENTRY_TYPES = 3;

/** Groups as columns, numbered from 0; the groups of a task stand in `ofTask` from `first[task]` to `first[task + 1]`. */
export interface LedgerGroups {
  readonly first: Int32Array;
  readonly ofTask: Int32Array;
  readonly entryTypes: ArrayLike<number>;
  readonly lineTypes: ArrayLike<number>;
  readonly dimensions: ArrayLike<number>;
  readonly costs: ExactSums;
  readonly prices: ExactSums;
  /** 1 where some entry has a cost (a price) other than 0, even where they cancel out. */
  readonly hasCost: Uint8Array;
  readonly hasPrice: Uint8Array;
}

/** Groups of all tasks; tasks of jobs that post per job have none. Refuses usage without a Type, which has no account. */
export function groupLedgerEntries(
  ledgers: Ledgers,
  jobs: SelectedJobs,
  tasks: TaskList,
  perLedgerEntry: Uint8Array,
  texts: DimensionTexts,
  inside: DayTest,
): LedgerGroups {
  const table = ledgers.table("Job Ledger Entries");
  const rows = perLedgerEntry.includes(1) ? table.rows : 0;
  const jobIds = table.ids("Job No.");
  const taskIds = table.ids("Job Task No.");
  const days = table.days("Posting Date");
  const types = table.options("Entry Type").values;
  const lines = table.options("Type").values;
  const sets = table.integers("Dimension Set ID");
  const numbers = table.integers("Entry No.");
  const cost = table.decimals("Total Cost (LCY)");
  const price = table.decimals("Line Amount (LCY)");

  const groupOf = new Map<number, number>();
  const taskOf: number[] = [];
  const entryTypes: number[] = [];
  const lineTypes: number[] = [];
  const dimensions: number[] = [];
  const groupOfRow = new Int32Array(rows).fill(-1);
  let rowWithoutType = -1;
  for (let row = 0; row < rows; row += 1) {
    const job = jobs.positionOf[jobIds[row] as number] as number;
    if (perLedgerEntry[job] !== 1 || !inside.passes(days[row] as number)) continue;
    const task = tasks.find(tasks.key(job, taskIds[row] as number));
    if (task < 0) continue;
    const entryType = types[row] as number;
    const lineType = lines[row] as number;
    if (lineType === 0 && entryType === USAGE) {
      const earlier = rowWithoutType >= 0 && (numbers[rowWithoutType] as number) < (numbers[row] as number);
      if (!earlier) rowWithoutType = row;
    }
    const text = texts.ofSet(sets[row] as number);
    const key = (text * tasks.count + task) * ENTRY_TYPES * LINE_TYPES + entryType * LINE_TYPES + lineType;
    let group = groupOf.get(key);
    if (group === undefined) {
      group = taskOf.length;
      groupOf.set(key, group);
      taskOf.push(task);
      entryTypes.push(entryType);
      lineTypes.push(lineType);
      dimensions.push(text);
    }
    groupOfRow[row] = group;
  }
  if (rowWithoutType >= 0) {
    throw new Refusal(
      "BAD_VALUE",
      {
        table: table.name,
        column: "Type",
        key: String(numbers[rowWithoutType]),
        _problem: "the cell is empty, but the account of the usage depends on it",
      },
      [table.address(rowWithoutType, "Type")],
    );
  }

  const costs = new ExactSums(taskOf.length, cost.scale);
  const prices = new ExactSums(taskOf.length, price.scale);
  const hasCost = new Uint8Array(taskOf.length);
  const hasPrice = new Uint8Array(taskOf.length);
  for (let row = 0; row < rows; row += 1) {
    const group = groupOfRow[row] as number;
    if (group < 0) continue;
    costs.add(group, cost, row);
    prices.add(group, price, row);
    if (!isZeroAt(cost, row)) hasCost[group] = 1;
    if (!isZeroAt(price, row)) hasPrice[group] = 1;
  }
  return {
    ...byTask(taskOf, tasks.count),
    entryTypes,
    lineTypes,
    dimensions,
    costs,
    prices,
    hasCost,
    hasPrice,
  };
}

/** Lists the groups of each task behind one another. */
function byTask(taskOf: readonly number[], tasks: number): Pick<LedgerGroups, "first" | "ofTask"> {
  const first = new Int32Array(tasks + 1);
  for (const task of taskOf) first[task + 1] = (first[task + 1] as number) + 1;
  for (let task = 0; task < tasks; task += 1)
    first[task + 1] = (first[task + 1] as number) + (first[task] as number);
  const next = first.slice();
  const ofTask = new Int32Array(taskOf.length);
  taskOf.forEach((task, group) => {
    const place = next[task] as number;
    ofTask[place] = group;
    next[task] = place + 1;
  });
  return { first, ofTask };
}
