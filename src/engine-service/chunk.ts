/**
 * Rows of a table on their way into the service: one column after the other, numbers in typed arrays, texts numbered
 * per column, so that a chunk moves to a worker without copying cell by cell.
 */

/** What a cell holds. */
export const CELL = { empty: 0, number: 1, text: 2, boolean: 3, error: 4 } as const;

/** How a number cell is formatted, where it matters (code columns). */
export const FORMAT = { general: 0, date: 1, exponent: 2 } as const;

export interface ChunkColumn {
  /** CELL per row. */
  readonly kinds: Uint8Array;
  /** The number; for texts and errors the position in `texts`; 1 or 0 for booleans. */
  readonly values: Float64Array;
  readonly texts: readonly string[];
  /** FORMAT per row, only where number formats were asked for. */
  readonly formats?: Uint8Array;
}

export interface TableChunk {
  /** Id of the table in the reading. */
  readonly table: string;
  /** First data row of the chunk, counted from 0 below the header. */
  readonly firstRow: number;
  readonly rows: number;
  readonly columns: readonly ChunkColumn[];
  /** The last chunk of its table. */
  readonly last: boolean;
}

/** A cell as Office.js gives it in `values`. */
export type RawCell = string | number | boolean | null | undefined;

const EXCEL_ERROR =
  /^#(?:N\/A|NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|EXTERNAL!|PYTHON!)$/;

/** True for a text that may be an error value; only `valueTypes` tells it from the same text typed in. */
export function looksLikeError(value: RawCell): boolean {
  return typeof value === "string" && value.charCodeAt(0) === 35 && EXCEL_ERROR.test(value);
}

/** Packs one column of a block of rows. `isError(row)` decides about texts that look like errors. */
export function packColumn(
  values: readonly (readonly RawCell[])[],
  column: number,
  isError: (row: number) => boolean,
  formatOf?: (row: number) => number,
): ChunkColumn {
  const rows = values.length;
  const kinds = new Uint8Array(rows);
  const numbers = new Float64Array(rows);
  const formats = formatOf ? new Uint8Array(rows) : undefined;
  const texts: string[] = [];
  const places = new Map<string, number>();
  for (let row = 0; row < rows; row += 1) {
    const value = values[row]?.[column];
    if (typeof value === "number") {
      kinds[row] = CELL.number;
      numbers[row] = value;
      if (formats && formatOf) formats[row] = formatOf(row);
    } else if (typeof value === "string") {
      if (value === "") continue;
      let place = places.get(value);
      if (place === undefined) {
        place = texts.length;
        texts.push(value);
        places.set(value, place);
      }
      kinds[row] = looksLikeError(value) && isError(row) ? CELL.error : CELL.text;
      numbers[row] = place;
    } else if (typeof value === "boolean") {
      kinds[row] = CELL.boolean;
      numbers[row] = value ? 1 : 0;
    }
  }
  return { kinds, values: numbers, texts, ...(formats ? { formats } : {}) };
}

/** The buffers of a chunk, for moving them. */
export function chunkBuffers(chunk: TableChunk): ArrayBuffer[] {
  return chunk.columns.flatMap((column) => [
    column.kinds.buffer as ArrayBuffer,
    column.values.buffer as ArrayBuffer,
    ...(column.formats ? [column.formats.buffer as ArrayBuffer] : []),
  ]);
}
