/**
 * Finds the row of an entry number. Entry numbers are dense in practice, so a plain array serves; sparse numbers fall
 * back to a Map. The first row of a number counts.
 */

/** Row of a number, or -1. */
export type RowOfNumber = (number: number) => number;

/** Builds the index over a column of whole numbers. Memory: 4 bytes per number up to four times the rows, else a Map. */
export function indexByNumber(numbers: Float64Array): RowOfNumber {
  let highest = -1;
  for (let row = 0; row < numbers.length; row += 1) {
    const number = numbers[row] as number;
    if (number > highest) highest = number;
  }
  if (highest < 0) return () => -1;
  if (highest <= numbers.length * 8 + 1024) {
    const rows = new Int32Array(highest + 1).fill(-1);
    for (let row = numbers.length - 1; row >= 0; row -= 1) {
      const number = numbers[row] as number;
      if (number >= 0) rows[number] = row;
    }
    return (number) => (number >= 0 && number <= highest ? (rows[number] as number) : -1);
  }
  const rows = new Map<number, number>();
  for (let row = numbers.length - 1; row >= 0; row -= 1) rows.set(numbers[row] as number, row);
  return (number) => rows.get(number) ?? -1;
}
