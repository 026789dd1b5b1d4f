/** The documents of an entry: which value entries form one, in which order, what they hold, and what a correction applies to. */
import { collectDocuments } from "../../../src/engine/costing/documents";
import { deriveFacts } from "../../../src/engine/costing/entry-facts";
import { readCostLedger } from "../../../src/engine/costing/read-cost-ledger";
import { decimalText } from "../../../src/engine/values/decimal";
import { readForCosting } from "../../support/fixed-cost-ledgers";
import { PostingBook, type BookRow } from "../../support/posting-book";

const ELEMENTS: Readonly<Record<number, string>> = {
  0: "all",
  1: "direct",
  2: "indirect",
  3: "variance",
  255: "none",
};

/** Documents by entry: "part, first value entry, value entry applied to, quantity, money". */
async function documentsOf(book: PostingBook): Promise<readonly (readonly string[])[]> {
  for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  const { ledger } = readCostLedger(await readForCosting(book.workbook), 2);
  const documents = collectDocuments(ledger, deriveFacts(ledger));
  const number = (position: number): number => (position < 0 ? 0 : (ledger.values.no[position] as number));
  for (const list of [documents.element, documents.first, documents.appliesTo])
    expect(list.length).toBe(documents.start.at(-1));
  expect(documents.start.length).toBe(ledger.entries.count + 1);
  return Array.from({ length: ledger.entries.count }, (_, e) => {
    const start = documents.start[e] as number;
    return Array.from({ length: (documents.start[e + 1] as number) - start }, (__, at) => {
      const d = start + at;
      expect(documents.delta.isZero(d)).toBe(true);
      return [
        ELEMENTS[documents.element[d] as number],
        number(documents.first[d] as number),
        number(documents.appliesTo[d] as number),
        decimalText(documents.quantity.big(d), ledger.quantityScale),
        decimalText(documents.money.big(d), ledger.moneyScale),
      ].join(" ");
    });
  });
}

/** Three pieces bought, and one issue whose first value entry is number 2. */
function sold(quantity = -3, type = "Sale", entry: BookRow = {}, value: BookRow = {}): PostingBook {
  const book = new PostingBook();
  const bought = book.buy("2025-01-01", 3, "30");
  const no = book.post({ date: "2025-01-02", type, quantity, cost: String(10 * quantity), entry, value });
  book.apply(no, bought, no, quantity);
  return book;
}
const SHIPPED: BookRow = { "Expected Cost": true, "Invoiced Quantity": "0", "Cost Amount (Actual)": "0" };
const invoice = (
  document: string,
  line: number,
  quantity: number,
  cost: string,
  more: BookRow = {},
): BookRow => ({
  "Document No.": document,
  "Document Line No.": line,
  "Invoiced Quantity": String(quantity),
  "Cost Amount (Actual)": cost,
  ...more,
});

test("own cost and orders have none; an issue has one of all that is invoiced on it", async () => {
  const book = sold();
  book.value(2, invoice("D2", 0, 0, "-1", { "Item Charge No.": "FREIGHT" }));
  book.value(2, { "Document No.": "D2", "Entry Type": "Rounding", "Cost Amount (Actual)": "0.01" });
  expect(await documentsOf(book)).toEqual([[], ["all 2 2 -3 -31"]]);
});

test("Expected Cost entries are in none, not even with a quantity that is invoiced", async () => {
  const book = sold(-3, "Sale", {}, SHIPPED);
  book.value(2, invoice("B", 0, -2, "-20"));
  book.value(2, invoice("B", 0, -1, "-7", { "Expected Cost": true }));
  expect(await documentsOf(book)).toEqual([[], ["all 3 3 -2 -20"]]);
});

test("documents stand by number, then by line, whatever the order of posting; numbers compare as codes do", async () => {
  const book = sold(-6, "Sale", {}, SHIPPED);
  book.value(2, invoice("D10", 20000, -1, "-10"));
  book.value(2, invoice("D9", 10000, -1, "-11"));
  book.value(2, invoice("D10", 10000, -1, "-12"));
  book.value(2, invoice("D10", 20000, -1, "-13"));
  book.value(2, invoice("D9", 10000, -1, "-14"));
  book.value(2, invoice("D9", 5000, -1, "-15"));
  expect(await documentsOf(book)).toEqual([
    [],
    ["all 5 5 -1 -12", "all 3 3 -2 -23", "all 8 8 -1 -15", "all 4 4 -2 -25"],
  ]);
});

test("a correction applies to the first value entry that is no adjustment, or to the first of all", async () => {
  const book = sold(-3, "Sale", {}, SHIPPED);
  book.value(2, invoice("A", 0, 0, "-1", { Adjustment: true }));
  book.value(2, invoice("A", 0, -1, "-10"));
  book.value(2, invoice("A", 0, -1, "-10"));
  book.value(2, invoice("B", 0, 0, "-2", { Adjustment: true }));
  book.value(2, invoice("B", 0, -1, "-9", { Adjustment: true }));
  expect(await documentsOf(book)).toEqual([[], ["all 4 4 -2 -21", "all 6 6 -1 -11"]]);
});

test("the very first value entry may be an adjustment", async () => {
  const book = new PostingBook();
  const late = 2;
  const issue = book.post({ date: "2025-01-02", quantity: -1, cost: "-9", value: { Adjustment: true } });
  book.buy("2025-01-03", 1, "9");
  book.apply(issue, late, issue, -1);
  book.value(issue, invoice("D1", 0, 0, "-1", { Adjustment: true }));
  expect(await documentsOf(book)).toEqual([["all 1 1 -1 -10"], []]);
});

test("returns and transfers-in count plain Direct Cost only", async () => {
  const book = sold(-1);
  const back = book.post({ date: "2025-01-05", type: "Sale", quantity: 1, cost: "9" });
  book.apply(back, back, 2, 1);
  book.value(back, invoice("D3", 0, 0, "4", { "Item Charge No.": "FREIGHT" }));
  book.value(back, invoice("D3", 0, 0, "5", { "Entry Type": "Revaluation" }));
  expect((await documentsOf(book))[2]).toEqual(["all 3 3 1 9"]);
});

describe("a transfer-in has one target, on the document of its lowest value entry", () => {
  const moved = (...more: readonly BookRow[]): PostingBook => {
    const book = sold(-1, "Transfer");
    const arrived = book.post({
      date: "2025-01-02",
      type: "Transfer",
      quantity: 1,
      cost: "9",
      value: { "Document No.": "M" },
    });
    book.apply(arrived, arrived, 2, 1, { "Transferred-from Entry No.": 1 });
    for (const fields of more) book.value(arrived, fields);
    return book;
  };
  test("alone", async () => {
    expect((await documentsOf(moved()))[2]).toEqual(["all 3 3 1 9"]);
  });

  test("between two others: it takes their money, and they get no target", async () => {
    const book = moved(invoice("Z", 0, 0, "2"), invoice("A", 0, 0, "0.5"));
    expect((await documentsOf(book))[2]).toEqual(["none 5 5 0 0", "all 3 3 1 11.5", "none 4 4 0 0"]);
  });

  test("before one other", async () => {
    expect((await documentsOf(moved(invoice("Z", 0, 0, "2"))))[2]).toEqual(["all 3 3 1 11", "none 4 4 0 0"]);
  });
});

test("an exact reversal keeps three parts, each with the quantity of the document", async () => {
  const book = sold(-3, "Purchase", { "Applies-to Entry": 1 });
  book.value(2, invoice("D2", 0, 0, "-3", { "Entry Type": "Indirect Cost", Adjustment: true }));
  book.value(2, invoice("D2", 0, 0, "-4", { "Entry Type": "Indirect Cost" }));
  book.value(2, invoice("D2", 0, 0, "5", { "Entry Type": "Variance", "Variance Type": "Purchase" }));
  expect((await documentsOf(book))[1]).toEqual([
    "direct 2 2 -3 -30",
    "indirect 2 4 -3 -7",
    "variance 2 5 -3 5",
  ]);
  const parts = sold(-3, "Purchase", { "Applies-to Entry": 1 }, { "Invoiced Quantity": "-1" });
  parts.value(2, invoice("D2", 0, -1, "-3", { "Entry Type": "Indirect Cost" }));
  parts.value(2, invoice("D2", 0, -0.5, "-4", { "Entry Type": "Variance", "Variance Type": "Purchase" }));
  parts.value(2, invoice("D5", 0, -0.5, "-5"));
  expect((await documentsOf(parts))[1]).toEqual([
    "direct 2 2 -2.5 -30",
    "indirect 2 3 -2.5 -3",
    "variance 2 4 -2.5 -4",
    "direct 5 5 -0.5 -5",
    "indirect 5 0 -0.5 0",
    "variance 5 0 -0.5 0",
  ]);
});

test("many parts of few value entries find room", async () => {
  const book = new PostingBook();
  for (let at = 1; at <= 20; at += 1) {
    book.buy("2025-01-01", 1, "10");
    const entry = { "Applies-to Entry": 2 * at - 1 };
    book.sell("2025-01-02", 2 * at - 1, 1, "-10", { type: "Purchase", entry });
  }
  const found = await documentsOf(book);
  for (let at = 1; at <= 20; at += 1) {
    const no = 2 * at;
    expect(found[no - 1]).toEqual([
      `direct ${no} ${no} -1 -10`,
      `indirect ${no} 0 -1 0`,
      `variance ${no} 0 -1 0`,
    ]);
  }
});
