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

/** Ranks of values in ascending order. */
function rankNumbers(values: Float64Array, rows: Iterable<number>): (value: number) => number {
  const distinct = new Set<number>();
  for (const row of rows) distinct.add(values[row] as number);
  const ranks = new Map([...distinct].sort((a, b) => a - b).map((value, rank) => [value, rank]));
  return (value) => ranks.get(value) as number;
}

function sortedGroups(
  ledgers: Ledgers,
  entries: PostingEntries,
  dimensions: EntryDimensions,
  lines: Lines,
  method: PostingMethod,
): { readonly groupOfLine: Int32Array; readonly lineOfGroup: Int32Array } {
  const table = ledgers.table("Value Entries");
  const documents = table.ids("Document No.");
  const externals = table.ids("External Document No.");
  const perDocument = method === "Per Document";
  const width = ledgers.codes.size;
  const dimensionRank = rankNumbers(dimensions.keys, lines.entry.subarray(0, lines.count));
  const pairs = Array.from({ length: 7 }, () => new PairNumbers());
  const number = (step: number, a: number, b: number, size: number): number => (pairs[step] as PairNumbers).number(a, b, size);
  const groups = new PairNumbers();
  const groupOfLine = new Int32Array(lines.count);
  const firstLines: number[] = [];
  let lastRow = -1;
  let place = 0;
  for (let line = 0; line < lines.count; line += 1) {
    const row = lines.entry[line] as number;
    if (row !== lastRow) {
      // What all lines of the entry share, except the posting group of WIP lines.
      place = number(0, entries.business[row] as number, entries.product[row] as number, width);
      place = number(1, place, entries.location[row] as number, width);
      place = number(2, place, entries.dates[row] as number, 4_000_000);
      place = number(3, place, dimensionRank(dimensions.keys[row] as number), lines.count + 1);
      if (perDocument) {
        place = number(4, place, documents[row] as number, width);
        place = number(5, place, externals[row] as number, width);
      }
      lastRow = row;
    }
    const type = lines.type[line] as number;
    const withGroup = number(6, place, groupOfType(entries, type, row), width);
    const kind = (type * 32 + (lines.balancing[line] as number)) * 2 + (lines.negative[line] as number);
    const group = groups.number(withGroup, kind, 2048);
    if (group === firstLines.length) firstLines.push(line);
    groupOfLine[line] = group;
  }
  const order = inLineOrder(ledgers, entries, dimensions, lines, firstLines, perDocument);
  const placeOf = new Int32Array(order.length);
  order.forEach((group, rank) => {
    placeOf[group] = rank;
  });
  return {
    groupOfLine: groupOfLine.map((group) => placeOf[group] as number),
    lineOfGroup: order.map((group) => firstLines[group] as number),
  };
}

/** Groups in the order of their keys; sorted by the last part of the key first. */
function inLineOrder(
  ledgers: Ledgers,
  entries: PostingEntries,
  dimensions: EntryDimensions,
  lines: Lines,
  firstLines: readonly number[],
  perDocument: boolean,
): Int32Array {
  const table = ledgers.table("Value Entries");
  const documents = table.ids("Document No.");
  const externals = table.ids("External Document No.");
  const ranks = codeRanks(ledgers.codes, [
    entries.location,
    entries.group,
    entries.wipGroup,
    entries.business,
    entries.product,
    ...(perDocument ? [documents, externals] : []),
  ]);
  const lineOf = (group: number): number => firstLines[group] as number;
  const rowOf = (group: number): number => lines.entry[lineOf(group)] as number;
  const byCode = (column: Int32Array) => (group: number) => ranks[column[rowOf(group)] as number] as number;
  const keys: ((group: number) => number)[] = [
    (group) => lines.balancing[lineOf(group)] as number,
    (group) => lines.negative[lineOf(group)] as number,
    (group) => dimensions.keys[rowOf(group)] as number,
    byCode(entries.product),
    byCode(entries.business),
    (group) => ranks[groupOfType(entries, lines.type[lineOf(group)] as number, rowOf(group))] as number,
    byCode(entries.location),
    (group) => lines.type[lineOf(group)] as number,
    ...(perDocument ? [byCode(externals), byCode(documents)] : []),
    (group) => entries.dates[rowOf(group)] as number,
  ];
  return keys.reduce<Int32Array>(
    (order, key) => stableOrder(order, key),
    Int32Array.from(firstLines, (_, group) => group),
  );
}
