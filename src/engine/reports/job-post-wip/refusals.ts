/** What forbids the posting of one job: dates, accounts, missing totals. All reasons are found at once. */
import { jobError, type JobError } from "../../jobs/errors";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";
import { dayText, NO_DAY, type Day } from "../../values/day";

/** A line that would be posted, as far as its refusal is concerned. */
export interface PlannedLine {
  readonly accounts: readonly [number, number];
  readonly day: Day;
  /** Where the date comes from: the parameter, or the entry's own column. */
  readonly dateField: "reversalPostingDate" | "WIP Posting Date";
}

const POSTING = optionNumber("account type", "Posting");
const SETUP_CODES = [
  "Gen. Bus. Posting Group",
  "Gen. Prod. Posting Group",
  "VAT Bus. Posting Group",
  "VAT Prod. Posting Group",
] as const;

export class PostingRules {
  readonly #ledgers: Ledgers;
  readonly #accountsKnown: boolean;
  readonly #rowOfAccount = new Map<number, number>();
  readonly #allowedFrom: Day;
  readonly #allowedTo: Day;

  constructor(ledgers: Ledgers) {
    this.#ledgers = ledgers;
    const accounts = ledgers.table("G/L Accounts");
    this.#accountsKnown = accounts.present;
    accounts.ids("No.").forEach((id, row) => this.#rowOfAccount.set(id, row));
    const setup = ledgers.table("General Ledger Setup");
    this.#allowedFrom = setup.rows > 0 ? (setup.days("Allow Posting From")[0] as Day) : NO_DAY;
    this.#allowedTo = setup.rows > 0 ? (setup.days("Allow Posting To")[0] as Day) : NO_DAY;
  }

  /** Reasons against the lines of a job. */
  errors(jobNo: string, lines: readonly PlannedLine[]): readonly JobError[] {
    const errors: JobError[] = [];
    const accounts = new Set<number>();
    const dates = new Map<string, Set<Day>>();
    for (const { accounts: pair, day, dateField } of lines) {
      for (const account of pair) accounts.add(account);
      if (this.#isAllowed(day)) continue;
      const days = dates.get(dateField) ?? new Set();
      dates.set(dateField, days.add(day));
    }
    for (const account of accounts) {
      const glAccountNo = this.#ledgers.codes.text(account);
      for (const code of this.#accountErrors(account)) errors.push(jobError(code, { jobNo, glAccountNo }));
    }
    for (const [field, days] of dates) {
      errors.push(jobError("postingDateNotAllowed", { jobNo, field, date: dayText(Math.min(...days)) }));
    }
    return errors;
  }

  #isAllowed(day: Day): boolean {
    // An empty Allow Posting From is day 0, before all others.
    return day >= this.#allowedFrom && (this.#allowedTo === NO_DAY || day <= this.#allowedTo);
  }

  #accountErrors(account: number): readonly string[] {
    if (account === 0) return ["glAccountUnknown"];
    if (!this.#accountsKnown) return [];
    const row = this.#rowOfAccount.get(account);
    if (row === undefined) return ["glAccountUnknown"];
    const table = this.#ledgers.table("G/L Accounts");
    const hasSetup =
      table.options("Gen. Posting Type").values[row] !== 0 ||
      SETUP_CODES.some((caption) => table.ids(caption)[row] !== 0);
    return [
      ...(table.options("Account Type").values[row] === POSTING ? [] : ["glAccountNotPosting"]),
      ...(table.flags("Blocked")[row] === 1 ? ["glAccountBlocked"] : []),
      ...(hasSetup ? ["glAccountHasPostingSetup"] : []),
    ];
  }
}
