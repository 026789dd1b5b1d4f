/** Several blocks of one sheet. */

import { cellCount, isEntireColumn, isEntireRow } from "../../model/address";
import { type CopyType, copyCells } from "../../model/copy";
import { Handle, defineClass, method, nav, prop } from "../registry";
import { addressOf, LAST_COLUMN, LAST_ROW, placeArg, refuseProtected } from "./common";
import type { FormatTarget } from "./format";

defineClass<FormatTarget>("RangeAreas", 9, {
  props: {
    Address: prop(9, ({ sheet, rects }) => rects.map((rect) => addressOf({ sheet, rect })).join(",")),
    AddressLocal: prop(9, ({ sheet, rects }) => rects.map((rect) => addressOf({ sheet, rect })).join(",")),
    AreaCount: prop(9, ({ rects }) => rects.length),
    CellCount: prop(9, ({ rects }) => rects.reduce((sum, rect) => sum + cellCount(rect), 0)),
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
