/**
 * Facts about columns and tables that hold for every report. Ledgers never change, so each is found once, when it is
 * first asked for, and kept as long as what it is about.
 */
import type { TextPool } from "../values/codes";

/** A function whose answers are kept per first argument; the others must always be the same for it. */
export function kept<Subject extends object, Rest extends readonly unknown[], Fact>(
  find: (subject: Subject, ...rest: Rest) => Fact,
): (subject: Subject, ...rest: Rest) => Fact {
  const known = new WeakMap<Subject, { readonly fact: Fact }>();
  return (subject, ...rest) => {
    let answer = known.get(subject);
    if (!answer) {
      answer = { fact: find(subject, ...rest) };
      known.set(subject, answer);
    }
    return answer.fact;
  };
}

/** The numbers of a column's codes or texts in `pool`, each once, in the order in which they come; blank (0) left out. */
export const distinctIds = kept((ids: Int32Array, pool: TextPool): readonly number[] => {
  const seen = new Uint8Array(pool.size);
  seen[0] = 1;
  const distinct: number[] = [];
  for (let row = 0; row < ids.length; row += 1) {
    const id = ids[row] as number;
    if (seen[id] === 1) continue;
    seen[id] = 1;
    distinct.push(id);
  }
  return distinct;
});

/** The lowest of a column of whole numbers; Infinity when it has no rows. */
export const lowestNumber = kept((numbers: Float64Array): number => {
  let lowest = Number.POSITIVE_INFINITY;
  for (let row = 0; row < numbers.length; row += 1)
    if ((numbers[row] as number) < lowest) lowest = numbers[row] as number;
  return lowest;
});

/** The first empty cell of a column, -1 when all are filled. */
export const firstEmpty = kept((filled: Uint8Array): number => filled.indexOf(0));
