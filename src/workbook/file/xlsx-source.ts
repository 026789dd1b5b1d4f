/** An .xlsx file as a source of ledgers: its Excel tables, and plain sheets whose first row that is not empty is the header. */
import {
  XlsxError,
  type CellVisitor,
  type SheetInfo,
  type TableInfo,
  type XlsxWorkbook,
} from "../../../ooxml";
import { Refusal } from "../../engine/refusal";
import type {
  CellSink,
  NumberFormatClass,
  SourceRemarks,
  SourceTable,
  WorkbookSource,
} from "../../engine/ledgers/source";
import { cellAddress } from "../sheet";
import { perhapsCutOff } from "./rows-source";

/** Days between the two date systems of Excel. */
const DAYS_1904 = 1462;

/** Why a file is no workbook, in words. */
const REASONS: Readonly<Record<string, string>> = {
  notZip: "it is not an Excel workbook",
  encrypted: "it is protected by a password; save it without one",
  notWorkbook: "it is not an Excel workbook",
  broken: "the file is damaged",
  doctype: "the file holds declarations that no workbook needs",
  tooLarge: "the file unpacks to more than Excel allows",
  badPath: "the file holds names that no workbook has",
};

/** A codec error as the refusal that users see. */
export function badWorkbook(error: unknown): unknown {
  if (!(error instanceof XlsxError)) return error;
  return new Refusal("BAD_WORKBOOK", {
    reason: REASONS[error.reason] ?? "the file is damaged",
    _detail: error.detail,
  });
}

/** The tables of an opened workbook. Hidden sheets count. Throws BAD_WORKBOOK while cells are read. */
export function xlsxSource(workbook: XlsxWorkbook): WorkbookSource {
  const tables: SourceTable[] = [];
  workbook.sheets.forEach((sheet, index) => {
    for (const table of sheet.tables) tables.push(excelTable(workbook, index, sheet, table));
    if (sheet.tables.length === 0) {
      tables.push(plainSheet(workbook, index, sheet));
    }
  });
  return { kind: "xlsx", epochOffset: workbook.date1904 ? DAYS_1904 : 0, tables };
}

function excelTable(workbook: XlsxWorkbook, index: number, sheet: SheetInfo, table: TableInfo): SourceTable {
  const firstRow = table.firstRow + (table.headerRow ? 1 : 0);
  const lastRow = table.lastRow - (table.totalsRow ? 1 : 0);
  return {
    tableName: table.name,
    sheetName: sheet.name,
    headers: table.columns,
    rowsHint: Math.max(0, lastRow - firstRow + 1),
    address: (row, column) => cellAddress(row < 0 ? table.firstRow : firstRow + row, table.firstCol + column),
    read: (sinks, mark) => {
      const rows = Math.max(0, lastRow - firstRow + 1);
      const reader = new SheetReader(workbook, firstRow, table.firstCol, table.columns.length, sinks, mark);
      if (rows > 0) reader.scan(index, lastRow);
      return reader.remarks(rows);
    },
  };
}

/** A sheet without an Excel table. An empty sheet is there and has no rows. */
function plainSheet(workbook: XlsxWorkbook, index: number, sheet: SheetInfo): SourceTable {
  const { row: headerRow, headers } = findHeader(workbook, index) ?? { row: 0, headers: [] };
  return {
    tableName: "",
    sheetName: sheet.name,
    headers,
    rowsHint: 0,
    address: (row, column) => cellAddress(headerRow + 1 + row, column),
    read: (sinks, mark) => {
      const reader = new SheetReader(workbook, headerRow + 1, 0, headers.length, sinks, mark);
      reader.scan(index);
      return reader.remarks(reader.lastRow - headerRow);
    },
  };
}

/** Thrown inside the codec's scan to end it early. */
class Stop extends Error {}

function findHeader(workbook: XlsxWorkbook, index: number): { row: number; headers: string[] } | undefined {
  let row = -1;
  const headers: string[] = [];
  const put = (r: number, column: number, text: string): void => {
    if (text.trim() === "") return;
    if (row < 0) row = r;
    if (r !== row) throw new Stop();
    headers[column] = text;
  };
  const visitor: CellVisitor = {
    number: (r, c, value) => {
      put(r, c, String(value));
    },
    text: (r, c, value) => {
      put(r, c, value);
    },
    boolean: (r, c, value) => {
      put(r, c, value ? "TRUE" : "FALSE");
    },
    error: (r, c, code) => {
      put(r, c, code);
    },
  };
  try {
    workbook.scan(index, visitor);
  } catch (error) {
    if (!(error instanceof Stop)) throw badWorkbook(error);
  }
  if (row < 0) return undefined;
  return { row, headers: Array.from(headers, (header: string | undefined) => header ?? "") };
}

/** Pushes the cells of a range into sinks. */
class SheetReader implements CellVisitor {
  /** Last row of the sheet with something in it. */
  lastRow: number;
  #hiddenRows = 0;
  #formulaCells = 0;
  readonly #backTo1904: number;

  constructor(
    private readonly workbook: XlsxWorkbook,
    private readonly firstRow: number,
    private readonly firstColumn: number,
    private readonly columns: number,
    private readonly sinks: readonly (CellSink | undefined)[],
    private readonly mark: (row: number) => void,
  ) {
    this.lastRow = firstRow - 1;
    this.#backTo1904 = workbook.date1904 ? DAYS_1904 : 0;
  }

  scan(sheetIndex: number, lastRow?: number): void {
    try {
      this.workbook.scan(sheetIndex, this, {
        firstRow: this.firstRow,
        ...(lastRow === undefined ? {} : { lastRow }),
      });
    } catch (error) {
      throw badWorkbook(error);
    }
  }

  remarks(rows: number): SourceRemarks {
    return {
      rows: Math.max(0, rows),
      hiddenRows: this.#hiddenRows,
      formulaCells: this.#formulaCells,
      perhapsCutOff: perhapsCutOff(rows),
    };
  }

  row(_row: number, hidden: boolean): void {
    if (hidden) this.#hiddenRows += 1;
  }

  /** The sink of a cell; undefined when the cell lies outside or its column is not read (then it is only marked). */
  #sink(row: number, col: number, formula: boolean): CellSink | undefined {
    const column = col - this.firstColumn;
    if (column < 0 || column >= this.columns) return undefined;
    if (row > this.lastRow) this.lastRow = row;
    if (formula) this.#formulaCells += 1;
    const sink = this.sinks[column];
    if (!sink) this.mark(row - this.firstRow);
    return sink;
  }

  number(
    row: number,
    col: number,
    value: number,
    isDate: boolean,
    format: NumberFormatClass | "text" | "other",
    formula: boolean,
  ): void {
    const sink = this.#sink(row, col, formula);
    if (!sink) return;
    const known = format === "date" || format === "exponent" ? format : "general";
    sink.number(row - this.firstRow, isDate ? value - this.#backTo1904 : value, known);
  }

  text(row: number, col: number, value: string, formula: boolean): void {
    if (value === "" || value.trim() === "") return;
    this.#sink(row, col, formula)?.text(row - this.firstRow, value);
  }

  boolean(row: number, col: number, value: boolean, formula: boolean): void {
    this.#sink(row, col, formula)?.boolean(row - this.firstRow, value);
  }

  error(row: number, col: number, code: string, formula: boolean): void {
    this.#sink(row, col, formula)?.error(row - this.firstRow, code);
  }

  blank(row: number, col: number, formula: boolean): void {
    if (formula) this.#sink(row, col, true)?.formulaWithoutValue(row - this.firstRow);
  }
}
