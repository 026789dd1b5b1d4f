/**
 * Changes of a workbook.
 */
import type { BlockColumn, CellSpec } from "./cell-types";
import type { DefinedName, SheetVisibility } from "./reading-types";
import type { SheetSpec } from "./sheet-types";
import type { CellStyle, Color } from "./style-types";
export interface AppendRows {
  op: "appendRows";
  table: string;
  rowCount: number;
  /** In the order of the table's columns; left out columns stay empty. A column without style takes that of the last row. */
  columns: (BlockColumn | undefined)[];
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
  columns: { name: string; headerStyle?: CellStyle; data?: BlockColumn }[];
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
  /** True when the workbook defines the name, for itself or for a sheet. */
  hasName(name: string): boolean;
  /** Applies the patches in order. */
  patchSheet(name: string, patches: readonly SheetPatch[]): void;
  setProperties(properties: DocumentProperties): void;
  /** The file. Equal calls give equal bytes. */
  toBytes(options?: WriteOptions): Uint8Array;
}
