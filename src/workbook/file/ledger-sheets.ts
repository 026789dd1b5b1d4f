/** Ledger tables of a .csv folder or a .json file as sheets of a new workbook: real Excel tables, typed by declaration. */
import type { CellInput, CellStyle, SheetSpec } from "../../../ooxml";
import { findTableDeclaration } from "../../engine/ledgers/names";
import { mapHeaders } from "../../engine/ledgers/read";
import type { CellSink, SourceTable, WorkbookSource } from "../../engine/ledgers/source";
import type { ColumnDeclaration } from "../../engine/ledgers/declaration";
import { parseDay } from "../../engine/values/day";
import { parseDecimal } from "../../engine/values/decimal";
import { BODY_FONT, LOOKS } from "../look";
import { allowedSheetName, excelTableName } from "../names";

/** Keeps the cells of a column as they came. */
class RawColumn implements CellSink {
  readonly cells: (string | number | boolean | undefined)[] = [];
  number(row: number, value: number): void {
    this.cells[row] = value;
  }
  text(row: number, value: string): void {
    this.cells[row] = value;
  }
  boolean(row: number, value: boolean): void {
    this.cells[row] = value;
  }
  error(row: number, value: string): void {
    this.cells[row] = value;
  }
  formulaWithoutValue(): void {}
  absent(): void {}
}

/** Rows that a sheet of Excel holds below its header. */
export const SHEET_ROWS = 1_048_575;

/** Sheets for the tables of a source, except those with more than so many rows. */
export async function ledgerSheets(
  source: WorkbookSource,
  mostRows = SHEET_ROWS,
): Promise<readonly SheetSpec[]> {
  const sheets: SheetSpec[] = [];
  for (const table of source.tables) if (table.rowsHint <= mostRows) sheets.push(await ledgerSheet(table));
  return sheets;
}

/** The tables that `ledgerSheets` leaves out. */
export function largerTables(source: WorkbookSource, mostRows: number): readonly SourceTable[] {
  return source.tables.filter((table) => table.rowsHint > mostRows);
}

async function ledgerSheet(table: SourceTable): Promise<SheetSpec> {
  const declaration = findTableDeclaration(table.sheetName);
  const columns = declaration
    ? mapHeaders(declaration, table.headers).declarations
    : table.headers.map(() => undefined);
  const raw = table.headers.map(() => new RawColumn());
  const { rows } = await table.read(raw, () => undefined);
  const isTable =
    table.headers.length > 0 &&
    new Set(table.headers.map((h) => h.toLowerCase())).size === table.headers.length;
  return {
    name: allowedSheetName(table.sheetName),
    view: { freeze: { rows: 1, columns: 0 } },
    columns: table.headers.map((header, index) => ({
      first: index,
      last: index,
      width: Math.min(30, Math.max(10, header.length + 2)),
    })),
    blocks: raw.map((column, index) => ({
      row: 1,
      col: index,
      rowCount: rows,
      columns: [
        {
          type: "mixed",
          values: (row: number) => typedCell(column.cells[row], columns[index]),
          style: bodyStyle(columns[index]),
        },
      ],
    })),
    ...(isTable
      ? {
          tables: [
            {
              name: excelTableName(declaration?.name ?? table.sheetName),
              row: 0,
              col: 0,
              rowCount: rows,
              columns: table.headers.map((name) => ({ name, headerStyle: HEADER })),
            },
          ],
        }
      : {}),
    cells: isTable ? [] : table.headers.map((value, col) => ({ row: 0, col, value, style: HEADER })),
  };
}

const HEADER: CellStyle = {
  font: { ...BODY_FONT, bold: true, color: LOOKS.tableHeader.color ?? BODY_FONT.color },
  fill: LOOKS.tableHeader.fill,
};

const BODY_STYLES = new Map<string, CellStyle>();

function bodyStyle(column: ColumnDeclaration | undefined): CellStyle {
  const format =
    column === undefined || column.type === "code" || column.type === "text" || column.type === "option"
      ? "@"
      : column.type === "date"
        ? "m/d/yyyy"
        : column.type === "amount"
          ? "#,##0.00"
          : "General";
  let style = BODY_STYLES.get(format);
  if (!style) {
    style = { font: BODY_FONT, ...(format === "General" ? {} : { numberFormat: format }) };
    BODY_STYLES.set(format, style);
  }
  return style;
}

/** A raw value as a cell of its column's type; what does not fit the type stays as it came. */
export function typedCell(
  value: string | number | boolean | undefined,
  column: ColumnDeclaration | undefined,
): CellInput {
  if (value === undefined || value === "") return null;
  if (typeof value !== "string" || column === undefined) return value;
  switch (column.type) {
    case "date": {
      const day = parseDay(value.trim().slice(0, 10));
      return day === undefined || value.trim().length > 10 ? value : { kind: "date", serial: day };
    }
    case "integer":
    case "quantity":
    case "amount":
    case "unit amount":
    case "percent":
      return parseDecimal(value) ? { kind: "decimal", text: value.trim().replace(/^\+/, "") } : value;
    case "boolean": {
      const word = value.trim().toLowerCase();
      if (word === "true" || word === "yes") return true;
      if (word === "false" || word === "no") return false;
      return value;
    }
    default:
      return value;
  }
}
