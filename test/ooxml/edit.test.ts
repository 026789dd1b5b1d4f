import ExcelJS from "exceljs";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import {
  createWorkbook,
  editWorkbook,
  openWorkbook,
  type SheetSpec,
  type WorkbookEditor,
  XlsxWriteError,
} from "../../ooxml";
import { smallWorkbook, zipped } from "./packages";

/** A controller's workbook: a table, formulas, and parts that nobody here knows. */
async function foreignWorkbook(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("G-L Entries");
  sheet.addTable({
    name: "GLEntries",
    ref: "A1",
    headerRow: true,
    columns: [{ name: "Entry No." }, { name: "Amount" }],
    rows: [
      [1, 10.5],
      [2, -3],
    ],
  });
  sheet.getCell("D1").value = { formula: "SUM(B2:B3)", result: 7.5 };
  const notes = book.addWorksheet("Notes");
  notes.getCell("A1").value = "keep me";
  notes.getCell("A2").value = { formula: "'G-L Entries'!D1*2", result: 15 };
  const files = unzipSync(new Uint8Array(await book.xlsx.writeBuffer()));
  files["customXml/item1.xml"] = strToU8("<settings>  kept  </settings>");
  files["xl/vbaProject.bin"] = Uint8Array.from([0, 1, 2, 255]);
  files["xl/printerSettings/printerSettings1.bin"] = new Uint8Array(300).fill(7);
  files["xl/calcChain.xml"] = strToU8('<calcChain xmlns="x"><c r="D1" i="1"/></calcChain>');
  files["xl/_rels/workbook.xml.rels"] = strToU8(
    strFromU8(files["xl/_rels/workbook.xml.rels"]!).replace(
      "</Relationships>",
      '<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>',
    ),
  );
  return zipSync(files, { level: 9 });
}

/** Names of the parts that differ between two files, removed and added ones marked. */
function differences(before: Uint8Array, after: Uint8Array): string[] {
  const old = unzipSync(before);
  const now = unzipSync(after);
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (name) => !name.endsWith("/"),
  );
  return names
    .flatMap((name) => {
      const [a, b] = [old[name], now[name]];
      if (!a || !b) {
        return [`${a ? "-" : "+"}${name}`];
      }
      return Buffer.compare(a, b) === 0 ? [] : [name];
    })
    .sort();
}

function reasonOf(action: () => void): string {
  try {
    action();
  } catch (error) {
    if (error instanceof XlsxWriteError) {
      return error.reason;
    }
    throw error;
  }
  return "nothing was refused";
}

const text = (bytes: Uint8Array, name: string): string =>
  strFromU8(unzipSync(bytes)[name] ?? new Uint8Array(0));

const proof: SheetSpec = {
  name: "Proof",
  cells: [{ row: 0, col: 0, value: "Ties", style: { font: { bold: true } } }],
};

describe("an edited workbook", () => {
  it("keeps every part when nothing changes", async () => {
    const before = await foreignWorkbook();
    expect(differences(before, editWorkbook(before).toBytes())).toEqual([]);
  });

  it("keeps every part that a new sheet does not touch", async () => {
    const before = await foreignWorkbook();
    const editor = editWorkbook(before);
    editor.addSheet(proof, { position: 0 });
    const after = editor.toBytes();
    expect(differences(before, after)).toEqual([
      "+xl/worksheets/sheet3.xml",
      "[Content_Types].xml",
      "xl/_rels/workbook.xml.rels",
      "xl/sharedStrings.xml",
      "xl/styles.xml",
      "xl/workbook.xml",
    ]);
    const book = openWorkbook(after);
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(["Proof", "G-L Entries", "Notes"]);
    expect(book.readSheet(0).rows).toEqual([["Ties"]]);
    expect(book.readSheet(2).rows).toEqual([["keep me"], [15]]);
    const theirs = new ExcelJS.Workbook();
    await theirs.xlsx.load(after.slice().buffer);
    expect(theirs.getWorksheet("Proof")?.getCell("A1").font.bold).toBe(true);
    expect(editor.toBytes()).toEqual(after);
  });

  it("changes only the sheet that is patched, drops the order of calculation and asks for a new one", async () => {
    const before = await foreignWorkbook();
    const editor = editWorkbook(before);
    editor.patchSheet("G-L Entries", [
      { op: "setCells", cells: [{ row: 1, col: 1, value: { kind: "decimal", text: "11.50" } }] },
    ]);
    const after = editor.toBytes();
    expect(differences(before, after)).toEqual([
      "-xl/calcChain.xml",
      "xl/_rels/workbook.xml.rels",
      "xl/workbook.xml",
      "xl/worksheets/sheet1.xml",
    ]);
    expect(text(after, "xl/workbook.xml")).toContain('fullCalcOnLoad="1"');
    expect(text(after, "xl/worksheets/sheet1.xml")).toContain('<c r="B2"><v>11.50</v></c>');
    expect(openWorkbook(after).readSheet(0).rows[1]).toEqual([1, 11.5]);
  });

  it("lets formulas, names and links follow a new sheet name", async () => {
    const editor = editWorkbook(await foreignWorkbook());
    editor.defineName({ name: "Total", refersTo: "'G-L Entries'!$D$1+LEN(\"'G-L Entries'!A1\")" });
    editor.addSheet({
      ...proof,
      hyperlinks: [{ ref: "A1", location: "'G-L Entries'!A1" }],
      conditionalFormats: [
        { type: "expression", ref: "A1", formula: "'G-L Entries'!$D$1>0", style: { font: { bold: true } } },
      ],
    });
    editor.renameSheet("g-l entries", "Bob's ledger");
    const after = editor.toBytes();
    const book = openWorkbook(after);
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(["Bob's ledger", "Notes", "Proof"]);
    expect(book.definedNames[0]?.refersTo).toBe("'Bob''s ledger'!$D$1+LEN(\"'G-L Entries'!A1\")");
    expect(text(after, "xl/worksheets/sheet2.xml")).toContain("<f>'Bob''s ledger'!D1*2</f>");
    expect(book.readLayout(2).hyperlinks).toEqual([{ ref: "A1", location: "'Bob''s ledger'!A1" }]);
    expect(book.readLayout(2).conditionalFormats).toMatchObject([{ formula: "'Bob''s ledger'!$D$1>0" }]);
  });

  it("loses a sheet with its tables and local names; what named it becomes #REF!", async () => {
    const before = await foreignWorkbook();
    const editor = editWorkbook(before);
    editor.defineName({ name: "Local", refersTo: "'G-L Entries'!$A$1", sheet: "G-L Entries" });
    editor.defineName({ name: "Other", refersTo: "Notes!$A$1", sheet: "Notes" });
    editor.defineName({ name: "Total", refersTo: "'G-L Entries'!$D$1" });
    editor.removeSheet("G-L Entries");
    const after = editor.toBytes();
    const book = openWorkbook(after);
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(["Notes"]);
    expect(book.definedNames).toEqual([
      { name: "Other", refersTo: "Notes!$A$1", sheet: "Notes" },
      { name: "Total", refersTo: "#REF!" },
    ]);
    expect(text(after, "xl/worksheets/sheet2.xml")).toContain("<f>#REF!*2</f>");
    const gone = differences(before, after).filter((name) => name.startsWith("-"));
    expect(gone).toEqual(expect.arrayContaining(["-xl/tables/table1.xml", "-xl/worksheets/sheet1.xml"]));
    expect(text(after, "[Content_Types].xml")).not.toContain("table1.xml");
  });

  it("keeps the place of a sheet that is replaced, and frees its table names", () => {
    const editor = createWorkbook();
    const table = { name: "T", row: 0, col: 0, rowCount: 1, columns: [{ name: "a" }] };
    editor.addSheet({ name: "One", tables: [table] });
    editor.addSheet({ name: "Two" });
    expect(
      reasonOf(() => {
        editor.addSheet({ name: "one" });
      }),
    ).toBe("duplicateSheet");
    expect(
      reasonOf(() => {
        editor.addSheet({ name: "Three", tables: [table] });
      }),
    ).toBe("badTable");
    editor.addSheet(
      { name: "One", tables: [table], cells: [{ row: 4, col: 0, value: 1 }] },
      { replace: true },
    );
    const book = openWorkbook(editor.toBytes());
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(["One", "Two"]);
    expect(book.readSheet(0).rows[4]).toEqual([1]);
  });

  it("shows exactly one selected sheet, and a visible one", () => {
    const selected = (editor: WorkbookEditor): string[] => {
      const parts = unzipSync(editor.toBytes());
      return Object.keys(parts).filter((name) => strFromU8(parts[name]!).includes('tabSelected="1"'));
    };
    const editor = createWorkbook();
    editor.addSheet({ name: "One" });
    editor.addSheet({ name: "Two" });
    expect(selected(editor)).toEqual(["xl/worksheets/sheet1.xml"]);
    const again = editWorkbook(editor.toBytes());
    again.activateSheet("Two");
    expect(selected(again)).toEqual(["xl/worksheets/sheet2.xml"]);
    again.sheetOrder(["Two", "One"]);
    expect(selected(again)).toEqual(["xl/worksheets/sheet2.xml"]);
    again.setVisibility("Two", "hidden");
    expect(selected(again)).toEqual(["xl/worksheets/sheet1.xml"]);
    expect(text(again.toBytes(), "xl/workbook.xml")).toContain('activeTab="1"');
    again.setVisibility("One", "veryHidden");
    expect(reasonOf(() => again.toBytes())).toBe("noVisibleSheet");
  });

  it("counts local names by the order of the sheets", () => {
    const editor = createWorkbook();
    editor.addSheet({ name: "One", page: { titleRows: { first: 0, last: 1 }, printArea: "A1:C9" } });
    editor.addSheet({ name: "Two", names: [{ name: "Here", refersTo: "Two!$A$1" }] });
    editor.sheetOrder(["Two", "One"]);
    expect(openWorkbook(editor.toBytes()).definedNames).toEqual([
      { name: "_xlnm.Print_Area", refersTo: "One!$A$1:$C$9", sheet: "One" },
      { name: "_xlnm.Print_Titles", refersTo: "One!$1:$2", sheet: "One" },
      { name: "Here", refersTo: "Two!$A$1", sheet: "Two" },
    ]);
  });

  it("takes properties from the caller only", () => {
    const editor = createWorkbook();
    editor.addSheet({ name: "One" });
    editor.setProperties({ title: "A & B", created: "2026-02-03T09:12:00Z" });
    editor.setProperties({ title: "C" });
    const core = text(editor.toBytes(), "docProps/core.xml");
    expect(/<dc:title[^>]*>([^<]*)</.exec(core)?.[1]).toBe("C");
    expect(core).toContain(">2026-02-03T09:12:00Z</dcterms:created>");
    expect(
      reasonOf(() => {
        editor.setProperties({ created: "today" });
      }),
    ).toBe("badValue");
  });

  it("keeps prefixes and the 1904 system of its file", () => {
    const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const parts = smallWorkbook("", {
      "xl/worksheets/sheet1.xml": `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="2" spans="1:1"><x:c r="A2"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
      "xl/sharedStrings.xml": `<x:sst xmlns:x="${main}" count="5" uniqueCount="2"><x:si><x:t>a</x:t></x:si><x:si><x:t>b</x:t></x:si></x:sst>`,
    });
    const workbook = (parts["xl/workbook.xml"] as string).replace(
      "<sheets>",
      '<workbookPr date1904="1"/><sheets>',
    );
    const editor = editWorkbook(zipped({ ...parts, "xl/workbook.xml": workbook }));
    editor.patchSheet("Data", [
      {
        op: "setCells",
        cells: [
          { row: 0, col: 1, value: "new" },
          { row: 1, col: 1, value: { kind: "date", serial: 46053 } },
        ],
      },
    ]);
    const after = editor.toBytes();
    expect(text(after, "xl/worksheets/sheet1.xml")).toContain('<x:c r="B1" t="s"><x:v>2</x:v></x:c>');
    expect(text(after, "xl/worksheets/sheet1.xml")).toContain("<x:v>44591</x:v>");
    expect(openWorkbook(after).readSheet(0).rows).toEqual([
      [null, "new"],
      [1, { date: 46053 }],
    ]);
  });

  it("refuses what Excel would repair", () => {
    const editor = createWorkbook();
    editor.addSheet({ name: "One" });
    const table = { name: "T", row: 0, col: 0, rowCount: 1, columns: [{ name: "a" }, { name: "b" }] };
    const withTables = (...tables: NonNullable<SheetSpec["tables"]>): SheetSpec => ({ name: "Two", tables });
    for (const bad of [
      withTables({ ...table, columns: [{ name: "a" }, { name: "A" }] }),
      withTables({ ...table, columns: [{ name: "" }] }),
      withTables({ ...table, columns: [] }),
      withTables({ ...table, name: "A1" }),
      withTables({ ...table, name: "two words" }),
      withTables(table, { ...table, name: "U", row: 1 }),
      withTables(table, { ...table, name: "t", row: 9 }),
    ]) {
      expect(
        reasonOf(() => {
          editor.addSheet(bad);
        }),
      ).toBe("badTable");
    }
    const late = (spec: SheetSpec): string => {
      const book = createWorkbook();
      book.addSheet(spec);
      return reasonOf(() => book.toBytes());
    };
    expect(late({ ...withTables(table), cells: [{ row: 0, col: 1, value: "other" }] })).toBe("badTable");
    expect(
      late({
        name: "S",
        cells: [
          { row: 0, col: 0, value: 1 },
          { row: 0, col: 0, value: 2 },
        ],
      }),
    ).toBe("badValue");
    expect(
      late({
        name: "S",
        cells: [{ row: 1, col: 0, value: 1 }],
        blocks: [{ row: 0, col: 0, rowCount: 2, columns: [{ type: "number", values: [1, 2] }] }],
      }),
    ).toBe("badValue");
    expect(late({ name: "S", mergedRanges: ["x"] })).toBe("badReference");
    expect(late({ name: "S", validations: [{ ref: "A1", source: { values: ["a,b"] } }] })).toBe("badValue");
    expect(late({ name: "S", cells: [{ row: 0, col: 0, value: { kind: "formula", formula: "=1" } }] })).toBe(
      "badValue",
    );
    expect(late({ name: "S", cells: [{ row: 0, col: 0, value: { kind: "decimal", text: "1,5" } }] })).toBe(
      "badValue",
    );
    expect(late({ name: "S", cells: [{ row: 0, col: 0, value: 1, style: { fill: "red" } }] })).toBe(
      "badValue",
    );
    expect(
      reasonOf(() => {
        editor.defineName({ name: "A1", refersTo: "One!$A$1" });
      }),
    ).toBe("badName");
    expect(
      reasonOf(() => {
        editor.removeSheet("Nine");
      }),
    ).toBe("unknownSheet");
    expect(
      reasonOf(() => {
        editor.sheetOrder([]);
      }),
    ).toBe("unknownSheet");
    expect(reasonOf(() => createWorkbook().toBytes())).toBe("noVisibleSheet");
  });
});
