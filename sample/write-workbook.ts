/** The sample as an .xlsx file: one real Excel table per sheet, dates as dates, headers that stay in view. */
import { columnName, createWorkbook, LAST_ROW, type BlockColumn, type SheetSpec } from "../ooxml";
import { COMPANY } from "./company";
import { excelSerial } from "./core/calendar";
import type { ColumnType, SampleColumn, SampleTable, SampleTables } from "./workbook";

const NUMBER_FORMATS: Readonly<Partial<Record<ColumnType, string>>> = {
  amount: "#,##0.00",
  quantity: "#,##0.00###",
  "unit amount": "#,##0.00###",
  percent: "0.00",
  date: "yyyy-mm-dd",
};

const WIDTHS: Readonly<Record<ColumnType, number>> = {
  code: 14,
  text: 32,
  option: 18,
  integer: 11,
  quantity: 13,
  amount: 14,
  "unit amount": 13,
  percent: 10,
  date: 12,
  boolean: 10,
};

const HEADER = {
  font: { bold: true, color: "#102C47" },
  fill: "#EAF0F6",
  alignment: { wrap: true, vertical: "bottom" },
} as const;

/** A table has more rows than a sheet can hold. */
export class TooManyRows extends Error {
  constructor(sheet: string, rows: number) {
    super(`${sheet} has ${rows} rows, a sheet holds ${LAST_ROW}. Write a folder of .csv files instead.`);
  }
}

/**
 * The file's bytes; equal tables give equal bytes.
 * @throws TooManyRows
 */
export function workbookBytes(tables: SampleTables): Uint8Array {
  const workbook = createWorkbook({ defaultFont: { name: "Calibri", size: 10 } });
  for (const table of tables.values()) {
    if (table.rowCount > LAST_ROW) throw new TooManyRows(table.sheet, table.rowCount);
    workbook.addSheet(sheetOf(table));
  }
  workbook.setProperties({
    title: `${COMPANY.name}, January 2026`,
    subject: "Sample company: inventory, general ledger and projects",
    creator: "Tieout",
    created: "2026-02-03T00:00:00Z",
    modified: "2026-02-03T00:00:00Z",
  });
  return workbook.toBytes();
}

function sheetOf(table: SampleTable): SheetSpec {
  const last = table.rowCount + 1;
  return {
    name: table.sheet,
    view: { freeze: { rows: 1, columns: 1 } },
    columns: table.definition.map((column, index) => ({
      first: index,
      last: index,
      width: Math.max(WIDTHS[column.type], Math.ceil(column.name.length / 2) + 3),
    })),
    rows: [{ row: 0, height: 28 }],
    blocks:
      table.rowCount === 0
        ? []
        : [{ row: 1, col: 0, rowCount: table.rowCount, columns: table.definition.map(blockColumn) }],
    tables: [
      {
        name: table.tableName,
        row: 0,
        col: 0,
        rowCount: table.rowCount,
        columns: table.columns.map((name) => ({ name, headerStyle: HEADER })),
        style: "TableStyleLight1",
      },
    ],
    textNumberRanges: table.definition.flatMap((column, index) =>
      column.type === "code" && table.rowCount > 0
        ? [`${columnName(index)}2:${columnName(index)}${last}`]
        : [],
    ),
  };
}

/** Values are made while the sheet is written. */
function blockColumn({ type, value }: SampleColumn): BlockColumn {
  const numberFormat = NUMBER_FORMATS[type];
  const style = numberFormat === undefined ? undefined : { numberFormat };
  switch (type) {
    case "integer":
      return { type: "number", values: (row) => value(row) as number };
    case "boolean":
      return { type: "boolean", values: (row) => value(row) as boolean };
    case "date":
      return { type: "date", values: (row) => serialOf(value(row) as string), style };
    case "quantity":
    case "amount":
    case "unit amount":
    case "percent":
      return { type: "decimal", values: (row) => value(row) as string, style };
    default:
      return { type: "text", values: (row) => (value(row) as string) || null };
  }
}

function serialOf(iso: string): number {
  return iso === "" ? Number.NaN : excelSerial(Date.parse(`${iso}T00:00:00Z`) / 86_400_000);
}
