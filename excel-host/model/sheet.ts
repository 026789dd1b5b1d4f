/** One worksheet: sparse rows of cells, formats laid over whole rows, columns or the sheet, and what hangs on it. */

import {
  type Rect,
  MAX_COLUMNS,
  MAX_ROWS,
  WHOLE_SHEET,
  cellRect,
  contains,
  formatLocal,
  intersect,
  isEntireColumn,
  isEntireRow,
  parseLocal,
  rowCount,
  columnCount,
} from "./address";
import type { Cell, CellValue, Hyperlink } from "./cell";
import type { Chart } from "./chart";
import type { ConditionalFormat } from "./conditional-format";
import { defaultPageLayout, type PageLayout } from "./page-layout";
import { type ProtectionOptions } from "./protection";
import type { Style, StyleKey, StyleValue } from "./styles";
import { formatText } from "./format-text";
import { CellView, RangeView } from "./sheet-views";
import type { Table } from "./table";
import type { DataValidation, DefinedName } from "./names";
import type { Workbook } from "./workbook";
import { typedInput } from "./typed-text";

/** Width, height, visibility and format of a whole column or row. Sizes are points. */
export interface Line {
  size?: number | undefined;
  hidden?: boolean | undefined;
  style?: number | undefined;
  outline?: number | undefined;
}

export type Visibility = "Visible" | "Hidden" | "VeryHidden";

/** Default column width and row height, points. */
export const DEFAULT_COLUMN_WIDTH = 48;
export const DEFAULT_ROW_HEIGHT = 15;

/** What a write puts into cells: typed-in text and values, or formulas. */
export type Input = string | number | boolean | null;

export class Sheet {
  visibility: Visibility = "Visible";
  tabColor = "";
  showGridlines = true;
  showHeadings = true;
  enableCalculation = true;
  standardWidth = DEFAULT_COLUMN_WIDTH;
  standardHeight = DEFAULT_ROW_HEIGHT;
  /** Number of frozen rows and columns, and the first frozen cell. */
  frozen: Rect | undefined;
  protection: { options: ProtectionOptions; password: string | undefined } | undefined;
  readonly pageLayout: PageLayout = defaultPageLayout();
  readonly horizontalBreaks: number[] = [];
  readonly verticalBreaks: number[] = [];
  readonly tables: Table[] = [];
  readonly charts: Chart[] = [];
  readonly conditionalFormats: ConditionalFormat[] = [];
  readonly validations: DataValidation[] = [];
  readonly names = new Map<string, DefinedName>();
  readonly customProperties = new Map<string, string>();
  merges: Rect[] = [];
  autoFilter: { rect: Rect; criteria: Map<number, unknown> } | undefined;
  /** Selected block; the active cell is `activeCell`. */
  selection: Rect = cellRect(0, 0);
  activeCell = { row: 0, column: 0 };
  readonly columns = new Map<number, Line>();
  readonly lines = new Map<number, Line>();
  /** Format of every cell that has none by cell, row or column. */
  style = 0;
  readonly rows = new Map<number, (Cell | undefined)[]>();
  readonly hyperlinks = new Map<string, Hyperlink>();
  /** Counts changes of content and cell formats. */
  version = 0;
  private usedCache: { version: number; all: Rect | undefined; values: Rect | undefined } | undefined;

  constructor(
    readonly workbook: Workbook,
    readonly id: string,
    private sheetName: string,
  ) {}

  get name(): string {
    return this.sheetName;
  }

  /** Sets the name without checks; `Workbook.renameSheet` checks it and keeps formulas right. */
  setNameUnchecked(name: string): void {
    this.sheetName = name;
  }

  // --- cells -------------------------------------------------------------------------------------------------

  cellAt(row: number, column: number): Cell | undefined {
    return this.rows.get(row)?.[column];
  }

  valueAt(row: number, column: number): CellValue {
    return this.rows.get(row)?.[column]?.value ?? null;
  }

  /** The cell record at a place, made (with the format it inherits) when there is none. */
  ensure(row: number, column: number): Cell {
    let cells = this.rows.get(row);
    if (!cells) this.rows.set(row, (cells = []));
    let cell = cells[column];
    if (!cell) {
      cell = { value: null, formula: undefined, style: this.inheritedStyle(row, column) };
      cells[column] = cell;
    }
    return cell;
  }

  private inheritedStyle(row: number, column: number): number {
    return this.lines.get(row)?.style ?? this.columns.get(column)?.style ?? this.style;
  }

  styleAt(row: number, column: number): number {
    return this.cellAt(row, column)?.style ?? this.inheritedStyle(row, column);
  }

  /** One format property of a cell. */
  formatAt(row: number, column: number, key: StyleKey): StyleValue {
    return this.workbook.styles.value(this.styleAt(row, column), key);
  }

  /** The text a cell shows. */
  textAt(row: number, column: number): string {
    const cell = this.cellAt(row, column);
    if (cell?.value === undefined || cell.value === null) return "";
    return formatText(cell.value, String(this.workbook.styles.value(cell.style, "numberFormat")));
  }

  /** Calls back for every existing cell of a rectangle, row by row. */
  forEachCell(rect: Rect, visit: (cell: Cell, row: number, column: number) => void): void {
    for (const row of this.rowsIn(rect)) {
      const cells = this.rows.get(row);
      if (!cells) continue;
      const end = Math.min(rect.right, cells.length - 1);
      if (end - rect.left > 512) {
        for (const key of Object.keys(cells)) {
          const column = Number(key);
          const cell = cells[column];
          if (cell && column >= rect.left && column <= end) visit(cell, row, column);
        }
        continue;
      }
      for (let column = rect.left; column <= end; column++) {
        const cell = cells[column];
        if (cell) visit(cell, row, column);
      }
    }
  }

  /** Existing rows within a rectangle, ascending. */
  rowsIn(rect: Rect): number[] {
    const result: number[] = [];
    if (rowCount(rect) <= this.rows.size) {
      for (let row = rect.top; row <= rect.bottom; row++) if (this.rows.has(row)) result.push(row);
      return result;
    }
    for (const row of this.rows.keys()) if (row >= rect.top && row <= rect.bottom) result.push(row);
    return result.sort((a, b) => a - b);
  }

  /**
   * Puts typed-in values or formulas into a block. `null` leaves a cell as it is, "" empties it.
   * @param at returns the input for a cell of the block, by offset.
   */
  write(rect: Rect, at: (row: number, column: number) => Input): void {
    this.workbook.beforeWrite(this, rect);
    for (let row = rect.top; row <= rect.bottom; row++) {
      for (let column = rect.left; column <= rect.right; column++) {
        const input = at(row - rect.top, column - rect.left);
        if (input !== null) this.put(row, column, input);
      }
    }
    this.version++;
    this.workbook.afterWrite(this, rect);
  }

  /** Puts one typed-in value into a cell, without telling anyone. */
  put(row: number, column: number, input: Exclude<Input, null>): void {
    const existing = this.cellAt(row, column);
    if (input === "" && !existing) return;
    const cell = existing ?? this.ensure(row, column);
    const hadFormula = cell.formula !== undefined;
    cell.spilledFrom = undefined;
    cell.apostrophe = undefined;
    if (typeof input !== "string") {
      cell.value = input;
      cell.formula = undefined;
    } else {
      const format = String(this.workbook.styles.value(cell.style, "numberFormat"));
      const typed = typedInput(input, format);
      cell.value = typed.value;
      cell.formula = typed.formula;
      if (typed.apostrophe) cell.apostrophe = true;
      if (typed.format !== undefined)
        cell.style = this.workbook.styles.patch(cell.style, { numberFormat: typed.format });
    }
    if (hadFormula || cell.formula !== undefined) this.workbook.calculation.formulaChanged(this, row, column);
  }

  /** Sets a constant or a computed value as it is: no conversion of text, no formula. */
  setValue(row: number, column: number, value: CellValue): void {
    const cell = this.ensure(row, column);
    cell.value = value;
    if (cell.formula !== undefined) {
      cell.formula = undefined;
      this.workbook.calculation.formulaChanged(this, row, column);
    }
    this.version++;
  }

  /** Empties cells; formats stay. */
  clearContents(rect: Rect): void {
    this.workbook.beforeWrite(this, rect);
    this.forEachCell(rect, (cell, row, column) => {
      if (cell.formula !== undefined) {
        cell.formula = undefined;
        this.workbook.calculation.formulaChanged(this, row, column);
      }
      cell.value = null;
      cell.spilledFrom = undefined;
      cell.apostrophe = undefined;
    });
    this.version++;
    this.workbook.afterWrite(this, rect);
  }

  // --- formats -----------------------------------------------------------------------------------------------

  /** Changes format properties of a block. Whole rows, columns and sheets are kept as overlays, not as cells. */
  applyStyle(rect: Rect, changes: Style): void {
    const patch = this.workbook.styles.prepare(changes);
    if (contains(rect, WHOLE_SHEET)) {
      this.style = patch(this.style);
      for (const line of [...this.columns.values(), ...this.lines.values()]) {
        if (line.style !== undefined) line.style = patch(line.style);
      }
      this.forEachCell(rect, (cell) => (cell.style = patch(cell.style)));
    } else if (isEntireColumn(rect)) {
      for (let column = rect.left; column <= rect.right; column++) {
        const line = this.column(column);
        line.style = patch(line.style ?? this.style);
        for (const [row, rowLine] of this.lines) {
          if (rowLine.style !== undefined) this.ensure(row, column);
        }
      }
      this.forEachCell(rect, (cell) => (cell.style = patch(cell.style)));
    } else if (isEntireRow(rect)) {
      for (let row = rect.top; row <= rect.bottom; row++) {
        const line = this.row(row);
        for (const [column, columnLine] of this.columns) {
          if (columnLine.style !== undefined) this.ensure(row, column);
        }
        line.style = patch(line.style ?? this.style);
      }
      this.forEachCell(rect, (cell) => (cell.style = patch(cell.style)));
    } else {
      for (let row = rect.top; row <= rect.bottom; row++) {
        for (let column = rect.left; column <= rect.right; column++) {
          const cell = this.ensure(row, column);
          cell.style = patch(cell.style);
        }
      }
    }
    this.version++;
  }

  /** Removes all formats of a block. */
  clearFormats(rect: Rect): void {
    if (contains(rect, WHOLE_SHEET)) this.style = 0;
    if (isEntireColumn(rect))
      for (const [index, line] of this.columns)
        if (index >= rect.left && index <= rect.right) line.style = undefined;
    if (isEntireRow(rect))
      for (const [index, line] of this.lines)
        if (index >= rect.top && index <= rect.bottom) line.style = undefined;
    this.forEachCell(rect, (cell) => (cell.style = 0));
    this.version++;
  }

  /** The distinct format indices of a block; cells that exist and what lies under the others. */
  stylesIn(rect: Rect): Set<number> {
    const found = new Set<number>();
    let cells = 0;
    this.forEachCell(rect, (cell) => {
      found.add(cell.style);
      cells++;
    });
    if (cells === rowCount(rect) * columnCount(rect)) return found;
    const rowsWithStyle = [...this.lines].filter(([, line]) => line.style !== undefined).map(([row]) => row);
    for (const row of rowsWithStyle)
      if (row >= rect.top && row <= rect.bottom) found.add(this.lines.get(row)?.style ?? 0);
    if (rowsWithStyle.length >= rowCount(rect)) return found;
    let styledColumns = 0;
    for (const [column, line] of this.columns) {
      if (column < rect.left || column > rect.right || line.style === undefined) continue;
      styledColumns++;
      if (this.hasGap(rect, column)) found.add(line.style);
    }
    if (styledColumns < columnCount(rect)) {
      for (let column = rect.left; column <= rect.right; column++) {
        if (this.columns.get(column)?.style === undefined && this.hasGap(rect, column)) {
          found.add(this.style);
          break;
        }
      }
    }
    return found;
  }

  private hasGap(rect: Rect, column: number): boolean {
    if (rowCount(rect) > this.rows.size + this.lines.size) return true;
    for (let row = rect.top; row <= rect.bottom; row++) {
      if (!this.cellAt(row, column) && this.lines.get(row)?.style === undefined) return true;
    }
    return false;
  }

  column(index: number): Line {
    let line = this.columns.get(index);
    if (!line) this.columns.set(index, (line = {}));
    return line;
  }

  row(index: number): Line {
    let line = this.lines.get(index);
    if (!line) this.lines.set(index, (line = {}));
    return line;
  }

  /** Width of a column in points; 0 when hidden. */
  columnWidth(index: number): number {
    const line = this.columns.get(index);
    return line?.hidden ? 0 : (line?.size ?? this.standardWidth);
  }

  /** Height of a row in points; 0 when hidden. */
  rowHeight(index: number): number {
    const line = this.lines.get(index);
    return line?.hidden ? 0 : (line?.size ?? this.standardHeight);
  }

  // --- extent ------------------------------------------------------------------------------------------------

  /** The block that holds all content (with `valuesOnly`) or all content and cell formats; undefined when empty. */
  usedRect(valuesOnly = false): Rect | undefined {
    if (this.usedCache?.version !== this.version) {
      let all: Rect | undefined;
      let values: Rect | undefined;
      for (const [row, cells] of this.rows) {
        cells.forEach((cell, column) => {
          if (!cell) return;
          if (cell.value !== null || cell.formula !== undefined) {
            values = grow(values, row, column);
            all = grow(all, row, column);
          } else if (cell.style !== this.inheritedStyle(row, column)) {
            all = grow(all, row, column);
          }
        });
      }
      this.usedCache = { version: this.version, all, values };
    }
    return valuesOnly ? this.usedCache.values : this.usedCache.all;
  }

  // --- access for tests and the page -------------------------------------------------------------------------

  /** The cell at an address such as "B3". */
  cell(address: string): CellView {
    const rect = parseLocal(address);
    if (!rect) throw new Error(`Not a cell address: ${address}`);
    return new CellView(this, rect.top, rect.left);
  }

  /** The block at an address such as "A1:C9". */
  range(address: string): RangeView {
    const rect = parseLocal(address);
    if (!rect) throw new Error(`Not a range address: ${address}`);
    return new RangeView(this, rect);
  }

  /** Types a matrix of values and formulas into the sheet; the address is that of its first cell. */
  setValues(address: string, matrix: readonly (readonly Input[])[]): RangeView {
    const start = parseLocal(address);
    if (!start) throw new Error(`Not a cell address: ${address}`);
    const width = Math.max(...matrix.map((row) => row.length));
    const rect: Rect = {
      top: start.top,
      left: start.left,
      bottom: start.top + matrix.length - 1,
      right: start.left + width - 1,
    };
    this.write(rect, (row, column) => matrix[row]?.[column] ?? null);
    return new RangeView(this, rect);
  }

  /** Address of the used range without sheet, or undefined. */
  get usedRange(): string | undefined {
    const rect = this.usedRect(true);
    return rect && formatLocal(rect);
  }

  hyperlinkAt(row: number, column: number): Hyperlink | undefined {
    return this.hyperlinks.get(`${row},${column}`);
  }

  /** Tables that share cells with a block. */
  tablesIn(rect: Rect): Table[] {
    return this.tables.filter((table) => intersect(table.rect, rect));
  }

  /** Clips a rectangle to the rows and columns in use, so that "A:A" costs no more than the data in it. */
  clip(rect: Rect): Rect | undefined {
    if (rowCount(rect) < MAX_ROWS / 2 && columnCount(rect) < MAX_COLUMNS / 2) return rect;
    const used = this.usedRect(true);
    return used && intersect(rect, used);
  }
}

function grow(rect: Rect | undefined, row: number, column: number): Rect {
  if (!rect) return cellRect(row, column);
  if (row >= rect.top && row <= rect.bottom && column >= rect.left && column <= rect.right) return rect;
  return {
    top: Math.min(rect.top, row),
    left: Math.min(rect.left, column),
    bottom: Math.max(rect.bottom, row),
    right: Math.max(rect.right, column),
  };
}
