/** Short ways to declare columns over the simulation's typed arrays and objects. */
import { isoDate } from "../core/calendar";
import { decimalText } from "../core/money";
import type { ColumnType, SampleCell, SampleColumn } from "../workbook";

type Getter<T> = (row: number) => T;

function column(type: ColumnType): (name: string, value: Getter<SampleCell>) => SampleColumn {
  return (name, value) => ({ name, type, value });
}

export const code = column("code") as (name: string, value: Getter<string>) => SampleColumn;
export const text = column("text") as (name: string, value: Getter<string>) => SampleColumn;
export const option = column("option") as (name: string, value: Getter<string>) => SampleColumn;
export const integer = column("integer") as (name: string, value: Getter<number>) => SampleColumn;
export const boolean = column("boolean") as (name: string, value: Getter<boolean>) => SampleColumn;

/** Cents. */
export function amount(name: string, value: Getter<number>): SampleColumn {
  return { name, type: "amount", value: (row) => decimalText(value(row), 2) };
}

/** Hundred-thousandths. */
export function quantity(name: string, value: Getter<number>): SampleColumn {
  return { name, type: "quantity", value: (row) => decimalText(value(row), 5) };
}

/** Hundred-thousandths. */
export function unitAmount(name: string, value: Getter<number>): SampleColumn {
  return { name, type: "unit amount", value: (row) => decimalText(value(row), 5) };
}

/** Hundredths of a percent. */
export function percent(name: string, value: Getter<number>): SampleColumn {
  return { name, type: "percent", value: (row) => decimalText(value(row), 2) };
}

/** Day number, undefined for no date. */
export function date(name: string, value: Getter<number | undefined>): SampleColumn {
  return {
    name,
    type: "date",
    value: (row) => {
      const day = value(row);
      return day === undefined ? "" : isoDate(day);
    },
  };
}

/** Columns over an array of objects: `value` sees the object instead of the row. */
export function over<T>(
  list: readonly T[],
  columns: readonly {
    make: (name: string, value: Getter<never>) => SampleColumn;
    name: string;
    value: (one: T) => unknown;
  }[],
): SampleColumn[] {
  return columns.map(({ make, name, value }) =>
    make(name, ((row: number) => value(list[row] as T)) as Getter<never>),
  );
}

/** One column for `over`. */
export function of<T, V>(
  make: (name: string, value: Getter<V>) => SampleColumn,
  name: string,
  value: (one: T) => V,
): { make: (name: string, value: Getter<never>) => SampleColumn; name: string; value: (one: T) => unknown } {
  return { make: make, name, value };
}
