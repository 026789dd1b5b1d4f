/** The sheet in the page: a virtual grid that draws the visible cells, with frozen panes, selection and editing. */

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
import { toPlain } from "../model/cell";
import { HostError } from "../model/errors";
import type { Host } from "../host";
import type { Sheet } from "../model/sheet";
import { formatText } from "../model/format-text";
import { cellLook } from "./cell-look";
import { drawCharts } from "./chart-view";
import { LineOffsets, pixels } from "./line-offsets";

const HEADER_HEIGHT = 22;
const ROW_HEADER_WIDTH = 44;
/** Pixels left and right of a cell's text together. */
const CELL_PADDING = 6;
/** Columns to the left of a pane in which texts are looked for that run into it. */
const OVERFLOW_COLUMNS = 40;
/** Rows and columns beyond the used range that can be scrolled to. */
const MARGIN_ROWS = 60;
const MARGIN_COLUMNS = 12;

/** What the grid tells the page around it. */
export interface GridListener {
  /** The selection or the content of the active cell changed. */
  selectionChanged(): void;
  /** Editing began or ended. */
  editing(on: boolean): void;
  /** Something the user wanted was refused. */
  refused(message: string): void;
}

interface Pane {
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

export class SheetGrid {
  private readonly scroller = document.createElement("div");
  private readonly spacer = document.createElement("div");
  private readonly layer = document.createElement("div");
  private readonly editor = document.createElement("textarea");
  private readonly measure = document.createElement("canvas").getContext("2d");
  private offsets: { rows: LineOffsets; columns: LineOffsets } | undefined;
  private readonly scrolls = new Map<Sheet, [number, number]>();
  private frame = 0;
  private updating = true;
  private anchor = { row: 0, column: 0 };
  private edited: { row: number; column: number } | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: Host,
    private readonly listener: GridListener,
  ) {
    this.scroller.className = "grid-scroller";
    this.layer.className = "grid-layer";
    this.layer.setAttribute("role", "grid");
    this.layer.tabIndex = 0;
    this.editor.className = "grid-editor";
    this.editor.hidden = true;
    this.scroller.append(this.layer, this.spacer);
    root.append(this.scroller, this.editor);
    this.scroller.addEventListener("scroll", () => {
      this.repaint();
    });
    this.layer.addEventListener("mousedown", (event) => {
      this.mouseDown(event);
    });
    this.layer.addEventListener("dblclick", () => {
      this.startEdit();
    });
    this.layer.addEventListener("keydown", (event) => {
      this.keyDown(event);
    });
    this.editor.addEventListener("keydown", (event) => {
      this.editorKeyDown(event);
    });
    this.editor.addEventListener("blur", () => {
      this.commit();
    });
    new ResizeObserver(() => {
      this.repaint();
    }).observe(root);
    host.workbook.onMutation((mutation) => {
      if (mutation.type === "busy") this.updating = mutation.screenUpdating;
      if (mutation.type === "activated") {
        if (mutation.previous)
          this.scrolls.set(mutation.previous, [this.scroller.scrollLeft, this.scroller.scrollTop]);
        this.offsets = undefined;
        const [left, top] = this.scrolls.get(mutation.sheet) ?? [0, 0];
        this.repaint();
        requestAnimationFrame(() => {
          this.scroller.scrollTo(left, top);
        });
      }
      if (mutation.type === "selection") this.reveal();
      if (mutation.type !== "selection" && mutation.type !== "activated") this.offsets = undefined;
      this.repaint();
    });
    this.repaint();
  }

  private get sheet(): Sheet {
    return this.host.workbook.activeSheet;
  }

  focus(): void {
    this.layer.focus({ preventScroll: true });
  }

  /** Draws the visible part in the next frame. */
  repaint(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (this.updating) this.paint();
      this.listener.selectionChanged();
    });
  }

  private lines(): { rows: LineOffsets; columns: LineOffsets } {
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
  private frozen(): { rows: number; columns: number } {
    const { frozen } = this.sheet;
    if (!frozen) return { rows: 0, columns: 0 };
    return {
      rows: frozen.bottom >= MAX_ROWS - 1 ? 0 : frozen.bottom + 1,
      columns: frozen.right >= MAX_COLUMNS - 1 ? 0 : frozen.right + 1,
    };
  }

  private panes(): Pane[] {
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

  private paint(): void {
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

  // --- selection ---------------------------------------------------------------------------------------------

  private cellAtPoint(event: MouseEvent): { row: number; column: number } | undefined {
    const bounds = this.layer.getBoundingClientRect();
    const x = event.clientX - bounds.left - ROW_HEADER_WIDTH;
    const y = event.clientY - bounds.top - HEADER_HEIGHT;
    const { rows, columns } = this.lines();
    for (const pane of this.panes()) {
      if (x < pane.x || x >= pane.x + pane.width || y < pane.y || y >= pane.y + pane.height) continue;
      return { row: rows.lineAt(y - pane.y + pane.top), column: columns.lineAt(x - pane.x + pane.left) };
    }
    return undefined;
  }

  private mouseDown(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    this.focus();
    if (target.dataset.column !== undefined) {
      const column = Number(target.dataset.column);
      this.select({ top: 0, left: column, bottom: MAX_ROWS - 1, right: column });
      return;
    }
    if (target.dataset.row !== undefined) {
      const row = Number(target.dataset.row);
      this.select({ top: row, left: 0, bottom: row, right: MAX_COLUMNS - 1 });
      return;
    }
    const at = this.cellAtPoint(event);
    if (!at) return;
    event.preventDefault();
    this.focus();
    const link = this.sheet.hyperlinkAt(at.row, at.column);
    if (link && event.button === 0 && !event.shiftKey && target.closest(".link span")) {
      this.follow(link);
      return;
    }
    if (event.shiftKey) {
      this.extendTo(at);
      return;
    }
    this.anchor = at;
    this.select(cellRect(at.row, at.column));
    const moved = (move: MouseEvent): void => {
      const to = this.cellAtPoint(move);
      if (to) this.extendTo(to);
    };
    const up = (): void => {
      window.removeEventListener("mousemove", moved);
      window.removeEventListener("mouseup", up);
    };
    window.addEventListener("mousemove", moved);
    window.addEventListener("mouseup", up);
  }

  private follow(link: { documentReference?: string | undefined; address?: string | undefined }): void {
    const { workbook } = this.host;
    if (link.documentReference !== undefined) {
      const place = workbook.resolve(link.documentReference.replace(/^#/, ""), this.sheet);
      if (place?.sheet.visibility === "Visible") workbook.select(place.sheet, place.rect);
      else this.listener.refused("Reference isn't valid.");
    } else if (link.address !== undefined) window.open(link.address, "_blank", "noopener");
  }

  private extendTo(to: { row: number; column: number }): void {
    const rect: Rect = {
      top: Math.min(this.anchor.row, to.row),
      left: Math.min(this.anchor.column, to.column),
      bottom: Math.max(this.anchor.row, to.row),
      right: Math.max(this.anchor.column, to.column),
    };
    const { sheet } = this;
    if (JSON.stringify(rect) === JSON.stringify(sheet.selection)) return;
    this.host.workbook.select(sheet, rect);
    sheet.activeCell = { ...this.anchor };
  }

  /** Selects a block of the shown sheet. */
  select(rect: Rect): void {
    this.anchor = { row: rect.top, column: rect.left };
    this.host.workbook.select(this.sheet, rect);
  }

  /** Scrolls so that the selection's first cell can be seen. */
  private reveal(): void {
    const { rows, columns } = this.lines();
    const frozen = this.frozen();
    const { top: row, left: column } = this.sheet.selection;
    const width = this.scroller.clientWidth - ROW_HEADER_WIDTH - columns.offset(frozen.columns);
    const height = this.scroller.clientHeight - HEADER_HEIGHT - rows.offset(frozen.rows);
    if (row >= frozen.rows) {
      const y = rows.offset(row) - rows.offset(frozen.rows);
      if (y < this.scroller.scrollTop) this.scroller.scrollTop = y;
      else if (y + rows.size(row) > this.scroller.scrollTop + height)
        this.scroller.scrollTop = y + rows.size(row) - height;
    }
    if (column >= frozen.columns) {
      const x = columns.offset(column) - columns.offset(frozen.columns);
      if (x < this.scroller.scrollLeft) this.scroller.scrollLeft = x;
      else if (x + columns.size(column) > this.scroller.scrollLeft + width) {
        this.scroller.scrollLeft = x + columns.size(column) - width;
      }
    }
  }

  private keyDown(event: KeyboardEvent): void {
    const { activeCell } = this.sheet;
    const steps: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      Enter: [event.shiftKey ? -1 : 1, 0],
      Tab: [0, event.shiftKey ? -1 : 1],
      PageDown: [20, 0],
      PageUp: [-20, 0],
    };
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      this.moveBy(step[0], step[1], event.shiftKey && event.key.startsWith("Arrow"), event.ctrlKey);
    } else if (event.key === "Home") {
      event.preventDefault();
      this.select(event.ctrlKey ? cellRect(0, 0) : cellRect(activeCell.row, 0));
    } else if (event.key === "F2") {
      event.preventDefault();
      this.startEdit();
    } else if (event.key === "Delete") {
      this.write((sheet) => {
        sheet.clearContents(sheet.selection);
      }, this.sheet.selection);
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.startEdit(event.key);
    }
  }

  private moveBy(rows: number, columns: number, extend: boolean, toEdge: boolean): void {
    const { sheet } = this;
    const from = extend ? farCorner(sheet.selection, this.anchor) : sheet.activeCell;
    let row = from.row + rows;
    let column = from.column + columns;
    if (toEdge) {
      const used = sheet.usedRect(true) ?? cellRect(0, 0);
      row = rows > 0 ? Math.max(used.bottom, from.row) : rows < 0 ? 0 : from.row;
      column = columns > 0 ? Math.max(used.right, from.column) : columns < 0 ? 0 : from.column;
    }
    row = Math.max(0, Math.min(MAX_ROWS - 1, row));
    column = Math.max(0, Math.min(MAX_COLUMNS - 1, column));
    if (extend) this.extendTo({ row, column });
    else this.select(cellRect(row, column));
  }

  // --- editing -----------------------------------------------------------------------------------------------

  /** Text of the active cell as the formula bar shows it. */
  get activeText(): string {
    const { row, column } = this.sheet.activeCell;
    const cell = this.sheet.cellAt(row, column);
    if (!cell) return "";
    if (cell.formula !== undefined) return cell.formula;
    if (typeof cell.value === "number") return this.dateOrNumber(row, column, cell.value);
    return (cell.apostrophe ? "'" : "") + String(toPlain(cell.value));
  }

  private dateOrNumber(row: number, column: number, value: number): string {
    const format = String(this.sheet.formatAt(row, column, "numberFormat"));
    const plain = format.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, "");
    return /[ymd]/i.test(plain) ? formatText(value, "m/d/yyyy") : String(value);
  }

  startEdit(typed?: string): void {
    const { row, column } = this.sheet.activeCell;
    const cell = this.layer.querySelector<HTMLElement>(`[data-a="${formatLocal(cellRect(row, column))}"]`);
    if (!cell) return;
    const bounds = cell.getBoundingClientRect();
    const root = this.root.getBoundingClientRect();
    this.edited = { row, column };
    this.host.editMode = true;
    this.listener.editing(true);
    place(
      this.editor,
      bounds.left - root.left - 1,
      bounds.top - root.top - 1,
      Math.max(bounds.width, 90) + 2,
      bounds.height + 2,
    );
    this.editor.style.fontFamily = cell.style.fontFamily;
    this.editor.style.fontSize = cell.style.fontSize;
    this.editor.value = typed ?? this.activeText;
    this.editor.hidden = false;
    this.editor.focus();
    this.editor.setSelectionRange(this.editor.value.length, this.editor.value.length);
  }

  private editorKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.altKey) {
      event.preventDefault();
      this.commit();
      this.moveBy(event.shiftKey ? -1 : 1, 0, false, false);
    } else if (event.key === "Tab") {
      event.preventDefault();
      this.commit();
      this.moveBy(0, event.shiftKey ? -1 : 1, false, false);
    } else if (event.key === "Escape") {
      this.endEdit();
    }
  }

  private commit(): void {
    const at = this.edited;
    const text = this.editor.value;
    this.endEdit();
    if (at) this.type(at.row, at.column, text);
  }

  private endEdit(): void {
    if (!this.edited) return;
    this.edited = undefined;
    this.editor.hidden = true;
    this.host.editMode = false;
    this.listener.editing(false);
    this.focus();
  }

  /** Types text into a cell, as the user does. */
  type(row: number, column: number, text: string): void {
    const before = this.sheet.cellAt(row, column);
    if (text === (before ? this.textOf(row, column) : "")) return;
    const rect = cellRect(row, column);
    this.write((sheet) => {
      sheet.write(rect, () => text);
    }, rect);
  }

  private textOf(row: number, column: number): string {
    const { activeCell } = this.sheet;
    return activeCell.row === row && activeCell.column === column
      ? this.activeText
      : this.sheet.textAt(row, column);
  }

  private write(work: (sheet: Sheet) => void, rect: Rect): void {
    const { sheet } = this;
    try {
      const locked = [...sheet.stylesIn(sheet.clip(rect) ?? rect)].some(
        (style) => sheet.workbook.styles.value(style, "locked") !== false,
      );
      if (sheet.protection && locked) {
        this.listener.refused("The cell is on a protected sheet. To make a change, unprotect the sheet.");
        return;
      }
      work(sheet);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      this.listener.refused(error.message);
    }
  }
}

function farCorner(rect: Rect, anchor: { row: number; column: number }): { row: number; column: number } {
  return {
    row: anchor.row === rect.top ? rect.bottom : rect.top,
    column: anchor.column === rect.left ? rect.right : rect.left,
  };
}

function place(element: HTMLElement, x: number, y: number, width: number, height: number): void {
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
