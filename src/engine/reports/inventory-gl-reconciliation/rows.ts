/** Rows and columns of the reconciliation, in Business Central's order, and the cell that carries each account type. */
import {
  ACCOUNT_TYPES,
  accountType,
  INVENTORY,
  INVENTORY_INTERIM,
  WIP_INVENTORY,
  type AccountType,
  type AccountTypeName,
} from "../../posting/account-types";

export type ColumnName = "inventory" | "inventoryInterim" | "wipInventory" | "total";
export const COLUMNS: readonly ColumnName[] = ["inventory", "inventoryInterim", "wipInventory", "total"];

/** The three inventory accounts, which are columns. */
export const INVENTORY_COLUMNS = ["inventory", "inventoryInterim", "wipInventory"] as const;
export const TYPE_OF_COLUMN: Readonly<Record<(typeof INVENTORY_COLUMNS)[number], AccountType>> = {
  inventory: INVENTORY,
  inventoryInterim: INVENTORY_INTERIM,
  wipInventory: WIP_INVENTORY,
};

interface RowDeclaration {
  readonly row: string;
  readonly name: string;
  readonly accountType?: AccountTypeName;
  /** Cells that basis bc fills; the others apply only where basis posting has an amount. */
  readonly fills: readonly ColumnName[];
  readonly onlyBasis?: "posting";
}

const TO_INVENTORY: readonly ColumnName[] = ["inventory", "total"];
const TO_INTERIM: readonly ColumnName[] = ["inventoryInterim", "total"];
const TO_WIP: readonly ColumnName[] = ["inventory", "wipInventory", "total"];

/** Rows with figures of the value entries; row "total" is the inventory accounts' own side. */
export const ROWS: readonly RowDeclaration[] = [
  { row: "inventoryToWip", name: "Inventory To WIP", fills: ["inventory", "wipInventory"] },
  { row: "wipToInterim", name: "WIP To Interim", fills: ["inventoryInterim", "wipInventory"] },
  { row: "cogsInterim", name: "COGS (Interim)", accountType: "COGS (Interim)", fills: TO_INTERIM },
  {
    row: "directCostApplied",
    name: "Direct Cost Applied",
    accountType: "Direct Cost Applied",
    fills: TO_WIP,
  },
  { row: "overheadApplied", name: "Overhead Applied", accountType: "Overhead Applied", fills: TO_WIP },
  { row: "inventoryAdjmt", name: "Inventory Adjmt.", accountType: "Inventory Adjmt.", fills: TO_INVENTORY },
  {
    row: "invtAccrualInterim",
    name: "Invt. Accrual (Interim)",
    accountType: "Invt. Accrual (Interim)",
    fills: TO_INTERIM,
  },
  { row: "cogs", name: "COGS", accountType: "COGS", fills: TO_INVENTORY },
  {
    row: "purchaseVariance",
    name: "Purchase Variance",
    accountType: "Purchase Variance",
    fills: TO_INVENTORY,
  },
  {
    row: "materialVariance",
    name: "Material Variance",
    accountType: "Material Variance",
    fills: TO_INVENTORY,
  },
  {
    row: "materialNonInventoryVariance",
    name: "Material Non-Inventory Variance",
    accountType: "Material - Non Inventory Variance",
    fills: TO_INVENTORY,
  },
  {
    row: "capacityVariance",
    name: "Capacity Variance",
    accountType: "Capacity Variance",
    fills: TO_INVENTORY,
  },
  {
    row: "subcontractedVariance",
    name: "Subcontracted Variance",
    accountType: "Subcontracted Variance",
    fills: TO_INVENTORY,
  },
  {
    row: "capacityOverheadVariance",
    name: "Capacity Overhead Variance",
    accountType: "Cap. Overhead Variance",
    fills: TO_INVENTORY,
  },
  {
    row: "mfgOverheadVariance",
    name: "Mfg. Overhead Variance",
    accountType: "Mfg. Overhead Variance",
    fills: TO_INVENTORY,
  },
  {
    row: "directCostNonInventoryApplied",
    name: "Direct Cost Non-Inventory Applied",
    accountType: "Direct Cost Non-Inventory Applied",
    fills: TO_INVENTORY,
    onlyBasis: "posting",
  },
  { row: "total", name: "Total", fills: ["inventory", "inventoryInterim", "wipInventory"] },
];

/** A cell as a number: row × 4 + column. */
export type Cell = number;
export const CELL_COUNT = ROWS.length * COLUMNS.length;

const rowNumbers = new Map(ROWS.map((row, number) => [row.row, number]));

/** The cell of a row and column. Throws for a row that is none. */
export function cellOf(row: string, column: ColumnName): Cell {
  const number = rowNumbers.get(row);
  if (number === undefined) throw new RangeError(`no row ${row}`);
  return number * COLUMNS.length + COLUMNS.indexOf(column);
}

/** Row name per account type: that of the inventory accounts is their column. */
export const ROW_OF_TYPE: readonly string[] = ACCOUNT_TYPES.map((_, type) => {
  const column = INVENTORY_COLUMNS.find((name) => TYPE_OF_COLUMN[name] === type);
  return (
    column ??
    ROWS.find((row) => row.accountType !== undefined && accountType(row.accountType) === type)?.row ??
    ""
  );
});

/** The cell that holds the value entries' side of an account type. */
export const CELL_OF_TYPE: readonly Cell[] = ROW_OF_TYPE.map((row, type) => {
  if (type === 0) return -1;
  const column = INVENTORY_COLUMNS.find((name) => name === row);
  return column ? cellOf("total", column) : cellOf(row, "total");
});

/** Account types that have a row, in the order of reconciling items: the three columns, then the rows. */
export function typesInOrder(basis: "bc" | "posting"): readonly AccountType[] {
  const rows = ROWS.filter((row) => row.accountType !== undefined && (row.onlyBasis ?? basis) === basis);
  return [
    ...INVENTORY_COLUMNS.map((column) => TYPE_OF_COLUMN[column]),
    ...rows.map((row) => accountType(row.accountType as AccountTypeName)),
  ];
}

/** Caption of a reconciliation row, the inventory columns included. */
export function rowName(row: string): string {
  const column = INVENTORY_COLUMNS.find((name) => name === row);
  if (column) return ACCOUNT_TYPES[TYPE_OF_COLUMN[column]]?.name ?? "";
  return ROWS.find((candidate) => candidate.row === row)?.name ?? "";
}
