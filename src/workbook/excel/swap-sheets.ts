/**
 * The last step of replacing sheets: old ones step aside, new ones take their names, tables and places. Done or not done:
 * when Excel stops in between, everything is put back.
 */
import { quoted } from "../quoted";
import { columnLetters } from "../sheet";
import { persistently, type Context } from "./batch";
import type { OldCell } from "./kept-cells";
import type { MarkedSheet, Marker } from "./marker";
import { claimSheet } from "./own-sheets";
import type { PlacedSheet } from "./placed-sheet";
import { forgetAside, lookWhatIsLeft, setAside, STAGING, takeNamesBack, type Outgoing } from "./set-aside";
import { ExcelTrouble } from "./trouble";

export interface SwapOptions {
  /** Show the first sheet afterwards. */
  readonly activate: boolean;
  /** Order of sheets by name; those that are not named go behind. */
  readonly order?: readonly string[];
}

/** One sheet on its way. */
export interface Staged {
  readonly worksheet: Excel.Worksheet;
  readonly placed: PlacedSheet;
  readonly old: MarkedSheet | undefined;
  readonly marker: Marker;
  /** Names of tables while building → final names. */
  readonly tables: ReadonlyMap<string, string>;
  readonly own: readonly OldCell[];
  /** Behind names of tables and cells of a sheet that stands beside an older one: "_2". */
  readonly suffix: string;
}

/** A workbook name that is pointed to a new cell. */
interface PointedName {
  readonly name: string;
  readonly item: Excel.NamedItem;
  readonly before: string | undefined;
  readonly range: Excel.Range;
  readonly place: string;
}

/**
 * The last step, in one request: old sheets step aside, new ones take their names and places, and only then the old
 * ones go. When Excel stops in between, everything is put back; when the first old sheet is gone, the rest follows.
 */
export async function swap(
  context: Context,
  staged: readonly Staged[],
  existing: readonly MarkedSheet[],
  options: SwapOptions,
): Promise<void> {
  const { workbook } = context;
  const outgoing = await outgoingSheets(context, staged);
  const named = await namesToPoint(context, staged);
  const tables = staged.flatMap(({ worksheet, tables: renamedTables }) =>
    [...renamedTables].map(([temporary, final]) => ({
      table: worksheet.tables.getItem(temporary),
      temporary,
      final,
    })),
  );
  try {
    context.application.suspendScreenUpdatingUntilNextSync();
    context.application.suspendApiCalculationUntilNextSync();
    setAside(context, outgoing);
    for (const { worksheet, placed, old } of staged) {
      worksheet.visibility = old && !old.visible ? "Hidden" : "Visible";
      worksheet.position = old
        ? old.position
        : placeInOrder(placed.sheet.name, staged, existing, options.order ?? []);
      // The name comes last: a sheet that has it stands as it should.
      worksheet.name = placed.sheet.name;
    }
    for (const { table, final } of tables) table.name = final;
    for (const { name, item, before, range, place } of named) {
      if (before === undefined) workbook.names.add(name, range);
      else item.formula = `=${place}`;
    }
    for (const old of outgoing) {
      claimSheet(old.id);
      workbook.worksheets.getItem(old.id).delete();
    }
    await context.sync();
  } catch (error) {
    if ((await finishOrGoBack(context, staged, outgoing, named, tables)) === "taken back") throw error;
  }
  const [first] = staged;
  if (!options.activate || !first) return;
  try {
    first.worksheet.activate();
    await context.sync();
  } catch {
    // The sheets stand; that the first one is not shown is no reason to take them back.
  }
}

/**
 * What follows when Excel stopped in between: the exchange is finished or taken back. Rejects with EXCEL_SHEETS_LEFT, which
 * says what stands where, when neither is possible.
 */
async function finishOrGoBack(
  context: Context,
  staged: readonly Staged[],
  outgoing: readonly Outgoing[],
  named: readonly PointedName[],
  tables: readonly { readonly table: Excel.Table; readonly temporary: string }[],
): Promise<"finished" | "taken back"> {
  try {
    if (await finishRemoval(context, outgoing)) return "finished";
    await swapBack(context, staged, outgoing, named, tables);
    return "taken back";
  } catch {
    const left = await lookWhatIsLeft(
      context,
      staged.map(({ worksheet, placed, old }) => ({ worksheet, name: placed.sheet.name, old })),
    );
    if (left?.isDone === true) return "finished";
    if (left?.places.length === 0) return "taken back";
    throw new ExcelTrouble("EXCEL_SHEETS_LEFT", { places: left?.places ?? [] });
  }
}

async function outgoingSheets(context: Context, staged: readonly Staged[]): Promise<readonly Outgoing[]> {
  const sheets = staged.flatMap(({ old }) => {
    if (!old) return [];
    const { tables } = context.workbook.worksheets.getItem(old.id);
    tables.load("items/id,items/name");
    return [{ old, tables }];
  });
  await context.sync();
  return sheets.map(({ old, tables }) => ({
    id: old.id,
    name: old.name,
    tables: tables.items.map(({ id, name }) => ({ id, name })),
  }));
}

async function namesToPoint(context: Context, staged: readonly Staged[]): Promise<readonly PointedName[]> {
  const asked = staged.flatMap(({ placed, worksheet, suffix }) =>
    [...placed.cells.values()].flat().flatMap(({ name: base, row, column }) => {
      if (base === undefined) return [];
      const name = `${base}${suffix}`;
      const item = context.workbook.names.getItemOrNullObject(name);
      item.load("formula");
      const place = `${quoted(placed.sheet.name)}!$${columnLetters(column)}$${row + 1}`;
      return [{ name, item, range: worksheet.getRangeByIndexes(row, column, 1, 1), place }];
    }),
  );
  await context.sync();
  return asked.map((one) => ({
    ...one,
    before: one.item.isNullObject ? undefined : String(one.item.formula),
  }));
}

/** True when an old sheet is gone already: then the others are removed, too, and the new ones stay. */
async function finishRemoval(context: Context, outgoing: readonly Outgoing[]): Promise<boolean> {
  if (outgoing.length === 0) return false;
  return persistently(async () => {
    const sheets = outgoing.map(({ id }) => context.workbook.worksheets.getItemOrNullObject(id));
    for (const sheet of sheets) sheet.load("id");
    await context.sync();
    if (sheets.every((sheet) => !sheet.isNullObject)) return false;
    for (const sheet of sheets) if (!sheet.isNullObject) sheet.delete();
    await context.sync();
    return true;
  });
}

/** Old sheets get their names and tables back, new ones are hidden under their temporary names again. */
async function swapBack(
  context: Context,
  staged: readonly Staged[],
  outgoing: readonly Outgoing[],
  named: readonly PointedName[],
  tables: readonly { readonly table: Excel.Table; readonly temporary: string }[],
): Promise<void> {
  const { workbook } = context;
  await persistently(async () => {
    for (const { table, temporary } of tables) table.name = temporary;
    staged.forEach(({ worksheet }, index) => {
      worksheet.name = `${STAGING}${index + 1}`;
    });
    takeNamesBack(context, outgoing);
    for (const { item, before } of named) if (before !== undefined) item.formula = before;
    await context.sync();
    const added = named
      .filter(({ before }) => before === undefined)
      .map(({ name }) => workbook.names.getItemOrNullObject(name));
    for (const item of added) item.load("name");
    await context.sync();
    for (const item of added) if (!item.isNullObject) item.delete();
    await forgetAside(context, outgoing);
  });
}

/** Tieout's sheets stand in front of the user's, in their order: behind those that come before. */
function placeInOrder(
  name: string,
  staged: readonly Staged[],
  existing: readonly MarkedSheet[],
  order: readonly string[],
): number {
  const rankOf = (sheet: string): number => {
    const rank = order.indexOf(sheet);
    return rank < 0 ? order.length : rank;
  };
  const names = new Set([
    ...existing.map((sheet) => sheet.name),
    ...staged.map(({ placed }) => placed.sheet.name),
  ]);
  const rank = rankOf(name);
  let place = 0;
  for (const other of names) if (other !== name && rankOf(other) < rank) place += 1;
  if (rank < order.length) return place;
  // Among sheets without a rank (drill-downs) the newest stands last.
  return place + [...names].filter((other) => other !== name && rankOf(other) === rank).length;
}
