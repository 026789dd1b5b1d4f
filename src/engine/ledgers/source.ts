/**
 * What a reader of workbooks (.xlsx, .csv folder, .json, Excel) hands to the ledgers: candidate tables with headers, and
 * a way to push their cells, row by row, into one sink per column. Nothing here knows where cells come from.
 */

/** Where the cells of a workbook come from; decides a few rules of reading (conventions, 4.5). */
export type SourceKind = "excel" | "xlsx" | "csv" | "json";

/** How a number cell is formatted, as far as a ledger cares. */
export type NumberFormatClass = "general" | "date" | "exponent";

/**
 * Cells of one column over a run of rows of a text file, as bytes: cell i stands in row `firstRow + i` and has the bytes
 * from `starts[i]` up to `ends[i]`; equal numbers mean an empty cell, an end of -1 one whose text is not simply its bytes.
 */
export interface ByteCells {
  readonly bytes: Uint8Array;
  readonly firstRow: number;
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The text of cell i. */
  text(index: number): string;
}

/** Receives the cells of one column. `row` counts data rows from 0. Cells that are empty are not reported. */
export interface CellSink {
  number(row: number, value: number, format: NumberFormatClass): void;
  text(row: number, value: string): void;
  boolean(row: number, value: boolean): void;
  /** An error value such as "#N/A". */
  error(row: number, value: string): void;
  /** A formula without a stored value. */
  formulaWithoutValue(row: number): void;
  /** .json only: the row has no such key. */
  absent(row: number): void;
  /** Takes many cells at once; the source itself marks their rows. A sink without it gets them as texts. */
  bytes?(cells: ByteCells): void;
}

/** Remarks of a source about the rows that it pushed. */
export interface SourceRemarks {
  /** Number of rows pushed, blank ones included (Excel's totals row is not one). */
  rows: number;
  /** How many of them are hidden or filtered away. */
  hiddenRows: number;
  /** How many cells hold a formula or a link to another file. */
  formulaCells: number;
  /** The sheet is full, or has exactly 1,000,000 rows: perhaps cut off. */
  perhapsCutOff: boolean;
}

/** A table that a workbook offers: an Excel table, or a plain sheet whose first row that is not empty is the header. */
export interface SourceTable {
  /** Name of the Excel table, "" for a plain sheet. */
  readonly tableName: string;
  readonly sheetName: string;
  /** Headers in column order, as they stand. */
  readonly headers: readonly string[];
  /** Number of data rows, as far as it is known before reading; a hint for memory only. */
  readonly rowsHint: number;
  /** Address of a cell for messages ("D18"); .csv and .json give "row 18". Row -1 is the header. */
  address(row: number, column: number): string;
  /** Pushes all cells. `sinks[c]` is the sink of column c, undefined where only emptiness matters (see `mark`). */
  read(
    sinks: readonly (CellSink | undefined)[],
    mark: (row: number) => void,
  ): SourceRemarks | Promise<SourceRemarks>;
}

/** A workbook as a source of ledgers. */
export interface WorkbookSource {
  readonly kind: SourceKind;
  /** Days to add to serial numbers: 1462 for workbooks in the 1904 date system, else 0. */
  readonly epochOffset: number;
  readonly tables: readonly SourceTable[];
}

/** Marks to a column header that the user mapped by hand: table name → header as it stands → caption. */
export type ColumnMapping = ReadonlyMap<string, ReadonlyMap<string, string>>;
