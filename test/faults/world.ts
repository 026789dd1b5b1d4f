/** Workbooks in the stand-in Excel with Tieout open over them, from the cases of the reports. */
import type { Host, HostOptions } from "../../excel-host";
import { Tieout } from "../../src/application/tieout";
import { createEngineService } from "../../src/engine-service/local";
import { casesOf } from "../support/cases";
import { addTable, newExcel, type PlainRows } from "../support/excel";

/** One workbook with one session of Tieout. */
export interface World {
  readonly host: Host;
  readonly tieout: Tieout;
  /** What the clock shows from now on. */
  setTime(hours: number, minutes: number): void;
}

export interface Shape {
  /** Excel tables (default) or plain sheets. */
  readonly asTables?: boolean;
  readonly host?: HostOptions;
}

/** A case of a report: its tables and parameters. */
export function caseOf(
  report: string,
  file: string,
): { tables: Tables; parameters: Record<string, unknown> } {
  const one = casesOf(report).find((candidate) => candidate.name.startsWith(file));
  if (!one) throw new Error(`${report} has no case ${file}`);
  // Whether changes come along is asked for by applying.
  const parameters = Object.entries(one.parameters).filter(([name]) => name !== "post" && name !== "mode");
  return { tables: one.workbook as Tables, parameters: Object.fromEntries(parameters) };
}

export type Tables = Readonly<Record<string, PlainRows>>;

/** Headers of ledgers that a case leaves empty. */
const EMPTY: Readonly<Record<string, readonly string[]>> = {
  "G/L Entries": ["Entry No.", "Posting Date", "G/L Account No.", "Amount"],
  "G/L - Item Ledger Relation": ["G/L Entry No.", "Value Entry No."],
};

const opened: Tieout[] = [];

/** A new session of Tieout over the open workbook. */
export function openTieout(now = { hours: 9, minutes: 12 }): Tieout {
  const clock = { now: () => new Date(2026, 1, 3, now.hours, now.minutes) };
  const tieout = new Tieout({ service: createEngineService(), clock });
  opened.push(tieout);
  return tieout;
}

/** A workbook with these ledgers. */
export function open(tables: Tables, { asTables = true, host: options = {} }: Shape = {}): World {
  const host = newExcel(options);
  for (const [name, rows] of Object.entries(tables)) {
    const blank = Object.fromEntries((EMPTY[name] ?? []).map((header) => [header, null]));
    const tableName = asTables ? name.replace(/\W/g, "") : "";
    addTable(host, name.replaceAll("/", "-"), rows.length > 0 ? rows.map(withoutBlanks) : [blank], tableName);
  }
  const now = { hours: 9, minutes: 12 };
  return {
    host,
    tieout: openTieout(now),
    setTime: (hours, minutes) => {
      Object.assign(now, { hours, minutes });
    },
  };
}

/** A cell holds no empty text. */
function withoutBlanks(row: Tables[string][number]): Tables[string][number] {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === "" ? null : value]));
}

/** Ends the sessions that were opened. */
export async function closeAll(): Promise<void> {
  for (const tieout of opened.splice(0)) await tieout.stop().catch(() => undefined);
}

/** Changes a cell of a ledger without telling anybody, as macros may do. */
export function changeQuietly(
  host: Host,
  table: string,
  row: number,
  column: string,
  value: string | number,
): void {
  const sheet = host.workbook.sheet(table.replaceAll("/", "-"));
  const used = sheet.usedRect(true);
  for (let at = used?.left ?? 0; at <= (used?.right ?? -1); at += 1) {
    if (sheet.valueAt(used?.top ?? 0, at) !== column) continue;
    sheet.setValue((used?.top ?? 0) + row, at, value);
    return;
  }
  throw new Error(`${table} has no column ${column}`);
}

/** Selects a cell of a sheet. */
export async function select(sheet: string, row: number, column: number): Promise<void> {
  await Excel.run(async (context) => {
    context.workbook.worksheets.getItem(sheet).getCell(row, column).select();
    await context.sync();
  });
}

/** Waits until something holds. */
export async function until(holds: () => boolean, milliseconds = 5000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!holds() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  if (!holds()) throw new Error("It did not come about.");
}

/** A case or throws: what a step before the tested one must have done. */
export async function must<Outcome>(outcome: Promise<Outcome>): Promise<Outcome> {
  const got = await outcome;
  const { status } = (got ?? {}) as { status?: string };
  if (status !== undefined && !["done", "applied", "undone"].includes(status))
    throw new Error(`a step before did not work: ${JSON.stringify(got).slice(0, 500)}`);
  return got;
}
