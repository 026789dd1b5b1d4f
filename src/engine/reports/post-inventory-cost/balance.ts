/** The control of a journal: what belongs together adds up to zero. */
import { ExactSums } from "../../values/decimal";
import type { PostingMethod } from "./group";

/** Lines of a journal, in their order. */
export interface JournalColumns {
  /** Amount per line, debit positive. */
  readonly amounts: ExactSums;
  /** Row of Value Entries per line. */
  readonly rowOfGroup: Int32Array;
  /** Posting date and document (code number) per row of Value Entries. */
  readonly dates: Float64Array;
  readonly documents: Int32Array;
}

/**
 * True when the lines of every posting date and document add up to zero; Per Entry those of every value entry, Per Posting
 * Group, where the journal has one document, those of every date. Lines that belong together follow each other.
 */
export function isBalanced(method: PostingMethod, journal: JournalColumns): boolean {
  const { amounts, rowOfGroup, dates, documents } = journal;
  const belongTogether = (row: number, other: number): boolean =>
    method === "Per Entry"
      ? row === other
      : dates[row] === dates[other] &&
        (method === "Per Posting Group" || documents[row] === documents[other]);
  const sum = new ExactSums(1, amounts.scale);
  let last = -1;
  for (let line = 0; line < amounts.size; line += 1) {
    const row = rowOfGroup[line] as number;
    if (!sum.isZero(0) && !belongTogether(row, last)) return false;
    sum.addFrom(0, amounts, line);
    last = row;
  }
  return sum.isZero(0);
}
