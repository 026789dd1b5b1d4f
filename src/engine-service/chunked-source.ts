/** A workbook whose cells arrive in chunks, as a source of ledgers: reading a table waits for its chunks. */
import type {
  CellSink,
  NumberFormatClass,
  SourceRemarks,
  SourceTable,
  WorkbookSource,
} from "../engine/ledgers/source";
import { perhapsCutOff } from "../workbook/file/rows-source";
import { cellAddress } from "../workbook/sheet";
import { CELL, type ChunkColumn, type TableChunk } from "./chunk";
import { ServiceError, type RawTable, type RawWorkbook } from "./service";

const FORMATS: readonly NumberFormatClass[] = ["general", "date", "exponent"];

/** Chunks of one table in order; reading waits until the next one is there. */
class ChunkQueue {
  readonly #waiting: TableChunk[] = [];
  #take: ((chunk: TableChunk) => void) | undefined;
  #fail: ((error: Error) => void) | undefined;
  #error: Error | undefined;

  put(chunk: TableChunk): void {
    if (this.#take) {
      const take = this.#take;
      this.#take = undefined;
      take(chunk);
    } else this.#waiting.push(chunk);
  }

  abandon(error: Error): void {
    this.#error = error;
    this.#fail?.(error);
  }

  next(): Promise<TableChunk> {
    const chunk = this.#waiting.shift();
    if (chunk) return Promise.resolve(chunk);
    if (this.#error) return Promise.reject(this.#error);
    return new Promise((resolve, reject) => {
      this.#take = resolve;
      this.#fail = reject;
    });
  }
}

export class ChunkedSource implements WorkbookSource {
  readonly kind = "excel";
  readonly epochOffset: number;
  readonly tables: readonly SourceTable[];
  readonly #queues = new Map<string, ChunkQueue>();
  readonly #raw = new Map<SourceTable, RawTable>();

  constructor(workbook: RawWorkbook) {
    this.epochOffset = workbook.epochOffset;
    const named = new Map(workbook.namedLedgers.map(({ place, ledger }) => [place.toLowerCase(), ledger]));
    this.tables = workbook.tables.map((raw) => {
      const queue = new ChunkQueue();
      this.#queues.set(raw.id, queue);
      const source = sourceTable(raw, named.get((raw.tableName || raw.sheetName).toLowerCase()), queue);
      this.#raw.set(source, raw);
      return source;
    });
  }

  /** The table behind a source table. */
  rawOf(source: SourceTable): RawTable {
    const raw = this.#raw.get(source);
    if (!raw) throw new Error("a table of another workbook");
    return raw;
  }

  append(chunk: TableChunk): void {
    const queue = this.#queues.get(chunk.table);
    if (!queue) throw new ServiceError("reading", `No table ${chunk.table} is being read.`);
    queue.put(chunk);
  }

  abandon(): void {
    const error = new ServiceError("cancelled", "The reading was ended.");
    for (const queue of this.#queues.values()) queue.abandon(error);
  }
}

function sourceTable(raw: RawTable, namedAs: string | undefined, queue: ChunkQueue): SourceTable {
  return {
    tableName: namedAs ?? raw.tableName,
    sheetName: raw.sheetName,
    headers: raw.headers,
    rowsHint: raw.rows,
    address: (row, column) => cellAddress(raw.headerRow + 1 + row, raw.firstColumn + column),
    read: async (sinks, mark): Promise<SourceRemarks> => {
      let rows = 0;
      for (let last = false; !last;) {
        const chunk = await queue.next();
        chunk.columns.forEach((column, index) => {
          const sink = sinks[index];
          if (sink) pushColumn(column, chunk.firstRow, sink);
          else markColumn(column, chunk.firstRow, mark);
        });
        rows = Math.max(rows, chunk.firstRow + chunk.rows);
        last = chunk.last;
      }
      return {
        rows,
        hiddenRows: raw.hiddenRows,
        formulaCells: raw.formulaCells,
        perhapsCutOff: perhapsCutOff(rows),
      };
    },
  };
}

function pushColumn(column: ChunkColumn, firstRow: number, sink: CellSink): void {
  const { kinds, values, texts, formats } = column;
  for (let row = 0; row < kinds.length; row += 1) {
    const kind = kinds[row] as number;
    if (kind === CELL.empty) continue;
    const value = values[row] as number;
    const at = firstRow + row;
    if (kind === CELL.number) sink.number(at, value, FORMATS[formats?.[row] ?? 0] ?? "general");
    else if (kind === CELL.text) sink.text(at, texts[value] ?? "");
    else if (kind === CELL.boolean) sink.boolean(at, value === 1);
    else sink.error(at, texts[value] ?? "#VALUE!");
  }
}

function markColumn(column: ChunkColumn, firstRow: number, mark: (row: number) => void): void {
  const { kinds, values, texts } = column;
  for (let row = 0; row < kinds.length; row += 1) {
    const kind = kinds[row] as number;
    if (kind === CELL.empty) continue;
    if (kind === CELL.text && (texts[values[row] as number] ?? "").trim() === "") continue;
    mark(firstRow + row);
  }
}
