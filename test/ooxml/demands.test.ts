import { strFromU8, unzipSync } from "fflate";
import { createWorkbook, openWorkbook, type SheetSpec } from "../../ooxml";
import { child, children, parseXml, type XmlElement } from "../../ooxml/xml-tree";

/** Children of a worksheet in the order of the schema (ECMA-376, CT_Worksheet), as far as the writer knows them. */
const WORKSHEET_ORDER = [
  "sheetPr",
  "dimension",
  "sheetViews",
  "sheetFormatPr",
  "cols",
  "sheetData",
  "mergeCells",
  "conditionalFormatting",
  "dataValidations",
  "hyperlinks",
  "printOptions",
  "pageMargins",
  "pageSetup",
  "headerFooter",
  "rowBreaks",
  "ignoredErrors",
  "drawing",
  "tableParts",
];
const WORKBOOK_ORDER = ["workbookPr", "bookViews", "sheets", "definedNames", "calcPr"];
const STYLES_ORDER = [
  "numFmts",
  "fonts",
  "fills",
  "borders",
  "cellStyleXfs",
  "cellXfs",
  "cellStyles",
  "dxfs",
  "tableStyles",
];

const full: SheetSpec = {
  name: "Month-End",
  view: { gridlines: false, freeze: { rows: 2, columns: 1 }, zoom: 90, activeCell: "B3" },
  columns: [
    { first: 0, last: 0, width: 12, style: { font: { italic: true } } },
    { first: 1, last: 2, width: 20.5 },
    { first: 5, last: 5, hidden: true },
  ],
  rows: [
    { row: 0, height: 24 },
    { row: 8, hidden: true },
  ],
  defaultRowHeight: 15,
  cells: [
    {
      row: 0,
      col: 0,
      value: "Head",
      style: { font: { size: 16, bold: true, underline: "double" }, fill: "#EAF0F6" },
    },
    {
      row: 8,
      col: 3,
      value: 1,
      style: {
        numberFormat: "#,##0.00",
        border: { top: { line: "thin", color: "#102C47" }, bottom: { line: "double" } },
        alignment: { horizontal: "right", vertical: "center", wrap: true },
        locked: false,
      },
    },
  ],
  tables: [
    {
      name: "T_1",
      row: 1,
      col: 0,
      rowCount: 2,
      totalsRow: true,
      columns: [{ name: "a\nb" }, { name: "c" }],
      style: "TableStyleLight1",
    },
    { name: "T_2", row: 10, col: 0, rowCount: 0, columns: [{ name: "a" }] },
  ],
  hyperlinks: [{ ref: "A1", location: "'Month-End'!A11", tooltip: 'to "T_2"' }],
  conditionalFormats: [
    {
      ref: "A3:B4",
      type: "expression",
      formula: "$A3<>$A2",
      style: { border: { top: { line: "thin", color: "#7A8794" } } },
    },
    {
      ref: "D9 E9",
      type: "cellIs",
      operator: "between",
      formulas: ["1", "2"],
      style: { font: { bold: true, color: "#B10E1C" }, fill: "#FFFBE6", numberFormat: "0.0" },
      stopIfTrue: true,
    },
  ],
  validations: [
    { ref: "C3", source: { values: ["Yes", 'No "x"'] }, allowBlank: false },
    { ref: "C4", source: { formula: "$A$1:$A$3" }, allowBlank: true },
  ],
  mergedRanges: ["G1:H1"],
  textNumberRanges: ["A3:A4"],
  page: {
    paper: "A4",
    landscape: true,
    fitToWidth: 1,
    fitToHeight: 0,
    centerHorizontally: true,
    titleRows: { first: 0, last: 1 },
    titleColumns: { first: 0, last: 0 },
    printArea: "A1:H20",
    breaksBeforeRows: [5],
    header: { center: "A & B" },
    footer: { size: 8, left: "2026", right: ["Page ", { field: "page" }, " of ", { field: "pages" }] },
  },
  charts: (["line", "clusteredBar", "stackedBar"] as const).map((type, i) => ({
    type,
    name: `Chart ${i + 1}`,
    altText: 'Rises to "5" & more',
    title: "Value",
    from: { row: i * 10, col: 10 },
    to: { row: i * 10 + 9, col: 16, dx: 4 },
    legend: "bottom",
    valueAxis: { numberFormat: "#,##0", min: 1, title: "EUR" },
    series: [
      {
        name: "Now",
        nameRef: "'Month-End'!$B$2",
        categories: { ref: "'Month-End'!$A$3:$A$4", values: ["Jan", "Feb"] },
        values: { ref: "'Month-End'!$B$3:$B$4", values: [1.5, null] },
        dash: "dot",
      },
    ],
  })),
  names: [{ name: "Here", refersTo: "'Month-End'!$A$1" }],
};

const editor = createWorkbook({ defaultFont: { name: "Calibri", size: 10, color: "#242424" } });
editor.addSheet(full);
editor.addSheet({
  name: "Evidence",
  tables: [{ name: "T_3", row: 0, col: 0, rowCount: 1, columns: [{ name: "x" }] }],
});
editor.defineName({ name: "Total", refersTo: "'Month-End'!$D$9" });
const bytes = editor.toBytes();
const files = unzipSync(bytes);
const xml = (name: string): XmlElement => parseXml(strFromU8(files[name] ?? new Uint8Array()), name);
const names = Object.keys(files);
const sheets = names.filter((name) => name.startsWith("xl/worksheets/sheet"));

function expectOrder(root: XmlElement, order: readonly string[]): void {
  const places = root.children.map((element) => order.indexOf(element.name));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
}

describe("what Excel demands of a file", () => {
  it("elements stand in the order of the schema", () => {
    sheets.forEach((name) => {
      expectOrder(xml(name), WORKSHEET_ORDER);
    });
    expect(new Set(xml(sheets[0] ?? "").children.map((element) => element.name)).size).toBe(
      WORKSHEET_ORDER.length,
    );
    expectOrder(xml("xl/workbook.xml"), WORKBOOK_ORDER);
    expectOrder(xml("xl/styles.xml"), STYLES_ORDER);
  });

  it("every part has a content type, every link a target", () => {
    const types = xml("[Content_Types].xml");
    const overrides = new Set(
      children(types, "Override").map((element) => element.attributes.get("PartName")),
    );
    expect(overrides.size).toBe(children(types, "Override").length);
    for (const name of names.filter((part) => !part.endsWith(".rels") && part !== "[Content_Types].xml")) {
      expect(overrides).toContain(`/${name}`);
    }
    expect(overrides.size).toBe(names.filter((part) => !part.endsWith(".rels")).length - 1);
    for (const rels of names.filter((part) => part.endsWith(".rels"))) {
      const folder = rels.replace("_rels/", "").split("/").slice(0, -1);
      for (const link of children(xml(rels), "Relationship")) {
        const path = [...folder];
        for (const segment of (link.attributes.get("Target") ?? "").split("/")) {
          if (segment === "..") {
            path.pop();
          } else {
            path.push(segment);
          }
        }
        expect(names).toContain(path.join("/"));
      }
    }
  });

  it("tables have numbers and names of their own, and header cells like their columns", () => {
    const tables = names.filter((name) => name.startsWith("xl/tables/")).map(xml);
    expect(new Set(tables.map((table) => table.attributes.get("id"))).size).toBe(3);
    expect(new Set(tables.map((table) => table.attributes.get("displayName"))).size).toBe(3);
    const book = openWorkbook(bytes);
    book.sheets.forEach((sheet, i) => {
      const { rows } = book.readSheet(i);
      for (const table of sheet.tables) {
        expect(rows[table.firstRow]?.slice(table.firstCol, table.lastCol + 1)).toEqual(table.columns);
      }
    });
    expect(book.sheets[0]?.tables.map((table) => table.ref)).toEqual(["A2:B5", "A11:A12"]);
    expect(tables.map((table) => child(table, "autoFilter")?.attributes.get("ref"))).toEqual([
      "A2:B4",
      "A11:A12",
      "A1:A2",
    ]);
    expect(strFromU8(files["xl/tables/table1.xml"] ?? new Uint8Array())).toContain('name="a_x000a_b"');
  });

  it("numbers of formats and strings point into their lists, whose counts are right", () => {
    const styles = xml("xl/styles.xml");
    for (const list of ["numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs"]) {
      const element = child(styles, list);
      expect(element?.attributes.get("count")).toBe(String(element?.children.length));
    }
    const formats = child(styles, "cellXfs")?.children.length ?? 0;
    const differential = child(styles, "dxfs")?.children.length ?? 0;
    const strings = xml("xl/sharedStrings.xml").children.length;
    for (const name of sheets) {
      const sheet = xml(name);
      for (const cell of children(child(sheet, "sheetData"), "row").flatMap((row) => row.children)) {
        expect(Number(cell.attributes.get("s") ?? "0")).toBeLessThan(formats);
        if (cell.attributes.get("t") === "s") {
          const source = strFromU8(files[name] ?? new Uint8Array());
          const value = child(cell, "v");
          expect(Number(source.slice(value?.contentStart, value?.contentEnd))).toBeLessThan(strings);
        }
      }
      for (const rule of children(sheet, "conditionalFormatting").flatMap((block) => block.children)) {
        expect(Number(rule.attributes.get("dxfId"))).toBeLessThan(differential);
      }
    }
  });

  it("header and footer are codes of at most 255 characters, with text kept apart from codes", () => {
    const element = child(xml(sheets[0] ?? ""), "headerFooter");
    const source = strFromU8(files[sheets[0] ?? ""] ?? new Uint8Array());
    const text = element?.children.map((part) => source.slice(part.contentStart, part.contentEnd));
    expect(text).toEqual(["&amp;CA &amp;&amp; B", "&amp;L&amp;8 2026&amp;R&amp;8Page &amp;P of &amp;N"]);
  });
});

describe("the layout of a sheet", () => {
  const book = openWorkbook(bytes);
  const layout = book.readLayout(0);

  it("comes back as it was given", () => {
    const { view, rows, mergedRanges, hyperlinks, conditionalFormats, validations, defaultRowHeight } =
      layout;
    const expected = {
      view: full.view,
      rows: full.rows,
      mergedRanges: full.mergedRanges,
      defaultRowHeight: 15,
    };
    expect({ view, rows, mergedRanges, defaultRowHeight }).toEqual(expected);
    expect({ hyperlinks, conditionalFormats, validations }).toEqual({
      hyperlinks: full.hyperlinks,
      conditionalFormats: full.conditionalFormats,
      validations: full.validations,
    });
    expect(layout.columns?.map(({ first, last, width, hidden }) => [first, last, width, hidden])).toEqual([
      [0, 0, 12, undefined],
      [1, 2, 20.5, undefined],
      [5, 5, 9.140625, true],
    ]);
    expect(book.definedNames).toEqual([
      { name: "Here", refersTo: "'Month-End'!$A$1", sheet: "Month-End" },
      { name: "_xlnm.Print_Area", refersTo: "'Month-End'!$A$1:$H$20", sheet: "Month-End" },
      { name: "_xlnm.Print_Titles", refersTo: "'Month-End'!$A:$A,'Month-End'!$1:$2", sheet: "Month-End" },
      { name: "Total", refersTo: "'Month-End'!$D$9" },
    ]);
  });

  it("comes back with the looks of its cells", () => {
    const styles = new Map<string, unknown>();
    const note = (row: number, col: number, style: number): void => {
      styles.set(`${row},${col}`, book.cellStyle(style));
    };
    book.scan(0, {
      number: (row, col, _value, _date, _format, _formula, style) => {
        note(row, col, style);
      },
      text: (row, col, _value, _formula, style) => {
        note(row, col, style);
      },
      boolean: () => undefined,
      error: () => undefined,
    });
    const font = { name: "Calibri", size: 10, color: "#242424" };
    expect(styles.get("0,0")).toEqual({
      font: { ...font, size: 16, bold: true, underline: "double" },
      fill: "#EAF0F6",
    });
    expect(styles.get("8,3")).toEqual({ font, ...full.cells?.[1]?.style });
    expect(styles.get("1,0")).toEqual({ font });
  });
});
