/** Job Calculate WIP's sheets with the detail: the formulas with their figures, and the WIP entries. */
import type { Sheet } from "../../../workbook/sheet";
import { Decimal28 } from "../../jobs/decimal28";
import type { WipMethod } from "../../jobs/methods";
import { inJobWord, yesNo, type JobWord } from "../../jobs/words";
import { ReportSheet, type ReportSheetOptions } from "../report-sheet";
import { columnsOf } from "./columns";
import { compareMethodsOfResult } from "./compare";
import { explainTotal, formulaText, methodOf } from "./explain";
import type { Result } from "./result";

export const FORMULAS_SHEET = "Job Calculate WIP Formulas";
export const ENTRIES_SHEET = "Job Calculate WIP Entries";

/** The sheets that have something to show, each with a link back to the main sheet. */
export function detailSheets(result: Result, options: ReportSheetOptions): readonly Sheet[] {
  const word = options.context.jobWord;
  const make = (name: string, fill: (page: ReportSheet) => boolean): readonly Sheet[] => {
    const page = new ReportSheet({ ...options, name, title: inJobWord(name, word) });
    page.link(0, options.title, "A1", options.name).link(5, "Evidence", "evidence");
    if (!fill(page)) return [];
    page.evidence();
    return [page.finish()];
  };
  return [
    ...make(FORMULAS_SHEET, (page) => formulasTable(page, result, word)),
    ...make(ENTRIES_SHEET, (page) => {
      entriesTable(page, result, word);
      accountsTable(page, result, word);
      return methodsTable(page, result, word);
    }),
  ];
}

/** The formula of each recognised amount with its figures, costs above sales. */
function formulasTable(page: ReportSheet, result: Result, word: JobWord): boolean {
  const methods = new Map(result.methods.map((row) => [row.code, methodOf(row)]));
  const completing = new Set(result.jobs.filter((job) => job.jobComplete).map((job) => job.jobNo));
  const precision = new Decimal28(result.amountRoundingPrecision);
  const rows = result.wipTotals.flatMap((total) => {
    const method = methods.get(total.wipMethod) as WipMethod;
    return explainTotal(total, method, completing.has(total.jobNo), precision).map((explanation) => ({
      total,
      explanation,
    }));
  });
  if (rows.length === 0) return false;
  const column = columnsOf(rows, word);
  page.mainTable({
    name: "JobCalculateWIPFormulas",
    columns: [
      column("Job No.", "code", ({ total }) => total.jobNo),
      column("Job Task No.", "code", ({ total }) => total.jobTaskNo),
      column("WIP Total", "integer", ({ total }) => total.entryNo),
      column("Type", "text", ({ explanation }) => explanation.type),
      column("Recognized", "amount", ({ explanation }) => explanation.recognized),
      column("Tasks less formula", "amount", ({ explanation }) => explanation.spread),
      column("Formula in figures", "text", ({ explanation }) => formulaText(explanation.formula)),
      column("Formula", "text", ({ explanation }) => explanation.formula.words),
    ],
    groupColumn: 0,
  });
  return true;
}

function entriesTable(page: ReportSheet, result: Result, word: JobWord): void {
  if (result.wipEntries.length === 0) return;
  const column = columnsOf(result.wipEntries, word);
  page.line(
    [{ column: 0, value: "Amount on the account, the opposite on the balancing account." }],
    "caption",
  );
  page.mainTable({
    name: "JobCalculateWIPEntries",
    columns: [
      column("Job No.", "code", (entry) => entry.jobNo),
      column("Entry No.", "integer", (entry) => entry.entryNo),
      column("WIP Total", "integer", (entry) => entry.wipTotalEntryNo),
      column("Type", "text", (entry) => entry.type),
      column("WIP Entry Amount", "amount", (entry) => entry.wipEntryAmount),
      column("G/L Account No.", "code", (entry) => entry.glAccountNo),
      column("G/L Bal. Account No.", "code", (entry) => entry.glBalAccountNo),
      column("Job Posting Group", "code", (entry) => entry.jobPostingGroup),
      column("WIP Posting Date", "date", (entry) => entry.wipPostingDate),
      column("Document No.", "text", (entry) => entry.documentNo),
      column("WIP Method Used", "code", (entry) => entry.wipMethodUsed),
      column("Job Complete", "code", (entry) => yesNo(entry.jobComplete)),
      column("Dimensions", "text", (entry) => entry.dimensions),
    ],
    groupColumn: 0,
  });
}

function accountsTable(page: ReportSheet, result: Result, word: JobWord): void {
  if (result.accountTotals.length === 0) return;
  const column = columnsOf(result.accountTotals, word);
  page.section("Preview by account", "accounts", "Debit positive, credit negative.");
  page.table({
    name: "JobCalculateWIPAccounts",
    columns: [
      column("Job No.", "code", (row) => row.jobNo),
      column("G/L Account No.", "code", (row) => row.glAccountNo),
      column("Amount", "amount", (row) => row.amount),
    ],
    places: [0, 1, 4],
    groupColumn: 0,
  });
}

/** Every calculated job has its methods compared; without one there is nothing on this sheet. */
function methodsTable(page: ReportSheet, result: Result, word: JobWord): boolean {
  const rows = compareMethodsOfResult(result);
  if (rows.length === 0) return false;
  const column = columnsOf(rows, word);
  page.section(
    "Methods compared",
    "methods",
    inJobWord("Each WIP method on all WIP totals of the job.", word),
  );
  page.table({
    name: "JobCalculateWIPMethods",
    columns: [
      column("Job No.", "code", (row) => row.jobNo),
      column("In use", "code", (row) => (row.current ? "In use" : "")),
      column("WIP Method", "code", (row) => row.method),
      column("Recognized Costs", "amount", (row) => row.recognizedCosts),
      column("Recognized Sales", "amount", (row) => row.recognizedSales),
      column("Recognized Profit", "amount", (row) => row.recognizedProfit),
      column("WIP Costs", "amount", (row) => row.wipCosts),
      column("WIP Sales", "amount", (row) => row.wipSales),
    ],
    groupColumn: 0,
    rowStyles: rows.map((row) => (row.current ? "strong" : undefined)),
    places: [0, 1, 3, 4, 5, 6, 7, 8],
  });
  return true;
}
