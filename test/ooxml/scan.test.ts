import { openWorkbook, type CellVisitor } from "../../ooxml";
import { rowsOf, smallWorkbook, zipped } from "./packages";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** Every call of the visitor as one line. */
class Log implements CellVisitor {
  readonly lines: string[] = [];
  row(row: number, hidden: boolean): void {
    this.lines.push(`row ${row}${hidden ? " hidden" : ""}`);
  }
  number(...args: unknown[]): void {
    this.lines.push(`number ${args.join(" ")}`);
  }
  text(...args: unknown[]): void {
    this.lines.push(`text ${args.join(" ")}`);
  }
  boolean(...args: unknown[]): void {
    this.lines.push(`boolean ${args.join(" ")}`);
  }
  error(...args: unknown[]): void {
    this.lines.push(`error ${args.join(" ")}`);
  }
  blank(...args: unknown[]): void {
    this.lines.push(`blank ${args.join(" ")}`);
  }
  formula(...args: unknown[]): void {
    this.lines.push(`formula ${args.join(" ")}`);
  }
}

function logOf(sheetData: string): string[] {
  const log = new Log();
  openWorkbook(zipped(smallWorkbook(sheetData))).scan(0, log);
  return log.lines;
}

describe("cells", () => {
  it("come with kind, format, formula flag and style", () => {
    expect(
      logOf(
        '<row r="1"><c r="A1"><v>1.5</v></c><c r="B1" s="1"><v>45000</v></c><c r="C1" s="3"><v>1E5</v></c>' +
          '<c r="D1" s="4"><v>7</v></c><c r="E1" t="s"><v>1</v></c><c r="F1" t="b"><v>1</v></c><c r="G1" t="e"><v>#N/A</v></c></row>' +
          '<row r="3" hidden="1"><c r="B3" s="2"/><c r="C3"><f>A1+1</f><v>2.5</v></c><c r="D3"><f>NOW()</f></c>' +
          '<c r="E3" t="str"><f>"a"</f><v></v></c></row>',
      ),
    ).toEqual([
      "row 0",
      "number 0 0 1.5 false general false 0",
      "number 0 1 45000 true date false 1",
      "number 0 2 100000 false exponent false 3",
      "number 0 3 7 false text false 4",
      "text 0 4 one false 0 1",
      "boolean 0 5 true false 0",
      "error 0 6 #N/A false 0",
      "row 2 hidden",
      "blank 2 1 false 2",
      "formula 2 2 A1+1 ",
      "number 2 2 2.5 false general true 0",
      "formula 2 3 NOW() ",
      "blank 2 3 true 0",
      'formula 2 4 "a" ',
      "text 2 4  true 0 -1",
    ]);
  });

  it("may lack references, and then follow each other", () => {
    expect(rowsOf("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c/><c><v>3</v></c></row>")).toEqual([
      [1, 2],
      [],
      [null, 3],
    ]);
  });

  it("are told apart from foreign elements, comments and instructions", () => {
    expect(
      rowsOf(
        '<!-- <row r="9"/> --><?x y?><row r="1" spans="1:2" customFormat="1" title="a>b"><!-- c --><c r="A1" ><v>1<!-- 2 --></v></c >' +
          '<extLst><ext><c r="B1"><v>9</v></c></ext></extLst><c r="C1" t="str"><v><![CDATA[a<b]]>&amp;c</v></c></row >',
      ),
    ).toEqual([[1, null, "a<b&c"]]);
  });

  it("are read under a prefix, in strict files, behind a byte order mark and in UTF-16", () => {
    const strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    const prefixed = `<?xml version="1.0"?><x:worksheet xmlns:x="${strict}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>é</x:t></x:is></x:c><x:c r="C1" t="s"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const strings = `<x:sst xmlns:x="${strict}"><x:si><x:t>a</x:t></x:si><x:si><x:r><x:t>b</x:t></x:r></x:si></x:sst>`;
    const expected = [[5, "é", "b"]];
    for (const sheet of [prefixed, `\ufeff${prefixed}`]) {
      expect(rowsOf("", { "xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings })).toEqual(
        expected,
      );
    }
    const wide = new Uint8Array(2 + prefixed.length * 2);
    wide.set([0xff, 0xfe]);
    Array.from(prefixed).forEach((c, i) => {
      wide.set([c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8], 2 + i * 2);
    });
    expect(rowsOf("", { "xl/worksheets/sheet1.xml": wide, "xl/sharedStrings.xml": strings })).toEqual(
      expected,
    );
  });

  it("hold ISO dates and serial numbers of both date systems", () => {
    const rows =
      '<row r="1"><c r="A1" s="1"><v>0</v></c><c r="B1"><v>0</v></c><c r="C1" t="d"><v>1904-01-01T12:00:00</v></c></row>';
    expect(rowsOf(rows)).toEqual([[{ date: 0 }, 0, { date: 1462.5 }]]);
    const workbook = smallWorkbook("")["xl/workbook.xml"] as string;
    expect(
      rowsOf(rows, { "xl/workbook.xml": workbook.replace("<sheets>", '<workbookPr date1904="1"/><sheets>') }),
    ).toEqual([[{ date: 1462 }, 0, { date: 1462.5 }]]);
  });

  it("give the formula of every cell of a shared formula", () => {
    expect(
      logOf(
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*$C$1+SUM(A:A)</f><v>1</v></c></row>' +
          '<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c><c r="C2"><f t="array" ref="C2:D3">X1:X2</f><v>2</v></c></row>',
      ).filter((line) => line.startsWith("formula")),
    ).toEqual(["formula 0 1 A1*$C$1+SUM(A:A) ", "formula 1 1 A2*$C$1+SUM(A:A) ", "formula 1 2 X1:X2 C2:D3"]);
  });

  it("are limited to the rows asked for", () => {
    const rows = Array.from(
      { length: 5 },
      (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i}</v></c></row>`,
    );
    const log = new Log();
    openWorkbook(zipped(smallWorkbook(rows.join("")))).scan(0, log, { firstRow: 1, lastRow: 2 });
    expect(log.lines.filter((line) => line.startsWith("row"))).toEqual(["row 1", "row 2"]);
  });
});

describe("texts", () => {
  const strings = (items: string): string[] => {
    const count = items.split("<si").length - 1;
    const cells = Array.from(
      { length: count },
      (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>${i}</v></c></row>`,
    );
    const part = `<sst xmlns="${MAIN}" count="9">${items}</sst>`;
    return rowsOf(cells.join(""), { "xl/sharedStrings.xml": part }).map((row) => row[0] as string);
  };

  it("join runs, leave phonetic hints out and keep marked white space", () => {
    expect(
      strings(
        '<si><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> and </t></r><r><t>plain</t></r></si>' +
          '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>' +
          "<si><t> cut </t></si><si><t xml:space='preserve'> kept </t></si><si/><si><t/></si><si><t></t></si>",
      ),
    ).toEqual(["bold and plain", "東京", "cut", " kept ", "", "", ""]);
  });

  it("resolve entities, Excel's escapes and line ends", () => {
    expect(
      strings(
        "<si><t>&lt;&amp;&gt;&quot;&apos;&#65;&#x1F600;</t></si><si><t>a_x000D_\nb</t></si><si><t>_x005F_x000D_</t></si>" +
          "<si><t>a\r\nb\rc</t></si><si><t><![CDATA[&amp;<x>]]></t></si><si><t>a<!-- no -->b</t></si>",
      ),
    ).toEqual(["<&>\"'A😀", "a\r\nb", "_x000D_", "a\nb\nc", "&amp;<x>", "ab"]);
  });

  it("stand in cells as well as in the table", () => {
    expect(
      rowsOf(
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c><c r="B1" t="inlineStr"><is><t>_x0041_&#66;</t></is></c><c r="C1" t="str"><v> s_x000D_</v></c></row>',
      ),
    ).toEqual([["ab", "AB", " s\r"]]);
  });
});

describe("numbers", () => {
  it.each([
    "0",
    "-0.5",
    "+7",
    ".5",
    "5.",
    "1e5",
    "1E-7",
    "123456789012345678",
    "0.1",
    "4.9406564584124654E-324",
    "1.7976931348623157E+308",
    "9007199254740993",
    "0.30000000000000004",
    "2.2250738585072011e-308",
    "1234567.891",
    "100000000000000000000000",
    "0.000000000000000000000001234",
    " 42 ",
    "-123.456789012345678",
  ])("%s is read to the nearest double", (text) => {
    expect(rowsOf(`<row r="1"><c r="A1"><v>${text}</v></c></row>`)).toEqual([[Number(text)]]);
  });

  it("keep no minus at zero", () => {
    expect(Object.is(rowsOf('<row r="1"><c r="A1"><v>-0</v></c></row>')[0]?.[0], 0)).toBe(true);
  });
});

describe("workbooks", () => {
  it("name hidden sheets, tables and names", () => {
    const parts = smallWorkbook('<row r="1"><c r="A1"><v>1</v></c></row>');
    const book = openWorkbook(
      zipped({
        ...parts,
        "xl/workbook.xml": (parts["xl/workbook.xml"] as string).replace(
          "</sheets>",
          '<sheet name="Old &amp; gone" sheetId="2" state="veryHidden" r:id="s2"/></sheets><definedNames><definedName name="A">Data!$A$1</definedName>' +
            '<definedName name="B" localSheetId="1" hidden="1">Data!$B$1</definedName></definedNames>',
        ),
        "xl/_rels/workbook.xml.rels": (parts["xl/_rels/workbook.xml.rels"] as string).replace(
          "</Relationships>",
          '<Relationship Id="s2" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
        ),
        "xl/worksheets/sheet2.xml": `<worksheet xmlns="${MAIN}"><sheetData/></worksheet>`,
        "xl/worksheets/_rels/sheet2.xml.rels":
          '<Relationships><Relationship Id="t" Type="x/table" Target="../tables/table1.xml"/></Relationships>',
        "xl/tables/table1.xml": `<table xmlns="${MAIN}" id="1" name="T" displayName="T_1" ref="B2:C5" totalsRowCount="1"><tableColumns count="2"><tableColumn id="1" name="a_x000a_b"/><tableColumn id="2" name="c"/></tableColumns><tableStyleInfo name="TableStyleLight1"/></table>`,
      }),
    );
    expect(book.sheets).toEqual([
      { name: "Data", visibility: "visible", tables: [] },
      {
        name: "Old & gone",
        visibility: "veryHidden",
        tables: [
          {
            name: "T_1",
            ref: "B2:C5",
            firstRow: 1,
            lastRow: 4,
            firstCol: 1,
            lastCol: 2,
            columns: ["a\nb", "c"],
            headerRow: true,
            totalsRow: true,
            style: "TableStyleLight1",
          },
        ],
      },
    ]);
    expect(book.definedNames).toEqual([
      { name: "A", refersTo: "Data!$A$1" },
      { name: "B", refersTo: "Data!$B$1", sheet: "Old & gone", hidden: true },
    ]);
    expect(book.readSheet(1).rows).toEqual([]);
  });
});
