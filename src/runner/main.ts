/** The command line: a fixed contract of report ids, flags, JSON on standard output and exit status. */
import { loadReport, reportCards } from "../engine/catalogue";
import { readLedgers } from "../engine/ledgers/read";
import { Refusal } from "../engine/refusal";
import { Session } from "../engine/session";
import { refusedResult } from "../engine/run";
import { parseDay, type Day } from "../engine/values/day";
import { parseCall, WrongCall, type Call, type RunCall } from "./arguments";
import { checkWorkbook } from "./check";
import { digest, openWorkbookFile, type OpenedWorkbook } from "./files";
import { jsonText } from "./json-text";
import { monthEnd } from "./month-end";
import { helpText, listText, resultText } from "./print";
import { undoPosting } from "./undo";
import { writeResult } from "./write";

/** What the command line needs of its process. */
export interface RunnerIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** 0 done · 1 refused · 2 wrong call · 3 defect. */
export type ExitStatus = 0 | 1 | 2 | 3;

/** Runs the command line. Never throws. */
export async function main(argv: readonly string[], io: RunnerIo): Promise<ExitStatus> {
  try {
    return await dispatch(parseCall(argv), io);
  } catch (error) {
    if (error instanceof WrongCall) {
      io.stderr.write(`${error.message}\n`);
      return 2;
    }
    io.stderr.write(`Tieout stopped on a defect. Nothing was written.\n${stackOf(error)}\n`);
    return 3;
  }
}

async function dispatch(call: Call, io: RunnerIo): Promise<ExitStatus> {
  switch (call.command) {
    case "text":
      io.stdout.write(call.text);
      return 0;
    case "list":
      io.stdout.write(
        call.json ? `${JSON.stringify(reportCards.map(({ id, title }) => ({ id, title })))}\n` : listText(),
      );
      return 0;
    case "help": {
      const card = reportCards.find((candidate) => candidate.id === call.report);
      if (!card) throw new WrongCall(`No report is called ${call.report}. tieout list names them.`);
      io.stdout.write(helpText(card));
      return 0;
    }
    case "check":
      return checkWorkbook(call, io);
    case "month-end":
      return monthEnd(call, io);
    case "undo":
      return undoPosting(call, io);
    case "run":
      return runOne(call, io);
  }
}

async function runOne(call: RunCall, io: RunnerIo): Promise<ExitStatus> {
  const report = await loadReport(call.report);
  let opened: OpenedWorkbook;
  let session: Session;
  try {
    opened = openWorkbookFile(call.workbook);
    // Sheets carry evidence of whole tables; a run that only prints reads what the report uses.
    const needed = call.out === undefined && call.parameters.asIfAdjusted === undefined;
    const ledgers = await readLedgers(opened.source, needed ? { reports: [report.card.code] } : {});
    session = new Session(ledgers, { digest, workDate: today(), runAt: call.runAt ?? now() });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(call, refusedResult(report, error), io);
  }
  const run = await session.run(call.report, call.parameters, progressOf(io, report.card.title));
  if (run.refused) return refuse(call, run.result, io);
  if (call.out !== undefined) {
    try {
      await writeResult(call.out, opened, session, run, {
        applyProposals: call.apply,
        say: (text) => io.stderr.write(text),
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refuse(call, refusedResult(report, error), io);
    }
    io.stderr.write(`Written: ${call.out}\n`);
  }
  if (call.json) {
    for (const text of jsonText(run.result)) io.stdout.write(text);
    io.stdout.write("\n");
  } else {
    io.stdout.write(resultText(run.report.card, session.summary(run)));
  }
  return 0;
}

function refuse(call: { readonly json: boolean }, result: object, io: RunnerIo): ExitStatus {
  const { error } = result as { error?: { message?: string; code?: string } };
  if (call.json) io.stdout.write(`${JSON.stringify(result)}\n`);
  else io.stderr.write(`Not run: ${error?.message ?? error?.code ?? ""}\n`);
  return 1;
}

/** One line on standard error that is rewritten on a terminal, and nothing elsewhere. */
export function progressOf(io: RunnerIo, title: string): ((done: number, total: number) => void) | undefined {
  if (io.stderr.isTTY !== true) return undefined;
  let last = -1;
  return (done, total) => {
    const percent = total === 0 ? 100 : Math.floor((done * 100) / total);
    if (percent === last) return;
    last = percent;
    io.stderr.write(`\r${title}: ${percent} %${percent === 100 ? "\n" : ""}`);
  };
}

/** Today as a day; the runner is a door and may ask the clock, the engine may not. */
export function today(): Day {
  return parseDay(new Date().toISOString().slice(0, 10)) ?? 0;
}

/** Time of the run for stamps. */
export function now(): string {
  return new Date().toISOString().slice(0, 16).replace("T", " ");
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
