/** Formats of ranges: alignment, font, fill, borders, protection, sizes of rows and columns. */

import { plainText } from "../../model/plain-text";
import { type Rect, columnCount, rowCount } from "../../model/address";
import { fail } from "../../model/errors";
import { DEFAULT_COLUMN_WIDTH, DEFAULT_ROW_HEIGHT, type Line, type Sheet } from "../../model/sheet";
import { type BorderSide, type Style, type StyleKey, type StyleValue, borderKey } from "../../model/styles";
import { Handle, type PropertySpec, defineClass, method, nav, prop } from "../registry";
import { numberArg, refuseProtected, textArg } from "./common";
import {
  ALIGNMENT,
  BORDER_PARTS,
  type BorderPart,
  FILL,
  FONT,
  PROTECTION,
  borderChanges,
  colorValue,
} from "./style-keys";

/** Blocks whose format is read and changed together. */
export interface FormatTarget {
  readonly sheet: Sheet;
  readonly rects: readonly Rect[];
}

/** A format property of all cells of a target; null when they differ. */
export function commonValue({ sheet, rects }: FormatTarget, key: StyleKey): StyleValue | null {
  let found: StyleValue | undefined;
  for (const rect of rects) {
    for (const style of sheet.stylesIn(rect)) {
      const value = sheet.workbook.styles.value(style, key);
      if (found !== undefined && found !== value) return null;
      found = value;
    }
  }
  return found ?? null;
}

/** Changes format properties of a target. */
export function applyChanges({ sheet, rects }: FormatTarget, changes: Style): void {
  for (const rect of rects) {
    refuseProtected(sheet, undefined, "allowFormatCells");
    sheet.applyStyle(rect, changes);
    sheet.workbook.tell({ type: "format", sheet, rect });
  }
}

const RANGES: Readonly<Partial<Record<StyleKey, (value: StyleValue) => boolean>>> = {
  "font.size": (value) => typeof value === "number" && value >= 1 && value <= 409,
  indent: (value) => typeof value === "number" && value >= 0 && value <= 250,
};

function styleProps(
  keys: Readonly<Record<string, readonly [StyleKey, number]>>,
): Record<string, PropertySpec<FormatTarget>> {
  const props: Record<string, PropertySpec<FormatTarget>> = {};
  for (const [name, [key, since]] of Object.entries(keys)) {
    props[name] = prop<FormatTarget>(
      since,
      (target) => commonValue(target, key),
      (target, value) => {
        if (value === null) return;
        const item = name.endsWith("Color") ? colorValue(value) : (value as StyleValue);
        if (RANGES[key]?.(item) === false)
          throw fail("InvalidArgument", `${plainText(value)} is not a value for ${key}.`);
        const changes: Record<string, StyleValue> = { [key]: item };
        if (key === "fill.color") changes["fill.pattern"] = item === "" ? "None" : "Solid";
        applyChanges(target, changes);
      },
    );
  }
  return props;
}

function lineSize(target: FormatTarget, axis: "row" | "column"): number | null {
  let found: number | undefined;
  for (const rect of target.rects) {
    const [first, last] = axis === "row" ? [rect.top, rect.bottom] : [rect.left, rect.right];
    const lines = axis === "row" ? target.sheet.lines : target.sheet.columns;
    const standard = axis === "row" ? target.sheet.standardHeight : target.sheet.standardWidth;
    const sizes = new Set<number>();
    let listed = 0;
    for (const [index, line] of lines) {
      if (index < first || index > last) continue;
      listed++;
      sizes.add(line.hidden ? 0 : (line.size ?? standard));
    }
    if (listed < last - first + 1) sizes.add(standard);
    if (found !== undefined) sizes.add(found);
    if (sizes.size !== 1) return null;
    [found] = sizes;
  }
  return found ?? null;
}

function setLineSize(target: FormatTarget, axis: "row" | "column", value: unknown): void {
  const { sheet } = target;
  refuseProtected(sheet, undefined, axis === "row" ? "allowFormatRows" : "allowFormatColumns");
  if (value === null) return;
  const limit = axis === "row" ? 409 : 1_790;
  if (typeof value !== "number" || value < 0 || value > limit) {
    throw fail("InvalidArgument", `${plainText(value)} is not a size: 0 to ${limit} points.`);
  }
  for (const rect of target.rects) {
    const [first, last] = axis === "row" ? [rect.top, rect.bottom] : [rect.left, rect.right];
    if (last - first > 20_000 && axis === "row") {
      sheet.standardHeight = value;
      continue;
    }
    for (let index = first; index <= last; index++) {
      const line: Line = axis === "row" ? sheet.row(index) : sheet.column(index);
      line.size = value;
      line.hidden = value === 0;
    }
    sheet.version++;
    sheet.workbook.tell({ type: "format", sheet, rect });
  }
}

/** Points a text takes in a font size: the width of digits of the workbook font, plus the cell's padding. */
const textWidth = (text: string, size: number): number =>
  Math.max(...text.split("\n").map((line) => line.length)) * 5.25 * (size / 11) + 7.5;

function autofitColumns({ sheet, rects }: FormatTarget): void {
  sheet.workbook.calculation.settle();
  for (const rect of rects) {
    const widths = new Map<number, number>();
    sheet.forEachCell(rect, (cell, row, column) => {
      if (cell.value === null || sheet.workbook.styles.value(cell.style, "wrap") === true) return;
      const size = Number(sheet.workbook.styles.value(cell.style, "font.size"));
      widths.set(column, Math.max(widths.get(column) ?? 0, textWidth(sheet.textAt(row, column), size)));
    });
    for (const [column, width] of widths) sheet.column(column).size = Math.min(width, 1_790);
    sheet.version++;
    sheet.workbook.tell({ type: "format", sheet, rect });
  }
}

function autofitRows({ sheet, rects }: FormatTarget): void {
  for (const rect of rects) {
    const heights = new Map<number, number>();
    sheet.forEachCell(rect, (cell, row, column) => {
      if (cell.value === null) return;
      const size = Number(sheet.workbook.styles.value(cell.style, "font.size"));
      const text = sheet.textAt(row, column);
      let lines = text.split("\n").length;
      if (sheet.workbook.styles.value(cell.style, "wrap") === true) {
        lines = Math.max(lines, Math.ceil(textWidth(text, size) / Math.max(sheet.columnWidth(column), 8)));
      }
      heights.set(row, Math.max(heights.get(row) ?? 0, lines * Math.ceil(size * 1.36)));
    });
    for (const [row, height] of heights) {
      if (height > DEFAULT_ROW_HEIGHT) sheet.row(row).size = Math.min(height, 409);
      else if (sheet.lines.has(row)) sheet.row(row).size = undefined;
    }
    sheet.version++;
    sheet.workbook.tell({ type: "format", sheet, rect });
  }
}

defineClass<FormatTarget>("RangeFormat", 1, {
  props: {
    ...styleProps(ALIGNMENT),
    ColumnWidth: prop(
      2,
      (target) => lineSize(target, "column"),
      (target, value) => {
        setLineSize(target, "column", value);
      },
    ),
    RowHeight: prop(
      2,
      (target) => lineSize(target, "row"),
      (target, value) => {
        setLineSize(target, "row", value);
      },
    ),
    UseStandardWidth: prop(
      7,
      (target) => lineSize(target, "column") === target.sheet.standardWidth,
      (target, value) => {
        if (value === true) setLineSize(target, "column", DEFAULT_COLUMN_WIDTH);
      },
    ),
    UseStandardHeight: prop(
      7,
      (target) => lineSize(target, "row") === target.sheet.standardHeight,
      (target, value) => {
        if (value === true) setLineSize(target, "row", DEFAULT_ROW_HEIGHT);
      },
    ),
  },
  nav: {
    Fill: nav(1, (target) => new Handle("RangeFill", target)),
    Font: nav(1, (target) => new Handle("RangeFont", target)),
    Borders: nav(1, (target) => new Handle("RangeBorderCollection", target)),
    Protection: nav(2, (target) => new Handle("FormatProtection", target)),
  },
  methods: {
    AutofitColumns: method(2, autofitColumns),
    AutofitRows: method(2, autofitRows),
    AdjustIndent: method(11, (target, [amount]) => {
      const indent = Number(commonValue(target, "indent") ?? 0) + numberArg(amount, "amount");
      applyChanges(target, { indent: Math.max(0, Math.min(250, indent)) });
    }),
  },
});

defineClass<FormatTarget>("RangeFont", 1, { props: styleProps(FONT) });

defineClass<FormatTarget>("FormatProtection", 2, { props: styleProps(PROTECTION) });

defineClass<FormatTarget>("RangeFill", 1, {
  props: styleProps(FILL),
  methods: {
    Clear: method(1, (target) => {
      applyChanges(target, { "fill.color": "", "fill.pattern": "None" });
    }),
  },
});

type RangeSide = BorderSide | "InsideHorizontal" | "InsideVertical";

const RANGE_SIDES: readonly RangeSide[] = [
  "EdgeTop",
  "EdgeBottom",
  "EdgeLeft",
  "EdgeRight",
  "InsideVertical",
  "InsideHorizontal",
  "DiagonalDown",
  "DiagonalUp",
];

interface BorderTarget {
  readonly target: FormatTarget;
  readonly side: RangeSide;
}

/** The cells that carry a side of a block, with the cell border that it is. */
function edges(rect: Rect, side: RangeSide): { rect: Rect; side: BorderSide }[] {
  switch (side) {
    case "EdgeTop":
      return [{ rect: { ...rect, bottom: rect.top }, side }];
    case "EdgeBottom":
      return [{ rect: { ...rect, top: rect.bottom }, side }];
    case "EdgeLeft":
      return [{ rect: { ...rect, right: rect.left }, side }];
    case "EdgeRight":
      return [{ rect: { ...rect, left: rect.right }, side }];
    case "InsideHorizontal":
      if (rowCount(rect) === 1) return [];
      return [
        { rect: { ...rect, bottom: rect.bottom - 1 }, side: "EdgeBottom" },
        { rect: { ...rect, top: rect.top + 1 }, side: "EdgeTop" },
      ];
    case "InsideVertical":
      if (columnCount(rect) === 1) return [];
      return [
        { rect: { ...rect, right: rect.right - 1 }, side: "EdgeRight" },
        { rect: { ...rect, left: rect.left + 1 }, side: "EdgeLeft" },
      ];
    default:
      return [{ rect, side }];
  }
}

function borderValue({ target, side }: BorderTarget, part: BorderPart): StyleValue | null {
  const values = new Set<StyleValue | null>();
  for (const rect of target.rects) {
    const [first] = edges(rect, side);
    if (first)
      values.add(commonValue({ sheet: target.sheet, rects: [first.rect] }, borderKey(first.side, part)));
  }
  if (values.size === 0) return part === "style" ? "None" : null;
  return values.size === 1 ? ([...values][0] ?? null) : null;
}

function setBorder({ target, side }: BorderTarget, part: BorderPart, value: unknown): void {
  if (value === null) return;
  const item = part === "color" ? colorValue(value) : (value as string | number);
  const { sheet } = target;
  refuseProtected(sheet, undefined, "allowFormatCells");
  for (const rect of target.rects) {
    for (const edge of edges(rect, side)) {
      const style = commonValue({ sheet, rects: [edge.rect] }, borderKey(edge.side, "style"));
      sheet.applyStyle(edge.rect, borderChanges(edge.side, part, item, style !== "None"));
    }
    sheet.workbook.tell({ type: "format", sheet, rect });
  }
}

const borderItem = (target: FormatTarget, side: unknown): Handle | null => {
  const found = RANGE_SIDES.find((each) => each === side);
  return found ? new Handle("RangeBorder", { target, side: found }) : null;
};

defineClass<FormatTarget>("RangeBorderCollection", 1, {
  items: (target) => RANGE_SIDES.map((side) => new Handle("RangeBorder", { target, side })),
  index: (target, [side]) => borderItem(target, side),
  props: {
    Count: prop(1, () => RANGE_SIDES.length),
    TintAndShade: prop(9, () => 0),
  },
  methods: {
    GetItem: method(1, (target, [side]) => {
      const item = borderItem(target, textArg(side, "index"));
      if (!item) throw fail("InvalidArgument", `There is no border "${String(side)}".`);
      return item;
    }),
    GetItemAt: method(1, (target, [index]) => borderItem(target, RANGE_SIDES[numberArg(index, "index")])),
  },
});

defineClass<BorderTarget>("RangeBorder", 1, {
  id: ({ side }) => side,
  props: {
    SideIndex: prop(1, ({ side }) => side),
    ...Object.fromEntries(
      Object.entries(BORDER_PARTS).map(([name, [part, since]]) => [
        name,
        prop<BorderTarget>(
          since,
          (target) => borderValue(target, part),
          (target, value) => {
            setBorder(target, part, value);
          },
        ),
      ]),
    ),
  },
});
