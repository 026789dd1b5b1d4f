/** The binder: the sheet Month-End with every tie-out, what is left to settle, sign-off, and ledgers with fingerprints. */
import type { Sheet, SheetLink, SheetValue, TableColumn } from "../../workbook/sheet";
import type { LayoutContext } from "../report";
import { ReportSheet, STATES } from "../reports/report-sheet";
import { Exact, exactText } from "../values/decimal";
import { decimalText } from "../values/decimal";
import { bigintAt } from "../values/decimal";
import type { Ledgers } from "../ledgers/ledgers";
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

/** Lays out the binder. `context.evidence` holds every ledger that was read. */
export function binderSheet(monthEnd: MonthEnd, context: LayoutContext, options: BinderOptions): Sheet {
  const { steps, counts } = monthEnd;
  const page = new ReportSheet({
    name: "Month-End",
    title: `Month-end binder, ${monthWords(monthEnd.month)}`,
    scope: [context.company, context.currency, `ledgers read ${context.runAt}`],
    context,
  });
  page.link(3, "To be settled", "settle").link(4, "Sign-off", "signoff").link(6, "Ledgers", "evidence");
  page.line(
    [
      { column: 1, value: `${counts.ties} ${STATES.ties.sign} Ties`, style: "countTies" },
      {
        column: 2,
        value: `${counts.explained} ${STATES.explained.sign} Explained or to do`,
        style: "countExplained",
      },
      { column: 4, value: `${counts.open} ${STATES.open.sign} Open`, style: "countOpen" },
      { column: 7, value: `${counts.notRun} ${STATES.notRun.sign} Not run`, style: "countNone" },
    ],
    "body",
    24,
  );
  page.line([{ column: 1, value: sentence(monthEnd) }]);
  page.space(1);

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
  const amount = (text: string): SheetValue => (/^-?\d+(\.\d+)?$/.test(text) ? text : null);
  page.mainTable({
    name: "MonthEnd",
    columns: [
      column("No.", "integer", (step) => step.no),
      column("Step", "text", (step) => step.title),
      column("Figure", "text", (step) => step.figure),
      column("Amount", "amount", (step) => amount(step.amount)),
      column("Compared with", "text", (step) => step.comparedWith || plain(step.compared)),
      column("Compared amount", "amount", (step) => amount(step.comparedAmount)),
      column("Difference", "amount", (step) => amount(step.difference), {
        styles: steps.map((step) =>
          step.difference === "0" || step.difference === "" ? undefined : "strong",
        ),
      }),
      column("State", "text", stateText, { styles: steps.map((step) => STATES[step.state].style) }),
      column("Since last binder", "text", (step) => sinceLastBinder(step, options.earlier)),
      column("Prepared", "text", () => null, { input: true }),
      column("Reviewed", "text", () => null, { input: true }),
    ],
    links,
    keepBy: [1],
  });

  const unsettled = SEVERITY.flatMap((state) =>
    state === "ties" ? [] : steps.filter((step) => step.state === state),
  );
  page.section(
    "To be settled",
    "settle",
    unsettled.length === 0 ? "Nothing: every step ties." : "Worst first.",
  );
  for (const step of unsettled) {
    const sheet = options.sheetOf.get(step.id);
    page.cell(page.row, 1, step.title, sheet ? { style: "link", link: { sheet, cell: "A1" } } : {});
    const row = page.row - 1;
    page.cell(row, 0, STATES[step.state].sign, { style: STATES[step.state].style });
    page.cell(row, 2, plain(step.toDo || step.compared));
  }
  page.section("Sign-off", "signoff");
  for (const role of ["Prepared by", "Reviewed by", "Approved by"]) {
    page.input(2, `${role} name`).input(4, `${role} date`);
    page.line(
      [
        { column: 1, value: role },
        { column: 3, value: "Date", kind: "amount" },
      ],
      "body",
      20,
    );
  }
  page.evidence();
  return page.finish();
}

function plain(text: string): string {
  return text.replace(/\{(-?\d+(?:\.\d+)?)\}/g, (_, digits: string) => {
    const [whole = "0", fraction = ""] = digits.replace("-", "").split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
    return `${digits.startsWith("-") ? "-" : ""}${grouped}.${fraction.padEnd(2, "0")}`;
  });
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
    return plain(reconciliation.compared);
  return plain(
    `Inventory ledger {${ledger}} · general ledger {${general}} · difference {${exactText(new Exact(general).minus(ledger))}}, ` +
      (unexplained === "0" ? "all of it explained" : `{${unexplained}} of it unexplained`),
  );
}
