/**
 * Applies a change set to a workbook in JSON form (sheet name → rows), as applying does to real workbooks: tables and
 * columns are found by their names, rows by their keys, and a column that the table lacks is added only when a value
 * other than its default must be kept. The workbook given stays as it is; a changed copy is returned.
 */
import type { ChangeRow, ChangeSet, ChangeValue, TableChange } from "../../src/engine/changes";
import { columnNames, findTableDeclaration, foldHeader, foldTableName } from "../../src/engine/ledgers/names";

export type JsonRow = Readonly<Record<string, unknown>>;
export type JsonWorkbook = Readonly<Record<string, readonly JsonRow[]>>;

/** Throws when a table or a row that must be there is not. */
export function applyChanges(workbook: JsonWorkbook, changes: ChangeSet): JsonWorkbook {
  const result: Record<string, readonly JsonRow[]> = { ...workbook };
  for (const change of changes.changes) {
    const sheet = sheetOf(result, change.table);
    if (sheet === undefined) {
      if (change.create === true && change.append?.length)
        result[change.table] = change.append.map((row) => ({ ...row }));
      continue;
    }
    result[sheet] = changedRows(result[sheet] ?? [], change);
  }
  return result;
}

function sheetOf(workbook: JsonWorkbook, table: string): string | undefined {
  return Object.keys(workbook).find((name) => {
    const declared = findTableDeclaration(name);
    if (declared) return declared.name === table;
    return foldTableName(name.replace(/\bProject\b/g, "Job")) === foldTableName(table);
  });
}

function changedRows(rows: readonly JsonRow[], change: TableChange): readonly JsonRow[] {
  const headers = new Headers(rows, change.table);
  const changed = rows.map((row): Record<string, unknown> => ({ ...row }));
  const removed = new Set<number>();
  const deletes = [...(change.delete ?? [])];
  const updates = change.update ?? [];
  if (deletes.length > 0) {
    const found = new KeyIndex(changed, headers, deletes);
    for (const key of deletes) for (const place of found.rows(key)) removed.add(place);
  }
  if (updates.length > 0) {
    const keys = updates.map((update) => update.key);
    const found = new KeyIndex(changed, headers, keys);
    for (const { key, values } of updates) {
      const places = found.rows(key);
      if (places.length === 0) throw new Error(`${change.table} has no row ${JSON.stringify(key)}`);
      for (const place of places) headers.write(changed[place] as Record<string, unknown>, values);
    }
  }
  const appended = (change.append ?? []).map((row) => {
    const fresh: Record<string, unknown> = headers.emptyRow();
    headers.write(fresh, row);
    return fresh;
  });
  return [...changed.filter((_, place) => !removed.has(place)), ...appended];
}

/** Which header of a table holds which caption. */
class Headers {
  readonly #own = new Map<string, string>();
  readonly #byCaption = new Map<string, string>();
  readonly #isEmpty: boolean;

  constructor(
    rows: readonly JsonRow[],
    private readonly table: string,
  ) {
    this.#isEmpty = rows.length === 0;
    for (const row of rows) for (const header of Object.keys(row)) this.#own.set(foldHeader(header), header);
  }

  #column(caption: string) {
    return findTableDeclaration(this.table)?.columns.find((candidate) => candidate.caption === caption);
  }

  /** The header of a caption, undefined when the table does not have the column. */
  find(caption: string): string | undefined {
    const known = this.#byCaption.get(caption);
    if (known !== undefined) return known;
    const column = this.#column(caption);
    const names = column ? columnNames(column) : [caption, caption.replace(/\bJob\b/g, "Project")];
    const header = names.map((name) => this.#own.get(foldHeader(name))).find((found) => found !== undefined);
    if (header !== undefined) this.#byCaption.set(caption, header);
    return header;
  }

  write(row: Record<string, unknown>, values: ChangeRow): void {
    for (const [caption, value] of Object.entries(values)) {
      const header = this.find(caption);
      if (header === undefined && !this.#isEmpty && this.#isDefault(caption, value)) continue;
      row[header ?? caption] = value;
    }
  }

  #isDefault(caption: string, value: ChangeValue): boolean {
    const standard = this.#column(caption)?.default;
    if (standard !== undefined) return standard === value;
    return value === "" || value === 0 || value === "0" || value === false;
  }

  /** A row with every column of the table, all cells empty. */
  emptyRow(): Record<string, unknown> {
    return Object.fromEntries([...this.#own.values()].map((header) => [header, ""]));
  }
}

/** Rows by the columns of some keys, which all have the same columns. */
class KeyIndex {
  readonly #captions: readonly string[];
  readonly #places = new Map<string, number[]>();

  constructor(rows: readonly JsonRow[], headers: Headers, keys: readonly ChangeRow[]) {
    this.#captions = Object.keys(keys[0] ?? {});
    const columns = this.#captions.map((caption) => headers.find(caption) ?? caption);
    rows.forEach((row, place) => {
      const key = keyText(columns.map((column) => row[column]));
      const places = this.#places.get(key);
      if (places) places.push(place);
      else this.#places.set(key, [place]);
    });
  }

  rows(key: ChangeRow): readonly number[] {
    return this.#places.get(keyText(this.#captions.map((caption) => key[caption]))) ?? [];
  }
}

/** Codes compare in upper case without blanks around them; numbers and texts of the same digits are equal. */
function keyText(parts: readonly unknown[]): string {
  return JSON.stringify(
    parts.map((part) =>
      typeof part === "string" || typeof part === "number" ? String(part).trim().toUpperCase() : "",
    ),
  );
}
