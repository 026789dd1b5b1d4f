import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { createWorkbook, openWorkbook, XlsxError, type XlsxErrorReason } from "../../ooxml";
import { type Parts, smallWorkbook, zipped } from "./packages";

const ROWS = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>1</v></c></row>';

/** Opens a file and reads all of it; the error it ends with, undefined when there is none. */
function readAll(bytes: Uint8Array): XlsxError | undefined {
  try {
    const book = openWorkbook(bytes);
    book.sheets.forEach((_, i) => {
      book.readSheet(i);
      book.readLayout(i);
    });
    return undefined;
  } catch (error) {
    if (error instanceof XlsxError) {
      return error;
    }
    throw error;
  }
}

function reasonOf(bytes: Uint8Array): XlsxErrorReason | undefined {
  return readAll(bytes)?.reason;
}

const changed = (replace: Parts): Uint8Array => zipped(smallWorkbook(ROWS, replace));
const part = (name: string): string => smallWorkbook(ROWS)[name] as string;

describe("files that are no workbooks", () => {
  it("are told apart", () => {
    expect(readAll(zipped(smallWorkbook(ROWS)))).toBeUndefined();
    expect(reasonOf(new Uint8Array(0))).toBe("notZip");
    expect(reasonOf(strToU8("Entry No.;Item No.\n1;2\n"))).toBe("notZip");
    expect(reasonOf(zipSync({ "a.txt": strToU8("a") }))).toBe("notWorkbook");
    const compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array<number>(600).fill(0)];
    expect(reasonOf(Uint8Array.from(compound))).toBe("notZip");
    const name = Array.from("EncryptedPackage").flatMap((c) => [c.charCodeAt(0), 0]);
    expect(reasonOf(Uint8Array.from([...compound, ...name]))).toBe("encrypted");
    const links = part("_rels/.rels");
    expect(
      reasonOf(
        changed({
          "_rels/.rels": links.replace("xl/workbook.xml", "word/document.xml"),
          "word/document.xml": "<document/>",
        }),
      ),
    ).toBe("notWorkbook");
    expect(
      reasonOf(
        changed({ "_rels/.rels": links.replace("workbook.xml", "workbook.bin"), "xl/workbook.bin": "x" }),
      ),
    ).toBe("notWorkbook");
  });

  it("say when entries are encrypted", () => {
    const bytes = zipped(smallWorkbook(ROWS));
    const central = bytes.findIndex(
      (_, i) => bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 1,
    );
    bytes[central + 8]! |= 1;
    expect(reasonOf(bytes)).toBe("encrypted");
  });
});

describe("damaged files", () => {
  it("are refused wherever they are cut off", () => {
    const bytes = zipped(smallWorkbook(ROWS));
    for (let length = 4; length < bytes.length; length += 7) {
      expect(reasonOf(bytes.slice(0, length))).toBe("broken");
    }
  });

  it("are refused when a part does not fit its checksum", () => {
    const bytes = zipSync(
      {
        ...Object.fromEntries(
          Object.entries(smallWorkbook(ROWS)).map(([name, xml]) => [name, strToU8(xml as string)]),
        ),
      },
      { level: 0 },
    );
    const at = new TextDecoder("latin1").decode(bytes).indexOf("<v>1</v>");
    bytes[at + 3] = 0x32;
    expect(readAll(bytes)).toMatchObject({
      reason: "broken",
      detail: "xl/worksheets/sheet1.xml does not fit its checksum",
    });
  });

  it("name the cell", () => {
    const detail = (rows: string): string => readAll(zipped(smallWorkbook(rows)))?.detail ?? "";
    const row = (cell: string): string => `<row r="7">${cell}</row>`;
    expect(detail(row('<c r="C7"><v>abc</v></c>'))).toBe(
      'xl/worksheets/sheet1.xml, cell C7: a number that is none: "abc"',
    );
    expect(detail(row('<c r="C7"><v>1e999</v></c>'))).toContain("cell C7");
    expect(detail(row('<c r="C7" t="s"><v>99</v></c>'))).toContain(
      "cell C7: a shared string that is not in the file",
    );
    expect(detail(row('<c r="C7" t="q"><v>9</v></c>'))).toContain("cell C7: a cell of unknown type");
    expect(detail(row('<c r="C7" t="b"><v>2</v></c>'))).toContain("cell C7");
    expect(detail(row('<c r="C7" t="d"><v>2026-02-30</v></c>'))).toContain("cell C7");
    expect(detail(row('<c r="C7"><v>1</v></c><c r="B7"/>'))).toContain("not in order");
    expect(detail(row('<c r="C8"><v>1</v></c>'))).toContain("does not fit its row");
    expect(detail(row('<c r="XFE7"><v>1</v></c>'))).toContain("not in order");
    expect(detail('<row r="2"/><row r="2"/>')).toContain("the rows are not in order");
    expect(detail('<row r="1048577"/>')).toContain("a row without a proper number");
    expect(detail(row('<c r="C7"><f t="shared" si="5"/></c>'))).toBe("");
  });

  it("are refused when a part is missing", () => {
    const parts = Object.entries(smallWorkbook(ROWS)).filter(([name]) => name !== "xl/worksheets/sheet1.xml");
    expect(reasonOf(zipped(Object.fromEntries(parts)))).toBe("broken");
  });
});

describe("hostile files", () => {
  it.each([
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "_rels/.rels",
  ])("cannot declare entities in %s", (name) => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    expect(reasonOf(changed({ [name]: bomb + part(name) }))).toBe("doctype");
    expect(reasonOf(changed({ [name]: `<?xml version="1.0"?>\n<!-- c -->${bomb}${part(name)}` }))).toBe(
      "doctype",
    );
  });

  it("cannot use entities they have not declared", () => {
    expect(reasonOf(zipped(smallWorkbook('<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>')))).toBe(
      "broken",
    );
  });

  it.each(["../evil.xml", "/etc/passwd", "C:/x.xml", "xl/../../x", "xl\\..\\..\\x", "a/./b"])(
    "cannot hold a part named %s",
    (name) => {
      expect(reasonOf(changed({ [name]: "x" }))).toBe("badPath");
    },
  );

  it("cannot link out of the package", () => {
    const links = part("xl/_rels/workbook.xml.rels");
    const target = links.replace("worksheets/sheet1.xml", "../../../etc/passwd");
    expect(reasonOf(changed({ "xl/_rels/workbook.xml.rels": target }))).toBe("badPath");
  });

  it("cannot unpack to more than the limits", () => {
    const bytes = changed({ "xl/media/zeros.bin": new Uint8Array(2_000_000) });
    expect(reasonOf(bytes)).toBeUndefined();
    const reason = (limits: object): string | undefined => {
      try {
        openWorkbook(bytes, { limits });
        return undefined;
      } catch (error) {
        return (error as XlsxError).reason;
      }
    };
    expect(reason({ maxPartBytes: 1_999_999 })).toBe("tooLarge");
    expect(reason({ maxTotalBytes: 2_000_000 })).toBe("tooLarge");
    expect(reason({ maxRatio: 100, ratioFloorBytes: 1_000_000 })).toBe("tooLarge");
    expect(reason({ maxEntries: 3 })).toBe("tooLarge");
    expect(reason({ maxRatio: 100 })).toBeUndefined();
  });

  it("cannot lie about their size", () => {
    const bytes = changed({
      "xl/worksheets/sheet1.xml": part("xl/worksheets/sheet1.xml") + " ".repeat(100_000),
    });
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length - 46; at++) {
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 100_000) {
        view.setUint32(at + 24, 50, true);
      }
    }
    expect(reasonOf(bytes)).toBe("broken");
  });

  it("cannot let entries share their bytes", () => {
    const bytes = zipped(smallWorkbook(ROWS));
    const view = new DataView(bytes.buffer);
    const heads: number[] = [];
    for (let at = 0; at < bytes.length - 46; at++) {
      if (view.getUint32(at, true) === 0x02014b50) {
        heads.push(at);
      }
    }
    view.setUint32(heads[1]! + 42, view.getUint32(heads[0]! + 42, true), true);
    expect(reasonOf(bytes)).toBe("broken");
  });

  it("cannot exhaust the stack with nested elements", () => {
    const deep = "<a>".repeat(200_000) + "</a>".repeat(200_000);
    expect(reasonOf(zipped(smallWorkbook(`<row r="1">${deep}<c r="A1"><v>1</v></c></row>`)))).toBeUndefined();
    expect(
      reasonOf(
        changed({ "xl/styles.xml": part("xl/styles.xml").replace("</styleSheet>", `${deep}</styleSheet>`) }),
      ),
    ).toBe("broken");
  });
});

describe("any change of a file", () => {
  const editor = createWorkbook();
  editor.addSheet({
    name: "Data",
    cells: [
      { row: 0, col: 0, value: "Café & Co" },
      { row: 1, col: 0, value: 12.5, style: { numberFormat: "0.00" } },
      { row: 2, col: 1, value: { kind: "formula", formula: "A2*2", value: 25 } },
    ],
    tables: [{ name: "T", row: 5, col: 0, rowCount: 1, columns: [{ name: "a" }, { name: "b" }] }],
    conditionalFormats: [{ type: "expression", ref: "A1:B2", formula: "TRUE", style: { fill: "#FF0000" } }],
  });
  const stored = editor.toBytes({ level: 0 });
  const packed = editor.toBytes();

  it("ends in a result or in an XlsxError", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(stored, packed),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
        (original, changes) => {
          const bytes = original.slice();
          for (const [at, value] of changes) {
            bytes[at % bytes.length] = value;
          }
          readAll(bytes);
        },
      ),
      { seed: 20260203, numRuns: 1500 },
    );
  });

  it("of its XML ends in a result or in an XlsxError", () => {
    const names = Object.keys(smallWorkbook(ROWS));
    const pieces = [
      "<",
      ">",
      "/",
      '"',
      "&",
      "<!--",
      "-->",
      "<![CDATA[",
      "]]>",
      "<c",
      "</row>",
      "<row r='3'>",
      "\0",
      "é",
      " ",
      "=",
      "<f>",
      "9",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.nat(),
        fc.nat({ max: 30 }),
        fc.constantFrom(...pieces),
        (name, at, cut, piece) => {
          const source = part(name);
          const from = at % source.length;
          readAll(changed({ [name]: source.slice(0, from) + piece + source.slice(from + cut) }));
        },
      ),
      { seed: 20260203, numRuns: 1500 },
    );
  });
});
