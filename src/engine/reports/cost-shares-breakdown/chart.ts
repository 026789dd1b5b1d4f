/** The chart of Cost Shares Breakdown: one stacked bar per posting group or status, its parts largest first. */
import { Exact, exactText } from "../../values/decimal";
import type { ReportSheet } from "../report-sheet";
import type { Amount } from "./parts";
import type { Result } from "./run";
import { partsOfTotal } from "./summary";

const CHART_COLUMNS = 8;
const ROWS_PER_BAR = 2;
const ROWS_FOR_TITLE = 6;
const PARTS_IN_WORDS = 5;

/**
 * Adds the shares of each group as percentages of its total, and the chart that shows them; nothing when there is nothing
 * to show. Shares are positive where a part has the sign of the total, so that cost of sales reads like cost of stock.
 */
export function addChart(page: ReportSheet, result: Result, groups: readonly ShareGroup[]): void {
  const shown = partsOfTotal
    .filter(({ field }) => result.totals[field] !== "0")
    .sort((a, b) => size(result, b.field).comparedTo(size(result, a.field)));
  if (shown.length === 0 || groups.length === 0) return;
  const isWip = result.printCostShare === "WIP Inventory";
  const title = `Cost shares by ${isWip ? "status" : "inventory posting group"}`;
  page.section(title, undefined, "Percent of the group's total.");
  const table = page.table({
    name: "CostShares",
    excelTable: false,
    columns: [
      {
        header: isWip ? "Status" : "Inventory Posting Group",
        kind: "text",
        values: groups.map((group) => group.name),
      },
      ...shown.map(({ field, label }) => ({
        header: label,
        kind: "percent" as const,
        values: groups.map((group) => shareOf(group.sums[field], group.sums.total)),
      })),
    ],
    places: [0, ...shown.map((_, index) => FIRST_SHARE + index)],
  });
  const count = groups.length;
  page.chart({
    type: "stackedBar",
    title,
    description: inWords(result, shown),
    row: page.row + 1,
    column: 0,
    rows: ROWS_FOR_TITLE + ROWS_PER_BAR * count,
    columns: CHART_COLUMNS,
    categories: { row: table.row + 1, column: 0, count },
    series: shown.map(({ label }, index) => ({
      name: label,
      values: { row: table.row + 1, column: FIRST_SHARE + index, count },
      look: "now",
    })),
  });
}

/** A posting group or status with its sums. */
export interface ShareGroup {
  readonly name: string;
  readonly sums: Readonly<Record<Amount, string>>;
}

const FIRST_SHARE = 3;

/** Percent of the total with two decimals; nothing where the total is 0. */
function shareOf(part: string, total: string): string | null {
  return total === "0" ? null : exactText(new Exact(part).times(100).div(total), 2);
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
