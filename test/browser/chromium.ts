/** Where the tests find a Chromium: one that is installed, or the one that comes with the development packages. */

import { existsSync } from "node:fs";
import type { LaunchOptions } from "playwright-core";

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Options to launch it without a screen. `CHROMIUM_PATH` takes precedence. */
export async function chromiumOptions(): Promise<LaunchOptions> {
  const wanted = process.env.CHROMIUM_PATH;
  const found = wanted ?? INSTALLED.find((file) => existsSync(file));
  if (found !== undefined) return { executablePath: found, args: ["--no-sandbox"] };
  const { default: bundled } = await import("@sparticuz/chromium");
  return { executablePath: await bundled.executablePath(), args: bundled.args };
}
