import { type CellRange, LAST_COL, LAST_ROW, rangeName } from "./addresses";
import type { ByteWriter } from "./byte-writer";
import { type CellBooks, CellEncoder } from "./cell-encoder";
import { cellSources, SourceWalk } from "./cell-sources";
import { XlsxWriteError } from "./errors";
import type { Namespaces } from "./namespaces";
import { checkView, headXml, type SheetLinks, tailXml } from "./sheet-xml";
import { checkTable, tableRange } from "./table-writer";
import type { RowFormat, SheetSpec } from "./types";

const LONGEST_SHEET_NAME = 31;

/** Refuses a name Excel does not accept. @throws XlsxWriteError "badSheetName" */
export function checkSheetName(name: string): void {
  if (
    name === "" ||
    name.length > LONGEST_SHEET_NAME ||
    /[:\\/?*[\]]/.test(name) ||
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    /[\u0000-\u001f\ufffe\uffff]/.test(name) ||
    /\p{Surrogate}/u.test(name) ||
    name.startsWith("'") ||
    name.endsWith("'") ||
    name.toLowerCase() === "history"
  ) {
    throw new XlsxWriteError("badSheetName", `${JSON.stringify(name)} cannot name a sheet`);
  }
}

/** Checks what can be checked before the cells are made. @throws XlsxWriteError */
export function checkSheetSpec(spec: SheetSpec): void {
  checkSheetName(spec.name);
  checkView(spec.view);
  const tables = (spec.tables ?? []).map((table) => {
    checkTable(table, spec.name);
    return { name: table.name, range: tableRange(table) };
  });
  const blocks = (spec.blocks ?? []).map(({ row, col, rowCount, columns }) => ({
    firstRow: row,
    lastRow: row + rowCount - 1,
    firstCol: col,
    lastCol: col + columns.length - 1,
  }));
  for (const range of [...tables.map((table) => table.range), ...blocks]) {
    if (range.firstRow < 0 || range.firstCol < 0 || range.lastRow > LAST_ROW || range.lastCol > LAST_COL) {
      throw new XlsxWriteError("sheetTooLarge", "cells lie outside a sheet", spec.name);
    }
  }
  tables.forEach(({ name, range }, i) => {
    for (const other of tables.slice(0, i)) {
      if (overlap(range, other.range)) {
        throw new XlsxWriteError("badTable", `the tables ${other.name} and ${name} overlap`, spec.name);
      }
    }
  });
}

function overlap(a: CellRange, b: CellRange): boolean {
  return (
    a.firstRow <= b.lastRow && b.firstRow <= a.lastRow && a.firstCol <= b.lastCol && b.firstCol <= a.lastCol
  );
}

/** Writes the part of a new sheet. @throws XlsxWriteError with the cell that cannot be written */
export function writeSheet(
  writer: ByteWriter,
  spec: SheetSpec,
  books: CellBooks,
  namespaces: Namespaces,
  links: SheetLinks,
  selected: boolean,
): void {
  const sources = cellSources(spec, books.styles);
  writer.text(
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      `<worksheet xmlns="${namespaces.main}" xmlns:r="${namespaces.relationships}">` +
      headXml(spec, dimensionOf(sources), selected, books.styles),
  );
  writer.text("<sheetData>");
  writeRows(writer, new SourceWalk(sources, spec.name), spec, new CellEncoder(writer, books, spec.name));
  writer.text(`</sheetData>${tailXml(spec, links, books.styles)}</worksheet>`);
}

function dimensionOf(sources: readonly CellRange[]): string {
  if (sources.length === 0) {
    return "A1";
  }
  const range = { firstRow: LAST_ROW, lastRow: 0, firstCol: LAST_COL, lastCol: 0 };
  for (const source of sources) {
    range.firstRow = Math.min(range.firstRow, source.firstRow);
    range.lastRow = Math.max(range.lastRow, source.lastRow);
    range.firstCol = Math.min(range.firstCol, source.firstCol);
    range.lastCol = Math.max(range.lastCol, source.lastCol);
  }
  return rangeName(range);
}

function writeRows(writer: ByteWriter, walk: SourceWalk, spec: SheetSpec, encoder: CellEncoder): void {
  const formats = new Map((spec.rows ?? []).map((format) => [format.row, format]));
  const formatted = [...formats.keys()].sort((a, b) => a - b);
  let nextFormat = 0;
  let row = 0;
  for (;;) {
    const withCells = walk.nextRow(row);
    const withFormat = formatted[nextFormat];
    if (withCells === undefined && withFormat === undefined) {
      return;
    }
    row = Math.min(withCells ?? Infinity, withFormat ?? Infinity);
    if (row === withFormat) {
      nextFormat++;
    }
    writer.text(`<row r="${row + 1}"${rowAttributes(formats.get(row))}>`);
    encoder.beginRow(row);
    for (const source of walk.at(row)) {
      source.emit(encoder, row);
    }
    writer.text("</row>");
    row++;
  }
}

function rowAttributes(format: RowFormat | undefined): string {
  if (!format) {
    return "";
  }
  const height = format.height === undefined ? "" : ` ht="${format.height}" customHeight="1"`;
  return height + (format.hidden ? ' hidden="1"' : "");
}
