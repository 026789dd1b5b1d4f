/** Name box and formula bar. */

import { formatLocal, cellRect } from "../model/address";
import type { Host } from "../host";
import type { SheetGrid } from "./grid";

export class FormulaBar {
  private readonly name = document.createElement("input");
  private readonly formula = document.createElement("input");

  constructor(
    root: HTMLElement,
    private readonly host: Host,
    private readonly grid: () => SheetGrid,
  ) {
    this.name.className = "name-box";
    this.name.setAttribute("aria-label", "Name box");
    this.formula.className = "formula-input";
    this.formula.setAttribute("aria-label", "Formula bar");
    this.formula.spellcheck = false;
    const sign = document.createElement("span");
    sign.className = "formula-sign";
    sign.textContent = "fx";
    root.append(this.name, sign, this.formula);
    this.name.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.goTo();
    });
    this.formula.addEventListener("focus", () => {
      this.host.editMode = true;
    });
    this.formula.addEventListener("blur", () => {
      this.host.editMode = false;
      this.update();
    });
    this.formula.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.commit();
      if (event.key === "Escape") this.grid().focus();
    });
  }

  /** Shows the active cell. */
  update(): void {
    const sheet = this.host.workbook.activeSheet;
    const { row, column } = sheet.activeCell;
    if (document.activeElement !== this.name) this.name.value = formatLocal(cellRect(row, column));
    if (document.activeElement !== this.formula) this.formula.value = this.grid().activeText;
  }

  private goTo(): void {
    const { workbook } = this.host;
    const place = workbook.resolve(this.name.value, workbook.activeSheet);
    this.name.blur();
    if (place) workbook.select(place.sheet, place.rect);
    this.grid().focus();
  }

  private commit(): void {
    const { row, column } = this.host.workbook.activeSheet.activeCell;
    const text = this.formula.value;
    this.host.editMode = false;
    this.grid().type(row, column, text);
    this.grid().focus();
  }
}
