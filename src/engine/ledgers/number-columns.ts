/** Columns of whole numbers and decimals while they are read. */
import { type DecimalColumn, parseDecimal, power10, shortestDecimal } from "../values/decimal";
import type { ColumnData } from "./columns";
import { ColumnBuilder, firstSize, grown, quote } from "./column-builder";
import type { ByteCells } from "./source";

const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/** Whole numbers: entry numbers, line numbers. */
export class IntegerBuilder extends ColumnBuilder {
  #values = new Float64Array(firstSize(this.context));

  #put(row: number, value: number): void {
    if (row >= this.#values.length) this.#values = grown(this.#values, row);
    this.#values[row] = value;
  }

  number(row: number, value: number): void {
    this.seen(row);
    if (Number.isInteger(value) && value < 1e15 && value > -1e15) this.#put(row, value);
    else this.fault(row, `${String(value)} is not a whole number`);
  }

  text(row: number, value: string): void {
    const trimmed = value.trim();
    if (trimmed === "") return;
    this.seen(row);
    if (!/^[+-]?\d{1,15}$/.test(trimmed)) {
      this.fault(row, `${quote(trimmed)} is not a whole number`);
      return;
    }
    this.numbersAsText += 1;
    this.#put(row, Number(trimmed) + 0);
  }

  bytes(cells: ByteCells): void {
    const { bytes, firstRow, count, starts, ends } = cells;
    if (firstRow + count > this.#values.length) this.#values = grown(this.#values, firstRow + count - 1);
    const values = this.#values;
    for (let i = 0; i < count; i += 1) {
      const start = starts[i] as number;
      const end = ends[i] as number;
      if (end === start) continue;
      let value = 0;
      let at = start;
      for (; at < end; at += 1) {
        const digit = (bytes[at] as number) - ZERO;
        if (digit < 0 || digit > 9) break;
        value = value * 10 + digit;
      }
      if (end < 0 || at < end || end - start > 15) {
        this.text(firstRow + i, cells.text(i));
        continue;
      }
      this.numbersAsText += 1;
      values[firstRow + i] = value;
      this.fill(firstRow + i);
    }
  }

  protected finishData(rows: number): ColumnData {
    if (this.#values.length < rows) this.#values = grown(this.#values, rows - 1);
    return { type: "numbers", values: this.#values.subarray(0, rows) };
  }
}

/** More decimals than any ledger has, also with the noise of formulas; beyond it a cell is no amount. */
const MOST_DECIMALS = 30;

const POWERS = Array.from({ length: 23 }, (_, n) => 10 ** n);

/** Amounts, quantities, unit amounts, percentages: exact scaled integers. */
export class DecimalBuilder extends ColumnBuilder {
  #ints = new Float64Array(firstSize(this.context));
  #scale = this.declaration.type === "amount" ? 2 : 5;
  #factor = POWERS[this.#scale] as number;
  readonly #big = new Map<number, bigint>();

  number(row: number, value: number): void {
    this.seen(row);
    const scaled = Math.round(value * this.#factor);
    // An integer below 10^15 divided by a power of ten is correctly rounded: equality proves that `scaled` is the
    // decimal of at most 15 digits that the cell shows.
    if (scaled < 1e15 && scaled > -1e15 && scaled / this.#factor === value) {
      if (row >= this.#ints.length) this.#ints = grown(this.#ints, row);
      this.#ints[row] = scaled + 0;
      return;
    }
    if (!Number.isFinite(value)) {
      this.fault(row, "the number is out of range");
      return;
    }
    const shortest = parseDecimal(shortestDecimal(value));
    if (!shortest) this.fault(row, `${String(value)} has more than 15 digits before the decimal point`);
    else if (shortest.scale > MOST_DECIMALS)
      this.fault(row, `${String(value)} has more than ${MOST_DECIMALS} decimals`);
    else this.#putExact(row, shortest.value, shortest.scale);
  }

  text(row: number, value: string): void {
    const scaled = plainScaled(value, this.#scale);
    if (!Number.isNaN(scaled)) {
      this.seen(row);
      this.numbersAsText += 1;
      if (row >= this.#ints.length) this.#ints = grown(this.#ints, row);
      this.#ints[row] = scaled;
      return;
    }
    if (value.trim() === "") return;
    this.seen(row);
    const parsed = parseDecimal(value);
    if (!parsed) {
      this.fault(
        row,
        `${quote(value.trim())} is not a number; write it with a decimal point and no other separators`,
      );
      return;
    }
    if (parsed.scale > MOST_DECIMALS) {
      this.fault(row, `${quote(value.trim())} has more than ${MOST_DECIMALS} decimals`);
      return;
    }
    this.numbersAsText += 1;
    this.#putExact(row, parsed.value, parsed.scale);
  }

  bytes(cells: ByteCells): void {
    const { bytes, firstRow, count, starts, ends } = cells;
    if (firstRow + count > this.#ints.length) this.#ints = grown(this.#ints, firstRow + count - 1);
    for (let i = 0; i < count; i += 1) {
      const start = starts[i] as number;
      const end = ends[i] as number;
      if (end === start) continue;
      const sign = bytes[start] as number;
      let at = sign === MINUS || sign === PLUS ? start + 1 : start;
      const first = at;
      let value = 0;
      let point = -1;
      for (; at < end; at += 1) {
        const byte = bytes[at] as number;
        if (byte === POINT && point < 0) {
          point = at;
          continue;
        }
        const digit = byte - ZERO;
        if (digit < 0 || digit > 9) break;
        value = value * 10 + digit;
      }
      const decimals = point < 0 ? 0 : end - point - 1;
      const digits = end - first - (point < 0 ? 0 : 1);
      // At most 15 digits, also after the missing zeros, are exact in a double; all else goes the way of texts.
      if (
        end < 0 ||
        at < end ||
        digits === 0 ||
        digits + this.#scale - decimals > 15 ||
        decimals > this.#scale
      ) {
        this.text(firstRow + i, cells.text(i));
        continue;
      }
      this.numbersAsText += 1;
      const scaled = value * (POWERS[this.#scale - decimals] as number);
      this.#ints[firstRow + i] = sign === MINUS ? 0 - scaled : scaled;
      this.fill(firstRow + i);
    }
  }

  #putExact(row: number, value: bigint, scale: number): void {
    if (scale > this.#scale) this.#widen(scale);
    if (row >= this.#ints.length) this.#ints = grown(this.#ints, row);
    this.#store(row, value * power10(this.#scale - scale));
  }

  #store(row: number, scaled: bigint): void {
    if (scaled <= 9007199254740991n && scaled >= -9007199254740991n) this.#ints[row] = Number(scaled);
    else {
      this.#ints[row] = Number.NaN;
      this.#big.set(row, scaled);
    }
  }

  /** A cell has more decimals than the column so far: bring all rows to the larger scale. */
  #widen(scale: number): void {
    const factor = power10(scale - this.#scale);
    for (let row = 0; row < this.#ints.length; row += 1) {
      const value = this.#ints[row] as number;
      if (value === 0) continue;
      const scaled = (Number.isNaN(value) ? (this.#big.get(row) as bigint) : BigInt(value)) * factor;
      this.#big.delete(row);
      this.#store(row, scaled);
    }
    this.#scale = scale;
    this.#factor = scale < POWERS.length ? (POWERS[scale] as number) : Number.NaN;
  }

  protected finishData(rows: number): ColumnData {
    if (this.#ints.length < rows) this.#ints = grown(this.#ints, rows - 1);
    const values: DecimalColumn = {
      scale: this.#scale,
      ints: this.#ints.subarray(0, rows),
      ...(this.#big.size > 0 ? { big: this.#big } : {}),
    };
    return { type: "decimals", values };
  }
}

/**
 * The scaled integer of a plain decimal text (sign, digits, point) with at most 15 digits and no more decimals than the
 * scale; NaN for every other text, which must be read with care.
 */
function plainScaled(text: string, scale: number): number {
  const { length } = text;
  const sign = text.charCodeAt(0);
  const first = sign === MINUS || sign === PLUS ? 1 : 0;
  let value = 0;
  let point = -1;
  for (let at = first; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT && point < 0) {
      point = at;
      continue;
    }
    const digit = code - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  const decimals = point < 0 ? 0 : length - point - 1;
  const digits = length - first - (point < 0 ? 0 : 1);
  if (digits === 0 || digits + scale - decimals > 15 || decimals > scale) return Number.NaN;
  const scaled = value * (POWERS[scale - decimals] as number);
  return sign === MINUS ? 0 - scaled : scaled;
}
