/** Finds rows of a table by the values of key columns; each set of key columns is indexed once. */
import type { ChangeRow } from "../../engine/changes";
import { Refusal } from "../../engine/refusal";
import type { TableColumns } from "./columns";
import type { StoredContent, TableReader } from "./edits";

export class RowFinder {
  readonly #indexes = new Map<string, ReadonlyMap<string, readonly number[]>>();
  readonly #values = new Map<string, readonly StoredContent[]>();

  constructor(
    private readonly table: TableReader,
    private readonly columns: TableColumns,
  ) {}

  /** The row with a key. Throws ROW_NOT_FOUND or ROW_NOT_UNIQUE. */
  async one(key: ChangeRow): Promise<number> {
    const rows = await this.all(key);
    const [row] = rows;
    const shown = Object.values(key).map(String).join(", ");
    if (row === undefined) throw new Refusal("ROW_NOT_FOUND", { table: this.table.name, key: shown });
    if (rows.length > 1) {
      throw new Refusal(
        "ROW_NOT_UNIQUE",
        { table: this.table.name, key: shown },
        rows.map((one) => this.table.address(one, 0)),
      );
    }
    return row;
  }

  /** All rows with a key. */
  async all(key: ChangeRow): Promise<readonly number[]> {
    const captions = Object.keys(key);
    const parts = captions.map((caption) => this.columns.keyPart(caption, key[caption] ?? null, 0));
    return this.byParts(captions, parts);
  }

  /** Rows whose key columns have these parts, as keys are compared. */
  async byParts(captions: readonly string[], parts: readonly string[]): Promise<readonly number[]> {
    const name = captions.join("\n");
    let index = this.#indexes.get(name);
    if (!index) {
      index = await this.#index(captions);
      this.#indexes.set(name, index);
    }
    return index.get(parts.join("\n")) ?? [];
  }

  /** Reads key columns, so that `keyOf` knows them. */
  async prepare(captions: readonly string[]): Promise<void> {
    for (const caption of captions) await this.#load(caption);
  }

  async #index(captions: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
    await this.prepare(captions);
    const index = new Map<string, number[]>();
    for (let row = 0; row < this.table.rows; row += 1) {
      const key = this.keyOf(row, captions).join("\n");
      const rows = index.get(key);
      if (rows) rows.push(row);
      else index.set(key, [row]);
    }
    return index;
  }

  async #load(caption: string): Promise<void> {
    if (this.#values.has(caption)) return;
    const position = this.columns.position(caption);
    if (position < 0) throw new Refusal("MISSING_COLUMN", { table: this.table.name, column: caption });
    this.#values.set(caption, await this.table.column(position));
  }

  /** Key of a row; columns that were not looked into count as empty. */
  keyOf(row: number, captions: readonly string[]): readonly string[] {
    return captions.map((caption) =>
      this.columns.keyPart(caption, this.#values.get(caption)?.[row] ?? null, this.table.epochOffset),
    );
  }
}
