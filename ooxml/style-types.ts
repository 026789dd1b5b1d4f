/**
 * How cells look.
 */

/** "#RRGGBB". */
export type Color = string;

export interface FontStyle {
  name?: string;
  /** Points. */
  size?: number;
  bold?: boolean;
  italic?: boolean;
  underline?: boolean | "single" | "double";
  strike?: boolean;
  color?: Color;
}

export type BorderLine =
  | "thin"
  | "hair"
  | "medium"
  | "double"
  | "dotted"
  | "dashed"
  | "thick"
  | "mediumDashed"
  | "dashDot"
  | "mediumDashDot"
  | "dashDotDot"
  | "mediumDashDotDot"
  | "slantDashDot";

export interface BorderSide {
  line: BorderLine;
  color?: Color;
}

export interface BorderStyle {
  top?: BorderSide;
  right?: BorderSide;
  bottom?: BorderSide;
  left?: BorderSide;
}

export type HorizontalAlignment =
  "general" | "left" | "center" | "right" | "fill" | "justify" | "centerContinuous" | "distributed";
export type VerticalAlignment = "top" | "center" | "bottom" | "justify" | "distributed";

export interface Alignment {
  horizontal?: HorizontalAlignment;
  vertical?: VerticalAlignment;
  wrap?: boolean;
  /** Steps of about three spaces. */
  indent?: number;
}

/** What is left out is the workbook's default (font and all). Equal styles are stored once. */
export interface CellStyle {
  font?: FontStyle;
  fill?: Color;
  border?: BorderStyle;
  /** Number format code in English, for example "#,##0.00"; "General" and left out are the same. */
  numberFormat?: string;
  alignment?: Alignment;
  /** false lets a cell be edited on a protected sheet. */
  locked?: boolean;
}

/** The part of a style that a conditional format changes. */
export interface DifferentialStyle {
  font?: Pick<FontStyle, "bold" | "italic" | "underline" | "strike" | "color">;
  fill?: Color;
  border?: BorderStyle;
  numberFormat?: string;
}
