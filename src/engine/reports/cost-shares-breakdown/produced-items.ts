/** The item that an order line produces, for the item filters of WIP Inventory. */
import type { Basis } from "./basis";
import { sortByNumber } from "./ledger";

export interface ProducedItems {
  /** Whether the item of an order key, which is of a group, passes the filters (item entries). */
  entry(key: number, group: number): boolean;
  /** The same for a capacity entry, which may name the item itself. */
  capacity(key: number, group: number, row: number): boolean;
}

/**
 * The item is that of Inventory Adjmt. Entry Orders; else of the capacity entry itself; else of the first output entry
 * of the line; else of the first capacity entry of the line that names one; else the order's Source No. `orderRows` are
 * rows on Production Orders by group.
 */
export function producedItems(basis: Basis, orderRows: readonly number[]): ProducedItems {
  const { ledgers, ledger, orders, parameters } = basis;
  const { itemFilter, inventoryPostingGroupFilter } = parameters;
  if (itemFilter.isEmpty && inventoryPostingGroupFilter.isEmpty)
    return { entry: () => true, capacity: () => true };

  const { codes } = ledgers;
  const items = ledgers.table("Items");
  const postingGroupOf = new Int32Array(codes.size);
  const postingGroups = items.ids("Inventory Posting Group");
  items.ids("No.").forEach((code, row) => (postingGroupOf[code] = postingGroups[row] as number));
  const known = new Map<number, boolean>();
  const passes = (code: number): boolean => {
    let answer = known.get(code);
    if (answer === undefined) {
      answer =
        itemFilter.matchesCode(codes.text(code)) &&
        inventoryPostingGroupFilter.matchesCode(codes.text(postingGroupOf[code] as number));
      known.set(code, answer);
    }
    return answer;
  };

  const adjustmentItems = ledgers.table("Inventory Adjmt. Entry Orders").ids("Item No.");
  const entryItems = ledgers.table("Item Ledger Entries").ids("Item No.");
  const sourceNos = ledgers.table("Production Orders").ids("Source No.");
  const { table, keys } = orders.capacityEntries;
  const capacityItems = table.ids("Item No.");
  const firstCapacityItem = new Int32Array(orders.keys.size);
  const capacityRows = Int32Array.from({ length: table.rows }, (_, row) => row);
  sortByNumber(capacityRows, table.integers("Entry No."));
  for (const row of capacityRows) {
    const key = keys[row] as number;
    if (key >= 0 && firstCapacityItem[key] === 0) firstCapacityItem[key] = capacityItems[row] as number;
  }

  const fromAdjustment = (key: number): number => {
    const row = orders.adjustmentRow[key] as number;
    return row < 0 ? 0 : (adjustmentItems[row] as number);
  };
  const fromLine = (key: number, group: number): number => {
    const output = orders.firstOutput[key] as number;
    if (output >= 0) return entryItems[ledger.rows[output] as number] as number;
    if (firstCapacityItem[key] !== 0) return firstCapacityItem[key] as number;
    return sourceNos[orderRows[group] as number] as number;
  };
  return {
    entry: (key, group) => passes(fromAdjustment(key) || fromLine(key, group)),
    capacity: (key, group, row) =>
      passes(fromAdjustment(key) || (capacityItems[row] as number) || fromLine(key, group)),
  };
}
