/**
 * Value entries → sums per item (and breakdown line), in one pass. Sums of parts of a ledger add up to the sums of the
 * whole.
 */
import type { Ledgers } from "../../ledgers/ledgers";
import { ExactSums } from "../../values/decimal";
import type { Day } from "../../values/day";
import type { RunContext } from "../../report";
import { ASK, NOWHERE, OPENING, type Breakdown, type Classifier } from "./classify";

/**
 * Sums per cell: key × 4 + bucket, the bucket that is nowhere included. Decreases are kept with the sign of the ledger;
 * `finish` turns them.
 */
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

/** Buckets per key. */
export const BUCKETS = 4;

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

/** Sums all columns over cells; `cells[row]` is -1 for a row that does not count. */
function sumColumns(
  ledgers: Ledgers,
  cells: Int32Array,
  keys: number,
  progress: (part: number) => void,
): Sums {
  const table = ledgers.table("Value Entries");
  const sum = (caption: string, part: number): ExactSums => {
    const column = table.decimals(caption);
    const sums = new ExactSums(keys * BUCKETS, column.scale);
    sums.addColumn(cells, column);
    progress(part);
    return sums;
  };
  const entries = new Float64Array(keys);
  for (const cell of cells) {
    if (cell >= 0) entries[cell >> 2] = (entries[cell >> 2] as number) + 1;
  }
  return {
    invoicedQuantity: sum("Invoiced Quantity", 1),
    itemLedgerQuantity: sum("Item Ledger Entry Quantity", 2),
    actual: sum("Cost Amount (Actual)", 3),
    expected: sum("Cost Amount (Expected)", 4),
    posted: sum("Cost Posted to G/L", 5),
    expectedPosted: sum("Expected Cost Posted to G/L", 6),
    entries,
  };
}

/**
 * `slotOf` gives the slot of an item code, -1 when it is out of scope. `groupOf` gives the posting group of a slot, for
 * comparing with the entries' own; undefined when it need not be compared. First every row gets its cell, then the
 * columns are summed one after the other: plain loops over typed arrays.
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
  const postingGroups =
    groupOf && table.has("Inventory Posting Group") ? table.ids("Inventory Posting Group") : undefined;
  const unclassified = new Map<number, string>();
  const otherGroup = new Uint8Array(slots);
  const lineSlots = breakdown.length > 0 ? new LineSlots(classifier, breakdown) : undefined;
  const { filter, startDate, bucketOfType } = classifier;
  const filtered = !filter.isEmpty;
  const typeNumbers = types.values;
  const { rows } = table;
  const cells = new Int32Array(rows);
  const steps = rows * 2;

  for (let row = 0; row < rows; row += 1) {
    if ((row & 0xffff) === 0) context.progress(row, steps);
    const slot = slotOf[items[row] as number] as number;
    const date = dates[row] as number;
    if (slot < 0 || date > endDate || (filtered && !filter.passes(row))) {
      cells[row] = -1;
      continue;
    }
    let bucket = date < startDate ? OPENING : (bucketOfType[typeNumbers[row] as number] as number);
    if (bucket === ASK) bucket = classifier.bucket(row);
    cells[row] = slot * BUCKETS + bucket;
    if (bucket === NOWHERE && !unclassified.has(slot)) {
      unclassified.set(slot, types.captions[types.values[row] as number] ?? "");
    }
    if (postingGroups && groupOf) {
      const own = postingGroups[row] as number;
      if (own !== 0 && own !== groupOf[slot]) otherGroup[slot] = 1;
    }
  }
  const sums = sumColumns(ledgers, cells, slots, (part) => {
    context.progress(table.rows + Math.floor((table.rows * part) / 6), steps);
  });

  let lines: Sums | undefined;
  if (lineSlots) {
    const lineCells = cells.map((cell, row) =>
      cell < 0 ? -1 : lineSlots.keyOf(row, cell >> 2) * BUCKETS + classifier.lineBucket(row),
    );
    lines = sumColumns(ledgers, lineCells, lineSlots.keys.length, () => undefined);
  }
  return { items: sums, lines, lineKeys: lineSlots?.keys ?? [], unclassified, otherGroup };
}

/** Numbers the breakdown lines that occur. */
class LineSlots {
  readonly keys: LineKey[] = [];
  readonly #bySlot = new Map<number, Map<string, number>>();
  readonly #columns: readonly Int32Array[];

  constructor(classifier: Classifier, breakdown: Breakdown) {
    this.#columns = breakdown.map((caption) => classifier.codesOf(caption));
  }

  /** Number of the line that a row belongs to. */
  keyOf(row: number, slot: number): number {
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
    return key;
  }
}
