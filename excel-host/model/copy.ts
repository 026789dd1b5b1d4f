/** Copying blocks of cells and whole sheets. */

import { type Rect, cellRect, columnCount, intersect, rowCount } from "./address";
import type { CellValue } from "./cell";
import { fail } from "./errors";
import { offsetFormula } from "./formula-text";
import type { Sheet } from "./sheet";

export type CopyType = "All" | "Formulas" | "Values" | "Formats" | "Link";

interface Copied {
  readonly value: CellValue;
  readonly formula: string | undefined;
  readonly style: number;
}

/**
 * Copies a block to a place; the destination is stretched to a multiple of the source's size or to its size.
 * @returns the block that was written.
 */
export function copyCells(
  source: { sheet: Sheet; rect: Rect },
  target: { sheet: Sheet; rect: Rect },
  type: CopyType,
  skipBlanks: boolean,
  transpose: boolean,
): Rect {
  const from = source.sheet.clip(source.rect) ?? {
    ...source.rect,
    bottom: source.rect.top,
    right: source.rect.left,
  };
  const rows = transpose ? columnCount(from) : rowCount(from);
  const columns = transpose ? rowCount(from) : columnCount(from);
  const fits = rowCount(target.rect) % rows === 0 && columnCount(target.rect) % columns === 0;
  const rect: Rect = fits
    ? target.rect
    : {
        top: target.rect.top,
        left: target.rect.left,
        bottom: target.rect.top + rows - 1,
        right: target.rect.left + columns - 1,
      };
  const copied: Copied[][] = [];
  for (let row = from.top; row <= from.bottom; row++) {
    const line: Copied[] = [];
    for (let column = from.left; column <= from.right; column++) {
      const cell = source.sheet.cellAt(row, column);
      line.push({
        value: cell?.value ?? null,
        formula: cell?.formula,
        style: source.sheet.styleAt(row, column),
      });
    }
    copied.push(line);
  }
  const { sheet } = target;
  sheet.workbook.beforeWrite(sheet, rect);
  for (let row = rect.top; row <= rect.bottom; row++) {
    for (let column = rect.left; column <= rect.right; column++) {
      const r = (row - rect.top) % rows;
      const c = (column - rect.left) % columns;
      const item = transpose ? copied[c]?.[r] : copied[r]?.[c];
      if (!item || (skipBlanks && item.value === null && item.formula === undefined)) continue;
      const sourceRow = from.top + (transpose ? c : r);
      const sourceColumn = from.left + (transpose ? r : c);
      if (type !== "Formats") {
        const formula = type === "Values" ? undefined : item.formula;
        if (formula !== undefined)
          sheet.put(row, column, offsetFormula(formula, row - sourceRow, column - sourceColumn));
        else sheet.setValue(row, column, item.value);
      }
      if (type === "All" || type === "Formats") sheet.ensure(row, column).style = item.style;
    }
  }
  sheet.version++;
  if (type === "Formats") sheet.workbook.tell({ type: "format", sheet, rect });
  else sheet.workbook.afterWrite(sheet, rect);
  return rect;
}

/** Copies a sheet with cells, formats, tables (under new names) and view settings. */
export function copySheet(source: Sheet, position: number): Sheet {
  const { workbook } = source;
  let name = "";
  for (let n = 2; name === "" || workbook.findSheet(name); n++) name = `${source.name.slice(0, 26)} (${n})`;
  const sheet = workbook.addSheet(name, position);
  for (const [row, cells] of source.rows) {
    cells.forEach((cell, column) => {
      if (!cell) return;
      const target = sheet.ensure(row, column);
      target.style = cell.style;
      if (cell.formula !== undefined) sheet.put(row, column, cell.formula);
      else if (!cell.spilledFrom) target.value = cell.value;
    });
  }
  for (const [index, line] of source.columns) sheet.columns.set(index, { ...line });
  for (const [index, line] of source.lines) sheet.lines.set(index, { ...line });
  for (const [key, link] of source.hyperlinks) sheet.hyperlinks.set(key, link);
  for (const format of source.conditionalFormats) {
    sheet.conditionalFormats.push({
      ...format,
      id: workbook.newId(),
      rects: [...format.rects],
      format: new Map(format.format),
      properties: new Map(format.properties),
    });
  }
  for (const table of source.tables) {
    const copy = workbook.addTable(sheet, table.rect, table.showHeaders);
    copy.style = table.style;
    copy.showTotals = table.showTotals;
  }
  Object.assign(sheet, {
    style: source.style,
    tabColor: source.tabColor,
    showGridlines: source.showGridlines,
    frozen: source.frozen,
    merges: [...source.merges],
    standardWidth: source.standardWidth,
  });
  Object.assign(sheet.pageLayout, structuredClone({ ...source.pageLayout }));
  sheet.version++;
  workbook.calculation.afterChange();
  return sheet;
}

/** Moves a block: contents and formats; references to it are not followed. */
export function moveCells(source: { sheet: Sheet; rect: Rect }, target: { sheet: Sheet; rect: Rect }): void {
  const rect: Rect = {
    top: target.rect.top,
    left: target.rect.left,
    bottom: target.rect.top + rowCount(source.rect) - 1,
    right: target.rect.left + columnCount(source.rect) - 1,
  };
  if (source.sheet.tables.some((table) => intersect(table.rect, source.rect))) {
    throw fail("InvalidOperation", "A part of a table can't be moved.");
  }
  copyCells(source, { sheet: target.sheet, rect }, "All", false, false);
  for (let row = source.rect.top; row <= source.rect.bottom; row++) {
    for (let column = source.rect.left; column <= source.rect.right; column++) {
      const at = cellRect(row, column);
      if (source.sheet === target.sheet && intersect(at, rect)) continue;
      source.sheet.clearContents(at);
    }
  }
}
