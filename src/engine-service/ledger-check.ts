/** What the pane says about the ledgers: the overview, sheets that may be ledgers, and what its forms offer. */
import { reportCards } from "../engine/catalogue";
import type { Ledgers, LedgerTable } from "../engine/ledgers/ledgers";
import { ledgerStates, reportStates } from "../engine/overview";
import { Session } from "../engine/session";
import { compareCodes } from "../engine/values/codes";
import { dayText, type Day } from "../engine/values/day";
import { digest } from "./digest";
import { nearMisses, otherTables } from "./near-misses";
import type { LedgerCheck, RawWorkbook } from "./service";

/** How many problems, values and months the pane lists. */
const SHOWN_PROBLEMS = 50;
const SHOWN_VALUES = 50;
const SHOWN_MONTHS = 24;

/** Checks everything that was read. */
export async function checkLedgers(ledgers: Ledgers, workbook: RawWorkbook): Promise<LedgerCheck> {
  const session = new Session(ledgers, { digest, workDate: 0, runAt: "" });
  const states = ledgerStates(ledgers, workbook.mapping);
  const lastDate = states.reduce((last, state) => (state.lastDate > last ? state.lastDate : last), "");
  return {
    ledgers: states.map((state) => ({
      ...state,
      tableName: ownName(workbook, ledgers.table(state.name)) ?? state.tableName,
      problems: state.problems.slice(0, SHOWN_PROBLEMS),
    })),
    reports: await reportStates(ledgers),
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

/** The table's name in the workbook, where the user named it as a ledger. */
function ownName(workbook: RawWorkbook, { origin }: LedgerTable): string | undefined {
  return workbook.tables.find(
    ({ sheetName, headers }) => sheetName === origin?.source.sheetName && headers === origin.source.headers,
  )?.tableName;
}

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
