/** Balances of the general ledger on some accounts, inside the date filter and the job filter. */
import { DayTest } from "../../jobs/day-test";
import type { Ledgers } from "../../ledgers/ledgers";
import type { RunContext } from "../../report";
import { ExactSums } from "../../values/decimal";
import type { Filter } from "../../values/filter";

export interface GlBalances {
  readonly scale: number;
  /** Sums by position of the account. */
  readonly all: ExactSums;
  /** The part without a job number. */
  readonly withoutJob: ExactSums;
}

const PROGRESS_ROWS = 65_536;

export function glBalances(
  ledgers: Ledgers,
  jobFilter: Filter,
  dateFilter: Filter,
  accounts: readonly number[],
  context: Pick<RunContext, "progress">,
): GlBalances {
  const table = ledgers.table("G/L Entries");
  const accountIds = table.ids("G/L Account No.");
  const jobIds = table.ids("Job No.");
  const days = table.days("Posting Date");
  const amounts = table.decimals("Amount");
  const inside = new DayTest(dateFilter);
  const passes = jobTest(ledgers, jobFilter);
  const place = new Int32Array(ledgers.codes.size).fill(-1);
  accounts.forEach((account, position) => {
    place[account] = position;
  });
  const all = new ExactSums(accounts.length, amounts.scale);
  const withoutJob = new ExactSums(accounts.length, amounts.scale);
  for (let row = 0; row < table.rows; row += 1) {
    if (row % PROGRESS_ROWS === 0) context.progress(row, table.rows);
    const position = place[accountIds[row] as number] as number;
    if (position < 0) continue;
    const job = jobIds[row] as number;
    if (!passes(job) || !inside.passes(days[row] as number)) continue;
    all.add(position, amounts, row);
    if (job === 0) withoutJob.add(position, amounts, row);
  }
  return { scale: amounts.scale, all, withoutJob };
}

/** The job filter on G/L entries, asked once per code. */
export function jobTest(ledgers: Ledgers, filter: Filter): (job: number) => boolean {
  if (filter.isEmpty) return () => true;
  const known = new Int8Array(ledgers.codes.size).fill(-1);
  return (job) => {
    if (known[job] === -1) known[job] = filter.matchesCode(ledgers.codes.text(job)) ? 1 : 0;
    return known[job] === 1;
  };
}
