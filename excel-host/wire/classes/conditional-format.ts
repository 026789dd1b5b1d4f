/** Conditional formats of blocks. */

import { intersect } from "../../model/address";
import type { ConditionalFormat, ConditionalFormatType } from "../../model/conditional-format";
import { fail } from "../../model/errors";
import type { Sheet } from "../../model/sheet";
import { Handle, type NavigationSpec, defineClass, method, nav, prop } from "../registry";
import { numberArg, refuseProtected, rangeHandle } from "./common";
import type { FormatTarget } from "./format";
import { type Part, clearing, defineBag } from "./property-bags";

interface Target {
  readonly sheet: Sheet;
  readonly format: ConditionalFormat;
}

/** Wire name of each kind, and the class of its settings. */
const KINDS: Readonly<Record<ConditionalFormatType, readonly [navigation: string, className: string]>> = {
  Custom: ["Custom", "CustomConditionalFormat"],
  DataBar: ["DataBar", "DataBarConditionalFormat"],
  ColorScale: ["ColorScale", "ColorScaleConditionalFormat"],
  IconSet: ["IconSet", "IconSetConditionalFormat"],
  TopBottom: ["TopBottom", "TopBottomConditionalFormat"],
  PresetCriteria: ["Preset", "PresetCriteriaConditionalFormat"],
  ContainsText: ["TextComparison", "TextConditionalFormat"],
  CellValue: ["CellValue", "CellValueConditionalFormat"],
};

const inside = ({ sheet, rects }: FormatTarget): ConditionalFormat[] =>
  sheet.conditionalFormats.filter((format) => format.rects.some((a) => rects.some((b) => intersect(a, b))));

const handle = (sheet: Sheet, format: ConditionalFormat | undefined): Handle | null =>
  format ? new Handle("ConditionalFormat", { sheet, format }) : null;

const told = (sheet: Sheet) => (): void => {
  const [rect] = sheet.conditionalFormats.at(-1)?.rects ?? [];
  if (rect) sheet.workbook.tell({ type: "format", sheet, rect });
  else sheet.workbook.tell({ type: "sheet", what: "view", sheet });
};

function removeFrom(sheet: Sheet, format: ConditionalFormat): void {
  const index = sheet.conditionalFormats.indexOf(format);
  if (index < 0) throw fail("ItemNotFound", "The conditional format was deleted.");
  sheet.conditionalFormats.splice(index, 1);
  told(sheet)();
}

defineClass<FormatTarget>("ConditionalFormatCollection", 6, {
  items: (target) =>
    inside(target).map((format) => new Handle("ConditionalFormat", { sheet: target.sheet, format })),
  index: (target, [id]) =>
    handle(
      target.sheet,
      inside(target).find((format) => format.id === id),
    ),
  methods: {
    Add: method(6, ({ sheet, rects }, [type]) => {
      refuseProtected(sheet, undefined, "allowFormatCells");
      if (typeof type !== "string" || !(type in KINDS))
        throw fail("InvalidArgument", `There is no conditional format "${String(type)}".`);
      const format: ConditionalFormat = {
        id: sheet.workbook.newId(),
        type: type as ConditionalFormatType,
        rects: [...rects],
        stopIfTrue: false,
        rule: {},
        format: new Map(),
        properties: new Map(),
      };
      sheet.conditionalFormats.unshift(format);
      told(sheet)();
      return new Handle("ConditionalFormat", { sheet, format });
    }),
    ClearAll: method(6, (target) => {
      refuseProtected(target.sheet, undefined, "allowFormatCells");
      for (const format of inside(target)) {
        format.rects = format.rects.filter((a) => !target.rects.some((b) => intersect(a, b)));
        if (format.rects.length === 0) removeFrom(target.sheet, format);
      }
    }),
    GetCount: method(6, (target) => inside(target).length),
    GetItemAt: method(6, (target, [index]) => {
      const format = inside(target)[numberArg(index, "index")];
      if (!format) throw fail("ItemNotFound", `There is no conditional format ${String(index)}.`);
      return handle(target.sheet, format);
    }),
    GetItemOrNullObject: method(14, (target, [id]) =>
      handle(
        target.sheet,
        inside(target).find((format) => format.id === id),
      ),
    ),
  },
});

const kindNavigation: Record<string, NavigationSpec<Target>> = {};
for (const [type, [name, className]] of Object.entries(KINDS)) {
  kindNavigation[name] = nav<Target>(6, ({ sheet, format }) => {
    if (format.type !== type)
      throw fail("InvalidOperation", `The conditional format is of the kind ${format.type}.`);
    return new Handle(className, { sheet, format });
  });
  kindNavigation[`${name}OrNullObject`] = nav<Target>(6, ({ sheet, format }) =>
    format.type === type ? new Handle(className, { sheet, format }) : null,
  );
}

defineClass<Target>("ConditionalFormat", 6, {
  id: ({ format }) => format.id,
  props: {
    Id: prop(6, ({ format }) => format.id),
    Type: prop(6, ({ format }) => format.type),
    StopIfTrue: prop(
      6,
      ({ format }) => format.stopIfTrue,
      ({ format }, value) => {
        format.stopIfTrue = value === true;
      },
    ),
    Priority: prop(
      6,
      ({ sheet, format }) => sheet.conditionalFormats.indexOf(format),
      ({ sheet, format }, value) => {
        sheet.conditionalFormats.splice(sheet.conditionalFormats.indexOf(format), 1);
        sheet.conditionalFormats.splice(numberArg(value, "priority"), 0, format);
      },
    ),
  },
  nav: kindNavigation,
  methods: {
    Delete: method(6, ({ sheet, format }) => {
      removeFrom(sheet, format);
    }),
    GetRange: method(6, ({ sheet, format }, _args, context) => {
      const [rect] = format.rects;
      if (!rect || format.rects.length > 1)
        throw fail("InvalidOperation", "The conditional format covers several ranges.");
      return rangeHandle(context, sheet, rect);
    }),
    GetRangeOrNullObject: method(6, ({ sheet, format }, _args, context) => {
      const [rect] = format.rects;
      return rect && format.rects.length === 1 ? rangeHandle(context, sheet, rect) : null;
    }),
    GetRanges: method(9, ({ sheet, format }) => new Handle("RangeAreas", { sheet, rects: format.rects })),
  },
});

const formatPart = ({ sheet, format }: Target): Part => ({
  properties: format.format,
  path: "",
  changed: told(sheet),
});
const settings = ({ sheet, format }: Target, path = ""): Part => ({
  properties: format.properties,
  path,
  changed: told(sheet),
});

const FORMAT = nav<Target>(6, (target) => new Handle("ConditionalRangeFormat", formatPart(target)));

const RULE = prop<Target>(
  6,
  ({ format }) => format.rule,
  ({ sheet, format }, value) => {
    format.rule = value as Record<string, unknown>;
    told(sheet)();
  },
);

for (const className of [
  "CellValueConditionalFormat",
  "TextConditionalFormat",
  "TopBottomConditionalFormat",
  "PresetCriteriaConditionalFormat",
]) {
  defineClass<Target>(className, 6, { props: { Rule: RULE }, nav: { Format: FORMAT } });
}

defineClass<Target>("CustomConditionalFormat", 6, {
  nav: { Format: FORMAT, Rule: nav(6, (target) => new Handle("ConditionalFormatRule", target)) },
});

const formula = prop<Target>(
  6,
  ({ format }) => format.rule.formula ?? "",
  ({ sheet, format }, value) => {
    format.rule = { formula: value };
    told(sheet)();
  },
);

defineClass<Target>("ConditionalFormatRule", 6, {
  props: { Formula: formula, FormulaLocal: formula, FormulaR1C1: formula },
});

defineBag("ConditionalRangeFormat", 6, {
  scalars: "numberFormat:6",
  parts: {
    Fill: ["ConditionalRangeFill", 6],
    Font: ["ConditionalRangeFont", 6],
    Borders: ["ConditionalRangeBorderCollection", 6],
  },
});
defineBag("ConditionalRangeFill", 6, { scalars: "color:6", methods: { Clear: clearing(6) } });
defineBag("ConditionalRangeFont", 6, {
  scalars: "bold:6 color:6 italic:6 strikethrough:6 underline:6",
  methods: { Clear: clearing(6) },
});

const SIDES = ["EdgeTop", "EdgeBottom", "EdgeLeft", "EdgeRight"] as const;
type Side = (typeof SIDES)[number];

const borderHandle = (part: Part, side: Side): Handle =>
  new Handle("ConditionalRangeBorder", { ...part, path: `${part.path}.${side}`, side });

const sideNavigation = (side: Side): NavigationSpec<Part> => nav<Part>(6, (part) => borderHandle(part, side));

defineClass<Part>("ConditionalRangeBorderCollection", 6, {
  items: (part) => SIDES.map((side) => borderHandle(part, side)),
  index: (part, [side]) => {
    const found = SIDES.find((each) => each === side);
    return found ? borderHandle(part, found) : null;
  },
  props: { Count: prop(6, () => SIDES.length) },
  nav: {
    Top: sideNavigation("EdgeTop"),
    Bottom: sideNavigation("EdgeBottom"),
    Left: sideNavigation("EdgeLeft"),
    Right: sideNavigation("EdgeRight"),
  },
  methods: {
    GetItem: method(6, (part, [side]) => {
      const found = SIDES.find((each) => each === side);
      if (!found) throw fail("InvalidArgument", `There is no border "${String(side)}".`);
      return borderHandle(part, found);
    }),
    GetItemAt: method(6, (part, [index]) => {
      const found = SIDES[numberArg(index, "index")];
      if (!found) throw fail("InvalidArgument", `There is no border ${String(index)}.`);
      return borderHandle(part, found);
    }),
  },
});

defineClass<Part & { side: Side }>("ConditionalRangeBorder", 6, {
  id: ({ side }) => side,
  props: {
    SideIndex: prop(6, ({ side }) => side),
    Style: prop(
      6,
      ({ properties, path }) => properties.get(`${path}.style`) ?? "None",
      ({ properties, path, changed }, value) => {
        properties.set(`${path}.style`, value);
        changed();
      },
    ),
    Color: prop(
      6,
      ({ properties, path }) => properties.get(`${path}.color`) ?? null,
      ({ properties, path, changed }, value) => {
        properties.set(`${path}.color`, value);
        changed();
      },
    ),
  },
});

/** Kinds whose settings are stored as they come. */
const stored = (name: string, fallback: unknown = null): ReturnType<typeof prop<Target>> =>
  prop<Target>(
    6,
    (target) => settings(target).properties.get(name) ?? fallback,
    (target, value) => {
      const part = settings(target);
      part.properties.set(name, value);
      part.changed();
    },
  );

defineClass<Target>("DataBarConditionalFormat", 6, {
  props: {
    AxisColor: stored("axisColor", ""),
    AxisFormat: stored("axisFormat", "Automatic"),
    BarDirection: stored("barDirection", "Context"),
    ShowDataBarOnly: stored("showDataBarOnly", false),
    LowerBoundRule: stored("lowerBoundRule", { type: "Automatic" }),
    UpperBoundRule: stored("upperBoundRule", { type: "Automatic" }),
  },
  nav: {
    PositiveFormat: nav(
      6,
      (target) => new Handle("ConditionalDataBarPositiveFormat", settings(target, "positiveFormat")),
    ),
    NegativeFormat: nav(
      6,
      (target) => new Handle("ConditionalDataBarNegativeFormat", settings(target, "negativeFormat")),
    ),
  },
});
defineBag("ConditionalDataBarPositiveFormat", 6, {
  scalars: "borderColor:6 fillColor:6 gradientFill:6",
  defaults: { borderColor: "", fillColor: "#638EC6", gradientFill: true },
});
defineBag("ConditionalDataBarNegativeFormat", 6, {
  scalars: "borderColor:6 fillColor:6 matchPositiveBorderColor:6 matchPositiveFillColor:6",
  defaults: {
    borderColor: "",
    fillColor: "#FF0000",
    matchPositiveBorderColor: false,
    matchPositiveFillColor: false,
  },
});

defineClass<Target>("IconSetConditionalFormat", 6, {
  props: {
    Criteria: stored("criteria", []),
    ReverseIconOrder: stored("reverseIconOrder", false),
    ShowIconOnly: stored("showIconOnly", false),
    Style: stored("style", "ThreeTrafficLights1"),
  },
});

defineClass<Target>("ColorScaleConditionalFormat", 6, {
  props: {
    Criteria: stored("criteria"),
    ThreeColorScale: prop(6, (target) => {
      const criteria = settings(target).properties.get("criteria") as { midpoint?: unknown } | undefined;
      return criteria?.midpoint !== undefined && criteria.midpoint !== null;
    }),
  },
});
