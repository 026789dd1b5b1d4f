/**
 * Sheets to write: everything around the cells, and the sheet as a whole.
 */
import type { CellBlock, CellSpec, DecimalValue } from "./cell-types";
import type { ChartSpec } from "./chart-types";
import type { SheetVisibility } from "./reading-types";
import type { CellStyle, DifferentialStyle } from "./style-types";
export interface ColumnWidth {
  /** First and last column, inclusive. */
  first: number;
  last: number;
  /** In digits of the default font with the cell's padding: about 0.7 more than Excel shows. Left out: default width. */
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
export type HeaderFooterText = string | (string | { field: "page" | "pages" | "sheet" | "file" })[];

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
  names?: { name: string; refersTo: string }[];
}
