/**
 * From a folder of .csv files to the valuation, end to end, against a database that reads the same file: DuckDB with two
 * threads, read_csv into DECIMAL columns, the same sums per item. Every run is a process of its own.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { readLedgers } from "../src/engine/ledgers/read";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { openWorkbookFile } from "../src/runner/files";
import { answer } from "./support/bench";
import { runChild, sampleFolder } from "./support/child";
import { peakMemory, seconds, timed, type Time } from "./support/measure";
import { centsOf, endingCents, valuationSql } from "./support/valuation-sql";

const workDate = parseDay("2026-01-31") as number;

interface Measured extends Time {
  readonly ending: string;
  readonly entries: number;
  readonly peak: number;
}

async function tieout(folder: string): Promise<Pick<Measured, "ending" | "entries">> {
  const ledgers = await readLedgers(openWorkbookFile(folder).source, { reports: ["IV"] });
  const parameters = { startDate: "2026-01-01", endDate: "2026-01-31" };
  const run = await runReport("inventory-valuation", ledgers, parameters, { workDate });
  const { totals } = run.outcome.result as unknown as { totals: { endingValue: string } };
  return { ending: centsOf(totals.endingValue).toString(), entries: ledgers.table("Value Entries").rows };
}

const TYPES: Readonly<Record<string, readonly [string, string]>> = {
  item: ["Item No.", "VARCHAR"],
  d: ["Posting Date", "DATE"],
  t: ["Item Ledger Entry Type", "VARCHAR"],
  qty: ["Item Ledger Entry Quantity", "DECIMAL(18,5)"],
  inv: ["Invoiced Quantity", "DECIMAL(18,5)"],
  act: ["Cost Amount (Actual)", "DECIMAL(18,2)"],
  exp: ["Cost Amount (Expected)", "DECIMAL(18,2)"],
  post: ["Cost Posted to G/L", "DECIMAL(18,2)"],
  inventoriable: ["Inventoriable", "BOOLEAN"],
};

async function duckDb(folder: string): Promise<Pick<Measured, "ending" | "entries">> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  const file = path.join(folder, "Value Entries.csv");
  const captions = (readFileSync(file, "utf8").split("\n", 1)[0] as string).trim().split(",");
  const types = new Map(Object.values(TYPES));
  // Columns that the sums do not need stay texts, so that neither side converts what it does not use.
  const columns = captions.map((caption) => `'${caption}': '${types.get(caption) ?? "VARCHAR"}'`).join(", ");
  const select = Object.entries(TYPES).map(([name, [caption]]) => `"${caption}" AS ${name}`);
  const from = `(SELECT ${select.join(", ")} FROM read_csv('${file}', header = true, auto_detect = false, delim = ',', quote = '"', columns = {${columns}}) WHERE item <> '' AND inventoriable)`;
  const rows = (await connection.runAndReadAll(valuationSql(from))).getRows();
  connection.closeSync();
  return { ending: endingCents(rows).toString(), entries: 0 };
}

const readers = { Tieout: tieout, DuckDB: duckDb };

async function measureOnce(reader: keyof typeof readers, folder: string): Promise<Measured> {
  let found: Pick<Measured, "ending" | "entries"> = { ending: "", entries: 0 };
  const time = await timed(1, async () => {
    found = await readers[reader](folder);
  });
  return { ...time, ...found, peak: peakMemory() };
}

function bestOf(runs: number, reader: keyof typeof readers, folder: string): Measured {
  const all = Array.from(
    { length: runs },
    () => JSON.parse(runChild(import.meta.filename, [reader, folder])) as Measured,
  );
  const fastest = (part: "wall" | "cpu"): number => Math.min(...all.map((one) => one[part]));
  return { ...(all[0] as Measured), wall: fastest("wall"), cpu: fastest("cpu") };
}

const [mode, reader, folder = ""] = process.argv.slice(2);
if (mode === "--child") {
  console.log(JSON.stringify(await measureOnce(reader as keyof typeof readers, folder)));
} else {
  await answer(
    "Is reading .csv and valuing it as fast as a database that does both?",
    ({ short, largest }) => {
      const sizes = (short ? [24_000] : [100_000, 1_000_000]).filter((size) => size <= largest);
      const rows: (string | number)[][] = [];
      for (const size of sizes) {
        const sample = sampleFolder(size);
        const ours = bestOf(short ? 1 : 3, "Tieout", sample);
        const rival = bestOf(short ? 1 : 3, "DuckDB", sample);
        if (ours.ending !== rival.ending)
          throw new Error(`the figures differ: ${ours.ending} and ${rival.ending}`);
        rows.push(["Tieout", ours.entries, seconds(ours.wall), seconds(ours.cpu), ours.peak, "1.00"]);
        rows.push([
          "DuckDB, 2 threads",
          ours.entries,
          seconds(rival.wall),
          seconds(rival.cpu),
          rival.peak,
          (rival.wall / ours.wall).toFixed(2),
        ]);
      }
      return Promise.resolve({
        tables: [
          {
            title: "From .csv to the valuation",
            head: ["", "value entries", "clock, s", "processor, s", "peak MB", "× clock"],
            rows,
          },
        ],
        notes: [
          "Tieout reads and checks the columns of the report in Value Entries, Items and Item Application Entries, with one thread; " +
            "DuckDB reads Value Entries. The ending values are compared to the cent.",
        ],
      });
    },
  );
}
