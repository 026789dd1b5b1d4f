/** Watches the workbook: which tables and sheets were written to since they were read. */
import { onExcel } from "./batch";
import type { FoundTable } from "./discover";

export interface ChangeWatch {
  /** Tells the tables as they were read; addresses of later changes are looked up there. */
  know(tables: readonly FoundTable[]): void;
  /** Ids of tables that changed since `know` or `forget`. */
  readonly changed: ReadonlySet<string>;
  /** Sheets or tables came, went or were renamed. */
  readonly structureChanged: boolean;
  forget(ids: ReadonlySet<string>): void;
  stop(): Promise<void>;
}

/** Starts watching. `onChange` is called for every change that concerns a table that was read, or the structure. */
export async function watchWorkbook(onChange: () => void): Promise<ChangeWatch> {
  const changed = new Set<string>();
  let known: readonly FoundTable[] = [];
  let structure = false;
  const handlers: OfficeExtension.EventHandlerResult<unknown>[] = [];

  const cellsChanged = (args: Excel.WorksheetChangedEventArgs): Promise<void> => {
    const moved = args.changeType !== "RangeEdited";
    const rect = moved ? undefined : parseAddress(args.address);
    let concerns = false;
    for (const table of known) {
      if (table.sheetId !== args.worksheetId) continue;
      if (rect && !meets(rect, table)) continue;
      changed.add(table.id);
      concerns = true;
    }
    if (concerns) onChange();
    return Promise.resolve();
  };
  const structureChanged = (): Promise<void> => {
    structure = true;
    onChange();
    return Promise.resolve();
  };

  await onExcel(async (context) => {
    const { worksheets, tables } = context.workbook;
    handlers.push(
      worksheets.onChanged.add(cellsChanged),
      worksheets.onDeleted.add(structureChanged),
      worksheets.onAdded.add(structureChanged),
      tables.onAdded.add(structureChanged),
      tables.onDeleted.add(structureChanged),
    );
    await context.sync();
  });

  return {
    know: (tables) => {
      known = tables;
      structure = false;
    },
    get changed() {
      return changed;
    },
    get structureChanged() {
      return structure;
    },
    forget: (ids) => {
      for (const id of ids) changed.delete(id);
    },
    stop: async () => {
      for (const handler of handlers.splice(0)) {
        handler.remove();
        await handler.context.sync();
      }
    },
  };
}

interface Rect {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** "B3", "B3:D9", "3:7", "B:D"; undefined for what cannot be read, which then concerns the whole sheet. */
export function parseAddress(address: string): Rect | undefined {
  const local = address.slice(address.lastIndexOf("!") + 1).replaceAll("$", "");
  const [from = "", to = from] = local.split(":");
  const first = parseCell(from);
  const last = parseCell(to);
  if (!first || !last) return undefined;
  return {
    top: first.row ?? 0,
    left: first.column ?? 0,
    bottom: last.row ?? Number.POSITIVE_INFINITY,
    right: last.column ?? Number.POSITIVE_INFINITY,
  };
}

function parseCell(text: string): { row?: number; column?: number } | undefined {
  const match = /^([A-Za-z]{0,3})(\d{0,7})$/.exec(text.trim());
  if (!match || text.trim() === "") return undefined;
  const [, letters = "", digits = ""] = match;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return {
    ...(letters === "" ? {} : { column: column - 1 }),
    ...(digits === "" ? {} : { row: Number(digits) - 1 }),
  };
}

/** Cells of the table, its header, and the row right below it, where a table grows. */
function meets(rect: Rect, table: FoundTable): boolean {
  const bottom = table.headerRow + table.rows + 1;
  const right = table.firstColumn + table.headers.length;
  return (
    rect.top <= bottom &&
    rect.bottom >= table.headerRow &&
    rect.left <= right &&
    rect.right >= table.firstColumn
  );
}
