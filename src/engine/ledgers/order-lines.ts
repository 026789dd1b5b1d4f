/** Numbers for order lines (an order's code and a line number), so that sums per line can live in arrays. */

const LINES_PER_ORDER = 2 ** 31;

/**
 * Gives every pair of order and line its own number, from 0 in the order in which the pairs come. Line numbers outside
 * of 0 … 2^31 − 1 (Business Central has none) are kept apart, so that they are right as well.
 */
export class OrderLines {
  readonly #numbers = new Map<number, number>();
  readonly #odd = new Map<string, number>();
  readonly orders: number[] = [];
  readonly lines: number[] = [];

  /** How many pairs there are. */
  get size(): number {
    return this.orders.length;
  }

  /** The number of a pair, which is added when it is new. `order` is a whole number from 0. */
  intern(order: number, line: number): number {
    const known = this.find(order, line);
    if (known >= 0) return known;
    const number = this.orders.length;
    if (line >= 0 && line < LINES_PER_ORDER) this.#numbers.set(order * LINES_PER_ORDER + line, number);
    else this.#odd.set(`${order}/${line}`, number);
    this.orders.push(order);
    this.lines.push(line);
    return number;
  }

  /** The number of a pair, or -1. */
  find(order: number, line: number): number {
    return line >= 0 && line < LINES_PER_ORDER
      ? (this.#numbers.get(order * LINES_PER_ORDER + line) ?? -1)
      : (this.#odd.get(`${order}/${line}`) ?? -1);
  }
}
