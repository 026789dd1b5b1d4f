/**
 * The catalogue: every code that a user can meet, with its text. A text says what, where, and what to do next. Details
 * whose name begins with "_" serve the text only and do not become part of a result.
 */
import { dayWords, parseDay } from "./values/day";

export type MessageDetails = Readonly<Record<string, unknown>>;
type Text = (details: MessageDetails) => string;

/** An amount in running text: grouped, two decimals at least ("1,234.50"). */
export function amountWords(value: unknown): string {
  if (typeof value !== "string" || !/^-?\d+(\.\d+)?$/.test(value)) return "";
  const point = value.indexOf(".");
  const first = value.startsWith("-") ? 1 : 0;
  const end = point < 0 ? value.length : point;
  let words = value.slice(0, first + ((end - first) % 3 || 3));
  for (let at = words.length; at < end; at += 3) words += `,${value.slice(at, at + 3)}`;
  if (point < 0) return `${words}.00`;
  return `${words}${value.slice(point)}${value.length - point === 2 ? "0" : ""}`;
}

/** Running text of a summary, its amounts in braces written out: "{1234.5} = value entries" → "1,234.50 = value entries". */
export function withAmounts(text: string): string {
  return text.replace(/\{(-?\d+(?:\.\d+)?)\}/g, (_, amount: string) => amountWords(amount));
}

/** A detail as text; nothing for what is no text, number or flag. */
export function show(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

const place = (details: MessageDetails): string => {
  const { cells } = details;
  if (!Array.isArray(cells) || cells.length === 0) return "";
  const shown = (cells as unknown[]).slice(0, 5).map(show).join(", ");
  return ` (${shown}${cells.length > 5 ? ", …" : ""})`;
};
const date = (value: unknown): string => {
  const text = show(value);
  const day = parseDay(text, true);
  return day === undefined ? text : dayWords(day);
};

/** Errors of reading and calling, shared by all reports (conventions, 9.1). */
const readingErrors: Readonly<Record<string, Text>> = {
  MISSING_TABLE: (d) =>
    `“${show(d.table)}” is not in this workbook. Open the page in Business Central, choose Open in Excel and copy the table here.`,
  AMBIGUOUS_TABLE: (d) => `More than one table could be “${show(d.table)}”${place(d)}. Rename all but one.`,
  MISSING_COLUMN: (d) =>
    `“${show(d.table)}” has no column “${show(d.column)}”.${d._candidate ? ` Is it “${show(d._candidate)}”? Map it.` : " Show it on the page before exporting."}${d._foreign ? " English captions are expected." : ""}`,
  AMBIGUOUS_COLUMN: (d) =>
    `“${show(d.column)}” stands twice in “${show(d.table)}”${place(d)}. Keep one of the columns.`,
  BAD_VALUE: (d) =>
    `${show(d.table)}${d.key ? `, entry ${show(d.key)}` : ""}, “${show(d.column)}”${place(d)}: ${show(d._problem) || "the value cannot be read"}.`,
  DUPLICATE_KEY: (d) =>
    `${show(d.key)} is in “${show(d.table)}” more than once${place(d)}. Was the export pasted twice?`,
  BAD_PARAMETER: (d) =>
    `“${show(d.parameter)}” ${show(d._problem) || "has a value that the report does not know"}.`,
  DATE_ORDER: (d) => `The starting date ${date(d.startDate)} is after the ending date ${date(d.endDate)}.`,
  FILTER_SYNTAX: (d) => `The filter “${show(d.filter)}” cannot be read: ${show(d._problem)}.`,
  SHEET_NAME_TAKEN: (d) =>
    `There is a sheet “${show(d.sheet)}” that Tieout did not make. Rename it, then run again.`,
  BAD_WORKBOOK: (d) => `The workbook cannot be read: ${show(d.reason)}.`,
  tableMissing: (d) =>
    `“${show(d.field)}” is not in this workbook. Open the page in Business Central, choose Open in Excel and copy the table here.`,
  parameterMissing: (d) => `“${show(d.field)}” is needed. Enter a value.`,
  ENTRY_NOT_FOUND: (d) =>
    d.key === undefined || d._asked === true
      ? `Entry ${show(d.entryNo)} is not in ${show(d.table)}.`
      : `${show(d.table)} ${show(d.key)} names entry ${show(d.entryNo)}, which is not there. Export all entries, not only those of the period.`,
};

/** What a filter breaks, for FILTER_SYNTAX. */
export const filterProblems = {
  valueMissing: "a value is missing",
  valueMissingAtEnd: "a value is missing at the end",
  openQuote: "a quote is not closed",
  openParenthesis: "a parenthesis is not closed",
  closingParenthesis: "a parenthesis is closed that was not opened",
  wildcardAsBound: "* and ? cannot stand in an interval or after < and >",
  lonelyInterval: "an interval needs a value on one side",
  notANumber: "whole numbers are expected",
  notADate: "dates like 2026-01-31 are expected",
  unexpectedText: "the text after the value cannot be understood",
} as const;

/** Whether a detail counts one. */
export function isOne(count: unknown): boolean {
  return Number(count) === 1;
}

/** "1 entry", "12 entries", "0 entries". */
export function forCount(count: unknown, one: string, more = `${one}s`): string {
  return `${show(count)} ${isOne(count) ? one : more}`;
}

/** Remarks of the reader (conventions, 4.5 and 9.4). */
const notes: Readonly<Record<string, Text>> = {
  BLANK_ROWS_SKIPPED: (d) =>
    `${forCount(d.count, "blank row")} in ${show(d.table)} ${isOne(d.count) ? "was" : "were"} left out.`,
  HIDDEN_ROWS_INCLUDED: (d) =>
    `${forCount(d.count, "hidden or filtered row")} in ${show(d.table)} ${isOne(d.count) ? "counts" : "count"} as well.`,
  NUMBERS_AS_TEXT: (d) =>
    isOne(d.count)
      ? `1 number in ${show(d.table)} is text and was read as a number.`
      : `${show(d.count)} numbers in ${show(d.table)} are text and were read as numbers.`,
  DATES_AS_TEXT: (d) =>
    isOne(d.count)
      ? `1 date in ${show(d.table)} is text and was read as year-month-day.`
      : `${show(d.count)} dates in ${show(d.table)} are text and were read as year-month-day.`,
  CODES_DIFFER_BY_ZEROS: (d) =>
    `${forCount(d.count, "code")} in ${show(d.table)} ${isOne(d.count) ? "differs" : "differ"} from others only by leading zeros${d._example ? ` (${show(d._example)})` : ""}; they count as different codes.`,
  FORMULA_VALUES_USED: (d) =>
    isOne(d.count)
      ? `1 cell in ${show(d.table)} is a formula; its stored value was used.`
      : `${show(d.count)} cells in ${show(d.table)} are formulas; their stored values were used.`,
  PERHAPS_CUT_OFF: (d) => `${show(d.table)} has ${show(d.count)} rows: perhaps the export was cut off.`,
  RELATION_REPEATED: (d) =>
    isOne(d.count)
      ? `1 pair stands more than once in ${show(d.table)}; it counts once.`
      : `${show(d.count)} pairs stand more than once in ${show(d.table)}; each counts once.`,
  ACCOUNT_FOR_TWO_TYPES: (d) =>
    `${forCount(d.count, "account")} ${isOne(d.count) ? "serves" : "serve"} two account types in ${show(d.table)}${d._example ? ` (${show(d._example)})` : ""}; ${isOne(d.count) ? "its" : "their"} balance counts in both rows.`,
  UNKNOWN_OPTIONS: (d) =>
    `${forCount(d.count, "cell")} of “${show(d.column)}” in ${show(d.table)} ${isOne(d.count) ? "holds" : "hold"} an option that Tieout does not know${d._example ? ` (“${show(d._example)}”)` : ""}.`,
};

const catalogue = new Map<string, Text>(Object.entries({ ...readingErrors, ...notes }));

/** Adds the texts of one report to the catalogue; called by the report's declaration. */
export function addMessages(texts: Readonly<Record<string, Text>>): void {
  for (const [code, text] of Object.entries(texts)) {
    // Else the report that is loaded last would have its words said by the others.
    if (catalogue.has(code)) throw new Error(`${code} has two texts; call one of them "report/${code}"`);
    catalogue.set(code, text);
  }
}

/** The text of a code. A code without text is a defect: tests check that every code has one. */
export function messageText(code: string, details: MessageDetails = {}, report = ""): string {
  const text = catalogue.get(`${report}/${code}`) ?? catalogue.get(code);
  return text ? text(details) : code;
}

/** All codes of the catalogue, for its page and its test. */
export function messageCodes(): readonly string[] {
  return [...catalogue.keys()].sort();
}
