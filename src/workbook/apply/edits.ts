/**
 * Edits of tables as plain data: what applying or undoing a posting does to a workbook. Excel and files carry the same
 * edits out; all of them or none.
 */

/** A value to write, typed so that every writer knows how: decimals are exact texts, days are serial numbers. */
export type EditValue =
  | null
  | string
  | boolean
  | { readonly decimal: string }
  /** Serial number of the 1900 system. */
  | { readonly day: number };

/** A cell's value as it stands; the stored result of a formula. */
export type StoredContent = string | number | boolean | null;

/** A cell as it was, to be put back. */
export interface StoredCell {
  readonly content: StoredContent;
  /** With "=". */
  readonly formula?: string;
  /** .json: the row had no such key. */
  readonly absent?: true;
  /** Number format in English; undefined where the workbook has none (JSON). */
  readonly format?: string;
}

export type ColumnKind = "text" | "integer" | "amount" | "decimal" | "date" | "boolean";

export interface NewColumn {
  readonly header: string;
  readonly kind: ColumnKind;
}

/** Changes of a table that is there. Rows count from 0 below the header, before any of these changes. */
export interface ChangeTable {
  readonly kind: "change";
  /** Name under which the reader found the table. */
  readonly table: string;
  /** Added at the right edge, in order. */
  readonly addColumns: readonly NewColumn[];
  /** Kind per column, added ones included, so that formats can be set before texts. */
  readonly kinds: readonly ColumnKind[];
  readonly update: readonly { readonly row: number; readonly column: number; readonly value: EditValue }[];
  /** Cells to put back as they were. */
  readonly restore: readonly { readonly row: number; readonly column: number; readonly cell: StoredCell }[];
  readonly delete: readonly number[];
  /** Rows to put back where they stood; `at` is the row number once all are back. */
  readonly insert: readonly { readonly at: number; readonly cells: readonly StoredCell[] }[];
  /** New rows at the end, one value per column. */
  readonly append: readonly (readonly EditValue[])[];
  /** Columns to take away again, by position. */
  readonly removeColumns: readonly number[];
}

/** A table that is made, on a sheet of its own. */
export interface CreateTable {
  readonly kind: "create";
  readonly table: string;
  readonly hidden: boolean;
  readonly columns: readonly NewColumn[];
  readonly rows: readonly (readonly EditValue[])[];
}

export type TableEdit = ChangeTable | CreateTable;

/** A table of a workbook as planning needs it. */
export interface TableReader {
  /** Declared name. */
  readonly name: string;
  readonly headers: readonly string[];
  /** Body rows, blank ones included. */
  readonly rows: number;
  /** Days to add to serial numbers to get those of the 1900 system. */
  readonly epochOffset: number;
  /** Values of a whole column. */
  column(position: number): Promise<readonly StoredContent[]>;
  /** Whole rows with content and formats, in the given order. */
  cells(rows: readonly number[]): Promise<readonly (readonly StoredCell[])[]>;
  /** Address for messages: "F13947". */
  address(row: number, column: number): string;
}

/** A workbook whose tables can be read and edited. */
export interface TableEditor {
  /** The table with this declared name; undefined when there is none. */
  table(name: string): Promise<TableReader | undefined>;
  /** Carries edits out, all or none. */
  execute(edits: readonly TableEdit[]): Promise<void>;
}
