/** Runs a report over a workbook of rows, as tests need it. */
import { findReport } from "../../src/engine/catalogue";
import type { Ledgers } from "../../src/engine/ledgers/ledgers";
import { readLedgers } from "../../src/engine/ledgers/read";
import { runReport, type ReportRun } from "../../src/engine/run";
import { parseDay } from "../../src/engine/values/day";
import type { LayoutContext } from "../../src/engine/report";
import { jsonSource } from "../../src/workbook/file/json";
import { shownBy } from "./answer";
import { faultsOf } from "./holds";
import { plain } from "./plain";

export const WORK_DATE = parseDay("2025-04-30") as number;

/** What a layout is given besides the result. */
export const CONTEXT: LayoutContext = {
  company: "CRONUS",
  currency: "LCY",
  jobWord: "Job",
  parameters: {},
  evidence: [],
  stamp: "0000-0000",
  engineVersion: "1",
  runAt: "2025-04-30 08:00",
  paper: "A4",
};
/** Rows up to which the answer of a run is looked at as a whole: drilling every figure of large ledgers takes minutes. */
const SMALL = 200;

/** A result as tests look into it. */
export type AnyResult = Readonly<Record<string, unknown>> & {
  readonly error?: { readonly code: string } & Readonly<Record<string, unknown>>;
};

export interface TestRun {
  readonly ledgers: Ledgers;
  readonly run: ReportRun;
  readonly result: AnyResult;
}

export async function runOn(
  report: string,
  workbook: unknown,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<TestRun> {
  const card = findReport(report);
  if (!card) throw new Error(`no report ${report}`);
  const ledgers = await readLedgers(jsonSource(workbook), { reports: [card.code] });
  const run = await runReport(report, ledgers, parameters, { workDate: WORK_DATE });
  return { ledgers, run, result: plain(run.outcome.result) };
}

/** Runs a report; what must hold of any answer (holds.ts) is checked of small ledgers. */
export async function runAndCheck(
  report: string,
  workbook: unknown,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<TestRun> {
  const done = await runOn(report, workbook, parameters);
  const rows = done.ledgers.present.reduce((sum, table) => sum + table.rows, 0);
  if (rows <= SMALL) expect(faultsOf(done.run, shownBy(done.run, CONTEXT))).toEqual([]);
  return done;
}
