/** The look of a cell in the page: style properties from the cell's format, its table and conditional formats. */

import { plainText } from "../model/plain-text";
import { formatTextColor } from "../model/format-text";
import type { Sheet } from "../model/sheet";
import { type BorderSide, type StyleKey, borderKey } from "../model/styles";
import { conditionalFormats } from "./conditional";

/** CSS properties by name. */
export type Look = Record<string, string>;

const CSS_SIDE: readonly (readonly [BorderSide, string])[] = [
  ["EdgeTop", "top"],
  ["EdgeBottom", "bottom"],
  ["EdgeLeft", "left"],
  ["EdgeRight", "right"],
];

const WIDTHS: Readonly<Record<string, string>> = {
  Hairline: "1px",
  Thin: "1px",
  Medium: "2px",
  Thick: "3px",
};

/** Alignment of the lines of wrapped text, by that of the whole. */
const TEXT_ALIGN: Readonly<Record<string, string>> = { center: "center", "flex-end": "right" };

const GRID_LINE = "1px solid #e1e1e1";

/** Fonts of Office are often not installed; these have the same widths. */
const FONT_STACKS: Readonly<Record<string, string>> = {
  Calibri: 'Calibri, Carlito, "Segoe UI", sans-serif',
  Aptos: "Aptos, Calibri, Carlito, sans-serif",
  Cambria: "Cambria, Caladea, serif",
  Arial: "Arial, Liberation Sans, sans-serif",
  Consolas: 'Consolas, "DejaVu Sans Mono", monospace',
};

function cssLine(style: string, weight: string, color: string): string | undefined {
  if (style === "None") return undefined;
  if (style === "Double") return `3px double ${color}`;
  const kind = style === "Continuous" ? "solid" : style.startsWith("Dot") ? "dotted" : "dashed";
  return `${WIDTHS[weight] ?? "1px"} ${kind} ${color}`;
}

/** Header and band colours of the built-in table styles that matter here; other styles show the cell formats only. */
function tableLook(sheet: Sheet, row: number, column: number): Look | undefined {
  for (const table of sheet.tables) {
    const { rect } = table;
    if (row < rect.top || row > rect.bottom || column < rect.left || column > rect.right) continue;
    if (!/^TableStyle(?:Medium|Dark)/.test(table.style)) return undefined;
    if (table.showHeaders && row === rect.top)
      return { background: "#4472c4", color: "#ffffff", "font-weight": "700" };
    const band = table.showBandedRows && (row - table.body.top) % 2 === 0;
    return { ...(band ? { background: "#d9e1f2" } : {}), "border-bottom": "1px solid #8ea9db" };
  }
  return undefined;
}

/** The look of a cell. */
export function cellLook(sheet: Sheet, row: number, column: number): Look {
  const { styles } = sheet.workbook;
  const index = sheet.styleAt(row, column);
  const conditional =
    sheet.conditionalFormats.length > 0 ? conditionalFormats(sheet, row, column) : undefined;
  const value = (key: StyleKey): string | number | boolean =>
    (conditional?.get(key) as string | undefined) ?? styles.value(index, key);
  const look: Look = {
    "font-family":
      FONT_STACKS[String(value("font.name"))] ?? `"${String(value("font.name"))}", Carlito, sans-serif`,
    "font-size": `${Number(value("font.size")) * (96 / 72)}px`,
    color: String(value("font.color")),
  };
  if (sheet.showGridlines) {
    look["border-right"] = GRID_LINE;
    look["border-bottom"] = GRID_LINE;
  }
  Object.assign(look, tableLook(sheet, row, column));
  if (value("font.bold") === true) look["font-weight"] = "700";
  if (value("font.italic") === true) look["font-style"] = "italic";
  const lines: string[] = [];
  if (value("font.underline") !== "None") lines.push("underline");
  if (value("font.strikethrough") === true) lines.push("line-through");
  if (lines.length > 0) look["text-decoration"] = lines.join(" ");
  const fill = String(value("fill.color"));
  if (fill !== "") {
    look.background = fill;
    delete look["border-right"];
    delete look["border-bottom"];
  }
  for (const [side, css] of CSS_SIDE) {
    const style = conditional?.get(`borders.${side}.style`) ?? styles.value(index, borderKey(side, "style"));
    const color = conditional?.get(`borders.${side}.color`) ?? styles.value(index, borderKey(side, "color"));
    const line = cssLine(
      plainText(style),
      String(styles.value(index, borderKey(side, "weight"))),
      plainText(color),
    );
    if (line) look[`border-${css}`] = line;
  }
  const cell = sheet.cellAt(row, column);
  const numberColor = cell && formatTextColor(cell.value, String(styles.value(index, "numberFormat")));
  if (numberColor) look.color = numberColor;
  look["justify-content"] = horizontal(String(value("horizontal")), cell?.value);
  look["text-align"] = TEXT_ALIGN[look["justify-content"]] ?? "left";
  const vertical = String(value("vertical"));
  look["align-items"] = vertical === "Top" ? "flex-start" : vertical === "Center" ? "center" : "flex-end";
  if (value("wrap") === true) look["white-space"] = "pre-wrap";
  const indent = Number(value("indent"));
  if (indent > 0)
    look[look["justify-content"] === "flex-end" ? "padding-right" : "padding-left"] = `${2 + indent * 9}px`;
  return look;
}

function horizontal(alignment: string, value: unknown): string {
  if (alignment === "Center" || alignment === "CenterAcrossSelection") return "center";
  if (alignment === "Right") return "flex-end";
  if (alignment === "Left" || alignment === "Fill") return "flex-start";
  if (typeof value === "number") return "flex-end";
  return typeof value === "boolean" || (typeof value === "object" && value !== null)
    ? "center"
    : "flex-start";
}
