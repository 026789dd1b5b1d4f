/** How long does a sheet of 200,000 rows × 30 columns take to write, and how much memory? */
import { constants, deflateRawSync } from "node:zlib";
import { type BlockColumn, createWorkbook, type WriteOptions } from "../ooxml";
import { answer } from "./support/bench";
import { runChild } from "./support/child";
import { peakMemory, type Time, timed } from "./support/measure";

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

interface Measured extends Time {
  readonly bytes: number;
  readonly peak: number;
}

async function measureOnce(rows: number, packer: string, level: number): Promise<Measured> {
  let bytes = 0;
  const time = await timed(1, () => {
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
    bytes = editor.toBytes({ level, ...(packer === "zlib" ? zlib : {}) }).length;
  });
  return { ...time, bytes, peak: peakMemory() };
}

const [mode, rowCount, packing = "", packLevel] = process.argv.slice(2);
if (mode === "--child") {
  console.log(JSON.stringify(await measureOnce(Number(rowCount), packing, Number(packLevel))));
} else {
  await answer("How fast is an .xlsx written?", ({ short }) => {
    const rows = short ? 10_000 : 200_000;
    const ways = [
      ["zlib", 1, "Node's zlib, level 1 (command line)"],
      ["zlib", 6, "Node's zlib, level 6"],
      ["fflate", 6, "fflate, level 6 (browser)"],
    ] as const;
    return Promise.resolve({
      tables: [
        {
          title: `${rows.toLocaleString("en-US")} rows × ${columns.length} columns as a table`,
          head: ["packed with", "clock, s", "processor, s", "MB", "peak MB"],
          rows: ways.map(([packer, level, name]) => {
            const measured = JSON.parse(
              runChild(import.meta.filename, [String(rows), packer, String(level)]),
            ) as Measured;
            return [
              name,
              (measured.wall / 1000).toFixed(2),
              (measured.cpu / 1000).toFixed(2),
              (measured.bytes / 1e6).toFixed(1),
              measured.peak,
            ];
          }),
        },
      ],
    });
  });
}
