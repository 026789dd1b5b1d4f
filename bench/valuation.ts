/**
 * Is the valuation of a million value entries in columns as fast as a database that has them in memory? The rival is
 * DuckDB (in memory, two threads, DECIMAL), given the same rows and asked for the same sums per item.
 */
import { DuckDBInstance } from "@duckdb/node-api";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { answer } from "./support/bench";
import { type Time, timed } from "./support/measure";
import { centsOf, endingCents, valuationSql } from "./support/valuation-sql";
import { syntheticEntries, syntheticLedgers } from "./support/value-entries";

const workDate = parseDay("2026-01-31") as number;

await answer("Is the valuation in memory as fast as a database?", async ({ short, largest }) => {
  const sizes = (short ? [20_000] : [10_000, 100_000, 1_000_000]).filter((size) => size <= largest);
  const rows: (string | number)[][] = [];
  for (const size of sizes) {
    const ledgers = await syntheticLedgers(size);
    const parameters = { startDate: "2026-01-01", endDate: "2026-01-31" };
    let ending = "";
    const ours = await timed(5, async () => {
      const run = await runReport("inventory-valuation", ledgers, parameters, { workDate });
      ending = (run.outcome.result as unknown as { totals: { endingValue: string } }).totals.endingValue;
    });
    const rival = await duckDb(size);
    if (rival.ending !== centsOf(ending))
      throw new Error(`the figures differ: ${ending} and ${rival.ending}`);
    rows.push([
      size,
      ours.wall.toFixed(1),
      ours.cpu.toFixed(1),
      rival.wall.toFixed(1),
      rival.cpu.toFixed(1),
      (rival.wall / ours.wall).toFixed(2),
    ]);
  }
  return {
    tables: [
      {
        title: "Inventory Valuation in memory, milliseconds",
        head: [
          "value entries",
          "Tieout",
          "processor",
          "DuckDB, 2 threads",
          "processor",
          "DuckDB ÷ Tieout, clock",
        ],
        rows,
      },
    ],
    notes: ["Both sum 5,000 items of January 2026; the ending values are compared to the cent."],
  };
});

async function duckDb(size: number): Promise<Time & { ending: bigint }> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
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
  let ending = 0n;
  const time = await timed(5, async () => {
    ending = endingCents((await connection.runAndReadAll(valuationSql("ve"))).getRows());
  });
  connection.closeSync();
  return { ...time, ending };
}
