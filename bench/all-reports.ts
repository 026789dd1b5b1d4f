/**
 * Every report over one workbook: the sample company with 100,000 value entries as .json, read once, and the reports one
 * after the other in one process, each for the first time. Aim: the ten reports of Business Central within 3 s together;
 * adjustment and shadow costing come on top.
 */
import path from "node:path";
import { readLedgers } from "../src/engine/ledgers/read";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { openWorkbookFile } from "../src/runner/files";
import { answer } from "./support/bench";
import { benchFolder, runChild, runScript } from "./support/child";
import { peakMemory, seconds, timed, type Time } from "./support/measure";
import { MONTH_END_PARAMETERS } from "./support/month-end-parameters";

const workDate = parseDay("2026-01-31") as number;
/** The two that the cost adjustment makes possible; Business Central has no report for them. */
const OWN = new Set(["adjust-cost", "shadow-costing"]);

interface Measured {
  readonly entries: number;
  readonly reading: Time;
  readonly reports: readonly (readonly [string, Time])[];
  readonly peak: number;
}

async function measure(file: string): Promise<Measured> {
  const opened: Awaited<ReturnType<typeof readLedgers>>[] = [];
  const reading = await timed(1, async () => {
    opened.push(await readLedgers(openWorkbookFile(file).source));
  });
  const [ledgers] = opened;
  if (!ledgers) throw new Error("nothing was read");
  const reports: [string, Time][] = [];
  for (const [report, parameters] of Object.entries(MONTH_END_PARAMETERS)) {
    const time = await timed(1, async () => {
      const { outcome, refused } = await runReport(report, ledgers, parameters, { workDate });
      if (refused) throw new Error(`${report}: ${JSON.stringify(outcome.result.error)}`);
    });
    reports.push([report, time]);
  }
  return { entries: ledgers.table("Value Entries").rows, reading, reports, peak: peakMemory() };
}

const [mode, file = ""] = process.argv.slice(2);
if (mode === "--child") console.log(JSON.stringify(await measure(file)));
else {
  await answer("How long do all reports take together?", ({ short }) => {
    const size = short ? 10_000 : 100_000;
    const sample = path.join(benchFolder(), `sample-${size}.json`);
    runScript(
      "sample/write.ts",
      ["--json", sample, "--entries", String(size)],
      ["--max-old-space-size=8192"],
    );
    const { entries, reading, reports, peak } = JSON.parse(
      runChild(import.meta.filename, [sample]),
    ) as Measured;
    const total = (chosen: readonly (readonly [string, Time])[]): Time => ({
      wall: chosen.reduce((sum, [, { wall }]) => sum + wall, 0),
      cpu: chosen.reduce((sum, [, { cpu }]) => sum + cpu, 0),
    });
    const row = (name: string, { wall, cpu }: Time): string[] => [name, seconds(wall), seconds(cpu)];
    return Promise.resolve({
      tables: [
        {
          title: `Sample company from .json, ${entries.toLocaleString("en-US")} value entries, all ledgers`,
          head: ["", "clock, s", "processor, s"],
          rows: [
            row("reading and checking all ledgers", reading),
            ...reports.map(([report, time]) => row(report, time)),
            row("the ten reports of Business Central", total(reports.filter(([report]) => !OWN.has(report)))),
            row("all twelve", total(reports)),
          ],
        },
      ],
      notes: [`Every report runs once, cold. Peak memory ${peak} MB. Aim: 3 s for the ten.`],
    });
  });
}
