/** Settings in Excel: the sheet Tieout Setup, and the document's settings behind it. */
import { onExcel, type Context } from "./batch";
import { discoverTables } from "./discover";
import { ExcelTableEditor, ledgerPlaces } from "./apply-excel";
import { TableColumns } from "../apply/columns";
import type { TableEdit } from "../apply/edits";
import type { Step } from "./step";

const SETUP = "Tieout Setup";
const PREFIX = "Tieout.";

/** All settings, name → value; those of the sheet win. */
export async function readSettings(): Promise<ReadonlyMap<string, string>> {
  const found = await onExcel(async (context) => {
    const { settings } = context.workbook;
    settings.load("items/key,items/value");
    const tables = await discoverTables(context, (sheet, table) => !isSetup(sheet, table));
    await context.sync();
    const stored = settings.items.flatMap((item): [string, string][] =>
      item.key.startsWith(PREFIX) ? [[item.key.slice(PREFIX.length), String(item.value)]] : [],
    );
    return { stored, tables };
  });
  const settings = new Map(found.stored);
  const editor = new ExcelTableEditor({ tables: found.tables, namedLedgers: [], epochOffset: 0 });
  const table = await editor.table(SETUP);
  if (!table) return settings;
  const columns = new TableColumns(SETUP, table.headers);
  const names = columns.position("Name");
  const values = columns.position("Value");
  if (names < 0 || values < 0) return settings;
  const [nameCells, valueCells] = await Promise.all([table.column(names), table.column(values)]);
  nameCells.forEach((name, row) => {
    const text = String(name ?? "").trim();
    if (text !== "") settings.set(text, String(valueCells[row] ?? ""));
  });
  return settings;
}

function isSetup(sheet: string, table: string): boolean {
  return sheet.toLowerCase() === SETUP.toLowerCase() || table.toLowerCase() === "tieoutsetup";
}

/** Saves settings, all or none; an empty value removes one. Those that `isHidden` names stay off the sheet unless it has them. */
export async function writeSettings(
  changes: ReadonlyMap<string, string>,
  isHidden: (name: string) => boolean,
): Promise<void> {
  const tables = await onExcel((context) =>
    discoverTables(context, (sheet, table) => !isSetup(sheet, table)),
  );
  const edit = await setupEdit(tables, changes, isHidden);
  const editor = new ExcelTableEditor({ tables, namedLedgers: [], epochOffset: 0 });
  await editor.execute(edit ? [edit] : [], [new StoreSettings(changes)]);
}

/** Puts settings into the document. */
class StoreSettings implements Step {
  #before: ReadonlyMap<string, string> = new Map();

  constructor(private readonly changes: ReadonlyMap<string, string>) {}

  async run(context: Context): Promise<void> {
    this.#before = await storedSettings(context, [...this.changes.keys()]);
    await storeSettings(context, this.changes);
  }

  undo(context: Context): Promise<void> {
    return storeSettings(context, this.#before);
  }
}

/** Settings as the document has them; "" for those that it lacks. */
async function storedSettings(
  context: Context,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { settings } = context.workbook;
  const items = names.map((name) => settings.getItemOrNullObject(`${PREFIX}${name}`));
  for (const item of items) item.load("value");
  await context.sync();
  return new Map(items.map((item, at) => [names[at] ?? "", item.isNullObject ? "" : String(item.value)]));
}

async function storeSettings(context: Context, values: ReadonlyMap<string, string>): Promise<void> {
  const { settings } = context.workbook;
  const removed = [...values].flatMap(([name, value]) =>
    value === "" ? [settings.getItemOrNullObject(`${PREFIX}${name}`)] : [],
  );
  for (const item of removed) item.load("key");
  await context.sync();
  for (const [name, value] of values) if (value !== "") settings.add(`${PREFIX}${name}`, value);
  for (const item of removed) if (!item.isNullObject) item.delete();
  await context.sync();
}

async function setupEdit(
  tables: Awaited<ReturnType<typeof discoverTables>>,
  changes: ReadonlyMap<string, string>,
  isHidden: (name: string) => boolean,
): Promise<TableEdit | undefined> {
  const place = ledgerPlaces(tables, []).get(SETUP);
  if (!place) {
    const rows = [...changes].filter(([name, value]) => value !== "" && !isHidden(name));
    if (rows.length === 0) return undefined;
    return {
      kind: "create",
      table: SETUP,
      hidden: false,
      columns: [
        { header: "Name", kind: "text" },
        { header: "Value", kind: "text" },
      ],
      rows,
    };
  }
  const table = await new ExcelTableEditor({ tables, namedLedgers: [], epochOffset: 0 }).table(SETUP);
  if (!table) return undefined;
  const columns = new TableColumns(SETUP, table.headers);
  const nameAt = columns.position("Name");
  const valueAt = columns.position("Value");
  if (nameAt < 0 || valueAt < 0) return undefined;
  const names = (await table.column(nameAt)).map((name) => String(name ?? "").trim());
  const update: { row: number; column: number; value: string }[] = [];
  const append: string[][] = [];
  const remove: number[] = [];
  for (const [name, value] of changes) {
    const row = names.indexOf(name);
    if (row >= 0 && value === "") remove.push(row);
    else if (row >= 0) update.push({ row, column: valueAt, value });
    else if (value !== "" && !isHidden(name)) {
      const line = new Array<string>(table.headers.length).fill("");
      line[nameAt] = name;
      line[valueAt] = value;
      append.push(line);
    }
  }
  if (update.length + append.length + remove.length === 0) return undefined;
  return {
    kind: "change",
    table: SETUP,
    addColumns: [],
    kinds: table.headers.map(() => "text"),
    update,
    restore: [],
    delete: remove,
    insert: [],
    append,
    removeColumns: [],
  };
}
