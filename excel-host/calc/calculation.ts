/** Recalculation: which formulas depend on which cells, in what order they are evaluated, and where arrays spill. */

import { type Rect, cellCount, cellRect, columnCount, intersect, onSheet } from "../model/address";
import { CellError, type CellValue } from "../model/cell";
import type { Sheet } from "../model/sheet";
import { type Shift, shiftRect } from "../model/structure";
import type { Workbook } from "../model/workbook";
import type { CustomFunctionBridge } from "./custom-functions";
import { Evaluation, Pending, UnknownFunction, newPassCache } from "./evaluate";
import { type Ast, type FormulaNode, bind, childrenOf, makeNode, parseFormula } from "./formula";
import { VOLATILE } from "./functions";
import { Dependents } from "./dependents";
import { Matrix, NAME_ERROR } from "./values";

export type CalculationType = "Recalculate" | "Full" | "FullRebuild";

/** Cells that changed; `by` is the array formula that filled or left them. */
interface Change {
  readonly sheet: Sheet;
  readonly rect: Rect;
  readonly by?: FormulaNode;
}

/** Rounds of spilling after which a workbook counts as not settling. */
const MAX_ROUNDS = 100;

const keyOf = (row: number, column: number): number => row * 16_384 + column;

export class Calculation {
  customFunctions: CustomFunctionBridge | undefined;
  /** The present moment as a serial number; tests may set a fixed one. */
  now: () => number = () => {
    const date = new Date();
    return (date.getTime() - date.getTimezoneOffset() * 60_000) / 86_400_000 + 25_569;
  };
  /** Formula cells evaluated so far. */
  evaluations = 0;
  private readonly nodes = new Map<Sheet, Map<number, FormulaNode>>();
  private readonly dirty = new Set<FormulaNode>();
  private changes: Change[] = [];
  private readonly spilling = new Set<FormulaNode>();
  private readonly blockedNodes = new Set<FormulaNode>();
  private readonly volatileNodes = new Set<FormulaNode>();
  private dependents: Dependents | undefined;
  private bindingsStale = false;
  private deferred = 0;
  private suspended = false;
  private running = false;

  constructor(private readonly workbook: Workbook) {}

  // --- what the model reports --------------------------------------------------------------------------------

  /** A cell got, lost or changed its formula. */
  formulaChanged(sheet: Sheet, row: number, column: number): void {
    const formula = sheet.cellAt(row, column)?.formula;
    let onThisSheet = this.nodes.get(sheet);
    const old = onThisSheet?.get(keyOf(row, column));
    if (old) this.forget(old);
    if (formula === undefined) return;
    if (!onThisSheet) this.nodes.set(sheet, (onThisSheet = new Map<number, FormulaNode>()));
    const node = makeNode(sheet, row, column, formula);
    onThisSheet.set(keyOf(row, column), node);
    this.inspect(node);
    this.dirty.add(node);
    this.dependents = undefined;
  }

  /** Takes up a formula that comes with its value from a file: it is not calculated until something changes. */
  formulaLoaded(sheet: Sheet, row: number, column: number): void {
    this.formulaChanged(sheet, row, column);
    const node = this.nodes.get(sheet)?.get(keyOf(row, column));
    if (!node) return;
    node.fromFile = true;
    if (!node.volatile && !node.custom) this.dirty.delete(node);
  }

  /** Takes up the block that a loaded array formula fills. */
  spillLoaded(sheet: Sheet, row: number, column: number, rect: Rect): void {
    const node = this.nodes.get(sheet)?.get(keyOf(row, column));
    if (!node) return;
    node.spill = rect;
    this.spilling.add(node);
    sheet.forEachCell(rect, (cell, r, c) => {
      if (r !== row || c !== column) cell.spilledFrom = { row, column };
    });
  }

  /** Cells of a block changed. */
  changed(sheet: Sheet, rect: Rect): void {
    this.changes.push({ sheet, rect });
  }

  /** Tables, names or sheets changed: references may point elsewhere. */
  structureChanged(): void {
    this.bindingsStale = true;
  }

  /** After a change: recalculates, unless something holds it back. */
  afterChange(): void {
    if (this.deferred === 0 && this.workbook.calculationMode !== "Manual") this.settle();
  }

  /** Holds recalculation back until the returned function is called; reads still see settled values. */
  defer(): () => void {
    this.deferred++;
    return () => {
      this.deferred--;
      this.suspended = false;
      this.afterChange();
    };
  }

  /** Freezes results until the batch ends, even for reads. */
  suspend(): void {
    this.suspended = true;
  }

  /** Brings all formulas up to date, unless calculation is suspended or manual. */
  settle(): void {
    if (!this.suspended && this.workbook.calculationMode !== "Manual") this.recalculate();
  }

  /** `application.calculate`. */
  calculate(type: CalculationType): void {
    if (type !== "Recalculate") {
      for (const node of this.allNodes()) this.dirty.add(node);
      this.bindingsStale = true;
    }
    this.recalculate();
  }

  /** `range.calculate`: the formulas of a block, whether something changed or not. */
  calculateRange(sheet: Sheet, rect: Rect): void {
    for (const node of this.nodes.get(sheet)?.values() ?? []) {
      if (intersect(rect, cellRect(node.row, node.column))) this.dirty.add(node);
    }
    this.recalculate();
  }

  get state(): "Done" | "Pending" {
    return this.dirty.size > 0 || this.changes.length > 0 || (this.customFunctions?.pendingCount ?? 0) > 0
      ? "Pending"
      : "Done";
  }

  /** Number of formula cells. */
  get formulaCount(): number {
    let count = 0;
    for (const map of this.nodes.values()) count += map.size;
    return count;
  }

  /** Block that the array formula of a cell fills. */
  spillAt(sheet: Sheet, row: number, column: number): Rect | undefined {
    return this.nodes.get(sheet)?.get(keyOf(row, column))?.spill;
  }

  markDirty(node: FormulaNode): void {
    node.memo.clear();
    this.dirty.add(node);
  }

  /** Formulas that may call custom functions are due again. */
  markCustom(): void {
    for (const node of this.allNodes()) {
      this.inspect(node);
      if (node.custom || node.formula.includes(".")) this.dirty.add(node);
    }
    this.afterChange();
  }

  /** Custom functions answered: their formulas, and what depends on them, are evaluated with the results. */
  resultsArrived(nodes: ReadonlySet<FormulaNode>): void {
    for (const node of nodes) this.arrived.add(node);
    for (const node of nodes) this.dirty.add(node);
    this.settle();
  }

  private readonly arrived = new Set<FormulaNode>();

  /** Direct precedents of the formulas in a block. */
  precedentsOf(sheet: Sheet, rect: Rect): { sheet: Sheet; rect: Rect }[] {
    this.rebind();
    const found: { sheet: Sheet; rect: Rect }[] = [];
    for (const node of this.nodes.get(sheet)?.values() ?? []) {
      if (intersect(rect, cellRect(node.row, node.column))) found.push(...node.precedents);
    }
    return found;
  }

  /** Cells whose formulas refer to a block directly. */
  dependentsOf(sheet: Sheet, rect: Rect): { sheet: Sheet; rect: Rect }[] {
    this.rebind();
    const found: { sheet: Sheet; rect: Rect }[] = [];
    for (const node of this.allNodes()) {
      if (node.precedents.some((reference) => reference.sheet === sheet && intersect(reference.rect, rect))) {
        found.push({ sheet: node.sheet, rect: cellRect(node.row, node.column) });
      }
    }
    return found;
  }

  // --- structure ---------------------------------------------------------------------------------------------

  /** Puts new texts into formulas whose meaning stays the same; nothing is evaluated anew. */
  rewriteFormulas(rewrite: (formula: string, sheet: Sheet, row: number, column: number) => string): void {
    for (const node of this.allNodes())
      this.retext(node, rewrite(node.formula, node.sheet, node.row, node.column));
    this.structureChanged();
  }

  private retext(node: FormulaNode, formula: string): boolean {
    if (formula === node.formula) return false;
    node.formula = formula;
    node.ast = parseFormula(formula);
    const cell = node.sheet.cellAt(node.row, node.column);
    if (cell) cell.formula = formula;
    return true;
  }

  /** Cells moved: formula cells follow, references are rewritten, and formulas over the region are due. */
  cellsShifted(sheet: Sheet, shift: Shift, rewrite: (formula: string, home: Sheet) => string): void {
    const before = this.nodes.get(sheet);
    if (before) {
      const after = new Map<number, FormulaNode>();
      for (const node of before.values()) {
        const moved = shiftRect(cellRect(node.row, node.column), shift);
        if (!moved) {
          this.forget(node, false);
          continue;
        }
        if (node.spill) node.spill = shiftRect(node.spill, shift);
        node.row = moved.top;
        node.column = moved.left;
        after.set(keyOf(node.row, node.column), node);
      }
      this.nodes.set(sheet, after);
      for (const node of this.spilling) {
        if (node.sheet !== sheet) continue;
        this.dirty.add(node);
        if (!node.spill) continue;
        sheet.forEachCell(node.spill, (cell) => {
          if (cell.spilledFrom) cell.spilledFrom = { row: node.row, column: node.column };
        });
      }
    }
    const byRow = shift.axis === "row";
    const region: Rect = byRow
      ? { top: shift.at, left: shift.from, bottom: Infinity, right: shift.to }
      : { top: shift.from, left: shift.at, bottom: shift.to, right: Infinity };
    for (const node of this.allNodes()) {
      const touched = node.precedents.some(
        (reference) => reference.sheet === sheet && intersect(reference.rect, region),
      );
      const resized =
        touched &&
        node.precedents.some((reference) => {
          const moved = shiftRect(reference.rect, shift);
          return !moved || cellCount(moved) !== cellCount(reference.rect);
        });
      this.retext(node, rewrite(node.formula, node.sheet));
      if (resized) this.dirty.add(node);
    }
    this.structureChanged();
    this.dependents = undefined;
  }

  sheetDeleted(sheet: Sheet, rewrite: (formula: string, home: Sheet) => string): void {
    for (const node of this.nodes.get(sheet)?.values() ?? []) this.forget(node, false);
    this.nodes.delete(sheet);
    this.changes = this.changes.filter((change) => change.sheet !== sheet);
    for (const node of this.allNodes()) {
      if (this.retext(node, rewrite(node.formula, node.sheet))) this.dirty.add(node);
    }
    this.structureChanged();
    this.dependents = undefined;
    this.afterChange();
  }

  private forget(node: FormulaNode, clearSpill = true): void {
    this.nodes.get(node.sheet)?.delete(keyOf(node.row, node.column));
    this.dirty.delete(node);
    this.arrived.delete(node);
    this.spilling.delete(node);
    this.blockedNodes.delete(node);
    this.volatileNodes.delete(node);
    this.customFunctions?.reset(node);
    if (clearSpill && node.spill) this.clearSpill(node, node.spill);
    this.dependents = undefined;
  }

  private *allNodes(): Generator<FormulaNode> {
    for (const map of this.nodes.values()) yield* map.values();
  }

  private inspect(node: FormulaNode): void {
    node.custom = false;
    node.volatile = false;
    if (!node.ast) return;
    const stack: Ast[] = [node.ast];
    for (let ast = stack.pop(); ast; ast = stack.pop()) {
      if (ast.type === "CallExpression") {
        const name = ast.callee?.name ?? "";
        if (VOLATILE.has(name.toUpperCase())) node.volatile = true;
        const definition = this.customFunctions?.find(name);
        if (definition) node.custom = true;
        if (definition?.options?.volatile) node.volatile = true;
      }
      stack.push(...childrenOf(ast));
    }
    if (node.volatile) this.volatileNodes.add(node);
    else this.volatileNodes.delete(node);
  }

  private rebind(): void {
    if (!this.bindingsStale) {
      for (const node of this.dirty) if (!node.resolved) bind(node, this.workbook);
      return;
    }
    this.bindingsStale = false;
    for (const node of this.allNodes()) {
      const before = node.resolved && node.precedents.map((reference) => reference.key).join(";");
      bind(node, this.workbook);
      const after = node.precedents.map((reference) => reference.key).join(";");
      const unchanged = before === undefined ? node.fromFile : before === after && !this.hasUnknownName(node);
      if (!unchanged) this.dirty.add(node);
    }
    this.dependents = undefined;
  }

  private hasUnknownName(node: FormulaNode): boolean {
    return node.sheet.valueAt(node.row, node.column) === NAME_ERROR;
  }

  // --- the recalculation -------------------------------------------------------------------------------------

  private recalculate(): void {
    if (this.running) return;
    if (this.nodes.size === 0 && !this.bindingsStale) {
      this.changes = [];
      return;
    }
    this.running = true;
    const sheets = new Set<Sheet>();
    try {
      for (const node of this.volatileNodes) this.dirty.add(node);
      for (let round = 0; round < MAX_ROUNDS; round++) {
        this.rebind();
        if (this.dirty.size === 0 && this.changes.length === 0) break;
        this.pass(sheets);
      }
    } finally {
      this.running = false;
    }
    this.customFunctions?.flush();
    if (sheets.size > 0) this.workbook.tell({ type: "calculated", sheets });
  }

  private pass(sheets: Set<Sheet>): void {
    for (const node of this.dirty) if (!node.resolved) bind(node, this.workbook);
    this.dependents ??= new Dependents(this.allNodes());
    const graph = this.dependents.begin();
    const changes = this.changes;
    this.changes = [];
    for (const node of this.dirty) graph.add(node);
    for (const { sheet, rect, by } of changes) {
      graph.addDependentsOf(sheet, rect);
      for (const node of [...this.spilling, ...this.blockedNodes]) {
        const area = node.blocked ?? node.spill;
        const concerned = area && node !== by && node.sheet === sheet && intersect(area, rect);
        if (concerned && !this.isOwnCell(node, rect)) graph.add(node);
      }
    }
    this.dirty.clear();
    const cache = newPassCache();
    for (const node of graph.order()) {
      if (this.arrived.has(node)) this.arrived.delete(node);
      else this.customFunctions?.reset(node);
      this.evaluateNode(node, cache);
      sheets.add(node.sheet);
    }
    for (const node of graph.circular()) {
      this.store(node, 0);
      sheets.add(node.sheet);
    }
  }

  /** A change of the formula cell itself is not a change of the block it fills. */
  private isOwnCell(node: FormulaNode, rect: Rect): boolean {
    return cellCount(rect) === 1 && rect.top === node.row && rect.left === node.column;
  }

  private evaluateNode(node: FormulaNode, cache: ReturnType<typeof newPassCache>): void {
    this.evaluations++;
    const evaluation = new Evaluation(this.workbook, node, cache, this.customFunctions, this.now);
    let result: CellValue | Matrix;
    try {
      result = evaluation.run();
    } catch (error) {
      if (error instanceof Pending) {
        if (!node.spill) this.store(node, CellError.of("#BUSY!"));
        return;
      }
      if (!(error instanceof UnknownFunction)) throw error;
      if (node.fromFile) return;
      result = NAME_ERROR;
    }
    node.fromFile = false;
    this.store(node, result);
  }

  private store(node: FormulaNode, result: CellValue | Matrix): void {
    const { sheet } = node;
    const cell = sheet.cellAt(node.row, node.column);
    if (!cell) return;
    const before = node.spill;
    const rect: Rect | undefined =
      result instanceof Matrix
        ? {
            top: node.row,
            left: node.column,
            bottom: node.row + result.rows - 1,
            right: node.column + result.columns - 1,
          }
        : undefined;
    this.blockedNodes.delete(node);
    node.blocked = undefined;
    if (rect && result instanceof Matrix && (!onSheet(rect) || this.isBlocked(node, rect))) {
      node.blocked = rect;
      this.blockedNodes.add(node);
      result = CellError.of("#SPILL!");
    }
    if (
      before &&
      (!(result instanceof Matrix) || !rect || rect.bottom < before.bottom || rect.right < before.right)
    ) {
      this.clearSpill(node, before);
      this.changes.push({ sheet, rect: before, by: node });
    }
    sheet.version++;
    if (!(result instanceof Matrix) || !rect) {
      node.spill = undefined;
      this.spilling.delete(node);
      cell.value = result as CellValue;
      return;
    }
    node.spill = rect;
    this.spilling.add(node);
    const grew = !before || rect.bottom > before.bottom || rect.right > before.right;
    for (let row = 0; row < result.rows; row++) {
      for (let column = 0; column < result.columns; column++) {
        const target = sheet.ensure(node.row + row, node.column + column);
        target.value = result.at(row, column) ?? 0;
        if (row > 0 || column > 0) target.spilledFrom = { row: node.row, column: node.column };
      }
    }
    if (grew) {
      if (rect.bottom > rect.top)
        this.changes.push({ sheet, rect: { ...rect, top: rect.top + 1 }, by: node });
      if (columnCount(rect) > 1)
        this.changes.push({ sheet, rect: { ...rect, left: rect.left + 1 }, by: node });
    }
  }

  private isBlocked(node: FormulaNode, rect: Rect): boolean {
    const { sheet } = node;
    if (sheet.tables.some((table) => intersect(table.rect, rect))) return true;
    if (sheet.merges.some((merge) => intersect(merge, rect))) return true;
    let blocked = false;
    sheet.forEachCell(rect, (cell, row, column) => {
      if (row === node.row && column === node.column) return;
      const own = cell.spilledFrom?.row === node.row && cell.spilledFrom.column === node.column;
      if (!own && (cell.value !== null || cell.formula !== undefined)) blocked = true;
    });
    return blocked;
  }

  private clearSpill(node: FormulaNode, rect: Rect): void {
    node.sheet.forEachCell(rect, (cell) => {
      if (cell.spilledFrom?.row !== node.row || cell.spilledFrom.column !== node.column) return;
      cell.value = null;
      cell.spilledFrom = undefined;
    });
    node.sheet.version++;
  }
}
