/** Columns of a sheet's table from the rows of a result. */
import type { SheetTable, SheetValue, TableColumn } from "../../workbook/sheet";
import { mapRows, type Rows } from "../rows";

/** Header, kind, the value that a row has in the column, and how the column looks where that is not the standard. */
export type ColumnOf<Row> = readonly [
  header: string,
  kind: TableColumn["kind"],
  value: (row: Row) => SheetValue,
  look?: Partial<TableColumn>,
];

/** The columns, filled in one pass, because rows may be made when they are read. */
export function columnsOf<Row>(rows: Rows<Row>, columns: readonly ColumnOf<Row>[]): readonly TableColumn[] {
  const values = columns.map(() => new Array<SheetValue>(rows.length));
  let place = 0;
  for (const row of rows) {
    columns.forEach(([, , value], column) => {
      (values[column] as SheetValue[])[place] = value(row);
    });
    place += 1;
  }
  return columns.map(([header, kind, , look], column) => ({
    header,
    kind,
    values: values[column] as readonly SheetValue[],
    ...look,
  }));
}

/** References for drill-down by the number that stands in a column. */
export function figuresOf(
  columns: readonly TableColumn[],
  header: string,
  name: string,
): NonNullable<SheetTable["figures"]> {
  const values = columns.find((column) => column.header === header)?.values ?? [];
  return mapRows(values, (value) => ({ [name]: value as number }));
}
