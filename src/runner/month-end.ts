/** `tieout month-end <workbook>`: every report in order, a summary on the terminal, a binder in the workbook. */
import { readLedgers } from "../engine/ledgers/read";
import {
  monthEndSheets,
  monthOf,
  monthWords,
  runMonthEnd,
  standardMonth,
  type Month,
} from "../engine/month-end";
import { amountWords, withAmounts } from "../engine/messages";
import { Refusal } from "../engine/refusal";
import { STATES } from "../engine/reports/report-sheet";
import { Session } from "../engine/session";
import { dayText, parseDay } from "../engine/values/day";
import { WrongCall, type MonthEndCall } from "./arguments";
import { digest, openWorkbookFile, writeFileWhole, type OpenedWorkbook } from "./files";
import { now, today, type ExitStatus, type RunnerIo } from "./main";
import { bytesOf, editorOf, putSheets, withNotes } from "./write";

export async function monthEnd(call: MonthEndCall, io: RunnerIo): Promise<ExitStatus> {
  let opened: OpenedWorkbook;
  let session: Session;
  try {
    opened = openWorkbookFile(call.workbook);
    io.stderr.write("Reading ledgers\n");
    const ledgers = await readLedgers(opened.source, {
      progress: (table, rows) => {
        if (rows >= 50_000) io.stderr.write(`  ${table}: ${rows} rows\n`);
      },
    });
    session = new Session(ledgers, { digest, workDate: today(), runAt: call.runAt ?? now() });
  } catch (error) {
    return refuse(call, error, io);
  }
  const month = call.month === undefined ? standardMonth(session) : monthOfText(call.month);
  const result = await runMonthEnd(session, month, (step, steps, title, outcome) => {
    if (!outcome) return;
    io.stderr.write(`${String(step).padStart(2)} of ${steps}  ${STATES[outcome.state].sign} ${title}\n`);
  });
  if (call.out !== undefined) {
    io.stderr.write("Writing the binder\n");
    try {
      const editor = await editorOf(opened, { say: (text) => io.stderr.write(text) });
      putSheets(editor, withNotes(opened, await monthEndSheets(session, result)));
      writeFileWhole(call.out, bytesOf(editor));
    } catch (error) {
      return refuse(call, error, io);
    }
    io.stderr.write(`Written: ${call.out}\n`);
  }
  if (call.json) {
    const steps = result.steps.map(({ run: _run, summary: _summary, ...step }) => step);
    io.stdout.write(
      `${JSON.stringify({ report: "month-end", month: dayText(month.endDate).slice(0, 7), counts: result.counts, steps })}\n`,
    );
    return 0;
  }
  const { counts } = result;
  io.stdout.write(`\nMonth-end ${monthWords(month)}  ${session.setting("Company Name")}\n\n`);
  const titles = Math.max(...result.steps.map((step) => step.title.length));
  const amounts = result.steps.map((step) => (step.difference === "" ? "" : amountWords(step.difference)));
  const width = Math.max(...amounts.map((amount) => amount.length));
  result.steps.forEach((step, index) => {
    const amount = (amounts[index] as string).padStart(width);
    io.stdout.write(
      `${STATES[step.state].sign} ${step.title.padEnd(titles)}  ${amount}  ${step.word.padEnd(9)}  ${withAmounts(step.compared)}\n`,
    );
  });
  io.stdout.write(
    `\n${counts.ties} tie · ${counts.explained} explained · ${counts.open} open · ${counts.notRun} not run\n`,
  );
  return 0;
}

/** Says why nothing was done. Throws what is no refusal. */
function refuse(call: MonthEndCall, error: unknown, io: RunnerIo): ExitStatus {
  if (!(error instanceof Refusal)) throw error;
  if (call.json) io.stdout.write(`${JSON.stringify({ report: "month-end", error: error.body })}\n`);
  else io.stderr.write(`Not run: ${error.message}\n`);
  return 1;
}

function monthOfText(text: string): Month {
  const day = parseDay(`${text}-01`);
  if (day === undefined) throw new WrongCall(`--month must look like 2026-01, not ${text}`);
  return monthOf(day);
}
