/**
 * Evidence: what a run read, as fingerprints that do not depend on the order of rows. A table's fingerprint is the
 * SHA-256 over the SHA-256s of its columns, rows sorted by key; the stamp covers report, parameters and tables.
 */
import type { ReadColumn } from "./ledgers/columns";
import type { Ledgers, LedgerTable } from "./ledgers/ledgers";
import type { LedgerEvidence } from "./report";
import { compareCodes, type TextPool } from "./values/codes";

/** SHA-256, handed in by the door. */
export type Digest = (bytes: Uint8Array) => Promise<Uint8Array>;

const encoder = new TextEncoder();

/** Fingerprints of tables, each computed once as long as the table is as it was read. */
const fingerprints = new WeakMap<LedgerTable, Promise<string>>();

/** What was read of the tables of one workbook. */
export class Evidence {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly digest: Digest,
  ) {}

  /** What was read of a table; undefined when the workbook lacks it. */
  async ofTable(name: string): Promise<LedgerEvidence | undefined> {
    const table = this.ledgers.table(name);
    const { origin } = table;
    if (!origin) return undefined;
    let fingerprint = fingerprints.get(table);
    if (!fingerprint) {
      fingerprint = tableFingerprint(this.ledgers, table, this.digest);
      fingerprints.set(table, fingerprint);
    }
    return {
      table: name,
      place: origin.source.tableName || origin.source.sheetName,
      rows: table.rows,
      rowsLeftOut: origin.blankRows,
      lastEntry: lastEntry(table),
      fingerprint: await fingerprint,
    };
  }

  /** Evidence of several tables, those that are there, in the given order. */
  async ofTables(names: readonly string[]): Promise<readonly LedgerEvidence[]> {
    const all: LedgerEvidence[] = [];
    for (const name of names) {
      const one = await this.ofTable(name);
      if (one) all.push(one);
    }
    return all;
  }

  /** SHA-256 in hexadecimal over report, parameters and the inputs' fingerprints. */
  async inputFingerprint(
    report: string,
    parameters: Readonly<Record<string, unknown>>,
    tables: readonly LedgerEvidence[],
  ): Promise<string> {
    const inputs = tables.map((table) => [table.table, table.fingerprint]);
    return hex(await this.digest(encoder.encode(canonicalJson({ report, parameters, inputs }))));
  }
}

/** Four and four digits of a fingerprint, as sheets and binders show it: "7F3A-91C2". */
export function stampOf(fingerprint: string): string {
  return `${fingerprint.slice(0, 4)}-${fingerprint.slice(4, 8)}`.toUpperCase();
}

/** JSON with sorted keys, so that equal values give equal bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => compareCodes(a, b));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** Lower-case hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function lastEntry(table: LedgerTable): string {
  const [key = ""] = table.declaration.key;
  if (!key.endsWith("Entry No.") || !table.read(key)) return "";
  let highest = 0;
  for (const number of table.integers(key)) if (number > highest) highest = number;
  return highest === 0 ? "" : String(highest);
}

async function tableFingerprint(ledgers: Ledgers, table: LedgerTable, digest: Digest): Promise<string> {
  const order = canonicalOrder(ledgers, table);
  const parts: Uint8Array[] = [encoder.encode(`${table.name}\n${table.rows}\n`)];
  const columns = [...table.columns.values()].sort((a, b) =>
    compareCodes(a.declaration.caption, b.declaration.caption),
  );
  for (const column of columns) {
    parts.push(encoder.encode(`${column.declaration.caption}\n${column.declaration.type}\n`));
    parts.push(await digest(columnBytes(ledgers, column, order)));
  }
  return hex(await digest(concatenated(parts)));
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Rows in key order; undefined when they stand in it already. */
function canonicalOrder(ledgers: Ledgers, table: LedgerTable): Int32Array | undefined {
  const keys = table.declaration.key.flatMap((caption) => {
    const column = table.read(caption);
    return column ? [comparer(ledgers, column)] : [];
  });
  const rest = [...table.columns.values()]
    .filter((column) => !table.declaration.key.includes(column.declaration.caption))
    .sort((a, b) => compareCodes(a.declaration.caption, b.declaration.caption))
    .map((column) => comparer(ledgers, column));
  // Tables without a unique key are ordered by all their columns, so that equal content is equal.
  const comparers = [...keys, ...rest];
  const compare = (a: number, b: number): number => {
    for (const one of comparers) {
      const compared = one(a, b);
      if (compared !== 0) return compared;
    }
    return 0;
  };
  const [first] = comparers;
  let ascending = first !== undefined;
  for (let row = 1; ascending && row < table.rows; row += 1)
    ascending = (first as typeof compare)(row - 1, row) < 0;
  if (ascending) return undefined;
  return Int32Array.from({ length: table.rows }, (_, row) => row).sort(compare);
}

function comparer(ledgers: Ledgers, column: ReadColumn): (a: number, b: number) => number {
  const { data } = column;
  switch (data.type) {
    case "ids": {
      const pool = poolOf(ledgers, column);
      return (a, b) => {
        const x = data.values[a] as number;
        const y = data.values[b] as number;
        return x === y ? 0 : compareCodes(pool.text(x), pool.text(y));
      };
    }
    case "decimals": {
      const { ints, big } = data.values;
      return (a, b) => {
        const x = ints[a] as number;
        const y = ints[b] as number;
        if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
        const p = Number.isNaN(x) ? (big?.get(a) ?? 0n) : BigInt(x);
        const q = Number.isNaN(y) ? (big?.get(b) ?? 0n) : BigInt(y);
        return p < q ? -1 : p > q ? 1 : 0;
      };
    }
    case "options":
      return (a, b) =>
        compareCodes(
          data.captions[data.values[a] as number] ?? "",
          data.captions[data.values[b] as number] ?? "",
        );
    default: {
      const values = data.values as ArrayLike<number>;
      return (a, b) => (values[a] as number) - (values[b] as number);
    }
  }
}

function poolOf(ledgers: Ledgers, column: ReadColumn): TextPool {
  return column.declaration.type === "code" ? ledgers.codes : ledgers.texts;
}

function columnBytes(ledgers: Ledgers, column: ReadColumn, order: Int32Array | undefined): Uint8Array {
  const { data } = column;
  switch (data.type) {
    case "ids": {
      const pool = poolOf(ledgers, column);
      return dictionaryBytes(data.values, order, (id) => pool.text(id));
    }
    case "options":
      return dictionaryBytes(data.values, order, (number) => data.captions[number] ?? "");
    case "numbers":
      return bytesOf(ordered(data.values, order));
    case "flags":
      return bytesOf(ordered(data.values, order));
    case "decimals": {
      const { ints, big, scale } = data.values;
      const bigTexts: string[] = [];
      if (big) {
        const rows = order ?? Int32Array.from({ length: ints.length }, (_, row) => row);
        rows.forEach((row, place) => {
          const value = Number.isNaN(ints[row]) ? big.get(row) : undefined;
          if (value !== undefined) bigTexts.push(`${place}:${value}`);
        });
      }
      return concatenated([
        encoder.encode(`${scale}\n${bigTexts.join(",")}\n`),
        bytesOf(ordered(ints, order)),
      ]);
    }
  }
}

function ordered<A extends Float64Array | Uint8Array>(values: A, order: Int32Array | undefined): A {
  if (!order) return values;
  const sorted = new (values.constructor as new (length: number) => A)(values.length);
  for (let i = 0; i < order.length; i += 1) sorted[i] = values[order[i] as number] as number;
  return sorted;
}

function bytesOf(values: Float64Array | Int32Array | Uint8Array): Uint8Array {
  return new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
}

/** Texts in order of first appearance, then their positions: the same bytes whatever numbers the pool gave them. */
function dictionaryBytes(
  values: Int32Array | Uint16Array,
  order: Int32Array | undefined,
  text: (id: number) => string,
): Uint8Array {
  let highest = 0;
  for (const id of values) if (id > highest) highest = id;
  const places = new Int32Array(highest + 1).fill(-1);
  const texts: string[] = [];
  const numbered = new Int32Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const id = values[order ? (order[i] as number) : i] as number;
    let place = places[id] as number;
    if (place < 0) {
      place = texts.length;
      places[id] = place;
      texts.push(text(id));
    }
    numbered[i] = place;
  }
  return concatenated([encoder.encode(`${JSON.stringify(texts)}\n`), bytesOf(numbered)]);
}
