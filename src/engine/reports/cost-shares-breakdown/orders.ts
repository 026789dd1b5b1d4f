/**
 * What orders cost: per order line of production, per order of assembly. Output entries share capacity, subcontracting,
 * capacity overhead and manufacturing overhead of their order by quantity.
 */
import { indexByNumber } from "../../ledgers/index-by-number";
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";
import { PairNumbers } from "../../ledgers/pair-numbers";
import { bigintAt, ExactSums, signAt } from "../../values/decimal";
import type { Day } from "../../values/day";
import { CONSUMPTION, NO_ROLE, OUTPUT, type CostLedger } from "./ledger";
import { DIRECT_COST_TYPE, INDIRECT_COST_TYPE, REVALUATION_TYPE, ROUNDING_TYPE } from "./parts";

export const PRODUCTION = optionNumber("order type", "Production");
export const ASSEMBLY = optionNumber("order type", "Assembly");
const ASSEMBLY_ENTRY_TYPES: ReadonlySet<number> = new Set([
  optionNumber("entry type", "Assembly Consumption"),
  optionNumber("entry type", "Assembly Output"),
]);

/** Rates of manufacturing overhead, as scaled integers. */
export interface Rates {
  /** Indirect Cost % at its scale. */
  readonly percent: bigint;
  readonly percentScale: number;
  /** Overhead Rate per unit at its scale. */
  readonly perUnit: bigint;
  readonly perUnitScale: number;
}

/** Capacity entries: rows of Capacity Ledger Entries, or of Value Entries where those stand in. */
export interface CapacityEntries {
  readonly standIn: boolean;
  readonly table: LedgerTable;
  /** Order key per row; -1 for entries after the day, without an order, or no capacity. */
  readonly keys: Int32Array;
  /** Capacity row of each value entry; -1 for all others. */
  readonly rowOfValue: Int32Array;
  readonly subcontracting: Uint8Array;
}

export interface OrderCosts {
  readonly keys: PairNumbers;
  /** Key per entry of an order, else -1. */
  readonly keyOfEntry: Int32Array;
  /** Sums per key. Quantity has the ledger's quantity scale, amounts its amount scale. */
  readonly outputQuantity: ExactSums;
  readonly capacity: ExactSums;
  readonly subcontracted: ExactSums;
  readonly capacityOverhead: ExactSums;
  /** Cost of what the order consumed, positive. */
  readonly consumed: ExactSums;
  /** Rates per key; undefined when no cell gives one. Worked out once per key. */
  ratesOf(key: number): Rates | undefined;
  /** First output entry per key (lowest Entry No.), -1 without one. */
  readonly firstOutput: Int32Array;
  /** Row on Inventory Adjmt. Entry Orders per key, -1 without one. */
  readonly adjustmentRow: Int32Array;
  readonly capacityEntries: CapacityEntries;
}

/** The number that stands for an order in keys: the code, and whether it is assembly. */
export function orderCode(code: number, isAssembly: boolean): number {
  return code * 2 + (isAssembly ? 1 : 0);
}

export function buildOrders(ledgers: Ledgers, ledger: CostLedger, endDate: Day): OrderCosts {
  const keys = new PairNumbers();
  const keyOfEntry = entryKeys(ledgers, ledger, keys);
  const capacityEntries = capacityEntriesOf(ledgers, endDate, keys);
  const adjustmentRow = adjustmentRows(ledgers, keys);
  const outputQuantity = new ExactSums(keys.size, ledger.quantities.scale);
  const firstOutput = new Int32Array(keys.size).fill(-1);
  for (let entry = 0; entry < ledger.count; entry += 1) {
    if (ledger.roles[entry] !== OUTPUT) continue;
    const key = keyOfEntry[entry] as number;
    outputQuantity.add(key, ledger.quantities, ledger.rows[entry] as number);
    if (firstOutput[key] === -1) firstOutput[key] = entry;
  }
  return {
    keys,
    keyOfEntry,
    outputQuantity,
    ...amountsPerKey(ledgers, ledger, keyOfEntry, capacityEntries, keys.size),
    ratesOf: ratesReader(ledgers, ledger, adjustmentRow, firstOutput),
    firstOutput,
    adjustmentRow,
    capacityEntries,
  };
}

function keyOf(keys: PairNumbers, orderNo: number, line: number, isAssembly: boolean): number {
  return keys.intern(orderCode(orderNo, isAssembly), isAssembly ? 0 : line);
}

/** Keys of output, consumption and whatever else is of a production order. Without an Order Type the Entry Type tells production from assembly. */
function entryKeys(ledgers: Ledgers, ledger: CostLedger, keys: PairNumbers): Int32Array {
  const table = ledgers.table("Item Ledger Entries");
  const entryTypes = table.options("Entry Type").values;
  const orderTypes = table.options("Order Type").values;
  const orderNos = table.ids("Order No.");
  const lineNos = table.integers("Order Line No.");
  const keyOfEntry = new Int32Array(ledger.count).fill(-1);
  for (let entry = 0; entry < ledger.count; entry += 1) {
    const row = ledger.rows[entry] as number;
    const orderType = orderTypes[row] as number;
    if (orderNos[row] === 0 || (ledger.roles[entry] === NO_ROLE && orderType !== PRODUCTION)) continue;
    const isAssembly =
      orderType === ASSEMBLY ||
      (orderType !== PRODUCTION && ASSEMBLY_ENTRY_TYPES.has(entryTypes[row] as number));
    keyOfEntry[entry] = keyOf(keys, orderNos[row] as number, lineNos[row] as number, isAssembly);
  }
  return keyOfEntry;
}

function capacityEntriesOf(ledgers: Ledgers, endDate: Day, keys: PairNumbers): CapacityEntries {
  const values = ledgers.table("Value Entries");
  const capacityLedger = ledgers.table("Capacity Ledger Entries");
  const standIn = !capacityLedger.present;
  const table = standIn ? values : capacityLedger;
  const keysOfRows = new Int32Array(table.rows).fill(-1);
  const rowOfValue = new Int32Array(values.rows).fill(-1);
  const orderTypes = table.options("Order Type").values;
  const orderNos = table.ids("Order No.");
  const lineNos = table.integers("Order Line No.");
  const dates = table.days("Posting Date");
  const valueDates = values.days("Posting Date");
  const itemEntryNos = values.integers("Item Ledger Entry No.");
  const itemEntryTypes = values.options("Item Ledger Entry Type").values;
  for (let row = 0; row < table.rows; row += 1) {
    if ((dates[row] as number) > endDate) continue;
    if (standIn && (itemEntryTypes[row] !== 0 || itemEntryNos[row] !== 0)) continue;
    const orderType = orderTypes[row] as number;
    if (orderType !== PRODUCTION && orderType !== ASSEMBLY) continue;
    if (orderNos[row] === 0) continue;
    keysOfRows[row] = keyOf(keys, orderNos[row] as number, lineNos[row] as number, orderType === ASSEMBLY);
    if (standIn) rowOfValue[row] = row;
  }
  if (standIn)
    return { standIn, table, keys: keysOfRows, rowOfValue, subcontracting: new Uint8Array(table.rows) };
  const rowOfNumber = indexByNumber(capacityLedger.integers("Entry No."));
  const capacityNos = values.integers("Capacity Ledger Entry No.");
  for (let row = 0; row < values.rows; row += 1) {
    if (capacityNos[row] === 0 || itemEntryNos[row] !== 0 || (valueDates[row] as number) > endDate) continue;
    const capacityRow = rowOfNumber(capacityNos[row] as number);
    if (capacityRow >= 0 && (keysOfRows[capacityRow] as number) >= 0) rowOfValue[row] = capacityRow;
  }
  return {
    standIn,
    table,
    keys: keysOfRows,
    rowOfValue,
    subcontracting: capacityLedger.flags("Subcontracting"),
  };
}

function amountsPerKey(
  ledgers: Ledgers,
  ledger: CostLedger,
  keyOfEntry: Int32Array,
  capacityEntries: CapacityEntries,
  keys: number,
) {
  const values = ledgers.table("Value Entries");
  const costTypes = values.options("Entry Type").values;
  const inventoriable = values.flags("Inventoriable");
  const { actual, entryOfValue } = ledger;
  const { scale } = actual;
  const capacity = new ExactSums(keys, scale);
  const subcontracted = new ExactSums(keys, scale);
  const capacityOverhead = new ExactSums(keys, scale);
  const consumed = new ExactSums(keys, scale);
  for (let row = 0; row < values.rows; row += 1) {
    const costType = costTypes[row] as number;
    const capacityRow = capacityEntries.rowOfValue[row] as number;
    if (capacityRow >= 0) {
      const key = capacityEntries.keys[capacityRow] as number;
      if (costType === INDIRECT_COST_TYPE) capacityOverhead.add(key, actual, row);
      else if (costType === DIRECT_COST_TYPE) {
        (capacityEntries.subcontracting[capacityRow] === 1 ? subcontracted : capacity).add(key, actual, row);
      }
      continue;
    }
    const entry = entryOfValue[row] as number;
    if (entry < 0 || ledger.roles[entry] !== CONSUMPTION) continue;
    if (
      !countsAsConsumed(
        costType,
        inventoriable[row] === 1,
        signAt(ledger.quantities, ledger.rows[entry] as number),
      )
    ) {
      continue;
    }
    consumed.subtract(keyOfEntry[entry] as number, actual, row);
  }
  return { capacity, subcontracted, capacityOverhead, consumed };
}

/** Whether a value entry of consumption is part of the cost that overhead is a percentage of. */
export function countsAsConsumed(costType: number, inventoriable: boolean, quantitySign: number): boolean {
  if (costType === ROUNDING_TYPE || !inventoriable) return false;
  return !(costType === REVALUATION_TYPE && quantitySign > 0);
}

/** Row of each key on Inventory Adjmt. Entry Orders; of several for an assembly order the one of the lowest line. */
function adjustmentRows(ledgers: Ledgers, keys: PairNumbers): Int32Array {
  const table = ledgers.table("Inventory Adjmt. Entry Orders");
  const types = table.options("Order Type").values;
  const orderNos = table.ids("Order No.");
  const lineNos = table.integers("Order Line No.");
  const rows = new Int32Array(keys.size).fill(-1);
  for (let row = 0; row < table.rows; row += 1) {
    const isAssembly = types[row] === ASSEMBLY;
    if (!isAssembly && types[row] !== PRODUCTION) continue;
    const key = keys.find(
      orderCode(orderNos[row] as number, isAssembly),
      isAssembly ? 0 : (lineNos[row] as number),
    );
    if (key < 0) continue;
    const known = rows[key] as number;
    if (known < 0 || (lineNos[row] as number) < (lineNos[known] as number)) rows[key] = row;
  }
  return rows;
}

/** Each rate: the filled cell of the order's row, else the filled cell of the produced item; none filled: no rates. */
function ratesReader(
  ledgers: Ledgers,
  ledger: CostLedger,
  adjustmentRow: Int32Array,
  firstOutput: Int32Array,
): (key: number) => Rates | undefined {
  const orders = ledgers.table("Inventory Adjmt. Entry Orders");
  const items = ledgers.table("Items");
  const itemRow = new Int32Array(ledgers.codes.size).fill(-1);
  items.ids("No.").forEach((code, row) => (itemRow[code] = row));
  const orderItems = orders.ids("Item No.");
  const entryItems = ledgers.table("Item Ledger Entries").ids("Item No.");
  const known = new Map<number, Rates | undefined>();

  const cell = (
    caption: string,
    order: number,
    item: number,
  ): { value: bigint; scale: number } | undefined => {
    if (order >= 0 && orders.filled(caption)?.[order] === 1) {
      const column = orders.decimals(caption);
      return { value: bigintAt(column, order), scale: column.scale };
    }
    if (item < 0 || items.filled(caption)?.[item] !== 1) return undefined;
    const column = items.decimals(caption);
    return { value: bigintAt(column, item), scale: column.scale };
  };
  return (key) => {
    if (known.has(key)) return known.get(key);
    const order = adjustmentRow[key] as number;
    let itemCode = order >= 0 ? (orderItems[order] as number) : 0;
    const output = firstOutput[key] as number;
    if (itemCode === 0 && output >= 0) itemCode = entryItems[ledger.rows[output] as number] as number;
    const item = itemCode === 0 ? -1 : (itemRow[itemCode] as number);
    const percent = cell("Indirect Cost %", order, item);
    const perUnit = cell("Overhead Rate", order, item);
    const rates =
      percent || perUnit
        ? {
            percent: percent?.value ?? 0n,
            percentScale: percent?.scale ?? 0,
            perUnit: perUnit?.value ?? 0n,
            perUnitScale: perUnit?.scale ?? 0,
          }
        : undefined;
    known.set(key, rates);
    return rates;
  };
}
