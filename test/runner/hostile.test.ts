/** Hostile input through the command line: refused or harmless, never a formula, a member of an object, a stack or a file elsewhere. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { createWorkbook } from "../../ooxml";
import { main } from "../../src/runner/main";
import { jsonSource } from "../../src/workbook/file/json";
import { ledgerSheets } from "../../src/workbook/file/ledger-sheets";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tieout-hostile-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Told {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function call(...argv: string[]): Promise<Told> {
  let stdout = "";
  let stderr = "";
  const status = await main(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { status, stdout, stderr };
}

const FORMULAS = [
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(1)",
  '=HYPERLINK("https://example.com","x")',
  "=cmd|' /C calc'!A0",
  "\t=2+2",
];
const MEMBERS = ["__proto__", "constructor", "toString", "hasOwnProperty"];

/** A ledger whose every text is hostile. */
function hostileWorkbook(): Record<string, Record<string, string | number>[]> {
  const items = [...FORMULAS, ...MEMBERS, "<img src=x onerror=alert(1)>"];
  return {
    "Value Entries": items.map((item, index) => ({
      "Entry No.": index + 1,
      "Item No.": item,
      "Posting Date": "2026-01-05",
      "Item Ledger Entry Type": "Purchase",
      "Item Ledger Entry No.": index + 1,
      "Valued Quantity": 1,
      "Item Ledger Entry Quantity": 1,
      "Invoiced Quantity": 1,
      "Cost Amount (Actual)": "10.00",
      "Cost Amount (Expected)": "0",
      "Cost Posted to G/L": "0",
      "Location Code": item,
      Description: item,
    })),
    Items: items.map((item) => ({
      "No.": item,
      Description: item,
      "Base Unit of Measure": item,
      "Inventory Posting Group": item,
    })),
  };
}

const written = ["json", "xlsx", "csv"] as const;

type Workbook = ReturnType<typeof hostileWorkbook>;

async function writeAs(
  kind: (typeof written)[number],
  workbook: Workbook = hostileWorkbook(),
): Promise<string> {
  const file = join(folder, `book.${kind}`);
  if (kind === "json") writeFileSync(file, JSON.stringify(workbook));
  else if (kind === "xlsx") {
    const editor = createWorkbook();
    for (const spec of await ledgerSheets(jsonSource(workbook))) editor.addSheet(spec);
    writeFileSync(file, editor.toBytes());
  } else {
    mkdirSync(file);
    for (const [name, rows] of Object.entries(workbook)) {
      const headers = Object.keys(rows[0] ?? {});
      const cell = (value: string | number | undefined): string =>
        `"${String(value ?? "").replaceAll('"', '""')}"`;
      const lines = [headers, ...rows.map((row) => headers.map((header) => row[header]))];
      writeFileSync(join(file, `${name}.csv`), lines.map((line) => line.map(cell).join(",")).join("\n"));
    }
  }
  return file;
}

it.each(written)(
  "text stays text: a valuation of %s, written as .xlsx, holds no formula made of it",
  async (kind) => {
    const out = join(folder, "out.xlsx");
    const { status, stdout } = await call(
      ...["inventory-valuation", await writeAs(kind), "--endDate", "2026-01-31", "--json", "--out", out],
    );
    expect(status).toBe(0);
    const { rows } = JSON.parse(stdout) as { rows: { itemNo: string }[] };
    expect(rows).toHaveLength(FORMULAS.length + MEMBERS.length + 1);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(out);
    const seen = new Set<string>();
    for (const sheet of book.worksheets) {
      sheet.eachRow((row) => {
        row.eachCell((cell) => {
          // Formulas of the sheet's own are sums and links; none may hold a text of the ledger.
          for (const text of FORMULAS.slice(4, 6)) expect(cell.formula ?? "").not.toContain(text.slice(1));
          if (typeof cell.value === "string") seen.add(cell.value.trim());
        });
      });
    }
    for (const text of FORMULAS) expect(seen).toContain(text.trim());
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  },
);

it.each(written)("headers named like members of objects are headers, in .%s", async (kind) => {
  const valuation = async (workbook: Workbook): Promise<unknown> => {
    const { status, stdout } = await call(
      ...["inventory-valuation", await writeAs(kind, workbook), "--endDate", "2026-01-31", "--json"],
    );
    rmSync(join(folder, `book.${kind}`), { recursive: true });
    expect(status).toBe(0);
    return JSON.parse(stdout);
  };
  const plain = await valuation(hostileWorkbook());
  const workbook = hostileWorkbook();
  for (const [name, rows] of Object.entries(workbook)) {
    workbook[name] = rows.map((row) =>
      Object.fromEntries([...Object.entries(row), ...MEMBERS.map((member) => [member, "polluted"] as const)]),
    );
  }
  expect(Object.keys(workbook.Items?.[0] ?? {})).toContain("__proto__");
  expect(await valuation(workbook)).toEqual(plain);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it("keeps filters literal: a pattern is no regular expression", async () => {
  const file = await writeAs("json");
  const started = performance.now();
  const { status } = await call("inventory-valuation", file, "--itemFilter", "(a+)+$*", "--json");
  expect([0, 1]).toContain(status);
  expect(performance.now() - started).toBeLessThan(2000);
});

describe("files", () => {
  const bomb = (): Uint8Array => zipSync({ "xl/workbook.xml": [new Uint8Array(60_000_000), { level: 9 }] });
  const entities = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><workbook>&b;</workbook>`;
  const cases: readonly (readonly [string, string, Uint8Array | string])[] = [
    ["an empty .xlsx", "a.xlsx", new Uint8Array(0)],
    ["a text called .xlsx", "a.xlsx", "Entry No.;Item No.\n1;2\n"],
    ["a zip bomb", "a.xlsx", bomb()],
    ["entities that multiply", "a.xlsx", zipSync({ "xl/workbook.xml": strToU8(entities) })],
    ["names that leave the package", "a.xlsx", zipSync({ "../../../evil.txt": strToU8("x") })],
    ["an .xlsx cut off", "a.xlsx", zipSync({ "xl/workbook.xml": strToU8("<workbook/>") }).slice(0, -10)],
    ["JSON cut off", "a.json", '{"Value Entries": [{"Entry No.": 1'],
    ["JSON of another shape", "a.json", "[1, 2, 3]"],
    ["JSON that nests deeply", "a.json", `{"Value Entries": ${"[".repeat(200_000)}`],
    ["a table that is an object", "a.json", '{"Value Entries": {"__proto__": []}}'],
    ["bytes that are no UTF-8", "a.json", Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d])],
  ];

  it.each(cases)("%s is refused in words", async (_, name, content) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    const { status, stdout, stderr } = await call("inventory-valuation", file, "--json");
    expect([status, stderr]).toEqual([1, ""]);
    expect(JSON.parse(stdout)).toMatchObject({
      report: "inventory-valuation",
      error: { code: "BAD_WORKBOOK" },
    });
    expect(readdirSync(folder)).toEqual([name]);
  });

  it("a folder in place of a .csv file is refused in words", async () => {
    mkdirSync(join(folder, "book", "Value Entries.csv"), { recursive: true });
    const { status, stdout } = await call("inventory-valuation", join(folder, "book"), "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "BAD_WORKBOOK" } });
  });
});

it("reads texts of a million letters in every row", async () => {
  const long = "x".repeat(1_000_000);
  const workbook = hostileWorkbook();
  const file = join(folder, "long.json");
  for (const row of workbook["Value Entries"] ?? []) row.Description = long;
  writeFileSync(file, JSON.stringify(workbook));
  const { status } = await call("inventory-valuation", file, "--endDate", "2026-01-31", "--json");
  expect(status).toBe(0);
});

it("reads a shared string of a million letters that every row names", async () => {
  const rows = 200;
  const workbook = hostileWorkbook();
  const [first] = workbook["Value Entries"] ?? [];
  if (!first) throw new Error("no row");
  workbook["Value Entries"] = Array.from({ length: rows }, (_, index) => ({
    ...first,
    "Entry No.": index + 1,
    "Item Ledger Entry No.": index + 1,
    "Document No.": "LONG",
  }));
  const parts = unzipSync(readFileSync(await writeAs("xlsx", workbook)));
  const strings = strFromU8(parts["xl/sharedStrings.xml"] ?? new Uint8Array());
  expect(strings).toContain(">LONG<");
  parts["xl/sharedStrings.xml"] = strToU8(strings.replace(">LONG<", `>${"x".repeat(1_000_000)}<`));
  const file = join(folder, "long.xlsx");
  writeFileSync(file, zipSync(parts));
  const { status, stdout } = await call("inventory-valuation", file, "--endDate", "2026-01-31", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ totals: { endingValue: `${rows * 10}` } });
});
