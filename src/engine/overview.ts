/**
 * What stands in a workbook: ledgers with columns, faults and notes, and which reports can run. The pane and the command
 * line say it from here.
 */
import { loadReport, reportCards } from "./catalogue";
import { proposeHeaders } from "./ledgers/captions/propose";
import { checkInputs, findings, keyText, notesOf, repeatedKey, type Note } from "./ledgers/check";
import type { ReportCode } from "./ledgers/declaration";
import type { Ledgers, LedgerTable } from "./ledgers/ledgers";
import { ledgerTables } from "./ledgers/tables";
import { messageText } from "./messages";
import { monthEndSteps, monthOf } from "./month-end/steps";
import { readParameters } from "./parameters";
import { Refusal, type RefusalBody } from "./refusal";
import type { ReportCard } from "./report";
import { inputCheck } from "./run";
import { compareCodes } from "./values/codes";
import { dayText } from "./values/day";

/** Headers that the user mapped: ledger table, header as it stands, caption. */
export type Mapping = readonly {
  readonly table: string;
  readonly header: string;
  readonly caption: string;
}[];

/** A fault of a ledger; the same fault in many cells of a column is one problem. */
export interface LedgerProblem {
  readonly code: string;
  readonly column: string;
  /** Key of the first row concerned ("40218"), "" when it has none. */
  readonly key: string;
  readonly message: string;
  /** Cell of the first row, without sheet: "F13947". */
  readonly cell: string;
  readonly count: number;
}

/** How a declared column was found. */
export interface LedgerColumn {
  readonly caption: string;
  /** Header in the sheet, "" when it is missing. */
  readonly header: string;
  readonly state: "found" | "mapped" | "missing" | "ambiguous";
  /** Reports (ids) that are refused without it. */
  readonly requiredBy: readonly string[];
  readonly usedBy: readonly string[];
  /** Best free header for a missing column, "" when none comes near. */
  readonly candidate: string;
}

/** What was found of one ledger. */
export interface LedgerState {
  /** Business Central's name of the table. */
  readonly name: string;
  readonly tableName: string;
  readonly sheetName: string;
  readonly rows: number;
  readonly blankRows: number;
  readonly lastDate: string;
  readonly columns: readonly LedgerColumn[];
  readonly unknownHeaders: readonly { readonly header: string; readonly cell: string }[];
  /** Worst first; `problemCount` counts every cell of them. */
  readonly problems: readonly LedgerProblem[];
  readonly problemCount: number;
  readonly notes: readonly Note[];
  /** Places that claim to be this ledger, when there is more than one. */
  readonly rivals: readonly string[];
}

/** Whether a report can run, and why not. */
export interface ReportState {
  readonly id: string;
  readonly canRun: boolean;
  readonly error?: RefusalBody;
}

/** The ledgers that are in the workbook, or that several of its places claim to be; in the order of the declarations. */
export function ledgerStates(ledgers: Ledgers, byHand: Mapping = []): readonly LedgerState[] {
  return ledgerTables
    .map(({ name }) => ledgers.table(name))
    .filter((table) => table.present || table.rivals.length > 0)
    .map((table) => ledgerState(ledgers, table, byHand));
}

/** Which reports can run with parameters as month-end gives them. */
export function reportStates(ledgers: Ledgers): Promise<readonly ReportState[]> {
  return Promise.all(reportCards.map((card) => reportState(ledgers, card)));
}

function ledgerState(ledgers: Ledgers, table: LedgerTable, byHand: Mapping): LedgerState {
  const source = table.origin?.source;
  const problems = problemsOf(ledgers, table);
  return {
    name: table.name,
    tableName: source?.tableName ?? "",
    sheetName: source?.sheetName ?? "",
    rows: table.rows,
    blankRows: table.origin?.blankRows ?? 0,
    lastDate: lastPostingDate(table),
    columns: columnsOf(table, byHand),
    unknownHeaders: (table.origin?.unknownHeaders ?? []).map(({ header, position }) => ({
      header,
      cell: source?.address(-1, position) ?? "",
    })),
    problems,
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

function columnsOf(table: LedgerTable, mapping: Mapping): readonly LedgerColumn[] {
  const { origin } = table;
  if (!origin) return [];
  const byHand = new Set(mapping.filter((entry) => entry.table === table.name).map((entry) => entry.caption));
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

/** Parameters with which the inputs of reports are checked that have no step in the month-end checklist. */
const EXAMPLES: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map([
  ["trace", { start: { table: "Value Entries", entryNo: 1 } }],
  ["shadow-costing", { method: "Average" }],
]);

/** Stands for the month that is closed: what a report needs of the ledgers does not hang on its dates. */
const ANY_MONTH = monthOf(1);

async function reportState(ledgers: Ledgers, card: ReportCard): Promise<ReportState> {
  const report = await loadReport(card.id);
  const step = monthEndSteps.find((candidate) => candidate.report === card.id);
  const given = step?.parameters(ANY_MONTH) ?? EXAMPLES.get(card.id) ?? {};
  try {
    const parameters = readParameters(card, given, ANY_MONTH.endDate);
    checkInputs(ledgers, inputCheck(report, parameters, ledgers));
    return { id: card.id, canRun: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { id: card.id, canRun: false, error: error.body };
  }
}
