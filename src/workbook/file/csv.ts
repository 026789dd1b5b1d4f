/**
 * A folder of .csv files as a workbook: one file per table, named as the sheet ("/" written "-"). UTF-8 with or without
 * BOM; comma, semicolon or tab, found from the header; quotes doubled inside quotes. One scan finds the cells; columns
 * read them from the bytes, a run of rows at a time.
 */
import { Refusal } from "../../engine/refusal";
import type { ByteCells, CellSink, SourceTable, WorkbookSource } from "../../engine/ledgers/source";
import { perhapsCutOff } from "./rows-source";

export interface CsvFile {
  /** File name without folder and ".csv". */
  readonly name: string;
  /** The content, or how to get it once somebody asks for the table. */
  readonly bytes: Uint8Array | (() => Uint8Array);
}

/**
 * The files of a folder as a source; tables that nobody reads are not opened. Reading throws BAD_WORKBOOK (not UTF-8, a
 * quote that is never closed, a row too long).
 */
export function csvSource(files: readonly CsvFile[]): WorkbookSource {
  return { kind: "csv", epochOffset: 0, tables: files.map(csvTable) };
}

const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BLANK = 32;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const SEPARATORS = [",", ";", "\t"].map((sign) => sign.charCodeAt(0));
const NOT_ASCII = 0x80;

/** Rows whose cells are found before the columns read them: their bytes are still close to the processor then. */
const RUN = 256;

function broken(table: string, reason: string, row: number): Refusal {
  return new Refusal("BAD_WORKBOOK", { reason, table, row });
}

function csvTable({ name, bytes }: CsvFile): SourceTable {
  let opened: OpenedFile | undefined;
  const open = (): OpenedFile => (opened ??= openFile(name, typeof bytes === "function" ? bytes() : bytes));
  return {
    tableName: "",
    sheetName: name,
    get headers() {
      return open().headers;
    },
    get rowsHint() {
      return open().lines;
    },
    address: (row) => `row ${row + 2}`,
    read: (sinks, mark) => {
      const file = open();
      const rows = new CsvCells(file, file.start, 0).read(file.headers.length, sinks, mark);
      return { rows, hiddenRows: 0, formulaCells: 0, perhapsCutOff: perhapsCutOff(rows) };
    },
  };
}

interface CsvContent {
  readonly name: string;
  readonly content: Uint8Array;
  readonly separator: number;
  readonly ascii: boolean;
}

interface OpenedFile extends CsvContent {
  readonly headers: readonly string[];
  /** Where the row below the header starts. */
  readonly start: number;
  readonly lines: number;
}

function openFile(name: string, bytes: Uint8Array): OpenedFile {
  const marked = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
  const content = marked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
  const separator = findSeparator(content);
  const ascii = isAscii(content);
  const header = new CsvCells({ name, content, separator, ascii }, 0, -1);
  // Leading empty lines are no header (conventions, 4.1: the first row that is not empty).
  let headers = header.texts();
  while (headers.every(isBlank) && !header.atEnd) headers = header.texts();
  if (headers.every(isBlank)) headers = [];
  const start = header.position;
  return { name, content, separator, ascii, headers, start, lines: countLines(content, start) };
}

const isBlank = (text: string): boolean => text.trim() === "";

/** The separator that stands most often in the first line with one; the comma where there is none. */
function findSeparator(bytes: Uint8Array): number {
  const counts = SEPARATORS.map(() => 0);
  let quoted = false;
  for (const byte of bytes) {
    if (byte === QUOTE) quoted = !quoted;
    else if (!quoted) {
      if (byte === LINE_FEED && counts.some((count) => count > 0)) break;
      const index = SEPARATORS.indexOf(byte);
      if (index >= 0) counts[index] = (counts[index] as number) + 1;
    }
  }
  return SEPARATORS[counts.indexOf(Math.max(...counts))] as number;
}

/** Whether all bytes are ASCII, four at a time where they stand on whole words. */
function isAscii(bytes: Uint8Array): boolean {
  const first = Math.min(bytes.length, -bytes.byteOffset & 3);
  const words = (bytes.length - first) >>> 2;
  let all = 0;
  for (let i = 0; i < first; i += 1) all |= bytes[i] as number;
  for (let i = first + words * 4; i < bytes.length; i += 1) all |= bytes[i] as number;
  if (words > 0) {
    const whole = new Uint32Array(bytes.buffer, bytes.byteOffset + first, words);
    for (let i = 0; i < words; i += 1) all |= whole[i] as number;
  }
  return (all & 0x80808080) === 0;
}

/** How many lines follow: never fewer than rows, since only cells with line breaks make more of them. */
function countLines(bytes: Uint8Array, start: number): number {
  let lines = 0;
  let position = start;
  while (position < bytes.length) {
    lines += 1;
    const end = bytes.indexOf(LINE_FEED, position);
    if (end < 0) break;
    position = end + 1;
  }
  return lines;
}

/** A column that is read: where its cells of the current run stand. */
interface Slot {
  readonly sink: CellSink;
  /** Position among the columns of the file. */
  readonly column: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Finds the cells of a file, row by row. */
class CsvCells {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  /** Texts of cells with doubled quotes in them, by where the cell starts. */
  readonly #unquoted = new Map<number, string>();
  // Of the cell found last.
  #start = 0;
  #end = 0;
  #hasDoubledQuotes = false;

  private readonly name: string;
  private readonly bytes: Uint8Array;
  private readonly separator: number;
  private readonly ascii: boolean;

  constructor(
    file: CsvContent,
    public position: number,
    /** Data rows count from 0, the header is row -1. */
    private row: number,
  ) {
    this.name = file.name;
    this.bytes = file.content;
    this.separator = file.separator;
    this.ascii = file.ascii;
  }

  get atEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  /** The cells of the next row as texts. */
  texts(): string[] {
    const texts: string[] = [];
    for (let last = false; !last;) {
      last = this.#cell();
      texts.push(this.#text());
    }
    return texts;
  }

  /** Hands the cells of all rows to the sinks of their columns and marks the rows that hold something; returns how many rows there are. */
  read(columns: number, sinks: readonly (CellSink | undefined)[], mark: (row: number) => void): number {
    const slots = sinks.map(
      (sink, column): Slot | undefined =>
        sink && { sink, column, starts: new Int32Array(RUN), ends: new Int32Array(RUN) },
    );
    const used = slots.filter((slot) => slot !== undefined);
    const breaks = new Int32Array(columns + 1);
    while (!this.atEnd) {
      const firstRow = this.row;
      let count = 0;
      for (; count < RUN && !this.atEnd; count += 1) {
        if (this.#plainRow(columns, breaks)) {
          for (const { column, starts, ends } of used) {
            starts[count] = (breaks[column] as number) + 1;
            ends[count] = breaks[column + 1] as number;
          }
          mark(this.row);
        } else if (this.#row(columns, slots, count)) mark(this.row);
        this.row += 1;
      }
      for (const slot of used) this.#hand(slot, firstRow, count);
      this.#unquoted.clear();
    }
    return this.row;
  }

  /**
   * Finds the cells of a row as most are: without quotes, as many cells as columns, beginning with a visible sign. `breaks`
   * gets the places before, between and behind the cells. Any other row is left to `#row`.
   */
  #plainRow(columns: number, breaks: Int32Array): boolean {
    const { bytes, separator } = this;
    const { length } = bytes;
    let position = this.position;
    const first = bytes[position] as number;
    if (first <= BLANK || first >= NOT_ASCII || first === separator) return false;
    breaks[0] = position - 1;
    let cells = 0;
    // Letters, and beside a comma digits too, stand behind every sign that has a meaning.
    const most = Math.max(separator, QUOTE);
    for (; position < length; position += 1) {
      const byte = bytes[position] as number;
      if (byte > most) continue;
      if (byte === separator) {
        cells += 1;
        if (cells === columns) return false;
        breaks[cells] = position;
      } else if (byte === LINE_FEED) break;
      else if (byte === QUOTE) return false;
    }
    if (cells + 1 !== columns) return false;
    const behind = breaks[cells] as number;
    const cut = position - 1 > behind && bytes[position - 1] === CARRIAGE_RETURN ? 1 : 0;
    breaks[columns] = position - cut;
    const rowStart = this.position;
    this.position = position + 1;
    if (!this.ascii) this.#checkUtf8(rowStart);
    return true;
  }

  /** Finds the cells of one row; tells whether it holds anything. */
  #row(columns: number, slots: readonly (Slot | undefined)[], index: number): boolean {
    const rowStart = this.position;
    let filled = false;
    let beyond = false;
    let column = 0;
    for (let last = false; !last; column += 1) {
      last = this.#cell();
      const start = this.#start;
      const end = this.#end;
      const slot = slots[column];
      if (slot) {
        slot.starts[index] = start;
        slot.ends[index] = this.#hasDoubledQuotes ? -1 : end;
        if (this.#hasDoubledQuotes) this.#unquoted.set(start, this.#text());
      }
      if (end === start || (filled && column < columns)) continue;
      const byte = this.bytes[start] as number;
      const hasText = (byte > BLANK && byte < NOT_ASCII) || !isBlank(this.#text());
      if (hasText && column >= columns) beyond = true;
      filled ||= hasText;
    }
    for (let missing = column; missing < columns; missing += 1) {
      const slot = slots[missing];
      if (slot) slot.starts[index] = slot.ends[index] = 0;
    }
    if (!this.ascii) this.#checkUtf8(rowStart);
    if (beyond) throw broken(this.name, `a row has ${column} cells, the header ${columns}`, this.row + 2);
    return filled;
  }

  /** Finds the next cell and goes behind its separator; tells whether it is the last of its row. */
  #cell(): boolean {
    const { bytes, separator } = this;
    const { length } = bytes;
    let position = this.position;
    this.#hasDoubledQuotes = false;
    if (bytes[position] === QUOTE) position = this.#quoted(position);
    else {
      this.#start = position;
      while (position < length) {
        const byte = bytes[position] as number;
        if (byte === separator || byte === LINE_FEED) break;
        position += 1;
      }
      this.#end = position;
      const atSeparator = position < length && bytes[position] === separator;
      if (!atSeparator && position > this.#start && bytes[position - 1] === CARRIAGE_RETURN) this.#end -= 1;
    }
    this.position = position + 1;
    return !(position < length && bytes[position] === separator);
  }

  /** Finds the end of a cell in quotes; returns where its separator or line end stands. */
  #quoted(open: number): number {
    const { bytes } = this;
    this.#start = open + 1;
    let close = bytes.indexOf(QUOTE, open + 1);
    while (close >= 0 && bytes[close + 1] === QUOTE) {
      this.#hasDoubledQuotes = true;
      close = bytes.indexOf(QUOTE, close + 2);
    }
    if (close < 0) throw broken(this.name, "a quote is never closed", this.row + 2);
    this.#end = close;
    let position = close + 1;
    while (bytes[position] === BLANK || bytes[position] === CARRIAGE_RETURN) position += 1;
    const next = bytes[position];
    if (next !== undefined && next !== this.separator && next !== LINE_FEED)
      throw broken(this.name, "text stands behind a closing quote", this.row + 2);
    return position;
  }

  /** Text of the cell found last. */
  #text(): string {
    const text = this.#decode(this.#start, this.#end);
    return this.#hasDoubledQuotes ? text.replaceAll('""', '"') : text;
  }

  #decode(start: number, end: number): string {
    const { bytes } = this;
    if (end - start > 32) return this.#decodeUtf8(start, end);
    if (!this.ascii)
      for (let i = start; i < end; i += 1)
        if ((bytes[i] as number) >= NOT_ASCII) return this.#decodeUtf8(start, end);
    return String.fromCharCode.apply(undefined, bytes.subarray(start, end) as unknown as number[]);
  }

  #decodeUtf8(start: number, end: number): string {
    try {
      return this.#decoder.decode(this.bytes.subarray(start, end));
    } catch {
      throw broken(this.name, "it is not UTF-8 text", this.row + 2);
    }
  }

  /** Refuses bytes of the row just passed that are no UTF-8, also in columns that nobody reads. */
  #checkUtf8(rowStart: number): void {
    const { bytes } = this;
    const end = Math.min(this.position, bytes.length);
    let all = 0;
    for (let i = rowStart; i < end; i += 1) all |= bytes[i] as number;
    if (all >= NOT_ASCII) this.#decodeUtf8(rowStart, end);
  }

  #hand({ sink, starts, ends }: Slot, firstRow: number, count: number): void {
    const text = (index: number): string => {
      const start = starts[index] as number;
      const end = ends[index] as number;
      return end < 0 ? (this.#unquoted.get(start) as string) : this.#decode(start, end);
    };
    if (sink.bytes) {
      const cells: ByteCells = { bytes: this.bytes, firstRow, count, starts, ends, text };
      sink.bytes(cells);
      return;
    }
    for (let index = 0; index < count; index += 1)
      if (starts[index] !== ends[index]) sink.text(firstRow + index, text(index));
  }
}
