/** What every page looks like to assistive technology and to the clock: axe in three themes, first paint, narrow panes. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { paneStates } from "./pages";
import { PaneBrowser, type Pane, type Theme } from "./pane";

jest.setTimeout(180_000);

const THEMES: readonly Theme[] = ["light", "dark", "contrast"];
/** A folder for pictures of all pages; `node scripts/screenshots.mjs` sets it. */
const PICTURES = process.env.TIEOUT_SCREENSHOTS;

let browser: PaneBrowser;
let pane: Pane;

beforeAll(async () => {
  browser = await PaneBrowser.launch();
  if (PICTURES) mkdirSync(PICTURES, { recursive: true });
});
afterAll(() => browser.close());
afterEach(async () => {
  expect(pane.problems).toEqual([]);
  expect(await pane.violations()).toEqual([]);
  expect(pane.strangers).toEqual([]);
  await pane.close();
});

/** Neither the page nor its view scrolls sideways. */
async function nothingOverflows(): Promise<void> {
  const wide = await pane.page.evaluate(() =>
    [document.documentElement, document.querySelector("main")]
      .filter((element) => element !== null && element.scrollWidth > element.clientWidth)
      .map((element) => element?.tagName),
  );
  expect(wide).toEqual([]);
}

const states = paneStates.flatMap((state) => THEMES.map((theme) => [state.id, theme, state] as const));

it.each(states)("%s, %s: nothing serious for axe, nothing cut at the side", async (id, theme, state) => {
  pane = await browser.open({ ...state.options, theme });
  await state.reach?.(pane);
  await pane.page.locator("h1").first().waitFor();
  await pane.page.waitForTimeout(150);
  expect(await pane.axe()).toEqual([]);
  await nothingOverflows();
  if (PICTURES) await pane.page.screenshot({ path: path.join(PICTURES, `${id}-${theme}.png`) });
});

it.each([320, 480])("every state fits a pane of %i px: figures are never cut", async (width) => {
  pane = await browser.open({ width });
  await pane.press("Run month-end");
  await pane.page
    .locator("[data-live=polite]")
    .getByText(/^Month-end done\./)
    .waitFor({ timeout: 90_000 });
  const cut = await pane.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("td[data-amount], [data-head-figure]")]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.textContent),
  );
  expect(cut).toEqual([]);
  await nothingOverflows();
});

it("paints within a second of its own work", async () => {
  pane = await browser.open({ workbook: null, early: true });
  const paint = await pane.page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.POSITIVE_INFINITY,
  );
  expect(paint).toBeLessThan(1000);
});
