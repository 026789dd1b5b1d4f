/** Costs along applications: order of work, circles, documents, quantities that nothing covers, amounts beyond 2^53. */
import { computeAdjustment, type Adjustment } from "../../../src/engine/costing/adjustment";
import { decimalText } from "../../../src/engine/values/decimal";
import { randomOf } from "../../support/cost-ledgers";
import { readForCosting } from "../../support/fixed-cost-ledgers";
import { PostingBook, type BookRow } from "../../support/posting-book";

async function adjustmentOf(book: PostingBook): Promise<Adjustment> {
  for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  return computeAdjustment(await readForCosting(book.workbook));
}

/** Actual cost per entry after adjustment; "actual/expected" where cost is expected. */
async function costs(book: PostingBook): Promise<readonly string[]> {
  const { adjusted, read } = await adjustmentOf(book);
  const { entries, moneyScale } = read.ledger;
  return Array.from({ length: entries.count }, (_, e) => {
    const actual = decimalText(adjusted.costing.actualAfter(e), moneyScale);
    const expected = decimalText(adjusted.costing.expectedAfter(e), moneyScale);
    return expected === "0" ? actual : `${actual}/${expected}`;
  });
}

/** A return of a sale, into stock again. */
function takeBack(book: PostingBook, sold: number, quantity: number, cost: string): number {
  const back = book.post({ date: "2025-01-03", type: "Sale", quantity, cost });
  book.apply(back, back, sold, quantity);
  return back;
}

describe("order of work", () => {
  /** Twenty transfers, each of four pieces: two of one earlier receipt and two of another. */
  function web(seed: number): PostingBook {
    const random = randomOf(seed);
    const book = new PostingBook();
    const receipts = [book.buy("2025-01-01", 4, "4000"), book.buy("2025-01-01", 4, "8000")];
    for (let step = 0; step < 20; step += 1) {
      const first = receipts[Math.floor(random() * receipts.length)] as number;
      const second = receipts.find((_, index) => index >= receipts.length - 2) as number;
      const out = book.post({ date: "2025-01-02", type: "Transfer", quantity: -4, cost: "0" });
      const arrived = book.post({ date: "2025-01-02", type: "Transfer", quantity: 4, cost: "0" });
      for (const from of new Set([first, second])) {
        const quantity = first === second ? 4 : 2;
        book.apply(out, from, out, -quantity);
        book.apply(arrived, arrived, out, quantity, { "Transferred-from Entry No.": from });
      }
      receipts.push(arrived);
    }
    return book;
  }

  test.each([1, 2, 3])("an entry is computed once, when all its sources stand: web %i", async (seed) => {
    const { adjusted } = await adjustmentOf(web(seed));
    const { costing, applied } = adjusted;
    const changed: number[] = [];
    costing.connect({ poolChanged: (entry) => changed.push(entry) }, applied.queue);
    // A charge arrives on the first receipt.
    costing.changeCost(0, 10n ** 12n, 0n);
    applied.flush();
    expect(changed.length).toBeGreaterThan(10);
    expect(changed).toEqual([...new Set(changed)].sort((a, b) => a - b));
  });

  test("a circle is computed pass after pass, a hundred times, and what it has then stays", async () => {
    const book = new PostingBook();
    const sold = book.post({ date: "2025-01-02", quantity: -2, cost: "-20" });
    const backs = [takeBack(book, sold, 1, "10"), takeBack(book, sold, 1, "10")];
    for (const back of backs) book.apply(sold, back, sold, -1);
    book.value(2, { "Item Charge No.": "F", "Valued Quantity": "1", "Cost Amount (Actual)": "1" });
    const bought = book.buy("2025-01-01", 1, "5");
    book.sell("2025-01-02", bought, 1, "-5");
    // Every pass brings the charge once more: the sale takes 11 + 10, both returns a half of its 21, and so on.
    expect(await costs(book)).toEqual(["-120", "61", "60", "5", "-5"]);
    const { adjusted } = await adjustmentOf(book);
    expect([0, 1, 2, 3, 4].map((entry) => adjusted.applied.isInCircle(entry))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(adjusted.unsettled).toEqual([{ item: 0, code: "CYCLE_NOT_CONVERGED" }]);
    // All passes are made at once; the second sweep finds nothing to do.
    expect(adjusted.sweeps).toBe(2);
  });
});

describe("documents", () => {
  const sold = (value: BookRow = {}, entry: BookRow = {}): PostingBook => {
    const book = new PostingBook();
    const bought = book.buy("2025-01-01", 2, "20");
    book.sell("2025-01-02", bought, 2, "-20", { entry, value });
    return book;
  };

  test("one without quantity carries no cost, although the other one holds everything", async () => {
    const book = sold();
    book.value(2, { "Document No.": "D9", "Cost Amount (Actual)": "-1", "Valued Quantity": "-2" });
    expect(await costs(book)).toEqual(["20", "-20"]);
  });

  test("what the entry itself does not say to be invoiced is expected besides", async () => {
    expect(await costs(sold({}, { "Invoiced Quantity": "-1" }))).toEqual(["20", "-20/-10"]);
  });

  test("one of half the quantity carries half the cost", async () => {
    expect(await costs(sold({ "Invoiced Quantity": "-1" }))).toEqual(["20", "-10"]);
  });

  test("a return in two documents takes its part of the sale, whatever unit cost they name", async () => {
    const book = sold();
    const unit = { "Cost per Unit": "99", "Invoiced Quantity": "1" };
    const back = book.post({ date: "2025-01-03", type: "Sale", quantity: 2, cost: "1", value: unit });
    book.value(back, { ...unit, "Valued Quantity": "1", "Cost Amount (Actual)": "1" });
    book.apply(back, back, 2, 2);
    expect(await costs(book)).toEqual(["20", "-20", "20"]);
  });

  test("a row that names another issue hands nothing on", async () => {
    const book = sold({ "Invoiced Quantity": "-1" }, { "Invoiced Quantity": "-1" });
    const other = book.post({ date: "2025-01-02", quantity: -1, cost: "-3" });
    book.apply(2, 1, other, -1);
    expect(await costs(book)).toEqual(["20", "-10/-10", "-3"]);
  });
});

describe("quantity that no increase covers", () => {
  test("an application of nothing leaves the unit cost of the document", async () => {
    const book = new PostingBook();
    const bought = book.buy("2025-01-01", 1, "10");
    const sold = book.post({ date: "2025-01-02", quantity: -1, cost: "-1", value: { "Cost per Unit": "7" } });
    book.apply(sold, bought, sold, 0);
    expect(await costs(book)).toEqual(["10", "-7"]);
    delete book.values[1]?.["Cost per Unit"];
    expect(await costs(book)).toEqual(["10", "0"]);
  });

  test("of a purchase return costs what all elements of the covered part cost", async () => {
    const book = new PostingBook("Standard");
    const bought = book.buy("2025-01-01", 4, "40");
    book.value(bought, { "Entry Type": "Indirect Cost", "Cost Amount (Actual)": "4" });
    book.value(bought, {
      "Entry Type": "Variance",
      "Variance Type": "Purchase",
      "Cost Amount (Actual)": "8",
    });
    const returned = book.post({
      date: "2025-01-02",
      type: "Purchase",
      quantity: -2,
      cost: "-1",
      entry: { "Applies-to Entry": bought },
    });
    book.apply(returned, bought, returned, -1);
    // Covered: a quarter of 40, 4 and 8. The other piece costs 13 as well, as direct cost.
    expect(await costs(book)).toEqual(["52", "-26"]);
    const { documents } = (await adjustmentOf(book)).adjusted.costing;
    const first = documents.start[returned - 1] as number;
    expect([0, 1, 2].map((part) => documents.delta.big(first + part))).toEqual([-2200n, -100n, -200n]);
  });
});

describe("beyond 2^53", () => {
  test("portions that cancel out leave their exact rest", async () => {
    const book = new PostingBook();
    const dear = book.buy("2025-01-01", 1, "90071992547409.93");
    const credited = book.buy("2025-01-01", 1, "-90071992547409");
    const sold = book.post({ date: "2025-01-02", quantity: -2, cost: "-1" });
    book.apply(sold, dear, sold, -1);
    book.apply(sold, credited, sold, -1);
    expect((await costs(book)).at(-1)).toBe("-0.93");
  });

  test("a correction may be twice as large as any cost", async () => {
    const book = new PostingBook();
    const bought = book.buy("2025-01-01", 1, "90000000000000.01");
    book.sell("2025-01-02", bought, 1, "90000000000000.02");
    expect((await costs(book)).at(-1)).toBe("-90000000000000.01");
  });
});
