/** Counts how often a run reads the rows of a ledger table: a report that is linear visits each row a few times. */
import { LedgerTable, type Ledgers } from "../../src/engine/ledgers/ledgers";
import type { ColumnData, ReadColumn } from "../../src/engine/ledgers/columns";

type TypedArray = Float64Array | Int32Array | Uint8Array | Uint16Array;

/** The ledgers with one table whose reads are counted, and the reads so far of its most read column. */
export function countedVisits(
  ledgers: Ledgers,
  name: string,
): { readonly ledgers: Ledgers; readonly visits: () => number } {
  const table = ledgers.table(name);
  const counts: { reads: number }[] = [];
  const columns = new Map<string, ReadColumn>();
  for (const [caption, column] of table.columns) {
    const count = { reads: 0 };
    counts.push(count);
    columns.set(caption, { ...column, data: countedData(column.data, count) });
  }
  const replaced = new LedgerTable(table.declaration, table.rows, columns, table.origin);
  return {
    ledgers: ledgers.with([replaced]),
    visits: () => Math.max(0, ...counts.map((count) => count.reads)),
  };
}

function countedData(data: ColumnData, count: { reads: number }): ColumnData {
  if (data.type === "decimals")
    return { ...data, values: { ...data.values, ints: counted(data.values.ints, count) } };
  return { ...data, values: counted(data.values, count) } as ColumnData;
}

/** Reads by index count one each, whatever walks the whole array as many as it has elements. */
function counted<A extends TypedArray>(values: A, count: { reads: number }): A {
  return new Proxy(values, {
    get(target, key) {
      if (typeof key === "string" && key >= "0" && key < ":") count.reads += 1;
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      count.reads += target.length;
      return (value as (...args: unknown[]) => unknown).bind(target);
    },
  });
}
