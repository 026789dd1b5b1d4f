/** Which cell a value entry belongs to: the slot of its item, and the bucket of its day and type. */
import type { Ledgers } from "../../ledgers/ledgers";
import type { Day } from "../../values/day";
import { ASK, NOWHERE, OPENING, type Classifier } from "./classify";
import { PLACES } from "./sums";

export class CellFinder {
  /** Per slot: entries that count, where they were asked for. */
  readonly entries: Int32Array | undefined;
  /** Slots with an entry of an unknown type in the period; the first such type's caption. */
  readonly unclassified = new Map<number, string>();
  /** 1 per slot with a counted entry of another, non-blank posting group than the item's. */
  readonly otherGroup: Uint8Array;

  readonly #items: Int32Array;
  readonly #dates: Float64Array;
  readonly #types: Uint16Array;
  readonly #captions: readonly string[];
  readonly #postingGroups: Int32Array | undefined;

  /**
   * `slotOf` gives the slot of an item code, -1 when it is out of scope. `groupOf` gives the posting group of a slot, for
   * comparing with the entries' own; undefined when it need not be compared. `counted`: entries are counted per slot.
   */
  constructor(
    ledgers: Ledgers,
    private readonly classifier: Classifier,
    private readonly endDate: Day,
    private readonly slotOf: Int32Array,
    readonly slots: number,
    private readonly groupOf: Int32Array | undefined,
    counted: boolean,
  ) {
    const table = ledgers.table("Value Entries");
    const types = table.options("Item Ledger Entry Type");
    if (counted) this.entries = new Int32Array(slots);
    this.otherGroup = new Uint8Array(slots);
    this.#items = table.ids("Item No.");
    this.#dates = table.days("Posting Date");
    this.#types = types.values;
    this.#captions = types.captions;
    if (groupOf && table.has("Inventory Posting Group"))
      this.#postingGroups = table.ids("Inventory Posting Group");
  }

  /** Writes the cells of `count` rows from `firstRow` on into `cells`; -1 for a row that does not count. */
  find(cells: Int32Array, firstRow: number, count: number): void {
    const { slotOf, endDate } = this;
    const { filter, startDate, bucketOfType } = this.classifier;
    const items = this.#items;
    const dates = this.#dates;
    const types = this.#types;
    const filtered = !filter.isEmpty;
    for (let i = 0; i < count; i += 1) {
      const row = firstRow + i;
      const slot = slotOf[items[row] as number] as number;
      const date = dates[row] as number;
      if (slot < 0 || date > endDate || (filtered && !filter.passes(row))) {
        cells[i] = -1;
        continue;
      }
      let bucket = date < startDate ? OPENING : (bucketOfType[types[row] as number] as number);
      if (bucket >= NOWHERE) bucket = this.#settle(bucket, row, slot);
      cells[i] = slot * PLACES + bucket;
    }
    if (this.entries) countEntries(this.entries, cells, count);
    if (this.#postingGroups) this.#compareGroups(this.#postingGroups, cells, firstRow, count);
  }

  /** The bucket of an entry whose type alone does not decide, or which nobody knows. */
  #settle(asked: number, row: number, slot: number): number {
    const bucket = asked === ASK ? this.classifier.bucket(row) : asked;
    if (bucket === NOWHERE && !this.unclassified.has(slot))
      this.unclassified.set(slot, this.#captions[this.#types[row] as number] ?? "");
    return bucket;
  }

  #compareGroups(groups: Int32Array, cells: Int32Array, firstRow: number, count: number): void {
    const { groupOf, otherGroup } = this;
    if (!groupOf) return;
    for (let i = 0; i < count; i += 1) {
      const own = groups[firstRow + i] as number;
      if (own === 0 || (cells[i] as number) < 0) continue;
      const slot = Math.floor((cells[i] as number) / PLACES);
      if (own !== groupOf[slot]) otherGroup[slot] = 1;
    }
  }
}

function countEntries(entries: Int32Array, cells: Int32Array, count: number): void {
  for (let i = 0; i < count; i += 1) {
    const slot = Math.floor((cells[i] as number) / PLACES);
    if (slot >= 0) entries[slot] = (entries[slot] as number) + 1;
  }
}
