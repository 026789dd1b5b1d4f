/** Formats of many cells in one call: set/getCellProperties, rows and columns. */

import { type Rect, cellRect, columnCount, formatLocal, rowCount } from "../../model/address";
import { fail } from "../../model/errors";
import type { Sheet } from "../../model/sheet";
import { type BorderSide, type Style, type StyleKey, borderKey } from "../../model/styles";
import type { ExecutionContext } from "../executor";
import { gridInput } from "./cell-values";
import { type Block, objectArg, refuseProtected } from "./common";
import { ALIGNMENT, BORDER_PARTS, FILL, FONT, PROTECTION, borderChanges, colorValue } from "./style-keys";

const SIDES: Readonly<Record<string, BorderSide>> = {
  top: "EdgeTop",
  bottom: "EdgeBottom",
  left: "EdgeLeft",
  right: "EdgeRight",
  diagonalDown: "DiagonalDown",
  diagonalUp: "DiagonalUp",
};

type Properties = Readonly<Record<string, unknown>>;

const wireName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function takeKeys(
  target: Record<string, unknown>,
  source: Properties,
  keys: Readonly<Record<string, readonly [StyleKey, number]>>,
): void {
  for (const [name, value] of Object.entries(source)) {
    const known = keys[wireName(name)];
    if (!known || value === null || value === undefined) continue;
    target[known[0]] = wireName(name).endsWith("Color") ? colorValue(value) : value;
  }
}

/** The style changes of a `format` object as SetCellProperties takes it. */
export function styleChanges(format: Properties): Style {
  const changes: Record<string, unknown> = {};
  takeKeys(changes, format, ALIGNMENT);
  takeKeys(changes, objectArg(format.font), FONT);
  takeKeys(changes, objectArg(format.protection), PROTECTION);
  const fill = objectArg(format.fill);
  takeKeys(changes, fill, FILL);
  if (fill.color !== undefined && fill.pattern === undefined) changes["fill.pattern"] = "Solid";
  for (const [name, border] of Object.entries(objectArg(format.borders))) {
    const side = SIDES[name];
    if (!side) throw fail("InvalidArgument", `There is no border "${name}".`);
    const parts = objectArg(border);
    for (const [part, value] of Object.entries(parts)) {
      const known = BORDER_PARTS[wireName(part)];
      if (!known || value === null || value === undefined) continue;
      const item = known[0] === "color" ? colorValue(value) : (value as string | number);
      Object.assign(changes, borderChanges(side, known[0], item, parts.style !== undefined));
    }
  }
  return changes;
}

/** `setCellProperties`: one format object per cell, `{}` to leave a cell alone. */
export function setBlockProperties({ sheet, rect }: Block, matrix: unknown): void {
  refuseProtected(sheet, rect, "allowFormatCells");
  const at = gridInput(matrix, rect);
  const patches = new Map<string, (style: number) => number>();
  for (let row = rect.top; row <= rect.bottom; row++) {
    for (let column = rect.left; column <= rect.right; column++) {
      const item = objectArg(at(row - rect.top, column - rect.left));
      if (item.format !== undefined && item.format !== null) {
        const text = JSON.stringify(item.format);
        let patch = patches.get(text);
        if (!patch)
          patches.set(text, (patch = sheet.workbook.styles.prepare(styleChanges(objectArg(item.format)))));
        const cell = sheet.ensure(row, column);
        cell.style = patch(cell.style);
      }
      const link = objectArg(item.hyperlink) as {
        address?: string;
        documentReference?: string;
        screenTip?: string;
      };
      if (link.address || link.documentReference) sheet.hyperlinks.set(`${row},${column}`, link);
    }
  }
  sheet.version++;
  sheet.workbook.tell({ type: "format", sheet, rect });
}

function read(sheet: Sheet, row: number, column: number, options: Properties): Record<string, unknown> {
  const value = (key: StyleKey): unknown => sheet.formatAt(row, column, key);
  const result: Record<string, unknown> = {};
  if (options.address === true) result.address = `${sheet.name}!${formatLocal(cellRect(row, column))}`;
  if (options.hyperlink === true) result.hyperlink = sheet.hyperlinkAt(row, column) ?? null;
  if (options.style === true) result.style = value("name");
  const format = objectArg(options.format);
  if (Object.keys(format).length === 0) return result;
  const give = (
    asked: Properties,
    keys: Readonly<Record<string, readonly [StyleKey, number]>>,
  ): Record<string, unknown> => {
    const out: Record<string, unknown> = {};
    for (const [name, on] of Object.entries(asked)) {
      const known = keys[wireName(name)];
      if (known && on === true) out[name] = value(known[0]);
    }
    return out;
  };
  const answer = give(format, ALIGNMENT);
  if (format.columnWidth === true) answer.columnWidth = sheet.columnWidth(column);
  if (format.rowHeight === true) answer.rowHeight = sheet.rowHeight(row);
  if (format.font) answer.font = give(objectArg(format.font), FONT);
  if (format.fill) answer.fill = give(objectArg(format.fill), FILL);
  if (format.protection) answer.protection = give(objectArg(format.protection), PROTECTION);
  if (format.borders) {
    const borders: Record<string, unknown> = {};
    const asked = objectArg(format.borders);
    const perSide = Object.keys(asked).some((key) => key in SIDES);
    for (const [name, side] of Object.entries(SIDES)) {
      const parts = perSide ? objectArg(asked[name]) : asked;
      const out: Record<string, unknown> = {};
      for (const [part, on] of Object.entries(parts)) {
        const known = BORDER_PARTS[wireName(part)];
        if (known && on === true) out[part] = value(borderKey(side, known[0]));
      }
      if (Object.keys(out).length > 0) borders[name] = out;
    }
    answer.borders = borders;
  }
  result.format = answer;
  return result;
}

/** `getCellProperties`: the properties asked for, per cell. */
export function blockProperties(
  { sheet, rect }: Block,
  options: Properties,
  { host }: ExecutionContext,
): unknown {
  const cells = rowCount(rect) * columnCount(rect);
  if (cells > host.limits.readCells)
    throw fail("RangeExceedsLimit", "The range has more cells than one request can read.");
  const result: unknown[][] = [];
  for (let row = rect.top; row <= rect.bottom; row++) {
    const line: unknown[] = [];
    for (let column = rect.left; column <= rect.right; column++) line.push(read(sheet, row, column, options));
    result.push(line);
  }
  return result;
}

type Axis = "row" | "column";

const lineRect = (rect: Rect, axis: Axis, index: number): Rect =>
  axis === "row" ? { ...rect, top: index, bottom: index } : { ...rect, left: index, right: index };

/** `setRowProperties` and `setColumnProperties`: one object per row or column. */
export function setLineProperties({ sheet, rect }: Block, axis: Axis, list: unknown): void {
  refuseProtected(sheet, undefined, axis === "row" ? "allowFormatRows" : "allowFormatColumns");
  const [first, last] = axis === "row" ? [rect.top, rect.bottom] : [rect.left, rect.right];
  const items = Array.isArray(list) ? (list as unknown[]) : [list];
  if (items.length !== 1 && items.length !== last - first + 1) {
    throw fail("InvalidArgument", "There must be one object for each row or column.");
  }
  for (let index = first; index <= last; index++) {
    const item = objectArg(items.length === 1 ? items[0] : items[index - first]);
    const format = objectArg(item.format);
    const line = axis === "row" ? sheet.row(index) : sheet.column(index);
    const size = axis === "row" ? format.rowHeight : format.columnWidth;
    if (typeof size === "number") line.size = size;
    const hidden = axis === "row" ? item.rowHidden : item.columnHidden;
    if (typeof hidden === "boolean") line.hidden = hidden;
    const changes = styleChanges(format);
    if (Object.keys(changes).length > 0) sheet.applyStyle(lineRect(rect, axis, index), changes);
  }
  sheet.version++;
  sheet.workbook.tell({ type: "format", sheet, rect });
}

/** `getRowProperties` and `getColumnProperties`: the properties of the first cell of each row or column. */
export function lineProperties(
  { sheet, rect }: Block,
  axis: Axis,
  options: Properties,
  _context: ExecutionContext,
): unknown {
  const [first, last] = axis === "row" ? [rect.top, rect.bottom] : [rect.left, rect.right];
  const result: unknown[] = [];
  for (let index = first; index <= last; index++) {
    const [row, column] = axis === "row" ? [index, rect.left] : [rect.top, index];
    const item = read(sheet, row, column, options);
    if (options.rowIndex === true) item.rowIndex = row;
    if (options.columnIndex === true) item.columnIndex = column;
    if (options.rowHidden === true) item.rowHidden = sheet.lines.get(row)?.hidden === true;
    if (options.columnHidden === true) item.columnHidden = sheet.columns.get(column)?.hidden === true;
    result.push(item);
  }
  return result;
}
