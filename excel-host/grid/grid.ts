/** The sheet in the page: a virtual grid that draws the visible cells, with frozen panes, selection and editing. */

import { type Rect, MAX_COLUMNS, MAX_ROWS, cellRect, formatLocal } from "../model/address";
import { toPlain } from "../model/cell";
import { HostError } from "../model/errors";
import type { Host } from "../host";
import type { Sheet } from "../model/sheet";
import { formatText } from "../model/format-text";
import { HEADER_HEIGHT, ROW_HEADER_WIDTH, SheetPainter, place } from "./sheet-painter";

/** What the grid tells the page around it. */
export interface GridListener {
  /** The selection or the content of the active cell changed. */
  selectionChanged(): void;
  /** Editing began or ended. */
  editing(on: boolean): void;
  /** Something the user wanted was refused. */
  refused(message: string): void;
}

export class SheetGrid {
  private readonly scroller = document.createElement("div");
  private readonly spacer = document.createElement("div");
  private readonly layer = document.createElement("div");
  private readonly editor = document.createElement("textarea");
  private readonly painter: SheetPainter;
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
    this.painter = new SheetPainter(this.scroller, this.spacer, this.layer, () => this.sheet);
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
        this.painter.reset();
        const [left, top] = this.scrolls.get(mutation.sheet) ?? [0, 0];
        this.repaint();
        requestAnimationFrame(() => {
          this.scroller.scrollTo(left, top);
        });
      }
      if (mutation.type === "selection") this.reveal();
      if (mutation.type !== "selection" && mutation.type !== "activated") this.painter.reset();
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
      if (this.updating) this.painter.paint();
      this.listener.selectionChanged();
    });
  }
  // --- selection ---------------------------------------------------------------------------------------------

  private cellAtPoint(event: MouseEvent): { row: number; column: number } | undefined {
    const bounds = this.layer.getBoundingClientRect();
    const x = event.clientX - bounds.left - ROW_HEADER_WIDTH;
    const y = event.clientY - bounds.top - HEADER_HEIGHT;
    const { rows, columns } = this.painter.lines();
    for (const pane of this.painter.panes()) {
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
    const { rows, columns } = this.painter.lines();
    const frozen = this.painter.frozen();
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
