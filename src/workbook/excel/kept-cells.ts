/**
 * What a new run keeps of the sheet that it replaces: cells the user fills in (notes, sign-off) and the user's own
 * columns to the right. Rows are found again by their key, not by their number.
 */
import { keyColumns, keyOfNewRow, nextRow, rowsByKey, type OldInputs, type OldTable } from "../kept-inputs";
import type { Context } from "./batch";
import { Checksum } from "./checksum";
import type { MarkedSheet, MarkedTable, Marker } from "./marker";
import type { CellContent, PlacedSheet } from "./placed-sheet";

/** Cells read at once. */
const BLOCK_CELLS = 150_000;

/** A worksheet as it stands: values, formulas in R1C1, number formats of all its used cells. */
export interface OldSheet {
  readonly marker: Marker | undefined;
  readonly values: readonly (readonly CellContent[])[];
  /** Formulas of the user's own columns, from the first column that Tieout did not write. */
  readonly own: readonly OldCell[];
  readonly isChanged: boolean;
}

export interface OldCell {
  readonly row: number;
  readonly column: number;
  /** Formula in R1C1 or constant. */
  readonly content: CellContent;
  readonly format: string;
}

/** Reads a sheet that is about to be replaced. */
export async function readOldSheet(context: Context, sheet: MarkedSheet): Promise<OldSheet> {
  const worksheet = context.workbook.worksheets.getItem(sheet.id);
  const used = worksheet.getUsedRangeOrNullObject(true);
  used.load("rowIndex,columnIndex,rowCount,columnCount");
  await context.sync();
  const { marker } = sheet;
  if (used.isNullObject)
    return { marker, values: [], own: [], isChanged: marker !== undefined && marker.rows > 0 };
  const rows = used.rowIndex + used.rowCount;
  const columns = used.columnIndex + used.columnCount;
  const values: CellContent[][] = [];
  const own: OldCell[] = [];
  const width = marker?.columns ?? columns;
  const step = Math.max(1, Math.floor(BLOCK_CELLS / columns));
  for (let first = 0; first < rows; first += step) {
    const count = Math.min(step, rows - first);
    const block = worksheet.getRangeByIndexes(first, 0, count, Math.min(width, columns));
    block.load("values");
    const right =
      columns > width ? worksheet.getRangeByIndexes(first, width, count, columns - width) : undefined;
    right?.load("formulasR1C1,numberFormat");
    // eslint-disable-next-line office-addins/no-context-sync-in-loop -- blocks of bounded size, one after the other
    await context.sync();
    values.push(...(block.values as CellContent[][]));
    right?.formulasR1C1.forEach((line: unknown[], row: number) => {
      line.forEach((content, column) => {
        if (content === "" || content === null) return;
        own.push({
          row: first + row,
          column: column + width,
          content: content as CellContent,
          format: (right.numberFormat as string[][])[row]?.[column] ?? "General",
        });
      });
    });
    block.untrack();
    right?.untrack();
  }
  return { marker, values, own, isChanged: marker ? checksumOf(values, marker) !== marker.checksum : true };
}

/** Checksum over what stands in the cells that Tieout wrote; cells that the user fills in do not count. */
export function checksumOf(
  values: readonly (readonly CellContent[])[],
  marker: Pick<Marker, "tables" | "inputs" | "rows">,
): string {
  const checksum = new Checksum();
  const inputs = new Set(Object.values(marker.inputs).map(([row, column]) => `${row},${column}`));
  const inBody = bodyRows(marker.tables);
  values.forEach((line, row) => {
    const body = inBody.get(row);
    const cells = line.map((value, column) =>
      inputs.has(`${row},${column}`) || body?.inputs.some((index) => body.places[index] === column)
        ? null
        : value,
    );
    checksum.add(cells, body ? undefined : row);
  });
  return checksum.text;
}

function bodyRows(tables: readonly MarkedTable[]): ReadonlyMap<number, MarkedTable> {
  const rows = new Map<number, MarkedTable>();
  for (const table of tables) {
    for (let row = table.row + 1; row <= table.row + table.rows; row += 1) rows.set(row, table);
  }
  return rows;
}

/** How the tables of a new sheet are marked. */
export function markedTables(placed: PlacedSheet): readonly MarkedTable[] {
  return placed.tables.map(({ table, places, rows }) => ({
    name: table.name,
    row: table.row,
    rows,
    places,
    headers: table.columns.map((column) => column.header),
    inputs: table.columns.flatMap((column, index) => (column.input === true ? [index] : [])),
    keys: keyColumns(table),
  }));
}

/** A sheet as its mark tells it. */
export function markedInputs(marker: Marker, values: OldSheet["values"]): OldInputs {
  return { values, tables: marker.tables.map(oldTable), inputs: marker.inputs };
}

function oldTable(table: MarkedTable): OldTable {
  return { ...table, body: Array.from({ length: table.rows }, (_, row) => table.row + 1 + row) };
}

/** The user's own cells at their places in the new sheet; those that have no place any more are named apart. */
export function placeOwnCells(
  placed: PlacedSheet,
  old: OldSheet,
  epochOffset: number,
): { readonly cells: readonly OldCell[]; readonly homeless: number } {
  const { marker } = old;
  if (!marker || old.own.length === 0) return { cells: [], homeless: 0 };
  const shift = placed.columns - marker.columns;
  const rowOf = newRows(placed, marker, old, epochOffset);
  const cells: OldCell[] = [];
  let homeless = 0;
  for (const cell of old.own) {
    const row = rowOf(cell.row);
    if (row === undefined) homeless += 1;
    else cells.push({ ...cell, row, column: cell.column + shift });
  }
  return { cells, homeless };
}

/** New row per old row: by key in tables, below the last table by distance from the end, else the same. */
function newRows(
  placed: PlacedSheet,
  marker: Marker,
  old: OldSheet,
  epochOffset: number,
): (row: number) => number | undefined {
  const map = new Map<number, number>();
  const bodies = bodyRows(marker.tables);
  for (const { table, firstRow, rows } of placed.tables) {
    const before = marker.tables.find((candidate) => candidate.name === table.name);
    if (!before) continue;
    map.set(before.row, table.row);
    const keys = keyColumns(table);
    const byKey = rowsByKey(oldTable(before), old.values);
    const taken = new Map<string, number>();
    for (let row = 0; row < rows; row += 1) {
      const then = nextRow(byKey, taken, keyOfNewRow(table, keys, row, epochOffset));
      if (then !== undefined) map.set(then, firstRow + row);
    }
  }
  const firstTable = Math.min(...marker.tables.map((table) => table.row), marker.rows);
  const moved = placed.rows - marker.rows;
  return (row) => {
    const known = map.get(row);
    if (known !== undefined) return known;
    if (bodies.has(row)) return undefined;
    return row < firstTable ? row : row + moved;
  };
}
