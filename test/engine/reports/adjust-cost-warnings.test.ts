/** Adjust Cost: what is a difference and what is rounding, whose warnings are reported, and unit costs after adjustment. */
import { PostingBook } from "../../support/posting-book";
import { runAndCheck, type AnyResult } from "../../support/run-report";

type List = readonly Readonly<Record<string, unknown>>[];
const run = async (
  book: PostingBook,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<AnyResult> => (await runAndCheck("adjust-cost", book.workbook, parameters)).result;
const list = (result: AnyResult, name: string): List => (result[name] ?? []) as List;
const warnings = (result: AnyResult): readonly string[] =>
  list(result, "warnings").map(({ code, itemNo, entryNo = "" }) =>
    `${String(code)} ${String(itemNo)} ${String(entryNo)}`.trim(),
  );

/** An item with most of what can be wrong; its entries are numbered from `first`. */
function addFaulty(book: PostingBook, item: string): void {
  const open = { "Order Type": "Production", "Order No.": `OPEN-${item}` };
  const undone = { "Order Type": "Production", "Order No.": `DONE-${item}` };
  book.items.push({ "No.": item, "Costing Method": "FIFO", "Cost is Adjusted": true });
  const bought = book.buy("2025-01-01", 5, "50", {
    item,
    entry: { "Remaining Quantity": "5" },
    value: { "Cost Amount (Expected)": "3" },
  });
  book.value(bought, { "Entry Type": "Revaluation", "Cost Amount (Expected)": "-1", "Valued Quantity": "5" });
  book.value(bought, { "Valuation Date": "2025-01-09", "Item Charge No.": "F", "Valued Quantity": "5" });
  book.sell("2025-01-02", bought, 1, "-9", {
    item,
    entry: { "Applied Entry to Adjust": true },
    value: { "Valued By Average Cost": true },
  });
  book.post({ item, date: "2025-01-03", quantity: -1, cost: "-10", entry: { "Remaining Quantity": "-1" } });
  book.buy("2025-01-04", 1, "5", { item, type: "Output", entry: open });
  const made = book.buy("2025-01-04", 1, "5", { item, type: "Output", entry: undone });
  book.sell("2025-01-04", made, 1, "-5", {
    item,
    type: "Output",
    entry: { ...undone, "Applies-to Entry": made },
  });
  book.entries.push({
    "Entry No.": book.entries.length + 1,
    "Item No.": item,
    "Posting Date": "2025-01-05",
    "Entry Type": "Purchase",
    Quantity: "1",
  });
  (book.more["Production Orders"] ??= []).push({ Status: "Finished", "No.": `DONE-${item}` });
  (book.more["Avg. Cost Adjmt. Entry Points"] ??= []).push(
    { "Item No.": item, "Cost Is Adjusted": false },
    { "Item No.": item, "Cost Is Adjusted": false },
    { "Item No.": item, "Cost Is Adjusted": true },
  );
}

/** The warnings of such an item whose first entry has a number. */
const faults = (item: string, first: number): readonly string[] => [
  `APPLICATION_QUANTITY_MISMATCH ${item} ${first}`,
  `ENTRY_MARKED ${item}`,
  `ENTRY_POINT_NOT_ADJUSTED ${item}`,
  `EXPECTED_COST_LEFT ${item} ${first}`,
  `FLAG_SAYS_ADJUSTED ${item}`,
  `INTERIM_REVALUATION ${item} ${first}`,
  `NEGATIVE_INVENTORY ${item} ${first + 2}`,
  `NO_VALUE_ENTRY ${item} ${first + 6}`,
  `ORDER_NET_OUTPUT_NOT_POSITIVE ${item}`,
  `ORDER_NOT_FINISHED ${item}`,
  `POSTING_DATE_MOVED ${item}`,
  `VALUATION_DATES_DIFFER ${item} ${first}`,
  `VALUED_BY_AVERAGE_NOT_AVERAGE ${item} ${first + 1}`,
];

function faultyBook(): PostingBook {
  const book = new PostingBook();
  book.items.length = 0;
  addFaulty(book, "A");
  addFaulty(book, "B");
  book.more["General Ledger Setup"] = [{ "Allow Posting From": "2025-02-01" }];
  return book;
}

describe("warnings", () => {
  test("are those of the items that are reported, once each, by code, item and entry", async () => {
    const book = faultyBook();
    expect(warnings(await run(book, { itemFilter: "A" }))).toEqual(faults("A", 1));
    expect(warnings(await run(book, { itemFilter: "B" }))).toEqual(faults("B", 8));
    const both = faults("A", 1).flatMap((fault, index) => [fault, faults("B", 8)[index]]);
    expect(warnings(await run(book))).toEqual(both);
  });

  test("of an item without inventory value are none but that of its mark", async () => {
    const book = faultyBook();
    for (const row of book.items) row.Type = "Service";
    expect(warnings(await run(book, { itemFilter: "A" }))).toEqual([
      "ENTRY_MARKED A",
      "ENTRY_POINT_NOT_ADJUSTED A",
    ]);
  });

  test("an open return is at level zero with its open issue; a closed one and a transfer are not", async () => {
    const codes = async (type: string, remaining: string, open = "-1"): Promise<readonly string[]> => {
      const book = new PostingBook();
      const sold = book.post({
        date: "2025-01-01",
        quantity: -1,
        cost: "-10",
        type: type === "Transfer" ? "Transfer" : "Sale",
        entry: { "Remaining Quantity": open },
      });
      const back = book.post({
        date: "2025-01-02",
        type,
        quantity: 1,
        cost: "10",
        entry: { "Remaining Quantity": remaining },
      });
      book.apply(back, back, sold, 1);
      return warnings(await run(book)).filter((text) => text.startsWith("ZERO"));
    };
    expect(await codes("Sale", "1")).toEqual(["ZERO_LEVEL_OPEN_ENTRIES A 1"]);
    expect(await codes("Sale", "0")).toEqual([]);
    expect(await codes("Transfer", "1")).toEqual([]);
    expect(await codes("Sale", "1", "0")).toEqual([]);
  });

  test("an average issue is valued before its source only when its date is earlier", async () => {
    const codes = async (valued: string, method = "Average"): Promise<readonly string[]> => {
      const book = new PostingBook(method);
      const bought = book.buy("2025-01-05", 1, "10");
      book.value(bought, { "Item Charge No.": "F", "Valuation Date": "2025-01-20", "Valued Quantity": "1" });
      const value = { "Valuation Date": valued, "Valued By Average Cost": method === "Average" };
      book.sell(valued, bought, 1, "-10", { value });
      return warnings(await run(book)).filter((text) => text.startsWith("VALUATION_DATE_BEFORE"));
    };
    expect(await codes("2025-01-04")).toEqual(["VALUATION_DATE_BEFORE_SOURCE A 2"]);
    expect(await codes("2025-01-05")).toEqual([]);
    expect(await codes("2025-01-04", "FIFO")).toEqual([]);
  });
});

describe("differences", () => {
  /** A sale that is a cent dearer than posted, and one that is two cents dearer. */
  const cents = (): PostingBook => {
    const book = new PostingBook();
    const bought = book.buy("2025-01-01", 2, "20");
    book.sell("2025-01-02", bought, 1, "-9.99");
    book.sell("2025-01-02", bought, 1, "-9.98");
    return book;
  };
  test.each([
    ["0", ["cost", "cost"], false],
    ["0.009", ["cost", "cost"], false],
    ["0.01", ["rounding", "cost"], false],
    ["0.019", ["rounding", "cost"], false],
    ["0.02", ["rounding", "rounding"], true],
    ["1", ["rounding", "rounding"], true],
  ])("with a tolerance of %s are %j", async (tolerance, kinds, fullyAdjusted) => {
    const result = await run(cents(), { tolerance });
    expect(list(result, "differences").map(({ kind }) => kind)).toEqual(kinds);
    expect([result.fullyAdjusted, list(result, "items")[0]?.fullyAdjusted]).toEqual([
      fullyAdjusted,
      fullyAdjusted,
    ]);
    expect(result.totals).toEqual({
      differenceCount: 2,
      deltaActual: "-0.03",
      deltaExpected: "0",
      deltaCogs: "0.03",
    });
  });

  test("of expected cost count as well, and in the cost of goods sold", async () => {
    const book = new PostingBook();
    const bought = book.buy("2025-01-01", 2, "20");
    book.sell("2025-01-02", bought, 1, "0", {
      entry: { "Invoiced Quantity": "0" },
      value: { "Invoiced Quantity": "0", "Cost Amount (Expected)": "-7", "Expected Cost": true },
    });
    const result = await run(book, { tolerance: "2.99" });
    expect(list(result, "differences")).toMatchObject([
      { kind: "cost", deltaActual: "0", deltaExpected: "-3", targetExpected: "-10" },
    ]);
    expect(result.totals).toMatchObject({ deltaExpected: "-3", deltaCogs: "3" });
    expect(list(await run(book, { tolerance: "3" }), "differences")).toMatchObject([{ kind: "rounding" }]);
  });
});

describe("unit cost after adjustment", () => {
  const unitCost = async (change: (book: PostingBook) => void, method = "FIFO"): Promise<unknown> => {
    const book = new PostingBook(method);
    book.buy("2025-01-01", 3, "10");
    change(book);
    return list(await run(book), "items")[0]?.unitCostAfter;
  };
  const issue =
    (quantity: number, cost: string, remaining = "0") =>
    (book: PostingBook): void => {
      book.post({ date: "2025-01-02", quantity, cost, entry: { "Remaining Quantity": remaining } });
    };

  test("is value by quantity, at the unit-amount rounding precision", async () => {
    expect(await unitCost(() => undefined)).toBe("3.33333");
    expect(await unitCost(issue(-1, "-4"))).toBe("3");
  });

  test("leaves out issues that are still open", async () => {
    expect(await unitCost(issue(-1, "-4", "-1"))).toBe("3.33333");
  });

  test("is none for standard cost, without stock, or of a value below zero", async () => {
    expect(await unitCost(() => undefined, "Standard")).toBe("");
    expect(await unitCost(issue(-3, "-4"))).toBe("");
    expect(await unitCost(issue(-1, "-11"))).toBe("");
    expect(await unitCost(issue(-1, "-10"))).toBe("0");
  });
});

describe("orders", () => {
  /** An output that uses one piece of A: by order type, number and line. */
  const make = (
    book: PostingBook,
    type: "Production" | "Assembly",
    no: string,
    line: number,
    cost: string,
  ): void => {
    const order = { "Order Type": type, "Order No.": no, "Order Line No.": line };
    const [consumed, output] =
      type === "Production" ? ["Consumption", "Output"] : ["Assembly Consumption", "Assembly Output"];
    const bought = book.buy("2025-01-01", 1, cost);
    book.sell("2025-01-02", bought, 1, `-${cost}`, { type: consumed, entry: order });
    book.buy("2025-01-02", 1, "1", { item: "P", type: output, entry: order });
  };

  test("those of one number are told apart by type and line, and so are the entries behind what they adjust", async () => {
    const book = new PostingBook();
    book.items.push({ "No.": "P", "Costing Method": "FIFO" }, { "No.": "Q", "Costing Method": "FIFO" });
    make(book, "Production", "P1", 10000, "11");
    make(book, "Production", "P1", 20000, "21");
    make(book, "Assembly", "P1", 0, "31");
    make(book, "Production", "P2", 10000, "1");
    make(book, "Production", "OPEN", 10000, "41");
    book.more["Production Orders"] = ["P1", "P2"].map((no) => ({ Status: "Finished", "No.": no }));
    const { ledgers, run: done, result } = await runAndCheck("adjust-cost", book.workbook, {});
    expect(
      list(result, "orders").map((row) => [
        row.orderType,
        row.orderNo,
        row.orderLineNo,
        row.status,
        row.deltaActual,
        row.materialCost,
      ]),
    ).toEqual([
      ["Production", "OPEN", 10000, "not-finished", "0", undefined],
      ["Production", "P1", 10000, "to-adjust", "10", "11"],
      ["Production", "P1", 20000, "to-adjust", "20", "21"],
      ["Production", "P2", 10000, "adjusted", "0", "1"],
      ["Assembly", "P1", 0, "to-adjust", "30", "31"],
    ]);
    const drilled = (orderType: string, orderNo: string, orderLineNo: number): unknown =>
      done.report.drill?.(ledgers, done.parameters ?? {}, result as never, {
        list: "orders",
        field: "deltaActual",
        orderType,
        orderNo,
        orderLineNo,
      });
    expect(drilled("Production", "P1", 10000)).toMatchObject({ figure: "10", entries: [{ entryNo: 3 }] });
    expect(drilled("Production", "P1", 20000)).toMatchObject({ figure: "20", entries: [{ entryNo: 6 }] });
    expect(drilled("Assembly", "P1", 0)).toMatchObject({ figure: "30", entries: [{ entryNo: 9 }] });
    expect(drilled("Production", "P2", 10000)).toMatchObject({ figure: "0", entries: [] });
    expect(list(await run(book, { itemFilter: "A" }), "orders")).toEqual([]);
  });

  test("without output left none is computed; of items without inventory value none is listed", async () => {
    const book = new PostingBook();
    const order = { "Order Type": "Production", "Order No.": "P1", "Order Line No.": 10000 };
    book.items.push({ "No.": "P", "Costing Method": "FIFO" });
    const made = book.buy("2025-01-02", 1, "1", { item: "P", type: "Output", entry: order });
    const undo = { ...order, "Applies-to Entry": made };
    book.sell("2025-01-02", made, 1, "-1", { item: "P", type: "Output", entry: undo });
    book.more["Production Orders"] = [{ Status: "Finished", "No.": "P1" }];
    expect(list(await run(book), "orders")).toMatchObject([
      { status: "not-computable", outputQuantity: "0", deltaActual: "0" },
    ]);
    Object.assign(book.items[1] ?? {}, { Type: "Service" });
    expect(list(await run(book), "orders")).toEqual([]);
  });
});
