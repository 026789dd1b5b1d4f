/** Average cost around revaluation points: which issues see less, and what they see of each entry of their unit. */
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import { decimalText } from "../../../src/engine/values/decimal";
import { readForCosting } from "../../support/fixed-cost-ledgers";
import { PostingBook, type BookRow } from "../../support/posting-book";

const AVERAGED = { "Valued By Average Cost": true };
const PARTIAL: BookRow = {
  "Entry Type": "Revaluation",
  "Partial Revaluation": true,
  "Cost Amount (Actual)": "-6",
  "Valued Quantity": "3",
};

/** Sells one piece by average, taken from an increase. */
function sale(book: PostingBook, from: number): number {
  const no = book.post({ date: "2025-01-10", quantity: -1, cost: "-1", value: AVERAGED });
  book.apply(no, from, no, -1, { "Cost Application": false });
  return no;
}

/** What an issue sees of the unit of its month: its cut, then "entry quantity cost", with a mark where corrections are seen. */
async function seen(book: PostingBook, issue: number): Promise<string> {
  for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  for (const row of book.applications) row["Cost Application"] ??= true;
  const { adjusted } = computeAdjustment(await readForCosting(book.workbook));
  const { average, units, costing } = adjusted;
  const { entries, quantityScale, moneyScale } = costing.ledger;
  const unit = units.homeUnit[issue - 1] as number;
  const view = average.viewOf(unit, issue - 1);
  const parts: string[] = [];
  for (let slot = units.slotStart[unit] as number; slot < (units.slotStart[unit + 1] as number); slot += 1) {
    const no = String(entries.no[units.slotEntry[slot] as number]);
    const brought = view.bring(slot);
    const follows = view.seesCorrections(slot) ? "" : " fixed";
    if (brought === undefined) parts.push(`${no} unseen${follows}`);
    else {
      const quantity = decimalText(brought.quantity, quantityScale);
      parts.push(`${no} ${quantity} ${decimalText(brought.cost, moneyScale)}${follows}`);
    }
  }
  return `${String(average.points.cutFor(unit, issue - 1) ?? "all")}: ${parts.join(", ")}`;
}

/** Value entries 1 to 4: four pieces for 40.00, a sale, the point, another sale. */
function aroundPoint(): PostingBook {
  const book = new PostingBook("Average");
  book.buy("2025-01-05", 4, "40");
  sale(book, 1);
  book.value(1, PARTIAL);
  sale(book, 1);
  return book;
}

test("an issue posted before the point sees nothing from it on; one behind it sees all", async () => {
  expect(await seen(aroundPoint(), 2)).toBe("3: 1 4 40, 2 -1 -10, 3 unseen fixed");
  expect(await seen(aroundPoint(), 3)).toBe("all: 1 4 34, 2 -1 -10, 3 -1 -8");
});

test("between two points the next one counts", async () => {
  const book = aroundPoint();
  book.value(1, { ...PARTIAL, "Valued Quantity": "2", "Cost Amount (Actual)": "-2" });
  sale(book, 1);
  expect((await seen(book, 2)).slice(0, 2)).toBe("3:");
  expect(await seen(book, 3)).toBe("5: 1 4 34, 2 -1 -10, 3 -1 -8, 4 unseen fixed");
  expect((await seen(book, 4)).slice(0, 4)).toBe("all:");
});

test("points of several entries stand by number, not by entry", async () => {
  const book = new PostingBook("Average");
  book.buy("2025-01-05", 4, "40");
  book.buy("2025-01-05", 4, "40");
  const first = sale(book, 1);
  book.value(2, PARTIAL);
  const second = sale(book, 1);
  book.value(1, PARTIAL);
  expect((await seen(book, first)).slice(0, 2)).toBe("4:");
  expect((await seen(book, second)).slice(0, 2)).toBe("6:");
});

test("an entry is as old as its first Direct Cost, though another value entry was posted before", async () => {
  const book = new PostingBook("Average");
  book.buy("2025-01-05", 4, "40");
  const averaged = sale(book, 1);
  book.buy("2025-01-06", 1, "7", { value: { "Entry Type": "Indirect Cost" } });
  book.value(1, PARTIAL);
  book.value(3, { "Cost Amount (Actual)": "5" });
  expect(await seen(book, averaged)).toBe("4: 1 4 40, 2 -1 -10, 3 unseen fixed");
});

test("points stand in their own unit: a revaluation of February cuts nothing in January", async () => {
  const book = aroundPoint();
  Object.assign(book.values[2] as BookRow, { "Posting Date": "2025-02-01", "Valuation Date": "2025-02-01" });
  expect(await seen(book, 2)).toBe("all: 1 4 40, 2 -1 -10, 3 -1 -10");
});

test("a whole revaluation is a point only where the increase takes its cost from an issue", async () => {
  const whole = { "Entry Type": "Revaluation", "Cost Amount (Actual)": "-6", "Valued Quantity": "4" };
  const own = aroundPoint();
  Object.assign(own.values[2] as BookRow, { ...whole, "Partial Revaluation": false });
  expect((await seen(own, 2)).slice(0, 4)).toBe("all:");
  const book = new PostingBook("Average");
  book.buy("2025-01-05", 4, "40");
  const sold = sale(book, 1);
  const back = book.post({ date: "2025-01-06", type: "Sale", quantity: 1, cost: "9" });
  book.apply(back, back, sold, 1);
  const before = sale(book, 1);
  book.value(back, { ...whole, "Valued Quantity": "1", "Cost Amount (Actual)": "3" });
  sale(book, 1);
  expect((await seen(book, before)).slice(0, 2)).toBe("5:");
});

test("a charge counts with its entry's first Direct Cost, a later Direct Cost and a revaluation by their own numbers", async () => {
  const book = new PostingBook("Average");
  book.buy("2025-01-05", 4, "40");
  sale(book, 1);
  book.value(1, PARTIAL);
  book.value(1, { "Item Charge No.": "F", "Cost Amount (Actual)": "2" });
  book.value(1, { "Entry Type": "Indirect Cost", "Cost Amount (Actual)": "1" });
  book.value(1, { "Cost Amount (Actual)": "5" });
  book.value(1, { Adjustment: true, "Applies-to Entry": 1, "Cost Amount (Actual)": "0.5" });
  book.buy("2025-01-06", 2, "30");
  // 40 + 2 + 1 + 0.5: all but the point and the 5.00 of a Direct Cost entry behind it; the purchase behind it not at all.
  expect(await seen(book, 2)).toBe("3: 1 4 43.5, 2 -1 -10.88, 3 unseen fixed");
});

test("an increase that fixed issues take from, and these issues, are seen whole, but for what they do not carry away", async () => {
  const book = new PostingBook("Average");
  book.buy("2025-01-05", 4, "40");
  const averaged = sale(book, 1);
  book.value(1, PARTIAL);
  book.sell("2025-01-20", 1, 1, "-10", { entry: { "Applies-to Entry": 1 } });
  book.buy("2025-01-21", 2, "30");
  // One of the three pieces revalued leaves by the fixed sale: 40 − 6 less the two thirds that stay, 40 − 6 + 4.
  expect(await seen(book, averaged)).toBe("3: 1 4 38, 2 -1 -10, 3 -1 -8, 4 unseen fixed");
});

test("a fixed issue that the revaluation does not hit carries nothing away", async () => {
  const book = new PostingBook("Average");
  book.buy("2025-01-05", 4, "40");
  const averaged = sale(book, 1);
  book.sell("2025-01-05", 1, 1, "-10", { entry: { "Applies-to Entry": 1 } });
  book.value(1, { ...PARTIAL, "Posting Date": "2025-01-08", "Valuation Date": "2025-01-08" });
  expect(await seen(book, averaged)).toBe("4: 1 4 40, 2 -1 -10, 3 -1 -10");
});

test("an entry without Direct Cost is as old as its first value entry; what is valued in another month is not seen here", async () => {
  const book = new PostingBook("Average");
  book.buy("2025-01-05", 4, "40");
  const averaged = sale(book, 1);
  book.value(1, PARTIAL);
  book.buy("2025-01-06", 1, "7", { value: { "Entry Type": "Indirect Cost" } });
  book.value(1, { "Item Charge No.": "F", "Cost Amount (Actual)": "2", "Valuation Date": "2025-02-02" });
  expect(await seen(book, averaged)).toBe("3: 1 4 40, 2 -1 -10, 3 unseen fixed");
  const early = new PostingBook("Average");
  early.buy("2025-01-06", 1, "7", { value: { "Entry Type": "Indirect Cost" } });
  early.buy("2025-01-05", 4, "40");
  const first = sale(early, 2);
  early.value(2, PARTIAL);
  expect(await seen(early, first)).toBe("4: 1 1 7, 2 4 40, 3 -1 -9.4");
});

test("what an order's run posts counts with the first Direct Cost of the output", async () => {
  const ORDER = { "Order Type": "Production", "Order No.": "P1", "Order Line No.": 10000 };
  const book = new PostingBook("Average");
  book.items.push({ "No.": "RAW", "Costing Method": "FIFO" });
  book.buy("2025-01-01", 1, "12", { item: "RAW" });
  book.sell("2025-01-02", 1, 1, "-12", { item: "RAW", type: "Consumption", entry: ORDER });
  book.buy("2025-01-05", 4, "40");
  const open = {
    "Expected Cost": true,
    "Invoiced Quantity": "0",
    "Cost Amount (Actual)": "0",
    "Cost Amount (Expected)": "9",
  };
  book.buy("2025-01-05", 2, "0", { type: "Output", entry: ORDER, value: open });
  const averaged = sale(book, 3);
  book.value(3, PARTIAL);
  book.value(4, { "Cost Amount (Actual)": "12", "Cost Amount (Expected)": "-9", "Invoiced Quantity": "2" });
  book.more["Production Orders"] = [{ Status: "Finished", "No.": "P1" }];
  expect(await seen(book, averaged)).toBe("6: 3 4 40, 4 2 12, 5 -1 -8.67");
});

test("what is expected before the point counts; so does a Direct Cost of a protected increase behind it", async () => {
  const book = new PostingBook("Average");
  book.buy("2025-01-05", 4, "40");
  book.buy("2025-01-05", 2, "0", {
    entry: { "Invoiced Quantity": "0" },
    value: { "Expected Cost": true, "Invoiced Quantity": "0", "Cost Amount (Expected)": "21" },
  });
  book.value(1, { "Entry Type": "Revaluation", "Cost Amount (Actual)": "4", "Valued Quantity": "4" });
  const averaged = sale(book, 1);
  book.value(1, PARTIAL);
  book.sell("2025-01-20", 1, 1, "-10", { entry: { "Applies-to Entry": 1 } });
  book.value(1, { "Cost Amount (Actual)": "5" });
  // 40 + 4 + 5, and of −6 the third that the fixed sale carries away; that sale costs 49 / 4 − 2. (47 + 21 − 10.25) / 5.
  expect(await seen(book, averaged)).toBe("5: 1 4 47, 2 2 21, 3 -1 -11.55, 4 -1 -10.25");
});

test("a point before the cut protects nothing", async () => {
  const book = new PostingBook("Average");
  book.buy("2025-01-05", 4, "40");
  book.buy("2025-01-05", 4, "80");
  book.value(1, PARTIAL);
  const averaged = sale(book, 1);
  book.value(2, PARTIAL);
  book.sell("2025-01-20", 1, 1, "-10", { entry: { "Applies-to Entry": 1 } });
  expect(await seen(book, averaged)).toBe("5: 1 4 34, 2 4 80, 3 -1 -14.25, 4 unseen fixed");
});

test("an entry of an earlier month brings what is valued in this one, and no correction of its own month", async () => {
  const book = new PostingBook("Average");
  const february = { "Posting Date": "2025-02-02", "Valuation Date": "2025-02-02" };
  book.buy("2025-01-05", 4, "40");
  sale(book, 1);
  book.buy("2025-02-01", 4, "80");
  book.value(2, { "Item Charge No.": "F", "Cost Amount (Actual)": "-0.5", ...february });
  const averaged = book.post({ date: "2025-02-10", quantity: -1, cost: "-1", value: AVERAGED });
  book.apply(averaged, 3, averaged, -1, { "Cost Application": false });
  book.value(3, PARTIAL);
  // The sale of January costs 10 with its charge: (40 − 10 + 80) / 7.
  expect(await seen(book, averaged)).toBe("6: 2 0 -0.5, 3 4 80, 4 -1 -15.71");
});
