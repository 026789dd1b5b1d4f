/**
 * Sheets that stepped aside while others take their places. Each remembers its name and its tables' names, so that a run
 * that Excel stopped, and that could not be taken back, says what stands where, and the next run puts it back.
 */
import { persistently, type Context } from "./batch";
import { claimSheet } from "./own-sheets";

/** Prefix of sheets that are being built; left-overs of a run that was killed are removed by the next. */
export const STAGING = "Tieout ~";

const ASIDE = `${STAGING}old `;
const KEY = "TieoutAside";

/** A sheet to be replaced, with what the way back needs. */
export interface Outgoing {
  readonly id: string;
  readonly name: string;
  readonly tables: readonly { readonly id: string; readonly name: string }[];
}

interface Aside {
  readonly name: string;
  /** Names of its tables, in the order of their temporary names. */
  readonly tables: readonly string[];
}

const temporaryTable = (sheet: number, table: number): string => `TieoutOld${sheet + 1}_${table + 1}`;

/** Queues: sheets take temporary names and remember their own. */
export function setAside({ workbook }: Context, outgoing: readonly Outgoing[]): void {
  outgoing.forEach((old, index) => {
    const worksheet = workbook.worksheets.getItem(old.id);
    const aside: Aside = { name: old.name, tables: old.tables.map(({ name }) => name) };
    worksheet.customProperties.add(KEY, JSON.stringify(aside));
    // A sheet under its own name has its tables' names, too, wherever Excel stops: the sheet goes first and comes last.
    worksheet.name = `${ASIDE}${index + 1}`;
    old.tables.forEach((table, at) => {
      workbook.tables.getItem(table.id).name = temporaryTable(index, at);
    });
  });
}

/** Queues: sheets take their names back. */
export function takeNamesBack({ workbook }: Context, outgoing: readonly Outgoing[]): void {
  for (const old of outgoing) {
    for (const table of old.tables) workbook.tables.getItem(table.id).name = table.name;
    workbook.worksheets.getItem(old.id).name = old.name;
  }
}

/** Sheets that stand under their names again need not remember them. */
export async function forgetAside(context: Context, outgoing: readonly Outgoing[]): Promise<void> {
  const properties = outgoing.map(({ id }) =>
    context.workbook.worksheets.getItem(id).customProperties.getItemOrNullObject(KEY),
  );
  for (const property of properties) property.load("key");
  await context.sync();
  for (const property of properties) if (!property.isNullObject) property.delete();
  await context.sync();
}

/**
 * Ends what an earlier run left half done. Sheets that were being built go. Sheets that stepped aside take their names
 * again, and new ones in their places go; but when the first of them is gone already, all new ones stood, and they stay.
 */
export async function clearLeftovers(context: Context): Promise<void> {
  const { worksheets } = context.workbook;
  worksheets.load("items/id,items/name,items/tables/items/name");
  await context.sync();
  const isUnfinished = (sheet: Excel.Worksheet): boolean =>
    sheet.tables.items.some((table) => TABLE_BEING_BUILT.test(table.name));
  const left = worksheets.items.filter((sheet) => sheet.name.startsWith(STAGING) || isUnfinished(sheet));
  if (left.length === 0) return;
  const properties = left.map((sheet) => {
    const property = sheet.customProperties.getItemOrNullObject(KEY);
    property.load("value");
    return property;
  });
  await context.sync();
  const asides = left.flatMap((sheet, index) => {
    const property = properties[index] as Excel.WorksheetCustomProperty;
    const aside = asideOf(sheet, property);
    return aside ? [{ sheet, property, aside }] : [];
  });
  const first = asides.some(({ sheet }) => sheet.name === `${ASIDE}1`);
  const standing = worksheets.items
    .filter((sheet) => !left.includes(sheet))
    .map(({ name }) => name.toLowerCase());
  const returning = asides.filter(({ aside }) => first || !standing.includes(aside.name.toLowerCase()));
  const places = new Set(returning.map(({ aside }) => aside.name.toLowerCase()));
  for (const sheet of worksheets.items) {
    const isReturning = returning.some((one) => one.sheet === sheet);
    if (isReturning || !(left.includes(sheet) || places.has(sheet.name.toLowerCase()))) continue;
    claimSheet(sheet.id);
    sheet.delete();
  }
  await context.sync();
  for (const { sheet, property, aside } of returning) {
    for (const table of sheet.tables.items) {
      const place = /^TieoutOld\d+_(\d+)$/.exec(table.name)?.[1];
      const name = place === undefined ? undefined : aside.tables[Number(place) - 1];
      if (name !== undefined) table.name = name;
    }
    sheet.name = aside.name;
    property.delete();
  }
  await context.sync();
}

/** Tables of sheets that are being built. */
const TABLE_BEING_BUILT = /^TieoutNew\d+_\d+$/;

function asideOf(sheet: Excel.Worksheet, property: Excel.WorksheetCustomProperty): Aside | undefined {
  if (!sheet.name.startsWith(ASIDE) || property.isNullObject) return undefined;
  try {
    const aside = JSON.parse(property.value) as Partial<Aside>;
    return typeof aside.name === "string" && Array.isArray(aside.tables) ? (aside as Aside) : undefined;
  } catch {
    return undefined;
  }
}

/** A new sheet of a run, and the one that it replaces. */
export interface Exchange {
  readonly worksheet: Excel.Worksheet;
  /** Name that the new sheet is to have. */
  readonly name: string;
  readonly old: { readonly id: string; readonly name: string } | undefined;
}

/** How far an exchange of sheets came. */
export interface Left {
  /** All old sheets are gone and all new ones stand: the exchange is done. */
  readonly isDone: boolean;
  /** What stands where, in words; empty when all is as it was before. */
  readonly places: readonly string[];
}

/** Looks which sheets are left where. Undefined when Excel does not even answer this. */
export async function lookWhatIsLeft(
  context: Context,
  exchanges: readonly Exchange[],
): Promise<Left | undefined> {
  try {
    return await persistently(async () => {
      const asked = exchanges.map(({ worksheet, name, old }) => {
        const before = old ? context.workbook.worksheets.getItemOrNullObject(old.id) : undefined;
        before?.load("name");
        worksheet.load("name");
        return { worksheet, name, old, before };
      });
      await context.sync();
      const isGone = ({ before }: (typeof asked)[number]): boolean => before?.isNullObject !== false;
      return {
        isDone: asked.every((one) => isGone(one) && one.worksheet.name === one.name),
        places: asked.flatMap(({ worksheet, name, old, before }) => {
          const stands = worksheet.name === name;
          if (!old || !before) return stands ? [`“${name}” was added`] : [];
          if (before.isNullObject) return [`“${name}” is the new one`];
          if (before.name === old.name) return [];
          const aside = `“${before.name}”`;
          return [
            stands
              ? `“${name}” is the new one and the old one stands as ${aside}`
              : `“${old.name}” stands as ${aside}`,
          ];
        }),
      };
    });
  } catch {
    return undefined;
  }
}
