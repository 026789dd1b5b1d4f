/**
 * Ledgers: what was read from a workbook, as typed columns. Reports read them and never change them. A table that is not
 * in the workbook is there with no rows; `present` tells.
 */
import { NO_DAY } from "../values/day";
import type { DecimalColumn } from "../values/decimal";
import type { TextPool } from "../values/codes";
import type { ReadColumn } from "./columns";
import type { ColumnDeclaration, LedgerTableDeclaration } from "./declaration";
import { tableDeclaration } from "./names";
import { optionLists } from "./options";
import type { SourceKind, SourceRemarks, SourceTable } from "./source";

/** An option column: numbers into `captions`; 0 is the blank option. Unknown texts have numbers behind the declared list. */
export interface OptionColumn {
  readonly values: Uint16Array;
  readonly captions: readonly string[];
}

/** Where a table was found. */
export interface TableOrigin {
  readonly source: SourceTable;
  readonly remarks: SourceRemarks;
  readonly blankRows: number;
  /** Data row in the source per row of the table, when blank rows were left out. */
  readonly sourceRows: Int32Array | undefined;
  /** Two headers for one caption: caption → positions. */
  readonly ambiguous: ReadonlyMap<string, readonly number[]>;
  /** Headers that no declared column has. */
  readonly unknownHeaders: readonly { readonly header: string; readonly position: number }[];
}

/** Types of columns that hold exact decimals. */
export const DECIMAL_TYPES: readonly string[] = ["quantity", "amount", "unit amount", "percent"];

export class LedgerTable {
  readonly name: string;
  readonly rows: number;
  readonly present: boolean;
  readonly #columns: ReadonlyMap<string, ReadColumn>;
  readonly #defaults = new Map<string, unknown>();

  constructor(
    readonly declaration: LedgerTableDeclaration,
    rows: number,
    columns: ReadonlyMap<string, ReadColumn>,
    readonly origin: TableOrigin | undefined,
    /** Several places could be this table; refused when a report needs it. */
    readonly rivals: readonly string[] = [],
  ) {
    this.name = declaration.name;
    this.rows = rows;
    this.present = origin !== undefined;
    this.#columns = columns;
  }

  /** True when the header row has the column (an empty sheet lacks no column). */
  has(caption: string): boolean {
    return this.#columns.has(caption) || (this.present && this.rows === 0);
  }

  /** The column as it was read, or undefined. */
  read(caption: string): ReadColumn | undefined {
    return this.#columns.get(caption);
  }

  /** All columns that were read. */
  get columns(): ReadonlyMap<string, ReadColumn> {
    return this.#columns;
  }

  /** Numbers of the shared code pool (code columns) or text pool (text columns); a missing column is all 0 (""). */
  ids(caption: string): Int32Array {
    return this.#values(caption, ["code", "text"], "ids", () => new Int32Array(this.rows)) as Int32Array;
  }

  /** Whole numbers; a missing column is all 0. */
  integers(caption: string): Float64Array {
    return this.#values(caption, ["integer"], "numbers", () => new Float64Array(this.rows)) as Float64Array;
  }

  /** Days; a missing column is all NO_DAY. */
  days(caption: string): Float64Array {
    return this.#values(caption, ["date"], "numbers", () =>
      new Float64Array(this.rows).fill(NO_DAY),
    ) as Float64Array;
  }

  /** Exact decimals; a missing column is all 0. */
  decimals(caption: string): DecimalColumn {
    return this.#values(caption, DECIMAL_TYPES, "decimals", (column) => ({
      scale: column.type === "amount" ? 2 : 5,
      ints: new Float64Array(this.rows),
    })) as DecimalColumn;
  }

  /** 1 = Yes, 0 = No; a missing column is its declared default. */
  flags(caption: string): Uint8Array {
    return this.#values(caption, ["boolean"], "flags", (column) =>
      new Uint8Array(this.rows).fill(column.default === true ? 1 : 0),
    ) as Uint8Array;
  }

  /** An option column; a missing column is its declared default. */
  options(caption: string): OptionColumn {
    const column = this.column(caption);
    if (column.type !== "option" || !column.option) throw new Error(`${this.name}: ${caption} is no option`);
    const read = this.#columns.get(caption);
    if (read?.data.type === "options") return read.data;
    const captions: readonly string[] = optionLists[column.option];
    const standard = typeof column.default === "string" ? Math.max(0, captions.indexOf(column.default)) : 0;
    return { values: new Uint16Array(this.rows).fill(standard), captions };
  }

  /** 1 where a cell was not empty; undefined when the column is missing or emptiness was not kept (keepBlank). */
  filled(caption: string): Uint8Array | undefined {
    return this.#columns.get(caption)?.filled;
  }

  /** The declaration of a column. Throws when there is none (a defect). */
  column(caption: string): ColumnDeclaration {
    const column = this.declaration.columns.find((candidate) => candidate.caption === caption);
    if (!column) throw new Error(`${this.name} declares no column ${caption}`);
    return column;
  }

  /** Data row in the source (0-based, blank rows counted) of a row of this table. */
  sourceRow(row: number): number {
    return this.origin?.sourceRows?.[row] ?? row;
  }

  /** Address of a cell in the workbook ("D18", or "row 18" for .csv and .json). */
  address(row: number, caption: string): string {
    if (!this.origin) return "";
    return this.origin.source.address(this.sourceRow(row), this.#columns.get(caption)?.position ?? 0);
  }

  #values(
    caption: string,
    types: readonly string[],
    dataType: string,
    fallback: (column: ColumnDeclaration) => unknown,
  ): unknown {
    const read = this.#columns.get(caption);
    if (read) {
      if (read.data.type !== dataType)
        throw new Error(`${this.name}: ${caption} is ${read.data.type}, not ${dataType}`);
      return read.data.values;
    }
    let standard = this.#defaults.get(caption);
    if (standard === undefined) {
      const column = this.column(caption);
      if (!types.includes(column.type)) throw new Error(`${this.name}: ${caption} is ${column.type}`);
      standard = fallback(column);
      this.#defaults.set(caption, standard);
    }
    return standard;
  }
}

export class Ledgers {
  readonly #tables: ReadonlyMap<string, LedgerTable>;

  constructor(
    readonly kind: SourceKind,
    readonly codes: TextPool,
    readonly texts: TextPool,
    tables: ReadonlyMap<string, LedgerTable>,
  ) {
    this.#tables = tables;
  }

  /** A table by its declared name; one without rows when the workbook lacks it. */
  table(name: string): LedgerTable {
    return this.#tables.get(name) ?? new LedgerTable(tableDeclaration(name), 0, new Map(), undefined);
  }

  /** Tables that are in the workbook. */
  get present(): readonly LedgerTable[] {
    return [...this.#tables.values()].filter((table) => table.present);
  }

  /** The same ledgers with some tables replaced; pools are shared. */
  with(tables: readonly LedgerTable[]): Ledgers {
    const all = new Map(this.#tables);
    for (const table of tables) all.set(table.name, table);
    return new Ledgers(this.kind, this.codes, this.texts, all);
  }
}
