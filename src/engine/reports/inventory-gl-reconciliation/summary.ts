/** What pane and binder say about a reconciliation. */
import type { ArithmeticLine, ResultSummary, TieState } from "../../report";
import { dayWords, parseDay } from "../../values/day";
import { Exact, exactText } from "../../values/decimal";
import { periodWords } from "../scope-words";
import { CAUSES } from "./causes";
import { CAUSE_TEXTS } from "./messages";
import { INVENTORY_COLUMNS } from "./rows";
import type { Line, Result } from "./run";

/** How much of the differences has a cause. */
export interface Explained {
  readonly state: TieState;
  /** "100.00 %", or "Nothing to explain"; "" without a proof. */
  readonly words: string;
  /** Percentage with two decimals, rounded down; "" where there is nothing to explain. */
  readonly percent: string;
  readonly unexplained: string;
}

/** Explained % = 1 − Σ|unexplained| ÷ Σ|difference| over all rows, rounded down. */
export function explainedShare(result: Result): Explained {
  if (!result.proof) return { state: "notRun", words: "", percent: "", unexplained: "0" };
  const absolute = (field: "difference" | "unexplained"): Exact =>
    (result.proof ?? []).reduce((sum, line) => sum.plus(new Exact(line[field]).abs()), new Exact(0));
  const differences = absolute("difference");
  const unexplained = absolute("unexplained");
  const state: TieState = !unexplained.isZero() ? "open" : result.proof.length > 0 ? "explained" : "ties";
  if (differences.isZero()) {
    return { state, words: "Nothing to explain", percent: "", unexplained: exactText(unexplained) };
  }
  const hundredths = differences.minus(unexplained).times(10000).div(differences).floor();
  const percent = (hundredths.isNegative() ? new Exact(0) : hundredths).div(100).toFixed(2);
  return { state, words: `${percent} %`, percent, unexplained: exactText(unexplained) };
}

/** The three inventory accounts together: inventory ledger, general ledger, difference. */
export function inventoryAccounts(result: Result): {
  readonly ledger: string;
  readonly gl: string;
  readonly difference: string;
} {
  const sum = (row: string): string => {
    const line = result.lines.find((candidate) => candidate.row === row);
    return sumOf(line ? INVENTORY_COLUMNS.map((column) => line[column]) : []);
  };
  return { ledger: sum("total"), gl: sum("glTotal"), difference: sum("difference") };
}

/** Sum of decimal texts; "" counts as 0. */
export function sumOf(texts: readonly string[]): string {
  return exactText(texts.reduce((sum, text) => sum.plus(text === "" ? 0 : text), new Exact(0)));
}

export function summary(result: Result): ResultSummary {
  const { ledger, gl, difference } = inventoryAccounts(result);
  const { startDate = "", endDate = "" } = result.coverage ?? {};
  const scope = `${periodWords(startDate, endDate)}, basis: ${result.basis === "bc" ? "Business Central" : "posting"}`;
  const hidden = !result.lines.some((line) => line.row === "glTotal");
  if (hidden) return filteredSummary(result, scope, ledger);
  const explained = explainedShare(result);
  // Without explanation all that differs is unexplained.
  const unexplained = result.proof
    ? explained.unexplained
    : sumOf(result.lines.flatMap(differences).map((text) => text.replace("-", "")));
  const state: TieState = result.proof ? explained.state : unexplained === "0" ? "ties" : "open";
  // The checklist's difference is that of the inventory accounts, so their causes are counted.
  const causes = new Set(inventoryItems(result).map((item) => item.cause));
  const end = parseDay(endDate, true);
  return {
    headCaption: result.proof ? "Explained" : "Difference",
    headFigure: result.proof ? explained.words : difference,
    headIsText: result.proof !== undefined,
    context: result.proof
      ? `Unexplained {${explained.unexplained}} · ${causes.size} ${causes.size === 1 ? "cause" : "causes"}`
      : "Explain differences is off",
    scope,
    arithmetic: [
      {
        label: end === undefined ? "Inventory ledger" : `Inventory ledger, ${dayWords(end)}`,
        amount: ledger,
      },
      { label: "General ledger", amount: gl },
      { label: "Difference", amount: difference, rule: "rule", strong: true },
      ...(result.proof ? causeLines(result) : []),
    ],
    state,
    difference: state === "open" ? unexplained : difference,
    compared:
      difference === "0" && causes.size === 0
        ? `{${ledger}} = general ledger`
        : !result.proof
          ? `{${ledger}} against {${gl}} in the G/L`
          : `${causes.size} ${causes.size === 1 ? "cause" : "causes"}, unexplained {${explained.unexplained}}`,
    sides: { figure: "General ledger", amount: gl, with: "Inventory ledger", withAmount: ledger },
    warnings: result.warnings.map((warning) => ({
      code: warning.code,
      name: warning.text,
      text: warning.message,
      count: 1,
      unit: "rows",
      cases: [{ key: "", text: warning.message }],
    })),
    next: [
      ...((result.reconcilingItems ?? []).some((item) => item.cause === "NOT_POSTED")
        ? [{ label: "Post the cost that is not posted", report: "post-inventory-cost", parameters: {} }]
        : []),
      { label: "Value the inventory", report: "inventory-valuation", parameters: { startDate, endDate } },
    ],
  };
}

function differences(line: Line): readonly string[] {
  return line.row === "difference" ? INVENTORY_COLUMNS.map((column) => line[column]) : [line.difference];
}

/** Reconciling items of the three inventory accounts. */
function inventoryItems(result: Result): NonNullable<Result["reconcilingItems"]> {
  return (result.reconcilingItems ?? []).filter((item) =>
    INVENTORY_COLUMNS.some((column) => column === item.row),
  );
}

function causeLines(result: Result): readonly ArithmeticLine[] {
  const items = inventoryItems(result);
  const lines = CAUSES.flatMap((cause): ArithmeticLine[] => {
    const ofCause = items.filter((item) => item.cause === cause);
    if (ofCause.length === 0 || cause === "UNEXPLAINED") return [];
    return [{ label: CAUSE_TEXTS[cause].name, amount: sumOf(ofCause.map((item) => item.amount)) }];
  });
  const unexplained = sumOf(items.filter((item) => item.cause === "UNEXPLAINED").map((item) => item.amount));
  return [
    ...lines,
    {
      label: "Unexplained",
      amount: unexplained,
      rule: "close",
      strong: true,
      state: unexplained === "0" ? (lines.length > 0 ? "explained" : "ties") : "open",
    },
  ];
}

function filteredSummary(result: Result, scope: string, ledger: string): ResultSummary {
  return {
    headCaption: "Inventory ledger",
    headFigure: ledger,
    context: "A G/L balance has no item or location, so there is no G/L side and no proof.",
    scope,
    arithmetic: [{ label: "Inventory ledger", amount: ledger, rule: "close", strong: true }],
    state: "notRun",
    difference: "",
    compared: "",
    warnings: [],
    next: [{ label: "Reconcile without filters", report: result.report, parameters: {} }],
  };
}
