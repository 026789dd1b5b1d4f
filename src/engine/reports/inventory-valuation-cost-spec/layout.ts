/** The sheet of the cost specification: one row per item and cost type, a total row per item, totals per cost type. */
import type { LayoutContext } from "../../report";
import {
  cellAddress,
  type Sheet,
  type SheetValue,
  type StyleName,
  type TableColumn,
} from "../../../workbook/sheet";
import { dayWords, parseDay } from "../../values/day";
import { ReportSheet, type SumCell } from "../report-sheet";
import { filterWords } from "../scope-words";
import { decimalsNeeded } from "../sheet-widths";
import type { Result, Row } from "./run";
import { summary } from "./summary";
import { gapCauses, tieOutState, type TieOut } from "./tie-out";

const FILTER_LABELS = {
  itemFilter: "Item No.",
  inventoryPostingGroupFilter: "Posting Group",
  statisticsGroupFilter: "Statistics Group",
  locationFilter: "Location",
  variantFilter: "Variant",
  globalDimension1Filter: "Dimension 1",
  globalDimension2Filter: "Dimension 2",
};

interface TableLine {
  readonly row: Row;
  readonly entryType: string;
  readonly isTotal: boolean;
  readonly quantity: SheetValue;
  readonly unitCost: string;
  readonly amount: string;
  readonly expected: string;
}

export function layout(result: Result, context: LayoutContext): readonly Sheet[] {
  const said = summary(result);
  const lines = result.rows.flatMap((row): TableLine[] => [
    ...row.lines.map((line) => ({
      row,
      entryType: line.entryType,
      isTotal: false,
      quantity: null,
      unitCost: line.unitCost,
      amount: line.amount,
      expected: line.expectedAmount,
    })),
    {
      row,
      entryType: "Total",
      isTotal: true,
      quantity: row.quantity,
      unitCost: row.unitCost,
      amount: row.totalCost,
      expected: row.expectedCost,
    },
  ]);
  const filters = filterWords(context.parameters, FILTER_LABELS);
  const page = new ReportSheet({
    name: "Invt. Valuation - Cost Spec.",
    title: "Inventory Valuation - Cost Specification",
    scope: [
      context.company,
      `As of ${dayWords(parseDay(result.valuationDate) as number)}`,
      context.currency,
      context.parameters.asIfAdjusted === true ? "As if adjusted" : "",
      filters.length > 0 ? filters.join(", ") : "all items",
    ],
    context,
    freezeColumn: 2,
  });
  const tie = tieOutState(result.rows, result.totals.tieOut);
  page.state(tie.state, tie.words, result.totals.tieOut.difference);
  if (said.warnings.length > 0) page.link(4, `Warnings (${said.warnings.length})`, "warnings");
  page.link(5, "By cost type", "types").link(6, "Tie-out", "tieOut").link(7, "Evidence", "evidence");
  page.line(
    [
      { column: 0, value: "Total" },
      { column: 6, value: result.totals.totalCost, kind: "amount", name: "TotalCost" },
      { column: 7, value: result.totals.expectedCost, kind: "amount", name: "ExpectedCost" },
    ],
    "total",
  );
  const column = (
    header: string,
    kind: TableColumn["kind"],
    value: (line: TableLine) => SheetValue,
    more: Partial<TableColumn> = {},
  ): TableColumn => ({ header, kind, values: lines.map(value), ...more });
  const quantities = lines.map((line) => line.quantity);
  const unitCosts = lines.map((line) => line.unitCost);
  const main = page.mainTable({
    name: "CostSpecification",
    columns: [
      column("Item No.", "code", (line) => line.row.itemNo),
      column("Description", "text", (line) => line.row.description),
      column("Costing Method", "code", (line) => line.row.costingMethod),
      column("Entry Type", "text", (line) => line.entryType),
      column("Quantity", "quantity", (line) => line.quantity, { decimals: decimalsNeeded(quantities, 0, 5) }),
      column("Cost per Unit", "unitCost", (line) => line.unitCost, {
        decimals: decimalsNeeded(unitCosts, 2, 5),
      }),
      column("Amount", "amount", (line) => line.amount),
      column("Expected Amount", "amount", (line) => (line.expected === "0" ? null : line.expected)),
      column("Note", "text", (line) => (line.isTotal && line.expected !== "0" ? "incl. expected" : ""), {
        style: "caption",
      }),
    ],
    rowStyles: lines.map((line): StyleName | undefined => (line.isTotal ? "strong" : undefined)),
    groupColumn: 0,
    figures: lines.map((line) => ({
      itemNo: line.row.itemNo,
      ...(line.isTotal ? {} : { entryType: line.entryType }),
    })),
    fields: [
      undefined,
      undefined,
      undefined,
      undefined,
      "quantity",
      undefined,
      "amount",
      "expectedAmount",
      undefined,
    ],
  });
  page.section("By cost type", "types");
  page.table({
    name: "CostSpecificationTypes",
    excelTable: false,
    columns: [
      { header: "Entry Type", kind: "text", values: result.totals.lines.map((line) => line.entryType) },
      { header: "Amount", kind: "amount", values: result.totals.lines.map((line) => line.amount) },
      {
        header: "Expected Amount",
        kind: "amount",
        values: result.totals.lines.map((line) => line.expectedAmount),
      },
    ],
    places: [0, 6, 7],
  });
  page.line(
    [
      { column: 0, value: "Total", style: "total" },
      { column: 6, value: result.totals.totalCost, kind: "amount", style: "sumDouble" },
      { column: 7, value: result.totals.expectedCost, kind: "amount", style: "sumDouble" },
    ],
    "total",
  );
  tieOutTable(page, result);
  const rowOfItem = new Map<string, number>();
  lines.forEach((line, index) => {
    if (!rowOfItem.has(line.row.itemNo)) rowOfItem.set(line.row.itemNo, main.row + 1 + index);
  });
  page.warnings(
    said.warnings,
    (itemNo) => {
      const row = rowOfItem.get(itemNo);
      return row === undefined ? undefined : { cell: cellAddress(row, 0) };
    },
    3,
  );
  page.evidence();
  return [page.finish()];
}

/** Columns of the tie-out, from the third on. */
const TIE_OUT_COLUMNS: readonly { readonly field: keyof TieOut; readonly label: string }[] = [
  { field: "inventoryValue", label: "Inventory Value" },
  { field: "difference", label: "Difference" },
  ...gapCauses.map(({ cause, label }) => ({ field: cause, label })),
];

/** The items whose cost is not their inventory value, with the causes. */
function tieOutTable(page: ReportSheet, result: Result): void {
  const rows = result.rows.filter(
    ({ tieOut }) => tieOut.difference !== "0" || gapCauses.some(({ cause }) => tieOut[cause] !== "0"),
  );
  page.section(
    "Tie-out",
    "tieOut",
    "Total cost = inventory value + difference; the columns after it say where the difference comes from.",
  );
  page.table({
    name: "CostSpecificationTieOut",
    excelTable: false,
    columns: [
      { header: "Item No.", kind: "code", values: rows.map((row) => row.itemNo) },
      { header: "Description", kind: "text", values: rows.map((row) => row.description) },
      ...TIE_OUT_COLUMNS.map(({ field, label }): TableColumn => ({
        header: label,
        kind: "amount",
        values: rows.map(({ tieOut }) => tieOut[field]),
      })),
    ],
    places: [0, 1, ...TIE_OUT_COLUMNS.map((_, index) => index + 2)],
    figures: rows.map((row) => ({ itemNo: row.itemNo })),
    fields: [undefined, undefined, ...TIE_OUT_COLUMNS.map(({ field }) => `tieOut.${field}`)],
  });
  page.line(
    [
      { column: 0, value: "All items", style: "total" },
      ...TIE_OUT_COLUMNS.map(({ field }, index): SumCell => ({
        column: index + 2,
        value: result.totals.tieOut[field],
        kind: "amount",
        style: "sumDouble",
      })),
    ],
    "total",
  );
}
