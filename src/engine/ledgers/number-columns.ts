/** Columns of whole numbers, decimals, dates and flags while they are read. */
import { FIRST_DAY, LAST_LEDGER_DAY, parseDay } from "../values/day";
import { type DecimalColumn, parseDecimal, power10, shortestDecimal } from "../values/decimal";
import type { ColumnData } from "./columns";
import { ByteDictionary } from "./byte-dictionary";
import { type BuilderContext, ColumnBuilder, grown, quote } from "./column-builder";
import type { ColumnDeclaration } from "./declaration";
import type { ByteCells } from "./source";

const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/** Whole numbers: entry numbers, line numbers. */
export class IntegerBuilder extends ColumnBuilder {
  #values: Float64Array;

  constructor(
    declaration: ColumnDeclaration,
    position: number,
    context: BuilderContext,
    keepFilled: boolean,
  ) {
    super(declaration, position, context, keepFilled);
    this.#values = new Float64Array(Math.max(16, context.rowsHint));
  }

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
  #ints: Float64Array;
  #scale: number;
  #factor: number;
  readonly #big = new Map<number, bigint>();

  constructor(
    declaration: ColumnDeclaration,
    position: number,
    context: BuilderContext,
    keepFilled: boolean,
  ) {
    super(declaration, position, context, keepFilled);
    this.#ints = new Float64Array(Math.max(16, context.rowsHint));
    this.#scale = declaration.type === "amount" ? 2 : 5;
    this.#factor = POWERS[this.#scale] as number;
  }

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

/** Dates: day numbers, 0 = none, half days for closing dates. */
export class DateBuilder extends ColumnBuilder {
  #days: Float64Array;
  readonly #byText = new Map<string, number>();
  readonly #byBytes = new ByteDictionary();

  constructor(
    declaration: ColumnDeclaration,
    position: number,
    context: BuilderContext,
    keepFilled: boolean,
  ) {
    super(declaration, position, context, keepFilled);
    this.#days = new Float64Array(Math.max(16, context.rowsHint));
  }

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

/** Yes and No. */
export class BooleanBuilder extends ColumnBuilder {
  #flags: Uint8Array;
  readonly #default: number;

  constructor(
    declaration: ColumnDeclaration,
    position: number,
    context: BuilderContext,
    keepFilled: boolean,
  ) {
    super(declaration, position, context, keepFilled);
    this.#default = declaration.default === true ? 1 : 0;
    this.#flags = new Uint8Array(Math.max(16, context.rowsHint)).fill(this.#default);
  }

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
    if (word === "yes" || word === "true" || word === "1") this.#put(row, 1);
    else if (word === "no" || word === "false" || word === "0") this.#put(row, 0);
    else this.fault(row, `${quote(value.trim())} is not Yes or No`);
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
