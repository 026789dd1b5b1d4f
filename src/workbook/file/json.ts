/** A workbook as JSON: `{ "Value Entries": [ { "Entry No.": 1, … }, … ], … }`. */
import { Refusal } from "../../engine/refusal";
import type { CellSink, SourceTable, WorkbookSource } from "../../engine/ledgers/source";
import { rowsTable } from "./rows-source";

/** Parses the text of a .json workbook. Throws BAD_WORKBOOK. */
export function jsonWorkbook(text: string): WorkbookSource {
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    throw new Refusal("BAD_WORKBOOK", { reason: "it is not JSON" });
  }
  return jsonSource(value);
}

/** A parsed JSON workbook as a source. Throws BAD_WORKBOOK when its shape is another one. */
export function jsonSource(workbook: unknown): WorkbookSource {
  if (typeof workbook !== "object" || workbook === null || Array.isArray(workbook)) {
    throw new Refusal("BAD_WORKBOOK", { reason: "it is not an object of tables" });
  }
  const tables: SourceTable[] = [];
  for (const [name, rows] of Object.entries(workbook)) {
    if (!Array.isArray(rows))
      throw new Refusal("BAD_WORKBOOK", { reason: "a table is not a list of rows", table: name });
    tables.push(jsonTable(name, rows as unknown[]));
  }
  return { kind: "json", epochOffset: 0, tables };
}

function jsonTable(name: string, rows: readonly unknown[]): SourceTable {
  const positions = new Map<string, number>();
  rows.forEach((row, index) => {
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      throw new Refusal("BAD_WORKBOOK", { reason: "a row is not an object", table: name, row: index + 2 });
    }
    for (const key in row) if (!positions.has(key)) positions.set(key, positions.size);
  });
  const headers = [...positions.keys()];
  return rowsTable(name, headers, rows.length, (sinks, mark) => {
    headers.forEach((header, column) => {
      pushColumn(rows as readonly Readonly<Record<string, unknown>>[], header, sinks[column], mark, name);
    });
  });
}

function pushColumn(
  rows: readonly Readonly<Record<string, unknown>>[],
  header: string,
  sink: CellSink | undefined,
  mark: (row: number) => void,
  table: string,
): void {
  rows.forEach((cells, row) => {
    const value = cells[header];
    if (value === null || value === "") return;
    if (value === undefined || !Object.hasOwn(cells, header)) {
      // A blank row is no row, so it lacks nothing.
      if (sink && !isBlankRow(cells)) sink.absent(row);
      return;
    }
    if (!sink) {
      if (!isBlank(value)) mark(row);
    } else if (typeof value === "string") sink.text(row, value);
    else if (typeof value === "number") sink.number(row, value, "general");
    else if (typeof value === "boolean") sink.boolean(row, value);
    else
      throw new Refusal("BAD_WORKBOOK", {
        reason: `“${header}” holds a list or an object`,
        table,
        row: row + 2,
      });
  });
}

function isBlank(value: unknown): boolean {
  return value === null || (typeof value === "string" && value.trim() === "");
}

function isBlankRow(cells: Readonly<Record<string, unknown>>): boolean {
  for (const key in cells) if (!isBlank(cells[key])) return false;
  return true;
}
