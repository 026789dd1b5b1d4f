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
    method === "Per Entry" ? oneGroupPerLine(lines) : sortedGroups(ledgers, entries, dimensions, lines, method);
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
function oneGroupPerLine(lines: Lines): { readonly groupOfLine: Int32Array; readonly lineOfGroup: Int32Array } {
  const numbers = Int32Array.from({ length: lines.count }, (_, line) => line);
  return { groupOfLine: numbers, lineOfGroup: numbers };
}

/** Numbers pairs of small numbers in the order of their appearance. */
class PairNumbers {
  readonly #numbers = new Map<number, number>();

  /** The number of a pair; `b` must be below `width` in all calls. */
  number(a: number, b: number, width: number): number {
    const key = a * width + b;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(key, number);
    return number;
  }
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
    kinds[line] = (typeAndPlace * 2 + (lines.negative[line] as number)) * BALANCING_TYPES + (lines.balancing[line] as number);
  }
  const ofEntry = (column: Int32Array | Float64Array) => (line: number) => column[lines.entry[line] as number] as number;
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
  const order = keys.reduce<Int32Array>(
    (sorted, key) => stableOrder(sorted, key),
    Int32Array.from({ length: lines.count }, (_, line) => line),
  );
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
  const width = ledgers.codes.size;
  const dimensionNumbers = new Map<number, number>();
  const pairs = Array.from({ length: 4 }, () => new PairNumbers()) as [PairNumbers, PairNumbers, PairNumbers, PairNumbers];
  const placeOfLine = new Int32Array(lines.count);
  const firstLines: number[] = [];
  for (let line = 0; line < lines.count; line += 1) {
    const row = lines.entry[line] as number;
    const dimension = dimensions.keys[row] as number;
    let dimensionNumber = dimensionNumbers.get(dimension);
    if (dimensionNumber === undefined) {
      dimensionNumber = dimensionNumbers.size;
      dimensionNumbers.set(dimension, dimensionNumber);
    }
    const setup = pairs[0].number(entries.business[row] as number, entries.product[row] as number, width);
    const located = pairs[1].number(setup, entries.location[row] as number, width);
    const grouped = pairs[2].number(located, groupOfType(entries, lines.type[line] as number, row), width);
    const place = pairs[3].number(grouped, dimensionNumber, lines.count + 1);
    if (place === firstLines.length) firstLines.push(line);
    placeOfLine[line] = place;
  }
  const ranks = codeRanks(ledgers.codes, [
    entries.location,
    entries.group,
    entries.wipGroup,
    entries.business,
    entries.product,
  ]);
  const codesOf = (place: number): readonly number[] => {
    const line = firstLines[place] as number;
    const row = lines.entry[line] as number;
    const codes = [
      entries.location[row] as number,
      groupOfType(entries, lines.type[line] as number, row),
      entries.business[row] as number,
      entries.product[row] as number,
    ];
    return [...codes.map((code) => ranks[code] as number), dimensions.keys[row] as number];
  };
  const sortable = firstLines.map((_, place) => ({ place, codes: codesOf(place) }));
  sortable.sort((a, b) => {
    for (let i = 0; i < a.codes.length; i += 1) {
      const order = (a.codes[i] as number) - (b.codes[i] as number);
      if (order !== 0) return order;
    }
    return 0;
  });
  const rankOfPlace = new Int32Array(firstLines.length);
  sortable.forEach(({ place }, rank) => {
    rankOfPlace[place] = rank;
  });
  return { count: firstLines.length, rankOfLine: placeOfLine.map((place) => rankOfPlace[place] as number) };
}
