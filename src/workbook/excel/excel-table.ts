/** A table in Excel as planning reads it: columns, whole rows with formulas and formats, addresses. */
import type { StoredCell, StoredContent, TableReader } from "../apply/edits";
import { cellAddress } from "../sheet";
import { onExcel, type Context } from "./batch";
import { bodyRange, type FoundTable } from "./discover";

/** Cells read at once. */
const BLOCK_CELLS = 120_000;
/** Separate blocks of rows read in one request. */
const BLOCKS = 400;

export class ExcelTable implements TableReader {
  readonly headers: readonly string[];

  private constructor(
    readonly name: string,
    readonly found: FoundTable,
    /** Body rows; 0 when the only one is blank. */
    readonly rows: number,
    readonly epochOffset: number,
  ) {
    this.headers = found.headers;
  }

  /** A found table; a single blank row counts as none. */
  static async open(name: string, found: FoundTable, epochOffset: number): Promise<ExcelTable> {
    let { rows } = found;
    if (rows === 1) {
      const cells = await onExcel(async (context) => {
        const range = bodyRange(context, found);
        range.load("formulas");
        await context.sync();
        return range.formulas as unknown[][];
      });
      if (cells.every((row) => row.every((cell) => cell === "" || cell === null))) rows = 0;
    }
    return new ExcelTable(name, found, Math.max(0, rows), epochOffset);
  }

  column(position: number): Promise<readonly StoredContent[]> {
    return onExcel(async (context) => {
      const values: StoredContent[] = [];
      for (let first = 0; first < this.rows; first += BLOCK_CELLS) {
        const range = bodyRange(
          context,
          this.found,
          first,
          Math.min(BLOCK_CELLS, this.rows - first),
        ).getColumn(position);
        range.load("values");
        // eslint-disable-next-line office-addins/no-context-sync-in-loop -- blocks of bounded size, one after the other
        await context.sync();
        for (const [value] of range.values as StoredContent[][])
          values.push(value === "" ? null : (value ?? null));
        range.untrack();
      }
      return values;
    });
  }

  cells(rows: readonly number[]): Promise<readonly (readonly StoredCell[])[]> {
    return onExcel((context) => storedRows(context, this.found, rows));
  }

  address(row: number, column: number): string {
    return cellAddress(this.found.headerRow + 1 + row, this.found.firstColumn + column);
  }
}

/** Rows with content, formulas and formats, in the given order. */
export async function storedRows(
  context: Context,
  table: FoundTable,
  rows: readonly number[],
): Promise<readonly (readonly StoredCell[])[]> {
  const runs = contiguous(rows);
  const cells = new Map<number, readonly StoredCell[]>();
  const width = Math.max(1, table.headers.length);
  const most = Math.max(1, Math.floor(BLOCK_CELLS / width));
  const blocks = runs.flatMap(({ first, count }) =>
    Array.from({ length: Math.ceil(count / most) }, (_, index) => ({
      first: first + index * most,
      count: Math.min(most, count - index * most),
    })),
  );
  for (let start = 0; start < blocks.length;) {
    const batch: { first: number; range: Excel.Range }[] = [];
    for (let taken = 0; start < blocks.length && batch.length < BLOCKS; start += 1) {
      const block = blocks[start] as { first: number; count: number };
      if (batch.length > 0 && taken + block.count * width > BLOCK_CELLS) break;
      const range = bodyRange(context, table, block.first, block.count);
      range.load("values,formulas,numberFormat");
      batch.push({ first: block.first, range });
      taken += block.count * width;
    }
    // eslint-disable-next-line office-addins/no-context-sync-in-loop -- blocks of bounded size, one after the other
    await context.sync();
    for (const { first, range } of batch) {
      const values = range.values as StoredContent[][];
      const formulas = range.formulas as unknown[][];
      const formats = range.numberFormat as string[][];
      values.forEach((line, row) => {
        cells.set(
          first + row,
          line.map((value, column) =>
            storedCell(value, formulas[row]?.[column], formats[row]?.[column] ?? ""),
          ),
        );
      });
      range.untrack();
    }
  }
  return rows.map((row) => cells.get(row) ?? []);
}

function storedCell(value: StoredContent, formula: unknown, format: string): StoredCell {
  const isFormula = typeof formula === "string" && formula.startsWith("=") && formula !== value;
  return { content: value === "" ? null : value, ...(isFormula ? { formula } : {}), format };
}

/** Rows as runs of neighbours, ascending. */
export function contiguous(rows: readonly number[]): { readonly first: number; readonly count: number }[] {
  const runs: { first: number; count: number }[] = [];
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run.first + run.count === row) run.count += 1;
    else runs.push({ first: row, count: 1 });
  }
  return runs;
}
