/** Inserting and deleting cells: what moves, and what points at the moved cells. */

import {
  type Rect,
  MAX_COLUMNS,
  MAX_ROWS,
  cellRect,
  columnCount,
  contains,
  intersect,
  isEntireColumn,
  isEntireRow,
  rowCount,
} from "./address";
import type { Cell } from "./cell";
import { fail } from "./errors";
import { mapReferences } from "./formula-text";
import type { Line, Sheet } from "./sheet";
import type { Table } from "./table";

/** A shift of cells along one axis, within a band of the other axis. */
export interface Shift {
  readonly axis: "row" | "column";
  readonly at: number;
  /** Positive: inserted lines; negative: deleted lines from `at` on. */
  readonly count: number;
  /** First and last line of the other axis that take part. */
  readonly from: number;
  readonly to: number;
}

/** Where a block is after a shift; undefined when all of it was deleted. The same object when nothing changed. */
export function shiftRect(rect: Rect, shift: Shift): Rect | undefined {
  const byRow = shift.axis === "row";
  const low = byRow ? rect.top : rect.left;
  const high = byRow ? rect.bottom : rect.right;
  const bandLow = byRow ? rect.left : rect.top;
  const bandHigh = byRow ? rect.right : rect.bottom;
  if (bandLow < shift.from || bandHigh > shift.to || high < shift.at) return rect;
  if (byRow ? isEntireColumn(rect) : isEntireRow(rect)) return rect;
  const limit = (byRow ? MAX_ROWS : MAX_COLUMNS) - 1;
  let newLow = low;
  let newHigh = high;
  if (shift.count > 0) {
    if (low >= shift.at) newLow = low + shift.count;
    newHigh = Math.min(high + shift.count, limit);
    if (newLow > limit) return undefined;
  } else {
    const end = shift.at - shift.count - 1;
    if (low >= shift.at && high <= end) return undefined;
    newLow = low > end ? low + shift.count : Math.min(low, shift.at);
    newHigh = high > end ? high + shift.count : shift.at - 1;
  }
  return byRow
    ? { top: newLow, left: rect.left, bottom: newHigh, right: rect.right }
    : { top: rect.top, left: newLow, bottom: rect.bottom, right: newHigh };
}

/** Inserts blank cells at a block; what is there moves down or right. */
export function insertCells(
  sheet: Sheet,
  rect: Rect,
  direction: "Down" | "Right",
  options: { table?: Table } = {},
): void {
  const byRow = direction === "Down";
  const shift: Shift = byRow
    ? { axis: "row", at: rect.top, count: rowCount(rect), from: rect.left, to: rect.right }
    : { axis: "column", at: rect.left, count: columnCount(rect), from: rect.top, to: rect.bottom };
  checkTables(sheet, shift, rect, options.table);
  const used = sheet.usedRect(true);
  if (used) {
    const edge = byRow ? used.bottom + shift.count >= MAX_ROWS : used.right + shift.count >= MAX_COLUMNS;
    const inBand = byRow
      ? used.left <= shift.to && used.right >= shift.from
      : used.top <= shift.to && used.bottom >= shift.from;
    if (edge && inBand && (byRow ? used.bottom >= shift.at : used.right >= shift.at)) {
      throw fail("InsertDeleteConflict", "Cells with content would be pushed off the sheet.");
    }
  }
  if (byRow) moveRows(sheet, shift);
  else moveColumns(sheet, shift);
  inheritFormat(sheet, rect, byRow);
  afterShift(sheet, shift, options.table);
}

/** Deletes a block; what is below or right of it moves in. */
export function deleteCells(
  sheet: Sheet,
  rect: Rect,
  direction: "Up" | "Left",
  options: { table?: Table } = {},
): void {
  const byRow = direction === "Up";
  const shift: Shift = byRow
    ? { axis: "row", at: rect.top, count: -rowCount(rect), from: rect.left, to: rect.right }
    : { axis: "column", at: rect.left, count: -columnCount(rect), from: rect.top, to: rect.bottom };
  checkTables(sheet, shift, rect, options.table);
  if (byRow) moveRows(sheet, shift);
  else moveColumns(sheet, shift);
  afterShift(sheet, shift, options.table);
}

function checkTables(sheet: Sheet, shift: Shift, rect: Rect, own: Table | undefined): void {
  const byRow = shift.axis === "row";
  for (const table of sheet.tables) {
    if (table === own) continue;
    const t = table.rect;
    const beyond = byRow ? t.bottom >= shift.at : t.right >= shift.at;
    const low = byRow ? t.left : t.top;
    const high = byRow ? t.right : t.bottom;
    const touches = low <= shift.to && high >= shift.from;
    if (!beyond || !touches) continue;
    const whole = low >= shift.from && high <= shift.to;
    if (!whole) {
      throw fail("InsertDeleteConflict", `This would shift only a part of table ${table.name}.`);
    }
    if (
      shift.count < 0 &&
      table.headerRow &&
      intersect(table.headerRow, rect) &&
      byRow &&
      !contains(rect, t)
    ) {
      throw fail("InvalidOperation", `The header row of table ${table.name} can't be deleted.`);
    }
  }
}

function moveRows(sheet: Sheet, shift: Shift): void {
  const wholeRows = shift.from === 0 && shift.to === MAX_COLUMNS - 1;
  const keys = [...sheet.rows.keys()]
    .filter((row) => row >= shift.at)
    .sort((a, b) => (shift.count > 0 ? b - a : a - b));
  const end = shift.at - shift.count - 1;
  for (const row of keys) {
    const cells = sheet.rows.get(row);
    if (!cells) continue;
    const target = shift.count < 0 && row <= end ? undefined : row + shift.count;
    const last = Math.min(shift.to, cells.length - 1);
    if (wholeRows || (shift.from === 0 && shift.to >= cells.length - 1)) {
      sheet.rows.delete(row);
      if (target === undefined) continue;
      const there = sheet.rows.get(target);
      if (there && !wholeRows) for (let column = 0; column <= last; column++) there[column] = cells[column];
      else sheet.rows.set(target, cells);
      continue;
    }
    let destination: (Cell | undefined)[] | undefined;
    if (target !== undefined) {
      destination = sheet.rows.get(target);
      if (!destination && last >= shift.from) sheet.rows.set(target, (destination = []));
    }
    for (let column = shift.from; column <= last; column++) {
      const cell = cells[column];
      if (destination) {
        if (cell) destination[column] = cell;
        else if (destination[column]) destination[column] = undefined;
      }
      if (cell) cells[column] = undefined;
    }
  }
  if (wholeRows) moveLines(sheet.lines, shift);
}

function moveColumns(sheet: Sheet, shift: Shift): void {
  for (const row of sheet.rowsIn({ top: shift.from, left: 0, bottom: shift.to, right: 0 })) {
    const cells = sheet.rows.get(row);
    if (!cells || cells.length <= shift.at) continue;
    if (shift.count > 0) cells.splice(shift.at, 0, ...new Array<undefined>(shift.count).fill(undefined));
    else cells.splice(shift.at, -shift.count);
  }
  if (shift.from === 0 && shift.to === MAX_ROWS - 1) moveLines(sheet.columns, shift);
}

function moveLines(lines: Map<number, Line>, shift: Shift): void {
  const entries = [...lines].filter(([index]) => index >= shift.at);
  const end = shift.at - shift.count - 1;
  for (const [index] of entries) lines.delete(index);
  for (const [index, line] of entries) {
    if (shift.count < 0 && index <= end) continue;
    lines.set(index + shift.count, line);
  }
}

/** Inserted cells take the format of the cells above them (or to their left). */
function inheritFormat(sheet: Sheet, rect: Rect, byRow: boolean): void {
  const source = byRow ? rect.top - 1 : rect.left - 1;
  if (source < 0) return;
  if (byRow && isEntireRow(rect)) {
    const line = sheet.lines.get(source);
    for (let row = rect.top; row <= rect.bottom; row++) {
      if (line?.style !== undefined) sheet.row(row).style = line.style;
      const cells = sheet.rows.get(source);
      cells?.forEach((cell, column) => {
        if (cell?.style) sheet.ensure(row, column).style = cell.style;
      });
    }
    return;
  }
  if (!byRow && isEntireColumn(rect)) {
    const line = sheet.columns.get(source);
    for (let column = rect.left; column <= rect.right; column++) {
      if (line) sheet.columns.set(column, { ...line });
    }
  }
  sheet.forEachCell(
    byRow ? { ...rect, top: source, bottom: source } : { ...rect, left: source, right: source },
    (cell, row, column) => {
      if (!cell.style) return;
      if (byRow) for (let r = rect.top; r <= rect.bottom; r++) sheet.ensure(r, column).style = cell.style;
      else for (let c = rect.left; c <= rect.right; c++) sheet.ensure(row, c).style = cell.style;
    },
  );
}

function afterShift(sheet: Sheet, shift: Shift, own: Table | undefined): void {
  const move = (rect: Rect): Rect | undefined => shiftRect(rect, shift);
  sheet.version++;
  for (const table of [...sheet.tables]) {
    if (table === own) continue;
    const rect = move(table.rect);
    if (!rect) {
      sheet.workbook.removeTable(table);
      continue;
    }
    const inside = shift.axis === "column" && rect.right - rect.left !== table.rect.right - table.rect.left;
    const before = table.rect;
    table.rect = rect;
    if (inside) {
      const at = shift.at - before.left;
      if (shift.count < 0)
        table.columns.splice(Math.max(at, 0), before.right - before.left - (rect.right - rect.left));
      else
        for (let n = 0; n < shift.count; n++)
          table.addColumnRecord(`Column${before.right + 2 + n - before.left}`, at + n);
      table.adoptHeaders();
    }
  }
  sheet.merges = sheet.merges.flatMap((rect) => move(rect) ?? []);
  for (const format of sheet.conditionalFormats)
    format.rects = format.rects.flatMap((rect) => move(rect) ?? []);
  removeWhere(sheet.conditionalFormats, (format) => format.rects.length === 0);
  for (const validation of [...sheet.validations]) {
    const rect = move(validation.rect);
    if (rect) validation.rect = rect;
    else sheet.validations.splice(sheet.validations.indexOf(validation), 1);
  }
  const links = [...sheet.hyperlinks];
  sheet.hyperlinks.clear();
  for (const [key, link] of links) {
    const [row = 0, column = 0] = key.split(",").map(Number);
    const rect = move(cellRect(row, column));
    if (rect) sheet.hyperlinks.set(`${rect.top},${rect.left}`, link);
  }
  for (const chart of sheet.workbook.sheets.flatMap((each) => each.charts)) {
    for (const source of [
      chart.source,
      ...chart.series.flatMap((series) => [series.values, series.categories]),
    ]) {
      if (source?.sheet === sheet) source.rect = move(source.rect) ?? source.rect;
    }
  }
  const layout = sheet.pageLayout;
  layout.printArea = layout.printArea.flatMap((rect) => move(rect) ?? []);
  layout.titleRows = layout.titleRows && move(layout.titleRows);
  if (sheet.autoFilter) sheet.autoFilter.rect = move(sheet.autoFilter.rect) ?? sheet.autoFilter.rect;
  sheet.workbook.references.forEach((range) => {
    if (range.sheet === sheet && range.rect) range.rect = move(range.rect);
  });
  const rewrite = (formula: string, home: Sheet | undefined): string =>
    mapReferences(formula, (name, rect) => {
      const target = name === undefined ? home : sheet.workbook.findSheet(name);
      return target === sheet ? move(rect) : rect;
    });
  for (const name of sheet.workbook.allNames()) name.formula = rewrite(name.formula, name.scope);
  sheet.workbook.calculation.cellsShifted(sheet, shift, rewrite);
}

function removeWhere<T>(list: T[], test: (item: T) => boolean): void {
  for (let index = list.length - 1; index >= 0; index--) {
    const item = list[index];
    if (item !== undefined && test(item)) list.splice(index, 1);
  }
}
