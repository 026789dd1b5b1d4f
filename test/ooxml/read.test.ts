import ExcelJS from "exceljs";
import * as XLSX from "@e965/xlsx";
import { openWorkbook, type CellValue } from "../../ooxml";

describe("files of other writers", () => {
  it("reads what exceljs writes", async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet("Value Entries");
    sheet.addRow(["Entry No.", "Posting Date", "Item No.", "Amount", "Open", "Remark"]);
    sheet.addRow([1, new Date(Date.UTC(2026, 0, 31)), "0100", -12.34, true, " édge & <tag> "]);
    sheet.addRow([2, null, "0100", { formula: "1/3", result: 1 / 3 }, false, { error: "#N/A" }]);
    sheet.getCell("B4").value = { richText: [{ text: "bold", font: { bold: true } }, { text: " plain" }] };
    const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
    const read = openWorkbook(bytes);
    expect(read.sheets.map((s) => s.name)).toEqual(["Value Entries"]);
    const expected: CellValue[][] = [
      ["Entry No.", "Posting Date", "Item No.", "Amount", "Open", "Remark"],
      [1, { date: 46053 }, "0100", -12.34, true, " édge & <tag> "],
      [2, null, "0100", 1 / 3, false, { error: "#N/A" }],
      [null, "bold plain"],
    ];
    expect(read.readSheet(0).rows).toEqual(expected);
  });

  it("reads what SheetJS writes, with shared and with inline strings", () => {
    const sheet = XLSX.utils.aoa_to_sheet([
      ["A", 1.5, true],
      ["B & C", 1e-7, false],
      ["A", 123456789012345680000, null],
    ]);
    const book = XLSX.utils.book_new(sheet, "Data");
    for (const bookSST of [true, false]) {
      const bytes = new Uint8Array(
        XLSX.write(book, { type: "array", bookType: "xlsx", bookSST }) as ArrayBuffer,
      );
      expect(openWorkbook(bytes).readSheet(0).rows).toEqual([
        ["A", 1.5, true],
        ["B & C", 1e-7, false],
        ["A", 123456789012345680000],
      ]);
    }
  });
});
