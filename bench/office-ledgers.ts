/**
 * What do Tieout's reading and writing in Excel cost beside the bare library? 100,000 value entries are read into columns
 * and a table of as many rows is written as a sheet; the rival loads and sets the values of the same cells through
 * Office.js in chunks and does nothing with them. Both talk to the stand-in Excel.
 */
import { createHost, type Host } from "../excel-host";
import { loadOffice } from "../excel-host/node";
import { createEngineService } from "../src/engine-service/local";
import { parseDay } from "../src/engine/values/day";
import { onExcel } from "../src/workbook/excel/batch";
import { placeSheet } from "../src/workbook/excel/placed-sheet";
import { readLedgersFromExcel } from "../src/workbook/excel/read-ledgers";
import { writeSheet } from "../src/workbook/excel/write-sheet";
import type { Sheet, SheetValue, ValueKind } from "../src/workbook/sheet";
import { answer } from "./support/bench";
import { peakMemory, seconds, timed, type Time } from "./support/measure";
import { syntheticEntries } from "./support/value-entries";

const CHUNK = 5_000;
const HEADERS = [
  "Entry No.",
  "Item No.",
  "Posting Date",
  "Item Ledger Entry Type",
  "Item Ledger Entry No.",
  "Location Code",
  "Valued Quantity",
  "Item Ledger Entry Quantity",
  "Invoiced Quantity",
  "Cost Amount (Actual)",
  "Cost Amount (Expected)",
  "Cost Posted to G/L",
];
const KINDS: readonly ValueKind[] = [
  ...(["integer", "code", "date", "text", "integer", "code"] as const),
  ...(["quantity", "quantity", "quantity", "amount", "amount", "amount"] as const),
];

type Cells = (string | number)[][];

/** Value entries as Excel holds them: days and amounts are numbers. */
function cellsOf(rows: number): Cells {
  return Array.from(syntheticEntries(rows), (entry) => [
    entry.entryNo,
    entry.itemNo,
    parseDay(entry.postingDate) ?? 0,
    entry.type,
    entry.itemLedgerEntryNo,
    entry.location,
    entry.quantity,
    entry.quantity,
    entry.actual === "0.00" ? 0 : entry.quantity,
    Number(entry.actual),
    Number(entry.expected),
    Number(entry.posted),
  ]);
}

/** A new stand-in Excel; the product's Office.js is the one that talks to it. */
function openExcel(): Host {
  const host = createHost();
  const { Excel, Office, OfficeExtension } = loadOffice(host);
  Object.assign(globalThis, { Excel, Office, OfficeExtension });
  return host;
}

/** Chunks of rows as [first row, count]. */
function chunks(rows: number): readonly (readonly [number, number])[] {
  return Array.from({ length: Math.ceil(rows / CHUNK) }, (_, index) => [
    index * CHUNK,
    Math.min(CHUNK, rows - index * CHUNK),
  ]);
}

async function bareRead(rows: number): Promise<void> {
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem("Value Entries");
    for (const [top, count] of chunks(rows)) {
      const range = sheet.getRangeByIndexes(top + 1, 0, count, HEADERS.length);
      range.load("values");
      await context.sync();
      if (range.values[0]?.[0] !== top + 1) throw new Error("What was read is not what stands there.");
      range.untrack();
    }
  });
}

async function bareWrite(cells: Cells): Promise<void> {
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.add("Bare");
    for (const [top, count] of chunks(cells.length)) {
      const range = sheet.getRangeByIndexes(top, 0, count, HEADERS.length);
      range.values = cells.slice(top, top + count);
      await context.sync();
      range.untrack();
    }
  });
}

async function tieoutRead(rows: number): Promise<void> {
  const { check } = await readLedgersFromExcel(createEngineService(), {
    leaveOut: () => false,
    mapping: [],
    namedLedgers: [],
    isUnchanged: () => false,
  });
  if (check.rows !== rows || check.errors > 0) throw new Error("Not all rows were read.");
}

/** A sheet with one table of these cells, as a layout gives it. */
function sheetOf(cells: Cells): Sheet {
  const values = (column: number): SheetValue[] => cells.map((row) => row[column] ?? null);
  return {
    name: "Entries",
    cells: [{ row: 0, column: 0, value: "Value entries", style: "title" }],
    tables: [
      {
        name: "Tieout_Entries",
        row: 2,
        column: 0,
        columns: HEADERS.map((header, column) => ({
          header,
          kind: KINDS[column] ?? "text",
          values: values(column),
        })),
      },
    ],
    print: { paper: "A4", landscape: true, footer: { left: "", center: "" } },
  };
}

async function tieoutWrite(sheet: Sheet): Promise<void> {
  await onExcel((context) =>
    writeSheet(context, context.workbook.worksheets.add(sheet.name), placeSheet(sheet, 0), {
      epochOffset: 0,
      tableName: (name) => name,
    }),
  );
}

await answer("What do ledgers and sheets in Excel cost beside the bare library?", async ({ short }) => {
  const rows = short ? 10_000 : 100_000;
  const runs = short ? 1 : 3;
  const cells = cellsOf(rows);
  const sheet = sheetOf(cells);
  const host = openExcel();
  host.workbook.addSheet("Value Entries").setValues(`A1:L${rows + 1}`, [HEADERS, ...cells]);
  const read = {
    tieout: await timed(runs, () => tieoutRead(rows)),
    bare: await timed(runs, () => bareRead(rows)),
  };
  // Every writing into a new Excel.
  const write = {
    tieout: await timed(runs, async () => {
      openExcel();
      await tieoutWrite(sheet);
    }),
    bare: await timed(runs, async () => {
      openExcel();
      await bareWrite(cells);
    }),
  };
  const line = (what: string, times: { readonly tieout: Time; readonly bare: Time }): (string | number)[] => [
    what,
    seconds(times.tieout.wall),
    seconds(times.tieout.cpu),
    seconds(times.bare.wall),
    seconds(times.bare.cpu),
    (times.tieout.cpu / times.bare.cpu).toFixed(1),
  ];
  return {
    tables: [
      {
        title: `${rows.toLocaleString("en-US")} rows × ${HEADERS.length} columns`,
        head: ["", "Tieout, clock s", "processor", "library alone, clock s", "processor", "× processor"],
        rows: [
          line("read a ledger (formats, checks, columns)", read),
          line("write a sheet (table, formats, widths)", write),
        ],
      },
    ],
    notes: [`Peak memory ${peakMemory()} MB, the stand-in Excel included.`],
  };
});
