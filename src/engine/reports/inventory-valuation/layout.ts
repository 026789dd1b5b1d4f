/** The sheet of Inventory Valuation. */
import type { LayoutContext } from "../../report";
import type { Sheet, SheetValue, StyleName, TableColumn } from "../../../workbook/sheet";
import { cellAddress } from "../../../workbook/sheet";
import { Exact, exactText } from "../../values/decimal";
import { ReportSheet } from "../report-sheet";
import { filterWords, periodWords } from "../scope-words";
import { decimalsNeeded } from "../sheet-widths";
import type { Figures, GroupTotals, Row, Values } from "./finish";
import type { Result } from "./run";
import { summary } from "./summary";

const FILTER_LABELS = {
  itemFilter: "Item No.",
  inventoryPostingGroupFilter: "Posting Group",
  statisticsGroupFilter: "Statistics Group",
  locationFilter: "Location",
  variantFilter: "Variant",
  globalDimension1Filter: "Dimension 1",
  globalDimension2Filter: "Dimension 2",
};

type LineKind = "item" | "expected" | "breakdown";

/** One line of the table: an item, its expected cost, or one of its breakdown lines. */
interface Line {
  readonly kind: LineKind;
  readonly row: Row;
  readonly figures: Figures;
  readonly locationCode?: string;
  readonly variantCode?: string;
  readonly expected: boolean;
  readonly note: string;
}

const FIGURE_COLUMNS: readonly (readonly [keyof Figures, string, "quantity" | "amount"])[] = [
  ["openingQuantity", "Opening Quantity", "quantity"],
  ["openingValue", "Opening Value", "amount"],
  ["increaseQuantity", "Increases Quantity", "quantity"],
  ["increaseValue", "Increases Value", "amount"],
  ["decreaseQuantity", "Decreases Quantity", "quantity"],
  ["decreaseValue", "Decreases Value", "amount"],
  ["endingQuantity", "Ending Quantity", "quantity"],
  ["endingValue", "Ending Value", "amount"],
  ["costPostedToGL", "Cost Posted to G/L", "amount"],
];

export function layout(result: Result, context: LayoutContext): readonly Sheet[] {
  const lines = linesOf(result);
  const withLocation = lines.some((line) => line.locationCode !== undefined);
  const withVariant = lines.some((line) => line.variantCode !== undefined);
  const first = 4 + (withLocation ? 1 : 0) + (withVariant ? 1 : 0);
  const notPosted = exactText(new Exact(result.totals.endingValue).minus(result.totals.costPostedToGL));
  const said = summary(result);
  const filters = filterWords(context.parameters, FILTER_LABELS);
  const page = new ReportSheet({
    name: "Inventory Valuation",
    title: "Inventory Valuation",
    scope: [
      context.company,
      periodWords(result.startDate, result.endDate),
      context.currency,
      result.includeExpectedCost ? "Expected Cost Included" : "",
      context.parameters.asIfAdjusted === true ? "As if adjusted" : "",
      filters.length > 0 ? filters.join(", ") : "all items",
    ],
    context,
    freezeColumn: 3,
  });
  page.state(
    notPosted === "0" ? "ties" : "explained",
    notPosted === "0" ? "All posted to the G/L" : "Not posted to the G/L",
    notPosted,
  );
  page.link(first + 1, `Warnings (${said.warnings.length})`, "warnings");
  page.link(first + 3, "By posting group", "groups").link(first + 5, "Evidence", "evidence");
  page.control(first + 9, controlDifference(result));

  page.line(
    [
      ...(result.openingDate === ""
        ? []
        : [
            { column: first, value: "As of", kind: "quantity" as const },
            { column: first + 1, value: result.openingDate, kind: "dateWords" as const },
          ]),
      { column: first + 3, value: "Increases (LCY)", kind: "amount" },
      { column: first + 5, value: "Decreases (LCY)", kind: "amount" },
      ...(result.endDate === "9999-12-31"
        ? [{ column: first + 7, value: "All dates", kind: "amount" as const }]
        : [
            { column: first + 6, value: "As of", kind: "quantity" as const },
            { column: first + 7, value: result.endDate, kind: "dateWords" as const },
          ]),
      { column: first + 8, value: "G/L", kind: "amount" },
    ],
    "groupHead",
  );
  page.line([{ column: 0, value: "Total" }, ...valueCells(result.totals, first, "total", true)], "total");
  if (result.totals.expectedCostIncluded) {
    page.line(
      [
        { column: 0, value: "Expected Cost Included Total" },
        ...valueCells(result.totals.expectedCostIncluded, first, "totalItalic", false),
      ],
      "totalItalic",
    );
    const expectedPosted = result.totals.expectedCostPostedToGL ?? "0";
    if (expectedPosted !== "0") {
      page.line(
        [
          { column: 0, value: "Expected Cost Total" },
          { column: first + 8, value: expectedPosted, kind: "amount" },
        ],
        "totalItalic",
      );
    }
  }
  const main = page.mainTable({
    name: "InventoryValuation",
    columns: tableColumns(lines, withLocation, withVariant),
    rowStyles: lines.map((line): StyleName | undefined => (line.kind === "item" ? undefined : "expected")),
    groupColumn: 0,
    figures: lines.map((line) => ({
      itemNo: line.row.itemNo,
      ...(line.locationCode === undefined ? {} : { locationCode: line.locationCode }),
      ...(line.variantCode === undefined ? {} : { variantCode: line.variantCode }),
      ...(line.expected ? { expected: 1 } : {}),
    })),
    fields: [
      ...Array.from({ length: first }, () => undefined),
      ...FIGURE_COLUMNS.map(([field]) => field),
      undefined,
    ],
  });
  groupTable(page, result, first);
  const rowOfItem = new Map<string, number>();
  lines.forEach((line, index) => {
    if (line.kind === "item") rowOfItem.set(line.row.itemNo, main.row + 1 + index);
  });
  page.warnings(
    said.warnings,
    (itemNo) => {
      const row = rowOfItem.get(itemNo);
      return row === undefined ? undefined : { cell: cellAddress(row, 1) };
    },
    first + 1,
  );
  page.evidence([
    { label: "Control: opening + increases − decreases − ending", amount: controlDifference(result) },
  ]);
  return [page.finish()];
}

function controlDifference(result: Result): string {
  const { totals } = result;
  return exactText(
    new Exact(totals.openingValue)
      .plus(totals.increaseValue)
      .minus(totals.decreaseValue)
      .minus(totals.endingValue),
  );
}

const ROW_NOTES: Readonly<Record<string, string>> = {
  NEGATIVE_QUANTITY: "Negative quantity",
  ZERO_QUANTITY_WITH_VALUE: "Quantity 0 with value",
  COST_NOT_ADJUSTED: "Cost not adjusted",
  POSTING_GROUP_DIFFERS: "Posting group differs",
  UNCLASSIFIED_ENTRY_TYPE: "Unknown entry type",
};

function linesOf(result: Result): readonly Line[] {
  const notes = new Map<string, string[]>();
  for (const warning of result.warnings) {
    const name = ROW_NOTES[warning.code];
    if (!name || warning.itemNo === undefined) continue;
    notes.set(warning.itemNo, [...(notes.get(warning.itemNo) ?? []), name]);
  }
  return result.rows.flatMap((row) => {
    const said = [...(notes.get(row.itemNo) ?? [])];
    if (row.endingValue !== row.costPostedToGL) said.push("Cost not posted");
    const lines: Line[] = [
      {
        kind: "item",
        row,
        figures: row,
        expected: false,
        note: said.length > 0 ? `▲ ${said.join(", ")}` : "",
      },
    ];
    if (row.expectedCostIncluded) {
      lines.push({ kind: "expected", row, figures: row.expectedCostIncluded, expected: true, note: "" });
    }
    for (const part of row.breakdown ?? []) {
      const codes = { locationCode: part.locationCode, variantCode: part.variantCode };
      lines.push({ kind: "breakdown", row, figures: part, ...codes, expected: false, note: "" });
      if (part.expectedCostIncluded) {
        lines.push({
          kind: "expected",
          row,
          figures: part.expectedCostIncluded,
          ...codes,
          expected: true,
          note: "",
        });
      }
    }
    return lines;
  });
}

function tableColumns(
  lines: readonly Line[],
  withLocation: boolean,
  withVariant: boolean,
): readonly TableColumn[] {
  const column = (
    header: string,
    kind: TableColumn["kind"],
    value: (line: Line) => SheetValue,
  ): TableColumn => ({
    header,
    kind,
    values: lines.map(value),
  });
  const quantities = FIGURE_COLUMNS.filter(([, , kind]) => kind === "quantity");
  const decimals = Math.max(
    ...quantities.map(([field]) =>
      decimalsNeeded(
        lines.map((line) => line.figures[field]),
        0,
        5,
      ),
    ),
    0,
  );
  const figureColumns = FIGURE_COLUMNS.map(([field, header, kind]): TableColumn => {
    const blankWhenZero = field.startsWith("increase") || field.startsWith("decrease");
    const values = lines.map((line) =>
      blankWhenZero && line.kind === "item" && line.figures[field] === "0" ? null : line.figures[field],
    );
    return { header, kind, values, ...(kind === "quantity" ? { decimals } : {}) };
  });
  return [
    column("Inventory Posting Group", "code", (line) => line.row.inventoryPostingGroup),
    column("Item No.", "code", (line) => line.row.itemNo),
    column("Description", "text", (line) =>
      line.kind === "expected"
        ? "Expected Cost Included"
        : line.kind === "item"
          ? line.row.description
          : placeWords(line),
    ),
    column("Base Unit", "code", (line) => line.row.baseUnitOfMeasure),
    ...(withLocation ? [column("Location Code", "code", (line) => line.locationCode ?? "")] : []),
    ...(withVariant ? [column("Variant Code", "code", (line) => line.variantCode ?? "")] : []),
    ...figureColumns,
    { ...column("Note", "text", (line) => line.note), style: "warning" },
  ];
}

function placeWords(line: Line): string {
  const codes = [line.locationCode, line.variantCode].filter((code): code is string => code !== undefined);
  return codes.map((code) => code || "(blank)").join(" / ");
}

function valueCells(values: Values, first: number, style: StyleName, named: boolean) {
  const cell = (offset: number, value: string, name: string) => ({
    column: first + offset,
    value,
    kind: "amount" as const,
    style,
    ...(named ? { name } : {}),
  });
  return [
    cell(1, values.openingValue, "OpeningValue"),
    cell(3, values.increaseValue, "IncreaseValue"),
    cell(5, values.decreaseValue, "DecreaseValue"),
    cell(7, values.endingValue, "EndingValue"),
    cell(8, values.costPostedToGL, "CostPostedToGL"),
  ];
}

function groupTable(page: ReportSheet, result: Result, first: number): void {
  const items = new Map<string, number>();
  for (const row of result.rows)
    items.set(row.inventoryPostingGroup, (items.get(row.inventoryPostingGroup) ?? 0) + 1);
  const notPosted = (values: Values): string =>
    exactText(new Exact(values.endingValue).minus(values.costPostedToGL));
  const column = (
    header: string,
    kind: TableColumn["kind"],
    value: (group: GroupTotals) => SheetValue,
  ): TableColumn => ({
    header,
    kind,
    values: result.groups.map(value),
  });
  page.section("By Inventory Posting Group", "groups");
  page.table({
    name: "InventoryValuationGroups",
    excelTable: false,
    columns: [
      column("Inventory Posting Group", "code", (group) => group.inventoryPostingGroup),
      column("Description", "text", (group) => group.description),
      column("Items", "count", (group) => items.get(group.inventoryPostingGroup) ?? 0),
      column("Opening Value", "amount", (group) => group.openingValue),
      column("Increases Value", "amount", (group) => group.increaseValue),
      column("Decreases Value", "amount", (group) => group.decreaseValue),
      column("Ending Value", "amount", (group) => group.endingValue),
      column("Cost Posted to G/L", "amount", (group) => group.costPostedToGL),
      column("Not posted", "amount", notPosted),
    ],
    places: [0, 2, 3, first + 1, first + 3, first + 5, first + 7, first + 8, first + 9],
  });
  page.line(
    [
      { column: 0, value: "Total", style: "total" },
      { column: 3, value: result.rows.length, kind: "count", style: "sum" },
      ...valueCells(result.totals, first, "sumDouble", false),
      { column: first + 9, value: notPosted(result.totals), kind: "amount", style: "sumDouble" },
    ],
    "total",
  );
}
