/** Numbers for pairs of whole numbers (an order and its line, a location and a variant), so that sums live in arrays. */

const FIRSTS = 2 ** 22;
const SECONDS = 2 ** 31;

/**
 * Gives every pair its own number, from 0 in the order in which the pairs come. Pairs that do not fit into one exact
 * double (a first part from 2^22, a second outside of 0 … 2^31 − 1) are kept apart, so that every pair is right.
 */
export class PairNumbers {
  readonly #numbers = new Map<number, number>();
  readonly #odd = new Map<string, number>();
  /** The two parts of each pair, by its number. */
  readonly firsts: number[] = [];
  readonly seconds: number[] = [];

  /** How many pairs there are. */
  get size(): number {
    return this.firsts.length;
  }

  /** The number of a pair, which is added when it is new. */
  intern(first: number, second: number): number {
    const known = this.find(first, second);
    if (known >= 0) return known;
    const number = this.firsts.length;
    if (fits(first, second)) this.#numbers.set(first * SECONDS + second, number);
    else this.#odd.set(`${first}/${second}`, number);
    this.firsts.push(first);
    this.seconds.push(second);
    return number;
  }

  /** The number of a pair, or -1. */
  find(first: number, second: number): number {
    return fits(first, second)
      ? (this.#numbers.get(first * SECONDS + second) ?? -1)
      : (this.#odd.get(`${first}/${second}`) ?? -1);
  }
}

function fits(first: number, second: number): boolean {
  return first >= 0 && first < FIRSTS && second >= 0 && second < SECONDS;
}
