/** `tieout check <workbook>`: which ledgers were found, how many rows, and every problem with its cell. */
import { reportCards } from "../engine/catalogue";
import { ledgerCheck } from "../engine/ledgers/overview";
import { readLedgers } from "../engine/ledgers/read";
import { Refusal } from "../engine/refusal";
import { openWorkbookFile } from "./files";
import type { ExitStatus, RunnerIo } from "./main";

/** Exit status 1 when a ledger has errors. */
export async function checkWorkbook(
  call: { readonly workbook: string; readonly json: boolean },
  io: RunnerIo,
): Promise<ExitStatus> {
  let overview: ReturnType<typeof ledgerCheck>;
  try {
    overview = ledgerCheck(await readLedgers(openWorkbookFile(call.workbook).source), reportCards);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (call.json) io.stdout.write(`${JSON.stringify({ report: "check", error: error.body })}\n`);
    else io.stderr.write(`Not checked: ${error.message}\n`);
    return 1;
  }
  const errors = overview.ledgers.reduce((sum, ledger) => sum + ledger.errorCount, 0);
  if (call.json) {
    io.stdout.write(`${JSON.stringify({ report: "check", ...overview })}\n`);
    return errors > 0 ? 1 : 0;
  }
  for (const ledger of overview.ledgers) {
    const sign = ledger.errorCount > 0 ? "■" : ledger.notes.length > 0 ? "▲" : "●";
    io.stdout.write(`${sign} ${ledger.table}: ${ledger.rows} rows in ${ledger.place}\n`);
    for (const problem of ledger.problems) {
      const more = problem.count > 1 ? ` (${problem.count} cells)` : "";
      io.stdout.write(`    ■ ${problem.column} ${problem.cell}: ${problem.problem}${more}\n`);
    }
    for (const note of ledger.notes) io.stdout.write(`    ▲ ${note.message}\n`);
  }
  for (const report of overview.reports) {
    if (report.missing.length > 0) io.stdout.write(`○ ${report.title}: needs ${report.missing.join(", ")}\n`);
  }
  return errors > 0 ? 1 : 0;
}
