/** The order of rows and columns never matters: results, sheets, stamps and changes are the same, for every report. */
import { createHash } from "node:crypto";
import { Random } from "../../sample/core/random";
import { generateSample } from "../../sample/generate";
import { reportCards } from "../../src/engine/catalogue";
import { readLedgers } from "../../src/engine/ledgers/read";
import { Session } from "../../src/engine/session";
import { parseDay } from "../../src/engine/values/day";
import { jsonSource } from "../../src/workbook/file/json";
import { casesOf, reportsWithCases } from "../support/cases";
import { comparable } from "../fuzz/judge";
import { shuffled } from "../fuzz/mutations";

type Rows = readonly Readonly<Record<string, unknown>>[];
type Workbook = Readonly<Record<string, Rows>>;

const WORK_DATE = parseDay("2026-01-31") as number;

/** Sheets, rows and columns in another order. */
function mixed(workbook: Workbook, seed: number): Workbook {
  const random = new Random(seed);
  return Object.fromEntries(
    shuffled(Object.entries(workbook), random).map(([name, rows]) => {
      const keys = shuffled([...new Set(rows.flatMap((row) => Object.keys(row)))], random);
      const ordered = rows.map((row) =>
        Object.fromEntries(keys.filter((key) => Object.hasOwn(row, key)).map((key) => [key, row[key]])),
      );
      return [name, shuffled(ordered, random)];
    }),
  );
}

async function open(workbook: Workbook): Promise<Session> {
  return new Session(await readLedgers(jsonSource(workbook)), {
    digest: (bytes) => Promise.resolve(createHash("sha256").update(bytes).digest()),
    workDate: WORK_DATE,
    runAt: "2026-02-03 09:12",
  });
}

/** Everything that a run gives, as text: result, summary, sheets with their stamp, changes. */
async function everything(
  session: Session,
  report: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<{ result: string; sheets: string; changes: string }> {
  const run = await session.run(report, parameters);
  if (run.refused) throw new Error(JSON.stringify(run.result.error));
  return {
    result: comparable(run.result),
    sheets: comparable([session.summary(run), await session.sheets(run)]),
    changes: comparable(run.changes),
  };
}

async function expectSame(
  sessions: readonly [Session, Session],
  report: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<void> {
  const first = await everything(sessions[0], report, parameters);
  const second = await everything(sessions[1], report, parameters);
  expect(second.result).toBe(first.result);
  expect(second.changes).toBe(first.changes);
  expect(second.sheets).toBe(first.sheets);
}

describe.each(reportsWithCases())("%s", (report) => {
  const clean = casesOf(report).filter(({ expected }) => {
    const { error, errors } = expected as { error?: unknown; errors?: readonly unknown[] };
    return !error && !(errors && errors.length > 0);
  });
  it.each(clean.map((example) => [example.name, example] as const))("%s", async (_, example) => {
    const session = await open(example.workbook);
    for (const seed of [1, 2, 3])
      await expectSame([session, await open(mixed(example.workbook, seed))], report, example.parameters);
  });
});

const PERIOD = { startDate: "2026-01-01", endDate: "2026-01-31" };
/** Parameters under which a report runs over the sample company. */
const SAMPLE_PARAMETERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "inventory-valuation": { ...PERIOD, includeExpectedCost: true },
  "inventory-valuation-cost-spec": { valuationDate: "2026-01-31" },
  "inventory-valuation-wip": PERIOD,
  "cost-shares-breakdown": { ...PERIOD, includeAverageItems: true, level: "Rolled-up", showDetails: true },
  "post-inventory-cost": { documentNo: "INVT", post: true },
  "inventory-gl-reconciliation": PERIOD,
  trace: { start: { table: "Value Entries", entryNo: 100 } },
  "job-calculate-wip": { postingDate: "2026-01-31", onJobError: "skip" },
  "job-post-wip": { reversalPostingDate: "2026-01-31", onJobError: "skip" },
  "job-wip-to-gl": { basis: "asOf", asOfDate: "2026-01-31", explain: true },
  "adjust-cost": { mode: "propose" },
  "shadow-costing": { method: "Average" },
};

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

it.each(SEEDS)("sample company of seed %d, every report", async (seed) => {
  const { tables } = generateSample({ seed, valueEntries: 300 });
  const workbook = Object.fromEntries([...tables].map(([name, table]) => [name, [...table.records()]]));
  const sessions = [await open(workbook), await open(mixed(workbook, seed))] as const;
  for (const { id } of reportCards) await expectSame(sessions, id, SAMPLE_PARAMETERS[id] ?? {});
});
