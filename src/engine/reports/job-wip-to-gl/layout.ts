/** Job WIP To G/L: result → sheet. */
import { cellAddress, type Sheet, type TableColumn } from "../../../workbook/sheet";
import { addTexts, negated } from "../../jobs/decimal28";
import { inJobWord, type JobWord } from "../../jobs/words";
import { withAmounts } from "../../messages";
import type { LayoutContext } from "../../report";
import { ReportSheet } from "../report-sheet";
import { filterWords } from "../scope-words";
import type { AccountRow, Result } from "./result";
import { PARTS, scopeWords, stateOf, summary } from "./summary";

const TITLE = "Job WIP To G/L";
const STATE_WORDS = { ties: "Ties", explained: "Explained", open: "Open" } as const;

function columnsOf<Row>(rows: readonly Row[], word: JobWord) {
  return (
    header: string,
    kind: TableColumn["kind"],
    value: (row: Row) => string | boolean | null,
  ): TableColumn => ({
    header: inJobWord(header, word),
    kind,
    values: rows.map(value),
  });
}

export function layout(result: Result, context: LayoutContext): readonly Sheet[] {
  const word = context.jobWord;
  const said = summary(result);
  const filters = filterWords(context.parameters, { jobFilter: inJobWord("Job No.", word) });
  const page = new ReportSheet({
    name: "Job WIP To G-L",
    title: inJobWord(TITLE, word),
    scope: [
      context.company,
      scopeWords(result),
      context.currency,
      filters.length > 0 ? filters.join(", ") : inJobWord("all jobs", word),
    ],
    context,
    freezeColumn: 2,
  });
  const state = stateOf(result);
  const words = STATE_WORDS[state as keyof typeof STATE_WORDS];
  page.state(state, words, said.difference);
  page.link(3, "Lines", "lines").link(4, "Explained", "explained").link(5, "Evidence", "evidence");
  if (result.rollForward.length > 0) page.link(6, "Roll-forward", "rollForward");
  page.control(7, controlDifference(result));
  accountsTable(page, result, word);
  linesTable(page, result, word);
  explanationsTable(page, result, word);
  rollForwardTable(page, result, word);
  const rowOfAccount = new Map(
    result.accounts.map((account, index) => [account.glAccountNo, FIRST_ROW + index]),
  );
  page.warnings(
    said.warnings.map((kind) => ({ ...kind, text: withAmounts(kind.text) })),
    (account) => ({ cell: cellAddress(rowOfAccount.get(account) as number, 0) }),
  );
  page.evidence([
    { label: "Control: lines less WIP amounts of the accounts", amount: controlDifference(result) },
  ]);
  return [page.finish()];
}

/** First data row of the table of accounts. */
const FIRST_ROW = 5;

function controlDifference(result: Result): string {
  return addTexts([...result.lines.map((line) => line.wipAmount), negated(result.totals.wipAmount)]);
}

function accountsTable(page: ReportSheet, result: Result, word: JobWord): void {
  const { accounts, totals } = result;
  const column = columnsOf(accounts, word);
  page.line(
    [
      { column: 0, value: "Total" },
      { column: 2, value: totals.wipAmount, kind: "amount", name: "WIPAmount" },
      { column: 3, value: totals.glAmount, kind: "amount", name: "GLBalance" },
      { column: 4, value: totals.difference, kind: "amount", name: "Difference" },
      { column: 5, value: addTexts(accounts.map((account) => account.glAmountWithoutJob)), kind: "amount" },
    ],
    "total",
  );
  page.mainTable({
    name: "JobWIPToGL",
    columns: [
      column("G/L Account No.", "code", (account) => account.glAccountNo),
      column("Description", "text", (account) => account.glAccountName),
      column("WIP Amount", "amount", (account) => account.wipAmount),
      column("G/L Balance", "amount", (account) => account.glAmount),
      column("Difference", "amount", (account) => account.difference),
      column("G/L balance without a job", "amount", (account) => account.glAmountWithoutJob),
      {
        ...column("Note", "text", (account) => noteOf(result, account)),
        style: "warning",
      },
    ],
    figures: accounts.map(({ glAccountNo }) => ({ glAccountNo })),
    fields: [undefined, undefined, "wipAmount", "glAmount", "difference", "glAmountWithoutJob"],
  });
}

/** Sign and words beside an account that does not agree. */
function noteOf(result: Result, account: AccountRow): string {
  if (account.difference === "0") return "";
  const parts = result.explanations.find((row) => row.glAccountNo === account.glAccountNo);
  const isOpen = parts ? parts.notFromWip !== "0" : result.unexplained !== "0";
  const words = parts && !isOpen ? "Explained" : "Difference";
  const unprinted = result.basis === "current" && !account.shownInBc ? ", not printed by BC" : "";
  return `${isOpen ? "■" : "▲"} ${words}${unprinted}`;
}

function linesTable(page: ReportSheet, result: Result, word: JobWord): void {
  if (result.lines.length === 0) return;
  const column = columnsOf(result.lines, word);
  const asOf = result.basis === "asOf";
  page.section("Lines", "lines", inJobWord("WIP per account and job posting group.", word));
  page.table({
    name: "JobWIPToGLLines",
    columns: [
      column("G/L Account No.", "code", (line) => line.glAccountNo),
      column("Description", "text", (line) => line.glAccountName),
      column("WIP Amount", "amount", (line) => line.wipAmount),
      column("Job Posting Group", "code", (line) => line.jobPostingGroup),
      column(asOf ? "Type" : "Account", "text", (line) => line.label),
      ...(asOf
        ? [column("Side", "text", (line) => (line.side === "account" ? "Account" : "Balancing account"))]
        : []),
    ],
    groupColumn: 0,
    figures: result.lines.map(({ glAccountNo, jobPostingGroup, label, side }) => ({
      glAccountNo,
      jobPostingGroup,
      label,
      ...(side ? { side } : {}),
    })),
    fields: [undefined, undefined, "wipAmount"],
  });
}

function explanationsTable(page: ReportSheet, result: Result, word: JobWord): void {
  if (result.explanations.length === 0) return;
  const rows = result.explanations.map((row, index) => ({
    ...row,
    account: result.accounts[index] as AccountRow,
  }));
  const column = columnsOf(rows, word);
  page.section("Explained", "explained", "G/L balance = WIP amount and all parts.");
  page.table({
    name: "JobWIPToGLExplained",
    columns: [
      column("G/L Account No.", "code", (row) => row.glAccountNo),
      column("Description", "text", (row) => row.account.glAccountName),
      column("WIP Amount", "amount", (row) => row.account.wipAmount),
      ...PARTS.map(([part, name]) => column(name, "amount", (row) => row[part])),
      column("G/L Balance", "amount", (row) => row.account.glAmount),
    ],
    figures: result.explanations.map(({ glAccountNo }) => ({ glAccountNo })),
    fields: [undefined, undefined, "wipAmount", ...PARTS.map(([part]) => part), "glAmount"],
  });
}

function rollForwardTable(page: ReportSheet, result: Result, word: JobWord): void {
  if (result.rollForward.length === 0) return;
  const rows = result.rollForward;
  const column = columnsOf(rows, word);
  page.section("Roll-forward", "rollForward", "Opening + reversed + posted = closing.");
  page.table({
    name: "JobWIPToGLRollForward",
    columns: [
      column("Job No.", "code", (row) => row.jobNo),
      column("G/L Account No.", "code", (row) => row.glAccountNo),
      column("Opening", "amount", (row) => row.opening),
      column("Reversed", "amount", (row) => row.reversed),
      column("Posted", "amount", (row) => row.posted),
      column("Closing", "amount", (row) => row.closing),
    ],
    groupColumn: 0,
    figures: rows.map(({ jobNo, glAccountNo }) => ({ jobNo, glAccountNo })),
    fields: [undefined, undefined, "opening", "reversed", "posted", "closing"],
  });
  page.line(
    [
      { column: 0, value: "Total", style: "total" },
      ...(["opening", "reversed", "posted", "closing"] as const).map((field, index) => ({
        column: 2 + index,
        value: addTexts(rows.map((row) => row[field])),
        kind: "amount" as const,
        style: "sum" as const,
      })),
    ],
    "total",
  );
}
