/** Inventory Valuation - WIP: result → sheet. */
import { cellAddress, type Sheet, type TableColumn } from "../../../workbook/sheet";
import type { LayoutContext } from "../../report";
import { Exact, exactText } from "../../values/decimal";
import { ReportSheet, type SumCell } from "../report-sheet";
import { filterWords, periodWords } from "../scope-words";
import type { Amount, Row, Totals } from "./finish";
import { flagNames } from "./messages";
import type { Result } from "./run";
import { summary } from "./summary";

const FILTER_LABELS = { productionOrderFilter: "Production Order No.", sourceNoFilter: "Source No." };

/** Code columns before the amounts. */
const FIRST = 5;

/** Amount columns from left to right; memo columns are hidden at first. */
const AMOUNT_COLUMNS: readonly {
  readonly field: Amount;
  readonly header: string;
  readonly name: string;
  readonly memo?: boolean;
}[] = [
  { field: "openingWip", header: "Opening WIP", name: "OpeningWIP" },
  { field: "consumption", header: "Consumption", name: "Consumption" },
  { field: "capacity", header: "Capacity", name: "Capacity" },
  { field: "output", header: "Output", name: "Output" },
  { field: "endingWip", header: "Ending WIP", name: "EndingWIP" },
  { field: "costPostedToGL", header: "Cost Posted to G/L", name: "CostPostedToGL" },
  { field: "notPostedToGL", header: "Not posted to G/L", name: "NotPostedToGL" },
  { field: "expectedOutput", header: "Output at expected cost", name: "ExpectedOutput", memo: true },
  { field: "outputOverhead", header: "Overhead on output", name: "OutputOverhead", memo: true },
  { field: "outputVariance", header: "Variance on output", name: "OutputVariance", memo: true },
  { field: "outputRevaluation", header: "Revaluation of output", name: "OutputRevaluation", memo: true },
  { field: "expensedWip", header: "Expensed WIP", name: "ExpensedWIP", memo: true },
];

const place = (field: Amount): number => FIRST + AMOUNT_COLUMNS.findIndex((column) => column.field === field);

export function layout(result: Result, context: LayoutContext): readonly Sheet[] {
  const said = summary(result);
  const filters = filterWords(context.parameters, FILTER_LABELS);
  const ties = said.state === "ties";
  const page = new ReportSheet({
    name: "Inventory Valuation - WIP",
    title: "Inventory Valuation - WIP",
    scope: [
      context.company,
      periodWords(result.startDate, result.endDate),
      context.currency,
      context.parameters.consumptionRounding === "Exclude" ? "without rounding of consumption" : "",
      context.parameters.expenseOrdersWithoutOutput === true ? "orders without output expensed" : "",
      context.parameters.asIfAdjusted === true ? "As if adjusted" : "",
      filters.length > 0 ? filters.join(", ") : "all orders",
    ],
    context,
    freezeColumn: 3,
  });
  page.state(
    ties ? "ties" : "explained",
    ties ? "All posted to the G/L" : "Not posted to the G/L",
    result.totals.notPostedToGL,
  );
  page.link(FIRST, `Warnings (${said.warnings.length})`, "warnings");
  page.link(FIRST + 2, "By status", "status").link(FIRST + 4, "Evidence", "evidence");
  page.control(place("notPostedToGL"), controlDifference(result));

  const asOf = (column: number, date: string): readonly SumCell[] => [
    { column: column - 1, value: "As of", align: "right" },
    { column, value: date, kind: "dateWords" },
  ];
  page.line(
    [
      ...(result.openingDate === "" ? [] : asOf(FIRST, result.openingDate)),
      ...(result.endDate === "9999-12-31" ? [] : asOf(place("endingWip"), result.endDate)),
    ],
    "groupHead",
  );
  page.line([{ column: 0, value: "Total" }, ...amountCells(result.totals, "total", true)], "total");

  const main = page.mainTable({
    name: "InventoryValuationWIP",
    columns: tableColumns(result.rows),
    groupColumn: 0,
    figures: result.rows.map((row) => ({ no: row.no })),
    fields: [
      ...Array.from({ length: FIRST }, () => undefined),
      ...AMOUNT_COLUMNS.map((column) => column.field),
      undefined,
    ],
  });
  page.hide(
    AMOUNT_COLUMNS.flatMap(({ field, memo }) => {
      // Written-off WIP is part of the ending WIP: where there is some, the row must foot before the reader's eyes.
      const shown = field === "expensedWip" && result.rows.some((row) => row.expensedWip !== "0");
      return memo && !shown ? [place(field)] : [];
    }),
  );
  statusTable(page, result);
  const rowOfOrder = new Map(result.rows.map((row, index) => [row.no, main.row + 1 + index]));
  page.warnings(
    said.warnings,
    (no) => {
      const row = rowOfOrder.get(no);
      return row === undefined ? undefined : { cell: cellAddress(row, 1) };
    },
    FIRST,
  );
  page.evidence([
    {
      label: "Control: opening + movements − ending",
      amount: controlDifference(result),
    },
  ]);
  return [page.finish()];
}

function controlDifference({ totals }: Result): string {
  return exactText(
    new Exact(totals.openingWip)
      .plus(totals.consumption)
      .plus(totals.capacity)
      .plus(totals.output)
      .plus(totals.expensedWip)
      .minus(totals.endingWip),
  );
}

function tableColumns(rows: readonly Row[]): readonly TableColumn[] {
  const column = (header: string, kind: TableColumn["kind"], value: (row: Row) => string): TableColumn => ({
    header,
    kind,
    values: rows.map(value),
  });
  return [
    column("Status", "code", (row) => row.status),
    column("No.", "code", (row) => row.no),
    column("Description", "text", (row) => row.description),
    column("Source Type", "code", (row) => row.sourceType),
    column("Source No.", "code", (row) => row.sourceNo),
    ...AMOUNT_COLUMNS.map(({ field, header }) => column(header, "amount", (row) => row[field])),
    {
      ...column("Flags", "text", (row) =>
        row.flags.length > 0 ? `▲ ${row.flags.map((flag) => flagNames[flag]).join(", ")}` : "",
      ),
      style: "warning",
    },
  ];
}

function amountCells(totals: Totals, style: "total" | "sumDouble", named: boolean): readonly SumCell[] {
  return AMOUNT_COLUMNS.map(({ field, name }) => ({
    column: place(field),
    value: totals[field],
    kind: "amount",
    style,
    ...(named ? { name } : {}),
  }));
}

/** Subtotals by status, in the columns of the big table. */
function statusTable(page: ReportSheet, result: Result): void {
  const statuses = [...new Set(result.rows.map((row) => row.status))];
  const rowsOf = (status: string): readonly Row[] => result.rows.filter((row) => row.status === status);
  const sum = (rows: readonly Row[], field: Amount): string =>
    exactText(rows.reduce((total, row) => total.plus(row[field]), new Exact(0)));
  page.section("By Status", "status");
  page.table({
    name: "InventoryValuationWIPStatus",
    excelTable: false,
    columns: [
      { header: "Status", kind: "code", values: statuses },
      { header: "Orders", kind: "count", values: statuses.map((status) => rowsOf(status).length) },
      ...AMOUNT_COLUMNS.map(({ field, header }): TableColumn => ({
        header,
        kind: "amount",
        values: statuses.map((status) => sum(rowsOf(status), field)),
      })),
    ],
    places: [0, FIRST - 1, ...AMOUNT_COLUMNS.map(({ field }) => place(field))],
  });
  page.line(
    [
      { column: 0, value: "Total", style: "total" },
      { column: FIRST - 1, value: result.rows.length, kind: "count", style: "sum" },
      ...amountCells(result.totals, "sumDouble", false),
    ],
    "total",
  );
}
