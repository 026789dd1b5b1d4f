/** What the pane says about the ledgers: tables, columns, faults with addresses, notes, and which reports can run. */
import { loadReport, reportCards } from "../engine/catalogue";
import { proposeHeaders } from "../engine/ledgers/captions/propose";
import { checkInputs, findings, keyText, notesOf, repeatedKey } from "../engine/ledgers/check";
import type { ReportCode } from "../engine/ledgers/declaration";
import type { Ledgers, LedgerTable } from "../engine/ledgers/ledgers";
import { ledgerTables } from "../engine/ledgers/tables";
import { messageText } from "../engine/messages";
import { missingTables, standardMonth } from "../engine/month-end/run";
import { monthEndSteps } from "../engine/month-end/steps";
import { readParameters } from "../engine/parameters";
import { Refusal } from "../engine/refusal";
import type { ReportCard } from "../engine/report";
import { inputCheck } from "../engine/run";
import { Session } from "../engine/session";
import { compareCodes } from "../engine/values/codes";
import { dayText, type Day } from "../engine/values/day";
import { digest } from "./digest";
import { nearMisses, otherTables } from "./near-misses";
import type {
  LedgerCheck,
  LedgerColumn,
  LedgerProblem,
  LedgerState,
  RawWorkbook,
  ReportState,
} from "./service";

const SHOWN_PROBLEMS = 50;
const SHOWN_VALUES = 50;
const SHOWN_MONTHS = 24;

/** Checks everything that was read. */
export async function checkLedgers(ledgers: Ledgers, workbook: RawWorkbook): Promise<LedgerCheck> {
  const session = new Session(ledgers, { digest, workDate: 0, runAt: "" });
  const states: LedgerState[] = [];
  for (const declaration of ledgerTables) {
    const table = ledgers.table(declaration.name);
    if (table.present || table.rivals.length > 0) states.push(ledgerState(ledgers, table, workbook));
  }
  const lastDate = states.reduce((last, state) => (state.lastDate > last ? state.lastDate : last), "");
  return {
    ledgers: states,
    reports: await Promise.all(reportCards.map((card) => reportState(session, card))),
    nearMisses: nearMisses(workbook),
    otherTables: otherTables(workbook),
    rows: states.reduce((sum, state) => sum + state.rows, 0),
    lastDate,
    errors: states.reduce((sum, state) => sum + state.problemCount, 0),
    notes: states.reduce((sum, state) => sum + state.notes.length, 0),
    company: session.setting("Company Name"),
    currency: session.setting("Local Currency"),
    jobWord: session.jobWord,
    filterValues: filterValues(ledgers),
    months: monthsOf(ledgers.table("Value Entries").days("Posting Date")),
  };
}

function ledgerState(ledgers: Ledgers, table: LedgerTable, workbook: RawWorkbook): LedgerState {
  const source = table.origin?.source;
  const raw = workbook.tables.find(
    (candidate) => candidate.sheetName === source?.sheetName && candidate.headers === source.headers,
  );
  const problems = problemsOf(ledgers, table);
  return {
    name: table.name,
    tableName: raw?.tableName ?? source?.tableName ?? "",
    sheetName: source?.sheetName ?? "",
    rows: table.rows,
    blankRows: table.origin?.blankRows ?? 0,
    lastDate: lastPostingDate(table),
    columns: columnsOf(table, workbook),
    unknownHeaders: (table.origin?.unknownHeaders ?? []).map(({ header, position }) => ({
      header,
      cell: source?.address(-1, position) ?? "",
    })),
    problems: problems.slice(0, SHOWN_PROBLEMS),
    problemCount: problems.reduce((sum, problem) => sum + problem.count, 0),
    notes: notesOf(ledgers, table, [...table.columns.values()]),
    rivals: table.rivals,
  };
}

function lastPostingDate(table: LedgerTable): string {
  const column = table.read("Posting Date");
  if (column?.data.type !== "numbers") return "";
  let last = 0;
  for (const day of column.data.values) if (day > last) last = day;
  return dayText(Math.floor(last));
}

function columnsOf(table: LedgerTable, workbook: RawWorkbook): readonly LedgerColumn[] {
  const { origin } = table;
  if (!origin) return [];
  const byHand = new Set(
    workbook.mapping.filter((entry) => entry.table === table.name).map((entry) => entry.caption),
  );
  const proposals = proposeHeaders(
    table.declaration,
    origin.unknownHeaders.map(({ header }) => header),
  );
  return table.declaration.columns.map((column) => {
    const read = table.read(column.caption);
    const state = origin.ambiguous.has(column.caption)
      ? "ambiguous"
      : read === undefined
        ? "missing"
        : byHand.has(column.caption)
          ? "mapped"
          : "found";
    const idsOf = (test: (need: string) => boolean): string[] =>
      reportCards.filter((card) => test(column.needs.get(card.code) ?? "")).map((card) => card.id);
    return {
      caption: column.caption,
      header: read ? (origin.source.headers[read.position] ?? "") : "",
      state,
      requiredBy: idsOf((need) => need === "required"),
      usedBy: idsOf((need) => need !== ""),
      candidate: read ? "" : (proposals.headers.get(column.caption) ?? ""),
    };
  });
}

/** Faults that make at least one report refuse, grouped by column and fault. */
function problemsOf(ledgers: Ledgers, table: LedgerTable): readonly LedgerProblem[] {
  if (table.rivals.length > 0) {
    const message = messageText("AMBIGUOUS_TABLE", { table: table.name, cells: table.rivals });
    return [{ code: "AMBIGUOUS_TABLE", column: "", key: "", message, cell: "", count: 1 }];
  }
  const { origin } = table;
  if (!origin) return [];
  const problems: LedgerProblem[] = [];
  for (const [caption, places] of origin.ambiguous) {
    const cells = places.map((position) => origin.source.address(-1, position));
    problems.push({
      code: "AMBIGUOUS_COLUMN",
      column: caption,
      key: "",
      message: messageText("AMBIGUOUS_COLUMN", { table: table.name, column: caption, cells }),
      cell: cells[0] ?? "",
      count: 1,
    });
  }
  const repeated = repeatedKey(table);
  const tolerated = reportCards.every(
    (card) =>
      !card.inputs.some((input) => input.table === table.name) || card.repeatedKeys?.includes(table.name),
  );
  if (repeated && !tolerated) {
    const [row = 0] = repeated.firstKeyRows;
    const [keyCaption = ""] = table.declaration.key;
    const cells = repeated.firstKeyRows.map((place) => table.address(place, keyCaption));
    problems.push({
      code: "DUPLICATE_KEY",
      column: keyCaption,
      key: keyText(ledgers, table, row),
      message: messageText("DUPLICATE_KEY", { table: table.name, key: keyText(ledgers, table, row), cells }),
      cell: cells[0] ?? "",
      count: repeated.count,
    });
  }
  return [...problems, ...faultyCells(ledgers, table)];
}

/** Every problem of a ledger with its own cell; faults of cells in the order of rows. */
export function everyProblem(ledgers: Ledgers, name: string): readonly LedgerProblem[] {
  const table = ledgers.table(name);
  const cells = faultGroups(table).flatMap((group) =>
    [...group.rows].map((row) => faultyCell(ledgers, table, group, row, 1)),
  );
  const rowOf = (problem: LedgerProblem): number => Number(/\d+$/.exec(problem.cell)?.[0] ?? 0);
  const others = problemsOf(ledgers, table).filter((problem) => problem.code !== "BAD_VALUE");
  return [...others, ...cells.sort((a, b) => rowOf(a) - rowOf(b) || compareCodes(a.column, b.column))];
}

interface FaultGroup {
  readonly column: string;
  readonly problem: string;
  /** The first of `rows`. */
  row: number;
  readonly rows: Set<number>;
}

function faultyCells(ledgers: Ledgers, table: LedgerTable): readonly LedgerProblem[] {
  return [...faultGroups(table)]
    .sort((a, b) => a.row - b.row || compareCodes(a.column, b.column))
    .map((group) => faultyCell(ledgers, table, group, group.row, group.rows.size));
}

function faultyCell(
  ledgers: Ledgers,
  table: LedgerTable,
  { column, problem }: FaultGroup,
  row: number,
  count: number,
): LedgerProblem {
  return {
    code: "BAD_VALUE",
    column,
    key: keyText(ledgers, table, row),
    message: `${problem.charAt(0).toUpperCase()}${problem.slice(1)}`,
    cell: table.address(row, column),
    count,
  };
}

/** Faults that a report does not forgive, the same fault of a column together. */
function faultGroups(table: LedgerTable): readonly FaultGroup[] {
  const groups = new Map<string, FaultGroup>();
  for (const card of cardsOf(table)) {
    const check = { code: card.code, inputs: [], unknownOptions: card.unknownOptions };
    for (const { row, column, problem } of findings(table, check)) {
      const key = `${column}\n${problem}`;
      const group = groups.get(key);
      if (!group) groups.set(key, { column, problem, row, rows: new Set([row]) });
      else {
        group.rows.add(row);
        group.row = Math.min(group.row, row);
      }
    }
  }
  return [...groups.values()];
}

/** One report per code that reads the table, for reports of the same code need the same columns. */
function cardsOf(table: LedgerTable): readonly ReportCard[] {
  const byCode = new Map<ReportCode, ReportCard>();
  for (const card of reportCards) {
    if (card.inputs.some((input) => input.table === table.name) && !byCode.has(card.code))
      byCode.set(card.code, card);
  }
  return [...byCode.values()];
}

/** Refusals that speak of parameters: the form settles them, the ledgers are not to blame. */
const ABOUT_PARAMETERS = new Set(["BAD_PARAMETER", "FILTER_SYNTAX", "DATE_ORDER", "parameterMissing"]);

async function reportState(session: Session, card: ReportCard): Promise<ReportState> {
  const report = await loadReport(card.id);
  const step = monthEndSteps.find((candidate) => candidate.report === card.id);
  const given = step?.parameters(standardMonth(session)) ?? EXAMPLES.get(card.id) ?? {};
  try {
    const parameters = readParameters(card, given, session.options.workDate);
    checkInputs(session.ledgers, inputCheck(report, parameters, session.ledgers));
    return { id: card.id, canRun: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (!ABOUT_PARAMETERS.has(error.code)) return { id: card.id, canRun: false, error: error.body };
    // Without value entries there is no month to check with; that the table is missing stands all the same.
    const [missing] = missingTables(session, card.id);
    return missing === undefined
      ? { id: card.id, canRun: true }
      : { id: card.id, canRun: false, error: new Refusal("MISSING_TABLE", { table: missing }).body };
  }
}

/** Parameters with which the inputs of reports are checked that have no step in the month-end checklist. */
const EXAMPLES: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map([
  ["trace", { start: { table: "Value Entries", entryNo: 1 } }],
]);

/** Distinct codes of the columns that filter parameters name, for the form's help. */
function filterValues(ledgers: Ledgers): Readonly<Record<string, readonly string[]>> {
  const places = new Map<string, { table: string; column: string }>();
  for (const parameter of reportCards.flatMap((card) => card.parameters)) {
    if (parameter.type === "filter" && parameter.values) {
      places.set(`${parameter.values.table}/${parameter.values.column}`, parameter.values);
    }
  }
  const values: Record<string, readonly string[]> = {};
  for (const [key, { table, column }] of places) {
    const read = ledgers.table(table).read(column);
    if (read?.data.type !== "ids" || read.declaration.type !== "code") continue;
    const seen = new Set<number>();
    for (const id of read.data.values) {
      if (id !== 0) seen.add(id);
      if (seen.size > SHOWN_VALUES) break;
    }
    values[key] = [...seen]
      .slice(0, SHOWN_VALUES)
      .map((id) => ledgers.codes.text(id))
      .sort(compareCodes);
  }
  return values;
}

function monthsOf(days: Float64Array): readonly string[] {
  const seen = new Set<number>();
  for (const day of days) seen.add(day);
  const months = new Set(
    [...seen].filter((day: Day) => day > 0).map((day) => dayText(Math.floor(day)).slice(0, 7)),
  );
  return [...months].sort().reverse().slice(0, SHOWN_MONTHS);
}
