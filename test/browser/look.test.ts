/**
 * What every page looks like to assistive technology and to the clock: axe in three themes, nothing cut at 320 and 480 px,
 * first paint. A walk reads its workbook once and goes from state to state; themes and widths change on the open page.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { decodePng, encodePng } from "../support/png";
import { walks } from "./pages";
import { PaneBrowser, type Pane, type Theme } from "./pane";

jest.setTimeout(120_000);

const THEMES: readonly Theme[] = ["light", "dark", "contrast"];
const WIDTH = 360;
const HEIGHT = 760;
/** Pictures of longer pages end here. */
const HIGHEST = 1400;
/** A folder for pictures of all states; `node scripts/screenshots.mjs` sets it. */
const PICTURES = process.env.TIEOUT_SCREENSHOTS;

let browser: PaneBrowser;
let pane: Pane;

beforeAll(async () => {
  browser = await PaneBrowser.launch();
  if (PICTURES) mkdirSync(PICTURES, { recursive: true });
});
afterAll(() => browser.close());

/** The pane as high as its content, so that nothing is scrolled out of sight. */
async function showWhole(width: number): Promise<void> {
  await pane.page.setViewportSize({ width, height: HEIGHT });
  const hidden = await pane.page.evaluate(() => {
    const view = document.querySelector("main#view") ?? document.documentElement;
    return view.scrollHeight - view.clientHeight;
  });
  if (hidden > 0) await pane.page.setViewportSize({ width, height: HEIGHT + hidden });
}

/** What is wider than its place: the page, its view, and any figure. */
function cut(): Promise<readonly string[]> {
  return pane.page.evaluate(() => {
    const frames = [document.documentElement, document.querySelector("main")]
      .filter((element) => element !== null && element.scrollWidth > element.clientWidth)
      .map((element) => element?.tagName ?? "");
    const figures = [...document.querySelectorAll<HTMLElement>("td[data-amount], [data-head-figure]")]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.textContent);
    return [...frames, ...figures];
  });
}

async function picture(id: string, theme: Theme): Promise<void> {
  if (!PICTURES) return;
  const height = Math.min(pane.page.viewportSize()?.height ?? HEIGHT, HIGHEST);
  const clip = { x: 0, y: 0, width: WIDTH, height };
  const bytes = await pane.page.screenshot({ animations: "disabled", clip });
  writeFileSync(path.join(PICTURES, `${id}-${theme}.png`), encodePng(decodePng(bytes)));
}

describe.each(walks)("$workbook", (walk) => {
  beforeAll(async () => {
    pane = await browser.open(walk.options());
  });
  afterAll(() => pane.close());

  it.each(walk.states.map((state) => [state.id, state] as const))(
    "%s: nothing serious for axe in three themes, nothing cut at the side",
    async (id, state) => {
      await state.reach(pane);
      await pane.page.locator("h1").first().waitFor();
      await pane.settled();
      const findings: Record<string, readonly string[]> = {};
      for (const width of [320, 480, WIDTH]) {
        await showWhole(width);
        findings[`cut at ${width}`] = await cut();
      }
      for (const theme of THEMES) {
        await pane.setTheme(theme);
        findings[theme] = await pane.axe(theme === "light" ? "all" : "contrast");
        await picture(id, theme);
      }
      await pane.setTheme("light");
      await state.leave?.(pane);
      expect(Object.entries(findings).filter(([, found]) => found.length > 0)).toEqual([]);
      expect(pane.problems).toEqual([]);
      expect(await pane.violations()).toEqual([]);
      expect(pane.strangers).toEqual([]);
    },
  );
});

it("paints within a second of its own work", async () => {
  pane = await browser.open({ workbook: null, early: true });
  const entry = await pane.page.waitForFunction(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  );
  const paint = (await entry.jsonValue()) ?? Number.POSITIVE_INFINITY;
  await pane.close();
  expect(paint).toBeLessThan(1000);
});
