/** A change set and the tables as they stand → edits, effects per table, and the image from which it can be undone. */
import type { ChangeRow, ChangeSet, TableChange } from "../../engine/changes";
import type { Digest } from "../../engine/evidence";
import { findTableDeclaration } from "../../engine/ledgers/names";
import type { ColumnMapping } from "../../engine/ledgers/source";
import { Refusal } from "../../engine/refusal";
import type { Rows } from "../../engine/rows";
import { plain, TableColumns } from "./columns";
import type {
  ChangeTable,
  ColumnKind,
  CreateTable,
  EditValue,
  NewColumn,
  StoredCell,
  StoredContent,
  TableEdit,
  TableEditor,
  TableReader,
} from "./edits";
import {
  idempotencyKey,
  imageRows,
  journalCaptions,
  JOURNAL_TABLE,
  journalRows,
  LOG_CAPTIONS,
  LOG_TABLE,
  logRow,
  STATUS,
  UNDO_CAPTIONS,
  UNDO_TABLE,
  type PostedRun,
} from "./log";
import "./messages";
import { RowFinder } from "./row-finder";
import type { UndoImage, UndoTable } from "./undo-image";

/** What applying does to one table. */
export interface TableEffect {
  readonly table: string;
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  readonly newColumns: readonly string[];
  /** Left out, because the workbook has no such table. */
  readonly absent: boolean;
}

export interface ApplyPlan {
  readonly runNo: number;
  readonly key: string;
  /** Number of the run that applied the same change set before, if any. */
  readonly appliedAs: number | undefined;
  readonly effects: readonly TableEffect[];
  readonly edits: readonly TableEdit[];
}

export interface PlanOptions {
  readonly digest: Digest;
  /** Headers that the user mapped by hand. */
  readonly mapping?: ColumnMapping;
  /** Only the journal lines are written, no ledger is touched. */
  readonly journalOnly?: boolean;
}

/** Plans a posting. Throws Refusal ROW_NOT_FOUND when a row to change is not in its table. */
export async function planApply(
  changes: ChangeSet,
  run: PostedRun,
  editor: TableEditor,
  options: PlanOptions,
): Promise<ApplyPlan> {
  const key = await idempotencyKey(run, options.digest);
  const log = await readLog(editor);
  const appliedAs = log.find((row) => row.key === key && row.status === STATUS.applied)?.runNo;
  const runNo = log.reduce((highest, row) => Math.max(highest, row.runNo), 0) + 1;
  const edits: TableEdit[] = [];
  const effects: TableEffect[] = [];
  const undo: UndoTable[] = [];
  if (options.journalOnly !== true) {
    for (const change of changes.changes) {
      const planned = await planTable(change, editor, options.mapping);
      if (planned.edit) edits.push(planned.edit);
      if (planned.undo) undo.push(planned.undo);
      effects.push(planned.effect);
    }
  }
  const counts = {
    added: sum(effects, (effect) => effect.added),
    changed: sum(effects, (effect) => effect.changed),
    deleted: sum(effects, (effect) => effect.deleted),
  };
  const journal = journalRows(changes, runNo);
  const image: UndoImage = { version: 1, tables: undo };
  if (journal.length > 0) edits.push(await ownRows(editor, JOURNAL_TABLE, journalCaptions(journal), journal));
  edits.push(await ownRows(editor, LOG_TABLE, LOG_CAPTIONS, [logRow(runNo, run, key, counts)]));
  edits.push(await ownRows(editor, UNDO_TABLE, UNDO_CAPTIONS, imageRows(runNo, JSON.stringify(image)), true));
  return { runNo, key, appliedAs, effects, edits };
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

/** A row of Tieout Log as it stands. */
export interface LoggedRun {
  readonly runNo: number;
  readonly report: string;
  readonly key: string;
  readonly runAt: string;
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  readonly status: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Its row in the table. */
  readonly row: number;
}

/** Rows of Tieout Log; none when there is no such table. */
export async function readLog(editor: TableEditor): Promise<readonly LoggedRun[]> {
  const table = await editor.table(LOG_TABLE);
  if (!table) return [];
  const columns = new TableColumns(LOG_TABLE, table.headers);
  const of = async (caption: string): Promise<readonly StoredContent[]> => {
    const position = columns.position(caption);
    return position < 0 ? [] : table.column(position);
  };
  const [numbers, reports, keys, times, added, changed, deleted, states, parameters] = await Promise.all(
    [
      "Run No.",
      "Report",
      "Idempotency Key",
      "Run At",
      "Rows Added",
      "Rows Changed",
      "Rows Deleted",
      "Status",
      "Parameters",
    ].map(of),
  );
  const text = (value: StoredContent | undefined): string => String(value ?? "");
  return Array.from({ length: table.rows }, (_, row) => ({
    runNo: Number(numbers?.[row] ?? 0),
    report: text(reports?.[row]),
    key: text(keys?.[row]),
    runAt: text(times?.[row]),
    added: Number(added?.[row] ?? 0),
    changed: Number(changed?.[row] ?? 0),
    deleted: Number(deleted?.[row] ?? 0),
    status: text(states?.[row]),
    parameters: parsed(text(parameters?.[row])),
    row,
  })).filter((row) => row.runNo > 0);
}

/** Parameters as the log keeps them; what was cut off or edited counts as none. */
function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

interface PlannedTable {
  readonly edit: TableEdit | undefined;
  readonly undo: UndoTable | undefined;
  readonly effect: TableEffect;
}

async function planTable(
  change: TableChange,
  editor: TableEditor,
  mapping?: ColumnMapping,
): Promise<PlannedTable> {
  const append = change.append ?? [];
  const update = change.update ?? [];
  const remove = change.delete ?? [];
  const nothing: TableEffect = {
    table: change.table,
    added: 0,
    changed: 0,
    deleted: 0,
    newColumns: [],
    absent: false,
  };
  if (append.length + update.length + remove.length === 0)
    return { edit: undefined, undo: undefined, effect: nothing };
  const table = await editor.table(change.table);
  if (!table) {
    if (change.create !== true || append.length === 0) {
      return { edit: undefined, undo: undefined, effect: { ...nothing, absent: true } };
    }
    return createTable(change, append);
  }
  return changeTable(change, table, new TableColumns(change.table, table.headers, mapping));
}

function createTable(change: TableChange, append: Rows<ChangeRow>): PlannedTable {
  const captions = captionsOf(append, change.captions);
  const columns = new TableColumns(change.table, captions);
  const edit = newTable(change.table, captions, append, false);
  const keys = keysOf(change, captions, () => true);
  return {
    edit,
    undo: {
      table: change.table,
      keys,
      created: true,
      addedColumns: [],
      appendedCaptions: captions,
      appended: append.map((row) => appendedImage(row, captions, keys, columns, 0)),
      updated: [],
      deleted: [],
      headers: captions,
    },
    effect: {
      table: change.table,
      added: append.length,
      changed: 0,
      deleted: 0,
      newColumns: captions,
      absent: false,
    },
  };
}

/** Captions of new rows: the declared order first, then what else occurs. */
function captionsOf(rows: Rows<ChangeRow>, first: readonly string[]): readonly string[] {
  const all = new Set(first);
  for (const row of rows) for (const caption of Object.keys(row)) all.add(caption);
  return [...all];
}

/** Captions that identify a row: those by which the change finds rows, else the declared key, else all. */
function keysOf(
  change: TableChange,
  captions: readonly string[],
  has: (caption: string) => boolean,
): readonly string[] {
  const [update] = change.update ?? [];
  if (update) return Object.keys(update.key);
  const declared = findTableDeclaration(change.table)?.key ?? [];
  if (declared.length > 0 && declared.every(has)) return declared;
  const [removed] = change.delete ?? [];
  return removed ? Object.keys(removed) : captions;
}

async function changeTable(
  change: TableChange,
  table: TableReader,
  columns: TableColumns,
): Promise<PlannedTable> {
  const append = change.append ?? [];
  const update = change.update ?? [];
  const remove = change.delete ?? [];
  const added = missingCaptions(change, columns);
  const newColumns: NewColumn[] = added.map((header) => ({ header, kind: columns.kind(header) }));
  const width = table.headers.length + added.length;
  const placeOf = (caption: string): number => {
    const position = columns.position(caption);
    return position >= 0
      ? position
      : added.includes(caption)
        ? table.headers.length + added.indexOf(caption)
        : -1;
  };
  const finder = new RowFinder(table, columns);
  const updates: {
    row: number;
    column: number;
    value: EditValue;
    caption: string;
    key: readonly string[];
  }[] = [];
  for (const { key, values } of update) {
    const row = await finder.one(key);
    for (const [caption, value] of Object.entries(values)) {
      const column = placeOf(caption);
      if (column < 0) continue;
      const parts = Object.entries(key).map(([name, part]) => columns.keyPart(name, part, 0));
      updates.push({ row, column, value: columns.edit(caption, value), caption, key: parts });
    }
  }
  const deleted: number[] = [];
  for (const key of remove) deleted.push(...(await finder.all(key)));
  deleted.sort((a, b) => a - b);
  const written = captionsOf(append, []).filter((caption) => placeOf(caption) >= 0);
  const keys = keysOf(change, written, (caption) => columns.position(caption) >= 0);
  if (deleted.length > 0) await finder.prepare(keys);
  const beforeOf = await imagesOf(table, [...updates.map(({ row }) => row), ...deleted]);
  const edit: ChangeTable = {
    kind: "change",
    table: change.table,
    addColumns: newColumns,
    kinds: kindsOf(table, columns, newColumns),
    update: updates.map(({ row, column, value }) => ({ row, column, value })),
    restore: [],
    delete: deleted,
    insert: [],
    append: append.map((row) => appendedValues(row, width, placeOf, columns)),
    removeColumns: [],
  };
  const undo: UndoTable = {
    table: change.table,
    keys,
    created: false,
    addedColumns: added,
    appendedCaptions: written,
    appended: append.map((row) => appendedImage(row, written, keys, columns, table.epochOffset)),
    updated: updates.map(({ row, column, value, caption, key }) => ({
      key,
      caption,
      before: beforeOf.get(row)?.[column] ?? { content: null },
      after: plain(value, table.epochOffset),
    })),
    deleted: deleted.map((row) => ({ key: finder.keyOf(row, keys), row, cells: beforeOf.get(row) ?? [] })),
    headers: table.headers,
  };
  return {
    edit,
    undo,
    effect: {
      table: change.table,
      added: append.length,
      changed: new Set(updates.map(({ row }) => row)).size,
      deleted: deleted.length,
      newColumns: added,
      absent: false,
    },
  };
}

function kindsOf(
  table: TableReader,
  columns: TableColumns,
  added: readonly NewColumn[],
): readonly ColumnKind[] {
  return [
    ...table.headers.map((_, position) => columns.kindAt(position)),
    ...added.map((column) => column.kind),
  ];
}

async function imagesOf(
  table: TableReader,
  rows: readonly number[],
): Promise<ReadonlyMap<number, readonly StoredCell[]>> {
  const distinct = [...new Set(rows)].sort((a, b) => a - b);
  const images = distinct.length > 0 ? await table.cells(distinct) : [];
  return new Map(distinct.map((row, index) => [row, images[index] ?? []]));
}

/** Captions that the table lacks and that hold a value which a missing column would lose. */
function missingCaptions(change: TableChange, columns: TableColumns): readonly string[] {
  const missing = new Set<string>();
  const look = (row: ChangeRow): void => {
    for (const [caption, value] of Object.entries(row)) {
      if (columns.position(caption) < 0 && !columns.isDefault(caption, value)) missing.add(caption);
    }
  };
  for (const row of change.append ?? []) look(row);
  for (const { values } of change.update ?? []) look(values);
  return [
    ...change.captions.filter((caption) => missing.has(caption)),
    ...[...missing].filter((caption) => !change.captions.includes(caption)),
  ];
}

function appendedValues(
  row: ChangeRow,
  width: number,
  placeOf: (caption: string) => number,
  columns: TableColumns,
): readonly EditValue[] {
  const values = new Array<EditValue>(width).fill(null);
  for (const [caption, value] of Object.entries(row)) {
    const place = placeOf(caption);
    if (place >= 0) values[place] = columns.edit(caption, value);
  }
  return values;
}

function appendedImage(
  row: ChangeRow,
  captions: readonly string[],
  keys: readonly string[],
  columns: TableColumns,
  epochOffset: number,
): UndoTable["appended"][number] {
  return {
    key: keys.map((caption) => columns.keyPart(caption, row[caption] ?? null, 0)),
    values: captions.map((caption) => plain(columns.edit(caption, row[caption]), epochOffset)),
  };
}

function newTable(
  table: string,
  captions: readonly string[],
  rows: Rows<ChangeRow>,
  hidden: boolean,
): CreateTable {
  const columns = new TableColumns(table, captions);
  return {
    kind: "create",
    table,
    hidden,
    columns: captions.map((header) => ({ header, kind: columns.kind(header) })),
    rows: rows.map((row) => captions.map((caption) => columns.edit(caption, row[caption]))),
  };
}

/** Rows at the end of one of Tieout's own tables, which is made when it is not there. */
async function ownRows(
  editor: TableEditor,
  table: string,
  captions: readonly string[],
  rows: readonly ChangeRow[],
  hidden = false,
): Promise<TableEdit> {
  const there = await editor.table(table);
  if (!there) return newTable(table, captions, rows, hidden);
  const columns = new TableColumns(table, there.headers);
  const planned = await changeTable({ table, append: rows, captions }, there, columns);
  if (planned.edit?.kind !== "change") throw new Error(`${table} cannot be extended`);
  return planned.edit;
}

/** A change set was applied before. */
export function appliedBefore(plan: ApplyPlan): Refusal | undefined {
  return plan.appliedAs === undefined ? undefined : new Refusal("ALREADY_APPLIED", { runNo: plan.appliedAs });
}
