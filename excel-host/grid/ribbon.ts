/** The ribbon over the sheet: the add-in's tabs from its manifest, and a File tab with what the page itself can do. */

import type { Shell } from "../shell";
import type { AddinManifest, RibbonAction, RibbonGroup, RibbonItem, RibbonTab } from "./manifest";

/** Small commands that stand one below the other. */
const SMALL_PER_COLUMN = 3;

export interface RibbonOptions {
  readonly manifest: AddinManifest;
  readonly shell: Shell;
  /** Buttons of the page's own File tab. */
  readonly fileButtons: readonly { readonly label: string; readonly run: () => void }[];
  readonly run: (id: string, action: RibbonAction) => void;
}

/** Ordinary tabs of Excel, drawn for orientation only. */
const PLAIN_TABS = ["Home", "Insert", "Page Layout", "Formulas", "Data", "Review", "View"];

export class Ribbon {
  private readonly tabs = document.createElement("div");
  private readonly body = document.createElement("div");
  private shown: string;
  private menu: HTMLElement | undefined;

  constructor(
    root: HTMLElement,
    private readonly options: RibbonOptions,
  ) {
    this.shown = options.manifest.tabs[0]?.id ?? "File";
    this.tabs.className = "ribbon-tabs";
    this.tabs.setAttribute("role", "tablist");
    this.body.className = "ribbon-body";
    root.append(this.tabs, this.body);
    options.shell.onChange((what) => {
      if (what === "ribbon") this.draw();
    });
    document.addEventListener("mousedown", (event) => {
      if (this.menu && !this.menu.contains(event.target as Node)) this.closeMenu();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.closeMenu();
    });
    this.draw();
  }

  private draw(): void {
    this.closeMenu();
    const { manifest, shell } = this.options;
    this.tabs.replaceChildren();
    this.addTab("File", "File", false);
    for (const name of PLAIN_TABS) this.addTab(name, name, true);
    for (const tab of manifest.tabs) this.addTab(tab.id, tab.label, false);
    for (const tab of this.contextual())
      if (shell.tabs.get(tab.id) === true) this.addTab(tab.id, tab.label, false);
    this.body.replaceChildren();
    if (this.shown === "File") {
      this.drawFile();
      return;
    }
    const tab = [...manifest.tabs, ...this.contextual()].find(({ id }) => id === this.shown);
    for (const group of tab?.groups ?? []) this.body.append(this.drawGroup(group));
  }

  /** Tabs the add-in created at run time, in the shape of the manifest's. */
  private contextual(): RibbonTab[] {
    return this.options.shell.contextualTabs.flatMap((definition) => {
      const { actions = [], tabs = [] } = definition as {
        actions?: { id: string; functionName?: string }[];
        tabs?: {
          id: string;
          label: string;
          groups: { id: string; label: string; controls: ContextualControl[] }[];
        }[];
      };
      const functions = new Map(actions.map((action) => [action.id, action.functionName ?? ""]));
      return tabs.map((tab) => ({
        id: tab.id,
        label: tab.label,
        groups: tab.groups.map((group) => ({
          id: group.id,
          label: group.label,
          controls: group.controls.map((control) => contextualItem(control, functions)),
        })),
      }));
    });
  }

  private addTab(id: string, label: string, plain: boolean): void {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ribbon-tab";
    button.textContent = label;
    button.setAttribute("role", "tab");
    button.setAttribute("aria-selected", String(id === this.shown));
    if (plain) button.disabled = true;
    button.addEventListener("click", () => {
      this.shown = id;
      this.draw();
    });
    this.tabs.append(button);
  }

  private drawFile(): void {
    const group = document.createElement("div");
    group.className = "ribbon-group";
    const row = document.createElement("div");
    row.className = "ribbon-controls";
    for (const { label, run } of this.options.fileButtons) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ribbon-file";
      button.textContent = label;
      button.addEventListener("click", run);
      row.append(button);
    }
    const caption = document.createElement("div");
    caption.className = "ribbon-caption";
    caption.textContent = "Workbook";
    group.append(row, caption);
    this.body.append(group);
  }

  /** The last three (or six) commands of a group are drawn small, unless the group is mostly menus. */
  private isLarge(group: RibbonGroup, item: RibbonItem): boolean {
    const { controls } = group;
    const menus = controls.filter((control) => control.items.length > 0).length;
    if (menus * 2 > controls.length) return true;
    const small = Math.floor((controls.length - 1) / SMALL_PER_COLUMN) * SMALL_PER_COLUMN;
    return controls.indexOf(item) < controls.length - small;
  }

  private drawGroup(group: RibbonGroup): HTMLElement {
    const element = document.createElement("div");
    element.className = "ribbon-group";
    element.dataset.group = group.id;
    const row = document.createElement("div");
    row.className = "ribbon-controls";
    let column: HTMLElement | undefined;
    for (const control of group.controls) {
      if (this.isLarge(group, control)) {
        column = undefined;
        row.append(this.drawControl(control, true));
        continue;
      }
      if (!column || column.childElementCount >= SMALL_PER_COLUMN) {
        column = document.createElement("div");
        column.className = "ribbon-column";
        row.append(column);
      }
      column.append(this.drawControl(control, false));
    }
    const caption = document.createElement("div");
    caption.className = "ribbon-caption";
    caption.textContent = group.label;
    element.append(row, caption);
    return element;
  }

  private drawControl(item: RibbonItem, large: boolean): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = large ? "ribbon-large" : "ribbon-small";
    button.dataset.control = item.id;
    button.title = item.tip === "" ? item.label : `${item.title}\n${item.tip}`;
    button.disabled = this.options.shell.enabled.get(item.id) === false;
    const icon = iconFor(item, large ? 32 : 16);
    if (icon) button.append(icon);
    const label = document.createElement("span");
    label.textContent = item.label;
    button.append(label);
    if (item.items.length > 0) {
      button.setAttribute("aria-haspopup", "menu");
      label.classList.add("menu-label");
      label.append(chevron());
      button.addEventListener("click", () => {
        this.openMenu(button, item);
      });
    } else {
      button.addEventListener("click", () => {
        if (item.action) this.options.run(item.id, item.action);
      });
    }
    return button;
  }

  private openMenu(button: HTMLElement, item: RibbonItem): void {
    this.closeMenu();
    const menu = document.createElement("div");
    menu.className = "ribbon-menu";
    menu.setAttribute("role", "menu");
    const bounds = button.getBoundingClientRect();
    menu.style.left = `${bounds.left}px`;
    menu.style.top = `${bounds.bottom}px`;
    for (const entry of item.items) {
      const line = document.createElement("button");
      line.type = "button";
      line.setAttribute("role", "menuitem");
      line.dataset.control = entry.id;
      line.title = entry.tip;
      line.disabled = this.options.shell.enabled.get(entry.id) === false;
      const icon = iconFor(entry, 16);
      if (icon) line.append(icon);
      line.append(entry.label);
      line.addEventListener("click", () => {
        this.closeMenu();
        if (entry.action) this.options.run(entry.id, entry.action);
      });
      menu.append(line);
    }
    document.body.append(menu);
    this.menu = menu;
  }

  private closeMenu(): void {
    this.menu?.remove();
    this.menu = undefined;
  }
}

interface ContextualControl {
  readonly id: string;
  readonly label?: string;
  readonly actionId?: string;
  readonly superTip?: { readonly title?: string; readonly description?: string };
}

function contextualItem(control: ContextualControl, functions: ReadonlyMap<string, string>): RibbonItem {
  return {
    id: control.id,
    label: control.label ?? control.id,
    title: control.superTip?.title ?? "",
    tip: control.superTip?.description ?? "",
    icons: new Map(),
    action: { kind: "ExecuteFunction", target: functions.get(control.actionId ?? "") ?? "" },
    items: [],
  };
}

/** An icon in the size that suits the screen; the next larger one where that size is missing. */
function iconFor(item: RibbonItem, size: number): HTMLImageElement | undefined {
  const wanted = size * Math.max(1, Math.ceil(window.devicePixelRatio));
  const sizes = [...item.icons.keys()].sort((a, b) => a - b);
  const best = sizes.find((each) => each >= wanted) ?? sizes.at(-1);
  const url = best === undefined ? undefined : item.icons.get(best);
  if (url === undefined) return undefined;
  const image = document.createElement("img");
  image.src = url;
  image.alt = "";
  image.width = size;
  image.height = size;
  return image;
}

function chevron(): HTMLElement {
  const mark = document.createElement("span");
  mark.className = "chevron";
  mark.setAttribute("aria-hidden", "true");
  return mark;
}
