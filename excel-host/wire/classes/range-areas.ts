/** Several blocks of one sheet. */

import { type Rect, cellCount, intersect, isEntireColumn, isEntireRow, onSheet } from "../../model/address";
import { type CopyType, copyCells } from "../../model/copy";
import { fail } from "../../model/errors";
import type { Sheet } from "../../model/sheet";
import { Handle, defineClass, method, nav, prop } from "../registry";
import { addressOf, LAST_COLUMN, LAST_ROW, numberArg, placeArg, refuseProtected, textArg } from "./common";
import { type FormatTarget, applyChanges, commonValue } from "./format";
import { specialCells } from "./regions";

const areas = (sheet: Sheet, rects: readonly Rect[]): Handle | null =>
  rects.length === 0 ? null : new Handle("RangeAreas", { sheet, rects });

function required(handle: Handle | null): Handle {
  if (!handle) throw fail("ItemNotFound", "No such cells were found.");
  return handle;
}

function shared({ sheet, rects }: FormatTarget, other: unknown): Handle | null {
  const place = placeArg(other, sheet);
  return areas(
    sheet,
    place.sheet === sheet ? rects.flatMap((rect) => intersect(rect, place.rect) ?? []) : [],
  );
}

function special({ sheet, rects }: FormatTarget, type: unknown, valueTypes: unknown): Handle | null {
  const found = rects.flatMap((rect) => specialCells(sheet, rect, textArg(type, "cellType"), valueTypes));
  return areas(sheet, found);
}

function used({ sheet, rects }: FormatTarget, valuesOnly: unknown): Handle | null {
  const whole = sheet.usedRect(valuesOnly === true);
  return areas(sheet, whole ? rects.flatMap((rect) => intersect(rect, whole) ?? []) : []);
}

defineClass<FormatTarget>("RangeAreas", 9, {
  props: {
    Address: prop(9, ({ sheet, rects }) => rects.map((rect) => addressOf({ sheet, rect })).join(",")),
    AddressLocal: prop(9, ({ sheet, rects }) => rects.map((rect) => addressOf({ sheet, rect })).join(",")),
    AreaCount: prop(9, ({ rects }) => rects.length),
    CellCount: prop(9, ({ rects }) => rects.reduce((sum, rect) => sum + cellCount(rect), 0)),
    Style: prop(
      9,
      (target) => commonValue(target, "name"),
      (target, value) => {
        applyChanges(target, { name: textArg(value, "style") });
      },
    ),
    IsEntireColumn: prop(9, ({ rects }) => rects.every(isEntireColumn)),
    IsEntireRow: prop(9, ({ rects }) => rects.every(isEntireRow)),
  },
  nav: {
    Areas: nav(
      9,
      ({ sheet, rects }) =>
        new Handle(
          "RangeCollection",
          rects.map((rect) => ({ sheet, rect })),
        ),
    ),
    Format: nav(9, (target) => new Handle("RangeFormat", target)),
    ConditionalFormats: nav(9, (target) => new Handle("ConditionalFormatCollection", target)),
    Worksheet: nav(9, ({ sheet }) => new Handle("Worksheet", sheet)),
  },
  methods: {
    Calculate: method(9, ({ sheet, rects }) => {
      for (const rect of rects) sheet.workbook.calculation.calculateRange(sheet, rect);
    }),
    Clear: method(9, ({ sheet, rects }, [applyTo]) => {
      for (const rect of rects) {
        refuseProtected(sheet, rect);
        if (applyTo !== "Contents") sheet.clearFormats(rect);
        if (applyTo !== "Formats") sheet.clearContents(rect);
      }
    }),
    CopyFrom: method(9, ({ sheet, rects }, [source, type, skipBlanks, transpose]) => {
      for (const rect of rects) {
        refuseProtected(sheet, rect);
        copyCells(
          placeArg(source, sheet),
          { sheet, rect },
          (type ?? "All") as CopyType,
          skipBlanks === true,
          transpose === true,
        );
      }
    }),
    GetOffsetRangeAreas: method(9, ({ sheet, rects }, [rows, columns]) => {
      const r = numberArg(rows, "rowOffset");
      const c = numberArg(columns, "columnOffset");
      const moved = rects.map((rect) => ({
        top: rect.top + r,
        bottom: rect.bottom + r,
        left: rect.left + c,
        right: rect.right + c,
      }));
      if (!moved.every(onSheet)) throw fail("InvalidArgument", "The ranges would lie outside of the sheet.");
      return new Handle("RangeAreas", { sheet, rects: moved });
    }),
    GetIntersection: method(9, (target, [other]) => required(shared(target, other))),
    GetIntersectionOrNullObject: method(9, (target, [other]) => shared(target, other)),
    GetSpecialCells: method(9, (target, [type, valueTypes]) => required(special(target, type, valueTypes))),
    GetSpecialCellsOrNullObject: method(9, (target, [type, valueTypes]) => special(target, type, valueTypes)),
    GetUsedRangeAreas: method(9, (target, [valuesOnly]) => required(used(target, valuesOnly))),
    GetUsedRangeAreasOrNullObject: method(9, (target, [valuesOnly]) => used(target, valuesOnly)),
    SetDirty: method(9, ({ sheet, rects }) => {
      for (const rect of rects) sheet.workbook.calculation.calculateRange(sheet, rect);
    }),
    GetEntireRow: method(
      9,
      ({ sheet, rects }) =>
        new Handle("RangeAreas", {
          sheet,
          rects: rects.map((rect) => ({ ...rect, left: 0, right: LAST_COLUMN })),
        }),
    ),
    GetEntireColumn: method(
      9,
      ({ sheet, rects }) =>
        new Handle("RangeAreas", {
          sheet,
          rects: rects.map((rect) => ({ ...rect, top: 0, bottom: LAST_ROW })),
        }),
    ),
    GetTables: method(
      9,
      ({ sheet, rects }, [fullyContained]) =>
        new Handle("TableScopedCollection", { sheet, rect: rects[0], whole: fullyContained === true }),
    ),
  },
});
