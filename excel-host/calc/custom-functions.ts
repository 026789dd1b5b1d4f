/** Calls of the add-in's worksheet functions: invocations out, results back, through the runtime inside Office.js. */

import { formatAddress, cellRect } from "../model/address";
import { CellError, type CellValue, type ErrorCode } from "../model/cell";
import type { Workbook } from "../model/workbook";
import type { HostEvent } from "../wire/events";
import { type Evaluation, Pending } from "./evaluate";
import type { CustomCall, FormulaNode } from "./formula";
import { matrixOf, single } from "./functions/kit";
import {
  CALC_ERROR,
  Matrix,
  Reference,
  VALUE_ERROR,
  type Value,
  toBoolean,
  toNumber,
  toText,
} from "./values";

export interface FunctionParameter {
  readonly name: string;
  readonly type?: string;
  readonly dimensionality?: string;
  readonly optional?: boolean;
  readonly repeating?: boolean;
}

/** One function of functions.json. */
export interface FunctionDefinition {
  readonly id: string;
  readonly name: string;
  readonly parameters: readonly FunctionParameter[];
  readonly options?: {
    readonly stream?: boolean;
    readonly cancelable?: boolean;
    readonly volatile?: boolean;
    readonly requiresParameterAddresses?: boolean;
  };
  readonly allowErrorForDataTypeAny?: boolean;
}

export interface CustomFunctionMetadata {
  /** Namespace of the manifest, before the dot in formulas. */
  readonly namespace: string;
  /** Contents of functions.json. */
  readonly functions: readonly FunctionDefinition[];
  /** Error values of cells reach parameters of type "any" of all functions. */
  readonly allowErrorForDataTypeAny?: boolean;
}

/** Message category of custom functions, and its types. */
const CATEGORY = 1;
const INVOKE = 1000;
const CANCEL = 1001;

const FLAG = { cancelable: 1, streaming: 2, errorsAllowed: 4 } as const;

/** Error values by the codes the runtime answers with; anything else is #VALUE!. */
const RESULT_ERRORS: Readonly<Record<number, ErrorCode>> = {
  1: "#N/A",
  5: "#DIV/0!",
  6: "#NUM!",
  7: "#VALUE!",
  8: "#NULL!",
  9: "#NAME?",
  10: "#NAME?",
};

export class CustomFunctionBridge {
  private readonly definitions = new Map<string, FunctionDefinition>();
  private readonly calls = new Map<number, { node: FormulaNode; call: CustomCall }>();
  private readonly queue: Omit<HostEvent, "id">[] = [];
  private nextId = 1;
  /** Invocations sent so far; tests count recalculations with it. */
  invocations = 0;
  /** The runtime in the add-in said it is ready. */
  private ready = false;

  constructor(
    private readonly workbook: Workbook,
    private readonly send: (event: Omit<HostEvent, "id">) => void,
  ) {}

  /** Makes functions known; formulas that call them are calculated anew. */
  register(metadata: CustomFunctionMetadata): void {
    const { allowErrorForDataTypeAny = false } = metadata;
    for (const definition of metadata.functions) {
      const name = `${metadata.namespace}.${definition.name}`.toUpperCase();
      this.definitions.set(name, { allowErrorForDataTypeAny, ...definition });
    }
    this.workbook.calculation.structureChanged();
    this.workbook.calculation.markCustom();
  }

  /** The function a formula name stands for. */
  find(name: string): FunctionDefinition | undefined {
    return this.definitions.get(name.toUpperCase().replace(/^_XLFN\.|^_XLDUDF_/, ""));
  }

  /** Number of calls without an answer; streams count until their first value. */
  get pendingCount(): number {
    let count = 0;
    for (const { call } of this.calls.values()) if (!call.done) count++;
    return count;
  }

  /** The runtime reports for duty: calls that waited for it go out. */
  runtimeReady(): void {
    this.ready = true;
    this.workbook.calculation.afterChange();
    this.flush();
  }

  /** Forgets the runtime, as when the add-in's page closes; its calls are made again for the next one. */
  runtimeGone(): void {
    this.ready = false;
    this.queue.length = 0;
    for (const { node } of this.calls.values()) this.workbook.calculation.markDirty(node);
    this.calls.clear();
  }

  /** The value of a call; throws `Pending` when the function has to be asked first. */
  call(
    node: FormulaNode,
    definition: FunctionDefinition,
    args: readonly (Value | undefined)[],
    evaluation: Evaluation,
  ): Value {
    const prepared = this.prepare(definition, args, evaluation);
    if (prepared instanceof CellError) return prepared;
    const { shape, at } = prepared;
    const addresses = definition.options?.requiresParameterAddresses ? args.map(addressOf) : undefined;
    let pending = false;
    const data: Value[][] = [];
    for (let row = 0; row < shape.rows; row++) {
      const line: Value[] = [];
      for (let column = 0; column < shape.columns; column++) {
        const values = at(row, column);
        const result = values instanceof CellError ? values : this.ask(node, definition, values, addresses);
        if (result === undefined) pending = true;
        else line.push(result);
      }
      data.push(line);
    }
    if (pending) throw new Pending();
    if (shape.rows === 1 && shape.columns === 1) return data[0]?.[0] ?? null;
    return new Matrix(
      data.map((line) =>
        line.map((value) => (value instanceof Matrix ? value.at(0, 0) : (value as CellValue))),
      ),
    );
  }

  private prepare(
    definition: FunctionDefinition,
    args: readonly (Value | undefined)[],
    evaluation: Evaluation,
  ):
    | CellError
    | {
        shape: { rows: number; columns: number };
        at: (row: number, column: number) => unknown[] | CellError;
      } {
    const parameters = definition.parameters;
    const last = parameters.at(-1);
    const required = parameters.filter((parameter) => !parameter.optional && !parameter.repeating).length;
    if (args.length < required || (args.length > parameters.length && !last?.repeating)) return VALUE_ERROR;
    const lifted: { index: number; matrix: Matrix }[] = [];
    const shape = { rows: 1, columns: 1 };
    const fixed: unknown[] = [];
    const count = last?.repeating ? parameters.length - 1 : parameters.length;
    for (let index = 0; index < count; index++) {
      const parameter = parameters[index];
      const arg = args[index];
      if (!parameter || arg === undefined) {
        if (parameter && !parameter.optional && index < args.length) fixed.push(coerce(null, parameter));
        else fixed.push(null);
        continue;
      }
      const matrix = matrixOf(arg, evaluation);
      if (parameter.dimensionality === "matrix") {
        const converted = this.matrixArgument(matrix, parameter, definition);
        if (converted instanceof CellError) return converted;
        fixed.push(converted);
      } else if (matrix.rows === 1 && matrix.columns === 1) {
        const converted = coerce(matrix.at(0, 0), parameter, definition.allowErrorForDataTypeAny);
        if (converted instanceof CellError) return converted;
        fixed.push(converted);
      } else {
        lifted.push({ index, matrix });
        shape.rows = Math.max(shape.rows, matrix.rows);
        shape.columns = Math.max(shape.columns, matrix.columns);
        fixed.push(null);
      }
    }
    if (last?.repeating) {
      const rest: unknown[] = [];
      for (const arg of args.slice(count)) {
        const matrix = matrixOf(arg, evaluation);
        const converted =
          last.dimensionality === "matrix"
            ? this.matrixArgument(matrix, last, definition)
            : coerce(matrix.at(0, 0), last, definition.allowErrorForDataTypeAny);
        if (converted instanceof CellError) return converted;
        rest.push(converted);
      }
      fixed.push(rest);
    }
    const at = (row: number, column: number): unknown[] | CellError => {
      const values = [...fixed];
      for (const { index, matrix } of lifted) {
        const parameter = parameters[index];
        const value = matrix.at(matrix.rows === 1 ? 0 : row, matrix.columns === 1 ? 0 : column);
        const converted = parameter && coerce(value, parameter, definition.allowErrorForDataTypeAny);
        if (converted instanceof CellError) return converted;
        values[index] = converted;
      }
      return values;
    };
    return { shape, at };
  }

  private matrixArgument(
    matrix: Matrix,
    parameter: FunctionParameter,
    definition: FunctionDefinition,
  ): unknown[][] | CellError {
    const data: unknown[][] = [];
    for (const line of matrix.data) {
      const converted: unknown[] = [];
      for (const value of line) {
        const item = coerce(value, parameter, definition.allowErrorForDataTypeAny);
        if (item instanceof CellError) return VALUE_ERROR;
        converted.push(item);
      }
      data.push(converted);
    }
    return data;
  }

  private ask(
    node: FormulaNode,
    definition: FunctionDefinition,
    values: readonly unknown[],
    addresses: readonly (string | null)[] | undefined,
  ): Value | undefined {
    const text = JSON.stringify(values);
    const key = `${definition.id}|${text}`;
    const known = node.memo.get(key);
    if (known) return known.done ? resultValue(known) : undefined;
    const call: CustomCall = {
      id: this.nextId++,
      definition,
      done: false,
      value: null,
      failed: false,
      errorCode: 0,
    };
    node.memo.set(key, call);
    this.calls.set(call.id, { node, call });
    const { options } = definition;
    const flags =
      (options?.cancelable ? FLAG.cancelable : 0) |
      (options?.stream ? FLAG.streaming : 0) |
      (definition.allowErrorForDataTypeAny ? FLAG.errorsAllowed : 0);
    const address = formatAddress(node.sheet.name, cellRect(node.row, node.column));
    const rest = [address, flags, ...(addresses ? [addresses] : [])];
    this.queue.push({
      messageCategory: CATEGORY,
      messageType: INVOKE,
      targetId: "",
      message: `[${call.id},${JSON.stringify(definition.id)},${text},${JSON.stringify(rest).slice(1)}`,
    });
    return undefined;
  }

  /** Sends the calls of a recalculation, all in one list. */
  flush(): void {
    if (!this.ready) return;
    for (const event of this.queue.splice(0)) {
      if (event.messageType === INVOKE) this.invocations++;
      this.send(event);
    }
  }

  /** The node is calculated anew or gone: its old calls are cancelled and forgotten. */
  reset(node: FormulaNode): void {
    for (const call of node.memo.values()) {
      if (!this.calls.delete(call.id)) continue;
      const { options } = call.definition;
      if ((call.done && !options?.stream) || !(options?.cancelable || options?.stream)) continue;
      this.queue.push({
        messageCategory: CATEGORY,
        messageType: CANCEL,
        targetId: "",
        message: JSON.stringify({ invocationId: call.id }),
      });
    }
    node.memo.clear();
  }

  /** Results from the runtime: `[id, ok, value, errorCode?, timing]` or objects of the older form. */
  setResults(results: readonly unknown[]): void {
    const nodes = new Set<FormulaNode>();
    for (const result of results) {
      const fields = Array.isArray(result)
        ? {
            id: result[0] as number,
            ok: result[1] as boolean,
            value: result[2] as unknown,
            code: result[3] as unknown,
          }
        : fromObject(result as Record<string, unknown>);
      const entry = this.calls.get(fields.id);
      if (!entry) continue;
      entry.call.done = true;
      entry.call.failed = !fields.ok;
      entry.call.value = fields.value;
      entry.call.errorCode = typeof fields.code === "number" ? fields.code : 0;
      if (!entry.call.definition.options?.stream) this.calls.delete(fields.id);
      nodes.add(entry.node);
    }
    this.workbook.calculation.resultsArrived(nodes);
  }
}

function fromObject(result: Record<string, unknown>): {
  id: number;
  ok: boolean;
  value: unknown;
  code: unknown;
} {
  return { id: Number(result.id), ok: result.failed !== true, value: result.value, code: result.errorCode };
}

function addressOf(arg: Value | undefined): string | null {
  return arg instanceof Reference ? formatAddress(arg.sheet.name, arg.rect) : null;
}

/** Converts a cell value to a parameter's type as Excel does before it calls a function. */
function coerce(value: CellValue, parameter: FunctionParameter, errorsAllowed = false): unknown {
  if (value instanceof CellError) {
    return errorsAllowed && (parameter.type ?? "any") === "any"
      ? { type: "CustomFunctionError", code: value.code }
      : value;
  }
  switch (parameter.type) {
    case "number":
      return toNumber(value);
    case "string":
      return toText(value);
    case "boolean":
      return toBoolean(value);
    default:
      return value ?? "";
  }
}

function resultValue(call: CustomCall): Value {
  if (call.failed) return CellError.of(RESULT_ERRORS[call.errorCode] ?? "#VALUE!");
  if (!Array.isArray(call.value)) return scalarResult(call.value);
  const lines = call.value as unknown[];
  if (lines.length === 0 || !lines.every((line) => Array.isArray(line) && line.length > 0)) return CALC_ERROR;
  const width = Math.max(...(lines as unknown[][]).map((line) => line.length));
  if ((lines as unknown[][]).some((line) => line.length !== width)) return VALUE_ERROR;
  return single(new Matrix((lines as unknown[][]).map((line) => line.map(scalarResult))));
}

function scalarResult(value: unknown): CellValue {
  if (value === null || value === undefined) return 0;
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  const code = (value as { code?: unknown }).code;
  return typeof code === "string" ? (CellError.parse(code) ?? VALUE_ERROR) : VALUE_ERROR;
}
