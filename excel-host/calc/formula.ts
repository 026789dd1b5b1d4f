/** A formula: its syntax tree and the blocks it refers to. */

import { type FunctionDefinition } from "./custom-functions";
import { parse, parseA1Ref, parseStructRef, tokenize } from "@borgar/fx";
import { type Rect, intersect } from "../model/address";
import { CellError } from "../model/cell";
import { rectOf, sheetOf } from "../model/formula-text";
import type { Sheet } from "../model/sheet";
import type { Table } from "../model/table";
import type { Workbook } from "../model/workbook";
import { NAME_ERROR, REF_ERROR, Reference } from "./values";

/** The parts of a syntax tree that the evaluator reads. */
export interface Ast {
  readonly type: string;
  readonly value?: unknown;
  readonly kind?: string;
  readonly operator?: string;
  readonly name?: string;
  readonly arguments?: readonly (Ast | null)[];
  readonly callee?: Ast;
  readonly elements?: readonly (readonly Ast[])[];
  readonly declarations?: readonly { readonly id: { readonly name: string }; readonly init: Ast }[];
  readonly body?: Ast;
}

/** What a reference in a formula stands for: cells, an error, or the formula of a defined name. */
export type Resolved = Reference | CellError | Ast;

/** One formula cell in the calculation. */
export interface FormulaNode {
  readonly sheet: Sheet;
  row: number;
  column: number;
  formula: string;
  ast: Ast | undefined;
  /** What the references of the tree stand for; undefined until bound. */
  resolved: Map<Ast, Resolved> | undefined;
  precedents: Reference[];
  volatile: boolean;
  /** Holds a call of a custom function. */
  custom: boolean;
  /** The value came with the file and stays until something it depends on changes. */
  fromFile: boolean;
  /** Block that an array result fills, the cell itself included. */
  spill: Rect | undefined;
  /** Block that a result wanted to fill and could not. */
  blocked: Rect | undefined;
  /** Results and pending calls of custom functions, by function and arguments. */
  readonly memo: Map<string, CustomCall>;
}

/** A call of a custom function. */
export interface CustomCall {
  readonly id: number;
  readonly definition: FunctionDefinition;
  done: boolean;
  value: unknown;
  failed: boolean;
  errorCode: number;
}

/** Parses a formula; undefined when it cannot be read. */
export function parseFormula(formula: string): Ast | undefined {
  try {
    const tokens = tokenize(formula, { withLocation: false, mergeRefs: true });
    return parse(tokens) as unknown as Ast;
  } catch {
    return undefined;
  }
}

const isName = (kind: string | undefined): boolean => kind === "name";

/** Resolves every reference of a formula against the workbook as it is now. */
export function bind(node: FormulaNode, workbook: Workbook): void {
  const resolved = new Map<Ast, Resolved>();
  const precedents = new Map<string, Reference>();
  const names = new Set<string>();
  const visit = (root: Ast, home: Sheet | undefined): void => {
    const stack: Ast[] = [root];
    for (let ast = stack.pop(); ast; ast = stack.pop()) {
      if (ast.type === "ReferenceIdentifier") {
        const target = resolveReference(ast, node, home, workbook);
        if (!target) continue;
        resolved.set(ast, target);
        if (target instanceof Reference) precedents.set(target.key, target);
        else if (!(target instanceof CellError) && !names.has(String(ast.value))) {
          names.add(String(ast.value));
          visit(target, home);
        }
      }
      for (const child of childrenOf(ast)) stack.push(child);
    }
  };
  if (node.ast) visit(node.ast, node.sheet);
  node.resolved = resolved;
  node.precedents = [...precedents.values()];
}

/** The direct parts of a tree node. */
export function* childrenOf(ast: Ast): Generator<Ast> {
  for (const part of ast.arguments ?? []) if (part) yield part;
  for (const line of ast.elements ?? []) yield* line;
  for (const declaration of ast.declarations ?? []) yield declaration.init;
  if (ast.body) yield ast.body;
}

function resolveReference(
  ast: Ast,
  node: FormulaNode,
  home: Sheet | undefined,
  workbook: Workbook,
): Resolved | undefined {
  const text = String(ast.value);
  if (ast.kind === "range" || ast.kind === "beam") {
    const reference = parseA1Ref(text) as { context?: string[]; range?: never } | undefined;
    if (!reference?.range) return REF_ERROR;
    const name = sheetOf(reference);
    const sheet = name === undefined ? (home ?? node.sheet) : workbook.findSheet(name);
    return sheet ? new Reference(sheet, rectOf(reference.range)) : REF_ERROR;
  }
  if (ast.kind === "table") return resolveTable(text, node, workbook);
  if (!isName(ast.kind)) return undefined;
  const plain = text.includes("!") ? text.slice(text.lastIndexOf("!") + 1) : text;
  const key = plain.toLowerCase();
  const scope = text.includes("!")
    ? workbook.findSheet(text.slice(0, text.lastIndexOf("!")).replaceAll("'", ""))
    : node.sheet;
  const defined = scope?.names.get(key) ?? workbook.names.get(key);
  if (defined) {
    const target = workbook.rangeOfName(defined);
    if (target) return new Reference(target.sheet, target.rect);
    return parseFormula(defined.formula) ?? NAME_ERROR;
  }
  const table = workbook.findTable(plain);
  return table ? new Reference(table.sheet, table.body) : undefined;
}

function resolveTable(text: string, node: FormulaNode, workbook: Workbook): Reference | CellError {
  const reference = parseStructRef(text);
  if (!reference) return REF_ERROR;
  const table = reference.table ? workbook.findTable(reference.table) : tableAround(node, workbook);
  if (!table) return reference.table ? NAME_ERROR : REF_ERROR;
  const rows = tableRows(table, reference.sections ?? [], node);
  if (!rows) return reference.sections?.includes("this row") ? CellError.of("#VALUE!") : REF_ERROR;
  const positions = (reference.columns ?? []).map((name) =>
    table.columns.findIndex((c) => c.name.toLowerCase() === name.toLowerCase()),
  );
  if (positions.includes(-1)) return REF_ERROR;
  const left = positions.length === 0 ? table.rect.left : table.rect.left + Math.min(...positions);
  const right = positions.length === 0 ? table.rect.right : table.rect.left + Math.max(...positions);
  return new Reference(table.sheet, { top: rows[0], bottom: rows[1], left, right });
}

function tableAround(node: FormulaNode, workbook: Workbook): Table | undefined {
  const at: Rect = { top: node.row, left: node.column, bottom: node.row, right: node.column };
  return workbook.tables.find((table) => table.sheet === node.sheet && intersect(table.rect, at));
}

function tableRows(
  table: Table,
  sections: readonly string[],
  node: FormulaNode,
): [number, number] | undefined {
  const body = table.body;
  if (sections.length === 0) return [body.top, body.bottom];
  let top = Infinity;
  let bottom = -Infinity;
  for (const section of sections) {
    const part = sectionRows(table, section, node);
    if (!part) return undefined;
    top = Math.min(top, part[0]);
    bottom = Math.max(bottom, part[1]);
  }
  return [top, bottom];
}

function sectionRows(table: Table, section: string, node: FormulaNode): [number, number] | undefined {
  const body = table.body;
  switch (section) {
    case "all":
      return [table.rect.top, table.rect.bottom];
    case "data":
      return [body.top, body.bottom];
    case "headers":
      return table.headerRow && [table.headerRow.top, table.headerRow.top];
    case "totals":
      return table.totalsRow && [table.totalsRow.top, table.totalsRow.top];
    case "this row":
      return node.row >= body.top && node.row <= body.bottom ? [node.row, node.row] : undefined;
    default:
      return undefined;
  }
}

/** A formula as it stands before anything is bound. */
export function makeNode(sheet: Sheet, row: number, column: number, formula: string): FormulaNode {
  return {
    sheet,
    row,
    column,
    formula,
    ast: parseFormula(formula),
    resolved: undefined,
    precedents: [],
    volatile: false,
    custom: false,
    fromFile: false,
    spill: undefined,
    blocked: undefined,
    memo: new Map(),
  };
}
