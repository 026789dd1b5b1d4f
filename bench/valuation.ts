/**
 * Is the valuation of a million value entries in columns as fast as a database that has them in memory? The rival is
 * DuckDB (in memory, two threads, DECIMAL), given the same rows and asked for the same sums per item.
 */
import { DuckDBInstance } from "@duckdb/node-api";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { printTable, best } from "./support/measure";
import { syntheticEntries, syntheticLedgers } from "./support/value-entries";

const workDate = parseDay("2026-01-31") as number;

const SQL = `
  SELECT item,
    SUM(CASE WHEN d < DATE '2026-01-01' THEN inv ELSE 0 END), SUM(CASE WHEN d < DATE '2026-01-01' THEN act ELSE 0 END),
    SUM(CASE WHEN d >= DATE '2026-01-01' AND t IN ('Purchase','Positive Adjmt.','Output','Assembly Output') THEN inv ELSE 0 END),
    SUM(CASE WHEN d >= DATE '2026-01-01' AND t IN ('Purchase','Positive Adjmt.','Output','Assembly Output') THEN act ELSE 0 END),
    -SUM(CASE WHEN d >= DATE '2026-01-01' AND t IN ('Sale','Negative Adjmt.','Consumption','Assembly Consumption') THEN inv ELSE 0 END),
    -SUM(CASE WHEN d >= DATE '2026-01-01' AND t IN ('Sale','Negative Adjmt.','Consumption','Assembly Consumption') THEN act ELSE 0 END),
    SUM(CASE WHEN d < DATE '2026-01-01' THEN qty ELSE 0 END), SUM(CASE WHEN d < DATE '2026-01-01' THEN exp ELSE 0 END),
    SUM(CASE WHEN d >= DATE '2026-01-01' THEN qty ELSE 0 END), SUM(CASE WHEN d >= DATE '2026-01-01' THEN exp ELSE 0 END),
    SUM(post)
  FROM ve WHERE d <= DATE '2026-01-31' GROUP BY item ORDER BY item`;

export async function main(argv: readonly string[]): Promise<void> {
  const sizes = argv.includes("--short") ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
  const rows: (string | number)[][] = [];
  for (const size of sizes) {
    const ledgers = syntheticLedgers(size);
    const parameters = { startDate: "2026-01-01", endDate: "2026-01-31" };
    let ending = "";
    const ours = await best(5, async () => {
      const run = await runReport("inventory-valuation", ledgers, parameters, { workDate });
      ending = (run.outcome.result as unknown as { totals: { endingValue: string } }).totals.endingValue;
    });
    const rival = await duckDb(size);
    if (Number(rival.ending).toFixed(2) !== Number(ending).toFixed(2)) {
      throw new Error(`the figures differ: ${ending} and ${rival.ending}`);
    }
    rows.push([size, ours.toFixed(1), rival.milliseconds.toFixed(1), (rival.milliseconds / ours).toFixed(2)]);
  }
  printTable(
    "Inventory Valuation in memory, milliseconds",
    ["Value entries", "Tieout", "DuckDB, 2 threads", "DuckDB ÷ Tieout"],
    rows,
  );
}

async function duckDb(size: number): Promise<{ milliseconds: number; ending: string }> {
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
  let ending = "";
  const milliseconds = await best(5, async () => {
    const reader = await connection.runAndReadAll(SQL);
    const sums = reader.getRows();
    let cents = 0n;
    for (const row of sums) {
      const scaled = (index: number): bigint => (row[index] as { value: bigint } | null)?.value ?? 0n;
      cents += scaled(2) + scaled(4) - scaled(6);
    }
    ending = (Number(cents) / 100).toFixed(2);
  });
  connection.closeSync();
  return { milliseconds, ending };
}
