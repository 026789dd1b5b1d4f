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
import { CellError } from "../../model/cell";
import { type CopyType, copyCells, moveCells } from "../../model/copy";
import { fail } from "../../model/errors";
import { findAll, replaceAll } from "../../model/find";
import type { Sheet } from "../../model/sheet";
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
import {
  clear,
  hidden,
  hide,
  insert,
  outline,
  readHyperlink,
  remove,
  removeDuplicates,
  span,
  writeHyperlink,
} from "./range-operations";
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

function find(target: Block, args: readonly unknown[], context: ExecutionContext): Handle | null {
  context.host.workbook.calculation.settle();
  const [rect] = findAll(target.sheet, target.rect, textArg(args[0], "text"), objectArg(args[1]));
  return rect ? rangeHandle(context, target.sheet, rect) : null;
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
