/** Invt. Valuation - Cost Spec.: ledgers and parameters → result. */
import "./messages";
import { codesOfValueEntries, rowFilter, requiredCodes, type EntryFilters } from "../../ledgers/entry-filter";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionLists, optionNumber } from "../../ledgers/options";
import { messageText } from "../../messages";
import type { ReportResult, RunContext, RunOutcome } from "../../report";
import { compareCodes } from "../../values/codes";
import { dayText, NO_DAY, type Day } from "../../values/day";
import { atOneScale, bigintAt, decimalText, isZeroAt, power10, type DecimalColumn } from "../../values/decimal";
import type { Filter } from "../../values/filter";
import { itemsInScope, type ItemFilters, type ItemScope } from "../items-in-scope";
import { itemLedgerIndex, remainingQuantities } from "./remaining";
import { share, SHARE_SCALE, shareText, unitCostText } from "./shares";

export interface Parameters extends EntryFilters, ItemFilters {
  readonly valuationDate: Day;
  readonly workDate: Day;
  readonly statisticsGroupFilter: Filter;
}

export interface Line {
  readonly entryType: string;
  readonly unitCost: string;
  readonly amount: string;
  readonly expectedAmount: string;
}

export interface Row {
  readonly itemNo: string;
  readonly description: string;
  readonly costingMethod: string;
  readonly quantity: string;
  readonly unitCost: string;
  readonly totalCost: string;
  readonly expectedCost: string;
  readonly lines: readonly Line[];
}

export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly itemNo?: string;
  readonly count?: number;
  readonly amount?: string;
}

export interface Result extends ReportResult {
  readonly report: "inventory-valuation-cost-spec";
  readonly valuationDate: string;
  readonly rows: readonly Row[];
  readonly totals: {
    readonly lines: readonly { readonly entryType: string; readonly amount: string; readonly expectedAmount: string }[];
    readonly totalCost: string;
    readonly expectedCost: string;
  };
  readonly warnings: readonly Warning[];
}

const AVERAGE = optionNumber("costing method", "Average");
const REVALUATION = optionNumber("cost type", "Revaluation");
const KNOWN_TYPES = optionLists["cost type"].length;

/** Cost per item and cost type, at SHARE_SCALE. */
interface Cost {
  amount: bigint;
  expected: bigint;
}

/** Everything the rows of a run are made of. */
export interface Weighing {
  readonly scope: ItemScope;
  /** Rows of Item Ledger Entries that count. */
  readonly counted: Uint8Array;
  /** Slot per row of Item Ledger Entries; -1 when the item has none. */
  readonly slotOfEntry: Int32Array;
  readonly remaining: ReturnType<typeof remainingQuantities>;
  /** Calls `visit` for every value entry that counts, with the share of its amounts at SHARE_SCALE. */
  forEachCost(visit: (row: number, entryRow: number, slot: number, amount: bigint, expected: bigint) => void): void;
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
    if (slot < 0 || (dates[row] as number) > valuationDate || dropShipment[row] === 1) continue;
    if (!entryFilter.isEmpty && !entryFilter.passes(row)) continue;
    counted[row] = 1;
    slotOfEntry[row] = slot;
  }

  const methods = ledgers.table("Items").options("Costing Method").values;
  const isAverage = Uint8Array.from(scope.rows, (row) => (row >= 0 && methods[row] === AVERAGE ? 1 : 0));
  const [actual, expected] = atOneScale([
    valueEntries.decimals("Cost Amount (Actual)"),
    valueEntries.decimals("Cost Amount (Expected)"),
  ]) as [DecimalColumn, DecimalColumn];
  const owners = valueEntries.integers("Item Ledger Entry No.");
  const valueDates = valueEntries.days("Posting Date");
  const types = valueEntries.options("Entry Type").values;
  const valueFilter = rowFilter(ledgers.codes, parameters, (caption) => codesOfValueEntries(ledgers, caption));
  const partial = partialRevaluations(ledgers, remaining.quantity);
  const valued = partial.valued;
  const zeroDivisor = new Set<number>();
  const entriesWithValue = new Uint8Array(itemLedger.rows);
  const whole = power10(SHARE_SCALE - actual.scale);

  const forEachCost: Weighing["forEachCost"] = (visit) => {
    for (let row = 0; row < valueEntries.rows; row += 1) {
      if ((valueDates[row] as number) > valuationDate) continue;
      const entry = rowOf(owners[row] as number);
      if (entry < 0) continue;
      entriesWithValue[entry] = 1;
      if (counted[entry] === 0) continue;
      if (!valueFilter.isEmpty && !valueFilter.passes(row)) continue;
      const slot = slotOfEntry[entry] as number;
      const amountActual = bigintAt(actual, row);
      const amountExpected = bigintAt(expected, row);
      const amount = amountActual + amountExpected;
      if (isAverage[slot] === 1) {
        visit(row, entry, slot, amount * whole, amountExpected * whole);
        continue;
      }
      const isPartial = partial.isPartial(row, entry);
      const base = isPartial ? bigintAt(valued, row) : bigintAt(remaining.quantity, entry);
      if (base === 0n) {
        zeroDivisor.add(slot);
        visit(row, entry, slot, 0n, 0n);
        continue;
      }
      const left = remaining.sums.scaled(entry);
      visit(
        row,
        entry,
        slot,
        share(amount, actual.scale, left, base),
        amountExpected === 0n ? 0n : share(amountExpected, actual.scale, left, base),
      );
    }
  };
  const derived =
    !valueEntries.has("Partial Revaluation") &&
    types.some((type, row) => {
      if (type !== REVALUATION || (valueDates[row] as number) > valuationDate) return false;
      const entry = rowOf(owners[row] as number);
      return entry >= 0 && counted[entry] === 1 && (valueFilter.isEmpty || valueFilter.passes(row));
    });
  return {
    scope,
    counted,
    slotOfEntry,
    remaining,
    forEachCost,
    zeroDivisor,
    derived,
    entriesWithValue,
    valuationDate,
  };
}

/** Which value entries are partial revaluations, and their valued quantities at the scale of the quantities. */
function partialRevaluations(
  ledgers: Ledgers,
  quantity: DecimalColumn,
): { readonly valued: DecimalColumn; isPartial(row: number, entry: number): boolean } {
  const table = ledgers.table("Value Entries");
  const [valued] = atOneScale([table.decimals("Valued Quantity"), quantity]) as [DecimalColumn, DecimalColumn];
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
      types[row] === REVALUATION && adjustment[row] === 0 && bigintAt(valued, row) !== bigintAt(quantity, entry),
  };
}

export function run(ledgers: Ledgers, parameters: Parameters, context: RunContext): RunOutcome<Result> {
  const weighing = weigh(ledgers, parameters);
  const { scope, counted, slotOfEntry, remaining } = weighing;
  const itemLedger = ledgers.table("Item Ledger Entries");
  const valueEntries = ledgers.table("Value Entries");
  const typeColumn = valueEntries.options("Entry Type");
  const typeCount = typeColumn.captions.length;
  const costs = Array.from({ length: scope.codes.length }, (): (Cost | undefined)[] => []);
  weighing.forEachCost((row, _entry, slot, amount, expected) => {
    if ((row & 0xffff) === 0) context.progress(row, valueEntries.rows);
    const ofItem = costs[slot] as (Cost | undefined)[];
    const type = typeColumn.values[row] as number;
    const cost = (ofItem[type] ??= { amount: 0n, expected: 0n });
    cost.amount += amount;
    cost.expected += expected;
  });
  context.progress(valueEntries.rows, valueEntries.rows);

  const quantities = new Array<bigint>(scope.codes.length).fill(0n);
  const entries = new Int32Array(scope.codes.length);
  const withoutValue = new Int32Array(scope.codes.length);
  const withoutValueQuantity = new Array<bigint>(scope.codes.length).fill(0n);
  const unknownTypes = new Map<number, number>();
  for (let row = 0; row < itemLedger.rows; row += 1) {
    if (counted[row] === 0) continue;
    const slot = slotOfEntry[row] as number;
    entries[slot] = (entries[slot] as number) + 1;
    quantities[slot] = (quantities[slot] as bigint) + remaining.sums.scaled(row);
    if (weighing.entriesWithValue[row] === 0) {
      withoutValue[slot] = (withoutValue[slot] as number) + 1;
      withoutValueQuantity[slot] = (withoutValueQuantity[slot] as bigint) + bigintAt(remaining.quantity, row);
    }
  }

  const warnings = new WarningList();
  const items = ledgers.table("Items");
  const descriptions = items.ids("Description");
  const methods = items.options("Costing Method");
  const { scale } = remaining.sums;
  const missingApplied = new Map<number, number>();
  for (const [row, entryNo] of remaining.missing) {
    if (counted[row] === 1) missingApplied.set(slotOfEntry[row] as number, entryNo);
  }
  const typeOrder = Array.from({ length: typeCount }, (_, type) => type)
    .filter((type) => type !== 0)
    .sort((a, b) => {
      const known = (type: number): number => (type < KNOWN_TYPES ? type : KNOWN_TYPES);
      return known(a) - known(b) || compareCodes(typeColumn.captions[a] ?? "", typeColumn.captions[b] ?? "");
    });
  typeOrder.push(0);
  const totalsOfType = new Map<number, Cost>();
  const rows: Row[] = [];
  const slots = scope.codes
    .map((_, slot) => slot)
    .filter((slot) => (entries[slot] as number) > 0)
    .sort((a, b) => compareCodes(itemNo(ledgers, scope, a), itemNo(ledgers, scope, b)));
  for (const slot of slots) {
    const number = itemNo(ledgers, scope, slot);
    const itemRow = scope.rows[slot] as number;
    if (itemRow < 0) {
      warnings.add("ITEM_NOT_FOUND", { itemNo: number }, { _count: entries[slot] });
      continue;
    }
    const quantity = quantities[slot] as bigint;
    const ofItem = costs[slot] as (Cost | undefined)[];
    let total = 0n;
    let totalExpected = 0n;
    const lines: Line[] = [];
    for (const type of typeOrder) {
      const cost = ofItem[type];
      if (!cost) continue;
      if (type === 0 || type >= KNOWN_TYPES) unknownTypes.set(slot, type);
      total += cost.amount;
      totalExpected += cost.expected;
      const sum = totalsOfType.get(type) ?? { amount: 0n, expected: 0n };
      totalsOfType.set(type, { amount: sum.amount + cost.amount, expected: sum.expected + cost.expected });
      lines.push({
        entryType: typeColumn.captions[type] ?? "",
        unitCost: unitCostText(cost.amount, quantity, scale),
        amount: shareText(cost.amount, 2),
        expectedAmount: shareText(cost.expected, 2),
      });
    }
    const totalCost = shareText(total, 2);
    rows.push({
      itemNo: number,
      description: ledgers.texts.text(descriptions[itemRow] as number),
      costingMethod: methods.captions[methods.values[itemRow] as number] ?? "",
      quantity: decimalText(quantity, scale, 5),
      unitCost: unitCostText(total, quantity, scale),
      totalCost,
      expectedCost: shareText(totalExpected, 2),
      lines,
    });
    if ((withoutValue[slot] as number) > 0) {
      warnings.add(
        "NO_VALUE_ENTRY",
        { itemNo: number },
        { _quantity: decimalText(withoutValueQuantity[slot] as bigint, scale, 5) },
      );
    }
    const missing = missingApplied.get(slot);
    if (missing !== undefined) warnings.add("MISSING_APPLIED_ENTRY", { itemNo: number }, { _entryNo: missing });
    if (weighing.zeroDivisor.has(slot)) warnings.add("ZERO_DIVISOR", { itemNo: number });
    const unknown = unknownTypes.get(slot);
    if (unknown !== undefined) {
      warnings.add("UNKNOWN_COST_TYPE", { itemNo: number }, { _type: typeColumn.captions[unknown] });
    }
    if (quantity === 0n && totalCost !== "0") {
      warnings.add("ZERO_QUANTITY_WITH_VALUE", { itemNo: number }, { _amount: totalCost });
    }
    if (quantity < 0n) {
      warnings.add("NEGATIVE_QUANTITY", { itemNo: number }, { _quantity: decimalText(quantity, scale, 5) });
    }
  }
  warnAboutRun(ledgers, weighing, warnings);
  let grand = 0n;
  let grandExpected = 0n;
  for (const cost of totalsOfType.values()) {
    grand += cost.amount;
    grandExpected += cost.expected;
  }
  const result: Result = {
    report: "inventory-valuation-cost-spec",
    valuationDate: dayText(weighing.valuationDate),
    rows,
    totals: {
      lines: typeOrder.flatMap((type) => {
        const cost = totalsOfType.get(type);
        return cost
          ? [
              {
                entryType: typeColumn.captions[type] ?? "",
                amount: shareText(cost.amount, 2),
                expectedAmount: shareText(cost.expected, 2),
              },
            ]
          : [];
      }),
      totalCost: shareText(grand, 2),
      expectedCost: shareText(grandExpected, 2),
    },
    warnings: warnings.list,
  };
  return { result };
}

function itemNo(ledgers: Ledgers, scope: ItemScope, slot: number): string {
  return ledgers.codes.text(scope.codes[slot] as number);
}

/** Warnings of the run as a whole. */
function warnAboutRun(ledgers: Ledgers, weighing: Weighing, warnings: WarningList): void {
  const table = ledgers.table("Value Entries");
  const rowOf = itemLedgerIndex(ledgers);
  const owners = table.integers("Item Ledger Entry No.");
  const dates = table.days("Posting Date");
  const [actual, expected] = atOneScale([
    table.decimals("Cost Amount (Actual)"),
    table.decimals("Cost Amount (Expected)"),
  ]) as [DecimalColumn, DecimalColumn];
  let count = 0;
  let amount = 0n;
  for (let row = 0; row < table.rows; row += 1) {
    const owner = owners[row] as number;
    if (owner === 0 || (dates[row] as number) > weighing.valuationDate || rowOf(owner) >= 0) continue;
    count += 1;
    if (!isZeroAt(actual, row)) amount += bigintAt(actual, row);
    if (!isZeroAt(expected, row)) amount += bigintAt(expected, row);
  }
  if (count > 0) {
    warnings.add("ITEM_LEDGER_ENTRY_MISSING", { count, amount: decimalText(amount, actual.scale, 2) });
  }
  if (weighing.derived) warnings.add("PARTIAL_REVALUATION_DERIVED");
  if (weighing.remaining.fromColumn) warnings.add("REMAINING_QUANTITY_USED");
}

class WarningList {
  readonly list: Warning[] = [];

  add(code: string, details: Omit<Warning, "code" | "message"> = {}, words: Record<string, unknown> = {}): void {
    const message = messageText(code, { ...details, ...words }, "inventory-valuation-cost-spec");
    this.list.push({ code, ...details, message });
  }
}
