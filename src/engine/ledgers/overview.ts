/** What stands in a workbook: ledgers with rows, problems and notes, and which reports can run. For Home, check and Ledger. */
import type { ReportCard } from "../report";
import { dayText } from "../values/day";
import {
  findings,
  keyText,
  nearestHeader,
  note,
  repeatedKey,
  type Finding,
  type InputCheck,
  type Note,
} from "./check";
import type { Ledgers, LedgerTable } from "./ledgers";

/** The same fault in many cells of a column, with the first place. */
export interface LedgerProblem {
  readonly column: string;
  readonly problem: string;
  readonly cell: string;
  readonly key: string;
  readonly count: number;
}

export interface LedgerColumnState {
  readonly caption: string;
  /** Header as it stands in the sheet, "" when the column is missing. */
  readonly header: string;
  /** Reports (codes) that require it. */
  readonly requiredBy: readonly string[];
  readonly usedBy: readonly string[];
  /** The nearest header that no column has, for mapping. */
  readonly candidate: string;
  readonly visibleOnPage: "shown" | "hidden" | "not on the page";
}

export interface LedgerState {
  readonly table: string;
  readonly place: string;
  readonly sheet: string;
  readonly rows: number;
  /** ISO date of the last entry, "" when the table has no Posting Date. */
  readonly lastDate: string;
  readonly errorCount: number;
  readonly problems: readonly LedgerProblem[];
  readonly notes: readonly Note[];
  readonly columns: readonly LedgerColumnState[];
  readonly unknownHeaders: readonly string[];
}

export interface LedgerOverview {
  readonly ledgers: readonly LedgerState[];
  readonly reports: readonly {
    readonly id: string;
    readonly title: string;
    readonly missing: readonly string[];
  }[];
  /** Tables for which several places fit. */
  readonly ambiguous: readonly { readonly table: string; readonly places: readonly string[] }[];
  readonly rows: number;
  readonly lastDate: string;
}

/** Checks all ledgers that are in the workbook. */
export function ledgerCheck(ledgers: Ledgers, cards: readonly ReportCard[]): LedgerOverview {
  const found = ledgers.present.filter((table) => table.declaration.needs.size > 0);
  const states = found.map((table) => ledgerState(ledgers, table, cards));
  const lastDate = states.reduce((last, state) => (state.lastDate > last ? state.lastDate : last), "");
  return {
    ledgers: states,
    reports: cards.map((card) => ({
      id: card.id,
      title: card.title,
      missing: card.inputs.flatMap((input) =>
        input.need === "always" && !ledgers.table(input.table).present ? [input.table] : [],
      ),
    })),
    ambiguous: cards
      .flatMap((card) => card.inputs.map((input) => input.table))
      .filter((name, index, all) => all.indexOf(name) === index)
      .flatMap((name) => {
        const { rivals } = ledgers.table(name);
        return rivals.length > 0 ? [{ table: name, places: rivals }] : [];
      }),
    rows: states.reduce((sum, state) => sum + state.rows, 0),
    lastDate,
  };
}

function ledgerState(ledgers: Ledgers, table: LedgerTable, cards: readonly ReportCard[]): LedgerState {
  const { origin, declaration } = table;
  const users = cards.filter((card) => declaration.needs.has(card.code));
  const all = new Map<string, Finding>();
  for (const card of users) {
    const check: InputCheck = { code: card.code, inputs: card.inputs, unknownOptions: card.unknownOptions };
    for (const finding of findings(table, check)) all.set(`${finding.row}|${finding.column}`, finding);
  }
  const sorted = [...all.values()].sort((a, b) => a.row - b.row);
  const problems = groupProblems(ledgers, table, sorted);
  const repeated = repeatedKey(table);
  const notes: Note[] = [];
  const repeatedIsNote = users.some((card) => card.repeatedKeys?.includes(table.name));
  if (repeated && repeatedIsNote) notes.push(note("RELATION_REPEATED", table.name, repeated.count));
  else if (repeated) {
    const [row = 0] = repeated.firstKeyRows;
    const [keyCaption = ""] = declaration.key;
    problems.unshift({
      column: declaration.key.join(" + "),
      problem: `${keyText(ledgers, table, row)} stands more than once; was the export pasted twice`,
      cell: repeated.firstKeyRows.map((place) => table.address(place, keyCaption)).join(", "),
      key: keyText(ledgers, table, row),
      count: repeated.count + 1,
    });
  }
  if (origin) {
    if (origin.blankRows > 0) notes.push(note("BLANK_ROWS_SKIPPED", table.name, origin.blankRows));
    if (origin.remarks.hiddenRows > 0)
      notes.push(note("HIDDEN_ROWS_INCLUDED", table.name, origin.remarks.hiddenRows));
    if (origin.remarks.perhapsCutOff) notes.push(note("PERHAPS_CUT_OFF", table.name, table.rows));
    if (origin.remarks.formulaCells > 0) {
      notes.push(note("FORMULA_VALUES_USED", table.name, origin.remarks.formulaCells));
    }
    let numbers = 0;
    let dates = 0;
    for (const column of table.columns.values()) {
      numbers += column.remarks.numbersAsText;
      dates += column.remarks.datesAsText;
    }
    const fromSheet = ledgers.kind === "xlsx" || ledgers.kind === "excel";
    if (fromSheet && numbers > 0) notes.push(note("NUMBERS_AS_TEXT", table.name, numbers));
    if (fromSheet && dates > 0) notes.push(note("DATES_AS_TEXT", table.name, dates));
  }
  const unknownHeaders = (origin?.unknownHeaders ?? []).map((entry) => entry.header);
  return {
    table: table.name,
    place: origin?.source.tableName || origin?.source.sheetName || "",
    sheet: origin?.source.sheetName ?? "",
    rows: table.rows,
    lastDate: lastDateOf(table),
    errorCount: sorted.length + (repeated && !repeatedIsNote ? 1 : 0),
    problems,
    notes,
    columns: declaration.columns.map((column) => ({
      caption: column.caption,
      header: origin?.source.headers[table.read(column.caption)?.position ?? -1] ?? "",
      requiredBy: [...column.needs].flatMap(([code, need]) => (need === "required" ? [code] : [])),
      usedBy: [...column.needs].flatMap(([code, need]) => (need === "required" ? [] : [code])),
      candidate: table.has(column.caption) ? "" : (nearestHeader(column.caption, unknownHeaders) ?? ""),
      visibleOnPage: column.page === "s" ? "shown" : column.page === "h" ? "hidden" : "not on the page",
    })),
    unknownHeaders,
  };
}

function groupProblems(ledgers: Ledgers, table: LedgerTable, found: readonly Finding[]): LedgerProblem[] {
  const groups = new Map<string, LedgerProblem>();
  for (const finding of found) {
    const key = `${finding.column}\n${finding.problem}`;
    const known = groups.get(key);
    if (known) groups.set(key, { ...known, count: known.count + 1 });
    else {
      groups.set(key, {
        column: finding.column,
        problem: finding.problem,
        cell: table.address(finding.row, finding.column),
        key: keyText(ledgers, table, finding.row),
        count: 1,
      });
    }
  }
  return [...groups.values()];
}

function lastDateOf(table: LedgerTable): string {
  if (!table.read("Posting Date")) return "";
  let last = 0;
  for (const day of table.days("Posting Date")) if (day > last) last = day;
  return dayText(Math.floor(last));
}
