/** Ranges: matrices of values, places relative to a range, and what can be done with cells. */

import { plainText } from "../../model/plain-text";
import { translateFormulaToA1, translateFormulaToR1C1 } from "@borgar/fx";
import {
  type Rect,
  cellCount,
  cellRect,
  columnCount,
  formatLocal,
  intersect,
  isEntireColumn,
  isEntireRow,
  rowCount,
  sizedRect,
} from "../../model/address";
import { CellError, type CellValue, type Hyperlink } from "../../model/cell";
import { type CopyType, copyCells, moveCells } from "../../model/copy";
import { fail } from "../../model/errors";
import { findAll, replaceAll } from "../../model/find";
import type { Line, Sheet } from "../../model/sheet";
import { deleteCells, insertCells } from "../../model/structure";
import type { TrackedRange } from "../../model/workbook";
import type { ExecutionContext } from "../executor";
import { Handle, type MethodSpec, type PropertySpec, defineClass, method, nav, prop } from "../registry";
import {
  autoFill,
  readFormulas,
  readGrid,
  readNumberFormats,
  readTexts,
  readTypes,
  readValues,
  writeCells,
  writeFormulasR1C1,
  writeNumberFormats,
} from "./cell-values";
import {
  type Block,
  LAST_COLUMN,
  LAST_ROW,
  addressOf,
  block,
  numberArg,
  objectArg,
  placeArg,
  rangeHandle,
  refuseProtected,
  textArg,
} from "./common";
import { blockProperties, lineProperties, setBlockProperties, setLineProperties } from "./cell-properties";
import { blankRegion, edge, specialCells } from "./regions";

const get = (
  since: number,
  read: (target: Block, context: ExecutionContext) => unknown,
): PropertySpec<TrackedRange> => prop(since, (target, context) => read(block(target), context));

const both = (
  since: number,
  read: (target: Block, context: ExecutionContext) => unknown,
  write: (target: Block, value: unknown, context: ExecutionContext) => void,
): PropertySpec<TrackedRange> =>
  prop(
    since,
    (target, context) => read(block(target), context),
    (target, value, context) => {
      write(block(target), value, context);
    },
  );

const act = (
  since: number,
  run: (target: Block, args: readonly unknown[], context: ExecutionContext) => unknown,
): MethodSpec<TrackedRange> => method(since, (target, args, context) => run(block(target), args, context));

/** A method that leads to another block of the same sheet. */
const move = (
  since: number,
  place: (rect: Rect, args: readonly unknown[]) => Rect,
): MethodSpec<TrackedRange> =>
  act(since, ({ sheet, rect }, args, context) => rangeHandle(context, sheet, place(rect, args)));

function hidden(lines: Map<number, Line>, first: number, last: number): boolean | null {
  let count = 0;
  for (const [index, line] of lines) if (line.hidden && index >= first && index <= last) count++;
  return count === 0 ? false : count === last - first + 1 ? true : null;
}

function hide({ sheet, rect }: Block, axis: "row" | "column", value: unknown): void {
  refuseProtected(sheet, undefined, axis === "row" ? "allowFormatRows" : "allowFormatColumns");
  const [first, last] = axis === "row" ? [rect.top, rect.bottom] : [rect.left, rect.right];
  for (let index = first; index <= last; index++)
    (axis === "row" ? sheet.row(index) : sheet.column(index)).hidden = value === true;
  sheet.version++;
  sheet.workbook.tell({ type: "sheet", what: "view", sheet });
}

function span(sheet: Sheet, axis: "row" | "column", from: number, to: number): number {
  const lines = axis === "row" ? sheet.lines : sheet.columns;
  const standard = axis === "row" ? sheet.standardHeight : sheet.standardWidth;
  let total = (to - from) * standard;
  for (const [index, line] of lines) {
    if (index < from || index >= to) continue;
    total += (line.hidden ? 0 : (line.size ?? standard)) - standard;
  }
  return total;
}

function readHyperlink({ sheet, rect }: Block): unknown {
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

function writeHyperlink({ sheet, rect }: Block, value: unknown): void {
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

function clear({ sheet, rect }: Block, applyTo: unknown): void {
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

function insert({ sheet, rect }: Block, shift: unknown, context: ExecutionContext): Handle {
  const direction = insertDirection(rect, shift, "Down", "Right");
  const byRow = direction === "Down";
  refuseProtected(sheet, undefined, byRow ? "allowInsertRows" : "allowInsertColumns");
  const table = sheet.tables.find((each) => intersect(each.body, rect));
  if (
    byRow &&
    table &&
    !isEntireRow(rect) &&
    rect.left === table.rect.left &&
    rect.right === table.rect.right
  ) {
    table.insertRows(rect.top - table.body.top, rowCount(rect));
  } else {
    insertCells(sheet, rect, byRow ? "Down" : "Right");
  }
  sheet.workbook.afterWrite(sheet, rect, byRow ? "RowInserted" : "ColumnInserted");
  return rangeHandle(context, sheet, { ...rect });
}

function remove({ sheet, rect }: Block, shift: unknown): void {
  const direction = insertDirection(rect, shift, "Up", "Left");
  const byRow = direction === "Up";
  refuseProtected(sheet, undefined, byRow ? "allowDeleteRows" : "allowDeleteColumns");
  const table = sheet.tables.find((each) => intersect(each.body, rect));
  if (
    byRow &&
    table &&
    !isEntireRow(rect) &&
    rect.left === table.rect.left &&
    rect.right === table.rect.right
  ) {
    table.deleteRows(rect.top - table.body.top, rowCount(rect));
  } else {
    deleteCells(sheet, rect, byRow ? "Up" : "Left");
  }
  sheet.workbook.afterWrite(sheet, rect, byRow ? "RowDeleted" : "ColumnDeleted");
}

function insertDirection(rect: Rect, shift: unknown, byRow: string, byColumn: string): string {
  if (isEntireRow(rect)) return byRow;
  if (isEntireColumn(rect)) return byColumn;
  if (shift !== byRow && shift !== byColumn)
    throw fail("InvalidArgument", `The shift must be ${byRow} or ${byColumn}.`);
  return shift;
}

function removeDuplicates({ sheet, rect }: Block, columns: unknown, includesHeader: unknown): Handle {
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

function find(target: Block, args: readonly unknown[], context: ExecutionContext): Handle | null {
  context.host.workbook.calculation.settle();
  const [rect] = findAll(target.sheet, target.rect, textArg(args[0], "text"), objectArg(args[1]));
  return rect ? rangeHandle(context, target.sheet, rect) : null;
}

function outline({ sheet, rect }: Block, option: unknown, by: 1 | -1): void {
  const rows = option === "ByRows";
  const [first, last] = rows ? [rect.top, rect.bottom] : [rect.left, rect.right];
  for (let index = first; index <= last; index++) {
    const line = rows ? sheet.row(index) : sheet.column(index);
    line.outline = Math.max(0, (line.outline ?? 0) + by) || undefined;
  }
  sheet.workbook.tell({ type: "sheet", what: "view", sheet });
}

const required = (handle: Handle | null, what: string): Handle => {
  if (!handle) throw fail("ItemNotFound", `${what} was not found.`);
  return handle;
};

function usedPart({ sheet, rect }: Block, valuesOnly: unknown, context: ExecutionContext): Handle | null {
  sheet.workbook.calculation.settle();
  let found: Rect | undefined;
  sheet.forEachCell(rect, (cell, row, column) => {
    const filled = cell.value !== null || cell.formula !== undefined;
    if (!filled && (valuesOnly === true || cell.style === 0)) return;
    found = found
      ? {
          top: Math.min(found.top, row),
          left: Math.min(found.left, column),
          bottom: Math.max(found.bottom, row),
          right: Math.max(found.right, column),
        }
      : cellRect(row, column);
  });
  return found ? rangeHandle(context, sheet, found) : null;
}

function spillHandle({ sheet, rect }: Block, context: ExecutionContext): Handle | null {
  sheet.workbook.calculation.settle();
  const spill = sheet.workbook.calculation.spillAt(sheet, rect.top, rect.left);
  return spill ? rangeHandle(context, sheet, spill) : null;
}

function spillParent({ sheet, rect }: Block, context: ExecutionContext): Handle | null {
  sheet.workbook.calculation.settle();
  const anchor = sheet.cellAt(rect.top, rect.left)?.spilledFrom;
  if (anchor) return rangeHandle(context, sheet, cellRect(anchor.row, anchor.column));
  return sheet.workbook.calculation.spillAt(sheet, rect.top, rect.left)
    ? rangeHandle(context, sheet, rect)
    : null;
}

function hasSpill({ sheet, rect }: Block): boolean | null {
  sheet.workbook.calculation.settle();
  let spilled = 0;
  sheet.forEachCell(rect, (cell, row, column) => {
    if (cell.spilledFrom || sheet.workbook.calculation.spillAt(sheet, row, column)) spilled++;
  });
  return spilled === 0 ? false : spilled === cellCount(rect) ? true : null;
}

const relations = (list: { sheet: Sheet; rect: Rect }[]): Handle => {
  if (list.length === 0) throw fail("ItemNotFound", "There are no such cells.");
  return new Handle("WorkbookRangeAreas", list);
};

defineClass<Block[]>("WorkbookRangeAreas", 12, {
  props: { Addresses: prop(9, (list) => list.map(addressOf)) },
  nav: {
    Ranges: nav(9, (list) => new Handle("RangeCollection", list)),
    Areas: nav(9, (list) => new Handle("RangeAreasCollection", list)),
  },
});

defineClass<Block[]>("RangeCollection", 9, {
  items: (list, context) => list.map(({ sheet, rect }) => rangeHandle(context, sheet, rect)),
  methods: {
    GetCount: method(9, (list) => list.length),
    GetItemAt: method(9, (list, [index], context) => {
      const item = list[numberArg(index, "index")];
      if (!item) throw fail("ItemNotFound", `There is no range ${String(index)}.`);
      return rangeHandle(context, item.sheet, item.rect);
    }),
  },
});

defineClass<Block[]>("RangeAreasCollection", 12, {
  items: (list) => list.map(({ sheet, rect }) => new Handle("RangeAreas", { sheet, rects: [rect] })),
  methods: {
    GetCount: method(9, (list) => list.length),
    GetItemAt: method(9, (list, [index]) => {
      const item = list[numberArg(index, "index")];
      if (!item) throw fail("ItemNotFound", `There is no area ${String(index)}.`);
      return new Handle("RangeAreas", { sheet: item.sheet, rects: [item.rect] });
    }),
  },
});

function categories(format: unknown): string {
  const text = String(format);
  if (text === "General") return "General";
  if (text === "@") return "Text";
  if (text.includes("%")) return "Percentage";
  if (/[ymdhs]/i.test(text.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, "")))
    return /h|s/i.test(text) && !/[yd]/i.test(text) ? "Time" : "Date";
  if (/[$€£¥]/.test(text)) return "Currency";
  return /^[#0,.]+$/.test(text) ? "Number" : "Custom";
}

const toR1C1 = (formula: string, row: number, column: number): string =>
  translateFormulaToR1C1(formula, formatLocal(cellRect(row, column)));
const toA1 = (formula: string, row: number, column: number): string =>
  translateFormulaToA1(formula, formatLocal(cellRect(row, column)));

defineClass<TrackedRange>("Range", 1, {
  props: {
    Address: get(1, addressOf),
    AddressLocal: get(1, addressOf),
    CellCount: get(1, ({ rect }) => (cellCount(rect) > 2 ** 31 - 1 ? -1 : cellCount(rect))),
    RowCount: get(1, ({ rect }) => rowCount(rect)),
    ColumnCount: get(1, ({ rect }) => columnCount(rect)),
    RowIndex: get(1, ({ rect }) => rect.top),
    ColumnIndex: get(1, ({ rect }) => rect.left),
    IsEntireColumn: get(7, ({ rect }) => isEntireColumn(rect)),
    IsEntireRow: get(7, ({ rect }) => isEntireRow(rect)),
    Values: both(1, readValues, writeCells),
    Formulas: both(1, readFormulas, writeCells),
    FormulasLocal: both(1, readFormulas, writeCells),
    FormulasR1C1: both(
      2,
      (target, context) =>
        readGrid(target, context, (cell, row, column) =>
          cell?.formula === undefined
            ? cell?.value instanceof CellError
              ? cell.value.code
              : (cell?.value ?? "")
            : toR1C1(cell.formula, row, column),
        ),
      (target, value, context) => {
        writeFormulasR1C1(target, value, context, toA1);
      },
    ),
    Text: get(1, readTexts),
    ValueTypes: get(1, readTypes),
    NumberFormat: both(1, readNumberFormats, writeNumberFormats),
    NumberFormatLocal: both(7, readNumberFormats, writeNumberFormats),
    NumberFormatCategories: get(12, (target, context) =>
      readGrid(target, context, (cell, row, column) =>
        categories(
          target.sheet.workbook.styles.value(
            cell?.style ?? target.sheet.styleAt(row, column),
            "numberFormat",
          ),
        ),
      ),
    ),
    RowHidden: both(
      2,
      ({ sheet, rect }) => hidden(sheet.lines, rect.top, rect.bottom),
      (target, value) => {
        hide(target, "row", value);
      },
    ),
    ColumnHidden: both(
      2,
      ({ sheet, rect }) => hidden(sheet.columns, rect.left, rect.right),
      (target, value) => {
        hide(target, "column", value);
      },
    ),
    Hidden: get(2, ({ sheet, rect }) => {
      const rows = hidden(sheet.lines, rect.top, rect.bottom);
      const columns = hidden(sheet.columns, rect.left, rect.right);
      return rows === true || columns === true ? true : rows === null || columns === null ? null : false;
    }),
    Hyperlink: both(7, readHyperlink, writeHyperlink),
    Style: both(
      7,
      ({ sheet, rect }) => {
        const names = new Set(
          [...sheet.stylesIn(rect)].map((style) => sheet.workbook.styles.value(style, "name")),
        );
        return names.size === 1 ? [...names][0] : null;
      },
      ({ sheet, rect }, value) => {
        refuseProtected(sheet, rect, "allowFormatCells");
        sheet.applyStyle(rect, { name: textArg(value, "style") });
      },
    ),
    Top: get(10, ({ sheet, rect }) => span(sheet, "row", 0, rect.top)),
    Left: get(10, ({ sheet, rect }) => span(sheet, "column", 0, rect.left)),
    Height: get(10, ({ sheet, rect }) => span(sheet, "row", rect.top, rect.bottom + 1)),
    Width: get(10, ({ sheet, rect }) => span(sheet, "column", rect.left, rect.right + 1)),
    HasSpill: get(12, hasSpill),
    SavedAsArray: get(12, () => false),
    LinkedDataTypeState: get(9, (target, context) => readGrid(target, context, () => "None")),
  },
  nav: {
    Worksheet: nav(1, (target) => new Handle("Worksheet", block(target).sheet)),
    Format: nav(
      1,
      (target) => new Handle("RangeFormat", { sheet: block(target).sheet, rects: [block(target).rect] }),
    ),
    Sort: nav(2, (target) => new Handle("RangeSort", block(target))),
    ConditionalFormats: nav(
      6,
      (target) =>
        new Handle("ConditionalFormatCollection", {
          sheet: block(target).sheet,
          rects: [block(target).rect],
        }),
    ),
    DataValidation: nav(8, (target) => new Handle("DataValidation", block(target))),
  },
  methods: {
    GetCell: move(1, (rect, [row, column]) =>
      cellRect(rect.top + numberArg(row, "row"), rect.left + numberArg(column, "column")),
    ),
    GetRow: move(1, (rect, [row]) => {
      const at = rect.top + numberArg(row, "row");
      return { ...rect, top: at, bottom: at };
    }),
    GetColumn: move(1, (rect, [column]) => {
      const at = rect.left + numberArg(column, "column");
      return { ...rect, left: at, right: at };
    }),
    GetLastRow: move(1, (rect) => ({ ...rect, top: rect.bottom })),
    GetLastColumn: move(1, (rect) => ({ ...rect, left: rect.right })),
    GetLastCell: move(1, (rect) => cellRect(rect.bottom, rect.right)),
    GetEntireRow: move(1, (rect) => ({ ...rect, left: 0, right: LAST_COLUMN })),
    GetEntireColumn: move(1, (rect) => ({ ...rect, top: 0, bottom: LAST_ROW })),
    GetOffsetRange: move(1, (rect, [rows, columns]) => {
      const r = numberArg(rows, "rowOffset");
      const c = numberArg(columns, "columnOffset");
      return { top: rect.top + r, bottom: rect.bottom + r, left: rect.left + c, right: rect.right + c };
    }),
    GetResizedRange: move(2, (rect, [rows, columns]) => ({
      ...rect,
      bottom: rect.bottom + numberArg(rows, "deltaRows"),
      right: rect.right + numberArg(columns, "deltaColumns"),
    })),
    GetAbsoluteResizedRange: move(7, (rect, [rows, columns]) =>
      sizedRect(rect.top, rect.left, numberArg(rows, "numRows"), numberArg(columns, "numColumns")),
    ),
    GetRowsAbove: move(2, (rect, [count]) => beside(rect, -numberArg(count, "count", 1), "row")),
    GetRowsBelow: move(2, (rect, [count]) => beside(rect, numberArg(count, "count", 1), "row")),
    GetColumnsBefore: move(2, (rect, [count]) => beside(rect, -numberArg(count, "count", 1), "column")),
    GetColumnsAfter: move(2, (rect, [count]) => beside(rect, numberArg(count, "count", 1), "column")),
    GetBoundingRect: act(1, (target, [other], context) => {
      const place = placeArg(other, target.sheet);
      if (place.sheet !== target.sheet)
        throw fail("InvalidArgument", "Both ranges must lie on the same sheet.");
      const a = target.rect;
      const b = place.rect;
      return rangeHandle(context, target.sheet, {
        top: Math.min(a.top, b.top),
        left: Math.min(a.left, b.left),
        bottom: Math.max(a.bottom, b.bottom),
        right: Math.max(a.right, b.right),
      });
    }),
    GetIntersection: act(1, (target, [other], context) =>
      required(shared(target, other, context), "An intersection"),
    ),
    GetIntersectionOrNullObject: act(4, (target, [other], context) => shared(target, other, context)),
    GetUsedRange: act(
      2,
      (target, [valuesOnly], context) =>
        usedPart(target, valuesOnly, context) ??
        rangeHandle(context, target.sheet, cellRect(target.rect.top, target.rect.left)),
    ),
    GetUsedRangeOrNullObject: act(4, (target, [valuesOnly], context) =>
      usedPart(target, valuesOnly, context),
    ),
    GetSurroundingRegion: act(7, ({ sheet, rect }, _args, context) =>
      rangeHandle(context, sheet, blankRegion(sheet, rect)),
    ),
    GetRangeEdge: act(13, ({ sheet, rect }, [direction], context) =>
      rangeHandle(context, sheet, edge(sheet, rect, String(direction))),
    ),
    GetExtendedRange: act(13, ({ sheet, rect }, [direction], context) => {
      const to = edge(sheet, rect, String(direction));
      return rangeHandle(context, sheet, {
        top: Math.min(rect.top, to.top),
        left: Math.min(rect.left, to.left),
        bottom: Math.max(rect.bottom, to.bottom),
        right: Math.max(rect.right, to.right),
      });
    }),
    GetVisibleView: act(3, (target) => new Handle("RangeView", target)),
    GetSpecialCells: act(9, ({ sheet, rect }, [type, valueTypes]) => {
      const rects = specialCells(sheet, rect, textArg(type, "cellType"), valueTypes);
      if (rects.length === 0) throw fail("ItemNotFound", "No such cells were found.");
      return new Handle("RangeAreas", { sheet, rects });
    }),
    GetSpecialCellsOrNullObject: act(9, ({ sheet, rect }, [type, valueTypes]) => {
      const rects = specialCells(sheet, rect, textArg(type, "cellType"), valueTypes);
      return rects.length === 0 ? null : new Handle("RangeAreas", { sheet, rects });
    }),
    GetTables: act(
      9,
      ({ sheet, rect }, [fullyContained]) =>
        new Handle("TableScopedCollection", { sheet, rect, whole: fullyContained === true }),
    ),
    GetSpillingToRange: act(12, (target, _args, context) =>
      required(spillHandle(target, context), "A spill range"),
    ),
    GetSpillingToRangeOrNullObject: act(12, (target, _args, context) => spillHandle(target, context)),
    GetSpillParent: act(12, (target, _args, context) =>
      required(spillParent(target, context), "A spill parent"),
    ),
    GetSpillParentOrNullObject: act(12, (target, _args, context) => spillParent(target, context)),
    GetDirectPrecedents: act(12, ({ sheet, rect }) =>
      relations(sheet.workbook.calculation.precedentsOf(sheet, rect)),
    ),
    GetDirectDependents: act(13, ({ sheet, rect }) =>
      relations(sheet.workbook.calculation.dependentsOf(sheet, rect)),
    ),
    GetMergedAreasOrNullObject: act(13, ({ sheet, rect }) => {
      const rects = sheet.merges.filter((merge) => intersect(merge, rect));
      return rects.length === 0 ? null : new Handle("RangeAreas", { sheet, rects });
    }),

    Select: act(1, ({ sheet, rect }) => {
      sheet.workbook.select(sheet, rect);
    }),
    Clear: act(1, (target, [applyTo]) => {
      clear(target, applyTo);
    }),
    Insert: act(1, (target, [shift], context) => insert(target, shift, context)),
    Delete: act(1, (target, [shift]) => {
      remove(target, shift);
    }),
    Merge: act(2, ({ sheet, rect }, [across]) => {
      refuseProtected(sheet, rect, "allowFormatCells");
      if (sheet.tablesIn(rect).length > 0)
        throw fail("InvalidOperation", "Cells of a table can't be merged.");
      sheet.merges = sheet.merges.filter((merge) => !intersect(merge, rect));
      if (across === true) {
        for (let row = rect.top; row <= rect.bottom; row++)
          sheet.merges.push({ ...rect, top: row, bottom: row });
      } else sheet.merges.push(rect);
      sheet.workbook.tell({ type: "format", sheet, rect });
    }),
    Unmerge: act(2, ({ sheet, rect }) => {
      sheet.merges = sheet.merges.filter((merge) => !intersect(merge, rect));
      sheet.workbook.tell({ type: "format", sheet, rect });
    }),
    CopyFrom: act(9, (target, [source, type, skipBlanks, transpose]) => {
      refuseProtected(target.sheet, target.rect);
      target.sheet.workbook.calculation.settle();
      const kind = type === null || type === undefined ? "All" : plainText(type);
      copyCells(
        sourceArg(source, target.sheet),
        target,
        kind as CopyType,
        skipBlanks === true,
        transpose === true,
      );
    }),
    MoveTo: act(11, (target, [destination]) => {
      moveCells(target, placeArg(destination, target.sheet));
    }),
    AutoFill: act(9, (target, [destination]) => {
      autoFill(
        target,
        destination === null || destination === undefined ? target : placeArg(destination, target.sheet),
      );
    }),
    RemoveDuplicates: act(9, (target, [columns, includesHeader]) =>
      removeDuplicates(target, columns, includesHeader),
    ),
    Find: act(9, (target, args, context) => required(find(target, args, context), `"${String(args[0])}"`)),
    FindOrNullObject: act(9, find),
    ReplaceAll: act(9, ({ sheet, rect }, [text, by, criteria]) => {
      refuseProtected(sheet, rect);
      return replaceAll(sheet, rect, textArg(text, "text"), textArg(by, "replacement"), objectArg(criteria));
    }),
    SetCellProperties: act(9, (target, [matrix]) => {
      setBlockProperties(target, matrix);
    }),
    GetCellProperties: act(9, (target, [options], context) =>
      blockProperties(target, objectArg(options), context),
    ),
    SetRowProperties: act(9, (target, [list]) => {
      setLineProperties(target, "row", list);
    }),
    SetColumnProperties: act(9, (target, [list]) => {
      setLineProperties(target, "column", list);
    }),
    GetRowProperties: act(9, (target, [options], context) =>
      lineProperties(target, "row", objectArg(options), context),
    ),
    GetColumnProperties: act(9, (target, [options], context) =>
      lineProperties(target, "column", objectArg(options), context),
    ),
    Group: act(10, (target, [option]) => {
      outline(target, option, 1);
    }),
    Ungroup: act(10, (target, [option]) => {
      outline(target, option, -1);
    }),
    HideGroupDetails: act(10, (target, [option]) => {
      hide(target, option === "ByRows" ? "row" : "column", true);
    }),
    ShowGroupDetails: act(10, (target, [option]) => {
      hide(target, option === "ByRows" ? "row" : "column", false);
    }),
    Calculate: act(6, ({ sheet, rect }) => {
      sheet.workbook.calculation.calculateRange(sheet, rect);
    }),
    SetDirty: act(9, ({ sheet, rect }) => {
      sheet.workbook.calculation.calculateRange(sheet, rect);
    }),
    _ValidateArraySize: act(1, ({ rect }, [rows, columns]) => {
      if (rows !== rowCount(rect) || columns !== columnCount(rect)) {
        throw fail(
          "InvalidArgument",
          "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
        );
      }
    }),
  },
});

function sourceArg(value: unknown, home: Sheet): Block {
  if (value instanceof Handle && value.className === "RangeAreas") {
    const { sheet, rects } = value.target as { sheet: Sheet; rects: Rect[] };
    const [first] = rects;
    if (first && rects.length === 1) return { sheet, rect: first };
    throw fail("InvalidArgument", "The source must be one block.");
  }
  return placeArg(value, home);
}

function shared(target: Block, other: unknown, context: ExecutionContext): Handle | null {
  const place = placeArg(other, target.sheet);
  const rect = place.sheet === target.sheet ? intersect(place.rect, target.rect) : undefined;
  return rect ? rangeHandle(context, target.sheet, rect) : null;
}

function beside(rect: Rect, count: number, axis: "row" | "column"): Rect {
  if (count === 0) throw fail("InvalidArgument", "The count can't be 0.");
  const [low, high] = axis === "row" ? [rect.top, rect.bottom] : [rect.left, rect.right];
  const first = count > 0 ? high + 1 : low + count;
  const last = count > 0 ? high + count : low - 1;
  return axis === "row" ? { ...rect, top: first, bottom: last } : { ...rect, left: first, right: last };
}

/** Rows of a block that are not hidden. */
function visibleRows({ sheet, rect }: Block): number[] {
  const rows: number[] = [];
  for (let row = rect.top; row <= rect.bottom; row++) if (!sheet.lines.get(row)?.hidden) rows.push(row);
  return rows;
}

const viewGrid =
  (read: (target: Block, context: ExecutionContext) => unknown) =>
  (target: Block, context: ExecutionContext) =>
    visibleRows(target).flatMap(
      (row) =>
        read({ sheet: target.sheet, rect: { ...target.rect, top: row, bottom: row } }, context) as unknown[],
    );

defineClass<Block>("RangeView", 3, {
  props: {
    Values: prop(3, viewGrid(readValues)),
    Formulas: prop(3, viewGrid(readFormulas)),
    FormulasLocal: prop(3, viewGrid(readFormulas)),
    Text: prop(3, viewGrid(readTexts)),
    ValueTypes: prop(3, viewGrid(readTypes)),
    NumberFormat: prop(3, viewGrid(readNumberFormats)),
    CellAddresses: prop(3, (target) =>
      visibleRows(target).map((row) => {
        const line: string[] = [];
        for (let column = target.rect.left; column <= target.rect.right; column++)
          line.push(formatLocal(cellRect(row, column)));
        return line;
      }),
    ),
    RowCount: prop(3, (target) => visibleRows(target).length),
    ColumnCount: prop(3, ({ rect }) => columnCount(rect)),
    Index: prop(3, () => 0),
  },
  nav: { Rows: nav(3, (target) => new Handle("RangeViewCollection", target)) },
  methods: { GetRange: method(3, ({ sheet, rect }, _args, context) => rangeHandle(context, sheet, rect)) },
});

const viewRows = (target: Block): Handle[] =>
  visibleRows(target).map(
    (row) =>
      new Handle("RangeView", { sheet: target.sheet, rect: { ...target.rect, top: row, bottom: row } }),
  );

defineClass<Block>("RangeViewCollection", 3, {
  items: viewRows,
  methods: {
    GetCount: method(4, (target) => visibleRows(target).length),
    GetItemAt: method(3, (target, [index]) => {
      const item = viewRows(target)[numberArg(index, "index")];
      if (!item) throw fail("ItemNotFound", `There is no row ${String(index)}.`);
      return item;
    }),
  },
});
