/** Shadow Costing: rules of applying, dates, figures, warnings, refusals, sheet and drill-down. */
import type { LayoutContext } from "../../../src/engine/report";
import { inventoryByMonth } from "../../../src/engine/reports/shadow-costing/months";
import { parseDay } from "../../../src/engine/values/day";
import { averageCircle, BY_A_CENT } from "../../support/average-circle";
import { faultsOfWarnings } from "../../support/holds";
import { PostingBook, type BookRow } from "../../support/posting-book";
import { runAndCheck, type AnyResult } from "../../support/run-report";

type List = readonly Readonly<Record<string, unknown>>[];
const run = async (
  workbook: unknown,
  parameters: Readonly<Record<string, unknown>>,
): ReturnType<typeof runAndCheck> => {
  const done = await runAndCheck("shadow-costing", workbook, { entries: true, ...parameters });
  if (done.result.error === undefined)
    expect(faultsOfWarnings(done.run.report.summary(done.result as never))).toEqual([]);
  return done;
};
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

describe("who needs a standard cost", () => {
  /** A of two pieces for 20.00 with a given cost of 9, and what else stands in the ledger. */
  const standard = async (
    change: (book: PostingBook) => void,
    parameters: Readonly<Record<string, unknown>> = {},
  ): Promise<AnyResult> => {
    const book = new PostingBook();
    book.buy("2025-01-01", 2, "20");
    change(book);
    return (await run(book.workbook, { method: "Standard", standardCosts: { a: 9 }, ...parameters })).result;
  };
  const other =
    (fields: BookRow = {}) =>
    (book: PostingBook): void => {
      book.items.push({ "No.": "B", "Costing Method": "FIFO", ...fields });
      book.buy("2025-02-01", 1, "5", { item: "B" });
    };

  test("an item with entries in the period, unless it is given, on the card, or left out", async () => {
    expect((await standard(other())).error).toMatchObject({ code: "STANDARD_COST_MISSING", itemNo: "B" });
    const items = async (...call: Parameters<typeof standard>): Promise<unknown> =>
      ((await standard(...call)).items as List).map(({ itemNo, shadow }) => [
        itemNo,
        (shadow as { inventoryValue: string }).inventoryValue,
      ]);
    expect(await items(other({ "Standard Cost": "4" }))).toEqual([
      ["A", "18"],
      ["B", "4"],
    ]);
    expect(await items(other(), { standardCosts: { A: "9.5", b: 0 } })).toEqual([
      ["A", "19"],
      ["B", "0"],
    ]);
    expect(await items(other(), { endDate: "2025-01-31" })).toEqual([["A", "18"]]);
    expect(await items(other(), { itemFilter: "A" })).toEqual([["A", "18"]]);
    expect(await items(other({ Type: "Service" }))).toEqual([["A", "18"]]);
    expect(
      await items((book) => {
        other()(book);
        book.values.length = 1;
      }),
    ).toEqual([["A", "18"]]);
  });

  test("on the last day of the period it is needed", async () => {
    expect((await standard(other(), { endDate: "2025-02-01" })).error).toMatchObject({ itemNo: "B" });
  });

  test.each([["much"], [true], [null], ["1e-40"], [{}]])("%j is no standard cost", async (cost) => {
    const { error } = await standard(() => undefined, { standardCosts: { A: cost } });
    expect(error).toMatchObject({ code: "BAD_PARAMETER", parameter: "standardCosts" });
  });
});

test("figures: outputs and increases are own cost, a return is a negative issue, a transfer moves", async () => {
  const book = new PostingBook();
  const bought = book.buy("2025-01-01", 4, "40");
  const out = book.sell("2025-01-02", bought, 2, "-20", { type: "Transfer" });
  const arrived = book.post({ date: "2025-01-02", type: "Transfer", quantity: 2, cost: "20" });
  book.apply(arrived, arrived, out, 2, { "Transferred-from Entry No.": bought });
  const used = book.sell("2025-01-03", bought, 2, "-20", { type: "Negative Adjmt." });
  const back = book.post({ date: "2025-01-04", type: "Negative Adjmt.", quantity: 1, cost: "10" });
  book.apply(back, back, used, 1);
  const { ledgers, run: done, result } = await run(book.workbook, { method: "FIFO" });
  expect(result.totals).toMatchObject({
    actual: { inventoryValue: "30", cogs: "0", otherIssues: "10", rounding: "0", variance: "0" },
    shadow: { inventoryValue: "30", cogs: "0", otherIssues: "10", rounding: "0", variance: "0" },
  });
  expect(result.ownCosts).toBe("40");
  const drill = done.report.drill?.(ledgers, done.parameters ?? {}, result as never, {
    itemNo: "A",
    field: "shadow.otherIssues",
  });
  expect(drill).toMatchObject({
    figure: "10",
    entries: [
      { entryNo: used, amount: "20" },
      { entryNo: back, amount: "-10" },
    ],
  });
});

test("warnings of averages: costs that run in a circle, by a cent or by more, and no stock to average", async () => {
  const circle = async (book: PostingBook): Promise<readonly unknown[]> =>
    codes((await run(book.workbook, { method: "Average" })).result);
  expect(await circle(averageCircle(BY_A_CENT))).toEqual(["ROUNDING_OSCILLATION"]);
  expect(await circle(averageCircle({ sent: 9, sold: 8, west: "3.02", east: "2.01" }))).toEqual([
    "CYCLE_NOT_CONVERGED",
  ]);
  const book = new PostingBook();
  book.post({ date: "2025-01-01", quantity: -1, cost: "-9" });
  expect(codes((await run(book.workbook, { method: "Average" })).result)).toEqual([
    "AVERAGE_NOT_COMPUTABLE",
    "NEGATIVE_INVENTORY",
  ]);
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
