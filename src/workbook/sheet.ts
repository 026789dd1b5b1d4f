/**
 * What a sheet is to Tieout: plain data. Layouts make it, writers (.xlsx, Excel, .json) show it. Rows and columns count
 * from 0. Values are typed by kind, so that writers decide number formats and conversion in one place.
 */

/** How a value is meant. Amounts, quantities, unit costs and percentages are decimal texts, days are ISO texts. */
export type ValueKind =
  | "text"
  | "code"
  | "amount"
  | "quantity"
  | "unitCost"
  | "percent"
  | "integer"
  | "count"
  | "date"
  | "dateWords"
  | "boolean"
  | "fingerprint";

const NUMBER_KINDS: ReadonlySet<ValueKind> = new Set([
  "amount",
  "quantity",
  "unitCost",
  "percent",
  "integer",
  "count",
]);

/** True for kinds whose values are amounts, quantities or counts. */
export function isNumber(kind: ValueKind | undefined): boolean {
  return kind !== undefined && NUMBER_KINDS.has(kind);
}

export type SheetValue = string | number | boolean | null;

/** Named looks (ui-design, 8). Writers know fonts, colours and borders of each. */
export type StyleName =
  | "body"
  | "title"
  | "scope"
  | "stateTies"
  | "stateExplained"
  | "stateOpen"
  | "stateNone"
  | "count"
  | "groupHead"
  | "total"
  | "totalItalic"
  | "tableHeader"
  | "expected"
  | "expectedRepeat"
  | "warning"
  | "sectionTitle"
  | "caption"
  | "link"
  | "sum"
  | "sumDouble"
  | "sumOpen"
  | "strong"
  | "input"
  | "fingerprint"
  | "headFigure";

export interface SheetLink {
  /** Sheet of this workbook; the current one when absent. */
  readonly sheet?: string;
  /** Cell address, e.g. "A41". */
  readonly cell: string;
  readonly tip?: string;
}

/** One cell that stands outside tables. */
export interface SheetCell {
  readonly row: number;
  readonly column: number;
  readonly value: SheetValue;
  readonly kind?: ValueKind;
  /** Decimals of quantity and unitCost; amounts have 2. */
  readonly decimals?: number;
  readonly style?: StyleName;
  readonly align?: "left" | "right" | "center";
  readonly indent?: number;
  readonly wrap?: boolean;
  readonly link?: SheetLink;
  /** Workbook name to define for this cell ("Tieout_InventoryValuation_EndingValue"). */
  readonly name?: string;
}

export interface TableColumn {
  readonly header: string;
  readonly kind: ValueKind;
  readonly decimals?: number;
  readonly values: readonly SheetValue[];
  /** Style of the column's body cells; row styles win. */
  readonly style?: StyleName;
  /** Style of single cells (a state in its colour); wins over all others. */
  readonly styles?: readonly (StyleName | undefined)[];
  readonly indent?: number;
  /** Indent of single cells (levels of a tree); wins over `indent`. */
  readonly indents?: readonly number[];
  /** Texts may run over to the right, where nothing stands: they neither widen their column nor wrap. */
  readonly runsOver?: boolean;
  /** Long texts go on in further lines; the row is as high as they need. */
  readonly wrap?: boolean;
  /** Figures and texts stand at the top of their rows, because a column beside them wraps. */
  readonly top?: boolean;
  /** Cells the user fills in (notes, sign-off). Kept by `keepBy` when the sheet is written again. */
  readonly input?: boolean;
}

/** A real Excel table. Its header stands in `row`, data below. */
export interface SheetTable {
  readonly name: string;
  readonly row: number;
  readonly column: number;
  readonly columns: readonly TableColumn[];
  /** Column of the sheet per table column, when columns are left free between (subtotals under the main table). */
  readonly places?: readonly number[];
  /** Style per row, where it differs from body. */
  readonly rowStyles?: readonly (StyleName | undefined)[];
  /** Links of single cells: key `${row}:${column}` within the table. */
  readonly links?: ReadonlyMap<string, SheetLink>;
  /** Draw a line above the first row of each group of this column (by conditional format). */
  readonly groupColumn?: number;
  /** Column whose values identify a row when input cells are kept over a new run. */
  readonly keepBy?: readonly number[];
  /** Figure references per row, for drill-down; columns give the field. A list, or one whose rows are made when read. */
  readonly figures?: Pick<
    readonly (Readonly<Record<string, string | number>> | undefined)[],
    "length" | "at"
  >;
  /** Result field per table column, for drill-down. */
  readonly fields?: readonly (string | undefined)[];
  readonly headerHeight?: number;
  /** False for blocks that must not be an Excel table (they have gaps or sums inside). */
  readonly excelTable?: boolean;
}

export interface SheetChart {
  readonly type: "line" | "bar" | "stackedBar";
  readonly title: string;
  /** Alternative text: one sentence with the end values. */
  readonly description: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  /** Ranges on the same sheet (row/column of the first cell, count downwards). */
  readonly categories: SheetRange;
  readonly series: readonly {
    readonly name: string;
    readonly values: SheetRange;
    readonly look: "now" | "second" | "third";
  }[];
}

export interface SheetRange {
  readonly row: number;
  readonly column: number;
  readonly count: number;
}

export interface Sheet {
  readonly name: string;
  readonly cells: readonly SheetCell[];
  readonly tables: readonly SheetTable[];
  readonly charts?: readonly SheetChart[];
  /** Widths in characters per column; computed from content where absent. */
  readonly widths?: readonly (number | undefined)[];
  readonly rowHeights?: ReadonlyMap<number, number>;
  /** First row and column that scroll. */
  readonly freeze?: { readonly row: number; readonly column: number };
  readonly print: {
    readonly paper: "A4" | "Letter";
    readonly landscape: boolean;
    /** Row of the table header, repeated on each page when the table is longer than a page. */
    readonly repeatRow?: number;
    readonly breaksBefore?: readonly number[];
    readonly footer: { readonly left: string; readonly center: string };
  };
  /** Hidden columns of memo figures. */
  readonly hiddenColumns?: readonly number[];
  /** Cell whose note or sign-off the user fills in: key → cell, kept over a new run. */
  readonly inputs?: ReadonlyMap<string, { readonly row: number; readonly column: number }>;
}

/** Style of one body cell where it has one of its own: a link, a cell's style, or its row's. */
export function ownStyle(table: SheetTable, row: number, column: number): StyleName | undefined {
  if (table.links?.has(`${row}:${column}`)) return "link";
  return table.columns[column]?.styles?.[row] ?? table.rowStyles?.[row];
}

/** Address in A1 style of a row and column that count from 0. */
export function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${row + 1}`;
}

/** Letters of a column that counts from 0: 0 = A, 26 = AA. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
