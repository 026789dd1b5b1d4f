/** Runs a report over ledgers: parameters, inputs, the report itself, notes; refusals become results. */
import { loadReport } from "./catalogue";
import { checkInputs, type InputCheck, type Note } from "./ledgers/check";
import type { Ledgers } from "./ledgers/ledgers";
import { readParameters } from "./parameters";
import { Refusal } from "./refusal";
import type { ParameterValues, Report, ReportResult, RunContext, RunOutcome } from "./report";
import type { Day } from "./values/day";

export interface RunOptions {
  readonly workDate: Day;
  readonly progress?: (done: number, total: number) => void;
}

/** What a run gave: the outcome, or the refused result. */
export interface ReportRun {
  readonly report: Report;
  readonly parameters: ParameterValues | undefined;
  /** What the report read: the given ledgers, as if adjusted where that was asked for. Figures are drilled in these. */
  readonly ledgers: Ledgers;
  readonly outcome: RunOutcome;
  readonly refused: boolean;
}

/** Runs a report. Refusals are returned as results with `error`; anything else that is thrown is a defect. */
export async function runReport(
  id: string,
  ledgers: Ledgers,
  given: Readonly<Record<string, unknown>>,
  options: RunOptions,
): Promise<ReportRun> {
  const report = await loadReport(id);
  const { card } = report;
  let parameters: ParameterValues | undefined;
  try {
    parameters = readParameters(card, given, options.workDate);
    report.checkParameters?.(parameters, ledgers);
    const notes: Note[] = [...checkInputs(ledgers, inputCheck(report, parameters, ledgers))];
    const isAdjusted = parameters.asIfAdjusted === true;
    const { progress = () => undefined } = options;
    const readable = isAdjusted
      ? await asIfAdjusted(ledgers, { ...options, progress: (done, total) => progress(done, 2 * total) })
      : ledgers;
    const context: RunContext = {
      workDate: options.workDate,
      // The adjustment was the first half.
      progress: isAdjusted ? (done, total) => progress(total + done, 2 * total) : progress,
      note: (note) => notes.push(note),
    };
    const outcome = report.run(readable, parameters, context);
    const result = notes.length > 0 ? { ...outcome.result, notes } : outcome.result;
    const refused = "error" in result;
    return { report, parameters, ledgers: readable, outcome: { ...outcome, result }, refused };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { report, parameters, ledgers, outcome: { result: refusedResult(report, error) }, refused: true };
  }
}

/** What a report needs of the ledgers under these parameters. */
export function inputCheck(report: Report, parameters: ParameterValues, ledgers: Ledgers): InputCheck {
  const { card } = report;
  return {
    code: card.code,
    inputs: report.inputs?.(parameters) ?? card.inputs,
    alsoRequired: report.alsoRequired?.(parameters, ledgers),
    unknownOptions: card.unknownOptions,
    repeatedKeys: card.repeatedKeys,
    checkTable: report.checkTable?.bind(report),
  };
}

/** The result of a refused run (conventions, 7). */
export function refusedResult(report: Report, refusal: Refusal): ReportResult {
  return report.refuse?.(refusal) ?? { report: report.card.id, error: refusal.body };
}

/** Ledgers as if adjusted, by the ledgers they were made of: all runs share one copy while those are open. */
const adjusted = new WeakMap<Ledgers, Ledgers>();

/** The ledgers with the proposals of the cost adjustment appended to the value entries. */
async function asIfAdjusted(ledgers: Ledgers, options: RunOptions): Promise<Ledgers> {
  const { withProposals } = await import("./costing/proposals");
  const known = adjusted.get(ledgers) ?? withProposals(ledgers, options);
  adjusted.set(ledgers, known);
  return known;
}
