/** Runs Job Calculate WIP over small workbooks of projects (one-project.ts). */
import type { ChangeSet } from "../../src/engine/changes";
import type { Result } from "../../src/engine/reports/job-calculate-wip/result";
import type { JsonRow, JsonWorkbook } from "./apply-changes";
import { projects, type Figures } from "./one-project";
import { runAndCheck } from "./run-report";

/** Calculates at the end of March 2026; `more` replaces or adds parameters. */
export async function calculate(workbook: unknown, more: object = {}) {
  const { run, ledgers } = await runAndCheck("job-calculate-wip", workbook, {
    postingDate: "2026-03-31",
    ...more,
  });
  return { run, ledgers, result: run.outcome.result as Result, changes: run.outcome.changes as ChangeSet };
}

/** WIP entries as "type account/balancing account amount". */
export const entryTexts = (result: Result): readonly string[] =>
  result.wipEntries.map(
    (entry) => `${entry.type} ${entry.glAccountNo}/${entry.glBalAccountNo} ${entry.wipEntryAmount}`,
  );

export const codesOf = (list: readonly { readonly code: string }[]): readonly string[] =>
  list.map(({ code }) => code);

/** A project with one task, which is its WIP total. */
export const oneTask = (
  code: string,
  figures: Figures,
  more: JsonWorkbook = {},
  job: JsonRow = {},
): JsonWorkbook =>
  projects([{ method: code, job, tasks: [{ no: "1000", figures, row: { "WIP-Total": "Total" } }] }], more);
