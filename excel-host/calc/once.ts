/** Evaluates a formula that stands in no cell, such as that of a defined name. */

import type { CellValue } from "../model/cell";
import type { Sheet } from "../model/sheet";
import type { Workbook } from "../model/workbook";
import { Evaluation, UnknownFunction, newPassCache } from "./evaluate";
import { bind, makeNode } from "./formula";
import { type Matrix, NAME_ERROR } from "./values";

/** The value of a formula as if it stood in a cell, by default the first one of the active sheet. */
export function evaluateOnce(
  workbook: Workbook,
  formula: string,
  at: { sheet: Sheet; row: number; column: number } = { sheet: workbook.activeSheet, row: 0, column: 0 },
): CellValue | Matrix {
  workbook.calculation.settle();
  const node = makeNode(at.sheet, at.row, at.column, formula);
  bind(node, workbook);
  try {
    return new Evaluation(workbook, node, newPassCache(), undefined, workbook.calculation.now).run();
  } catch (error) {
    if (error instanceof UnknownFunction) return NAME_ERROR;
    throw error;
  }
}
