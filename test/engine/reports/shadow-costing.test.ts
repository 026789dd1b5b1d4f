/** Shadow Costing: rules of applying, dates, figures, warnings, refusals, sheet and drill-down. */
import type { LayoutContext } from "../../../src/engine/report";
import { inventoryByMonth } from "../../../src/engine/reports/shadow-costing/months";
import { parseDay } from "../../../src/engine/values/day";
import { PostingBook, type BookRow } from "../../support/posting-book";
import { runAndCheck, type AnyResult } from "../../support/run-report";

type List = readonly Readonly<Record<string, unknown>>[];
const run = (
  workbook: unknown,
  parameters: Readonly<Record<string, unknown>>,
): ReturnType<typeof runAndCheck> =>
  runAndCheck("shadow-costing", workbook, { entries: true, ...parameters });
const costs = (result: AnyResult): Record<string, unknown> =>
  Object.fromEntries(((result.entries ?? []) as List).map((entry) => [String(entry.entryNo), entry.shadow]));
const codes = (result: AnyResult): readonly unknown[] =>
  ((result.warnings ?? []) as List).map((warning) => warning.code);

test("a backdated receipt is taken by number, or by date when asked", async () => {
  const book = new PostingBook();
  const first = book.buy("2025-01-10", 1, "30");
  book.sell("2025-01-20", first, 1, "-30");
  book.buy("2025-01-05", 1, "10");
  expect(costs((await run(book.workbook, { method: "FIFO" })).result)).toEqual({
    1: "30",
    2: "-30",
    3: "10",
  });
  expect(costs((await run(book.workbook, { method: "FIFO", order: "date" })).result)).toEqual({
    1: "30",
    2: "-10",
    3: "10",
  });
});

test("an issue takes the increase it is fixed to first; a return never serves its own issue", async () => {
  const book = new PostingBook();
  book.buy("2025-01-01", 1, "10");
  const second = book.buy("2025-01-02", 1, "20");
  const sold = book.sell("2025-01-03", second, 1, "-20", { entry: { "Applies-to Entry": second } });
  const back = book.post({ date: "2025-01-04", type: "Sale", quantity: 1, cost: "20" });
  book.apply(back, back, sold, 1);
  expect(costs((await run(book.workbook, { method: "FIFO" })).result)).toEqual({
    1: "10",
    2: "20",
    3: "-20",
    4: "20",
  });
  expect(costs((await run(book.workbook, { method: "Average", averageCostPeriod: "Month" })).result)).toEqual(
    { 1: "10", 2: "20", 3: "-20", 4: "20" },
  );

  const open = new PostingBook();
  const early = open.post({ date: "2025-01-01", quantity: -1, cost: "-9" });
  const own = open.post({ date: "2025-01-02", type: "Sale", quantity: 1, cost: "9" });
  open.apply(own, own, early, 1);
  const { result } = await run(open.workbook, { method: "FIFO" });
  expect(costs(result)).toEqual({ 1: "-9", 2: "9" });
  expect(codes(result)).toEqual(["NEGATIVE_INVENTORY"]);
});

test("uncovered quantity keeps the unit cost of today", async () => {
  const book = new PostingBook();
  const bought = book.buy("2025-01-01", 1, "10");
  const sold = book.post({ date: "2025-01-02", quantity: -3, cost: "-21" });
  book.apply(sold, bought, sold, -1);
  expect(costs((await run(book.workbook, { method: "LIFO" })).result)).toEqual({ 1: "10", 2: "-24" });
});

test("a receipt for an open issue pulls its valuation date up", async () => {
  const book = new PostingBook();
  book.post({ date: "2025-01-31", quantity: -1, cost: "-9" });
  book.buy("2025-02-10", 1, "20");
  book.buy("2025-02-11", 1, "40");
  const { result } = await run(book.workbook, { method: "Average", averageCostPeriod: "Month" });
  expect(costs(result)).toEqual({ 1: "-30", 2: "20", 3: "40" });
});

test("revaluations are left out and reported; charges and indirect cost are own cost", async () => {
  const book = new PostingBook();
  const bought = book.buy("2025-01-01", 2, "20");
  book.value(bought, { "Item Charge No.": "F", "Valued Quantity": "2", "Cost Amount (Actual)": "3" });
  book.value(bought, { "Entry Type": "Indirect Cost", "Valued Quantity": "2", "Cost Amount (Actual)": "1" });
  book.value(bought, { "Entry Type": "Revaluation", "Valued Quantity": "2", "Cost Amount (Actual)": "6" });
  const { result } = await run(book.workbook, { method: "FIFO" });
  expect(costs(result)).toEqual({ 1: "24" });
  expect(result.items).toMatchObject([
    { ignoredRevaluation: "6", actual: { inventoryValue: "30" }, shadow: { inventoryValue: "24" } },
  ]);
  expect(codes(result)).toEqual(["REVALUATION_IGNORED"]);
});

test("window: inventory value of everything, the other figures of the window only", async () => {
  const book = new PostingBook();
  const bought = book.buy("2025-01-01", 4, "40");
  book.sell("2025-01-10", bought, 1, "-10");
  book.sell("2025-02-10", bought, 1, "-10");
  book.sell("2025-02-11", bought, 1, "-10", { type: "Negative Adjmt." });
  book.sell("2025-03-10", bought, 1, "-10");
  const { result } = await run(book.workbook, {
    method: "LIFO",
    startDate: "2025-02-01",
    endDate: "2025-02-28",
  });
  expect(result.totals).toMatchObject({ shadow: { inventoryValue: "10", cogs: "10", otherIssues: "10" } });
  expect(result.months).toEqual([
    { month: "2025-01", actual: "30", shadow: "30" },
    { month: "2025-02", actual: "10", shadow: "10" },
  ]);
});

test("Standard: the variance leaves the stock at once; given costs go before the card", async () => {
  const book = new PostingBook();
  Object.assign(book.items[0] as BookRow, { "Standard Cost": "8" });
  const bought = book.buy("2025-01-01", 2, "20");
  book.sell("2025-01-02", bought, 1, "-10");
  const card = await run(book.workbook, { method: "Standard" });
  expect(card.result.totals).toMatchObject({ shadow: { inventoryValue: "8", cogs: "8", variance: "4" } });
  const given = await run(book.workbook, { method: "Standard", standardCosts: { a: "9" } });
  expect(given.result.totals).toMatchObject({ shadow: { inventoryValue: "9", cogs: "9", variance: "2" } });
});

const refusals: readonly (readonly [string, Readonly<Record<string, unknown>>, object])[] = [
  ["no method", {}, { code: "BAD_PARAMETER", parameter: "method" }],
  ["Specific", { method: "Specific" }, { code: "BAD_PARAMETER", parameter: "method" }],
  ["no standard cost", { method: "Standard" }, { code: "STANDARD_COST_MISSING", itemNo: "A" }],
  [
    "a standard cost that is none",
    { method: "Standard", standardCosts: { A: "much" } },
    { code: "BAD_PARAMETER", parameter: "standardCosts" },
  ],
  [
    "dates in the wrong order",
    { method: "FIFO", startDate: "2025-02-01", endDate: "2025-01-01" },
    { code: "DATE_ORDER" },
  ],
];
for (const [name, parameters, error] of refusals) {
  test(`refused: ${name}`, async () => {
    const book = new PostingBook();
    book.buy("2025-01-01", 1, "10");
    expect((await run(book.workbook, parameters)).result.error).toMatchObject(error);
  });
}

test("value by month runs through months without entries", () => {
  const days = ["2024-11-30", "2025-01-01", "2025-01-31"].map((text) => parseDay(text) as number);
  expect(inventoryByMonth(days, (entry) => BigInt(entry + 1))).toEqual([
    { month: "2024-11", value: 1n },
    { month: "2024-12", value: 1n },
    { month: "2025-01", value: 6n },
  ]);
  expect(inventoryByMonth([], () => 1n)).toEqual([]);
});

test("sheet with chart, summary and drill-down", async () => {
  const book = new PostingBook();
  book.buy("2025-01-01", 1, "10");
  const second = book.buy("2025-01-02", 1, "30");
  book.sell("2025-02-03", 1, 1, "-10");
  book.sell("2025-03-03", second, 1, "-30");
  book.buy("2025-03-04", 1, "5");
  const { ledgers, run: done, result } = await run(book.workbook, { method: "LIFO", endDate: "2025-02-28" });
  const context: LayoutContext = {
    company: "Harbour Cycles Ltd.",
    currency: "EUR",
    jobWord: "Job",
    parameters: { method: "LIFO" },
    evidence: [],
    stamp: "0000-0000",
    engineVersion: "1.0.0",
    runAt: "2026-02-03 09:12",
    paper: "A4",
  };
  const [sheet] = done.report.layout(result as never, context);
  expect(sheet?.charts).toHaveLength(1);
  expect(sheet?.charts?.[0]?.series.map((series) => series.name)).toEqual(["FIFO (now)", "LIFO"]);
  expect(sheet?.charts?.[0]?.categories.count).toBe(2);
  expect(done.report.summary(result as never)).toMatchObject({
    headFigure: "{20} lower",
    context: "{10} instead of {30}",
    arithmetic: [
      { amount: "10" },
      { amount: "30" },
      { amount: "0" },
      { amount: "0" },
      { label: "Own costs", amount: "40" },
    ],
  });
  const drill = (field: string): unknown =>
    done.report.drill?.(ledgers, done.parameters ?? {}, result as never, { itemNo: "A", field });
  expect(drill("difference.cogs")).toMatchObject({ figure: "20", entries: [{ entryNo: 3, amount: "20" }] });
  expect(drill("shadow.inventoryValue")).toMatchObject({ figure: "10" });
  expect(drill("shadow.nothing")).toBeUndefined();
});
