/** The workbench page: a stand-in Excel window around the add-in, with the workbook in this page and the pane in a frame. */

import type { Host } from "../index";
import { createHost, installExternal, loadWorkbook, saveWorkbook } from "../index";
import type { CustomFunctionMetadata } from "../calc/custom-functions";
import { FormulaBar } from "../grid/formula-bar";
import { SheetGrid } from "../grid/grid";
import { type AddinManifest, type RibbonAction, readManifest } from "../grid/manifest";
import { Ribbon } from "../grid/ribbon";
import { SheetTabs } from "../grid/sheet-tabs";
import type { ExternalHost } from "../transport/external";

const PANE_MIN = 280;

/** What the page offers to the pane's frame and to tests. */
interface Workbench {
  host: Host;
  /** Called by the frame before Office.js loads there. */
  attach(frame: Window): void;
  external: ExternalHost | undefined;
}

declare global {
  interface Window {
    workbench?: Workbench;
  }
}

const element = <T extends HTMLElement>(id: string): T => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found as T;
};

async function text(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.text();
}

async function functionsOf(manifest: AddinManifest): Promise<CustomFunctionMetadata | undefined> {
  if (manifest.functionsUrl === undefined || manifest.namespace === undefined) return undefined;
  const { functions } = JSON.parse(await text(manifest.functionsUrl)) as Pick<
    CustomFunctionMetadata,
    "functions"
  >;
  return { namespace: manifest.namespace, functions };
}

async function openWorkbook(): Promise<ReturnType<typeof loadWorkbook> | undefined> {
  const response = await fetch("/workbench/workbook");
  if (!response.ok) return undefined;
  const name = decodeURIComponent(response.headers.get("x-file-name") ?? "Book1.xlsx");
  return loadWorkbook(new Uint8Array(await response.arrayBuffer()), name);
}

async function start(): Promise<void> {
  const base = new URL("/addin/", location.href).href;
  const manifest = readManifest(await text("/manifest.xml"), base);
  const workbook = await openWorkbook();
  const metadata = await functionsOf(manifest).catch(() => undefined);
  const host = createHost({
    ...(workbook ? { workbook } : {}),
    ...(metadata ? { customFunctions: metadata } : {}),
  });
  const instanceId = `${host.workbook.name}-${Date.now()}`;
  const workbench: Workbench = {
    host,
    external: undefined,
    attach(frame) {
      workbench.external?.disconnect();
      workbench.external = installExternal(frame, host, { flags: 3, instanceId });
    },
  };
  window.workbench = workbench;
  document.title = host.workbook.name;
  const page = new Page(workbench, manifest);
  page.openPane(manifest.paneUrl);
}

class Page {
  private readonly frame = element<HTMLIFrameElement>("pane-frame");
  private readonly pane = element("pane");
  private readonly grid: SheetGrid;
  private readonly tabs: SheetTabs;
  private readonly bar: FormulaBar;
  private message = "Ready";

  constructor(
    private readonly workbench: Workbench,
    private readonly manifest: AddinManifest,
  ) {
    const { host } = workbench;
    this.tabs = new SheetTabs(element("tabs"), host);
    this.bar = new FormulaBar(element("formula-bar"), host, () => this.grid);
    this.grid = new SheetGrid(element("grid"), host, {
      selectionChanged: () => {
        this.bar.update();
        this.tabs.update(this.message);
      },
      editing: (on) => {
        this.show(on ? "Edit" : "Ready");
      },
      refused: (message) => {
        this.show(message);
      },
    });
    new Ribbon(element("ribbon"), {
      manifest,
      shell: host.shell,
      fileButtons: [
        {
          label: "Open…",
          run: () => {
            element<HTMLInputElement>("file").click();
          },
        },
        {
          label: "Save as .xlsx",
          run: () => {
            this.save();
          },
        },
      ],
      run: (id, action) => {
        this.run(id, action);
      },
    });
    element("pane-name").textContent = manifest.displayName;
    element("pane-close").addEventListener("click", () => {
      host.shell.paneState = "Background";
    });
    element<HTMLInputElement>("file").addEventListener(
      "change",
      (event) => void this.open(event.target as HTMLInputElement),
    );
    host.shell.onChange((what) => {
      if (what === "pane") this.pane.hidden = host.shell.paneState !== "Visible";
    });
    this.resizable();
    this.grid.focus();
  }

  private show(message: string): void {
    this.message = message;
    this.tabs.update(message);
  }

  /** Shows the pane; the page is loaded once, later calls only show it. */
  openPane(url: string): void {
    this.workbench.host.shell.paneState = "Visible";
    if (this.frame.src === "") this.frame.src = url;
  }

  private run(id: string, action: RibbonAction): void {
    if (action.kind === "ShowTaskpane") {
      this.openPane(action.target || this.manifest.paneUrl);
      return;
    }
    this.show("Working…");
    void this.workbench.external?.runCommand(id, action.target).then(() => {
      this.show("Ready");
    });
  }

  private save(): void {
    const { workbook } = this.workbench.host;
    const bytes = saveWorkbook(workbook);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes as BlobPart]));
    link.download = workbook.name;
    link.click();
    URL.revokeObjectURL(link.href);
    workbook.isDirty = false;
  }

  /** Opens a file by handing it to the server and loading the page anew: the add-in starts fresh, as in Excel. */
  private async open(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    await fetch("/workbench/workbook", {
      method: "PUT",
      headers: { "x-file-name": encodeURIComponent(file.name) },
      body: file,
    });
    location.reload();
  }

  private resizable(): void {
    element("pane-edge").addEventListener("mousedown", (down) => {
      down.preventDefault();
      document.body.classList.add("resizing");
      const move = (event: MouseEvent): void => {
        this.pane.style.width = `${Math.max(PANE_MIN, window.innerWidth - event.clientX)}px`;
      };
      const up = (): void => {
        document.body.classList.remove("resizing");
        window.removeEventListener("mousemove", move);
        window.removeEventListener("mouseup", up);
      };
      window.addEventListener("mousemove", move);
      window.addEventListener("mouseup", up);
    });
  }
}

void start().catch((error: unknown) => {
  document.body.textContent = error instanceof Error ? error.message : String(error);
});
