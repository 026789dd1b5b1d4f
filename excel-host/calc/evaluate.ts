/** Evaluates one formula over the workbook's present values. */

import { intersect } from "../model/address";
import { CellError, type CellValue } from "../model/cell";
import type { Sheet } from "../model/sheet";
import type { Workbook } from "../model/workbook";
import type { CustomFunctionBridge } from "./custom-functions";
import type { Ast, FormulaNode } from "./formula";
import { findFunction } from "./functions";
import { attempt, bool, matrixOf, num, one, single } from "./functions/kit";
import {
  DIV_ERROR,
  Matrix,
  NAME_ERROR,
  NA_ERROR,
  NUM_ERROR,
  REF_ERROR,
  Reference,
  VALUE_ERROR,
  type Value,
  broadcast,
  compareValues,
  toBoolean,
  toNumber,
  toText,
} from "./values";

/** The formula calls a function that nobody knows; its old value may stay. */
export class UnknownFunction extends Error {}

/** A custom function was called and has not answered yet. */
export class Pending extends Error {}

/** What the formulas of one pass share. */
export interface PassCache {
  readonly matrices: Map<string, Matrix>;
  readonly lookups: Map<string, Map<string, number[]>>;
  readonly matches: Map<string, Map<string, number>>;
}

export const newPassCache = (): PassCache => ({
  matrices: new Map(),
  lookups: new Map(),
  matches: new Map(),
});

/** Blocks of fewer cells are read directly, without the cache. */
const CACHED_FROM_CELLS = 24;

export class Evaluation {
  private readonly variables = new Map<string, Value>();

  constructor(
    readonly workbook: Workbook,
    private readonly node: FormulaNode,
    private readonly cache: PassCache,
    private readonly custom: CustomFunctionBridge | undefined,
    /** Serial number of the present moment. */
    readonly now: () => number,
  ) {}

  get sheet(): Sheet {
    return this.node.sheet;
  }

  get row(): number {
    return this.node.row;
  }

  get column(): number {
    return this.node.column;
  }

  /** The result of the formula: a scalar or a matrix. */
  run(): CellValue | Matrix {
    const { ast } = this.node;
    if (!ast) return NAME_ERROR;
    const value = this.evaluate(ast);
    const plain =
      value instanceof Reference
        ? single(this.matrixOf(value))
        : value instanceof Matrix
          ? single(value)
          : value;
    return plain ?? 0;
  }

  // --- services for functions --------------------------------------------------------------------------------

  matrixOf(reference: Reference): Matrix {
    if (reference.rows * reference.columns < CACHED_FROM_CELLS || !this.node.precedents.includes(reference)) {
      return reference.matrix();
    }
    let matrix = this.cache.matrices.get(reference.key);
    if (!matrix) this.cache.matrices.set(reference.key, (matrix = reference.matrix()));
    return matrix;
  }

  /** Positions of values by key; built once for a block and pass. */
  lookupIndex(reference: Reference, build: () => Map<string, number[]>): Map<string, number[]> {
    if (!this.node.precedents.includes(reference)) return build();
    let index = this.cache.lookups.get(reference.key);
    if (!index) this.cache.lookups.set(reference.key, (index = build()));
    return index;
  }

  /** First position of each value; built once for a block and pass. */
  matchIndex(reference: Reference, build: () => Map<string, number>): Map<string, number> {
    if (!this.node.precedents.includes(reference)) return build();
    let index = this.cache.matches.get(reference.key);
    if (!index) this.cache.matches.set(reference.key, (index = build()));
    return index;
  }

  /** Tells whether a hidden row is hidden by a filter. */
  filteredRows(sheet: Sheet): (row: number) => boolean {
    const tables = sheet.tables.filter((table) => table.columns.some((column) => column.filter));
    return (row) =>
      tables.some((table) => row >= table.body.top && row <= table.body.bottom) ||
      (sheet.autoFilter !== undefined &&
        row > sheet.autoFilter.rect.top &&
        row <= sheet.autoFilter.rect.bottom);
  }

  /** The block an array formula fills ("A1#"). */
  spillOf(value: Value | undefined): Value {
    if (!(value instanceof Reference)) return REF_ERROR;
    const { top, left } = value.rect;
    const spill = this.workbook.calculation.spillAt(value.sheet, top, left);
    if (spill) return new Reference(value.sheet, spill);
    return value.sheet.cellAt(top, left)?.formula === undefined ? REF_ERROR : value;
  }

  /** The cell of a block in the formula's own row or column ("@"). */
  intersection(value: Value | undefined): Value {
    if (value instanceof Matrix) return value.at(0, 0);
    if (!(value instanceof Reference)) return value ?? null;
    const { top, left, bottom, right } = value.rect;
    if (top === bottom && left === right) return value;
    if (left === right && this.row >= top && this.row <= bottom) {
      return value.sheet.valueAt(this.row, left);
    }
    if (top === bottom && this.column >= left && this.column <= right) {
      return value.sheet.valueAt(top, this.column);
    }
    return VALUE_ERROR;
  }

  // --- the tree ----------------------------------------------------------------------------------------------

  private evaluate(ast: Ast): Value {
    switch (ast.type) {
      case "Literal":
        return ast.value as CellValue;
      case "ErrorLiteral":
        return CellError.parse(String(ast.value)) ?? NAME_ERROR;
      case "ReferenceIdentifier":
        return this.reference(ast);
      case "ArrayExpression":
        return new Matrix(
          (ast.elements ?? []).map((line) => line.map((item) => one(this.evaluate(item)) ?? null)),
        );
      case "UnaryExpression":
        return this.unary(ast);
      case "BinaryExpression":
        return this.binary(ast);
      case "LetExpression":
        return this.let(ast);
      case "CallExpression":
        return this.call(ast);
      default:
        return NAME_ERROR;
    }
  }

  private reference(ast: Ast): Value {
    const variable = this.variables.get(String(ast.value).toLowerCase());
    if (variable !== undefined) return variable;
    const target = this.node.resolved?.get(ast);
    if (target === undefined) return NAME_ERROR;
    if (target instanceof Reference || target instanceof CellError) return target;
    return this.evaluate(target);
  }

  private let(ast: Ast): Value {
    const before = new Map(this.variables);
    for (const { id, init } of ast.declarations ?? [])
      this.variables.set(id.name.toLowerCase(), this.evaluate(init));
    const value = ast.body ? this.evaluate(ast.body) : NA_ERROR;
    this.variables.clear();
    for (const [name, old] of before) this.variables.set(name, old);
    return value;
  }

  private plain(ast: Ast | null | undefined): CellValue | Matrix {
    if (!ast) return null;
    const value = this.evaluate(ast);
    return value instanceof Reference ? single(this.matrixOf(value)) : value;
  }

  private unary(ast: Ast): Value {
    const operand = ast.arguments?.[0];
    if (!operand) return VALUE_ERROR;
    if (ast.operator === "#") return this.spillOf(this.evaluate(operand));
    if (ast.operator === "@") return this.intersection(this.evaluate(operand));
    if (ast.operator === "+") return this.plain(operand);
    return broadcast([this.plain(operand)], ([value]) => {
      const number = toNumber(value ?? null);
      if (number instanceof CellError) return number;
      return ast.operator === "%" ? number / 100 : -number;
    });
  }

  private binary(ast: Ast): Value {
    const [leftAst, rightAst] = ast.arguments ?? [];
    const operator = ast.operator ?? "";
    if (operator === ":" || operator === " " || operator === ",") {
      const left = leftAst && this.evaluate(leftAst);
      const right = rightAst && this.evaluate(rightAst);
      if (!(left instanceof Reference) || !(right instanceof Reference)) return VALUE_ERROR;
      return combine(left, right, operator);
    }
    const apply = OPERATORS[operator];
    if (!apply) return VALUE_ERROR;
    return broadcast([this.plain(leftAst), this.plain(rightAst)], ([left = null, right = null]) => {
      if (left instanceof CellError) return left;
      return right instanceof CellError ? right : apply(left, right);
    });
  }

  private call(ast: Ast): Value {
    const name = ast.callee?.name ?? "";
    const args = ast.arguments ?? [];
    const upper = name.toUpperCase().replace(/^_XLFN\./, "");
    const special = SPECIAL[upper];
    if (special) return attempt(() => special.call(this, args));
    const definition = this.custom?.find(name);
    if (definition && this.custom) {
      const values = args.map((arg) => (arg ? this.evaluate(arg) : undefined));
      return this.custom.call(this.node, definition, values, this);
    }
    const body = findFunction(name);
    if (!body) throw new UnknownFunction(name);
    return body(
      args.map((arg) => (arg ? this.evaluate(arg) : undefined)),
      this,
    );
  }

  /** Functions that do not evaluate all their arguments. */
  evaluateIf(args: readonly (Ast | null)[]): Value {
    const condition = this.plain(args[0]);
    if (!(condition instanceof Matrix)) {
      const truth = toBoolean(condition);
      if (truth instanceof CellError) return truth;
      if (truth) return args.length > 1 ? this.argument(args[1]) : true;
      return args.length > 2 ? this.argument(args[2]) : false;
    }
    const yes = args.length > 1 ? this.plain(args[1]) : true;
    const no = args.length > 2 ? this.plain(args[2]) : false;
    return broadcast([condition, yes, no], ([test = null, a = null, b = null]) => {
      const truth = toBoolean(test);
      return truth instanceof CellError ? truth : truth ? a : b;
    });
  }

  private argument(ast: Ast | null | undefined): Value {
    return ast ? this.evaluate(ast) : 0;
  }

  evaluateIfError(args: readonly (Ast | null)[], catches: (error: CellError) => boolean): Value {
    const value = this.plain(args[0]);
    if (value instanceof Matrix) {
      const fallback = this.plain(args[1]);
      return broadcast([value, fallback], ([item = null, other = null]) =>
        item instanceof CellError && catches(item) ? other : (item ?? 0),
      );
    }
    return value instanceof CellError && catches(value) ? this.argument(args[1]) : (value ?? 0);
  }

  evaluateIfs(args: readonly (Ast | null)[]): Value {
    for (let index = 0; index + 1 < args.length; index += 2) {
      if (bool(one(this.plain(args[index])))) return this.argument(args[index + 1]);
    }
    return NA_ERROR;
  }

  evaluateSwitch(args: readonly (Ast | null)[]): Value {
    const wanted = one(this.plain(args[0])) ?? null;
    if (wanted instanceof CellError) return wanted;
    let index = 1;
    for (; index + 1 < args.length; index += 2) {
      const option = one(this.plain(args[index])) ?? null;
      if (!(option instanceof CellError) && compareValues(wanted, option) === 0)
        return this.argument(args[index + 1]);
    }
    return index < args.length ? this.argument(args[index]) : NA_ERROR;
  }

  evaluateChoose(args: readonly (Ast | null)[]): Value {
    const at = Math.trunc(num(one(this.plain(args[0]))));
    return at >= 1 && at < args.length ? this.argument(args[at]) : VALUE_ERROR;
  }
}

type Special = (this: Evaluation, args: readonly (Ast | null)[]) => Value;

const SPECIAL: Readonly<Record<string, Special | undefined>> = Object.assign(Object.create(null) as object, {
  IF(this: Evaluation, args: readonly (Ast | null)[]) {
    return this.evaluateIf(args);
  },
  IFERROR(this: Evaluation, args: readonly (Ast | null)[]) {
    return this.evaluateIfError(args, () => true);
  },
  IFNA(this: Evaluation, args: readonly (Ast | null)[]) {
    return this.evaluateIfError(args, (error) => error === NA_ERROR);
  },
  IFS(this: Evaluation, args: readonly (Ast | null)[]) {
    return this.evaluateIfs(args);
  },
  SWITCH(this: Evaluation, args: readonly (Ast | null)[]) {
    return this.evaluateSwitch(args);
  },
  CHOOSE(this: Evaluation, args: readonly (Ast | null)[]) {
    return this.evaluateChoose(args);
  },
});

const arithmetic =
  (apply: (a: number, b: number) => CellValue) =>
  (left: CellValue, right: CellValue): CellValue => {
    const a = toNumber(left);
    const b = toNumber(right);
    if (a instanceof CellError) return a;
    if (b instanceof CellError) return b;
    const result = apply(a, b);
    return typeof result === "number" && !Number.isFinite(result) ? NUM_ERROR : result;
  };

/** Differences in the last binary digit of the operands count as zero, as in Excel. */
const snapped = (result: number, operand: number): number =>
  Math.abs(result) <= Math.abs(operand) * 2 ** -51 ? 0 : result;

const comparison =
  (test: (order: number) => boolean) =>
  (left: CellValue, right: CellValue): CellValue =>
    test(compareValues(left, right));

const OPERATORS: Readonly<Record<string, (left: CellValue, right: CellValue) => CellValue>> = {
  "+": arithmetic((a, b) => snapped(a + b, a)),
  "-": arithmetic((a, b) => snapped(a - b, a)),
  "*": arithmetic((a, b) => a * b),
  "/": arithmetic((a, b) => (b === 0 ? DIV_ERROR : a / b)),
  "^": arithmetic((a, b) => a ** b),
  "&": (left, right) => {
    const a = toText(left);
    const b = toText(right);
    if (a instanceof CellError) return a;
    return b instanceof CellError ? b : a + b;
  },
  "=": comparison((order) => order === 0),
  "<>": comparison((order) => order !== 0),
  "<": comparison((order) => order < 0),
  ">": comparison((order) => order > 0),
  "<=": comparison((order) => order <= 0),
  ">=": comparison((order) => order >= 0),
};

function combine(left: Reference, right: Reference, operator: string): Value {
  if (left.sheet !== right.sheet) return VALUE_ERROR;
  if (operator === " ") {
    const shared = intersect(left.rect, right.rect);
    return shared ? new Reference(left.sheet, shared) : CellError.of("#NULL!");
  }
  if (operator === ",") return new Matrix([...matrixOf(left).data, ...matrixOf(right).data]);
  return new Reference(left.sheet, {
    top: Math.min(left.rect.top, right.rect.top),
    left: Math.min(left.rect.left, right.rect.left),
    bottom: Math.max(left.rect.bottom, right.rect.bottom),
    right: Math.max(left.rect.right, right.rect.right),
  });
}
