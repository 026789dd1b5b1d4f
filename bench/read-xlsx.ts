/**
 * How fast is a ledger of 100,000 rows × 25 columns read, against @e965/xlsx (dense) and exceljs? Every reader runs in a
 * process of its own over the same file.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { crc32, inflateRawSync } from "node:zlib";
import { type BlockColumn, type CellVisitor, createWorkbook, openWorkbook } from "../ooxml";
import { answer } from "./support/bench";
import { benchFolder, runChild } from "./support/child";
import { peakMemory, type Time, timed } from "./support/measure";

const COLUMNS = 25;

interface Measured extends Time {
  readonly cells: number;
  readonly sum: number;
  readonly peak: number;
}

/** Rows in the shape of Value Entries: numbers, codes that repeat, dates, amounts with two to five decimals. */
function ledger(rows: number): Uint8Array {
  const text = (count: number, stem: string): BlockColumn => ({
    type: "text",
    values: (i) => `${stem}${(i * 7919) % count}`,
  });
  const number = (decimals: number): BlockColumn => ({
    type: "decimal",
    values: (i) => (((i * 104_729) % 9_999_991) / 10 ** decimals - 5000).toFixed(decimals),
  });
  const date: BlockColumn = {
    type: "date",
    values: (i) => 45_000 + (i % 700),
    style: { numberFormat: "m/d/yyyy" },
  };
  const columns: BlockColumn[] = [
    { type: "number", values: (i) => i + 1 },
    ...[text(5000, "ITEM-"), date, text(12, "Type "), text(90_000, "DOC")],
    ...[
      text(40, "LOC"),
      text(10, "GRP"),
      date,
      number(5),
      number(5),
      number(5),
      number(2),
      number(2),
      number(2),
    ],
    ...[{ type: "boolean", values: (i: number) => i % 3 === 0 } satisfies BlockColumn, text(3, "")],
    ...[number(2), number(2), number(2), text(200, "VAR"), text(30, "DIM"), text(30, "DIM2"), number(5)],
    ...[{ type: "number", values: (i: number) => i * 3 } satisfies BlockColumn, text(15, "SRC")],
  ];
  const editor = createWorkbook();
  editor.addSheet({
    name: "Value Entries",
    cells: columns.map((_, col) => ({ row: 0, col, value: `Column ${col + 1}` })),
    blocks: [{ row: 1, col: 0, rowCount: rows, columns }],
  });
  return editor.toBytes();
}

/** Counts cells and adds numbers, so that all readers prove the same work. */
class Tally implements CellVisitor {
  cells = 0;
  sum = 0;
  number(_row: number, _col: number, value: number): void {
    this.cells++;
    this.sum += value;
  }
  text(): void {
    this.cells++;
  }
  boolean(): void {
    this.cells++;
  }
  error(): void {
    this.cells++;
  }
}

type Reader = (bytes: Uint8Array, file: string) => Promise<{ cells: number; sum: number }>;

const readers: Record<string, Reader> = {
  "ooxml with node zlib": (bytes) => {
    const tally = new Tally();
    openWorkbook(bytes, {
      inflate: (packed, size) => inflateRawSync(packed, { maxOutputLength: size }),
      crc32: (content) => crc32(content),
    }).scan(0, tally);
    return Promise.resolve(tally);
  },
  "ooxml with fflate": (bytes) => {
    const tally = new Tally();
    openWorkbook(bytes).scan(0, tally);
    return Promise.resolve(tally);
  },
  "@e965/xlsx dense": async (bytes) => {
    const { read } = await import("@e965/xlsx");
    const book = read(bytes, { type: "array", dense: true });
    const rows = (
      book.Sheets[book.SheetNames[0] ?? ""] as unknown as {
        "!data": { t: string; v: unknown }[][];
      }
    )["!data"];
    const tally = new Tally();
    for (const row of rows) {
      for (const cell of row) {
        if (cell.t === "n") {
          tally.number(0, 0, cell.v as number);
        } else {
          tally.text();
        }
      }
    }
    return tally;
  },
  exceljs: async (_, file) => {
    const { default: ExcelJS } = await import("exceljs");
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    const tally = new Tally();
    book.worksheets[0]?.eachRow((row) => {
      row.eachCell((cell) => {
        if (typeof cell.value === "number") {
          tally.number(0, 0, cell.value);
        } else if (cell.value instanceof Date) {
          tally.number(0, 0, cell.value.getTime() / 86_400_000 + 25_569);
        } else {
          tally.text();
        }
      });
    });
    return tally;
  },
};

async function measureOnce(reader: string, file: string): Promise<Measured> {
  const bytes = new Uint8Array(readFileSync(file));
  let found = { cells: 0, sum: 0 };
  const time = await timed(1, async () => {
    const { cells, sum } = await (readers[reader] as Reader)(bytes, file);
    found = { cells, sum: Math.round(sum) };
  });
  return { ...time, ...found, peak: peakMemory() };
}

const [mode, reader = "", file = ""] = process.argv.slice(2);
if (mode === "--child") {
  console.log(JSON.stringify(await measureOnce(reader, file)));
} else {
  await answer("How fast is an .xlsx read?", ({ short }) => {
    const rowCount = short ? 20_000 : 100_000;
    const ledgerFile = path.join(benchFolder(), `ledger-${rowCount}.xlsx`);
    if (!existsSync(ledgerFile)) writeFileSync(ledgerFile, ledger(rowCount));
    const measured = Object.keys(readers).map((name): readonly [string, Measured] => [
      name,
      JSON.parse(runChild(import.meta.filename, [name, ledgerFile])) as Measured,
    ]);
    const [, ours] = measured[0] as readonly [string, Measured];
    for (const [name, { cells, sum }] of measured) {
      if (cells !== ours.cells || Math.abs(sum - ours.sum) > 1) throw new Error(`${name} reads other cells`);
    }
    const sheetJs = new Map(measured).get("@e965/xlsx dense") as Measured;
    return Promise.resolve({
      tables: [
        {
          title: `${rowCount.toLocaleString("en-US")} rows × ${COLUMNS} columns, ${(readFileSync(ledgerFile).length / 1e6).toFixed(1)} MB`,
          head: ["reader", "rows per second", "clock, s", "processor, s", "peak MB", "× clock"],
          rows: measured.map(([name, { wall, cpu, peak }]) => [
            name,
            Math.round(rowCount / (wall / 1000)),
            (wall / 1000).toFixed(2),
            (cpu / 1000).toFixed(2),
            peak,
            (wall / ours.wall).toFixed(1),
          ]),
        },
      ],
      checks: [
        { what: "reading .xlsx, SheetJS ÷ Tieout, processor", value: sheetJs.cpu / ours.cpu, atLeast: 6 },
      ],
    });
  });
}
