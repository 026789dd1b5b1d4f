/** Steps that put rows into a table or take rows out of it; filters are taken off meanwhile. */
import type { ChangeTable, StoredCell } from "../apply/edits";
import { quietSync, type Context } from "./batch";
import { bodyRange, type FoundTable } from "./discover";
import { contiguous, storedRows } from "./excel-table";
import { bodyRows, tableOf, type Step } from "./step";

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

function writeStored(range: Excel.Range, lines: readonly (readonly StoredCell[])[], width: number): void {
  const matrix = (part: (cell: StoredCell | undefined) => unknown): unknown[][] =>
    lines.map((line) => Array.from({ length: width }, (_, column) => part(line[column])));
  range.numberFormat = matrix((cell) => cell?.format ?? null);
  range.formulas = matrix((cell) => cell?.formula ?? cell?.content ?? "");
}

export class InsertRows implements Step {
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
export class DeleteRows implements Step {
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
