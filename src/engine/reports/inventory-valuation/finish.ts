/** Sums → rows, groups, totals and warnings (spec of Inventory Valuation, 5 to 9). */
import type { Ledgers } from "../../ledgers/ledgers";
import { messageText } from "../../messages";
import { compareCodes } from "../../values/codes";
import type { ExactSums } from "../../values/decimal";
import { decimalText, rescale } from "../../values/decimal";
import { DECREASE, INCREASE, OPENING } from "./classify";
import { BUCKETS, type Groups, type Sums } from "./group";

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

/** Scaled sums of one key, quantities and values each at one scale. */
class KeySums {
  readonly quantity: readonly bigint[];
  readonly value: readonly bigint[];
  readonly posted: bigint;
  readonly physicalQuantity: readonly bigint[];
  readonly fullValue: readonly bigint[];
  readonly expectedValue: readonly bigint[];
  readonly expectedPosted: bigint;

  constructor(
    readonly key: number,
    sums: Sums,
    scales: Scales,
  ) {
    const buckets = [OPENING, INCREASE, DECREASE] as const;
    const at = (sum: ExactSums, scale: number): readonly bigint[] =>
      buckets.map((bucket) => {
        const value = rescale(sum.scaled(key * BUCKETS + bucket), sum.scale, scale);
        return bucket === DECREASE ? -value : value;
      });
    this.quantity = at(sums.invoicedQuantity, scales.quantity);
    this.physicalQuantity = at(sums.itemLedgerQuantity, scales.quantity);
    this.value = at(sums.actual, scales.value);
    this.expectedValue = at(sums.expected, scales.value);
    this.fullValue = this.value.map((value, i) => value + (this.expectedValue[i] as bigint));
    this.posted = allBuckets(sums.posted, key, scales.value);
    this.expectedPosted = allBuckets(sums.expectedPosted, key, scales.value);
  }

  /** True when opening, increase and decrease are zero, each in quantity and value (with expected: the rest as well). */
  isQuiet(withExpected: boolean): boolean {
    const zero = (list: readonly bigint[]): boolean => list.every((value) => value === 0n);
    return (
      zero(this.quantity) &&
      zero(this.value) &&
      (!withExpected || (zero(this.physicalQuantity) && zero(this.expectedValue)))
    );
  }

  get expectedDiffers(): boolean {
    return (
      this.quantity.some((value, i) => value !== this.physicalQuantity[i]) ||
      this.expectedValue.some((value) => value !== 0n)
    );
  }

  get isZero(): boolean {
    return this.isQuiet(true) && this.posted === 0n && this.expectedPosted === 0n;
  }
}

/** What is posted has no buckets: it counts over all history up to the end. */
function allBuckets(sums: ExactSums, key: number, scale: number): bigint {
  let total = 0n;
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) total += sums.scaled(key * BUCKETS + bucket);
  return rescale(total, sums.scale, scale);
}

interface Scales {
  readonly quantity: number;
  readonly value: number;
}

function scalesOf(sums: Sums): Scales {
  return {
    quantity: Math.max(sums.invoicedQuantity.scale, sums.itemLedgerQuantity.scale),
    value: Math.max(sums.actual.scale, sums.expected.scale, sums.posted.scale, sums.expectedPosted.scale),
  };
}

function ending(parts: readonly bigint[]): bigint {
  return (parts[OPENING] as bigint) + (parts[INCREASE] as bigint) - (parts[DECREASE] as bigint);
}

function figures(
  quantity: readonly bigint[],
  value: readonly bigint[],
  posted: bigint,
  scales: Scales,
): Figures {
  const q = (scaled: bigint): string => decimalText(scaled, scales.quantity, QUANTITY_DECIMALS);
  const v = (scaled: bigint): string => decimalText(scaled, scales.value, VALUE_DECIMALS);
  return {
    openingQuantity: q(quantity[OPENING] as bigint),
    openingValue: v(value[OPENING] as bigint),
    increaseQuantity: q(quantity[INCREASE] as bigint),
    increaseValue: v(value[INCREASE] as bigint),
    decreaseQuantity: q(quantity[DECREASE] as bigint),
    decreaseValue: v(value[DECREASE] as bigint),
    endingQuantity: q(ending(quantity)),
    endingValue: v(ending(value)),
    costPostedToGL: v(posted),
  };
}

/** Adds up values of many rows for groups and totals. */
class ValueTotals {
  readonly #value = [0n, 0n, 0n];
  readonly #full = [0n, 0n, 0n];
  #posted = 0n;
  #expectedPosted = 0n;

  add(sums: KeySums): void {
    for (let i = 0; i < 3; i += 1) {
      this.#value[i] = (this.#value[i] as bigint) + (sums.value[i] as bigint);
      this.#full[i] = (this.#full[i] as bigint) + (sums.fullValue[i] as bigint);
    }
    this.#posted += sums.posted;
    this.#expectedPosted += sums.expectedPosted;
  }

  totals(scale: number, withExpected: boolean): Totals {
    const values = (value: readonly bigint[], posted: bigint): Values => {
      const text = (scaled: bigint): string => decimalText(scaled, scale, VALUE_DECIMALS);
      return {
        openingValue: text(value[OPENING] as bigint),
        increaseValue: text(value[INCREASE] as bigint),
        decreaseValue: text(value[DECREASE] as bigint),
        endingValue: text(ending(value)),
        costPostedToGL: text(posted),
      };
    };
    return {
      ...values(this.#value, this.#posted),
      expectedCostIncluded: withExpected ? values(this.#full, this.#posted + this.#expectedPosted) : null,
      expectedCostPostedToGL: withExpected ? decimalText(this.#expectedPosted, scale, VALUE_DECIMALS) : null,
    };
  }

  get notPosted(): bigint {
    return ending(this.#value) - this.#posted;
  }
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

/** Builds the result from the sums. `facts` are per slot. */
export function finish(
  ledgers: Ledgers,
  groups: Groups,
  facts: readonly ItemFacts[],
  options: FinishOptions,
): Finished {
  const scales = scalesOf(groups.items);
  const { includeExpectedCost } = options;
  const warnings = new Warnings();
  if (!options.itemsPresent) warnings.add("ITEMS_TABLE_MISSING");
  if (options.missingTransferLinks > 0) {
    warnings.add("TRANSFER_LINK_MISSING", undefined, { _count: options.missingTransferLinks });
  }
  const lines = linesPerItem(groups);
  const order = facts
    .map((_, slot) => slot)
    .filter((slot) => (groups.items.entries[slot] as number) > 0)
    .sort(
      (a, b) =>
        compareCodes(
          (facts[a] as ItemFacts).inventoryPostingGroup,
          (facts[b] as ItemFacts).inventoryPostingGroup,
        ) || compareCodes((facts[a] as ItemFacts).itemNo, (facts[b] as ItemFacts).itemNo),
    );
  const rows: Row[] = [];
  const totals = new ValueTotals();
  const groupTotals = new Map<string, ValueTotals>();
  let hiddenExpected = 0;

  for (const slot of order) {
    const item = facts[slot] as ItemFacts;
    const sums = new KeySums(slot, groups.items, scales);
    if (item.unknown) {
      warnings.add("ITEM_NOT_FOUND", item.itemNo, {
        _count: groups.items.entries[slot],
        _amount: decimalText(ending(sums.fullValue), scales.value, VALUE_DECIMALS),
      });
      continue;
    }
    const unclassified = groups.unclassified.get(slot);
    if (unclassified !== undefined)
      warnings.add("UNCLASSIFIED_ENTRY_TYPE", item.itemNo, { _type: unclassified });
    if (sums.expectedValue.reduce((a, b, i) => (i === DECREASE ? a - b : a + b), 0n) !== 0n)
      hiddenExpected += 1;
    if (sums.isQuiet(includeExpectedCost)) {
      if (sums.posted !== 0n || (includeExpectedCost && sums.expectedPosted !== 0n)) {
        warnings.add("SKIPPED_WITH_COST_POSTED", item.itemNo, {
          _amount: decimalText(
            sums.posted === 0n ? sums.expectedPosted : sums.posted,
            scales.value,
            VALUE_DECIMALS,
          ),
        });
      }
      continue;
    }
    totals.add(sums);
    let ofGroup = groupTotals.get(item.inventoryPostingGroup);
    if (!ofGroup) {
      ofGroup = new ValueTotals();
      groupTotals.set(item.inventoryPostingGroup, ofGroup);
    }
    ofGroup.add(sums);
    const row: Row = {
      itemNo: item.itemNo,
      description: item.description,
      baseUnitOfMeasure: item.baseUnitOfMeasure,
      inventoryPostingGroup: item.inventoryPostingGroup,
      ...figures(sums.quantity, sums.value, sums.posted, scales),
      expectedCostIncluded: expectedFigures(sums, scales, includeExpectedCost),
      ...(options.breakdown.length > 0
        ? { breakdown: breakdownLines(ledgers, groups, lines.get(slot) ?? [], scales, options) }
        : {}),
    };
    rows.push(row);
    warnAboutRow(row, sums, item, groups.otherGroup[slot] === 1, warnings);
  }
  if (!includeExpectedCost && hiddenExpected > 0) {
    warnings.add("EXPECTED_COST_HIDDEN", undefined, { _count: hiddenExpected });
  }
  if (totals.notPosted !== 0n) {
    warnings.add("COST_NOT_POSTED", undefined, {
      _amount: decimalText(totals.notPosted, scales.value, VALUE_DECIMALS),
    });
  }
  const descriptions = groupDescriptions(ledgers);
  return {
    rows,
    groups: [...groupTotals].map(([code, values]) => ({
      inventoryPostingGroup: code,
      description: descriptions.get(code) ?? "",
      ...values.totals(scales.value, includeExpectedCost),
    })),
    totals: totals.totals(scales.value, includeExpectedCost),
    warnings: warnings.list,
  };
}

function expectedFigures(sums: KeySums, scales: Scales, includeExpectedCost: boolean): Figures | null {
  if (!includeExpectedCost || !sums.expectedDiffers) return null;
  return figures(sums.physicalQuantity, sums.fullValue, sums.posted + sums.expectedPosted, scales);
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
  scales: Scales,
  options: FinishOptions,
): readonly BreakdownLine[] {
  if (!groups.lines) return [];
  const sums = groups.lines;
  return keys
    .map((key) => ({
      sums: new KeySums(key, sums, scales),
      codes: (groups.lineKeys[key]?.codes ?? []).map((code) => ledgers.codes.text(code)),
    }))
    .filter((line) => (options.includeExpectedCost ? !line.sums.isZero : !isZeroInvoiced(line.sums)))
    .sort((a, b) => {
      for (let i = 0; i < a.codes.length; i += 1) {
        const compared = compareCodes(a.codes[i] ?? "", b.codes[i] ?? "");
        if (compared !== 0) return compared;
      }
      return 0;
    })
    .map((line) => {
      const code = (caption: string): string => line.codes[options.breakdown.indexOf(caption as never)] ?? "";
      return {
        ...(options.breakdown.includes("Location Code") ? { locationCode: code("Location Code") } : {}),
        ...(options.breakdown.includes("Variant Code") ? { variantCode: code("Variant Code") } : {}),
        ...figures(line.sums.quantity, line.sums.value, line.sums.posted, scales),
        expectedCostIncluded: expectedFigures(line.sums, scales, options.includeExpectedCost),
      };
    });
}

function isZeroInvoiced(sums: KeySums): boolean {
  return sums.isQuiet(false) && sums.posted === 0n;
}

function warnAboutRow(
  row: Row,
  sums: KeySums,
  item: ItemFacts,
  otherGroup: boolean,
  warnings: Warnings,
): void {
  const quantity = ending(sums.quantity);
  if (quantity === 0n && ending(sums.value) !== 0n) {
    warnings.add("ZERO_QUANTITY_WITH_VALUE", row.itemNo, { _amount: row.endingValue });
  }
  if (quantity < 0n) {
    warnings.add("NEGATIVE_QUANTITY", row.itemNo, {
      _quantity: row.endingQuantity,
      _unit: row.baseUnitOfMeasure,
      _amount: row.endingValue,
    });
  }
  if (otherGroup) warnings.add("POSTING_GROUP_DIFFERS", row.itemNo, { _group: row.inventoryPostingGroup });
  if (item.costIsAdjusted === false) warnings.add("COST_NOT_ADJUSTED", row.itemNo);
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

  add(code: string, itemNo?: string, words: Readonly<Record<string, unknown>> = {}): void {
    const message = messageText(
      code,
      itemNo === undefined ? words : { ...words, itemNo },
      "inventory-valuation",
    );
    this.list.push(itemNo === undefined ? { code, message } : { code, itemNo, message });
  }
}
