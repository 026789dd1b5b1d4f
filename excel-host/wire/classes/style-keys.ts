/** Names of format properties on the wire and in the style table. */

import { plainText } from "../../model/plain-text";
import { type BorderSide, type StyleKey, borderKey } from "../../model/styles";

/** Scalar properties of the format classes: wire name → style key and requirement set. */
export const FONT: Readonly<Record<string, readonly [StyleKey, number]>> = {
  Name: ["font.name", 1],
  Size: ["font.size", 1],
  Color: ["font.color", 1],
  Bold: ["font.bold", 1],
  Italic: ["font.italic", 1],
  Underline: ["font.underline", 1],
  Strikethrough: ["font.strikethrough", 9],
  Subscript: ["font.subscript", 9],
  Superscript: ["font.superscript", 9],
  TintAndShade: ["font.tint", 9],
};

export const FILL: Readonly<Record<string, readonly [StyleKey, number]>> = {
  Color: ["fill.color", 1],
  Pattern: ["fill.pattern", 9],
  PatternColor: ["fill.patternColor", 9],
  TintAndShade: ["fill.tint", 9],
  PatternTintAndShade: ["fill.patternTint", 9],
};

export const ALIGNMENT: Readonly<Record<string, readonly [StyleKey, number]>> = {
  HorizontalAlignment: ["horizontal", 1],
  VerticalAlignment: ["vertical", 1],
  WrapText: ["wrap", 1],
  IndentLevel: ["indent", 9],
  TextOrientation: ["rotation", 7],
  ReadingOrder: ["readingOrder", 9],
  ShrinkToFit: ["shrink", 9],
  AutoIndent: ["autoIndent", 9],
};

export const PROTECTION: Readonly<Record<string, readonly [StyleKey, number]>> = {
  Locked: ["locked", 2],
  FormulaHidden: ["formulaHidden", 2],
};

export type BorderPart = "style" | "weight" | "color" | "tint";

export const BORDER_PARTS: Readonly<Record<string, readonly [BorderPart, number]>> = {
  Style: ["style", 1],
  Weight: ["weight", 1],
  Color: ["color", 1],
  TintAndShade: ["tint", 9],
};

/** Changes of one border property; a colour or weight on a missing line draws a continuous one. */
export function borderChanges(
  side: BorderSide,
  part: BorderPart,
  value: string | number,
  hasLine: boolean,
): Partial<Record<StyleKey, string | number>> {
  const changes: Partial<Record<StyleKey, string | number>> = { [borderKey(side, part)]: value };
  if ((part === "color" || part === "weight") && !hasLine) changes[borderKey(side, "style")] = "Continuous";
  if (part === "style" && value === "Double") changes[borderKey(side, "weight")] = "Thick";
  return changes;
}

/** Colours as Excel answers them: upper case with "#"; names and "rgb" are not converted. */
export function colorValue(value: unknown): string {
  const text = plainText(value);
  const named = COLOR_NAMES[text.toLowerCase()];
  if (named) return named;
  return /^#?[0-9a-fA-F]{6}$/.test(text) ? `#${text.replace("#", "").toUpperCase()}` : text;
}

const COLOR_NAMES: Readonly<Record<string, string | undefined>> = {
  black: "#000000",
  white: "#FFFFFF",
  red: "#FF0000",
  green: "#008000",
  blue: "#0000FF",
  yellow: "#FFFF00",
  orange: "#FFA500",
  gray: "#808080",
  grey: "#808080",
  purple: "#800080",
};
