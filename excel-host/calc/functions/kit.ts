/** Helpers to declare worksheet functions. */

import { CellError, type CellValue } from "../../model/cell";
import type { Evaluation } from "../evaluate";
import {
  Matrix,
  Reference,
  type Value,
  VALUE_ERROR,
  broadcast,
  toBoolean,
  toNumber,
  toText,
} from "../values";

/** A worksheet function over evaluated arguments; omitted ones are undefined. */
export type WorksheetFunction = (args: readonly (Value | undefined)[], evaluation: Evaluation) => Value;

/** Runs work that may throw an error value. */
export function attempt(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (error instanceof CellErrorThrown) return error.value;
    throw error;
  }
}

/** Carries an error value out of nested helpers. */
export class CellErrorThrown extends Error {
  constructor(readonly value: CellError) {
    super(value.code);
  }
}

/** Throws when a scalar is an error value; else returns it. */
export function checked<T extends string | number | boolean | null>(value: T | CellError): T {
  if (value instanceof CellError) throw new CellErrorThrown(value);
  return value;
}

export const num = (value: CellValue | undefined): number => checked(toNumber(value ?? null));
export const text = (value: CellValue | undefined): string => checked(toText(value ?? null));
export const bool = (value: CellValue | undefined): boolean => checked(toBoolean(value ?? null));

/** A function of single values, applied to every element when an argument is an array. */
export function scalar(apply: (...args: (CellValue | undefined)[]) => CellValue): WorksheetFunction {
  return (args) => {
    const plain = args.map((arg) => (arg instanceof Reference ? single(arg.matrix()) : arg));
    const present = plain.map((arg) => (arg === undefined ? null : arg));
    return broadcast(present, (scalars) => {
      const withGaps = scalars.map((value, index) => (plain[index] === undefined ? undefined : value));
      return attempt(() => apply(...withGaps)) as CellValue;
    });
  };
}

/** A matrix of one cell is a single value. */
export function single(matrix: Matrix): CellValue | Matrix {
  return matrix.rows === 1 && matrix.columns === 1 ? matrix.at(0, 0) : matrix;
}

/** The first value of an argument that should be single. */
export function one(arg: Value | undefined): CellValue | undefined {
  if (arg instanceof Reference) return arg.matrix().at(0, 0);
  return arg instanceof Matrix ? arg.at(0, 0) : arg;
}

/** An argument as a matrix. */
export function matrixOf(arg: Value | undefined, evaluation?: Evaluation): Matrix {
  if (arg instanceof Reference) return evaluation ? evaluation.matrixOf(arg) : arg.matrix();
  if (arg instanceof Matrix) return arg;
  return new Matrix([[arg ?? null]]);
}

/**
 * The numbers of arguments as SUM sees them: in references and arrays only numbers count, direct arguments are coerced.
 * Error values throw.
 */
export function* numbers(args: readonly (Value | undefined)[], evaluation?: Evaluation): Generator<number> {
  for (const arg of args) {
    if (arg === undefined) continue;
    if (arg instanceof Reference || arg instanceof Matrix) {
      for (const row of matrixOf(arg, evaluation).data) {
        for (const value of row) {
          if (typeof value === "number") yield value;
          else if (value instanceof CellError) throw new CellErrorThrown(value);
        }
      }
    } else {
      yield num(arg);
    }
  }
}

/** All single values of arguments. */
export function* scalars(
  args: readonly (Value | undefined)[],
  evaluation?: Evaluation,
): Generator<CellValue> {
  for (const arg of args) {
    if (arg === undefined) continue;
    if (arg instanceof Reference || arg instanceof Matrix) {
      for (const row of matrixOf(arg, evaluation).data) yield* row;
    } else {
      yield arg;
    }
  }
}

/** Wraps a function whose helpers may throw error values. */
export function guarded(apply: WorksheetFunction): WorksheetFunction {
  return (args, evaluation) => attempt(() => apply(args, evaluation));
}

/** A sum in binary floating point with Neumaier's correction. */
export function compensatedSum(values: Iterable<number>): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

export { VALUE_ERROR };
