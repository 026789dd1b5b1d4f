/** Lines of the account table as columns. */
import type { AccountType } from "../../posting/account-types";
import type { PostingEntries } from "../../posting/entries";
import { stableOrder } from "../../values/order";

/** Numbers that account types take in a line's kind. */
const TYPES = 32;

/**
 * A line's kind as one number: account type, sign, balancing account type, of the expected pair, minus the open amount.
 * Kinds shifted right by LINE_ORDER are in line order.
 */
export const LINE_ORDER = 2;

/** The kind of a line; `expected`, `minus` and `negative` are 0 or 1. */
export function kindOf(
  type: AccountType,
  negative: number,
  balancing: AccountType,
  expected: number,
  minus: number,
): number {
  return (((type * 2 + negative) * TYPES + balancing) << LINE_ORDER) + expected * 2 + minus;
}

/** Account type of a kind. */
export function typeOf(kind: number): AccountType {
  return kind >> (LINE_ORDER + 6);
}

/** Lines as columns: one row per line, in processing order and within an entry in line order. */
export class Lines {
  count = 0;
  /** Row of Value Entries. */
  entry = new Int32Array(1024);
  #kinds = new Uint16Array(1024);

  push(entry: number, kind: number): void {
    const line = this.count;
    if (line === this.entry.length) this.#grow();
    this.entry[line] = entry;
    this.#kinds[line] = kind;
    this.count += 1;
  }

  /** Adds the lines of one entry of other lines, whose first is given. */
  pushEntry(other: Lines, first: number): void {
    const row = other.entry[first] as number;
    for (let line = first; line < other.count && other.entry[line] === row; line += 1)
      this.push(row, other.#kinds[line] as number);
  }

  /** Rows of Value Entries that have lines, in their order. */
  rows(): Int32Array {
    return this.firsts().map((line) => this.entry[line] as number);
  }

  /** First lines of entries, in their order. */
  firsts(): Int32Array {
    const firsts: number[] = [];
    for (let line = 0; line < this.count; line += 1) if (this.#isFirst(line)) firsts.push(line);
    return Int32Array.from(firsts);
  }

  #isFirst(line: number): boolean {
    return line === 0 || this.entry[line] !== this.entry[line - 1];
  }

  type(line: number): AccountType {
    return typeOf(this.#kinds[line] as number);
  }

  balancing(line: number): AccountType {
    return ((this.#kinds[line] as number) >> LINE_ORDER) & (TYPES - 1);
  }

  /** Sign in local or additional currency, then balancing account type: what orders lines of one account and place. */
  signAndBalancing(line: number): number {
    return ((this.#kinds[line] as number) >> LINE_ORDER) & (2 * TYPES - 1);
  }

  /** Whether a line is of the expected pair. */
  isExpected(line: number): boolean {
    return ((this.#kinds[line] as number) & 2) !== 0;
  }

  /** Whether a line is minus the open amount. */
  isMinus(line: number): boolean {
    return ((this.#kinds[line] as number) & 1) !== 0;
  }

  #grow(): void {
    const entries = new Int32Array(this.count * 2);
    const kinds = new Uint16Array(this.count * 2);
    entries.set(this.entry);
    kinds.set(this.#kinds);
    this.entry = entries;
    this.#kinds = kinds;
  }
}

/** Values that signAndBalancing takes. */
export const SIGNS_AND_BALANCING = 2 * TYPES;

/** First line of each posted entry, in the order of entry numbers. */
export function firstLinesByNumber(entries: PostingEntries, lines: Lines): Int32Array {
  return stableOrder(lines.firsts(), (line) => entries.numbers[lines.entry[line] as number] as number);
}
