/** Sheet tabs and status line under the grid. */

import type { Host } from "../host";

export class SheetTabs {
  private readonly list = document.createElement("div");
  private readonly status = document.createElement("div");

  constructor(
    root: HTMLElement,
    private readonly host: Host,
  ) {
    this.list.className = "sheet-tabs";
    this.list.setAttribute("role", "tablist");
    this.status.className = "sheet-status";
    this.status.setAttribute("role", "status");
    root.append(this.list, this.status);
    host.workbook.onMutation((mutation) => {
      if (mutation.type === "sheet" || mutation.type === "activated") this.draw();
    });
    this.draw();
  }

  private draw(): void {
    const { workbook } = this.host;
    this.list.replaceChildren();
    for (const sheet of workbook.sheets) {
      if (sheet.visibility !== "Visible") continue;
      const tab = document.createElement("button");
      tab.type = "button";
      tab.setAttribute("role", "tab");
      tab.textContent = sheet.name;
      tab.setAttribute("aria-selected", String(sheet === workbook.activeSheet));
      if (sheet.tabColor !== "") tab.style.borderBottom = `3px solid ${sheet.tabColor}`;
      tab.addEventListener("click", () => {
        workbook.activate(sheet);
      });
      this.list.append(tab);
    }
    const add = document.createElement("button");
    add.type = "button";
    add.className = "add-sheet";
    add.textContent = "+";
    add.title = "New sheet";
    add.addEventListener("click", () => {
      workbook.activate(workbook.addSheet(undefined, workbook.sheets.indexOf(workbook.activeSheet) + 1));
    });
    this.list.append(add);
    this.list
      .querySelector('[aria-selected="true"]')
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Shows state, and sum, average and count of the selected figures. */
  update(message: string): void {
    const sheet = this.host.workbook.activeSheet;
    let sum = 0;
    let numbers = 0;
    let filled = 0;
    const rect = sheet.clip(sheet.selection);
    if (rect) {
      sheet.forEachCell(rect, (cell) => {
        if (cell.value === null) return;
        filled++;
        if (typeof cell.value === "number") {
          sum += cell.value;
          numbers++;
        }
      });
    }
    const show = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 2 });
    const figures =
      numbers > 1
        ? `Average: ${show(sum / numbers)}   Count: ${filled}   Sum: ${show(sum)}`
        : filled > 1
          ? `Count: ${filled}`
          : "";
    this.status.textContent = figures === "" ? message : `${message}      ${figures}`;
  }
}
