/**
 * What the reader takes and gives.
 */
import type { SheetLayout } from "./sheet-types";
import type { CellStyle } from "./style-types";
export type SheetVisibility = "visible" | "hidden" | "veryHidden";

/** What a cell's number format says about its number. */
export type NumberFormatClass = "general" | "date" | "exponent" | "text" | "other";

/** A defined name. `sheet` is the sheet it is local to, undefined for a name of the workbook. */
export interface DefinedName {
  name: string;
  /** Formula text without "=", for example `'Inventory Valuation'!$A$1`. */
  refersTo: string;
  sheet?: string;
  hidden?: boolean;
}

/** Limits that stop a hostile or absurd file. Sizes in bytes of unpacked data. */
export interface ReadLimits {
  /** Largest unpacked size of one part. */
  maxPartBytes: number;
  /** Largest unpacked size of all parts together, as declared by the archive. */
  maxTotalBytes: number;
  /** Largest ratio unpacked : packed of a part above `ratioFloorBytes`. */
  maxRatio: number;
  ratioFloorBytes: number;
  /** Most entries in the archive. */
  maxEntries: number;
  /** Most characters of all shared strings together. */
  maxSharedStringChars: number;
}

export interface OpenOptions {
  /** Raw inflate of the caller's platform (node's zlib is faster); must not return more than `expectedSize` bytes. */
  inflate?: (bytes: Uint8Array, expectedSize: number) => Uint8Array;
  /** CRC-32 of the caller's platform. */
  crc32?: (bytes: Uint8Array) => number;
  limits?: Partial<ReadLimits>;
}

export interface TableInfo {
  name: string;
  /** Whole table with header and totals row, for example "A8:L40". */
  ref: string;
  /** Rows and columns of `ref`, inclusive. */
  firstRow: number;
  lastRow: number;
  firstCol: number;
  lastCol: number;
  columns: string[];
  headerRow: boolean;
  totalsRow: boolean;
  /** Table style name, "" for none. */
  style: string;
}

export interface SheetInfo {
  name: string;
  visibility: SheetVisibility;
  tables: TableInfo[];
}

/**
 * Receives the cells of a sheet row by row. `formula` is true when the value is the stored result of a formula.
 * `style` is the index into the workbook's cell formats (see `XlsxWorkbook.cellStyle`).
 */
export interface CellVisitor {
  /** Before the cells of a row that is in the file. */
  row?(row: number, hidden: boolean): void;
  /** `value` of a date is a serial number of the 1900 system, also when the workbook counts from 1904. */
  number(
    row: number,
    col: number,
    value: number,
    isDate: boolean,
    format: NumberFormatClass,
    formula: boolean,
    style: number,
  ): void;
  /** `sharedIndex` is the index of the shared string, -1 for text that stands in the cell: equal indexes are equal texts. */
  text(row: number, col: number, value: string, formula: boolean, style: number, sharedIndex: number): void;
  boolean(row: number, col: number, value: boolean, formula: boolean, style: number): void;
  /** `code` is Excel's error text, for example "#N/A". */
  error(row: number, col: number, code: string, formula: boolean, style: number): void;
  /** A cell without a value: only formatted, or a formula without a stored result (`formula` true). */
  blank?(row: number, col: number, formula: boolean, style: number): void;
  /**
   * The formula of a cell, before its value. Text without "=". For a shared formula (`sharedIndex` >= 0) every cell comes with its
   * own translated text. `arrayRef` is the range of an array formula, "" otherwise.
   */
  formula?(row: number, col: number, text: string, arrayRef: string): void;
}

export interface ScanRange {
  firstRow?: number;
  /** Inclusive. */
  lastRow?: number;
}

/** A cell as plain data. Numbers in a date format come as `{ date: serial }`. */
export type CellValue = null | string | number | boolean | { date: number } | { error: string };

export interface XlsxWorkbook {
  readonly sheets: readonly SheetInfo[];
  readonly date1904: boolean;
  readonly definedNames: readonly DefinedName[];
  /** Targets of links to other workbooks, as the file writes them; never opened. */
  readonly externalLinks: readonly string[];
  /**
   * Pushes the cells of one sheet to `visitor`. Nothing is kept.
   * @throws XlsxError with the cell address in `detail`
   */
  scan(sheetIndex: number, visitor: CellVisitor, range?: ScanRange): void;
  /** All rows from row 0; rows and cells that are not in the file are missing entries filled with null. For small sheets. */
  readSheet(sheetIndex: number): { rows: CellValue[][] };
  /** The format behind a `style` index of the visitor. */
  cellStyle(style: number): CellStyle;
  /** Everything of a sheet but its cells: widths, panes, formats, links, validations, page setup. */
  readLayout(sheetIndex: number): SheetLayout;
  /** Names of all parts of the package, in archive order. */
  readonly partNames: readonly string[];
  /** The unpacked bytes of a part, undefined when there is none. */
  readPart(name: string): Uint8Array | undefined;
}
