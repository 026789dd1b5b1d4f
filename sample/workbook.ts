/** The sample workbook as plain data: tables of typed columns whose cells are made on demand. */

export type ColumnType =
  | "code"
  | "text"
  | "option"
  | "integer"
  | "quantity"
  | "amount"
  | "unit amount"
  | "percent"
  | "date"
  | "boolean";

/** Whole numbers are numbers; quantities, amounts and percentages exact decimal text; dates ISO text; nothing is "". */
export type SampleCell = string | number | boolean;

export interface SampleColumn {
  name: string;
  type: ColumnType;
  /** Row from 0. */
  value: (row: number) => SampleCell;
}

export class SampleTable {
  readonly columns: readonly string[];
  readonly types: readonly ColumnType[];

  constructor(
    readonly sheet: string,
    readonly rowCount: number,
    readonly definition: readonly SampleColumn[],
  ) {
    this.columns = definition.map((column) => column.name);
    this.types = definition.map((column) => column.type);
  }

  /** Name of the Excel table: the sheet's name without spaces and signs. */
  get tableName(): string {
    return this.sheet.replaceAll(/[^A-Za-z0-9]/g, "");
  }

  row(index: number): SampleCell[] {
    return this.definition.map((column) => column.value(index));
  }

  /** All rows at once; for small tables and tests. */
  get rows(): SampleCell[][] {
    return Array.from({ length: this.rowCount }, (_, index) => this.row(index));
  }

  /** Rows as objects of caption to value. */
  *records(): Generator<Record<string, SampleCell>> {
    for (let index = 0; index < this.rowCount; index++) {
      const record: Record<string, SampleCell> = {};
      for (const column of this.definition) record[column.name] = column.value(index);
      yield record;
    }
  }
}

export type SampleTables = ReadonlyMap<string, SampleTable>;
