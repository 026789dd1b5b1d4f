/** Stable orders of rows by keys, without an object per row. */
import { compareCodes, type TextPool } from "./codes";

/**
 * Rows in ascending order of a key; rows with equal keys keep their order. Linear when the rows are in order already or
 * the keys are whole numbers of a small range (counting sort), else n log n. Sort by the last key first.
 */
export function stableOrder(rows: Int32Array, key: (row: number) => number): Int32Array {
  const keys = new Float64Array(rows.length);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let ascending = true;
  let whole = true;
  for (let i = 0; i < rows.length; i += 1) {
    const value = key(rows[i] as number);
    keys[i] = value;
    if (i > 0 && value < (keys[i - 1] as number)) ascending = false;
    if (value < least) least = value;
    if (value > most) most = value;
    if (Math.floor(value) !== value) whole = false;
  }
  if (ascending) return rows;
  const range = most - least + 1;
  if (!whole || range > rows.length * 4 + 65536) {
    const places = Int32Array.from(rows, (_, i) => i);
    places.sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
    return places.map((place) => rows[place] as number);
  }
  const start = new Int32Array(range + 1);
  for (const value of keys) start[value - least + 1] = (start[value - least + 1] as number) + 1;
  for (let i = 0; i < range; i += 1) start[i + 1] = (start[i + 1] as number) + (start[i] as number);
  const ordered = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) {
    const place = (keys[i] as number) - least;
    ordered[start[place] as number] = rows[i] as number;
    start[place] = (start[place] as number) + 1;
  }
  return ordered;
}

/** Rank per code number among the codes that occur in some columns, in the order of codes; 0 for the others. */
export function codeRanks(pool: TextPool, columns: readonly Int32Array[]): Int32Array {
  const occurs = new Uint8Array(pool.size);
  for (const column of columns) for (const id of column) occurs[id] = 1;
  const ids: number[] = [];
  for (let id = 0; id < occurs.length; id += 1) if (occurs[id] === 1) ids.push(id);
  ids.sort((a, b) => compareCodes(pool.text(a), pool.text(b)));
  const ranks = new Int32Array(pool.size);
  ids.forEach((id, rank) => {
    ranks[id] = rank;
  });
  return ranks;
}
