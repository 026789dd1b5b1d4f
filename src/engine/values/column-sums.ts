/**
 * Sums of several columns per key in one pass over rows. The sums of a key stand side by side, so that a row touches one
 * place in memory for all columns; where no sum can leave the safe integers, nothing is tested per addition.
 */
import { ExactSums, type DecimalColumn } from "./decimal";

/** Columns that one loop adds. */
const LANES = 4;

/** Up to four columns that cannot overflow, with the sums of key k in lanes (k + 1) × 4 and following. */
interface Lanes {
  readonly columns: readonly [DecimalColumn, DecimalColumn, DecimalColumn, DecimalColumn];
  readonly sums: Float64Array;
}

/** Sums of columns that are added row by row, every row at most once. */
export class ColumnSums {
  readonly #keys: number;
  readonly #lanes: Lanes[] = [];
  /** Columns that may leave the safe integers: every addition is tested. */
  readonly #tested: { readonly column: DecimalColumn; readonly sums: ExactSums }[] = [];
  /** How the sums of a column are taken at the end. */
  readonly #taken: (() => ExactSums)[];

  constructor(keys: number, columns: readonly DecimalColumn[]) {
    this.#keys = keys;
    const quick: DecimalColumn[] = [];
    this.#taken = columns.map((column) => {
      const magnitude = totalMagnitude(column);
      if (magnitude === 0) return () => new ExactSums(keys, column.scale);
      if (magnitude <= Number.MAX_SAFE_INTEGER) {
        const place = quick.push(column) - 1;
        return () => this.#lane(place, column.scale);
      }
      const sums = new ExactSums(keys, column.scale);
      this.#tested.push({ column, sums });
      return () => sums;
    });
    for (let first = 0; first < quick.length; first += LANES) {
      // Where columns are fewer than lanes, the first one is added again and left there.
      const at = (lane: number): DecimalColumn => (quick[first + lane] ?? quick[first]) as DecimalColumn;
      this.#lanes.push({
        columns: [at(0), at(1), at(2), at(3)],
        sums: new Float64Array((keys + 1) * LANES),
      });
    }
  }

  /** Adds `count` rows from `firstRow` on: row firstRow + i goes to key `keys[i]`; -1 leaves it out. */
  addRows(keys: Int32Array, firstRow: number, count: number): void {
    for (const { columns, sums } of this.#lanes) addFour(sums, columns, keys, firstRow, count);
    for (const { column, sums } of this.#tested) {
      for (let i = 0; i < count; i += 1) {
        const key = keys[i] as number;
        if (key >= 0) sums.add(key, column, firstRow + i);
      }
    }
  }

  /** The sums of what was added, in the order of the columns. */
  sums(): readonly ExactSums[] {
    return this.#taken.map((take) => take());
  }

  #lane(place: number, scale: number): ExactSums {
    const { sums } = this.#lanes[Math.floor(place / LANES)] as Lanes;
    const lane = place % LANES;
    // A loop: from an iterable it takes ten times as long.
    const values = new Float64Array(this.#keys);
    for (let key = 0; key < values.length; key += 1) values[key] = sums[(key + 1) * LANES + lane] as number;
    return new ExactSums(values, scale);
  }
}

/** The hot loop. Key -1 has lanes of its own, before those of key 0, that nobody reads. */
function addFour(
  sums: Float64Array,
  columns: Lanes["columns"],
  keys: Int32Array,
  firstRow: number,
  count: number,
): void {
  const [{ ints: a }, { ints: b }, { ints: c }, { ints: d }] = columns;
  for (let i = 0; i < count; i += 1) {
    const row = firstRow + i;
    const at = ((keys[i] as number) + 1) * LANES;
    sums[at] = (sums[at] as number) + (a[row] as number);
    sums[at + 1] = (sums[at + 1] as number) + (b[row] as number);
    sums[at + 2] = (sums[at + 2] as number) + (c[row] as number);
    sums[at + 3] = (sums[at + 3] as number) + (d[row] as number);
  }
}

const magnitudes = new WeakMap<Float64Array, number>();

/**
 * The magnitudes of all rows added up, found once per column: else each report would read its columns twice. While it is
 * a safe integer, no sum over rows can leave the safe integers; it is NaN when a row lies beyond 2^53.
 */
function totalMagnitude({ ints }: DecimalColumn): number {
  const known = magnitudes.get(ints);
  if (known !== undefined) return known;
  let total = 0;
  for (const value of ints) total += Math.abs(value);
  magnitudes.set(ints, total);
  return total;
}
