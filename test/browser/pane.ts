/** The built pane in a real Chromium, in a stand-in Excel with a workbook open, served over loopback http. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { CellValue, CustomFunctionMetadata, Host } from "../../excel-host";
import { installHost } from "../../excel-host/browser";
import { OFFICE_CDN } from "../../excel-host/jsdom";
import { chromiumOptions } from "./chromium";

const ROOT = path.resolve(__dirname, "../..");
/** Folder of the build under test. */
const DIST = process.env.TIEOUT_DIST ?? path.join(ROOT, "dist");

/** The day and time that the page believes in. */
export const NOW = "2026-02-03T09:12:00";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
};

/** The sample company's workbook. */
export function sampleBytes(): Uint8Array {
  return readFileSync(path.join(ROOT, "sample/tieout-sample.xlsx"));
}

function functionsMetadata(): CustomFunctionMetadata {
  const { functions } = JSON.parse(readFileSync(path.join(DIST, "functions.json"), "utf8")) as Pick<
    CustomFunctionMetadata,
    "functions"
  >;
  return { namespace: "TIEOUT", functions };
}

export type Theme = "light" | "dark" | "contrast";

export interface PaneOptions {
  /** Bytes of an .xlsx; the sample company when absent, an empty workbook for null. */
  readonly workbook?: Uint8Array | null;
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** Show the first-run page as on a new computer. */
  readonly firstRun?: boolean;
  /** Do not wait until the ledgers are read, and let the clock be the computer's: for measuring. */
  readonly early?: boolean;
}

/**
 * In the page: workers whose answers can be held back, so that a page of something running stands still. While
 * `heldAt` is shown in the pane, answers wait.
 */
function holdableWorkers(): void {
  const waiting: (() => void)[] = [];
  const gate = {
    heldAt: undefined as string | undefined,
    release() {
      gate.heldAt = undefined;
      for (const deliver of waiting.splice(0)) deliver();
    },
  };
  const isHeld = (): boolean =>
    waiting.length > 0 || (gate.heldAt !== undefined && document.body.textContent.includes(gate.heldAt));
  class HoldableWorker extends Worker {
    override set onmessage(handler: ((event: MessageEvent) => void) | null) {
      super.onmessage = handler
        ? (event) => {
            if (isHeld()) waiting.push(() => handler(event));
            else handler(event);
          }
        : null;
    }
  }
  Object.assign(globalThis, { Worker: HoldableWorker, engineGate: gate });
}

interface EngineGate {
  heldAt: string | undefined;
  release(): void;
}

/** One browser with a server of the build; one page per `open`. */
export class PaneBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async launch(): Promise<PaneBrowser> {
    const server = createServer((request, response) => {
      const name = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
      const file = path.join(DIST, path.normalize(name));
      try {
        if (!file.startsWith(DIST)) throw new Error("outside");
        const body = readFileSync(file);
        response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" });
        response.end(body);
      } catch {
        response.writeHead(404);
        response.end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const browser = await chromium.launch(await chromiumOptions());
    return new PaneBrowser(browser, server, `http://localhost:${(server.address() as AddressInfo).port}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async open(options: PaneOptions = {}): Promise<Pane> {
    const { theme = "light" } = options;
    const context = await this.browser.newContext({
      viewport: { width: options.width ?? 360, height: options.height ?? 760 },
      colorScheme: theme === "light" ? "light" : "dark",
      forcedColors: theme === "contrast" ? "active" : "none",
      reducedMotion: "reduce",
      locale: "en-GB",
      timezoneId: "UTC",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    if (options.early !== true) await page.clock.setFixedTime(new Date(`${NOW}Z`));
    const pane = new Pane(page, context, this.origin);
    if (options.firstRun !== true) {
      await page.addInitScript(() => {
        try {
          localStorage.setItem("tieout.firstRunSeen", "yes");
        } catch {
          // The blank page before the first one has no storage.
        }
      });
    }
    await page.addInitScript(holdableWorkers);
    await page.addInitScript(() => {
      const violations: string[] = [];
      Object.assign(globalThis, { violations });
      document.addEventListener("securitypolicyviolation", (event) => {
        violations.push(`${event.violatedDirective}: ${event.blockedURI || event.sample}`);
      });
    });
    const workbook = options.workbook === undefined ? sampleBytes() : options.workbook;
    await installHost(page, {
      ...(workbook ? { workbook } : {}),
      workbookName: "Harbour Cycles.xlsx",
      customFunctions: functionsMetadata(),
      theme: theme === "light" ? "light" : "dark",
    });
    await page.goto(`${this.origin}/taskpane.html`);
    await page.locator("h1").first().waitFor();
    if (options.early !== true && options.firstRun !== true) {
      await page
        .getByRole("status", { name: "State of the ledgers" })
        .getByText(/Ledgers read|error|No ledgers/)
        .waitFor();
    }
    return pane;
  }
}

/** One open pane, and the workbook behind it. */
export class Pane {
  readonly problems: string[] = [];
  readonly requests: string[] = [];

  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    private readonly origin: string,
  ) {
    page.on("pageerror", (error) => this.problems.push(`${error.name}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.problems.push(message.text());
    });
    context.on("request", (request) => this.requests.push(request.url()));
  }

  close(): Promise<void> {
    return this.context.close();
  }

  /** Requests to anywhere but the own site and Microsoft's library. */
  get strangers(): readonly string[] {
    return this.requests.filter(
      (url) =>
        !url.startsWith(`${this.origin}/`) && !url.startsWith(OFFICE_CDN) && !/^(data|blob|about):/.test(url),
    );
  }

  violations(): Promise<readonly string[]> {
    return this.page.evaluate(() => (globalThis as unknown as { violations: readonly string[] }).violations);
  }

  /** From now on the engine's answers wait as soon as the pane shows this text. */
  async holdEngineAt(text: string): Promise<void> {
    await this.page.evaluate((shown) => {
      (globalThis as unknown as { engineGate: EngineGate }).engineGate.heldAt = shown;
    }, text);
  }

  async releaseEngine(): Promise<void> {
    await this.page.evaluate(() => {
      (globalThis as unknown as { engineGate: EngineGate }).engineGate.release();
    });
  }

  /** Excel's and the system's theme changed; the pane notices when it gets the focus. */
  async setTheme(theme: Theme): Promise<void> {
    await this.page.emulateMedia({
      colorScheme: theme === "light" ? "light" : "dark",
      forcedColors: theme === "contrast" ? "active" : "none",
    });
    await this.page.evaluate((dark) => {
      Object.assign(Office.context.officeTheme, { bodyBackgroundColor: dark ? "#292929" : "#ffffff" });
      window.dispatchEvent(new Event("focus"));
    }, theme !== "light");
    await this.settled();
  }

  /** Waits until the page stands still: no change of the document for a while, no transition on its way. */
  async settled(): Promise<void> {
    await this.page.evaluate(async () => {
      let changed = true;
      const observer = new MutationObserver(() => {
        changed = true;
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      for (let turn = 0; changed && turn < 40; turn += 1) {
        changed = false;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      observer.disconnect();
      const transitions = document.getAnimations().filter((one) => one instanceof CSSTransition);
      await Promise.allSettled(transitions.map((one) => one.finished));
    });
  }

  /** Opens one of the three tabs. */
  async tab(name: "Home" | "Reports" | "Trace"): Promise<void> {
    await this.page.getByRole("tab", { name }).click();
  }

  /** Clicks a button, a row or a link that is one. */
  async press(name: string | RegExp): Promise<void> {
    await this.page
      .getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) })
      .first()
      .click();
  }

  /** Waits until the title of the view is this. */
  async title(name: string | RegExp): Promise<void> {
    await this.page.getByRole("heading", { level: 1, name }).waitFor();
  }

  /** Runs a command of the ribbon as Excel does; answers when it is completed. */
  command(id: string): Promise<void> {
    return this.page.evaluate(async (name) => {
      const { excelExternal } = window as unknown as {
        excelExternal: { runCommand(control: string, action: string): Promise<number> };
      };
      await excelExternal.runCommand(`${name}Button`, name);
    }, id);
  }

  sheetNames(): Promise<readonly string[]> {
    return this.page.evaluate(() => window.excelHost.workbook.sheets.map((sheet) => sheet.name));
  }

  activeSheet(): Promise<string> {
    return this.page.evaluate(() => window.excelHost.workbook.activeSheet.name);
  }

  /** Waits until a sheet is in front. */
  async sheetInFront(name: string): Promise<void> {
    await this.page.waitForFunction((wanted) => window.excelHost.workbook.activeSheet.name === wanted, name, {
      timeout: 10_000,
    });
  }

  /** Waits until a cell of a sheet is selected: the sheet comes to the front first, its cell a moment later. */
  async cellInFront(sheet: string, address: string): Promise<void> {
    await this.sheetInFront(sheet);
    const end = Date.now() + 10_000;
    while ((await this.activeCell()) !== address) {
      if (Date.now() > end)
        throw new Error(`${sheet}: ${await this.activeCell()} is selected, not ${address}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** Address of the selection ("F4"). */
  activeCell(): Promise<string> {
    return this.page.evaluate(() => {
      const area = window.excelHost.workbook.activeSheet.selection;
      let letters = "";
      for (let column = area.left + 1; column > 0; column = Math.floor((column - 1) / 26)) {
        letters = String.fromCharCode(65 + ((column - 1) % 26)) + letters;
      }
      return `${letters}${area.top + 1}`;
    });
  }

  /** Values of the used cells of a sheet, "row,column" from 0. */
  cells(sheet: string): Promise<ReadonlyMap<string, CellValue>> {
    return this.page
      .evaluate((name) => {
        const found = window.excelHost.workbook.sheet(name);
        const used = found.usedRect(true);
        const cells: [string, CellValue][] = [];
        if (!used) return cells;
        for (let row = used.top; row <= used.bottom; row += 1) {
          for (let column = used.left; column <= used.right; column += 1) {
            const value = found.valueAt(row, column);
            if (value !== null && value !== "") cells.push([`${row},${column}`, value]);
          }
        }
        return cells;
      }, sheet)
      .then((cells) => new Map(cells));
  }

  value(sheet: string, address: string): Promise<CellValue> {
    return this.page.evaluate(
      ([name = "", cell = ""]) => window.excelHost.workbook.sheet(name).cell(cell).value,
      [sheet, address],
    );
  }

  /** Types into a cell, as a user does: events and recalculation follow. */
  async type(sheet: string, address: string, content: string | number): Promise<void> {
    await this.page.evaluate(
      ([name, cell, typed]) => {
        window.excelHost.workbook.sheet(name as string).setValues(cell as string, [[typed as string]]);
      },
      [sheet, address, content],
    );
  }

  /**
   * Findings of axe that are serious or critical: of all rules, or of contrast alone, which is what a theme can change.
   * Fluent's focus helpers are the one known false alarm.
   */
  async axe(rules: "all" | "contrast" = "all"): Promise<readonly string[]> {
    // Injected as text: the page's policy lets no foreign script in.
    if (!(await this.page.evaluate(() => "axe" in globalThis))) await this.page.evaluate(axeSource());
    return this.page.evaluate(
      async (only) => {
        const { axe } = globalThis as unknown as {
          axe: {
            run(
              context: object,
              options: object,
            ): Promise<{
              violations: {
                id: string;
                impact: string;
                nodes: { html: string; failureSummary?: string }[];
              }[];
            }>;
          };
        };
        const { violations } = await axe.run(
          { exclude: [["[data-tabster-dummy]"]] },
          { resultTypes: ["violations"], ...(only ? { runOnly: only } : {}) },
        );
        return violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(
            ({ id, nodes }) =>
              `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} (${node.failureSummary ?? ""})`).join(" | ")}`,
          );
      },
      rules === "contrast" ? ["color-contrast", "link-in-text-block"] : undefined,
    );
  }
}

/** Source of axe; it makes the global `axe`. */
function axeSource(): string {
  return readFileSync(createRequire(path.join(ROOT, "package.json")).resolve("axe-core/axe.min.js"), "utf8");
}

declare global {
  interface Window {
    /** In the page: the stand-in Excel. */
    excelHost: Host;
  }
}
