/** Targets of an entry: over its documents and its open quantity, with and without quantity that no increase covers. */
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import { firstExpectedValue } from "../../../src/engine/costing/targets";
import { decimalText } from "../../../src/engine/values/decimal";
import { readForCosting } from "../../support/fixed-cost-ledgers";
import { PostingBook, type BookRow } from "../../support/posting-book";

const adjusted = async (book: PostingBook) => {
  for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  return computeAdjustment(await readForCosting(book.workbook)).adjusted;
};

/** What an entry should cost: actual by document, then expected cost. */
async function targetsOf(book: PostingBook, no: number): Promise<readonly string[]> {
  const { costing } = await adjusted(book);
  const { documents, ledger } = costing;
  const money = (value: bigint): string => decimalText(value, ledger.moneyScale);
  const found: string[] = [];
  for (let d = documents.start[no - 1] as number; d < (documents.start[no] as number); d += 1)
    found.push(money(documents.money.big(d) + documents.delta.big(d)));
  return [...found, `expected ${money(costing.expectedAfter(no - 1))}`];
}

const SHIPPED: BookRow = {
  "Expected Cost": true,
  "Invoiced Quantity": "0",
  "Cost Amount (Actual)": "0",
  "Cost Amount (Expected)": "-1",
};
const invoice = (quantity: number, more: BookRow = {}): BookRow => ({
  "Invoiced Quantity": String(quantity),
  "Cost Amount (Actual)": "-1",
  ...more,
});

/** Seven pieces for 10.00; a sale of some of them, invoiced in documents of these quantities. */
function sold(
  quantity: number,
  covered: number,
  invoices: readonly BookRow[],
  shipped: BookRow = {},
): PostingBook {
  const book = new PostingBook();
  book.buy("2025-01-01", 7, "10");
  const invoiced = invoices.reduce((sum, row) => sum + Number(row["Invoiced Quantity"]), 0);
  book.post({
    date: "2025-01-02",
    quantity,
    cost: "0",
    entry: { "Invoiced Quantity": String(invoiced) },
    value: { ...SHIPPED, ...shipped },
  });
  if (covered !== 0) book.apply(2, 1, 2, covered);
  invoices.forEach((fields) => book.value(2, fields));
  return book;
}

describe("covered", () => {
  test("documents take their part in turn, the rest of each rounding goes on to the next and to what is open", async () => {
    // 7 pieces for 10.00. A third of a cent is carried on each time: 1.4286, 1.4286 …
    const ones = Array.from({ length: 3 }, () => invoice(-1));
    expect(await targetsOf(sold(-7, -7, ones), 2)).toEqual(["-1.43", "-1.43", "-1.43", "expected -5.71"]);
    const all = [...ones, ...ones, invoice(-1)];
    expect(await targetsOf(sold(-7, -7, all), 2)).toEqual([
      "-1.43",
      "-1.43",
      "-1.43",
      "-1.42",
      "-1.43",
      "-1.43",
      "-1.43",
      "expected -1",
    ]);
  });

  test("the rest of the last rounding decides a cent of what is open", async () => {
    // 10.00 ÷ 7 × 2 = 2.857142…; 2.86 + 7.142857… − 0.002857… = 7.14.
    expect(await targetsOf(sold(-7, -7, [invoice(-2)]), 2)).toEqual(["-2.86", "expected -7.14"]);
    const two = sold(-2, -2, [invoice(-1)]);
    Object.assign(two.values[0] as BookRow, { "Cost Amount (Actual)": "10.05" });
    // 10.05 × 2/7 = 2.87; 1.435 rounds to 1.44, and 1.435 − 0.005 to 1.43.
    expect(await targetsOf(two, 2)).toEqual(["-1.44", "expected -1.43"]);
  });

  test("nothing open: expected cost stays as posted", async () => {
    expect(await targetsOf(sold(-2, -2, [invoice(-2)], { "Cost Amount (Expected)": "-5" }), 2)).toEqual([
      "-2.86",
      "expected -5",
    ]);
  });
});

describe("not covered", () => {
  test("takes the Cost per Unit of the first value entry of the document, of the shipment for what is open", async () => {
    // Applied 3 of 7 for 10.00: 4.29. Uncovered 2 pieces: 2 × 5 in the document, 2 × 4 in what is open.
    // Document: (4.29 + 10) × 2/5 = 5.716; open: (4.29 + 8) × 3/5 = 7.374, less 0.004.
    const book = sold(-5, -3, [invoice(-2, { "Cost per Unit": "5" })], { "Cost per Unit": "4" });
    expect(await targetsOf(book, 2)).toEqual(["-5.72", "expected -7.37"]);
  });

  test("without a Cost per Unit, the unit cost of what is covered", async () => {
    // 4.29 ÷ 3 = 1.43 each: 2.86 more, 7.15 for five.
    expect(await targetsOf(sold(-5, -3, [invoice(-2)]), 2)).toEqual(["-2.86", "expected -4.29"]);
  });

  test("without either, nothing", async () => {
    expect(await targetsOf(sold(-5, -3, [invoice(-2)], {}), 2)).toEqual(["-2.86", "expected -4.29"]);
    const free = sold(-5, -3, [invoice(-2)]);
    Object.assign(free.values[0] as BookRow, { "Cost Amount (Actual)": "0" });
    expect(await targetsOf(free, 2)).toEqual(["0", "expected 0"]);
  });

  test("fractions of a piece at a unit cost of five decimals", async () => {
    const book = sold(-2.5, -1, [invoice(-2.5, { "Cost per Unit": "1.23456" })]);
    // 10 ÷ 7 = 1.43; 1.5 × 1.23456 = 1.85184.
    expect(await targetsOf(book, 2)).toEqual(["-3.28", "expected -1"]);
    const without = sold(-2.5, -1, [invoice(-2.5)]);
    expect(await targetsOf(without, 2)).toEqual(["-3.58", "expected -1"]);
  });
});

test("of an exact reversal only the direct part stands in for what is not covered", async () => {
  const book = new PostingBook();
  book.buy("2025-01-01", 1, "10");
  book.value(1, { "Entry Type": "Indirect Cost", "Cost Amount (Actual)": "4" });
  const entry = { "Applies-to Entry": 1 };
  book.post({
    date: "2025-01-02",
    type: "Purchase",
    quantity: -3,
    cost: "-1",
    entry,
    value: { "Cost per Unit": "5" },
  });
  book.apply(2, 1, 2, -1);
  // One third of the document is covered at 10 + 4; two pieces more at 5 each.
  expect(await targetsOf(book, 2)).toEqual(["-20", "-4", "0", "expected 0"]);
});

describe("a transfer-in", () => {
  const moved = (invoiced: string): PostingBook => {
    const book = new PostingBook();
    book.buy("2025-01-01", 4, "40");
    book.sell("2025-01-02", 1, 2, "-1", { type: "Transfer" });
    const value = { "Document No.": "M" };
    const entry = { "Invoiced Quantity": invoiced };
    book.post({ date: "2025-01-02", type: "Transfer", quantity: 2, cost: "1", entry, value });
    book.apply(3, 3, 2, 2, { "Transferred-from Entry No.": 1 });
    book.value(3, { "Document No.": "A", "Cost Amount (Actual)": "3" });
    book.value(3, { "Document No.": "Z", "Cost Amount (Actual)": "2", "Cost Amount (Expected)": "7" });
    return book;
  };
  test("has one target for all its documents; what it expects stays", async () => {
    const whole = ["0", "20", "0", "expected 7"];
    expect(await targetsOf(moved("2"), 3)).toEqual(whole);
    expect(await targetsOf(moved("1"), 3)).toEqual(whole);
  });
});

test("the first value entry with Expected Cost that is no adjustment, else the first with Expected Cost, else none", async () => {
  const first = async (flags: readonly string[]): Promise<number> => {
    const book = new PostingBook();
    book.buy("2025-01-01", 1, "10", {
      value: { "Expected Cost": flags[0]?.includes("E"), Adjustment: flags[0]?.includes("A") } as BookRow,
    });
    for (const text of flags.slice(1))
      book.value(1, { "Expected Cost": text.includes("E"), Adjustment: text.includes("A") });
    book.buy("2025-01-02", 1, "10", { value: { "Expected Cost": true } });
    return firstExpectedValue((await adjusted(book)).costing, 0);
  };
  expect(await first([""])).toBe(-1);
  expect(await first(["A"])).toBe(-1);
  expect(await first(["E"])).toBe(0);
  expect(await first(["", "EA", "E"])).toBe(2);
  expect(await first(["EA", "A", ""])).toBe(0);
  expect(await first(["EA", "EA", "EA"])).toBe(0);
  expect(await first(["A", "", "EA", "EA"])).toBe(2);
});

describe("the state of a computation", () => {
  test("an entry hands on when another takes cost from it, not when a row only names it", async () => {
    const book = new PostingBook();
    book.buy("2025-01-01", 4, "40");
    book.sell("2025-01-02", 1, 1, "-10");
    book.buy("2025-01-03", 4, "40");
    const other = book.post({ date: "2025-01-04", quantity: -1, cost: "-10" });
    book.apply(other, 3, other, -1, { "Cost Application": false });
    for (const row of book.applications) row["Cost Application"] ??= true;
    const { costing } = await adjusted(book);
    expect([0, 1, 2, 3].map((e) => costing.handsOn(e))).toEqual([true, false, false, false]);
  });

  test("sums after corrections: actual with rounding, expected; what moved in the last sweep is nothing", async () => {
    const book = sold(-7, -7, [invoice(-7)], { "Cost Amount (Expected)": "-5" });
    book.value(1, { "Entry Type": "Rounding", "Cost Amount (Actual)": "0.25" });
    const { costing } = await adjusted(book);
    expect([costing.actualAfter(0), costing.deltaRounding.big(0)]).toEqual([1_000n, -25n]);
    expect([costing.actualAfter(1), costing.expectedAfter(1)]).toEqual([-1_000n, -500n]);
    expect([costing.changed, costing.movedItems, [...costing.moved]]).toEqual([false, [], [0]]);
  });
});
