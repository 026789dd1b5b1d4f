/** Columns of the Cost Shares Breakdown sheet: what a line is, what it shows, and which columns are hidden at first. */
import type { TableColumn, ValueKind } from "../../../workbook/sheet";
import { decimalsNeeded } from "../sheet-widths";
import type { Row } from "./breakdown";
import type { Amount } from "./parts";
import type { Result } from "./run";
import type { Group } from "./shares";
import { isTieOutApart, tieOutFields } from "./tie-out";

/** A line of the sheet: a group, or with details one of its entries. */
export interface Line {
  readonly group: Group;
  readonly row?: Row;
}

/** Amounts in the order and with the captions of Business Central, then ours. Memo columns are hidden at first. */
export const AMOUNT_COLUMNS: readonly {
  readonly field: Amount;
  readonly header: string;
  readonly memo?: boolean;
}[] = [
  { field: "material", header: "Material Direct Cost Applied" },
  { field: "capacity", header: "Capacity Direct Cost Applied" },
  { field: "capacityOverhead", header: "Capacity Overhead" },
  { field: "materialOverhead", header: "Material Overhead" },
  { field: "subcontracted", header: "Subcontracted" },
  { field: "variance", header: "Variance" },
  { field: "revaluation", header: "Revaluation" },
  { field: "rounding", header: "Rounding" },
  { field: "indirectCost", header: "Indirect Cost", memo: true },
  { field: "nonInventory", header: "Non-Inventory Cost", memo: true },
  { field: "total", header: "Total" },
  { field: "purchaseVariance", header: "Purchase Variance", memo: true },
  { field: "materialVariance", header: "Material Variance", memo: true },
  { field: "capacityVariance", header: "Capacity Variance", memo: true },
  { field: "capacityOverheadVariance", header: "Capacity Overhead Variance", memo: true },
  { field: "mfgOverheadVariance", header: "Mfg. Overhead Variance", memo: true },
  { field: "subcontractedVariance", header: "Subcontracted Variance", memo: true },
  { field: "materialNonInventoryVariance", header: "Material - Non Inventory Variance", memo: true },
];

/** A column of codes or facts before the quantity. */
interface FactColumn {
  readonly header: string;
  readonly kind: ValueKind;
  readonly value: (line: Line) => string | number | null;
}

const GROUP_COLUMNS: readonly FactColumn[] = [
  {
    header: "Inventory Posting Group",
    kind: "code",
    value: ({ group }) => group.inventoryPostingGroup as string,
  },
  { header: "Item No.", kind: "code", value: ({ group }) => group.no },
  { header: "Description", kind: "text", value: ({ group }) => group.description },
];

const ORDER_COLUMNS: readonly FactColumn[] = [
  { header: "Status", kind: "code", value: ({ group }) => group.status as string },
  { header: "Production Order No.", kind: "code", value: ({ group }) => group.no },
  { header: "Description", kind: "text", value: ({ group }) => group.description },
];

const ofRow = (header: string, kind: ValueKind, value: (row: Row) => string | number | null): FactColumn => ({
  header,
  kind,
  value: ({ row }) => (row ? value(row) : null),
});

const ROW_COLUMNS: readonly FactColumn[] = [
  ofRow("Entry No.", "integer", (row) => row.entryNo || null),
  ofRow("Posting Date", "date", (row) => row.postingDate || null),
  ofRow("Entry Type", "code", (row) => row.entryType),
  ofRow("Document No.", "code", (row) => row.documentNo),
  ofRow("Entry Description", "text", (row) => row.description),
  ofRow("Location Code", "code", (row) => row.locationCode),
  ofRow("Variant Code", "code", (row) => row.variantCode),
];

const ORDER_ROW_COLUMNS: readonly FactColumn[] = [
  ofRow("Capacity Entry No.", "integer", (row) => row.capacityEntryNo || null),
  ofRow("Item No.", "code", (row) => row.itemNo),
];

/** Where everything stands on a sheet. */
export interface SheetColumns {
  readonly facts: readonly FactColumn[];
  readonly quantity: number;
  /** Column of each amount. */
  readonly amounts: ReadonlyMap<Amount, number>;
  /** Column of each figure of the tie-out. */
  readonly tieOut: ReadonlyMap<string, number>;
  /** Memo columns. */
  readonly hidden: readonly number[];
}

export function sheetColumns(result: Result): SheetColumns {
  const isWip = result.printCostShare === "WIP Inventory";
  const withRows = hasRows(result);
  const facts = [
    ...(isWip ? ORDER_COLUMNS : GROUP_COLUMNS),
    ...(withRows ? [...ROW_COLUMNS, ...(isWip ? ORDER_ROW_COLUMNS : [])] : []),
  ];
  const quantity = facts.length;
  const amounts = new Map(AMOUNT_COLUMNS.map(({ field }, index) => [field, quantity + 1 + index]));
  const afterAmounts = quantity + 1 + AMOUNT_COLUMNS.length;
  // Entry rows end with what they were before tracing; figures of the tie-out belong to groups and stand right of that.
  const firstTieOut = afterAmounts + (withRows ? 2 : 0);
  const fields = tieOutFields[result.printCostShare];
  const tieOut = new Map(fields.map(({ field }, index) => [field, firstTieOut + index]));
  const hidden = AMOUNT_COLUMNS.flatMap(({ field, memo }) =>
    memo && !isNeededToFoot(result, field) ? [amounts.get(field) as number] : [],
  );
  return {
    facts,
    quantity,
    amounts,
    tieOut,
    hidden: withRows ? [...hidden, afterAmounts, afterAmounts + 1] : hidden,
  };
}

/** True when the result lists entries. */
export function hasRows(result: Result): boolean {
  return result.groups.some((group) => group.rows !== undefined);
}

/** Memo columns that are part of the total must be seen where a line does not foot without them. */
function isNeededToFoot(result: Result, field: Amount): boolean {
  if (field === "nonInventory") return result.groups.some((group) => group.nonInventory !== "0");
  return (
    field === "indirectCost" && result.groups.some((group) => group.indirectCost !== group.materialOverhead)
  );
}

/** All table columns for lines, from left to right; without rows the figures of the tie-out as well. */
export function lineColumns(
  result: Result,
  columns: SheetColumns,
  lines: readonly Line[],
): readonly TableColumn[] {
  const withRows = lines.some((line) => line.row !== undefined);
  const quantities = lines.map(({ group, row }) => (row ?? group).quantity);
  const owns = lines.map(({ row }) => row?.ownQuantity ?? null);
  const decimals = decimalsNeeded([...quantities, ...owns], 0, 5);
  return [
    ...columns.facts.map(({ header, kind, value }) => ({ header, kind, values: lines.map(value) })),
    { header: "Quantity", kind: "quantity", decimals, values: quantities },
    ...AMOUNT_COLUMNS.map(({ field, header }): TableColumn => ({
      header,
      kind: "amount",
      values: lines.map(({ group, row }) => (row ?? group)[field]),
    })),
    ...(withRows || isTieOutApart(result)
      ? []
      : tieOutFields[result.printCostShare].map(({ field, label }): TableColumn => ({
          header: label,
          kind: "amount",
          values: lines.map(({ group }) => group.tieOut[field] as string),
        }))),
    ...(withRows
      ? ([
          { header: "Own Quantity", kind: "quantity", decimals, values: owns },
          { header: "Own Cost", kind: "amount", values: lines.map(({ row }) => (row as Row).ownCost) },
        ] satisfies readonly TableColumn[])
      : []),
  ];
}

/** Result field per table column, for drill-down; tie-out figures only where their columns are. */
export function lineFields(
  result: Result,
  columns: SheetColumns,
  withTieOut: boolean,
): readonly (string | undefined)[] {
  return [
    ...columns.facts.map(() => undefined),
    undefined,
    ...AMOUNT_COLUMNS.map(({ field }) => field),
    ...(!withTieOut
      ? [undefined, undefined]
      : isTieOutApart(result)
        ? []
        : tieOutFields[result.printCostShare].map(({ field }) => `tieOut.${field}`)),
  ];
}
