/** What the simulated company is made of: items, orders, entries. Units: cents, quantity and unit cost × 100,000. */

export type CostingMethod = "FIFO" | "LIFO" | "Specific" | "Average" | "Standard";

export type EntryType =
  | "Purchase"
  | "Sale"
  | "Positive Adjmt."
  | "Negative Adjmt."
  | "Transfer"
  | "Consumption"
  | "Output"
  | "Assembly Consumption"
  | "Assembly Output";

export type CostType = "Direct Cost" | "Revaluation" | "Rounding" | "Indirect Cost" | "Variance";

export type VarianceType =
  | ""
  | "Purchase"
  | "Material"
  | "Capacity"
  | "Capacity Overhead"
  | "Manufacturing Overhead"
  | "Subcontracted";

/** Where the cost an entry should carry comes from. */
export type ValuedBy = "own" | "application" | "average" | "transfer" | "reversal" | "order";

/** Unit cost of an item by origin. */
export interface CostShares {
  material: number;
  capacity: number;
  subcontracted: number;
  capacityOverhead: number;
  manufacturingOverhead: number;
}

export interface Item {
  no: string;
  /** Position in the item list; also the order of work. */
  index: number;
  description: string;
  unit: string;
  type: "Inventory" | "Service";
  inventoryPostingGroup: string;
  genProdPostingGroup: string;
  costingMethod: CostingMethod;
  /** 0 bought, 1 made of bought items, 2 made of those. */
  level: number;
  standardCost: number;
  shares: CostShares;
  /** Hundredths of a percent. */
  indirectCostPercent: number;
  overheadRate: number;
  /** Usual purchase or production cost. */
  unitCost: number;
  statisticsGroup: number;
  /** Bought or made for this group of items; replicas of the item list have their own. */
  family: number;
  /** Left out by the last adjustment, so that the ledger shows work to do. */
  held: boolean;
  state: ItemState;
}

export interface Order {
  type: "Production" | "Assembly";
  no: string;
  status: "Planned" | "Firm Planned" | "Released" | "Finished";
  description: string;
  item: Item;
  quantity: number;
  lines: OrderLine[];
  dueDate: number;
  finishedDate: number | undefined;
}

export interface OrderLine {
  order: Order;
  lineNo: number;
  item: Item;
  quantity: number;
  finished: boolean;
  completelyInvoiced: boolean;
  /** Left out by the last adjustment. */
  held: boolean;
  shares: CostShares;
  indirectCostPercent: number;
  overheadRate: number;
  outputs: ItemLedgerEntry[];
  consumption: ItemLedgerEntry[];
  capacity: CapacityLedgerEntry[];
}

export interface CapacityLedgerEntry {
  no: number;
  date: number;
  type: "Work Center" | "Machine Center" | "Resource";
  centerNo: string;
  documentNo: string;
  description: string;
  quantity: number;
  line: OrderLine;
  subcontracting: boolean;
  genBusPostingGroup: string;
  sourceType: string;
  sourceNo: string;
  dimensionSet: number;
  /** Rows of the value entries. */
  values: number[];
}

export interface ItemLedgerEntry {
  no: number;
  item: Item;
  location: string;
  variant: string;
  date: number;
  entryType: EntryType;
  documentType: string;
  documentNo: string;
  description: string;
  quantity: number;
  remaining: number;
  invoiced: number;
  appliesTo: number;
  dropShipment: boolean;
  line: OrderLine | undefined;
  sourceType: string;
  sourceNo: string;
  genBusPostingGroup: string;
  dimensionSet: number;
  valuationDate: number;
  /** The item's standard cost when the entry was posted. */
  standardCost: number;
  valuedBy: ValuedBy;
  costActual: number;
  costExpected: number;
  /** Rows of the value entries, ascending. */
  values: number[];
  /** Application rows of this entry itself. */
  ownRows: number[];
  /** Increases: application rows of the issues that take from this entry. */
  servedRows: number[];
  /** Increases that take their cost from this entry: returns of an issue, receipts of a transfer. */
  heirs: ItemLedgerEntry[];
}

/** Average cost: everything of one item, variant and location, by month of the valuation date. */
export interface Pool {
  /** Order in which pools of one item feed each other. */
  rank: number;
  quantity: number;
  cost: number;
  months: PoolMonth[];
}

export interface PoolMonth {
  quantity: number;
  cost: number;
  /** Issues valued by the average of this month, ascending. */
  issues: ItemLedgerEntry[];
  /** The issue that has a return within its own month. */
  ownFlow: ItemLedgerEntry | undefined;
  dirty: boolean;
}

/** Stock of one item, variant and location. */
export interface StockLot {
  quantity: number;
  /** Increases with something left, by posting date and number; `head` skips what is used up at the front. */
  open: ItemLedgerEntry[];
  head: number;
  openIssues: ItemLedgerEntry[];
}

/** What the last adjustment does not know yet, per item. */
export interface ItemState {
  touched: Set<ItemLedgerEntry>;
  rounding: Set<ItemLedgerEntry>;
  pools: Map<string, Pool>;
  lots: Map<string, StockLot>;
}

export function newItemState(): ItemState {
  return { touched: new Set(), rounding: new Set(), pools: new Map(), lots: new Map() };
}
