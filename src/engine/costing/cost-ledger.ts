/**
 * The ledger as the costing engine sees it: item ledger entries in ascending number, their value entries, the
 * applications between them, orders. Everything stands in typed arrays; relations are ranges ("start" arrays) into lists,
 * so that a million entries need no object each. The same shape is built from a workbook (read-cost-ledger.ts) and from a
 * shadow ledger of another costing method.
 */
import type { ScaledStore } from "./scaled";

/** Options of item ledger entries, value entries and items that the engine asks for, by their number in the option lists. */
export const ENTRY_TYPE = {
  purchase: 1,
  sale: 2,
  positiveAdjmt: 3,
  negativeAdjmt: 4,
  transfer: 5,
  consumption: 6,
  output: 7,
  assemblyConsumption: 8,
  assemblyOutput: 9,
} as const;
export const COST_TYPE = {
  directCost: 1,
  revaluation: 2,
  rounding: 3,
  indirectCost: 4,
  variance: 5,
} as const;
export const VARIANCE_TYPE = {
  purchase: 1,
  material: 2,
  capacity: 3,
  capacityOverhead: 4,
  manufacturingOverhead: 5,
  subcontracted: 6,
} as const;
export const METHOD = { fifo: 1, lifo: 2, specific: 3, average: 4, standard: 5 } as const;
export const ORDER_TYPE = { production: 1, assembly: 4 } as const;

/** What a value entry says besides its amounts, as bits. */
export const VALUE_FLAG = { expectedCost: 1, adjustment: 2, average: 4, partial: 8, charge: 16 } as const;

/** What an application row hands on. */
export const LINK = {
  /** Nothing: an increase's row of its own receipt, or a row that fits no rule. */
  none: 0,
  /** From an increase to the issue that owns the row. */
  issue: 1,
  /** From the increase at the origin of a transfer to the transfer-in that owns the row. */
  transfer: 2,
  /** From an issue to the return or average transfer-in that owns the row. */
  reversal: 3,
} as const;

/** How an entry gets its cost. The names of the results are in the same order. */
export const VALUED_BY = { own: 0, order: 1, application: 2, average: 3, transfer: 4, reversal: 5 } as const;
export const VALUED_BY_NAMES = ["own", "order", "application", "average", "transfer", "reversal"] as const;

/** Items of the ledger, ascending by number. */
export interface CostItems {
  readonly count: number;
  readonly no: readonly string[];
  readonly method: Uint8Array;
  /** 1 where the item is of type Inventory, carries value and is not excluded from adjustment. */
  readonly valued: Uint8Array;
}

/** Item ledger entries, ascending by entry number. Quantities are scaled integers of `quantityScale`. */
export interface CostEntries {
  readonly count: number;
  readonly no: Float64Array;
  readonly item: Int32Array;
  readonly type: Uint8Array;
  readonly postingDay: Int32Array;
  /** Number of the entry's variant and location; `placeOrder` sorts them. */
  readonly place: Int32Array;
  readonly quantity: ScaledStore;
  readonly invoiced: ScaledStore;
  readonly remaining: ScaledStore;
  /** 1 where Applies-to Entry is filled. */
  readonly fixed: Uint8Array;
  /** Order that the entry belongs to, or -1. */
  readonly order: Int32Array;
  /** Value entries of entry e: positions valueStart[e] … valueStart[e + 1] - 1. */
  readonly valueStart: Int32Array;
  /** Application rows that e owns: positions linkStart[e] … linkStart[e + 1] - 1. */
  readonly linkStart: Int32Array;
  /** Rows that hand cost of e on: places feedStart[e] … feedStart[e + 1] - 1 in `feeds`. */
  readonly feedStart: Int32Array;
}

/** Inventoriable value entries by item ledger entry, then ascending by number. Money has `moneyScale` decimals. */
export interface CostValues {
  readonly count: number;
  readonly no: Float64Array;
  readonly type: Uint8Array;
  readonly variance: Uint8Array;
  readonly flags: Uint8Array;
  readonly actual: ScaledStore;
  readonly expected: ScaledStore;
  readonly valuedQuantity: ScaledStore;
  readonly entryQuantity: ScaledStore;
  readonly invoicedQuantity: ScaledStore;
  /** Cost per Unit at `unitScale`. */
  readonly costPerUnit: ScaledStore;
  readonly valuationDay: Int32Array;
  readonly postingDay: Int32Array;
  readonly appliesTo: Float64Array;
  readonly document: Int32Array;
  readonly documentLine: Float64Array;
  /** Row of the table that the value entry was read from. */
  readonly row: Int32Array;
}

/** Application rows by the entry that owns them, then ascending by number. */
export interface CostLinks {
  readonly count: number;
  /** One of LINK. */
  readonly kind: Uint8Array;
  readonly owner: Int32Array;
  /** Entry that cost comes from, -1 for LINK.none. */
  readonly source: Int32Array;
  /** Entry named as outbound, or -1. */
  readonly outbound: Int32Array;
  readonly quantity: ScaledStore;
  /** 1 for a cost application. */
  readonly cost: Uint8Array;
}

/** Production order lines and assembly orders, ascending by type, number and line. */
export interface CostOrders {
  readonly count: number;
  readonly type: Uint8Array;
  readonly no: readonly string[];
  readonly line: Float64Array;
  readonly finished: Uint8Array;
  readonly outputStart: Int32Array;
  readonly outputs: Int32Array;
  readonly consumptionStart: Int32Array;
  readonly consumption: Int32Array;
  readonly capacity: ScaledStore;
  readonly subcontracted: ScaledStore;
  readonly capacityOverhead: ScaledStore;
  /** Rates and standard unit costs of an order. */
  rates(order: number, item: number): OrderRates;
}

/** Rates of an order: numbers at FITTED_SCALE. */
export interface OrderRates {
  /** Indirect cost as a fraction: 10 % is 0.1. */
  readonly indirect: bigint;
  readonly overheadRate: bigint;
  /** Standard unit costs in the order material, capacity, subcontracted, capacity overhead, manufacturing overhead. */
  readonly standards: readonly [bigint, bigint, bigint, bigint, bigint];
}

export interface CostLedger {
  readonly moneyScale: number;
  readonly quantityScale: number;
  readonly unitScale: number;
  readonly items: CostItems;
  readonly entries: CostEntries;
  readonly values: CostValues;
  readonly links: CostLinks;
  /** Positions of links by the entry that they take cost from. */
  readonly feeds: Int32Array;
  readonly orders: CostOrders;
  /** False where outputs carry their own cost (shadow ledgers): orders then only tell what leads where. */
  readonly ordersMakeCost: boolean;
  /** Rank of a place: ascending by variant, then location. */
  readonly placeOrder: Int32Array;
  /** Order of document numbers. */
  compareDocuments(a: number, b: number): number;
}

/** "Plain": Direct Cost without item charge. */
export function isPlainDirectCost(values: CostValues, position: number): boolean {
  return (
    values.type[position] === COST_TYPE.directCost &&
    ((values.flags[position] as number) & VALUE_FLAG.charge) === 0
  );
}

/** Ranges of a list that is grouped by a key: start[k] … start[k + 1] - 1, and the members of every group in their order. */
export function groupBy(keys: Int32Array, groups: number): { start: Int32Array; members: Int32Array } {
  const start = new Int32Array(groups + 1);
  let used = 0;
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] as number;
    if (key >= 0) {
      start[key + 1] = (start[key + 1] as number) + 1;
      used += 1;
    }
  }
  for (let k = 0; k < groups; k += 1) start[k + 1] = (start[k + 1] as number) + (start[k] as number);
  const next = start.slice(0, groups);
  const members = new Int32Array(used);
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] as number;
    if (key >= 0) {
      const place = next[key] as number;
      members[place] = i;
      next[key] = place + 1;
    }
  }
  return { start, members };
}

/** Rows in ascending order of their numbers; undefined when they stand so already. */
export function ascendingOrder(numbers: Float64Array): Int32Array | undefined {
  let sorted = true;
  for (let i = 1; i < numbers.length && sorted; i += 1)
    sorted = (numbers[i] as number) >= (numbers[i - 1] as number);
  if (sorted) return undefined;
  return Int32Array.from(numbers.keys()).sort(
    (a, b) => (numbers[a] as number) - (numbers[b] as number) || a - b,
  );
}
