/**
 * A folder of .csv files as a workbook: one file per table, named as the sheet ("/" written "-"). UTF-8 with or without
 * BOM; comma, semicolon or tab, found from the header; quotes doubled inside quotes. Read column by column in one scan.
 */
import { Refusal } from "../../engine/refusal";
import type { SourceTable, WorkbookSource } from "../../engine/ledgers/source";
import { rowsTable } from "./rows-source";

export interface CsvFile {
  /** File name without folder and ".csv". */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The files of a folder as a source. Throws BAD_WORKBOOK (not UTF-8, a quote that is never closed, a row too long). */
export function csvSource(files: readonly CsvFile[]): WorkbookSource {
  return { kind: "csv", epochOffset: 0, tables: files.map(csvTable) };
}

const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

function broken(table: string, reason: string, row: number): Refusal {
  return new Refusal("BAD_WORKBOOK", { reason, table, row });
}

function csvTable(file: CsvFile): SourceTable {
  const { name } = file;
  const bytes =
    file.bytes[0] === 0xef && file.bytes[1] === 0xbb && file.bytes[2] === 0xbf
      ? file.bytes.subarray(3)
      : file.bytes;
  const separator = findSeparator(bytes);
  const scanner = new CsvScanner(bytes, separator, name);
  // Leading empty lines are no header (conventions, 4.1: the first row that is not empty).
  const headers: string[] = [];
  scanner.row((_column, text) => headers.push(text));
  while (headers.every((header) => header.trim() === "") && !scanner.atEnd) {
    headers.length = 0;
    scanner.row((_column, text) => headers.push(text));
  }
  if (headers.every((header) => header.trim() === "")) headers.length = 0;
  const start = scanner.position;
  const firstLine = scanner.line;
  const rows = countRows(bytes, start, separator, name);
  const table = rowsTable(name, headers, rows, (sinks, mark) => {
    const data = new CsvScanner(bytes, separator, name, start, firstLine);
    for (let row = 0; !data.atEnd; row += 1) {
      const columns = data.row((column, text) => {
        if (text === "") return;
        const sink = sinks[column];
        if (sink) sink.text(row, text);
        else if (text.trim() !== "") mark(row);
      });
      if (columns > headers.length && data.lastHadText) {
        throw broken(name, `a row has ${columns} cells, the header ${headers.length}`, row + 2);
      }
    }
  });
  return table;
}

function findSeparator(bytes: Uint8Array): number {
  const counts = new Map<number, number>([
    [44, 0],
    [59, 0],
    [9, 0],
  ]);
  let quoted = false;
  for (const byte of bytes) {
    if (byte === QUOTE) quoted = !quoted;
    else if (!quoted) {
      if (byte === LINE_FEED && [...counts.values()].some((count) => count > 0)) break;
      const count = counts.get(byte);
      if (count !== undefined) counts.set(byte, count + 1);
    }
  }
  let best = 44;
  for (const [byte, count] of counts) if (count > (counts.get(best) as number)) best = byte;
  return best;
}

/** Counts rows; blank lines count as (blank) rows so that row numbers fit, a line end at the end of the file does not. */
function countRows(bytes: Uint8Array, start: number, separator: number, name: string): number {
  if (!bytes.includes(QUOTE, start)) {
    let rows = 0;
    let position = start;
    while (position < bytes.length) {
      const end = bytes.indexOf(LINE_FEED, position);
      rows += 1;
      if (end < 0) break;
      position = end + 1;
    }
    return rows;
  }
  const scanner = new CsvScanner(bytes, separator, name, start);
  let rows = 0;
  while (!scanner.atEnd) {
    scanner.skipRow();
    rows += 1;
  }
  return rows;
}

/** Reads rows of a .csv file one after the other. */
class CsvScanner {
  /** True when the last cell beyond the header had text in it. */
  lastHadText = false;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  /** Texts of short cells that came before, by their bytes: ledgers repeat the same codes and amounts. */
  readonly #known = new Map<number, { text: string; start: number; length: number }>();

  constructor(
    private readonly bytes: Uint8Array,
    private readonly separator: number,
    private readonly name: string,
    public position = 0,
    public line = 1,
  ) {}

  get atEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  /** Calls `cell` for each cell of the next row; returns the number of cells. */
  row(cell: (column: number, text: string) => void): number {
    const { bytes, separator } = this;
    let column = 0;
    let position = this.position;
    for (;;) {
      if (bytes[position] === QUOTE) {
        const { text, end } = this.#quoted(position);
        cell(column, text);
        this.lastHadText = text.trim() !== "";
        position = end;
      } else {
        const start = position;
        let byte = bytes[position];
        while (byte !== undefined && byte !== separator && byte !== LINE_FEED) byte = bytes[++position];
        let end = position;
        if (byte !== separator && end > start && bytes[end - 1] === CARRIAGE_RETURN) end -= 1;
        const text = end === start ? "" : this.#text(start, end);
        cell(column, text);
        this.lastHadText = text !== "";
      }
      column += 1;
      const byte = bytes[position];
      if (byte === separator) {
        position += 1;
        continue;
      }
      if (byte === CARRIAGE_RETURN && bytes[position + 1] === LINE_FEED) position += 1;
      this.position = position + 1;
      this.line += 1;
      return column;
    }
  }

  /** Goes to the next row without making texts. */
  skipRow(): void {
    const { bytes } = this;
    let { position } = this;
    let quoted = false;
    while (position < bytes.length) {
      const byte = bytes[position];
      position += 1;
      if (byte === QUOTE) quoted = !quoted;
      else if (byte === LINE_FEED && !quoted) break;
    }
    if (quoted) throw broken(this.name, "a quote is never closed", this.line);
    this.position = position;
    this.line += 1;
  }

  #quoted(start: number): { text: string; end: number } {
    const { bytes } = this;
    let text = "";
    let from = start + 1;
    for (;;) {
      const quote = bytes.indexOf(QUOTE, from);
      if (quote < 0) throw broken(this.name, "a quote is never closed", this.line);
      text += this.#decode(from, quote);
      if (bytes[quote + 1] !== QUOTE) {
        // Whatever stands between the closing quote and the separator is not text of the cell, unless it is a fault.
        let end = quote + 1;
        while (end < bytes.length && (bytes[end] === 32 || bytes[end] === CARRIAGE_RETURN)) end += 1;
        if (end < bytes.length && bytes[end] !== this.separator && bytes[end] !== LINE_FEED) {
          throw broken(this.name, "text stands behind a closing quote", this.line);
        }
        return { text, end };
      }
      text += '"';
      from = quote + 2;
    }
  }

  #text(start: number, end: number): string {
    const length = end - start;
    if (length > 24) return this.#decode(start, end);
    const { bytes } = this;
    let hash = length;
    for (let i = start; i < end; i += 1) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0;
    const known = this.#known.get(hash);
    if (known?.length === length) {
      let i = 0;
      while (i < length && bytes[known.start + i] === bytes[start + i]) i += 1;
      if (i === length) return known.text;
    }
    const text = this.#decode(start, end);
    if (this.#known.size < 100_000) this.#known.set(hash, { text, start, length });
    return text;
  }

  #decode(start: number, end: number): string {
    const { bytes } = this;
    if (end - start <= 32) {
      let ascii = true;
      for (let i = start; i < end; i += 1) if ((bytes[i] as number) > 127) ascii = false;
      if (ascii)
        return String.fromCharCode.apply(undefined, bytes.subarray(start, end) as unknown as number[]);
    }
    try {
      return this.#decoder.decode(bytes.subarray(start, end));
    } catch {
      throw broken(this.name, "it is not UTF-8 text", this.line);
    }
  }
}
