import { cellName, LAST_COL, LAST_ROW } from "./addresses";
import { SharedFormulas } from "./shared-formulas";
import { DAYS_1904, numberOfText, parseDouble, serialOfIso } from "./numbers";
import { richText, type SharedStrings } from "./shared-strings";
import { TextCache } from "./text-cache";
import type { CellVisitor, NumberFormatClass, ScanRange } from "./types";
import { decodeExcelEscapes } from "./xml-text";
import { plainText } from "./xml-tree";
import { MarkupScanner } from "./markup-scanner";

/** What the cells of a sheet need to know about their workbook. */
export interface ScanContext {
  sharedStrings: SharedStrings;
  /** Class of the number format by cell format index. */
  formats: readonly NumberFormatClass[];
  date1904: boolean;
}

const enum CellType {
  Number,
  Shared,
  FormulaText,
  Inline,
  Boolean,
  Error,
  IsoDate,
}

/**
 * Walks the bytes of a worksheet part once and pushes its cells to a visitor: no tree, no string per tag. Rows and cells must stand in
 * order, as Excel demands, because cells out of order could be counted twice.
 */
export class SheetScanner extends MarkupScanner {
  private row = -1;
  private col = -1;
  private readonly valueTexts: TextCache;
  private readonly inlineTexts: TextCache;
  private readonly sharedFormulas = new SharedFormulas();
  private strings: readonly string[] | undefined;

  constructor(
    bytes: Uint8Array,
    part: string,
    private readonly context: ScanContext,
  ) {
    super(bytes, part);
    this.valueTexts = new TextCache(bytes, (start, end) =>
      decodeExcelEscapes(plainText(this.slice(start, end))),
    );
    this.inlineTexts = new TextCache(bytes, (start, end) => {
      const source = this.slice(start, end);
      return richText(source, 0, source.length);
    });
  }

  /** @throws XlsxError "broken" or "doctype" with part and cell */
  scan(visitor: CellVisitor, range: ScanRange = {}): void {
    const firstRow = range.firstRow ?? 0;
    const lastRow = range.lastRow ?? LAST_ROW;
    let at = this.enterSheetData();
    if (at < 0) {
      return;
    }
    for (;;) {
      at = this.nextTag(at);
      if (this.bytes[at + 1] === 47) {
        return;
      }
      if (!this.isElement(at, "row")) {
        at = this.skipElement(at);
        continue;
      }
      const start = at;
      at = this.readAttributes(at);
      const row = this.rowNumber();
      if (row > lastRow) {
        return;
      }
      if (row < firstRow) {
        at = this.skipElement(start);
        continue;
      }
      visitor.row?.(row, this.flagAttribute("hidden"));
      if (!this.selfClosing) {
        at = this.scanCells(at, visitor);
      }
    }
  }

  protected override place(): string {
    const cell = this.row < 0 ? "" : `, cell ${cellName(this.row, Math.max(this.col, 0))}`;
    return this.part + cell;
  }

  private rowNumber(): number {
    const previous = this.row;
    const declared = this.attribute("r");
    const row = declared === undefined ? previous + 1 : Number(declared) - 1;
    if (!Number.isInteger(row) || row < 0 || row > LAST_ROW) {
      throw this.fail("a row without a proper number");
    }
    this.row = row;
    this.col = -1;
    if (row <= previous) {
      throw this.fail("the rows are not in order");
    }
    return row;
  }

  /** From behind the start tag of a row to behind its end tag. */
  private scanCells(from: number, visitor: CellVisitor): number {
    const { bytes, prefixLength } = this;
    const nameAt = prefixLength + 1;
    let at = from;
    for (;;) {
      at = this.nextTag(at);
      if (bytes[at + 1] === 47) {
        return this.tagEnd(at);
      }
      const behind = bytes[at + nameAt + 1] as number;
      if (
        bytes[at + nameAt] === 99 &&
        (behind <= 32 || behind === 62 || behind === 47) &&
        (prefixLength === 0 || bytes[at + prefixLength] === 58)
      ) {
        at = this.scanCell(at + nameAt + 1, visitor);
      } else {
        at = this.skipElement(at);
      }
    }
  }

  /** From behind the name of a `<c` to behind its end. */
  private scanCell(from: number, visitor: CellVisitor): number {
    const { bytes, length, prefixLength } = this;
    let at = from;
    let style = 0;
    let type = CellType.Number;
    let selfClosing = false;
    const previous = this.col;
    this.col = previous + 1;
    for (;;) {
      const b = bytes[at] as number;
      if (b === 62) {
        at++;
        break;
      }
      if (b <= 32) {
        at++;
        continue;
      }
      if (b === 47 && bytes[at + 1] === 62) {
        selfClosing = true;
        at += 2;
        break;
      }
      const nameStart = at;
      while (at < length && bytes[at] !== 61 && (bytes[at] as number) > 32) {
        at++;
      }
      const single = at - nameStart === 1 ? (bytes[nameStart] as number) : 0;
      while (at < length && (bytes[at] as number) <= 32) {
        at++;
      }
      if (bytes[at] !== 61) {
        throw this.fail("an attribute without a value");
      }
      at++;
      while (at < length && (bytes[at] as number) <= 32) {
        at++;
      }
      const quote = bytes[at];
      const start = ++at;
      while (at < length && bytes[at] !== quote) {
        at++;
      }
      if (at >= length || (quote !== 34 && quote !== 39)) {
        throw this.fail("an attribute without a value");
      }
      if (single === 114) {
        this.readReference(start, at);
      } else if (single === 115) {
        style = this.readInteger(start, at);
      } else if (single === 116) {
        type = this.readType(start, at);
      }
      at++;
    }
    if (this.col <= previous || this.col > LAST_COL) {
      throw this.fail("the cells of a row are not in order");
    }
    if (selfClosing) {
      visitor.blank?.(this.row, this.col, false, style);
      return at;
    }
    // The plain cell, a value and nothing else, is worth a way of its own.
    if (bytes[at] === 60 && prefixLength === 0 && bytes[at + 1] === 118 && bytes[at + 2] === 62) {
      const start = at + 3;
      let end = start;
      while (end < length && bytes[end] !== 60) {
        end++;
      }
      if (
        bytes[end + 1] === 47 &&
        bytes[end + 2] === 118 &&
        bytes[end + 3] === 62 &&
        bytes[end + 4] === 60 &&
        bytes[end + 5] === 47 &&
        bytes[end + 6] === 99 &&
        bytes[end + 7] === 62
      ) {
        this.push(visitor, type, start, end, false, style);
        return end + 8;
      }
    }
    return this.scanContent(at, type, style, visitor);
  }

  /** The content of a cell in any legal shape. */
  private scanContent(from: number, type: CellType, style: number, visitor: CellVisitor): number {
    const { bytes } = this;
    let formula = false;
    let start = -1;
    let end = -1;
    let at = from;
    for (;;) {
      at = this.nextTag(at);
      if (bytes[at + 1] === 47) {
        at = this.tagEnd(at);
        break;
      }
      const tag = at;
      if (this.isElement(tag, "v") && type !== CellType.Inline) {
        at = this.tagEnd(tag);
        start = at;
        end = at;
        if (!this.selfClosing) {
          end = this.endOfText(at);
          at = this.tagEnd(end);
        }
      } else if (this.isElement(tag, "is") && type === CellType.Inline) {
        at = this.skipElement(tag);
        start = tag;
        end = at;
      } else if (this.isElement(tag, "f")) {
        formula = true;
        at = this.scanFormula(tag, visitor);
      } else {
        at = this.skipElement(tag);
      }
    }
    if (start < 0 || (start === end && type !== CellType.FormulaText)) {
      visitor.blank?.(this.row, this.col, formula, style);
    } else {
      this.push(visitor, type, start, end, formula, style);
    }
    return at;
  }

  private push(
    visitor: CellVisitor,
    type: CellType,
    start: number,
    end: number,
    formula: boolean,
    style: number,
  ): void {
    const { row, col } = this;
    switch (type) {
      case CellType.Number:
        this.pushNumber(visitor, start, end, formula, style);
        return;
      case CellType.Shared: {
        if (start === end) {
          visitor.blank?.(row, col, formula, style);
          return;
        }
        const index = this.readInteger(start, end);
        const text = (this.strings ??= this.context.sharedStrings.all())[index];
        if (text === undefined) {
          throw this.fail("a shared string that is not in the file");
        }
        visitor.text(row, col, text, formula, style, index);
        return;
      }
      case CellType.FormulaText:
        visitor.text(row, col, this.valueTexts.get(start, end), formula, style, -1);
        return;
      case CellType.Inline:
        visitor.text(row, col, this.inlineTexts.get(start, end), formula, style, -1);
        return;
      case CellType.Boolean: {
        const text = this.valueTexts.get(start, end).trim();
        if (text !== "1" && text !== "0" && text !== "true" && text !== "false") {
          throw this.fail("a boolean that is neither 0 nor 1");
        }
        visitor.boolean(row, col, text === "1" || text === "true", formula, style);
        return;
      }
      case CellType.Error:
        visitor.error(row, col, this.valueTexts.get(start, end), formula, style);
        return;
      case CellType.IsoDate: {
        const serial = serialOfIso(this.valueTexts.get(start, end));
        if (serial === undefined) {
          throw this.fail("a date that is not in ISO 8601");
        }
        visitor.number(row, col, serial, true, "date", formula, style);
      }
    }
  }

  private pushNumber(
    visitor: CellVisitor,
    start: number,
    end: number,
    formula: boolean,
    style: number,
  ): void {
    let value = parseDouble(this.bytes, start, end);
    if (value !== value) {
      const text = this.valueTexts.get(start, end);
      if (text.trim() === "") {
        visitor.blank?.(this.row, this.col, formula, style);
        return;
      }
      value = numberOfText(text);
      if (value !== value) {
        throw this.fail(`a number that is none: ${JSON.stringify(text.slice(0, 40))}`);
      }
    }
    const format = this.context.formats[style] ?? "general";
    const isDate = format === "date";
    const shifted = isDate && this.context.date1904 ? value + DAYS_1904 : value;
    visitor.number(this.row, this.col, shifted, isDate, format, formula, style);
  }

  /** From the "<" of an `<f>` to behind its end. */
  private scanFormula(tag: number, visitor: CellVisitor): number {
    if (!visitor.formula) {
      return this.skipElement(tag);
    }
    let at = this.readAttributes(tag);
    const kind = this.attribute("t") ?? "normal";
    const sharedIndex = this.attribute("si") ?? "";
    const ref = this.attribute("ref") ?? "";
    let text = "";
    if (!this.selfClosing) {
      const end = this.endOfText(at);
      text = decodeExcelEscapes(plainText(this.slice(at, end)));
      at = this.tagEnd(end);
    }
    if (kind === "shared") {
      const own = this.sharedFormulas.textFor(sharedIndex, text, this.row, this.col);
      if (own === undefined) {
        throw this.fail("a shared formula without its first cell");
      }
      text = own;
    }
    visitor.formula(this.row, this.col, text, kind === "array" ? ref : "");
    return at;
  }

  /** Reads "B3" into the column and checks its row. */
  private readReference(start: number, end: number): void {
    const { bytes } = this;
    let at = start;
    let col = 0;
    let b = 0;
    while (at < end && (b = bytes[at] as number) >= 65) {
      col = col * 26 + ((b & 0xdf) - 64);
      at++;
    }
    const row = this.readInteger(at, end);
    if (at === start || at - start > 3 || row !== this.row + 1) {
      throw this.fail("a cell with a reference that does not fit its row");
    }
    this.col = col - 1;
  }

  private readInteger(start: number, end: number): number {
    const { bytes } = this;
    let value = 0;
    for (let i = start; i < end; i++) {
      const digit = (bytes[i] as number) - 48;
      if (digit < 0 || digit > 9) {
        return this.readSpacedInteger(start, end);
      }
      value = value * 10 + digit;
    }
    if (start === end || end - start > 10) {
      throw this.fail("an index that is none");
    }
    return value;
  }

  private readSpacedInteger(start: number, end: number): number {
    const text = this.valueTexts.get(start, end).trim();
    if (!/^[0-9]{1,10}$/.test(text)) {
      throw this.fail("an index that is none");
    }
    return Number(text);
  }

  private readType(start: number, end: number): CellType {
    const first = this.bytes[start];
    const size = end - start;
    if (size === 1) {
      switch (first) {
        case 115:
          return CellType.Shared;
        case 110:
          return CellType.Number;
        case 98:
          return CellType.Boolean;
        case 101:
          return CellType.Error;
        case 100:
          return CellType.IsoDate;
        default:
          break;
      }
    } else if (size === 3 && this.slice(start, end) === "str") {
      return CellType.FormulaText;
    } else if (size === 9 && this.slice(start, end) === "inlineStr") {
      return CellType.Inline;
    }
    throw this.fail("a cell of unknown type");
  }
}
