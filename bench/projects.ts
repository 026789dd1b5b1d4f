/**
 * Does the calculation of job WIP stay linear, and within five seconds for 10,000 projects with a million job ledger
 * entries? Ledgers are read before the clock starts; every second project posts per ledger entry.
 */
import type { Result } from "../src/engine/reports/job-calculate-wip/result";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { best, peakMemory, printTable } from "./support/measure";
import { projectLedgers } from "./support/project-ledgers";

const workDate = parseDay("2026-03-31") as number;

export async function main(argv: readonly string[]): Promise<void> {
  const sizes: readonly (readonly [number, number])[] = [
    [1_000, 100_000],
    [2_500, 250_000],
    ...(argv.includes("--short") ? [] : ([[10_000, 1_000_000]] as const)),
  ];
  const rows: (string | number)[][] = [];
  let before: { readonly entries: number; readonly milliseconds: number } | undefined;
  for (const [projects, entries] of sizes) {
    const ledgers = await projectLedgers(projects, entries);
    let written = 0;
    const milliseconds = await best(3, async () => {
      const run = await runReport("job-calculate-wip", ledgers, { postingDate: "2026-03-31" }, { workDate });
      const result = run.outcome.result as Result;
      if (result.status !== "ok") throw new Error(JSON.stringify(result.errors[0]));
      written = result.wipEntries.length;
    });
    const growth = before ? milliseconds / before.milliseconds / (entries / before.entries) : 1;
    rows.push([projects, entries, written, milliseconds.toFixed(0), growth.toFixed(2), peakMemory()]);
    before = { entries, milliseconds };
  }
  printTable(
    "Job Calculate WIP after reading, milliseconds",
    ["Projects", "Job ledger entries", "WIP entries", "Milliseconds", "Growth ÷ size", "Peak memory, MB"],
    rows,
  );
}
