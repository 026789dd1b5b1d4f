/** Order of code columns: codes compare by their text, so their pool numbers are ranked once. */
import type { TextPool } from "../values/codes";
import { compareCodes } from "../values/codes";

/** Rank by text of every code that stands in `ids`, by pool number; codes that do not occur have rank 0. */
export function codeRanks(codes: TextPool, ids: Int32Array): Int32Array {
  const seen = new Uint8Array(codes.size);
  const distinct: number[] = [];
  for (const id of ids) {
    if (seen[id] === 1) continue;
    seen[id] = 1;
    distinct.push(id);
  }
  distinct.sort((a, b) => compareCodes(codes.text(a), codes.text(b)));
  const ranks = new Int32Array(codes.size);
  distinct.forEach((id, rank) => {
    ranks[id] = rank;
  });
  return ranks;
}
