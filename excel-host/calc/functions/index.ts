/** All worksheet functions by name. */

import * as formulajs from "@formulajs/formulajs";
import { CellError, type CellValue } from "../../model/cell";
import { Matrix, NUM_ERROR, Reference, type Value } from "../values";
import { AGGREGATES } from "./aggregate";
import { type WorksheetFunction, matrixOf, single } from "./kit";
import { LOOKUPS } from "./lookup";
import { SCALARS } from "./scalar";

const OWN = new Map<string, WorksheetFunction>([
  ...Object.entries(AGGREGATES),
  ...Object.entries(LOOKUPS),
  ...Object.entries(SCALARS),
]);

/** Functions of the library that are not worksheet functions. */
const NOT_FUNCTIONS: ReadonlySet<string> = new Set(["utils", "default"]);

/** Names whose results change without a change of their arguments, or whose references are not written in the formula. */
export const VOLATILE: ReadonlySet<string> = new Set([
  "TODAY",
  "NOW",
  "RAND",
  "RANDBETWEEN",
  "OFFSET",
  "INDIRECT",
]);

/** The function of a name as it stands in a formula, or undefined when there is none. */
export function findFunction(name: string): WorksheetFunction | undefined {
  const upper = name.toUpperCase().replace(/^_XLFN\.(?:_XLWS\.)?/, "");
  const own = OWN.get(upper);
  if (own) return own;
  const library = formulajs as unknown as Record<string, unknown>;
  const key = upper.replaceAll(".", "");
  if (NOT_FUNCTIONS.has(key) || !Object.hasOwn(library, key)) return undefined;
  const body = library[key];
  if (typeof body !== "function") return undefined;
  const wrapped: WorksheetFunction = (args, evaluation) => {
    const plain = args.map((arg) => {
      if (arg instanceof Reference || arg instanceof Matrix) {
        const value = single(matrixOf(arg, evaluation));
        return value instanceof Matrix ? value.data.map((line) => line.map(outgoing)) : outgoing(value);
      }
      return arg === undefined ? undefined : outgoing(arg);
    });
    return incoming((body as (...values: unknown[]) => unknown)(...plain));
  };
  OWN.set(upper, wrapped);
  return wrapped;
}

function outgoing(value: CellValue): unknown {
  return value instanceof CellError ? new Error(value.code) : value;
}

function incoming(value: unknown): Value {
  if (Array.isArray(value)) {
    const lines = (value as unknown[]).map((line) => (Array.isArray(line) ? (line as unknown[]) : [line]));
    return single(new Matrix(lines.map((line) => line.map(scalarOf))));
  }
  return scalarOf(value);
}

function scalarOf(value: unknown): CellValue {
  if (value instanceof Error) return CellError.parse(value.message) ?? NUM_ERROR;
  if (value instanceof Date) return Math.round(value.getTime() / 86_400_000) + 25_569;
  if (typeof value === "number") return Number.isFinite(value) ? value : NUM_ERROR;
  return typeof value === "string" || typeof value === "boolean" ? value : null;
}
