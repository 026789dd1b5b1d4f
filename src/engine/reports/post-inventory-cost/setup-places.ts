/** Places of lines in the posting setups and among the dimensions, as numbers in the order of lines. */
import type { Ledgers } from "../../ledgers/ledgers";
import { WIP_INVENTORY, type AccountType } from "../../posting/account-types";
import type { PostingEntries } from "../../posting/entries";
import { codeRanks } from "../../values/order";
import type { EntryDimensions } from "./dimensions";

/** Numbers from 0 to `count` - 1; equal places have equal numbers, and the numbers are in the order of lines. */
export interface Places {
  readonly count: number;
  /** Number of the place of a line of an account type and a row of Value Entries. */
  of(type: AccountType, row: number): number;
}

/** Inventory posting group of a line (code number): that of the WIP account for WIP lines. */
export function groupOfType(entries: PostingEntries, type: AccountType, row: number): number {
  return (type === WIP_INVENTORY ? entries.wipGroup[row] : entries.group[row]) as number;
}

/** Places by location, inventory, business and product posting group, and dimensions. */
export function placesOf(ledgers: Ledgers, entries: PostingEntries, dimensions: EntryDimensions): Places {
  const { rows, location, business, product } = entries;
  const locations = codeRanking(ledgers, [location]);
  const groups = codeRanking(ledgers, [entries.group, entries.wipGroup]);
  const businesses = codeRanking(ledgers, [business]);
  const products = codeRanking(ledgers, [product]);
  // Numbered anew after each step, so that numbers stay small.
  const general = ranking(
    rows,
    (row) =>
      (businesses.of[business[row] as number] as number) * products.count +
      (products.of[product[row] as number] as number),
  );
  const dimension = ranking(rows, (row) => dimensions.keys[row] as number);
  const generalAndDimension = ranking(
    rows,
    (row) => (general.of[row] as number) * dimension.count + (dimension.of[row] as number),
  );
  const hasOwnWip = entries.wipGroup !== entries.group;
  // A row stands once with its own group and, where WIP lines have others, once more with that of its WIP account.
  const place = ranking(hasOwnWip ? rows * 2 : rows, (index) => {
    const row = index < rows ? index : index - rows;
    const group = (index < rows ? entries.group : entries.wipGroup)[row] as number;
    const inventory =
      (locations.of[location[row] as number] as number) * groups.count + (groups.of[group] as number);
    return inventory * generalAndDimension.count + (generalAndDimension.of[row] as number);
  });
  return {
    count: place.count,
    of: (type, row) => place.of[hasOwnWip && type === WIP_INVENTORY ? rows + row : row] as number,
  };
}

/** Ranks, and how many there are. */
interface Ranking {
  readonly of: Int32Array;
  readonly count: number;
}

/** Rank per code number among the codes of some columns. */
function codeRanking(ledgers: Ledgers, columns: readonly Int32Array[]): Ranking {
  const of = codeRanks(ledgers.codes, columns);
  let last = 0;
  for (const rank of of) if (rank > last) last = rank;
  return { of, count: last + 1 };
}

/** Ranks among the distinct values of a number. */
function ranking(count: number, numberOf: (index: number) => number): Ranking {
  const places = new Map<number, number>();
  const of = new Int32Array(count);
  for (let index = 0; index < count; index += 1) {
    const number = numberOf(index);
    let place = places.get(number);
    if (place === undefined) {
      place = places.size;
      places.set(number, place);
    }
    of[index] = place;
  }
  const numbers = Float64Array.from(places.keys()).sort();
  const rankOfPlace = new Int32Array(numbers.length);
  numbers.forEach((number, rank) => {
    rankOfPlace[places.get(number) as number] = rank;
  });
  for (let index = 0; index < count; index += 1) of[index] = rankOfPlace[of[index] as number] as number;
  return { of, count: numbers.length };
}
