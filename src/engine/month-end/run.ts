/** Runs the month-end checklist over a session and compares the reports with each other. */
import { inputCheck } from "../run";
import { checkInputs, findings } from "../ledgers/check";
import { Refusal } from "../refusal";
import type { ResultSummary, TieState } from "../report";
import type { Session, SessionRun } from "../session";
import { loadReport, reportCards } from "../catalogue";
import { readParameters } from "../parameters";
import { parseDay, partsOfDay } from "../values/day";
import { crossTie } from "./ties";
import { monthEndSteps, monthOf, type Month, type MonthEndStep } from "./steps";

/** State of one step, with what the checklist and the binder show of it. */
export interface StepOutcome {
  readonly no: number;
  readonly id: string;
  readonly title: string;
  readonly report: string | undefined;
  readonly state: TieState;
  /** Word of the state: "Ties", "To post", "Ready" … */
  readonly word: string;
  /** Decimal text; "" when no amount applies. */
  readonly difference: string;
  /** What was compared, in words; amounts in braces. */
  readonly compared: string;
  readonly figure: string;
  readonly amount: string;
  readonly comparedWith: string;
  readonly comparedAmount: string;
  /** One sentence with the next action, for what is not settled. */
  readonly toDo: string;
  readonly summary: ResultSummary | undefined;
  readonly run: SessionRun | undefined;
}

export interface MonthEnd {
  readonly month: Month;
  readonly steps: readonly StepOutcome[];
  /** How many steps are in each state. */
  readonly counts: Readonly<Record<"ties" | "explained" | "open" | "notRun", number>>;
}

export type StepProgress = (step: number, steps: number, title: string, outcome?: StepOutcome) => void;

/** Standard word of a state. */
export const STATE_WORDS: Readonly<Record<TieState, string>> = {
  ties: "Ties",
  explained: "Explained",
  open: "Open",
  notRun: "Not run",
  stale: "Stale",
  running: "Running",
};

/**
 * The month that is closed when nobody says which: that of the setting Month-End Date; else the last one that is over
 * on the work date and has value entries; else the month of the last value entry.
 */
export function standardMonth(session: Session): Month {
  const setting = parseDay(session.setting("Month-End Date"));
  if (setting !== undefined) return monthOf(setting);
  const dates = session.ledgers.table("Value Entries").days("Posting Date");
  const { workDate } = session.options;
  let last = 0;
  let lastClosed = 0;
  const startOfCurrent = monthOf(workDate).startDate;
  for (const date of dates) {
    if (date > last) last = date;
    if (date < startOfCurrent && date > lastClosed) lastClosed = date;
  }
  return monthOf(lastClosed || last || workDate);
}

/** Runs every step. A step that fails is open and says why; only the steps that need it wait. */
export async function runMonthEnd(
  session: Session,
  month: Month,
  progress?: StepProgress,
): Promise<MonthEnd> {
  const outcomes = new Map<string, StepOutcome>();
  const total = monthEndSteps.length;
  // The reconciliation is compared with by steps before it, so it runs as soon as one of them asks for it.
  for (const [index, step] of monthEndSteps.entries()) {
    progress?.(index + 1, total, step.title);
    for (const needed of step.comparesWith ?? []) {
      if (!outcomes.has(needed))
        outcomes.set(needed, await runStep(session, month, stepOf(needed), outcomes));
    }
    const done = outcomes.get(step.id) ?? (await runStep(session, month, step, outcomes));
    outcomes.set(step.id, done);
    progress?.(index + 1, total, step.title, done);
  }
  const steps = monthEndSteps.map((step) => outcomes.get(step.id) as StepOutcome);
  const count = (state: TieState): number => steps.filter((step) => step.state === state).length;
  return {
    month,
    steps,
    counts: {
      ties: count("ties"),
      explained: count("explained"),
      open: count("open"),
      notRun: count("notRun"),
    },
  };
}

function stepOf(id: string): MonthEndStep {
  const step = monthEndSteps.find((candidate) => candidate.id === id);
  if (!step) throw new Error(`no month-end step is called ${id}`);
  return step;
}

async function runStep(
  session: Session,
  month: Month,
  step: MonthEndStep,
  outcomes: ReadonlyMap<string, StepOutcome>,
): Promise<StepOutcome> {
  const no = monthEndSteps.indexOf(step) + 1;
  const base = {
    no,
    id: step.id,
    title: session.jobWord === "Project" ? step.title.replace("Job", "Project") : step.title,
    report: step.report,
    figure: "",
    amount: "",
    comparedWith: "",
    comparedAmount: "",
    summary: undefined,
    run: undefined,
  };
  if (step.report === undefined) return { ...base, ...checkLedgers(session) };
  const missing = missingTables(session, step.report);
  if (missing.length > 0) {
    const words = missing.join(", ");
    return {
      ...base,
      state: "notRun",
      word: STATE_WORDS.notRun,
      difference: "",
      compared: `Needs ${words}`,
      toDo: `Add ${words} to run ${step.title}.`,
    };
  }
  const waitsFor = step.waitsFor
    ?.map((id) => outcomes.get(id))
    .find((outcome) => outcome && outcome.run?.refused !== false);
  if (waitsFor) {
    return {
      ...base,
      state: "notRun",
      word: STATE_WORDS.notRun,
      difference: "",
      compared: `Waits for ${waitsFor.title}`,
      toDo: `Settle ${waitsFor.title} first.`,
    };
  }
  const run = await session.run(step.report, step.parameters(month));
  if (run.refused) {
    const { error } = run.result as { error?: { message?: string } };
    const message = error?.message ?? "The report was refused.";
    return {
      ...base,
      run,
      state: "open",
      word: STATE_WORDS.open,
      difference: "",
      compared: message,
      toDo: message,
    };
  }
  const summary = session.summary(run);
  const tie = crossTie(step.id, run, outcomes) ?? summary;
  return {
    ...base,
    run,
    summary,
    state: tie.state,
    word: tie.stateWord ?? STATE_WORDS[tie.state],
    difference: tie.difference,
    compared: tie.compared,
    figure: tie.sides?.figure ?? summary.headCaption,
    amount: tie.sides?.amount ?? summary.headFigure,
    comparedWith: tie.sides?.with ?? "",
    comparedAmount: tie.sides?.withAmount ?? "",
    toDo: tie.state === "ties" ? "" : toDoOf(summary, tie.compared),
  };
}

function toDoOf(summary: ResultSummary, compared: string): string {
  const [next] = summary.next;
  const said = compared.charAt(0).toUpperCase() + compared.slice(1);
  return `${said}.${next ? ` Next: ${next.label}.` : ""}`;
}

/** Tables that a report always needs and the workbook lacks. */
function missingTables(session: Session, report: string): readonly string[] {
  const card = reportCards.find((candidate) => candidate.id === report);
  if (!card) return [report];
  return card.inputs.flatMap((input) => {
    const table = session.ledgers.table(input.table);
    return input.need === "always" && !table.present && table.rivals.length === 0 ? [input.table] : [];
  });
}

/** The ledger check: how many ledgers and rows, and how many errors stand in the way of reports. */
function checkLedgers(
  session: Session,
): Pick<StepOutcome, "state" | "word" | "difference" | "compared" | "toDo"> {
  const tables = session.ledgers.present.filter((table) => table.declaration.needs.size > 0);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const words = `${tables.length} ledgers, ${String(rows).replace(/\B(?=(\d{3})+(?!\d))/g, ",")} rows`;
  const errors = tables.filter((table) =>
    [...table.declaration.needs.keys()].some((code) => findings(table, { code, inputs: [] }, 1).length > 0),
  ).length;
  return errors === 0
    ? { state: "ties", word: "Ready", difference: "", compared: words, toDo: "" }
    : {
        state: "open",
        word: STATE_WORDS.open,
        difference: "",
        compared: `${errors} ledgers have errors`,
        toDo: "Check ledgers: fix the cells that are listed.",
      };
}

/** First refusal of a report's inputs under its month-end parameters, or undefined; used by the ledger check of doors. */
export async function refusalOf(
  session: Session,
  report: string,
  month: Month,
): Promise<Refusal | undefined> {
  const step = monthEndSteps.find((candidate) => candidate.report === report);
  const loaded = await loadReport(report);
  try {
    const parameters = readParameters(loaded.card, step?.parameters(month) ?? {}, session.options.workDate);
    checkInputs(session.ledgers, inputCheck(loaded, parameters, session.ledgers));
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** "January 2026" of a month. */
export function monthWords(month: Month): string {
  const { year, month: number } = partsOfDay(month.startDate);
  return `${MONTHS[number - 1] ?? ""} ${year}`;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
