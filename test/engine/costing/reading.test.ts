/** Reading the ledger: what missing columns and empty cells mean, what carries no cost, and what a row hands on. */
import type { AdjustCostResult } from "../../../src/engine/reports/adjust-cost/result";
import { applyChanges } from "../../support/apply-changes";
import { PostingBook, type BookRow } from "../../support/posting-book";
import { runOn } from "../../support/run-report";

async function adjusted(book: PostingBook): Promise<AdjustCostResult> {
  const explain = book.entries.map((row) => row["Entry No."]);
  const { result } = await runOn("adjust-cost", book.workbook, { mode: "propose", explain });
  return result as unknown as AdjustCostResult;
}
const how = async (book: PostingBook): Promise<readonly string[]> =>
  ((await adjusted(book)).explanations ?? []).map((one) => `${one.entryNo} ${one.valuedBy} ${one.target}`);
const codes = async (book: PostingBook): Promise<readonly string[]> =>
  (await adjusted(book)).warnings.map(({ code }) => code);

/** Two pieces for 20.00 and 60.00; one is sold, taken from the first. */
function traded(
  method: string,
  entry: BookRow = {},
  application: BookRow = {},
  value: BookRow = {},
): PostingBook {
  const book = new PostingBook(method);
  const first = book.buy("2025-01-01", 1, "20");
  book.buy("2025-01-01", 1, "60");
  const sold = book.post({ date: "2025-01-02", quantity: -1, cost: "-1", entry, value });
  book.apply(sold, first, sold, -1, application);
  return book;
}
const byAverage = { "Valued By Average Cost": true };

describe("Cost Application", () => {
  test.each<[string, PostingBook, string]>([
    ["missing: FIFO hands cost on", traded("FIFO"), "3 application -20"],
    ["missing: an average issue takes the average", traded("Average", {}, {}, byAverage), "3 average -40"],
    [
      "missing: a fixed average issue takes its increase's cost",
      traded("Average", { "Applies-to Entry": 1 }, {}, byAverage),
      "3 application -20",
    ],
    [
      "empty counts as missing",
      traded("Average", {}, { "Cost Application": "" }, byAverage),
      "3 average -40",
    ],
    ["Yes is Yes", traded("Average", {}, { "Cost Application": true }, byAverage), "3 application -20"],
    ["No is No", traded("FIFO", {}, { "Cost Application": false }), "3 own -1"],
  ])("%s", async (_, book, expected) => {
    expect((await how(book))[2]).toBe(expected);
  });
});

describe("what makes an average issue", () => {
  test.each<[string, PostingBook, string]>([
    ["no entry valued by average", traded("Average"), "3 own -1"],
    ["only an adjustment is", traded("Average", {}, {}, { ...byAverage, Adjustment: true }), "3 own -1"],
    [
      "the valued quantity is 0",
      traded("Average", {}, {}, { ...byAverage, "Valued Quantity": "0" }),
      "3 own -1",
    ],
    [
      "the valued quantity is above 0",
      traded("Average", {}, {}, { ...byAverage, "Valued Quantity": "1" }),
      "3 own -1",
    ],
    ["the method is another one", traded("FIFO", {}, { "Cost Application": false }, byAverage), "3 own -1"],
    [
      "fixed, though its row hands nothing on",
      traded("Average", { "Applies-to Entry": 1 }, { "Cost Application": false }, byAverage),
      "3 own -1",
    ],
  ])("not when %s", async (_, book, expected) => {
    expect((await how(book))[2]).toBe(expected);
  });
});

describe("quantities", () => {
  test("Remaining Quantity comes from the applications where it is not given", async () => {
    expect(await codes(traded("FIFO"))).toEqual([]);
    const open = traded("FIFO");
    open.applications.length = 2;
    expect(await codes(open)).toEqual(["NEGATIVE_INVENTORY"]);
    // Given and wrong, empty, given and right.
    const given = traded("FIFO");
    (given.entries[0] as BookRow)["Remaining Quantity"] = "1";
    (given.entries[1] as BookRow)["Remaining Quantity"] = "";
    (given.entries[2] as BookRow)["Remaining Quantity"] = "0";
    expect(await codes(given)).toEqual(["APPLICATION_QUANTITY_MISMATCH"]);
  });

  test("an increase without any application keeps its whole quantity", async () => {
    const book = new PostingBook();
    book.post({ date: "2025-01-01", quantity: 2, cost: "10.01" });
    const { warnings, items } = await adjusted(book);
    expect(warnings).toEqual([]);
    expect(items).toMatchObject([{ quantity: "2", unitCostAfter: "5.005" }]);
  });

  test("an empty Invoiced Quantity is the whole quantity", async () => {
    const book = traded("FIFO", { "Invoiced Quantity": "" });
    (book.entries[0] as BookRow)["Invoiced Quantity"] = "0";
    Object.assign(book.values[0] as BookRow, {
      "Cost Amount (Actual)": "0",
      "Cost Amount (Expected)": "18",
      "Expected Cost": true,
      "Invoiced Quantity": "0",
    });
    expect(await how(book)).toEqual(["1 own 18", "2 own 60", "3 application -18"]);
  });
});

describe("what carries no cost", () => {
  test.each<[string, BookRow]>([
    ["another type than Inventory", { Type: "Service" }],
    ["Inventory Value Zero", { "Inventory Value Zero": true }],
    ["excluded", { "Excluded from Cost Adjustment": true }],
  ])("items: %s", async (_, fields) => {
    const book = traded("FIFO");
    Object.assign(book.items[0] as BookRow, fields);
    expect((await how(book))[2]).toBe("3 own -1");
  });

  test("value entries that are not inventoriable", async () => {
    const book = traded("FIFO");
    book.value(1, { "Cost Amount (Actual)": "500", "Valued Quantity": "1", Inventoriable: false });
    expect((await how(book))[2]).toBe("3 application -20");
    book.value(1, { "Cost Amount (Actual)": "5", "Valued Quantity": "1", Inventoriable: "" });
    expect((await how(book))[2]).toBe("3 application -25");
  });

  test("rows that name no entry of theirs: another inbound entry on an increase, another outbound entry on an issue", async () => {
    const book = traded("FIFO");
    const back = book.post({ date: "2025-01-03", type: "Sale", quantity: 1, cost: "7" });
    book.apply(back, 1, 3, 1);
    expect((await how(book))[3]).toBe("4 own 7");
    book.apply(back, back, 0, 1);
    expect((await how(book))[3]).toBe("4 own 7");
    book.apply(back, back, 3, 1);
    expect((await how(book))[3]).toBe("4 reversal 20");
    const other = book.post({ date: "2025-01-04", quantity: -1, cost: "-2" });
    book.apply(other, 2, 3, -1);
    expect((await how(book))[4]).toBe("5 own -2");
  });
});

describe("value entries", () => {
  test("a blank Entry Type is Direct Cost, a blank Valuation Date the posting date", async () => {
    const book = traded("Average", {}, {}, { ...byAverage, "Entry Type": "", "Valuation Date": "" });
    const { explanations = [], proposals } = await adjusted(book);
    expect(explanations[2]).toMatchObject({ valuedBy: "average", periodStart: "2025-01-01", target: "-40" });
    expect(proposals).toMatchObject([{ entryType: "Direct Cost", valuationDate: "2025-01-02" }]);
  });

  test("an entry belongs to the period of its last plain Direct Cost, not to that of a charge or a revaluation", async () => {
    const book = traded("Average", {}, {}, { ...byAverage, "Valuation Date": "2025-02-05" });
    book.value(3, { "Item Charge No.": "F", "Valued Quantity": "-1", "Valuation Date": "2025-03-01" });
    book.value(3, { "Entry Type": "Revaluation", "Valued Quantity": "-1", "Valuation Date": "2025-04-01" });
    expect((await adjusted(book)).explanations?.[2]).toMatchObject({
      periodStart: "2025-02-01",
      periodEnd: "2025-02-28",
    });
  });
});

test("rows that are applied say what they are: flags of the entry corrected, quantity 0, the next numbers", async () => {
  const book = traded("Average", {}, {}, { ...byAverage, "Document Line No.": 20000 });
  for (const row of book.values) row["Item Charge No."] ??= "";
  const { run } = await runOn("adjust-cost", book.workbook, { mode: "propose" });
  if (!run.outcome.changes) throw new Error("no changes");
  const row = applyChanges(book.workbook, run.outcome.changes)["Value Entries"]?.at(-1);
  expect(row).toMatchObject({
    "Entry No.": 4,
    "Item No.": "A",
    "Item Ledger Entry No.": 3,
    "Document No.": "D3",
    "Document Line No.": 20000,
    "Posting Date": "2025-01-02",
    "Cost Amount (Actual)": "-39",
    "Valued Quantity": "-1",
    "Item Ledger Entry Quantity": "0",
    "Invoiced Quantity": "0",
    "Valued By Average Cost": true,
    Adjustment: true,
    "Applies-to Entry": 3,
  });
});

test("a row for an entry that no average valued is not valued by average, and no partial revaluation", async () => {
  const flags = { "Valued By Average Cost": false, "Partial Revaluation": false, Adjustment: false };
  const book = traded("FIFO", {}, {}, flags);
  const { run } = await runOn("adjust-cost", book.workbook, { mode: "propose" });
  if (!run.outcome.changes) throw new Error("no changes");
  expect(applyChanges(book.workbook, run.outcome.changes)["Value Entries"]?.at(-1)).toMatchObject({
    ...flags,
    Adjustment: true,
    "Applies-to Entry": 3,
    "Cost Amount (Actual)": "-19",
  });
});
