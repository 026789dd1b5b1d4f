/** The text a cell shows: its value rendered by its number format. */

import { CellError, type CellValue } from "./cell";
import { format, formatColor } from "./numfmt";

/** Renders a value by a number format; an invalid format gives the plain value. */
export function formatText(value: CellValue, numberFormat: string): string {
  if (value === null) return "";
  if (value instanceof CellError) return value.code;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "string" && (numberFormat === "General" || numberFormat === "@")) return value;
  try {
    return format(numberFormat, value, { throws: true, nbsp: false });
  } catch {
    return String(value);
  }
}

/** The colour a number format gives to a value ("[Red]"), or undefined. */
export function formatTextColor(value: CellValue, numberFormat: string): string | undefined {
  if (typeof value !== "number" || !numberFormat.includes("[")) return undefined;
  try {
    const color = formatColor(numberFormat, value);
    return typeof color === "string" ? color : undefined;
  } catch {
    return undefined;
  }
}
