/** Columns of codes, texts and options while they are read: numbers of the shared pools, positions in a list. */
import { translatedOptions } from "./captions/options";
import { ByteDictionary } from "./byte-dictionary";
import type { ColumnData } from "./columns";
import { type BuilderContext, ColumnBuilder, firstSize, grown, quote } from "./column-builder";
import type { ColumnDeclaration } from "./declaration";
import { optionLists, otherCaptions } from "./options";
import type { ByteCells, NumberFormatClass } from "./source";

/** Codes and texts: numbers of the shared pools. */
export class TextBuilder extends ColumnBuilder {
  #ids = new Int32Array(firstSize(this.context));
  readonly #known = new ByteDictionary();

  #put(row: number, id: number): void {
    if (row >= this.#ids.length) this.#ids = grown(this.#ids, row);
    this.#ids[row] = id;
  }

  text(row: number, value: string): void {
    const trimmed = value.trim();
    if (trimmed === "") return;
    this.seen(row);
    this.#put(row, this.#intern(trimmed));
  }

  #intern(trimmed: string): number {
    return this.declaration.type === "code"
      ? this.context.codes.intern(trimmed.toUpperCase())
      : this.context.texts.intern(trimmed);
  }

  bytes(cells: ByteCells): void {
    const { bytes, firstRow, count, starts, ends } = cells;
    if (firstRow + count > this.#ids.length) this.#ids = grown(this.#ids, firstRow + count - 1);
    const ids = this.#ids;
    for (let i = 0; i < count; i += 1) {
      const start = starts[i] as number;
      const end = ends[i] as number;
      if (end === start) continue;
      if (end < 0) {
        this.text(firstRow + i, cells.text(i));
        continue;
      }
      let id = this.#known.find(bytes, start, end);
      if (id < 0) {
        id = this.#intern(cells.text(i).trim());
        this.#known.add(bytes, start, end, id);
      }
      if (id === 0) continue;
      ids[firstRow + i] = id;
      this.fill(firstRow + i);
    }
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

/** Options: positions in the declared list; unknown texts get numbers behind it. */
export class OptionBuilder extends ColumnBuilder {
  #values: Uint16Array;
  readonly #captions: string[];
  readonly #numbers = new Map<string, number>();
  readonly #known: number;
  readonly #default: number;
  readonly #knownBytes = new ByteDictionary();

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
    for (const [caption, ...translations] of translatedOptions[declaration.option] ?? []) {
      const number = this.#captions.indexOf(caption);
      for (const translation of translations) this.#numbers.set(translation, number);
    }
    this.#default =
      typeof declaration.default === "string" ? (this.#numbers.get(declaration.default) ?? 0) : 0;
    this.#values = new Uint16Array(firstSize(context)).fill(this.#default);
  }

  #grow(row: number): void {
    const before = this.#values.length;
    this.#values = grown(this.#values, row);
    this.#values.fill(this.#default, before);
  }

  number(row: number, value: number): void {
    this.text(row, String(value));
  }

  bytes(cells: ByteCells): void {
    const { bytes, firstRow, count, starts, ends } = cells;
    if (firstRow + count > this.#values.length) this.#grow(firstRow + count - 1);
    for (let i = 0; i < count; i += 1) {
      const start = starts[i] as number;
      const end = ends[i] as number;
      if (end === start) continue;
      const row = firstRow + i;
      const number = end < 0 ? -1 : this.#knownBytes.find(bytes, start, end);
      if (number >= 0) {
        this.#values[row] = number;
        this.fill(row);
        continue;
      }
      const text = cells.text(i);
      const known = this.#numbers.get(text);
      if (end > 0 && known !== undefined && known > 0 && known < this.#known)
        this.#knownBytes.add(bytes, start, end, known);
      this.text(row, text);
    }
  }

  text(row: number, value: string): void {
    let number = this.#numbers.get(value);
    if (number === undefined) {
      const trimmed = decodeWebService(value).trim();
      // Nothing but blanks is an empty cell, which has its default already.
      if (trimmed === "") return;
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
