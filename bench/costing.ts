/**
 * Is the cost adjustment fast and linear? Targets: 100,000 item ledger entries with 250,000 value entries within 3 s after
 * reading, a million item ledger entries within 40 s and under 1.5 GB. Each ledger is computed in a process of its own,
 * which makes its rows while it reads them: peak memory counts the ledgers, the engine, the report, every row of its result
 * and change set read once, then Shadow Costing and a valuation as if adjusted, but no file. Growth is that of processor
 * time.
 */
import { computeAdjustment } from "../src/engine/costing/adjustment";
import { proposalsOf } from "../src/engine/costing/propose";
import type { Ledgers } from "../src/engine/ledgers/ledgers";
import { readLedgers } from "../src/engine/ledgers/read";
import type { RunOutcome } from "../src/engine/report";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { answer, type Check } from "./support/bench";
import { runNode } from "./support/child";
import { CALC_TYPES, type CalcType, costingWorkbook } from "./support/costing-workbook";
import { fieldsOf } from "./support/fields";
import { growthPerDoubling, peakMemory, timed } from "./support/measure";

const PERIOD = { startDate: "2025-12-01", endDate: "2025-12-31" };
const workDate = parseDay("2025-12-31") as number;
const MILLION = 1_000_000;
/** Below so many entries growth says nothing. */
const SMALLEST_TOLD = 100_000;

interface Measured {
  readonly entries: number;
  readonly values: number;
  readonly applications: number;
  readonly engineCpu: number;
  readonly reportCpu: number;
  readonly rowsCpu: number;
  readonly shadowCpu: number;
  readonly valuationCpu: number;
  readonly reportWall: number;
  readonly sweeps: number;
  readonly visits: number;
  readonly proposals: number;
  /** After the report with its rows, and after everything. */
  readonly reportPeak: number;
  readonly peak: number;
}

async function run(
  ledgers: Ledgers,
  report: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<RunOutcome> {
  const { outcome, refused } = await runReport(report, ledgers, parameters, { workDate });
  if (refused) throw new Error(JSON.stringify(outcome.result));
  return outcome;
}

async function read(
  calcType: CalcType,
  size: number,
): Promise<{ ledgers: Ledgers } & Pick<Measured, "entries" | "values" | "applications">> {
  const workbook = costingWorkbook(size, calcType);
  return {
    ledgers: await readLedgers(workbook.source, { reports: ["AC", "IV"] }),
    entries: workbook.itemLedgerEntries,
    values: workbook.valueEntries,
    applications: workbook.applications,
  };
}

/** The report with proposals, and reading every row of its result and its change set. */
async function measureReport(
  ledgers: Ledgers,
): Promise<Pick<Measured, "reportCpu" | "reportWall" | "rowsCpu">> {
  let outcome: RunOutcome | undefined;
  const report = await timed(1, async () => {
    outcome = await run(ledgers, "adjust-cost", { mode: "propose" });
  });
  const rows = await timed(1, () => fieldsOf(outcome));
  return { reportCpu: report.cpu, reportWall: report.wall, rowsCpu: rows.cpu };
}

async function measureOnce(calcType: CalcType, size: number): Promise<Measured> {
  const { ledgers, ...counts } = await read(calcType, size);
  const report = await measureReport(ledgers);
  const reportPeak = peakMemory();
  let facts = { sweeps: 0, visits: 0, proposals: 0 };
  const engine = await timed(1, () => {
    const adjustment = computeAdjustment(ledgers);
    const { sweeps, costing } = adjustment.adjusted;
    facts = { sweeps, visits: costing.visits, proposals: proposalsOf(adjustment).count };
  });
  const shadow = await timed(1, () => run(ledgers, "shadow-costing", { method: "Average" }));
  const valuation = await timed(1, () =>
    run(ledgers, "inventory-valuation", { ...PERIOD, asIfAdjusted: true }),
  );
  return {
    ...counts,
    ...facts,
    ...report,
    engineCpu: engine.cpu,
    shadowCpu: shadow.cpu,
    valuationCpu: valuation.cpu,
    reportPeak,
    peak: peakMemory(),
  };
}

/** What must hold of the measured ledgers of one calculation type. */
function checksOf(calcType: string, all: readonly Measured[]): Check[] {
  const checks: Check[] = all.map(({ entries, visits }) => ({
    what: `${calcType}: rows looked at per entry, ${entries.toLocaleString("en-US")} entries`,
    value: visits / entries,
    atMost: 12,
  }));
  for (let at = 1; at < all.length; at += 1) {
    const [before, after] = [all[at - 1] as Measured, all[at] as Measured];
    if (before.entries < SMALLEST_TOLD) continue;
    checks.push({
      what: `${calcType}: growth of the engine's time per doubling up to ${after.entries.toLocaleString("en-US")} entries`,
      value: growthPerDoubling(
        { size: before.entries, time: before.engineCpu },
        { size: after.entries, time: after.engineCpu },
      ),
      atMost: 2.6,
    });
  }
  const million = all.find(({ entries }) => entries === MILLION);
  if (million)
    checks.push({
      what: `${calcType}: peak MB at a million item ledger entries`,
      value: million.peak,
      atMost: 1536,
    });
  return checks;
}

const [mode, childType = "", childSize] = process.argv.slice(2);
if (mode === "--child") {
  console.log(JSON.stringify(await measureOnce(childType as CalcType, Number(childSize))));
} else {
  await answer("Is the cost adjustment linear?", ({ short, largest }) => {
    const sizes = (short ? [4_000] : [10_000, 100_000, MILLION]).filter((size) => size <= largest);
    const rows: (string | number)[][] = [];
    const checks: Check[] = [];
    for (const calcType of CALC_TYPES) {
      // Without the flags of the caller: a generous heap would be counted as memory that is needed.
      const measured = sizes.map(
        (size) => JSON.parse(runNode([import.meta.filename, "--child", calcType, String(size)])) as Measured,
      );
      checks.push(...checksOf(calcType, measured));
      for (const one of measured) {
        rows.push([
          calcType,
          one.entries,
          one.values,
          one.applications,
          ...[one.engineCpu, one.reportCpu, one.rowsCpu, one.shadowCpu, one.valuationCpu].map(Math.round),
          Math.round(one.reportWall),
          one.sweeps,
          (one.visits / one.entries).toFixed(1),
          one.proposals,
          one.reportPeak,
          one.peak,
        ]);
      }
    }
    const head = [
      "average by",
      "item ledger entries",
      "value entries",
      "applications",
      "engine, processor",
      "report with proposals, processor",
      "its rows, processor",
      "shadow costing, processor",
      "valuation as if adjusted, processor",
      "report, clock",
      "sweeps",
      "visits per entry",
      "proposals",
      "peak MB, report and rows",
      "peak MB, all",
    ];
    return Promise.resolve({
      tables: [{ title: "Cost adjustment, milliseconds after reading", head, rows }],
      notes: [
        "Peak memory is that of the process from reading to the end: ledgers, engine, result and what the JavaScript engine has " +
          "not yet cleared away, with its standard heap. Rows of the workbook are made while they are read; a file is not counted.",
      ],
      checks,
    });
  });
}
