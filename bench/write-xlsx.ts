/**
 * How long does a sheet of 200,000 rows × 30 columns take to write, and how much memory?
 *
 *   node scripts/run-ts.mjs bench/write-xlsx.ts [rows] [zlib|fflate] [level]
 */
import { performance } from "node:perf_hooks";
import { constants, deflateRawSync } from "node:zlib";
import { type BlockColumn, createWorkbook, type WriteOptions } from "../ooxml";

const rows = Number(process.argv[2] ?? "200000");
const packer = process.argv[3] ?? "zlib";
const level = Number(process.argv[4] ?? "6");

const columns: BlockColumn[] = Array.from({ length: 30 }, (_, k): BlockColumn => {
  switch (k % 5) {
    case 0:
      return { type: "number", values: (i) => i * (k + 1) };
    case 1:
      return { type: "text", values: (i) => `CODE-${(i * 7919) % (50 * (k + 1))}` };
    case 2:
      return { type: "date", values: (i) => 45_000 + (i % 700), style: { numberFormat: "m/d/yyyy" } };
    default:
      return {
        type: "decimal",
        values: (i) => (((i * 104_729) % 9_999_991) / 100).toFixed(2),
        style: { numberFormat: "#,##0.00" },
      };
  }
});

const zlib: WriteOptions = {
  deflate: (chunk, last, level) =>
    deflateRawSync(chunk, { level, finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH }),
};

const start = performance.now();
const editor = createWorkbook();
editor.addSheet({
  name: "Value Entries",
  blocks: [{ row: 1, col: 0, rowCount: rows, columns }],
  tables: [
    {
      name: "ValueEntries",
      row: 0,
      col: 0,
      rowCount: rows,
      columns: columns.map((_, k) => ({ name: `Column ${k}` })),
    },
  ],
});
const bytes = editor.toBytes({ level, ...(packer === "zlib" ? zlib : {}) });
const seconds = (performance.now() - start) / 1000;
process.stdout.write(
  `${rows} rows × 30 columns with ${packer}, level ${level}: ${seconds.toFixed(1)} s, ${bytes.length} bytes, ` +
    `peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`,
);
