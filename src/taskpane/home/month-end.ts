/** The checklist of month-end as Home shows it: from the last month-end, the running one, and single runs. */
import { useSyncExternalStore } from "react";
import { monthEndSteps } from "../../engine/month-end/steps";
import type { ArithmeticLine, TieState } from "../../engine/report";
import type { MonthEndRecord, StepRecord, TieoutState } from "../../application/types";
import { Exact, exactText } from "../../engine/values/decimal";
import type { Formats } from "../format";
import { errorsWords } from "../ledgers/ledger-words";
import { usePane } from "../pane-context";
import { needsWords } from "../report/needs-words";

export interface ChecklistRow {
  readonly id: string;
  readonly title: string;
  readonly state: TieState;
  readonly word: string;
  readonly detail: string;
  readonly figure: string;
  readonly figureIsText?: boolean;
  readonly path: string;
}

export interface MonthEndView {
  readonly last: MonthEndRecord | undefined;
  /** Steps done by the running month-end. */
  readonly done: readonly StepRecord[];
  readonly step: number;
  /** All steps are done and sheets are being written. */
  readonly writing: boolean;
  readonly stale: boolean;
  run(): Promise<void>;
}

/** The month-end of this workbook, and a way to run it. */
export function useMonthEnd(): MonthEndView {
  const { application, announce } = usePane();
  const state = useSyncExternalStore(
    (listener) => application.subscribe(listener),
    () => application.state,
  );
  const last = state.monthEnd.last;
  return {
    last,
    done: state.monthEnd.done,
    step: state.monthEnd.step,
    writing: state.activity.kind === "monthEnd" && state.activity.writing === true,
    stale: last !== undefined && (last.stale || last.endDate !== application.period?.endDate),
    run: async () => {
      const outcome = await application.runMonthEnd();
      if (outcome.status === "done") {
        const { ties, explained, open, notRun } = outcome.record.counts;
        announce(`Month-end done. ${ties} tie, ${explained} explained, ${open} open, ${notRun} not run.`);
      } else if (outcome.status === "failed") announce(outcome.trouble.message, "assertive");
    },
  };
}

/** Rows of the checklist: steps of the running month-end first, then those of the last one, else not run. */
export function checklistOf(
  state: TieoutState,
  last: MonthEndRecord | undefined,
  done: readonly StepRecord[] | undefined,
  formats: Formats,
  today: string,
): readonly ChecklistRow[] {
  return monthEndSteps.map((step, index) => {
    const base = { id: step.id, title: step.title, path: pathOf(step.id, step.report), figure: "" };
    const record = done ? done[index] : last?.steps[index];
    if (done && !record) {
      const before = last?.steps[index];
      const isNext = index === done.length;
      const { activity } = state;
      return {
        ...base,
        state: isNext ? "running" : "notRun",
        word: isNext ? "Running" : "Waiting",
        detail:
          isNext && activity.kind === "monthEnd"
            ? activity.text
            : before
              ? `Ran on ${formats.moment(last?.runAt ?? "", today)}`
              : "Not run before",
      };
    }
    if (!record) {
      const single = step.report ? state.runs.get(step.report) : undefined;
      if (single && !single.stale && single.reply.summary) {
        const { summary } = single.reply;
        return {
          ...base,
          state: summary.state,
          word: summary.stateWord ?? WORDS[summary.state],
          detail: formats.words(summary.compared),
          figure: summary.difference,
        };
      }
      if (step.id === "check-ledgers" && state.check) return { ...base, ...checkRow(state, formats) };
      return {
        ...base,
        state: "notRun",
        word: "Not run",
        detail: needsWords(state.check?.reports.find(({ id }) => id === step.report)),
      };
    }
    if (step.id === "check-ledgers" && state.check) return { ...base, ...checkRow(state, formats) };
    const stale = last?.stale === true && !done;
    return {
      ...base,
      title: record.title,
      state: stale && record.state !== "notRun" ? "stale" : record.state,
      word: stale && record.state !== "notRun" ? "Stale" : record.word,
      detail: formats.words(record.compared),
      figure: record.difference,
    };
  });
}

const WORDS: Readonly<Record<TieState, string>> = {
  ties: "Ties",
  explained: "Explained",
  open: "Open",
  notRun: "Not run",
  stale: "Stale",
  running: "Running",
};

function checkRow(
  state: TieoutState,
  formats: Formats,
): Pick<ChecklistRow, "state" | "word" | "detail" | "figure" | "figureIsText"> {
  const check = state.check;
  const errors = check?.errors ?? 0;
  return {
    state: errors > 0 ? "open" : "ties",
    word: errors > 0 ? "Open" : "Ready",
    detail: `${formats.count(check?.ledgers.length ?? 0)} ledgers, ${formats.count(check?.rows ?? 0)} rows`,
    figure: errorsWords(formats, errors),
    figureIsText: true,
  };
}

function pathOf(id: string, report: string | undefined): string {
  return id === "check-ledgers" ? "/ledgers" : `/reports/${report ?? ""}`;
}

/** "5 tie · 3 explained · 1 open · 1 not run" */
export function countsText(rows: readonly ChecklistRow[]): string {
  const count = (states: readonly TieState[]): number =>
    rows.filter((row) => states.includes(row.state)).length;
  const running = rows.some((row) => row.state === "running");
  if (running) {
    const ties = count(["ties"]);
    const toDo = count(["explained", "open"]);
    return `${ties} tie · ${toDo} to do · ${rows.length - ties - toDo} to go`;
  }
  const words: readonly (readonly [TieState, string])[] = [
    ["ties", "tie"],
    ["explained", "explained"],
    ["open", "open"],
    ["stale", "stale"],
    ["notRun", "not run"],
  ];
  return words
    .map(([state, word]) => [count([state]), word] as const)
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(" · ");
}

/** The tie-out block: the last reconciliation in five lines, its causes as one. */
export function tieOutLines(last: MonthEndRecord | undefined): readonly ArithmeticLine[] | undefined {
  const step = last?.steps.find((one) => one.id === "inventory-gl-reconciliation");
  const lines = step?.summary?.arithmetic;
  if (!lines) return undefined;
  const [ledger, general, difference, ...rest] = lines;
  const causes = rest.slice(0, -1);
  const unexplained = rest.at(-1);
  if (!ledger || !general || !difference || !unexplained) return lines;
  const explained = new Exact(difference.amount).minus(unexplained.amount);
  return [
    { ...ledger, label: "Inventory ledger" },
    general,
    { ...difference, strong: false },
    ...(causes.length > 0
      ? [
          {
            label: `Explained by ${causes.length} ${causes.length === 1 ? "cause" : "causes"}`,
            amount: exactText(explained),
          },
        ]
      : []),
    unexplained,
  ];
}
