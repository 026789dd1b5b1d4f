/** Invt. Valuation - Cost Spec.: ledgers and parameters → result. */
import "./messages";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionLists } from "../../ledgers/options";
import { messageText } from "../../messages";
import type { ReportResult, RunContext, RunOutcome } from "../../report";
import { compareCodes } from "../../values/codes";
import { dayText } from "../../values/day";
import { decimalText, ExactSums, power10 } from "../../values/decimal";
import type { ItemScope } from "../items-in-scope";
import { SHARE_SCALE, shareText, unitCostText } from "./shares";
import { TieOuts, type TieOut } from "./tie-out";
import { NOTHING, PART, weigh, type Parameters, type Weighing } from "./weigh";

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
  readonly tieOut: TieOut;
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
    readonly lines: readonly {
      readonly entryType: string;
      readonly amount: string;
      readonly expectedAmount: string;
    }[];
    readonly totalCost: string;
    readonly expectedCost: string;
    /** Over all items that the filters let through, those without a row included. */
    readonly tieOut: TieOut;
  };
  readonly warnings: readonly Warning[];
}

const KNOWN_TYPES = optionLists["cost type"].length;

/** Cost of an item and cost type, at SHARE_SCALE. */
interface Cost {
  readonly amount: bigint;
  readonly expected: bigint;
}

export function run(ledgers: Ledgers, parameters: Parameters, context: RunContext): RunOutcome<Result> {
  const weighing = weigh(ledgers, parameters);
  const { scope, counted, slotOfEntry, remaining } = weighing;
  const itemLedger = ledgers.table("Item Ledger Entries");
  const valueEntries = ledgers.table("Value Entries");
  const typeColumn = valueEntries.options("Entry Type");
  const typeCount = typeColumn.captions.length;
  const costs = costsPerType(ledgers, weighing, context);

  const quantities = new ExactSums(scope.codes.length, remaining.sums.scale);
  const entries = new Int32Array(scope.codes.length);
  const withoutValue = new Int32Array(scope.codes.length);
  const withoutValueQuantity = new ExactSums(scope.codes.length, remaining.quantity.scale);
  const unknownTypes = new Map<number, number>();
  for (let row = 0; row < itemLedger.rows; row += 1) {
    if (counted[row] === 0) continue;
    const slot = slotOfEntry[row] as number;
    entries[slot] = (entries[slot] as number) + 1;
    quantities.addFrom(slot, remaining.sums, row);
    if (weighing.entriesWithValue[row] === 0) {
      withoutValue[slot] = (withoutValue[slot] as number) + 1;
      withoutValueQuantity.add(slot, remaining.quantity, row);
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
      return (
        known(a) - known(b) ||
        compareCodes(typeColumn.captions[a] as string, typeColumn.captions[b] as string)
      );
    });
  typeOrder.push(0);
  const tieOuts = new TieOuts(ledgers, weighing);
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
    const quantity = quantities.scaled(slot);
    let total = 0n;
    let totalExpected = 0n;
    const lines: Line[] = [];
    for (const type of typeOrder) {
      const cost = costs(slot, type);
      if (!cost) continue;
      if (type === 0 || type >= KNOWN_TYPES) unknownTypes.set(slot, type);
      total += cost.amount;
      totalExpected += cost.expected;
      const sum = totalsOfType.get(type) ?? NO_COST;
      totalsOfType.set(type, { amount: sum.amount + cost.amount, expected: sum.expected + cost.expected });
      lines.push({
        entryType: typeColumn.captions[type] as string,
        unitCost: unitCostText(cost.amount, quantity, scale),
        amount: shareText(cost.amount, 2),
        expectedAmount: shareText(cost.expected, 2),
      });
    }
    const totalCost = shareText(total, 2);
    rows.push({
      itemNo: number,
      description: ledgers.texts.text(descriptions[itemRow] as number),
      costingMethod: methods.captions[methods.values[itemRow] as number] as string,
      quantity: decimalText(quantity, scale, 5),
      unitCost: unitCostText(total, quantity, scale),
      totalCost,
      expectedCost: shareText(totalExpected, 2),
      lines,
      tieOut: tieOuts.ofItem(slot, totalCost),
    });
    if ((withoutValue[slot] as number) > 0) {
      warnings.add("NO_VALUE_ENTRY", { itemNo: number }, { _quantity: withoutValueQuantity.text(slot, 5) });
    }
    const missing = missingApplied.get(slot);
    if (missing !== undefined)
      warnings.add("MISSING_APPLIED_ENTRY", { itemNo: number }, { _entryNo: missing });
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
  warnAboutRun(weighing, warnings);
  let grand = 0n;
  let grandExpected = 0n;
  for (const cost of totalsOfType.values()) {
    grand += cost.amount;
    grandExpected += cost.expected;
  }
  const totalCost = shareText(grand, 2);
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
                entryType: typeColumn.captions[type] as string,
                amount: shareText(cost.amount, 2),
                expectedAmount: shareText(cost.expected, 2),
              },
            ]
          : [];
      }),
      totalCost,
      expectedCost: shareText(grandExpected, 2),
      tieOut: tieOuts.ofAll(totalCost),
    },
    warnings: warnings.list,
  };
  return { result };
}

/**
 * Cost per slot and cost type; undefined for a type that does not occur there. Most entries count wholly or not at all:
 * their cost is summed as it stands, and only parts are carried with the decimals of shares.
 */
function costsPerType(
  ledgers: Ledgers,
  weighing: Weighing,
  context: RunContext,
): (slot: number, type: number) => Cost | undefined {
  const { scope, amounts } = weighing;
  const table = ledgers.table("Value Entries");
  const { values: types, captions } = table.options("Entry Type");
  const keys = scope.codes.length * captions.length;
  const occurs = new Uint8Array(keys);
  const whole = new ExactSums(keys, amounts.scale);
  const wholeExpected = new ExactSums(keys, amounts.scale);
  const parts = new Map<number, Cost>();
  weighing.forEachCost((row, entry, slot, portion) => {
    if ((row & 0xffff) === 0) context.progress(row, table.rows);
    const key = slot * captions.length + (types[row] as number);
    occurs[key] = 1;
    if (portion === NOTHING) return;
    if (portion !== PART) {
      whole.add(key, amounts.cost, row);
      wholeExpected.add(key, amounts.expected, row);
      return;
    }
    const { amount, expected } = parts.get(key) ?? NO_COST;
    parts.set(key, {
      amount: amount + weighing.shareOf(amounts.cost, row, entry, portion),
      expected: expected + weighing.shareOf(amounts.expected, row, entry, portion),
    });
  });
  context.progress(table.rows, table.rows);
  const factor = power10(SHARE_SCALE - amounts.scale);
  return (slot, type) => {
    const key = slot * captions.length + type;
    if (occurs[key] === 0) return undefined;
    const { amount, expected } = parts.get(key) ?? NO_COST;
    return {
      amount: amount + whole.scaled(key) * factor,
      expected: expected + wholeExpected.scaled(key) * factor,
    };
  };
}

const NO_COST: Cost = { amount: 0n, expected: 0n };

function itemNo(ledgers: Ledgers, scope: ItemScope, slot: number): string {
  return ledgers.codes.text(scope.codes[slot] as number);
}

/** Warnings of the run as a whole. */
function warnAboutRun(weighing: Weighing, warnings: WarningList): void {
  const { unowned, scale } = weighing.amounts;
  if (unowned.count > 0) {
    warnings.add("ITEM_LEDGER_ENTRY_MISSING", {
      count: unowned.count,
      amount: decimalText(unowned.cost, scale, 2),
    });
  }
  if (weighing.derived) warnings.add("PARTIAL_REVALUATION_DERIVED");
  if (weighing.remaining.fromColumn) warnings.add("REMAINING_QUANTITY_USED");
}

class WarningList {
  readonly list: Warning[] = [];

  add(
    code: string,
    details: Omit<Warning, "code" | "message"> = {},
    words: Record<string, unknown> = {},
  ): void {
    const message = messageText(code, { ...details, ...words }, "inventory-valuation-cost-spec");
    this.list.push({ code, ...details, message });
  }
}
