/** What all report sheets have in common: widths, wrapped texts, texts beside each other, pages, words of scope and warnings. */
import { periodWords, filterWords } from "../../../src/engine/reports/scope-words";
import { ReportSheet, STATES } from "../../../src/engine/reports/report-sheet";
import { gaps, SheetFlow } from "../../../src/engine/reports/sheet-flow";
import { heightOf, pageBreaks, type Block } from "../../../src/engine/reports/sheet-pages";
import {
  columnWidths,
  decimalsNeeded,
  mustFit,
  shownLength,
  STANDARD_WIDTH,
  wrapLongTexts,
} from "../../../src/engine/reports/sheet-widths";
import { countOfUnit, effectOfWarnings, warningKinds } from "../../../src/engine/reports/warning-kinds";
import { columnsOf, figuresOf } from "../../../src/engine/reports/table-columns";
import type { LayoutContext } from "../../../src/engine/report";
import { LOOKS } from "../../../src/workbook/look";
import type { SheetCell, SheetTable, StyleName, TableColumn } from "../../../src/workbook/sheet";

const column = (
  header: string,
  kind: TableColumn["kind"],
  values: TableColumn["values"],
  look: Partial<TableColumn> = {},
): TableColumn => ({ header, kind, values, ...look });
const table = (columns: readonly TableColumn[], more: Partial<SheetTable> = {}): SheetTable => ({
  name: "T",
  row: 3,
  column: 0,
  columns,
  ...more,
});
const widthOf = (one: TableColumn, more: Partial<SheetTable> = {}): number =>
  columnWidths([], [table([one], more)])[0] ?? 0;

describe("the length of a value", () => {
  it.each([
    ["amount", "-1234567.891", undefined, "-1,234,567.89"],
    ["amount", "999", undefined, "999.00"],
    ["amount", "1000", undefined, "1,000.00"],
    ["quantity", "12.5", undefined, "12.50000"],
    ["quantity", "1200", 0, "1,200"],
    ["unitCost", "1.2345", 4, "1.2345"],
    ["percent", "12.3", undefined, "12.30 %"],
    ["integer", "1234567", undefined, "1234567"],
    ["count", "-1234567", undefined, "-1,234,567"],
    ["date", "2026-01-31", undefined, "31/01/2026"],
    ["dateWords", "2026-01-05", undefined, "05 Jan 2026"],
  ] as const)("%s %s counts its characters as it is formatted", (kind, value, decimals, formatted) => {
    expect(shownLength(value, kind, decimals)).toBe(formatted.length);
  });

  it("is 0 for nothing, and that of a text for words in the place of a figure", () => {
    expect(shownLength(null, "date")).toBe(0);
    expect(shownLength("none", "amount")).toBe(shownLength("none", "text"));
    expect(shownLength("1.2.3", "amount")).toBe(shownLength("1.2.3", "text"));
  });

  it("counts capitals wider than small letters", () => {
    expect(shownLength("total", "text")).toBeLessThan(5);
    expect(shownLength("TOTAL", "text")).toBeGreaterThan(5);
    expect(shownLength("Total", "text")).toBeLessThan(shownLength("TOTAL", "text"));
  });
});

describe("column widths", () => {
  it("fit figures whatever their length, and cut off texts at a limit", () => {
    const figure = "-123456789012345678.12";
    expect(widthOf(column("A", "amount", [figure]))).toBeGreaterThanOrEqual(
      shownLength(figure, "amount") + 2,
    );
    expect(widthOf(column("A", "text", ["a".repeat(300)]))).toBe(40);
    expect(widthOf(column("A", "amount", ["1"]))).toBe(12);
    expect(widthOf(column("A", "text", ["a".repeat(20)]))).toBeGreaterThan(
      shownLength("a".repeat(20), "text"),
    );
  });

  it("are quarters of a character, and undefined where nothing stands", () => {
    const widths = columnWidths([], [table([column("A", "text", ["abcdefghijkl"])], { column: 1 })]);
    expect(widths).toHaveLength(2);
    expect(widths[0]).toBeUndefined();
    expect(((widths[1] ?? 0) * 4) % 1).toBe(0);
  });

  it("give bold, indented and numbered rows more room", () => {
    const figure = "123456789.12";
    const plain = widthOf(column("A", "amount", [figure, figure]));
    expect(
      widthOf(column("A", "amount", [figure, figure], { styles: [undefined, "total"] })),
    ).toBeGreaterThan(plain);
    expect(
      widthOf(column("A", "amount", [figure, figure]), { rowStyles: [undefined, "strong"] }),
    ).toBeGreaterThan(plain);
    expect(widthOf(column("A", "amount", [figure, figure], { styles: [undefined, "body"] }))).toBe(plain);
    expect(widthOf(column("A", "amount", [figure, figure], { indents: [0, 2] }))).toBe(plain + 3);
    const text = "a".repeat(15);
    expect(widthOf(column("A", "text", [text], { indent: 2 }))).toBe(
      widthOf(column("A", "text", [text])) + 2,
    );
  });

  it("know which styles are bold", () => {
    const figure = "123456789.12";
    const plain = widthOf(column("A", "amount", [figure]));
    // Headings and titles do not stand in tables.
    const inTables = (Object.keys(LOOKS) as StyleName[]).filter(
      (style) => !/title|head/i.test(style) && style !== "tableHeader",
    );
    const wide = inTables.filter(
      (style) => widthOf(column("A", "amount", [figure], { styles: [style] })) > plain,
    );
    expect(wide).toEqual(inTables.filter((style) => LOOKS[style].bold));
  });

  it("leave headers two lines, and room for the filter button of an Excel table", () => {
    const head = (header: string, excelTable = false): number =>
      widthOf(column(header, "text", ["a"]), { excelTable });
    expect(head("Inventory Posting")).toBe(head("Inventory") + 0);
    expect(head("aaaa bbbb aaaa bbbb")).toBe(head("aaaaabbbb"));
    expect(head("Inventory Posting", true)).toBe(head("Inventory Posting") + 3);
    expect(head("InventoryPosting")).toBeGreaterThan(head("Inventory Posting"));
  });

  it("of notes do not depend on what is written into them", () => {
    const note = (kind: TableColumn["kind"]): number =>
      widthOf(column("Note", kind, ["a".repeat(100)], { input: true }));
    expect([note("text"), note("code")]).toEqual([23, 12]);
  });

  it("ignore texts that may run over to the right", () => {
    const long = column("Name", "text", ["a".repeat(35)]);
    const narrow = widthOf({ ...long, runsOver: true });
    expect(narrow).toBe(widthOf(column("Name", "text", ["a"])));
    const header = "InventoryPostingGroup";
    expect(widthOf(column(header, "text", ["a"], { runsOver: true }))).toBeGreaterThan(header.length);
    const columns = [long, column("B", "text", ["b"])];
    expect(columnWidths([], [table(columns, { places: [0, 2] })])[0]).toBe(narrow);
    // The last column has nothing behind it, the first none that is free.
    expect(columnWidths([], [table(columns, { places: [0, 1] })])[0]).toBeGreaterThan(30);
    expect(columnWidths([], [table([...columns].reverse(), { places: [0, 2] })])[2]).toBeGreaterThan(30);
  });

  it("widen for figures that stand outside tables, but not for words in their place", () => {
    const cell = (value: string | null, kind?: SheetCell["kind"]): number | undefined =>
      columnWidths([{ row: 0, column: 0, value, ...(kind ? { kind } : {}) }], [])[0];
    expect(cell("12345678901.12", "amount")).toBeGreaterThan("12,345,678,901.12".length);
    expect(cell("-5", "amount")).toBeDefined();
    expect(cell("see row 12", "amount")).toBeUndefined();
    expect([cell("not posted", "amount"), cell(null, "amount"), cell("12", "text")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(["date", "dateWords", "count", "text", undefined].map((kind) => mustFit(kind as "date"))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("decimals of a column", () => {
  it("are as many as occur, within limits", () => {
    expect(decimalsNeeded(["1", "2.125", 3.5, null, "1.5"], 0, 5)).toBe(3);
    expect(decimalsNeeded(["1.5"], 2, 5)).toBe(2);
    expect(decimalsNeeded(["1.1234567"], 2, 5)).toBe(5);
    expect(decimalsNeeded(["-.5", "7"], 0, 5)).toBe(1);
  });
});

describe("long texts", () => {
  const wrapped = (
    columns: readonly TableColumn[],
    widths: readonly number[],
    more: Partial<SheetTable> = {},
  ) => wrapLongTexts(table(columns, more), widths);

  it("go on in further lines, and the cells beside them stand at the top", () => {
    const { table: shown, lines } = wrapped(
      [
        column("Text", "text", ["one two three four", "short", "one two"]),
        column("Amount", "amount", ["1", "2", "3"]),
      ],
      [10, 12],
    );
    expect(shown.columns.map(({ wrap, top }) => [wrap, top])).toEqual([
      [true, true],
      [undefined, true],
    ]);
    // "one two", "three", "four" at nine characters a line.
    expect([...lines]).toEqual([[0, 3]]);
  });

  it("break within words that are longer than a line", () => {
    expect([...wrapped([column("T", "code", ["a".repeat(40)])], [11]).lines]).toEqual([[0, 4]]);
    expect([...wrapped([column("T", "code", [`aa ${"a".repeat(40)}`])], [11]).lines]).toEqual([[0, 5]]);
  });

  it("take the most lines of their row", () => {
    const columns = [
      column("A", "text", ["aaaa aaaa aaaa"]),
      column("B", "text", ["aaaa aaaa aaaa aaaa"]),
      column("C", "text", ["aaaa aaaa"]),
    ];
    expect([...wrapped(columns, [6, 6, 6]).lines]).toEqual([[0, 4]]);
  });

  it("use free columns behind them, lose their indent, and may run over", () => {
    const text = column("Text", "text", ["a".repeat(18)]);
    const next = column("Next", "amount", ["1"]);
    const wraps = (columns: readonly TableColumn[], widths: readonly number[], places?: readonly number[]) =>
      wrapped(columns, widths, places ? { places } : {}).lines.size > 0;
    expect(wraps([text, next], [10, 10])).toBe(true);
    expect(wraps([text, next], [10, 10, 10], [0, 2])).toBe(false);
    expect(wraps([text], [18])).toBe(false);
    expect(wraps([{ ...text, indent: 3 }], [18])).toBe(true);
    expect(wraps([{ ...text, runsOver: true }], [10])).toBe(false);
    expect(wraps([{ ...text, kind: "amount" }], [10])).toBe(false);
    expect(wraps([column("T", "text", ["a".repeat(8)])], [])).toBe(false);
    expect(wraps([column("T", "text", ["a".repeat(10)])], [])).toBe(true);
  });

  it("change nothing where all fit", () => {
    const same = table([column("T", "text", ["ab", null, 5])]);
    expect(wrapLongTexts(same, [10]).table).toBe(same);
  });
});

describe("texts beside each other", () => {
  it("begin behind the longest text of the slot before that has something behind it", () => {
    const flow = new SheetFlow([0, 1]);
    flow.add(0, 0, "a".repeat(30), {});
    flow.add(0, 1, "behind", {});
    flow.add(1, 0, "b".repeat(60), {});
    flow.add(2, 0, null, {});
    const cells = flow.place([10, 10, 10], new Set());
    expect(cells.map(({ row, column: place, value }) => [row, place, String(value).length])).toEqual([
      [0, 0, 30],
      [0, 3, 6],
      [1, 0, 60],
    ]);
    expect(flow.place([40], new Set()).map((cell) => cell.column)).toEqual([0, 1, 0]);
  });

  it("skip hidden columns, which have no room", () => {
    const flow = new SheetFlow([0, 1]);
    flow.add(0, 0, "a".repeat(15), {});
    flow.add(0, 1, "behind", {});
    expect(flow.place([10, 10, 10], new Set([1])).map((cell) => cell.column)).toEqual([0, 3]);
    expect(flow.place([20, 10, 10], new Set([1])).map((cell) => cell.column)).toEqual([0, 2]);
  });

  it("keep clear of titles that stand already, which are wider than body text", () => {
    const columnBehind = (style: "sectionTitle" | "body"): number | undefined => {
      const flow = new SheetFlow([0, 1]);
      flow.measure(0, 0, "a".repeat(20), { style });
      flow.add(0, 1, "caption", {});
      const cells = flow.place([10, 10, 10], new Set());
      expect(cells).toHaveLength(1);
      return cells[0]?.column;
    };
    expect([columnBehind("body"), columnBehind("sectionTitle")]).toEqual([2, 3]);
  });

  it("let figures of the slot before stand in their own column, and widen it for them", () => {
    const widths: (number | undefined)[] = [10];
    const flow = new SheetFlow([0, 1]);
    flow.add(0, 0, "123456789012345.00", { kind: "amount" });
    flow.add(0, 1, "behind", {});
    expect(flow.place(widths, new Set()).map((cell) => cell.column)).toEqual([0, 1]);
    expect(widths[0]).toBeGreaterThan("123,456,789,012,345.00".length);
    const wide: (number | undefined)[] = [50];
    flow.place(wide, new Set());
    expect(wide).toEqual([50]);
    const unset: (number | undefined)[] = [];
    const short = new SheetFlow([0]);
    short.add(0, 0, "1", { kind: "count" });
    short.place(unset, new Set());
    expect(unset[0]).toBe(STANDARD_WIDTH);
  });

  it("have a line without gaps below their heads, to where a fingerprint ends", () => {
    const flow = new SheetFlow([0]);
    flow.headRow = 5;
    flow.add(5, flow.slot(2), "Rows", { style: "groupHead" });
    flow.add(5, 0, "Ledger", { style: "groupHead" });
    const heads = flow.place([20, 20, 20, 20, 20], new Set());
    expect(heads.map(({ column: place }) => place).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    expect(heads.every(({ row, style }) => row === 5 && style === "groupHead")).toBe(true);
  });

  it("leave gaps between columns", () => {
    expect(gaps([5, 1, 3])).toEqual([2, 4]);
    expect(gaps([2, 3])).toEqual([]);
    expect(gaps([1, 4], [1, 2, 4])).toEqual([3]);
  });
});

describe("pages", () => {
  const setup = { paper: "A4" as const, width: 80, heights: new Map<number, number>() };
  const blocks = (...lengths: readonly number[]): readonly Block[] => {
    let first = 0;
    return lengths.map((length) => {
      const block = { first, end: first + length };
      first += length;
      return block;
    });
  };

  it("are as high as their rows", () => {
    const heights = new Map([
      [2, 30],
      [5, 100],
      [9, 45],
    ]);
    expect(heightOf(2, 5, heights)).toBe(3 * 15 + 15);
    expect(heightOf(5, 10, heights)).toBe(5 * 15 + 85 + 30);
  });

  it("keep together what fits on one of them", () => {
    // 32 rows of 15 points fit on A4 in landscape.
    expect(pageBreaks(blocks(20, 12, 1), setup)).toEqual([32]);
    expect(pageBreaks(blocks(20, 13, 1), setup)).toEqual([20]);
    expect(pageBreaks(blocks(20, 20, 20), setup)).toEqual([20, 40]);
    expect(pageBreaks(blocks(10, 10, 10), setup)).toEqual([]);
  });

  it("tear what is longer than one of them, and go on below it", () => {
    expect(pageBreaks(blocks(5, 40, 10, 30), setup)).toEqual([55]);
    expect(pageBreaks(blocks(40, 20, 10), setup)).toEqual([60]);
  });

  it("begin where they are asked to, but not twice", () => {
    const asked = blocks(0, 5, 5, 30).map((block, index) => ({
      ...block,
      breakBefore: index === 1 || index === 2,
    }));
    expect(pageBreaks(asked, setup)).toEqual([5, 10]);
  });

  it("take more of a sheet that is wider than they are, and depend on paper and heights", () => {
    const breaks = (more: object): readonly number[] => pageBreaks(blocks(20, 13), { ...setup, ...more });
    expect(breaks({})).toEqual([20]);
    expect(breaks({ width: 160 })).toEqual([]);
    expect(breaks({ paper: "Letter" })).toEqual([]);
    expect(breaks({ paper: "Letter", heights: new Map([[3, 60]]) })).toEqual([20]);
  });
});

describe("words of the scope", () => {
  it("say the period", () => {
    expect(periodWords("2026-01-01", "2026-01-31")).toBe("1 Jan 2026 to 31 Jan 2026");
    expect(periodWords("", "2026-01-31")).toBe("up to 31 Jan 2026");
    for (const open of ["", "9999-12-31"]) {
      expect(periodWords("2026-01-01", open)).toBe("from 1 Jan 2026");
      expect(periodWords("", open)).toBe("all dates");
    }
  });

  it("name the filters that are set", () => {
    const labels = { itemFilter: "Item No.", locationFilter: "Location", tolerance: "Tolerance" };
    expect(filterWords({ locationFilter: "BLUE", itemFilter: " ", tolerance: 5 }, labels)).toEqual([
      "Location BLUE",
    ]);
    expect(filterWords({ itemFilter: "A*", locationFilter: "''" }, labels)).toEqual([
      "Item No. A*",
      "Location ''",
    ]);
  });
});

describe("warnings", () => {
  it("stand by code in the order of the report, others behind it by name", () => {
    const kinds = warningKinds(
      [
        { code: "ZULU", message: "z" },
        { code: "ALFA", message: "a" },
        { code: "ITEM_NOT_FOUND", message: "first", itemNo: "A" },
        { code: "SECOND", message: 7 },
        { code: "ITEM_NOT_FOUND", message: "next", itemNo: 12 },
        { code: "ITEM_NOT_FOUND", message: "last", itemNo: { no: 1 } },
      ],
      {
        SECOND: { name: "Second", unit: "case" },
        ITEM_NOT_FOUND: { name: "Item not found", unit: "items", key: "itemNo" },
        NEVER: { name: "Never", unit: "case" },
      },
    );
    expect(kinds).toEqual([
      { code: "SECOND", name: "Second", text: "7", count: 1, unit: "case", cases: [{ key: "", text: "7" }] },
      {
        code: "ITEM_NOT_FOUND",
        name: "Item not found",
        text: "first",
        count: 3,
        unit: "items",
        leavesOut: true,
        cases: [
          { key: "A", text: "first" },
          { key: "12", text: "next" },
          { key: "", text: "last" },
        ],
      },
      { code: "ALFA", name: "ALFA", text: "a", count: 1, unit: "cases", cases: [{ key: "", text: "a" }] },
      { code: "ZULU", name: "ZULU", text: "z", count: 1, unit: "cases", cases: [{ key: "", text: "z" }] },
    ]);
  });

  it("say how many of them leave amounts out", () => {
    const kind = (leavesOut: boolean) => ({
      code: "",
      name: "",
      text: "",
      count: 1,
      unit: "",
      leavesOut,
      cases: [],
    });
    const effects = [[], [true, false], [true, true]].map((all) => effectOfWarnings(all.map(kind)));
    expect(effects).toEqual(["none changes a figure", "1 leaves amounts out", "2 leave amounts out"]);
  });

  it("count their cases", () => {
    expect([
      countOfUnit(1, "items"),
      countOfUnit(2, "items"),
      countOfUnit(1, "entries"),
      countOfUnit(0, "case"),
      countOfUnit(1234567, "entries"),
    ]).toEqual(["1 item", "2 items", "1 entry", "0 cases", "1,234,567 entries"]);
  });
});

describe("columns of a table", () => {
  const columns = columnsOf(
    [
      { no: 7, cost: "1" },
      { no: 9, cost: "2" },
    ],
    [
      ["Entry No.", "integer", (row) => row.no],
      ["Cost", "amount", (row) => row.cost, { style: "strong" }],
    ],
  );

  it("come from the rows of a result", () => {
    expect(columns).toEqual([
      { header: "Entry No.", kind: "integer", values: [7, 9] },
      { header: "Cost", kind: "amount", values: ["1", "2"], style: "strong" },
    ]);
  });

  it("name the figures of their rows", () => {
    const figures = figuresOf(columns, "Entry No.", "entryNo");
    expect([figures.length, figures.at(1)]).toEqual([2, { entryNo: 9 }]);
    expect(figuresOf(columns, "No such", "entryNo")).toHaveLength(0);
  });
});

describe("a report sheet", () => {
  const context: LayoutContext = {
    company: "Company",
    currency: "EUR",
    jobWord: "Job",
    parameters: {},
    evidence: [],
    stamp: "0123-4567",
    engineVersion: "1.0",
    runAt: "2026-02-03 09:12",
    paper: "A4",
  };
  const page = (more: Partial<ConstructorParameters<typeof ReportSheet>[0]> = {}): ReportSheet =>
    new ReportSheet({
      name: "Some - Sheet",
      title: "Title",
      scope: ["Company", "", "up to 31 Jan 2026"],
      context,
      ...more,
    });
  const at = (
    sheet: ReturnType<ReportSheet["finish"]>,
    row: number,
  ): readonly (readonly [number, unknown])[] =>
    sheet.cells
      .filter((cell) => cell.row === row)
      .map((cell): readonly [number, unknown] => [cell.column, cell.value])
      .sort((a, b) => a[0] - b[0]);

  it("names title and cells without signs, and says scope and dates once", () => {
    const one = page();
    one.line([{ column: 1, value: "5", name: "Total" }]);
    const sheet = one.finish();
    expect(sheet.cells.map(({ name }) => name).filter(Boolean)).toEqual([
      "Tieout_SomeSheet_Title",
      "Tieout_SomeSheet_Total",
    ]);
    expect(at(sheet, 1)).toEqual([[0, "Company · up to 31 Jan 2026"]]);
    expect(sheet.print?.footer.left).toBe("Title · Company · up to 31 Jan 2026");
    expect(page({ footerDates: "January" }).finish().print?.footer.left).toBe("Title · Company · January");
    expect(page({ scope: ["Item 12026"] }).finish().print?.footer.left).toBe("Title · Company");
    expect(sheet.freeze).toBeUndefined();
    expect(sheet.print?.repeatRow).toBeUndefined();
  });

  it("freezes the head of its main table, and repeats it in print when it is longer than a page", () => {
    const withRows = (rows: number) => {
      const one = page({ freezeColumn: 1 });
      one.mainTable({ name: "T", columns: [column("A", "text", new Array<string>(rows).fill("a"))] });
      return one.finish();
    };
    expect(withRows(5).freeze).toEqual({ row: 4, column: 1 });
    expect([withRows(5).print?.repeatRow, withRows(60).print?.repeatRow]).toEqual([undefined, 3]);
  });

  it("keeps a blank row in an empty table, and makes a plain block of columns that stand apart", () => {
    const one = page();
    const empty = one.table({ name: "T", columns: [column("A", "text", [])] });
    expect([empty.row, one.row]).toEqual([3, 5]);
    const columns = [column("A", "amount", ["1", "2"]), column("B", "text", ["x", "y"])];
    expect(one.table({ name: "U", columns, places: [2, 3] })).toMatchObject({
      excelTable: true,
      column: 2,
      row: 5,
    });
    expect(one.row).toBe(8);
    expect(one.table({ name: "V", columns, places: [0, 2] }).excelTable).toBe(false);
    expect(one.table({ name: "W", columns, excelTable: false }).excelTable).toBe(false);
  });

  it("sets texts apart from the figures left of them, unless they have an indent", () => {
    const indents = (...columns: readonly TableColumn[]): readonly unknown[] =>
      page()
        .table({ name: "T", columns })
        .columns.map(({ indent }) => indent);
    const amount = column("A", "amount", ["1"]);
    const text = column("B", "text", ["x"]);
    expect(indents(text, amount, text)).toEqual([undefined, undefined, 1]);
    expect(indents(amount, amount, { ...text, indent: 3 }, text)).toEqual([
      undefined,
      undefined,
      3,
      undefined,
    ]);
  });

  it("links to sections that exist, in the order of the columns, and to the binder", () => {
    const one = page({ context: { ...context, binder: "Month-End" } });
    one.state("open", "Difference", "5.5").link(8, "go", "go").link(5, "there", "B7", "Other");
    one.link(6, "nowhere", "missing");
    one.control(12, "-1234.5").section("Evidence", "go");
    const sheet = one.finish();
    const cells = sheet.cells.filter((cell) => cell.row === 2).sort((a, b) => a.column - b.column);
    expect(cells.map(({ column: place, value, link }) => [place, value, link])).toEqual([
      [0, "■ Difference", undefined],
      [2, "5.5", undefined],
      [5, "there", { sheet: "Other", cell: "B7" }],
      [8, "go", { cell: "A5" }],
      [10, "Month-End", { sheet: "Month-End", cell: "A1" }],
      [12, "■ Control -1,234.50", undefined],
    ]);
    expect(at(page().control(3, "0").finish(), 2)).toEqual([[3, "● Control 0.00"]]);
  });

  it("leads to the binder also without other links", () => {
    const sheet = page({ context: { ...context, binder: "Month-End" } }).finish();
    expect(sheet.cells.find(({ value }) => value === "Month-End")).toMatchObject({
      row: 2,
      column: 4,
      style: "link",
    });
  });

  it("has a sign, a word and a look for every state", () => {
    expect(new Set(Object.values(STATES).map(({ sign }) => sign)).size).toBe(Object.keys(STATES).length);
    for (const [state, { sign, word, style }] of Object.entries(STATES)) {
      expect([sign.length, word.toLowerCase().replace(" ", "")]).toEqual([1, state.toLowerCase()]);
      const own = `state${word}`;
      expect(style).toBe(own in LOOKS ? own : "stateNone");
    }
  });

  it("says of a warning what it concerns: up to three, and how many more", () => {
    const kind = (...keys: readonly string[]) => ({
      code: "C",
      name: "Strange",
      text: "Look at it.",
      count: keys.length,
      unit: "items",
      cases: keys.map((key) => ({ key, text: "" })),
    });
    const one = page();
    one.warnings([], () => ({ cell: "A1" }));
    expect(one.row).toBe(3);
    one.warnings([kind("A", "B", "C"), kind("A", "B", "C", "D", "E"), kind("")], (key) =>
      key === "" ? undefined : { cell: "C9", tip: key },
    );
    const sheet = one.finish();
    const concerned = [5, 6, 7].map((row) => sheet.cells.find((cell) => cell.row === row && cell.column > 0));
    expect(concerned.map((cell) => [cell?.value, cell?.link])).toEqual([
      ["A, B, C", { cell: "C9", tip: "A" }],
      ["A, B, C and 2 more", { cell: "C9", tip: "A" }],
      ["", undefined],
    ]);
    expect(at(sheet, 4).at(-1)?.[1]).toBe("None changes a figure.");
  });

  it("gives ledgers, control lines and parameters as evidence", () => {
    const ledger = {
      table: "Value Entries",
      place: "ValueEntries",
      rows: 1234,
      rowsLeftOut: 0,
      fingerprint: "ab".repeat(32),
    };
    const one = page({
      context: {
        ...context,
        parameters: { itemFilter: "A*", post: true, none: undefined },
        evidence: [
          { ...ledger, lastEntry: "99" },
          { ...ledger, lastEntry: "" },
        ],
      },
    });
    one.evidence([
      { label: "Control", amount: "0" },
      { label: "Rest", amount: "0.01" },
    ]);
    const sheet = one.finish();
    const values = [6, 7, 8, 9, 10].map((row) => at(sheet, row).map(([, value]) => value));
    const fingerprint = `${"ab".repeat(8)} ${"ab".repeat(8)} ${"ab".repeat(8)} ${"ab".repeat(8)}`;
    expect(values).toEqual([
      ["Value Entries", "ValueEntries", 1234, 99, fingerprint],
      ["Value Entries", "ValueEntries", 1234, fingerprint],
      ["Control", "0", "● Ties"],
      ["Rest", "0.01", "■ Open"],
      ["Parameters: itemFilter = A* · post = true · none = "],
    ]);
  });

  it("begins pages where asked and keeps sections together", () => {
    const one = page();
    one.section("First");
    one.line([{ column: 0, value: "x" }]);
    one.pageBreak().section("Second");
    one.line([{ column: 0, value: "x" }]);
    one.space(20).section("Third").space(20);
    const sheet = one.finish();
    const titles = new Map(sheet.cells.map((cell) => [cell.value, cell.row]));
    expect(sheet.print?.breaksBefore).toEqual([titles.get("Second"), titles.get("Third")]);
  });

  it("sets the caption of a section behind its title", () => {
    const columnOf = (title: string): number | undefined => {
      const sheet = page().section(title, undefined, "Caption", 1).finish();
      return sheet.cells.find(({ value }) => value === "Caption")?.column;
    };
    expect(columnOf("Short")).toBe(1);
    // Titles are larger than body text: 20 characters are as wide as 24.
    expect([columnOf("a".repeat(16)), columnOf("a".repeat(20))]).toEqual([3, 3]);
    expect(columnOf("a".repeat(12))).toBe(2);
  });

  it("makes rows of wrapped texts higher, keeps inputs by key, and hides columns", () => {
    const one = page();
    one.table({ name: "T", columns: [column("A", "text", ["short", "word ".repeat(20).trim()])] });
    one.input(1, "note").hide([7, 2]);
    one.line([{ column: 0, value: "x" }], "body", 22);
    const sheet = one.finish();
    expect(sheet.rowHeights?.get(4)).toBeUndefined();
    expect(sheet.rowHeights?.get(5)).toBe(15 + 2 * 13);
    expect(sheet.rowHeights?.get(6)).toBe(22);
    expect([...(sheet.inputs ?? [])]).toEqual([["note", { row: 6, column: 1 }]]);
    expect(sheet.hiddenColumns).toEqual([2, 7]);
  });

  it("goes on below a chart and below cells at fixed places", () => {
    const one = page();
    one.cell(9, 0, "fixed");
    expect(one.row).toBe(10);
    one.cell(2, 0, "above");
    expect(one.row).toBe(10);
    one.chart({ row: 8, rows: 12 } as never);
    expect(one.row).toBe(20);
    expect(one.chart({ row: 1, rows: 2 } as never).row).toBe(20);
  });
});
