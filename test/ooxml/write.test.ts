import ExcelJS from "exceljs";
import * as XLSX from "@e965/xlsx";
import { createWorkbook, openWorkbook, type SheetSpec, XlsxWriteError } from "../../ooxml";

const bold = { font: { bold: true, color: "#102C47" }, fill: "#EAF0F6" };

function sample(): SheetSpec {
  return {
    name: "Inventory Valuation",
    view: { gridlines: false, freeze: { rows: 3, columns: 2 } },
    columns: [
      { first: 0, last: 0, width: 12 },
      { first: 1, last: 3, width: 16 },
    ],
    rows: [{ row: 0, height: 24 }],
    cells: [
      { row: 0, col: 0, value: "Inventory Valuation", style: { font: { size: 16, bold: true } } },
      { row: 1, col: 0, value: "=1+1" },
      { row: 1, col: 1, value: { kind: "error", code: "#N/A" } },
      {
        row: 1,
        col: 2,
        value: { kind: "formula", formula: "SUM(C4:C6)", value: { kind: "decimal", text: "6.60" } },
      },
    ],
    blocks: [
      {
        row: 3,
        col: 0,
        rowCount: 3,
        columns: [
          { type: "text", values: ["0100", "A & B", " x_x000D_\r\n"] },
          { type: "date", values: [46053, NaN, 1], style: { numberFormat: "yyyy-mm-dd" } },
          {
            type: "decimal",
            values: ["1.10", "-2.20", "12345678901.1234"],
            style: { numberFormat: "#,##0.00" },
          },
          { type: "boolean", values: [true, false, null] },
        ],
      },
    ],
    tables: [
      {
        name: "Tieout_InventoryValuation",
        row: 2,
        col: 0,
        rowCount: 3,
        columns: [
          { name: "Item No.", headerStyle: bold },
          { name: "As of", headerStyle: bold },
          { name: "Value", headerStyle: bold },
          { name: "Adjusted", headerStyle: bold },
        ],
      },
    ],
  };
}

function write(spec: SheetSpec): Uint8Array {
  const editor = createWorkbook();
  editor.addSheet(spec);
  return editor.toBytes();
}

const EXPECTED = [
  ["Inventory Valuation"],
  ["=1+1", { error: "#N/A" }, 6.6],
  ["Item No.", "As of", "Value", "Adjusted"],
  ["0100", { date: 46053 }, 1.1, true],
  ["A & B", null, -2.2, false],
  [" x_x000D_\r\n", { date: 1 }, 12345678901.1234],
];

describe("a new workbook", () => {
  it("comes back from our own reader", () => {
    const book = openWorkbook(write(sample()));
    expect(book.readSheet(0).rows).toEqual(EXPECTED);
    expect(book.sheets[0]?.tables).toMatchObject([
      {
        name: "Tieout_InventoryValuation",
        ref: "A3:D6",
        columns: ["Item No.", "As of", "Value", "Adjusted"],
      },
    ]);
    expect(book.readLayout(0).view).toEqual({
      gridlines: false,
      freeze: { rows: 3, columns: 2 },
      activeCell: "A1",
    });
  });

  it("is read alike by exceljs", async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(write(sample()).buffer as ArrayBuffer);
    const sheet = book.getWorksheet("Inventory Valuation")!;
    expect(sheet.getCell("A4").value).toBe("0100");
    expect(sheet.getCell("A2").value).toBe("=1+1");
    expect(sheet.getCell("C2").value).toEqual({ formula: "SUM(C4:C6)", result: 6.6 });
    expect(sheet.getCell("B4").value).toEqual(new Date(Date.UTC(2026, 0, 31)));
    expect(sheet.getCell("A1").font).toMatchObject({ size: 16, bold: true });
    expect(sheet.getCell("A3").fill).toMatchObject({ fgColor: { argb: "FFEAF0F6" } });
    expect(sheet.views[0]).toMatchObject({ state: "frozen", xSplit: 2, ySplit: 3, showGridLines: false });
    expect(sheet.getTable("Tieout_InventoryValuation")).toBeDefined();
  });

  it("is read alike by SheetJS", () => {
    const book = XLSX.read(write(sample()), { type: "array" });
    const sheet = book.Sheets["Inventory Valuation"]!;
    expect(sheet.A5).toMatchObject({ t: "s", v: "A & B" });
    expect(sheet.C6).toMatchObject({ t: "n", v: 12345678901.1234 });
    expect(sheet.C2).toMatchObject({ f: "SUM(C4:C6)", v: 6.6 });
    expect(sheet.B2).toMatchObject({ t: "e", w: "#N/A" });
  });

  it("has the same bytes every time", () => {
    const editor = createWorkbook();
    editor.addSheet(sample());
    const first = editor.toBytes();
    expect(editor.toBytes()).toEqual(first);
    expect(write(sample())).toEqual(first);
  });

  it("refuses what a cell or a sheet cannot hold", () => {
    const refused = (spec: SheetSpec): XlsxWriteError => {
      try {
        write(spec);
      } catch (error) {
        if (error instanceof XlsxWriteError) {
          return error;
        }
      }
      throw new Error("nothing was refused");
    };
    const text = "x".repeat(32_768);
    expect(refused({ name: "S", cells: [{ row: 4, col: 2, value: text }] })).toMatchObject({
      reason: "cellTooLong",
      sheet: "S",
      cell: "C5",
    });
    expect(refused({ name: "S", cells: [{ row: 0, col: 0, value: Infinity }] }).reason).toBe("badValue");
    for (const name of ["", "a".repeat(32), "a/b", "a:b", "a[b", "'a", "a'", "History", "a\ud800"]) {
      expect(refused({ name }).reason).toBe("badSheetName");
    }
  });
});
