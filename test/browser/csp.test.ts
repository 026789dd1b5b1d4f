/**
 * The pane's content security policy in a real browser: Fluent's styles apply under it, a worker starts, and code made
 * from text, inline scripts and connections to strangers are refused.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { chromium, type Browser, type Page } from "playwright-core";
import { chromiumOptions } from "./chromium";

const root = path.resolve(__dirname, "../..");
const site = "http://localhost:3001";
const template = readFileSync(path.join(root, "src/taskpane/taskpane.html"), "utf8");

const probe = `
  import { createElement } from "react";
  import { createRoot } from "react-dom/client";
  import { Button, FluentProvider, makeStyles, webLightTheme } from "@fluentui/react-components";
  const useStyles = makeStyles({ root: { color: "rgb(1, 2, 3)" } });
  function Probe() {
    return createElement("h1", { className: useStyles().root, style: { letterSpacing: "3px" } }, "Probe");
  }
  const button = createElement(Button, { appearance: "primary" }, "Run");
  createRoot(document.getElementById("root")).render(
    createElement(FluentProvider, { theme: webLightTheme }, createElement(Probe), button),
  );
  globalThis.attempts = {
    eval: () => { try { return (0, eval)("1"); } catch (error) { return error.name; } },
    fetch: () => fetch("https://example.com/").then(() => "sent", () => "refused"),
    worker: () => new Promise((resolve) => {
      const worker = new Worker("/worker.js");
      worker.onmessage = (event) => resolve(event.data);
      worker.onerror = () => resolve("refused");
    }),
    inline: () => {
      const script = document.createElement("script");
      script.textContent = "globalThis.inlineRan = true";
      document.head.append(script);
      return globalThis.inlineRan === true ? "ran" : "refused";
    },
    style: () => {
      const style = document.createElement("style");
      style.textContent = "h1 { color: rgb(9, 9, 9) !important }";
      document.head.append(style);
      return getComputedStyle(document.querySelector("h1")).color;
    },
  };
`;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const bundle = await build({
    stdin: { contents: probe, resolveDir: root, loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const files = new Map([
    ["/", ["text/html", template.replace("</head>", '<script defer src="/probe.js"></script></head>')]],
    ["/probe.js", ["text/javascript", bundle.outputFiles[0]?.text ?? ""]],
    ["/worker.js", ["text/javascript", 'self.postMessage("started")']],
  ]);
  browser = await chromium.launch(await chromiumOptions());
  page = await browser.newPage();
  await page.route("**/*", async (route) => {
    const [contentType, body] = files.get(new URL(route.request().url()).pathname) ?? ["text/plain", ""];
    await route.fulfill({ contentType, body });
  });
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(globalThis, { violations });
    document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
  });
  await page.goto(`${site}/`);
  await page.waitForSelector("h1");
}, 60_000);

afterAll(async () => {
  await browser.close();
});

const violations = () => page.evaluate("violations.splice(0)");

it("lets the components style themselves without a violation", async () => {
  const seen = await page.evaluate(() => {
    const heading = getComputedStyle(document.querySelector("h1") ?? document.body);
    const button = getComputedStyle(document.querySelector("button") ?? document.body);
    return [heading.color, heading.letterSpacing, button.backgroundColor];
  });
  expect(seen).toEqual(["rgb(1, 2, 3)", "3px", "rgb(15, 108, 189)"]);
  expect(await violations()).toEqual([]);
});

it("lets a worker of the own site start", async () => {
  expect(await page.evaluate("attempts.worker()")).toBe("started");
  expect(await violations()).toEqual([]);
});

it.each([
  ["eval", "EvalError", "script-src"],
  ["inline", "refused", "script-src-elem"],
  ["fetch", "refused", "connect-src"],
  ["style", "rgb(1, 2, 3)", "style-src-elem"],
])("refuses %s", async (attempt, outcome, directive) => {
  // Called by the page's own script: code that the debugger evaluates is not under the policy.
  const answer = await page.evaluate(
    (name) =>
      new Promise((resolve) => {
        setTimeout(() => {
          const attempts = (globalThis as unknown as { attempts: Record<string, () => unknown> }).attempts;
          resolve(attempts[name]?.());
        });
      }),
    attempt,
  );
  expect(answer).toBe(outcome);
  await page.waitForTimeout(50);
  expect(await violations()).toEqual([directive]);
});
