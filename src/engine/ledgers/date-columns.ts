/** Columns of dates while they are read. */
import { FIRST_DAY, LAST_LEDGER_DAY, parseDay } from "../values/day";
import { ByteDictionary } from "./byte-dictionary";
import { ColumnBuilder, firstSize, grown, quote } from "./column-builder";
import type { ColumnData } from "./columns";
import type { ByteCells } from "./source";

/** Dates: day numbers, 0 = none, half days for closing dates. */
export class DateBuilder extends ColumnBuilder {
  #days = new Float64Array(firstSize(this.context));
  readonly #byText = new Map<string, number>();
  readonly #byBytes = new ByteDictionary();

  #put(row: number, day: number): void {
    if (row >= this.#days.length) this.#days = grown(this.#days, row);
    this.#days[row] = day;
  }

  number(row: number, value: number): void {
    this.seen(row);
    const day = Math.floor(value) + this.context.epochOffset;
    const serialsCount = this.context.kind === "excel" || this.context.kind === "xlsx";
    if (!serialsCount || day === 60 || !(day >= FIRST_DAY && day <= LAST_LEDGER_DAY)) {
      this.fault(row, `${String(value)} is not a date`);
    } else this.#put(row, day);
  }

  text(row: number, value: string): void {
    const trimmed = value.trim();
    if (trimmed === "") return;
    this.seen(row);
    let day = this.#byText.get(trimmed);
    if (day === undefined) {
      const hasTime = /^\d{4}-\d{2}-\d{2}[T ]\d/.test(trimmed);
      day = parseDay(hasTime ? trimmed.slice(0, 10) : trimmed, this.declaration.closingDates === true) ?? -1;
      if (day > LAST_LEDGER_DAY + 0.5) day = -1;
      this.#byText.set(trimmed, day);
    }
    if (day < 0) {
      this.fault(row, `${quote(trimmed)} is not a date`);
      return;
    }
    this.datesAsText += 1;
    this.#put(row, day);
  }

  bytes(cells: ByteCells): void {
    const { bytes, firstRow, count, starts, ends } = cells;
    if (firstRow + count > this.#days.length) this.#days = grown(this.#days, firstRow + count - 1);
    for (let i = 0; i < count; i += 1) {
      const start = starts[i] as number;
      const end = ends[i] as number;
      if (end === start) continue;
      const row = firstRow + i;
      const day = end < 0 ? -1 : this.#byBytes.find(bytes, start, end);
      if (day >= 0) {
        this.datesAsText += 1;
        this.#days[row] = day;
        this.fill(row);
        continue;
      }
      const text = cells.text(i);
      this.text(row, text);
      // Only whole days: the dictionary keeps integers, and closing dates are rare.
      const read = this.#byText.get(text) ?? -1;
      if (end > 0 && read > 0 && Number.isInteger(read)) this.#byBytes.add(bytes, start, end, read);
    }
  }

  protected finishData(rows: number): ColumnData {
    if (this.#days.length < rows) this.#days = grown(this.#days, rows - 1);
    return { type: "numbers", values: this.#days.subarray(0, rows) };
  }
}
