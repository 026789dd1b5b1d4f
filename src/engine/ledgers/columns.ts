/**
 * Columns while they are read. One builder per declared column takes the cells of a source, checks each once, and keeps
 * the values in typed arrays. Faults are kept with row and reason; whether a fault matters is decided by the report that
 * uses the column.
 */
import type { TextPool } from "../values/codes";
import { FIRST_DAY, LAST_LEDGER_DAY, parseDay } from "../values/day";
import { parseDecimal, power10, type DecimalColumn } from "../values/decimal";
import type { ColumnDeclaration } from "./declaration";
import { optionLists, otherCaptions } from "./options";
import type { CellSink, NumberFormatClass, SourceKind } from "./source";

/** A cell that breaks the rules of its column. `row` counts data rows from 0. */
export interface Fault {
  readonly row: number;
  readonly problem: string;
}

/** How many faults of one column are kept with their rows; the rest is counted. */
const KEPT_FAULTS = 10_000;

/** What all columns know about themselves after reading. */
export interface ColumnRemarks {
  readonly faults: readonly Fault[];
  readonly faultCount: number;
  readonly numbersAsText: number;
  readonly datesAsText: number;
  readonly unknownOptions: ReadonlyMap<string, number>;
  /** .json: the first row that lacks the column's key. */
  readonly firstAbsentRow: number;
}

export type ColumnData =
  | { readonly type: "ids"; readonly values: Int32Array }
  | { readonly type: "numbers"; readonly values: Float64Array }
  | { readonly type: "decimals"; readonly values: DecimalColumn }
  | { readonly type: "flags"; readonly values: Uint8Array }
  | { readonly type: "options"; readonly values: Uint16Array; readonly captions: readonly string[] };

/** A finished column. `filled[row]` is 1 where the cell was not empty; undefined when nobody asked for it. */
export interface ReadColumn {
  readonly declaration: ColumnDeclaration;
  readonly data: ColumnData;
  readonly filled: Uint8Array | undefined;
  readonly remarks: ColumnRemarks;
  /** Position in the sheet, for addresses. */
  readonly position: number;
}

export interface BuilderContext {
  readonly kind: SourceKind;
  readonly epochOffset: number;
  readonly codes: TextPool;
  readonly texts: TextPool;
  readonly rowsHint: number;
  readonly mark: (row: number) => void;
}

type GrowingArray = Float64Array | Int32Array | Uint8Array | Uint16Array;

function grown<A extends GrowingArray>(array: A, row: number): A {
  const larger = new (array.constructor as new (length: number) => A)(
    Math.max(64, array.length * 2, row + 1),
  );
  larger.set(array);
  return larger;
}

/** Base of all builders: faults, emptiness, growth. */
export abstract class ColumnBuilder implements CellSink {
  readonly #faults: Fault[] = [];
  #faultCount = 0;
  protected numbersAsText = 0;
  protected datesAsText = 0;
  protected readonly unknownOptions = new Map<string, number>();
  #firstAbsentRow = -1;
  #filled: Uint8Array | undefined;

  constructor(
    readonly declaration: ColumnDeclaration,
    readonly position: number,
    protected readonly context: BuilderContext,
    keepFilled: boolean,
  ) {
    if (keepFilled) this.#filled = new Uint8Array(Math.max(16, context.rowsHint));
  }

  protected seen(row: number): void {
    this.context.mark(row);
    if (this.#filled) {
      if (row >= this.#filled.length) this.#filled = grown(this.#filled, row);
      this.#filled[row] = 1;
    }
  }

  protected fault(row: number, problem: string): void {
    this.#faultCount += 1;
    if (this.#faults.length < KEPT_FAULTS) this.#faults.push({ row, problem });
  }

  abstract number(row: number, value: number, format: NumberFormatClass): void;
  abstract text(row: number, value: string): void;
  protected abstract finishData(rows: number): ColumnData;

  boolean(row: number, value: boolean): void {
    this.seen(row);
    this.fault(row, `${value ? "TRUE" : "FALSE"} is not ${this.wanted()}`);
  }

  error(row: number, value: string): void {
    this.seen(row);
    this.fault(row, `the cell holds the error ${value}`);
  }

  formulaWithoutValue(row: number): void {
    this.seen(row);
    this.fault(row, "the formula has no stored value; open and save the workbook in Excel");
  }

  absent(row: number): void {
    if (this.#firstAbsentRow < 0) this.#firstAbsentRow = row;
  }

  protected wanted(): string {
    const words: Record<string, string> = {
      code: "a code",
      text: "a text",
      integer: "a whole number",
      date: "a date",
      boolean: "Yes or No",
      option: "one of its options",
    };
    return words[this.declaration.type] ?? "a number";
  }

  finish(rows: number): ReadColumn {
    let filled = this.#filled;
    if (filled && filled.length < rows) filled = grown(filled, rows - 1);
    return {
      declaration: this.declaration,
      position: this.position,
      data: this.finishData(rows),
      filled: filled?.subarray(0, rows),
      remarks: {
        faults: this.#faults,
        faultCount: this.#faultCount,
        numbersAsText: this.numbersAsText,
        datesAsText: this.datesAsText,
        unknownOptions: this.unknownOptions,
        firstAbsentRow: this.#firstAbsentRow,
      },
    };
  }
}

/** Quotes a cell's text for a message, shortened. */
function quote(text: string): string {
  return `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`;
}

/** Codes and texts: numbers of the shared pools. */
class TextBuilder extends ColumnBuilder {
  #ids: Int32Array;

  constructor(
    declaration: ColumnDeclaration,
    position: number,
    context: BuilderContext,
    keepFilled: boolean,
  ) {
    super(declaration, position, context, keepFilled);
    this.#ids = new Int32Array(Math.max(16, context.rowsHint));
  }

  #put(row: number, id: number): void {
    if (row >= this.#ids.length) this.#ids = grown(this.#ids, row);
    this.#ids[row] = id;
  }

  text(row: number, value: string): void {
    const trimmed = value.trim();
    if (trimmed === "") return;
    this.seen(row);
    if (this.declaration.type === "code") this.#put(row, this.context.codes.intern(trimmed.toUpperCase()));
    else this.#put(row, this.context.texts.intern(trimmed));
  }

  number(row: number, value: number, format: NumberFormatClass): void {
    this.seen(row);
    if (this.declaration.type === "text") {
      this.#put(row, this.context.texts.intern(String(value)));
      return;
    }
    if (format !== "general") {
      this.fault(
        row,
        `Excel has turned the code into a ${format === "date" ? "date" : "number with exponent"}`,
      );
    } else if (!Number.isInteger(value) || Math.abs(value) >= 1e15) {
      this.fault(row, `${String(value)} is a number, not a code`);
    } else this.#put(row, this.context.codes.intern(String(value)));
  }

  override boolean(row: number, value: boolean): void {
    if (this.declaration.type !== "text") {
      super.boolean(row, value);
      return;
    }
    this.seen(row);
    this.#put(row, this.context.texts.intern(value ? "TRUE" : "FALSE"));
  }

  protected finishData(rows: number): ColumnData {
    if (this.#ids.length < rows) this.#ids = grown(this.#ids, rows - 1);
    return { type: "ids", values: this.#ids.subarray(0, rows) };
  }
}

/** Whole numbers: entry numbers, line numbers. */
class IntegerBuilder extends ColumnBuilder {
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

  protected finishData(rows: number): ColumnData {
    if (this.#values.length < rows) this.#values = grown(this.#values, rows - 1);
    return { type: "numbers", values: this.#values.subarray(0, rows) };
  }
}

/** More decimals than any ledger has, also with the noise of formulas; beyond it a cell is no amount. */
const MOST_DECIMALS = 30;

const POWERS = Array.from({ length: 23 }, (_, n) => 10 ** n);

/** Amounts, quantities, unit amounts, percentages: exact scaled integers. */
class DecimalBuilder extends ColumnBuilder {
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
    const shortest = parseDecimal(plainText(value));
    if (!shortest) this.fault(row, `${String(value)} has more than 15 digits before the decimal point`);
    else if (shortest.scale > MOST_DECIMALS)
      this.fault(row, `${String(value)} has more than ${MOST_DECIMALS} decimals`);
    else this.#putExact(row, shortest.value, shortest.scale);
  }

  text(row: number, value: string): void {
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

/** The shortest decimal of a double, cut to 15 significant digits, without exponent. */
function plainText(value: number): string {
  const shortest = String(Number(value.toPrecision(15)));
  if (!shortest.includes("e")) return shortest;
  const [mantissa = "0", exponent = "0"] = shortest.split("e");
  const negative = mantissa.startsWith("-");
  const [whole = "0", fraction = ""] = mantissa.replace("-", "").split(".");
  const shift = Number(exponent);
  const digits = whole + fraction;
  const point = whole.length + shift;
  const text =
    point <= 0
      ? `0.${"0".repeat(-point)}${digits}`
      : point >= digits.length
        ? digits + "0".repeat(point - digits.length)
        : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return negative ? `-${text}` : text;
}

/** Dates: day numbers, 0 = none, half days for closing dates. */
class DateBuilder extends ColumnBuilder {
  #days: Float64Array;
  readonly #byText = new Map<string, number>();

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

  protected finishData(rows: number): ColumnData {
    if (this.#days.length < rows) this.#days = grown(this.#days, rows - 1);
    return { type: "numbers", values: this.#days.subarray(0, rows) };
  }
}

/** Yes and No. */
class BooleanBuilder extends ColumnBuilder {
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

  protected finishData(rows: number): ColumnData {
    if (this.#flags.length < rows) this.#grow(rows - 1);
    return { type: "flags", values: this.#flags.subarray(0, rows) };
  }
}

/** Options: positions in the declared list; unknown texts get numbers behind it. */
class OptionBuilder extends ColumnBuilder {
  #values: Uint16Array;
  readonly #captions: string[];
  readonly #numbers = new Map<string, number>();
  readonly #known: number;
  readonly #default: number;

  constructor(
    declaration: ColumnDeclaration,
    position: number,
    context: BuilderContext,
    keepFilled: boolean,
  ) {
    super(declaration, position, context, keepFilled);
    if (!declaration.option) throw new Error(`${declaration.caption} has no option list`);
    this.#captions = [...optionLists[declaration.option]];
    this.#known = this.#captions.length;
    this.#captions.forEach((caption, number) => this.#numbers.set(caption, number));
    for (const [other, caption] of otherCaptions) {
      const number = this.#captions.indexOf(caption);
      if (number > 0) this.#numbers.set(other, number);
    }
    this.#default =
      typeof declaration.default === "string" ? (this.#numbers.get(declaration.default) ?? 0) : 0;
    this.#values = new Uint16Array(Math.max(16, context.rowsHint)).fill(this.#default);
  }

  #grow(row: number): void {
    const before = this.#values.length;
    this.#values = grown(this.#values, row);
    this.#values.fill(this.#default, before);
  }

  number(row: number, value: number): void {
    this.text(row, String(value));
  }

  text(row: number, value: string): void {
    let number = this.#numbers.get(value);
    if (number === undefined) {
      const trimmed = decodeWebService(value).trim();
      if (trimmed === "") {
        if (this.#default === 0) return;
        number = this.#default;
      } else {
        number = this.#numbers.get(trimmed);
        if (number === undefined) {
          number = this.#captions.length;
          if (number > 60_000) {
            this.fault(row, "the column holds too many different texts to be an option");
            return;
          }
          this.#captions.push(trimmed);
          this.#numbers.set(trimmed, number);
        }
      }
    }
    if (number === 0) return;
    this.seen(row);
    if (row >= this.#values.length) this.#grow(row);
    this.#values[row] = number;
    if (number >= this.#known) {
      const caption = this.#captions[number] as string;
      this.unknownOptions.set(caption, (this.unknownOptions.get(caption) ?? 0) + 1);
      this.fault(row, `${quote(caption)} is not one of its options`);
    }
  }

  protected finishData(rows: number): ColumnData {
    if (this.#values.length < rows) this.#grow(rows - 1);
    return { type: "options", values: this.#values.subarray(0, rows), captions: this.#captions };
  }
}

/** Web services write option texts with escapes such as "_x0020_" for a blank. */
function decodeWebService(text: string): string {
  return text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

/** The builder for a declared column. */
export function createColumnBuilder(
  declaration: ColumnDeclaration,
  position: number,
  context: BuilderContext,
  keepFilled: boolean,
): ColumnBuilder {
  switch (declaration.type) {
    case "code":
    case "text":
      return new TextBuilder(declaration, position, context, keepFilled);
    case "integer":
      return new IntegerBuilder(declaration, position, context, keepFilled);
    case "date":
      return new DateBuilder(declaration, position, context, keepFilled);
    case "boolean":
      return new BooleanBuilder(declaration, position, context, keepFilled);
    case "option":
      return new OptionBuilder(declaration, position, context, keepFilled);
    default:
      return new DecimalBuilder(declaration, position, context, keepFilled);
  }
}

/** Leaves rows out of a finished column; `kept` are the rows that stay, ascending. Faults move along. */
export function keepRows(column: ReadColumn, kept: Int32Array): ReadColumn {
  const newRow = new Map<number, number>();
  if (column.remarks.faults.length > 0) kept.forEach((row, index) => newRow.set(row, index));
  const pick = <A extends GrowingArray>(values: A): A => {
    const picked = new (values.constructor as new (length: number) => A)(kept.length);
    for (let i = 0; i < kept.length; i += 1) picked[i] = values[kept[i] as number] as never;
    return picked;
  };
  const { data } = column;
  let picked: ColumnData;
  if (data.type === "decimals") {
    const big = new Map<number, bigint>();
    if (data.values.big) {
      kept.forEach((row, index) => {
        const value = data.values.big?.get(row);
        if (value !== undefined) big.set(index, value);
      });
    }
    picked = {
      type: "decimals",
      values: { scale: data.values.scale, ints: pick(data.values.ints), ...(big.size > 0 ? { big } : {}) },
    };
  } else picked = { ...data, values: pick(data.values as never) };
  return {
    ...column,
    data: picked,
    filled: column.filled ? pick(column.filled) : undefined,
    remarks: {
      ...column.remarks,
      faults: column.remarks.faults.flatMap((fault) => {
        const row = newRow.get(fault.row);
        return row === undefined ? [] : [{ ...fault, row }];
      }),
    },
  };
}
