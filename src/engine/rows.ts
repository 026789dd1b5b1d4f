/**
 * Long lists of results and change sets. A list is either an array or makes its rows when they are read, from columns that
 * a run has anyway: then a million rows cost what is read of them, and never stand in memory as a whole.
 */

/** What readers of long lists use; every array is one. Rows of a list that makes them are new objects at each reading. */
export interface Rows<Row> extends Iterable<Row> {
  readonly length: number;
  /** The row at a position, counted from the end when negative; undefined outside the list. */
  at(index: number): Row | undefined;
  map<Value>(value: (row: Row, index: number) => Value): Value[];
  filter(test: (row: Row, index: number) => boolean): Row[];
  some(test: (row: Row, index: number) => boolean): boolean;
  every(test: (row: Row, index: number) => boolean): boolean;
  /** The rows from `start` up to, not including, `end`. */
  slice(start?: number, end?: number): Row[];
}

/** Rows that are made when they are read. */
export class LazyRows<Row> implements Rows<Row> {
  readonly #make: (index: number) => Row;

  /**
   * @param length number of rows
   * @param make the row at a position (0 to `length` - 1); equal positions must give equal rows, in whatever order and how
   * often they are asked for
   */
  constructor(
    readonly length: number,
    make: (index: number) => Row,
  ) {
    this.#make = make;
  }

  at(index: number): Row | undefined {
    const place = index < 0 ? this.length + index : index;
    return place >= 0 && place < this.length ? this.#make(place) : undefined;
  }

  *[Symbol.iterator](): IterableIterator<Row> {
    for (let index = 0; index < this.length; index += 1) yield this.#make(index);
  }

  map<Value>(value: (row: Row, index: number) => Value): Value[] {
    const values = new Array<Value>(this.length);
    for (let index = 0; index < this.length; index += 1) values[index] = value(this.#make(index), index);
    return values;
  }

  filter(test: (row: Row, index: number) => boolean): Row[] {
    const rows: Row[] = [];
    for (let index = 0; index < this.length; index += 1) {
      const row = this.#make(index);
      if (test(row, index)) rows.push(row);
    }
    return rows;
  }

  some(test: (row: Row, index: number) => boolean): boolean {
    for (let index = 0; index < this.length; index += 1) if (test(this.#make(index), index)) return true;
    return false;
  }

  every(test: (row: Row, index: number) => boolean): boolean {
    return !this.some((row, index) => !test(row, index));
  }

  slice(start = 0, end = this.length): Row[] {
    const place = (index: number): number =>
      index < 0 ? Math.max(0, this.length + index) : Math.min(index, this.length);
    const rows: Row[] = [];
    for (let index = place(start); index < place(end); index += 1) rows.push(this.#make(index));
    return rows;
  }

  /** All rows, so that JSON shows a list. */
  toJSON(): readonly Row[] {
    return this.slice();
  }
}

/** Rows made of other rows, each when it is read. */
export function mapRows<Row, Made>(rows: Rows<Row>, make: (row: Row, index: number) => Made): LazyRows<Made> {
  return new LazyRows(rows.length, (index) => make(rows.at(index) as Row, index));
}
