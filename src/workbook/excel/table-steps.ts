/**
 * One table's edit as steps that can be taken back: each writes in few requests and knows what to do when a later step
 * fails. Rows are added before others are deleted, so that positions stay known until the end.
 */
import { sameContent } from "../apply/columns";
import type { ChangeTable, StoredCell, StoredContent } from "../apply/edits";
import { quietSync, type Context } from "./batch";
import { bodyRange, type FoundTable } from "./discover";
import { storedRows } from "./excel-table";
import { DeleteRows, InsertRows, TakeFilters } from "./row-steps";
import {
  addBlankRows,
  BLOCK_CELLS,
  bodyRows,
  content,
  fittingBlocks,
  FORMATS,
  growEmptyTable,
  sheetOf,
  tableOf,
  writeStored,
  type Step,
} from "./step";

/** Steps of a change: first those that can be taken back, then those that come when nothing else can fail. */
export function changeSteps(
  edit: ChangeTable,
  table: FoundTable,
  rows: number,
  epochOffset: number,
): { readonly first: readonly Step[]; readonly last: readonly Step[] } {
  const width = table.headers.length + edit.addColumns.length;
  const wide: FoundTable = {
    ...table,
    headers: Array.from({ length: width }, (_, at) => table.headers[at] ?? ""),
  };
  const first: Step[] = [];
  const last: Step[] = [];
  const filters =
    edit.insert.length + edit.delete.length > 0 && table.isTable ? new TakeFilters(table) : undefined;
  if (filters) first.push(filters);
  if (edit.addColumns.length > 0) first.push(new AddColumns(edit, table));
  if (edit.append.length > 0) first.push(new AppendRows(edit, wide, rows, epochOffset));
  if (edit.update.length > 0 || edit.restore.length > 0) first.push(new WriteCells(edit, wide, epochOffset));
  if (edit.insert.length > 0) first.push(new InsertRows(edit, wide, rows + edit.append.length));
  if (edit.delete.length > 0) last.push(new DeleteRows(edit, wide, rows + edit.append.length));
  if (edit.removeColumns.length > 0) last.push(new RemoveColumns(edit, wide));
  if (filters) last.push(new PutFilters(filters, table.headers.length - edit.removeColumns.length));
  return { first, last };
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
  /** The blank row of a table without entries, as it was. */
  #blank: readonly (readonly StoredCell[])[] = [];

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
    if (table.isTable && rows === 0) {
      this.#blank = await storedRows(context, table, [0]);
      await growEmptyTable(context, table, count);
    } else if (table.isTable) await addBlankRows(context, table, count);
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
      await quietSync(context);
      range.untrack();
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
      if (this.#blank.length > 0) writeStored(bodyRange(context, table, 0, 1), this.#blank);
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
      writeStored(
        range,
        lines.map((cell) => [cell]),
        null,
      );
      await quietSync(context);
      range.untrack();
      start = end;
    }
  }
}

/** Columns that Tieout added and that are empty by now; goes on where it stopped when it runs again. */
class RemoveColumns implements Step {
  #begun = false;

  constructor(
    private readonly edit: ChangeTable,
    private readonly table: FoundTable,
  ) {}

  async run(context: Context): Promise<void> {
    const { table } = this;
    const positions = [...this.edit.removeColumns].sort((a, b) => b - a);
    if (!table.isTable) {
      for (const column of positions)
        sheetOf(context, table)
          .getRangeByIndexes(table.headerRow, table.firstColumn + column, table.rows + 1, 1)
          .clear("All");
      await quietSync(context);
      return;
    }
    const columns = positions.map((position) =>
      tableOf(context, table).columns.getItemOrNullObject(table.headers[position] ?? ""),
    );
    for (const column of columns) column.load("name");
    await context.sync();
    this.#begun = true;
    for (const column of columns) if (!column.isNullObject) column.delete();
    await quietSync(context);
  }

  /** Columns that are gone do not come back. */
  undo(): Promise<void> {
    return this.#begun ? Promise.reject(new Error("columns are gone")) : Promise.resolve();
  }
}

/** Puts the filters back that were taken off. */
class PutFilters implements Step {
  constructor(
    private readonly filters: TakeFilters,
    private readonly columns: number,
  ) {}

  run(context: Context): Promise<void> {
    return this.filters.put(context, this.columns);
  }

  /** Taking back ends with the filters as they were. */
  undo(): Promise<void> {
    return Promise.resolve();
  }
}
