/** @jest-environment ./excel-host/jest/environment.cjs */
import { createHash } from "node:crypto";
import type { Host } from "../../../excel-host";
import type { ChangeSet } from "../../../src/engine/changes";
import { ExcelTableEditor } from "../../../src/workbook/excel/apply-excel";
import { onExcel, writing } from "../../../src/workbook/excel/batch";
import { discoverTables } from "../../../src/workbook/excel/discover";
import { applyChanges, undoLast } from "../../../src/workbook/file/apply-file";
import { addTable, cellsOf, newExcel, snapshot } from "../../support/excel";

const digest = (bytes: Uint8Array): Promise<Uint8Array> =>
  Promise.resolve(createHash("sha256").update(bytes).digest());
const run = {
  report: "post-inventory-cost",
  parameters: { post: true },
  fingerprint: "ab12",
  runAt: "2026-02-03 09:31",
};

const changes: ChangeSet = {
  report: "post-inventory-cost",
  changes: [
    {
      table: "G/L Entries",
      create: true,
      captions: ["Entry No.", "Posting Date", "G/L Account No.", "Amount", "Debit Amount"],
      append: [
        {
          "Entry No.": 11,
          "Posting Date": "2026-01-31",
          "G/L Account No.": "0200",
          Amount: "100.10",
          "Debit Amount": "100.1",
        },
        {
          "Entry No.": 12,
          "Posting Date": "2026-01-31",
          "G/L Account No.": "7291",
          Amount: "-100.1",
          "Debit Amount": "0",
        },
      ],
    },
    {
      table: "G/L - Item Ledger Relation",
      create: true,
      captions: ["G/L Entry No.", "Value Entry No."],
      append: [{ "G/L Entry No.": 11, "Value Entry No.": 1 }],
    },
    {
      table: "Value Entries",
      captions: ["Cost Posted to G/L"],
      update: [
        { key: { "Entry No.": 1 }, values: { "Cost Posted to G/L": "100.1" } },
        { key: { "Entry No.": 3 }, values: { "Cost Posted to G/L": "8.25" } },
      ],
    },
    {
      table: "Post Value Entry to G/L",
      captions: [],
      delete: [{ "Value Entry No.": 2 }, { "Value Entry No.": 3 }],
    },
  ],
  journal: [{ "Posting Date": "2026-01-31", "Account No.": "0200", Amount: "100.1" }],
};

interface Shape {
  readonly asTables: boolean;
  readonly totals?: boolean;
  readonly filtered?: boolean;
}

async function workbook(shape: Shape): Promise<Host> {
  const host = newExcel();
  const name = (table: string): string => (shape.asTables ? table : "");
  addTable(
    host,
    "Value Entries",
    [1, 2, 3].map((no) => ({
      "Entry No.": no,
      "Item No.": "0100",
      "Cost Posted to G/L": no === 2 ? 7.5 : 0,
      Note: `n${no}`,
    })),
    name("ValueEntries"),
  );
  addTable(
    host,
    "G-L Entries",
    [{ "Entry No.": 10, "G/L Account No.": "0100", "Posting Date": 46027, Amount: 5 }],
    name("GLEntries"),
  );
  addTable(
    host,
    "Post Value Entry to G-L",
    [1, 2, 3, 4].map((no) => ({ "Value Entry No.": no, "Item No.": `000${no}` })),
    name("PostValueEntrytoGL"),
  );
  host.workbook.sheet("Value Entries").setValues("F2", [["=C2*2"]]);
  await Excel.run(async (context) => {
    if (shape.totals) context.workbook.tables.getItem("GLEntries").showTotals = true;
    if (shape.filtered) {
      context.workbook.tables
        .getItem("PostValueEntrytoGL")
        .columns.getItemAt(0)
        .filter.applyValuesFilter(["1"]);
    }
    await context.sync();
  });
  return host;
}

async function editor(): Promise<ExcelTableEditor> {
  const tables = await onExcel((context) => discoverTables(context, () => false));
  return new ExcelTableEditor({ tables, namedLedgers: [], epochOffset: 0 });
}

const ledgers = ["Value Entries", "G-L Entries", "Post Value Entry to G-L"];
const cells = (host: Host): unknown => ledgers.map((name) => cellsOf(host.workbook.sheet(name)));

const shapes: readonly (readonly [string, Shape])[] = [
  ["Excel tables", { asTables: true }],
  ["plain sheets", { asTables: false }],
  ["a totals row", { asTables: true, totals: true }],
  ["a filtered table", { asTables: true, filtered: true }],
];

// Each of the fault tests runs dozens of postings.
jest.setTimeout(120_000);

describe.each(shapes)("postings in Excel, %s", (_, shape) => {
  test("applies, and takes back cell by cell", async () => {
    const host = await workbook(shape);
    const before = cells(host);
    const { effects } = await applyChanges(changes, run, await editor(), { digest });
    expect(effects.map(({ added, changed, deleted }) => [added, changed, deleted])).toEqual([
      [2, 0, 0],
      [1, 0, 0],
      [0, 2, 0],
      [0, 0, 2],
    ]);
    const gl = host.workbook.sheet("G-L Entries");
    expect([0, 1, 2, 3].map((column) => gl.valueAt(2, column))).toEqual([11, "0200", 46053, 100.1]);
    expect(gl.valueAt(0, 4)).toBe("Debit Amount");
    expect(gl.valueAt(2, 4)).toBe(100.1);
    expect(gl.valueAt(3, 1)).toBe("7291");
    const values = host.workbook.sheet("Value Entries");
    expect([1, 2, 3].map((row) => values.valueAt(row, 2))).toEqual([100.1, 7.5, 8.25]);
    expect(values.valueAt(1, 5)).toBe(200.2);
    const queue = host.workbook.sheet("Post Value Entry to G-L");
    expect([1, 2, 3].map((row) => queue.valueAt(row, 1))).toEqual(["0001", "0004", null]);
    expect(host.workbook.sheet("Tieout Log").valueAt(1, 10)).toBe("Applied");
    expect(host.workbook.sheet("Tieout Undo").visibility).toBe("VeryHidden");
    expect(host.workbook.sheet("Tieout Journal").valueAt(1, 6)).toBe("0200");
    await expect(applyChanges(changes, run, await editor(), { digest })).rejects.toMatchObject({
      code: "ALREADY_APPLIED",
    });
    const undone = await undoLast(await editor());
    expect(undone).toMatchObject({ removed: 3, restored: 4 });
    expect(cells(host)).toEqual(before);
    expect(host.workbook.sheet("Tieout Log").valueAt(1, 10)).toBe("Undone");
    expect([...host.missing.keys()]).toEqual([]);
  });

  test("a failing call at any place leaves the workbook unchanged or completely changed", async () => {
    const complete = await workbook(shape);
    await applyChanges(changes, run, await editor(), { digest });
    const done = cells(complete);
    for (let call = 1; ; call += 1) {
      const host = await workbook(shape);
      const before = snapshot(host);
      const ready = await editor();
      const withdraw = host.fail({ atCall: call });
      try {
        await applyChanges(changes, run, ready, { digest });
        withdraw();
        expect(call).toBeGreaterThan(10);
        break;
      } catch (error) {
        expect(error).toMatchObject({ name: "ExcelTrouble", code: "EXCEL_FAILED" });
      }
      withdraw();
      expect(host.events.enabled).toBe(true);
      const after = snapshot(host);
      if (JSON.stringify(cells(host)) !== JSON.stringify(done))
        expect({ call, after }).toEqual({ call, after: before });
    }
  });

  test("a failing undo leaves the posting as it was", async () => {
    for (let call = 1; ; call += 1) {
      const host = await workbook(shape);
      await applyChanges(changes, run, await editor(), { digest });
      const before = snapshot(host);
      const ready = await editor();
      const withdraw = host.fail({ atCall: call });
      try {
        await undoLast(ready);
        withdraw();
        break;
      } catch (error) {
        expect(error).toMatchObject({ name: "ExcelTrouble" });
      }
      withdraw();
      const after = snapshot(host);
      expect({ call, after }).toEqual({ call, after: before });
    }
  });
});

describe("what keeps a posting from being applied", () => {
  test("a protected sheet, by name, before anything is written", async () => {
    const host = await workbook({ asTables: true });
    await Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Value Entries").protection.protect();
      await context.sync();
    });
    const before = snapshot(host);
    await expect(applyChanges(changes, run, await editor(), { digest })).rejects.toMatchObject({
      code: "EXCEL_PROTECTED",
      message: expect.stringContaining("“Value Entries”") as string,
    });
    expect(snapshot(host)).toEqual(before);
  });

  test("a row that was edited since, by its cell", async () => {
    const host = await workbook({ asTables: true });
    await applyChanges(changes, run, await editor(), { digest });
    host.workbook.sheet("G-L Entries").setValue(2, 3, 99);
    const before = snapshot(host);
    await expect(undoLast(await editor())).rejects.toMatchObject({
      code: "UNDO_EDITED",
      details: { cells: ["D3"] },
    });
    expect(snapshot(host)).toEqual(before);
  });

  test("rows that moved are found by their key", async () => {
    const host = await workbook({ asTables: true });
    await applyChanges(changes, run, await editor(), { digest });
    const sheet = host.workbook.sheet("G-L Entries");
    for (const column of [0, 1, 2, 3, 4]) {
      const [a, b] = [sheet.valueAt(2, column), sheet.valueAt(3, column)];
      sheet.setValue(2, column, b);
      sheet.setValue(3, column, a);
    }
    expect(await undoLast(await editor())).toMatchObject({ removed: 3 });
    expect(sheet.valueAt(1, 0)).toBe(10);
    expect(sheet.valueAt(2, 0)).toBe(null);
  });
});

test("a large posting stays within the web's limits, and so does its undo", async () => {
  const host = newExcel({ limits: "web" });
  const rows = Array.from({ length: 4000 }, (_, index) => ({
    "Entry No.": index + 1,
    "Item No.": "0100",
    "Cost Posted to G/L": 0,
    Description: "d".repeat(800),
  }));
  addTable(host, "Value Entries", rows, "ValueEntries");
  const large: ChangeSet = {
    report: "post-inventory-cost",
    changes: [
      {
        table: "G/L Entries",
        create: true,
        captions: ["Entry No.", "Description"],
        append: rows.map((row) => ({ "Entry No.": row["Entry No."], Description: "x".repeat(1000) })),
      },
      {
        table: "Value Entries",
        captions: ["Cost Posted to G/L"],
        update: rows.map((row) => ({
          key: { "Entry No.": row["Entry No."] },
          values: { "Cost Posted to G/L": "1.5" },
        })),
      },
    ],
    journal: [],
  };
  const before = cellsOf(host.workbook.sheet("Value Entries"));
  await applyChanges(large, run, await editor(), { digest });
  expect(host.workbook.sheet("Value Entries").valueAt(4000, 2)).toBe(1.5);
  expect(host.workbook.sheet("G-L Entries").tables[0]?.rowCount).toBe(4000);
  expect(await undoLast(await editor())).toMatchObject({ removed: 4000, restored: 4000 });
  expect(cellsOf(host.workbook.sheet("Value Entries"))).toEqual(before);
}, 60_000);

test("what was written counts although events stay off; the next batch turns them on", async () => {
  const host = newExcel();
  const done = await writing(async (context) => {
    await context.sync();
    for (let attempt = 1; attempt <= 3; attempt += 1) host.fail({ atCall: 1 });
    return "done";
  });
  expect([done, host.events.enabled]).toEqual(["done", false]);
  host.fail({ atCall: 1 });
  await expect(onExcel((context) => context.sync())).rejects.toMatchObject({ code: "EXCEL_FAILED" });
  await onExcel((context) => context.sync());
  expect(host.events.enabled).toBe(true);
});
