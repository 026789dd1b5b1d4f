/** Cell formats of the file and of the model, one into the other. */

import { plainText } from "../model/plain-text";
import type {
  BorderLine,
  BorderSide as FileSide,
  CellStyle,
  DifferentialStyle,
  HorizontalAlignment,
  VerticalAlignment,
} from "../../ooxml";
import { type BorderSide, type Style, type StyleKey, type StyleTable, borderKey } from "../model/styles";

/** Lines of the file by Excel's style and weight. */
const LINES: readonly (readonly [BorderLine, style: string, weight: string])[] = [
  ["thin", "Continuous", "Thin"],
  ["hair", "Continuous", "Hairline"],
  ["medium", "Continuous", "Medium"],
  ["thick", "Continuous", "Thick"],
  ["double", "Double", "Thick"],
  ["dotted", "Dot", "Thin"],
  ["dashed", "Dash", "Thin"],
  ["mediumDashed", "Dash", "Medium"],
  ["dashDot", "DashDot", "Thin"],
  ["mediumDashDot", "DashDot", "Medium"],
  ["dashDotDot", "DashDotDot", "Thin"],
  ["mediumDashDotDot", "DashDotDot", "Medium"],
  ["slantDashDot", "SlantDashDot", "Medium"],
];

const SIDES: readonly (readonly ["top" | "right" | "bottom" | "left", BorderSide])[] = [
  ["top", "EdgeTop"],
  ["right", "EdgeRight"],
  ["bottom", "EdgeBottom"],
  ["left", "EdgeLeft"],
];

const HORIZONTAL: Readonly<Record<string, HorizontalAlignment>> = {
  General: "general",
  Left: "left",
  Center: "center",
  Right: "right",
  Fill: "fill",
  Justify: "justify",
  CenterAcrossSelection: "centerContinuous",
  Distributed: "distributed",
};

const VERTICAL: Readonly<Record<string, VerticalAlignment>> = {
  Top: "top",
  Center: "center",
  Bottom: "bottom",
  Justify: "justify",
  Distributed: "distributed",
};

const nameOf = <T extends string>(map: Readonly<Record<string, T>>, value: T): string | undefined =>
  Object.keys(map).find((name) => map[name] === value);

/** The model's properties of a format in a file. */
export function fromFile(style: CellStyle): Style {
  const result: Partial<Record<StyleKey, string | number | boolean>> = {};
  const { font, alignment, border } = style;
  if (style.numberFormat !== undefined) result.numberFormat = style.numberFormat;
  if (font?.name !== undefined) result["font.name"] = font.name;
  if (font?.size !== undefined) result["font.size"] = font.size;
  if (font?.bold) result["font.bold"] = true;
  if (font?.italic) result["font.italic"] = true;
  if (font?.strike) result["font.strikethrough"] = true;
  if (font?.underline) result["font.underline"] = font.underline === "double" ? "Double" : "Single";
  if (font?.color !== undefined) result["font.color"] = font.color;
  if (style.fill !== undefined) {
    result["fill.color"] = style.fill;
    result["fill.pattern"] = "Solid";
  }
  if (alignment?.horizontal) result.horizontal = nameOf(HORIZONTAL, alignment.horizontal) ?? "General";
  if (alignment?.vertical) result.vertical = nameOf(VERTICAL, alignment.vertical) ?? "Bottom";
  if (alignment?.wrap) result.wrap = true;
  if (alignment?.indent) result.indent = alignment.indent;
  if (style.locked === false) result.locked = false;
  for (const [name, side] of SIDES) {
    const line = border?.[name];
    if (!line) continue;
    const known = LINES.find(([each]) => each === line.line);
    result[borderKey(side, "style")] = known?.[1] ?? "Continuous";
    result[borderKey(side, "weight")] = known?.[2] ?? "Thin";
    if (line.color !== undefined) result[borderKey(side, "color")] = line.color;
  }
  return result;
}

function fileSide(style: string, weight: string, color: string): FileSide | undefined {
  if (style === "None") return undefined;
  const exact = LINES.find(([, s, w]) => s === style && w === weight) ?? LINES.find(([, s]) => s === style);
  return { line: exact?.[0] ?? "thin", color };
}

/** Formats for the file by the index of the model's style; one object per look. */
export class FileStyles {
  private readonly known = new Map<number, CellStyle | undefined>();

  constructor(private readonly table: StyleTable) {}

  /** The format of a style index; undefined for the workbook's default. */
  of(index: number): CellStyle | undefined {
    if (index === 0) return undefined;
    if (!this.known.has(index)) this.known.set(index, this.make(index));
    return this.known.get(index);
  }

  private make(index: number): CellStyle {
    const text = (key: StyleKey): string => String(this.table.value(index, key));
    const set = this.table.get(index);
    const style: CellStyle = {};
    if (set.numberFormat !== undefined) style.numberFormat = text("numberFormat");
    if (Object.keys(set).some((key) => key.startsWith("font."))) {
      const underline = text("font.underline");
      style.font = {
        ...(set["font.name"] === undefined ? {} : { name: text("font.name") }),
        ...(set["font.size"] === undefined ? {} : { size: Number(set["font.size"]) }),
        ...(set["font.bold"] === true ? { bold: true } : {}),
        ...(set["font.italic"] === true ? { italic: true } : {}),
        ...(set["font.strikethrough"] === true ? { strike: true } : {}),
        ...(underline === "None" ? {} : { underline: underline.startsWith("Double") ? "double" : "single" }),
        ...(set["font.color"] === undefined ? {} : { color: text("font.color") }),
      };
    }
    if (set["fill.color"] !== undefined && set["fill.color"] !== "") style.fill = text("fill.color");
    const horizontal = HORIZONTAL[text("horizontal")];
    const vertical = VERTICAL[text("vertical")];
    if (
      set.horizontal !== undefined ||
      set.vertical !== undefined ||
      set.wrap === true ||
      set.indent !== undefined
    ) {
      style.alignment = {
        ...(horizontal && set.horizontal !== undefined ? { horizontal } : {}),
        ...(vertical && set.vertical !== undefined ? { vertical } : {}),
        ...(set.wrap === true ? { wrap: true } : {}),
        ...(set.indent === undefined ? {} : { indent: Number(set.indent) }),
      };
    }
    if (set.locked === false) style.locked = false;
    const border: NonNullable<CellStyle["border"]> = {};
    for (const [name, side] of SIDES) {
      const line = fileSide(
        text(borderKey(side, "style")),
        text(borderKey(side, "weight")),
        text(borderKey(side, "color")),
      );
      if (line) border[name] = line;
    }
    if (Object.keys(border).length > 0) style.border = border;
    return style;
  }
}

/** Formats of a conditional format, from the model to the file. */
export function toDifferential(format: ReadonlyMap<string, unknown>): DifferentialStyle {
  const style: DifferentialStyle = {};
  const font: NonNullable<DifferentialStyle["font"]> = {};
  const color = format.get("font.color");
  if (typeof color === "string") font.color = color;
  if (format.get("font.bold") === true) font.bold = true;
  if (format.get("font.italic") === true) font.italic = true;
  if (format.get("font.strikethrough") === true) font.strike = true;
  const underline = format.get("font.underline");
  if (typeof underline === "string" && underline !== "None")
    font.underline = underline === "Double" ? "double" : "single";
  if (Object.keys(font).length > 0) style.font = font;
  const fill = format.get("fill.color");
  if (typeof fill === "string" && fill !== "") style.fill = fill;
  const numberFormat = format.get("numberFormat");
  if (typeof numberFormat === "string") style.numberFormat = numberFormat;
  const border: NonNullable<DifferentialStyle["border"]> = {};
  for (const [name, side] of SIDES) {
    const line = format.get(`borders.${side}.style`);
    if (typeof line !== "string" || line === "None") continue;
    const known = LINES.find(([, s]) => s === line);
    border[name] = {
      line: known?.[0] ?? "thin",
      color: plainText(format.get(`borders.${side}.color`) ?? "#000000"),
    };
  }
  if (Object.keys(border).length > 0) style.border = border;
  return style;
}

/** Formats of a conditional format, from the file to the model. */
export function fromDifferential(style: DifferentialStyle): Map<string, unknown> {
  const format = new Map<string, unknown>();
  if (style.font?.color !== undefined) format.set("font.color", style.font.color);
  if (style.font?.bold) format.set("font.bold", true);
  if (style.font?.italic) format.set("font.italic", true);
  if (style.font?.strike) format.set("font.strikethrough", true);
  if (style.font?.underline)
    format.set("font.underline", style.font.underline === "double" ? "Double" : "Single");
  if (style.fill !== undefined) format.set("fill.color", style.fill);
  if (style.numberFormat !== undefined) format.set("numberFormat", style.numberFormat);
  for (const [name, side] of SIDES) {
    const line = style.border?.[name];
    if (!line) continue;
    format.set(`borders.${side}.style`, LINES.find(([each]) => each === line.line)?.[1] ?? "Continuous");
    if (line.color !== undefined) format.set(`borders.${side}.color`, line.color);
  }
  return format;
}
