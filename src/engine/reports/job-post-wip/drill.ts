/** The WIP entries behind a figure of the journal or of a job; their amounts add up to it exactly. */
import { addTexts, negated } from "../../jobs/decimal28";
import type { Ledgers } from "../../ledgers/ledgers";
import type { Drill, DrillEntry, FigureReference } from "../../report";
import type { JournalLine, Parameters, Result } from "./result";

/**
 * `figure`: glAccountNo (a net amount per account), or lineNo (one line of the journal) with field "debit" or "credit",
 * whose figures have no sign; any other field means its amount, debit positive.
 */
export function drill(
  _ledgers: Ledgers,
  _parameters: Parameters,
  result: Result,
  figure: FigureReference,
): Drill | undefined {
  if (typeof figure.lineNo === "number") {
    const line = result.journalLines.find((candidate) => candidate.lineNo === figure.lineNo);
    return line && drillOf(`Line ${line.lineNo}, ${line.description}`, entriesOfSide(line, figure.field));
  }
  const { glAccountNo } = figure;
  const entries = result.journalLines.flatMap((line) => [
    ...(line.accountNo === glAccountNo ? [entryOf(line, line.amount)] : []),
    ...(line.balAccountNo === glAccountNo ? [entryOf(line, negated(line.amount))] : []),
  ]);
  return entries.length > 0 ? drillOf(`Net amount, account ${String(glAccountNo)}`, entries) : undefined;
}

/** The entry of a line, on its side of the journal; none on the other. */
function entriesOfSide(line: JournalLine, side: unknown): readonly DrillEntry[] {
  const isCredit = line.amount.startsWith("-");
  if (side === "debit") return isCredit ? [] : [entryOf(line, line.amount)];
  if (side === "credit") return isCredit ? [entryOf(line, negated(line.amount))] : [];
  return [entryOf(line, line.amount)];
}

function drillOf(title: string, entries: readonly DrillEntry[]): Drill {
  return { title, figure: addTexts(entries.map((entry) => entry.amount)), entries };
}

/** A reversal stands for a posted entry, a new line for a calculated one. */
function entryOf(line: JournalLine, amount: string): DrillEntry {
  const isNew = line.kind === "new";
  return {
    table: isNew ? "Job WIP Entries" : "Job WIP G/L Entries",
    entryNo: isNew ? line.jobWipEntryNo : line.jobWipGlEntryNo,
    amount,
    columns: {
      "Job No.": line.jobNo,
      "Posting Date": line.postingDate,
      "Document No.": line.documentNo,
      Description: line.description,
    },
  };
}
