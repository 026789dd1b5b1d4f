/**
 * Pictures of the pane's pages over the sample company, to be laid beside the drawings: `node test/browser/gallery/gallery.mjs
 * [name …] [--out folder] [--width 360] [--dark] [--contrast] [--axe]`. Scenes are declared in scenes.mjs. --axe prints what
 * axe finds, contrast of colours included.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { scenes } from "./scenes.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../../..");
const site = "http://localhost:3002";
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: "string", default: path.join(tmpdir(), "gallery") },
    width: { type: "string", default: "360" },
    height: { type: "string", default: "840" },
    dark: { type: "boolean", default: false },
    contrast: { type: "boolean", default: false },
    axe: { type: "boolean", default: false },
  },
});

const workbook = path.join(tmpdir(), "gallery-workbook.json");
execFileSync("node", ["scripts/run-ts.mjs", "sample/write.ts", "--json", workbook], {
  cwd: root,
  stdio: "ignore",
});
const bundle = await build({
  entryPoints: [path.join(here, "page.tsx")],
  bundle: true,
  write: false,
  format: "iife",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"', "import.meta.url": '""' },
  logLevel: "error",
});
const script = bundle.outputFiles[0]?.text ?? "";
const css = path.join(root, "assets/pages/taskpane.css");
const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tieout</title><style>${readFileSync(css, "utf8")}</style></head><body><div id="root"></div><script src="/page.js"></script></body></html>`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
mkdirSync(values.out, { recursive: true });
const names = positionals.length > 0 ? positionals : Object.keys(scenes);
for (const name of names) {
  const scene = scenes[name];
  if (!scene) throw new Error(`no scene is called ${name}`);
  const page = await browser.newPage({
    viewport: { width: Number(values.width), height: scene.height ?? Number(values.height) },
    deviceScaleFactor: 2,
    colorScheme: values.dark || values.contrast ? "dark" : "light",
    forcedColors: values.contrast ? "active" : "none",
    reducedMotion: "reduce",
  });
  page.on("console", (message) => {
    if (message.type() === "error") console.error(`${name}: ${message.text()}`);
  });
  page.on("pageerror", (error) => {
    console.error(`${name}: ${error.stack ?? error.message}`);
  });
  await page.route("**/*", async (route) => {
    const address = new URL(route.request().url()).pathname;
    if (address === "/page.js") await route.fulfill({ contentType: "text/javascript", body: script });
    else if (address === "/workbook.json") {
      await route.fulfill({ contentType: "application/json", body: readFileSync(workbook, "utf8") });
    } else await route.fulfill({ contentType: "text/html", body: html });
  });
  const { steps, ...shown } = scene;
  await page.goto(`${site}/#${encodeURIComponent(JSON.stringify({ ...shown, dark: values.dark }))}`);
  await page.waitForSelector("h1", { timeout: 60_000 });
  await page.waitForTimeout(900);
  await steps?.(page);
  await page.waitForTimeout(300);
  const suffix = `${values.width === "360" ? "" : `-${values.width}`}${values.dark ? "-dark" : ""}${values.contrast ? "-contrast" : ""}`;
  await page.screenshot({ path: path.join(values.out, `${name}${suffix}.png`) });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (wide) console.error(`${name}: wider than the pane`);
  if (values.axe) {
    await page.addScriptTag({
      content: readFileSync(path.join(root, "node_modules/axe-core/axe.min.js"), "utf8"),
    });
    const findings = await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run({ exclude: [["[data-tabster-dummy]"]] });
      return violations.map(
        (one) => `${one.id} (${one.impact}): ${one.nodes.map((node) => node.target.join(" ")).join(" | ")}`,
      );
    });
    for (const finding of findings) console.error(`${name}: ${finding}`);
  }
  await page.close();
}
await browser.close();
