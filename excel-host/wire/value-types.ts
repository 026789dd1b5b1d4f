/** Excel's names for the type of a cell's value. */

import { CellError, type CellValue } from "../model/cell";

export type ValueType = "Empty" | "String" | "Double" | "Boolean" | "Error";

export function valueType(value: CellValue): ValueType {
  if (value === null) return "Empty";
  if (value instanceof CellError) return "Error";
  if (typeof value === "number") return "Double";
  return typeof value === "boolean" ? "Boolean" : "String";
}
