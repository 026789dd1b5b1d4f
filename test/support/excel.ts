/** A stand-in Excel for tests of what touches Office.js; use with the jest environment excel-host/jest/environment.cjs. */
import {
  createBridge,
  createHost,
  type Host,
  type HostBridge,
  type HostOptions,
  type Sheet,
} from "../../excel-host";

let bridge: HostBridge | undefined;

/** A new Excel; Office.js in this file talks to it from now on. */
export function newExcel(options: HostOptions = {}): Host {
  bridge?.disconnect();
  const host = createHost(options);
  bridge = createBridge(host);
  (OfficeExtension as unknown as { HostBridge: { init(bridge: HostBridge): void } }).HostBridge.init(bridge);
  return host;
}

export type PlainRows = readonly Readonly<Record<string, string | number | boolean | null>>[];

/** Puts rows on a new sheet, as an Excel table (name given) or as a plain sheet; texts go into cells with format @. */
export function addTable(host: Host, sheetName: string, rows: PlainRows, tableName = ""): Sheet {
  const { workbook } = host;
  const sheet =
    workbook.sheets.find((candidate) => candidate.name === sheetName) ?? workbook.addSheet(sheetName);
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  headers.forEach((header, column) => {
    sheet.setValue(0, column, header);
  });
  rows.forEach((row, index) => {
    headers.forEach((header, column) => {
      const value = row[header] ?? null;
      if (typeof value === "string") sheet.applyStyle(cell(index + 1, column), { numberFormat: "@" });
      sheet.setValue(index + 1, column, value);
    });
  });
  if (tableName !== "") {
    const table = workbook.addTable(
      sheet,
      { top: 0, left: 0, bottom: Math.max(1, rows.length), right: headers.length - 1 },
      true,
    );
    table.name = tableName;
  }
  return sheet;
}

function cell(row: number, column: number): { top: number; left: number; bottom: number; right: number } {
  return { top: row, left: column, bottom: row, right: column };
}

/** Everything of a workbook that must be equal before and after: cells, formulas, tables, names, sheets, links. */
export function snapshot(host: Host): unknown {
  const { workbook } = host;
  return {
    sheets: workbook.sheets.map((sheet) => ({
      name: sheet.name,
      visibility: sheet.visibility,
      cells: cellsOf(sheet),
      tables: sheet.tables.map((table) => ({
        name: table.name,
        rect: table.rect,
        columns: table.columns.map((column) => column.name),
      })),
      links: [...sheet.hyperlinks].sort(),
    })),
    names: [...workbook.names.values()].map((name) => [name.name, JSON.stringify(name.formula)]).sort(),
    settings: [...workbook.settings].sort(),
  };
}

/** Filled cells by address: value, formula, number format. */
export function cellsOf(sheet: Sheet): Record<string, unknown> {
  const cells: Record<string, unknown> = {};
  const used = sheet.usedRect(true);
  if (!used) return cells;
  for (let row = used.top; row <= used.bottom; row += 1) {
    for (let column = used.left; column <= used.right; column += 1) {
      const value = sheet.valueAt(row, column);
      const formula = sheet.cellAt(row, column)?.formula;
      if (value !== null || formula !== undefined) cells[`${row},${column}`] = formula ?? value;
    }
  }
  return cells;
}
