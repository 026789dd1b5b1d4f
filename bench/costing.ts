/**
 * Is the cost adjustment fast and linear? Targets: 100,000 item ledger entries with 250,000 value entries within 3 s after
 * reading, a million value entries within 40 s, memory under 1.5 GB.
 */
import { computeAdjustment } from "../src/engine/costing/adjustment";
import { readLedgers } from "../src/engine/ledgers/read";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { answer } from "./support/bench";
import { costingWorkbook } from "./support/costing-workbook";
import { peakMemory } from "./support/measure";

const workDate = parseDay("2025-12-31") as number;
await answer("Is the cost adjustment linear?", async ({ short, largest }) => {
  const sizes = (short ? [4_000] : [10_000, 100_000, 400_000, 1_000_000]).filter((size) => size <= largest);
  const rows: (string | number)[][] = [];

  for (const calcType of ["Item", "Item & Location & Variant"]) {
    for (const size of sizes) {
      const workbook = costingWorkbook(size, calcType);
      const ledgers = await readLedgers(workbook.source, { reports: ["AC"] });
      const started = performance.now();
      const used = process.cpuUsage();
      const { adjusted, proposals } = computeAdjustment(ledgers);
      const engine = Math.round(performance.now() - started);
      const { user, system } = process.cpuUsage(used);
      const checked = performance.now();
      const { outcome } = await runReport("adjust-cost", ledgers, { mode: "propose" }, { workDate });
      if ("error" in outcome.result) throw new Error(JSON.stringify(outcome.result));
      const report = Math.round(performance.now() - checked);
      const shadowed = performance.now();
      await runReport("shadow-costing", ledgers, { method: "Average" }, { workDate });
      const shadow = Math.round(performance.now() - shadowed);
      rows.push([
        calcType,
        workbook.itemLedgerEntries,
        workbook.valueEntries,
        workbook.applications,
        engine,
        Math.round((user + system) / 1000),
        report,
        shadow,
        adjusted.sweeps,
        (adjusted.costing.visits / workbook.itemLedgerEntries).toFixed(1),
        proposals.length,
        peakMemory(),
      ]);
    }
  }
  return {
    tables: [
      {
        title: "Cost adjustment, milliseconds after reading",
        head: [
          "average by",
          "item ledger entries",
          "value entries",
          "applications",
          "engine",
          "processor",
          "report with proposals",
          "shadow costing",
          "sweeps",
          "visits per entry",
          "proposals",
          "peak MB",
        ],
        rows,
      },
    ],
  };
});
