import { createHash } from "node:crypto";
import { createWorkbook, editWorkbook, openWorkbook, type WorkbookEditor } from "../../../ooxml";
import type { ChangeSet } from "../../../src/engine/changes";
import { mapRows, type Rows as ChangedRows } from "../../../src/engine/rows";
import { readLedgers } from "../../../src/engine/ledgers/read";
import type { TableEditor } from "../../../src/workbook/apply/edits";
import { planApply, readLog } from "../../../src/workbook/apply/plan";
import { planUndo } from "../../../src/workbook/apply/undo";
import {
  applyChanges,
  JsonTableEditor,
  undoLast,
  XlsxTableEditor,
} from "../../../src/workbook/file/apply-file";
import { jsonSource } from "../../../src/workbook/file/json";
import { ledgerSheets } from "../../../src/workbook/file/ledger-sheets";

const digest = (bytes: Uint8Array): Promise<Uint8Array> =>
  Promise.resolve(createHash("sha256").update(bytes).digest());

const run = {
  report: "post-inventory-cost",
  parameters: { post: true },
  fingerprint: "ab12",
  runAt: "2026-02-03 09:31",
};

const workbook = {
  "Value Entries": [
    {
      "Entry No.": 1,
      "Item No.": "1000",
      "Posting Date": "2026-01-05",
      "Cost Posted to G/L": 0,
      Note: "mine",
    },
    { "Entry No.": 2, "Item No.": "1000", "Posting Date": "2026-01-06", "Cost Posted to G/L": 7.5, Note: "" },
    { "Entry No.": 3, "Item No.": "1000", "Posting Date": "2026-01-07", "Cost Posted to G/L": 1, Note: "" },
  ],
  "G/L Entries": [{ "Entry No.": 10, "G/L Account No.": "0100", "Posting Date": "2026-01-05", Amount: 5 }],
  "Post Value Entry to G/L": [
    { "Value Entry No.": 1, "Item No.": "1000" },
    { "Value Entry No.": 2, "Item No.": "2000" },
    { "Value Entry No.": 3, "Item No.": "3000" },
  ],
};

const changes: ChangeSet = {
  report: "post-inventory-cost",
  changes: [
    {
      table: "G/L Entries",
      create: true,
      captions: ["Entry No.", "Posting Date", "G/L Account No.", "Amount", "Debit Amount", "Reason Code"],
      append: [
        {
          "Entry No.": 11,
          "Posting Date": "2026-01-31",
          "G/L Account No.": "0200",
          Amount: "100.10",
          "Debit Amount": "100.10",
          "Reason Code": "",
        },
        {
          "Entry No.": 12,
          "Posting Date": "2026-01-31",
          "G/L Account No.": "7291",
          Amount: "-100.1",
          "Debit Amount": "0",
          "Reason Code": "",
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
        { key: { "Entry No.": 2 }, values: { "Cost Posted to G/L": "8.25" } },
      ],
    },
    { table: "Post Value Entry to G/L", captions: [], delete: [{ "Value Entry No.": 2 }] },
    { table: "Job WIP Totals", captions: ["Entry No."], append: [{ "Entry No.": 1 }] },
  ],
  journal: [{ "Posting Date": "2026-01-31", "Account No.": "0200", Amount: "100.1", "Dept Code": "D1" }],
};

type Rows = readonly Readonly<Record<string, unknown>>[];

/** An opened workbook, whatever its kind; reopening gives what was saved. */
interface Opened {
  readonly editor: TableEditor;
  read(table: string): Rows;
  reopen(): Promise<Opened>;
}

function openJson(tables: object): Opened {
  const editor = new JsonTableEditor(tables as Readonly<Record<string, unknown>>);
  return {
    editor,
    read: (table) => (tables as Record<string, Rows>)[table] ?? [],
    reopen: () => Promise.resolve(openJson(JSON.parse(JSON.stringify(editor.workbook)) as object)),
  };
}

async function xlsxBytes(tables: object): Promise<Uint8Array> {
  const fresh = createWorkbook();
  for (const spec of await ledgerSheets(jsonSource(tables))) fresh.addSheet(spec);
  return fresh.toBytes();
}

function openXlsx(bytes: Uint8Array): Opened & { readonly file: WorkbookEditor } {
  const opened = openWorkbook(bytes);
  const file = editWorkbook(bytes);
  return {
    editor: new XlsxTableEditor(opened, file),
    file,
    read: (table) => {
      const index = opened.sheets.findIndex((sheet) => sheet.name === table.replaceAll("/", "-"));
      if (index < 0) return [];
      const { rows } = opened.readSheet(index);
      const width = Math.max(...rows.map((row) => row.length));
      const headers = (rows[0] ?? []) as string[];
      return rows
        .slice(1)
        .map((row) =>
          Object.fromEntries(Array.from({ length: width }, (_, at) => [headers[at] ?? "", row[at] ?? ""])),
        )
        .filter((row) => Object.values(row).some((value) => value !== ""));
    },
    reopen: () => Promise.resolve(openXlsx(file.toBytes())),
  };
}

/** The change set with rows that are made when they are read. */
function withLazyRows({ report, changes: tables, journal }: ChangeSet): ChangeSet {
  const lazy = <Row>(rows: ChangedRows<Row> | undefined) => rows && mapRows(rows, (row) => row);
  return {
    report,
    changes: tables.map((change) => ({
      ...change,
      append: lazy(change.append),
      update: lazy(change.update),
      delete: lazy(change.delete),
    })),
    journal: mapRows(journal, (line) => line),
  };
}

const kinds: readonly (readonly [string, (tables: object) => Promise<Opened>])[] = [
  ["JSON", (tables) => Promise.resolve(openJson(tables))],
  [".xlsx", async (tables) => openXlsx(await xlsxBytes(tables))],
];

describe.each(kinds)("postings in %s workbooks", (_, open) => {
  test("rows that are made when they are read are planned as those of a list", async () => {
    const { editor } = await open(workbook);
    const listed = await planApply(changes, run, editor, { digest });
    expect(await planApply(withLazyRows(changes), run, editor, { digest })).toEqual(listed);
    expect(listed.edits).toHaveLength(7);
    const empty = { ...workbook, "G/L Entries": undefined };
    const { editor: without } = await open(JSON.parse(JSON.stringify(empty)) as object);
    expect(await planApply(withLazyRows(changes), run, without, { digest })).toEqual(
      await planApply(changes, run, without, { digest }),
    );
  });

  test("appends, updates, deletes, creates, and keeps log, journal and undo image", async () => {
    const opened = await open(workbook);
    const { runNo, effects } = await applyChanges(changes, run, opened.editor, { digest });
    expect(runNo).toBe(1);
    expect(
      effects.map(({ table, added, changed, deleted, absent }) => [table, added, changed, deleted, absent]),
    ).toEqual([
      ["G/L Entries", 2, 0, 0, false],
      ["G/L - Item Ledger Relation", 1, 0, 0, false],
      ["Value Entries", 0, 2, 0, false],
      ["Post Value Entry to G/L", 0, 0, 1, false],
      ["Job WIP Totals", 0, 0, 0, true],
    ]);
    expect(effects[0]?.newColumns).toEqual(["Debit Amount"]);
    const { read } = await opened.reopen();
    expect(
      read("G/L Entries").map((row) => [
        row["Entry No."],
        row["G/L Account No."],
        Number(row.Amount),
        Number(row["Debit Amount"]),
      ]),
    ).toEqual([
      [10, "0100", 5, 0],
      [11, "0200", 100.1, 100.1],
      [12, "7291", -100.1, 0],
    ]);
    expect(
      read("Value Entries").map((row) => [row["Entry No."], Number(row["Cost Posted to G/L"]), row.Note]),
    ).toEqual([
      [1, 100.1, "mine"],
      [2, 8.25, ""],
      [3, 1, ""],
    ]);
    expect(read("Post Value Entry to G/L").map((row) => row["Item No."])).toEqual(["1000", "3000"]);
    expect(read("G/L - Item Ledger Relation")).toHaveLength(1);
    expect(read("Tieout Journal")).toEqual([
      expect.objectContaining({
        "Run No.": 1,
        "Line No.": 10000,
        "Account No.": "0200",
        "Dept Code": "D1",
        Status: "Open",
      }),
    ]);
    expect(read("Tieout Log")).toEqual([
      expect.objectContaining({
        "Run No.": 1,
        "Rows Added": 3,
        "Rows Changed": 2,
        "Rows Deleted": 1,
        Status: "Applied",
      }),
    ]);
  });

  test("what was written is read back as ledgers", async () => {
    const opened = await open(workbook);
    await applyChanges(changes, run, opened.editor, { digest });
    const { read } = await opened.reopen();
    const tables = Object.fromEntries(
      ["Value Entries", "G/L Entries"].map((name) => [name, plainDates(read(name))]),
    );
    const ledgers = await readLedgers(jsonSource(tables));
    expect(ledgers.table("G/L Entries").rows).toBe(3);
  });

  test("applies the same run once", async () => {
    const opened = await open(workbook);
    await applyChanges(changes, run, opened.editor, { digest });
    const again = await opened.reopen();
    await expect(applyChanges(changes, run, again.editor, { digest })).rejects.toMatchObject({
      code: "ALREADY_APPLIED",
    });
    const other = { ...run, fingerprint: "cd34" };
    expect((await planApply({ ...changes, changes: [] }, other, again.editor, { digest })).runNo).toBe(2);
  });

  test("undo puts every cell back, and the run may be applied again", async () => {
    const opened = await open(workbook);
    const tables = Object.keys(workbook);
    const original = tables.map((table) => opened.read(table));
    await applyChanges(changes, run, opened.editor, { digest });
    const applied = await opened.reopen();
    expect(await undoLast(applied.editor)).toEqual({
      runNo: 1,
      report: "post-inventory-cost",
      removed: 3,
      restored: 3,
    });
    const undone = await applied.reopen();
    expect(tables.map((table) => undone.read(table).map((row) => withoutBlanks(row)))).toEqual(
      original.map((rows) => rows.map((row) => withoutBlanks(row))),
    );
    expect(undone.read("Tieout Log")).toMatchObject([{ "Run No.": 1, Status: "Undone" }]);
    expect(undone.read("Tieout Journal")).toEqual([]);
    expect((await readLog(undone.editor)).map((row) => row.status)).toEqual(["Undone"]);
    expect((await applyChanges(changes, run, undone.editor, { digest })).runNo).toBe(2);
  });

  test.each([
    ["an edited cell", { update: [{ row: 1, column: 3, value: { decimal: "99" } }] }, "UNDO_EDITED"],
    ["a row that is gone", { delete: [2] }, "UNDO_ROW_GONE"],
  ])("undo refuses %s and names it", async (_case, edit, code) => {
    const opened = await open(workbook);
    await applyChanges(changes, run, opened.editor, { digest });
    const applied = await opened.reopen();
    const { headers = [] } = (await applied.editor.table("G/L Entries")) ?? {};
    await applied.editor.execute([changeOf("G/L Entries", headers.length, edit)]);
    const edited = await applied.reopen();
    await expect(planUndo(edited.editor)).rejects.toMatchObject({ code, details: { table: "G/L Entries" } });
  });

  test("refuses when a row to change is not there, and writes nothing", async () => {
    const opened = await open({ ...workbook, "Value Entries": workbook["Value Entries"].slice(1) });
    await expect(applyChanges(changes, run, opened.editor, { digest })).rejects.toMatchObject({
      code: "ROW_NOT_FOUND",
      details: { table: "Value Entries", key: "1" },
    });
    const { read } = await opened.reopen();
    expect(read("G/L Entries")).toHaveLength(1);
    expect(read("Tieout Log")).toHaveLength(0);
  });

  test("nothing to undo", async () => {
    const opened = await open(workbook);
    await expect(undoLast(opened.editor)).rejects.toMatchObject({ code: "NOTHING_TO_UNDO" });
  });
});

test("an edited cell of an .xlsx file stops the undo with its address", async () => {
  const posting = openXlsx(await xlsxBytes(workbook));
  await applyChanges(changes, run, posting.editor, { digest });
  const applied = openXlsx(posting.file.toBytes());
  applied.file.patchSheet("G-L Entries", [{ op: "setCells", cells: [{ row: 2, col: 3, value: 99 }] }]);
  const edited = openXlsx(applied.file.toBytes());
  await expect(undoLast(edited.editor)).rejects.toMatchObject({
    code: "UNDO_EDITED",
    details: { cells: ["D3"], row: "3" },
  });
});

/** A row without its empty cells: a column that was added and taken away again may leave them. */
function withoutBlanks(row: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([name, value]) => value !== "" || name in (workbook["Value Entries"][0] ?? {}),
    ),
  );
}

function changeOf(table: string, width: number, part: object) {
  return {
    kind: "change" as const,
    table,
    addColumns: [],
    kinds: Array.from({ length: width }, () => "text" as const),
    update: [],
    restore: [],
    delete: [],
    insert: [],
    append: [],
    removeColumns: [],
    ...part,
  };
}

/** Dates of .xlsx come as serial numbers; JSON wants texts. */
function plainDates(rows: Rows): Rows {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === "object" && value !== null ? "2026-01-31" : value,
      ]),
    ),
  );
}
