import { HostError, type Sheet, Workbook } from "../../excel-host";
import { deleteCells, insertCells } from "../../excel-host/model/structure";

const rect = (
  top: number,
  left: number,
  bottom: number,
  right: number,
): { top: number; left: number; bottom: number; right: number } => ({
  top,
  left,
  bottom,
  right,
});

function fresh(rows: unknown[][] = []): { workbook: Workbook; sheet: Sheet } {
  const workbook = new Workbook(["S"]);
  const sheet = workbook.sheet("S");
  if (rows.length > 0) sheet.setValues("A1", rows as never);
  return { workbook, sheet };
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof HostError) return error.code;
    throw error;
  }
  return "none";
}

describe("typed-in text", () => {
  it.each([
    ["12.5", 12.5, "General"],
    ["1,234.50", 1234.5, "#,##0.00"],
    ["12%", 0.12, "0%"],
    ["TRUE", true, "General"],
    ["#N/A", expect.anything(), "General"],
    ["12/31/2024", 45657, "m/d/yyyy"],
    ["31/12/2024", "31/12/2024", "General"],
    ["0100", 100, "General"],
    ["'0100", "0100", "General"],
    ["DOC-0001", "DOC-0001", "General"],
    ["A1", "A1", "General"],
    ["  padded", "  padded", "General"],
  ])("%s becomes %s", (typed, expected, format) => {
    const { sheet } = fresh([[typed]]);
    expect(sheet.cell("A1").value).toEqual(expected);
    expect(sheet.cell("A1").numberFormat).toBe(format);
  });

  it("loses the leading zeros of an item number unless the cell is text first", () => {
    const { sheet } = fresh([["0100"]]);
    expect(sheet.cell("A1").value).toBe(100);
    sheet.applyStyle(rect(1, 0, 1, 0), { numberFormat: "@" });
    sheet.setValues("A2", [["0100"]]);
    expect(sheet.cell("A2").value).toBe("0100");
    sheet.setValues("A2", [["=1+1"]]);
    expect(sheet.cell("A2").value).toBe("=1+1");
    expect(sheet.cell("A2").formula).toBeUndefined();
  });

  it("leaves cells alone for null and empties them for empty text", () => {
    const { sheet } = fresh([[1, 2, 3]]);
    sheet.setValues("A1", [[null, "", 5]]);
    expect(sheet.range("A1:C1").values).toEqual([[1, null, 5]]);
  });
});

describe("formats", () => {
  it("of whole columns and rows make no cells", () => {
    const { sheet } = fresh([[1]]);
    sheet.applyStyle(rect(0, 0, 1_048_575, 2), { "fill.color": "#EEEEEE" });
    sheet.applyStyle(rect(4, 0, 4, 16_383), { "font.bold": true });
    expect(
      [...sheet.rows.values()].reduce((sum, cells) => sum + cells.filter(Boolean).length, 0),
    ).toBeLessThan(10);
    expect(sheet.cell("B900000").format("fill.color")).toBe("#EEEEEE");
    expect(sheet.cell("B5").format("fill.color")).toBe("#EEEEEE");
    expect(sheet.cell("B5").format("font.bold")).toBe(true);
    expect(sheet.cell("Z5").format("font.bold")).toBe(true);
    sheet.setValues("C7", [["new"]]);
    expect(sheet.cell("C7").format("fill.color")).toBe("#EEEEEE");
  });

  it("render the text of a cell", () => {
    const { sheet } = fresh([[-1234.5, 46023, 0.125, "x"]]);
    sheet.applyStyle(rect(0, 0, 0, 0), { numberFormat: "#,##0.00;(#,##0.00)" });
    sheet.applyStyle(rect(0, 1, 0, 1), { numberFormat: "d mmm yyyy" });
    sheet.applyStyle(rect(0, 2, 0, 2), { numberFormat: "0.0%" });
    expect(sheet.range("A1:D1").text).toEqual([["(1,234.50)", "1 Jan 2026", "12.5%", "x"]]);
  });
});

describe("tables", () => {
  const table = (): { workbook: Workbook; sheet: Sheet } => {
    const made = fresh([
      ["Item", "Qty"],
      ["A", 1],
      ["B", 2],
      ["", ""],
      ["below", ""],
    ]);
    made.workbook.addTable(made.sheet, rect(0, 0, 2, 1), true, "T");
    return made;
  };

  it("rewrite blank, numeric and repeated headers as unique text", () => {
    const { workbook, sheet } = fresh([["Item", "", "Item", 2026]]);
    const made = workbook.addTable(sheet, rect(0, 0, 1, 3), true);
    expect(made.columns.map((column) => column.name)).toEqual(["Item", "Column2", "Item2", "2026"]);
    expect(sheet.range("A1:D1").values).toEqual([["Item", "Column2", "Item2", "2026"]]);
  });

  it("grow when data is written directly below, not when it is written elsewhere", () => {
    const { workbook, sheet } = table();
    sheet.setValues("A4", [["C", 3]]);
    expect(workbook.table("T").rect).toEqual(rect(0, 0, 3, 1));
    sheet.setValues("A8", [["D", 3]]);
    expect(workbook.table("T").rect).toEqual(rect(0, 0, 3, 1));
  });

  it("push down what lies below when rows are inserted", () => {
    const { workbook, sheet } = table();
    sheet.setValues("D3", [["beside"]]);
    workbook.table("T").insertRows(1, 2);
    expect(sheet.cell("A7").value).toBe("below");
    expect(sheet.cell("D3").value).toBe("beside");
    expect(sheet.range("A2:A5").values).toEqual([["A"], [null], [null], ["B"]]);
  });

  it("keep one blank row when the last one is deleted", () => {
    const { workbook, sheet } = table();
    workbook.table("T").deleteRows(0, 2);
    expect(workbook.table("T").rowCount).toBe(1);
    expect(sheet.range("A2:B2").values).toEqual([[null, null]]);
    expect(sheet.cell("A4").value).toBe("below");
  });

  it("fill calculated columns in new rows", () => {
    const { workbook, sheet } = fresh([
      ["Qty", "Twice"],
      [1, "=[@Qty]*2"],
    ]);
    const made = workbook.addTable(sheet, rect(0, 0, 1, 1), true, "T");
    const [, twice] = made.columns;
    if (twice) twice.formula = "=[@Qty]*2";
    sheet.setValues("A3", [[21]]);
    expect(sheet.cell("B3").value).toBe(42);
  });

  it("have a totals row that counts", () => {
    const { workbook, sheet } = table();
    workbook.table("T").setTotals(true);
    expect(sheet.range("A4:B4").values).toEqual([["Total", 3]]);
    workbook.table("T").setTotals(false);
    expect(sheet.cell("A5").value).toBe("below");
  });

  it("refuse bad names, overlaps and merged cells", () => {
    const { workbook, sheet } = table();
    const made = workbook.table("T");
    expect(
      codeOf(() => {
        workbook.renameTable(made, "1st");
      }),
    ).toBe("InvalidArgument");
    expect(
      codeOf(() => {
        workbook.renameTable(made, "two words");
      }),
    ).toBe("InvalidArgument");
    expect(
      codeOf(() => {
        workbook.renameTable(made, "AB12");
      }),
    ).toBe("InvalidArgument");
    expect(codeOf(() => workbook.addTable(sheet, rect(2, 1, 5, 2), true))).toBe("InvalidArgument");
    sheet.merges.push(rect(9, 0, 9, 1));
    expect(codeOf(() => workbook.addTable(sheet, rect(8, 0, 10, 1), true))).toBe("MergedRangeConflict");
    workbook.addTable(sheet, rect(20, 0, 22, 1), true, "U");
    expect(
      codeOf(() => {
        workbook.renameTable(workbook.table("U"), "t");
      }),
    ).toBe("ItemAlreadyExists");
  });
});

describe("inserted and deleted cells", () => {
  it("take formulas, names, formats, links and tables along", () => {
    const { workbook, sheet } = fresh([
      [1, "=A1", "=SUM(A1:A3)"],
      [2, "=A$2", ""],
      [3, "", ""],
    ]);
    const other = workbook.addSheet("O");
    other.setValues("A1", [["=S!A3"]]);
    workbook.addName("Last", "=S!$A$3");
    sheet.hyperlinks.set("2,0", { documentReference: "S!A1" });
    sheet.conditionalFormats.push({
      id: "1",
      type: "Custom",
      rects: [rect(0, 0, 2, 0)],
      stopIfTrue: false,
      rule: {},
      format: new Map(),
      properties: new Map(),
    });
    insertCells(sheet, rect(1, 0, 2, 16_383), "Down");
    expect(sheet.range("A1:C5").formulas).toEqual([
      [1, "=A1", "=SUM(A1:A5)"],
      [null, null, null],
      [null, null, null],
      [2, "=A$4", null],
      [3, null, null],
    ]);
    expect(other.cell("A1").formula).toBe("=S!A5");
    expect(workbook.names.get("last")?.formula).toBe("=S!$A$5");
    expect(sheet.hyperlinkAt(4, 0)).toBeDefined();
    expect(sheet.conditionalFormats[0]?.rects).toEqual([rect(0, 0, 4, 0)]);
    deleteCells(sheet, rect(3, 0, 3, 16_383), "Up");
    workbook.calculation.settle();
    expect(sheet.cell("C1").formula).toBe("=SUM(A1:A4)");
    expect(sheet.cell("C1").value).toBe(4);
    deleteCells(sheet, rect(3, 0, 3, 16_383), "Up");
    workbook.calculation.settle();
    expect(other.cell("A1").text).toBe("#REF!");
  });

  it("refuse to tear a table apart or to push content off the sheet", () => {
    const { workbook, sheet } = fresh([
      ["x", "Item", "Qty"],
      ["y", "A", 1],
    ]);
    workbook.addTable(sheet, rect(0, 1, 1, 2), true);
    expect(
      codeOf(() => {
        insertCells(sheet, rect(0, 0, 0, 1), "Down");
      }),
    ).toBe("InsertDeleteConflict");
    sheet.setValues("A1048576", [["last"]]);
    expect(
      codeOf(() => {
        insertCells(sheet, rect(4, 0, 4, 0), "Down");
      }),
    ).toBe("InsertDeleteConflict");
  });
});

describe("sheets", () => {
  it.each(["", "a/b", "a:b", "[a]", "'a", "a'", "x".repeat(32)])("refuse the name %j", (name) => {
    expect(codeOf(() => new Workbook().addSheet(name))).toBe("InvalidArgument");
  });

  it("keep one visible sheet", () => {
    const workbook = new Workbook(["A", "B"]);
    workbook.setVisibility(workbook.sheet("B"), "Hidden");
    expect(
      codeOf(() => {
        workbook.setVisibility(workbook.sheet("A"), "Hidden");
      }),
    ).toBe("InvalidOperation");
    expect(
      codeOf(() => {
        workbook.deleteSheet(workbook.sheet("A"));
      }),
    ).toBe("InvalidOperation");
    expect(
      codeOf(() => {
        workbook.activate(workbook.sheet("B"));
      }),
    ).toBe("InvalidOperation");
  });

  it("turn references to a deleted sheet into #REF!", () => {
    const workbook = new Workbook(["A", "B"]);
    workbook.sheet("A").setValues("A1", [["=B!A1+1"]]);
    workbook.deleteSheet(workbook.sheet("B"));
    expect(workbook.sheet("A").cell("A1").formula).toBe("=#REF!+1");
    expect(workbook.sheet("A").cell("A1").text).toBe("#REF!");
  });
});
