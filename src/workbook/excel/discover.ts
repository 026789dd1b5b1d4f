/** Finds the tables of the workbook: Excel tables, and plain sheets whose first row that is not empty is the header. */
import type { RawTable } from "../../engine-service/service";
import type { Context } from "./batch";

/** A table as it stands in Excel. */
export interface FoundTable extends RawTable {
  readonly sheetId: string;
  /** True for an Excel table, false for a plain sheet. */
  readonly isTable: boolean;
}

/** Largest number of cells that Excel looks through for formulas in one question. */
const FORMULA_CELLS = 5_000_000;

/** All tables of the workbook, hidden sheets included, without those that `leaveOut` names. */
export async function discoverTables(
  context: Context,
  leaveOut: (sheetName: string, tableName: string) => boolean,
): Promise<readonly FoundTable[]> {
  const { worksheets, tables } = context.workbook;
  worksheets.load("items/id,items/name");
  tables.load("items/id,items/name,items/showTotals,items/showHeaders");
  await context.sync();
  const queried = tables.items.map((table) => {
    const range = table.getRange();
    range.load("rowIndex,columnIndex,rowCount");
    table.worksheet.load("id,name");
    table.columns.load("items/name");
    return { table, range };
  });
  await context.sync();
  const excelTables = queried.filter(({ table }) => !leaveOut(table.worksheet.name, table.name));
  const withTables = new Set(queried.map(({ table }) => table.worksheet.id));
  const plain = worksheets.items
    .filter((sheet) => !withTables.has(sheet.id) && !leaveOut(sheet.name, ""))
    .map((sheet) => {
      const used = sheet.getUsedRangeOrNullObject(true);
      used.load("rowIndex,columnIndex,rowCount");
      const header = used.getRow(0);
      header.load("values");
      return { sheet, used, header };
    });
  await context.sync();
  const found: Omit<FoundTable, "hiddenRows" | "formulaCells">[] = excelTables.map(({ table, range }) => {
    const headerRows = table.showHeaders ? 1 : 0;
    return {
      id: table.id,
      tableName: table.name,
      sheetName: table.worksheet.name,
      sheetId: table.worksheet.id,
      headers: table.columns.items.map((column) => column.name),
      rows: range.rowCount - headerRows - (table.showTotals ? 1 : 0),
      headerRow: range.rowIndex + headerRows - 1,
      firstColumn: range.columnIndex,
      isTable: true,
    };
  });
  for (const { sheet, used, header } of plain) {
    if (used.isNullObject) continue;
    found.push({
      id: sheet.id,
      tableName: "",
      sheetName: sheet.name,
      sheetId: sheet.id,
      headers: (header.values[0] ?? []).map((value: unknown) => String(value)),
      rows: used.rowCount - 1,
      headerRow: used.rowIndex,
      firstColumn: used.columnIndex,
      isTable: false,
    });
  }
  return found.map((table) => ({ ...table, hiddenRows: 0, formulaCells: 0 }));
}

/** Adds how many rows are hidden and how many cells are formulas; asked only for tables that are read. */
export async function withRemarks(
  context: Context,
  tables: readonly FoundTable[],
): Promise<readonly FoundTable[]> {
  const asked = tables.map((table) => {
    if (table.rows < 1) return undefined;
    const body = bodyRange(context, table);
    body.load("rowHidden");
    const view = body.getVisibleView();
    view.load("rowCount");
    const cells = table.rows * table.headers.length;
    // Of a single cell Excel would search the whole sheet.
    const formulas =
      cells > 1 && cells <= FORMULA_CELLS ? body.getSpecialCellsOrNullObject("Formulas") : undefined;
    formulas?.load("cellCount");
    return { body, view, formulas };
  });
  await context.sync();
  return tables.map((table, index) => {
    const answer = asked[index];
    if (!answer) return table;
    const { rowHidden } = answer.body as unknown as { rowHidden: boolean | null };
    const hiddenRows =
      rowHidden === true ? table.rows : rowHidden === false ? 0 : table.rows - answer.view.rowCount;
    const formulaCells = answer.formulas && !answer.formulas.isNullObject ? answer.formulas.cellCount : 0;
    return { ...table, hiddenRows, formulaCells };
  });
}

/** The data rows of a table. */
export function bodyRange(context: Context, table: FoundTable, firstRow = 0, rows = table.rows): Excel.Range {
  return context.workbook.worksheets
    .getItem(table.sheetId)
    .getRangeByIndexes(table.headerRow + 1 + firstRow, table.firstColumn, rows, table.headers.length);
}
