/** The journal of a run: lines, the pair of G/L entries that each stands for, and the posted WIP entries. */
import { isRecognizedType } from "../../jobs/wip-types";
import type { Ledgers } from "../../ledgers/ledgers";
import { dayText, type Day } from "../../values/day";
import { negated } from "../../jobs/decimal28";
import type { GlEntryRow, JournalLine, Parameters, WipGlEntryRow } from "./result";
import type { WipColumns } from "./wip-columns";

const LINE_STEP = 10_000;

export class Journal {
  readonly lines: JournalLine[] = [];
  readonly glEntries: GlEntryRow[] = [];
  readonly wipGlEntries: WipGlEntryRow[] = [];
  readonly updates: { entryNo: number; reversed: true; reverseDate: string }[] = [];
  /** WIP totals that new entries belong to, in the order first used. */
  readonly totals: number[] = [];
  readonly #totalsSeen = new Set<number>();
  readonly #descriptions: Int32Array;
  readonly #texts: Ledgers["texts"];
  readonly #reversalDate: string;
  readonly #reversalDocument: string;
  #glEntryNo: number;
  #wipGlEntryNo: number;
  #transactionNo: number;

  constructor(
    ledgers: Ledgers,
    private readonly parameters: Parameters,
    private readonly posted: WipColumns,
    private readonly pending: WipColumns,
  ) {
    this.#texts = ledgers.texts;
    this.#descriptions = posted.table.ids("Description");
    this.#reversalDate = dayText(parameters.reversalPostingDate);
    this.#reversalDocument = parameters.reversalDocumentNo || `WIPREV-${this.#reversalDate}`;
    this.#glEntryNo = highest(ledgers.table("G/L Entries").integers("Entry No."));
    this.#wipGlEntryNo = highest(posted.numbers);
    this.#transactionNo = highest(posted.table.integers("WIP Transaction No."));
  }

  /** Adds the lines of a job, reversals first. Returns the transaction number, 0 when nothing new is posted. */
  post(jobNo: string, reversals: readonly number[], news: readonly number[]): number {
    for (const row of reversals) this.#reverse(jobNo, row);
    if (news.length === 0) return 0;
    this.#transactionNo += 1;
    for (const row of news) this.#postNew(jobNo, row);
    return this.#transactionNo;
  }

  #reverse(jobNo: string, row: number): void {
    const { posted } = this;
    const entryNo = posted.numbers[row] as number;
    this.#line({
      kind: "reversal",
      postingDate: this.#reversalDate,
      documentNo: this.#reversalDocument,
      accountNo: posted.code(posted.accounts, row),
      balAccountNo: posted.code(posted.balancing, row),
      amount: posted.amount(row, true),
      description: this.#texts.text(this.#descriptions[row] as number),
      jobNo,
      dimensions: posted.dimensions(row),
      jobWipGlEntryNo: entryNo,
      jobWipEntryNo: 0,
    });
    this.updates.push({ entryNo, reversed: true, reverseDate: this.#reversalDate });
  }

  #postNew(jobNo: string, row: number): void {
    const { pending } = this;
    const type = pending.types[row] as number;
    const complete = pending.complete[row] === 1;
    const wipPostingDate = dayText(pending.wipDays[row] as Day);
    this.#wipGlEntryNo += 1;
    const common = {
      documentNo: pending.code(pending.documents, row),
      postingDate: this.parameters.useReversalDate ? this.#reversalDate : wipPostingDate,
      description: descriptionOf(jobNo, type, complete),
      dimensions: pending.dimensions(row),
      jobNo,
    };
    const amount = pending.amount(row);
    const accountNo = pending.code(pending.accounts, row);
    const balAccountNo = pending.code(pending.balancing, row);
    this.#line({
      kind: "new",
      ...common,
      accountNo,
      balAccountNo,
      amount,
      jobWipGlEntryNo: this.#wipGlEntryNo,
      jobWipEntryNo: pending.numbers[row] as number,
    });
    const total = pending.totals[row] as number;
    this.wipGlEntries.push({
      entryNo: this.#wipGlEntryNo,
      ...common,
      glAccountNo: accountNo,
      glBalAccountNo: balAccountNo,
      wipPostingDate,
      wipEntryAmount: amount,
      jobPostingGroup: pending.code(pending.groups, row),
      type: pending.typeNames[type] ?? "",
      wipMethodUsed: pending.code(pending.methods, row),
      wipPostingMethodUsed: pending.postingMethodNames[pending.postingMethods[row] as number] ?? "",
      glEntryNo: this.#glEntryNo,
      reversed: false,
      reverse: pending.reverse[row] === 1,
      reverseDate: "",
      wipTransactionNo: this.#transactionNo,
      jobComplete: complete,
      wipTotalEntryNo: total,
    });
    if (total !== 0 && !this.#totalsSeen.has(total)) {
      this.#totalsSeen.add(total);
      this.totals.push(total);
    }
  }

  #line(part: Omit<JournalLine, "lineNo" | "sourceCode">): void {
    const { sourceCode } = this.parameters;
    this.lines.push({ lineNo: (this.lines.length + 1) * LINE_STEP, sourceCode, ...part });
    const {
      accountNo,
      balAccountNo,
      amount,
      kind,
      postingDate,
      documentNo,
      description,
      jobNo,
      jobWipGlEntryNo,
    } = part;
    const pair = [
      { glAccountNo: accountNo, balAccountNo, amount },
      { glAccountNo: balAccountNo, balAccountNo: accountNo, amount: negated(amount) },
    ];
    for (const half of pair) {
      this.#glEntryNo += 1;
      const isCredit = half.amount.startsWith("-");
      this.glEntries.push({
        entryNo: this.#glEntryNo,
        postingDate,
        documentNo,
        ...half,
        debitAmount: isCredit ? "0" : half.amount,
        creditAmount: isCredit ? negated(half.amount) : "0",
        description,
        jobNo,
        sourceCode,
        kind,
        jobWipGlEntryNo,
      });
    }
  }
}

function descriptionOf(jobNo: string, type: number, complete: boolean): string {
  if (!isRecognizedType(type)) return `WIP ${jobNo}`;
  return `${complete ? "Completion" : "Recognition"} ${jobNo}`;
}

function highest(numbers: Float64Array): number {
  let found = 0;
  for (const number of numbers) if (number > found) found = number;
  return found;
}
