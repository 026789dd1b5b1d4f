/** Bad input: every fault of a ledger is refused or reported with its place. */
import { createWorkbook, openWorkbook, type CellInput, type SheetSpec } from "../../../ooxml";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { runReport } from "../../../src/engine/run";
import { parseDay } from "../../../src/engine/values/day";
import { jsonSource } from "../../../src/workbook/file/json";
import { csvSource } from "../../../src/workbook/file/csv";
import { xlsxSource } from "../../../src/workbook/file/xlsx-source";
import type { WorkbookSource } from "../../../src/engine/ledgers/source";

const workDate = parseDay("2026-01-31") as number;

const HEADERS = [
  "Entry No.",
  "Item No.",
  "Posting Date",
  "Item Ledger Entry Type",
  "Item Ledger Entry No.",
  "Valued Quantity",
  "Item Ledger Entry Quantity",
  "Invoiced Quantity",
  "Cost Amount (Actual)",
  "Cost Amount (Expected)",
  "Cost Posted to G/L",
];

type Row = (string | number | boolean | null)[];
const good = (
  entryNo: number | string | null,
  over: Readonly<Record<string, string | number | boolean | null>> = {},
): Row => {
  const values: Record<string, string | number | boolean | null> = {
    "Entry No.": entryNo,
    "Item No.": "1000",
    "Posting Date": "2026-01-05",
    "Item Ledger Entry Type": "Purchase",
    "Item Ledger Entry No.": 1,
    "Valued Quantity": 2,
    "Item Ledger Entry Quantity": 2,
    "Invoiced Quantity": 2,
    "Cost Amount (Actual)": "10.50",
    "Cost Amount (Expected)": 0,
    "Cost Posted to G/L": "10.50",
    ...over,
  };
  return HEADERS.map((header) => values[header] ?? null);
};

function json(rows: readonly Row[], headers = HEADERS): WorkbookSource {
  return jsonSource({
    "Value Entries": rows.map((row) =>
      Object.fromEntries(headers.map((header, i) => [header, row[i] ?? null])),
    ),
  });
}

function csv(rows: readonly Row[], headers = HEADERS, separator = ","): WorkbookSource {
  const quote = (value: unknown): string =>
    `"${((value ?? "") as string | number).toString().replaceAll('"', '""')}"`;
  const text = [headers, ...rows].map((row) => row.map(quote).join(separator)).join("\r\n");
  return csvSource([{ name: "Value Entries", bytes: new TextEncoder().encode(`\ufeff${text}\r\n`) }]);
}

function input(value: unknown, header: string): CellInput {
  if (value === null || value === undefined) return null;
  if (header === "Posting Date" && typeof value === "string" && parseDay(value) !== undefined) {
    return { kind: "date", serial: parseDay(value) as number };
  }
  if (typeof value === "string" && value.startsWith("#")) return { kind: "error", code: value };
  if (typeof value === "string" && /^-?\d+\.\d+$/.test(value)) return { kind: "decimal", text: value };
  return value as CellInput;
}

function sheet(name: string, rows: readonly Row[], headers = HEADERS, table?: string): SheetSpec {
  const cells = [headers as Row, ...rows].flatMap((row, r) =>
    row.map((value, c) => ({ row: r, col: c, value: r === 0 ? value : input(value, headers[c] ?? "") })),
  );
  return {
    name,
    cells: table ? cells.filter((cell) => cell.row > 0) : cells,
    ...(table
      ? {
          tables: [
            {
              name: table,
              row: 0,
              col: 0,
              rowCount: rows.length,
              columns: headers.map((h) => ({ name: h })),
            },
          ],
        }
      : {}),
  };
}

function xlsx(...sheets: SheetSpec[]): WorkbookSource {
  const editor = createWorkbook();
  for (const spec of sheets) editor.addSheet(spec);
  return xlsxSource(openWorkbook(editor.toBytes()));
}

async function result(
  source: WorkbookSource,
  parameters: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const ledgers = await readLedgers(source, { reports: ["IV"] });
  const run = await runReport(
    "inventory-valuation",
    ledgers,
    { endDate: "2026-01-31", ...parameters },
    { workDate },
  );
  return run.outcome.result;
}

const sources: readonly (readonly [string, (rows: readonly Row[], headers?: string[]) => WorkbookSource])[] =
  [
    ["json", json],
    ["csv", csv],
    ["xlsx sheet", (rows, headers) => xlsx(sheet("Value Entries", rows, headers))],
    ["xlsx table", (rows, headers) => xlsx(sheet("Data", rows, headers, "ValueEntries"))],
  ];

describe.each(sources)("a ledger from %s", (kind, make) => {
  it("gives the same figures as from every other source", async () => {
    const got = await result(
      make([
        good(1),
        good(2, {
          "Item Ledger Entry Type": "Sale",
          "Invoiced Quantity": -1,
          "Cost Amount (Actual)": "-5.25",
        }),
      ]),
    );
    expect(got).toMatchObject({
      rows: [
        {
          itemNo: "1000",
          increaseQuantity: "2",
          increaseValue: "10.5",
          decreaseQuantity: "1",
          endingValue: "5.25",
        },
      ],
    });
  });

  it("refuses a missing column and names the nearest header", async () => {
    const headers = HEADERS.map((header) =>
      header === "Invoiced Quantity" ? "Invoiced Quantities" : header,
    );
    const got = await result(make([good(1)], headers));
    expect(got).toMatchObject({
      error: { code: "MISSING_COLUMN", table: "Value Entries", column: "Invoiced Quantity" },
    });
    expect((got.error as { message: string }).message).toContain("Invoiced Quantities");
  });

  it("refuses text in a date with its place", async () => {
    const got = await result(make([good(1), good(4711, { "Posting Date": "soon" })]));
    const cell = kind.startsWith("xlsx") ? "C3" : "row 3";
    expect(got).toMatchObject({
      error: {
        code: "BAD_VALUE",
        table: "Value Entries",
        column: "Posting Date",
        key: "4711",
        cells: [cell],
      },
    });
    expect((got.error as { message: string }).message).toContain("“soon” is not a date");
  });

  it("refuses an entry that stands twice with all its places", async () => {
    const got = await result(make([good(18), good(19), good(18)]));
    const cells = kind.startsWith("xlsx") ? ["A2", "A4"] : ["row 2", "row 4"];
    expect(got).toMatchObject({ error: { code: "DUPLICATE_KEY", table: "Value Entries", key: "18", cells } });
  });

  it("refuses a total row inside the data", async () => {
    const total = good(null, { "Item No.": null, "Posting Date": null, "Item Ledger Entry No.": null });
    const got = await result(make([good(1), total, good(2)]));
    expect(got).toMatchObject({ error: { code: "BAD_VALUE", table: "Value Entries", column: "Entry No." } });
  });

  it("leaves blank rows out and says how many", async () => {
    const blank: Row = HEADERS.map(() => null);
    const got = await result(make([good(1), blank, blank, good(2)]));
    expect(got).toMatchObject({ rows: [{ increaseQuantity: "4" }] });
    if (kind !== "csv") {
      expect(got.notes).toMatchObject([{ code: "BLANK_ROWS_SKIPPED", table: "Value Entries", count: 2 }]);
    }
  });

  it("an empty table is there and lacks no column", async () => {
    const got = await result(make([]));
    expect(got).toMatchObject({ rows: [], totals: { endingValue: "0" } });
  });

  it("refuses decimals with a comma, thousands and exponents as text", async () => {
    for (const text of ["1,5", "1 000.00", "1e3", "5-", "(5)", "€5", "5%"]) {
      const got = await result(make([good(1, { "Cost Amount (Actual)": text })]));
      expect(got).toMatchObject({ error: { code: "BAD_VALUE", column: "Cost Amount (Actual)", key: "1" } });
    }
  });
});

describe("an Excel workbook", () => {
  it("refuses an error value in an amount with its cell", async () => {
    const got = await result(xlsx(sheet("Value Entries", [good(1, { "Cost Amount (Actual)": "#N/A" })])));
    expect(got).toMatchObject({
      error: { code: "BAD_VALUE", column: "Cost Amount (Actual)", cells: ["I2"] },
    });
    expect((got.error as { message: string }).message).toContain("#N/A");
  });

  it("refuses two places for one ledger", async () => {
    const got = await result(xlsx(sheet("ValueEntries", [good(1)]), sheet("Value_Entries", [good(1)])));
    expect(got).toMatchObject({ error: { code: "AMBIGUOUS_TABLE", table: "Value Entries" } });
  });

  it("takes a table on a sheet of the same name as one place", async () => {
    const got = await result(xlsx(sheet("Value Entries", [good(1)], HEADERS, "ValueEntries")));
    expect(got).toMatchObject({ rows: [{ increaseQuantity: "2" }] });
  });

  it("refuses a missing sheet", async () => {
    const got = await result(xlsx(sheet("Something else", [good(1)])));
    expect(got).toMatchObject({ error: { code: "MISSING_TABLE", table: "Value Entries" } });
  });

  it("refuses a column that stands twice with both cells", async () => {
    const got = await result(xlsx(sheet("Value Entries", [[...good(1), 7]], [...HEADERS, "Item No."])));
    expect(got).toMatchObject({
      error: { code: "AMBIGUOUS_COLUMN", table: "Value Entries", column: "Item No.", cells: ["B1", "L1"] },
    });
  });

  it("notes numbers and dates that are text", async () => {
    const rows = [good(1, { "Valued Quantity": "3" })].map((row) => [...row]);
    const spec = sheet("Value Entries", rows);
    spec.cells = spec.cells?.map((cell) =>
      cell.row === 1 && cell.col === 2 ? { ...cell, value: "2026-01-05" } : cell,
    );
    const got = await result(xlsx(spec));
    expect(got.notes).toMatchObject([
      { code: "NUMBERS_AS_TEXT", table: "Value Entries", count: 1 },
      { code: "DATES_AS_TEXT", table: "Value Entries", count: 1 },
    ]);
  });

  it("refuses a code that Excel has turned into a date", async () => {
    const spec = sheet("Value Entries", [good(1)]);
    spec.cells = spec.cells?.map((cell) =>
      cell.row === 1 && cell.col === 1
        ? { ...cell, value: 45000, style: { numberFormat: "yyyy-mm-dd" } }
        : cell,
    );
    expect(await result(xlsx(spec))).toMatchObject({
      error: { code: "BAD_VALUE", column: "Item No.", cells: ["B2"] },
    });
  });

  it("keeps codes that differ by leading zeros apart and says so", async () => {
    const got = await result(
      xlsx(sheet("Value Entries", [good(1, { "Item No.": "0100" }), good(2, { "Item No.": "100" })])),
    );
    expect(got).toMatchObject({ rows: [{ itemNo: "0100" }, { itemNo: "100" }] });
    expect(got.notes).toMatchObject([{ code: "CODES_DIFFER_BY_ZEROS", table: "Value Entries", count: 1 }]);
  });
});

describe("headers", () => {
  it("may be API names, underscores, other case, line breaks", async () => {
    const headers = [
      "entryNo",
      "Item_No",
      "posting\ndate",
      "ITEM LEDGER ENTRY TYPE",
      "itemLedgerEntryNumber",
      "valuedQuantity",
      "Item Ledger  Entry\u00a0Quantity",
      "invoicedQuantity",
      "costAmountActual",
      "Cost_Amount_Expected",
      "costPostedToGL",
    ];
    expect(await result(json([good(1)], headers))).toMatchObject({ rows: [{ endingValue: "10.5" }] });
  });

  it("that are keys of objects are only names", async () => {
    const source = jsonSource(
      JSON.parse(`{"Value Entries": [], "__proto__": [{"__proto__": 1, "constructor": 2}]}`) as unknown,
    );
    expect(await result(source)).toMatchObject({ rows: [] });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("blank rows", () => {
  const items = (...rows: Readonly<Record<string, unknown>>[]): WorkbookSource =>
    jsonSource({
      "Value Entries": [],
      Items: [{ "No.": "A", Type: "Inventory", Description: "x" }, ...rows],
    });

  it("may hold blanks in an option that has a default", async () => {
    expect(await result(items({ "No.": "", Type: "  ", Description: null }))).toMatchObject({
      notes: [{ code: "BLANK_ROWS_SKIPPED", table: "Items", count: 1 }],
    });
  });

  it("may lack fields in .json", async () => {
    expect(await result(items({ Description: " " }, {}))).toMatchObject({
      notes: [{ code: "BLANK_ROWS_SKIPPED", table: "Items", count: 2 }],
    });
  });
});

describe(".csv", () => {
  it.each([";", "\t", ","])("finds the separator %j from the header", async (separator) => {
    expect(await result(csv([good(1)], HEADERS, separator))).toMatchObject({
      rows: [{ endingValue: "10.5" }],
    });
  });

  it("reads line breaks, separators and quotes inside quotes", async () => {
    const headers = [...HEADERS, "Description"];
    const rows = [[...good(1), 'a "quoted", two\nline; text']];
    expect(await result(csv(rows, headers))).toMatchObject({ rows: [{ endingValue: "10.5" }] });
  });
});
