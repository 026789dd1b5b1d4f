/** Cost Shares Breakdown: result → sheet. */
import { cellAddress, type Sheet, type TableColumn } from "../../../workbook/sheet";
import type { LayoutContext } from "../../report";
import { Exact, exactText } from "../../values/decimal";
import { ReportSheet, type SumCell } from "../report-sheet";
import { filterWords, periodWords } from "../scope-words";
import { addChart, type ShareGroup } from "./chart";
import {
  AMOUNT_COLUMNS,
  hasRows,
  lineColumns,
  lineFields,
  sheetColumns,
  type Line,
  type SheetColumns,
} from "./columns";
import type { Row } from "./breakdown";
import type { Result } from "./run";
import type { Group } from "./shares";
import { summary } from "./summary";
import { isTieOutApart, tieOutFields, tieOutState, tieOutSum } from "./tie-out";

const FILTER_LABELS = {
  itemFilter: "Item No.",
  inventoryPostingGroupFilter: "Inventory Posting Group",
  productionOrderFilter: "Production Order No.",
};

export function layout(result: Result, context: LayoutContext): readonly Sheet[] {
  const said = summary(result);
  const tie = tieOutState(result);
  const columns = sheetColumns(result);
  const isWip = result.printCostShare === "WIP Inventory";
  const withRows = hasRows(result);
  const filters = filterWords(context.parameters, FILTER_LABELS);
  const page = new ReportSheet({
    name: "Cost Shares Breakdown",
    title: "Cost Shares Breakdown",
    scope: [
      context.company,
      result.printCostShare,
      periodWords(result.printCostShare === "Sales" ? result.startDate : "", result.endDate),
      context.currency,
      result.level,
      context.parameters.revaluationBasis === "Valued Quantity" && result.printCostShare === "Inventory"
        ? "revaluation by valued quantity"
        : "",
      context.parameters.includeAverageItems === true ? "with items at average cost" : "",
      context.parameters.asIfAdjusted === true ? "As if adjusted" : "",
      filters.length > 0 ? filters.join(", ") : isWip ? "all orders" : "all items",
    ],
    context,
    freezeColumn: 3,
  });
  page.state(tie.state, tie.words, isWip ? tieOutSum(result, "wipBalance") : tie.difference);
  const firstAmount = columns.quantity + 1;
  if (said.warnings.length > 0) page.link(firstAmount, `Warnings (${said.warnings.length})`, "warnings");
  if (withRows) page.link(firstAmount + 1, isWip ? "By production order" : "By item", "groups");
  page.link(firstAmount + 2, isWip ? "By status" : "By posting group", "subtotals");
  if (isTieOutApart(result)) page.link(firstAmount + 3, "Tie-out", "tieOut");
  page.link(firstAmount + 4, "Evidence", "evidence");
  page.control(columns.amounts.get("total") as number, tie.difference);
  page.line([{ column: 0, value: "Total" }, ...sumCells(result, columns, "total")], "total");

  const lines: readonly Line[] = withRows
    ? result.groups.flatMap((group) => (group.rows as readonly Row[]).map((row) => ({ group, row })))
    : result.groups.map((group) => ({ group }));
  const main = page.mainTable({
    name: "CostSharesBreakdown",
    columns: lineColumns(result, columns, lines),
    groupColumn: withRows ? 1 : 0,
    figures: lines.map(figureOf),
    fields: lineFields(result, columns, !withRows),
  });
  page.hide(columns.hidden);
  if (withRows) groupTable(page, result, columns);
  const subtotals = subtotalTable(page, result, columns);
  if (isTieOutApart(result)) tieOutTable(page, result, columns);
  addChart(page, result, subtotals);

  const firstRow = new Map<string, number>();
  lines.forEach(({ group, row }, index) => {
    for (const key of [group.no, String(row?.entryNo ?? "")]) {
      if (key !== "" && !firstRow.has(key)) firstRow.set(key, main.row + 1 + index);
    }
  });
  page.warnings(
    said.warnings,
    (key) => {
      const row = firstRow.get(key);
      return row === undefined ? undefined : { cell: cellAddress(row, 1) };
    },
    firstAmount,
  );
  page.evidence([{ label: `Control: ${CONTROLS[result.printCostShare]}`, amount: tie.difference }]);
  return [page.finish()];
}

/** What the control line compares. */
const CONTROLS = {
  Sales: "cost shared − cost of goods sold",
  Inventory: "inventory value − cost shared",
  "WIP Inventory": "WIP of the orders − value entries",
} as const;

function figureOf({ group, row }: Line): Readonly<Record<string, string | number>> {
  if (!row) return { no: group.no };
  const { entryNo, capacityEntryNo, locationCode, variantCode } = row;
  return { no: group.no, entryNo, capacityEntryNo, locationCode, variantCode };
}

/**
 * Totals in their columns: over the table ("total", with names; figures of the tie-out only where the table has their
 * columns) or under the subtotals.
 */
function sumCells(result: Result, columns: SheetColumns, style: "total" | "sumDouble"): readonly SumCell[] {
  const isHead = style === "total";
  const tieOut =
    isTieOutApart(result) || (isHead && hasRows(result)) ? [] : tieOutFields[result.printCostShare];
  return [
    ...AMOUNT_COLUMNS.map(({ field }): SumCell => ({
      column: columns.amounts.get(field) as number,
      value: result.totals[field],
      kind: "amount",
      style,
      ...(isHead ? { name: field.charAt(0).toUpperCase() + field.slice(1) } : {}),
    })),
    ...tieOut.map(({ field }): SumCell => ({
      column: columns.tieOut.get(field) as number,
      value: tieOutSum(result, field),
      kind: "amount",
      style,
    })),
  ];
}

/** How the cost of each group becomes the amount of the ledger it ties to, from left to right. */
function tieOutTable(page: ReportSheet, result: Result, columns: SheetColumns): void {
  const { groups } = result;
  const lines = groups.map((group): Line => ({ group }));
  const fields = tieOutFields[result.printCostShare];
  const places = shownColumns(columns).slice(0, fields.length + 1);
  page.section(
    "Tie-out",
    "tieOut",
    "Cost = cost of goods sold − of it earlier sales + expected cost + rounding entries + difference.",
  );
  page.table({
    name: "CostSharesBreakdownTieOut",
    excelTable: false,
    columns: [
      ...columns.facts
        .slice(0, 3)
        .map(({ header, kind, value }): TableColumn => ({ header, kind, values: lines.map(value) })),
      { header: "Cost", kind: "amount", values: groups.map((group) => group.total) },
      ...fields.map(({ field, label }): TableColumn => ({
        header: label,
        kind: "amount",
        values: groups.map((group) => group.tieOut[field] ?? "0"),
      })),
    ],
    places: [0, 1, 2, ...places],
    groupColumn: 0,
    figures: lines.map(figureOf),
    fields: [undefined, undefined, undefined, "total", ...fields.map(({ field }) => `tieOut.${field}`)],
  });
  const sums = [result.totals.total, ...fields.map(({ field }) => tieOutSum(result, field))];
  page.line(
    [
      { column: 0, value: "Total", style: "total" },
      ...sums.map((value, index): SumCell => ({
        column: places[index] as number,
        value,
        kind: "amount",
        style: "sumDouble",
      })),
    ],
    "total",
  );
}

/** Columns of amounts that are not hidden, from left to right. */
function shownColumns(columns: SheetColumns): readonly number[] {
  return [...columns.amounts.values()].filter((column) => !columns.hidden.includes(column));
}

/** With details: the groups below the entries, in the same columns. */
function groupTable(page: ReportSheet, result: Result, columns: SheetColumns): void {
  const isWip = result.printCostShare === "WIP Inventory";
  const lines = result.groups.map((group): Line => ({ group }));
  const all = lineColumns(result, columns, lines);
  const fields = lineFields(result, columns, true);
  const kept = all.map((_, index) => index).filter((index) => index < 3 || index >= columns.quantity);
  page.section(isWip ? "By Production Order" : "By Item", "groups");
  page.table({
    name: "CostSharesBreakdownGroups",
    excelTable: false,
    columns: kept.map((index) => all[index] as TableColumn),
    places: kept.map((index) => groupPlace(columns, index)),
    figures: lines.map(figureOf),
    fields: kept.map((index) => fields[index]),
  });
}

/** Sheet column of a column of a group line: the figures of the tie-out stand right of the entries' memo columns. */
function groupPlace(columns: SheetColumns, index: number): number {
  const afterAmounts = columns.quantity + 1 + AMOUNT_COLUMNS.length;
  if (index < afterAmounts) return index;
  return [...columns.tieOut.values()][index - afterAmounts] as number;
}

function subtotalTable(page: ReportSheet, result: Result, columns: SheetColumns): readonly ShareGroup[] {
  const isWip = result.printCostShare === "WIP Inventory";
  const nameOf = (group: Group): string => (isWip ? group.status : group.inventoryPostingGroup) as string;
  const names = [...new Set(result.groups.map(nameOf))];
  const members = names.map((name) => result.groups.filter((group) => nameOf(group) === name));
  const sums = (amount: (group: Group) => string): readonly string[] =>
    members.map((groups) =>
      exactText(groups.reduce((total, group) => total.plus(amount(group)), new Exact(0))),
    );
  const sumsOf = new Map(AMOUNT_COLUMNS.map(({ field }) => [field, sums((group) => group[field])]));
  const fields = isTieOutApart(result) ? [] : tieOutFields[result.printCostShare];
  page.section(isWip ? "By Status" : "By Inventory Posting Group", "subtotals");
  page.table({
    name: "CostSharesBreakdownSubtotals",
    excelTable: false,
    columns: [
      { header: isWip ? "Status" : "Inventory Posting Group", kind: "code", values: names },
      {
        header: isWip ? "Orders" : "Items",
        kind: "count",
        values: members.map((groups) => groups.length),
      },
      ...AMOUNT_COLUMNS.map(({ field, header }): TableColumn => ({
        header,
        kind: "amount",
        values: sumsOf.get(field) as readonly string[],
      })),
      ...fields.map(({ field, label }): TableColumn => ({
        header: label,
        kind: "amount",
        values: sums((group) => group.tieOut[field] as string),
      })),
    ],
    places: [
      0,
      columns.quantity,
      ...AMOUNT_COLUMNS.map(({ field }) => columns.amounts.get(field) as number),
      ...fields.map(({ field }) => columns.tieOut.get(field) as number),
    ],
  });
  page.line(
    [
      { column: 0, value: "Total", style: "total" },
      { column: columns.quantity, value: result.groups.length, kind: "count", style: "sum" },
      ...sumCells(result, columns, "sumDouble"),
    ],
    "total",
  );
  return names.map((name, index) => ({
    name,
    sums: Object.fromEntries(
      [...sumsOf].map(([field, values]) => [field, values[index]]),
    ) as unknown as ShareGroup["sums"],
  }));
}
