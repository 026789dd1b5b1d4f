/** Page setup: orientation, margins, print area and titles, headers and footers, page breaks. */

import { type Rect, isEntireColumn, isEntireRow } from "../../model/address";
import { fail } from "../../model/errors";
import type { HeaderFooterTexts, PageLayout } from "../../model/page-layout";
import type { Sheet } from "../../model/sheet";
import { Handle, type PropertySpec, defineClass, fields, method, nav, prop } from "../registry";
import { LAST_COLUMN, LAST_ROW, numberArg, objectArg, placeArg, rangeHandle } from "./common";

type ScalarName = Exclude<
  keyof PageLayout,
  "printArea" | "titleRows" | "titleColumns" | "headersFooters" | "zoom"
>;

const scalar = (name: ScalarName): PropertySpec<Sheet> =>
  prop<Sheet>(
    9,
    (sheet) => sheet.pageLayout[name],
    (sheet, value) => {
      (sheet.pageLayout as unknown as Record<string, unknown>)[name] = value;
    },
  );

const SCALARS: readonly ScalarName[] = [
  "paperSize",
  "blackAndWhite",
  "draftMode",
  "centerHorizontally",
  "centerVertically",
  "printHeadings",
  "printGridlines",
  "printErrors",
  "printComments",
  "printOrder",
  "firstPageNumber",
  "leftMargin",
  "rightMargin",
  "topMargin",
  "bottomMargin",
  "headerMargin",
  "footerMargin",
];

const POINTS_PER: Readonly<Record<string, number>> = { Points: 1, Inches: 72, Centimeters: 72 / 2.54 };

const upperFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function area(sheet: Sheet, value: unknown): Rect[] {
  if (value instanceof Handle && value.className === "RangeAreas")
    return [...(value.target as { rects: Rect[] }).rects];
  const place = placeArg(value, sheet);
  if (place.sheet !== sheet) throw fail("InvalidArgument", "The range must lie on this sheet.");
  return [place.rect];
}

function titles(sheet: Sheet, value: unknown, axis: "row" | "column"): Rect {
  const [rect] = area(sheet, value);
  if (!rect) throw fail("InvalidArgument", "The titles need a range.");
  if (axis === "row") return isEntireRow(rect) ? rect : { ...rect, left: 0, right: LAST_COLUMN };
  return isEntireColumn(rect) ? rect : { ...rect, top: 0, bottom: LAST_ROW };
}

const missing = (what: string): never => {
  throw fail("ItemNotFound", `There is no ${what}.`);
};

defineClass<Sheet>("PageLayout", 9, {
  props: {
    ...Object.fromEntries(SCALARS.map((name) => [upperFirst(name), scalar(name)])),
    Orientation: prop<Sheet>(
      9,
      (sheet) => sheet.pageLayout.orientation,
      (sheet, value) => {
        if (value !== "Portrait" && value !== "Landscape")
          throw fail("InvalidArgument", `There is no orientation "${String(value)}".`);
        sheet.pageLayout.orientation = value;
      },
    ),
    Zoom: prop<Sheet>(
      9,
      (sheet) => sheet.pageLayout.zoom,
      (sheet, value) => {
        const known = Object.entries(objectArg(value)).filter(
          ([, item]) => item !== null && item !== undefined,
        );
        sheet.pageLayout.zoom = Object.fromEntries(known);
      },
    ),
  },
  nav: {
    HeadersFooters: nav(9, (sheet) => new Handle("HeaderFooterGroup", sheet.pageLayout.headersFooters)),
  },
  methods: {
    SetPrintArea: method(9, (sheet, [value]) => {
      sheet.pageLayout.printArea = area(sheet, value);
    }),
    GetPrintArea: method(9, (sheet) => {
      const rects = sheet.pageLayout.printArea;
      return rects.length === 0 ? missing("print area") : new Handle("RangeAreas", { sheet, rects });
    }),
    GetPrintAreaOrNullObject: method(9, (sheet) => {
      const rects = sheet.pageLayout.printArea;
      return rects.length === 0 ? null : new Handle("RangeAreas", { sheet, rects });
    }),
    SetPrintTitleRows: method(9, (sheet, [value]) => {
      sheet.pageLayout.titleRows = titles(sheet, value, "row");
    }),
    SetPrintTitleColumns: method(9, (sheet, [value]) => {
      sheet.pageLayout.titleColumns = titles(sheet, value, "column");
    }),
    GetPrintTitleRows: method(9, (sheet, _args, context) =>
      sheet.pageLayout.titleRows
        ? rangeHandle(context, sheet, sheet.pageLayout.titleRows)
        : missing("title row"),
    ),
    GetPrintTitleRowsOrNullObject: method(9, (sheet, _args, context) =>
      sheet.pageLayout.titleRows ? rangeHandle(context, sheet, sheet.pageLayout.titleRows) : null,
    ),
    GetPrintTitleColumns: method(9, (sheet, _args, context) =>
      sheet.pageLayout.titleColumns
        ? rangeHandle(context, sheet, sheet.pageLayout.titleColumns)
        : missing("title column"),
    ),
    GetPrintTitleColumnsOrNullObject: method(9, (sheet, _args, context) =>
      sheet.pageLayout.titleColumns ? rangeHandle(context, sheet, sheet.pageLayout.titleColumns) : null,
    ),
    SetPrintMargins: method(9, (sheet, [unit, options]) => {
      const factor = POINTS_PER[String(unit)];
      if (factor === undefined) throw fail("InvalidArgument", `There is no unit "${String(unit)}".`);
      const names = {
        top: "topMargin",
        bottom: "bottomMargin",
        left: "leftMargin",
        right: "rightMargin",
        header: "headerMargin",
        footer: "footerMargin",
      } as const;
      const given = objectArg(options);
      for (const [key, name] of Object.entries(names)) {
        const value = given[key];
        if (typeof value === "number") sheet.pageLayout[name] = value * factor;
      }
    }),
  },
});

type Group = PageLayout["headersFooters"];
const texts = (name: keyof Group["texts"]): ReturnType<typeof nav<Group>> =>
  nav<Group>(9, (group) => new Handle("HeaderFooter", group.texts[name]));

defineClass<Group>("HeaderFooterGroup", 9, {
  props: fields<Group>(9, ["state", "useSheetMargins", "useSheetScale"]),
  nav: {
    DefaultForAllPages: texts("defaultForAllPages"),
    FirstPage: texts("firstPage"),
    EvenPages: texts("evenPages"),
    OddPages: texts("oddPages"),
  },
});

defineClass<HeaderFooterTexts>("HeaderFooter", 9, {
  props: fields<HeaderFooterTexts>(9, [
    "leftHeader",
    "centerHeader",
    "rightHeader",
    "leftFooter",
    "centerFooter",
    "rightFooter",
  ]),
});

interface Breaks {
  readonly sheet: Sheet;
  /** Rows or columns before which a page begins. */
  readonly breaks: number[];
  readonly axis: "row" | "column";
}

interface Break extends Breaks {
  readonly at: number;
}

defineClass<Breaks>("PageBreakCollection", 9, {
  items: (target) => target.breaks.map((at) => new Handle("PageBreak", { ...target, at })),
  index: (target, [key]) => {
    const at = target.breaks.find((each, index) => index === key || String(each) === String(key));
    return at === undefined ? null : new Handle("PageBreak", { ...target, at });
  },
  methods: {
    Add: method(9, (target, [range]) => {
      const { rect } = placeArg(range, target.sheet);
      const at = target.axis === "row" ? rect.top : rect.left;
      if (at === 0)
        throw fail("InvalidArgument", "There can be no page break before the first row or column.");
      if (!target.breaks.includes(at)) target.breaks.push(at);
      target.breaks.sort((a, b) => a - b);
      return new Handle("PageBreak", { ...target, at });
    }),
    GetCount: method(9, (target) => target.breaks.length),
    GetItem: method(9, (target, [index]) => {
      const at = target.breaks[numberArg(index, "index")];
      return at === undefined
        ? missing(`page break ${String(index)}`)
        : new Handle("PageBreak", { ...target, at });
    }),
    RemovePageBreaks: method(9, (target) => {
      target.breaks.length = 0;
    }),
  },
});

defineClass<Break>("PageBreak", 9, {
  idKey: "_Id",
  id: ({ at }) => String(at),
  props: {
    RowIndex: prop(9, ({ at, axis }) => (axis === "row" ? at : 0)),
    ColumnIndex: prop(9, ({ at, axis }) => (axis === "column" ? at : 0)),
  },
  methods: {
    Delete: method(9, ({ breaks, at }) => {
      const index = breaks.indexOf(at);
      if (index >= 0) breaks.splice(index, 1);
    }),
    GetCellAfterBreak: method(9, ({ sheet, at, axis }, _args, context) => {
      const [row, column] = axis === "row" ? [at, 0] : [0, at];
      return rangeHandle(context, sheet, { top: row, left: column, bottom: row, right: column });
    }),
  },
});
