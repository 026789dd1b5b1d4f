/**
 * Job ledger entries of jobs that post per ledger entry, added up by task, entry type, line type and dimensions: what
 * contributes to one WIP entry is one figure, however many ledger entries stand behind it.
 */
import type { DayTest } from "../../jobs/day-test";
import { sumOf, type Decimal28 } from "../../jobs/decimal28";
import type { SelectedJobs } from "../../jobs/selected-jobs";
import type { TaskList } from "../../jobs/task-list";
import type { Ledgers } from "../../ledgers/ledgers";
import { Refusal } from "../../refusal";
import { ExactSums, isZeroAt } from "../../values/decimal";
import type { DimensionTexts } from "./dimensions";
import { USAGE } from "./sums";

export interface LedgerGroup {
  readonly entryType: number;
  readonly lineType: number;
  readonly dimensions: number;
  readonly cost: Decimal28;
  readonly price: Decimal28;
  /** Some entry has a cost (a price) other than 0, even where they cancel out. */
  readonly hasCost: boolean;
  readonly hasPrice: boolean;
}

const LINE_TYPES = 4;

/** Groups by task; tasks of other jobs have none. Refuses usage without a Type, which has no account. */
export function groupLedgerEntries(
  ledgers: Ledgers,
  jobs: SelectedJobs,
  tasks: TaskList,
  perLedgerEntry: Uint8Array,
  dimensions: DimensionTexts,
  inside: DayTest,
): ReadonlyMap<number, readonly LedgerGroup[]> {
  const byTask = new Map<number, LedgerGroup[]>();
  if (!perLedgerEntry.includes(1)) return byTask;
  const table = ledgers.table("Job Ledger Entries");
  const jobIds = table.ids("Job No.");
  const taskIds = table.ids("Job Task No.");
  const days = table.days("Posting Date");
  const entryTypes = table.options("Entry Type").values;
  const lineTypes = table.options("Type").values;
  const sets = table.integers("Dimension Set ID");
  const cost = table.decimals("Total Cost (LCY)");
  const price = table.decimals("Line Amount (LCY)");

  const groupOf = new Map<number, number>();
  const groups: { task: number; entryType: number; lineType: number; dimensions: number }[] = [];
  const groupOfRow = new Int32Array(table.rows).fill(-1);
  let rowWithoutType = -1;
  const numbers = table.integers("Entry No.");
  for (let row = 0; row < table.rows; row += 1) {
    const job = jobs.positionOf[jobIds[row] as number] as number;
    if (job < 0 || perLedgerEntry[job] === 0 || !inside.passes(days[row] as number)) continue;
    const task = tasks.find(tasks.key(job, taskIds[row] as number));
    if (task < 0) continue;
    const entryType = entryTypes[row] as number;
    const lineType = lineTypes[row] as number;
    if (lineType === 0 && entryType === USAGE) {
      const earlier = rowWithoutType >= 0 && (numbers[rowWithoutType] as number) < (numbers[row] as number);
      if (!earlier) rowWithoutType = row;
    }
    const text = dimensions.ofSet(sets[row] as number);
    const key = text * (tasks.count * 3 * LINE_TYPES) + (task * 3 + entryType) * LINE_TYPES + lineType;
    let group = groupOf.get(key);
    if (group === undefined) {
      group = groups.length;
      groupOf.set(key, group);
      groups.push({ task, entryType, lineType, dimensions: text });
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

  const costs = new ExactSums(groups.length, cost.scale);
  const prices = new ExactSums(groups.length, price.scale);
  const hasCost = new Uint8Array(groups.length);
  const hasPrice = new Uint8Array(groups.length);
  for (let row = 0; row < table.rows; row += 1) {
    const group = groupOfRow[row] as number;
    if (group < 0) continue;
    costs.add(group, cost, row);
    prices.add(group, price, row);
    if (!isZeroAt(cost, row)) hasCost[group] = 1;
    if (!isZeroAt(price, row)) hasPrice[group] = 1;
  }
  groups.forEach(({ task, ...rest }, group) => {
    const figures: LedgerGroup = {
      ...rest,
      cost: sumOf(costs, group),
      price: sumOf(prices, group),
      hasCost: hasCost[group] === 1,
      hasPrice: hasPrice[group] === 1,
    };
    const list = byTask.get(task);
    if (list) list.push(figures);
    else byTask.set(task, [figures]);
  });
  return byTask;
}
