/** Sheets of Adjust Cost: Cost Check always; Cost Proposals, Cost Impact and Cost Explained when there is something to show. */
import type { LayoutContext } from "../../report";
import {
  cellAddress,
  type Sheet,
  type SheetValue,
  type TableColumn,
  type ValueKind,
} from "../../../workbook/sheet";
import { mapRows, type Rows } from "../../rows";
import { Exact, exactText } from "../../values/decimal";
import { ReportSheet } from "../report-sheet";
import { filterWords } from "../scope-words";
import { decimalsNeeded } from "../sheet-widths";
import { columnsOf as tableColumns, type ColumnOf } from "../table-columns";
import type {
  AdjustCostResult,
  CostDifference,
  CostExplanation,
  CostImpact,
  CostItem,
  CostOrder,
  CostProposal,
} from "./result";
import { counted, summary, sumOf } from "./summary";

/** A column: header, kind and field of the row; `drill` marks figures with entries behind them. */
interface ColumnSpec<Row> {
  readonly header: string;
  readonly kind: ValueKind;
  readonly of: keyof Row & string;
  readonly drill?: boolean;
  /** What the sheet says for values of the result that are no words. */
  readonly words?: Readonly<Record<string, string>>;
}

/** Columns of rows as a table has them; all quantities and all unit costs with the decimals that the sheet needs. */
function columnsOf<Row extends object>(
  rows: Rows<Row>,
  specs: readonly ColumnSpec<Row>[],
): readonly TableColumn[] {
  const columns = specs.map(({ header, kind, of, words }): ColumnOf<Row> => [
    header,
    kind,
    (row) => {
      const value = row[of] as SheetValue | undefined;
      if (words && typeof value === "string" && Object.hasOwn(words, value)) return words[value] as string;
      return value === undefined || (value === "" && kind !== "text" && kind !== "code") ? null : value;
    },
  ]);
  return tableColumns(rows, columns).map((column) => {
    const { kind, values } = column;
    if (kind === "quantity") return { ...column, decimals: decimalsNeeded(values, 0, 5) };
    if (kind === "unitCost") return { ...column, decimals: decimalsNeeded(values, 2, 5) };
    return column;
  });
}

/** The values of a column that has one in every row. */
function valuesOf<Value extends SheetValue>(
  columns: readonly TableColumn[],
  header: string,
): readonly Value[] {
  return (columns.find((column) => column.header === header)?.values ?? []) as readonly Value[];
}

const VALUED_BY: Readonly<Record<string, string>> = {
  own: "Own cost",
  order: "Order",
  application: "Application",
  average: "Average",
  transfer: "Transfer",
  reversal: "Reversal",
};

const KINDS: Readonly<Record<string, string>> = { cost: "Cost", rounding: "Rounding" };

const ORDER_STATES: Readonly<Record<string, string>> = {
  adjusted: "Adjusted",
  "to-adjust": "To adjust",
  "not-finished": "Not finished",
  "not-computable": "Not computable",
};

const DIFFERENCE_COLUMNS: readonly ColumnSpec<CostDifference>[] = [
  { header: "Item No.", kind: "code", of: "itemNo" },
  { header: "Entry No.", kind: "integer", of: "entryNo" },
  { header: "Posting Date", kind: "date", of: "postingDate" },
  { header: "Entry Type", kind: "text", of: "entryType" },
  { header: "Quantity", kind: "quantity", of: "quantity" },
  { header: "Valued by", kind: "text", of: "valuedBy", words: VALUED_BY },
  { header: "Cost Amount (Actual)", kind: "amount", of: "costActual", drill: true },
  { header: "Should be", kind: "amount", of: "targetActual" },
  { header: "To adjust", kind: "amount", of: "deltaActual" },
  { header: "Cost Amount (Expected)", kind: "amount", of: "costExpected", drill: true },
  { header: "Expected should be", kind: "amount", of: "targetExpected" },
  { header: "Expected to adjust", kind: "amount", of: "deltaExpected" },
  { header: "Kind", kind: "text", of: "kind", words: KINDS },
];

const ITEM_COLUMNS: readonly ColumnSpec<CostItem>[] = [
  { header: "Item No.", kind: "code", of: "itemNo" },
  { header: "Costing Method", kind: "text", of: "costingMethod" },
  { header: "Quantity", kind: "quantity", of: "quantity", drill: true },
  { header: "Actual before", kind: "amount", of: "actualBefore", drill: true },
  { header: "Expected before", kind: "amount", of: "expectedBefore", drill: true },
  { header: "Actual after", kind: "amount", of: "actualAfter" },
  { header: "Expected after", kind: "amount", of: "expectedAfter" },
  { header: "To adjust", kind: "amount", of: "delta", drill: true },
  { header: "Unit Cost after", kind: "unitCost", of: "unitCostAfter" },
  { header: "Fully adjusted", kind: "boolean", of: "fullyAdjusted" },
];

const ORDER_COLUMNS: readonly ColumnSpec<CostOrder>[] = [
  { header: "Order Type", kind: "text", of: "orderType" },
  { header: "Order No.", kind: "code", of: "orderNo" },
  { header: "Order Line No.", kind: "integer", of: "orderLineNo" },
  { header: "Item No.", kind: "code", of: "itemNo" },
  { header: "Status", kind: "text", of: "status", words: ORDER_STATES },
  { header: "Output Quantity", kind: "quantity", of: "outputQuantity" },
  { header: "Material", kind: "amount", of: "materialCost" },
  { header: "Capacity", kind: "amount", of: "capacityCost" },
  { header: "Subcontracted", kind: "amount", of: "subcontractedCost" },
  { header: "Capacity Overhead", kind: "amount", of: "capacityOverhead" },
  { header: "Manufacturing Overhead", kind: "amount", of: "manufacturingOverhead" },
  { header: "To adjust", kind: "amount", of: "deltaActual", drill: true },
];

/** Business Central's captions, so that the table can be appended to Value Entries. */
const PROPOSAL_COLUMNS: readonly ColumnSpec<CostProposal>[] = [
  { header: "Entry No.", kind: "integer", of: "entryNo" },
  { header: "Item No.", kind: "code", of: "itemNo" },
  { header: "Posting Date", kind: "date", of: "postingDate" },
  { header: "Item Ledger Entry Type", kind: "text", of: "itemLedgerEntryType" },
  { header: "Item Ledger Entry No.", kind: "integer", of: "itemLedgerEntryNo" },
  { header: "Entry Type", kind: "text", of: "entryType" },
  { header: "Variance Type", kind: "text", of: "varianceType" },
  { header: "Document No.", kind: "code", of: "documentNo" },
  { header: "Document Line No.", kind: "integer", of: "documentLineNo" },
  { header: "Location Code", kind: "code", of: "locationCode" },
  { header: "Variant Code", kind: "code", of: "variantCode" },
  { header: "Valued Quantity", kind: "quantity", of: "valuedQuantity" },
  { header: "Invoiced Quantity", kind: "quantity", of: "invoicedQuantity" },
  { header: "Cost Amount (Actual)", kind: "amount", of: "costAmountActual" },
  { header: "Cost Amount (Expected)", kind: "amount", of: "costAmountExpected" },
  { header: "Expected Cost", kind: "boolean", of: "expectedCost" },
  { header: "Adjustment", kind: "boolean", of: "adjustment" },
  { header: "Applies-to Entry", kind: "integer", of: "appliesToEntry" },
  { header: "Valuation Date", kind: "date", of: "valuationDate" },
  { header: "Reason", kind: "text", of: "reason" },
];

const IMPACT_COLUMNS: readonly ColumnSpec<CostImpact>[] = [
  { header: "Month", kind: "text", of: "month" },
  { header: "Item Ledger Entry Type", kind: "text", of: "itemLedgerEntryType" },
  { header: "Cost Amount (Actual)", kind: "amount", of: "costAmountActual" },
  { header: "Cost Amount (Expected)", kind: "amount", of: "costAmountExpected" },
];

export function layout(result: AdjustCostResult, context: LayoutContext): readonly Sheet[] {
  return [
    checkSheet(result, context),
    ...(result.proposals ? [proposalSheet(result, context)] : []),
    ...(result.impact ? [impactSheet(result, context)] : []),
    ...(result.explanations ? [explainedSheet(result.explanations, context)] : []),
  ];
}

function scopeOf(context: LayoutContext, ...more: readonly string[]): string[] {
  const filters = filterWords(context.parameters, { itemFilter: "Item No.", tolerance: "Tolerance" });
  return [context.company, ...more, context.currency, filters.length > 0 ? filters.join(", ") : "all items"];
}

function checkSheet(result: AdjustCostResult, context: LayoutContext): Sheet {
  const said = summary(result);
  const page = new ReportSheet({
    name: "Cost Check",
    title: "Cost Check",
    scope: scopeOf(context),
    context,
    freezeColumn: 2,
  });
  const words = {
    ties: "Costs are adjusted",
    open: "Costs run in a circle",
    explained: "To adjust",
  } as const;
  page.state(said.state, words[said.state as keyof typeof words], said.headFigure, 2);
  page.link(4, "Items", "items");
  if (result.orders.length > 0) page.link(5, "Orders", "orders");
  if (said.warnings.length > 0) page.link(6, `Warnings (${said.warnings.length})`, "warnings");
  page.link(7, "Evidence", "evidence");
  if (result.proposals) page.link(8, "Proposals", "A1", "Cost Proposals");
  const net = sumOf(result.items.map((item) => item.delta));
  const control = exactText(new Exact(net).minus(said.headFigure));
  page.control(12, control);
  page.line(
    [
      { column: 0, value: `Total, ${counted(result.totals.differenceCount, "entry", "entries")}` },
      { column: 8, value: result.totals.deltaActual, kind: "amount", name: "ToAdjust" },
      { column: 11, value: result.totals.deltaExpected, kind: "amount" },
    ],
    "total",
  );
  const columns = columnsOf(result.differences, DIFFERENCE_COLUMNS);
  const entryNos = valuesOf<number>(columns, "Entry No.");
  const main = page.mainTable({
    name: "CostCheck",
    columns,
    figures: mapRows(entryNos, (entryNo) => ({ list: "differences", entryNo })),
    fields: DIFFERENCE_COLUMNS.map((column) => (column.drill ? column.of : undefined)),
  });
  page.section("Items", "items").table({
    name: "CostCheckItems",
    columns: columnsOf(result.items, ITEM_COLUMNS),
    figures: result.items.map((item) => ({ list: "items", itemNo: item.itemNo })),
    fields: ITEM_COLUMNS.map((column) => (column.drill ? column.of : undefined)),
  });
  if (result.orders.length > 0) {
    page.section("Orders", "orders").table({
      name: "CostCheckOrders",
      columns: columnsOf(result.orders, ORDER_COLUMNS),
      figures: result.orders.map((order) => ({
        list: "orders",
        orderType: order.orderType,
        orderNo: order.orderNo,
        orderLineNo: order.orderLineNo,
      })),
      fields: ORDER_COLUMNS.map((column) => (column.drill ? column.of : undefined)),
    });
  }
  const rowOf = new Map<string, number>();
  valuesOf<string>(columns, "Item No.").forEach((itemNo, index) => {
    if (!rowOf.has(itemNo)) rowOf.set(itemNo, main.row + 1 + index);
    rowOf.set(String(entryNos[index]), main.row + 1 + index);
  });
  page.warnings(said.warnings, (key) => {
    const row = rowOf.get(key);
    return row === undefined ? undefined : { cell: cellAddress(row, 1) };
  });
  page.evidence([{ label: "Control: corrections by item − corrections by entry", amount: control }]);
  return page.finish();
}

function proposalSheet(result: AdjustCostResult, context: LayoutContext): Sheet {
  const proposals = result.proposals ?? [];
  const page = new ReportSheet({
    name: "Cost Proposals",
    title: "Cost Proposals",
    scope: scopeOf(context, "value entries that Adjust Cost - Item Entries would post"),
    context,
    freezeColumn: 2,
  });
  const columns = columnsOf(proposals, PROPOSAL_COLUMNS);
  const actual = sumOf(valuesOf<string>(columns, "Cost Amount (Actual)"));
  const expected = sumOf(valuesOf<string>(columns, "Cost Amount (Expected)"));
  page.state(
    proposals.length === 0 ? "ties" : "explained",
    proposals.length === 0 ? "Nothing to propose" : counted(proposals.length, "value entry", "value entries"),
    actual,
  );
  page
    .link(4, "Cost Check", "A1", "Cost Check")
    .link(6, "Cost Impact", "A1", "Cost Impact")
    .link(7, "Evidence", "evidence");
  page.line(
    [
      { column: 0, value: "Total" },
      { column: 13, value: actual, kind: "amount", name: "Actual" },
      { column: 14, value: expected, kind: "amount", name: "Expected" },
    ],
    "total",
  );
  page.mainTable({ name: "CostProposals", columns });
  page.evidence();
  return page.finish();
}

function impactSheet(result: AdjustCostResult, context: LayoutContext): Sheet {
  const impact = result.impact ?? [];
  const page = new ReportSheet({
    name: "Cost Impact",
    title: "Cost Impact",
    scope: scopeOf(context, "what the adjustment would do to which month"),
    context,
    freezeColumn: 2,
  });
  const actual = sumOf(impact.map((row) => row.costAmountActual));
  page.state(
    impact.length === 0 ? "ties" : "explained",
    impact.length === 0 ? "No month changes" : "To adjust",
    actual,
  );
  page.link(4, "Cost Check", "A1", "Cost Check").link(6, "Evidence", "evidence");
  page.line(
    [
      { column: 0, value: "Total" },
      { column: 2, value: actual, kind: "amount", name: "Actual" },
      { column: 3, value: sumOf(impact.map((row) => row.costAmountExpected)), kind: "amount" },
    ],
    "total",
  );
  page.mainTable({ name: "CostImpact", columns: columnsOf(impact, IMPACT_COLUMNS), groupColumn: 0 });
  page.evidence();
  return page.finish();
}

const VALUED_BY_WORDS: Readonly<Record<string, string>> = {
  own: "Carries its own cost",
  order: "Takes its share of the finished order",
  application: "Takes the cost of the increases it is applied to",
  average: "Average of its period",
  transfer: "Takes the cost of the increase that was transferred",
  reversal: "Takes the cost of the issue it reverses",
};

/** What an order uses besides its components. */
const ORDER_PARTS = [
  { header: "Capacity", of: "capacityCost" },
  { header: "Subcontracted", of: "subcontractedCost" },
  { header: "Capacity Overhead", of: "capacityOverhead" },
  { header: "Manufacturing Overhead", of: "manufacturingOverhead" },
] as const;

function explainedSheet(explanations: readonly CostExplanation[], context: LayoutContext): Sheet {
  const page = new ReportSheet({
    name: "Cost Explained",
    title: "Cost Explained",
    scope: scopeOf(context, counted(explanations.length, "entry", "entries")),
    context,
  });
  page.link(4, "Cost Check", "A1", "Cost Check").link(6, "Evidence", "evidence");
  for (const explanation of explanations) explainOne(page, explanation);
  page.evidence();
  return page.finish();
}

/** One entry: its card, then sources and opening, with a rule over the pool. */
function explainOne(page: ReportSheet, explanation: CostExplanation): void {
  page.section(
    `Item Ledger Entry ${String(explanation.entryNo)}`,
    undefined,
    VALUED_BY_WORDS[explanation.valuedBy],
    2,
  );
  const amount = (value: string): { column: number; value: string; kind: "amount" } => ({
    column: 3,
    value,
    kind: "amount",
  });
  const quantity = (
    value: string,
  ): { column: number; value: string; kind: "quantity"; decimals: number } => ({
    column: 2,
    value,
    kind: "quantity",
    decimals: decimalsNeeded([value], 0, 5),
  });
  if (explanation.openingQuantity !== undefined && explanation.openingCost !== undefined) {
    page.line([
      { column: 0, value: "Opening" },
      { column: 1, value: explanation.periodStart || null, kind: "date" },
      quantity(explanation.openingQuantity),
      amount(explanation.openingCost),
    ]);
  }
  for (const source of [...explanation.sources, ...(explanation.order?.consumption ?? [])]) {
    page.line([
      { column: 0, value: "Entry" },
      { column: 1, value: source.entryNo, kind: "integer" },
      quantity(source.quantity),
      amount(source.amount),
    ]);
  }
  if (explanation.poolQuantity !== undefined && explanation.poolCost !== undefined) {
    page.line(
      [
        { column: 0, value: "Pool" },
        { column: 1, value: explanation.periodEnd || null, kind: "date" },
        quantity(explanation.poolQuantity),
        amount(explanation.poolCost),
        ...(explanation.averageUnitCost
          ? [
              {
                column: 4,
                value: explanation.averageUnitCost,
                kind: "unitCost" as const,
                decimals: decimalsNeeded([explanation.averageUnitCost], 2, 5),
              },
            ]
          : []),
      ],
      "sum",
    );
  }
  if (explanation.order) {
    const { order } = explanation;
    const parts = ORDER_PARTS.filter(({ of }) => order[of] !== "0");
    for (const { header, of } of parts) page.line([{ column: 0, value: header }, amount(order[of])]);
    const used = sumOf([
      ...order.consumption.map((source) => source.amount),
      ...parts.map(({ of }) => order[of]),
    ]);
    page.line(
      [{ column: 0, value: `Order ${order.orderNo}` }, quantity(order.outputQuantity), amount(used)],
      "sum",
    );
  }
  page.line(
    [{ column: 0, value: "Should be" }, quantity(explanation.quantity), amount(explanation.target)],
    "sumDouble",
  );
}
