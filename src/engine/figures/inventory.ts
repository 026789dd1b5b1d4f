/** Quantity, value and unit cost of inventory from an index over the value entries; the sums of Inventory Valuation. */
import { checkInputs } from "../ledgers/check";
import { codesOfValueEntries } from "../ledgers/entry-filter";
import type { Ledgers } from "../ledgers/ledgers";
import { optionNumber } from "../ledgers/options";
import { card } from "../reports/inventory-valuation/parameters";
import { decimalText, toExact, exactText } from "../values/decimal";
import type { Filter } from "../values/filter";
import type { Day } from "../values/day";
import { notAvailable } from "./answers";
import type { basisChoices } from "./choices";
import { looksLikeFilter } from "./arguments";
import { addSums, EntryIndex, type ExactSum } from "./entry-index";
import { parseFilter } from "../values/filter";

export type Basis = (typeof basisChoices)[number]["word"];

/** What is measured, by the columns whose sums it is. */
export type Measure = "value" | "quantity" | "posted";

const ZERO: ExactSum = { value: 0n, scale: 0 };
const UNIT_COST_DECIMALS = 5;

export class InventoryFigures {
  readonly #index: EntryIndex;
  /** Keys (item and location) per item code. */
  readonly #keysOfItem = new Map<number, number[]>();
  readonly #locationOfKey: number[] = [];
  readonly #itemsByFilter = new Map<string, readonly number[]>();
  readonly #locationsByFilter = new Map<Filter, Map<number, boolean>>();
  readonly #onSheet = new Map<number, boolean>();

  /** Throws Refusal when value entries are missing or hold errors. */
  constructor(private readonly ledgers: Ledgers) {
    checkInputs(ledgers, {
      code: card.code,
      inputs: card.inputs.filter((input) => input.table === "Value Entries" || input.table === "Items"),
      unknownOptions: card.unknownOptions,
    });
    const table = ledgers.table("Value Entries");
    const items = table.ids("Item No.");
    const locations = locationCodes(ledgers);
    const keys = new Int32Array(table.rows);
    const keyOf = new Map<number, number>();
    const pool = ledgers.codes.size;
    for (let row = 0; row < table.rows; row += 1) {
      const item = items[row] as number;
      const location = locations?.[row] ?? 0;
      const pair = item * pool + location;
      let key = keyOf.get(pair);
      if (key === undefined) {
        key = this.#locationOfKey.length;
        keyOf.set(pair, key);
        this.#locationOfKey.push(location);
        const list = this.#keysOfItem.get(item);
        if (list) list.push(key);
        else this.#keysOfItem.set(item, [key]);
      }
      keys[row] = key;
    }
    this.#index = new EntryIndex(keys, this.#locationOfKey.length, table.days("Posting Date"));
    const inventory = optionNumber("item type", "Inventory");
    const onItems = ledgers.table("Items");
    const numbers = onItems.ids("No.");
    const types = onItems.options("Type").values;
    for (let row = 0; row < onItems.rows; row += 1)
      this.#onSheet.set(numbers[row] as number, types[row] === inventory);
  }

  /**
   * Sum of a measure for an item (or all items of a filter) up to the end of a day.
   * Throws FigureError #N/A for an item that is neither on Items nor in Value Entries.
   */
  sum(measure: Measure, item: string, until: Day, locations: Filter | undefined, basis: Basis): ExactSum {
    let total = ZERO;
    for (const code of this.#items(item)) {
      for (const key of this.#keysOfItem.get(code) ?? []) {
        if (locations && !this.#passes(locations, this.#locationOfKey[key] as number)) continue;
        total = addSums(total, this.#measured(measure, key, until, basis));
      }
    }
    return total;
  }

  /** Value ÷ quantity, expected included, to 5 decimals. #N/A when the quantity is 0. */
  unitCost(item: string, until: Day, locations: Filter | undefined): string {
    const quantity = this.sum("quantity", item, until, locations, "Both");
    if (quantity.value === 0n) throw notAvailable(`Item ${item} has no quantity, so there is no unit cost.`);
    const value = this.sum("value", item, until, locations, "Both");
    return exactText(
      toExact(value.value, value.scale).div(toExact(quantity.value, quantity.scale)),
      UNIT_COST_DECIMALS,
    );
  }

  #measured(measure: Measure, key: number, until: Day, basis: Basis): ExactSum {
    const table = this.ledgers.table("Value Entries");
    const of = (caption: string): ExactSum => this.#index.sum(table.decimals(caption), key, until);
    const minus = (a: ExactSum, b: ExactSum): ExactSum => addSums(a, { value: -b.value, scale: b.scale });
    switch (measure) {
      case "value":
        return both(
          basis,
          () => of("Cost Amount (Actual)"),
          () => of("Cost Amount (Expected)"),
        );
      case "posted":
        return both(
          basis,
          () => of("Cost Posted to G/L"),
          () => of("Expected Cost Posted to G/L"),
        );
      case "quantity":
        if (basis === "Actual") return of("Invoiced Quantity");
        if (basis === "Both") return of("Item Ledger Entry Quantity");
        return minus(of("Item Ledger Entry Quantity"), of("Invoiced Quantity"));
    }
  }

  /** Codes that an item argument means: one item, or those of a filter. */
  #items(item: string): readonly number[] {
    const known = this.#itemsByFilter.get(item);
    if (known) return known;
    const found = this.#findItems(item);
    this.#itemsByFilter.set(item, found);
    return found;
  }

  #findItems(item: string): readonly number[] {
    const { codes } = this.ledgers;
    const code = codes.find(item);
    const isInventory = code < 0 ? undefined : this.#onSheet.get(code);
    if (isInventory === false)
      throw notAvailable(`Item ${item} is not of type Inventory, so it has no inventory value.`);
    if (code > 0 && (isInventory === true || this.#keysOfItem.has(code))) return [code];
    if (looksLikeFilter(item)) {
      const filter = parseFilter(item);
      const all = new Set([...this.#onSheet.keys(), ...this.#keysOfItem.keys()]);
      const matching = [...all].filter(
        (candidate) =>
          candidate !== 0 &&
          this.#onSheet.get(candidate) !== false &&
          filter.matchesCode(codes.text(candidate)),
      );
      if (matching.length > 0) return matching;
      throw notAvailable(`No item matches ${item}. Refresh Tieout or check the filter.`);
    }
    throw notAvailable(`Item ${item} is not in Value Entries. Refresh Tieout or check the number.`);
  }

  #passes(filter: Filter, location: number): boolean {
    let known = this.#locationsByFilter.get(filter);
    if (!known) {
      known = new Map();
      this.#locationsByFilter.set(filter, known);
    }
    let passes = known.get(location);
    if (passes === undefined) {
      passes = filter.matchesCode(this.ledgers.codes.text(location));
      known.set(location, passes);
    }
    return passes;
  }
}

function both(basis: Basis, actual: () => ExactSum, expected: () => ExactSum): ExactSum {
  if (basis === "Actual") return actual();
  return basis === "Expected" ? expected() : addSums(actual(), expected());
}

/** Location per value entry; undefined where no sheet has the column (then only calls with a location need it). */
function locationCodes(ledgers: Ledgers): Int32Array | undefined {
  const itemLedger = ledgers.table("Item Ledger Entries");
  const has =
    ledgers.table("Value Entries").has("Location Code") ||
    (itemLedger.present && itemLedger.has("Location Code"));
  return has ? codesOfValueEntries(ledgers, "Location Code") : undefined;
}

/** Decimal text of a sum. */
export function sumText(sum: ExactSum): string {
  return decimalText(sum.value, sum.scale);
}
