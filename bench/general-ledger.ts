/**
 * Are posting, reconciliation and trace fast and linear? Target: with 1 million value entries and 1 million G/L entries
 * at most 5 s each, after reading.
 */
import type { Ledgers } from "../src/engine/ledgers/ledgers";
import { readLedgers } from "../src/engine/ledgers/read";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { answer } from "./support/bench";
import { growthPerDoubling, peakMemory, timed, type Time } from "./support/measure";
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

await answer("Are posting, reconciliation and trace linear in the general ledger?", async (call) => {
  const sizes = (call.short ? [4_000, 16_000] : [10_000, 100_000, 1_000_000]).filter(
    (size) => size <= call.largest,
  );
  const times: Time[][] = [];
  const facts: number[][] = [];
  for (const size of sizes) {
    const row: Time[] = [];
    for (const posted of [true, false]) {
      const ledger = postedLedger(size, posted);
      if (posted) facts.push([ledger.valueEntries, ledger.glEntries, ledger.relations]);
      const ledgers = await readLedgers(ledger.source, { reports: ["PC", "GR", "TR"] });
      for (const [, report, parameters, wantsPosted] of RUNS) {
        if (wantsPosted !== posted) continue;
        row.push(await timed(size >= 1_000_000 ? 1 : 3, () => runOnce(ledgers, report, parameters)));
      }
    }
    times.push(row);
  }
  const labels = RUNS.map(([label]) => label);
  return {
    tables: [
      {
        title: "Milliseconds after reading",
        head: ["value entries", "G/L entries", "relations", ...labels],
        rows: times.map((row, index) => [
          ...(facts[index] ?? []),
          ...row.map((time) => Math.round(time.wall)),
        ]),
      },
      {
        title: "Growth per doubling",
        head: ["to", ...labels],
        rows: times
          .slice(1)
          .map((row, index) => [
            sizes[index + 1] as number,
            ...row.map((time, run) =>
              growthPerDoubling(
                { size: sizes[index] as number, time: times[index]?.[run]?.cpu ?? 1 },
                { size: sizes[index + 1] as number, time: time.cpu },
              ).toFixed(2),
            ),
          ]),
      },
    ],
    notes: [`Peak memory ${peakMemory()} MB.`],
  };
});
