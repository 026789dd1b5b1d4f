/**
 * Are posting, reconciliation and trace fast and linear? Target: with 1 million value entries and 1 million G/L entries
 * at most 5 s each, after reading.
 */
import type { Ledgers } from "../src/engine/ledgers/ledgers";
import type { RunOutcome } from "../src/engine/report";
import { readLedgers } from "../src/engine/ledgers/read";
import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { answer } from "./support/bench";
import { fieldsOf } from "./support/fields";
import { growthPerDoubling, peakMemory, timed, type Time } from "./support/measure";
import { postedLedger } from "./support/posted-ledger";

const workDate = parseDay("2025-12-31") as number;
const PERIOD = { startDate: "2025-03-01", endDate: "2025-06-30" };
const DOCUMENT = { documentNo: "INVT" };
const METHODS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["Posting, all", DOCUMENT],
  ["with change set", { ...DOCUMENT, post: true }],
  ["Per Document", { postingMethod: "Per Document" }],
  ["Per Entry", { postingMethod: "Per Entry" }],
];

interface Run {
  readonly label: string;
  readonly report: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Whether the ledger was posted before. */
  readonly posted: boolean;
  /** Also read every row of result and change set. */
  readonly reads?: boolean;
}

const onPosted = (label: string, report: string, parameters: Readonly<Record<string, unknown>>): Run => ({
  label,
  report,
  parameters,
  posted: true,
});

const RUNS: readonly Run[] = [
  onPosted("Reconciliation", "inventory-gl-reconciliation", {}),
  onPosted("of four months", "inventory-gl-reconciliation", { ...PERIOD, basis: "posting" }),
  onPosted("Trace, document", "trace", { start: { documentNo: "D5" } }),
  onPosted("Trace, value entry", "trace", { start: { table: "Value Entries", entryNo: 10 } }),
  onPosted("Posting, the rest", "post-inventory-cost", DOCUMENT),
  ...METHODS.flatMap(([label, parameters]): Run[] => {
    const run = { report: "post-inventory-cost", parameters, posted: false };
    return [
      { ...run, label },
      { ...run, label: `${label}, read`, reads: true },
    ];
  }),
];

async function runOnce(ledgers: Ledgers, report: string, parameters: object): Promise<RunOutcome> {
  const { outcome, refused } = await runReport(report, ledgers, { ...parameters }, { workDate });
  if (refused) {
    throw new Error(JSON.stringify(outcome.result));
  }
  return outcome;
}

await answer("Are posting, reconciliation and trace linear in the general ledger?", async (call) => {
  const sizes = (call.short ? [4_000, 16_000] : [10_000, 100_000, 500_000, 1_000_000]).filter(
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
      for (const run of RUNS) {
        if (run.posted !== posted) continue;
        const once = async (): Promise<void> => {
          const outcome = await runOnce(ledgers, run.report, run.parameters);
          if (run.reads) fieldsOf(outcome);
        };
        row.push(await timed(3, once));
      }
    }
    times.push(row);
  }
  const labels = RUNS.map(({ label }) => label);
  return {
    tables: [
      ...(["wall", "cpu"] as const).map((time) => ({
        title: time === "wall" ? "Milliseconds after reading" : "Of the processor",
        head: ["value entries", "G/L entries", "relations", ...labels],
        rows: times.map((row, index) => [
          ...(facts[index] ?? []),
          ...row.map((one) => Math.round(one[time])),
        ]),
      })),
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
