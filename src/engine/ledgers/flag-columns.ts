/** Columns of Yes and No while they are read. */
import { flagWords } from "./captions/options";
import { ColumnBuilder, firstSize, grown, quote } from "./column-builder";
import type { ColumnData } from "./columns";
import type { ByteCells } from "./source";

/** Yes and No. */
export class BooleanBuilder extends ColumnBuilder {
  readonly #default = this.declaration.default === true ? 1 : 0;
  #flags = new Uint8Array(firstSize(this.context)).fill(this.#default);

  #put(row: number, value: number): void {
    if (row >= this.#flags.length) this.#grow(row);
    this.#flags[row] = value;
  }

  #grow(row: number): void {
    const before = this.#flags.length;
    this.#flags = grown(this.#flags, row);
    this.#flags.fill(this.#default, before);
  }

  override boolean(row: number, value: boolean): void {
    this.seen(row);
    this.#put(row, value ? 1 : 0);
  }

  number(row: number, value: number): void {
    this.seen(row);
    if (value === 0 || value === 1) this.#put(row, value);
    else this.fault(row, `${String(value)} is not Yes or No`);
  }

  text(row: number, value: string): void {
    const word = value.trim().toLowerCase();
    if (word === "") return;
    this.seen(row);
    const flag = flagWords.get(word);
    if (flag === undefined) this.fault(row, `${quote(value.trim())} is not Yes or No`);
    else this.#put(row, flag ? 1 : 0);
  }

  bytes(cells: ByteCells): void {
    const { bytes, firstRow, count, starts, ends } = cells;
    for (let i = 0; i < count; i += 1) {
      const start = starts[i] as number;
      const end = ends[i] as number;
      if (end === start) continue;
      const row = firstRow + i;
      const plain = end < 0 ? -1 : plainFlag(bytes, start, end);
      if (plain < 0) this.text(row, cells.text(i));
      else {
        this.#put(row, plain);
        this.fill(row);
      }
    }
  }

  protected finishData(rows: number): ColumnData {
    if (this.#flags.length < rows) this.#grow(rows - 1);
    return { type: "flags", values: this.#flags.subarray(0, rows) };
  }
}

/** 1 and 0 for "true" and "false" in lower case, -1 for everything else. */
function plainFlag(bytes: Uint8Array, start: number, end: number): number {
  const at = (offset: number): number => bytes[start + offset] as number;
  if (end - start === 4 && at(0) === 116 && at(1) === 114 && at(2) === 117 && at(3) === 101) return 1;
  const isFalse =
    end - start === 5 && at(0) === 102 && at(1) === 97 && at(2) === 108 && at(3) === 115 && at(4) === 101;
  return isFalse ? 0 : -1;
}
