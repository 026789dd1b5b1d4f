/**
 * The sums of an inventory valuation per key (item, breakdown line, group). A key has four places in a row: one per
 * bucket while value entries are summed; opening, increase, decrease and ending once the sums are closed.
 */
import type { LedgerTable } from "../../ledgers/ledgers";
import { ColumnSums } from "../../values/column-sums";
import { ExactSums } from "../../values/decimal";
import { DECREASE, NOWHERE } from "./classify";

/** Places per key. */
export const PLACES = 4;
/** Place of the ending figure, where entries of no bucket stood before. */
export const ENDING = NOWHERE;

/** Columns of value entries that are always read, and those that only the expected cost needs. */
const COLUMNS = ["Invoiced Quantity", "Cost Amount (Actual)", "Cost Amount (Expected)", "Cost Posted to G/L"];
const EXPECTED_COLUMNS = ["Item Ledger Entry Quantity", "Expected Cost Posted to G/L"];

/**
 * Closed sums, quantities and costs each at one scale. Decreases are positive where something went out. What is posted counts over all history up to the end,
 * entries of unknown types included: only its ending has a meaning.
 */
export class ValuationSums {
  #fullValue: ExactSums | undefined;
  #fullPosted: ExactSums | undefined;

  /** Physical quantities and posted expected cost are all 0 unless the expected cost is asked for. */
  constructor(
    readonly quantity: ExactSums,
    readonly value: ExactSums,
    readonly expectedValue: ExactSums,
    readonly posted: ExactSums,
    readonly physicalQuantity: ExactSums,
    readonly expectedPosted: ExactSums,
  ) {}

  /** Actual and expected cost. */
  get fullValue(): ExactSums {
    return (this.#fullValue ??= this.value.plus(this.expectedValue));
  }

  /** Posted actual and expected cost. */
  get fullPosted(): ExactSums {
    return (this.#fullPosted ??= this.posted.plus(this.expectedPosted));
  }

  /** Sums of other keys, all 0 yet, at the same scales. */
  empty(keys: number): ValuationSums {
    const like = ({ scale }: ExactSums): ExactSums => new ExactSums(keys * PLACES, scale);
    return new ValuationSums(
      like(this.quantity),
      like(this.value),
      like(this.expectedValue),
      like(this.posted),
      like(this.physicalQuantity),
      like(this.expectedPosted),
    );
  }

  /** Adds the costs, not the quantities, of a key of other sums. */
  addCosts(key: number, other: ValuationSums, otherKey: number): void {
    for (let place = 0; place < PLACES; place += 1) {
      this.value.addFrom(key * PLACES + place, other.value, otherKey * PLACES + place);
      this.expectedValue.addFrom(key * PLACES + place, other.expectedValue, otherKey * PLACES + place);
    }
    this.posted.addFrom(key * PLACES + ENDING, other.posted, otherKey * PLACES + ENDING);
    this.expectedPosted.addFrom(key * PLACES + ENDING, other.expectedPosted, otherKey * PLACES + ENDING);
  }

  /** True when opening, increase and decrease are zero, each in quantity and value (with expected: the rest as well). */
  isQuiet(key: number, withExpected: boolean): boolean {
    return (
      isStill(this.quantity, key) &&
      isStill(this.value, key) &&
      (!withExpected || (isStill(this.physicalQuantity, key) && isStill(this.expectedValue, key)))
    );
  }

  /** True when no cost has been posted, the expected one included where it is asked for. */
  isUnposted(key: number): boolean {
    const ending = key * PLACES + ENDING;
    return this.posted.isZero(ending) && this.expectedPosted.isZero(ending);
  }

  /** Ending value less what has been posted of it, as scaled integer. */
  notPosted(key: number): bigint {
    return this.value.scaled(key * PLACES + ENDING) - this.posted.scaled(key * PLACES + ENDING);
  }

  /** True when a figure with the expected cost differs from the one without. */
  expectedDiffers(key: number): boolean {
    for (let place = key * PLACES; place < key * PLACES + ENDING; place += 1)
      if (!this.quantity.sameAs(this.physicalQuantity, place) || !this.expectedValue.isZero(place))
        return true;
    return !this.expectedPosted.isZero(key * PLACES + ENDING);
  }
}

function isStill(sums: ExactSums, key: number): boolean {
  for (let place = key * PLACES; place < key * PLACES + ENDING; place += 1)
    if (!sums.isZero(place)) return false;
  return true;
}

/** Sums value entries over cells: key × 4 + bucket, -1 for a row that does not count. */
export class ValuationSummer {
  readonly #sums: ColumnSums;

  constructor(
    table: LedgerTable,
    private readonly keys: number,
    private readonly withExpected: boolean,
  ) {
    const captions = withExpected ? [...COLUMNS, ...EXPECTED_COLUMNS] : COLUMNS;
    this.#sums = new ColumnSums(
      keys * PLACES,
      captions.map((caption) => table.decimals(caption)),
    );
  }

  /** Adds `count` rows from `firstRow` on: row firstRow + i goes to `cells[i]`. */
  addRows(cells: Int32Array, firstRow: number, count: number): void {
    this.#sums.addRows(cells, firstRow, count);
  }

  /** The sums, closed. To be called once. */
  close(): ValuationSums {
    const none = new ExactSums(this.keys * PLACES, 0);
    const [quantity = none, value = none, expectedValue = none, posted = none, ...rest] = this.#sums.sums();
    const [physical = none, expectedPosted = none] = rest;
    for (const sums of [quantity, value, expectedValue, physical]) this.#close(sums);
    for (const sums of [posted, expectedPosted]) this.#closePosted(sums);
    const quantityScale = Math.max(quantity.scale, physical.scale);
    const costScale = Math.max(value.scale, expectedValue.scale, posted.scale, expectedPosted.scale);
    return new ValuationSums(
      quantity.atScale(quantityScale),
      value.atScale(costScale),
      expectedValue.atScale(costScale),
      posted.atScale(costScale),
      physical.atScale(quantityScale),
      expectedPosted.atScale(costScale),
    );
  }

  /** Decreases come with the sign of the ledger. */
  #close(sums: ExactSums): void {
    for (let first = 0; first < sums.size; first += PLACES) {
      sums.clear(first + ENDING);
      for (let place = first; place < first + ENDING; place += 1) sums.addFrom(first + ENDING, sums, place);
      sums.negate(first + DECREASE);
    }
  }

  #closePosted(sums: ExactSums): void {
    for (let first = 0; first < sums.size; first += PLACES)
      for (let place = first; place < first + ENDING; place += 1) sums.addFrom(first + ENDING, sums, place);
  }
}
