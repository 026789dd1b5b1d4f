/** Invt. Valuation - Cost Spec.: ledgers and parameters → result. */
import "./messages";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionLists } from "../../ledgers/options";
import { messageText } from "../../messages";
import type { ReportResult, RunContext, RunOutcome } from "../../report";
import { compareCodes } from "../../values/codes";
import { dayText } from "../../values/day";
import { bigintAt, decimalText } from "../../values/decimal";
import type { ItemScope } from "../items-in-scope";
import { shareText, unitCostText } from "./shares";
import { TieOuts, type TieOut } from "./tie-out";
import { weigh, type Parameters, type Weighing } from "./weigh";

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

/** Cost per item and cost type, at SHARE_SCALE. */
interface Cost {
  amount: bigint;
  expected: bigint;
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
      tieOut: tieOuts.ofItem(slot, totalCost),
    });
    if ((withoutValue[slot] as number) > 0) {
      warnings.add(
        "NO_VALUE_ENTRY",
        { itemNo: number },
        { _quantity: decimalText(withoutValueQuantity[slot] as bigint, scale, 5) },
      );
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
  warnAboutRun(ledgers, weighing, warnings);
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
                entryType: typeColumn.captions[type] ?? "",
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

function itemNo(ledgers: Ledgers, scope: ItemScope, slot: number): string {
  return ledgers.codes.text(scope.codes[slot] as number);
}

/** Warnings of the run as a whole. */
function warnAboutRun(ledgers: Ledgers, weighing: Weighing, warnings: WarningList): void {
  const { amounts, rowOf } = weighing;
  const table = ledgers.table("Value Entries");
  const owners = table.integers("Item Ledger Entry No.");
  const dates = table.days("Posting Date");
  let count = 0;
  let amount = 0n;
  for (let row = 0; row < table.rows; row += 1) {
    const owner = owners[row] as number;
    if (owner === 0 || (dates[row] as number) > weighing.valuationDate || rowOf(owner) >= 0) continue;
    count += 1;
    amount += amounts.actual(row) + amounts.expected(row);
  }
  if (count > 0) {
    warnings.add("ITEM_LEDGER_ENTRY_MISSING", { count, amount: decimalText(amount, amounts.scale, 2) });
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
