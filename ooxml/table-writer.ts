import { type CellRange, parseCell, rangeName } from "./addresses";
import { XlsxWriteError } from "./errors";
import type { CellSpec, TableColumnSpec, TableSpec, TotalsFunction } from "./types";
import { encodeCellText, escapeXml } from "./xml-text";

const SUBTOTAL_CODES: Record<TotalsFunction, number> = {
  average: 101,
  countNums: 102,
  count: 103,
  max: 104,
  min: 105,
  sum: 109,
};

const LONGEST_COLUMN_NAME = 255;

/** The range of a table with header and totals row. A table without rows has one blank body row, as in Excel. */
export function tableRange(table: TableSpec): CellRange {
  const body = Math.max(table.rowCount, 1);
  return {
    firstRow: table.row,
    lastRow: table.row + body + (table.totalsRow ? 1 : 0),
    firstCol: table.col,
    lastCol: table.col + table.columns.length - 1,
  };
}

/** Cells a table brings along: its headers and what its totals row holds. */
export function tableCells(table: TableSpec): (CellSpec & { header: boolean })[] {
  const { lastRow } = tableRange(table);
  const cells = table.columns.map((column, i): CellSpec & { header: boolean } => ({
    row: table.row,
    col: table.col + i,
    value: column.name,
    header: true,
    ...(column.headerStyle ? { style: column.headerStyle } : {}),
  }));
  if (table.totalsRow) {
    table.columns.forEach((column, i) => {
      if (column.totals || column.totalsStyle) {
        cells.push({
          row: lastRow,
          col: table.col + i,
          value: totalsValue(table, column),
          header: false,
          ...(column.totalsStyle ? { style: column.totalsStyle } : {}),
        });
      }
    });
  }
  return cells;
}

function totalsValue(table: TableSpec, { name, totals }: TableColumnSpec): CellSpec["value"] {
  if (!totals) {
    return null;
  }
  if ("label" in totals) {
    return totals.label;
  }
  const formula = `SUBTOTAL(${SUBTOTAL_CODES[totals.function]},${table.name}[${escapeColumn(name)}])`;
  return { kind: "formula", formula, ...(totals.value === undefined ? {} : { value: totals.value }) };
}

/** A column name inside the brackets of a structured reference: special characters get an apostrophe. */
export function escapeColumn(name: string): string {
  return name.replace(/[[\]#'@]/g, (c) => `'${c}`);
}

/** Refuses what Excel would repair. @throws XlsxWriteError "badTable" */
export function checkTable(table: TableSpec, sheet: string): void {
  checkTableName(table.name, sheet);
  checkColumnNames(
    table.columns.map((column) => column.name),
    table.name,
    sheet,
  );
}

export function checkTableName(name: string, sheet: string): void {
  if (!isName(name)) {
    throw new XlsxWriteError("badTable", `${JSON.stringify(name)} cannot name a table`, sheet);
  }
}

/** True for what Excel accepts as a defined name or table name. */
export function isName(name: string): boolean {
  return (
    name.length <= 255 &&
    /^[\p{L}_\\][\p{L}\p{N}_.\\]*$/u.test(name) &&
    parseCell(name) === undefined &&
    !/^([cr]|r[0-9]+(c[0-9]*)?|c[0-9]+|rc[0-9]*)$/i.test(name)
  );
}

export function checkColumnNames(names: readonly string[], table: string, sheet: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (name === "" || name.length > LONGEST_COLUMN_NAME || seen.has(key)) {
      const what =
        name === "" ? "no name" : seen.has(key) ? `the name ${name} of another` : "too long a name";
      throw new XlsxWriteError("badTable", `a column of the table ${table} has ${what}`, sheet);
    }
    seen.add(key);
  }
  if (names.length === 0) {
    throw new XlsxWriteError("badTable", `the table ${table} has no columns`, sheet);
  }
}

/** The part of a table. */
export function tableXml(table: TableSpec, id: number, namespace: string): string {
  const range = tableRange(table);
  const filtered = rangeName({ ...range, lastRow: range.lastRow - (table.totalsRow ? 1 : 0) });
  const totals = table.totalsRow ? ' totalsRowCount="1"' : ' totalsRowShown="0"';
  const columns = table.columns.map((column, i) => tableColumnXml(column, i + 1, table));
  const style = table.style === undefined ? "" : ` name="${escapeXml(table.style)}"`;
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<table xmlns="${namespace}" id="${id}" name="${escapeXml(table.name)}" displayName="${escapeXml(table.name)}" ` +
    `ref="${rangeName(range)}"${totals}>` +
    (table.autoFilter === false ? "" : `<autoFilter ref="${filtered}"/>`) +
    `<tableColumns count="${columns.length}">${columns.join("")}</tableColumns>` +
    `<tableStyleInfo${style} showFirstColumn="0" showLastColumn="0" ` +
    `showRowStripes="${table.bandedRows ? 1 : 0}" showColumnStripes="0"/></table>`
  );
}

function tableColumnXml({ name, totals }: TableColumnSpec, id: number, table: TableSpec): string {
  let total = "";
  if (table.totalsRow && totals) {
    total =
      "label" in totals
        ? ` totalsRowLabel="${escapeXml(encodeAttributeText(totals.label))}"`
        : ` totalsRowFunction="${totals.function}"`;
  }
  return `<tableColumn id="${id}" name="${escapeXml(encodeAttributeText(name))}"${total}/>`;
}

/** Text of an attribute that stands for cell text: Excel writes line breaks in it as _x000a_. */
export function encodeAttributeText(text: string): string {
  return encodeControls(text).replace(/[\n\t]/g, (c) => (c === "\n" ? "_x000a_" : "_x0009_"));
}

function encodeControls(text: string): string {
  return encodeCellText(text).replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
