/** Tables of benchmarks whose rows are made while they are read and kept nowhere, read through the same reader as any workbook. */
import type { CellSink, SourceTable } from "../../src/engine/ledgers/source";

/** Columns by caption: a cell is a number as it stands, or the text of a number ("" for an empty cell). */
export type GeneratedColumns = Readonly<Record<string, ((value: number) => string) | undefined>>;

/** The rows of one table while they are made: counted, and pushed to whoever reads the table. */
export class GeneratedRows {
  rows = 0;
  readonly #cells: readonly ((row: number, value: number) => void)[];

  constructor(columns: GeneratedColumns, sinks: readonly (CellSink | undefined)[] = []) {
    this.#cells = sinks.length === 0 ? [] : Object.values(columns).map((text, at) => cell(text, sinks[at]));
  }

  add(values: readonly number[]): void {
    const cells = this.#cells;
    for (let at = 0; at < cells.length; at += 1) cells[at]?.(this.rows, values[at] ?? 0);
    this.rows += 1;
  }
}

function cell(
  text: ((value: number) => string) | undefined,
  sink: CellSink | undefined,
): (row: number, value: number) => void {
  if (!sink) return () => undefined;
  if (!text)
    return (row, value) => {
      sink.number(row, value, "general");
    };
  return (row, value) => {
    const shown = text(value);
    if (shown !== "") sink.text(row, shown);
  };
}

/**
 * The tables that `make` fills, by sheet name. It is called once to count the rows and again whenever a table is read,
 * and must make the same rows each time; so no table is ever held in memory.
 */
export function generatedTables<Name extends string>(
  columns: Readonly<Record<Name, GeneratedColumns>>,
  make: (tables: Readonly<Record<Name, GeneratedRows>>) => void,
): { readonly tables: readonly SourceTable[]; readonly rows: Readonly<Record<Name, number>> } {
  const names = Object.keys(columns) as Name[];
  const madeFor = (
    read?: Name,
    sinks?: readonly (CellSink | undefined)[],
  ): Readonly<Record<Name, GeneratedRows>> => {
    const all = names.map((name) => [
      name,
      new GeneratedRows(columns[name], name === read ? sinks : undefined),
    ]);
    const tables = Object.fromEntries(all) as Record<Name, GeneratedRows>;
    make(tables);
    return tables;
  };
  const counted = madeFor();
  const rows = Object.fromEntries(names.map((name) => [name, counted[name].rows])) as Record<Name, number>;
  const tables = names.map((name): SourceTable => ({
    tableName: "",
    sheetName: name,
    headers: Object.keys(columns[name]),
    rowsHint: rows[name],
    address: (row) => `row ${row + 2}`,
    read: (sinks) => {
      madeFor(name, sinks);
      return { rows: rows[name], hiddenRows: 0, formulaCells: 0, perhapsCutOff: false };
    },
  }));
  return { tables, rows };
}
