/**
 * The plain data the codec reads and writes.
 * Rows and columns are 0-based numbers everywhere; references in A1 style are text and named `ref`.
 * Dates are serial numbers of Excel's 1900 system (1 = 1900-01-01, 60 = the day that never was).
 */

// ---------------------------------------------------------------- common

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

// ---------------------------------------------------------------- reading

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

// ---------------------------------------------------------------- styles

/** "#RRGGBB". */
export type Color = string;

export interface FontStyle {
  name?: string;
  /** Points. */
  size?: number;
  bold?: boolean;
  italic?: boolean;
  underline?: boolean | "single" | "double";
  strike?: boolean;
  color?: Color;
}

export type BorderLine =
  | "thin"
  | "hair"
  | "medium"
  | "double"
  | "dotted"
  | "dashed"
  | "thick"
  | "mediumDashed"
  | "dashDot"
  | "mediumDashDot"
  | "dashDotDot"
  | "mediumDashDotDot"
  | "slantDashDot";

export interface BorderSide {
  line: BorderLine;
  color?: Color;
}

export interface BorderStyle {
  top?: BorderSide;
  right?: BorderSide;
  bottom?: BorderSide;
  left?: BorderSide;
}

export type HorizontalAlignment =
  "general" | "left" | "center" | "right" | "fill" | "justify" | "centerContinuous" | "distributed";
export type VerticalAlignment = "top" | "center" | "bottom" | "justify" | "distributed";

export interface Alignment {
  horizontal?: HorizontalAlignment;
  vertical?: VerticalAlignment;
  wrap?: boolean;
  /** Steps of about three spaces. */
  indent?: number;
}

/** What is left out is the workbook's default (font and all). Equal styles are stored once. */
export interface CellStyle {
  font?: FontStyle;
  fill?: Color;
  border?: BorderStyle;
  /** Number format code in English, for example "#,##0.00"; "General" and left out are the same. */
  numberFormat?: string;
  alignment?: Alignment;
  /** false lets a cell be edited on a protected sheet. */
  locked?: boolean;
}

/** The part of a style that a conditional format changes. */
export interface DifferentialStyle {
  font?: Pick<FontStyle, "bold" | "italic" | "underline" | "strike" | "color">;
  fill?: Color;
  border?: BorderStyle;
  numberFormat?: string;
}

// ---------------------------------------------------------------- cells to write

export interface DecimalValue {
  kind: "decimal";
  /** Digits with sign, point and exponent; written as they are. */
  text: string;
}
export interface DateValue {
  kind: "date";
  /** Serial number of the 1900 system. The style needs a date format; without one "yyyy-mm-dd" is taken. */
  serial: number;
}
export interface ErrorValue {
  kind: "error";
  code: string;
}
export interface FormulaValue {
  kind: "formula";
  /** Without "=". */
  formula: string;
  /** Stored result; left out: Excel computes it on opening. */
  value?: string | number | boolean | DecimalValue | DateValue | ErrorValue;
}

/** A string is always text, never a formula; null is a cell with format only. */
export type CellInput =
  null | string | number | boolean | DecimalValue | DateValue | ErrorValue | FormulaValue;

export interface CellSpec {
  row: number;
  col: number;
  value: CellInput;
  style?: CellStyle;
}

/** The values of a column: an array, or a function of the row within the block for values made on the way. */
export type ColumnValues<T> = ArrayLike<T> | ((index: number) => T);

export type ColumnData =
  | { type: "text"; values: ColumnValues<string | null> }
  /** NaN is an empty cell. */
  | { type: "number"; values: ColumnValues<number> }
  /** Exact decimal text, written verbatim; null or "" is an empty cell. */
  | { type: "decimal"; values: ColumnValues<string | null> }
  /** Serial numbers of the 1900 system; NaN is an empty cell. */
  | { type: "date"; values: ColumnValues<number> }
  | { type: "boolean"; values: ColumnValues<boolean | null> }
  | { type: "mixed"; values: ColumnValues<CellInput> };

export type BlockColumn = ColumnData & {
  style?: CellStyle;
  /** Style of single rows of the block; undefined falls back to `style`. Return the same object for the same look. */
  rowStyle?: (index: number) => CellStyle | undefined;
};

/** A rectangle of cells, column by column. Blocks and cells of one sheet must not overlap. */
export interface CellBlock {
  row: number;
  col: number;
  rowCount: number;
  columns: BlockColumn[];
}

// ---------------------------------------------------------------- sheets to write

export interface ColumnWidth {
  /** First and last column, inclusive. */
  first: number;
  last: number;
  /** In characters of the default font, as Excel shows it. Left out: default width. */
  width?: number;
  hidden?: boolean;
  /** Style of cells that are not in the file. */
  style?: CellStyle;
}

export interface RowFormat {
  row: number;
  /** Points. */
  height?: number;
  hidden?: boolean;
}

export type TotalsFunction = "sum" | "average" | "count" | "countNums" | "max" | "min";

export interface TableColumnSpec {
  /** Unique in its table without case; the header cell gets exactly this text. */
  name: string;
  headerStyle?: CellStyle;
  /** Content of the totals row: a label, or a function with its stored result. */
  totals?: { label: string } | { function: TotalsFunction; value?: number | DecimalValue };
  totalsStyle?: CellStyle;
}

export interface TableSpec {
  /** Unique in the workbook without case. */
  name: string;
  /** Cell of the first header. */
  row: number;
  col: number;
  /** Rows of the body without header and totals row; 0 gives one blank row, as Excel demands. */
  rowCount: number;
  columns: TableColumnSpec[];
  totalsRow?: boolean;
  /** Default true. */
  autoFilter?: boolean;
  /** For example "TableStyleMedium2"; left out: none. */
  style?: string;
  bandedRows?: boolean;
}

export interface HyperlinkSpec {
  /** A cell or a range. */
  ref: string;
  /** Place in this workbook: `'Sheet name'!A1` or a defined name. */
  location: string;
  tooltip?: string;
}

export type CellIsOperator =
  | "lessThan"
  | "lessThanOrEqual"
  | "equal"
  | "notEqual"
  | "greaterThanOrEqual"
  | "greaterThan"
  | "between"
  | "notBetween";

/** Earlier rules of a sheet win over later ones. */
export type ConditionalFormatSpec = { ref: string; style: DifferentialStyle; stopIfTrue?: boolean } & (
  { type: "expression"; formula: string } | { type: "cellIs"; operator: CellIsOperator; formulas: string[] }
);

export interface ListValidationSpec {
  ref: string;
  /** The choices (together at most 255 characters, no commas inside), or the formula of a range. */
  source: { values: string[] } | { formula: string };
  /** Default true. */
  allowBlank?: boolean;
  prompt?: { title: string; text: string };
  error?: { title: string; text: string };
}

/** Text of a header or footer; "&" in text is a plain "&". */
export type HeaderFooterText = string | Array<string | { field: "page" | "pages" | "sheet" | "file" }>;

export interface HeaderFooter {
  left?: HeaderFooterText;
  center?: HeaderFooterText;
  right?: HeaderFooterText;
  /** Points. */
  size?: number;
}

export interface PageSetup {
  paper?: "A4" | "Letter";
  landscape?: boolean;
  /** Pages; 0 is "as many as needed". Setting one of them switches fit to page on. */
  fitToWidth?: number;
  fitToHeight?: number;
  /** Inches. */
  margins?: { left: number; right: number; top: number; bottom: number; header: number; footer: number };
  header?: HeaderFooter;
  footer?: HeaderFooter;
  /** Rows repeated on every page, inclusive. */
  titleRows?: { first: number; last: number };
  titleColumns?: { first: number; last: number };
  /** For example "A1:L60". */
  printArea?: string;
  /** A page begins before each of these rows. */
  breaksBeforeRows?: number[];
  centerHorizontally?: boolean;
}

export interface SheetView {
  /** Rows and columns that stay in view. */
  freeze?: { rows: number; columns: number };
  /** Default true. */
  gridlines?: boolean;
  /** Percent, 10 to 400. */
  zoom?: number;
  /** Cell that is selected, default A1. */
  activeCell?: string;
}

// ---------------------------------------------------------------- charts

export type ChartDash = "solid" | "dash" | "dot";

export interface ChartSeries {
  name: string;
  /** Cell of the name; left out: the text is stored in the chart. */
  nameRef?: string;
  /** `'Sheet'!$A$2:$A$13` with the stored labels. */
  categories: { ref: string; values: readonly string[] };
  /** Stored figures; null is a gap. */
  values: { ref: string; values: readonly (number | null)[]; numberFormat?: string };
  color?: Color;
  /** Lines only. */
  dash?: ChartDash;
  /** Points, lines only. */
  width?: number;
}

export interface ChartAxis {
  title?: string;
  numberFormat?: string;
  min?: number;
  max?: number;
  /** Default true for the value axis of charts, three or so hairlines. */
  gridlines?: boolean;
}

export interface ChartAnchor {
  row: number;
  col: number;
  /** Points from the cell's corner. */
  dx?: number;
  dy?: number;
}

export interface ChartSpec {
  type: "line" | "clusteredBar" | "stackedBar";
  /** Bars: "column" stands, "bar" lies. Default "bar". */
  direction?: "column" | "bar";
  name: string;
  /** Alternative text: a sentence that gives the figures that matter. */
  altText: string;
  from: ChartAnchor;
  to: ChartAnchor;
  title?: string;
  series: ChartSeries[];
  categoryAxis?: ChartAxis;
  valueAxis?: ChartAxis;
  legend?: "none" | "bottom" | "right" | "top";
  /** Percent of a bar's width between the groups. */
  gapWidth?: number;
  /** Figures at the bars or points. */
  dataLabels?: boolean;
}

// ---------------------------------------------------------------- a sheet as a whole

/** Everything of a sheet but its cells and tables. */
export interface SheetLayout {
  view?: SheetView;
  columns?: ColumnWidth[];
  rows?: RowFormat[];
  /** Height of rows without one of their own, points. */
  defaultRowHeight?: number;
  defaultColumnWidth?: number;
  hyperlinks?: HyperlinkSpec[];
  conditionalFormats?: ConditionalFormatSpec[];
  validations?: ListValidationSpec[];
  page?: PageSetup;
  /** "A1:B2". */
  mergedRanges?: string[];
  /** Ranges whose text may look like numbers (codes): Excel shows no green corner there. */
  textNumberRanges?: string[];
}

export interface SheetSpec extends SheetLayout {
  /** 1 to 31 characters, none of : \ / ? * [ ], no apostrophe at either end, not "History". */
  name: string;
  visibility?: SheetVisibility;
  blocks?: CellBlock[];
  cells?: CellSpec[];
  tables?: TableSpec[];
  charts?: ChartSpec[];
  /** Names local to this sheet. */
  names?: Array<{ name: string; refersTo: string }>;
}

// ---------------------------------------------------------------- editing

export interface AppendRows {
  op: "appendRows";
  table: string;
  rowCount: number;
  /** In the order of the table's columns; left out columns stay empty. A column without style takes that of the last row. */
  columns: Array<BlockColumn | undefined>;
}

export interface DeleteRows {
  op: "deleteRows";
  /** With a table: row numbers count from its first body row, and only the table's columns move up. Without: rows of the sheet. */
  table?: string;
  rows: number[];
}

export interface AddColumns {
  op: "addColumns";
  table: string;
  columns: Array<{ name: string; headerStyle?: CellStyle; data?: BlockColumn }>;
}

export interface SetCells {
  op: "setCells";
  /** A cell without `style` keeps the style it has. */
  cells: CellSpec[];
}

export type SheetPatch = SetCells | AppendRows | DeleteRows | AddColumns;

export interface DocumentProperties {
  title?: string;
  subject?: string;
  creator?: string;
  lastModifiedBy?: string;
  description?: string;
  keywords?: string;
  category?: string;
  /** ISO date and time in UTC, for example "2026-02-03T09:12:00Z"; handed in, the codec has no clock. */
  created?: string;
  modified?: string;
}

export interface CreateOptions {
  /** Font of all cells that name none. Default Calibri 11. */
  defaultFont?: { name: string; size: number; color?: Color };
}

export interface WriteOptions {
  /** 0 (store) to 9; default 6. */
  level?: number;
  /**
   * Raw deflate of the caller's platform. Called once per chunk of a part in order; what it returns for chunks with `last` false must
   * end on a byte boundary (Z_SYNC_FLUSH or Z_FULL_FLUSH of zlib), so that the pieces form one stream.
   */
  deflate?: (chunk: Uint8Array, last: boolean, level: number) => Uint8Array;
}

export interface AddSheetOptions {
  /** Index among the sheets; default the end (with `replace` the old place). */
  position?: number;
  /** A sheet of the same name is thrown away first; default is to refuse. */
  replace?: boolean;
}

export interface WorkbookEditor {
  readonly sheetNames: readonly string[];
  /** @throws XlsxWriteError */
  addSheet(spec: SheetSpec, options?: AddSheetOptions): void;
  removeSheet(name: string): void;
  /** Formulas, names and links of the workbook follow. */
  renameSheet(name: string, newName: string): void;
  setVisibility(name: string, visibility: SheetVisibility): void;
  /** New order; every sheet exactly once. */
  sheetOrder(names: readonly string[]): void;
  /** The sheet that is shown when the file is opened. */
  activateSheet(name: string): void;
  /** Adds a name or replaces the one with the same name and place. */
  defineName(name: DefinedName): void;
  removeName(name: string, sheet?: string): void;
  /** Applies the patches in order. */
  patchSheet(name: string, patches: readonly SheetPatch[]): void;
  setProperties(properties: DocumentProperties): void;
  /** The file. Equal calls give equal bytes. */
  toBytes(options?: WriteOptions): Uint8Array;
}
