/**
 * Finds the row of an entry number. Entry numbers are dense in practice, so a plain array serves; sparse numbers fall
 * back to a Map. The first row of a number counts.
 */

/** Finds rows by number. */
export interface RowOfNumber {
  /** Row of a number, or -1. */
  (number: number): number;
  /** Rows of a whole column of numbers, -1 where there is none: one plain loop, made for millions of rows. */
  ofAll(numbers: Float64Array): Int32Array;
}

/** Builds the index over a column of whole numbers: the first row of each. */
export function indexByNumber(numbers: Float64Array): RowOfNumber {
  return build(numbers, () => false);
}

/** Builds the index over a column of whole numbers that repeat: of each the row where `rank` is lowest. */
export function indexOfLowest(numbers: Float64Array, rank: Float64Array): RowOfNumber {
  return build(numbers, (row, known) => (rank[row] as number) < (rank[known] as number));
}

/** Memory: 4 bytes per number while the highest is at most eight times the rows, else a Map. */
function build(numbers: Float64Array, isBetter: (row: number, known: number) => boolean): RowOfNumber {
  let highest = -1;
  for (let row = 0; row < numbers.length; row += 1) {
    const number = numbers[row] as number;
    if (number > highest) highest = number;
  }
  return highest <= numbers.length * 8 + 1024
    ? byPlace(numbers, highest, isBetter)
    : byMap(numbers, isBetter);
}

function byPlace(
  numbers: Float64Array,
  highest: number,
  isBetter: (row: number, known: number) => boolean,
): RowOfNumber {
  const rows = new Int32Array(highest + 1).fill(-1);
  for (let row = 0; row < numbers.length; row += 1) {
    const number = numbers[row] as number;
    if (number < 0) continue;
    const known = rows[number] as number;
    if (known < 0 || isBetter(row, known)) rows[number] = row;
  }
  const rowOf = (number: number): number =>
    number >= 0 && number <= highest ? (rows[number] as number) : -1;
  const ofAll = (wanted: Float64Array): Int32Array => {
    const found = new Int32Array(wanted.length);
    for (let i = 0; i < wanted.length; i += 1) {
      const number = wanted[i] as number;
      found[i] = number >= 0 && number <= highest ? (rows[number] as number) : -1;
    }
    return found;
  };
  return Object.assign(rowOf, { ofAll });
}

function byMap(numbers: Float64Array, isBetter: (row: number, known: number) => boolean): RowOfNumber {
  const rows = new Map<number, number>();
  for (let row = 0; row < numbers.length; row += 1) {
    const number = numbers[row] as number;
    const known = rows.get(number);
    if (known === undefined || isBetter(row, known)) rows.set(number, row);
  }
  const rowOf = (number: number): number => rows.get(number) ?? -1;
  return Object.assign(rowOf, {
    ofAll: (wanted: Float64Array): Int32Array => Int32Array.from(wanted, rowOf),
  });
}
