/** Takes the last posting back: compares what stands in the ledgers with what was written, then plans the way back. */
import { Refusal } from "../../engine/refusal";
import type { ColumnMapping } from "../../engine/ledgers/source";
import { sameContent, TableColumns } from "./columns";
import type { ChangeTable, StoredCell, StoredContent, TableEdit, TableEditor, TableReader } from "./edits";
import { JOURNAL_TABLE, LOG_TABLE, STATUS, UNDO_TABLE } from "./log";
import "./messages";
import { readLog, type LoggedRun } from "./plan";
import { RowFinder } from "./row-finder";
import type { UndoImage, UndoTable } from "./undo-image";

export interface UndoPlan {
  readonly run: LoggedRun;
  /** Rows that were added and go again. */
  readonly removed: number;
  /** Rows that were changed or deleted and come back as they were. */
  readonly restored: number;
  readonly edits: readonly TableEdit[];
}

/** The last applied run, or undefined when there is none. */
export async function lastApplied(editor: TableEditor): Promise<LoggedRun | undefined> {
  const applied = (await readLog(editor)).filter((run) => run.status === STATUS.applied);
  return applied.reduce<LoggedRun | undefined>(
    (last, run) => (!last || run.runNo > last.runNo ? run : last),
    undefined,
  );
}

/**
 * Plans to undo the last applied run. Throws Refusal: NOTHING_TO_UNDO, UNDO_IMAGE_GONE, UNDO_TABLE_GONE, UNDO_EDITED
 * (with the cell), UNDO_ROW_GONE, UNDO_ROW_BACK.
 */
export async function planUndo(editor: TableEditor, mapping?: ColumnMapping): Promise<UndoPlan> {
  const run = await lastApplied(editor);
  if (!run) throw new Refusal("NOTHING_TO_UNDO");
  const image = await readImage(editor, run.runNo);
  const edits: TableEdit[] = [];
  let removed = 0;
  let restored = 0;
  for (const undo of image.image.tables) {
    const table = await editor.table(undo.table);
    if (!table) throw new Refusal("UNDO_TABLE_GONE", { table: undo.table });
    const planned = await undoTable(undo, table, new TableColumns(undo.table, table.headers, mapping));
    edits.push(planned.edit);
    removed += planned.removed;
    restored += planned.restored;
  }
  edits.push(...(await undoOwnTables(editor, run, image.rows)));
  return { run, removed, restored, edits };
}

async function readImage(
  editor: TableEditor,
  runNo: number,
): Promise<{ image: UndoImage; rows: readonly number[] }> {
  const table = await editor.table(UNDO_TABLE);
  const gone = new Refusal("UNDO_IMAGE_GONE", { runNo });
  if (!table) throw gone;
  const columns = new TableColumns(UNDO_TABLE, table.headers);
  const positions = ["Run No.", "Part No.", "Image"].map((caption) => columns.position(caption));
  if (positions.includes(-1)) throw gone;
  const [numbers = [], parts = [], texts = []] = await Promise.all(
    positions.map((position) => table.column(position)),
  );
  const rows = numbers
    .map((number, row) => ({ number: Number(number), part: Number(parts[row]), row }))
    .filter(({ number }) => number === runNo)
    .sort((a, b) => a.part - b.part);
  try {
    const image = JSON.parse(rows.map(({ row }) => String(texts[row]).slice(1)).join("")) as UndoImage;
    if (image.version !== 1) throw gone;
    return { image, rows: rows.map(({ row }) => row) };
  } catch {
    throw gone;
  }
}

interface UndoneTable {
  readonly edit: ChangeTable;
  readonly removed: number;
  readonly restored: number;
}

async function undoTable(undo: UndoTable, table: TableReader, columns: TableColumns): Promise<UndoneTable> {
  const finder = new RowFinder(table, columns);
  const gone = await appendedRows(undo, table, columns, finder);
  const changed: number[] = [];
  for (const { key } of undo.updated) changed.push(await singleRow(finder, undo, key));
  const rows = [...new Set([...gone, ...changed])].sort((a, b) => a - b);
  const stands = rows.length > 0 ? await table.cells(rows) : [];
  const cellsOf = new Map(rows.map((row, index) => [row, stands[index] ?? []]));
  undo.appended.forEach(({ values }, index) => {
    const row = gone[index] as number;
    undo.appendedCaptions.forEach((caption, place) => {
      checkCell(table, columns, row, cellsOf.get(row), caption, values[place] ?? "");
    });
  });
  const restore = undo.updated.map(({ caption, before, after }, index) => {
    const row = changed[index] as number;
    checkCell(table, columns, row, cellsOf.get(row), caption, after);
    return { row, column: columns.position(caption), cell: before };
  });
  for (const { key } of undo.deleted) {
    const [back] = key.some((part) => part !== "") ? await finder.byParts(undo.keys, key) : [];
    if (back !== undefined && !gone.includes(back)) {
      throw new Refusal("UNDO_ROW_BACK", { table: undo.table, key: key.join(", ") }, [
        table.address(back, 0),
      ]);
    }
  }
  gone.sort((a, b) => a - b);
  const removeColumns = await emptyAddedColumns(undo, table, columns, gone, restore);
  return {
    edit: {
      kind: "change",
      table: undo.table,
      addColumns: [],
      kinds: table.headers.map((_, position) => columns.kindAt(position)),
      update: [],
      restore: restore.filter(({ column }) => !removeColumns.includes(column)),
      delete: gone,
      insert: undo.deleted.map(({ row, cells }) => ({
        at: row,
        cells: inOrder(cells, undo.headers, table.headers),
      })),
      append: [],
      removeColumns,
    },
    removed: gone.length,
    restored: new Set(changed).size + undo.deleted.length,
  };
}

/**
 * The rows that were appended, in the order of the image. Where several rows have the same key (warnings of one total),
 * each appended row is the one that still holds its values.
 */
async function appendedRows(
  undo: UndoTable,
  table: TableReader,
  columns: TableColumns,
  finder: RowFinder,
): Promise<number[]> {
  const candidates: (readonly number[])[] = [];
  for (const { key } of undo.appended) candidates.push(await finder.byParts(undo.keys, key));
  const shared = [...new Set(candidates.filter((rows) => rows.length > 1).flat())].sort((a, b) => a - b);
  const stands = shared.length > 0 ? await table.cells(shared) : [];
  const cellsOf = new Map(shared.map((row, index) => [row, stands[index] ?? []]));
  const taken = new Set<number>();
  return undo.appended.map(({ key, values }, index) => {
    const free = (candidates[index] ?? []).filter((row) => !taken.has(row));
    const holds = (row: number): boolean =>
      undo.appendedCaptions.every((caption, place) =>
        isSame(
          table,
          columns,
          caption,
          cellsOf.get(row)?.[columns.position(caption)]?.content ?? null,
          values[place] ?? "",
        ),
      );
    const row = free.length > 1 ? (free.find(holds) ?? free[0]) : free[0];
    if (row === undefined) throw new Refusal("UNDO_ROW_GONE", { table: undo.table, key: key.join(", ") });
    taken.add(row);
    return row;
  });
}

async function singleRow(finder: RowFinder, undo: UndoTable, key: readonly string[]): Promise<number> {
  const [row] = await finder.byParts(undo.keys, key);
  if (row === undefined) throw new Refusal("UNDO_ROW_GONE", { table: undo.table, key: key.join(", ") });
  return row;
}

/** Throws UNDO_EDITED when a cell does not hold what the posting wrote; a formula over it is an edit as well. */
function checkCell(
  table: TableReader,
  columns: TableColumns,
  row: number,
  cells: readonly StoredCell[] | undefined,
  caption: string,
  written: StoredContent,
): void {
  const position = columns.position(caption);
  const now = cells?.[position];
  if (now && now.formula === undefined && isSame(table, columns, caption, now.content, written)) return;
  const cell = table.address(row, Math.max(0, position));
  throw new Refusal("UNDO_EDITED", { table: table.name, row: cell.replace(/\D+/g, "") }, [cell]);
}

/** Dates may stand as serial number or as text, Yes and No as words: they are compared as keys are. */
function isSame(
  table: TableReader,
  columns: TableColumns,
  caption: string,
  now: StoredContent,
  written: StoredContent,
): boolean {
  if (sameContent(now, written)) return true;
  const kind = columns.kind(caption);
  if (kind !== "date" && kind !== "boolean") return false;
  const part = (content: StoredContent): string => columns.keyPart(caption, content, table.epochOffset);
  return part(now) === part(written);
}

/** Columns that the posting added and that will be empty again. */
async function emptyAddedColumns(
  undo: UndoTable,
  table: TableReader,
  columns: TableColumns,
  gone: readonly number[],
  restore: readonly { readonly row: number; readonly column: number; readonly cell: StoredCell }[],
): Promise<readonly number[]> {
  const removed = new Set(gone);
  const empty: number[] = [];
  for (const header of undo.addedColumns) {
    const position = columns.position(header);
    if (position < 0) continue;
    const cleared = new Set(restore.filter(({ column }) => column === position).map(({ row }) => row));
    const values = await table.column(position);
    const isLeft = values.some(
      (value, row) => value !== null && value !== "" && !removed.has(row) && !cleared.has(row),
    );
    if (!isLeft) empty.push(position);
  }
  return empty;
}

/** Cells of a row in today's order of columns; columns that are new since stay empty. */
function inOrder(
  cells: readonly StoredCell[],
  then: readonly string[],
  now: readonly string[],
): readonly StoredCell[] {
  return now.map((header) => {
    const place = then.indexOf(header);
    return place < 0 ? { content: null } : (cells[place] ?? { content: null });
  });
}

/** The log says Undone, open journal lines of the run go, and so does its image. */
async function undoOwnTables(
  editor: TableEditor,
  run: LoggedRun,
  imageRows: readonly number[],
): Promise<readonly TableEdit[]> {
  const edits: TableEdit[] = [];
  const journal = await editor.table(JOURNAL_TABLE);
  if (journal) {
    const columns = new TableColumns(JOURNAL_TABLE, journal.headers);
    const [runs, states] = await Promise.all(
      ["Run No.", "Status"].map(async (caption) => {
        const position = columns.position(caption);
        return position < 0 ? [] : journal.column(position);
      }),
    );
    const lines = (runs ?? []).flatMap((no, row) =>
      Number(no) === run.runNo && states?.[row] === STATUS.open ? [row] : [],
    );
    if (lines.length > 0) edits.push(change(journal, columns, { delete: lines }));
  }
  const log = await editor.table(LOG_TABLE);
  if (log) {
    const columns = new TableColumns(LOG_TABLE, log.headers);
    edits.push(
      change(log, columns, {
        update: [{ row: run.row, column: columns.position("Status"), value: STATUS.undone }],
      }),
    );
  }
  const images = await editor.table(UNDO_TABLE);
  if (images) edits.push(change(images, new TableColumns(UNDO_TABLE, images.headers), { delete: imageRows }));
  return edits;
}

function change(table: TableReader, columns: TableColumns, part: Partial<ChangeTable>): ChangeTable {
  return {
    kind: "change",
    table: table.name,
    addColumns: [],
    kinds: table.headers.map((_, position) => columns.kindAt(position)),
    update: [],
    restore: [],
    delete: [],
    insert: [],
    append: [],
    removeColumns: [],
    ...part,
  };
}
