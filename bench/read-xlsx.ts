/**
 * How fast is a ledger of 100,000 rows × 25 columns read, against @e965/xlsx (dense) and exceljs? Every reader runs in a process of its
 * own over the same file. Prints rows per second, peak memory and ratios.
 *
 *   node scripts/run-ts.mjs bench/read-xlsx.ts [rows]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { crc32, inflateRawSync } from "node:zlib";
import { type BlockColumn, type CellVisitor, createWorkbook, openWorkbook } from "../ooxml";

const COLUMNS = 25;

interface Outcome {
  reader: string;
  cells: number;
  sum: number;
  milliseconds: number;
  peakMegabytes: number;
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

async function child(reader: string, file: string): Promise<void> {
  const bytes = new Uint8Array(readFileSync(file));
  const start = performance.now();
  const { cells, sum } = await (readers[reader] as Reader)(bytes, file);
  const milliseconds = performance.now() - start;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ reader, cells, sum: Math.round(sum), milliseconds, peakMegabytes }));
}

function parent(rows: number): void {
  const folder = mkdtempSync(path.join(tmpdir(), "read-xlsx-"));
  try {
    const file = path.join(folder, "ledger.xlsx");
    writeFileSync(file, ledger(rows));
    const outcomes = Object.keys(readers).map((reader): Outcome => {
      const run = spawnSync(
        process.execPath,
        [...process.execArgv, import.meta.filename, "--child", reader, file],
        {
          encoding: "utf8",
        },
      );
      if (run.status !== 0) {
        throw new Error(`${reader}: ${run.stderr}`);
      }
      return JSON.parse(run.stdout) as Outcome;
    });
    const ours = outcomes[0] as Outcome;
    process.stdout.write(`${rows} rows × ${COLUMNS} columns, ${readFileSync(file).length} bytes\n`);
    for (const { reader, cells, sum, milliseconds, peakMegabytes } of outcomes) {
      const same = cells === ours.cells && Math.abs(sum - ours.sum) <= 1 ? "" : "  (other cells or sum!)";
      process.stdout.write(
        `${reader.padEnd(22)} ${Math.round(rows / (milliseconds / 1000))
          .toString()
          .padStart(9)} rows/s ` +
          `${Math.round(peakMegabytes).toString().padStart(6)} MB  time × ${(milliseconds / ours.milliseconds).toFixed(1)}${same}\n`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [mode, reader = "", file = ""] = process.argv.slice(2);
if (mode === "--child") {
  await child(reader, file);
} else {
  parent(Number(mode ?? "100000"));
}
