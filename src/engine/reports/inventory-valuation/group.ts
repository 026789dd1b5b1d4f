/**
 * Value entries → sums per item (and breakdown line), in one pass. Sums of parts of a ledger add up to the sums of the
 * whole.
 */
import type { Ledgers } from "../../ledgers/ledgers";
import { PairNumbers } from "../../ledgers/pair-numbers";
import type { RunContext } from "../../report";
import type { CellFinder } from "./cells";
import type { Breakdown, Classifier } from "./classify";
import { PLACES, ValuationSummer, type ValuationSums } from "./sums";

/** A breakdown line: the slot of its item and its codes. */
export interface LineKey {
  readonly item: number;
  readonly codes: readonly number[];
}

export interface Groups {
  /** Per slot: sums of the item. */
  readonly items: ValuationSums;
  /** Per line key: sums of the breakdown line. */
  readonly lines: ValuationSums | undefined;
  readonly lineKeys: readonly LineKey[];
}

/** Rows whose cells are found before their columns are summed: few enough to stay in the processor's nearest cache. */
const ROWS_AT_ONCE = 4096;
/** Rows between two signs of progress. */
const PROGRESS_ROWS = 16 * ROWS_AT_ONCE;

/** A few rows at a time get their cells, then their columns are summed: plain loops over typed arrays. */
export function group(
  ledgers: Ledgers,
  finder: CellFinder,
  classifier: Classifier,
  breakdown: Breakdown,
  includeExpectedCost: boolean,
  context: RunContext,
): Groups {
  const table = ledgers.table("Value Entries");
  const { rows } = table;
  const cells = new Int32Array(ROWS_AT_ONCE);
  const summer = new ValuationSummer(table, finder.slots, includeExpectedCost);
  const lines = breakdown.length > 0 ? new Lines(classifier, breakdown, rows) : undefined;
  for (let first = 0; first < rows; first += ROWS_AT_ONCE) {
    if (first % PROGRESS_ROWS === 0) context.progress(first, rows);
    const count = Math.min(ROWS_AT_ONCE, rows - first);
    finder.find(cells, first, count);
    summer.addRows(cells, first, count);
    lines?.addRows(cells, first, count);
  }
  context.progress(rows, rows);
  return {
    items: summer.close(),
    lines: lines?.sums(new ValuationSummer(table, lines.keys.length, includeExpectedCost)),
    lineKeys: lines?.keys ?? [],
  };
}

/** The breakdown lines that occur. */
class Lines {
  readonly keys: LineKey[] = [];
  /** Cell of a line per row; the lines are summed when their number is known. */
  readonly #cells: Int32Array;
  readonly #columns: readonly Int32Array[];
  /** One numbering per column: what the item and the codes so far are (at first the slot), with the next code. */
  readonly #pairs: readonly PairNumbers[];

  constructor(
    private readonly classifier: Classifier,
    breakdown: Breakdown,
    rows: number,
  ) {
    this.#cells = new Int32Array(rows);
    this.#columns = breakdown.map((caption) => classifier.codesOf(caption));
    this.#pairs = breakdown.map(() => new PairNumbers());
  }

  /** Gives rows their lines; `cells` are those of the items. */
  addRows(cells: Int32Array, firstRow: number, count: number): void {
    for (let i = 0; i < count; i += 1) {
      const cell = cells[i] as number;
      const row = firstRow + i;
      this.#cells[row] =
        cell < 0
          ? -1
          : this.#keyOf(row, Math.floor(cell / PLACES)) * PLACES + this.classifier.lineBucket(row);
    }
  }

  sums(summer: ValuationSummer): ValuationSums {
    summer.addRows(this.#cells, 0, this.#cells.length);
    return summer.close();
  }

  #keyOf(row: number, slot: number): number {
    let key = slot;
    for (let i = 0; i < this.#columns.length; i += 1)
      key = (this.#pairs[i] as PairNumbers).intern(key, (this.#columns[i] as Int32Array)[row] as number);
    if (key === this.keys.length)
      this.keys.push({ item: slot, codes: this.#columns.map((column) => column[row] as number) });
    return key;
  }
}
