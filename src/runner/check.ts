/** `tieout check <workbook>`: which ledgers were found, how many rows, every problem with its cell, and what cannot run. */
import { findReport } from "../engine/catalogue";
import { readLedgers } from "../engine/ledgers/read";
import { ledgerStates, reportStates, type LedgerState, type ReportState } from "../engine/overview";
import { Refusal } from "../engine/refusal";
import { openWorkbookFile } from "./files";
import type { ExitStatus, RunnerIo } from "./main";

/** Exit status 1 when a ledger has errors. */
export async function checkWorkbook(
  call: { readonly workbook: string; readonly json: boolean },
  io: RunnerIo,
): Promise<ExitStatus> {
  let ledgers: readonly LedgerState[];
  let reports: readonly ReportState[];
  try {
    const read = await readLedgers(openWorkbookFile(call.workbook).source);
    ledgers = ledgerStates(read);
    reports = await reportStates(read);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (call.json) io.stdout.write(`${JSON.stringify({ report: "check", error: error.body })}\n`);
    else io.stderr.write(`Not checked: ${error.message}\n`);
    return 1;
  }
  const errors = ledgers.reduce((sum, ledger) => sum + ledger.problemCount, 0);
  if (call.json) io.stdout.write(`${JSON.stringify({ report: "check", errors, ledgers, reports })}\n`);
  else io.stdout.write([...ledgers.flatMap(ledgerLines), ...reports.flatMap(reportLines)].join(""));
  return errors > 0 ? 1 : 0;
}

function ledgerLines(ledger: LedgerState): readonly string[] {
  const sign = ledger.problemCount > 0 ? "■" : ledger.notes.length > 0 ? "▲" : "●";
  const place = ledger.tableName || ledger.sheetName;
  return [
    `${sign} ${ledger.name}${place === "" ? "" : `: ${ledger.rows} rows in ${place}`}\n`,
    ...ledger.problems.map(({ column, cell, message, count }) => {
      const where = [column, cell].filter((part) => part !== "").join(" ");
      const more = count > 1 ? ` (${count} cells)` : "";
      return `    ■ ${where === "" ? "" : `${where}: `}${message}${more}\n`;
    }),
    ...ledger.notes.map(({ message }) => `    ▲ ${message}\n`),
  ];
}

function reportLines({ id, error }: ReportState): readonly string[] {
  return error ? [`○ ${findReport(id)?.title ?? id}: ${error.message}\n`] : [];
}
