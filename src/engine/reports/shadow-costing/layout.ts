/** The sheet of Shadow Costing: where the cost is under both methods, value by month with a chart, items, entries. */
import type { LayoutContext } from "../../report";
import { cellAddress, type Sheet, type TableColumn } from "../../../workbook/sheet";
import { Exact, exactText } from "../../values/decimal";
import { ReportSheet } from "../report-sheet";
import { filterWords, periodWords } from "../scope-words";
import { decimalsNeeded } from "../sheet-widths";
import { columnsOf } from "../table-columns";
import { FIGURES, type FigureName } from "./figures";
import type { ShadowCostingResult, ShadowEntry, ShadowFigures } from "./result";
import { FIGURE_LABELS, hasIdentity, methodNow, summary } from "./summary";

/** Months that the chart shows at most: a year, and the month it is compared with. */
const CHART_MONTHS = 13;
const CHART_ROWS = 15;

const FILTER_LABELS = {
  itemFilter: "Item No.",
  averageCostPeriod: "Average Cost Period",
  averageCostCalcType: "Average Cost Calc. Type",
};

export function layout(result: ShadowCostingResult, context: LayoutContext): readonly Sheet[] {
  const said = summary(result);
  const filters = filterWords(context.parameters, FILTER_LABELS);
  const page = new ReportSheet({
    name: "Shadow Costing",
    title: "Shadow Costing",
    scope: [
      context.company,
      periodWords(result.startDate, result.endDate),
      context.currency,
      `${methodNow(result)} (now) against ${result.method}`,
      result.order === "date" ? "applied by posting date" : "applied as posted",
      filters.length > 0 ? filters.join(", ") : "all items",
    ],
    context,
    freezeColumn: 2,
  });
  const change = result.totals.difference.inventoryValue;
  page.state(
    "ties",
    change === "0"
      ? `Inventory is the same under ${result.method}`
      : `Inventory change under ${result.method}`,
    change,
    4,
  );
  page.link(6, "By month", "months");
  if (said.warnings.length > 0) page.link(8, `Warnings (${said.warnings.length})`, "warnings");
  page.link(10, "Evidence", "evidence");

  totals(page, result);
  const main = page.space(1).mainTable({
    name: "ShadowCosting",
    columns: itemColumns(result),
    figures: result.items.map((item) => ({ itemNo: item.itemNo })),
    fields: [
      undefined,
      undefined,
      undefined,
      undefined,
      ...FIGURES.flatMap((figure) => [`actual.${figure}`, `shadow.${figure}`, `difference.${figure}`]),
      undefined,
    ],
  });
  months(page, result);
  if (result.entries) {
    page.section("Entries", "entries").table({
      name: "ShadowCostingEntries",
      columns: columnsOf<ShadowEntry>(result.entries, [
        ["Item No.", "code", (entry) => entry.itemNo],
        ["Entry No.", "integer", (entry) => entry.entryNo],
        ["Cost now", "amount", (entry) => entry.actual],
        [`Cost under ${result.method}`, "amount", (entry) => entry.shadow],
        ["Change", "amount", (entry) => entry.difference],
      ]),
    });
  }
  const rowOf = new Map(result.items.map((item, index) => [item.itemNo, main.row + 1 + index]));
  page.warnings(said.warnings, (itemNo) => {
    const row = rowOf.get(itemNo);
    return row === undefined ? undefined : { cell: cellAddress(row, 0) };
  });
  page.evidence();
  return [page.finish()];
}

/** Figures that have something to show. */
function shownFigures(result: ShadowCostingResult): readonly FigureName[] {
  const { actual, shadow } = result.totals;
  return FIGURES.filter(
    (figure) => figure !== "variance" || actual.variance !== "0" || shadow.variance !== "0",
  );
}

/** Own costs of one side: the sum of its figures. */
function sumOfFigures(figures: ShadowFigures): string {
  return exactText(FIGURES.reduce((sum, figure) => sum.plus(figures[figure]), new Exact(0)));
}

function totals(page: ReportSheet, result: ShadowCostingResult): void {
  const { actual, shadow, difference } = result.totals;
  page.line(
    [
      { column: 0, value: "Where the cost is" },
      { column: 4, value: `${methodNow(result)} (now)`, kind: "amount" },
      { column: 5, value: result.method, kind: "amount" },
      { column: 6, value: "Change", kind: "amount" },
    ],
    "groupHead",
  );
  for (const figure of shownFigures(result)) {
    const name = figure === "inventoryValue" ? "InventoryValue" : undefined;
    page.line([
      { column: 0, value: FIGURE_LABELS[figure] },
      { column: 4, value: actual[figure], kind: "amount" },
      { column: 5, value: shadow[figure], kind: "amount", ...(name ? { name } : {}) },
      { column: 6, value: difference[figure], kind: "amount" },
    ]);
  }
  // Both sides are equal unless something of the old method was left out; only then the rule is single.
  if (!hasIdentity(result)) return;
  const change = sumOfFigures(difference);
  const style = change === "0" ? "sumDouble" : "sum";
  page.line(
    [
      { column: 0, value: "Own costs" },
      { column: 4, value: sumOfFigures(actual), kind: "amount", style },
      { column: 5, value: result.ownCosts, kind: "amount", style },
      { column: 6, value: change, kind: "amount", style },
    ],
    "strong",
  );
}

function itemColumns(result: ShadowCostingResult): readonly TableColumn[] {
  const { items } = result;
  const quantities = items.map((item) => item.quantity);
  return [
    { header: "Item No.", kind: "code", values: items.map((item) => item.itemNo) },
    { header: "Method now", kind: "text", values: items.map((item) => item.actualMethod) },
    { header: "Method", kind: "text", values: items.map((item) => item.shadowMethod) },
    { header: "Quantity", kind: "quantity", values: quantities, decimals: decimalsNeeded(quantities, 0, 5) },
    ...FIGURES.flatMap((figure): TableColumn[] => [
      {
        header: `${FIGURE_LABELS[figure]} now`,
        kind: "amount",
        values: items.map((item) => item.actual[figure]),
      },
      {
        header: `${FIGURE_LABELS[figure]} ${result.method}`,
        kind: "amount",
        values: items.map((item) => item.shadow[figure]),
      },
      {
        header: `${FIGURE_LABELS[figure]} change`,
        kind: "amount",
        values: items.map((item) => item.difference[figure]),
      },
    ]),
    { header: "Revaluation left out", kind: "amount", values: items.map((item) => item.ignoredRevaluation) },
  ];
}

function months(page: ReportSheet, result: ShadowCostingResult): void {
  if (result.months.length === 0) return;
  page.section("Inventory value by month", "months");
  const table = page.table({
    name: "ShadowCostingMonths",
    columns: [
      { header: "Month", kind: "text", values: result.months.map((month) => month.month) },
      {
        header: `${methodNow(result)} (now)`,
        kind: "amount",
        values: result.months.map((month) => month.actual),
      },
      { header: result.method, kind: "amount", values: result.months.map((month) => month.shadow) },
    ],
  });
  if (result.months.length < 2) return;
  const count = Math.min(CHART_MONTHS, result.months.length);
  const row = table.row + 1 + result.months.length - count;
  const last = result.months.at(-1);
  page.chart({
    type: "line",
    title: "Inventory value by month",
    description: `Inventory value at the end of ${last?.month ?? ""}: ${last?.actual ?? ""} now (${methodNow(result)}), ${last?.shadow ?? ""} under ${result.method}.`,
    row: table.row,
    column: 4,
    rows: CHART_ROWS,
    columns: 6,
    categories: { row, column: 0, count },
    series: [
      { name: `${methodNow(result)} (now)`, values: { row, column: 1, count }, look: "now" },
      { name: result.method, values: { row, column: 2, count }, look: "second" },
    ],
  });
}
