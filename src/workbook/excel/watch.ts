/** Watches the workbook: which tables and sheets were written to since they were read. */
import { onExcel } from "./batch";
import type { FoundTable } from "./discover";
import { isOwnSheet } from "./own-sheets";

export interface ChangeWatch {
  /** A reading begins: what changes from now on may be missed by it. */
  begin(): void;
  /** The reading ended with these tables: only what changed since `begin` counts as changed. */
  know(tables: readonly FoundTable[]): void;
  /** The reading failed: what was known before still holds. */
  giveUp(): void;
  /** Ids of tables that changed since they were read. */
  readonly changed: ReadonlySet<string>;
  /** Sheets or tables came or went since the last reading. */
  readonly structureChanged: boolean;
  stop(): Promise<void>;
}

/** A change as Excel tells it; without a place it concerns the whole sheet. */
interface Change {
  readonly sheetId: string;
  readonly rect: Rect | undefined;
}

/** Starts watching. `onChange` is called for every change that concerns a table that was read, or the structure. */
export async function watchWorkbook(onChange: () => void): Promise<ChangeWatch> {
  const changed = new Set<string>();
  let known: readonly FoundTable[] = [];
  /** Changes during a reading; undefined while none is going on. */
  let sinceBegin: Change[] | undefined;
  /** Sheets that came or went, or on which a table did, by id; whose they are may only be known later. */
  let structure: string[] = [];
  let structureSinceBegin: string[] = [];
  const handlers: OfficeExtension.EventHandlerResult<unknown>[] = [];

  const mark = ({ sheetId, rect }: Change): boolean => {
    let concerns = false;
    for (const table of known) {
      if (table.sheetId !== sheetId || (rect && !meets(rect, table))) continue;
      changed.add(table.id);
      concerns = true;
    }
    return concerns;
  };
  const cellsChanged = (args: Excel.WorksheetChangedEventArgs): Promise<void> => {
    const moved = args.changeType !== "RangeEdited";
    const change = { sheetId: args.worksheetId, rect: moved ? undefined : parseAddress(args.address) };
    sinceBegin?.push(change);
    if (mark(change)) onChange();
    return Promise.resolve();
  };
  const structureChanged = ({ worksheetId }: { readonly worksheetId: string }): Promise<void> => {
    structure.push(worksheetId);
    structureSinceBegin.push(worksheetId);
    if (!isOwnSheet(worksheetId)) onChange();
    return Promise.resolve();
  };
  const isOthers = (sheetId: string): boolean => !isOwnSheet(sheetId);

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
    begin: () => {
      sinceBegin = [];
      structureSinceBegin = [];
    },
    know: (tables) => {
      known = tables;
      changed.clear();
      structure = structureSinceBegin;
      const missed = (sinceBegin ?? []).filter(mark).length > 0;
      sinceBegin = undefined;
      if (missed || structure.some(isOthers)) onChange();
    },
    giveUp: () => {
      sinceBegin = undefined;
    },
    get changed() {
      return changed;
    },
    get structureChanged() {
      return structure.some(isOthers);
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
