/** Excel tables: header row, body, totals row, columns with unique names, growth and row changes. */

import { type Rect, MAX_ROWS, intersect, looksLikeReference, sizedRect } from "./address";
import { fail } from "./errors";
import { toPlain } from "./cell";
import type { Input, Sheet } from "./sheet";
import { deleteCells, insertCells } from "./structure";

export interface TableColumn {
  readonly id: number;
  name: string;
  /** Formula that new rows of this column get. */
  formula: string | undefined;
  /** Function of the totals row as the file names it ("sum"), or a formula. */
  totals: string | undefined;
  filter: Record<string, unknown> | undefined;
}

export class Table {
  readonly columns: TableColumn[] = [];
  showHeaders = true;
  showTotals = false;
  showBandedRows = true;
  showBandedColumns = false;
  showFilterButton = true;
  highlightFirstColumn = false;
  highlightLastColumn = false;
  style = "TableStyleMedium2";
  sortFields: { fields: unknown[]; matchCase: boolean; method: string } = {
    fields: [],
    matchCase: false,
    method: "PinYin",
  };
  private nextColumnId = 1;

  constructor(
    readonly sheet: Sheet,
    readonly id: string,
    public name: string,
    public rect: Rect,
  ) {}

  /** The data rows. A table without entries still has one blank row. */
  get body(): Rect {
    return {
      ...this.rect,
      top: this.rect.top + (this.showHeaders ? 1 : 0),
      bottom: this.rect.bottom - (this.showTotals ? 1 : 0),
    };
  }

  get headerRow(): Rect | undefined {
    return this.showHeaders ? { ...this.rect, bottom: this.rect.top } : undefined;
  }

  get totalsRow(): Rect | undefined {
    return this.showTotals ? { ...this.rect, top: this.rect.bottom } : undefined;
  }

  get rowCount(): number {
    return this.body.bottom - this.body.top + 1;
  }

  column(name: string): TableColumn | undefined {
    const wanted = name.toLowerCase();
    return this.columns.find((column) => column.name.toLowerCase() === wanted);
  }

  /** Adds a column record; the name must be unique already. */
  addColumnRecord(name: string, at = this.columns.length): TableColumn {
    const column: TableColumn = {
      id: this.nextColumnId++,
      name,
      formula: undefined,
      totals: undefined,
      filter: undefined,
    };
    this.columns.splice(at, 0, column);
    return column;
  }

  /**
   * Takes the column names from the header cells and writes them back as unique text: Excel makes header cells text,
   * names blank ones "Column1" and numbers duplicates.
   */
  adoptHeaders(): void {
    const wanted: string[] = [];
    for (let column = this.rect.left; column <= this.rect.right; column++) {
      wanted.push(this.showHeaders ? this.sheet.textAt(this.rect.top, column) : "");
    }
    const names = uniqueNames(wanted);
    const before = this.columns.splice(0);
    names.forEach((name) => {
      const kept = before.find((column) => column.name === name);
      if (kept) this.columns.push(kept);
      else this.addColumnRecord(name);
    });
    this.writeHeaders();
  }

  /** Writes the column names into the header cells. */
  writeHeaders(): void {
    if (!this.showHeaders) return;
    this.columns.forEach((column, index) => {
      const { top, left } = this.rect;
      if (this.sheet.valueAt(top, left + index) !== column.name)
        this.sheet.setValue(top, left + index, column.name);
    });
  }

  /** Renames columns after header cells were written; blank or duplicate headers are put right in the cells. */
  headersWritten(written: Rect): void {
    const header = this.headerRow;
    if (!header || !intersect(header, written)) return;
    const wanted = this.columns.map((_, index) => this.sheet.textAt(header.top, header.left + index));
    uniqueNames(wanted).forEach((name, index) => {
      const column = this.columns[index];
      if (column && column.name !== name) {
        this.sheet.workbook.renameInFormulas({ table: this, from: column.name, to: name });
        column.name = name;
      }
    });
    this.writeHeaders();
  }

  /** Moves the table's bounds to another rectangle with the same header row. */
  resize(rect: Rect): void {
    const headerSame = rect.top === this.rect.top || !this.showHeaders;
    if (!headerSame || rect.bottom - rect.top < (this.showHeaders ? 1 : 0)) {
      throw fail(
        "InvalidArgument",
        "The new range must keep the table's header row and hold at least one data row.",
      );
    }
    if (!intersect(rect, this.rect)) throw fail("InvalidArgument", "The new range must overlap the table.");
    if (this.sheet.tables.some((other) => other !== this && intersect(other.rect, rect))) {
      throw fail("InvalidArgument", "A table can't overlap another table.");
    }
    const shift = this.rect.left - rect.left;
    const before = [...this.columns];
    this.rect = rect;
    this.columns.splice(0);
    const names: (string | undefined)[] = [];
    for (let index = 0; index <= rect.right - rect.left; index++) {
      const kept = before[index - shift];
      if (kept) this.columns.push(kept);
      else names[index] = this.showHeaders ? this.sheet.textAt(rect.top, rect.left + index) : "";
    }
    const taken = new Set(this.columns.map((column) => column.name.toLowerCase()));
    for (let index = 0; index <= rect.right - rect.left; index++) {
      if (before[index - shift]) continue;
      const name = freeName(names[index] ?? "", taken, index + 1);
      taken.add(name.toLowerCase());
      this.addColumnRecord(name, index);
    }
    this.writeHeaders();
    this.sheet.version++;
    this.sheet.workbook.calculation.structureChanged();
  }

  /** Inserts blank rows; the index counts data rows from 0. Cells below the table move down within its columns. */
  insertRows(index: number, count: number): Rect {
    const body = this.body;
    if (index < 0 || index > this.rowCount)
      throw fail("InvalidArgument", `There is no row ${index} in table ${this.name}.`);
    if (this.rect.bottom + count >= MAX_ROWS)
      throw fail("RangeExceedsLimit", "The table would leave the sheet.");
    const rows = sizedRect(body.top + index, body.left, count, this.columns.length);
    const atEnd = index === this.rowCount;
    const rect = this.rect;
    insertCells(this.sheet, rows, "Down", { table: this });
    this.rect = { ...rect, bottom: rect.bottom + count };
    if (atEnd && index > 0) this.copyRowFormat(body.bottom, rows);
    this.fillCalculatedColumns(rows);
    this.sheet.workbook.calculation.structureChanged();
    return rows;
  }

  /** Gives rows below the format of the row above them and the formulas of calculated columns. */
  growTo(bottom: number): void {
    const last = this.body.bottom;
    const rows: Rect = { ...this.rect, top: last + 1, bottom };
    this.rect = { ...this.rect, bottom };
    this.copyRowFormat(last, rows);
    this.fillCalculatedColumns(rows);
    this.sheet.workbook.calculation.structureChanged();
  }

  private copyRowFormat(source: number, rows: Rect): void {
    for (let column = rows.left; column <= rows.right; column++) {
      const style = this.sheet.styleAt(source, column);
      for (let row = rows.top; row <= rows.bottom; row++) {
        if (this.sheet.styleAt(row, column) !== style && !this.sheet.cellAt(row, column)?.style) {
          this.sheet.ensure(row, column).style = style;
        }
      }
    }
  }

  private fillCalculatedColumns(rows: Rect): void {
    this.columns.forEach((column, index) => {
      if (column.formula === undefined) return;
      for (let row = rows.top; row <= rows.bottom; row++) {
        const at = rows.left + index;
        if (this.sheet.valueAt(row, at) === null && this.sheet.cellAt(row, at)?.formula === undefined) {
          this.sheet.put(row, at, column.formula);
        }
      }
    });
  }

  /** Deletes data rows; deleting the last one leaves a blank row, as Excel does. */
  deleteRows(index: number, count: number): void {
    const body = this.body;
    if (index < 0 || count < 1 || index + count > this.rowCount) {
      throw fail(
        "InvalidArgument",
        `There are no rows ${index} to ${index + count - 1} in table ${this.name}.`,
      );
    }
    let rows = sizedRect(body.top + index, body.left, count, this.columns.length);
    const rect = this.rect;
    if (count === this.rowCount) {
      this.sheet.clearContents({ ...rows, bottom: rows.top });
      if (count === 1) return;
      rows = { ...rows, top: rows.top + 1 };
      count--;
    }
    deleteCells(this.sheet, rows, "Up", { table: this });
    this.rect = { ...rect, bottom: rect.bottom - count };
    this.sheet.workbook.calculation.structureChanged();
  }

  /** Inserts a column; its cells to the right move within the table's rows. */
  insertColumn(
    index: number,
    name: string | undefined,
    values: readonly (readonly Input[])[] | undefined,
  ): TableColumn {
    const rect = this.rect;
    const at = rect.left + index;
    const cells: Rect = { top: rect.top, left: at, bottom: rect.bottom, right: at };
    insertCells(this.sheet, cells, "Right", { table: this });
    this.rect = { ...rect, right: rect.right + 1 };
    const taken = new Set(this.columns.map((column) => column.name.toLowerCase()));
    const header = name ?? (this.showHeaders ? String(values?.[0]?.[0] ?? "") : "");
    const column = this.addColumnRecord(freeName(header, taken, index + 1), index);
    this.writeHeaders();
    if (values) {
      const skip = this.showHeaders ? 1 : 0;
      this.sheet.write({ ...cells, top: cells.top + skip }, (row) => values[row + skip]?.[0] ?? null);
    }
    this.sheet.workbook.calculation.structureChanged();
    return column;
  }

  deleteColumn(column: TableColumn): void {
    const index = this.columns.indexOf(column);
    const rect = this.rect;
    if (this.columns.length === 1)
      throw fail("InvalidOperation", "The last column of a table can't be deleted.");
    const at = rect.left + index;
    deleteCells(this.sheet, { top: rect.top, left: at, bottom: rect.bottom, right: at }, "Left", {
      table: this,
    });
    this.columns.splice(index, 1);
    this.rect = { ...rect, right: rect.right - 1 };
    this.sheet.workbook.calculation.structureChanged();
  }

  /** Shows or hides the totals row; showing puts "Total" into the first cell, as Excel does. */
  setTotals(show: boolean): void {
    if (show === this.showTotals) return;
    const { rect } = this;
    if (show) {
      const row: Rect = { ...rect, top: rect.bottom + 1, bottom: rect.bottom + 1 };
      insertCells(this.sheet, row, "Down", { table: this });
      this.rect = { ...rect, bottom: rect.bottom + 1 };
      this.showTotals = true;
      this.sheet.put(row.top, rect.left, "Total");
      const last = this.columns.length - 1;
      if (last > 0) {
        const name = this.columns[last]?.name ?? "";
        const numeric = typeof this.sheet.valueAt(rect.bottom, rect.right) === "number";
        this.sheet.put(
          row.top,
          rect.right,
          `=SUBTOTAL(${numeric ? 109 : 103},${this.name}[${escapeColumn(name)}])`,
        );
      }
    } else {
      deleteCells(this.sheet, { ...rect, top: rect.bottom }, "Up", { table: this });
      this.rect = { ...rect, bottom: rect.bottom - 1 };
      this.showTotals = false;
    }
    this.sheet.version++;
    this.sheet.workbook.calculation.structureChanged();
    this.sheet.workbook.afterWrite(this.sheet, this.rect);
  }

  /** Hides or shows the header row; its cells are emptied when hidden. */
  setHeaders(show: boolean): void {
    if (show === this.showHeaders) return;
    const { rect } = this;
    if (show) {
      const row: Rect = { ...rect, bottom: rect.top };
      insertCells(this.sheet, row, "Down", { table: this });
      this.rect = { ...rect, bottom: rect.bottom + 1 };
      this.showHeaders = true;
      this.writeHeaders();
    } else {
      this.sheet.clearContents({ ...rect, bottom: rect.top });
      this.rect = { ...rect, top: rect.top + 1 };
      this.showHeaders = false;
    }
    this.sheet.workbook.calculation.structureChanged();
  }

  /** Rows that the filters of the columns hide, recomputed over the body. */
  applyFilters(): void {
    const body = this.body;
    const active = this.columns.flatMap((column, index) =>
      column.filter ? [{ index, filter: column.filter }] : [],
    );
    for (let row = body.top; row <= body.bottom; row++) {
      const hidden = active.some(({ index, filter }) => !passes(filter, this.sheet, row, body.left + index));
      if (hidden || this.sheet.lines.get(row)?.hidden) this.sheet.row(row).hidden = hidden;
    }
    this.sheet.version++;
  }
}

function passes(filter: Record<string, unknown>, sheet: Sheet, row: number, column: number): boolean {
  const text = sheet.textAt(row, column);
  const value = toPlain(sheet.valueAt(row, column));
  if (filter.filterOn === "Values") return (filter.values as string[]).includes(text);
  if (filter.filterOn !== "Custom") return true;
  const one = (criterion: unknown): boolean | undefined => {
    if (typeof criterion !== "string") return undefined;
    const match = /^(<=|>=|<>|=|<|>)?(.*)$/s.exec(criterion);
    const operator = match?.[1] ?? "=";
    const wanted = match?.[2] ?? "";
    const numeric = typeof value === "number" && wanted !== "" && Number.isFinite(Number(wanted));
    const order = numeric
      ? value - Number(wanted)
      : text.toLowerCase().localeCompare(wanted.toLowerCase(), "en");
    switch (operator) {
      case "=":
        return order === 0;
      case "<>":
        return order !== 0;
      case "<":
        return order < 0;
      case ">":
        return order > 0;
      case "<=":
        return order <= 0;
      default:
        return order >= 0;
    }
  };
  const first = one(filter.criterion1) ?? true;
  const second = one(filter.criterion2);
  if (second === undefined) return first;
  return filter.operator === "Or" ? first || second : first && second;
}

/** Column name as it stands in a structured reference: special characters escaped by an apostrophe. */
export function escapeColumn(name: string): string {
  return name.replaceAll(/['#@[\]]/g, "'$&");
}

/** Refuses a table name that Excel refuses; returns the reason or undefined. */
export function tableNameProblem(name: string): string | undefined {
  if (!/^[\p{L}_\\][\p{L}\p{N}_.\\?]*$/u.test(name) || name.length > 255) {
    return `"${name}" is not a valid table name: it must start with a letter, _ or \\ and hold no spaces.`;
  }
  return looksLikeReference(name) ? `"${name}" is a cell address and can't be a table name.` : undefined;
}

/** Makes header texts unique without case; blank ones become "Column1" … and repeats get a number. */
export function uniqueNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((text, index) => {
    const name = freeName(text, taken, index + 1);
    taken.add(name.toLowerCase());
    return name;
  });
}

function freeName(text: string, taken: ReadonlySet<string>, position: number): string {
  const base = text === "" ? `Column${position}` : text;
  if (!taken.has(base.toLowerCase())) return base;
  const stem = text === "" ? "Column" : base;
  for (let n = text === "" ? 1 : 2; ; n++) {
    const name = `${stem}${n}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
