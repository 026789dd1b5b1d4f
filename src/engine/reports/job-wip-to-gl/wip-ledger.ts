/** Job WIP G/L Entries of the selected jobs as columns, and the questions the report asks of one entry. */
import type { SelectedJobs } from "../../jobs/selected-jobs";
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import type { Day } from "../../values/day";
import type { DecimalColumn } from "../../values/decimal";

export class WipLedger {
  readonly table: LedgerTable;
  readonly jobIds: Int32Array;
  readonly accounts: Int32Array;
  readonly balancing: Int32Array;
  readonly groups: Int32Array;
  readonly types: Uint16Array;
  readonly typeNames: readonly string[];
  readonly days: Float64Array;
  readonly amounts: DecimalColumn;
  readonly #reversed: Uint8Array;
  readonly #reverseDays: Float64Array;
  readonly #complete: Uint8Array;

  constructor(
    ledgers: Ledgers,
    private readonly jobs: SelectedJobs,
  ) {
    const table = ledgers.table("Job WIP G/L Entries");
    const types = table.options("Type");
    this.table = table;
    this.jobIds = table.ids("Job No.");
    this.accounts = table.ids("G/L Account No.");
    this.balancing = table.ids("G/L Bal. Account No.");
    this.groups = table.ids("Job Posting Group");
    this.types = types.values;
    this.typeNames = types.captions;
    this.days = table.days("Posting Date");
    this.amounts = table.decimals("WIP Entry Amount");
    this.#reversed = table.flags("Reversed");
    this.#reverseDays = table.days("Reverse Date");
    this.#complete = table.flags("Job Complete");
  }

  get rows(): number {
    return this.table.rows;
  }

  /** Position of the entry's job, -1 when the job is not selected. */
  position(row: number): number {
    return this.jobs.positionOf[this.jobIds[row] as number] as number;
  }

  day(row: number): Day {
    return this.days[row] as Day;
  }

  isReversed(row: number): boolean {
    return this.#reversed[row] === 1;
  }

  /** Reverse Date as it stands, no date where it is empty. */
  statedReverseDay(row: number): Day {
    return this.#reverseDays[row] as Day;
  }

  /** Day of the reversal of a reversed entry; never before the entry itself was posted. */
  reverseDay(row: number): Day {
    return Math.max(this.#reverseDays[row] as number, this.day(row));
  }

  isComplete(row: number): boolean {
    return this.#complete[row] === 1;
  }

  /** Posted by the end of a day and not reversed until then. */
  isOpenOn(row: number, day: Day): boolean {
    return this.day(row) <= day && (!this.isReversed(row) || this.reverseDay(row) > day);
  }
}
