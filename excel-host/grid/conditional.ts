/** Which conditional formats hold for a cell, for display. */

import { plainText } from "../model/plain-text";
import { evaluateOnce } from "../calc/once";
import { Matrix, compareValues } from "../calc/values";
import { CellError, type CellValue } from "../model/cell";
import type { ConditionalFormat } from "../model/conditional-format";
import { offsetFormula } from "../model/formula-text";
import type { Sheet } from "../model/sheet";

const scalar = (value: CellValue | Matrix): CellValue => (value instanceof Matrix ? value.at(0, 0) : value);

function formulaValue(
  sheet: Sheet,
  format: ConditionalFormat,
  formula: unknown,
  row: number,
  column: number,
): CellValue {
  const text = plainText(formula);
  if (text === "") return null;
  const [first] = format.rects;
  const moved =
    first && text.startsWith("=") ? offsetFormula(text, row - first.top, column - first.left) : text;
  if (!moved.startsWith("=")) {
    const number = Number(moved);
    return Number.isNaN(number) ? moved : number;
  }
  return scalar(evaluateOnce(sheet.workbook, moved, { sheet, row, column }));
}

function holds(sheet: Sheet, format: ConditionalFormat, row: number, column: number): boolean {
  if (format.type === "Custom") {
    const value = formulaValue(sheet, format, format.rule.formula, row, column);
    return value === true || (typeof value === "number" && value !== 0);
  }
  if (format.type !== "CellValue") return false;
  const value = sheet.valueAt(row, column);
  if (value instanceof CellError) return false;
  const first = formulaValue(sheet, format, format.rule.formula1, row, column);
  const order = compareValues(value, first);
  const between = (): boolean =>
    order >= 0 && compareValues(value, formulaValue(sheet, format, format.rule.formula2, row, column)) <= 0;
  switch (format.rule.operator) {
    case "LessThan":
      return order < 0;
    case "LessThanOrEqual":
      return order <= 0;
    case "EqualTo":
      return order === 0;
    case "NotEqualTo":
      return order !== 0;
    case "GreaterThan":
      return order > 0;
    case "GreaterThanOrEqual":
      return order >= 0;
    case "Between":
      return between();
    case "NotBetween":
      return !between();
    default:
      return false;
  }
}

/** Formats that conditional formats give to a cell; earlier rules win. */
export function conditionalFormats(
  sheet: Sheet,
  row: number,
  column: number,
): Map<string, unknown> | undefined {
  let result: Map<string, unknown> | undefined;
  for (const format of sheet.conditionalFormats) {
    const inside = format.rects.some(
      (rect) => row >= rect.top && row <= rect.bottom && column >= rect.left && column <= rect.right,
    );
    if (!inside || !holds(sheet, format, row, column)) continue;
    result ??= new Map();
    for (const [key, value] of format.format) if (!result.has(key)) result.set(key, value);
    if (format.stopIfTrue) break;
  }
  return result;
}
