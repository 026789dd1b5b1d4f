/** WIP Inventory: which production orders are wanted, and which entries stand in their rows. */
import { compareCodes } from "../../values/codes";
import type { Basis } from "./basis";
import { orderCode, PRODUCTION } from "./orders";
import { producedItems } from "./produced-items";

/** Production orders that are wanted, by status and number. */
export interface OrderGroups {
  /** Row on Production Orders per group. */
  readonly rows: readonly number[];
  /** Group per code number, -1 when not wanted. */
  readonly groupOfCode: Int32Array;
}

/** Orders with a wanted status and number: Released first, then by number. */
export function orderGroups(basis: Basis): OrderGroups {
  const { ledgers, parameters } = basis;
  const table = ledgers.table("Production Orders");
  const statuses = table.options("Status");
  const numbers = table.ids("No.");
  const { codes } = ledgers;
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    const status = statuses.values[row] as number;
    if (!parameters.productionOrderStatus.includes(statuses.captions[status] as string)) continue;
    if (parameters.productionOrderFilter.matchesCode(codes.text(numbers[row] as number))) rows.push(row);
  }
  rows.sort(
    (a, b) =>
      (statuses.values[a] as number) - (statuses.values[b] as number) ||
      compareCodes(codes.text(numbers[a] as number), codes.text(numbers[b] as number)),
  );
  const groupOfCode = new Int32Array(codes.size).fill(-1);
  rows.forEach((row, group) => (groupOfCode[numbers[row] as number] = group));
  return { rows, groupOfCode };
}

/** Group of each item ledger entry and each capacity row, -1 for those that are not shown. */
export function rowsOfGroups(
  basis: Basis,
  groups: OrderGroups,
): { readonly groupOfEntry: Int32Array; readonly groupOfCapacity: Int32Array } {
  const { ledgers, ledger, orders } = basis;
  const passes = producedItems(basis, groups.rows);
  const table = ledgers.table("Item Ledger Entries");
  const orderTypes = table.options("Order Type").values;
  const orderNos = table.ids("Order No.");
  const groupOfEntry = new Int32Array(ledger.count).fill(-1);
  for (let entry = 0; entry < ledger.count; entry += 1) {
    const row = ledger.rows[entry] as number;
    if (orderTypes[row] !== PRODUCTION) continue;
    const group = groups.groupOfCode[orderNos[row] as number] as number;
    if (group >= 0 && passes.entry(orders.keyOfEntry[entry] as number, group)) groupOfEntry[entry] = group;
  }
  const capacity = orders.capacityEntries;
  const capacityOrderNos = capacity.table.ids("Order No.");
  const groupOfCapacity = new Int32Array(capacity.table.rows).fill(-1);
  for (let row = 0; row < capacity.table.rows; row += 1) {
    const key = capacity.keys[row] as number;
    const code = capacityOrderNos[row] as number;
    if (key < 0 || orders.keys.firsts[key] !== orderCode(code, false)) continue;
    const group = groups.groupOfCode[code] as number;
    if (group >= 0 && passes.capacity(key, group, row)) groupOfCapacity[row] = group;
  }
  return { groupOfEntry, groupOfCapacity };
}
