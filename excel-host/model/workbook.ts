/** The workbook: sheets, tables, names, settings, custom XML, properties, and the log of what changes. */

import { Calculation } from "../calc/calculation";
import {
  type Rect,
  cellCount,
  cellRect,
  columnCount,
  intersect,
  parseLocal,
  rowCount,
  splitSheet,
} from "./address";
import type { CellValue } from "./cell";
import { fail } from "./errors";
import { mapReferences, renameSheetIn, renameTableIn } from "./formula-text";
import type { DefinedName } from "./names";
import { Sheet, type Visibility } from "./sheet";
import { StyleTable } from "./styles";
import { Table, tableNameProblem, uniqueNames } from "./table";

/** What happened, for events, the page and tests. */
export type Mutation =
  | {
      type: "cells";
      sheet: Sheet;
      rect: Rect;
      changeType: ChangeType;
      before?: CellValue | undefined;
      tables: Table[];
    }
  | { type: "format"; sheet: Sheet; rect: Rect }
  | {
      type: "sheet";
      what: "added" | "deleted" | "renamed" | "moved" | "visibility" | "protection" | "view";
      sheet: Sheet;
      before?: string;
    }
  | { type: "activated"; sheet: Sheet; previous: Sheet | undefined }
  | { type: "selection"; sheet: Sheet; rect: Rect }
  | { type: "table"; what: "added" | "deleted"; table: Table }
  | { type: "filter"; sheet: Sheet; table: Table | undefined }
  | { type: "calculated"; sheets: ReadonlySet<Sheet> }
  | { type: "settings" }
  | { type: "busy"; screenUpdating: boolean };

export type ChangeType =
  | "RangeEdited"
  | "RowInserted"
  | "RowDeleted"
  | "ColumnInserted"
  | "ColumnDeleted"
  | "CellInserted"
  | "CellDeleted";

/** A block that keeps its place while cells are inserted and deleted; `rect` is undefined once it is gone. */
export interface TrackedRange {
  sheet: Sheet;
  rect: Rect | undefined;
}

export interface CustomXmlPart {
  readonly id: string;
  readonly namespaceUri: string;
  xml: string;
}

/** Document properties that a file carries. */
export interface Properties {
  title: string;
  subject: string;
  author: string;
  keywords: string;
  comments: string;
  lastAuthor: string;
  revisionNumber: number;
  category: string;
  manager: string;
  company: string;
  readonly custom: Map<string, string | number | boolean>;
}

export type CalculationMode = "Automatic" | "AutomaticExceptTables" | "Manual";

export class Workbook {
  name = "Book1.xlsx";
  readonly sheets: Sheet[] = [];
  readonly styles = new StyleTable();
  readonly names = new Map<string, DefinedName>();
  readonly settings = new Map<string, unknown>();
  readonly customXmlParts: CustomXmlPart[] = [];
  readonly properties: Properties = {
    title: "",
    subject: "",
    author: "",
    keywords: "",
    comments: "",
    lastAuthor: "",
    revisionNumber: 0,
    category: "",
    manager: "",
    company: "",
    custom: new Map(),
  };
  protection: { password: string | undefined } | undefined;
  calculationMode: CalculationMode = "Automatic";
  /** Settings of iterative calculation; kept for the file, circular formulas give 0 here. */
  readonly iterative = { enabled: false, maxIteration: 100, maxChange: 0.001 };
  /** Days count from 1904 instead of 1900. */
  date1904 = false;
  isDirty = false;
  /** Blocks that must follow inserted and deleted cells. */
  readonly references = new Set<TrackedRange>();
  readonly calculation: Calculation = new Calculation(this);
  private active: Sheet | undefined;
  private readonly listeners = new Set<(mutation: Mutation) => void>();
  private nextId = 1;
  private growthCandidates: Table[] = [];
  /** Value of a single cell before the write under way, for the change event. */
  private valueBefore: CellValue | undefined;

  /** Makes a workbook with one empty sheet, or with the named sheets. */
  constructor(sheetNames: readonly string[] = ["Sheet1"]) {
    for (const name of sheetNames) this.addSheet(name);
    this.isDirty = false;
  }

  /** A new id in the form Excel uses, unique in this workbook and the same in every run. */
  newId(): string {
    const n = (this.nextId++).toString(16).toUpperCase().padStart(12, "0");
    return `{00000000-0001-0000-0000-${n}}`;
  }

  // --- mutation log ------------------------------------------------------------------------------------------

  /** Listens to every change; returns the function that stops it. */
  onMutation(listener: (mutation: Mutation) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(mutation: Mutation): void {
    if (mutation.type !== "selection" && mutation.type !== "activated" && mutation.type !== "busy")
      this.isDirty = true;
    for (const listener of [...this.listeners]) listener(mutation);
  }

  /** Called before cells of a block are written: remembers the tables that may grow into it. */
  beforeWrite(sheet: Sheet, rect: Rect): void {
    this.valueBefore = cellCount(rect) === 1 ? sheet.valueAt(rect.top, rect.left) : undefined;
    this.growthCandidates = sheet.tables.filter((table) => {
      const below = table.rect.bottom + 1;
      if (table.showTotals || rect.top > below || rect.bottom < below) return false;
      if (rect.left < table.rect.left || rect.right > table.rect.right) return false;
      return isBlank(sheet, { ...table.rect, top: below, bottom: rect.bottom });
    });
  }

  /** Called after cells were written: grows tables, renames columns, tells listeners and recalculates. */
  afterWrite(sheet: Sheet, rect: Rect, changeType: ChangeType = "RangeEdited"): void {
    const before = this.valueBefore;
    this.valueBefore = undefined;
    for (const table of this.growthCandidates.splice(0)) {
      const rows: Rect = { ...table.rect, top: table.rect.bottom + 1, bottom: rect.bottom };
      const blocked = sheet.tables.some((other) => other !== table && intersect(other.rect, rows));
      if (!blocked && !isBlank(sheet, rows)) table.growTo(rect.bottom);
    }
    const tables = sheet.tablesIn(rect);
    for (const table of tables) table.headersWritten(rect);
    this.calculation.changed(sheet, rect);
    this.calculation.afterChange();
    this.tell({ type: "cells", sheet, rect, changeType, before, tables });
  }

  // --- sheets ------------------------------------------------------------------------------------------------

  /** The sheet of a name (any case) or id, or undefined. */
  findSheet(key: string): Sheet | undefined {
    const wanted = key.toLowerCase();
    return this.sheets.find((sheet) => sheet.name.toLowerCase() === wanted || sheet.id === key);
  }

  /** The sheet of a name or id; throws when there is none. */
  sheet(key: string): Sheet {
    const sheet = this.findSheet(key);
    if (!sheet) throw fail("ItemNotFound", `There is no sheet "${key}".`);
    return sheet;
  }

  /** The sheet that is shown. */
  get activeSheet(): Sheet {
    const sheet = this.active ?? this.sheets[0];
    if (!sheet) throw fail("GeneralException", "The workbook has no sheet.");
    return sheet;
  }

  /** Adds a sheet at a position (default: the end); without a name it is called "Sheet2" and so on. */
  addSheet(name?: string, position = this.sheets.length): Sheet {
    this.refuseIfProtected();
    const sheetName = name ?? this.freeSheetName("Sheet");
    this.checkSheetName(sheetName, undefined);
    const sheet = new Sheet(this, this.newId(), sheetName);
    this.sheets.splice(position, 0, sheet);
    this.active ??= sheet;
    this.calculation.structureChanged();
    this.tell({ type: "sheet", what: "added", sheet });
    return sheet;
  }

  private freeSheetName(stem: string): string {
    for (let n = this.sheets.length + 1; ; n++) if (!this.findSheet(`${stem}${n}`)) return `${stem}${n}`;
  }

  private checkSheetName(name: string, own: Sheet | undefined): void {
    if (
      name === "" ||
      name.length > 31 ||
      /[\\/?*[\]:]/.test(name) ||
      name.startsWith("'") ||
      name.endsWith("'")
    ) {
      throw fail(
        "InvalidArgument",
        `"${name}" is not a valid sheet name: 1 to 31 characters, none of \\ / ? * [ ] : and no apostrophe at either end.`,
      );
    }
    const other = this.findSheet(name);
    if (other && other !== own) throw fail("ItemAlreadyExists", `There is already a sheet "${name}".`);
  }

  renameSheet(sheet: Sheet, name: string): void {
    this.refuseIfProtected();
    this.checkSheetName(name, sheet);
    const before = sheet.name;
    if (name === before) return;
    sheet.setNameUnchecked(name);
    const rename = (formula: string): string => renameSheetIn(formula, before, name);
    for (const defined of this.allNames()) defined.formula = rename(defined.formula);
    this.calculation.rewriteFormulas(rename);
    this.tell({ type: "sheet", what: "renamed", sheet, before });
  }

  /** Deletes a sheet; the last visible one can't go. */
  deleteSheet(sheet: Sheet): void {
    this.refuseIfProtected();
    if (sheet.visibility === "VeryHidden")
      throw fail("InvalidOperation", "A very hidden sheet can't be deleted.");
    const visible = this.sheets.filter((other) => other !== sheet && other.visibility === "Visible");
    if (visible.length === 0) throw fail("InvalidOperation", "The last visible sheet can't be deleted.");
    const index = this.sheets.indexOf(sheet);
    if (this.active === sheet) {
      const next =
        this.sheets.slice(index + 1).find((other) => other.visibility === "Visible") ?? visible.at(-1);
      if (next) this.activate(next);
    }
    for (const table of [...sheet.tables]) this.removeTable(table);
    this.sheets.splice(index, 1);
    for (const range of this.references) if (range.sheet === sheet) range.rect = undefined;
    const rewrite = (formula: string, home: Sheet | undefined): string =>
      mapReferences(formula, (name, rect) => {
        const gone = name === undefined ? home === sheet : name.toLowerCase() === sheet.name.toLowerCase();
        return gone ? undefined : rect;
      });
    for (const defined of this.allNames()) defined.formula = rewrite(defined.formula, defined.scope);
    this.calculation.sheetDeleted(sheet, rewrite);
    this.tell({ type: "sheet", what: "deleted", sheet });
  }

  moveSheet(sheet: Sheet, position: number): void {
    this.refuseIfProtected();
    if (position < 0 || position >= this.sheets.length)
      throw fail("InvalidArgument", `There is no position ${position}.`);
    this.sheets.splice(this.sheets.indexOf(sheet), 1);
    this.sheets.splice(position, 0, sheet);
    this.tell({ type: "sheet", what: "moved", sheet });
  }

  setVisibility(sheet: Sheet, visibility: Visibility): void {
    this.refuseIfProtected();
    if (visibility === sheet.visibility) return;
    if (visibility !== "Visible") {
      const others = this.sheets.filter((other) => other !== sheet && other.visibility === "Visible");
      if (others.length === 0) throw fail("InvalidOperation", "The last visible sheet can't be hidden.");
      sheet.visibility = visibility;
      if (this.active === sheet && others[0]) this.activate(others[0]);
    } else {
      sheet.visibility = visibility;
    }
    this.tell({ type: "sheet", what: "visibility", sheet });
  }

  /** Shows a sheet. Hidden ones can't be shown this way. */
  activate(sheet: Sheet): void {
    if (sheet.visibility !== "Visible") throw fail("InvalidOperation", `Sheet "${sheet.name}" is hidden.`);
    const previous = this.active;
    if (previous === sheet) return;
    this.active = sheet;
    this.tell({ type: "activated", sheet, previous });
    this.tell({ type: "selection", sheet, rect: sheet.selection });
  }

  /** Selects a block and shows its sheet. */
  select(sheet: Sheet, rect: Rect): void {
    this.activate(sheet);
    sheet.selection = rect;
    sheet.activeCell = { row: rect.top, column: rect.left };
    this.tell({ type: "selection", sheet, rect });
  }

  private refuseIfProtected(): void {
    if (this.protection) throw fail("AccessDenied", "The structure of the workbook is protected.");
  }

  // --- tables ------------------------------------------------------------------------------------------------

  get tables(): Table[] {
    return this.sheets.flatMap((sheet) => sheet.tables);
  }

  findTable(key: string): Table | undefined {
    const wanted = key.toLowerCase();
    for (const sheet of this.sheets) {
      for (const table of sheet.tables)
        if (table.name.toLowerCase() === wanted || table.id === key) return table;
    }
    return undefined;
  }

  /** The table of a name or id; throws when there is none. */
  table(key: string): Table {
    const table = this.findTable(key);
    if (!table) throw fail("ItemNotFound", `There is no table "${key}".`);
    return table;
  }

  /** Makes a table over a block; without headers a header row is inserted above the data. */
  addTable(sheet: Sheet, rect: Rect, hasHeaders: boolean, name?: string): Table {
    if (sheet.tables.some((table) => intersect(table.rect, rect))) {
      throw fail("InvalidArgument", "A table can't overlap another table.");
    }
    if (sheet.merges.some((merge) => intersect(merge, rect))) {
      throw fail("MergedRangeConflict", "A table can't hold merged cells.");
    }
    const id = String(this.nextId++);
    const tableName = name ?? this.freeTableName();
    this.checkTableName(tableName, undefined);
    const table = new Table(sheet, id, tableName, rect);
    if (!hasHeaders) {
      const wanted = new Array<string>(columnCount(rect)).fill("");
      for (const text of uniqueNames(wanted)) table.addColumnRecord(text);
      table.showHeaders = false;
      table.setHeaders(true);
    } else {
      if (rowCount(rect) === 1) table.rect = { ...rect, bottom: rect.bottom + 1 };
      table.adoptHeaders();
    }
    sheet.tables.push(table);
    this.calculation.structureChanged();
    this.tell({ type: "table", what: "added", table });
    return table;
  }

  private freeTableName(): string {
    for (let n = this.tables.length + 1; ; n++) if (!this.nameTaken(`Table${n}`)) return `Table${n}`;
  }

  private nameTaken(name: string): boolean {
    return this.findTable(name) !== undefined || this.names.has(name.toLowerCase());
  }

  private checkTableName(name: string, own: Table | undefined): void {
    const problem = tableNameProblem(name);
    if (problem) throw fail("InvalidArgument", problem);
    const other = this.findTable(name);
    if ((other && other !== own) || this.names.has(name.toLowerCase())) {
      throw fail("ItemAlreadyExists", `The name "${name}" is already taken.`);
    }
  }

  renameTable(table: Table, name: string): void {
    if (name === table.name) return;
    this.checkTableName(name, table);
    const before = table.name;
    table.name = name;
    this.rewriteTableReferences(table, before, { table: name });
  }

  /** A column of a table got a new name: formulas follow. */
  renameInFormulas(change: { table: Table; from: string; to: string }): void {
    this.rewriteTableReferences(change.table, change.table.name, {
      column: { from: change.from, to: change.to },
    });
  }

  private rewriteTableReferences(
    table: Table,
    name: string,
    change: { table?: string; column?: { from: string; to: string } },
  ): void {
    this.calculation.rewriteFormulas((formula, sheet, row, column) =>
      renameTableIn(
        formula,
        name,
        change,
        sheet === table.sheet && intersect(cellRect(row, column), table.rect) !== undefined,
      ),
    );
    for (const column of table.columns) {
      if (column.formula !== undefined) column.formula = renameTableIn(column.formula, name, change, true);
    }
    for (const defined of this.allNames())
      defined.formula = renameTableIn(defined.formula, name, change, false);
    this.calculation.structureChanged();
  }

  /** Takes a table away; its cells stay. */
  removeTable(table: Table): void {
    const index = table.sheet.tables.indexOf(table);
    if (index < 0) return;
    table.sheet.tables.splice(index, 1);
    this.calculation.structureChanged();
    this.tell({ type: "table", what: "deleted", table });
  }

  // --- names -------------------------------------------------------------------------------------------------

  /** Names of the workbook and of all sheets. */
  *allNames(): Generator<DefinedName> {
    yield* this.names.values();
    for (const sheet of this.sheets) yield* sheet.names.values();
  }

  /** Defines a name in the workbook or in a sheet. */
  addName(name: string, formula: string, scope?: Sheet, comment = ""): DefinedName {
    const problem = tableNameProblem(name);
    if (problem) throw fail("InvalidArgument", problem.replace("table name", "name"));
    const map = scope ? scope.names : this.names;
    const key = name.toLowerCase();
    if (map.has(key) || this.findTable(name))
      throw fail("ItemAlreadyExists", `The name "${name}" is already taken.`);
    const defined: DefinedName = { name, formula, comment, visible: true, scope };
    map.set(key, defined);
    this.calculation.structureChanged();
    return defined;
  }

  removeName(defined: DefinedName): void {
    (defined.scope ? defined.scope.names : this.names).delete(defined.name.toLowerCase());
    this.calculation.structureChanged();
  }

  /** The block a name stands for, when its formula is a plain reference. */
  rangeOfName(defined: DefinedName): { sheet: Sheet; rect: Rect } | undefined {
    return this.resolve(defined.formula.replace(/^=/, ""), defined.scope);
  }

  /** Resolves "Sheet1!A1:B2", a name or a table name; without sheet on the given one. */
  resolve(address: string, home?: Sheet): { sheet: Sheet; rect: Rect } | undefined {
    const { sheet: sheetName, local } = splitSheet(address);
    const sheet = sheetName === undefined ? (home ?? this.activeSheet) : this.findSheet(sheetName);
    if (!sheet) return undefined;
    const rect = parseLocal(local);
    if (rect) return { sheet, rect };
    const defined = sheet.names.get(local.toLowerCase()) ?? this.names.get(local.toLowerCase());
    if (defined && defined.formula.replace(/^=/, "") !== address) return this.rangeOfName(defined);
    const table = this.findTable(local);
    return table && { sheet: table.sheet, rect: table.body };
  }
}

function isBlank(sheet: Sheet, rect: Rect): boolean {
  for (const row of sheet.rowsIn(rect)) {
    for (let column = rect.left; column <= rect.right; column++) {
      const cell = sheet.cellAt(row, column);
      if (cell && (cell.value !== null || cell.formula !== undefined)) return false;
    }
  }
  return true;
}
