import fc from "fast-check";
import ExcelJS from "exceljs";
import * as XLSX from "@e965/xlsx";
import { type CellInput, type CellValue, createWorkbook, openWorkbook } from "../../ooxml";
import { rowsOf } from "./packages";

const SEED = { seed: 20260131, numRuns: 300 };

/** Writes values into a column and reads them back. */
function roundTrip(values: CellInput[]): CellValue[] {
  const editor = createWorkbook();
  editor.addSheet({
    name: "Data",
    blocks: [{ row: 0, col: 0, rowCount: values.length, columns: [{ type: "mixed", values }] }],
  });
  const { rows } = openWorkbook(editor.toBytes({ level: 1 })).readSheet(0);
  return values.map((_, i) => rows[i]?.[0] ?? null);
}

const anyText = fc.string({
  unit: fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  minLength: 1,
});

describe("what is written", () => {
  it("comes back as the same double", () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(double, fc.integer(), fc.maxSafeInteger()), { minLength: 1 }),
        (values) => {
          // A cell has no minus zero.
          expect(roundTrip(values)).toEqual(values.map((value) => value + 0 || 0));
        },
      ),
      SEED,
    );
  });

  it("comes back as the same text, whatever characters it holds", () => {
    const escapes = fc.constantFrom(
      "_x000D_",
      "_x005F_",
      "_x0041_",
      "_X000D_",
      "_x00",
      "x000D_",
      "\r\n",
      "\t",
      " ",
      "=1+1",
      "&lt;",
      "]]>",
    );
    const text = fc.array(fc.oneof(anyText, escapes, fc.string({ unit: "binary" })), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        fc.array(text.map((pieces) => pieces.join("")).filter((joined) => joined !== "")),
        (values) => {
          expect(roundTrip(values)).toEqual(values);
        },
      ),
      SEED,
    );
  });

  it("comes back with its exact digits", () => {
    const decimal = fc
      .tuple(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.nat({ max: 9 }),
        fc.option(fc.integer({ min: -200, max: 200 })),
      )
      .map(([digits, places, exponent]) => {
        const text = digits
          .toString()
          .replace("-", "")
          .padStart(places + 1, "0");
        const point = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
        return (digits < 0n ? "-" : "") + point + (exponent === null ? "" : `E${exponent}`);
      });
    fc.assert(
      fc.property(decimal, (text) => {
        expect(rowsOf(`<row r="1"><c r="A1"><v>${text}</v></c></row>`)[0]).toEqual([Number(text) || 0]);
        expect(roundTrip([{ kind: "decimal", text }])).toEqual([Number(text) || 0]);
      }),
      SEED,
    );
  });

  it("comes back as date, boolean, error and formula result", () => {
    const values: CellInput[] = [
      { kind: "date", serial: 46053 },
      { kind: "date", serial: 0.25 },
      true,
      false,
      { kind: "error", code: "#DIV/0!" },
      { kind: "formula", formula: '"<a>"&"b"', value: "<a>b" },
      { kind: "formula", formula: "1/0", value: { kind: "error", code: "#DIV/0!" } },
      { kind: "formula", formula: "TODAY()", value: { kind: "date", serial: 46053 } },
      { kind: "formula", formula: "A1+1" },
      null,
      "",
    ];
    expect(roundTrip(values)).toEqual([
      { date: 46053 },
      { date: 0.25 },
      true,
      false,
      { error: "#DIV/0!" },
      "<a>b",
      { error: "#DIV/0!" },
      { date: 46053 },
      null,
      null,
      null,
    ]);
  });
});

describe("other readers and writers", () => {
  const cell = fc.oneof(
    fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })
      .filter((value) => !Object.is(value, -0)),
    fc.integer(),
    fc.boolean(),
    fc.string({ unit: "grapheme-ascii", minLength: 1 }).filter((text) => !/_x/i.test(text)),
    fc.constantFrom("0100", "Ünïcödé 東京 😀", " edge ", "a\nb", "<tag/> & 'quote'"),
  );
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });

  it("agree with ours on files of SheetJS", () => {
    fc.assert(
      fc.property(table, fc.boolean(), (rows, bookSST) => {
        const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows), "Data");
        const bytes = XLSX.write(book, {
          type: "array",
          bookType: "xlsx",
          bookSST,
          compression: true,
        }) as ArrayBuffer;
        expect(openWorkbook(new Uint8Array(bytes)).readSheet(0).rows).toEqual(rows);
      }),
      { ...SEED, numRuns: 100 },
    );
  });

  it("agree with ours on files of exceljs, and read ours alike", async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const book = new ExcelJS.Workbook();
        book.addWorksheet("Data").addRows(rows);
        const bytes = new Uint8Array(await book.xlsx.writeBuffer());
        expect(openWorkbook(bytes).readSheet(0).rows).toEqual(rows);

        const editor = createWorkbook();
        const cells = rows.flatMap((row, r) => row.map((value, c) => ({ row: r, col: c, value })));
        editor.addSheet({ name: "Data", cells });
        const ours = editor.toBytes();
        const theirs = new ExcelJS.Workbook();
        await theirs.xlsx.load(ours.slice().buffer);
        const read = rows.map((row, r) =>
          row.map((_, c) => theirs.worksheets[0]?.getRow(r + 1).getCell(c + 1).value),
        );
        expect(read).toEqual(rows);
        const sheet = XLSX.read(ours, { type: "array" }).Sheets.Data ?? {};
        const plain = XLSX.utils.sheet_to_json(sheet, { header: 1, raw: true });
        expect(plain).toEqual(rows);
      }),
      { ...SEED, numRuns: 60 },
    );
  });
});
