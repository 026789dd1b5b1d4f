/**
 * Value entries → sums per item (and breakdown line), in one pass. Sums of parts of a ledger add up to the sums of the
 * whole.
 */
import type { Ledgers } from "../../ledgers/ledgers";
import { ExactSums } from "../../values/decimal";
import type { Day } from "../../values/day";
import type { RunContext } from "../../report";
import { DECREASE, NOWHERE, type Breakdown, type Bucket, type Classifier } from "./classify";

/** Figures per key: key × 3 + bucket for the four that have buckets, key for what is posted. */
export interface Sums {
  readonly invoicedQuantity: ExactSums;
  readonly itemLedgerQuantity: ExactSums;
  readonly actual: ExactSums;
  readonly expected: ExactSums;
  readonly posted: ExactSums;
  readonly expectedPosted: ExactSums;
  /** Entries counted per key. */
  readonly entries: Float64Array;
}

export interface LineKey {
  readonly item: number;
  readonly codes: readonly number[];
}

export interface Groups {
  /** Per slot: sums of the item. */
  readonly items: Sums;
  readonly lines: Sums | undefined;
  readonly lineKeys: readonly LineKey[];
  /** Slots with an entry of an unknown type in the period; the first such type's caption. */
  readonly unclassified: ReadonlyMap<number, string>;
  /** 1 per slot with a counted entry of another, non-blank posting group than the item's. */
  readonly otherGroup: Uint8Array;
}

function newSums(keys: number, ledgers: Ledgers): Sums {
  const table = ledgers.table("Value Entries");
  const sums = (caption: string, perKey: number): ExactSums => new ExactSums(keys * perKey, table.decimals(caption).scale);
  return {
    invoicedQuantity: sums("Invoiced Quantity", 3),
    itemLedgerQuantity: sums("Item Ledger Entry Quantity", 3),
    actual: sums("Cost Amount (Actual)", 3),
    expected: sums("Cost Amount (Expected)", 3),
    posted: sums("Cost Posted to G/L", 1),
    expectedPosted: sums("Expected Cost Posted to G/L", 1),
    entries: new Float64Array(keys),
  };
}

/**
 * `slotOf` gives the slot of an item code, -1 when it is out of scope. `groupOf` gives the posting group of a slot, for
 * comparing with the entries' own; undefined when it need not be compared.
 */
export function group(
  ledgers: Ledgers,
  classifier: Classifier,
  endDate: Day,
  slotOf: Int32Array,
  slots: number,
  breakdown: Breakdown,
  groupOf: Int32Array | undefined,
  context: RunContext,
): Groups {
  const table = ledgers.table("Value Entries");
  const items = table.ids("Item No.");
  const dates = table.days("Posting Date");
  const types = table.options("Item Ledger Entry Type");
  const postingGroups = groupOf && table.has("Inventory Posting Group") ? table.ids("Inventory Posting Group") : undefined;
  const invoicedQuantity = table.decimals("Invoiced Quantity");
  const itemLedgerQuantity = table.decimals("Item Ledger Entry Quantity");
  const actual = table.decimals("Cost Amount (Actual)");
  const expected = table.decimals("Cost Amount (Expected)");
  const posted = table.decimals("Cost Posted to G/L");
  const expectedPosted = table.decimals("Expected Cost Posted to G/L");
  const sums = newSums(slots, ledgers);
  const unclassified = new Map<number, string>();
  const otherGroup = new Uint8Array(slots);
  const lineSlots = breakdown.length > 0 ? new LineSlots(classifier, breakdown) : undefined;
  const { filter } = classifier;
  const filtered = !filter.isEmpty;

  const addTo = (target: Sums, key: number, bucket: Bucket, row: number): void => {
    target.entries[key] = (target.entries[key] as number) + 1;
    target.posted.add(key, posted, row);
    target.expectedPosted.add(key, expectedPosted, row);
    if (bucket === NOWHERE) return;
    const cell = key * 3 + bucket;
    if (bucket === DECREASE) {
      target.invoicedQuantity.subtract(cell, invoicedQuantity, row);
      target.itemLedgerQuantity.subtract(cell, itemLedgerQuantity, row);
      target.actual.subtract(cell, actual, row);
      target.expected.subtract(cell, expected, row);
    } else {
      target.invoicedQuantity.add(cell, invoicedQuantity, row);
      target.itemLedgerQuantity.add(cell, itemLedgerQuantity, row);
      target.actual.add(cell, actual, row);
      target.expected.add(cell, expected, row);
    }
  };

  for (let row = 0; row < table.rows; row += 1) {
    if ((row & 0xffff) === 0) context.progress(row, table.rows);
    const slot = slotOf[items[row] as number] as number;
    if (slot < 0 || (dates[row] as number) > endDate) continue;
    if (filtered && !filter.passes(row)) continue;
    const bucket = classifier.bucket(row);
    addTo(sums, slot, bucket, row);
    if (bucket === NOWHERE && !unclassified.has(slot)) {
      unclassified.set(slot, types.captions[types.values[row] as number] ?? "");
    }
    if (postingGroups && groupOf) {
      const own = postingGroups[row] as number;
      if (own !== 0 && own !== groupOf[slot]) otherGroup[slot] = 1;
    }
    lineSlots?.collect(row, slot);
  }
  context.progress(table.rows, table.rows);

  let lines: Sums | undefined;
  if (lineSlots) {
    lines = newSums(lineSlots.keys.length, ledgers);
    for (const { row, key } of lineSlots.rows()) addTo(lines, key, classifier.lineBucket(row), row);
  }
  return { items: sums, lines, lineKeys: lineSlots?.keys ?? [], unclassified, otherGroup };
}

/** Numbers the breakdown lines that occur, and keeps which row belongs to which. */
class LineSlots {
  readonly keys: LineKey[] = [];
  readonly #bySlot = new Map<number, Map<string, number>>();
  readonly #columns: readonly Int32Array[];
  #rows = new Int32Array(1024);
  #lineOfRow = new Int32Array(1024);
  #count = 0;

  constructor(classifier: Classifier, breakdown: Breakdown) {
    this.#columns = breakdown.map((caption) => classifier.codesOf(caption));
  }

  collect(row: number, slot: number): void {
    const codes = this.#columns.map((column) => column[row] as number);
    const text = codes.join("|");
    let known = this.#bySlot.get(slot);
    if (!known) {
      known = new Map();
      this.#bySlot.set(slot, known);
    }
    let key = known.get(text);
    if (key === undefined) {
      key = this.keys.length;
      this.keys.push({ item: slot, codes });
      known.set(text, key);
    }
    if (this.#count === this.#rows.length) {
      const rows = new Int32Array(this.#count * 2);
      rows.set(this.#rows);
      this.#rows = rows;
      const lines = new Int32Array(this.#count * 2);
      lines.set(this.#lineOfRow);
      this.#lineOfRow = lines;
    }
    this.#rows[this.#count] = row;
    this.#lineOfRow[this.#count] = key;
    this.#count += 1;
  }

  *rows(): Iterable<{ row: number; key: number }> {
    for (let i = 0; i < this.#count; i += 1) {
      yield { row: this.#rows[i] as number, key: this.#lineOfRow[i] as number };
    }
  }
}
