/** The rounding residual of an increase: when it is final, what it is, and what keeps it away. */
import { PostingBook, type BookRow } from "../../support/posting-book";
import { runOn } from "../../support/run-report";

type List = readonly Readonly<Record<string, unknown>>[];

/** Proposed Rounding rows as "entry: amount". */
async function residuals(book: PostingBook): Promise<readonly string[]> {
  for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  const { result } = await runOn("adjust-cost", book.workbook, { mode: "propose" });
  return (result.proposals as List)
    .filter((row) => row.entryType === "Rounding")
    .map((row) => `${String(row.itemLedgerEntryNo)}: ${String(row.costAmountActual)}`);
}

/** Sells three pieces one by one from an increase. */
function sellOut(book: PostingBook, from: number, more: object = {}): void {
  for (const day of ["2025-02-01", "2025-02-02", "2025-02-03"]) book.sell(day, from, 1, "-3.33", more);
}

function bought(fields: BookRow = {}, value: BookRow = {}): PostingBook {
  const book = new PostingBook();
  book.buy("2025-01-01", 3, "10", { entry: fields, value });
  return book;
}

test("three pieces for 10.00, sold one by one, leave a cent", async () => {
  const book = bought();
  sellOut(book, 1);
  expect(await residuals(book)).toEqual(["1: -0.01"]);
});

describe("none while", () => {
  test("something is left", async () => {
    const book = bought();
    for (const day of ["2025-02-01", "2025-02-02"]) book.sell(day, 1, 1, "-3.33");
    expect(await residuals(book)).toEqual([]);
  });

  test("Remaining Quantity says that something is left", async () => {
    const book = bought({ "Remaining Quantity": "1" });
    sellOut(book, 1);
    expect(await residuals(book)).toEqual([]);
  });

  test("Remaining Quantity says 0 but the cost applications do not sum to the quantity", async () => {
    const book = bought({ "Remaining Quantity": "0" });
    sellOut(book, 1);
    (book.applications[3] as BookRow)["Cost Application"] = false;
    expect(await residuals(book)).toEqual([]);
  });

  test("an issue is not fully invoiced", async () => {
    const book = bought();
    sellOut(book, 1);
    Object.assign(book.entries[3] as BookRow, { "Invoiced Quantity": "0" });
    Object.assign(book.values[3] as BookRow, {
      "Cost Amount (Actual)": "0",
      "Cost Amount (Expected)": "-3.33",
      "Expected Cost": true,
      "Invoiced Quantity": "0",
    });
    expect(await residuals(book)).toEqual([]);
  });

  test("the increase is not fully invoiced", async () => {
    const book = bought(
      { "Invoiced Quantity": "0" },
      { "Cost Amount (Actual)": "0", "Cost Amount (Expected)": "10", "Expected Cost": true },
    );
    sellOut(book, 1);
    expect(await residuals(book)).toEqual([]);
  });

  test("the order of an output is not finished", async () => {
    const book = new PostingBook();
    const order = { "Order Type": "Production", "Order No.": "P1" };
    book.buy("2025-01-01", 3, "10", { type: "Output", entry: order });
    sellOut(book, 1);
    expect(await residuals(book)).toEqual([]);
  });

  test("the item carries no cost", async () => {
    const book = bought();
    Object.assign(book.items[0] as BookRow, { "Inventory Value Zero": true });
    sellOut(book, 1);
    expect(await residuals(book)).toEqual([]);
  });
});

describe("transfers", () => {
  /** The purchase moves on, as a whole, and is sold where it arrived. */
  function moved(book: PostingBook): PostingBook {
    const out = book.sell("2025-01-10", 1, 3, "-10", { type: "Transfer" });
    const arrived = book.post({ date: "2025-01-10", type: "Transfer", quantity: 3, cost: "10" });
    book.apply(arrived, arrived, out, 3, { "Transferred-from Entry No.": 1 });
    sellOut(book, arrived);
    return book;
  }

  test("are final when what they come from is; the cent is on the increase that was used up", async () => {
    expect(await residuals(moved(bought()))).toEqual(["3: -0.01"]);
  });

  test("are not while the purchase is not invoiced", async () => {
    const expected = { "Cost Amount (Actual)": "0", "Cost Amount (Expected)": "10", "Expected Cost": true };
    expect(await residuals(moved(bought({ "Invoiced Quantity": "0" }, expected)))).toEqual([]);
  });

  test("by average: the transfer-in hangs on its transfer-out, which must be covered", async () => {
    const average = (covered: boolean): PostingBook => {
      const book = new PostingBook("Average");
      book.more["Inventory Setup"] = [
        { "Average Cost Period": "Day", "Average Cost Calc. Type": "Item & Location & Variant" },
      ];
      const at = (code: string): BookRow => ({ "Location Code": code });
      book.buy("2025-01-01", 3, "10", { entry: at("EAST") });
      const out = book.post({
        date: "2025-01-10",
        type: "Transfer",
        quantity: -3,
        cost: "-10",
        entry: at("EAST"),
        value: { "Valued By Average Cost": true },
      });
      book.apply(out, 1, out, covered ? -3 : -2);
      const arrived = book.post({
        date: "2025-01-10",
        type: "Transfer",
        quantity: 3,
        cost: "10",
        entry: at("WEST"),
      });
      book.apply(arrived, arrived, out, 3);
      sellOut(book, arrived, { entry: { ...at("WEST"), "Applies-to Entry": arrived } });
      return book;
    };
    expect(await residuals(average(true))).toEqual(["3: -0.01"]);
    expect(await residuals(average(false))).toEqual([]);
  });

  test("are not while one of several purchases is not invoiced", async () => {
    const expected = { "Cost Amount (Actual)": "0", "Cost Amount (Expected)": "6", "Expected Cost": true };
    const from = (fields: BookRow, value: BookRow): PostingBook => {
      const book = new PostingBook();
      book.buy("2025-01-01", 1, "4");
      book.buy("2025-01-02", 2, "6", { entry: fields, value });
      const out = book.post({ date: "2025-01-10", type: "Transfer", quantity: -3, cost: "-10" });
      book.apply(out, 1, out, -1);
      book.apply(out, 2, out, -2);
      const arrived = book.post({ date: "2025-01-10", type: "Transfer", quantity: 3, cost: "10" });
      book.apply(arrived, arrived, out, 3);
      sellOut(book, arrived);
      return book;
    };
    expect(await residuals(from({}, {}))).toEqual(["4: -0.01"]);
    expect(await residuals(from({ "Invoiced Quantity": "0" }, expected))).toEqual([]);
  });

  test("without a source are final when they are invoiced", async () => {
    const arrived = (fields: BookRow, value: BookRow = {}): PostingBook => {
      const book = new PostingBook();
      book.buy("2025-01-10", 3, "10", { type: "Transfer", entry: fields, value });
      sellOut(book, 1);
      return book;
    };
    expect(await residuals(arrived({}))).toEqual(["1: -0.01"]);
    const expected = { "Cost Amount (Actual)": "0", "Cost Amount (Expected)": "10", "Expected Cost": true };
    expect(await residuals(arrived({ "Invoiced Quantity": "0" }, expected))).toEqual([]);
  });

  test("that come from each other are never final", async () => {
    const book = new PostingBook();
    const first = book.post({ date: "2025-01-10", type: "Transfer", quantity: 3, cost: "10" });
    const second = book.post({ date: "2025-01-10", type: "Transfer", quantity: 3, cost: "10" });
    book.apply(first, first, 0, 3, { "Transferred-from Entry No.": second });
    book.apply(second, second, 0, 3, { "Transferred-from Entry No.": first });
    sellOut(book, first);
    expect(await residuals(book)).toEqual([]);
  });
});

describe("outputs", () => {
  const output = (
    type: string,
    fields: BookRow,
    more: Readonly<Record<string, BookRow[]>> = {},
  ): PostingBook => {
    const book = new PostingBook();
    book.buy("2025-01-01", 3, "10", { type, entry: fields });
    Object.assign(book.more, more);
    sellOut(book, 1);
    return book;
  };

  test.each(["Output", "Assembly Output"])(
    "without an order count as any other increase: %s",
    async (type) => {
      expect(await residuals(output(type, {}))).toEqual(["1: -0.01"]);
    },
  );

  test("of an assembly order are final when it is finished, of a production order not before", async () => {
    const assembled = { "Order Type": "Assembly", "Order No.": "A1" };
    const consumed = (book: PostingBook, type: string, order: BookRow): PostingBook => {
      book.items.push({ "No.": "RAW", "Costing Method": "FIFO" });
      const raw = book.buy("2024-12-01", 1, "10", { item: "RAW" });
      book.sell("2025-01-01", raw, 1, "-10", { item: "RAW", type, entry: order });
      return book;
    };
    expect(
      await residuals(consumed(output("Assembly Output", assembled), "Assembly Consumption", assembled)),
    ).toEqual(["1: -0.01"]);
    const made = { "Order Type": "Production", "Order No.": "P1" };
    const orders = (status: string) => ({ "Production Orders": [{ Status: status, "No.": "P1" }] });
    for (const [status, expected] of [
      ["Released", []],
      ["Finished", ["1: -0.01"]],
    ] as const)
      expect(await residuals(consumed(output("Output", made, orders(status)), "Consumption", made))).toEqual(
        expected,
      );
  });

  test("leave another cent when their component turns out dearer in a later sweep", async () => {
    const book = new PostingBook("FIFO", "BIKE");
    for (const no of ["FRAME", "TUBE"]) book.items.push({ "No.": no, "Costing Method": "FIFO" });
    const order = (no: string): BookRow => ({ "Order Type": "Production", "Order No.": no });
    book.more["Production Orders"] = ["P1", "P2"].map((no) => ({ Status: "Finished", "No.": no }));
    // A charge of 1.00 on the tube reaches the frame in the first sweep and the bikes in the second.
    const tube = book.buy("2025-01-01", 1, "10", { item: "TUBE" });
    book.value(tube, { "Item Charge No.": "F", "Valued Quantity": "1", "Cost Amount (Actual)": "1" });
    book.sell("2025-01-02", tube, 1, "-10", { item: "TUBE", type: "Consumption", entry: order("P1") });
    const frame = book.buy("2025-01-03", 1, "10", { item: "FRAME", type: "Output", entry: order("P1") });
    book.sell("2025-01-04", frame, 1, "-10", { item: "FRAME", type: "Consumption", entry: order("P2") });
    const bikes = book.buy("2025-01-05", 3, "10", { type: "Output", entry: order("P2") });
    sellOut(book, bikes);
    // 11.00 for 3: 3.67 each.
    expect(await residuals(book)).toEqual([`${bikes}: 0.01`]);
  });
});

describe("what is posted already", () => {
  test.each([
    ["-0.01", []],
    ["-0.03", ["1: 0.02"]],
    ["0.02", ["1: -0.03"]],
  ])("a Rounding entry of %s", async (amount, expected) => {
    const book = bought();
    sellOut(book, 1);
    book.value(1, { "Entry Type": "Rounding", "Valued Quantity": "3", "Cost Amount (Actual)": amount });
    expect(await residuals(book)).toEqual(expected);
  });

  test("charges count, and move the residual", async () => {
    const book = bought();
    sellOut(book, 1);
    book.value(1, { "Item Charge No.": "F", "Valued Quantity": "3", "Cost Amount (Actual)": "1" });
    // 11.00 for 3: 3.67 each, a cent too much.
    expect(await residuals(book)).toEqual(["1: 0.01"]);
  });
});

test("the row stands on the last plain Direct Cost entry that is no adjustment", async () => {
  const book = bought();
  sellOut(book, 1);
  const invoice = book.value(1, { "Posting Date": "2025-01-20", "Valued Quantity": "3" });
  book.value(1, { "Posting Date": "2025-01-25", "Valued Quantity": "3", Adjustment: true });
  book.value(1, { "Posting Date": "2025-01-30", "Item Charge No.": "F", "Valued Quantity": "3" });
  for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  const { result } = await runOn("adjust-cost", book.workbook, { mode: "propose" });
  expect((result.proposals as List).at(0)).toMatchObject({
    entryType: "Rounding",
    documentNo: `D${invoice}`,
    postingDate: "2025-01-20",
    adjustment: false,
    expectedCost: false,
    appliesToEntry: 0,
    valuedQuantity: "3",
    invoicedQuantity: "0",
  });
});
