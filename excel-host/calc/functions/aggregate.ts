/** Sums, counts and their conditional forms. */

import { CellError, type CellValue } from "../../model/cell";
import type { Evaluation } from "../evaluate";
import { DIV_ERROR, Matrix, NUM_ERROR, Reference, VALUE_ERROR, type Value } from "../values";
import { type Criterion, criterionKey, parseCriterion } from "./criteria";
import {
  CellErrorThrown,
  type WorksheetFunction,
  compensatedSum,
  guarded,
  matrixOf,
  num,
  numbers,
  one,
  scalars,
} from "./kit";

type Args = readonly (Value | undefined)[];

const list = (args: Args, evaluation: Evaluation): number[] => [...numbers(args, evaluation)];

const extreme = (values: number[], pick: (a: number, b: number) => number): number =>
  values.length === 0 ? 0 : values.reduce((a, b) => pick(a, b));

function variance(values: number[], sample: boolean): number | CellError {
  const n = values.length - (sample ? 1 : 0);
  if (n <= 0) return DIV_ERROR;
  const mean = compensatedSum(values) / values.length;
  return compensatedSum(values.map((value) => (value - mean) ** 2)) / n;
}

/** Functions of SUBTOTAL by number; 101 to 111 also leave out rows hidden by hand. */
const SUBTOTALS: Readonly<Record<number, (values: CellValue[]) => CellValue>> = {
  1: (values) => average(onlyNumbers(values)),
  2: (values) => onlyNumbers(values).length,
  3: (values) => values.filter((value) => value !== null).length,
  4: (values) => extreme(onlyNumbers(values), Math.max),
  5: (values) => extreme(onlyNumbers(values), Math.min),
  6: (values) => onlyNumbers(values).reduce((a, b) => a * b, 1),
  7: (values) => root(variance(onlyNumbers(values), true)),
  8: (values) => root(variance(onlyNumbers(values), false)),
  9: (values) => compensatedSum(onlyNumbers(values)),
  10: (values) => variance(onlyNumbers(values), true),
  11: (values) => variance(onlyNumbers(values), false),
};

const root = (value: number | CellError): number | CellError =>
  typeof value === "number" ? Math.sqrt(value) : value;

function onlyNumbers(values: CellValue[]): number[] {
  const result: number[] = [];
  for (const value of values) {
    if (value instanceof CellError) throw new CellErrorThrown(value);
    if (typeof value === "number") result.push(value);
  }
  return result;
}

function average(values: number[]): number | CellError {
  return values.length === 0 ? DIV_ERROR : compensatedSum(values) / values.length;
}

function subtotal(args: Args, evaluation: Evaluation): Value {
  const code = Math.trunc(num(one(args[0])));
  const apply = SUBTOTALS[code > 100 ? code - 100 : code];
  if (!apply) return VALUE_ERROR;
  const values: CellValue[] = [];
  for (const arg of args.slice(1)) {
    if (!(arg instanceof Reference)) return VALUE_ERROR;
    const rect = arg.sheet.clip(arg.rect);
    if (!rect) continue;
    const filtered = evaluation.filteredRows(arg.sheet);
    arg.sheet.forEachCell(rect, (cell, row) => {
      if (cell.formula !== undefined && /\b(?:SUBTOTAL|AGGREGATE)\(/i.test(cell.formula)) return;
      if (arg.sheet.lines.get(row)?.hidden && (code > 100 || filtered(row))) return;
      values.push(cell.value);
    });
  }
  return apply(values);
}

/** AGGREGATE(function, options, reference…): options 2, 3, 6 and 7 leave out error values. */
function aggregate(args: Args, evaluation: Evaluation): Value {
  const code = num(one(args[0]));
  const option = num(one(args[1]));
  const apply = SUBTOTALS[code];
  if (!apply) return VALUE_ERROR;
  let values = [...scalars(args.slice(2), evaluation)];
  if ([2, 3, 6, 7].includes(option)) values = values.filter((value) => !(value instanceof CellError));
  return apply(values);
}

interface Condition {
  readonly range: Reference | Matrix;
  readonly criterion: Criterion;
}

/** Positions (row × columns + column) of the elements that meet all conditions. */
function* matches(conditions: readonly Condition[], evaluation: Evaluation): Generator<number> {
  const tables = conditions.map((condition) => ({
    ...condition,
    matrix: matrixOf(condition.range, evaluation),
  }));
  const [first] = tables;
  if (!first) return;
  const { rows, columns } = first.matrix;
  for (const { range } of tables) {
    if (range.rows !== first.range.rows || range.columns !== first.range.columns)
      throw new CellErrorThrown(VALUE_ERROR);
  }
  const indexed = tables.find(
    ({ criterion, range }) => criterion.key !== undefined && range instanceof Reference,
  );
  if (indexed?.criterion.key !== undefined && indexed.range instanceof Reference) {
    const index = evaluation.lookupIndex(indexed.range, () => fileByKey(indexed.matrix));
    for (const position of index.get(indexed.criterion.key) ?? []) {
      const row = Math.floor(position / columns);
      const column = position % columns;
      if (tables.every((table) => table === indexed || table.criterion.test(table.matrix.at(row, column))))
        yield position;
    }
    return;
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (tables.every(({ criterion, matrix }) => criterion.test(matrix.at(row, column))))
        yield row * columns + column;
    }
  }
}

function fileByKey(matrix: Matrix): Map<string, number[]> {
  const index = new Map<string, number[]>();
  matrix.data.forEach((line, row) => {
    line.forEach((value, column) => {
      const key = criterionKey(value);
      if (key === undefined) return;
      const there = index.get(key);
      const position = row * matrix.columns + column;
      if (there) there.push(position);
      else index.set(key, [position]);
    });
  });
  return index;
}

/** Calls a conditional function once per criterion when criteria are arrays, as Excel spills. */
function conditional(
  args: Args,
  firstRange: number,
  evaluation: Evaluation,
  apply: (conditions: Condition[]) => CellValue,
): Value {
  const ranges: (Reference | Matrix)[] = [];
  const criteria: Matrix[] = [];
  for (let index = firstRange; index < args.length; index += 2) {
    const range = args[index];
    if (!(range instanceof Reference) && !(range instanceof Matrix)) return VALUE_ERROR;
    ranges.push(range);
    criteria.push(matrixOf(args[index + 1], evaluation));
  }
  const rows = Math.max(1, ...criteria.map((matrix) => matrix.rows));
  const columns = Math.max(1, ...criteria.map((matrix) => matrix.columns));
  const data: CellValue[][] = [];
  for (let row = 0; row < rows; row++) {
    const line: CellValue[] = [];
    for (let column = 0; column < columns; column++) {
      line.push(
        apply(
          ranges.map((range, index) => {
            const matrix = criteria[index] ?? new Matrix([[null]]);
            const at = matrix.at(matrix.rows === 1 ? 0 : row, matrix.columns === 1 ? 0 : column);
            return { range, criterion: parseCriterion(at) };
          }),
        ),
      );
    }
    data.push(line);
  }
  return rows === 1 && columns === 1 ? (data[0]?.[0] ?? null) : new Matrix(data);
}

/** The range to add up, stretched to the size of the criteria range as SUMIF does. */
function sumRange(arg: Value | undefined, like: Reference | Matrix): Reference | Matrix {
  if (!(arg instanceof Reference)) return arg instanceof Matrix ? arg : like;
  const { top, left } = arg.rect;
  return new Reference(arg.sheet, { top, left, bottom: top + like.rows - 1, right: left + like.columns - 1 });
}

function collect(range: Reference | Matrix, conditions: Condition[], evaluation: Evaluation): number[] {
  const matrix = matrixOf(range, evaluation);
  const columns = matrixOf(conditions[0]?.range, evaluation).columns;
  const values: CellValue[] = [];
  for (const position of matches(conditions, evaluation)) {
    values.push(matrix.at(Math.floor(position / columns), position % columns));
  }
  return onlyNumbers(values);
}

const ifs = (apply: (values: number[]) => CellValue): WorksheetFunction =>
  guarded((args, evaluation) => {
    const range = args[0];
    if (!(range instanceof Reference) && !(range instanceof Matrix)) return VALUE_ERROR;
    return conditional(args, 1, evaluation, (conditions) => {
      const [first] = conditions;
      if (first && (first.range.rows !== range.rows || first.range.columns !== range.columns)) {
        throw new CellErrorThrown(VALUE_ERROR);
      }
      return apply(collect(range, conditions, evaluation));
    });
  });

const singleIf = (apply: (values: number[]) => CellValue): WorksheetFunction =>
  guarded((args, evaluation) => {
    const range = args[0];
    if (!(range instanceof Reference) && !(range instanceof Matrix)) return VALUE_ERROR;
    const target = args[2] === undefined ? range : sumRange(args[2], range);
    return conditional([range, args[1]], 0, evaluation, (conditions) =>
      apply(collect(target, conditions, evaluation)),
    );
  });

const counting: WorksheetFunction = guarded((args, evaluation) =>
  conditional(args, 0, evaluation, (conditions) => {
    const found = matches(conditions, evaluation);
    let count = 0;
    while (found.next().done !== true) count++;
    return count;
  }),
);

export const AGGREGATES: Readonly<Record<string, WorksheetFunction>> = {
  SUM: guarded((args, evaluation) => compensatedSum(numbers(args, evaluation))),
  AVERAGE: guarded((args, evaluation) => average(list(args, evaluation))),
  MIN: guarded((args, evaluation) => extreme(list(args, evaluation), Math.min)),
  MAX: guarded((args, evaluation) => extreme(list(args, evaluation), Math.max)),
  PRODUCT: guarded((args, evaluation) => list(args, evaluation).reduce((a, b) => a * b, 1)),
  COUNT: (args, evaluation) =>
    [...scalars(args, evaluation)].filter((value) => typeof value === "number").length,
  COUNTA: (args, evaluation) => [...scalars(args, evaluation)].filter((value) => value !== null).length,
  COUNTBLANK: (args, evaluation) => {
    const [arg] = args;
    const filled = [...scalars(args, evaluation)].filter((value) => value !== null && value !== "").length;
    return arg instanceof Reference || arg instanceof Matrix ? arg.rows * arg.columns - filled : 0;
  },
  SUMPRODUCT: guarded((args, evaluation) => {
    const tables = args.map((arg) => matrixOf(arg, evaluation));
    const [first] = tables;
    if (!first) return VALUE_ERROR;
    if (tables.some((table) => table.rows !== first.rows || table.columns !== first.columns))
      return VALUE_ERROR;
    const products: number[] = [];
    first.data.forEach((line, row) => {
      line.forEach((_, column) => {
        let product = 1;
        for (const table of tables) {
          const value = table.at(row, column);
          if (value instanceof CellError) throw new CellErrorThrown(value);
          product *= typeof value === "number" ? value : 0;
        }
        products.push(product);
      });
    });
    return compensatedSum(products);
  }),
  SUBTOTAL: guarded(subtotal),
  AGGREGATE: guarded(aggregate),
  SUMIFS: ifs((values) => compensatedSum(values)),
  AVERAGEIFS: ifs(average),
  MAXIFS: ifs((values) => extreme(values, Math.max)),
  MINIFS: ifs((values) => extreme(values, Math.min)),
  SUMIF: singleIf((values) => compensatedSum(values)),
  AVERAGEIF: singleIf(average),
  COUNTIF: counting,
  COUNTIFS: counting,
  LARGE: guarded((args, evaluation) => nth(list([args[0]], evaluation), num(one(args[1])), -1)),
  SMALL: guarded((args, evaluation) => nth(list([args[0]], evaluation), num(one(args[1])), 1)),
};

function nth(values: number[], k: number, direction: 1 | -1): CellValue {
  return values.sort((a, b) => direction * (a - b))[Math.ceil(k) - 1] ?? NUM_ERROR;
}
