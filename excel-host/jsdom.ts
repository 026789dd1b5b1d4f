/** The production page's way to Office.js inside jsdom: the loader runs, its scripts come from disk. */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import type { Host } from "./host";
import { officeFile } from "./node";
import { type ExternalHost, type ExternalOptions, installExternal } from "./transport/external";

/** Address from which pages load Office.js. */
export const OFFICE_CDN = "https://appsforoffice.microsoft.com/lib/1/hosted/";

/** The part of jsdom that is used; its types are not needed otherwise. */
interface JsdomModule {
  JSDOM: new (html: string, options: object) => { window: JsdomWindow };
  ResourceLoader: new () => { fetch(url: string, options: object): Promise<Buffer> | null };
}

/** A jsdom window with Office.js in it. */
export interface JsdomWindow {
  readonly Excel: typeof Excel;
  readonly Office: typeof Office;
  readonly OfficeExtension: typeof OfficeExtension;
  readonly CustomFunctions: typeof CustomFunctions;
  close(): void;
}

/** A file of the library by its CDN address, or undefined for other addresses. */
export function officeAsset(url: string): Buffer | undefined {
  if (!url.startsWith(OFFICE_CDN)) return undefined;
  const name = new URL(url).pathname.slice(new URL(OFFICE_CDN).pathname.length);
  return readFileSync(join(dirname(officeFile()), decodeURIComponent(name)));
}

/**
 * Opens a page that loads Office.js as a task pane does and waits until `Office.onReady` has fired.
 * Close the window when done.
 */
export async function openJsdom(
  host: Host,
  options: ExternalOptions = {},
): Promise<{ window: JsdomWindow; external: ExternalHost }> {
  const require = createRequire(join(process.cwd(), "package.json"));
  const { JSDOM, ResourceLoader } = require("jsdom") as JsdomModule;
  class OfficeLoader extends ResourceLoader {
    override fetch(url: string): Promise<Buffer> | null {
      const asset = officeAsset(url);
      return asset ? Promise.resolve(asset) : null;
    }
  }
  let external: ExternalHost | undefined;
  const html = `<!doctype html><html><head><script src="${OFFICE_CDN}office.js"></script></head><body></body></html>`;
  const { window } = new JSDOM(html, {
    url: "https://localhost:3000/taskpane.html",
    runScripts: "dangerously",
    pretendToBeVisual: true,
    resources: new OfficeLoader(),
    beforeParse(page: { external?: unknown }) {
      external = installExternal(page, host, options);
    },
  });
  while (!window.Office as boolean) await new Promise((resolve) => setTimeout(resolve, 5));
  await window.Office.onReady();
  if (!external) throw new Error("The page did not load.");
  return { window, external };
}
