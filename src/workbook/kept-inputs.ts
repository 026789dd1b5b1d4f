/**
 * What the user filled in on a sheet of an earlier run (notes, sign-off) goes into the sheet of the new run. Rows are found
 * again by their key, not by their number; what was noted on rows that are gone stands below the rest.
 */
import { excelValue, type CellContent } from "./excel/placed-sheet";
import { isFigure } from "./look";
import type { Sheet, SheetCell, SheetTable } from "./sheet";

/** Heading of the notes on rows that are gone, by which they are found again. */
const GONE = "Notes on rows that are gone";

/** A table of the earlier sheet. */
export interface OldTable {
  readonly name: string;
  /** Numbers of its body rows. */
  readonly body: readonly number[];
  /** Sheet column per table column. */
  readonly places: readonly number[];
  readonly headers: readonly string[];
  /** Positions of the columns that identify a row. */
  readonly keys: readonly number[];
  /** Positions of the columns that the user fills in. */
  readonly inputs: readonly number[];
}

/** The earlier sheet: its cells, its tables, and where the cells stood that the user fills in. */
export interface OldInputs {
  readonly values: readonly (readonly CellContent[])[];
  readonly tables: readonly OldTable[];
  /** Key → row and column. */
  readonly inputs: Readonly<Record<string, readonly [number, number]>>;
}

/** Whether a sheet has cells that the user fills in. */
export function takesInput({ inputs, tables }: Sheet): boolean {
  return (
    (inputs !== undefined && inputs.size > 0) ||
    tables.some((table) => table.columns.some((column) => column.input === true))
  );
}

/** Columns that identify a row: those the layout names, else all that are no figures, dates or inputs. */
export function keyColumns(table: SheetTable): readonly number[] {
  return (
    table.keepBy ??
    table.columns.flatMap((column, index) =>
      isFigure(column.kind) ||
      column.input === true ||
      column.kind === "fingerprint" ||
      column.style === "warning"
        ? []
        : [index],
    )
  );
}

/** The sheet with what the user had filled in. */
export function withKeptInputs(sheet: Sheet, old: OldInputs, epochOffset: number): Sheet {
  const cells = [...sheet.cells];
  /** Cells of the earlier sheet whose content has a place in the new one. */
  const placed = new Set<string>();
  for (const [key, place] of sheet.inputs ?? []) {
    const then = old.inputs[key];
    const value = then && filled(old, then[0], then[1]);
    if (then === undefined || value === undefined) continue;
    placed.add(then.join());
    const index = cells.findIndex((cell) => cell.row === place.row && cell.column === place.column);
    const cell = cells[index] ?? { ...place, value: null, style: "input" as const };
    cells[index < 0 ? cells.length : index] = { ...cell, value };
  }
  const tables = sheet.tables.map((table) => {
    const before = old.tables.find((candidate) => candidate.name === table.name);
    const inputs = table.columns.flatMap((column, index) => (column.input === true ? [index] : []));
    if (!before || inputs.length === 0) return table;
    const rowsBefore = rowsByKey(before, old.values);
    const keys = keyColumns(table);
    const taken = new Map<string, number>();
    const columns = table.columns.map((column) => ({ ...column, values: [...column.values] }));
    const count = table.columns[0]?.values.length ?? 0;
    for (let row = 0; row < count; row += 1) {
      const then = nextRow(rowsBefore, taken, keyOfNewRow(table, keys, row, epochOffset));
      if (then === undefined) continue;
      for (const index of inputs) {
        const header = table.columns[index]?.header ?? "";
        const place = before.places[before.headers.indexOf(header)];
        const column = columns[index];
        if (place === undefined || column === undefined) continue;
        const value = filled(old, then, place);
        if (value === undefined) continue;
        column.values[row] = value;
        placed.add(`${then},${place}`);
      }
    }
    return { ...table, columns };
  });
  return withGoneNotes({ ...sheet, cells, tables }, old, placed);
}

type Filled = Exclude<CellContent, null>;

/** What stands in a cell that the user fills in; undefined when it is empty. */
function filled({ values }: OldInputs, row: number, column: number): Filled | undefined {
  const value = values[row]?.[column];
  return value === undefined || value === null || value === "" ? undefined : value;
}

/** Notes whose row or cell is gone, below everything else: what the row was, and the notes in their columns. */
function withGoneNotes(sheet: Sheet, old: OldInputs, placed: ReadonlySet<string>): Sheet {
  const gone = new Map<number, { readonly label: CellContent; readonly notes: Map<number, Filled> }>();
  const look = (row: number, column: number, label: CellContent): void => {
    const value = filled(old, row, column);
    if (value === undefined || placed.has(`${row},${column}`)) return;
    const line = gone.get(row) ?? { label, notes: new Map<number, Filled>() };
    gone.set(row, line);
    line.notes.set(column, value);
  };
  for (const table of old.tables) {
    for (const row of table.body) {
      const label = table.keys
        .map((index) => keyPart(old.values[row]?.[table.places[index] as number]))
        .filter((part) => part !== "")
        .join(", ");
      for (const index of table.inputs) look(row, table.places[index] as number, label);
    }
  }
  for (const [row, column] of Object.values(old.inputs)) look(row, column, old.values[row]?.[0] ?? "");
  if (gone.size === 0) return sheet;
  let row = lastRow(sheet) + 2;
  const cells: SheetCell[] = [...sheet.cells, { row, column: 0, value: GONE, style: "sectionTitle" }];
  const inputs = new Map(sheet.inputs);
  for (const [then, { label, notes }] of [...gone].sort(([a], [b]) => a - b)) {
    row += 1;
    cells.push({ row, column: 0, value: keyPart(label) });
    for (const [column, value] of notes) {
      cells.push({ row, column, value, style: "input" });
      inputs.set(`gone ${then} ${column}`, { row, column });
    }
  }
  return { ...sheet, cells, inputs };
}

function lastRow({ cells, tables }: Sheet): number {
  let last = 0;
  for (const { row } of cells) if (row > last) last = row;
  for (const { row, columns } of tables) last = Math.max(last, row + (columns[0]?.values.length ?? 0));
  return last;
}

/**
 * The earlier sheet where nothing but its cells is known: tables are found by their headers, single cells by the texts
 * beside them. Tables with equal headers are taken together, because their keys tell rows apart.
 */
export function foundInputs(sheet: Sheet, values: OldInputs["values"]): OldInputs {
  const tables = sheet.tables.flatMap((table): OldTable[] => {
    if (!table.columns.some((column) => column.input === true)) return [];
    const places = table.places ?? table.columns.map((_, index) => table.column + index);
    const headers = table.columns.map((column) => column.header);
    const keys = keyColumns(table);
    const isHeader = (line: readonly CellContent[]): boolean =>
      headers.every((header, index) => line[places[index] as number] === header);
    const isFilled = (line: readonly CellContent[] | undefined): boolean =>
      keys.some((index) => keyPart(line?.[places[index] as number]) !== "");
    const body = values.flatMap((line, header) => {
      if (!isHeader(line)) return [];
      const rows: number[] = [];
      for (let row = header + 1; isFilled(values[row]); row += 1) rows.push(row);
      return rows;
    });
    const filledIn = table.columns.flatMap((column, index) => (column.input === true ? [index] : []));
    return [{ name: table.name, body, places, headers, keys, inputs: filledIn }];
  });
  const inputs = [...(sheet.inputs ?? [])].flatMap(([key, { row, column }]) => {
    const beside = sheet.cells.filter((cell) => cell.row === row && typeof cell.value === "string");
    const then = values.findIndex(
      (line) => beside.length > 0 && beside.every((cell) => line[cell.column] === cell.value),
    );
    return then < 0 ? [] : [[key, [then, column]] as const];
  });
  return { values, tables, inputs: Object.fromEntries([...inputs, ...foundGoneNotes(values)]) };
}

/** Cells of notes on rows that were gone already. */
function foundGoneNotes(
  values: OldInputs["values"],
): readonly (readonly [string, readonly [number, number]])[] {
  const heading = values.findIndex(([first]) => first === GONE);
  const found: (readonly [string, readonly [number, number]])[] = [];
  for (let row = heading + 1; heading >= 0 && keyPart(values[row]?.[0]) !== ""; row += 1) {
    for (let column = 1; column < (values[row]?.length ?? 0); column += 1)
      found.push([`gone ${row} ${column}`, [row, column]]);
  }
  return found;
}

/** Rows of a table by the texts that identify them, several where these are alike. */
export function rowsByKey(
  table: OldTable,
  values: readonly (readonly CellContent[])[],
): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>();
  for (const row of table.body) {
    const key = table.keys
      .map((index) => keyPart(values[row]?.[table.places[index] as number]))
      .join("\u0001");
    const list = rows.get(key);
    if (list) list.push(row);
    else rows.set(key, [row]);
  }
  return rows;
}

/** The texts that identify a row of a new table. */
export function keyOfNewRow(
  table: SheetTable,
  keys: readonly number[],
  row: number,
  epochOffset: number,
): string {
  return keys
    .map((index) => {
      const column = table.columns[index];
      return keyPart(column && excelValue(column.values[row] ?? null, column.kind, epochOffset));
    })
    .join("\u0001");
}

function keyPart(value: CellContent | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

/** The next old row with a key that was not given away yet. */
export function nextRow(
  rows: ReadonlyMap<string, readonly number[]>,
  taken: Map<string, number>,
  key: string,
): number | undefined {
  const next = taken.get(key) ?? 0;
  taken.set(key, next + 1);
  return rows.get(key)?.[next];
}
