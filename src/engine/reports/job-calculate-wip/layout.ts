/** Job Calculate WIP: result → sheet. */
import { cellAddress, type Sheet, type SheetLink, type TableColumn } from "../../../workbook/sheet";
import { addTexts, Decimal28, negated } from "../../jobs/decimal28";
import { FIGURE_NAMES } from "../../jobs/recognition";
import { inJobWord, yesNo, type JobWord } from "../../jobs/words";
import type { LayoutContext } from "../../report";
import { ReportSheet, type ReportSheetOptions, type SumCell } from "../report-sheet";
import { filterWords } from "../scope-words";
import { columnsOf } from "./columns";
import { detailSheets, ENTRIES_SHEET, FORMULAS_SHEET } from "./detail-sheets";
import { figureCaption } from "./explain";
import { REASONS } from "./reasons";
import { FINDING_NAMES, summary } from "./summary";
import type { Result, WipTotalRow } from "./result";

const NAME = "Job Calculate WIP";
/** Projects in the chart; more would not be readable. */
const CHARTED = 12;

export function layout(result: Result, context: LayoutContext): readonly Sheet[] {
  const word = context.jobWord;
  const said = summary(result);
  const filters = filterWords(context.parameters, {
    jobFilter: inJobWord("Job No.", word),
    postingDateFilter: "Posting Date",
    planningDateFilter: "Planning Date",
  });
  const options: ReportSheetOptions = {
    name: NAME,
    title: inJobWord(NAME, word),
    scope: [
      context.company,
      said.scope,
      context.currency,
      `Document No. ${result.documentNo}`,
      result.allocation === "independent" ? "independent allocation" : "",
      filters.length > 0 ? filters.join(", ") : inJobWord("all jobs", word),
    ],
    context,
    freezeColumn: 2,
  };
  const page = new ReportSheet(options);
  const details = detailSheets(result, options);
  const has = (name: string): boolean => details.some((sheet) => sheet.name === name);
  const words =
    said.state === "ties"
      ? "Nothing to post"
      : said.state === "open"
        ? "Look at checks and errors"
        : "To post";
  page.state(said.state, words, said.difference, 3);
  page.link(4, `Warnings (${said.warnings.length})`, "warnings").link(6, inJobWord("By job", word), "jobs");
  if (has(FORMULAS_SHEET)) page.link(7, "Formulas", "A1", FORMULAS_SHEET);
  if (has(ENTRIES_SHEET)) page.link(8, "WIP entries", "A1", ENTRIES_SHEET);
  page.link(10, "Evidence", "evidence");
  const wip = wipByTotal(result);
  page.control(13, controlDifference(result));
  totalsTable(page, result, wip, word);
  jobsTable(page, result, word);
  chart(page, result, word);
  billingTable(page, result, word);
  tasksTable(page, result, word);
  lossTable(page, result, word);
  notInWipTable(page, result, word);
  errorsTable(page, result, word);
  const rowOfJob = new Map<string, SheetLink>();
  result.wipTotals.forEach((total, index) => {
    if (!rowOfJob.has(total.jobNo)) rowOfJob.set(total.jobNo, { cell: cellAddress(FIRST_ROW + index, 0) });
  });
  page.warnings(
    said.warnings.map((kind) => ({ ...kind, text: inJobWord(kind.text, word) })),
    (jobNo) => rowOfJob.get(jobNo),
  );
  page.evidence([
    { label: "Control: WIP entries, accounts and balancing accounts", amount: controlDifference(result) },
  ]);
  return [page.finish(), ...details];
}

/** First data row of the table of WIP totals: below title, scope, state, totals and header. */
const FIRST_ROW = 5;

/** The preview per account adds up to zero, because every entry has a balancing account. */
function controlDifference(result: Result): string {
  return addTexts(result.accountTotals.map((account) => account.amount));
}

interface Wip {
  readonly costs: string;
  readonly sales: string;
}

/** What the entries of a WIP total move to the balance sheet, completion left out. */
function wipByTotal(result: Result): ReadonlyMap<number, Wip> {
  const parts = new Map<number, { costs: string[]; sales: string[] }>();
  for (const entry of result.wipEntries) {
    if (entry.jobComplete) continue;
    const part = parts.get(entry.wipTotalEntryNo) ?? { costs: [], sales: [] };
    parts.set(entry.wipTotalEntryNo, part);
    if (entry.type.endsWith("Costs")) part.costs.push(negated(entry.wipEntryAmount));
    else part.sales.push(entry.wipEntryAmount);
  }
  return new Map(
    [...parts].map(([no, part]) => [no, { costs: addTexts(part.costs), sales: addTexts(part.sales) }]),
  );
}

const SHOWN_SUMS = [
  "scheduleTotalCost",
  "contractTotalPrice",
  "usageTotalCost",
  "contractInvoicedPrice",
] as const;

function totalsTable(page: ReportSheet, result: Result, wip: ReadonlyMap<number, Wip>, word: JobWord): void {
  const totals = result.wipTotals;
  const column = columnsOf(totals, word);
  const notes = notesByTotal(result);
  const amount = (header: string, value: (total: WipTotalRow) => string) => ({ header, value });
  const amounts = [
    ...SHOWN_SUMS.map((name) => amount(figureCaption(name), (total) => total[name])),
    amount("Recognized Costs", (total) => total.calcRecogCostsAmount),
    amount("Recognized Sales", (total) => total.calcRecogSalesAmount),
    amount("WIP Costs", (total) => wip.get(total.entryNo)?.costs ?? "0"),
    amount("WIP Sales", (total) => wip.get(total.entryNo)?.sales ?? "0"),
  ];
  const totalCells: SumCell[] = amounts.map(({ header, value }, index) => ({
    column: 4 + index,
    value: addTexts(totals.map(value)),
    kind: "amount",
    name: header.replace(/[^A-Za-z]/g, ""),
  }));
  page.line([{ column: 0, value: "Total" }, ...totalCells], "total");
  page.mainTable({
    name: "JobCalculateWIP",
    columns: [
      column("Job No.", "code", (total) => total.jobNo),
      column("Job Task No.", "code", (total) => total.jobTaskNo),
      column("WIP Total", "integer", (total) => total.entryNo),
      column("WIP Method", "code", (total) => total.wipMethod),
      ...amounts.map(({ header, value }) => column(header, "amount", value)),
      column("Cost Completion %", "percent", (total) => total.costCompletionPct),
      column("Invoiced %", "percent", (total) => total.invoicedPct),
      { ...column("Note", "text", (total) => notes.get(total.entryNo) ?? ""), style: "warning" },
    ],
    groupColumn: 0,
    figures: totals.map((total) => ({ jobNo: total.jobNo, wipTotal: total.entryNo })),
    fields: [undefined, undefined, undefined, undefined, ...SHOWN_SUMS],
  });
}

/** Recognised ahead of the invoices or behind, and what is left of contract and margin. */
function billingTable(page: ReportSheet, result: Result, word: JobWord): void {
  if (result.wipTotals.length === 0) return;
  const column = columnsOf(result.wipTotals, word);
  page.section("Over and under billing", "billing", "A memo.");
  page.table({
    name: "JobCalculateWIPBilling",
    columns: [
      column("Job No.", "code", (total) => total.jobNo),
      column("Job Task No.", "code", (total) => total.jobTaskNo),
      column("WIP Total", "integer", (total) => total.entryNo),
      column("WIP Method", "code", (total) => total.wipMethod),
      column("Underbilled", "amount", (total) => total.underbilled),
      column("Overbilled", "amount", (total) => total.overbilled),
      column("Backlog", "amount", (total) => total.backlog),
      column("Estimated gross profit", "amount", (total) => total.estimatedGrossProfit),
    ],
    groupColumn: 0,
  });
}

function notesByTotal(result: Result): ReadonlyMap<number, string> {
  const names = new Map<number, string[]>();
  for (const finding of [...result.checks, ...result.warnings]) {
    const list = names.get(finding.wipTotalEntryNo) ?? [];
    names.set(finding.wipTotalEntryNo, list);
    const name = FINDING_NAMES[finding.code]?.name ?? finding.code;
    if (!list.includes(name)) list.push(name);
  }
  return new Map([...names].map(([no, list]) => [no, `▲ ${list.join(", ")}`]));
}

const ACTIONS = { calculated: "Calculated", skipped: "Skipped", failed: "Failed" } as const;

function jobsTable(page: ReportSheet, result: Result, word: JobWord): void {
  const column = columnsOf(result.jobs, word);
  const amount = (header: string, field: AmountField) =>
    column(header, "amount", (job) => job[field] ?? null);
  page.section(inJobWord("By Job", word), "jobs");
  page.table({
    name: "JobCalculateWIPJobs",
    columns: [
      column("Job No.", "code", (job) => job.jobNo),
      column("WIP Posting Method", "text", (job) => inJobWord(job.wipPostingMethod, word)),
      column("WIP Warnings", "boolean", (job) => yesNo(job.wipWarnings)),
      column("WIP Method", "code", (job) => job.wipMethod),
      ...AMOUNT_FIELDS.map(([header, field]) => amount(header, field)),
      column("WIP Posting Date", "date", (job) => job.wipPostingDate || null),
      column("Ending Date", "date", (job) => job.endingDate || null),
      column("Job Complete", "boolean", (job) => yesNo(job.jobComplete)),
      column("Result", "text", resultWords),
    ],
  });
  page.line(
    [
      { column: 0, value: "Total", style: "total" },
      ...AMOUNT_FIELDS.map(([, field], index) => ({
        column: 4 + index,
        value: addTexts(result.jobs.map((job) => job[field] ?? "0")),
        kind: "amount" as const,
        style: "sum" as const,
      })),
    ],
    "total",
  );
}

/** "Calculated", or why not. */
function resultWords(job: Result["jobs"][number]): string {
  const reason = REASONS[job.reason] ?? job.reason;
  return reason === "" ? ACTIONS[job.action] : `${ACTIONS[job.action]}: ${reason}`;
}

type AmountField =
  | "calcRecogCostsAmount"
  | "calcRecogSalesAmount"
  | "recogProfitAmount"
  | "totalWipCostAmount"
  | "totalWipSalesAmount"
  | "recogCostsAmount"
  | "recogSalesAmount";
const AMOUNT_FIELDS: readonly (readonly [string, AmountField])[] = [
  ["Calc. Recog. Costs Amount", "calcRecogCostsAmount"],
  ["Calc. Recog. Sales Amount", "calcRecogSalesAmount"],
  ["Recog. Profit Amount", "recogProfitAmount"],
  ["Total WIP Cost Amount", "totalWipCostAmount"],
  ["Total WIP Sales Amount", "totalWipSalesAmount"],
  ["Recog. Costs Amount", "recogCostsAmount"],
  ["Recog. Sales Amount", "recogSalesAmount"],
];

/** Recognised against invoiced, paired bars; of many projects the largest. */
function chart(page: ReportSheet, result: Result, word: JobWord): void {
  const invoiced = new Map<string, string[]>();
  for (const total of result.wipTotals) {
    const list = invoiced.get(total.jobNo) ?? [];
    invoiced.set(total.jobNo, list);
    list.push(total.contractInvoicedPrice);
  }
  const all = result.jobs
    .filter((job) => job.action === "calculated")
    .map((job) => ({
      job,
      recognized: job.calcRecogSalesAmount ?? "0",
      invoiced: addTexts(invoiced.get(job.jobNo) ?? []),
    }));
  if (all.length < 2) return;
  const size = (bar: (typeof all)[number]): Decimal28 =>
    Decimal28.max(new Decimal28(bar.recognized).abs(), new Decimal28(bar.invoiced).abs());
  const shown =
    all.length <= CHARTED ? all : [...all].sort((a, b) => size(b).comparedTo(size(a))).slice(0, CHARTED);
  const caption =
    shown.length < all.length
      ? `The ${shown.length} largest of ${all.length} ${inJobWord("jobs", word)}.`
      : "";
  page.section("Recognized against invoiced", "chart", caption);
  const column = columnsOf(shown, word);
  const table = page.table({
    name: "JobCalculateWIPChart",
    columns: [
      column("Job No.", "code", (bar) => bar.job.jobNo),
      column("Recognized Sales", "amount", (bar) => bar.recognized),
      column("Invoiced", "amount", (bar) => bar.invoiced),
    ],
  });
  const range = (offset: number) => ({
    row: table.row + 1,
    column: table.column + offset,
    count: shown.length,
  });
  const [first] = shown;
  page.chart({
    type: "bar",
    title: "Recognized against invoiced",
    description: `Recognized and invoiced sales of ${shown.length} ${inJobWord("jobs", word)}, ${first?.job.jobNo ?? ""}: ${first?.recognized ?? ""} recognized, ${first?.invoiced ?? ""} invoiced.`,
    row: table.row,
    column: 4,
    rows: CHARTED + 2,
    columns: 7,
    categories: range(0),
    series: [
      { name: "Recognized", values: range(1), look: "now" },
      { name: "Invoiced", values: range(2), look: "second" },
    ],
  });
}

function tasksTable(page: ReportSheet, result: Result, word: JobWord): void {
  if (result.jobTasks.length === 0) return;
  const methods = new Map(result.wipTotals.map((total) => [total.entryNo, total.wipMethod]));
  const column = columnsOf(result.jobTasks, word);
  page.section(inJobWord("By Job Task", word), "tasks");
  page.table({
    name: "JobCalculateWIPTasks",
    columns: [
      column("Job No.", "code", (task) => task.jobNo),
      column("Job Task No.", "code", (task) => task.jobTaskNo),
      column("WIP Total", "integer", (task) => task.wipTotalEntryNo),
      column("WIP Method", "code", (task) => methods.get(task.wipTotalEntryNo) ?? ""),
      ...FIGURE_NAMES.map((name) => column(figureCaption(name), "amount", (task) => task[name])),
      column("Recognized Costs Amount", "amount", (task) => task.recognizedCostsAmount),
      column("Recognized Sales Amount", "amount", (task) => task.recognizedSalesAmount),
    ],
    groupColumn: 0,
    figures: result.jobTasks.map(({ jobNo, jobTaskNo }) => ({ jobNo, jobTaskNo })),
    fields: [undefined, undefined, undefined, undefined, ...FIGURE_NAMES],
  });
}

function lossTable(page: ReportSheet, result: Result, word: JobWord): void {
  if (result.lossProvisions.length === 0) return;
  const column = columnsOf(result.lossProvisions, word);
  page.section("Provision for losses", "losses", "A memo; nothing is posted for it.");
  page.table({
    name: "JobCalculateWIPLosses",
    columns: [
      column("Job No.", "code", (row) => row.jobNo),
      column("Job Task No.", "code", (row) => row.jobTaskNo),
      column("WIP Total", "integer", (row) => row.wipTotalEntryNo),
      column("Estimated total cost", "amount", (row) => row.estimatedTotalCost),
      column("Billable (Total Price)", "amount", (row) => row.contractTotalPrice),
      column("Expected loss", "amount", (row) => row.expectedLoss),
      column("Loss recognized", "amount", (row) => row.lossRecognized),
      column("Provision required", "amount", (row) => row.provisionRequired),
    ],
  });
}

/** A column of texts at the right end of its table. */
function runsOver(column: TableColumn): TableColumn {
  return { ...column, runsOver: true };
}

const NOT_IN_WIP = {
  excluded: "Task is excluded from WIP",
  notPosting: "Not a posting task",
  unknownTask: "Task is not in Job Tasks",
} as const;

function notInWipTable(page: ReportSheet, result: Result, word: JobWord): void {
  if (result.notInWip.length === 0) return;
  const column = columnsOf(result.notInWip, word);
  page.section("Not in WIP", "notInWip", "Ledger entries that no WIP total counts.");
  page.table({
    name: "JobCalculateWIPNotInWip",
    columns: [
      column("Job No.", "code", (row) => row.jobNo),
      column("Job Task No.", "code", (row) => row.jobTaskNo),
      column("Usage (Total Cost)", "amount", (row) => row.usageTotalCost),
      column("Invoiced (Total Price)", "amount", (row) => row.contractInvoicedPrice),
      runsOver(column("Reason", "text", (row) => inJobWord(NOT_IN_WIP[row.reason], word))),
    ],
    places: [0, 1, 6, 7, 8],
    figures: result.notInWip.map(({ jobNo, jobTaskNo }) => ({ jobNo, jobTaskNo })),
    fields: [undefined, undefined, "usageTotalCost", "contractInvoicedPrice"],
  });
}

function errorsTable(page: ReportSheet, result: Result, word: JobWord): void {
  if (result.errors.length === 0) return;
  const column = columnsOf(result.errors, word);
  page.section(inJobWord("Jobs with errors", word), "errors");
  page.table({
    name: "JobCalculateWIPErrors",
    columns: [
      column("Job No.", "code", (error) => error.jobNo ?? ""),
      column("Job Task No.", "code", (error) => error.jobTaskNo ?? ""),
      column("Field", "text", (error) => inJobWord(error.field ?? "", word)),
      runsOver(column("What to do", "text", (error) => inJobWord(error.message, word))),
    ],
  });
}
