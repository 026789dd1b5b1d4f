import { CellError, Workbook } from "../../excel-host";

const sheetOf = (rows: unknown[][]): ReturnType<Workbook["sheet"]> => {
  const sheet = new Workbook(["S"]).sheet("S");
  sheet.setValues("A1", rows as never);
  return sheet;
};

/** The value of one formula beside a small table of data. */
function value(formula: string): unknown {
  const sheet = sheetOf([
    ["Item", "Qty", "Amount", "Date"],
    ["A-10", 3, 10.25, 46023],
    ["A-20", -1, 20, 46054],
    ["B-10", 5, 0.3, 46054],
    ["B-20", "", "text", 46082],
  ]);
  sheet.setValues("H1", [[formula]]);
  const result = sheet.cell("H1").value;
  return result instanceof CellError ? result.code : result;
}

describe("functions", () => {
  it.each([
    ["=SUM(B2:B5)", 7],
    ["=SUM(B:B)", 7],
    ["=0.1+0.2-0.3", 0],
    ["=-2^2", 4],
    ["=2^3^2", 64],
    ["=50%*4", 2],
    ['="a"&1&TRUE', "a1TRUE"],
    ['="A"="a"', true],
    ['=1<"1"', true],
    ["=AVERAGE(B2:B5)", 7 / 3],
    ["=COUNT(B2:C5)", 6],
    ["=COUNTA(B2:C5)", 7],
    ["=COUNTBLANK(B2:C5)", 1],
    ["=MAX(C2:C5)-MIN(C2:C5)", 19.7],
    ['=SUMIFS(C2:C5,A2:A5,"A*")', 30.25],
    ['=SUMIFS(C2:C5,A2:A5,"a-10",B2:B5,">0")', 10.25],
    ['=SUMIFS(C2:C5,D2:D5,">="&DATE(2026,2,1),D2:D5,"<"&DATE(2026,3,1))', 20.3],
    ['=SUMIF(A2:A5,"B-*",B2:B5)', 5],
    ['=COUNTIFS(A2:A5,"<>A-10")', 3],
    ['=COUNTIF(B2:B5,"")', 1],
    ['=AVERAGEIFS(B2:B5,A2:A5,"A-*")', 1],
    ['=MAXIFS(B2:B5,A2:A5,"A-*")', 3],
    ["=SUMPRODUCT(B2:B4,C2:C4)", 12.25],
    ["=SUBTOTAL(109,B2:B5)", 7],
    ["=AGGREGATE(9,6,B2:B5)", 7],
    ['=VLOOKUP("A-20",A2:C5,3,FALSE)', 20],
    ['=INDEX(A2:C5,MATCH("B-10",A2:A5,0),2)', 5],
    ['=XLOOKUP("none",A2:A5,B2:B5,"n/a")', "n/a"],
    ['=XLOOKUP("B-10",A2:A5,C2:C5)', 0.3],
    ["=MATCH(46060,D2:D5)", 3],
    ['=MATCH("zzz",A2:A5,0)', "#N/A"],
    ["=ROUND(2.5,0)", 3],
    ["=ROUND(-2.5,0)", -3],
    ["=ROUND(1.005,2)", 1.01],
    ["=ROUND(1234.5,-2)", 1200],
    ["=ROUNDUP(1.001,2)", 1.01],
    ["=ROUNDDOWN(-1.019,2)", -1.01],
    ["=INT(-1.5)", -2],
    ["=MOD(-3,5)", 2],
    ["=EOMONTH(DATE(2026,1,31),1)", 46081],
    ["=EDATE(DATE(2026,1,31),1)", 46081],
    ["=YEAR(D2)*100+MONTH(D2)", 202601],
    ["=WEEKDAY(DATE(2026,1,1),2)", 4],
    ['=TEXT(1234.5,"#,##0.00")', "1,234.50"],
    ['=TEXT(D2,"d mmm yyyy")', "1 Jan 2026"],
    ["=LEFT(A2,1)&MID(A2,3,2)&RIGHT(A2)", "A100"],
    ['=SUBSTITUTE(A2,"-","")', "A10"],
    ['=FIND("-",A2)', 2],
    ['=TEXTJOIN(", ",TRUE,A2:A3,"")', "A-10, A-20"],
    ['=IF(B2>2,"many",1/0)', "many"],
    ['=IFERROR(1/0,"none")', "none"],
    ['=IFNA(VLOOKUP("x",A2:B5,2,FALSE),0)', 0],
    ['=IFS(B2<0,"neg",B2>0,"pos")', "pos"],
    ['=SWITCH(A2,"A-20",1,"A-10",2,3)', 2],
    ['=CHOOSE(2,"a","b")', "b"],
    ["=AND(B2>0,B3<0)", true],
    ["=OR(B2:B5>4)", true],
    ["=ISBLANK(B5)", true],
    ["=ISNUMBER(C5)", false],
    ['=SUM(FILTER(B2:B4,A2:A4<>"A-10"))', 4],
    ["=SUM(INDEX(B2:C5,0,1))", 7],
    ["=SUM(B2:INDEX(B:B,3))", 2],
    ["=LET(x,B2,y,x*2,x+y)", 9],
    ["=SUM(SEQUENCE(4))", 10],
    ["=NPV(0.1,100)", 100 / 1.1],
    ['=SUM(C2:C5)+"x"', "#VALUE!"],
    ["=1/0", "#DIV/0!"],
    ["=NOSUCH(1)", "#NAME?"],
    ["=Unknown_Name", "#NAME?"],
    ["=SUM(", "#NAME?"],
    ["=SUM(Missing!A1)", "#REF!"],
  ])("%s is %s", (formula, expected) => {
    const result = value(formula);
    if (typeof expected === "number" && typeof result === "number") expect(result).toBeCloseTo(expected, 10);
    else expect(result).toBe(expected);
  });
});

describe("recalculation", () => {
  it("follows chains, in any order of entry, as deep as a sheet", () => {
    const sheet = new Workbook(["S"]).sheet("S");
    const depth = 20_000;
    sheet.setValues(
      "A2",
      Array.from({ length: depth }, (_, row) => [`=A${row + 1}+1`]),
    );
    sheet.setValues("A1", [[5]]);
    expect(sheet.valueAt(depth, 0)).toBe(depth + 5);
  });

  it("evaluates each formula once per change, and only those concerned", () => {
    const workbook = new Workbook(["S"]);
    const sheet = workbook.sheet("S");
    const rows = 10_000;
    sheet.setValues(
      "A1",
      Array.from({ length: rows }, (_, row) => [row]),
    );
    sheet.setValues(
      "B1",
      Array.from({ length: rows }, (_, row) => [`=A${row + 1}*2`]),
    );
    sheet.setValues("C1", [[`=SUM(B1:B${rows})`]]);
    const before = workbook.calculation.evaluations;
    sheet.setValues("A10", [[0]]);
    expect(workbook.calculation.evaluations - before).toBe(2);
    expect(sheet.cell("C1").value).toBe(rows * (rows - 1) - 18);
    const again = workbook.calculation.evaluations;
    sheet.setValues(
      "A1",
      Array.from({ length: rows }, () => [1]),
    );
    expect(workbook.calculation.evaluations - again).toBe(rows + 1);
    expect(sheet.cell("C1").value).toBe(rows * 2);
  });

  it("gives circular formulas 0 and goes on", () => {
    const sheet = sheetOf([["=B1+1", "=A1+1", "=1+1"]]);
    expect(sheet.range("A1:C1").values).toEqual([[0, 0, 2]]);
  });

  it("shrinks and grows spilled blocks and what depends on them", () => {
    const sheet = sheetOf([["a"], ["b"], ["a"], ["c"]]);
    sheet.setValues("C1", [["=UNIQUE(A1:A4)", "=ROWS(C1#)", "=COUNTA(C1:C9)"]]);
    expect(sheet.range("C1:E1").values).toEqual([["a", 3, 3]]);
    sheet.setValues("A4", [["b"]]);
    expect(sheet.range("C1:C3").values).toEqual([["a"], ["b"], [null]]);
    expect(sheet.range("D1:E1").values).toEqual([[2, 2]]);
    sheet.setValues("A2", [["x"], ["y"], ["z"]]);
    expect(sheet.range("C1:C4").values).toEqual([["a"], ["x"], ["y"], ["z"]]);
    expect(sheet.range("D1:E1").values).toEqual([[4, 4]]);
  });

  it("reads names and structured references, also after renaming", () => {
    const workbook = new Workbook(["S"]);
    const sheet = workbook.sheet("S");
    sheet.setValues("A1", [
      ["Item", "Qty", "Price", "Value"],
      ["A", 2, 5, "=[@Qty]*[@Price]"],
      ["B", 3, 7, "=[@Qty]*[@Price]"],
    ]);
    const table = workbook.addTable(sheet, { top: 0, left: 0, bottom: 2, right: 3 }, true, "T");
    workbook.addName("Rate", "=S!$G$1");
    sheet.setValues("F1", [["=SUM(T[Value])*Rate", 10]]);
    expect(sheet.cell("F1").value).toBe(310);
    workbook.renameTable(table, "Stock");
    sheet.setValues("B1", [["Quantity"]]);
    workbook.renameSheet(sheet, "Stock list");
    expect(sheet.cell("F1").formula).toBe("=SUM(Stock[Value])*Rate");
    expect(sheet.cell("D2").formula).toBe("=[@Quantity]*[@Price]");
    sheet.setValues("G1", [[100]]);
    sheet.setValues("B2", [[1]]);
    expect(sheet.cell("F1").value).toBe(2600);
  });

  it("waits in manual mode until asked", () => {
    const sheet = sheetOf([[1, "=A1*2"]]);
    const { workbook } = sheet;
    workbook.calculationMode = "Manual";
    sheet.setValues("A1", [[5]]);
    expect(sheet.cell("B1").value).toBe(2);
    workbook.calculation.calculate("Recalculate");
    expect(sheet.cell("B1").value).toBe(10);
  });
});
