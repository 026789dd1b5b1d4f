/**
 * The binder: the sheet Month-End with every tie-out, what is left to settle, sign-off and the first ledgers, on one page;
 * all ledgers with their fingerprints stand on the sheet Evidence.
 */
import type { Sheet, SheetLink, SheetValue, TableColumn } from "../../workbook/sheet";
import { withAmounts } from "../messages";
import type { LayoutContext, LedgerEvidence } from "../report";
import { ReportSheet, STATES, type SumCell } from "../reports/report-sheet";
import { Exact, exactText } from "../values/decimal";
import { bigintAt, decimalText } from "../values/decimal";
import { dayWords } from "../values/day";
import type { Ledgers } from "../ledgers/ledgers";
import { BINDER_SHEET, EVIDENCE_SHEET } from "./steps";
import { monthWords, type MonthEnd, type StepOutcome } from "./run";

/** What the binder of an earlier run said about a step. */
export interface EarlierStep {
  readonly amount: string;
  readonly difference: string;
  readonly state: string;
}

/** Steps of the binder that stands in the workbook, by their title. */
export function earlierBinder(ledgers: Ledgers): ReadonlyMap<string, EarlierStep> {
  const table = ledgers.table("Tieout MonthEnd");
  const steps = table.ids("Step");
  const states = table.ids("State");
  const amounts = table.decimals("Amount");
  const differences = table.decimals("Difference");
  const earlier = new Map<string, EarlierStep>();
  for (let row = 0; row < table.rows; row += 1) {
    earlier.set(ledgers.texts.text(steps[row] as number), {
      amount: decimalText(bigintAt(amounts, row), amounts.scale),
      difference: decimalText(bigintAt(differences, row), differences.scale),
      state: ledgers.texts.text(states[row] as number),
    });
  }
  return earlier;
}

/** "equal", what changed, or "first binder". */
export function sinceLastBinder(step: StepOutcome, earlier: ReadonlyMap<string, EarlierStep>): string {
  if (earlier.size === 0) return "first binder";
  const before = earlier.get(step.title);
  if (!before) return "new";
  const state = stateText(step);
  const changes: string[] = [];
  if (before.state !== state) changes.push(`was ${before.state.replace(/^\S+ /, "")}`);
  const change = (label: string, now: string, then: string): void => {
    const moved = new Exact(now || "0").minus(then || "0");
    if (!moved.isZero()) changes.push(`${label} ${moved.isPositive() ? "+" : ""}${moved.toFixed(2)}`);
  };
  change("amount", step.amount, before.amount);
  change("difference", step.difference, before.difference);
  return changes.length === 0 ? "equal" : changes.join(", ");
}

function stateText(step: StepOutcome): string {
  return `${STATES[step.state].sign} ${step.word}`;
}

const SEVERITY = ["open", "stale", "notRun", "explained", "ties"] as const;

export interface BinderOptions {
  /** Main sheet per step id, for links. */
  readonly sheetOf: ReadonlyMap<string, string>;
  readonly earlier: ReadonlyMap<string, EarlierStep>;
}

/** Ledgers that the binder names; the others are on the sheet Evidence. */
const NAMED_LEDGERS: readonly string[] = ["Value Entries", "Item Ledger Entries", "G/L Entries"];

/** Lays out the binder. `context.evidence` holds every ledger that was read. */
export function binderSheet(monthEnd: MonthEnd, context: LayoutContext, options: BinderOptions): Sheet {
  const { steps, counts } = monthEnd;
  const page = new ReportSheet({
    name: BINDER_SHEET,
    title: `Month-end binder, ${monthWords(monthEnd.month)}`,
    scope: [context.company, context.currency, `ledgers read ${context.runAt}`],
    context,
    footerDates: dayWords(monthEnd.month.endDate),
  });
  countsLine(page, counts);
  page.line([{ column: 1, value: sentence(monthEnd) }]);
  page.space(1);
  stepsTable(page, steps, options);
  toBeSettled(page, steps, options);
  page.section("Sign-off");
  for (const role of ["Prepared by", "Reviewed by", "Approved by"]) {
    page.input(2, `${role} name`).input(4, `${role} date`, "date");
    page.line(
      [
        { column: 1, value: role },
        { column: 3, value: "Date", align: "right" },
      ],
      "body",
      20,
    );
  }
  ledgers(page, context);
  return page.finish();
}

/** How many steps are in each state, as large figures with sign and word. */
function countsLine(page: ReportSheet, counts: MonthEnd["counts"]): void {
  const count = (column: number, state: keyof MonthEnd["counts"], words: string): readonly SumCell[] => [
    { column, value: String(counts[state]), style: "count" },
    { column: column + 1, value: `${STATES[state].sign} ${words}`, style: STATES[state].style },
  ];
  page.line(
    [
      ...count(0, "ties", "Ties"),
      ...count(2, "explained", "Explained or to do"),
      ...count(5, "open", "Open"),
      ...count(7, "notRun", "Not run"),
    ],
    "body",
    24,
  );
}

function stepsTable(page: ReportSheet, steps: readonly StepOutcome[], options: BinderOptions): void {
  const links = new Map<string, SheetLink>();
  steps.forEach((step, row) => {
    const sheet = options.sheetOf.get(step.id);
    if (sheet) links.set(`${row}:1`, { sheet, cell: "A1", tip: `Go to ${sheet}` });
  });
  const column = (
    header: string,
    kind: TableColumn["kind"],
    value: (step: StepOutcome) => SheetValue,
    more: Partial<TableColumn> = {},
  ): TableColumn => ({ header, kind, values: steps.map(value), ...more });
  const differences = steps.map(differenceOf);
  page.mainTable({
    name: "MonthEnd",
    columns: [
      column("No.", "code", (step) => String(step.no), { style: "caption" }),
      column("Step", "text", (step) => step.title),
      column("Figure", "text", (step) => step.figure),
      column("Amount", "amount", (step) => amountOf(step.amount)),
      column("Compared with", "text", (step) => step.comparedWith || withAmounts(step.compared)),
      column("Compared amount", "amount", (step) => amountOf(step.comparedAmount)),
      {
        header: "Difference",
        kind: "amount",
        values: differences,
        styles: differences.map((difference) =>
          difference === "0" || difference === null ? undefined : "strong",
        ),
      },
      column("State", "text", stateText, { styles: steps.map((step) => STATES[step.state].style) }),
      column("Since last binder", "text", (step) => sinceLastBinder(step, options.earlier)),
      column("Prepared", "code", () => null, { input: true }),
      column("Reviewed", "code", () => null, { input: true }),
    ],
    links,
    keepBy: [1],
  });
}

function amountOf(text: string): string | null {
  return /^-?\d+(\.\d+)?$/.test(text) ? text : null;
}

/** First amount less second; what the step itself says where there is no second one. */
function differenceOf(step: StepOutcome): string | null {
  const amount = amountOf(step.amount);
  const compared = amountOf(step.comparedAmount);
  return amount !== null && compared !== null
    ? exactText(new Exact(amount).minus(compared))
    : amountOf(step.difference);
}

function toBeSettled(page: ReportSheet, steps: readonly StepOutcome[], options: BinderOptions): void {
  const unsettled = SEVERITY.flatMap((state) =>
    state === "ties" ? [] : steps.filter((step) => step.state === state),
  );
  page.section(
    "To be settled",
    "settle",
    unsettled.length === 0 ? "Nothing: every step ties." : "Worst first.",
    2,
  );
  for (const step of unsettled) {
    const sheet = options.sheetOf.get(step.id);
    const row = page.row;
    page.cell(row, 0, STATES[step.state].sign, { style: STATES[step.state].style });
    page.cell(row, 1, step.title, sheet ? { style: "link", link: { sheet, cell: "A1" } } : {});
    page.cell(row, 2, withAmounts(step.toDo || step.compared));
  }
}

/** The ledgers that everybody asks for, with a link to all of them. */
function ledgers(page: ReportSheet, context: LayoutContext): void {
  page.section("Ledgers", "evidence");
  const named = NAMED_LEDGERS.flatMap((name) => context.evidence.filter((one) => one.table === name));
  const shown = named.length > 0 ? named : context.evidence.slice(0, NAMED_LEDGERS.length);
  for (const ledger of shown) {
    page.line([
      { column: 1, value: ledger.table },
      { column: 2, value: rowsWords(ledger) },
      { column: 4, value: ledger.fingerprint.slice(0, 16), kind: "fingerprint", style: "fingerprint" },
    ]);
  }
  const rest = context.evidence.length - shown.length;
  const row = page.row;
  const words = rest > 0 ? `and ${rest} more on sheet ${EVIDENCE_SHEET}` : `Sheet ${EVIDENCE_SHEET}`;
  page.cell(row, 1, words, { style: "link", link: { sheet: EVIDENCE_SHEET, cell: "A1" } });
  page.cell(row, 2, `Tieout ${context.engineVersion} · stamp ${context.stamp}`, { style: "caption" });
}

function rowsWords(ledger: LedgerEvidence): string {
  const rows = `${grouped(String(ledger.rows))} ${ledger.rows === 1 ? "row" : "rows"}`;
  return ledger.lastEntry === "" ? rows : `${rows}, last ${ledger.lastEntry}`;
}

/** All ledgers that the month-end read, each with rows, last entry and fingerprint. */
export function evidenceSheet(monthEnd: MonthEnd, context: LayoutContext): Sheet {
  const page = new ReportSheet({
    name: EVIDENCE_SHEET,
    title: `Evidence, ${monthWords(monthEnd.month)}`,
    scope: [context.company, context.currency, "what the month-end read"],
    context: { ...context, binder: BINDER_SHEET },
    footerDates: dayWords(monthEnd.month.endDate),
  });
  page.evidence();
  return page.finish();
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** One sentence with the three figures: inventory ledger, general ledger, what is left unexplained. */
function sentence(monthEnd: MonthEnd): string {
  const reconciliation = monthEnd.steps.find((step) => step.id === "inventory-gl-reconciliation");
  if (!reconciliation?.summary) return "The inventory ledger has not been compared with the general ledger.";
  const amountOf = (label: string): string | undefined =>
    reconciliation.summary?.arithmetic.find((line) => line.label.startsWith(label))?.amount;
  const ledger = amountOf("Inventory ledger");
  const general = amountOf("General ledger");
  const unexplained = amountOf("Unexplained");
  if (ledger === undefined || general === undefined || unexplained === undefined)
    return withAmounts(reconciliation.compared);
  return withAmounts(
    `Inventory ledger {${ledger}} · general ledger {${general}} · difference {${exactText(new Exact(general).minus(ledger))}}, ` +
      (unexplained === "0" ? "all of it explained" : `{${unexplained}} of it unexplained`),
  );
}
