/** Lines → G/L entries: lines with the same key are added up (spec, 6). */
import type { Ledgers } from "../../ledgers/ledgers";
import { WIP_INVENTORY } from "../../posting/account-types";
import type { PostingEntries } from "../../posting/entries";
import { ExactSums } from "../../values/decimal";
import { codeRanks, stableOrder } from "../../values/order";
import type { OpenAmounts } from "./amounts";
import type { EntryDimensions } from "./dimensions";
import type { Lines } from "./lines";

export type PostingMethod = "Per Posting Group" | "Per Entry" | "Per Document";

/** G/L entries as columns, in the order of their numbers. */
export interface GLGroups {
  readonly count: number;
  /** Group of each line. */
  readonly groupOfLine: Int32Array;
  /** A line of each group, which stands for what its lines have in common. */
  readonly lineOfGroup: Int32Array;
  readonly amounts: ExactSums;
  /** Set with an additional reporting currency. */
  readonly additional: ExactSums | undefined;
}

/** Inventory posting group of a line (code number): that of the WIP account for WIP lines. */
export function groupOfType(entries: PostingEntries, type: number, row: number): number {
  return (type === WIP_INVENTORY ? entries.wipGroup[row] : entries.group[row]) as number;
}

export function groupLines(
  ledgers: Ledgers,
  entries: PostingEntries,
  amounts: OpenAmounts,
  dimensions: EntryDimensions,
  lines: Lines,
  method: PostingMethod,
): GLGroups {
  const { groupOfLine, lineOfGroup } =
    method === "Per Entry"
      ? oneGroupPerLine(lines)
      : sortedGroups(ledgers, entries, dimensions, lines, method);
  const count = lineOfGroup.length;
  const sums = new ExactSums(count, amounts.openActual.scale);
  const additional = amounts.additional ? new ExactSums(count, amounts.additional.scale) : undefined;
  for (let line = 0; line < lines.count; line += 1) {
    const group = groupOfLine[line] as number;
    const row = lines.entry[line] as number;
    const expected = lines.expected[line] === 1;
    const column = expected ? amounts.openExpected : amounts.openActual;
    if (lines.minus[line] === 1) sums.subtract(group, column, row);
    else sums.add(group, column, row);
    if (!additional || !amounts.additional) continue;
    const inCurrency = expected ? amounts.additional.openExpected : amounts.additional.openActual;
    if (lines.minus[line] === 1) additional.subtract(group, inCurrency, row);
    else additional.add(group, inCurrency, row);
  }
  return { count, groupOfLine, lineOfGroup, amounts: sums, additional };
}

/** Per Entry: two lines of one value entry never share a key, so each line is a G/L entry. */
function oneGroupPerLine(lines: Lines): {
  readonly groupOfLine: Int32Array;
  readonly lineOfGroup: Int32Array;
} {
  const numbers = allLines(lines);
  return { groupOfLine: numbers, lineOfGroup: numbers };
}

/** The numbers of all lines, in their order. */
function allLines(lines: Lines): Int32Array {
  const numbers = new Int32Array(lines.count);
  for (let line = 0; line < numbers.length; line += 1) numbers[line] = line;
  return numbers;
}

/**
 * Places in the posting setups as numbers: location, inventory, business and product posting group of a line. Equal places
 * have equal numbers, and the numbers are in the order of lines.
 */
export class SetupPlaces {
  readonly #entries: PostingEntries;
  readonly #location: Ranks;
  readonly #group: Ranks;
  readonly #business: Ranks;
  readonly #product: Ranks;

  constructor(ledgers: Ledgers, entries: PostingEntries) {
    this.#entries = entries;
    this.#location = ranksOf(ledgers, [entries.location]);
    this.#group = ranksOf(ledgers, [entries.group, entries.wipGroup]);
    this.#business = ranksOf(ledgers, [entries.business]);
    this.#product = ranksOf(ledgers, [entries.product]);
  }

  /** Number of the place of a line of an account type and a row of Value Entries. */
  number(type: number, row: number): number {
    const { location, business, product } = this.#entries;
    const group = this.#group.of[groupOfType(this.#entries, type, row)] as number;
    const inventory = (this.#location.of[location[row] as number] as number) * this.#group.count + group;
    const general =
      (this.#business.of[business[row] as number] as number) * this.#product.count +
      (this.#product.of[product[row] as number] as number);
    return inventory * this.#business.count * this.#product.count + general;
  }
}

/** Rank per code number, and how many ranks there are. */
interface Ranks {
  readonly of: Int32Array;
  readonly count: number;
}

function ranksOf(ledgers: Ledgers, columns: readonly Int32Array[]): Ranks {
  const of = codeRanks(ledgers.codes, columns);
  let last = 0;
  for (const rank of of) if (rank > last) last = rank;
  return { of, count: last + 1 };
}

/** Parts of a line's kind: account type, sign, balancing account type. */
const BALANCING_TYPES = 32;

/**
 * Sorts the lines by their keys and starts a group where the key changes. The parts of the key that take few values
 * (setup codes, dimensions, account types) are one rank, so that a few counting sorts do.
 */
function sortedGroups(
  ledgers: Ledgers,
  entries: PostingEntries,
  dimensions: EntryDimensions,
  lines: Lines,
  method: PostingMethod,
): { readonly groupOfLine: Int32Array; readonly lineOfGroup: Int32Array } {
  const place = placeRanks(ledgers, entries, dimensions, lines);
  const kinds = new Float64Array(lines.count);
  for (let line = 0; line < lines.count; line += 1) {
    const typeAndPlace = (lines.type[line] as number) * place.count + (place.rankOfLine[line] as number);
    kinds[line] =
      (typeAndPlace * 2 + (lines.negative[line] as number)) * BALANCING_TYPES +
      (lines.balancing[line] as number);
  }
  const ofEntry = (column: Int32Array | Float64Array) => (line: number) =>
    column[lines.entry[line] as number] as number;
  const keys: ((line: number) => number)[] = [(line) => kinds[line] as number];
  if (method === "Per Document") {
    const table = ledgers.table("Value Entries");
    for (const caption of ["External Document No.", "Document No."]) {
      const codes = table.ids(caption);
      const ranks = codeRanks(ledgers.codes, [codes]);
      keys.push((line) => ranks[codes[lines.entry[line] as number] as number] as number);
    }
  }
  keys.push(ofEntry(entries.dates));
  const order = keys.reduce<Int32Array>((sorted, key) => stableOrder(sorted, key), allLines(lines));
  const groupOfLine = new Int32Array(lines.count);
  const lineOfGroup = new Int32Array(lines.count);
  let group = -1;
  let last = -1;
  for (const line of order) {
    if (last < 0 || keys.some((key) => key(line) !== key(last))) {
      group += 1;
      lineOfGroup[group] = line;
    }
    groupOfLine[line] = group;
    last = line;
  }
  return { groupOfLine, lineOfGroup: lineOfGroup.slice(0, group + 1) };
}

/** Rank of each line by location, inventory, business and product posting group, and dimensions. */
function placeRanks(
  ledgers: Ledgers,
  entries: PostingEntries,
  dimensions: EntryDimensions,
  lines: Lines,
): { readonly count: number; readonly rankOfLine: Int32Array } {
  const places = new SetupPlaces(ledgers, entries);
  const byPlace = ranksOfNumbers(lines.count, (line) =>
    places.number(lines.type[line] as number, lines.entry[line] as number),
  );
  const byDimension = ranksOfNumbers(
    lines.count,
    (line) => dimensions.keys[lines.entry[line] as number] as number,
  );
  return ranksOfNumbers(
    lines.count,
    (line) =>
      (byPlace.rankOfLine[line] as number) * byDimension.count + (byDimension.rankOfLine[line] as number),
  );
}

/** Rank of each line among the distinct values of a number. */
function ranksOfNumbers(
  count: number,
  numberOf: (line: number) => number,
): { readonly count: number; readonly rankOfLine: Int32Array } {
  const places = new Map<number, number>();
  const rankOfLine = new Int32Array(count);
  for (let line = 0; line < count; line += 1) {
    const number = numberOf(line);
    let place = places.get(number);
    if (place === undefined) {
      place = places.size;
      places.set(number, place);
    }
    rankOfLine[line] = place;
  }
  const numbers = Float64Array.from(places.keys()).sort();
  const rankOfPlace = new Int32Array(numbers.length);
  numbers.forEach((number, rank) => {
    rankOfPlace[places.get(number) as number] = rank;
  });
  for (let line = 0; line < count; line += 1)
    rankOfLine[line] = rankOfPlace[rankOfLine[line] as number] as number;
  return { count: numbers.length, rankOfLine };
}
