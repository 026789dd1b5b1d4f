/** Parts of differences → one reconciling item per row and cause, with amount and entry numbers; and the proof. */
import { ACCOUNT_TYPE_COUNT, type AccountType } from "../../posting/account-types";
import { decimalText, ExactSums, type DecimalColumn } from "../../values/decimal";
import { CAUSES, type Cause, type PartSink } from "./causes";
import { ROW_OF_TYPE, typesInOrder } from "./rows";

export interface ReconcilingItem {
  readonly row: string;
  readonly cause: Cause;
  readonly amount: string;
  readonly valueEntryNos: readonly number[];
  readonly glEntryNos: readonly number[];
}

export interface ProofLine {
  readonly row: string;
  readonly difference: string;
  readonly explained: string;
  readonly unexplained: string;
}

/** A list of row numbers that grows without an object per row. */
class RowList {
  #rows = new Int32Array(16);
  #count = 0;

  push(row: number): void {
    if (this.#count === this.#rows.length) {
      const larger = new Int32Array(this.#count * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows[this.#count] = row;
    this.#count += 1;
  }

  /** The rows' numbers, sorted, each once. */
  numbers(ofRow: Float64Array): readonly number[] {
    const numbers = new Float64Array(this.#count);
    for (let i = 0; i < this.#count; i += 1) numbers[i] = ofRow[this.#rows[i] as number] as number;
    numbers.sort();
    const distinct: number[] = [];
    for (const number of numbers) if (distinct.at(-1) !== number) distinct.push(number);
    return distinct;
  }
}

export class ItemCollector implements PartSink {
  readonly #sums: ExactSums;
  readonly #entries: (RowList | undefined)[] = [];
  readonly #glEntries: (RowList | undefined)[] = [];

  constructor(private readonly scale: number) {
    this.#sums = new ExactSums(ACCOUNT_TYPE_COUNT * CAUSES.length, scale);
  }

  part(
    type: AccountType,
    cause: number,
    column: DecimalColumn,
    row: number,
    minus: boolean,
    entry: number,
    glEntry: number,
  ): void {
    const key = type * CAUSES.length + cause;
    if (minus) this.#sums.subtract(key, column, row);
    else this.#sums.add(key, column, row);
    if (entry !== -1) (this.#entries[key] ??= new RowList()).push(entry);
    if (glEntry !== -1) (this.#glEntries[key] ??= new RowList()).push(glEntry);
  }

  /** Items and proof. `differences` are G/L minus inventory ledger per account type, scaled. */
  finish(
    basis: "bc" | "posting",
    differences: ReadonlyMap<AccountType, bigint>,
    entryNumbers: Float64Array,
    glNumbers: Float64Array,
  ): { readonly items: readonly ReconcilingItem[]; readonly proof: readonly ProofLine[] } {
    const items: ReconcilingItem[] = [];
    const proof: ProofLine[] = [];
    for (const type of typesInOrder(basis)) {
      const row = ROW_OF_TYPE[type] as string;
      const difference = differences.get(type) ?? 0n;
      let explained = 0n;
      const before = items.length;
      CAUSES.forEach((cause, number) => {
        const key = type * CAUSES.length + number;
        const amount = cause === "UNEXPLAINED" ? difference - explained : this.#sums.scaled(key);
        if (cause !== "UNEXPLAINED") explained += amount;
        if (amount === 0n) return;
        items.push({
          row,
          cause,
          amount: decimalText(amount, this.scale),
          valueEntryNos: this.#entries[key]?.numbers(entryNumbers) ?? [],
          glEntryNos: this.#glEntries[key]?.numbers(glNumbers) ?? [],
        });
      });
      if (items.length === before) continue;
      proof.push({
        row,
        difference: decimalText(difference, this.scale),
        explained: decimalText(explained, this.scale),
        unexplained: decimalText(difference - explained, this.scale),
      });
    }
    return { items, proof };
  }
}
