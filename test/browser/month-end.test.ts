/** The month-end of the sample company: by clicks alone, by the keyboard alone, and cancelled. */
import { monthEndSteps } from "../../src/engine/month-end/steps";
import { PaneBrowser, type Pane } from "./pane";

jest.setTimeout(120_000);

let browser: PaneBrowser;
let pane: Pane;

beforeAll(async () => {
  browser = await PaneBrowser.launch();
});
afterAll(() => browser.close());
afterEach(async () => {
  expect(pane.problems).toEqual([]);
  expect(await pane.violations()).toEqual([]);
  expect(pane.strangers).toEqual([]);
  await pane.close();
});

/** The live region says how it ended. */
async function done(): Promise<string> {
  const live = pane.page.locator("[data-live=polite]");
  await live.getByText(/^Month-end done\./).waitFor({ timeout: 90_000 });
  return (await live.textContent()) ?? "";
}

/** Every block of arithmetic adds up from its displayed figures; double rules stand under 0.00 only. */
async function blockAddsUp(): Promise<void> {
  const rows = await pane.page.locator("[data-arithmetic] tr").evaluateAll((lines) =>
    lines.map((line) => ({
      label: line.querySelector("th")?.textContent ?? "",
      figure: line.querySelector("td")?.textContent ?? "",
      closing: (line as HTMLElement).dataset.closing,
    })),
  );
  const cents = (text: string): number =>
    Math.round(Number(text.replaceAll(",", "").replace("−", "-")) * 100);
  const figure = (label: string | RegExp): number =>
    cents(rows.find((row) => row.label.match(label))?.figure ?? "nothing");
  expect(figure(/^General/) - figure(/^Inventory/)).toBe(figure(/^Difference/));
  expect(figure(/^Difference/) - figure(/^Explained/)).toBe(figure(/^Unexplained/));
  for (const row of rows) if (row.closing === "double") expect(cents(row.figure)).toBe(0);
}

it("runs by clicks: the binder and a sheet for every report, and Home shows each step", async () => {
  pane = await browser.open();
  const before = await pane.sheetNames();
  await pane.press("Run month-end");
  expect(await done()).toMatch(/^Month-end done\. \d+ tie, \d+ explained, \d+ open, \d+ not run\./);
  const after = await pane.sheetNames();
  expect(after[0]).toBe("Month-End");
  expect(after.slice(-before.length)).toEqual(before);
  for (const sheet of [
    "Inventory Valuation",
    "Invt. Valuation - Cost Spec.",
    "Inventory - G-L Reconciliation",
  ]) {
    expect(after.some((name) => name.startsWith(sheet.slice(0, 12)))).toBe(true);
  }
  const steps = pane.page.getByRole("list", { name: "Steps of the month-end" }).getByRole("listitem");
  expect(await steps.count()).toBe(monthEndSteps.length);
  for (const text of await steps.allTextContents()) expect(text).not.toContain("Not run");
  await blockAddsUp();
  await pane.press("Open binder");
  await pane.sheetInFront("Month-End");
  await pane.press(/^Inventory Valuation, /);
  await pane.title("Inventory Valuation");
  await pane.press("Go to sheet");
  await pane.sheetInFront("Inventory Valuation");
});

it("runs by the keyboard: Tab to the button, arrows through the steps, Enter opens, Alt+Left goes back", async () => {
  pane = await browser.open();
  const { page } = pane;
  const focused = (): Promise<string> =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      return element.getAttribute("aria-label") ?? element.textContent;
    });
  const tabTo = async (wanted: RegExp, most = 20): Promise<void> => {
    for (let presses = 0; presses < most; presses += 1) {
      if (wanted.test(await focused())) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab never reached ${wanted}; it is on ${await focused()}`);
  };
  await tabTo(/^Run month-end$/);
  await page.keyboard.press("Enter");
  await done();
  await page.locator("body").press("Shift+Tab");
  await tabTo(/^Check ledgers/, 30);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  expect(await focused()).toMatch(/^Inventory Valuation, /);
  await page.keyboard.press("End");
  expect(await focused()).toMatch(/^Job WIP to G\/L/);
  await page.keyboard.press("Home");
  expect(await focused()).toMatch(/^Check ledgers/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await pane.title("Inventory Valuation");
  expect(await focused()).toBe("Inventory Valuation");
  await tabTo(/^Go to sheet$/);
  await page.keyboard.press("Enter");
  await pane.sheetInFront("Inventory Valuation");
  await page.keyboard.press("Alt+ArrowLeft");
  // Up within the tab, never to another one.
  await pane.title("Reports");
});

it("cancelled, leaves the workbook as it was and says so", async () => {
  pane = await browser.open();
  const before = await pane.sheetNames();
  await pane.press("Run month-end");
  await pane.press("Cancel");
  await pane.page.getByRole("button", { name: "Run month-end" }).waitFor({ timeout: 60_000 });
  expect(await pane.sheetNames()).toEqual(before);
});
