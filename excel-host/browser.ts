/**
 * The stand-in Excel for end-to-end tests in a real browser: the page under test stays as it is, Office.js comes from
 * node_modules under its CDN address, and host and surface are installed before any script of the page runs.
 */

import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { build } from "esbuild";
import type { BrowserContext, Page } from "playwright-core";
import type { CustomFunctionMetadata } from "./calc/custom-functions";
import { OFFICE_CDN, officeAsset } from "./jsdom";

export interface BrowserHostOptions {
  /** Bytes of an .xlsx file to open; an empty workbook by default. */
  readonly workbook?: Uint8Array;
  readonly workbookName?: string;
  readonly level?: string;
  readonly limits?: "desktop" | "web";
  readonly customFunctions?: CustomFunctionMetadata;
  readonly theme?: "light" | "dark";
  /** Requirement sets beside ExcelApi. */
  readonly sets?: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".html": "text/html",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
};

let bundle: Promise<string> | undefined;

/** The host as one script that sets the global `ExcelHost`; built once per process. */
export function hostBundle(): Promise<string> {
  bundle ??= build({
    entryPoints: [join(process.cwd(), "excel-host/index.ts")],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "ExcelHost",
    target: "es2022",
    logLevel: "warning",
  }).then(({ outputFiles }) => {
    const [file] = outputFiles;
    if (!file) throw new Error("The host could not be built.");
    return file.text;
  });
  return bundle;
}

/** Answers requests for Office.js from node_modules. Works for a page and for a whole context. */
export async function routeOffice(target: Page | BrowserContext): Promise<void> {
  await target.route(`${OFFICE_CDN}**`, async (route) => {
    const url = route.request().url();
    try {
      const asset = officeAsset(url);
      if (!asset) {
        await route.abort();
        return;
      }
      await route.fulfill({
        body: asset,
        contentType: TYPES[extname(new URL(url).pathname)] ?? "application/octet-stream",
      });
      return;
    } catch {
      return route.fulfill({ status: 404, body: "" });
    }
  });
}

/** Serves a built add-in under an address, without a server. */
export async function routeFolder(
  target: Page | BrowserContext,
  base: string,
  folder: string,
): Promise<void> {
  await target.route(`${base}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const name = decodeURIComponent(pathname.slice(new URL(base).pathname.length));
    try {
      await route.fulfill({
        body: readFileSync(join(folder, name)),
        contentType: TYPES[extname(name)] ?? "application/octet-stream",
      });
    } catch {
      await route.fulfill({ status: 404, body: "" });
    }
  });
}

/**
 * Prepares a page: a host stands at `window.excelHost` when the page's own scripts start.
 * In tests: `await page.evaluate(() => window.excelHost.workbook.sheet("Sheet1").cell("A1").value)`.
 */
export async function installHost(page: Page, options: BrowserHostOptions = {}): Promise<void> {
  await routeOffice(page);
  const script = await hostBundle();
  const settings = {
    name: options.workbookName ?? "Book1.xlsx",
    bytes: options.workbook ? Buffer.from(options.workbook).toString("base64") : "",
    host: {
      ...(options.level === undefined ? {} : { level: options.level }),
      ...(options.limits === undefined ? {} : { limits: options.limits }),
      ...(options.customFunctions === undefined ? {} : { customFunctions: options.customFunctions }),
    },
    external: { flags: 3, theme: options.theme ?? "light", sets: options.sets ?? {} },
  };
  await page.addInitScript({
    content: `${script}
(() => {
  if (window !== window.top) return;
  const settings = ${JSON.stringify(settings)};
  const bytes = Uint8Array.from(atob(settings.bytes), (sign) => sign.charCodeAt(0));
  const workbook = bytes.length > 0 ? ExcelHost.loadWorkbook(bytes, settings.name) : undefined;
  window.excelHost = ExcelHost.createHost({ ...settings.host, ...(workbook ? { workbook } : {}) });
  window.excelExternal = ExcelHost.installExternal(window, window.excelHost, settings.external);
})();`,
  });
}
