/** The job ledger entries or planning lines behind one of the eight sums; their amounts add up to it exactly. */
import { DayTest } from "../../jobs/day-test";
import { addTexts } from "../../jobs/decimal28";
import { FIGURE_NAMES, type FigureName } from "../../jobs/recognition";
import type { Ledgers } from "../../ledgers/ledgers";
import type { Drill, DrillEntry, FigureReference } from "../../report";
import { bigintAt, decimalText } from "../../values/decimal";
import { dayText } from "../../values/day";
import { figureCaption } from "./explain";
import type { Result } from "./result";
import { ledgerFilter, type Parameters } from "./scope";
import { lineKinds, SALE, USAGE } from "./sums";

interface Source {
  readonly table: "Job Planning Lines" | "Job Ledger Entries";
  readonly column: "Total Cost (LCY)" | "Line Amount (LCY)";
  /** Which rows count: budget or billable lines, usage or sale entries. */
  readonly kind: "budget" | "billable" | "usage" | "sale";
}

const planning = (column: Source["column"], kind: Source["kind"]): Source => ({
  table: "Job Planning Lines",
  column,
  kind,
});
const ledger = (column: Source["column"], kind: Source["kind"]): Source => ({
  table: "Job Ledger Entries",
  column,
  kind,
});

const SOURCES: Readonly<Record<FigureName, Source>> = {
  scheduleTotalCost: planning("Total Cost (LCY)", "budget"),
  scheduleTotalPrice: planning("Line Amount (LCY)", "budget"),
  contractTotalCost: planning("Total Cost (LCY)", "billable"),
  contractTotalPrice: planning("Line Amount (LCY)", "billable"),
  usageTotalCost: ledger("Total Cost (LCY)", "usage"),
  usageTotalPrice: ledger("Line Amount (LCY)", "usage"),
  contractInvoicedCost: ledger("Total Cost (LCY)", "sale"),
  contractInvoicedPrice: ledger("Line Amount (LCY)", "sale"),
};

/** `figure`: jobNo and field, with wipTotal (its tasks) or jobTaskNo (one task, also one that is in no WIP total). */
export function drill(
  ledgers: Ledgers,
  parameters: Parameters,
  result: Result,
  figure: FigureReference,
): Drill | undefined {
  const name = FIGURE_NAMES.find((candidate) => candidate === figure.field);
  const { jobNo, jobTaskNo, wipTotal } = figure;
  if (!name || typeof jobNo !== "string") return undefined;
  const isOfTask = typeof jobTaskNo === "string";
  const tasks = isOfTask
    ? [jobTaskNo]
    : result.jobTasks.filter((task) => task.wipTotalEntryNo === wipTotal).map((task) => task.jobTaskNo);
  if (!isOfTask && !result.wipTotals.some((total) => total.entryNo === wipTotal && total.jobNo === jobNo))
    return undefined;
  const source = SOURCES[name];
  const job = ledgers.codes.find(jobNo);
  const wanted = new Set(tasks.map((task) => ledgers.codes.find(task)));
  const entries =
    source.table === "Job Planning Lines"
      ? planningLines(ledgers, parameters, source, job, wanted)
      : ledgerEntries(ledgers, parameters, source, job, wanted);
  entries.sort((a, b) => a.entryNo - b.entryNo);
  const place = isOfTask ? `task ${jobTaskNo}` : `WIP total ${String(wipTotal)}`;
  return {
    title: `${figureCaption(name)}, ${jobNo}, ${place}`,
    figure: addTexts(entries.map((entry) => entry.amount)),
    entries,
  };
}

function planningLines(
  ledgers: Ledgers,
  parameters: Parameters,
  source: Source,
  job: number,
  tasks: ReadonlySet<number>,
): DrillEntry[] {
  const table = ledgers.table(source.table);
  const jobIds = table.ids("Job No.");
  const taskIds = table.ids("Job Task No.");
  const days = table.days("Planning Date");
  const lines = table.integers("Line No.");
  const amounts = table.decimals(source.column);
  const kinds = lineKinds(table);
  const inside = new DayTest(parameters.planningDateFilter);
  const entries: DrillEntry[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    if (jobIds[row] !== job || !tasks.has(taskIds[row] as number) || !inside.passes(days[row] as number))
      continue;
    if (!(source.kind === "budget" ? kinds.isBudget(row) : kinds.isBillable(row))) continue;
    entries.push({
      table: source.table,
      entryNo: lines[row] as number,
      amount: decimalText(bigintAt(amounts, row), amounts.scale),
      columns: {
        "Job Task No.": ledgers.codes.text(taskIds[row] as number),
        "Planning Date": dayText(days[row] as number),
        "Line Type": kinds.isBudget(row)
          ? kinds.isBillable(row)
            ? "Both Budget and Billable"
            : "Budget"
          : "Billable",
      },
    });
  }
  return entries;
}

function ledgerEntries(
  ledgers: Ledgers,
  parameters: Parameters,
  source: Source,
  job: number,
  tasks: ReadonlySet<number>,
): DrillEntry[] {
  const table = ledgers.table(source.table);
  const jobIds = table.ids("Job No.");
  const taskIds = table.ids("Job Task No.");
  const days = table.days("Posting Date");
  const types = table.options("Type");
  const entryTypes = table.options("Entry Type").values;
  const numbers = table.integers("Entry No.");
  const amounts = table.decimals(source.column);
  const inside = new DayTest(ledgerFilter(parameters));
  const wantedType = source.kind === "usage" ? USAGE : SALE;
  const entries: DrillEntry[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    if (jobIds[row] !== job || entryTypes[row] !== wantedType) continue;
    if (!tasks.has(taskIds[row] as number) || !inside.passes(days[row] as number)) continue;
    const amount = bigintAt(amounts, row);
    entries.push({
      table: source.table,
      entryNo: numbers[row] as number,
      // Sales are negative in the ledger; invoiced figures are shown positive.
      amount: decimalText(wantedType === SALE ? -amount : amount, amounts.scale),
      columns: {
        "Job Task No.": ledgers.codes.text(taskIds[row] as number),
        "Posting Date": dayText(days[row] as number),
        "Entry Type": source.kind === "usage" ? "Usage" : "Sale",
        Type: types.captions[types.values[row] as number] ?? "",
      },
    });
  }
  return entries;
}
