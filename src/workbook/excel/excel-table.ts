/** A table in Excel as planning reads it: columns, whole rows with formulas and formats, addresses. */
import type { StoredCell, StoredContent, TableReader } from "../apply/edits";
import { cellAddress } from "../sheet";
import { isTooLarge, onExcel, type Context } from "./batch";
import { bodyRange, type FoundTable } from "./discover";
import { excelCode } from "./trouble";

/** Cells read at once with values, formulas and formats. */
const BLOCK_CELLS = 50_000;
/** Rows of one column read at once. */
const COLUMN_ROWS = 120_000;
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
      const values = new Array<StoredContent>(this.rows).fill(null);
      await inBlocks([{ first: 0, count: this.rows }], COLUMN_ROWS, async (blocks) => {
        const ranges = blocks.map(({ first, count }) => {
          const range = bodyRange(context, this.found, first, count).getColumn(position);
          range.load("values");
          return { first, range };
        });
        await context.sync();
        for (const { first, range } of ranges) {
          (range.values as StoredContent[][]).forEach(([value], row) => {
            values[first + row] = value === "" ? null : (value ?? null);
          });
          range.untrack();
        }
      });
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
  const cells = new Map<number, readonly StoredCell[]>();
  const most = Math.max(1, Math.floor(BLOCK_CELLS / Math.max(1, table.headers.length)));
  await inBlocks(contiguous(rows), most, async (blocks) => {
    const ranges = blocks.map(({ first, count }) => {
      const range = bodyRange(context, table, first, count);
      range.load("values,formulas,numberFormat");
      return { first, range };
    });
    await context.sync();
    for (const { first, range } of ranges) {
      const formulas = range.formulas as unknown[][];
      const formats = range.numberFormat as string[][];
      (range.values as StoredContent[][]).forEach((line, row) => {
        cells.set(
          first + row,
          line.map((value, column) =>
            storedCell(value, formulas[row]?.[column], formats[row]?.[column] ?? ""),
          ),
        );
      });
      range.untrack();
    }
  });
  return rows.map((row) => cells.get(row) ?? []);
}

interface Block {
  readonly first: number;
  readonly count: number;
}

/** Asks for blocks of rows, as many at once as fit; what Excel finds too large is asked for in halves. */
async function inBlocks(
  wanted: readonly Block[],
  most: number,
  ask: (blocks: readonly Block[]) => Promise<void>,
): Promise<void> {
  const waiting: Block[] = wanted
    .flatMap(({ first, count }) =>
      Array.from({ length: Math.ceil(count / most) }, (_, index) => ({
        first: first + index * most,
        count: Math.min(most, count - index * most),
      })),
    )
    .reverse();
  let atOnce = most;
  while (waiting.length > 0) {
    const batch: Block[] = [];
    for (let rows = 0; waiting.length > 0 && batch.length < BLOCKS;) {
      const next = waiting.at(-1) as Block;
      if (batch.length > 0 && rows + next.count > atOnce) break;
      batch.push(next);
      waiting.pop();
      rows += next.count;
    }
    try {
      await ask(batch);
    } catch (error) {
      const rows = batch.reduce((sum, { count }) => sum + count, 0);
      if (!isTooLarge(excelCode(error)) || rows < 2) throw error;
      atOnce = Math.floor(rows / 2);
      waiting.push(...batch.reverse().flatMap((block) => halves(block, atOnce)));
    }
  }
}

/** A block in parts of at most so many rows, the last first. */
function halves({ first, count }: Block, most: number): readonly Block[] {
  if (count <= most) return [{ first, count }];
  const half = Math.ceil(count / 2);
  return [
    { first: first + half, count: count - half },
    { first, count: half },
  ];
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
