/** The ledger as the engine keeps it, read from rows in disorder: numbers, groups, flags, references, orders. */
import { FITTED_SCALE } from "../../../src/engine/costing/arithmetic";
import { checkCostingTable } from "../../../src/engine/costing/check-table";
import { LINK } from "../../../src/engine/costing/cost-ledger";
import { appliedQuantity } from "../../../src/engine/costing/read-links";
import { readCostLedger, type ReadCostLedger } from "../../../src/engine/costing/read-cost-ledger";
import { dayText } from "../../../src/engine/values/day";
import { decimalText } from "../../../src/engine/values/decimal";
import { readForCosting } from "../../support/fixed-cost-ledgers";
import { PostingBook, type BookRow } from "../../support/posting-book";

type Rows = Record<string, BookRow[]>;
const read = async (workbook: Rows, scale = 2): Promise<ReadCostLedger> =>
  readCostLedger(await readForCosting(workbook), scale);

interface Store {
  readonly length: number;
  big(row: number): bigint;
}
const texts = (store: Store, scale: number): readonly string[] =>
  Array.from({ length: store.length }, (_, row) => decimalText(store.big(row), scale));

/** Entries 3, 1, 2 of items b10, A9; value entries and applications from the last to the first. */
const disordered = (): Rows => ({
  Items: [
    { "No.": "b10", "Costing Method": "Average" },
    { "No.": "A9", "Costing Method": "FIFO", "Inventory Value Zero": true },
    { "No.": "B9", "Costing Method": "LIFO", "Excluded from Cost Adjustment": true },
    { "No.": "B11", "Costing Method": "Standard", Type: "Non-Inventory" },
    { "No.": "B12", "Costing Method": "Specific" },
  ],
  "Item Ledger Entries": [
    {
      "Entry No.": 30,
      "Item No.": "B10",
      "Posting Date": "2025-01-03",
      "Entry Type": "Sale",
      Quantity: "-2.50",
      "Invoiced Quantity": "-1",
      "Remaining Quantity": "-0.5",
      "Location Code": "WEST",
      "Applies-to Entry": 20,
    },
    {
      "Entry No.": 10,
      "Item No.": "A9",
      "Posting Date": "2025-01-01",
      "Entry Type": "Purchase",
      Quantity: "4",
      "Invoiced Quantity": "",
      "Remaining Quantity": "",
      "Location Code": "EAST",
      "Variant Code": "BLUE",
    },
    {
      "Entry No.": 20,
      "Item No.": "B10",
      "Posting Date": "2025-01-02",
      "Entry Type": "Positive Adjmt.",
      Quantity: "7",
      "Invoiced Quantity": "7",
      "Remaining Quantity": "",
      "Location Code": "EAST",
    },
    {
      "Entry No.": 40,
      "Item No.": "B10",
      "Posting Date": "2025-01-04",
      "Entry Type": "Sale",
      Quantity: "-3",
      "Invoiced Quantity": "-3",
      "Remaining Quantity": "",
      "Location Code": "WEST",
    },
  ],
  "Value Entries": [
    {
      "Entry No.": 9,
      "Item Ledger Entry No.": 20,
      "Posting Date": "2025-01-09",
      "Valuation Date": "2025-01-08",
      "Entry Type": "Variance",
      "Variance Type": "Purchase",
      "Cost Amount (Actual)": "1.125",
      "Document No.": "X",
      "Document Line No.": 20000,
      Inventoriable: true,
    },
    {
      "Entry No.": 8,
      "Item Ledger Entry No.": 30,
      "Posting Date": "2025-01-03",
      "Entry Type": "",
      "Cost Amount (Expected)": "-5",
      "Expected Cost": true,
      "Valued By Average Cost": true,
      "Valued Quantity": "-2.5",
      "Item Ledger Entry Quantity": "-2.5",
      "Cost per Unit": "2.345",
      Inventoriable: true,
    },
    {
      "Entry No.": 7,
      "Item Ledger Entry No.": 20,
      "Posting Date": "2025-01-02",
      "Entry Type": "Revaluation",
      "Partial Revaluation": true,
      Adjustment: true,
      "Applies-to Entry": 5,
      "Valued Quantity": "6",
      Inventoriable: true,
    },
    {
      "Entry No.": 6,
      "Item Ledger Entry No.": 10,
      "Posting Date": "2025-01-01",
      "Entry Type": "Direct Cost",
      "Item Charge No.": "FREIGHT",
      "Invoiced Quantity": "4",
      Inventoriable: true,
    },
    {
      "Entry No.": 5,
      "Item Ledger Entry No.": 20,
      "Posting Date": "2025-01-02",
      "Entry Type": "Direct Cost",
      "Cost Amount (Actual)": "70",
      Inventoriable: true,
    },
    {
      "Entry No.": 4,
      "Item Ledger Entry No.": 20,
      "Posting Date": "2025-01-02",
      "Entry Type": "Direct Cost",
      "Cost Amount (Actual)": "70",
      Inventoriable: false,
    },
    {
      "Entry No.": 3,
      "Item Ledger Entry No.": 0,
      "Posting Date": "2025-01-02",
      "Entry Type": "Direct Cost",
      "Cost Amount (Actual)": "70",
      Inventoriable: true,
    },
  ],
  "Item Application Entries": [
    {
      "Entry No.": 5,
      "Item Ledger Entry No.": 40,
      "Inbound Item Entry No.": 20,
      "Outbound Item Entry No.": 40,
      Quantity: "-3",
    },
    {
      "Entry No.": 4,
      "Item Ledger Entry No.": 30,
      "Inbound Item Entry No.": 20,
      "Outbound Item Entry No.": 30,
      Quantity: "-1",
    },
    {
      "Entry No.": 3,
      "Item Ledger Entry No.": 30,
      "Inbound Item Entry No.": 20,
      "Outbound Item Entry No.": 30,
      Quantity: "-1.5",
    },
    {
      "Entry No.": 2,
      "Item Ledger Entry No.": 20,
      "Inbound Item Entry No.": 20,
      "Outbound Item Entry No.": 0,
      Quantity: "7",
    },
    {
      "Entry No.": 1,
      "Item Ledger Entry No.": 10,
      "Inbound Item Entry No.": 10,
      "Outbound Item Entry No.": 0,
      Quantity: "4",
    },
  ],
});

test("items by number, as codes compare; those of type Inventory with value are valued", async () => {
  const { ledger, itemRows } = await read(disordered());
  expect(ledger.items).toMatchObject({ count: 5, no: ["A9", "B10", "B11", "B12", "B9"] });
  expect([...ledger.items.method]).toEqual([1, 4, 5, 3, 2]);
  expect([...ledger.items.valued]).toEqual([0, 1, 0, 1, 0]);
  expect([...itemRows]).toEqual([1, 0, 3, 4, 2]);
});

test("entries by number, with the defaults of empty cells", async () => {
  const { ledger, entryRows, remainingGiven, inboundQuantity, entryOf } = await read(disordered());
  const { entries, quantityScale } = ledger;
  expect(quantityScale).toBe(1);
  expect([...entries.no]).toEqual([10, 20, 30, 40]);
  expect([...entryRows]).toEqual([1, 2, 0, 3]);
  expect([10, 20, 30, 40, 25, 0].map((no) => entryOf(no))).toEqual([0, 1, 2, 3, -1, -1]);
  expect([...entries.item]).toEqual([0, 1, 1, 1]);
  expect([...entries.type]).toEqual([1, 3, 2, 2]);
  expect(Array.from(entries.postingDay, dayText)).toEqual([
    "2025-01-01",
    "2025-01-02",
    "2025-01-03",
    "2025-01-04",
  ]);
  expect([...entries.fixed]).toEqual([0, 0, 1, 0]);
  expect([...entries.order]).toEqual([-1, -1, -1, -1]);
  expect(texts(entries.quantity, 1)).toEqual(["4", "7", "-2.5", "-3"]);
  expect(texts(entries.invoiced, 1)).toEqual(["4", "7", "-1", "-3"]);
  // Where it is empty: an increase less what left it, an issue less what it took.
  expect(texts(entries.remaining, 1)).toEqual(["4", "1.5", "-0.5", "0"]);
  expect([...remainingGiven]).toEqual([0, 0, 1, 0]);
  expect(texts(inboundQuantity, 1)).toEqual(["4", "1.5", "0", "0"]);
});

test("places by variant, then location", async () => {
  const { ledger } = await read(disordered());
  expect([...ledger.entries.place]).toEqual([0, 1, 2, 2]);
  expect([...ledger.placeOrder]).toEqual([2, 0, 1]);
});

test("value entries by entry, then by number; those that are not inventoriable or of no entry are left out", async () => {
  const { ledger } = await read(disordered());
  const { values, entries } = ledger;
  expect([...entries.valueStart]).toEqual([0, 1, 4, 5, 5]);
  expect([...values.no]).toEqual([6, 5, 7, 9, 8]);
  expect([...values.row]).toEqual([3, 4, 2, 0, 1]);
  expect([...values.type]).toEqual([1, 1, 2, 5, 1]);
  expect([...values.variance]).toEqual([0, 0, 0, 1, 0]);
  // Charge 16; adjustment 2 and partial 8; expected 1 and average 4.
  expect([...values.flags]).toEqual([16, 0, 10, 0, 5]);
  expect(ledger.moneyScale).toBe(3);
  expect(texts(values.actual, 3)).toEqual(["0", "70", "0", "1.125", "0"]);
  expect(texts(values.expected, 3)).toEqual(["0", "0", "0", "0", "-5"]);
  expect(texts(values.valuedQuantity, 1)).toEqual(["0", "0", "6", "0", "-2.5"]);
  expect(texts(values.entryQuantity, 1)).toEqual(["0", "0", "0", "0", "-2.5"]);
  expect(texts(values.invoicedQuantity, 1)).toEqual(["4", "0", "0", "0", "0"]);
  expect([ledger.unitScale, ...texts(values.costPerUnit, ledger.unitScale)]).toEqual([
    3,
    "0",
    "0",
    "0",
    "0",
    "2.345",
  ]);
  expect(Array.from(values.valuationDay, dayText)).toEqual([
    "2025-01-01",
    "2025-01-02",
    "2025-01-02",
    "2025-01-08",
    "2025-01-03",
  ]);
  expect(dayText(values.postingDay[3] as number)).toBe("2025-01-09");
  expect([...values.appliesTo]).toEqual([0, 0, 5, 0, 0]);
  expect([...values.documentLine]).toEqual([0, 0, 0, 20000, 0]);
  expect(ledger.compareDocuments(values.document[3] as number, values.document[0] as number)).toBeGreaterThan(
    0,
  );
  expect([(await read(disordered(), 5)).ledger.moneyScale, ledger.values.count]).toEqual([5, 5]);
});

test("applications by owner, then by number, and by the entry that they take cost from", async () => {
  const { ledger } = await read(disordered());
  const { links, entries, feeds } = ledger;
  expect([...entries.linkStart]).toEqual([0, 1, 2, 4, 5]);
  expect(texts(links.quantity, 1)).toEqual(["4", "7", "-1.5", "-1", "-3"]);
  expect([...links.owner]).toEqual([0, 1, 2, 2, 3]);
  expect([...links.kind]).toEqual([LINK.none, LINK.none, LINK.issue, LINK.issue, LINK.issue]);
  expect([...links.source]).toEqual([-1, -1, 1, 1, 1]);
  expect([...links.outbound]).toEqual([-1, -1, 2, 2, 3]);
  // An average issue carries none unless it is fixed.
  expect([...links.cost]).toEqual([1, 1, 1, 1, 0]);
  expect([...entries.feedStart]).toEqual([0, 0, 3, 3, 3]);
  expect([...feeds]).toEqual([2, 3, 4]);
  expect([0, 1, 2, 3].map((e) => appliedQuantity(links, entries.linkStart, e))).toEqual([0n, 0n, -25n, -30n]);
});

describe("what a row hands on", () => {
  const cases: readonly (readonly [string, string, number, number, number, string, number])[] = [
    ["an issue from an increase", "-1", 1, 3, 0, "issue", 1],
    ["an issue from nothing", "-1", 0, 3, 0, "none", 0],
    ["an issue that another outbound entry names", "-1", 1, 2, 0, "none", 0],
    ["an increase at its receipt", "1", 3, 0, 0, "none", 0],
    ["an increase from an issue", "1", 3, 2, 0, "reversal", 2],
    ["an increase from the first entry of all as issue", "1", 3, 1, 0, "reversal", 1],
    ["a transfer-in from its origin, whatever issue it names", "1", 3, 2, 1, "transfer", 1],
    ["an increase that another inbound entry names", "1", 1, 2, 1, "none", 0],
    ["nothing of no quantity", "0", 3, 3, 0, "none", 0],
  ];
  test.each(cases)("%s", async (_, quantity, inbound, outbound, origin, kind, source) => {
    const book = new PostingBook();
    book.post({ date: "2025-01-01", quantity: 5, cost: "50" });
    book.post({ date: "2025-01-02", quantity: -1, cost: "-10" });
    book.post({ date: "2025-01-03", quantity: Number(quantity), cost: "1" });
    book.apply(3, inbound, outbound, Number(quantity), { "Transferred-from Entry No.": origin });
    const { links } = (await read(book.workbook)).ledger;
    expect([Object.keys(LINK)[links.kind[0] as number], links.source[0]]).toEqual([kind, source - 1]);
  });
});

describe("refusals name the row", () => {
  test("an item that is not there", async () => {
    const book = new PostingBook();
    book.buy("2025-01-01", 1, "10");
    book.buy("2025-01-01", 1, "10", { item: "GONE" });
    await expect(read(book.workbook)).rejects.toMatchObject({
      code: "ITEM_NOT_FOUND",
      details: { itemNo: "GONE", entryNo: 2, cells: ["row 3"] },
    });
  });

  const gone = async (change: (book: PostingBook) => void): Promise<unknown> => {
    const book = new PostingBook();
    book.buy("2025-01-01", 1, "10");
    book.sell("2025-01-02", 1, 1, "-10");
    change(book);
    try {
      await read(book.workbook);
      return "no refusal";
    } catch (refusal) {
      return refusal;
    }
  };
  test("a value entry's entry: that of the lowest number, though it is not inventoriable", async () => {
    const refused = await gone((book) => {
      book.value(99, { "Entry No.": 9, Inventoriable: true });
      book.value(98, { "Entry No.": 8, Inventoriable: false });
    });
    expect(refused).toMatchObject({
      code: "ENTRY_NOT_FOUND",
      details: { table: "Value Entries", key: "8", entryNo: 98, cells: ["row 5"] },
    });
  });

  test.each([
    ["Item Ledger Entry No.", 0],
    ["Inbound Item Entry No.", 1],
    ["Outbound Item Entry No.", 2],
    ["Transferred-from Entry No.", 3],
  ])("an application's %s", async (caption) => {
    const refused = await gone((book) => {
      Object.assign(book.applications[1] as BookRow, { [caption]: 77 });
    });
    expect(refused).toMatchObject({
      code: "ENTRY_NOT_FOUND",
      details: { table: "Item Application Entries", key: "2", entryNo: 77, cells: ["row 3"] },
    });
  });

  test("several at once: the first row, and its first column", async () => {
    const refused = await gone((book) => {
      Object.assign(book.applications[0] as BookRow, {
        "Transferred-from Entry No.": 71,
        "Outbound Item Entry No.": 72,
      });
      Object.assign(book.applications[1] as BookRow, { "Item Ledger Entry No.": 73 });
    });
    expect(refused).toMatchObject({
      code: "ENTRY_NOT_FOUND",
      details: { key: "1", entryNo: 72, cells: ["row 2"] },
    });
  });

  test("an item without costing method, and no other table", async () => {
    const book = new PostingBook();
    book.buy("2025-01-01", 1, "10");
    book.items.push({ "No.": "B", "Costing Method": "" }, { "No.": "C", "Costing Method": "" });
    const ledgers = await readForCosting(book.workbook);
    const check = (name: "Items" | "Value Entries") => (): void =>
      checkCostingTable(ledgers.table(name), ledgers);
    expect(check("Value Entries")).not.toThrow();
    expect(check("Items")).toThrow(
      expect.objectContaining({
        code: "BAD_VALUE",
        details: expect.objectContaining({ table: "Items", column: "Costing Method", key: "B" }) as unknown,
      }),
    );
    book.items.splice(1, 2);
    const sound = await readForCosting(book.workbook);
    expect(() => {
      checkCostingTable(sound.table("Items"), sound);
    }).not.toThrow();
  });
});

describe("orders", () => {
  const entry = (type: string, orderType: string, no: string, line: number, quantity: number): BookRow => ({
    "Item No.": "A",
    "Posting Date": "2025-01-01",
    "Entry Type": type,
    Quantity: String(quantity),
    "Order Type": orderType,
    "Order No.": no,
    "Order Line No.": line,
  });
  const rows = [
    entry("Assembly Output", "Assembly", "P2", 5, 1),
    entry("Output", "Production", "P10", 10000, 2),
    entry("Consumption", "Production", "P10", 10000, -3),
    entry("Output", "Production", "P2", 20000, 4),
    entry("Output", "Production", "P2", 10000, 5),
    entry("Assembly Consumption", "Assembly", "P2", 7, -6),
    entry("Consumption", "Production", "P10", 10000, -7),
    // None of these belongs to an order: another type of entry, another type of order, no number.
    entry("Sale", "Production", "P10", 10000, -1),
    entry("Output", "Assembly", "P2", 0, 1),
    entry("Assembly Output", "Production", "P10", 10000, 1),
    entry("Consumption", "Assembly", "P2", 0, -1),
    entry("Assembly Consumption", "Production", "P10", 10000, -1),
    entry("Output", "Production", "", 10000, 1),
  ].map((row, at) => ({ "Entry No.": at + 1, ...row }));
  const capacity = (no: number, more: BookRow): BookRow => ({
    "Entry No.": no,
    "Order Type": "Production",
    "Order No.": "P10",
    "Order Line No.": 10000,
    ...more,
  });
  let value = 0;
  const cost = (of: number, type: string, amount: string): BookRow => ({
    "Entry No.": (value += 1),
    "Item Ledger Entry No.": 0,
    "Posting Date": "2025-01-01",
    "Capacity Ledger Entry No.": of,
    "Entry Type": type,
    "Cost Amount (Actual)": amount,
    Inventoriable: false,
  });
  const workbook = (): Rows => ({
    Items: [
      {
        "No.": "A",
        "Costing Method": "FIFO",
        "Indirect Cost %": "12.5",
        "Overhead Rate": "0.25",
        "Standard Cost": "9",
      },
    ],
    "Item Ledger Entries": rows,
    "Value Entries": [
      cost(1, "Direct Cost", "10"),
      cost(1, "", "1"),
      cost(1, "Indirect Cost", "2"),
      cost(1, "Variance", "100"),
      cost(2, "Direct Cost", "5"),
      cost(3, "Direct Cost", "100"),
      cost(99, "Direct Cost", "100"),
      cost(0, "Direct Cost", "100"),
      cost(4, "Direct Cost", "7"),
    ],
    "Item Application Entries": [],
    "Capacity Ledger Entries": [
      capacity(1, {}),
      capacity(2, { Subcontracting: true }),
      capacity(3, { "Order Line No.": 20000 }),
      capacity(4, { "Order Type": "Assembly", "Order No.": "P2", "Order Line No.": 3 }),
    ],
    "Production Orders": [
      { "No.": "P10", Status: "Released" },
      { "No.": "P2", Status: "Finished" },
    ],
    "Inventory Adjmt. Entry Orders": [
      {
        "Order Type": "Production",
        "Order No.": "P2",
        "Order Line No.": 20000,
        "Is Finished": false,
        "Indirect Cost %": "",
        "Overhead Rate": "2",
      },
      {
        "Order Type": "Production",
        "Order No.": "P2",
        "Order Line No.": 20000,
        "Is Finished": true,
        "Overhead Rate": "3",
      },
      {
        "Order Type": "Production",
        "Order No.": "P10",
        "Order Line No.": 10000,
        "Is Finished": "",
        "Indirect Cost %": "4",
      },
      { "Order Type": "Production", "Order No.": "P77", "Order Line No.": 10000, "Is Finished": true },
      { "Order Type": "Assembly", "Order No.": "P2", "Order Line No.": 1, "Is Finished": false },
    ],
  });

  test("by type, number and line; lines of an assembly order do not count", async () => {
    const { orders, entries } = (await read(workbook())).ledger;
    expect([...orders.type]).toEqual([1, 1, 1, 4]);
    expect([...orders.no]).toEqual(["P10", "P2", "P2", "P2"]);
    expect([...orders.line]).toEqual([10000, 10000, 20000, 0]);
    expect([...orders.outputStart]).toEqual([0, 1, 2, 3, 4]);
    expect([...orders.outputs]).toEqual([1, 4, 3, 0]);
    expect([...orders.consumptionStart]).toEqual([0, 2, 2, 2, 3]);
    expect([...orders.consumption]).toEqual([2, 6, 5]);
    expect([...entries.order]).toEqual([3, 0, 0, 2, 1, 3, 0, -1, -1, -1, -1, -1, -1]);
    // The first row of an order counts; empty, the order's status does; an assembly order is always finished.
    expect([...orders.finished]).toEqual([0, 1, 0, 1]);
  });

  test("capacity by order: direct, subcontracted, overhead; no variances, nothing of other orders", async () => {
    const { orders, moneyScale } = (await read(workbook())).ledger;
    expect(texts(orders.capacity, moneyScale)).toEqual(["11", "0", "0", "7"]);
    expect(texts(orders.subcontracted, moneyScale)).toEqual(["5", "0", "0", "0"]);
    expect(texts(orders.capacityOverhead, moneyScale)).toEqual(["2", "0", "0", "0"]);
    const without = (await read({ ...workbook(), "Capacity Ledger Entries": [] })).ledger.orders;
    expect(texts(without.capacity, moneyScale)).toEqual(["0", "0", "0", "0"]);
  });

  test("rates of the order's own row, of the item where they are empty", async () => {
    const { orders } = (await read(workbook())).ledger;
    const rates = (order: number): readonly string[] => {
      const { indirect, overheadRate, standards } = orders.rates(order, 0);
      return [indirect, overheadRate, ...standards].map((rate) => decimalText(rate, FITTED_SCALE));
    };
    const standard = ["9", "0", "0", "0", "0"];
    expect(rates(0)).toEqual(["0.04", "0.25", ...standard]);
    expect(rates(1)).toEqual(["0.125", "0.25", ...standard]);
    expect(rates(2)).toEqual(["0.125", "2", ...standard]);
  });
});
