/** Draws the visible part of a sheet: cells, headers, selection, charts, in panes when rows or columns are frozen. */

import {
  type Rect,
  MAX_COLUMNS,
  MAX_ROWS,
  cellRect,
  columnName,
  formatLocal,
  intersect,
  rowCount,
} from "../model/address";
import { formatText } from "../model/format-text";
import type { Sheet } from "../model/sheet";
import { cellLook } from "./cell-look";
import { drawCharts } from "./chart-view";
import { LineOffsets, pixels } from "./line-offsets";

export const HEADER_HEIGHT = 22;
export const ROW_HEADER_WIDTH = 44;
/** Pixels left and right of a cell's text together. */
const CELL_PADDING = 6;
/** Columns to the left of a pane in which texts are looked for that run into it. */
const OVERFLOW_COLUMNS = 40;
/** Rows and columns beyond the used range that can be scrolled to. */
const MARGIN_ROWS = 60;
const MARGIN_COLUMNS = 12;

/** A part of the grid that scrolls on its own, with the cells it shows. */
export interface Pane {
  readonly element: HTMLElement;
  readonly rows: [number, number];
  readonly columns: [number, number];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Sheet pixel shown at the pane's corner. */
  readonly left: number;
  readonly top: number;
}

export class SheetPainter {
  private readonly measure = document.createElement("canvas").getContext("2d");
  private offsets: { rows: LineOffsets; columns: LineOffsets } | undefined;

  constructor(
    private readonly scroller: HTMLElement,
    private readonly spacer: HTMLElement,
    private readonly layer: HTMLElement,
    private readonly shownSheet: () => Sheet,
  ) {}

  private get sheet(): Sheet {
    return this.shownSheet();
  }

  /** Forgets sizes; another sheet is shown, or rows or columns changed. */
  reset(): void {
    this.offsets = undefined;
  }

  /** Places of rows and columns. */
  lines(): { rows: LineOffsets; columns: LineOffsets } {
    if (!this.offsets) {
      const { sheet } = this;
      const rows = new Map<number, number>();
      for (const index of sheet.lines.keys()) rows.set(index, pixels(sheet.rowHeight(index)));
      const columns = new Map<number, number>();
      for (const index of sheet.columns.keys()) columns.set(index, pixels(sheet.columnWidth(index)));
      this.offsets = {
        rows: new LineOffsets(pixels(sheet.standardHeight), rows),
        columns: new LineOffsets(pixels(sheet.standardWidth), columns),
      };
    }
    return this.offsets;
  }

  /** Frozen rows and columns. */
  frozen(): { rows: number; columns: number } {
    const { frozen } = this.sheet;
    if (!frozen) return { rows: 0, columns: 0 };
    return {
      rows: frozen.bottom >= MAX_ROWS - 1 ? 0 : frozen.bottom + 1,
      columns: frozen.right >= MAX_COLUMNS - 1 ? 0 : frozen.right + 1,
    };
  }

  /** The panes as the window is scrolled now. */
  panes(): Pane[] {
    const { rows, columns } = this.lines();
    const frozen = this.frozen();
    const width = this.scroller.clientWidth - ROW_HEADER_WIDTH;
    const height = this.scroller.clientHeight - HEADER_HEIGHT;
    const frozenWidth = columns.offset(frozen.columns);
    const frozenHeight = rows.offset(frozen.rows);
    const { scrollLeft, scrollTop } = this.scroller;
    const horizontal = [
      { from: 0, to: frozen.columns - 1, x: 0, size: Math.min(frozenWidth, width), start: 0 },
      {
        from: columns.lineAt(frozenWidth + scrollLeft),
        to: columns.lineAt(scrollLeft + width),
        x: frozenWidth,
        size: width - frozenWidth,
        start: frozenWidth + scrollLeft,
      },
    ];
    const vertical = [
      { from: 0, to: frozen.rows - 1, y: 0, size: Math.min(frozenHeight, height), start: 0 },
      {
        from: rows.lineAt(frozenHeight + scrollTop),
        to: rows.lineAt(scrollTop + height),
        y: frozenHeight,
        size: height - frozenHeight,
        start: frozenHeight + scrollTop,
      },
    ];
    const result: Pane[] = [];
    for (const v of vertical) {
      for (const h of horizontal) {
        if (v.to < v.from || h.to < h.from || v.size <= 0 || h.size <= 0) continue;
        const element = document.createElement("div");
        element.className = "grid-pane";
        place(element, ROW_HEADER_WIDTH + h.x, HEADER_HEIGHT + v.y, h.size, v.size);
        result.push({
          element,
          rows: [v.from, Math.min(v.to, MAX_ROWS - 1)],
          columns: [h.from, Math.min(h.to, MAX_COLUMNS - 1)],
          x: h.x,
          y: v.y,
          width: h.size,
          height: v.size,
          left: h.start,
          top: v.start,
        });
      }
    }
    return result;
  }

  /** Draws everything that can be seen. */
  paint(): void {
    const { sheet } = this;
    const { rows, columns } = this.lines();
    const used = sheet.usedRect();
    const lastRow = Math.min(
      MAX_ROWS,
      Math.max((used?.bottom ?? 0) + MARGIN_ROWS, 120, sheet.selection.top + MARGIN_ROWS),
    );
    const lastColumn = Math.min(MAX_COLUMNS, Math.max((used?.right ?? 0) + MARGIN_COLUMNS, 30));
    this.spacer.style.width = `${columns.offset(lastColumn) + ROW_HEADER_WIDTH}px`;
    this.spacer.style.height = `${rows.offset(lastRow) + HEADER_HEIGHT - this.scroller.clientHeight}px`;
    this.layer.style.width = `${this.scroller.clientWidth}px`;
    this.layer.style.height = `${this.scroller.clientHeight}px`;
    this.layer.setAttribute("aria-rowcount", String(lastRow));
    this.layer.setAttribute("aria-label", sheet.name);
    const fragment = document.createDocumentFragment();
    const panes = this.panes();
    for (const pane of panes) {
      this.paintCells(pane);
      this.paintSelection(pane);
      drawCharts(pane.element, sheet, pane.left, pane.top);
      fragment.append(pane.element);
    }
    this.paintHeaders(fragment, panes);
    const frozen = this.frozen();
    if (frozen.rows > 0)
      fragment.append(rule(0, HEADER_HEIGHT + rows.offset(frozen.rows) - 1, this.scroller.clientWidth, 1));
    if (frozen.columns > 0)
      fragment.append(
        rule(ROW_HEADER_WIDTH + columns.offset(frozen.columns) - 1, 0, 1, this.scroller.clientHeight),
      );
    this.layer.replaceChildren(fragment);
  }

  private paintCells(pane: Pane): void {
    const { sheet } = this;
    const { rows, columns } = this.lines();
    for (let row = pane.rows[0]; row <= pane.rows[1]; row++) {
      const height = rows.size(row);
      if (height === 0) continue;
      const before = this.overflowInto(row, pane.columns[0]);
      if (before !== undefined) {
        const cell = this.makeCell(row, before, columns.size(before));
        delete cell.dataset.a;
        cell.setAttribute("aria-hidden", "true");
        place(
          cell,
          columns.offset(before) - pane.left,
          rows.offset(row) - pane.top,
          columns.size(before),
          height,
        );
        pane.element.append(cell);
      }
      for (let column = pane.columns[0]; column <= pane.columns[1]; column++) {
        const width = columns.size(column);
        if (width === 0) continue;
        const merge = sheet.merges.find((rect) => intersect(rect, cellRect(row, column)));
        if (merge && (merge.top !== row || merge.left !== column)) continue;
        const cell = this.makeCell(row, column, width);
        place(
          cell,
          columns.offset(column) - pane.left,
          rows.offset(row) - pane.top,
          merge ? columns.offset(merge.right + 1) - columns.offset(column) : width,
          merge ? rows.offset(merge.bottom + 1) - rows.offset(row) : height,
        );
        pane.element.append(cell);
      }
    }
  }

  /** The column left of a pane whose text may run into it. */
  private overflowInto(row: number, first: number): number | undefined {
    if (this.sheet.valueAt(row, first) !== null) return undefined;
    for (let column = first - 1; column >= Math.max(0, first - OVERFLOW_COLUMNS); column--) {
      const value = this.sheet.valueAt(row, column);
      if (value !== null) return typeof value === "string" ? column : undefined;
    }
    return undefined;
  }

  private makeCell(row: number, column: number, width: number): HTMLElement {
    const { sheet } = this;
    const element = document.createElement("div");
    element.className = "cell";
    element.setAttribute("role", "gridcell");
    element.dataset.a = formatLocal(cellRect(row, column));
    const look = cellLook(sheet, row, column);
    for (const [name, value] of Object.entries(look)) element.style.setProperty(name, value);
    const text = this.shownText(row, column, width, look);
    if (text !== "") {
      const span = document.createElement("span");
      span.textContent = text;
      element.append(span);
      if (this.overflows(row, column, look)) {
        element.classList.add("overflows");
        span.style.width = `${this.freeWidth(row, column, text, look)}px`;
      }
    }
    if (sheet.hyperlinkAt(row, column)) element.classList.add("link");
    const table = sheet.tables.find(
      ({ rect }) => row === rect.top && column >= rect.left && column <= rect.right,
    );
    if (table?.showHeaders && table.showFilterButton) element.classList.add("filter");
    return element;
  }

  /** Text may run over empty neighbours to the right; numbers may not. */
  private overflows(row: number, column: number, look: Record<string, string>): boolean {
    const value = this.sheet.valueAt(row, column);
    if (
      typeof value !== "string" ||
      look["white-space"] === "pre-wrap" ||
      look["justify-content"] !== "flex-start"
    )
      return false;
    return this.sheet.valueAt(row, column + 1) === null;
  }

  /** Pixels a text has over its own cell and empty ones to the right, as far as it needs them. */
  private freeWidth(row: number, column: number, text: string, look: Record<string, string>): number {
    const { columns } = this.lines();
    const needed = this.textWidth(text, look) + CELL_PADDING;
    let width = columns.size(column);
    for (let next = column + 1; width < needed && next < MAX_COLUMNS; next++) {
      if (this.sheet.valueAt(row, next) !== null) break;
      width += columns.size(next);
    }
    return width - CELL_PADDING;
  }

  private textWidth(text: string, look: Record<string, string>): number {
    if (!this.measure) return 0;
    const font = ["font-style", "font-weight", "font-size", "font-family"].map((name) => look[name] ?? "");
    this.measure.font = font.join(" ");
    return this.measure.measureText(text).width;
  }

  private shownText(row: number, column: number, width: number, look: Record<string, string>): string {
    const value = this.sheet.valueAt(row, column);
    const text = this.sheet.textAt(row, column);
    if (typeof value !== "number" || this.textWidth(text, look) <= width - CELL_PADDING) return text;
    const general = this.sheet.formatAt(row, column, "numberFormat") === "General";
    if (general) {
      for (let digits = 10; digits >= 0; digits--) {
        const shorter = formatText(Number(value.toFixed(digits)), "General");
        if (this.textWidth(shorter, look) <= width - CELL_PADDING) return shorter;
      }
    }
    return "#".repeat(Math.max(1, Math.floor((width - CELL_PADDING) / 8)));
  }

  private paintHeaders(fragment: DocumentFragment, panes: readonly Pane[]): void {
    const { sheet } = this;
    if (!sheet.showHeadings) return;
    const { rows, columns } = this.lines();
    const { selection } = sheet;
    const corner = document.createElement("div");
    corner.className = "header corner";
    place(corner, 0, 0, ROW_HEADER_WIDTH, HEADER_HEIGHT);
    const seen = new Set<string>();
    for (const pane of panes) {
      if (!seen.has(`c${pane.x}`)) {
        seen.add(`c${pane.x}`);
        const strip = document.createElement("div");
        strip.className = "grid-pane";
        place(strip, ROW_HEADER_WIDTH + pane.x, 0, pane.width, HEADER_HEIGHT);
        for (let column = pane.columns[0]; column <= pane.columns[1]; column++) {
          const width = columns.size(column);
          if (width === 0) continue;
          const header = document.createElement("div");
          header.className = "header";
          header.dataset.column = String(column);
          header.setAttribute("role", "columnheader");
          header.textContent = columnName(column);
          header.classList.toggle("selected", column >= selection.left && column <= selection.right);
          place(header, columns.offset(column) - pane.left, 0, width, HEADER_HEIGHT);
          strip.append(header);
        }
        fragment.append(strip);
      }
      if (seen.has(`r${pane.y}`)) continue;
      seen.add(`r${pane.y}`);
      const strip = document.createElement("div");
      strip.className = "grid-pane";
      place(strip, 0, HEADER_HEIGHT + pane.y, ROW_HEADER_WIDTH, pane.height);
      for (let row = pane.rows[0]; row <= pane.rows[1]; row++) {
        const height = rows.size(row);
        if (height === 0) continue;
        const header = document.createElement("div");
        header.className = "header";
        header.dataset.row = String(row);
        header.setAttribute("role", "rowheader");
        header.textContent = String(row + 1);
        header.classList.toggle("selected", row >= selection.top && row <= selection.bottom);
        place(header, 0, rows.offset(row) - pane.top, ROW_HEADER_WIDTH, height);
        strip.append(header);
      }
      fragment.append(strip);
    }
    fragment.append(corner);
  }

  private paintSelection(pane: Pane): void {
    const { rows, columns } = this.lines();
    const { selection, activeCell } = this.sheet;
    const box = (rect: Rect, className: string): void => {
      const x = columns.offset(rect.left) - pane.left;
      const y = rows.offset(rect.top) - pane.top;
      const right = Math.min(
        columns.offset(Math.min(rect.right, pane.columns[1] + 1) + 1) - pane.left,
        pane.width + 20,
      );
      const bottom = Math.min(
        rows.offset(Math.min(rect.bottom, pane.rows[1] + 1) + 1) - pane.top,
        pane.height + 20,
      );
      if (right < 0 || bottom < 0 || x > pane.width || y > pane.height) return;
      const element = document.createElement("div");
      element.className = className;
      const left = Math.max(x, -20);
      const top = Math.max(y, -20);
      place(element, left - 1, top - 1, right - left + 1, bottom - top + 1);
      pane.element.append(element);
    };
    box(
      selection,
      rowCount(selection) * (selection.right - selection.left + 1) > 1 ? "selection many" : "selection",
    );
    this.layer.setAttribute("aria-activedescendant", `cell-${activeCell.row}-${activeCell.column}`);
  }
}

/** Puts an element at a place in its parent, pixels. */
export function place(element: HTMLElement, x: number, y: number, width: number, height: number): void {
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
  element.style.width = `${width}px`;
  element.style.height = `${height}px`;
}

function rule(x: number, y: number, width: number, height: number): HTMLElement {
  const element = document.createElement("div");
  element.className = "freeze-rule";
  place(element, x, y, width, height);
  return element;
}
