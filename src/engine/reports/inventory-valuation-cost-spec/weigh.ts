/** Which value entries count, and with how much of their amount: by what is left of their item ledger entry. */
import { codesOfValueEntries, requiredCodes, rowFilter, type EntryFilters } from "../../ledgers/entry-filter";
import type { RowOfNumber } from "../../ledgers/index-by-number";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";
import { NO_DAY, type Day } from "../../values/day";
import {
  addedColumns,
  atOneScale,
  bigintAt,
  isZeroAt,
  power10,
  type DecimalColumn,
} from "../../values/decimal";
import type { Filter } from "../../values/filter";
import { itemsInScope, type ItemFilters, type ItemScope } from "../items-in-scope";
import { itemLedgerIndex, remainingQuantities, type Remaining } from "./remaining";
import { share, SHARE_SCALE } from "./shares";

export interface Parameters extends EntryFilters, ItemFilters {
  readonly valuationDate: Day;
  readonly workDate: Day;
  readonly statisticsGroupFilter: Filter;
}

const AVERAGE = optionNumber("costing method", "Average");
const REVALUATION = optionNumber("cost type", "Revaluation");

/** Value entries as the weighing sees them. */
export interface ValueAmounts {
  /** Decimals of the amounts. */
  readonly scale: number;
  /** Actual and expected cost of a row together, and the expected cost alone. */
  readonly cost: DecimalColumn;
  readonly expected: DecimalColumn;
  /** Quantity that partial revaluations were made for, at the scale of the quantities. */
  readonly valued: DecimalColumn;
  /** Row of the item ledger entry of each value entry that is posted by the date; -1 where there is none. */
  readonly entryOf: Int32Array;
  /** Value entries posted by the date whose item ledger entry is not there, and their scaled cost. */
  readonly unowned: { readonly count: number; readonly cost: bigint };
  /** The row passes the filters with its own codes. */
  passes(row: number): boolean;
  isPartial(row: number, entry: number): boolean;
}

/** How much of the cost of a value entry counts: nothing, all of it, or the part that is left of its entry. */
export const NOTHING = 0;
export const WHOLE = 1;
export const PART = 2;
export type Portion = typeof NOTHING | typeof WHOLE | typeof PART;

/** Everything the rows of a run are made of. */
export interface Weighing {
  readonly scope: ItemScope;
  /** Rows of Item Ledger Entries that count. */
  readonly counted: Uint8Array;
  /** Slot per row of Item Ledger Entries, counted or not; -1 when the item has none. */
  readonly slotOfEntry: Int32Array;
  /** 1 per slot of an item at average cost. */
  readonly isAverage: Uint8Array;
  readonly rowOf: RowOfNumber;
  readonly remaining: Remaining;
  readonly amounts: ValueAmounts;
  /** Calls `visit` for every value entry that counts, with how much of its cost does. */
  forEachCost(visit: (row: number, entryRow: number, slot: number, portion: Portion) => void): void;
  /** What counts of the cost of such a value entry, or of its expected cost, at SHARE_SCALE. */
  shareOf(cost: DecimalColumn, row: number, entryRow: number, portion: Portion): bigint;
  readonly zeroDivisor: ReadonlySet<number>;
  readonly derived: boolean;
  readonly entriesWithValue: Uint8Array;
  readonly valuationDate: Day;
}

/** Weighs every counted value entry; shared by the run and the drill-down. */
export function weigh(ledgers: Ledgers, parameters: Parameters): Weighing {
  const valuationDate = parameters.valuationDate === NO_DAY ? parameters.workDate : parameters.valuationDate;
  const itemLedger = ledgers.table("Item Ledger Entries");
  const valueEntries = ledgers.table("Value Entries");
  const scope = itemsInScope(ledgers, parameters, itemLedger.ids("Item No."));
  const rowOf = itemLedgerIndex(ledgers);
  const remaining = remainingQuantities(ledgers, valuationDate, rowOf);
  const entryFilter = rowFilter(ledgers.codes, parameters, (caption) => requiredCodes(itemLedger, caption));
  const items = itemLedger.ids("Item No.");
  const dates = itemLedger.days("Posting Date");
  const dropShipment = itemLedger.flags("Drop Shipment");
  const counted = new Uint8Array(itemLedger.rows);
  const slotOfEntry = new Int32Array(itemLedger.rows).fill(-1);
  for (let row = 0; row < itemLedger.rows; row += 1) {
    const slot = scope.slotOf[items[row] as number] as number;
    slotOfEntry[row] = slot;
    if (slot < 0 || (dates[row] as number) > valuationDate || dropShipment[row] === 1) continue;
    if (entryFilter.isEmpty || entryFilter.passes(row)) counted[row] = 1;
  }

  const methods = ledgers.table("Items").options("Costing Method").values;
  const isAverage = Uint8Array.from(scope.rows, (row) => (row >= 0 && methods[row] === AVERAGE ? 1 : 0));
  const amounts = valueAmounts(ledgers, parameters, valuationDate, rowOf, remaining.quantity);
  const { scale } = amounts;
  const zeroDivisor = new Set<number>();
  const entriesWithValue = new Uint8Array(itemLedger.rows);
  const whole = power10(SHARE_SCALE - scale);

  const { entryOf } = amounts;

  const portionOf = (row: number, entry: number, slot: number): Portion => {
    if (isAverage[slot] === 1) return WHOLE;
    if (amounts.isPartial(row, entry)) {
      if (!isZeroAt(amounts.valued, row)) return remaining.sums.isZero(entry) ? NOTHING : PART;
    } else if (!isZeroAt(remaining.quantity, entry)) {
      if (remaining.sums.isZero(entry)) return NOTHING;
      return remaining.sums.equals(entry, remaining.quantity, entry) ? WHOLE : PART;
    }
    zeroDivisor.add(slot);
    return NOTHING;
  };
  const forEachCost: Weighing["forEachCost"] = (visit) => {
    for (let row = 0; row < valueEntries.rows; row += 1) {
      const entry = entryOf[row] as number;
      if (entry < 0) continue;
      entriesWithValue[entry] = 1;
      if (counted[entry] === 0 || !amounts.passes(row)) continue;
      const slot = slotOfEntry[entry] as number;
      visit(row, entry, slot, portionOf(row, entry, slot));
    }
  };
  const shareOf: Weighing["shareOf"] = (cost, row, entry, portion) => {
    if (portion === NOTHING) return 0n;
    if (portion === WHOLE) return bigintAt(cost, row) * whole;
    const base = amounts.isPartial(row, entry)
      ? bigintAt(amounts.valued, row)
      : bigintAt(remaining.quantity, entry);
    return share(bigintAt(cost, row), scale, remaining.sums.scaled(entry), base);
  };
  const types = valueEntries.options("Entry Type").values;
  const derived =
    !valueEntries.has("Partial Revaluation") &&
    types.some((type, row) => {
      if (type !== REVALUATION) return false;
      const entry = entryOf[row] as number;
      return counted[entry] === 1 && amounts.passes(row);
    });
  return {
    scope,
    counted,
    slotOfEntry,
    isAverage,
    rowOf,
    remaining,
    amounts,
    forEachCost,
    shareOf,
    zeroDivisor,
    derived,
    entriesWithValue,
    valuationDate,
  };
}

function valueAmounts(
  ledgers: Ledgers,
  parameters: Parameters,
  valuationDate: Day,
  rowOf: RowOfNumber,
  quantity: DecimalColumn,
): ValueAmounts {
  const table = ledgers.table("Value Entries");
  const [actual, expected] = atOneScale([
    table.decimals("Cost Amount (Actual)"),
    table.decimals("Cost Amount (Expected)"),
  ]) as [DecimalColumn, DecimalColumn];
  const owners = table.integers("Item Ledger Entry No.");
  const dates = table.days("Posting Date");
  const filter = rowFilter(ledgers.codes, parameters, (caption) => codesOfValueEntries(ledgers, caption));
  const cost = addedColumns(actual, expected);
  const entryOf = new Int32Array(table.rows).fill(-1);
  const unowned = { count: 0, cost: 0n };
  for (let row = 0; row < table.rows; row += 1) {
    if ((dates[row] as number) > valuationDate) continue;
    const owner = owners[row] as number;
    const entry = rowOf(owner);
    entryOf[row] = entry;
    if (entry >= 0 || owner === 0) continue;
    unowned.count += 1;
    unowned.cost += bigintAt(cost, row);
  }
  return {
    scale: actual.scale,
    ...partialRevaluations(ledgers, quantity),
    cost,
    expected,
    entryOf,
    unowned,
    passes: (row) => filter.isEmpty || filter.passes(row),
  };
}

/** Which value entries are partial revaluations, and their valued quantities at the scale of the quantities. */
function partialRevaluations(
  ledgers: Ledgers,
  quantity: DecimalColumn,
): Pick<ValueAmounts, "valued" | "isPartial"> {
  const table = ledgers.table("Value Entries");
  const [valued] = atOneScale([table.decimals("Valued Quantity"), quantity]) as [
    DecimalColumn,
    DecimalColumn,
  ];
  if (table.has("Partial Revaluation")) {
    const flags = table.flags("Partial Revaluation");
    return { valued, isPartial: (row) => flags[row] === 1 };
  }
  if (!table.has("Valued Quantity")) return { valued, isPartial: () => false };
  const types = table.options("Entry Type").values;
  const adjustment = table.flags("Adjustment");
  return {
    valued,
    isPartial: (row, entry) =>
      types[row] === REVALUATION &&
      adjustment[row] === 0 &&
      bigintAt(valued, row) !== bigintAt(quantity, entry),
  };
}
