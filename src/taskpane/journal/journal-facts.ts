/** What the journal pages show of each report that changes ledgers: lines, amounts, and words. Plain data, no React. */
import type { ChangeSet } from "../../engine/changes";
import type { Result as CostJournal } from "../../engine/reports/post-inventory-cost/run";
import type { Result as WipJournal } from "../../engine/reports/job-post-wip/result";
import type { Result as WipCalculation } from "../../engine/reports/job-calculate-wip/result";
import type { AdjustCostResult } from "../../engine/reports/adjust-cost/result";
import type { ReportResult } from "../../engine/report";
import type { TableEffect } from "../../application/types";
import { compare, isZero, magnitude, minus, negated, sumOf } from "../exact";
import { counted, type Formats } from "../format";

/** A line of the journal: one side has the amount, the other is empty. */
export interface JournalLine {
  readonly accountNo: string;
  readonly name: string;
  readonly debit: string;
  readonly credit: string;
}

export interface JournalFacts {
  readonly lines: readonly JournalLine[];
  /** One line per account, for long journals. */
  readonly totals: readonly JournalLine[];
  readonly debit: string;
  readonly credit: string;
  /** "2 value entries" or "14 G/L entries". */
  readonly source: string;
  /** Posting dates of the lines, first and last. */
  readonly dates: readonly string[];
  /** The amount that Apply names. */
  readonly amount: string;
  /** Entries that are left out, and their cost. */
  readonly skipped: number;
  readonly skippedAmount: string;
}

interface GLLine {
  readonly glAccountNo: string;
  readonly name: string;
  readonly debitAmount: string;
  readonly creditAmount: string;
  readonly postingDate: string;
}

export function journalFacts(result: ReportResult, formats: Formats): JournalFacts | undefined {
  switch (result.report) {
    case "post-inventory-cost":
      return costJournal(result as CostJournal, formats);
    case "job-post-wip":
      return wipJournal(result as WipJournal, formats);
    case "job-calculate-wip":
      return wipEntries(result as WipCalculation, formats);
    default:
      return undefined;
  }
}

/** The account's own name where the chart of accounts is here. */
function namesOf(
  accounts: readonly { readonly glAccountNo: string; readonly name?: string }[],
): ReadonlyMap<string, string> {
  return new Map(accounts.flatMap(({ glAccountNo, name }) => (name ? [[glAccountNo, name]] : [])));
}

function costJournal(result: CostJournal, formats: Formats): JournalFacts {
  const names = namesOf(result.accountTotals);
  const open = result.skipped.filter((entry) =>
    entry.reasons.some((reason) => reason.code !== "NOTHING_TO_POST"),
  );
  return {
    ...linesOf(
      result.glEntries.map((entry) => ({
        ...entry,
        name: names.get(entry.glAccountNo) ?? entry.accountType,
      })),
    ),
    source: counted(formats, result.summary.valueEntriesPosted, "value entries"),
    // Cost of an item entry stands on an inventory account, that of a capacity entry on WIP only.
    amount: sumOf(result.lines.map((line) => (isZero(line.inventory) ? line.wipInventory : line.inventory))),
    skipped: open.length,
    skippedAmount: sumOf(open.map((entry) => entry.costAmount)),
  };
}

function wipJournal(result: WipJournal, formats: Formats): JournalFacts {
  const names = namesOf(result.accountNames);
  const facts = linesOf(
    result.glEntries.map((entry) => ({
      ...entry,
      name: names.get(entry.glAccountNo) ?? (entry.kind === "reversal" ? "Reversal" : "New"),
    })),
  );
  return {
    ...facts,
    source: counted(formats, result.glEntries.length, "G/L entries"),
    amount: facts.debit,
    skipped: result.jobs.filter((job) => job.action === "failed").length,
    skippedAmount: "0",
  };
}

/** WIP entries as they will be posted: each has an account and a balancing account. */
function wipEntries(result: WipCalculation, formats: Formats): JournalFacts {
  const facts = linesOf(
    result.wipEntries.flatMap((entry) => {
      const side = (account: string, amount: string): GLLine => ({
        glAccountNo: account,
        name: entry.type,
        debitAmount: amount.startsWith("-") ? "0" : amount,
        creditAmount: amount.startsWith("-") ? amount.slice(1) : "0",
        postingDate: entry.wipPostingDate,
      });
      return [
        side(entry.glAccountNo, entry.wipEntryAmount),
        side(entry.glBalAccountNo, negated(entry.wipEntryAmount)),
      ];
    }),
  );
  return {
    ...facts,
    source: counted(formats, result.wipEntries.length, "WIP entries"),
    amount: facts.debit,
    skipped: result.jobs.filter((job) => job.action === "failed").length,
    skippedAmount: "0",
  };
}

function linesOf(
  entries: readonly GLLine[],
): Pick<JournalFacts, "lines" | "totals" | "debit" | "credit" | "dates"> {
  const lines = entries.map((entry) => ({
    accountNo: entry.glAccountNo,
    name: entry.name,
    debit: isZero(entry.debitAmount) ? "" : entry.debitAmount,
    credit: isZero(entry.creditAmount) ? "" : entry.creditAmount,
  }));
  const byAccount = new Map<string, JournalLine[]>();
  for (const line of lines) {
    const own = byAccount.get(line.accountNo);
    if (own) own.push(line);
    else byAccount.set(line.accountNo, [line]);
  }
  const totals = [...byAccount].map(([accountNo, own]): JournalLine => {
    const names = [...new Set(own.map((line) => line.name))];
    const debit = sumOf(own.map((line) => line.debit));
    const credit = sumOf(own.map((line) => line.credit));
    return {
      accountNo,
      name: names.length === 1 ? (names[0] ?? "") : listed(names.slice(0, 3)),
      debit: isZero(debit) ? "" : debit,
      credit: isZero(credit) ? "" : credit,
    };
  });
  const dates = [...new Set(entries.map((entry) => entry.postingDate))].sort();
  return {
    lines,
    totals,
    debit: sumOf(lines.map((line) => line.debit)),
    credit: sumOf(lines.map((line) => line.credit)),
    dates: dates.length <= 1 ? dates : [dates[0] ?? "", dates.at(-1) ?? ""],
  };
}

/** "0" when the journal balances, else debit less credit. */
export function imbalance(facts: JournalFacts): string {
  return minus(facts.debit, facts.credit);
}

/** Proposals of the cost adjustment: what they correct together, by value; the months of their impact are all of them. */
export function proposedAmount(result: AdjustCostResult): string {
  return sumOf((result.impact ?? []).flatMap((row) => [row.costAmountActual, row.costAmountExpected]));
}

/** "30 and 31 Jan 2026" of first and last day, "31 Jan 2026" of one. */
export function datesWords(dates: readonly string[], formats: Formats): string {
  const [first = "", last] = dates;
  return last === undefined ? formats.date(first) : `${formats.dayAndMonth(first)} to ${formats.date(last)}`;
}

/** Words for tables in sentences: one row, several rows. */
const NOUNS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["G/L Entries", ["G/L entry", "G/L entries"]],
  ["G/L - Item Ledger Relation", ["relation", "relations"]],
  ["Value Entries", ["value entry", "value entries"]],
  ["Post Value Entry to G/L", ["queue row", "queue rows"]],
  ["Item Ledger Entries", ["item ledger entry", "item ledger entries"]],
  ["Job WIP Entries", ["WIP entry", "WIP entries"]],
  ["Job WIP G/L Entries", ["WIP G/L entry", "WIP G/L entries"]],
  ["Job WIP Totals", ["WIP total", "WIP totals"]],
  ["Job Tasks", ["task", "tasks"]],
  ["Job Ledger Entries", ["job ledger entry", "job ledger entries"]],
  ["Jobs", ["job", "jobs"]],
]);

function rowsWords(table: string, count: number, formats: Formats): string {
  const [one, many] = NOUNS.get(table) ?? [`row of ${table}`, `rows of ${table}`];
  return `${formats.count(count)} ${count === 1 ? one : many}`;
}

/** "4 G/L entries and 4 relations added, 2 value entries updated." */
export function effectsSentence(effects: readonly TableEffect[], formats: Formats): string {
  const part = (field: "added" | "changed" | "deleted", verb: string): string => {
    const words = effects
      .filter((effect) => effect[field] > 0)
      .map((effect) => rowsWords(effect.table, effect[field], formats));
    return words.length === 0 ? "" : `${listed(words)} ${verb}`;
  };
  const parts = [part("added", "added"), part("changed", "updated"), part("deleted", "removed")].filter(
    Boolean,
  );
  return parts.length === 0 ? "" : `${parts.join(", ")}.`;
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

/** What happens to one table, in the words of the list: number with sign, and what. */
export interface EffectWords {
  readonly table: string;
  readonly number: string;
  readonly what: string;
  /** The same for the dialog: "4 rows added". */
  readonly short: string;
}

export function effectWords(
  effects: readonly TableEffect[],
  changes: ChangeSet,
  formats: Formats,
): readonly EffectWords[] {
  return effects.flatMap((effect): EffectWords[] => {
    const { table, added, changed, deleted } = effect;
    if (added + changed + deleted === 0 && !effect.absent) return [];
    if (effect.absent) {
      return [{ table, number: "0", what: "is not in this workbook and is left out", short: "left out" }];
    }
    const whats = [
      added > 0 ? `${added === 1 ? "row" : "rows"} added${numbersWords(changes, table)}` : "",
      changed > 0 ? updatedWords(changes, table, changed) : "",
      deleted > 0 ? `${deleted === 1 ? "row" : "rows"} removed` : "",
    ].filter(Boolean);
    const counts = [added, changed, deleted].filter((count) => count > 0);
    const [first = 0, ...others] = counts;
    const number =
      added > 0
        ? `+${formats.count(first)}`
        : changed > 0
          ? formats.count(first)
          : `−${formats.count(first)}`;
    const further = whats.slice(1).map((what, index) => `${formats.count(others[index] ?? 0)} ${what}`);
    const columns =
      effect.newColumns.length > 0
        ? [`${counted(formats, effect.newColumns.length, "columns")} added at the right`]
        : [];
    const shorts = [
      added > 0 ? `${counted(formats, added, "rows")} added` : "",
      changed > 0 ? `${counted(formats, changed, "rows")} updated` : "",
      deleted > 0 ? `${counted(formats, deleted, "rows")} removed` : "",
    ].filter(Boolean);
    return [
      {
        table,
        number,
        what: [whats[0] ?? "", ...further, ...columns].join(", "),
        short: shorts.join(", "),
      },
    ];
  });
}

/** ", 40302–40305" of the rows to be added. */
function numbersWords(changes: ChangeSet, table: string): string {
  const rows = changes.changes.find((change) => change.table === table)?.append ?? [];
  const numbers = rows
    .map((row) => row["Entry No."])
    .filter((value): value is number => typeof value === "number");
  if (numbers.length === 0 || numbers.length !== rows.length) return "";
  const first = Math.min(...extremes(numbers));
  const last = Math.max(...extremes(numbers));
  return first === last ? `, ${first}` : `, ${first}–${last}`;
}

/** Smallest and largest, by a loop: long lists cannot be spread into a call. */
function extremes(numbers: readonly number[]): readonly [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > most) most = number;
  }
  return [least, most];
}

function updatedWords(changes: ChangeSet, table: string, count: number): string {
  const update = changes.changes.find((change) => change.table === table)?.update ?? [];
  const columns = new Set<string>();
  for (const { values } of update) for (const column of Object.keys(values)) columns.add(column);
  if (columns.has("Cost Posted to G/L")) return "posted amounts updated";
  if (columns.has("Invoiced Quantity")) return "invoiced quantities updated";
  return `${count === 1 ? "row" : "rows"} updated`;
}

/** Journal lines beyond this number are shown as totals per account first. */
export const LONG_JOURNAL = 12;

/** Largest first by magnitude, for lists that show the worst. */
export function byMagnitude<Row>(rows: Iterable<Row>, amount: (row: Row) => string): readonly Row[] {
  return [...rows].sort((a, b) => compare(magnitude(amount(b)), magnitude(amount(a))));
}
