/** The columns that calculated and posted WIP entries have in common, and their rows by job. */
import type { SelectedJobs } from "../../jobs/selected-jobs";
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import { bigintAt, decimalText } from "../../values/decimal";

export class WipColumns {
  readonly #codes: Ledgers["codes"];
  readonly #texts: Ledgers["texts"];
  readonly #rowsOfJob: readonly number[][];
  readonly numbers: Float64Array;
  readonly accounts: Int32Array;
  readonly balancing: Int32Array;
  readonly documents: Int32Array;
  readonly groups: Int32Array;
  readonly methods: Int32Array;
  readonly types: Uint16Array;
  readonly typeNames: readonly string[];
  readonly postingMethods: Uint16Array;
  readonly postingMethodNames: readonly string[];
  readonly wipDays: Float64Array;
  readonly totals: Float64Array;
  readonly reverse: Uint8Array;
  readonly complete: Uint8Array;
  readonly amounts: ReturnType<LedgerTable["decimals"]>;
  readonly #sets: Float64Array;
  readonly #dimensions: Int32Array;

  constructor(
    ledgers: Ledgers,
    readonly table: LedgerTable,
    jobs: SelectedJobs,
  ) {
    this.#codes = ledgers.codes;
    this.#texts = ledgers.texts;
    this.numbers = table.integers("Entry No.");
    this.accounts = table.ids("G/L Account No.");
    this.balancing = table.ids("G/L Bal. Account No.");
    this.documents = table.ids("Document No.");
    this.groups = table.ids("Job Posting Group");
    this.methods = table.ids("WIP Method Used");
    const types = table.options("Type");
    this.types = types.values;
    this.typeNames = types.captions;
    const postingMethods = table.options("WIP Posting Method Used");
    this.postingMethods = postingMethods.values;
    this.postingMethodNames = postingMethods.captions;
    this.wipDays = table.days("WIP Posting Date");
    this.totals = table.integers("Job WIP Total Entry No.");
    this.reverse = table.flags("Reverse");
    this.complete = table.flags("Job Complete");
    this.amounts = table.decimals("WIP Entry Amount");
    this.#sets = table.integers("Dimension Set ID");
    this.#dimensions = table.ids("Dimensions");
    this.#rowsOfJob = rowsByJob(table, jobs);
  }

  /** Rows of a job. */
  rowsOf(position: number): readonly number[] {
    return this.#rowsOfJob[position] as number[];
  }

  /** Text of a code column in a row. */
  code(column: Int32Array, row: number): string {
    return this.#codes.text(column[row] as number);
  }

  /** Amount as decimal text, with the sign turned for reversals. */
  amount(row: number, turned = false): string {
    const value = bigintAt(this.amounts, row);
    return decimalText(turned ? -value : value, this.amounts.scale, 5);
  }

  /** "CODE=VALUE|CODE=VALUE", or "#" and the number of a dimension set whose names are not known. */
  dimensions(row: number): string {
    const text = this.#texts.text(this.#dimensions[row] as number);
    const set = this.#sets[row] as number;
    return text === "" && set !== 0 ? `#${set}` : text;
  }
}

/** Rows of a table by position of their job, in no particular order. */
export function rowsByJob(table: LedgerTable, jobs: SelectedJobs): readonly number[][] {
  const rows: number[][] = Array.from({ length: jobs.count }, () => []);
  table.ids("Job No.").forEach((id, row) => {
    rows[jobs.positionOf[id] as number]?.push(row);
  });
  return rows;
}
