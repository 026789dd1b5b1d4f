/** Steps that put rows into a table or take rows out of it. */
import type { ChangeTable, StoredCell } from "../apply/edits";
import { quietSync, type Context } from "./batch";
import { bodyRange, type FoundTable } from "./discover";
import { contiguous, storedRows } from "./excel-table";
import { bodyRows, growEmptyTable, tableOf, writeStored, type Step } from "./step";

/** Blocks of rows deleted in one request. */
const RUNS = 500;

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

export class InsertRows implements Step {
  readonly #runs: readonly InsertionRun[];
  /** The blank row of a table without entries, which takes the first row. */
  #blank: readonly (readonly StoredCell[])[] = [];

  constructor(
    edit: ChangeTable,
    private readonly table: FoundTable,
    private readonly rows: number,
  ) {
    this.#runs = insertionRuns(edit, rows);
  }

  async run(context: Context): Promise<void> {
    const { table } = this;
    const isEmpty = this.rows === 0 && table.isTable;
    if (isEmpty) {
      this.#blank = await storedRows(context, table, [0]);
      await growEmptyTable(context, table, this.#runs[0]?.cells.length ?? 0);
    }
    // From the end, so that places before stay as they are.
    for (const { first, cells } of [...this.#runs].reverse()) {
      if (!isEmpty) insertBlank(context, table, first, cells.length, this.rows);
      writeStored(bodyRange(context, table, first, cells.length), cells);
    }
    await quietSync(context);
  }

  async undo(context: Context): Promise<void> {
    const { table, rows } = this;
    if (rows === 0 && table.isTable) {
      const now = await bodyRows(context, table);
      if (now > 1) bodyRange(context, table, 1, now - 1).delete("Up");
      if (this.#blank.length > 0) writeStored(bodyRange(context, table, 0, 1), this.#blank);
      await context.sync();
      return;
    }
    const backwards = [...this.#runs].reverse();
    if (!table.isTable) {
      // Below a plain sheet's last row nothing was put in, only written.
      for (const { first, cells } of backwards.filter((run) => run.first >= rows))
        bodyRange(context, table, first, cells.length).clear("All");
      await context.sync();
    }
    let surplus = (await bodyRows(context, table)) - rows;
    // They were put in from the end: those that are there are the last runs, each at its own place.
    for (const { first, cells } of backwards) {
      if (!table.isTable && first >= rows) continue;
      if (surplus < cells.length) break;
      surplus -= cells.length;
      bodyRange(context, table, first, cells.length).delete("Up");
      // What stands behind a run moved down by those before it, which are gone by then.
    }
    await context.sync();
  }
}

interface Block {
  readonly first: number;
  readonly count: number;
  /** Rows of the blocks before it. */
  readonly before: number;
}

/**
 * Rows that go. Rows that are gone come back without their looks, so this is done when nothing else can fail, and goes
 * on where it stopped when it runs again: from the top, because then the last row tells how many are gone.
 */
export class DeleteRows implements Step {
  readonly #rows: readonly number[];
  readonly #blocks: readonly Block[];
  /** Body rows before the first is deleted. */
  readonly #all: number;
  #before: readonly (readonly StoredCell[])[] | undefined;

  constructor(
    edit: ChangeTable,
    private readonly table: FoundTable,
    rows: number,
  ) {
    const runs = insertionRuns(edit, rows);
    const shift = (row: number): number =>
      runs.reduce((sum, run) => (run.first <= row ? sum + run.cells.length : sum), 0);
    this.#rows = [...new Set(edit.delete)].sort((a, b) => a - b).map((row) => row + shift(row));
    let before = 0;
    this.#blocks = contiguous(this.#rows).map((block) => {
      before += block.count;
      return { ...block, before: before - block.count };
    });
    this.#all = rows + edit.insert.length;
  }

  async run(context: Context): Promise<void> {
    const { table } = this;
    this.#before ??= await storedRows(context, table, this.#rows);
    const gone = await this.#gone(context);
    const left = this.#blocks.filter(({ before }) => before >= gone);
    for (let start = 0; start < left.length; start += RUNS) {
      for (const { first, count, before } of left.slice(start, start + RUNS))
        bodyRange(context, table, first - before, count).delete("Up");
      await quietSync(context);
    }
  }

  /** How many of the rows are gone, in order from the top. */
  async #gone(context: Context): Promise<number> {
    const now = await bodyRows(context, this.table);
    // The last of all rows leaves a blank one.
    if (this.#isWhole) return now === 1 && this.#all > 1 ? this.#rows.length : 0;
    return Math.max(0, Math.min(this.#rows.length, this.#all - now));
  }

  /** All rows of an Excel table go, in one block. */
  get #isWhole(): boolean {
    return this.table.isTable && this.#rows.length === this.#all;
  }

  async undo(context: Context): Promise<void> {
    const { table } = this;
    const gone = this.#before ? await this.#gone(context) : 0;
    let now = this.#all - gone;
    for (const [index, row] of this.#rows.slice(0, gone).entries()) {
      // The blank row that is left of a table takes the first row that comes back.
      if (!(this.#isWhole && index === 0)) insertBlank(context, table, row, 1, now);
      now += 1;
      writeStored(bodyRange(context, table, row, 1), [this.#before?.[index] ?? []]);
    }
    await quietSync(context);
  }
}

interface TakenFilter {
  readonly column: number;
  readonly criteria: Excel.FilterCriteria;
}

/** Takes a table's filters off while rows come and go, because Excel refuses to delete filtered rows; puts them back. */
export class TakeFilters implements Step {
  #taken: readonly TakenFilter[] = [];

  constructor(private readonly table: FoundTable) {}

  async run(context: Context): Promise<void> {
    const { table } = this;
    if (!table.isTable) return;
    const one = tableOf(context, table);
    const filters = table.headers.map((_, column) => {
      const { filter } = one.columns.getItemAt(column);
      filter.load("criteria");
      return filter;
    });
    await context.sync();
    this.#taken = filters.flatMap((filter, column) => {
      const criteria = filter.criteria as Excel.FilterCriteria | null | undefined;
      return criteria ? [{ column, criteria }] : [];
    });
    if (this.#taken.length === 0) return;
    one.clearFilters();
    await context.sync();
  }

  /** Puts the filters of these columns back; columns that are gone have none. */
  async put(context: Context, columns = this.table.headers.length): Promise<void> {
    if (this.#taken.length === 0) return;
    for (const { column, criteria } of this.#taken)
      if (column < columns) tableOf(context, this.table).columns.getItemAt(column).filter.apply(criteria);
    await context.sync();
  }

  undo(context: Context): Promise<void> {
    return this.put(context);
  }
}
