/**
 * Puts sheets into the workbook, all or none: each is built on a new hidden sheet; showing, renaming and removing the
 * old ones is the last step. Only sheets that Tieout made are replaced.
 */
import { foundInputs, withKeptInputs } from "../kept-inputs";
import type { Sheet, SheetLink } from "../sheet";
import { onExcel, persistently, type Context } from "./batch";
import { claimSheet } from "./own-sheets";
import {
  checksumOf,
  markedInputs,
  markedTables,
  placeOwnCells,
  readOldSheet,
  type OldCell,
  type OldSheet,
} from "./kept-cells";
import { mark, markedSheets, TABLE_PREFIX, type MarkedSheet, type Marker } from "./marker";
import { blockValues, placeSheet, type PlacedSheet } from "./placed-sheet";
import { refuseProtectedStructure } from "./protection";
import { clearLeftovers, STAGING } from "./set-aside";
import { swap, type Staged, type SwapOptions } from "./swap-sheets";
import { ExcelTrouble } from "./trouble";
import { writeSheet } from "./write-sheet";

/** A sheet to be written, with what its mark says. */
export interface SheetToWrite {
  readonly sheet: Sheet;
  readonly about: Pick<
    Marker,
    "kind" | "report" | "parameters" | "workDate" | "runAt" | "stamp" | "source" | "details"
  >;
  /** Sheet of the workbook that it replaces, where that has another name than the layout gives. */
  readonly as?: string;
}

export interface ReplaceOptions extends SwapOptions {
  readonly epochOffset: number;
  /** "add" leaves an old sheet alone and takes a free name. */
  readonly mode: "replace" | "add";
  /** Replace sheets even when the user changed them. */
  readonly evenIfChanged: boolean;
  readonly progress?: (done: number, total: number) => void;
  /** Asked between blocks; true stops the work and leaves the workbook as it was. */
  readonly isCancelled?: () => boolean;
}

export type ReplaceOutcome =
  | { readonly status: "written"; readonly sheets: readonly string[] }
  | { readonly status: "changedSheet"; readonly sheet: string }
  | { readonly status: "cancelled" };

class Cancelled extends Error {}

/** Writes sheets. Rejects with ExcelTrouble; the workbook is then as it was, or EXCEL_SHEETS_LEFT says what is not. */
export async function replaceSheets(
  sheets: readonly SheetToWrite[],
  options: ReplaceOptions,
): Promise<ReplaceOutcome> {
  return onExcel(async (context) => {
    await refuseProtectedStructure(context);
    await clearLeftovers(context);
    const existing = await markedSheets(context);
    const plans = await planSheets(context, sheets, existing, options);
    if ("changed" in plans) return { status: "changedSheet", sheet: plans.changed };
    const staged: Staged[] = [];
    const names: string[] = [];
    try {
      const total = plans.list.reduce((sum, plan) => sum + plan.placed.rows, 0);
      let done = 0;
      for (const plan of plans.list) {
        const one = await stage(context, plan, staged.length, names, options, (rows) => {
          options.progress?.(done + rows, total);
          if (options.isCancelled?.() === true) throw new Cancelled();
        });
        staged.push(one);
        done += plan.placed.rows;
      }
      await swap(context, staged, existing, options);
      return { status: "written", sheets: staged.map(({ placed }) => placed.sheet.name) };
    } catch (error) {
      await removeStaging(context, names);
      if (error instanceof Cancelled) return { status: "cancelled" };
      throw error;
    }
  });
}

interface Plan {
  readonly placed: PlacedSheet;
  readonly about: SheetToWrite["about"] & { readonly base: string };
  readonly old: MarkedSheet | undefined;
  readonly own: readonly OldCell[];
}

async function planSheets(
  context: Context,
  sheets: readonly SheetToWrite[],
  existing: readonly MarkedSheet[],
  options: ReplaceOptions,
): Promise<{ readonly list: readonly Plan[] } | { readonly changed: string }> {
  const { worksheets } = context.workbook;
  worksheets.load("items/name");
  await context.sync();
  const taken = new Set(worksheets.items.map((sheet) => sheet.name.toLowerCase()));
  const list: Plan[] = [];
  const names = new Map<string, string>();
  for (const { sheet, as } of sheets) {
    if (as !== undefined) names.set(sheet.name, as);
    else if (options.mode === "add") names.set(sheet.name, freeName(sheet.name, taken));
  }
  for (const one of sheets) {
    const about = { ...one.about, base: one.sheet.name };
    const sheet = named(one.sheet, names);
    const old = existing.find((candidate) => candidate.name.toLowerCase() === sheet.name.toLowerCase());
    if (!old) {
      if (taken.has(sheet.name.toLowerCase())) {
        throw new ExcelTrouble("SHEET_NAME_TAKEN", { sheet: sheet.name });
      }
      taken.add(sheet.name.toLowerCase());
      list.push({ placed: placeSheet(sheet, options.epochOffset), about, old: undefined, own: [] });
      continue;
    }
    const before = await readOldSheet(context, old);
    if (before.isChanged && !options.evenIfChanged) return { changed: old.name };
    const plan = keep(sheet, old, before, options.epochOffset);
    if (plan.homeless > 0 && !options.evenIfChanged) return { changed: old.name };
    list.push({ placed: plan.placed, about, old, own: plan.own });
  }
  return { list };
}

function keep(
  sheet: Sheet,
  old: MarkedSheet,
  before: OldSheet,
  epochOffset: number,
): { readonly placed: PlacedSheet; readonly own: readonly OldCell[]; readonly homeless: number } {
  const { marker, values } = before;
  const inputs = marker ? markedInputs(marker, values) : foundInputs(sheet, values);
  const placed = placeSheet(withKeptInputs({ ...sheet, name: old.name }, inputs, epochOffset), epochOffset);
  const { cells, homeless } = placeOwnCells(placed, before, epochOffset);
  return { placed, own: cells, homeless };
}

/** A sheet under another name; links between the sheets of one run follow. */
function named(sheet: Sheet, names: ReadonlyMap<string, string>): Sheet {
  if (names.size === 0) return sheet;
  const link = (target: SheetLink): SheetLink =>
    target.sheet === undefined ? target : { ...target, sheet: names.get(target.sheet) ?? target.sheet };
  return {
    ...sheet,
    name: names.get(sheet.name) ?? sheet.name,
    cells: sheet.cells.map((cell) => (cell.link ? { ...cell, link: link(cell.link) } : cell)),
    tables: sheet.tables.map((table) =>
      table.links
        ? { ...table, links: new Map([...table.links].map(([key, target]) => [key, link(target)])) }
        : table,
    ),
  };
}

/** "Inventory Valuation", "Inventory Valuation 2" … within Excel's 31 characters. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name.slice(0, 31);
  for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = `${name.slice(0, 28)} ${count}`;
  return free;
}

async function stage(
  context: Context,
  plan: Plan,
  index: number,
  names: string[],
  options: ReplaceOptions,
  progress: (rows: number) => void,
): Promise<Staged> {
  const stagingName = `${STAGING}${index + 1}`;
  const worksheet = context.workbook.worksheets.add(stagingName);
  worksheet.visibility = "Hidden";
  worksheet.load("id");
  names.push(stagingName);
  const { placed, own } = plan;
  const { name } = placed.sheet;
  const { base } = plan.about;
  const suffix = name === base ? "" : `_${/\d+$/.exec(name)?.[0] ?? "2"}`;
  const tables = new Map<string, string>();
  await writeSheet(context, worksheet, placed, {
    epochOffset: options.epochOffset,
    tableName: (table) => {
      const temporary = `TieoutNew${index + 1}_${tables.size + 1}`;
      tables.set(temporary, `${table}${suffix}`);
      return temporary;
    },
    progress: (done) => {
      progress(done);
    },
  });
  claimSheet(worksheet.id);
  writeOwnCells(worksheet, own, tables);
  const marked = markedTables(placed);
  const inputs = Object.fromEntries(
    [...(placed.sheet.inputs ?? [])].map(([key, { row, column }]) => [key, [row, column] as const]),
  );
  const written = { tables: marked, inputs, rows: placed.rows };
  const marker: Marker = {
    version: 1,
    ...plan.about,
    ...written,
    columns: placed.columns,
    checksum: checksumOf(
      withChartTexts(placed, blockValues(placed, 0, placed.rows, options.epochOffset)),
      written,
    ),
  };
  mark(worksheet, marker);
  await context.sync();
  return { worksheet, placed, old: plan.old, marker, tables, own, suffix };
}

/** The sentence under a chart stands in a cell, too. */
function withChartTexts(
  placed: PlacedSheet,
  values: (string | number | boolean | null)[][],
): (string | number | boolean | null)[][] {
  for (const chart of placed.sheet.charts ?? []) {
    while (values.length <= chart.row) values.push(new Array<null>(placed.columns).fill(null));
    const line = values[chart.row];
    if (line && chart.column < placed.columns) line[chart.column] = chart.description;
  }
  return values;
}

/** The user's own cells; formulas that name an old table are pointed to the new one. */
function writeOwnCells(
  worksheet: Excel.Worksheet,
  own: readonly OldCell[],
  tables: ReadonlyMap<string, string>,
): void {
  const temporary = new Map([...tables].map(([staging, final]) => [final.toLowerCase(), staging]));
  for (const { row, column, content, format } of own) {
    const range = worksheet.getRangeByIndexes(row, column, 1, 1);
    const isText = typeof content === "string" && !content.startsWith("=");
    range.numberFormat = [[isText && format === "General" ? "@" : format]];
    range.formulasR1C1 = [[typeof content === "string" ? renamed(content, temporary) : content]];
  }
}

function renamed(formula: string, tables: ReadonlyMap<string, string>): string {
  if (!formula.startsWith("=")) return formula;
  return formula.replace(/\bTieout_\w+(?=\[)/g, (name) => tables.get(name.toLowerCase()) ?? name);
}

/** Removes what was built; the workbook is then as before. A workbook that cannot even do that keeps a hidden sheet. */
async function removeStaging(context: Context, names: readonly string[]): Promise<void> {
  try {
    await persistently(async () => {
      const sheets = names.map((name) => context.workbook.worksheets.getItemOrNullObject(name));
      for (const sheet of sheets) sheet.load("id");
      await context.sync();
      for (const sheet of sheets) {
        if (sheet.isNullObject) continue;
        claimSheet(sheet.id);
        sheet.delete();
      }
      await context.sync();
    });
  } catch {
    // The next run removes what is left; the error that led here is the one to tell.
  }
}

/** True for a table that Tieout wrote, which is no ledger. */
export function isOwnTable(name: string): boolean {
  return name.startsWith(TABLE_PREFIX) || name.startsWith("TieoutNew");
}
