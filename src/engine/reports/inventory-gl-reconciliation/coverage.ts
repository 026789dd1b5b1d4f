/** Which entries a proof covers: the entry numbers dated in its period, as runs, so that a later proof can be compared. */
import { dayText } from "../../values/day";
import type { Parameters, Prepared } from "./run";

/** First and last entry number of a run of consecutive numbers. */
export type NumberRun = readonly [number, number];

export interface CoveredEntries {
  readonly count: number;
  readonly runs: readonly NumberRun[];
}

export interface Coverage {
  readonly startDate: string;
  readonly endDate: string;
  readonly valueEntries: CoveredEntries;
  readonly glEntries: CoveredEntries;
}

/** The coverage of a run. */
export function coverageOf(parameters: Parameters, prepared: Prepared): Coverage {
  return {
    startDate: dayText(parameters.startDate),
    endDate: dayText(parameters.endDate),
    valueEntries: covered(prepared.entries.numbers, prepared.scope),
    glEntries: covered(prepared.gl.numbers, prepared.glInDates),
  };
}

function covered(numbers: Float64Array, within: Uint8Array): CoveredEntries {
  let count = 0;
  for (const inside of within) count += inside;
  const chosen = new Float64Array(count);
  let next = 0;
  let ascending = true;
  for (let row = 0; row < within.length; row += 1) {
    if (within[row] === 0) continue;
    const number = numbers[row] as number;
    if (next > 0 && number < (chosen[next - 1] as number)) ascending = false;
    chosen[next] = number;
    next += 1;
  }
  if (!ascending) chosen.sort();
  const runs: [number, number][] = [];
  let run: [number, number] | undefined;
  for (const number of chosen) {
    if (run && number === run[1] + 1) run[1] = number;
    else {
      run = [number, number];
      runs.push(run);
    }
  }
  return { count, runs };
}

/** Numbers of `runs` that are not in `others`; both are sorted. */
export function numbersBeyond(runs: readonly NumberRun[], others: readonly NumberRun[]): readonly number[] {
  const beyond: number[] = [];
  let other = 0;
  for (const [from, to] of runs) {
    let number = from;
    while (number <= to) {
      while (other < others.length && (others[other] as NumberRun)[1] < number) other += 1;
      const next = others[other];
      if (next && next[0] <= number) {
        number = next[1] + 1;
        continue;
      }
      const end = next ? Math.min(to, next[0] - 1) : to;
      for (; number <= end; number += 1) beyond.push(number);
    }
  }
  return beyond;
}
