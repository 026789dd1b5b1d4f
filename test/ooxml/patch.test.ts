import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import {
  type CellSpec,
  cellName,
  type CellValue,
  createWorkbook,
  editWorkbook,
  openWorkbook,
  type SheetPatch,
  XlsxWriteError,
} from "../../ooxml";

const HEADER_ROW = 2;
const FIRST_COL = 1;

/** What a sheet with one table looks like: cells by address, and the size of the table. */
interface Model {
  cells: Map<string, number | string>;
  rows: number;
  columns: number;
}

const key = (row: number, col: number): string => `${row},${col}`;

/** A table of 2 columns at B3 with cells above, beside and below it. */
function startModel(rows: number): Model {
  const cells = new Map<string, number | string>([[key(0, 0), "title"]]);
  for (let c = 0; c < 2; c++) {
    cells.set(key(HEADER_ROW, FIRST_COL + c), `c${c}`);
    for (let r = 0; r < rows; r++) {
      cells.set(key(HEADER_ROW + 1 + r, FIRST_COL + c), 100 + r * 10 + c);
    }
  }
  for (let r = 0; r < rows + 6; r += 2) {
    cells.set(key(r + 1, 0), `left ${r}`);
    cells.set(key(r + 1, 9), `right ${r}`);
  }
  cells.set(key(HEADER_ROW + rows + 3, FIRST_COL), "below");
  return { cells, rows, columns: 2 };
}

function fileOf(model: Model): Uint8Array {
  const editor = createWorkbook();
  const cells: CellSpec[] = [...model.cells].map(([address, value]) => {
    const [row = 0, col = 0] = address.split(",").map(Number);
    return { row, col, value };
  });
  const columns = Array.from({ length: model.columns }, (_, c) => ({ name: `c${c}` }));
  editor.addSheet({
    name: "Data",
    cells,
    tables: [{ name: "T", row: HEADER_ROW, col: FIRST_COL, rowCount: model.rows, columns }],
    conditionalFormats: [
      {
        type: "expression",
        ref: `B4:B${HEADER_ROW + 1 + model.rows}`,
        formula: "B4>0",
        style: { font: { bold: true } },
      },
    ],
  });
  // Each formula follows the cell it names, wherever that one goes.
  const watched = [...model.cells].filter(([, value]) => value !== "title");
  editor.addSheet({
    name: "Watch",
    cells: watched.map(([address, value], row) => {
      const [r = 0, c = 0] = address.split(",").map(Number);
      return { row, col: 0, value: { kind: "formula", formula: `Data!$${cellName(r, c)}`, value } };
    }),
  });
  return editor.toBytes({ level: 1 });
}

type Step =
  | { kind: "append"; count: number }
  | { kind: "delete"; picks: number[] }
  | { kind: "deleteSheetRow"; pick: number }
  | { kind: "set"; row: number; col: number }
  | { kind: "column" };

/** Applies a step to the model, and returns the patch that ought to do the same. Undefined where the step makes no sense. */
function applyStep(model: Model, step: Step, serial: number): SheetPatch | undefined {
  const first = HEADER_ROW + 1;
  const last = first + model.rows - 1;
  const lastCol = FIRST_COL + model.columns - 1;
  const inBand = (col: number): boolean => col >= FIRST_COL && col <= lastCol;
  const move = (to: (row: number, col: number) => number | undefined): void => {
    const moved = new Map<string, number | string>();
    for (const [address, value] of model.cells) {
      const [row = 0, col = 0] = address.split(",").map(Number);
      const target = to(row, col);
      if (target !== undefined) {
        moved.set(key(target, col), value);
      }
    }
    model.cells = moved;
  };
  switch (step.kind) {
    case "append": {
      move((row, col) => (inBand(col) && row > last ? row + step.count : row));
      for (let i = 0; i < step.count; i++) {
        for (let c = 0; c < model.columns; c++) {
          model.cells.set(key(last + 1 + i, FIRST_COL + c), serial * 1000 + i * 10 + c);
        }
      }
      model.rows += step.count;
      return {
        op: "appendRows",
        table: "T",
        rowCount: step.count,
        columns: Array.from({ length: model.columns }, (_, c) => ({
          type: "number",
          values: (i: number) => serial * 1000 + i * 10 + c,
        })),
      };
    }
    case "delete": {
      const rows = [...new Set(step.picks.map((pick) => pick % model.rows))].sort((a, b) => a - b);
      if (rows.length === model.rows) {
        return undefined;
      }
      const gone = new Set(rows.map((row) => first + row));
      move((row, col) => {
        if (!inBand(col)) {
          return row;
        }
        return gone.has(row) ? undefined : row - [...gone].filter((other) => other < row).length;
      });
      model.rows -= rows.length;
      return { op: "deleteRows", table: "T", rows };
    }
    case "deleteSheetRow": {
      const row = step.pick % (last + 4);
      const isBody = row >= first && row <= last;
      if (row === HEADER_ROW || (isBody && model.rows === 1)) {
        return undefined;
      }
      if (row < HEADER_ROW) {
        return undefined;
      }
      move((other) => (other === row ? undefined : other > row ? other - 1 : other));
      model.rows -= isBody ? 1 : 0;
      return { op: "deleteRows", rows: [row] };
    }
    case "set": {
      if (step.row === HEADER_ROW && inBand(step.col)) {
        return undefined;
      }
      model.cells.set(key(step.row, step.col), `set ${serial}`);
      return { op: "setCells", cells: [{ row: step.row, col: step.col, value: `set ${serial}` }] };
    }
    case "column": {
      if (lastCol >= 8) {
        return undefined;
      }
      const rows = Array.from({ length: last - HEADER_ROW + 1 }, (_, i) => HEADER_ROW + i);
      if (rows.some((row) => model.cells.has(key(row, lastCol + 1)))) {
        return undefined;
      }
      for (const row of rows) {
        model.cells.set(
          key(row, lastCol + 1),
          row === HEADER_ROW ? `c${model.columns}` : serial * 1000 + row,
        );
      }
      const name = `c${model.columns++}`;
      return {
        op: "addColumns",
        table: "T",
        columns: [{ name, data: { type: "number", values: (i) => serial * 1000 + first + i } }],
      };
    }
  }
}

function gridOf(rows: CellValue[][]): Map<string, CellValue> {
  const grid = new Map<string, CellValue>();
  rows.forEach((cells, row) => {
    cells.forEach((value, col) => {
      if (value !== null) {
        grid.set(key(row, col), value);
      }
    });
  });
  return grid;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("append" as const), count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    kind: fc.constant("delete" as const),
    picks: fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant("deleteSheetRow" as const), pick: fc.nat({ max: 30 }) }),
  fc.record({ kind: fc.constant("set" as const), row: fc.nat({ max: 14 }), col: fc.nat({ max: 10 }) }),
  fc.record({ kind: fc.constant("column" as const) }),
);

describe("patches of a sheet with a table", () => {
  it("move, add and drop exactly the cells they should, and formulas follow", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(step, { minLength: 1, maxLength: 7 }),
        (rows, steps) => {
          const model = startModel(rows);
          const values = [...model.cells.values()].filter((value) => value !== "title");
          const editor = editWorkbook(fileOf(model));
          const patches = steps.flatMap((item, i) => applyStep(model, item, i + 1) ?? []);
          editor.patchSheet("Data", patches);
          const bytes = editor.toBytes({ level: 1 });
          const book = openWorkbook(bytes);
          expect(gridOf(book.readSheet(0).rows)).toEqual(model.cells);
          expect(book.sheets[0]?.tables).toMatchObject([
            {
              firstRow: HEADER_ROW,
              lastRow: HEADER_ROW + model.rows,
              firstCol: FIRST_COL,
              lastCol: FIRST_COL + model.columns - 1,
            },
          ]);
          const body = `B4:B${HEADER_ROW + 1 + model.rows}`;
          const format = book.readLayout(0).conditionalFormats?.[0];
          expect(format).toMatchObject({ formula: "B4>0" });
          const ref = format?.ref ?? "";
          expect(ref.includes(":") ? ref : `${ref}:${ref}`).toBe(body);
          const where = new Map([...model.cells].map(([address, value]) => [value, address]));
          book.scan(1, {
            number: () => undefined,
            text: () => undefined,
            boolean: () => undefined,
            error: () => undefined,
            formula: (row, _, formula) => {
              const value = values[row];
              const address = value === undefined ? undefined : where.get(value);
              if (address !== undefined) {
                const [r = 0, c = 0] = address.split(",").map(Number);
                expect(formula).toBe(`Data!$${cellName(r, c)}`);
              }
            },
          });
        },
      ),
      { seed: 20260203, numRuns: 250 },
    );
  });

  const ledger = (): Uint8Array => {
    const editor = createWorkbook();
    const amount = { numberFormat: "#,##0.00" };
    editor.addSheet({
      name: "Data",
      blocks: [
        {
          row: 1,
          col: 0,
          rowCount: 2,
          columns: [
            { type: "text", values: ["a", "b"] },
            { type: "number", values: [1, 2], style: amount },
            { type: "date", values: [46000, 46001], style: { numberFormat: "d mmm yyyy" } },
          ],
        },
      ],
      tables: [
        {
          name: "T",
          row: 0,
          col: 0,
          rowCount: 2,
          totalsRow: true,
          columns: [
            { name: "Code", totals: { label: "Total" } },
            { name: "Amount", totals: { function: "sum", value: 3 }, totalsStyle: amount },
            { name: "Day" },
          ],
        },
      ],
      validations: [{ ref: "A2:A3", source: { values: ["a", "b"] } }],
      mergedRanges: ["A7:B7"],
      cells: [{ row: 6, col: 0, value: "merged" }],
    });
    return editor.toBytes();
  };

  it("append above the totals row, in the look of the last row", () => {
    const editor = editWorkbook(ledger());
    editor.patchSheet("Data", [
      {
        op: "appendRows",
        table: "t",
        rowCount: 1,
        columns: [undefined, { type: "decimal", values: ["2.50"] }, { type: "date", values: [46002] }],
      },
    ]);
    const bytes = editor.toBytes();
    const book = openWorkbook(bytes);
    const styles: string[] = [];
    book.scan(0, {
      number: (row, col, value, _date, _format, _formula, style) => {
        styles.push(`${cellName(row, col)} ${value} ${book.cellStyle(style).numberFormat ?? ""}`);
      },
      text: () => undefined,
      boolean: () => undefined,
      error: () => undefined,
    });
    expect(styles.slice(4)).toEqual(["B4 2.5 #,##0.00", "C4 46002 d mmm yyyy", "B5 3 #,##0.00"]);
    expect(book.sheets[0]?.tables).toMatchObject([{ ref: "A1:C5", totalsRow: true }]);
    expect(book.readLayout(0)).toMatchObject({ validations: [{ ref: "A2:A4" }], mergedRanges: ["A8:B8"] });
    const table = strFromU8(unzipSync(bytes)["xl/tables/table1.xml"] ?? new Uint8Array());
    expect(table).toContain('<autoFilter ref="A1:C4"/>');
    expect(strFromU8(unzipSync(bytes)["xl/worksheets/sheet1.xml"] ?? new Uint8Array())).toContain(
      "<f>SUBTOTAL(109,T[Amount])</f>",
    );
  });

  it("leave one blank row when all rows of a table go, and fill it again", () => {
    const editor = editWorkbook(ledger());
    editor.patchSheet("Data", [{ op: "deleteRows", table: "T", rows: [0, 1] }]);
    const emptied = openWorkbook(editor.toBytes());
    expect(emptied.sheets[0]?.tables).toMatchObject([{ ref: "A1:C3" }]);
    expect(emptied.readSheet(0).rows.slice(0, 3)).toEqual([["Code", "Amount", "Day"], [], ["Total", 3]]);
    editor.patchSheet("Data", [
      { op: "appendRows", table: "T", rowCount: 2, columns: [{ type: "text", values: ["x", "y"] }] },
    ]);
    const filled = openWorkbook(editor.toBytes());
    expect(filled.sheets[0]?.tables).toMatchObject([{ ref: "A1:C4" }]);
    expect(filled.readSheet(0).rows.slice(0, 4)).toEqual([
      ["Code", "Amount", "Day"],
      ["x"],
      ["y"],
      ["Total", 3],
    ]);
  });

  it("are refused where they would tear a table or overwrite cells", () => {
    const reason = (...patches: SheetPatch[]): string => {
      try {
        editWorkbook(ledger()).patchSheet("Data", patches);
      } catch (error) {
        if (error instanceof XlsxWriteError) {
          return error.reason;
        }
        throw error;
      }
      return "nothing was refused";
    };
    expect(reason({ op: "deleteRows", rows: [0] })).toBe("badTable");
    expect(reason({ op: "deleteRows", rows: [1, 2] })).toBe("badTable");
    expect(reason({ op: "deleteRows", rows: [3] })).toBe("badTable");
    expect(reason({ op: "deleteRows", table: "T", rows: [2] })).toBe("badReference");
    expect(reason({ op: "deleteRows", table: "None", rows: [0] })).toBe("unknownTable");
    expect(reason({ op: "setCells", cells: [{ row: 0, col: 1, value: "Renamed" }] })).toBe("badTable");
    expect(reason({ op: "addColumns", table: "T", columns: [{ name: "code" }] })).toBe("badTable");
    const occupied: SheetPatch = { op: "setCells", cells: [{ row: 1, col: 3, value: "here" }] };
    const added: SheetPatch = {
      op: "addColumns",
      table: "T",
      columns: [{ name: "New", data: { type: "number", values: [1, 2] } }],
    };
    expect(reason(occupied, added)).toBe("badTable");
    expect(reason(added)).toBe("nothing was refused");
  });
});
