/** Reads the parameter `start` and finds the entries it names. */
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import { indexByNumber } from "../../ledgers/index-by-number";
import { Refusal } from "../../refusal";
import { codeOf } from "../../values/codes";
import { NO_DAY, parseDay, type Day } from "../../values/day";

/** Tables that an entry can be traced from. */
export const TRACED_TABLES = [
  "G/L Entries",
  "Value Entries",
  "Item Ledger Entries",
  "Capacity Ledger Entries",
] as const;
export type TracedTable = (typeof TRACED_TABLES)[number];

export type Start =
  | { readonly table: TracedTable; readonly entryNos: readonly number[] }
  | { readonly documentNo: string; readonly postingDate: Day }
  | { readonly orderNo: string };

function bad(problem: string): Refusal {
  return new Refusal("BAD_PARAMETER", { parameter: "start", _problem: problem });
}

/** Checks the shape of `start`. Throws BAD_PARAMETER. */
export function readStart(given: object | undefined): Start {
  if (given === undefined) throw bad("is needed: name an entry, a document or an order");
  const value = new Map(Object.entries(given as Readonly<Record<string, unknown>>));
  const shape = SHAPES.find(({ by }) => value.has(by)) ?? BY_ENTRIES;
  for (const name of value.keys()) if (!shape.fields.includes(name)) throw bad(`has no field “${name}”`);
  return shape.read(value);
}

/** A way to name a start: the field that tells it, all its fields, and how they are read. */
interface Shape {
  readonly by: string;
  readonly fields: readonly string[];
  readonly read: (value: ReadonlyMap<string, unknown>) => Start;
}
const BY_ENTRIES: Shape = { by: "table", fields: ["table", "entryNo", "entryNos"], read: readEntries };
const SHAPES: readonly Shape[] = [
  { by: "documentNo", fields: ["documentNo", "postingDate"], read: readDocument },
  { by: "orderNo", fields: ["orderNo"], read: readOrder },
];

/** A number of a document or order: a text or a whole number. */
function readCode(given: unknown, problem: string): string {
  const code = typeof given === "string" || Number.isSafeInteger(given) ? codeOf(String(given)) : "";
  if (code === "") throw bad(problem);
  return code;
}

function readOrder(value: ReadonlyMap<string, unknown>): Start {
  return { orderNo: readCode(value.get("orderNo"), "needs an order number") };
}

function readDocument(value: ReadonlyMap<string, unknown>): Start {
  const code = readCode(value.get("documentNo"), "needs a document number");
  const date = value.get("postingDate") ?? "";
  if (date === "") return { documentNo: code, postingDate: NO_DAY };
  const day = typeof date === "string" ? parseDay(date.trim()) : undefined;
  if (day === undefined) throw bad("needs a posting date like 2026-01-31");
  return { documentNo: code, postingDate: day };
}

function readEntries(value: ReadonlyMap<string, unknown>): Start {
  const table = TRACED_TABLES.find((name) => name === value.get("table"));
  if (!table) throw bad(`needs a table: ${TRACED_TABLES.join(", ")}`);
  const one = value.get("entryNo");
  const many = value.get("entryNos");
  if ((one === undefined) === (many === undefined)) throw bad("needs either entryNo or entryNos");
  const numbers: unknown = many ?? [one];
  if (!Array.isArray(numbers) || numbers.length === 0) throw bad("needs a list of entry numbers");
  const entryNos = (numbers as unknown[]).map((number) => {
    const text = typeof number === "number" || typeof number === "string" ? String(number).trim() : "";
    if (!/^\d{1,15}$/.test(text) || Number(text) < 1) throw bad("needs entry numbers from 1");
    return Number(text);
  });
  return { table, entryNos: [...new Set(entryNos)].sort((a, b) => a - b) };
}

/** Rows of the start entries per table. */
export type StartRows = Readonly<Record<TracedTable, readonly number[]>>;

/** Finds the start entries. Throws ENTRY_NOT_FOUND, DOCUMENT_NOT_FOUND or ORDER_NOT_FOUND. */
export function findStart(ledgers: Ledgers, start: Start): StartRows {
  const found = Object.fromEntries(
    TRACED_TABLES.map((name) => [name, rowsOf(ledgers, ledgers.table(name), start)]),
  ) as StartRows;
  if (Object.values(found).every((rows) => rows.length === 0)) {
    if ("orderNo" in start) throw new Refusal("ORDER_NOT_FOUND", { orderNo: start.orderNo });
    if ("documentNo" in start) throw new Refusal("DOCUMENT_NOT_FOUND", { documentNo: start.documentNo });
  }
  return found;
}

/** Rows of a table that a start names. */
function rowsOf(ledgers: Ledgers, table: LedgerTable, start: Start): readonly number[] {
  if ("orderNo" in start) return rowsOfOrder(ledgers, table, start.orderNo);
  if ("documentNo" in start) return rowsOfDocument(ledgers, table, start.documentNo, start.postingDate);
  return start.table === table.name ? rowsOfEntries(table, start.entryNos) : [];
}

function rowsOfEntries(table: LedgerTable, entryNos: readonly number[]): readonly number[] {
  const rowOf = indexByNumber(table.integers("Entry No."));
  return entryNos.map((entryNo) => {
    const row = rowOf(entryNo);
    if (row < 0) throw new Refusal("ENTRY_NOT_FOUND", { table: table.name, entryNo });
    return row;
  });
}

function rowsOfDocument(
  ledgers: Ledgers,
  table: LedgerTable,
  documentNo: string,
  day: Day,
): readonly number[] {
  const code = ledgers.codes.find(documentNo);
  const documents = table.ids("Document No.");
  const dates = table.days("Posting Date");
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    if (documents[row] === code && (day === NO_DAY || dates[row] === day)) rows.push(row);
  }
  return rows;
}

/** Entries of a production or assembly order; G/L entries name none. */
function rowsOfOrder(ledgers: Ledgers, table: LedgerTable, orderNo: string): readonly number[] {
  const code = ledgers.codes.find(orderNo);
  if (table.name === "G/L Entries") return [];
  const orders = table.ids("Order No.");
  const types = table.options("Order Type");
  const isMade = types.captions.map((caption) => caption === "Production" || caption === "Assembly");
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    if (orders[row] === code && isMade[types.values[row] as number] === true) rows.push(row);
  }
  return rows;
}
