/**
 * Is the valuation of a million value entries in columns as fast as a database that has them in memory? The rival is
 * DuckDB (in memory, DECIMAL; with one thread, as Tieout has, and with two), given the same rows and asked for the same
 * sums per item.
 */
import { DuckDBInstance } from "@duckdb/node-api";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { answer, type Check } from "./support/bench";
import { type Time, timed } from "./support/measure";
import { centsOf, endingCents, valuationSql } from "./support/valuation-sql";
import { syntheticEntries, syntheticLedgers } from "./support/value-entries";

const workDate = parseDay("2026-01-31") as number;
/** Runs of both sides at every size; the best counts. A program in use is warm, as a database is. */
const RUNS = 30;
/** Threads of the rival: as many as Tieout has, then as many as the machine has. */
const THREADS = [1, 2];

const threadsText = (threads: number): string => (threads === 1 ? "1 thread" : `${threads} threads`);

await answer("Is the valuation in memory as fast as a database?", async ({ short, largest }) => {
  const sizes = (short ? [20_000] : [10_000, 100_000, 1_000_000]).filter((size) => size <= largest);
  const rows: (string | number)[][] = [];
  const checks: Check[] = [];
  for (const size of sizes) {
    const ledgers = await syntheticLedgers(size);
    const parameters = { startDate: "2026-01-01", endDate: "2026-01-31" };
    let ending = "";
    const ours = await timed(RUNS, async () => {
      const run = await runReport("inventory-valuation", ledgers, parameters, { workDate });
      ending = (run.outcome.result as unknown as { totals: { endingValue: string } }).totals.endingValue;
    });
    const rivals = await duckDb(size);
    for (const rival of rivals)
      if (rival.ending !== centsOf(ending))
        throw new Error(`the figures differ: ${ending} and ${rival.ending}`);
    const processor = (rivals.at(-1)?.cpu ?? 0) / ours.cpu;
    rows.push([
      size,
      ours.wall.toFixed(1),
      ours.cpu.toFixed(1),
      ...rivals.flatMap((rival) => [rival.wall.toFixed(1), rival.cpu.toFixed(1)]),
      ...rivals.map((rival) => (rival.wall / ours.wall).toFixed(2)),
      processor.toFixed(2),
    ]);
    if (size >= 1_000_000)
      checks.push({
        what: "valuing a million entries, DuckDB ÷ Tieout, processor",
        value: processor,
        atLeast: 4,
      });
  }
  return {
    tables: [
      {
        title: "Inventory Valuation in memory, milliseconds",
        head: [
          "value entries",
          "Tieout",
          "processor",
          ...THREADS.flatMap((threads) => [`DuckDB, ${threadsText(threads)}`, "processor"]),
          ...THREADS.map((threads) => `${threadsText(threads)} ÷ Tieout, clock`),
          "processor",
        ],
        rows,
      },
    ],
    notes: [
      `Both sum 5,000 items of January 2026 and give every figure of every item; the ending values are compared to the cent. ` +
        `Best of ${RUNS} runs: what is known of the columns once they are read (order of keys, distinct codes, magnitudes) is found in the first.`,
    ],
    checks,
  };
});

/** The rival's times and its ending value, per number of threads. */
async function duckDb(size: number): Promise<readonly (Time & { readonly ending: bigint })[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(
    "CREATE TABLE ve (item VARCHAR, d DATE, t VARCHAR, qty DECIMAL(18,5), inv DECIMAL(18,5), act DECIMAL(18,2), exp DECIMAL(18,2), post DECIMAL(18,2))",
  );
  let batch: string[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await connection.run(`INSERT INTO ve VALUES ${batch.join(",")}`);
    batch = [];
  };
  for (const entry of syntheticEntries(size)) {
    const invoiced = entry.actual === "0.00" ? 0 : entry.quantity;
    batch.push(
      `('${entry.itemNo}','${entry.postingDate}','${entry.type}',${entry.quantity},${invoiced},${entry.actual},${entry.expected},${entry.posted})`,
    );
    if (batch.length === 20_000) await flush();
  }
  await flush();
  const times: (Time & { ending: bigint })[] = [];
  for (const threads of THREADS) {
    await connection.run(`SET threads = ${threads}`);
    let ending = 0n;
    const time = await timed(RUNS, async () => {
      ending = endingCents((await connection.runAndReadAll(valuationSql("ve"))).getRows());
    });
    times.push({ ...time, ending });
  }
  connection.closeSync();
  return times;
}
