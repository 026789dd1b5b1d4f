/** Movement of posted WIP per job and account between two days: opening, reversed, posted, closing. */
import { codeRanks } from "../../jobs/code-order";
import { KeyedSums } from "../../jobs/keyed-sums";
import type { SelectedJobs } from "../../jobs/selected-jobs";
import type { Ledgers } from "../../ledgers/ledgers";
import type { Day } from "../../values/day";
import { decimalText } from "../../values/decimal";
import type { RollForwardRow, Side } from "./result";
import type { WipLedger } from "./wip-ledger";

export const MOVEMENTS = ["opening", "reversed", "posted", "closing"] as const;
export type Movement = (typeof MOVEMENTS)[number];

/** Which columns an entry is part of on its account side; the balancing side turns the signs. */
export function movementsOf(
  wip: WipLedger,
  row: number,
  from: Day,
  to: Day,
  sink: (movement: Movement, sign: 1 | -1) => void,
): void {
  const posted = wip.day(row);
  if (wip.isOpenOn(row, from)) sink("opening", 1);
  if (wip.isReversed(row) && wip.reverseDay(row) > from && wip.reverseDay(row) <= to) sink("reversed", -1);
  if (posted > from && posted <= to) sink("posted", 1);
  if (wip.isOpenOn(row, to)) sink("closing", 1);
}

/** Rows by job and account; rows with four zeros are left out. */
export function rollForward(
  ledgers: Ledgers,
  jobs: SelectedJobs,
  wip: WipLedger,
  from: Day,
  to: Day,
): readonly RollForwardRow[] {
  const sums = Object.fromEntries(MOVEMENTS.map((movement) => [movement, new KeyedSums()])) as Record<
    Movement,
    KeyedSums
  >;
  const stride = ledgers.codes.size;
  const keys = new Set<number>();
  for (let row = 0; row < wip.rows; row += 1) {
    const position = wip.position(row);
    if (position < 0) continue;
    for (const side of ["account", "balancing"] satisfies Side[]) {
      const account = (side === "account" ? wip.accounts : wip.balancing)[row] as number;
      if (account === 0) continue;
      const key = position * stride + account;
      keys.add(key);
      movementsOf(wip, row, from, to, (movement, sign) => {
        sums[movement].add(key, wip.amounts, row, side === "account" ? sign : sign === 1 ? -1 : 1);
      });
    }
  }
  const accounts = Int32Array.from(keys, (key) => key % stride);
  const ranks = codeRanks(ledgers.codes, accounts);
  const ordered = [...keys].sort(
    (a, b) =>
      Math.floor(a / stride) - Math.floor(b / stride) ||
      (ranks[a % stride] as number) - (ranks[b % stride] as number),
  );
  const { scale } = wip.amounts;
  return ordered.flatMap((key) => {
    const amounts = MOVEMENTS.map((movement) => sums[movement].scaled(key));
    if (amounts.every((amount) => amount === 0n)) return [];
    const [opening, reversed, posted, closing] = amounts.map((amount) => decimalText(amount, scale, 5));
    return [
      {
        jobNo: jobs.numbers[Math.floor(key / stride)] as string,
        glAccountNo: ledgers.codes.text(key % stride),
        opening: opening as string,
        reversed: reversed as string,
        posted: posted as string,
        closing: closing as string,
      },
    ];
  });
}
