/** Which formulas refer to a cell, and an order in which changed formulas can be evaluated. */

import { type Rect, cellCount, cellRect, columnCount, intersect } from "../model/address";
import type { Sheet } from "../model/sheet";
import type { FormulaNode } from "./formula";

/** A block that one or more formulas refer to. */
interface RangeEntry {
  readonly rect: Rect;
  readonly nodes: FormulaNode[];
}

interface SheetIndex {
  readonly cells: Map<number, FormulaNode[]>;
  readonly byColumn: Map<number, RangeEntry[]>;
  /** Blocks over too many columns to be filed by column. */
  readonly wide: RangeEntry[];
}

const keyOf = (row: number, column: number): number => row * 16_384 + column;
const WIDE = 64;

/** The references of all formulas, filed by the cells they point at. */
export class Dependents {
  private readonly sheets = new Map<Sheet, SheetIndex>();

  constructor(nodes: Iterable<FormulaNode>) {
    const entries = new Map<string, RangeEntry>();
    for (const node of nodes) {
      for (const reference of node.precedents) {
        const index = this.indexOf(reference.sheet);
        const { rect } = reference;
        if (cellCount(rect) === 1) {
          const key = keyOf(rect.top, rect.left);
          const there = index.cells.get(key);
          if (there) there.push(node);
          else index.cells.set(key, [node]);
          continue;
        }
        const known = entries.get(reference.key);
        if (known) {
          known.nodes.push(node);
          continue;
        }
        const entry: RangeEntry = { rect, nodes: [node] };
        entries.set(reference.key, entry);
        if (columnCount(rect) > WIDE) {
          index.wide.push(entry);
          continue;
        }
        for (let column = rect.left; column <= rect.right; column++) {
          const there = index.byColumn.get(column);
          if (there) there.push(entry);
          else index.byColumn.set(column, [entry]);
        }
      }
    }
  }

  private indexOf(sheet: Sheet): SheetIndex {
    let index = this.sheets.get(sheet);
    if (!index) this.sheets.set(sheet, (index = { cells: new Map(), byColumn: new Map(), wide: [] }));
    return index;
  }

  begin(): DirtyGraph {
    return new DirtyGraph(this.sheets);
  }
}

/** The changed formulas of one pass and the edges between them; shared blocks are vertices of their own. */
class DirtyGraph {
  private readonly incoming = new Map<FormulaNode | RangeEntry, number>();
  private readonly outgoing = new Map<FormulaNode | RangeEntry, (FormulaNode | RangeEntry)[]>();
  private readonly waiting: FormulaNode[] = [];
  private done = new Set<FormulaNode>();

  constructor(private readonly sheets: ReadonlyMap<Sheet, SheetIndex>) {}

  /** Adds a formula, and everything that depends on it. */
  add(node: FormulaNode): void {
    if (this.incoming.has(node)) return;
    this.incoming.set(node, 0);
    this.waiting.push(node);
    this.spread();
  }

  /** Adds the formulas that refer to cells of a block. */
  addDependentsOf(sheet: Sheet, rect: Rect): void {
    this.visit(sheet, rect, undefined);
    this.spread();
  }

  private spread(): void {
    for (let node = this.waiting.pop(); node; node = this.waiting.pop()) {
      this.visit(node.sheet, cellRect(node.row, node.column), node);
      if (node.spill) this.visit(node.sheet, node.spill, node);
    }
  }

  private visit(sheet: Sheet, rect: Rect, from: FormulaNode | undefined): void {
    const index = this.sheets.get(sheet);
    if (!index) return;
    const cells = cellCount(rect);
    if (cells <= index.cells.size) {
      for (let row = rect.top; row <= rect.bottom; row++) {
        for (let column = rect.left; column <= rect.right; column++) {
          for (const node of index.cells.get(keyOf(row, column)) ?? []) this.reach(node, from);
        }
      }
    } else {
      for (const [key, nodes] of index.cells) {
        const row = Math.floor(key / 16_384);
        const column = key % 16_384;
        if (row < rect.top || row > rect.bottom || column < rect.left || column > rect.right) continue;
        for (const node of nodes) this.reach(node, from);
      }
    }
    const touch = (entry: RangeEntry): void => {
      if (intersect(entry.rect, rect)) this.reachEntry(entry, from);
    };
    if (columnCount(rect) > index.byColumn.size) {
      for (const [column, entries] of index.byColumn) {
        if (column >= rect.left && column <= rect.right) entries.forEach(touch);
      }
    } else {
      for (let column = rect.left; column <= rect.right; column++) index.byColumn.get(column)?.forEach(touch);
    }
    index.wide.forEach(touch);
  }

  private reach(node: FormulaNode, from: FormulaNode | RangeEntry | undefined): void {
    if (!this.incoming.has(node)) {
      this.incoming.set(node, 0);
      this.waiting.push(node);
    }
    if (from) this.connect(from, node);
  }

  private reachEntry(entry: RangeEntry, from: FormulaNode | undefined): void {
    if (!this.incoming.has(entry)) {
      this.incoming.set(entry, 0);
      for (const node of entry.nodes) this.reach(node, entry);
    }
    if (from) this.connect(from, entry);
  }

  private connect(from: FormulaNode | RangeEntry, to: FormulaNode | RangeEntry): void {
    const there = this.outgoing.get(from);
    if (there) there.push(to);
    else this.outgoing.set(from, [to]);
    this.incoming.set(to, (this.incoming.get(to) ?? 0) + 1);
  }

  /** The formulas, each after those it depends on. */
  *order(): Generator<FormulaNode> {
    const ready: (FormulaNode | RangeEntry)[] = [];
    for (const [vertex, count] of this.incoming) if (count === 0) ready.push(vertex);
    for (let vertex = ready.pop(); vertex; vertex = ready.pop()) {
      if ("formula" in vertex) {
        this.done.add(vertex);
        yield vertex;
      }
      for (const next of this.outgoing.get(vertex) ?? []) {
        const left = (this.incoming.get(next) ?? 0) - 1;
        this.incoming.set(next, left);
        if (left === 0) ready.push(next);
      }
    }
  }

  /** Formulas that depend on themselves; known after `order` has ended. */
  *circular(): Generator<FormulaNode> {
    for (const vertex of this.incoming.keys())
      if ("formula" in vertex && !this.done.has(vertex)) yield vertex;
  }
}
