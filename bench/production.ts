/**
 * Are Inventory Valuation - WIP and Cost Shares Breakdown fast and linear? Target: both together under 3 s after reading
 * for 100,000 item ledger entries with five levels of production. Prints times, visits of rows and the growth from one
 * size to the next, the latter by processor time, which other work on the machine does not stretch.
 *
 *   node scripts/run-ts.mjs bench/production.ts [largest number of item ledger entries]
 */
import type { Ledgers } from "../src/engine/ledgers/ledgers";
import { LedgerTable } from "../src/engine/ledgers/ledgers";
import type { ReadColumn } from "../src/engine/ledgers/columns";
import { readLedgers } from "../src/engine/ledgers/read";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { peakMemory, printTable } from "./support/measure";
import { productionWorkbook } from "./support/production-workbook";

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

/** Wraps one column of a table so that every read of a row is counted. */
function counted(
  ledgers: Ledgers,
  name: string,
  caption: string,
): { ledgers: Ledgers; visits: () => number } {
  const table = ledgers.table(name);
  const column = table.read(caption);
  if (column?.data.type !== "decimals") throw new Error(`${name} has no amounts ${caption}`);
  let visits = 0;
  const ints = new Proxy(column.data.values.ints, {
    get: (target, key) => {
      if (typeof key === "string" && /^\d/.test(key)) visits += 1;
      return Reflect.get(target, key, target) as unknown;
    },
  });
  const data = { ...column.data, values: { ...column.data.values, ints } };
  const columns = new Map<string, ReadColumn>(table.columns).set(caption, { ...column, data });
  const replaced = new LedgerTable(table.declaration, table.rows, columns, table.origin);
  return { ledgers: ledgers.with([replaced]), visits: () => visits };
}

async function runOnce(
  ledgers: Ledgers,
  report: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { outcome, refused } = await runReport(report, ledgers, parameters, { workDate });
  if (refused) throw new Error(JSON.stringify(outcome.result));
}

interface Measured {
  /** Milliseconds by the clock, and of the processor (all threads). */
  readonly clock: number;
  readonly processor: number;
}

/** The fastest of three runs, of one for the largest ledger. */
async function fastest(
  size: number,
  ledgers: Ledgers,
  report: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Measured> {
  let clock = Number.POSITIVE_INFINITY;
  let processor = Number.POSITIVE_INFINITY;
  for (let runs = size >= 1_000_000 ? 1 : 3; runs > 0; runs -= 1) {
    const started = performance.now();
    const used = process.cpuUsage();
    await runOnce(ledgers, report, parameters);
    const { user, system } = process.cpuUsage(used);
    clock = Math.min(clock, performance.now() - started);
    processor = Math.min(processor, (user + system) / 1000);
  }
  return { clock, processor };
}

const largest = Number(process.argv[2] ?? 1_000_000);
const sizes = [10_000, 100_000, 1_000_000].filter((size) => size <= largest);
const times: number[][] = [];
const processorTimes: number[][] = [];
const facts: string[] = [];
for (const size of sizes) {
  const { ledgers, workbook } = await ledgersOf(size);
  facts.push(
    `${workbook.itemLedgerEntries.toLocaleString("en-US")} item ledger entries, ${workbook.valueEntries.toLocaleString("en-US")} value entries, ${workbook.applications.toLocaleString("en-US")} applications`,
  );
  const measured: Measured[] = [];
  for (const [, report, parameters] of RUNS) measured.push(await fastest(size, ledgers, report, parameters));
  times.push(measured.map(({ clock }) => Math.round(clock)));
  processorTimes.push(measured.map(({ processor }) => processor));
}
for (const fact of facts) console.log(fact);
printTable(
  "Milliseconds after reading",
  ["item ledger entries", ...RUNS.map(([label]) => label)],
  times.map((row, index) => [sizes[index] as number, ...row]),
);
printTable(
  "Growth for ten times the entries",
  ["to", ...RUNS.map(([label]) => label)],
  processorTimes
    .slice(1)
    .map((row, index) => [
      sizes[index + 1] as number,
      ...row.map((time, run) => (time / Math.max(1, processorTimes[index]?.[run] ?? 1)).toFixed(1)),
    ]),
);

const visitRows: (string | number)[][] = [];
for (const size of [5_000, 20_000]) {
  const { ledgers } = await ledgersOf(size);
  for (const [label, report, parameters] of RUNS) {
    const values = counted(ledgers, "Value Entries", "Cost Amount (Actual)");
    await runOnce(values.ledgers, report, parameters);
    const applications = counted(ledgers, "Item Application Entries", "Quantity");
    await runOnce(applications.ledgers, report, parameters);
    visitRows.push([
      size,
      label,
      (values.visits() / ledgers.table("Value Entries").rows).toFixed(2),
      (applications.visits() / ledgers.table("Item Application Entries").rows).toFixed(2),
    ]);
  }
}
printTable("Visits per row", ["item ledger entries", "run", "value entry", "application"], visitRows);
console.log(`\nPeak memory ${peakMemory()} MB, the workbook itself included.`);
