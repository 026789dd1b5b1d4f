import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, type FrameLocator, type Page, chromium } from "playwright-core";
import { type Host, Workbook, createHost, loadWorkbook, saveWorkbook } from "../../excel-host";
import { installHost, routeFolder } from "../../excel-host/browser";
import { loadOffice } from "../../excel-host/node";
import { chromiumOptions } from "./chromium";
import { runScenario } from "../excel-host/scenario";

const ADDIN = path.join(__dirname, "../excel-host/fixtures/addin");

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(await chromiumOptions());
});

afterAll(() => browser.close());

function sampleFile(): Uint8Array {
  const workbook = new Workbook(["Data", "Other"]);
  const sheet = workbook.sheet("Data");
  sheet.setValues("A1", [
    ["Item", "Amount", "Twice"],
    ["A-10", 1234.5, "=FIX.TWICE(B2)"],
    ["A-20", -2, "=FIX.TWICE(B3)"],
  ]);
  sheet.applyStyle({ top: 1, left: 1, bottom: 2, right: 2 }, { numberFormat: "#,##0.00" });
  sheet.applyStyle(
    { top: 0, left: 0, bottom: 0, right: 2 },
    { "font.bold": true, "border.EdgeBottom.style": "Double" },
  );
  sheet.setValues("E1", [["To the other sheet"]]);
  sheet.hyperlinks.set("0,4", { documentReference: "Other!B2" });
  sheet.frozen = { top: 0, left: 0, bottom: 0, right: 0 };
  sheet.setValues("A200", [["far down"]]);
  return saveWorkbook(workbook);
}

describe("the workbench", () => {
  let server: ChildProcess;
  let folder: string;
  let url: string;
  let page: Page;
  let pane: FrameLocator;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "workbench-"));
    const file = path.join(folder, "sample.xlsx");
    writeFileSync(file, sampleFile());
    server = spawn(process.execPath, [
      "excel-host/workbench/server.mjs",
      file,
      "--port",
      "0",
      "--addin",
      ADDIN,
    ]);
    url = await new Promise<string>((resolve, reject) => {
      server.stdout?.on("data", (text: Buffer) => {
        const found = /http:\/\/\S+/.exec(text.toString())?.[0];
        if (found) resolve(found);
      });
      server.stderr?.on("data", (text: Buffer) => {
        reject(new Error(text.toString()));
      });
    });
  }, 60_000);

  afterAll(() => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(url);
    pane = page.frameLocator("#pane-frame");
    await pane.getByText("ready Excel").waitFor();
  }, 60_000);

  afterEach(() => page.close());

  const cell = (address: string): ReturnType<Page["locator"]> => page.locator(`[data-a="${address}"]`);
  const value = (sheet: string, address: string): Promise<unknown> =>
    page.evaluate(
      ([name = "", at = ""]) =>
        (window as unknown as { workbench: { host: Host } }).workbench.host.workbook.sheet(name).cell(at)
          .value,
      [sheet, address],
    );

  it("shows cells with their formats, and worksheet functions calculated by the add-in", async () => {
    await expect(cell("B2").textContent()).resolves.toBe("1,234.50");
    await page.waitForFunction(() => document.querySelector('[data-a="C2"]')?.textContent === "2,469.00");
    expect(await cell("A1").evaluate((element) => getComputedStyle(element).borderBottomStyle)).toBe(
      "double",
    );
    expect(await cell("B2").evaluate((element) => getComputedStyle(element).justifyContent)).toBe("flex-end");
  });

  it("takes typed-in values, recalculates and tells the add-in", async () => {
    await cell("B2").click();
    await page.keyboard.type("10");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector('[data-a="C2"]')?.textContent === "20.00");
    await pane.getByText("changed B2").waitFor();
    await pane.getByText("selected B3").waitFor();
  });

  it("runs ribbon commands and waits while a cell is edited", async () => {
    await cell("A10").click();
    await page.locator('[data-control="Stamp"]').click();
    await page.waitForFunction(() => document.querySelector('[data-a="A10"]')?.textContent === "stamped");
    expect(await page.locator('[data-control="Off"]').isDisabled()).toBe(true);
    expect(await page.locator('[data-control="Stamp"]').getAttribute("title")).toContain(
      "Writes into the active cell.",
    );
  });

  it("closes the pane and opens it again from a menu", async () => {
    await page.locator("#pane-close").click();
    expect(await page.locator("#pane").isHidden()).toBe(true);
    await page.locator('[data-control="More"]').click();
    await page.locator('[data-control="Show"]').click();
    expect(await page.locator("#pane").isVisible()).toBe(true);
    await expect(pane.locator("#state").textContent()).resolves.toBe("ready Excel");
  });

  it("follows links, keeps frozen panes in place and goes where the name box says", async () => {
    await cell("E1")
      .locator("span")
      .click({ position: { x: 5, y: 5 } });
    await page.locator('[role="tab"][aria-selected="true"]', { hasText: "Other" }).waitFor();
    await page.locator(".sheet-tabs button", { hasText: "Data" }).click();
    await page.locator(".name-box").fill("A200");
    await page.locator(".name-box").press("Enter");
    await cell("A200").waitFor();
    await expect(cell("A1").textContent()).resolves.toBe("Item");
    expect(await cell("A3").count()).toBe(0);
  });

  it("saves what was done as .xlsx", async () => {
    await cell("A5").click();
    await page.keyboard.type("saved");
    await page.keyboard.press("Enter");
    expect(await value("Data", "A5")).toBe("saved");
    await page.locator(".ribbon-tab", { hasText: "File" }).click();
    const download = page.waitForEvent("download");
    await page.getByText("Save as .xlsx").click();
    const saved = loadWorkbook(readFileSync(await (await download).path()));
    expect(saved.sheet("Data").cell("A5").value).toBe("saved");
    expect(saved.sheet("Data").cell("C2").formula).toBe("=FIX.TWICE(B2)");
  });
});

describe("a page of the add-in alone", () => {
  it("runs the scenario with the same bytes as in Node", async () => {
    const page = await browser.newPage();
    await routeFolder(page, "https://localhost:3000/", ADDIN);
    await installHost(page);
    await page.goto("https://localhost:3000/taskpane.html");
    await page.getByText("ready Excel").waitFor();
    await page.evaluate(() => {
      const { workbook } = (window as unknown as { excelHost: Host }).excelHost;
      return workbook.sheets.length;
    });
    const steps = await scenarioScript();
    await page.evaluate(steps);
    const inBrowser = await page.evaluate(() => (window as unknown as { result: Promise<string> }).result);
    expect(inBrowser).toBe(await runScenario(loadOffice(createHost()).Excel));
    await page.close();
  }, 60_000);
});

/** The scenario as a script that leaves its result in `window.result`. */
async function scenarioScript(): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    stdin: {
      contents: 'import { runScenario } from "./scenario"; window.result = runScenario(Excel);',
      resolveDir: path.join(__dirname, "../excel-host"),
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "iife",
  });
  return outputFiles[0]?.text ?? "";
}
