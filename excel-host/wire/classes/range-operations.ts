/** What can be done with the cells of a range: hiding, linking, clearing, inserting, deleting, grouping. */

import type { Table } from "../../model/table";
import { type Rect, cellRect, intersect, isEntireColumn, isEntireRow, rowCount } from "../../model/address";
import type { CellValue, Hyperlink } from "../../model/cell";
import { fail } from "../../model/errors";
import { plainText } from "../../model/plain-text";
import type { Line, Sheet } from "../../model/sheet";
import { deleteCells, insertCells } from "../../model/structure";
import type { ExecutionContext } from "../executor";
import { Handle, defineClass, prop } from "../registry";
import { type Block, objectArg, rangeHandle, refuseProtected } from "./common";

export function hidden(lines: Map<number, Line>, first: number, last: number): boolean | null {
  let count = 0;
  for (const [index, line] of lines) if (line.hidden && index >= first && index <= last) count++;
  return count === 0 ? false : count === last - first + 1 ? true : null;
}

export function hide({ sheet, rect }: Block, axis: "row" | "column", value: unknown): void {
  refuseProtected(sheet, undefined, axis === "row" ? "allowFormatRows" : "allowFormatColumns");
  const [first, last] = axis === "row" ? [rect.top, rect.bottom] : [rect.left, rect.right];
  for (let index = first; index <= last; index++)
    (axis === "row" ? sheet.row(index) : sheet.column(index)).hidden = value === true;
  sheet.version++;
  sheet.workbook.tell({ type: "sheet", what: "view", sheet });
}

export function span(sheet: Sheet, axis: "row" | "column", from: number, to: number): number {
  const lines = axis === "row" ? sheet.lines : sheet.columns;
  const standard = axis === "row" ? sheet.standardHeight : sheet.standardWidth;
  let total = (to - from) * standard;
  for (const [index, line] of lines) {
    if (index < from || index >= to) continue;
    total += (line.hidden ? 0 : (line.size ?? standard)) - standard;
  }
  return total;
}

export function readHyperlink({ sheet, rect }: Block): unknown {
  let first: Hyperlink | undefined;
  for (let row = rect.top; row <= Math.min(rect.bottom, rect.top + 10_000); row++) {
    for (let column = rect.left; column <= rect.right; column++) {
      const link = sheet.hyperlinkAt(row, column);
      if (row === rect.top && column === rect.left) first = link;
      else if (JSON.stringify(link) !== JSON.stringify(first)) return null;
    }
  }
  if (!first) return null;
  return { textToDisplay: sheet.textAt(rect.top, rect.left), ...first };
}

export function writeHyperlink({ sheet, rect }: Block, value: unknown): void {
  refuseProtected(sheet, rect, "allowInsertHyperlinks");
  const link = objectArg(value) as { [K in keyof Hyperlink]?: string | null };
  if (!link.address && !link.documentReference) {
    throw fail("InvalidArgument", "A hyperlink needs an address or a document reference.");
  }
  for (let row = rect.top; row <= rect.bottom; row++) {
    for (let column = rect.left; column <= rect.right; column++) {
      sheet.hyperlinks.set(`${row},${column}`, {
        ...(link.address ? { address: link.address } : {}),
        ...(link.documentReference ? { documentReference: link.documentReference } : {}),
        ...(link.screenTip ? { screenTip: link.screenTip } : {}),
      });
      const text = link.textToDisplay;
      const shown = sheet.textAt(row, column);
      if (typeof text === "string" && text !== shown) sheet.setValue(row, column, text);
      else if (shown === "") sheet.setValue(row, column, link.address ?? link.documentReference ?? "");
    }
  }
  sheet.applyStyle(rect, { "font.color": "#0563C1", "font.underline": "Single" });
  sheet.workbook.afterWrite(sheet, rect);
}

export function clear({ sheet, rect }: Block, applyTo: unknown): void {
  const what = applyTo === null || applyTo === undefined ? "All" : plainText(applyTo);
  refuseProtected(sheet, rect, what === "Formats" ? "allowFormatCells" : undefined);
  const all = what === "All" || what === "ResetContents";
  if (!all && !["Formats", "Contents", "Hyperlinks", "RemoveHyperlinks"].includes(what)) {
    throw fail("InvalidArgument", `Clear does not know "${what}".`);
  }
  if (all || what === "Hyperlinks" || what === "RemoveHyperlinks") {
    for (const key of [...sheet.hyperlinks.keys()]) {
      const [row = 0, column = 0] = key.split(",").map(Number);
      if (intersect(rect, cellRect(row, column))) sheet.hyperlinks.delete(key);
    }
  }
  if (all || what === "Formats") {
    sheet.clearFormats(rect);
    sheet.merges = sheet.merges.filter((merge) => !intersect(merge, rect));
    for (const format of [...sheet.conditionalFormats]) {
      format.rects = format.rects.filter((other) => !intersect(other, rect));
      if (format.rects.length === 0)
        sheet.conditionalFormats.splice(sheet.conditionalFormats.indexOf(format), 1);
    }
    sheet.workbook.tell({ type: "format", sheet, rect });
  }
  if (all || what === "Contents") sheet.clearContents(rect);
}

export function insert(block: Block, shift: unknown, context: ExecutionContext): Handle {
  const { sheet, rect } = block;
  const byRow = insertDirection(rect, shift, "Down", "Right") === "Down";
  refuseProtected(sheet, undefined, byRow ? "allowInsertRows" : "allowInsertColumns");
  const table = byRow ? tableRowsOf(block) : undefined;
  if (table) table.insertRows(rect.top - table.body.top, rowCount(rect));
  else insertCells(sheet, rect, byRow ? "Down" : "Right");
  sheet.workbook.afterWrite(sheet, rect, byRow ? "RowInserted" : "ColumnInserted");
  return rangeHandle(context, sheet, { ...rect });
}

export function remove(block: Block, shift: unknown): void {
  const { sheet, rect } = block;
  const byRow = insertDirection(rect, shift, "Up", "Left") === "Up";
  refuseProtected(sheet, undefined, byRow ? "allowDeleteRows" : "allowDeleteColumns");
  const table = byRow ? tableRowsOf(block) : undefined;
  if (table) table.deleteRows(rect.top - table.body.top, rowCount(rect));
  else deleteCells(sheet, rect, byRow ? "Up" : "Left");
  sheet.workbook.afterWrite(sheet, rect, byRow ? "RowDeleted" : "ColumnDeleted");
}

/** The table whose whole rows a block is. */
function tableRowsOf({ sheet, rect }: Block): Table | undefined {
  const table = sheet.tables.find((each) => intersect(each.body, rect));
  return table && !isEntireRow(rect) && rect.left === table.rect.left && rect.right === table.rect.right
    ? table
    : undefined;
}

export function insertDirection(rect: Rect, shift: unknown, byRow: string, byColumn: string): string {
  if (isEntireRow(rect)) return byRow;
  if (isEntireColumn(rect)) return byColumn;
  if (shift !== byRow && shift !== byColumn)
    throw fail("InvalidArgument", `The shift must be ${byRow} or ${byColumn}.`);
  return shift;
}

export function removeDuplicates({ sheet, rect }: Block, columns: unknown, includesHeader: unknown): Handle {
  refuseProtected(sheet, rect);
  const keys = Array.isArray(columns) ? (columns as number[]) : [];
  const top = rect.top + (includesHeader === true ? 1 : 0);
  const seen = new Set<string>();
  const kept: CellValue[][] = [];
  let removed = 0;
  for (let row = top; row <= rect.bottom; row++) {
    const line: CellValue[] = [];
    for (let column = rect.left; column <= rect.right; column++) line.push(sheet.valueAt(row, column));
    const key = JSON.stringify(keys.map((at) => String(line[at] ?? "").toLowerCase()));
    if (seen.has(key)) removed++;
    else {
      seen.add(key);
      kept.push(line);
    }
  }
  for (let row = top; row <= rect.bottom; row++) {
    for (let column = rect.left; column <= rect.right; column++) {
      sheet.setValue(row, column, kept[row - top]?.[column - rect.left] ?? null);
    }
  }
  sheet.workbook.afterWrite(sheet, rect);
  return new Handle("RemoveDuplicatesResult", { removed, uniqueRemaining: kept.length });
}

defineClass<{ removed: number; uniqueRemaining: number }>("RemoveDuplicatesResult", 9, {
  props: {
    Removed: prop(9, (result) => result.removed),
    UniqueRemaining: prop(9, (result) => result.uniqueRemaining),
  },
});

export function outline({ sheet, rect }: Block, option: unknown, by: 1 | -1): void {
  const rows = option === "ByRows";
  const [first, last] = rows ? [rect.top, rect.bottom] : [rect.left, rect.right];
  for (let index = first; index <= last; index++) {
    const line = rows ? sheet.row(index) : sheet.column(index);
    line.outline = Math.max(0, (line.outline ?? 0) + by) || undefined;
  }
  sheet.workbook.tell({ type: "sheet", what: "view", sheet });
}
