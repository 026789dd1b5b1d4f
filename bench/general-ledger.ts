/**
 * Are posting, reconciliation and trace fast and linear? Target: with 1 million value entries and 1 million G/L entries
 * at most 5 s each, after reading. Prints times and the growth from one size to the next.
 *
 *   node scripts/run-ts.mjs bench/general-ledger.ts [largest number of value entries]
 */
import type { Ledgers } from "../src/engine/ledgers/ledgers";
import { readLedgers } from "../src/engine/ledgers/read";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { best, peakMemory, printTable } from "./support/measure";
import { postedLedger } from "./support/posted-ledger";

const workDate = parseDay("2025-12-31") as number;
const PERIOD = { startDate: "2025-03-01", endDate: "2025-06-30" };
const RUNS: readonly (readonly [string, string, Readonly<Record<string, unknown>>, boolean])[] = [
  ["Reconciliation", "inventory-gl-reconciliation", {}, true],
  ["of four months", "inventory-gl-reconciliation", { ...PERIOD, basis: "posting" }, true],
  ["Trace, document", "trace", { start: { documentNo: "D5" } }, true],
  ["Trace, value entry", "trace", { start: { table: "Value Entries", entryNo: 10 } }, true],
  ["Posting, the rest", "post-inventory-cost", { documentNo: "INVT" }, true],
  ["Posting, all", "post-inventory-cost", { documentNo: "INVT" }, false],
  ["with change set", "post-inventory-cost", { documentNo: "INVT", post: true }, false],
  ["Per Document", "post-inventory-cost", { postingMethod: "Per Document" }, false],
  ["Per Entry", "post-inventory-cost", { postingMethod: "Per Entry" }, false],
];

async function runOnce(ledgers: Ledgers, report: string, parameters: object): Promise<void> {
  const { outcome, refused } = await runReport(report, ledgers, { ...parameters }, { workDate });
  if (refused) {
    throw new Error(JSON.stringify(outcome.result));
  }
}

const largest = Number(process.argv[2] ?? 1_000_000);
const sizes = [10_000, 100_000, 1_000_000].filter((size) => size <= largest);
const times: number[][] = [];
for (const size of sizes) {
  const row: number[] = [];
  for (const posted of [true, false]) {
    const ledger = postedLedger(size, posted);
    if (posted) {
      const count = (n: number): string => n.toLocaleString("en-US");
      console.log(
        `${count(ledger.valueEntries)} value entries, ${count(ledger.glEntries)} G/L entries, ${count(ledger.relations)} relations`,
      );
    }
    const ledgers = await readLedgers(ledger.source, { reports: ["PC", "GR", "TR"] });
    for (const [, report, parameters, wantsPosted] of RUNS) {
      if (wantsPosted !== posted) continue;
      row.push(Math.round(await best(size >= 1_000_000 ? 1 : 3, () => runOnce(ledgers, report, parameters))));
    }
  }
  times.push(row);
}
const labels = RUNS.map(([label]) => label);
printTable(
  "Milliseconds after reading",
  ["value entries", ...labels],
  times.map((row, index) => [sizes[index] as number, ...row]),
);
printTable(
  "Growth (10 = linear)",
  ["from", ...labels],
  times
    .slice(1)
    .map((row, index) => [
      sizes[index] as number,
      ...row.map((time, run) => (time / Math.max(1, times[index]?.[run] ?? 1)).toFixed(1)),
    ]),
);
console.log(`\nPeak memory ${peakMemory()} MB`);
