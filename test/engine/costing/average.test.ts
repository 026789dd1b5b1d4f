/** Average cost of issues whose pool runs out, turns negative, or is looked at again: small ledgers worked out by hand. */
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { decimalText } from "../../../src/engine/values/decimal";
import { jsonSource } from "../../../src/workbook/file/json";
import { PostingBook, type BookRow } from "../../support/posting-book";

const AVERAGE = { "Valued By Average Cost": true };

/** Cost of every entry after the adjustment, by number, and the pools of a unit as they are explained. */
async function adjusted(book: PostingBook) {
  const ledgers = await readLedgers(jsonSource(book.workbook), { reports: ["AC"] });
  const { adjusted: found, read } = computeAdjustment(ledgers);
  const { entries, moneyScale, quantityScale } = read.ledger;
  const money = (value: bigint): string => decimalText(value, moneyScale);
  return {
    costs: Array.from({ length: entries.count }, (_, e) => money(found.costing.actualAfter(e))),
    expected: Array.from({ length: entries.count }, (_, e) => money(found.costing.expectedAfter(e))),
    /** Pool of every issue of an entry's unit: "quantity for cost", and whether it could be used. */
    pools: (no: number): Readonly<Record<number, string>> =>
      Object.fromEntries(
        [...found.average.explain(found.units.homeUnit[no - 1] as number)].map(([e, pool]) => [
          e + 1,
          `${decimalText(pool.quantity, quantityScale)} for ${money(pool.cost)}${found.average.notComputable[e] === 1 ? ", not used" : ""}`,
        ]),
      ),
  };
}

function sale(book: PostingBook, date: string, quantity: number, from?: number, more: BookRow = {}): number {
  const posted = { date, quantity: -quantity, cost: "-1", value: AVERAGE, entry: more };
  return from === undefined ? book.post(posted) : book.sell(date, from, quantity, "-1", posted);
}

test("issues behind an empty pool cost what the last pool did, each without the rounding of the one before", async () => {
  const book = new PostingBook("Average");
  const bought = book.buy("2025-01-01", 3, "10");
  sale(book, "2025-01-02", 3, bought);
  for (const date of ["2025-01-03", "2025-01-04", "2025-01-05"]) sale(book, date, 1);
  const { costs, pools } = await adjusted(book);
  expect(costs).toEqual(["10", "-10", "-3.33", "-3.33", "-3.33"]);
  expect(pools(2)).toEqual({ 2: "3 for 10", 3: "3 for 10", 4: "3 for 10", 5: "3 for 10" });
});

test("rounding runs on while the pool lasts, and the issue that empties it takes what is left", async () => {
  const book = new PostingBook("Average");
  const bought = book.buy("2025-01-01", 3, "10");
  for (const date of ["2025-01-02", "2025-01-03", "2025-01-04"]) sale(book, date, 1, bought);
  const { costs, pools } = await adjusted(book);
  expect(costs).toEqual(["10", "-3.33", "-3.34", "-3.33"]);
  expect(pools(2)).toEqual({ 2: "3 for 10", 3: "2 for 6.67", 4: "1 for 3.33" });
});

test("an issue whose pool turns negative in a later sweep goes back to what is posted", async () => {
  const book = new PostingBook("Average", "BIKE");
  const order = { "Order Type": "Production", "Order No.": "P1" };
  book.items.push({ "No.": "RAW", "Costing Method": "FIFO" });
  book.more["Production Orders"] = [{ Status: "Finished", "No.": "P1" }];
  const raw = book.buy("2025-01-01", 1, "10", { item: "RAW" });
  book.sell("2025-01-02", raw, 1, "-10", { item: "RAW", type: "Consumption", entry: order });
  const bike = book.buy("2025-01-03", 1, "10", { type: "Output", entry: order });
  sale(book, "2025-01-04", 1, bike);
  expect((await adjusted(book)).costs).toEqual(["10", "-10", "10", "-10"]);
  // An allowance larger than the price: the bike has a cost below 0, which no issue takes.
  book.value(raw, { "Item Charge No.": "F", "Valued Quantity": "1", "Cost Amount (Actual)": "-15" });
  const { costs, pools } = await adjusted(book);
  expect(costs).toEqual(["-5", "5", "-5", "-1"]);
  expect(pools(4)).toEqual({ 4: "1 for -5, not used" });
});

test("documents and the open quantity of an issue take their pieces one after the other", async () => {
  const book = new PostingBook("Average");
  const bought = book.buy("2025-01-01", 4, "10.06");
  // 3 shipped, 1 and 1 invoiced.
  const shipped = book.sell("2025-01-02", bought, 3, "0", {
    entry: { "Invoiced Quantity": "-2" },
    value: { ...AVERAGE, "Invoiced Quantity": "0", "Cost Amount (Expected)": "-3", "Expected Cost": true },
  });
  for (const document of ["S1", "S2"])
    book.value(shipped, {
      ...AVERAGE,
      "Document No.": document,
      "Valued Quantity": "-1",
      "Invoiced Quantity": "-1",
      "Cost Amount (Actual)": "-1",
      "Cost Amount (Expected)": "1",
    });
  sale(book, "2025-01-03", 1, bought);
  const { costs, expected, pools } = await adjusted(book);
  // 10.06 ÷ 4 is 2.52; 7.54 ÷ 3 is 2.51; 5.03 ÷ 2 is 2.52, still expected; 2.51 is left.
  expect([costs, expected]).toEqual([
    ["10.06", "-5.03", "-2.51"],
    ["0", "-2.52", "0"],
  ]);
  expect(pools(2)).toEqual({ 2: "4 for 10.06", 3: "1 for 2.51" });
});

test("what is made from an issue, and what else is valued by average, stays out of its own pool", async () => {
  const book = new PostingBook("Average");
  const order = { "Order Type": "Production", "Order No.": "P1" };
  book.more["Production Orders"] = [{ Status: "Finished", "No.": "P1" }];
  const bought = book.buy("2025-01-01", 4, "20");
  const found = book.buy("2025-01-02", 1, "100", { type: "Positive Adjmt.", value: AVERAGE });
  const used = book.sell("2025-01-03", bought, 1, "-1", {
    type: "Consumption",
    entry: order,
    value: AVERAGE,
  });
  const made = book.buy("2025-01-04", 1, "1", { type: "Output", entry: order });
  const sold = sale(book, "2025-01-05", 2, bought);
  const { costs, pools } = await adjusted(book);
  // Rework: 20.00 ÷ 4; the sale averages 20 + 100 − 5 + 5 over 5 pieces.
  expect([used, made, sold].map((no) => costs[no - 1])).toEqual(["-5", "5", "-48"]);
  expect(pools(sold)).toEqual({ [used]: "4 for 20", [sold]: "5 for 120" });
  expect(costs[found - 1]).toBe("100");
});
