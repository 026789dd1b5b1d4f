import { strFromU8, unzipSync } from "fflate";
import { CellError, Workbook, loadWorkbook, saveWorkbook } from "../../excel-host";

function sample(): Workbook {
  const workbook = new Workbook(["Data", "Hidden"]);
  const sheet = workbook.sheet("Data");
  sheet.setValues("A1", [
    ["Item", "Qty", "Value"],
    ["'0100", 2, "=[@Qty]*10"],
    ["A-20", 3, "=[@Qty]*10"],
  ]);
  const table = workbook.addTable(sheet, { top: 0, left: 0, bottom: 2, right: 2 }, true, "Ledger");
  table.style = "TableStyleLight1";
  sheet.setValues("F1", [["=SUM(Ledger[Value])", "=1/0", "12/31/2025", true, "=UNIQUE(A2:A3)"]]);
  sheet.applyStyle(
    { top: 0, left: 0, bottom: 0, right: 2 },
    {
      "font.bold": true,
      "fill.color": "#EAF0F6",
      "fill.pattern": "Solid",
      "border.EdgeBottom.style": "Double",
      "border.EdgeBottom.weight": "Thick",
      "border.EdgeBottom.color": "#102C47",
      horizontal: "Right",
      wrap: true,
    },
  );
  sheet.applyStyle({ top: 0, left: 7, bottom: 0, right: 7 }, { numberFormat: "d mmm yyyy" });
  sheet.column(0).size = 90;
  sheet.row(0).size = 30;
  sheet.frozen = { top: 0, left: 0, bottom: 0, right: 0 };
  sheet.showGridlines = false;
  sheet.hyperlinks.set("0,5", { documentReference: "Data!A1", screenTip: "Top" });
  sheet.conditionalFormats.push({
    id: "1",
    type: "CellValue",
    rects: [{ top: 1, left: 1, bottom: 2, right: 1 }],
    stopIfTrue: false,
    rule: { operator: "LessThan", formula1: "=0" },
    format: new Map<string, unknown>([["font.color", "#B10E1C"]]),
    properties: new Map(),
  });
  sheet.pageLayout.orientation = "Landscape";
  sheet.pageLayout.titleRows = { top: 0, left: 0, bottom: 0, right: 16_383 };
  sheet.pageLayout.zoom = { horizontalFitToPages: 1, verticalFitToPages: 0 };
  sheet.pageLayout.headersFooters.texts.defaultForAllPages.rightFooter = "Page &P of &N";
  workbook.addName("Total", "=Data!$F$1");
  workbook.settings.set("state", { run: '<1 & "2">' });
  workbook.customXmlParts.push({ id: "1", namespaceUri: "urn:example", xml: '<a xmlns="urn:example">1</a>' });
  workbook.setVisibility(workbook.sheet("Hidden"), "Hidden");
  return workbook;
}

describe("a workbook saved and opened again", () => {
  const bytes = saveWorkbook(sample());
  const workbook = loadWorkbook(bytes, "sample.xlsx");
  const sheet = workbook.sheet("Data");

  it("has the same cells, formulas and values", () => {
    expect(sheet.range("A1:C3").formulas).toEqual([
      ["Item", "Qty", "Value"],
      ["0100", 2, "=[@Qty]*10"],
      ["A-20", 3, "=[@Qty]*10"],
    ]);
    expect(sheet.range("A1:C3").values[2]).toEqual(["A-20", 3, 30]);
    expect(sheet.range("F1:J1").values).toEqual([[50, CellError.of("#DIV/0!"), 46022, true, "0100"]]);
    expect(sheet.cell("H1").text).toBe("31 Dec 2025");
    expect(sheet.cell("J1").formula).toBe("=UNIQUE(A2:A3)");
    expect(sheet.cell("J2").value).toBe("A-20");
  });

  it("has the same table, and calculates on", () => {
    const table = workbook.table("ledger");
    expect(table.rect).toEqual({ top: 0, left: 0, bottom: 2, right: 2 });
    expect(table.style).toBe("TableStyleLight1");
    expect(table.columns[2]?.formula).toBe("=[@Qty]*10");
    const next = loadWorkbook(bytes);
    next.sheet("Data").setValues("A4", [["A-30", 5]]);
    expect(next.sheet("Data").range("A4:C4").values).toEqual([["A-30", 5, 50]]);
    expect(next.sheet("Data").cell("F1").value).toBe(100);
  });

  it("has the same formats, sizes, panes and links", () => {
    const cell = sheet.cell("A1");
    expect(cell.format("font.bold")).toBe(true);
    expect(cell.format("fill.color")).toBe("#EAF0F6");
    expect(cell.format("border.EdgeBottom.style")).toBe("Double");
    expect(cell.format("border.EdgeBottom.color")).toBe("#102C47");
    expect(cell.format("horizontal")).toBe("Right");
    expect(cell.format("wrap")).toBe(true);
    expect(sheet.columnWidth(0)).toBeCloseTo(90, 0);
    expect(sheet.rowHeight(0)).toBe(30);
    expect(sheet.frozen).toEqual({ top: 0, left: 0, bottom: 0, right: 0 });
    expect(sheet.showGridlines).toBe(false);
    expect(sheet.cell("F1").hyperlink).toEqual({ documentReference: "Data!A1", screenTip: "Top" });
    expect(sheet.conditionalFormats[0]).toMatchObject({
      type: "CellValue",
      rule: { operator: "LessThan", formula1: "=0" },
    });
    expect(sheet.conditionalFormats[0]?.format.get("font.color")).toBe("#B10E1C");
  });

  it("has the same page setup, names, settings and custom XML", () => {
    expect(sheet.pageLayout.orientation).toBe("Landscape");
    expect(sheet.pageLayout.titleRows).toEqual({ top: 0, left: 0, bottom: 0, right: 16_383 });
    expect(sheet.pageLayout.zoom).toEqual({ horizontalFitToPages: 1, verticalFitToPages: 0 });
    expect(sheet.pageLayout.headersFooters.texts.defaultForAllPages.rightFooter).toBe("Page &P of &N");
    expect(workbook.names.get("total")?.formula).toBe("=Data!$F$1");
    expect(workbook.settings.get("state")).toEqual({ run: '<1 & "2">' });
    expect(workbook.customXmlParts.map((part) => part.xml)).toEqual(['<a xmlns="urn:example">1</a>']);
    expect(workbook.sheet("Hidden").visibility).toBe("Hidden");
  });

  it("is written to the same bytes again", () => {
    expect(saveWorkbook(loadWorkbook(saveWorkbook(workbook)))).toEqual(saveWorkbook(workbook));
  });
});

describe("a file that was opened and changed", () => {
  const part = (bytes: Uint8Array, name: string): string =>
    strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());

  it("keeps the sheets that did not change byte for byte", () => {
    const bytes = saveWorkbook(sample());
    const workbook = loadWorkbook(bytes);
    const added = workbook.addSheet("Report");
    added.setValues("A1", [["=Data!F1*2"]]);
    workbook.names.delete("total");
    const saved = saveWorkbook(workbook);
    expect(part(saved, "xl/worksheets/sheet1.xml")).toBe(part(bytes, "xl/worksheets/sheet1.xml"));
    const again = loadWorkbook(saved);
    expect(again.sheets.map((sheet) => sheet.name)).toEqual(["Data", "Hidden", "Report"]);
    expect(again.sheet("Report").cell("A1").value).toBe(100);
    expect(again.names.has("total")).toBe(false);
    expect(again.settings.get("state")).toEqual({ run: '<1 & "2">' });
  });

  it("writes changed and drops deleted sheets", () => {
    const workbook = loadWorkbook(saveWorkbook(sample()));
    workbook.sheet("Data").setValues("B2", [[7]]);
    workbook.deleteSheet(workbook.sheet("Hidden"));
    const again = loadWorkbook(saveWorkbook(workbook));
    expect(again.sheets.map((sheet) => sheet.name)).toEqual(["Data"]);
    expect(again.sheet("Data").cell("C2").value).toBe(70);
    expect(again.table("Ledger").rowCount).toBe(2);
  });

  it("writes lists of choices", () => {
    const workbook = new Workbook(["S"]);
    workbook.sheet("S").validations.push({
      rect: { top: 1, left: 0, bottom: 4, right: 0 },
      rule: { list: { inCellDropDown: true, source: "Open,Closed" } },
      prompt: undefined,
      errorAlert: { title: "State", message: "Open or Closed" },
      ignoreBlanks: true,
    });
    const [validation] = loadWorkbook(saveWorkbook(workbook)).sheet("S").validations;
    expect(validation?.rule).toEqual({ list: { inCellDropDown: true, source: "Open,Closed" } });
  });
});
