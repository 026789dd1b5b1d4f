/**
 * The journal sheet: lines, totals per account, what is skipped by the setup cell to fill, evidence; and a sheet with the
 * value entries behind it.
 */
import type { LayoutContext } from "../../report";
import type { Sheet, SheetLink } from "../../../workbook/sheet";
import { Exact, exactText } from "../../values/decimal";
import { amountWords } from "../../messages";
import { ReportSheet, type ReportSheetOptions } from "../report-sheet";
import { filterWords, periodWords } from "../scope-words";
import { columnsOf, figuresOf, type ColumnOf } from "../table-columns";
import { AMOUNT_FIELDS, COLUMN_CAPTIONS } from "./columns";
import type { GLEntry } from "./gl-entries";
import { REASON_NAMES, REMARK_NAMES } from "./messages";
import type { ReportLine } from "./report-lines";
import type { Result } from "./run";
import { assumedWords, stateOf, skippedCost } from "./summary";

const NAME = "Post Inventory Cost to G-L";
const ENTRIES_NAME = "Post Inventory Cost Entries";
const STATE_WORDS = { ties: "Everything is posted", explained: "To post", open: "Not balanced" } as const;

const zeroAsBlank = (amount: string): string | null => (amount === "0" ? null : amount);

const ADDITIONAL_CURRENCY: ColumnOf<GLEntry> = [
  "Additional-Currency Amount",
  "amount",
  (entry) => entry.additionalCurrencyAmount ?? null,
];

export function layout(result: Result, context: LayoutContext): readonly Sheet[] {
  const state = stateOf(result) as keyof typeof STATE_WORDS;
  const { startDate = "", endDate = "" } = context.parameters;
  const filters = filterWords(context.parameters, { itemFilter: "Item No." });
  const options: ReportSheetOptions = {
    name: NAME,
    title: "Post Inventory Cost to G/L",
    scope: [
      context.company,
      periodWords(String(startDate), String(endDate)),
      context.currency,
      result.postingMethod,
      result.documentNo === "" ? "" : `Document No. ${result.documentNo}`,
      result.posted ? "posted" : "preview",
      assumedWords(result),
      filters.length > 0 ? filters.join(", ") : "all items",
    ],
    context,
    freezeColumn: 3,
  };
  const page = new ReportSheet(options);
  const entries = valueEntries(result, options);
  const balance = exactText(new Exact(result.summary.debit).minus(result.summary.credit));
  page.state(state, result.posted && state === "ties" ? "Posted" : STATE_WORDS[state], result.summary.debit);
  if (result.skipped.length > 0) page.link(4, `Skipped (${result.skipped.length})`, "skipped");
  page.link(5, "By account", "accounts").link(7, "Evidence", "evidence");
  if (entries) page.link(6, "Value entries", "A1", ENTRIES_NAME);
  page.control(8, balance);
  journal(page, result);
  accounts(page, result);
  skipped(page, result);
  datesOutside(page, result);
  groupsChanged(page, result);
  itemsNotAdjusted(page, result);
  for (const { message } of result.warnings) page.line([{ column: 0, value: `▲ ${message}` }], "warning");
  page.evidence([{ label: "Control: debit less credit", amount: balance }]);
  return [page.finish(), ...(entries ? [entries] : [])];
}

function journal(page: ReportSheet, result: Result): void {
  const { glEntries } = result;
  page.line(
    [
      { column: 0, value: "Total" },
      { column: 5, value: result.summary.debit, kind: "amount", name: "Debit" },
      { column: 6, value: result.summary.credit, kind: "amount", name: "Credit" },
    ],
    "total",
  );
  const withCurrency = glEntries.at(0)?.additionalCurrencyAmount !== undefined;
  const columns = columnsOf(glEntries, [
    ["Posting Date", "date", (entry) => entry.postingDate],
    ["Document No.", "code", (entry) => entry.documentNo],
    ["G/L Account No.", "code", (entry) => entry.glAccountNo],
    ["Account type", "text", (entry) => entry.accountType],
    ["Bal. account type", "text", (entry) => entry.balAccountType],
    ["Debit Amount", "amount", (entry) => zeroAsBlank(entry.debitAmount)],
    ["Credit Amount", "amount", (entry) => zeroAsBlank(entry.creditAmount)],
    ["Entry No.", "integer", (entry) => entry.entryNo],
    ["Dimension Set ID", "integer", (entry) => entry.dimensionSetId || null],
    ["Dimensions", "text", (entry) => Object.values(entry.dimensions ?? {}).join(", ") || null],
    ["External Document No.", "code", (entry) => entry.externalDocumentNo || null],
    ...(withCurrency ? [ADDITIONAL_CURRENCY] : []),
    ["Description", "text", (entry) => entry.description],
  ]);
  page.mainTable({
    name: "PostInventoryCost",
    columns,
    figures: figuresOf(columns, "Entry No.", "glEntryNo"),
    fields: [undefined, undefined, undefined, undefined, undefined, "debit", "credit"],
  });
}

function accounts(page: ReportSheet, result: Result): void {
  const { accountTotals } = result;
  if (accountTotals.length === 0) return;
  page.section("By account", "accounts");
  page.table({
    name: "PostInventoryCostAccounts",
    excelTable: false,
    columns: columnsOf(accountTotals, [
      ["G/L Account No.", "code", (total) => total.glAccountNo],
      ["Name", "text", (total) => total.name ?? null],
      ["Debit", "amount", (total) => zeroAsBlank(total.debit)],
      ["Credit", "amount", (total) => zeroAsBlank(total.credit)],
      ["Net", "amount", (total) => total.net],
    ]),
    places: [0, 3, 5, 6, 8],
    figures: accountTotals.map(({ glAccountNo }) => ({ glAccountNo })),
    fields: [undefined, undefined, "debit", "credit", "net"],
  });
  page.line(
    [
      { column: 0, value: "Balanced", style: "total" },
      { column: 5, value: result.summary.debit, kind: "amount", style: "sumDouble" },
      { column: 6, value: result.summary.credit, kind: "amount", style: "sumDouble" },
    ],
    "total",
  );
}

/** One row per setup cell to fill or change, with a link to it. */
function skipped(page: ReportSheet, result: Result): void {
  const { setupCells } = result;
  if (setupCells.length === 0) return;
  const links = new Map<string, SheetLink>();
  setupCells.forEach(({ place }, row) => {
    if (place) links.set(`${row}:3`, { sheet: place.sheet, cell: place.cell });
  });
  const count = result.skipped.length;
  page.section(
    "Skipped",
    "skipped",
    `${count} value ${count === 1 ? "entry" : "entries"}, ${amountWords(skippedCost(result))}. An entry with several reasons stands under each.`,
  );
  page.table({
    name: "PostInventoryCostSkipped",
    columns: columnsOf(setupCells, [
      ["Entries", "count", (cell) => cell.entries],
      ["Reason", "text", (cell) => REASON_NAMES[cell.code] ?? cell.code],
      ["Sheet", "text", (cell) => cell.table || null],
      ["Cell", "code", (cell) => cell.place?.cell ?? (cell.table ? "no cell" : null)],
      ["Cost Amount", "amount", (cell) => cell.costAmount],
      ["Key", "text", (cell) => cell.key || cell.glAccountNo || null],
      ["Column", "text", (cell) => cell.column || null],
      ["What to do", "text", (cell) => cell.message, { runsOver: true }],
    ]),
    places: [0, 1, 3, 4, 5, 6, 7, 8],
    links,
  });
}

/** Posting dates outside the allowed range, with the entries that were adjusted on them. */
function datesOutside(page: ReportSheet, { datesOutside: dates }: Result): void {
  if (dates.length === 0) return;
  page.section(
    REMARK_NAMES.POSTING_DATE_OUTSIDE,
    "dates",
    "Adjustments carry the date of the entry they adjust.",
  );
  page.table({
    name: "PostInventoryCostDates",
    columns: columnsOf(dates, [
      ["Entries", "count", (date) => date.entries],
      ["Posting Date", "date", (date) => date.postingDate],
      ["Adjustments", "count", (date) => date.adjustments.length || null],
      ["Cost Amount", "amount", (date) => date.costAmount],
      ["What it means", "text", (date) => date.message, { runsOver: true }],
    ]),
    places: [0, 1, 3, 5, 6],
  });
}

/** Entries in another posting group than their item has today, per item and group. */
function groupsChanged(page: ReportSheet, { groupsChanged: changed }: Result): void {
  if (changed.length === 0) return;
  page.section(
    REMARK_NAMES.POSTING_GROUP_DIFFERS,
    "groups",
    "Entries go to the accounts of their own group.",
  );
  page.table({
    name: "PostInventoryCostGroups",
    columns: columnsOf(changed, [
      ["Entries", "count", (group) => group.entries],
      ["Item No.", "code", (group) => group.itemNo],
      ["Posting group of the entries", "code", (group) => group.inventoryPostingGroup || null],
      ["Cost Amount", "amount", (group) => group.costAmount],
      ["Posting group today", "code", (group) => group.itemPostingGroup || null],
    ]),
    places: [0, 1, 3, 5, 6],
  });
}

/** Items whose cost the adjustment will still change. */
function itemsNotAdjusted(page: ReportSheet, { itemsNotAdjusted: items }: Result): void {
  if (items.length === 0) return;
  page.section(
    REMARK_NAMES.COST_NOT_ADJUSTED,
    "adjustment",
    "Run Adjust Cost - Item Entries before posting.",
  );
  page.table({
    name: "PostInventoryCostAdjustment",
    columns: columnsOf(items, [
      ["Entries", "count", (item) => item.entries],
      ["Item No.", "code", (item) => item.itemNo],
      ["Cost Amount", "amount", (item) => item.costAmount],
    ]),
    places: [0, 1, 5],
  });
}

/** The posted value entries, one row each with its amounts by account type; undefined when there is none. */
function valueEntries(result: Result, options: ReportSheetOptions): Sheet | undefined {
  const { lines, totals } = result;
  if (lines.length === 0) return undefined;
  const page = new ReportSheet({ ...options, name: ENTRIES_NAME, title: `${options.title}: value entries` });
  page.link(0, options.title, "A1", NAME).link(5, "Evidence", "evidence");
  page.line([{ column: 0, value: "As in Business Central's test report; positive is debit." }], "caption");
  page.line(
    [
      { column: 0, value: "Total" },
      ...AMOUNT_FIELDS.map((field, index) => ({
        column: 5 + index,
        value: totals[field],
        kind: "amount" as const,
      })),
    ],
    "total",
  );
  const columns = columnsOf(lines, [
    ["Entry No.", "integer", (line) => line.valueEntryNo],
    ["Item No.", "code", (line) => line.itemNo || null],
    ["Posting Date", "date", (line) => line.postingDate],
    ["Item Ledger Entry Type", "text", (line) => line.itemLedgerEntryType || "Capacity"],
    ["Entry Type", "text", (line) => line.entryType + (line.expectedCost ? ", expected" : "")],
    ...AMOUNT_FIELDS.map((field): ColumnOf<ReportLine> => [
      COLUMN_CAPTIONS[field],
      "amount",
      (line) => zeroAsBlank(line[field]),
    ]),
  ]);
  page.mainTable({
    name: "PostInventoryCostEntries",
    columns,
    figures: figuresOf(columns, "Entry No.", "valueEntryNo"),
    fields: [undefined, undefined, undefined, undefined, undefined, ...AMOUNT_FIELDS],
  });
  page.evidence();
  return page.finish();
}
