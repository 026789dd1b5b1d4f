/** Going to places of the workbook, and what stands at the selected cell. */
import { cellAddress } from "../sheet";
import { onExcel } from "./batch";
import { claimSheet } from "./own-sheets";
import { refuseProtectedStructure } from "./protection";

/** The selected cell with what surrounds it. */
export interface SelectedCell {
  readonly sheetId: string;
  readonly sheetName: string;
  readonly row: number;
  readonly column: number;
  /** "'G-L Entries'!A40219" */
  readonly address: string;
  readonly value: string | number | boolean;
  readonly text: string;
}

/** The selected cell (the first of a selection). */
export async function selectedCell(): Promise<SelectedCell> {
  return onExcel(async (context) => {
    const cell = context.workbook.getActiveCell();
    cell.load("rowIndex,columnIndex,values,text");
    const { worksheet } = cell;
    worksheet.load("id,name");
    await context.sync();
    const { id, name } = worksheet;
    return {
      sheetId: id,
      sheetName: name,
      row: cell.rowIndex,
      column: cell.columnIndex,
      address: `'${name.replaceAll("'", "''")}'!${cellAddress(cell.rowIndex, cell.columnIndex)}`,
      value: (cell.values as (string | number | boolean)[][])[0]?.[0] ?? "",
      text: cell.text[0]?.[0] ?? "",
    };
  });
}

/** Values of a row of a sheet, from column 0 on. */
export async function rowValues(
  sheetId: string,
  row: number,
  columns: number,
): Promise<readonly (string | number | boolean)[]> {
  return onExcel(async (context) => {
    const range = context.workbook.worksheets.getItem(sheetId).getRangeByIndexes(row, 0, 1, columns);
    range.load("values");
    await context.sync();
    return (range.values as (string | number | boolean)[][])[0] ?? [];
  });
}

/** Shows a sheet and selects a cell of it. False when there is no such sheet. */
export async function goTo(sheetName: string, cell = "A1"): Promise<boolean> {
  return onExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(sheetName);
    sheet.load("visibility");
    await context.sync();
    if (sheet.isNullObject) return false;
    if (sheet.visibility !== "Visible") sheet.visibility = "Visible";
    sheet.activate();
    sheet.getRange(cell).select();
    await context.sync();
    return true;
  });
}

/** Splits "'Inventory Valuation'!K12" into sheet and cell. */
export function splitPlace(place: string): { readonly sheet: string; readonly cell: string } | undefined {
  const at = place.lastIndexOf("!");
  if (at < 0) return undefined;
  const sheet = place.slice(0, at).replace(/^'|'$/g, "").replaceAll("''", "'");
  return { sheet, cell: place.slice(at + 1) };
}

/** Removes sheets by id; a workbook keeps at least one visible sheet. */
export async function removeSheets(ids: readonly string[]): Promise<number> {
  return onExcel(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.load("items/id,items/visibility");
    await context.sync();
    const gone = worksheets.items.filter((sheet) => ids.includes(sheet.id));
    const isVisibleLeft = worksheets.items.some(
      (sheet) => !ids.includes(sheet.id) && sheet.visibility === "Visible",
    );
    if (gone.length === 0) return 0;
    await refuseProtectedStructure(context);
    if (!isVisibleLeft) worksheets.add();
    for (const sheet of gone) {
      claimSheet(sheet.id);
      sheet.delete();
    }
    await context.sync();
    return gone.length;
  });
}

/**
 * Recalculates every formula, so that worksheet functions ask again. Not only the cells that asked before: Excel copies,
 * moves and loads cells with their values without calling the functions in them, and those must not stay behind.
 */
export async function recalculate(): Promise<void> {
  await onExcel(async (context) => {
    context.application.calculate("Full");
    await context.sync();
  });
}
