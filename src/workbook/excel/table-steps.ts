/**
 * One table's edit as steps that can be taken back: each writes in few requests and knows what to do when a later step
 * fails. Rows are added before others are deleted, so that positions stay known until the end.
 */
import { plain, sameContent } from "../apply/columns";
import type {
  ChangeTable,
  ColumnKind,
  CreateTable,
  EditValue,
  StoredCell,
  StoredContent,
} from "../apply/edits";
import { allowedSheetName, excelTableName } from "../names";
import { LOOKS } from "../look";
import { quietSync, type Context } from "./batch";
import { bodyRange, type FoundTable } from "./discover";
import { contiguous, storedRows } from "./excel-table";

/** Cells written in one request. */
const BLOCK_CELLS = 60_000;
/** Characters written in one request; Excel on the web refuses 5 MB. */
const BLOCK_CHARACTERS = 1_500_000;
/** Blocks of rows deleted or inserted in one request. */
const RUNS = 500;

/** A step of the work. `undo` must also be safe when the step was done in part or not at all. */
export interface Step {
  run(context: Context): Promise<void>;
  undo(context: Context): Promise<void>;
}

const FORMATS: Readonly<Partial<Record<ColumnKind, string>>> = {
  text: "@",
  date: "m/d/yyyy",
  amount: "#,##0.00",
};

/** A value as `values` takes it; null leaves the cell alone. */
function content(value: EditValue, epochOffset: number): StoredContent {
  return value === null ? null : plain(value, epochOffset);
}

/** Rows in blocks that fit into one request, by cells and by characters. */
function* fittingBlocks(
  rows: readonly (readonly EditValue[])[],
  width: number,
): Generator<{ readonly first: number; readonly lines: readonly (readonly EditValue[])[] }> {
  const most = Math.max(1, Math.floor(BLOCK_CELLS / Math.max(1, width)));
  let first = 0;
  let characters = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const own = (rows[row] ?? []).reduce(
      (sum, value) => sum + (typeof value === "string" ? value.length : 12),
      0,
    );
    if (row > first && (row - first >= most || characters + own > BLOCK_CHARACTERS)) {
      yield { first, lines: rows.slice(first, row) };
      first = row;
      characters = 0;
    }
    characters += own;
  }
  if (first < rows.length) yield { first, lines: rows.slice(first) };
}

/** Steps of a change, those that add before those that delete. */
export function changeSteps(
  edit: ChangeTable,
  table: FoundTable,
  rows: number,
  epochOffset: number,
): { readonly adding: readonly Step[]; readonly deleting: readonly Step[]; readonly last: readonly Step[] } {
  const width = table.headers.length + edit.addColumns.length;
  const wide: FoundTable = {
    ...table,
    headers: Array.from({ length: width }, (_, at) => table.headers[at] ?? ""),
  };
  const adding: Step[] = [];
  if (edit.addColumns.length > 0) adding.push(new AddColumns(edit, table));
  if (edit.append.length > 0) adding.push(new AppendRows(edit, wide, rows, epochOffset));
  if (edit.update.length > 0 || edit.restore.length > 0) adding.push(new WriteCells(edit, wide, epochOffset));
  const deleting: Step[] = [];
  if (edit.insert.length > 0) deleting.push(new InsertRows(edit, wide, rows + edit.append.length));
  if (edit.delete.length > 0) deleting.push(new DeleteRows(edit, wide, rows + edit.append.length));
  const last: Step[] = edit.removeColumns.length > 0 ? [new RemoveColumns(edit, wide)] : [];
  return { adding, deleting, last };
}

function tableOf(context: Context, table: FoundTable): Excel.Table {
  return context.workbook.tables.getItem(table.id);
}

function sheetOf(context: Context, table: FoundTable): Excel.Worksheet {
  return context.workbook.worksheets.getItem(table.sheetId);
}

/** How many body rows the table has now. */
async function bodyRows(context: Context, table: FoundTable): Promise<number> {
  if (table.isTable) {
    const { rows } = tableOf(context, table);
    rows.load("count");
    await context.sync();
    return rows.count;
  }
  const used = sheetOf(context, table).getUsedRangeOrNullObject(true);
  used.load("rowIndex,rowCount");
  await context.sync();
  return used.isNullObject ? 0 : Math.max(0, used.rowIndex + used.rowCount - table.headerRow - 1);
}

class AddColumns implements Step {
  constructor(
    private readonly edit: ChangeTable,
    private readonly table: FoundTable,
  ) {}

  async run(context: Context): Promise<void> {
    const { table, edit } = this;
    edit.addColumns.forEach(({ header, kind }, index) => {
      if (table.isTable) {
        const column = tableOf(context, table).columns.add(undefined, undefined, header);
        column.getDataBodyRange().numberFormat = [[FORMATS[kind] ?? "General"]];
      } else {
        const cell = sheetOf(context, table).getRangeByIndexes(
          table.headerRow,
          table.firstColumn + table.headers.length + index,
          1,
          1,
        );
        cell.numberFormat = [["@"]];
        cell.values = [[header]];
      }
    });
    await quietSync(context);
  }

  async undo(context: Context): Promise<void> {
    const { table, edit } = this;
    if (!table.isTable) {
      sheetOf(context, table)
        .getRangeByIndexes(
          table.headerRow,
          table.firstColumn + table.headers.length,
          1,
          edit.addColumns.length,
        )
        .clear("All");
      await context.sync();
      return;
    }
    const { columns } = tableOf(context, table);
    columns.load("items/name");
    await context.sync();
    for (const column of columns.items.slice(table.headers.length).reverse()) column.delete();
    await context.sync();
  }
}

/** Blank rows first, then formats, then values: texts must find the text format. */
class AppendRows implements Step {
  constructor(
    private readonly edit: ChangeTable,
    private readonly table: FoundTable,
    private readonly rows: number,
    private readonly epochOffset: number,
  ) {}

  async run(context: Context): Promise<void> {
    const { edit, table, rows } = this;
    const width = table.headers.length;
    const count = edit.append.length;
    // A table without entries has one blank row, which takes the first.
    const blank = rows === 0 && table.isTable ? count - 1 : count;
    if (table.isTable && blank > 0) {
      const step = Math.max(1, Math.floor(BLOCK_CELLS / width));
      for (let done = 0; done < blank; done += step) {
        const lines = Array.from({ length: Math.min(step, blank - done) }, () =>
          new Array<null>(width).fill(null),
        );
        tableOf(context, table).rows.add(undefined, lines as never);
        await quietSync(context);
      }
    }
    edit.kinds.forEach((kind, column) => {
      const format = FORMATS[kind];
      const isWritten = edit.append.some((line) => line[column] !== null && line[column] !== undefined);
      if (!isWritten || format === undefined || (kind === "amount" && rows > 0)) return;
      // The date format of the rows above goes on; texts must be texts whatever stands above.
      if (kind === "date" && rows > 0) return;
      bodyRange(context, table, rows, count).getColumn(column).numberFormat = [[format]];
    });
    await quietSync(context);
    for (const { first, lines } of fittingBlocks(edit.append, width)) {
      const range = bodyRange(context, table, rows + first, lines.length);
      range.values = lines.map((line) =>
        Array.from({ length: width }, (_, column) => content(line[column] ?? null, this.epochOffset)),
      ) as unknown[][];
      range.untrack();
      await quietSync(context);
    }
    await this.#verify(context);
  }

  async #verify(context: Context): Promise<void> {
    const { edit, table, rows } = this;
    const written = await storedRows(
      context,
      table,
      edit.append.map((_, index) => rows + index),
    );
    edit.append.forEach((line, row) => {
      line.forEach((value, column) => {
        if (value === null) return;
        check(written[row]?.[column], content(value, this.epochOffset));
      });
    });
  }

  async undo(context: Context): Promise<void> {
    const { edit, table, rows } = this;
    const now = await bodyRows(context, table);
    const count = edit.append.length;
    if (!table.isTable) {
      bodyRange(context, table, rows, count).clear("All");
    } else if (rows === 0) {
      if (now > 1) bodyRange(context, table, 1, now - 1).delete("Up");
      bodyRange(context, table, 0, 1).clear("Contents");
    } else if (now > rows) {
      bodyRange(context, table, rows, now - rows).delete("Up");
    }
    await context.sync();
  }
}

function check(cell: StoredCell | undefined, wanted: StoredContent): void {
  if (cell && sameContent(cell.content, wanted)) return;
  throw Object.assign(new Error("a cell did not take its value"), { code: "ValueNotTaken" });
}

/** Updates and restored cells, column by column in one range each; null leaves the cells between alone. */
class WriteCells implements Step {
  #before: ReadonlyMap<number, readonly StoredCell[]> = new Map();

  constructor(
    private readonly edit: ChangeTable,
    private readonly table: FoundTable,
    private readonly epochOffset: number,
  ) {}

  async run(context: Context): Promise<void> {
    const { edit, table } = this;
    const rows = [...new Set([...edit.update, ...edit.restore].map(({ row }) => row))].sort((a, b) => a - b);
    const before = await storedRows(context, table, rows);
    this.#before = new Map(rows.map((row, index) => [row, before[index] ?? []]));
    const cells = new Map<number, Map<number, StoredCell>>();
    const put = (column: number, row: number, cell: StoredCell): void => {
      const list = cells.get(column) ?? new Map<number, StoredCell>();
      list.set(row, cell);
      cells.set(column, list);
    };
    for (const { row, column, value } of edit.update) {
      const stored = content(value, this.epochOffset);
      put(column, row, { content: stored ?? "", ...(typeof stored === "string" ? { format: "@" } : {}) });
    }
    for (const { row, column, cell } of edit.restore) put(column, row, cell);
    await writeColumns(context, table, cells);
    const after = await storedRows(context, table, rows);
    rows.forEach((row, index) => {
      for (const [column, list] of cells) {
        const cell = list.get(row);
        if (cell && cell.formula === undefined) check(after[index]?.[column], cell.content);
      }
    });
  }

  async undo(context: Context): Promise<void> {
    const cells = new Map<number, Map<number, StoredCell>>();
    for (const { row, column } of [...this.edit.update, ...this.edit.restore]) {
      const cell = this.#before.get(row)?.[column];
      if (!cell) continue;
      const list = cells.get(column) ?? new Map<number, StoredCell>();
      list.set(row, cell);
      cells.set(column, list);
    }
    await writeColumns(context, this.table, cells);
  }
}

/** Writes cells by column and row; formats before contents. */
async function writeColumns(
  context: Context,
  table: FoundTable,
  cells: ReadonlyMap<number, ReadonlyMap<number, StoredCell>>,
): Promise<void> {
  for (const [column, list] of cells) {
    const rows = [...list.keys()].sort((a, b) => a - b);
    for (let start = 0; start < rows.length;) {
      const first = rows[start] as number;
      let end = start;
      while (end < rows.length && (rows[end] as number) - first < BLOCK_CELLS) end += 1;
      const last = rows[end - 1] as number;
      const at = (row: number): StoredCell | undefined => list.get(first + row);
      const lines = Array.from({ length: last - first + 1 }, (_, row) => at(row));
      const range = bodyRange(context, table, first, lines.length).getColumn(column);
      if (lines.some((cell) => cell?.format !== undefined)) {
        range.numberFormat = lines.map((cell) => [cell?.format ?? null]) as unknown[][];
      }
      range.formulas = lines.map((cell) => [
        cell ? (cell.formula ?? cell.content ?? "") : null,
      ]) as unknown[][];
      await quietSync(context);
      range.untrack();
      start = end;
    }
  }
}

interface InsertionRun {
  /** Row before which they go, in the numbering before anything is put in or deleted. */
  readonly first: number;
  readonly cells: readonly (readonly StoredCell[])[];
}

/** Rows that come back, in runs: they are put in before others are deleted, where they will stand afterwards. */
function insertionRuns(edit: ChangeTable, rows: number): readonly InsertionRun[] {
  const deleted = new Set(edit.delete);
  const kept = Array.from({ length: rows }, (_, row) => row).filter((row) => !deleted.has(row));
  const runs: { first: number; cells: (readonly StoredCell[])[]; at: number }[] = [];
  let inserted = 0;
  for (const { at, cells } of [...edit.insert].sort((a, b) => a.at - b.at)) {
    const run = runs.at(-1);
    if (run && run.at + run.cells.length === at) run.cells.push(cells);
    else {
      const before = Math.min(at - inserted, kept.length);
      runs.push({ first: before === 0 ? 0 : (kept[before - 1] as number) + 1, cells: [cells], at });
    }
    inserted += 1;
  }
  return runs;
}

/** Puts blank rows in; at the end of a table they are appended. */
function insertBlank(context: Context, table: FoundTable, first: number, count: number, rows: number): void {
  if (table.isTable) {
    const blank = Array.from({ length: count }, () => new Array<null>(table.headers.length).fill(null));
    tableOf(context, table).rows.add(first >= rows ? undefined : first, blank as never);
  } else if (first < rows) bodyRange(context, table, first, count).insert("Down");
}

function writeStored(range: Excel.Range, lines: readonly (readonly StoredCell[])[], width: number): void {
  const matrix = (part: (cell: StoredCell | undefined) => unknown): unknown[][] =>
    lines.map((line) => Array.from({ length: width }, (_, column) => part(line[column])));
  range.numberFormat = matrix((cell) => cell?.format ?? null);
  range.formulas = matrix((cell) => cell?.formula ?? cell?.content ?? "");
}

class InsertRows implements Step {
  readonly #runs: readonly InsertionRun[];

  constructor(
    edit: ChangeTable,
    private readonly table: FoundTable,
    private readonly rows: number,
  ) {
    this.#runs = insertionRuns(edit, rows);
  }

  async run(context: Context): Promise<void> {
    const { table } = this;
    const filters = await takeFilters(context, table);
    // From the end, so that places before stay as they are.
    for (const { first, cells } of [...this.#runs].reverse()) {
      insertBlank(context, table, first, cells.length, this.rows);
      writeStored(bodyRange(context, table, first, cells.length), cells, table.headers.length);
    }
    putFilters(context, table, filters);
    await quietSync(context);
  }

  async undo(context: Context): Promise<void> {
    const { table } = this;
    let surplus = (await bodyRows(context, table)) - this.rows;
    // They were put in from the end: those that are there are the last runs, each at its own place.
    for (const { first, cells } of [...this.#runs].reverse()) {
      if (surplus < cells.length) break;
      surplus -= cells.length;
      bodyRange(context, table, first, cells.length).delete("Up");
      // What stands behind a run moved down by those before it, which are gone by then.
    }
    await context.sync();
  }
}

/** Rows that go, from the end; filters are taken off meanwhile, because Excel refuses to delete filtered rows. */
class DeleteRows implements Step {
  #before: readonly (readonly StoredCell[])[] = [];
  readonly #deleted: readonly number[];
  readonly #rows: number;

  constructor(
    edit: ChangeTable,
    private readonly table: FoundTable,
    rows: number,
  ) {
    const runs = insertionRuns(edit, rows);
    const shift = (row: number): number =>
      runs.reduce((sum, run) => (run.first <= row ? sum + run.cells.length : sum), 0);
    this.#deleted = [...new Set(edit.delete)].sort((a, b) => a - b).map((row) => row + shift(row));
    this.#rows = rows + edit.insert.length;
  }

  async run(context: Context): Promise<void> {
    const { table } = this;
    this.#before = await storedRows(context, table, this.#deleted);
    const filters = await takeFilters(context, table);
    const runs = contiguous(this.#deleted).reverse();
    for (let start = 0; start < runs.length; start += RUNS) {
      for (const { first, count } of runs.slice(start, start + RUNS)) {
        bodyRange(context, table, first, count).delete("Up");
      }
      await quietSync(context);
    }
    if (filters.length === 0) return;
    putFilters(context, table, filters);
    await context.sync();
  }

  async undo(context: Context): Promise<void> {
    const { table } = this;
    if (this.#before.length === 0) return;
    let now = await bodyRows(context, table);
    // The last of all rows leaves a blank one, which takes the first row that comes back.
    const emptied = this.#deleted.length === this.#rows && now === 1 && table.isTable;
    const missing = this.#rows - now + (emptied ? 1 : 0);
    const gone = this.#deleted
      .map((row, index) => ({ row, cells: this.#before[index] ?? [] }))
      .slice(this.#deleted.length - missing);
    for (const [index, { row, cells }] of gone.entries()) {
      if (!(emptied && index === 0)) {
        insertBlank(context, table, row, 1, now);
        now += 1;
      }
      writeStored(bodyRange(context, table, row, 1), [cells], table.headers.length);
    }
    await quietSync(context);
  }
}

interface TakenFilter {
  readonly column: number;
  readonly criteria: Excel.FilterCriteria;
}

/** Criteria of a table's filters, which are taken off: Excel refuses to delete filtered rows. */
async function takeFilters(context: Context, table: FoundTable): Promise<readonly TakenFilter[]> {
  if (!table.isTable) return [];
  const one = tableOf(context, table);
  const filters = table.headers.map((_, column) => {
    const { filter } = one.columns.getItemAt(column);
    filter.load("criteria");
    return filter;
  });
  await context.sync();
  const taken = filters.flatMap((filter, column) => {
    const criteria = filter.criteria as Excel.FilterCriteria | null | undefined;
    return criteria ? [{ column, criteria }] : [];
  });
  if (taken.length > 0) {
    one.clearFilters();
    await context.sync();
  }
  return taken;
}

function putFilters(context: Context, table: FoundTable, filters: readonly TakenFilter[]): void {
  for (const { column, criteria } of filters)
    tableOf(context, table).columns.getItemAt(column).filter.apply(criteria);
}

class RemoveColumns implements Step {
  constructor(
    private readonly edit: ChangeTable,
    private readonly table: FoundTable,
  ) {}

  async run(context: Context): Promise<void> {
    for (const column of [...this.edit.removeColumns].sort((a, b) => b - a)) {
      if (this.table.isTable) tableOf(context, this.table).columns.getItemAt(column).delete();
      else {
        const { headerRow, firstColumn, rows } = this.table;
        sheetOf(context, this.table)
          .getRangeByIndexes(headerRow, firstColumn + column, rows + 1, 1)
          .clear("All");
      }
    }
    await quietSync(context);
  }

  /** The last step: nothing follows that could fail. */
  undo(): Promise<void> {
    return Promise.resolve();
  }
}

/** A table on a new sheet. */
export class MakeTable implements Step {
  #name = "";

  constructor(
    private readonly edit: CreateTable,
    private readonly epochOffset: number,
  ) {}

  async run(context: Context): Promise<void> {
    const { edit } = this;
    const { worksheets } = context.workbook;
    worksheets.load("items/name");
    await context.sync();
    const taken = new Set(worksheets.items.map((sheet) => sheet.name.toLowerCase()));
    let name = allowedSheetName(edit.table);
    for (let count = 2; taken.has(name.toLowerCase()); count += 1)
      name = `${allowedSheetName(edit.table).slice(0, 28)} ${count}`;
    this.#name = name;
    const sheet = worksheets.add(name);
    sheet.visibility = "Hidden";
    const width = edit.columns.length;
    const count = edit.rows.length;
    edit.columns.forEach(({ kind, header }, column) => {
      const format = FORMATS[kind];
      if (format && count > 0) sheet.getRangeByIndexes(1, column, count, 1).numberFormat = [[format]];
      sheet.getRangeByIndexes(0, column, 1, 1).getEntireColumn().format.columnWidth =
        Math.min(30, Math.max(kind === "text" ? 14 : 11, header.length + 2)) * 5.25 + 3.75;
    });
    const head = sheet.getRangeByIndexes(0, 0, 1, width);
    head.numberFormat = [["@"]];
    head.values = [edit.columns.map(({ header }) => header)];
    head.format.font.bold = true;
    head.format.fill.color = LOOKS.tableHeader.fill ?? "#EAF0F6";
    for (const { first, lines } of fittingBlocks(edit.rows, width)) {
      sheet.getRangeByIndexes(1 + first, 0, lines.length, width).values = lines.map((line) =>
        line.map((value) => content(value, this.epochOffset)),
      ) as unknown[][];
      await quietSync(context);
    }
    const table = sheet.tables.add(sheet.getRangeByIndexes(0, 0, Math.max(1, count) + 1, width), true);
    table.name = excelTableName(edit.table);
    table.style = "TableStyleLight1";
    sheet.freezePanes.freezeRows(1);
    sheet.visibility = edit.hidden ? "VeryHidden" : "Visible";
    await quietSync(context);
  }

  async undo(context: Context): Promise<void> {
    if (this.#name === "") return;
    const sheet = context.workbook.worksheets.getItemOrNullObject(this.#name);
    sheet.load("name");
    await context.sync();
    if (sheet.isNullObject) return;
    sheet.visibility = "Hidden";
    sheet.delete();
    await context.sync();
  }
}
