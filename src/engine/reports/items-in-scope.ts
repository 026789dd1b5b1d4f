/** Items that item filters let through, as slots; shared by the reports that show one row per item. */
import { missingColumn } from "../ledgers/check";
import { distinctIds } from "../ledgers/facts";
import type { Ledgers } from "../ledgers/ledgers";
import { optionNumber } from "../ledgers/options";
import { Refusal } from "../refusal";
import type { Filter } from "../values/filter";

const INVENTORY = optionNumber("item type", "Inventory");

export interface ItemFilters {
  readonly itemFilter: Filter;
  readonly inventoryPostingGroupFilter: Filter;
  readonly statisticsGroupFilter?: Filter;
}

/** Items by code number. `row` is the row on Items, -1 for an item that is not there. */
export interface ItemScope {
  /** Slot per code number, -1 when out of scope. */
  readonly slotOf: Int32Array;
  /** Code number per slot. */
  readonly codes: readonly number[];
  /** Row on Items per slot; -1 when the item is not on the sheet. */
  readonly rows: readonly number[];
}

/**
 * Items with Type Inventory that pass all item filters. Items that occur in `others` but not on the sheet get slots as
 * well when `itemFilter` lets them through (row -1), so that they can be reported. Throws MISSING_COLUMN or
 * MISSING_TABLE for a filter on something that is not there.
 */
export function itemsInScope(ledgers: Ledgers, filters: ItemFilters, others: Int32Array): ItemScope {
  const items = ledgers.table("Items");
  checkFilterColumns(ledgers, filters);
  const { codes: pool } = ledgers;
  const slotOf = new Int32Array(pool.size).fill(-1);
  const codes: number[] = [];
  const rows: number[] = [];
  const onSheet = new Uint8Array(pool.size);
  const numbers = items.ids("No.");
  const types = items.options("Type").values;
  const groups = items.ids("Inventory Posting Group");
  const statistics = items.integers("Statistics Group");
  for (let row = 0; row < items.rows; row += 1) {
    const code = numbers[row] as number;
    onSheet[code] = 1;
    if (types[row] !== INVENTORY) continue;
    if (!filters.itemFilter.matchesCode(pool.text(code))) continue;
    if (!filters.inventoryPostingGroupFilter.matchesCode(pool.text(groups[row] as number))) continue;
    if (
      filters.statisticsGroupFilter &&
      !filters.statisticsGroupFilter.matchesNumber(statistics[row] as number)
    ) {
      continue;
    }
    slotOf[code] = codes.length;
    codes.push(code);
    rows.push(row);
  }
  for (const code of distinctIds(others, pool)) {
    if (onSheet[code] === 1) continue;
    if (!filters.itemFilter.matchesCode(pool.text(code))) continue;
    slotOf[code] = codes.length;
    codes.push(code);
    rows.push(-1);
  }
  return { slotOf, codes, rows };
}

function checkFilterColumns(ledgers: Ledgers, filters: ItemFilters): void {
  const items = ledgers.table("Items");
  const { inventoryPostingGroupFilter, statisticsGroupFilter } = filters;
  if (statisticsGroupFilter && !statisticsGroupFilter.isEmpty) {
    if (!items.present) throw new Refusal("MISSING_TABLE", { table: "Items" });
    if (!items.has("Statistics Group")) throw missingColumn(items, "Statistics Group");
  }
  if (!inventoryPostingGroupFilter.isEmpty && items.present && !items.has("Inventory Posting Group")) {
    throw missingColumn(items, "Inventory Posting Group");
  }
}
