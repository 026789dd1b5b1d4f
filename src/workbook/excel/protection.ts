/** Protection is found out before anything is written, so that the message can name what is protected. */
import type { Context } from "./batch";
import type { FoundTable } from "./discover";
import { ExcelTrouble } from "./trouble";

/** Refuses with EXCEL_PROTECTED when a sheet of these tables is protected. */
export async function refuseProtectedSheets(context: Context, tables: readonly FoundTable[]): Promise<void> {
  const asked = tables.map((table) => {
    const { protection } = context.workbook.worksheets.getItem(table.sheetId);
    protection.load("protected");
    return { table, protection };
  });
  await context.sync();
  const refused = asked.find(({ protection }) => protection.protected);
  if (refused) throw new ExcelTrouble("EXCEL_PROTECTED", { sheet: refused.table.sheetName });
}

/** Refuses with EXCEL_WORKBOOK_PROTECTED when no sheets can be added, renamed or removed. */
export async function refuseProtectedStructure(context: Context): Promise<void> {
  const { protection } = context.workbook;
  protection.load("protected");
  await context.sync();
  if (protection.protected) throw new ExcelTrouble("EXCEL_WORKBOOK_PROTECTED");
}
