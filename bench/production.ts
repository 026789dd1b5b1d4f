/**
 * Are Inventory Valuation - WIP and Cost Shares Breakdown fast and linear? Target: both together under 3 s after reading
 * for 100,000 item ledger entries with five levels of production. Growth is
 * that of processor time, which other work on the machine does not stretch.
 */
import type { Ledgers } from "../src/engine/ledgers/ledgers";
import { readLedgers } from "../src/engine/ledgers/read";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { answer } from "./support/bench";
import { growthPerDoubling, peakMemory, timed, type Time } from "./support/measure";
import { productionWorkbook } from "./support/production-workbook";
import { countedVisits } from "./support/visits";

const workDate = parseDay("2025-12-31") as number;
const PERIOD = { startDate: "2025-12-01", endDate: "2025-12-31" };
const RUNS: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  ["WIP", "inventory-valuation-wip", PERIOD],
  ["Sales", "cost-shares-breakdown", { ...PERIOD, printCostShare: "Sales" }],
  [
    "Sales, rolled-up, all",
    "cost-shares-breakdown",
    { endDate: "2025-12-31", level: "Rolled-up", showDetails: true },
  ],
  ["Inventory", "cost-shares-breakdown", { ...PERIOD, printCostShare: "Inventory", level: "Rolled-up" }],
  [
    "WIP Inventory",
    "cost-shares-breakdown",
    { ...PERIOD, printCostShare: "WIP Inventory", level: "Rolled-up" },
  ],
];

async function ledgersOf(
  entries: number,
): Promise<{ ledgers: Ledgers; workbook: ReturnType<typeof productionWorkbook> }> {
  const workbook = productionWorkbook(entries);
  return { ledgers: await readLedgers(workbook.source, { reports: ["IW", "SB"] }), workbook };
}

async function runOnce(
  ledgers: Ledgers,
  report: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { outcome, refused } = await runReport(report, ledgers, parameters, { workDate });
  if (refused) throw new Error(JSON.stringify(outcome.result));
}

await answer("Are WIP valuation and cost shares linear over five levels of production?", async (call) => {
  const sizes = (call.short ? [4_000, 16_000] : [10_000, 100_000, 1_000_000]).filter(
    (size) => size <= call.largest,
  );
  const times: Time[][] = [];
  const peaks: number[] = [];
  const facts: (string | number)[][] = [];
  for (const size of sizes) {
    const { ledgers, workbook } = await ledgersOf(size);
    facts.push([workbook.itemLedgerEntries, workbook.valueEntries, workbook.applications]);
    const row: Time[] = [];
    for (const [, report, parameters] of RUNS)
      row.push(await timed(size >= 1_000_000 ? 1 : 3, () => runOnce(ledgers, report, parameters)));
    times.push(row);
    peaks.push(peakMemory());
  }
  const labels = RUNS.map(([label]) => label);
  const growth = times
    .slice(1)
    .map((row, index) => [
      sizes[index + 1] as number,
      ...row.map((time, run) =>
        growthPerDoubling(
          { size: sizes[index] as number, time: times[index]?.[run]?.cpu ?? 1 },
          { size: sizes[index + 1] as number, time: time.cpu },
        ).toFixed(2),
      ),
    ]);
  return {
    tables: [
      ...(["cpu", "wall"] as const).map((clock) => ({
        title: `Milliseconds after reading, ${clock === "cpu" ? "processor" : "clock"}`,
        head: ["item ledger entries", "value entries", "applications", ...labels],
        rows: times.map((row, index) => [
          ...(facts[index] ?? []),
          ...row.map((time) => Math.round(time[clock])),
        ]),
      })),
      { title: "Growth of processor time per doubling", head: ["to", ...labels], rows: growth },
      {
        title:
          "Both reports: WIP and the dearest of the cost shares; peak memory, the workbook itself included",
        head: ["item ledger entries", "processor ms", "MB"],
        rows: times.map((row, index) => [
          facts[index]?.[0] ?? 0,
          Math.round((row[0]?.cpu ?? 0) + Math.max(...row.slice(1).map((time) => time.cpu))),
          peaks[index] ?? 0,
        ]),
      },
      {
        title: "Visits per row, of the column that is read most",
        head: ["item ledger entries", "run", "value entry", "application"],
        rows: await visits(call.short ? [2_000] : [5_000, 20_000]),
      },
    ],
    notes: ["Growth of 2 per doubling is linear; the clock stretches when other work shares the processors."],
  };
});

async function visits(sizes: readonly number[]): Promise<(string | number)[][]> {
  const rows: (string | number)[][] = [];
  for (const size of sizes) {
    const { ledgers } = await ledgersOf(size);
    for (const [label, report, parameters] of RUNS) {
      const perRow: string[] = [];
      for (const table of ["Value Entries", "Item Application Entries"]) {
        const counted = countedVisits(ledgers, table);
        await runOnce(counted.ledgers, report, parameters);
        perRow.push((counted.visits() / ledgers.table(table).rows).toFixed(2));
      }
      rows.push([size, label, ...perRow]);
    }
  }
  return rows;
}
