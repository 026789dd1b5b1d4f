import { cellName, columnName, LAST_COL, LAST_ROW } from "./addresses";
import { type Bytes, encodeUtf8 } from "./bytes";
import type { ByteWriter } from "./byte-writer";
import { XlsxWriteError } from "./errors";
import { DAYS_1904 } from "./numbers";
import { type StringBook, textElement } from "./string-book";
import type { StyleBook } from "./style-book";
import type { CellInput, CellStyle, FormulaValue } from "./types";
import { encodeCellText } from "./xml-text";

/** What cells of all sheets of a workbook share while they are written. */
export interface CellBooks {
  styles: StyleBook;
  strings: StringBook;
  date1904: boolean;
  /** Set when a formula without a stored result was written. */
  uncalculated: boolean;
}

/** Most UTF-16 units in a cell, and most in a formula: Excel's own limits. */
const LONGEST_TEXT = 32_767;
const LONGEST_FORMULA = 8_192;

/** Values of the `t` attribute; the position is the kind used inside this file. */
const TYPES = ["", ' t="s"', ' t="inlineStr"', ' t="b"', ' t="e"', ' t="str"'] as const;
const [NUMBER, SHARED, INLINE, BOOLEAN, ERROR, FORMULA_TEXT] = [0, 1, 2, 3, 4, 5] as const;
type Kind = 0 | 1 | 2 | 3 | 4 | 5;

const DECIMAL = /^[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$/;

/** Writes single cells of one sheet as bytes. Rows have to be begun in order; the caller keeps the columns in order. */
export class CellEncoder {
  private row = -1;
  private rowDigits: Bytes = new Uint8Array(0);
  private readonly openings: Bytes[] = [];
  private readonly heads: Bytes[] = [];
  private readonly valueEnd: Bytes;
  private readonly valueStart: Bytes;
  private readonly cellEnd: Bytes;

  constructor(
    private readonly writer: ByteWriter,
    private readonly books: CellBooks,
    private readonly sheet: string,
    private readonly prefix = "",
  ) {
    this.valueStart = encodeUtf8(`<${prefix}v>`);
    this.valueEnd = encodeUtf8(`</${prefix}v></${prefix}c>`);
    this.cellEnd = encodeUtf8(`</${prefix}c>`);
  }

  beginRow(row: number): void {
    if (row < 0 || row > LAST_ROW) {
      throw new XlsxWriteError("sheetTooLarge", `row ${row + 1} is outside a sheet`, this.sheet);
    }
    this.row = row;
    this.rowDigits = encodeUtf8(String(row + 1));
  }

  /** Writes any value. `format` is a cell format index; `style` is needed where a date has to find a date format. */
  value(col: number, value: CellInput, style: CellStyle | undefined, format?: number): void {
    const index = format ?? this.books.styles.cellFormat(style);
    if (value === null || value === "") {
      this.blank(col, index);
    } else if (typeof value === "string") {
      this.text(col, value, index);
    } else if (typeof value === "number") {
      this.number(col, value, index);
    } else if (typeof value === "boolean") {
      this.boolean(col, value, index);
    } else if (value.kind === "decimal") {
      this.decimal(col, value.text, index);
    } else if (value.kind === "date") {
      this.date(col, value.serial, format ?? this.books.styles.dateFormat(style));
    } else if (value.kind === "error") {
      this.open(col, ERROR, index, true);
      this.writer.text(encodeCellText(value.code));
      this.writer.raw(this.valueEnd);
    } else {
      const isDate = typeof value.value === "object" && value.value.kind === "date";
      this.formula(col, value, isDate && format === undefined ? this.books.styles.dateFormat(style) : index);
    }
  }

  /** A cell with nothing but a format; without a format it is left out. */
  blank(col: number, format: number): void {
    if (format !== 0) {
      this.writer.raw(this.opening(col));
      this.writer.raw(this.rowDigits);
      this.writer.text(`" s="${format}"/>`);
    }
  }

  number(col: number, value: number, format: number): void {
    if (!Number.isFinite(value)) {
      throw this.refuse("badValue", "a number that is not finite", col);
    }
    this.open(col, NUMBER, format, true);
    this.writer.number(value);
    this.writer.raw(this.valueEnd);
  }

  decimal(col: number, text: string, format: number): void {
    if (!DECIMAL.test(text)) {
      throw this.refuse("badValue", `${JSON.stringify(text.slice(0, 40))} is no decimal number`, col);
    }
    this.open(col, NUMBER, format, true);
    this.writer.text(text);
    this.writer.raw(this.valueEnd);
  }

  /** A serial number of the 1900 system, turned into the system of the workbook. */
  date(col: number, serial: number, format: number): void {
    this.number(col, this.books.date1904 ? serial - DAYS_1904 : serial, format);
  }

  boolean(col: number, value: boolean, format: number): void {
    this.open(col, BOOLEAN, format, true);
    this.writer.text(value ? "1" : "0");
    this.writer.raw(this.valueEnd);
  }

  text(col: number, text: string, format: number): void {
    if (text.length > LONGEST_TEXT) {
      throw this.refuse(
        "cellTooLong",
        `a text of ${text.length} characters; a cell holds ${LONGEST_TEXT}`,
        col,
      );
    }
    const index = this.books.strings.intern(text);
    if (index >= 0) {
      this.open(col, SHARED, format, true);
      this.writer.number(index);
      this.writer.raw(this.valueEnd);
      return;
    }
    this.open(col, INLINE, format, false);
    this.writer.text(`<${this.prefix}is>${textElement(text, this.prefix)}</${this.prefix}is>`);
    this.writer.raw(this.cellEnd);
  }

  private formula(col: number, { formula, value }: FormulaValue, format: number): void {
    if (formula === "" || formula.startsWith("=") || formula.length > LONGEST_FORMULA) {
      throw this.refuse("badValue", 'a formula has 1 to 8,192 characters and no leading "="', col);
    }
    const [kind, text] = this.storedResult(value, col);
    this.open(col, kind, format, false);
    this.writer.text(`<${this.prefix}f>${encodeCellText(formula)}</${this.prefix}f>`);
    if (text === undefined) {
      this.writer.raw(this.cellEnd);
    } else {
      this.writer.raw(this.valueStart);
      this.writer.text(text);
      this.writer.raw(this.valueEnd);
    }
  }

  private storedResult(value: FormulaValue["value"], col: number): [kind: Kind, text: string | undefined] {
    switch (typeof value) {
      case "undefined":
        this.books.uncalculated = true;
        return [NUMBER, undefined];
      case "string":
        return [FORMULA_TEXT, encodeCellText(value)];
      case "boolean":
        return [BOOLEAN, value ? "1" : "0"];
      case "number":
        return [NUMBER, this.finite(value, col)];
      default:
        if (value.kind === "error") {
          return [ERROR, encodeCellText(value.code)];
        }
        if (value.kind === "date") {
          return [NUMBER, this.finite(this.books.date1904 ? value.serial - DAYS_1904 : value.serial, col)];
        }
        if (!DECIMAL.test(value.text)) {
          throw this.refuse(
            "badValue",
            `${JSON.stringify(value.text.slice(0, 40))} is no decimal number`,
            col,
          );
        }
        return [NUMBER, value.text];
    }
  }

  private finite(value: number, col: number): string {
    if (!Number.isFinite(value)) {
      throw this.refuse("badValue", "a number that is not finite", col);
    }
    return String(value);
  }

  private open(col: number, kind: Kind, format: number, value: boolean): void {
    this.writer.raw(this.opening(col));
    this.writer.raw(this.rowDigits);
    const key = (format * TYPES.length + kind) * 2 + (value ? 1 : 0);
    let head = this.heads[key];
    if (head === undefined) {
      const style = format === 0 ? "" : ` s="${format}"`;
      head = encodeUtf8(`"${style}${TYPES[kind]}>${value ? `<${this.prefix}v>` : ""}`);
      this.heads[key] = head;
    }
    this.writer.raw(head);
  }

  private opening(col: number): Bytes {
    let bytes = this.openings[col];
    if (bytes === undefined) {
      if (!Number.isInteger(col) || col < 0 || col > LAST_COL) {
        throw new XlsxWriteError("sheetTooLarge", `column ${col + 1} is outside a sheet`, this.sheet);
      }
      bytes = encodeUtf8(`<${this.prefix}c r="${columnName(col)}`);
      this.openings[col] = bytes;
    }
    return bytes;
  }

  private refuse(reason: "badValue" | "cellTooLong", detail: string, col: number): XlsxWriteError {
    return new XlsxWriteError(reason, detail, this.sheet, cellName(this.row, col));
  }
}
