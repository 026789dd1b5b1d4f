/** Runs a report over a workbook of rows, as tests need it. */
import { findReport } from "../../src/engine/catalogue";
import type { Ledgers } from "../../src/engine/ledgers/ledgers";
import { readLedgers } from "../../src/engine/ledgers/read";
import { runReport, type ReportRun } from "../../src/engine/run";
import { parseDay } from "../../src/engine/values/day";
import { jsonSource } from "../../src/workbook/file/json";
import { plain } from "./plain";

export const WORK_DATE = parseDay("2025-04-30") as number;

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
