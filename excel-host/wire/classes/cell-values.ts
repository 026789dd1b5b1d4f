/** Reading and writing the matrices of a range: values, formulas, texts, types and number formats. */

import { type Rect, cellCount, columnCount, rowCount } from "../../model/address";
import { toPlain } from "../../model/cell";
import { fail } from "../../model/errors";
import { offsetFormula } from "../../model/formula-text";
import { formatText } from "../../model/format-text";
import type { Input } from "../../model/sheet";
import type { ExecutionContext } from "../executor";
import { CELL_CHARACTERS, FORMULA_CHARACTERS } from "../limits";
import { valueType } from "../value-types";
import { type Block, refuseProtected, refuseTooMany } from "./common";

type Grid = readonly (readonly unknown[])[];

/** Reads a matrix cell by cell; null when there are more cells than one read may give. */
export function readGrid(
  { sheet, rect }: Block,
  { host }: ExecutionContext,
  at: (cell: ReturnType<Block["sheet"]["cellAt"]>, row: number, column: number) => unknown,
): unknown[][] | null {
  if (cellCount(rect) > host.limits.readCells) {
    if (host.tooManyCells === "null") return null;
    throw fail("RangeExceedsLimit", "The range has more cells than one request can read.");
  }
  host.workbook.calculation.settle();
  const result: unknown[][] = [];
  for (let row = rect.top; row <= rect.bottom; row++) {
    const cells = sheet.rows.get(row);
    const line: unknown[] = [];
    for (let column = rect.left; column <= rect.right; column++) line.push(at(cells?.[column], row, column));
    result.push(line);
  }
  return result;
}

export const readValues = (block: Block, context: ExecutionContext): unknown =>
  readGrid(block, context, (cell) => (cell ? toPlain(cell.value) : ""));

export const readFormulas = (block: Block, context: ExecutionContext): unknown =>
  readGrid(block, context, (cell) => (cell ? (cell.formula ?? toPlain(cell.value)) : ""));

export const readTypes = (block: Block, context: ExecutionContext): unknown =>
  readGrid(block, context, (cell) => valueType(cell?.value ?? null));

export function readTexts(block: Block, context: ExecutionContext): unknown {
  const { styles } = block.sheet.workbook;
  return readGrid(block, context, (cell) =>
    cell ? formatText(cell.value, String(styles.value(cell.style, "numberFormat"))) : "",
  );
}

export function readNumberFormats(block: Block, context: ExecutionContext): unknown {
  const { styles } = block.sheet.workbook;
  return readGrid(block, context, (cell, row, column) =>
    styles.value(cell?.style ?? block.sheet.styleAt(row, column), "numberFormat"),
  );
}

/**
 * The element of an input for each cell: a scalar or a 1×1 matrix fills the block, anything else must have its shape.
 */
export function gridInput(value: unknown, rect: Rect): (row: number, column: number) => unknown {
  if (!Array.isArray(value)) return () => value;
  const rows = value as unknown[];
  const first = rows[0];
  if (rows.length === 1 && Array.isArray(first) && first.length === 1) {
    const item: unknown = first[0];
    return () => item;
  }
  const width = columnCount(rect);
  const fits =
    rows.length === rowCount(rect) && rows.every((line) => Array.isArray(line) && line.length === width);
  if (!fits) {
    throw fail(
      "InvalidArgument",
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    );
  }
  return (row, column) => (rows as Grid)[row]?.[column];
}

function checkedInput(value: unknown): Input {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "string")
    throw fail("InvalidArgument", "A cell takes text, a number or a logical value.");
  if (value.length > CELL_CHARACTERS)
    throw fail("InvalidArgument", `A cell holds at most ${CELL_CHARACTERS} characters.`);
  if (value.startsWith("=") && value.length > FORMULA_CHARACTERS) {
    throw fail("FormulaLengthExceedsLimit", `A formula holds at most ${FORMULA_CHARACTERS} characters.`);
  }
  return value;
}

/** Writes values or formulas; both take typed-in text. */
export function writeCells(block: Block, value: unknown, context: ExecutionContext): void {
  refuseTooMany(context, block);
  refuseProtected(block.sheet, block.rect);
  const at = gridInput(value, block.rect);
  const { sheet, rect } = block;
  for (let row = 0; row < rowCount(rect) && Array.isArray(value); row++) {
    for (let column = 0; column < columnCount(rect); column++) checkedInput(at(row, column));
  }
  const target = Array.isArray(value) ? rect : (sheet.clip(rect) ?? rect);
  sheet.write(target, (row, column) => checkedInput(at(row, column)));
  fillCalculatedColumn(block, value);
}

/** One formula over a whole table column makes it a calculated column. */
function fillCalculatedColumn({ sheet, rect }: Block, value: unknown): void {
  const table = sheet.tables.find(
    ({ body }) =>
      body.top === rect.top &&
      body.bottom === rect.bottom &&
      rect.left >= body.left &&
      rect.right <= body.right,
  );
  if (!table) return;
  for (let column = rect.left; column <= rect.right; column++) {
    const record = table.columns[column - table.rect.left];
    const formula = sheet.cellAt(rect.top, column)?.formula;
    if (!record) continue;
    let same = formula !== undefined && value !== null;
    for (let row = rect.top + 1; same && row <= rect.bottom; row++) {
      same = sheet.cellAt(row, column)?.formula === formula;
    }
    record.formula = same ? formula : undefined;
  }
}

/** Writes formulas in R1C1 notation. */
export function writeFormulasR1C1(
  block: Block,
  value: unknown,
  context: ExecutionContext,
  toA1: (formula: string, row: number, column: number) => string,
): void {
  const at = gridInput(value, block.rect);
  const matrix: unknown[][] = [];
  for (let row = 0; row < rowCount(block.rect); row++) {
    const line: unknown[] = [];
    for (let column = 0; column < columnCount(block.rect); column++) {
      const item = at(row, column);
      line.push(
        typeof item === "string" && item.startsWith("=")
          ? toA1(item, block.rect.top + row, block.rect.left + column)
          : item,
      );
    }
    matrix.push(line);
  }
  writeCells(block, matrix, context);
}

export function writeNumberFormats(block: Block, value: unknown, context: ExecutionContext): void {
  refuseTooMany(context, block);
  refuseProtected(block.sheet, block.rect, "allowFormatCells");
  const { sheet, rect } = block;
  const at = gridInput(value, rect);
  if (
    !Array.isArray(value) ||
    (value.length === 1 && (value[0] as unknown[]).length === 1 && cellCount(rect) > 1)
  ) {
    const format = at(0, 0);
    if (typeof format === "string") sheet.applyStyle(rect, { numberFormat: format });
  } else {
    const patches = new Map<string, (style: number) => number>();
    for (let row = rect.top; row <= rect.bottom; row++) {
      for (let column = rect.left; column <= rect.right; column++) {
        const format = at(row - rect.top, column - rect.left);
        if (typeof format !== "string") continue;
        let patch = patches.get(format);
        if (!patch) patches.set(format, (patch = sheet.workbook.styles.prepare({ numberFormat: format })));
        const cell = sheet.ensure(row, column);
        cell.style = patch(cell.style);
      }
    }
    sheet.version++;
  }
  sheet.workbook.tell({ type: "format", sheet, rect });
}

/** Repeats a block's pattern downwards or to the right into a larger block. */
export function autoFill(source: Block, target: Block): void {
  const { sheet } = source;
  const rows = rowCount(source.rect);
  const columns = columnCount(source.rect);
  const series = linearStep(source);
  sheet.write(target.rect, (row, column) => {
    if (row < rows && column < columns) return null;
    const r = source.rect.top + (row % rows);
    const c = source.rect.left + (column % columns);
    const cell = sheet.cellAt(r, c);
    if (!cell) return "";
    if (cell.formula !== undefined) {
      return offsetFormula(cell.formula, target.rect.top + row - r, target.rect.left + column - c);
    }
    if (series && typeof cell.value === "number") {
      const first = sheet.valueAt(source.rect.top, source.rect.left + (column % columns));
      return typeof first === "number" && columns === columnCount(target.rect)
        ? first + series * row
        : cell.value;
    }
    return toPlain(cell.value);
  });
}

function linearStep({ sheet, rect }: Block): number | undefined {
  if (columnCount(rect) !== 1 || rowCount(rect) < 2) return undefined;
  const a = sheet.valueAt(rect.top, rect.left);
  const b = sheet.valueAt(rect.top + 1, rect.left);
  return typeof a === "number" && typeof b === "number" ? b - a : undefined;
}
