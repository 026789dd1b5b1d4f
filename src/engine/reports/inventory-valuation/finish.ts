/** Sums → rows, groups, totals and warnings (spec of Inventory Valuation, 5 to 9). */
import type { Ledgers } from "../../ledgers/ledgers";
import { messageText } from "../../messages";
import { compareCodes } from "../../values/codes";
import { decimalText, type ExactSums } from "../../values/decimal";
import { stableOrder } from "../../values/order";
import type { CellFinder } from "./cells";
import { DECREASE, INCREASE, OPENING } from "./classify";
import type { Groups, LineKey } from "./group";
import { ENDING, PLACES, type ValuationSums } from "./sums";

/** The nine figures of a row, as decimal texts. */
export interface Figures {
  readonly openingQuantity: string;
  readonly openingValue: string;
  readonly increaseQuantity: string;
  readonly increaseValue: string;
  readonly decreaseQuantity: string;
  readonly decreaseValue: string;
  readonly endingQuantity: string;
  readonly endingValue: string;
  readonly costPostedToGL: string;
}

export interface BreakdownLine extends Figures {
  readonly locationCode?: string;
  readonly variantCode?: string;
  readonly expectedCostIncluded: Figures | null;
}

export interface Row extends Figures {
  readonly itemNo: string;
  readonly description: string;
  readonly baseUnitOfMeasure: string;
  readonly inventoryPostingGroup: string;
  readonly expectedCostIncluded: Figures | null;
  readonly breakdown?: readonly BreakdownLine[];
}

/** The five values of groups and totals. */
export interface Values {
  readonly openingValue: string;
  readonly increaseValue: string;
  readonly decreaseValue: string;
  readonly endingValue: string;
  readonly costPostedToGL: string;
}

export interface Totals extends Values {
  readonly expectedCostIncluded: Values | null;
  readonly expectedCostPostedToGL: string | null;
}

export interface GroupTotals extends Totals {
  readonly inventoryPostingGroup: string;
  readonly description: string;
}

export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly itemNo?: string;
}

/** Where a breakdown line has the codes that it is broken down by. */
const FIELD_OF_CODE = { "Location Code": "locationCode", "Variant Code": "variantCode" } as const;

/** What is known of an item beside its sums. */
export interface ItemFacts {
  readonly itemNo: string;
  readonly description: string;
  readonly baseUnitOfMeasure: string;
  readonly inventoryPostingGroup: string;
  /** false only when Items says so; undefined = unknown. */
  readonly costIsAdjusted: boolean | undefined;
  /** Neither on Items nor to be shown. */
  readonly unknown: boolean;
}

const QUANTITY_DECIMALS = 5;
const VALUE_DECIMALS = 2;

function figures(quantity: ExactSums, value: ExactSums, posted: ExactSums, key: number): Figures {
  const at = key * PLACES;
  return {
    openingQuantity: quantity.text(at + OPENING, QUANTITY_DECIMALS),
    openingValue: value.text(at + OPENING, VALUE_DECIMALS),
    increaseQuantity: quantity.text(at + INCREASE, QUANTITY_DECIMALS),
    increaseValue: value.text(at + INCREASE, VALUE_DECIMALS),
    decreaseQuantity: quantity.text(at + DECREASE, QUANTITY_DECIMALS),
    decreaseValue: value.text(at + DECREASE, VALUE_DECIMALS),
    endingQuantity: quantity.text(at + ENDING, QUANTITY_DECIMALS),
    endingValue: value.text(at + ENDING, VALUE_DECIMALS),
    costPostedToGL: posted.text(at + ENDING, VALUE_DECIMALS),
  };
}

function values(value: ExactSums, posted: ExactSums, key: number): Values {
  const at = key * PLACES;
  return {
    openingValue: value.text(at + OPENING, VALUE_DECIMALS),
    increaseValue: value.text(at + INCREASE, VALUE_DECIMALS),
    decreaseValue: value.text(at + DECREASE, VALUE_DECIMALS),
    endingValue: value.text(at + ENDING, VALUE_DECIMALS),
    costPostedToGL: posted.text(at + ENDING, VALUE_DECIMALS),
  };
}

function totalsOf(sums: ValuationSums, key: number, withExpected: boolean): Totals {
  return {
    ...values(sums.value, sums.posted, key),
    expectedCostIncluded: withExpected ? values(sums.fullValue, sums.fullPosted, key) : null,
    expectedCostPostedToGL: withExpected
      ? sums.expectedPosted.text(key * PLACES + ENDING, VALUE_DECIMALS)
      : null,
  };
}

export interface Finished {
  readonly rows: readonly Row[];
  readonly groups: readonly GroupTotals[];
  readonly totals: Totals;
  readonly warnings: readonly Warning[];
}

export interface FinishOptions {
  readonly includeExpectedCost: boolean;
  readonly breakdown: readonly ("Location Code" | "Variant Code")[];
  readonly itemsPresent: boolean;
  readonly missingTransferLinks: number;
}

/** Builds the result from the sums and what was found on the way. `facts` are per slot. */
export function finish(
  ledgers: Ledgers,
  groups: Groups,
  found: CellFinder,
  facts: readonly ItemFacts[],
  options: FinishOptions,
): Finished {
  const { items: sums } = groups;
  const { includeExpectedCost } = options;
  const warnings = new Warnings();
  if (!options.itemsPresent) warnings.add("ITEMS_TABLE_MISSING");
  if (options.missingTransferLinks > 0) {
    warnings.add("TRANSFER_LINK_MISSING", { _count: options.missingTransferLinks });
  }
  const lines = linesPerItem(groups);
  const ranks = postingGroupRanks(facts);
  const rows: Row[] = [];
  const totals = sums.empty(ranks.size + 1);
  const ofAll = ranks.size;
  const listedGroups = new Map<string, number>();
  let hiddenExpected = 0;

  for (const slot of listingOrder(facts, ranks)) {
    const item = facts[slot] as ItemFacts;
    const ending = slot * PLACES + ENDING;
    if (item.unknown) {
      const count = found.entries?.[slot] ?? 0;
      if (count === 0) continue;
      warnings.add("ITEM_NOT_FOUND", {
        itemNo: item.itemNo,
        _count: count,
        _amount: sums.fullValue.text(ending, VALUE_DECIMALS),
      });
      continue;
    }
    const unclassified = found.unclassified.get(slot);
    if (unclassified !== undefined)
      warnings.add("UNCLASSIFIED_ENTRY_TYPE", { itemNo: item.itemNo, _type: unclassified });
    if (!sums.expectedValue.isZero(ending)) hiddenExpected += 1;
    if (sums.isQuiet(slot, includeExpectedCost)) {
      if (!sums.isUnposted(slot)) {
        const posted = sums.posted.isZero(ending) ? sums.expectedPosted : sums.posted;
        warnings.add("SKIPPED_WITH_COST_POSTED", {
          itemNo: item.itemNo,
          _amount: posted.text(ending, VALUE_DECIMALS),
        });
      }
      continue;
    }
    const rank = ranks.get(item.inventoryPostingGroup) as number;
    listedGroups.set(item.inventoryPostingGroup, rank);
    totals.addCosts(rank, sums, slot);
    const row = rowOf(item, sums, slot, includeExpectedCost);
    rows.push(
      options.breakdown.length > 0
        ? { ...row, breakdown: breakdownLines(ledgers, groups, lines.get(slot) ?? [], options) }
        : row,
    );
    warnAboutRow(row, sums, slot, item, found.otherGroup[slot] === 1, warnings);
  }
  if (!includeExpectedCost && hiddenExpected > 0) {
    warnings.add("EXPECTED_COST_HIDDEN", { _count: hiddenExpected });
  }
  for (const rank of listedGroups.values()) totals.addCosts(ofAll, totals, rank);
  const notPosted = totals.notPosted(ofAll);
  if (notPosted !== 0n) {
    warnings.add("COST_NOT_POSTED", {
      _amount: decimalText(notPosted, totals.value.scale, VALUE_DECIMALS),
    });
  }
  const descriptions = groupDescriptions(ledgers);
  return {
    rows,
    groups: [...listedGroups].map(([code, rank]) => ({
      inventoryPostingGroup: code,
      description: descriptions.get(code) ?? "",
      ...totalsOf(totals, rank, includeExpectedCost),
    })),
    totals: totalsOf(totals, ofAll, includeExpectedCost),
    warnings: warnings.list,
  };
}

/** Place of each posting group of the items in the order of codes. */
function postingGroupRanks(facts: readonly ItemFacts[]): ReadonlyMap<string, number> {
  const codes = [...new Set(facts.map((item) => item.inventoryPostingGroup))].sort(compareCodes);
  return new Map(codes.map((code, rank) => [code, rank]));
}

/** Slots by posting group, then item number. Linear where the items come in order, as they mostly do. */
function listingOrder(facts: readonly ItemFacts[], ranks: ReadonlyMap<string, number>): Int32Array {
  const slots = facts.map((_, slot) => slot);
  slots.sort((a, b) => compareCodes((facts[a] as ItemFacts).itemNo, (facts[b] as ItemFacts).itemNo));
  return stableOrder(
    Int32Array.from(slots),
    (slot) => ranks.get((facts[slot] as ItemFacts).inventoryPostingGroup) as number,
  );
}

function rowOf(item: ItemFacts, sums: ValuationSums, slot: number, includeExpectedCost: boolean): Row {
  const { quantity, value, posted } = sums;
  const at = slot * PLACES;
  // Written out and not a copy of `figures`: that costs as much as the texts.
  return {
    itemNo: item.itemNo,
    description: item.description,
    baseUnitOfMeasure: item.baseUnitOfMeasure,
    inventoryPostingGroup: item.inventoryPostingGroup,
    openingQuantity: quantity.text(at + OPENING, QUANTITY_DECIMALS),
    openingValue: value.text(at + OPENING, VALUE_DECIMALS),
    increaseQuantity: quantity.text(at + INCREASE, QUANTITY_DECIMALS),
    increaseValue: value.text(at + INCREASE, VALUE_DECIMALS),
    decreaseQuantity: quantity.text(at + DECREASE, QUANTITY_DECIMALS),
    decreaseValue: value.text(at + DECREASE, VALUE_DECIMALS),
    endingQuantity: quantity.text(at + ENDING, QUANTITY_DECIMALS),
    endingValue: value.text(at + ENDING, VALUE_DECIMALS),
    costPostedToGL: posted.text(at + ENDING, VALUE_DECIMALS),
    expectedCostIncluded: expectedFigures(sums, slot, includeExpectedCost),
  };
}

function expectedFigures(sums: ValuationSums, key: number, includeExpectedCost: boolean): Figures | null {
  if (!includeExpectedCost || !sums.expectedDiffers(key)) return null;
  return figures(sums.physicalQuantity, sums.fullValue, sums.fullPosted, key);
}

function linesPerItem(groups: Groups): ReadonlyMap<number, readonly number[]> {
  const lines = new Map<number, number[]>();
  groups.lineKeys.forEach((key, index) => {
    const list = lines.get(key.item);
    if (list) list.push(index);
    else lines.set(key.item, [index]);
  });
  return lines;
}

function breakdownLines(
  ledgers: Ledgers,
  groups: Groups,
  keys: readonly number[],
  options: FinishOptions,
): readonly BreakdownLine[] {
  const { lines: sums, lineKeys } = groups;
  if (!sums) return [];
  const { includeExpectedCost, breakdown } = options;
  return keys
    .filter((key) => !sums.isQuiet(key, includeExpectedCost) || !sums.isUnposted(key))
    .map((key) => ({
      key,
      codes: (lineKeys[key] as LineKey).codes.map((code) => ledgers.codes.text(code)),
    }))
    .sort((a, b) => compareAll(a.codes, b.codes))
    .map(({ key, codes }) => ({
      ...Object.fromEntries(breakdown.map((caption, place) => [FIELD_OF_CODE[caption], codes[place]])),
      ...figures(sums.quantity, sums.value, sums.posted, key),
      expectedCostIncluded: expectedFigures(sums, key, includeExpectedCost),
    }));
}

/** Order by the first codes, then by the next. */
function compareAll(codes: readonly string[], others: readonly string[]): number {
  const compared = codes.map((code, place) => compareCodes(code, others[place] as string));
  return compared.find((order) => order !== 0) ?? 0;
}

function warnAboutRow(
  row: Row,
  sums: ValuationSums,
  slot: number,
  item: ItemFacts,
  otherGroup: boolean,
  warnings: Warnings,
): void {
  const { itemNo } = row;
  const quantity = sums.quantity.sign(slot * PLACES + ENDING);
  if (quantity === 0 && !sums.value.isZero(slot * PLACES + ENDING)) {
    warnings.add("ZERO_QUANTITY_WITH_VALUE", { itemNo, _amount: row.endingValue });
  }
  if (quantity < 0) {
    warnings.add("NEGATIVE_QUANTITY", {
      itemNo,
      _quantity: row.endingQuantity,
      _unit: row.baseUnitOfMeasure,
      _amount: row.endingValue,
    });
  }
  if (otherGroup) warnings.add("POSTING_GROUP_DIFFERS", { itemNo, _group: row.inventoryPostingGroup });
  if (item.costIsAdjusted === false) warnings.add("COST_NOT_ADJUSTED", { itemNo });
}

function groupDescriptions(ledgers: Ledgers): ReadonlyMap<string, string> {
  const table = ledgers.table("Inventory Posting Groups");
  const codes = table.ids("Code");
  const texts = table.ids("Description");
  const map = new Map<string, string>();
  for (let row = 0; row < table.rows; row += 1) {
    map.set(ledgers.codes.text(codes[row] as number), ledgers.texts.text(texts[row] as number));
  }
  return map;
}

/** Collects warnings with their texts. */
class Warnings {
  readonly list: Warning[] = [];

  /** `words` are those of the message; an item among them is also named beside it. */
  add(code: string, words: { readonly itemNo?: string } & Readonly<Record<string, unknown>> = {}): void {
    const message = messageText(code, words, "inventory-valuation");
    const { itemNo } = words;
    this.list.push(itemNo === undefined ? { code, message } : { code, itemNo, message });
  }
}
