/** Looking up, and functions that return blocks. */

import { formatAddress, parseLocal, cellRect } from "../../model/address";
import { CellError, type CellValue } from "../../model/cell";
import type { Evaluation } from "../evaluate";
import {
  CALC_ERROR,
  Matrix,
  NA_ERROR,
  REF_ERROR,
  Reference,
  VALUE_ERROR,
  type Value,
  compareValues,
} from "../values";
import { wildcard } from "./criteria";
import {
  CellErrorThrown,
  type WorksheetFunction,
  bool,
  guarded,
  matrixOf,
  num,
  one,
  scalars,
  single,
  text,
} from "./kit";

type Args = readonly (Value | undefined)[];

/** Zero-based position of a value in a vector; -1 when there is none. Modes as XMATCH: 0 exact, -1/1 next, 2 pattern. */
function find(wanted: CellValue, vector: readonly CellValue[], mode: number, reverse = false): number {
  if (wanted instanceof CellError) throw new CellErrorThrown(wanted);
  const matcher = mode === 2 && typeof wanted === "string" ? wildcard(wanted) : undefined;
  let best = -1;
  for (let step = 0; step < vector.length; step++) {
    const index = reverse ? vector.length - 1 - step : step;
    const value = vector[index] ?? null;
    if (value instanceof CellError || (value === null && wanted !== null)) continue;
    if (
      matcher
        ? typeof value === "string" && matcher(value)
        : comparable(value, wanted) && compareValues(value, wanted) === 0
    ) {
      return index;
    }
    if ((mode !== -1 && mode !== 1) || !comparable(value, wanted)) continue;
    const order = compareValues(value, wanted) * mode;
    if (order <= 0) continue;
    const bestValue = best < 0 ? undefined : (vector[best] ?? null);
    if (bestValue === undefined || compareValues(value, bestValue) * mode < 0) best = index;
  }
  return best;
}

const comparable = (a: CellValue, b: CellValue): boolean => a === null || b === null || typeof a === typeof b;

/** Position of the last element not greater than the wanted one in an ascending vector, as MATCH with 1. */
function findSorted(wanted: CellValue, vector: readonly CellValue[], descending: boolean): number {
  let best = -1;
  for (let index = 0; index < vector.length; index++) {
    const value = vector[index] ?? null;
    if (value === null || !comparable(value, wanted)) continue;
    const order = compareValues(value, wanted);
    if (descending ? order >= 0 : order <= 0) best = index;
    else break;
  }
  return best;
}

function vectorOf(matrix: Matrix): readonly CellValue[] {
  return matrix.columns === 1 ? matrix.data.map((line) => line[0] ?? null) : (matrix.data[0] ?? []);
}

function mapWanted(
  arg: Value | undefined,
  evaluation: Evaluation,
  apply: (wanted: CellValue) => CellValue,
): Value {
  const matrix = matrixOf(arg, evaluation);
  return single(new Matrix(matrix.data.map((line) => line.map(apply))));
}

function exactIndex(
  arg: Value | undefined,
  evaluation: Evaluation,
): ((wanted: CellValue) => number) | undefined {
  if (!(arg instanceof Reference) || arg.rows * arg.columns < 32) return undefined;
  const index = evaluation.matchIndex(arg, () => {
    const map = new Map<string, number>();
    vectorOf(evaluation.matrixOf(arg)).forEach((value, position) => {
      const key = matchKey(value);
      if (key !== undefined && !map.has(key)) map.set(key, position);
    });
    return map;
  });
  return (wanted) => {
    const key = matchKey(wanted);
    return key === undefined ? -1 : (index.get(key) ?? -1);
  };
}

function matchKey(value: CellValue): string | undefined {
  if (typeof value === "string") return `s${value.toLowerCase()}`;
  return typeof value === "number"
    ? `n${value}`
    : typeof value === "boolean"
      ? `b${String(value)}`
      : undefined;
}

function match(args: Args, evaluation: Evaluation): Value {
  const mode = args[2] === undefined ? 1 : num(one(args[2]));
  const vector = vectorOf(matrixOf(args[1], evaluation));
  const quick = mode === 0 ? exactIndex(args[1], evaluation) : undefined;
  return mapWanted(args[0], evaluation, (wanted) => {
    if (wanted instanceof CellError) return wanted;
    let position: number;
    if (mode !== 0) position = findSorted(wanted, vector, mode < 0);
    else if (typeof wanted === "string" && /[*?~]/.test(wanted)) position = find(wanted, vector, 2);
    else position = quick ? quick(wanted) : find(wanted, vector, 0);
    return position < 0 ? NA_ERROR : position + 1;
  });
}

function xlookup(args: Args, evaluation: Evaluation): Value {
  const lookup = matrixOf(args[1], evaluation);
  const vector = vectorOf(lookup);
  const result = matrixOf(args[2], evaluation);
  const mode = args[4] === undefined ? 0 : num(one(args[4]));
  const reverse = args[5] !== undefined && num(one(args[5])) === -1;
  const quick = mode === 0 && !reverse ? exactIndex(args[1], evaluation) : undefined;
  const vertical = lookup.columns === 1;
  const position = (wanted: CellValue): number =>
    quick ? quick(wanted) : find(wanted, vector, mode, reverse);
  const wantedMatrix = matrixOf(args[0], evaluation);
  if (wantedMatrix.rows === 1 && wantedMatrix.columns === 1) {
    const wanted = wantedMatrix.at(0, 0);
    if (wanted instanceof CellError) return wanted;
    const at = position(wanted);
    if (at < 0) return args[3] === undefined ? NA_ERROR : args[3];
    if (vertical) return single(new Matrix([result.data[at] ?? [null]]));
    return single(new Matrix(result.data.map((line) => [line[at] ?? null])));
  }
  return mapWanted(wantedMatrix, evaluation, (wanted) => {
    const at = position(wanted);
    if (at < 0) return args[3] === undefined ? NA_ERROR : (one(args[3]) ?? null);
    return vertical ? result.at(at, 0) : result.at(0, at);
  });
}

function tableLookup(args: Args, evaluation: Evaluation, vertical: boolean): Value {
  const matrix = matrixOf(args[1], evaluation);
  const offset = Math.trunc(num(one(args[2]))) - 1;
  const approximate = args[3] === undefined ? true : bool(one(args[3]));
  const keys = vertical ? matrix.data.map((line) => line[0] ?? null) : (matrix.data[0] ?? []);
  if (offset < 0) return VALUE_ERROR;
  if (offset >= (vertical ? matrix.columns : matrix.rows)) return REF_ERROR;
  return mapWanted(args[0], evaluation, (wanted) => {
    if (wanted instanceof CellError) return wanted;
    const pattern = typeof wanted === "string" && /[*?~]/.test(wanted) ? 2 : 0;
    const at = approximate ? findSorted(wanted, keys, false) : find(wanted, keys, pattern);
    if (at < 0) return NA_ERROR;
    return vertical ? matrix.at(at, offset) : matrix.at(offset, at);
  });
}

function index(args: Args, evaluation: Evaluation): Value {
  const source = args[0];
  let row = args[1] === undefined ? 0 : Math.trunc(num(one(args[1])));
  let column = args[2] === undefined ? 0 : Math.trunc(num(one(args[2])));
  const rows = source instanceof Reference ? source.rows : matrixOf(source).rows;
  const columns = source instanceof Reference ? source.columns : matrixOf(source).columns;
  if (args[2] === undefined && rows === 1 && columns > 1) [row, column] = [1, row];
  if (row < 0 || column < 0) return VALUE_ERROR;
  if (row > rows || column > columns) return REF_ERROR;
  if (source instanceof Reference) {
    const { top, left, bottom, right } = source.rect;
    return new Reference(source.sheet, {
      top: row === 0 ? top : top + row - 1,
      bottom: row === 0 ? bottom : top + row - 1,
      left: column === 0 ? left : left + column - 1,
      right: column === 0 ? right : left + column - 1,
    });
  }
  const matrix = matrixOf(source, evaluation);
  const lines = row === 0 ? matrix.data : [matrix.data[row - 1] ?? []];
  return single(new Matrix(column === 0 ? lines : lines.map((line) => [line[column - 1] ?? null])));
}

function sortBy(matrix: Matrix, key: (line: readonly CellValue[]) => CellValue, direction: number): Matrix {
  const order = matrix.data.map((line, position) => ({ line, position, key: key(line) }));
  order.sort((a, b) => {
    if (a.key === null || b.key === null)
      return a.key === b.key ? a.position - b.position : a.key === null ? 1 : -1;
    return compareValues(a.key, b.key) * direction || a.position - b.position;
  });
  return new Matrix(order.map(({ line }) => line));
}

function filter(args: Args, evaluation: Evaluation): Value {
  const matrix = matrixOf(args[0], evaluation);
  const include = matrixOf(args[1], evaluation);
  const keep = (value: CellValue): boolean => {
    if (value instanceof CellError) throw new CellErrorThrown(value);
    return bool(value);
  };
  let data: (readonly CellValue[])[];
  if (include.columns === 1 && include.rows === matrix.rows) {
    data = matrix.data.filter((_, row) => keep(include.at(row, 0)));
  } else if (include.rows === 1 && include.columns === matrix.columns) {
    data = matrix.data.map((line) => line.filter((_, column) => keep(include.at(0, column))));
  } else {
    return VALUE_ERROR;
  }
  if (data.length === 0 || data[0]?.length === 0) return args[2] ?? CALC_ERROR;
  return single(new Matrix(data));
}

function unique(args: Args, evaluation: Evaluation): Value {
  const matrix = matrixOf(args[0], evaluation);
  const once = args[2] !== undefined && bool(one(args[2]));
  const groups = new Map<string, { line: readonly CellValue[]; count: number }>();
  for (const line of matrix.data) {
    const key = JSON.stringify(line.map((value) => matchKey(value) ?? String(value)));
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { line, count: 1 });
  }
  const kept = [...groups.values()].filter((group) => !once || group.count === 1).map((group) => group.line);
  return kept.length === 0 ? CALC_ERROR : single(new Matrix(kept));
}

function stack(args: Args, evaluation: Evaluation, vertical: boolean): Value {
  const tables = args.map((arg) => matrixOf(arg, evaluation));
  const size = Math.max(...tables.map((table) => (vertical ? table.columns : table.rows)));
  const pad = (line: readonly CellValue[]): CellValue[] => [
    ...line,
    ...new Array<CellValue>(size - line.length).fill(NA_ERROR),
  ];
  if (vertical) return new Matrix(tables.flatMap((table) => table.data.map(pad)));
  const data: CellValue[][] = [];
  for (let row = 0; row < size; row++) {
    data.push(
      tables.flatMap((table) =>
        row < table.rows ? [...(table.data[row] ?? [])] : new Array<CellValue>(table.columns).fill(NA_ERROR),
      ),
    );
  }
  return new Matrix(data);
}

function cut(args: Args, evaluation: Evaluation, take: boolean): Value {
  const matrix = matrixOf(args[0], evaluation);
  const range = (count: number | undefined, size: number): [number, number] => {
    if (count === undefined) return [0, size];
    if (take) return count >= 0 ? [0, Math.min(count, size)] : [Math.max(size + count, 0), size];
    return count >= 0 ? [Math.min(count, size), size] : [0, Math.max(size + count, 0)];
  };
  const [r0, r1] = range(args[1] === undefined ? undefined : num(one(args[1])), matrix.rows);
  const [c0, c1] = range(args[2] === undefined ? undefined : num(one(args[2])), matrix.columns);
  if (r0 >= r1 || c0 >= c1) return CALC_ERROR;
  return single(new Matrix(matrix.data.slice(r0, r1).map((line) => line.slice(c0, c1))));
}

function sequence(args: Args): Value {
  const [rows, columns, start, step] = [0, 1, 2, 3].map((at) =>
    args[at] === undefined ? 1 : num(one(args[at])),
  );
  const data: CellValue[][] = [];
  for (let row = 0; row < (rows ?? 1); row++) {
    const line: CellValue[] = [];
    for (let column = 0; column < (columns ?? 1); column++) {
      line.push((start ?? 1) + (row * (columns ?? 1) + column) * (step ?? 1));
    }
    data.push(line);
  }
  return single(new Matrix(data));
}

const place = (which: "row" | "column"): WorksheetFunction =>
  guarded((args, evaluation) => {
    const [arg] = args;
    if (arg === undefined) return (which === "row" ? evaluation.row : evaluation.column) + 1;
    if (!(arg instanceof Reference)) return VALUE_ERROR;
    const first = which === "row" ? arg.rect.top : arg.rect.left;
    const last = which === "row" ? arg.rect.bottom : arg.rect.right;
    if (first === last) return first + 1;
    const list: CellValue[] = [];
    for (let at = first; at <= last; at++) list.push(at + 1);
    return which === "row" ? new Matrix(list.map((value) => [value])) : new Matrix([list]);
  });

const size =
  (which: "rows" | "columns"): WorksheetFunction =>
  (args) => {
    const [arg] = args;
    if (arg instanceof Reference || arg instanceof Matrix) return arg[which];
    return arg instanceof CellError ? arg : 1;
  };

export const LOOKUPS: Readonly<Record<string, WorksheetFunction>> = {
  MATCH: guarded(match),
  XMATCH: guarded((args, evaluation) => {
    const mode = args[2] === undefined ? 0 : num(one(args[2]));
    const reverse = args[3] !== undefined && num(one(args[3])) === -1;
    const vector = vectorOf(matrixOf(args[1], evaluation));
    return mapWanted(args[0], evaluation, (wanted) => {
      const at = find(wanted, vector, mode, reverse);
      return at < 0 ? NA_ERROR : at + 1;
    });
  }),
  XLOOKUP: guarded(xlookup),
  VLOOKUP: guarded((args, evaluation) => tableLookup(args, evaluation, true)),
  HLOOKUP: guarded((args, evaluation) => tableLookup(args, evaluation, false)),
  INDEX: guarded(index),
  ROW: place("row"),
  COLUMN: place("column"),
  ROWS: size("rows"),
  COLUMNS: size("columns"),
  TRANSPOSE: (args, evaluation) => {
    const matrix = matrixOf(args[0], evaluation);
    const data: CellValue[][] = [];
    for (let column = 0; column < matrix.columns; column++)
      data.push(matrix.data.map((line) => line[column] ?? null));
    return single(new Matrix(data));
  },
  SORT: guarded((args, evaluation) => {
    const column = args[1] === undefined ? 0 : num(one(args[1])) - 1;
    const direction = args[2] === undefined ? 1 : num(one(args[2]));
    return single(sortBy(matrixOf(args[0], evaluation), (line) => line[column] ?? null, direction));
  }),
  SORTBY: guarded((args, evaluation) => {
    const matrix = matrixOf(args[0], evaluation);
    const keys = vectorOf(matrixOf(args[1], evaluation));
    const positions = new Map(matrix.data.map((line, row) => [line, row]));
    const direction = args[2] === undefined ? 1 : num(one(args[2]));
    return single(sortBy(matrix, (line) => keys[positions.get(line) ?? 0] ?? null, direction));
  }),
  FILTER: guarded(filter),
  UNIQUE: guarded(unique),
  SEQUENCE: guarded(sequence),
  TAKE: guarded((args, evaluation) => cut(args, evaluation, true)),
  DROP: guarded((args, evaluation) => cut(args, evaluation, false)),
  VSTACK: (args, evaluation) => stack(args, evaluation, true),
  HSTACK: (args, evaluation) => stack(args, evaluation, false),
  CHOOSECOLS: guarded((args, evaluation) => {
    const matrix = matrixOf(args[0], evaluation);
    const picks = [...scalars(args.slice(1), evaluation)].map((value) => num(value));
    return single(
      new Matrix(
        matrix.data.map((line) => picks.map((n) => line[n > 0 ? n - 1 : line.length + n] ?? REF_ERROR)),
      ),
    );
  }),
  OFFSET: guarded((args) => {
    const [source] = args;
    if (!(source instanceof Reference)) return VALUE_ERROR;
    const top = source.rect.top + Math.trunc(num(one(args[1])));
    const left = source.rect.left + Math.trunc(num(one(args[2])));
    const rows = args[3] === undefined ? source.rows : Math.trunc(num(one(args[3])));
    const columns = args[4] === undefined ? source.columns : Math.trunc(num(one(args[4])));
    if (top < 0 || left < 0 || rows < 1 || columns < 1) return REF_ERROR;
    return new Reference(source.sheet, { top, left, bottom: top + rows - 1, right: left + columns - 1 });
  }),
  INDIRECT: guarded((args, evaluation) => {
    const target = evaluation.workbook.resolve(text(one(args[0])), evaluation.sheet);
    return target ? new Reference(target.sheet, target.rect) : REF_ERROR;
  }),
  ADDRESS: guarded((args) => {
    const rect = cellRect(num(one(args[0])) - 1, num(one(args[1])) - 1);
    const mode = args[2] === undefined ? 1 : num(one(args[2]));
    const sheet = args[4] === undefined ? undefined : text(one(args[4]));
    const local = formatAddress("S", rect, mode === 1).slice(2);
    if (parseLocal(local) === undefined) return VALUE_ERROR;
    return sheet === undefined ? local : formatAddress(sheet, rect, mode === 1);
  }),
  HYPERLINK: guarded((args) => one(args[1]) ?? text(one(args[0]))),
  ANCHORARRAY: guarded((args, evaluation) => evaluation.spillOf(args[0])),
  SINGLE: guarded((args, evaluation) => evaluation.intersection(args[0])),
};
