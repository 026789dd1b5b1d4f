/** Reading .csv from its bytes gives what the same texts give one by one, whatever they are and however they are written. */
import fc from "fast-check";
import { createColumnBuilder } from "../../../src/engine/ledgers/create-column";
import type { ColumnBuilder } from "../../../src/engine/ledgers/column-builder";
import { column, type ColumnDeclaration } from "../../../src/engine/ledgers/declaration";
import type { CellSink } from "../../../src/engine/ledgers/source";
import { TextPool } from "../../../src/engine/values/codes";
import { csvSource } from "../../../src/workbook/file/csv";

const DECLARED: readonly ColumnDeclaration[] = [
  column("Code", "code", "s", "IV"),
  column("Text", "text", "s", "IV"),
  column("Integer", "integer", "s", "IV"),
  column("Amount", "amount", "s", "IV"),
  column("Quantity", "quantity", "s", "IV"),
  column("Date", "date", "s", "IV"),
  column("Closing", "date", "s", "IV", { closingDates: true }),
  column("Flag", "boolean", "s", "IV", { default: true }),
  column("Type", "option", "s", "IV", { option: "entry type" }),
];

const encoder = new TextEncoder();

function builders(rows: number): { columns: ColumnBuilder[]; marked: Set<number>; pools: TextPool[] } {
  const pools = [new TextPool(), new TextPool()];
  const marked = new Set<number>();
  const context = {
    kind: "csv" as const,
    epochOffset: 0,
    codes: pools[0] as TextPool,
    texts: pools[1] as TextPool,
    rowsHint: rows,
    mark: (row: number) => marked.add(row),
  };
  return {
    columns: DECLARED.map((one, at) => createColumnBuilder(one, at, context, true)),
    marked,
    pools,
  };
}

/** What a column holds, with texts instead of the numbers of a pool. */
function content(column: ColumnBuilder, rows: number, pools: readonly TextPool[]): unknown {
  const { data, filled, remarks } = column.finish(rows);
  const pool = pools[column.declaration.type === "code" ? 0 : 1] as TextPool;
  const values =
    data.type === "ids"
      ? Array.from(data.values, (id) => pool.text(id))
      : data.type === "decimals"
        ? { scale: data.values.scale, ints: [...data.values.ints], big: data.values.big }
        : data.type === "options"
          ? Array.from(data.values, (option) => data.captions[option])
          : [...data.values];
  return { values, filled: [...(filled ?? [])], remarks };
}

function written(text: string, quote: boolean): string {
  return quote || /[",\r\n]/.test(text) || text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
}

const plausible = fc.constantFrom(
  "",
  " ",
  "0",
  "-0",
  "+7",
  "007",
  "1000",
  "a-10",
  " A-10 ",
  "Größe",
  "true",
  "TRUE",
  "No",
  "yes",
  "1.5",
  "-1.50",
  ".5",
  "5.",
  "-.25",
  "1e5",
  "1,5",
  "123456789012345",
  "1234567890123456",
  "99999999999999.99",
  "0.123456",
  "0.1234567890123456789",
  "--1",
  "-",
  ".",
  "2026-01-31",
  "2026-02-30",
  "C2025-12-31",
  "2026-01-31T10:00:00",
  "9999-12-31",
  "soon",
  "Purchase",
  "Direct Cost",
  "Direct_x0020_Cost",
  "Scrap",
  'say "so"',
  "two\r\nlines",
  "a,b",
  "\u00a0",
  "€ 5",
);
const cell = fc.oneof({ weight: 8, arbitrary: plausible }, fc.string({ unit: "grapheme", maxLength: 40 }));
const rowsOfCells = fc.array(fc.array(cell, { minLength: DECLARED.length, maxLength: DECLARED.length }), {
  maxLength: 30,
});

it("reads the same from bytes as from texts", async () => {
  await fc.assert(
    fc.asyncProperty(rowsOfCells, fc.boolean(), fc.boolean(), async (rows, quoteAll, lineEndAtEnd) => {
      // A row of nothing but blanks is a blank line, and a lone "" at the end no row at all.
      const lines = [DECLARED.map((one) => one.caption), ...rows].map((row) =>
        row.map((text) => written(text, quoteAll)).join(","),
      );
      const bytes = encoder.encode(lines.join("\r\n") + (lineEndAtEnd ? "\r\n" : ""));
      const [table] = csvSource([{ name: "Value Entries", bytes }]).tables;
      const fromBytes = builders(0);
      const remarks = await table?.read(fromBytes.columns, (row) => fromBytes.marked.add(row));
      const fromTexts = builders(rows.length);
      rows.forEach((row, at) => {
        row.forEach((text, column) => {
          if (text !== "") fromTexts.columns[column]?.text(at, text);
        });
      });
      expect(remarks?.rows).toBe(rows.length);
      expect([...fromBytes.marked].sort()).toEqual([...fromTexts.marked].sort());
      DECLARED.forEach((declared, at) => {
        expect([
          declared.caption,
          content(fromBytes.columns[at] as ColumnBuilder, rows.length, fromBytes.pools),
        ]).toEqual([
          declared.caption,
          content(fromTexts.columns[at] as ColumnBuilder, rows.length, fromTexts.pools),
        ]);
      });
    }),
    { numRuns: 400, seed: 1 },
  );
});

/** Reads all cells of a file as texts. */
async function texts(content: string | Uint8Array): Promise<{ rows: string[][]; marked: number[] }> {
  const bytes = typeof content === "string" ? encoder.encode(content) : content;
  const [table] = csvSource([{ name: "Items", bytes }]).tables;
  const rows: string[][] = [];
  const marked: number[] = [];
  const sinks = (table?.headers ?? []).map(
    (_, column) =>
      ({
        text: (row: number, value: string) => ((rows[row] ??= [])[column] = value),
      }) as unknown as CellSink,
  );
  await table?.read(sinks, (row) => marked.push(row));
  return { rows, marked };
}

it("reads more rows than one run, and growing dictionaries", async () => {
  const count = 10_001;
  const lines = Array.from({ length: count }, (_, row) => `CODE-${row % 3000},${row}`);
  const [table] = csvSource([
    { name: "Items", bytes: encoder.encode(`Code,Integer\n${lines.join("\n")}`) },
  ]).tables;
  const { columns, pools } = builders(table?.rowsHint ?? 0);
  const remarks = await table?.read([columns[0], columns[2]], () => undefined);
  expect(remarks?.rows).toBe(count);
  expect(content(columns[0] as ColumnBuilder, count, pools)).toMatchObject({
    values: lines.map((line) => line.split(",")[0]),
  });
  expect(content(columns[2] as ColumnBuilder, count, pools)).toMatchObject({
    values: lines.map((_, row) => row),
  });
});

it("takes blanks behind a closing quote, short rows, blank lines and no line end at the end", async () => {
  const { rows, marked } = await texts('\ufeff\n\nA,B\n"1" ,"x""y"\n2\n\n3,z');
  expect(rows).toEqual([["1", 'x"y'], ["2"], undefined, ["3", "z"]]);
  expect(marked).toEqual([0, 1, 3]);
});

it.each([",", ";", "\t"])(
  "reads plain rows between %j, a quote inside of a cell included",
  async (separator) => {
    const lines = [
      "A,B,C",
      "1,x,y",
      '2,say "so",',
      "3,,\r",
      "4,,z\r",
      "é,-.5,\r\r",
      "6,7",
      ",8,9",
      "10,\r,11",
    ];
    const content = lines.map((line) => line.replaceAll(",", separator)).join("\n");
    for (const end of ["", "\n", "\r\n"]) {
      const { rows, marked } = await texts(content + end);
      expect(rows.map((row) => Array.from(row, (text) => text ?? ""))).toEqual([
        ["1", "x", "y"],
        ["2", 'say "so"'],
        ["3"],
        ["4", "", "z"],
        ["é", "-.5", "\r"],
        ["6", "7"],
        ["", "8", "9"],
        ["10", "\r", "11"],
      ]);
      expect(marked).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    }
  },
);

it("reads a file of one column", async () => {
  const { rows, marked } = await texts("A\n1\r\n\n22\n3");
  expect(rows).toEqual([["1"], undefined, ["22"], ["3"]]);
  expect(marked).toEqual([0, 2, 3]);
});

it("marks a row for what stands in columns that nobody reads", async () => {
  const bytes = encoder.encode("A,B\n,x\n, \n,\u00a0\n,ä\n");
  const marked: number[] = [];
  await csvSource([{ name: "Items", bytes }]).tables[0]?.read([undefined, undefined], (row) =>
    marked.push(row),
  );
  expect(marked).toEqual([0, 3]);
});

it.each([
  ["a quote that is never closed", 'A,B\n1,"open\n2,x\n', "a quote is never closed", 2],
  ["text behind a closing quote", 'A,B\n1,2\n"1"x,2\n', "text stands behind a closing quote", 3],
  ["a row longer than the header", "A,B\n1,2\n1,2,3\n", "a row has 3 cells, the header 2", 3],
])("refuses %s with its row", async (_, content, reason, row) => {
  await expect(texts(content)).rejects.toMatchObject({
    body: { code: "BAD_WORKBOOK", table: "Items", reason, row },
  });
});

it("lets empty cells stand beyond the header", async () => {
  expect((await texts("A,B\n1,2,,\n3,4, ,\n")).rows).toEqual([
    ["1", "2"],
    ["3", "4"],
  ]);
});

it("refuses bytes that are no UTF-8, also in columns that nobody reads", async () => {
  const bytes = Uint8Array.from([...encoder.encode("A,B\n1,ok\n2,"), 0xe4, 0x0a]);
  const [table] = csvSource([{ name: "Items", bytes }]).tables;
  expect(() => table?.read([undefined, undefined], () => undefined)).toThrow(/UTF-8/);
});

it.each([0, 1, 2, 3, 4, 5, 9])("reads a file of %d letters wherever its bytes start", async (length) => {
  for (let offset = 0; offset < 5; offset += 1) {
    for (const letter of ["a", "ä"]) {
      const bytes = encoder.encode(`\ufeff${letter.repeat(length)}`);
      const buffer = new Uint8Array(offset + bytes.length);
      buffer.set(bytes, offset);
      const [table] = csvSource([{ name: "Items", bytes: buffer.subarray(offset) }]).tables;
      expect(table?.headers).toEqual(length === 0 ? [] : [letter.repeat(length)]);
      expect(await table?.read([undefined], () => undefined)).toMatchObject({ rows: 0 });
    }
  }
});
