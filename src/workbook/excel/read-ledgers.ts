/** Reads the ledger tables of the workbook into the engine service, chunk by chunk. */
import { findTableDeclaration, headerMatcher } from "../../engine/ledgers/names";
import {
  FORMAT,
  looksLikeError,
  packColumn,
  type RawCell,
  type TableChunk,
} from "../../engine-service/chunk";
import type { EngineService, LedgerCheck, RawTable, RawWorkbook } from "../../engine-service/service";
import { isTooLarge, onExcel, type Context } from "./batch";
import { bodyRange, discoverTables, withRemarks, type FoundTable } from "./discover";
import { excelCode } from "./trouble";

/** Cells of one answer of Excel. */
const CHUNK_CELLS = 240_000;
/** Characters of one answer; Excel on the web refuses 5 MB. */
const CHUNK_CHARACTERS = 2_500_000;
/** Rows of the first chunk of a table, from which the width of its rows is learnt. */
const FIRST_ROWS = 400;
const LEAST_ROWS = 20;

export interface ReadOptions {
  /** Sheets that Tieout made are no ledgers. */
  readonly leaveOut: (sheetName: string, tableName: string) => boolean;
  readonly mapping: RawWorkbook["mapping"];
  readonly namedLedgers: RawWorkbook["namedLedgers"];
  /** Whether a table is as it was in the last reading, by its id. */
  readonly isUnchanged: (id: string) => boolean;
  /** Rows read of all rows that are wanted. */
  readonly progress?: (table: string, done: number, total: number) => void;
}

/** What was read, and how Excel knows the tables. */
export interface Reading {
  readonly check: LedgerCheck;
  readonly tables: readonly FoundTable[];
  readonly epochOffset: number;
}

/** Reads what changed. Rejects with ExcelTrouble; the service then keeps what it had. */
export async function readLedgersFromExcel(service: EngineService, options: ReadOptions): Promise<Reading> {
  let begun = false;
  try {
    return await onExcel(async (context) => {
      const tables = await withRemarks(context, await discoverTables(context, options.leaveOut));
      const epochOffset = await dateSystemOffset(context);
      begun = true;
      const { wanted } = await service.beginReading({
        tables: tables.map(rawTable),
        epochOffset,
        mapping: options.mapping,
        namedLedgers: options.namedLedgers,
        // Results of formulas change without an event: such tables are always read.
        unchanged: tables
          .filter(({ id, formulaCells }) => formulaCells === 0 && options.isUnchanged(id))
          .map(({ id }) => id),
      });
      const queue = wanted.flatMap((id) => tables.filter((table) => table.id === id));
      const total = queue.reduce((sum, table) => sum + table.rows, 0);
      let done = 0;
      for (const table of queue) {
        await readTable(context, service, table, options, (rows) => {
          done += rows;
          options.progress?.(table.tableName || table.sheetName, done, total);
        });
      }
      return { check: await service.finishReading(), tables, epochOffset };
    });
  } catch (error) {
    if (begun) await service.abandonReading().catch(() => undefined);
    throw error;
  }
}

/** What of a found table crosses to the service. */
function rawTable(table: FoundTable): RawTable {
  const { id, tableName, sheetName, headers, rows, headerRow, firstColumn, hiddenRows, formulaCells } = table;
  return { id, tableName, sheetName, headers, rows, headerRow, firstColumn, hiddenRows, formulaCells };
}

async function readTable(
  context: Context,
  service: EngineService,
  table: FoundTable,
  options: ReadOptions,
  progress: (rows: number) => void,
): Promise<void> {
  const codes = codeColumns(table, options);
  const most = Math.max(LEAST_ROWS, Math.floor(CHUNK_CELLS / Math.max(1, table.headers.length)));
  let rowsAtOnce = Math.min(most, FIRST_ROWS);
  let first = 0;
  do {
    const rows = Math.min(rowsAtOnce, table.rows - first);
    const last = first + rows >= table.rows;
    try {
      const { chunk, characters } = await readChunk(context, table, first, Math.max(0, rows), codes, last);
      await service.appendChunk(chunk);
      progress(rows);
      first += rows;
      const perRow = Math.max(1, characters / Math.max(1, rows));
      rowsAtOnce = Math.max(LEAST_ROWS, Math.min(most, Math.floor(CHUNK_CHARACTERS / perRow)));
    } catch (error) {
      if (!isTooLarge(excelCode(error)) || rowsAtOnce <= LEAST_ROWS) throw error;
      rowsAtOnce = Math.max(LEAST_ROWS, Math.floor(rowsAtOnce / 4));
    }
  } while (first < table.rows);
}

async function readChunk(
  context: Context,
  table: FoundTable,
  first: number,
  rows: number,
  codes: readonly number[],
  last: boolean,
): Promise<{ readonly chunk: TableChunk; readonly characters: number }> {
  if (rows < 1) {
    const empty = table.headers.map(() => packColumn([], 0, () => false));
    return { chunk: { table: table.id, firstRow: first, rows: 0, columns: empty, last }, characters: 0 };
  }
  const range = bodyRange(context, table, first, rows);
  range.load("values");
  await context.sync();
  const values = range.values as RawCell[][] | null;
  range.untrack();
  // Excel on the web answers null instead of an error when too many cells are asked for.
  if (values === null || values.length < rows) throw tooMany();
  const isError = await errorCells(context, table, first, values);
  const formats = await formatsOfNumbers(context, table, first, values, codes);
  return {
    chunk: {
      table: table.id,
      firstRow: first,
      rows,
      columns: table.headers.map((_, column) => {
        const format = formats.get(column);
        return packColumn(
          values,
          column,
          (row) => isError(row, column),
          format && ((row) => formatClass(format[row])),
        );
      }),
      last,
    },
    characters: charactersOf(values),
  };
}

function tooMany(): Error {
  return Object.assign(new Error("too many cells"), { code: "RangeExceedsLimit" });
}

/** Size of the answer, counted from a sample of its rows. */
function charactersOf(values: readonly (readonly RawCell[])[]): number {
  const step = Math.max(1, Math.floor(values.length / 50));
  let sampled = 0;
  let characters = 0;
  for (let row = 0; row < values.length; row += step) {
    sampled += 1;
    for (const value of values[row] ?? [])
      characters += typeof value === "string" ? value.length + 3 : String(value).length + 1;
  }
  return sampled === 0 ? 0 : (characters / sampled) * values.length;
}

/** Which of the texts that look like error values are errors: only asked where there is one. */
async function errorCells(
  context: Context,
  table: FoundTable,
  first: number,
  values: readonly (readonly RawCell[])[],
): Promise<(row: number, column: number) => boolean> {
  if (!values.some((row) => row.some(looksLikeError))) return () => false;
  const range = bodyRange(context, table, first, values.length);
  range.load("valueTypes");
  await context.sync();
  const types = range.valueTypes as string[][];
  range.untrack();
  return (row, column) => types[row]?.[column] === "Error";
}

/** Number formats of code columns that hold numbers: a date format tells that Excel changed the code. */
async function formatsOfNumbers(
  context: Context,
  table: FoundTable,
  first: number,
  values: readonly (readonly RawCell[])[],
  codes: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const concerned = codes.filter((column) => values.some((row) => typeof row[column] === "number"));
  const ranges = concerned.map((column) => {
    const range = bodyRange(context, table, first, values.length).getColumn(column);
    range.load("numberFormat");
    return range;
  });
  if (ranges.length === 0) return new Map();
  await context.sync();
  const formats = new Map(
    ranges.map((range, index) => [
      concerned[index] as number,
      (range.numberFormat as unknown[][]).map((row) => String(row[0])),
    ]),
  );
  for (const range of ranges) range.untrack();
  return formats;
}

/** Positions of columns that are declared as codes. */
function codeColumns(table: FoundTable, options: ReadOptions): readonly number[] {
  const place = (table.tableName || table.sheetName).toLowerCase();
  const named = options.namedLedgers.find((entry) => entry.place.toLowerCase() === place)?.ledger;
  const declaration = [named, table.tableName, table.sheetName]
    .filter((name): name is string => name !== undefined && name !== "")
    .map(findTableDeclaration)
    .find((found) => found !== undefined);
  if (!declaration) return [];
  const matcher = headerMatcher(declaration);
  return table.headers.flatMap((header, position) => {
    const byHand = options.mapping.find(
      (entry) => entry.table === declaration.name && entry.header === header,
    );
    const column = byHand
      ? declaration.columns.find((candidate) => candidate.caption === byHand.caption)
      : matcher.match(header);
    return column?.type === "code" ? [position] : [];
  });
}

/** What a number format makes of a number: a date, a number with exponent, or neither. */
export function formatClass(format: string | undefined): number {
  // Literal texts, colours and escaped characters say nothing.
  const bare = (format ?? "").replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "");
  if (/[dmyhs]/i.test(bare) && !/^general$/i.test(bare)) return FORMAT.date;
  return /[0#?]E[+-]/i.test(bare) ? FORMAT.exponent : FORMAT.general;
}

/** 1462 in workbooks that count days from 1904: there DATE(1904,1,2) is 1. */
async function dateSystemOffset(context: Context): Promise<number> {
  const second = context.workbook.functions.date(1904, 1, 2);
  second.load("value");
  await context.sync();
  return second.value === 1 ? 1462 : 0;
}
