/** The chart of Cost Shares Breakdown: one stacked bar per posting group or status, its parts largest first. */
import { Exact } from "../../values/decimal";
import type { ReportSheet } from "../report-sheet";
import type { SheetColumns } from "./columns";
import type { Subtotals } from "./layout";
import type { Amount } from "./parts";
import type { Result } from "./run";
import { partsOfTotal } from "./summary";

const CHART_COLUMNS = 8;
const ROWS_PER_BAR = 2;
const ROWS_FOR_TITLE = 6;
const PARTS_IN_WORDS = 5;

/** Adds the chart below the subtotals that it reads; nothing when there is nothing to show. */
export function addChart(page: ReportSheet, result: Result, columns: SheetColumns, subtotals: Subtotals): void {
  const shown = partsOfTotal
    .filter(({ field }) => result.totals[field] !== "0")
    .sort((a, b) => size(result, b.field).comparedTo(size(result, a.field)));
  if (shown.length === 0 || subtotals.names.length === 0) return;
  const isWip = result.printCostShare === "WIP Inventory";
  const count = subtotals.names.length;
  page.chart({
    type: "stackedBar",
    title: `Cost shares by ${isWip ? "status" : "inventory posting group"}`,
    description: inWords(result, shown),
    row: page.row + 1,
    column: 0,
    rows: ROWS_FOR_TITLE + ROWS_PER_BAR * count,
    columns: CHART_COLUMNS,
    categories: { row: subtotals.row, column: 0, count },
    series: shown.map(({ field, label }) => ({
      name: label,
      values: { row: subtotals.row, column: visibleColumn(columns, field), count },
      look: "now",
    })),
  });
}

/** Charts leave hidden columns out; where Indirect Cost is hidden, Material Overhead shows the same amounts. */
function visibleColumn(columns: SheetColumns, field: Amount): number {
  const column = columns.amounts.get(field) as number;
  return field === "indirectCost" && columns.hidden.includes(column)
    ? (columns.amounts.get("materialOverhead") as number)
    : column;
}

function size(result: Result, field: Amount): Exact {
  return new Exact(result.totals[field]).abs();
}

/** Alternative text: the total and its largest parts. */
function inWords(result: Result, shown: typeof partsOfTotal): string {
  const amount = (field: Amount): string => new Exact(result.totals[field]).toFixed(2);
  const parts = shown
    .slice(0, PARTS_IN_WORDS)
    .map(({ field, label }) => `${label.toLowerCase()} ${amount(field)}`);
  return `Of ${amount("total")} in all: ${parts.join(", ")}.`;
}
