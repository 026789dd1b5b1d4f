/**
 * How long does each report take after reading, how much memory, how often does it look at a row, and how do they grow?
 * The twelve reports run over the sample company (the three of projects over synthetic projects) at rising sizes, every
 * run in a process of its own.
 */
import { findReport } from "../src/engine/catalogue";
import type { Ledgers } from "../src/engine/ledgers/ledgers";
import { readLedgers } from "../src/engine/ledgers/read";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { openWorkbookFile } from "../src/runner/files";
import { answer, type Check } from "./support/bench";
import { runChild, sampleFolder } from "./support/child";
import { growthPerDoubling, peakMemory, seconds, timed, timedFor } from "./support/measure";
import { MONTH_END_PARAMETERS } from "./support/month-end-parameters";
import { JOB_PARAMETERS, jobReportLedgers, type JobReport } from "./support/project-ledgers";
import { countedVisits } from "./support/visits";

const workDate = parseDay("2026-01-31") as number;
/** Parameters under which each report is measured: those of a month-end where it belongs to one. */
const PARAMETERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...MONTH_END_PARAMETERS,
  ...JOB_PARAMETERS,
};

const isJobReport = (report: string): report is JobReport => report in JOB_PARAMETERS;
const entriesTable = (report: string): string =>
  !isJobReport(report)
    ? "Value Entries"
    : report === "job-calculate-wip"
      ? "Job Ledger Entries"
      : report === "job-post-wip"
        ? "Job WIP Entries"
        : "Job WIP G/L Entries";

interface Measured {
  readonly entries: number;
  readonly reading: number;
  readonly wall: number;
  readonly cpu: number;
  readonly peak: number;
}

async function read(report: string, size: number): Promise<Ledgers> {
  if (isJobReport(report)) return jobReportLedgers(report, size);
  const code = findReport(report)?.code;
  if (!code) throw new Error(`no report ${report}`);
  return readLedgers(openWorkbookFile(sampleFolder(size)).source, { reports: [code] });
}

async function run(report: string, ledgers: Ledgers): Promise<void> {
  const { outcome, refused } = await runReport(report, ledgers, PARAMETERS[report] ?? {}, { workDate });
  if (refused) throw new Error(`${report}: ${JSON.stringify(outcome.result.error)}`);
}

/**
 * Every size is measured warm, so that growth is that of the work: after a few runs the compiler has done its part at a
 * million entries, but not yet at ten thousand.
 */
const WARM = { fewest: 8, most: 60, milliseconds: 1500 };
const MOST_GROWTH = 2.4;

/** One report at one size. */
async function measure(report: string, size: number, warm = WARM): Promise<Measured> {
  // Making the files is no part of reading them.
  if (!isJobReport(report)) sampleFolder(size);
  let ledgers: Ledgers | undefined;
  const reading = await timed(1, async () => {
    ledgers = await read(report, size);
  });
  const whole = ledgers as Ledgers;
  const time = await timedFor(warm.fewest, warm.most, warm.milliseconds, () => run(report, whole));
  const { rows: entries } = whole.table(entriesTable(report));
  return { entries, reading: reading.wall, ...time, peak: peakMemory() };
}

/** Reads per row of the most read column of a table. */
async function visitsPerRow(report: string, size: number): Promise<number> {
  const ledgers = await read(report, size);
  const table = entriesTable(report);
  const counted = countedVisits(ledgers, table);
  await run(report, counted.ledgers);
  return counted.visits() / ledgers.table(table).rows;
}

async function measureAll(short: boolean, largest: number) {
  const sizes = (short ? [6_000, 24_000] : [10_000, 100_000, 1_000_000]).filter((size) => size <= largest);
  const rows: (string | number)[][] = [];
  const checks: Check[] = [];
  for (const report of Object.keys(PARAMETERS)) {
    let before: Measured | undefined;
    for (const size of sizes) {
      const measured = short
        ? await measure(report, size, { fewest: 3, most: 3, milliseconds: 0 })
        : (JSON.parse(runChild(import.meta.filename, [report, String(size)])) as Measured);
      const growth =
        before &&
        growthPerDoubling(
          { size: before.entries, time: before.cpu },
          { size: measured.entries, time: measured.cpu },
        );
      if (growth !== undefined && (short || size >= 1_000_000))
        checks.push({ what: `${report}, growth per doubling`, value: growth, atMost: MOST_GROWTH });
      rows.push([
        before ? "" : report,
        measured.entries,
        seconds(measured.reading),
        seconds(measured.wall),
        seconds(measured.cpu),
        growth === undefined ? "" : growth.toFixed(2),
        measured.peak,
      ]);
      before = measured;
    }
  }
  const visits: (string | number)[][] = [];
  const small = short ? [3_000] : [3_000, 12_000];
  for (const report of Object.keys(PARAMETERS)) {
    const counts: number[] = [];
    for (const size of small) counts.push(await visitsPerRow(report, size));
    visits.push([report, entriesTable(report), ...counts.map((count) => count.toFixed(1))]);
  }
  return {
    tables: [
      {
        title: "Reports after reading",
        head: ["report", "entries", "reading, s", "report, s", "processor, s", "× per doubling", "peak MB"],
        rows,
      },
      {
        title: "Visits per row, of the column that is read most",
        head: ["report", "table", ...small.map((size) => `${size.toLocaleString("en-US")} entries`)],
        rows: visits,
      },
    ],
    notes: [
      "Entries are value entries; for the job reports job ledger entries, WIP entries and WIP G/L entries in turn. " +
        "Reading is that of the report's own ledgers from .csv (projects are made in memory instead). Peak memory includes " +
        "the ledgers and the bytes of their files.",
    ],
    checks,
  };
}

const [mode, report = "", size = ""] = process.argv.slice(2);
if (mode === "--child") console.log(JSON.stringify(await measure(report, Number(size))));
else {
  await answer("How long does each report take, and how does it grow?", ({ short, largest }) =>
    measureAll(short, largest),
  );
}
