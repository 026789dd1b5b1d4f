/** Applies and undoes postings in a .json workbook: plain objects, changed in a copy. */
import { findTableDeclaration } from "../../engine/ledgers/names";
import { dayText } from "../../engine/values/day";
import type {
  ChangeTable,
  EditValue,
  StoredCell,
  StoredContent,
  TableEdit,
  TableEditor,
  TableReader,
} from "../apply/edits";

type JsonRow = Record<string, StoredContent>;
type JsonTables = Record<string, JsonRow[]>;

export class JsonTableEditor implements TableEditor {
  #tables: JsonTables;

  /** @param workbook as `jsonSource` takes it; it is not changed */
  constructor(workbook: Readonly<Record<string, unknown>>) {
    this.#tables = { ...(workbook as JsonTables) };
  }

  /** The workbook with all edits that were carried out. */
  get workbook(): Readonly<Record<string, unknown>> {
    return this.#tables;
  }

  table(name: string): Promise<TableReader | undefined> {
    const key = this.#find(name);
    return Promise.resolve(key === undefined ? undefined : new JsonTable(name, this.#tables[key] ?? []));
  }

  execute(edits: readonly TableEdit[]): Promise<void> {
    const after = { ...this.#tables };
    for (const edit of edits) {
      if (edit.kind === "create") {
        const headers = edit.columns.map((column) => column.header);
        after[edit.table] = edit.rows.map((values) => newRow(headers, values, []));
      } else {
        const key = this.#find(edit.table) ?? edit.table;
        after[key] = changedRows(after[key] ?? [], edit);
      }
    }
    this.#tables = after;
    return Promise.resolve();
  }

  /** The key under which a table stands. */
  #find(name: string): string | undefined {
    const declaration = findTableDeclaration(name);
    return Object.keys(this.#tables).find(
      (key) => key === name || (declaration !== undefined && findTableDeclaration(key) === declaration),
    );
  }
}

class JsonTable implements TableReader {
  readonly headers: readonly string[];
  readonly epochOffset = 0;

  constructor(
    readonly name: string,
    private readonly data: readonly JsonRow[],
  ) {
    this.headers = headersOf(data);
  }

  get rows(): number {
    return this.data.length;
  }

  column(position: number): Promise<readonly StoredContent[]> {
    const header = this.headers[position] ?? "";
    return Promise.resolve(this.data.map((row) => row[header] ?? null));
  }

  cells(rows: readonly number[]): Promise<readonly (readonly StoredCell[])[]> {
    return Promise.resolve(
      rows.map((row) =>
        this.headers.map((header): StoredCell => {
          const cells = this.data[row] ?? {};
          return Object.hasOwn(cells, header)
            ? { content: cells[header] ?? null }
            : { content: null, absent: true };
        }),
      ),
    );
  }

  address(row: number): string {
    return `row ${row + 2}`;
  }
}

function headersOf(rows: readonly JsonRow[]): string[] {
  const headers = new Set<string>();
  for (const row of rows) for (const key of Object.keys(row)) headers.add(key);
  return [...headers];
}

function changedRows(before: readonly JsonRow[], edit: ChangeTable): JsonRow[] {
  const headers = [...headersOf(before), ...edit.addColumns.map((column) => column.header)];
  let rows = before.map((row) => ({ ...row }));
  for (const { row, column, value } of edit.update) {
    const header = headers[column] ?? "";
    const target = rows[row];
    if (target) target[header] = jsonValue(value, before, header) ?? "";
  }
  for (const { row, column, cell } of edit.restore) {
    const target = rows[row];
    if (target) putBack(target, headers[column] ?? "", cell);
  }
  if (edit.addColumns.length > 0) {
    for (const row of rows) for (const { header } of edit.addColumns) row[header] ??= "";
  }
  const deleted = new Set(edit.delete);
  rows = rows.filter((_, row) => !deleted.has(row));
  for (const { at, cells } of [...edit.insert].sort((a, b) => a.at - b.at)) {
    const row: JsonRow = {};
    headers.forEach((header, column) => {
      putBack(row, header, cells[column] ?? { content: null, absent: true });
    });
    rows.splice(Math.min(at, rows.length), 0, row);
  }
  for (const values of edit.append) rows.push(newRow(headers, values, before));
  const removed = edit.removeColumns.map((column) => headers[column] ?? "");
  for (const row of rows) for (const header of removed) Reflect.deleteProperty(row, header);
  return rows;
}

function putBack(row: JsonRow, header: string, cell: StoredCell): void {
  if (cell.absent) Reflect.deleteProperty(row, header);
  else row[header] = cell.content;
}

function newRow(headers: readonly string[], values: readonly EditValue[], like: readonly JsonRow[]): JsonRow {
  const row: JsonRow = {};
  headers.forEach((header, column) => {
    row[header] = jsonValue(values[column] ?? null, like, header) ?? "";
  });
  return row;
}

/** A value as the column's other rows write it: numbers stay numbers, decimal texts stay texts. */
function jsonValue(value: EditValue, like: readonly JsonRow[], header: string): StoredContent {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "boolean") {
    const sample = sampleOf(like, header);
    return typeof sample === "string" && /^(yes|no)$/i.test(sample) ? (value ? "Yes" : "No") : value;
  }
  if ("day" in value) return dayText(value.day);
  const sample = sampleOf(like, header);
  const isExact = String(Number(value.decimal)) === value.decimal;
  return typeof sample === "string" || !isExact ? value.decimal : Number(value.decimal);
}

/** The first cell of a column that is not empty. */
function sampleOf(rows: readonly JsonRow[], header: string): StoredContent {
  for (const row of rows) {
    const value = row[header];
    if (value !== undefined && value !== null && value !== "") return value;
  }
  return null;
}
