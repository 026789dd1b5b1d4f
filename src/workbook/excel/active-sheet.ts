/** The sheet in front, and when another one comes to the front. */
import { onExcel } from "./batch";

export interface ActiveSheet {
  readonly id: string;
  readonly name: string;
}

/** The sheet in front. */
export async function activeSheet(): Promise<ActiveSheet> {
  return onExcel(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet();
    sheet.load("id,name");
    await context.sync();
    return { id: sheet.id, name: sheet.name };
  });
}

/** Tells each sheet that comes to the front. Returns the function that ends it. */
export async function watchActiveSheet(listener: () => void): Promise<() => Promise<void>> {
  const handler = await onExcel(async (context) => {
    const added = context.workbook.worksheets.onActivated.add(() => {
      listener();
      return Promise.resolve();
    });
    await context.sync();
    return added;
  });
  return async () => {
    handler.remove();
    await handler.context.sync();
  };
}
