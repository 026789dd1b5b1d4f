/** Proposed rows: their order, documents and quantities, and ledgers in memory whose columns they make wider. */
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import { applyProposals } from "../../../src/engine/costing/proposals";
import { proposalsOf } from "../../../src/engine/costing/propose";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { runReport } from "../../../src/engine/run";
import { decimalText } from "../../../src/engine/values/decimal";
import { jsonSource } from "../../../src/workbook/file/json";
import { applyChanges } from "../../support/apply-changes";
import { plain } from "../../support/plain";
import { PostingBook, type BookRow } from "../../support/posting-book";
import { runOn, WORK_DATE } from "../../support/run-report";

type List = readonly Readonly<Record<string, unknown>>[];
const proposed = async (book: PostingBook): Promise<List> => {
  for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  const { result } = await runOn("adjust-cost", book.workbook, { mode: "propose" });
  return result.proposals as List;
};

/** RAW for 100.00 is consumed, three pieces of BIKE are put out and sold one by one. */
function made(first: BookRow = {}): PostingBook {
  const book = new PostingBook("FIFO", "RAW");
  book.items.push({ "No.": "BIKE", "Costing Method": "FIFO", "Indirect Cost %": "1" });
  const order = { "Order Type": "Production", "Order No.": "P1", "Order Line No.": 10000 };
  const raw = book.buy("2025-01-01", 1, "100");
  book.sell("2025-01-02", raw, 1, "-100", { type: "Consumption", entry: order });
  const value = { "Invoiced Quantity": "0", "Cost Amount (Expected)": "9", "Expected Cost": true, ...first };
  book.buy("2025-01-03", 3, "0", {
    item: "BIKE",
    type: "Output",
    entry: { ...order, "Invoiced Quantity": "0" },
    value,
  });
  for (let piece = 0; piece < 3; piece += 1) book.sell("2025-01-04", 3, 1, "-33.67", { item: "BIKE" });
  book.more["Production Orders"] = [{ Status: "Finished", "No.": "P1" }];
  return book;
}

test("rows of an entry stand by entry type: Direct Cost, Rounding, Indirect Cost", async () => {
  const rows = (await proposed(made())).map(
    (row) => `${String(row.entryNo)} ${String(row.entryType)} ${String(row.costAmountActual)}`,
  );
  expect(rows).toEqual(["7 Direct Cost 100", "8 Rounding 0.01", "9 Indirect Cost 1"]);
});

test("rows of an order take document and date from the first Direct Cost entry of the output", async () => {
  const book = made({ "Entry Type": "Indirect Cost", "Expected Cost": false, "Cost Amount (Expected)": "0" });
  const second = book.value(3, {
    "Posting Date": "2025-01-05",
    "Document Line No.": 30000,
    "Valued Quantity": "3",
  });
  book.value(3, { "Posting Date": "2025-01-06", "Valued Quantity": "3" });
  const [row] = (await proposed(book)).filter((one) => one.reason === "order");
  expect(row).toMatchObject({ documentNo: `D${second}`, documentLineNo: 30000, postingDate: "2025-01-05" });
});

test("an expected correction is valued like the entry that it corrects, be it the first of all", async () => {
  const book = new PostingBook();
  const sold = book.post({
    date: "2025-01-02",
    quantity: -5,
    cost: "0",
    entry: { "Invoiced Quantity": "-2" },
    value: { "Invoiced Quantity": "0", "Cost Amount (Expected)": "-50", "Expected Cost": true },
  });
  book.value(sold, {
    "Valued Quantity": "-2",
    "Invoiced Quantity": "-2",
    "Cost Amount (Actual)": "-20",
    "Cost Amount (Expected)": "20",
  });
  const bought = book.buy("2025-01-01", 10, "110");
  book.apply(sold, bought, sold, -5);
  expect(await proposed(book)).toMatchObject([
    {
      appliesToEntry: 1,
      expectedCost: true,
      valuedQuantity: "-5",
      costAmountExpected: "-3",
      costAmountActual: "0",
    },
    {
      appliesToEntry: 2,
      expectedCost: false,
      valuedQuantity: "-2",
      costAmountExpected: "0",
      costAmountActual: "-2",
    },
  ]);
});

test("rows of an entry stand by the value entry that they are applied to", async () => {
  const book = new PostingBook();
  const bought = book.buy("2025-01-01", 3, "30");
  // Invoiced twice; documents are spread in the order of their numbers, rows stand by entry number.
  const sold = book.sell("2025-01-02", bought, 3, "-1", {
    value: { "Invoiced Quantity": "-1", "Document No.": "Z" },
  });
  book.value(sold, {
    "Valued Quantity": "-2",
    "Invoiced Quantity": "-2",
    "Document No.": "B",
    "Cost Amount (Actual)": "-2",
  });
  expect(await proposed(book)).toMatchObject([
    { appliesToEntry: 2, documentNo: "Z", costAmountActual: "-9" },
    { appliesToEntry: 3, documentNo: "B", costAmountActual: "-18" },
  ]);
});

test.each([
  ["whole amounts", "10", "-3", "-3.33"],
  ["amounts beyond 2^53", "900000000000000", "-1", "-300000000000000"],
])("%s: columns in memory become as wide as the proposals need", async (_, cost, posted, target) => {
  const book = new PostingBook();
  const bought = book.buy("2025-01-01", 3, cost);
  book.sell("2025-01-02", bought, 1, posted);
  const ledgers = await readLedgers(jsonSource(book.workbook), { reports: ["AC"] });
  const adjustment = computeAdjustment(ledgers);
  const after = applyProposals(ledgers, proposalsOf(adjustment));
  const { outcome } = await runReport("adjust-cost", after, {}, { workDate: WORK_DATE });
  expect(plain(outcome.result)).toMatchObject({ fullyAdjusted: true, differences: [] });
  const drill = (await runReport("adjust-cost", after, { explain: [1, 2] }, { workDate: WORK_DATE })).outcome
    .result;
  expect(drill.explanations).toMatchObject([{ target: cost }, { target }]);
  // The ledgers given stay as they are.
  expect(ledgers.table("Value Entries").rows).toBe(2);
  expect(after.table("Value Entries").rows).toBe(3);
});

/** A finished order puts out two and a half pieces; its output has no value entry yet where `bare`. */
function half(bare: boolean): PostingBook {
  const book = new PostingBook("FIFO", "RAW");
  book.items.push({ "No.": "BIKE", "Costing Method": "FIFO" });
  const order = { "Order Type": "Production", "Order No.": "P1", "Order Line No.": 10000 };
  const raw = book.buy("2025-01-01", 1, "100");
  book.sell("2025-01-02", raw, 1, "-100", { type: "Consumption", entry: order });
  book.buy("2025-01-03", 2.5, "0", {
    item: "BIKE",
    type: "Output",
    entry: { ...order, "Invoiced Quantity": "0" },
    value: { "Invoiced Quantity": "0", "Cost Amount (Expected)": "9", "Expected Cost": true },
  });
  if (bare) book.values.length = 2;
  for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  for (const [at, type] of ["Purchase", "Consumption", "Output"].entries())
    if (book.values[at]) Object.assign(book.values[at], { "Item Ledger Entry Type": type });
  book.more["Production Orders"] = [{ Status: "Finished", "No.": "P1" }];
  return book;
}

test.each([false, true])(
  "invoiced quantities in memory take on the decimals of the quantities (bare: %s)",
  async (bare) => {
    const ledgers = await readLedgers(jsonSource(half(bare).workbook), { reports: ["AC"] });
    const adjustment = computeAdjustment(ledgers);
    const after = applyProposals(ledgers, proposalsOf(adjustment));
    const read = computeAdjustment(after).read.ledger;
    const invoiced = [0, 1, 2].map((entry) =>
      decimalText(read.entries.invoiced.big(entry), read.quantityScale),
    );
    expect(invoiced).toEqual(["1", "-1", "2.5"]);
    const { outcome } = await runReport("adjust-cost", after, { mode: "propose" }, { workDate: WORK_DATE });
    expect(plain(outcome.result)).toMatchObject({
      fullyAdjusted: true,
      proposals: [],
      items: [{ actualAfter: "100" }, { actualAfter: "0" }],
    });
  },
);

test("an output without value entries gets its item and type from its item ledger entry", async () => {
  const book = half(true);
  // Read whole, as for every run whose changes are applied.
  const ledgers = await readLedgers(jsonSource(book.workbook), {});
  const { outcome } = await runReport("adjust-cost", ledgers, { mode: "propose" }, { workDate: WORK_DATE });
  if (!outcome.changes) throw new Error("no changes");
  expect(plain(outcome.result.proposals)).toMatchObject([
    { itemNo: "BIKE", documentNo: "", postingDate: "2025-01-03" },
  ]);
  expect(applyChanges(book.workbook, outcome.changes)["Value Entries"]?.at(-1)).toMatchObject({
    "Item No.": "BIKE",
    "Item Ledger Entry Type": "Output",
    "Document No.": "",
    "Cost Amount (Actual)": "100",
    "Posting Date": "2025-01-03",
  });
});

test("variances of an order stand by variance type", async () => {
  const book = made();
  Object.assign(book.items[1] as BookRow, {
    "Costing Method": "Standard",
    "Standard Cost": "100",
    "Indirect Cost %": "0",
    "Single-Level Material Cost": "50",
    "Single-Level Capacity Cost": "20",
    "Single-Level Subcontrd. Cost": "15",
    "Single-Level Cap. Ovhd Cost": "10",
    "Single-Level Mfg. Ovhd Cost": "5",
  });
  const rows = (await proposed(book)).filter((row) => row.entryType === "Variance");
  // Three pieces; of the material 100.00 was used, of the rest nothing.
  expect(rows.map((row) => [row.varianceType, row.costAmountActual])).toEqual([
    ["Material", "50"],
    ["Capacity", "60"],
    ["Capacity Overhead", "30"],
    ["Manufacturing Overhead", "15"],
    ["Subcontracted", "45"],
  ]);
});

test("an output that is invoiced in part is invoiced for the rest", async () => {
  const book = made();
  Object.assign(book.entries[2] as BookRow, { "Invoiced Quantity": "1" });
  const [row] = (await proposed(book)).filter((one) => one.reason === "order");
  expect(row).toMatchObject({ invoicedQuantity: "2", valuedQuantity: "3" });
});

describe("what is expected of an entry", () => {
  const sold = (entry: BookRow): PostingBook => {
    const book = new PostingBook();
    const bought = book.buy("2025-01-01", 2, "20");
    book.sell("2025-01-02", bought, 2, "-20", { entry, value: { "Posting Date": "2025-01-03" } });
    return book;
  };

  test("without Expected Cost stands on the document of its first value entry, for the open quantity", async () => {
    expect(await proposed(sold({ "Invoiced Quantity": "-1" }))).toMatchObject([
      {
        expectedCost: true,
        appliesToEntry: 0,
        documentNo: "D2",
        postingDate: "2025-01-03",
        valuedQuantity: "-1",
        costAmountExpected: "-10",
      },
    ]);
  });

  test("without any value entry stands on no document, on the day of the entry", async () => {
    const book = sold({ "Invoiced Quantity": "0" });
    book.values.length = 1;
    expect(await proposed(book)).toMatchObject([
      {
        expectedCost: true,
        appliesToEntry: 0,
        documentNo: "",
        documentLineNo: 0,
        postingDate: "2025-01-02",
        valuedQuantity: "-2",
        costAmountExpected: "-20",
      },
    ]);
  });
});

test("each element of an exact reversal is corrected on the day of the value entry that it applies to", async () => {
  const book = new PostingBook("Standard");
  const bought = book.buy("2025-01-01", 1, "10");
  book.value(bought, { "Entry Type": "Indirect Cost", "Cost Amount (Actual)": "2" });
  // The value entry of indirect cost has the lower number.
  const returned = book.sell("2025-01-02", bought, 1, "-1", {
    type: "Purchase",
    entry: { "Applies-to Entry": bought },
    value: { "Entry Type": "Indirect Cost" },
  });
  book.value(returned, {
    "Posting Date": "2025-01-05",
    "Document No.": "D3",
    "Cost Amount (Actual)": "-7",
    "Valued Quantity": "-1",
  });
  expect(await proposed(book)).toMatchObject([
    { entryType: "Indirect Cost", appliesToEntry: 3, postingDate: "2025-01-02", costAmountActual: "-1" },
    { entryType: "Direct Cost", appliesToEntry: 4, postingDate: "2025-01-05", costAmountActual: "-3" },
  ]);
});
