/** Blocks found by looking at cells: regions, edges and special cells. */

import { type Rect, cellRect } from "../../model/address";
import { CellError } from "../../model/cell";
import { fail } from "../../model/errors";
import type { Sheet } from "../../model/sheet";
import { LAST_COLUMN, LAST_ROW } from "./common";

const filled = (sheet: Sheet, row: number, column: number): boolean => {
  const cell = sheet.cellAt(row, column);
  return cell !== undefined && (cell.value !== null || cell.formula !== undefined);
};

/** The block around a cell that is bounded by blank rows and columns. */
export function blankRegion(sheet: Sheet, start: Rect): Rect {
  let { top, left, bottom, right } = start;
  const anyInRow = (row: number): boolean => {
    for (let column = Math.max(0, left - 1); column <= Math.min(LAST_COLUMN, right + 1); column++)
      if (filled(sheet, row, column)) return true;
    return false;
  };
  const anyInColumn = (column: number): boolean => {
    for (let row = Math.max(0, top - 1); row <= Math.min(LAST_ROW, bottom + 1); row++)
      if (filled(sheet, row, column)) return true;
    return false;
  };
  for (let grew = true; grew;) {
    grew = false;
    while (top > 0 && anyInRow(top - 1)) [top, grew] = [top - 1, true];
    while (bottom < LAST_ROW && anyInRow(bottom + 1)) [bottom, grew] = [bottom + 1, true];
    while (left > 0 && anyInColumn(left - 1)) [left, grew] = [left - 1, true];
    while (right < LAST_COLUMN && anyInColumn(right + 1)) [right, grew] = [right + 1, true];
  }
  return { top, left, bottom, right };
}

/** The cell that Ctrl and an arrow key lead to. */
export function edge(sheet: Sheet, rect: Rect, direction: string): Rect {
  const steps: Record<string, [number, number]> = { Up: [-1, 0], Down: [1, 0], Left: [0, -1], Right: [0, 1] };
  const step = steps[direction];
  if (!step) throw fail("InvalidArgument", `There is no direction "${direction}".`);
  const [dr, dc] = step;
  let row = dr > 0 ? rect.bottom : rect.top;
  let column = dc > 0 ? rect.right : rect.left;
  const used = sheet.usedRect(true) ?? rect;
  const inside = (r: number, c: number): boolean => r >= 0 && c >= 0 && r <= LAST_ROW && c <= LAST_COLUMN;
  const beyond = (r: number, c: number): boolean =>
    (dr > 0 && r > used.bottom) ||
    (dr < 0 && r < used.top) ||
    (dc > 0 && c > used.right) ||
    (dc < 0 && c < used.left);
  const toLimit = (): Rect =>
    cellRect(dr > 0 ? LAST_ROW : dr < 0 ? 0 : row, dc > 0 ? LAST_COLUMN : dc < 0 ? 0 : column);
  if (!inside(row + dr, column + dc)) return cellRect(row, column);
  if (filled(sheet, row, column) && filled(sheet, row + dr, column + dc)) {
    while (inside(row + dr, column + dc) && filled(sheet, row + dr, column + dc))
      [row, column] = [row + dr, column + dc];
    return cellRect(row, column);
  }
  do {
    if (beyond(row + dr, column + dc) || !inside(row + dr, column + dc)) return toLimit();
    [row, column] = [row + dr, column + dc];
  } while (!filled(sheet, row, column));
  return cellRect(row, column);
}

/** Blocks of the cells of a kind: Blanks, Constants, Formulas, Visible, ConditionalFormats, DataValidations. */
export function specialCells(sheet: Sheet, rect: Rect, type: string, valueTypes: unknown): Rect[] {
  sheet.workbook.calculation.settle();
  const used = sheet.usedRect(true);
  if (!used) return [];
  const within: Rect = {
    top: rect.top,
    left: rect.left,
    bottom: Math.min(rect.bottom, Math.max(used.bottom, rect.top)),
    right: Math.min(rect.right, Math.max(used.right, rect.left)),
  };
  const wanted = typeof valueTypes === "string" && valueTypes !== "All" ? valueTypes : undefined;
  const ofType = (value: unknown): boolean => {
    if (!wanted) return true;
    const kinds: [string, boolean][] = [
      ["Errors", value instanceof CellError],
      ["Logical", typeof value === "boolean"],
      ["Numbers", typeof value === "number"],
      ["Text", typeof value === "string"],
    ];
    return kinds.some(([name, is]) => is && wanted.includes(name));
  };
  const test = (row: number, column: number): boolean => {
    const cell = sheet.cellAt(row, column);
    switch (type) {
      case "Blanks":
        return !cell || (cell.value === null && cell.formula === undefined);
      case "Constants":
        return cell !== undefined && cell.formula === undefined && cell.value !== null && ofType(cell.value);
      case "Formulas":
        return cell?.formula !== undefined && ofType(cell.value);
      case "Visible":
        return !sheet.lines.get(row)?.hidden && !sheet.columns.get(column)?.hidden;
      default:
        throw fail("NotImplemented", `NotImplemented SpecialCellType.${type}`);
    }
  };
  return blocks(within, test);
}

/** Groups cells into blocks: runs in a row, equal runs of successive rows joined. */
function blocks(rect: Rect, test: (row: number, column: number) => boolean): Rect[] {
  const done: Rect[] = [];
  let open = new Map<string, Rect>();
  for (let row = rect.top; row <= rect.bottom; row++) {
    const next = new Map<string, Rect>();
    let start = -1;
    for (let column = rect.left; column <= rect.right + 1; column++) {
      const hit = column <= rect.right && test(row, column);
      if (hit && start < 0) start = column;
      if (hit || start < 0) continue;
      const key = `${start}:${column - 1}`;
      const above = open.get(key);
      next.set(
        key,
        above ? { ...above, bottom: row } : { top: row, left: start, bottom: row, right: column - 1 },
      );
      open.delete(key);
      start = -1;
    }
    done.push(...open.values());
    open = next;
  }
  done.push(...open.values());
  return done.sort((a, b) => a.top - b.top || a.left - b.left);
}
