/** From raw exports to a finished binder: German sheets, a total row among the entries, and no other preparation. */
import { openWorkbook } from "../../ooxml";
import { monthOf, runMonthEnd, type StepOutcome } from "../../src/engine/month-end";
import { readLedgers } from "../../src/engine/ledgers/read";
import { Session } from "../../src/engine/session";
import { digest } from "../../src/engine-service/digest";
import { parseDay } from "../../src/engine/values/day";
import { xlsxSource } from "../../src/workbook/file/xlsx-source";
import { PaneBrowser, sampleBytes, type Pane } from "./pane";
import { rawExport } from "./raw-exports";

jest.setTimeout(120_000);

let browser: PaneBrowser;
let pane: Pane;

beforeAll(async () => {
  browser = await PaneBrowser.launch();
});
afterAll(() => browser.close());

/** What the month-end of the sample company itself says. */
async function sampleSteps(): Promise<readonly StepOutcome[]> {
  const ledgers = await readLedgers(xlsxSource(openWorkbook(sampleBytes())), {});
  const session = new Session(ledgers, { digest, workDate: 0, runAt: "2026-02-03 09:12" });
  return (await runMonthEnd(session, monthOf(parseDay("2026-01-31") ?? 0))).steps;
}

/** Step, amount, compared amount and state of each row of the binder. */
async function binderRows(): Promise<readonly (readonly unknown[])[]> {
  const cells = await pane.cells("Month-End");
  const [place] = [...cells].find(([, value]) => value === "Step") ?? [];
  const [top = 0, left = 0] = (place ?? "").split(",").map(Number);
  const headers = new Map<unknown, number>();
  for (let column = left; cells.has(`${top},${column}`); column += 1)
    headers.set(cells.get(`${top},${column}`), column);
  const at = (row: number, header: string): unknown => cells.get(`${row},${headers.get(header) ?? -1}`);
  const rows: unknown[][] = [];
  for (let row = top + 1; at(row, "State") !== undefined; row += 1) {
    rows.push([at(row, "Step"), at(row, "Amount"), at(row, "Compared amount"), at(row, "State")]);
  }
  return rows;
}

it("German exports become the binder of the sample company: accepted in one step, the total row deleted", async () => {
  const { bytes, sheets, totalRow } = rawExport();
  pane = await browser.open({ workbook: bytes });
  const { page } = pane;
  const status = page.getByRole("status", { name: "State of the ledgers" });

  await pane.press(`Accept all exact matches (${sheets.size} sheets)`);
  await pane.title("Ledgers");
  await status.getByText(/error/).waitFor();
  const list = page.getByRole("list", { name: "Ledgers in this workbook" });
  const texts = await list.getByRole("listitem").allTextContents();
  for (const [sheet, ledger] of sheets) {
    expect(texts.filter((text) => text.includes(`sheet ${sheet}`) && text.includes(ledger))).toHaveLength(1);
  }
  expect(texts.filter((text) => text.includes("error"))).toHaveLength(1);

  await pane.press(/^G\/L Entries, \d+ errors/);
  await page
    .getByText(/subtotal or total row\? Delete it/)
    .first()
    .waitFor();
  await pane.press(`Select cell A${totalRow.row}`);
  await pane.cellInFront(totalRow.sheet, `A${totalRow.row}`);
  await page.evaluate(
    ({ sheet, row }) =>
      Excel.run(async (context) => {
        context.workbook.worksheets.getItem(sheet).getRange(`${row}:${row}`).delete("Up");
        await context.sync();
      }),
    totalRow,
  );
  await status.getByText(/^Ledgers read/).waitFor();

  await pane.tab("Home");
  await pane.press("Run month-end");
  await page
    .locator("[data-live=polite]")
    .getByText(/^Month-end done\./)
    .waitFor({ timeout: 60_000 });
  await pane.press("Open binder");
  await pane.sheetInFront("Month-End");
  const rows = await binderRows();
  const steps = await sampleSteps();
  const figure = (text: string): number | undefined =>
    /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  expect(rows.map(([step, amount, compared]) => [step, amount, compared])).toEqual(
    steps.map((step) => [step.title, figure(step.amount), figure(step.comparedAmount)]),
  );
  expect(rows.map(([, , , state]) => String(state).slice(2))).toEqual(steps.map(({ word }) => word));

  expect(pane.problems).toEqual([]);
  expect(await pane.violations()).toEqual([]);
  expect(pane.strangers).toEqual([]);
  await pane.close();
});
