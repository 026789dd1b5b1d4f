/** Worksheets, their collection, protection, frozen panes and custom properties. */

import { plainText } from "../../model/plain-text";
import { type Rect, WHOLE_SHEET, cellRect, sizedRect } from "../../model/address";
import { fail } from "../../model/errors";
import { STRICT_PROTECTION, type ProtectionOptions } from "../../model/protection";
import type { Sheet, Visibility } from "../../model/sheet";
import type { Workbook } from "../../model/workbook";
import { copySheet } from "../../model/copy";
import { findAll, replaceAll, type FindOptions } from "../../model/find";
import type { ExecutionContext } from "../executor";
import { Handle, defineClass, method, nav, prop } from "../registry";
import {
  eventMethods,
  localPlace,
  numberArg,
  objectArg,
  optional,
  placeArg,
  rangeHandle,
  refuseProtected,
  textArg,
} from "./common";

const sheetHandle = (sheet: Sheet | undefined): Handle | null =>
  sheet ? new Handle("Worksheet", sheet) : null;

const SHEET_EVENTS = {
  ActivatedEvent: [7, "Activated"],
  DeactivatedEvent: [7, "Deactivated"],
  CalculatedEvent: [8, "Calculated"],
  FormatChangedEvent: [9, "FormatChanged"],
  RowSortedEvent: [10, "RowSorted"],
  ColumnSortedEvent: [10, "ColumnSorted"],
  SingleClickedEvent: [10, "SingleClicked"],
  RowHiddenChangedEvent: [11, "RowHiddenChanged"],
  FormulaChangedEvent: [13, "FormulaChanged"],
  ProtectionChangedEvent: [14, "ProtectionChanged"],
} as const;

/** The next or previous sheet; with `visibleOnly` hidden ones are passed over. */
function neighbour(sheet: Sheet, step: 1 | -1, visibleOnly: unknown): Handle | null {
  const { sheets } = sheet.workbook;
  for (let at = sheets.indexOf(sheet) + step; at >= 0 && at < sheets.length; at += step) {
    const other = sheets[at];
    if (other && (visibleOnly !== true || other.visibility === "Visible")) return sheetHandle(other);
  }
  return null;
}

function required(handle: Handle | null): Handle {
  if (!handle) throw fail("ItemNotFound", "There is no such sheet.");
  return handle;
}

defineClass<Workbook>("WorksheetCollection", 1, {
  items: (book) => book.sheets.map((sheet) => new Handle("Worksheet", sheet)),
  index: (book, [key]) => sheetHandle(book.findSheet(textArg(key, "key"))),
  methods: {
    Add: method(1, (book, [name]) => {
      const active = book.sheets.indexOf(book.activeSheet);
      const sheet = book.addSheet(
        optional<string>(name),
        name === null || name === undefined ? active + 1 : undefined,
      );
      return sheetHandle(sheet);
    }),
    GetActiveWorksheet: method(1, (book) => sheetHandle(book.activeSheet)),
    GetItemOrNullObject: method(4, (book, [key]) => sheetHandle(book.findSheet(textArg(key, "key")))),
    GetCount: method(4, (book, [visibleOnly]) =>
      visibleOnly === true
        ? book.sheets.filter((sheet) => sheet.visibility === "Visible").length
        : book.sheets.length,
    ),
    GetFirst: method(5, (book, [visibleOnly]) =>
      required(
        sheetHandle(book.sheets.find((sheet) => visibleOnly !== true || sheet.visibility === "Visible")),
      ),
    ),
    GetLast: method(5, (book, [visibleOnly]) =>
      required(
        sheetHandle(book.sheets.findLast((sheet) => visibleOnly !== true || sheet.visibility === "Visible")),
      ),
    ),
    ...eventMethods<Workbook>(
      {
        ...SHEET_EVENTS,
        DataChangedEvent: [9, "DataChanged"],
        SelectionChangedEvent: [9, "SelectionChanged"],
        AddedEvent: [7, "Added"],
        DeletedEvent: [7, "Deleted"],
      },
      () => "Workbook",
    ),
  },
});

const VISIBILITIES: readonly string[] = ["Visible", "Hidden", "VeryHidden"];

function copy(sheet: Sheet, position: unknown, relativeTo: unknown): Handle {
  const { workbook } = sheet;
  const other = relativeTo instanceof Handle ? (relativeTo.target as Sheet) : undefined;
  const at = other ? workbook.sheets.indexOf(other) : 0;
  const places: Record<string, number> = {
    Before: at,
    After: at + 1,
    Beginning: 0,
    End: workbook.sheets.length,
  };
  const place =
    position === null || position === "None" ? workbook.sheets.length : places[plainText(position)];
  if (place === undefined) throw fail("InvalidArgument", `There is no position "${plainText(position)}".`);
  return new Handle("Worksheet", copySheet(sheet, place));
}

function used(sheet: Sheet, valuesOnly: unknown, context: ExecutionContext): Handle | null {
  sheet.workbook.calculation.settle();
  const rect = sheet.usedRect(valuesOnly === true);
  return rect ? rangeHandle(context, sheet, rect) : null;
}

defineClass<Sheet>("Worksheet", 1, {
  id: (sheet) => sheet.id,
  props: {
    Id: prop(1, (sheet) => sheet.id),
    Name: prop(
      1,
      (sheet) => sheet.name,
      (sheet, value) => {
        sheet.workbook.renameSheet(sheet, textArg(value, "name"));
      },
    ),
    Position: prop(
      1,
      (sheet) => sheet.workbook.sheets.indexOf(sheet),
      (sheet, value) => {
        sheet.workbook.moveSheet(sheet, numberArg(value, "position"));
      },
    ),
    Visibility: prop(
      1,
      (sheet) => sheet.visibility,
      (sheet, value) => {
        if (!VISIBILITIES.includes(String(value)))
          throw fail("InvalidArgument", `There is no visibility "${String(value)}".`);
        sheet.workbook.setVisibility(sheet, value as Visibility);
      },
      2,
    ),
    TabColor: prop(
      7,
      (sheet) => sheet.tabColor,
      (sheet, value) => {
        sheet.tabColor = String(value);
        sheet.workbook.tell({ type: "sheet", what: "view", sheet });
      },
    ),
    StandardWidth: prop(
      7,
      (sheet) => sheet.standardWidth,
      (sheet, value) => {
        sheet.standardWidth = Number(value);
      },
    ),
    StandardHeight: prop(7, (sheet) => sheet.standardHeight),
    ShowGridlines: prop(8, (sheet) => sheet.showGridlines),
    ShowHeadings: prop(8, (sheet) => sheet.showHeadings),
    Gridlines: prop(
      8,
      (sheet) => sheet.showGridlines,
      (sheet, value) => {
        sheet.showGridlines = value === true;
        sheet.workbook.tell({ type: "sheet", what: "view", sheet });
      },
    ),
    Headings: prop(
      8,
      (sheet) => sheet.showHeadings,
      (sheet, value) => {
        sheet.showHeadings = value === true;
        sheet.workbook.tell({ type: "sheet", what: "view", sheet });
      },
    ),
    EnableCalculation: prop(
      9,
      (sheet) => sheet.enableCalculation,
      (sheet, value) => {
        sheet.enableCalculation = value === true;
      },
    ),
    TabId: prop(14, (sheet) => sheet.workbook.sheets.indexOf(sheet) + 1),
  },
  nav: {
    Tables: nav(1, (sheet) => new Handle("TableCollection", { book: sheet.workbook, sheet })),
    Charts: nav(1, (sheet) => new Handle("ChartCollection", sheet)),
    Protection: nav(2, (sheet) => new Handle("WorksheetProtection", sheet)),
    Names: nav(4, (sheet) => new Handle("NamedItemCollection", { book: sheet.workbook, sheet })),
    FreezePanes: nav(7, (sheet) => new Handle("WorksheetFreezePanes", sheet)),
    PageLayout: nav(9, (sheet) => new Handle("PageLayout", sheet)),
    HorizontalPageBreaks: nav(
      9,
      (sheet) => new Handle("PageBreakCollection", { sheet, breaks: sheet.horizontalBreaks, axis: "row" }),
    ),
    VerticalPageBreaks: nav(
      9,
      (sheet) => new Handle("PageBreakCollection", { sheet, breaks: sheet.verticalBreaks, axis: "column" }),
    ),
    AutoFilter: nav(9, (sheet) => new Handle("AutoFilter", { sheet, table: undefined })),
    CustomProperties: nav(12, (sheet) => new Handle("WorksheetCustomPropertyCollection", sheet)),
  },
  methods: {
    Activate: method(1, (sheet) => {
      sheet.workbook.activate(sheet);
    }),
    Delete: method(1, (sheet) => {
      sheet.workbook.deleteSheet(sheet);
    }),
    Calculate: method(6, (sheet) => {
      sheet.workbook.calculation.calculateRange(sheet, WHOLE_SHEET);
    }),
    Copy: method(7, (sheet, [position, relativeTo]) => copy(sheet, position, relativeTo)),
    GetNext: method(5, (sheet, [visibleOnly]) => required(neighbour(sheet, 1, visibleOnly))),
    GetNextOrNullObject: method(5, (sheet, [visibleOnly]) => neighbour(sheet, 1, visibleOnly)),
    GetPrevious: method(5, (sheet, [visibleOnly]) => required(neighbour(sheet, -1, visibleOnly))),
    GetPreviousOrNullObject: method(5, (sheet, [visibleOnly]) => neighbour(sheet, -1, visibleOnly)),
    GetRange: method(1, (sheet, [address], context) =>
      rangeHandle(
        context,
        sheet,
        address === null || address === undefined
          ? WHOLE_SHEET
          : localPlace(sheet, textArg(address, "address")),
      ),
    ),
    GetRanges: method(9, (sheet, [address]) => {
      const rects =
        address === null || address === undefined
          ? [WHOLE_SHEET]
          : textArg(address, "address")
              .split(",")
              .map((part) => localPlace(sheet, part));
      return new Handle("RangeAreas", { sheet, rects });
    }),
    GetCell: method(1, (sheet, [row, column], context) =>
      rangeHandle(context, sheet, cellRect(numberArg(row, "row"), numberArg(column, "column"))),
    ),
    GetRangeByIndexes: method(7, (sheet, [row, column, rows, columns], context) =>
      rangeHandle(
        context,
        sheet,
        sizedRect(
          numberArg(row, "startRow"),
          numberArg(column, "startColumn"),
          numberArg(rows, "rowCount"),
          numberArg(columns, "columnCount"),
        ),
      ),
    ),
    GetUsedRange: method(
      2,
      (sheet, [valuesOnly], context) =>
        used(sheet, valuesOnly, context) ?? rangeHandle(context, sheet, cellRect(0, 0)),
    ),
    GetUsedRangeOrNullObject: method(4, (sheet, [valuesOnly], context) => used(sheet, valuesOnly, context)),
    FindAll: method(9, (sheet, [text, criteria]) => {
      const rects = findAll(sheet, WHOLE_SHEET, textArg(text, "text"), objectArg(criteria));
      if (rects.length === 0) throw fail("ItemNotFound", `"${String(text)}" was not found.`);
      return new Handle("RangeAreas", { sheet, rects });
    }),
    FindAllOrNullObject: method(9, (sheet, [text, criteria]) => {
      const rects = findAll(sheet, WHOLE_SHEET, textArg(text, "text"), objectArg(criteria));
      return rects.length === 0 ? null : new Handle("RangeAreas", { sheet, rects });
    }),
    ReplaceAll: method(9, (sheet, [text, by, criteria]) => {
      refuseProtected(sheet);
      const options = objectArg(criteria) as FindOptions;
      return replaceAll(sheet, WHOLE_SHEET, textArg(text, "text"), textArg(by, "replacement"), options);
    }),
    ShowOutlineLevels: method(10, (sheet, [rowLevels, columnLevels]) => {
      for (const [lines, levels] of [
        [sheet.lines, rowLevels],
        [sheet.columns, columnLevels],
      ] as const) {
        if (typeof levels !== "number" || levels <= 0) continue;
        for (const line of lines.values()) if (line.outline) line.hidden = line.outline >= levels;
      }
      sheet.workbook.tell({ type: "sheet", what: "view", sheet });
    }),
    _GetAnotherWorksheetById: method(7, (sheet, [id]) => sheetHandle(sheet.workbook.findSheet(String(id)))),
    _GetSheetById: method(7, (sheet, [id]) => sheetHandle(sheet.workbook.findSheet(String(id)))),
    ...eventMethods<Sheet>(
      {
        ...SHEET_EVENTS,
        DataChangedEvent: [7, "DataChanged"],
        SelectionChangedEvent: [7, "SelectionChanged"],
      },
      (sheet) => sheet.id,
    ),
  },
});

defineClass<Sheet>("WorksheetProtection", 2, {
  props: {
    Protected: prop(2, (sheet) => sheet.protection !== undefined),
    Options: prop(2, (sheet) => sheet.protection?.options ?? STRICT_PROTECTION),
  },
  methods: {
    Protect: method(2, (sheet, [options, password], { host }) => {
      if (sheet.protection) throw fail("InvalidOperation", `Sheet "${sheet.name}" is already protected.`);
      if (optional(password) !== undefined && host.level < 7)
        throw fail("ApiNotFound", "Passwords need ExcelApi 1.7.");
      const given = objectArg(options) as Partial<ProtectionOptions>;
      const known = Object.fromEntries(
        Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
      );
      sheet.protection = {
        options: { ...STRICT_PROTECTION, ...known },
        password: optional<string>(password),
      };
      sheet.workbook.tell({ type: "sheet", what: "protection", sheet });
    }),
    Unprotect: method(7, (sheet, [password]) => {
      if (!sheet.protection) return;
      if ((sheet.protection.password ?? "") !== (optional<string>(password) ?? "")) {
        throw fail("AccessDenied", "The password is not correct.");
      }
      sheet.protection = undefined;
      sheet.workbook.tell({ type: "sheet", what: "protection", sheet });
    }),
  },
});

function freeze(sheet: Sheet, rect: Rect | undefined): void {
  sheet.frozen = rect;
  sheet.workbook.tell({ type: "sheet", what: "view", sheet });
}

function frozenLocation(sheet: Sheet, context: ExecutionContext): Handle | null {
  return sheet.frozen ? rangeHandle(context, sheet, sheet.frozen) : null;
}

defineClass<Sheet>("WorksheetFreezePanes", 7, {
  methods: {
    FreezeRows: method(7, (sheet, [count]) => {
      freeze(sheet, { ...WHOLE_SHEET, bottom: numberArg(count, "count", 1) - 1 });
    }),
    FreezeColumns: method(7, (sheet, [count]) => {
      freeze(sheet, { ...WHOLE_SHEET, right: numberArg(count, "count", 1) - 1 });
    }),
    FreezeAt: method(7, (sheet, [range]) => {
      freeze(sheet, placeArg(range, sheet).rect);
    }),
    Unfreeze: method(7, (sheet) => {
      freeze(sheet, undefined);
    }),
    GetLocation: method(7, (sheet, _args, context) => {
      const handle = frozenLocation(sheet, context);
      if (!handle) throw fail("ItemNotFound", "No panes are frozen.");
      return handle;
    }),
    GetLocationOrNullObject: method(7, (sheet, _args, context) => frozenLocation(sheet, context)),
  },
});

interface SheetProperty {
  readonly sheet: Sheet;
  readonly key: string;
}

const sheetProperty = (sheet: Sheet, key: unknown): Handle | null =>
  sheet.customProperties.has(String(key))
    ? new Handle("WorksheetCustomProperty", { sheet, key: String(key) })
    : null;

defineClass<Sheet>("WorksheetCustomPropertyCollection", 12, {
  items: (sheet) =>
    [...sheet.customProperties.keys()].map((key) => new Handle("WorksheetCustomProperty", { sheet, key })),
  index: (sheet, [key]) => sheetProperty(sheet, key),
  methods: {
    Add: method(12, (sheet, [key, value]) => {
      sheet.customProperties.set(textArg(key, "key"), textArg(value, "value"));
      return sheetProperty(sheet, key);
    }),
    GetCount: method(12, (sheet) => sheet.customProperties.size),
    GetItemOrNullObject: method(12, (sheet, [key]) => sheetProperty(sheet, key)),
  },
});

defineClass<SheetProperty>("WorksheetCustomProperty", 12, {
  idKey: "_Id",
  id: ({ key }) => key,
  props: {
    Key: prop(12, ({ key }) => key),
    Value: prop(
      12,
      ({ sheet, key }) => sheet.customProperties.get(key) ?? null,
      ({ sheet, key }, value) => {
        sheet.customProperties.set(key, textArg(value, "value"));
      },
    ),
  },
  methods: {
    Delete: method(12, ({ sheet, key }) => {
      sheet.customProperties.delete(key);
    }),
  },
});
