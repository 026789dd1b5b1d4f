/** Proposed rows as a whole: what each kind says, where it takes its document, date and dimensions from, and what it adds. */
import type { ChangeRow, ChangeSet } from "../../../src/engine/changes";
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import { applyProposals, proposalChanges, withProposals } from "../../../src/engine/costing/proposals";
import { proposalsOf } from "../../../src/engine/costing/propose";
import type { Ledgers } from "../../../src/engine/ledgers/ledgers";
import { bigintAt, decimalText } from "../../../src/engine/values/decimal";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { jsonSource } from "../../../src/workbook/file/json";
import { readForCosting } from "../../support/fixed-cost-ledgers";
import { plain } from "../../support/plain";
import { PostingBook, type BookRow } from "../../support/posting-book";
import { WORK_DATE } from "../../support/run-report";

const ORDER = { "Order Type": "Production", "Order No.": "P1", "Order Line No.": 10000 };
const OPEN = { "Expected Cost": true, "Invoiced Quantity": "0", "Cost Amount (Actual)": "0" };

function bookOf(): PostingBook {
  const book = new PostingBook("FIFO", "RAW");
  book.items.push({
    "No.": "BIKE",
    "Costing Method": "Standard",
    "Standard Cost": "10",
    "Single-Level Material Cost": "8",
    "Single-Level Mfg. Ovhd Cost": "2",
    "Indirect Cost %": "10",
  });
  book.items.push({ "No.": "AVG", "Costing Method": "Average" });
  book.buy("2025-01-01", 3, "10");
  for (const [day, quantity] of [
    ["02", 1],
    ["03", 1],
  ] as const)
    book.sell(`2025-01-${day}`, 1, quantity, "-1", { value: { "Gen. Bus. Posting Group": "DOMESTIC" } });
  book.sell("2025-01-04", 1, 1, "-3.33", { type: "Consumption", entry: ORDER });
  book.buy("2025-01-05", 2, "0", {
    item: "BIKE",
    type: "Output",
    entry: { ...ORDER, "Invoiced Quantity": "0" },
    value: { ...OPEN, "Cost Amount (Expected)": "9" },
  });
  book.sell("2025-01-06", 5, 1, "0", {
    item: "BIKE",
    entry: { "Invoiced Quantity": "0" },
    value: { ...OPEN, "Cost Amount (Expected)": "-1", "Document Line No.": 20000 },
  });
  book.buy("2025-01-07", 2, "10", { item: "AVG" });
  const averaged = book.post({
    item: "AVG",
    date: "2025-01-08",
    quantity: -1,
    cost: "-1",
    value: { "Valued By Average Cost": true },
  });
  book.apply(averaged, 7, averaged, -1, { "Cost Application": false });
  book.buy("2025-01-09", 1, "10");
  book.value(9, { "Entry Type": "Indirect Cost", "Cost Amount (Actual)": "2" });
  book.value(9, { "Entry Type": "Variance", "Variance Type": "Purchase", "Cost Amount (Actual)": "-1" });
  book.sell("2025-01-10", 9, 1, "-9", { type: "Purchase", entry: { "Applies-to Entry": 9 } });
  for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  for (const row of book.applications) row["Cost Application"] ??= true;
  book.more["Production Orders"] = [{ Status: "Finished", "No.": "P1" }];
  return book;
}

const changesOf = async (book: PostingBook): Promise<ChangeSet> => {
  // Read whole, as for every run whose changes are applied.
  const ledgers = await readLedgers(jsonSource(book.workbook), {});
  return plain(proposalChanges(ledgers, proposalsOf(computeAdjustment(ledgers))));
};
const rowsOf = (changes: ChangeSet): readonly ChangeRow[] => [
  ...(changes.changes.find(({ table }) => table === "Value Entries")?.append ?? []),
];

/** What differs from row to row; the columns that are the same in all of them are looked at as a whole. */
const text = (row: ChangeRow): string =>
  [
    row["Entry No."],
    `of ${String(row["Item Ledger Entry No."])} ${String(row["Item No."])}:`,
    row["Entry Type"],
    row["Variance Type"],
    `${String(row["Cost Amount (Actual)"])}/${String(row["Cost Amount (Expected)"])}`,
    `for ${String(row["Valued Quantity"])}`,
    row["Invoiced Quantity"] === "0" ? "" : `invoices ${String(row["Invoiced Quantity"])}`,
    `on ${String(row["Posting Date"])} ${String(row["Document No."])} ${String(row["Document Line No."])}`,
    row.Adjustment === true ? `adjusts ${String(row["Applies-to Entry"])}` : "",
    row["Expected Cost"] === true ? "expected" : "",
    row["Valued By Average Cost"] === true ? "averaged" : "",
  ]
    .filter((part) => part !== "")
    .join(" ");

test("rows of every kind, by entry, then by the value entry that they apply to, then by type", async () => {
  const changes = await changesOf(bookOf());
  expect(rowsOf(changes).map(text)).toEqual([
    "13 of 1 RAW: Rounding -0.01/0 for 3 on 2025-01-01 D1 0",
    "14 of 2 RAW: Direct Cost -2.33/0 for -1 on 2025-01-02 D2 0 adjusts 2",
    "15 of 3 RAW: Direct Cost -2.33/0 for -1 on 2025-01-03 D3 0 adjusts 3",
    // Material 3.33, overhead of 10 %; two pieces at a standard of 8 and 2.
    "16 of 5 BIKE: Direct Cost 3.33/-9 for 2 invoices 2 on 2025-01-05 D5 0",
    "17 of 5 BIKE: Indirect Cost 0.33/0 for 2 on 2025-01-05 D5 0",
    "18 of 5 BIKE: Variance Material 12.67/0 for 2 on 2025-01-05 D5 0",
    "19 of 5 BIKE: Variance Manufacturing Overhead 3.67/0 for 2 on 2025-01-05 D5 0",
    "20 of 6 BIKE: Direct Cost 0/-9 for -1 on 2025-01-06 D6 20000 adjusts 6 expected",
    "21 of 8 AVG: Direct Cost -4/0 for -1 on 2025-01-08 D8 0 adjusts 8 averaged",
    "22 of 10 RAW: Indirect Cost -2/0 for -1 on 2025-01-10 D12 0 adjusts 0",
    "23 of 10 RAW: Variance Purchase 1/0 for -1 on 2025-01-10 D12 0 adjusts 0",
    "24 of 10 RAW: Direct Cost -1/0 for -1 on 2025-01-10 D12 0 adjusts 12",
  ]);
  expect(changes).toMatchObject({
    report: "adjust-cost",
    journal: [],
    changes: [
      { table: "Value Entries" },
      {
        table: "Item Ledger Entries",
        captions: ["Invoiced Quantity"],
        update: [{ key: { "Entry No.": 5 }, values: { "Invoiced Quantity": "2" } }],
      },
    ],
  });
  for (const row of rowsOf(changes)) {
    expect(row["Valuation Date"]).toBe(row["Posting Date"]);
    expect(row["Item Ledger Entry Quantity"]).toBe("0");
    // A column that the table lacks is not added for what is its default anyway.
    for (const caption of [
      "Inventoriable",
      "Partial Revaluation",
      "Capacity Ledger Entry No.",
      "Cost per Unit",
    ])
      expect(row).not.toHaveProperty([caption]);
  }
});

test("without proposals there is nothing to change, and the ledgers stay the same", async () => {
  const book = new PostingBook();
  book.buy("2025-01-01", 1, "10");
  expect(await changesOf(book)).toEqual({ report: "adjust-cost", changes: [], journal: [] });
  const ledgers = await readForCosting(book.workbook);
  expect(applyProposals(ledgers, proposalsOf(computeAdjustment(ledgers)))).toBe(ledgers);
});

test("proposals that invoice nothing change no item ledger entry", async () => {
  const book = new PostingBook();
  book.buy("2025-01-01", 1, "10");
  book.sell("2025-01-02", 1, 1, "-9");
  expect((await changesOf(book)).changes.map(({ table }) => table)).toEqual(["Value Entries"]);
});

test("columns that the table has are kept: what a row does not set comes from its origin, amounts are 0", async () => {
  const book = new PostingBook();
  book.buy("2025-01-01", 1, "10");
  book.sell("2025-01-02", 1, 1, "-9", {
    value: {
      "Cost per Unit": "9",
      "Item Charge No.": "",
      "Item Ledger Entry Type": "Sale",
      "Location Code": "EAST",
      "Capacity Ledger Entry No.": 0,
      Inventoriable: true,
      "Partial Revaluation": false,
      "Valued By Average Cost": true,
      Adjustment: false,
      "Expected Cost": false,
      "Variance Type": "",
      "Valuation Date": "2025-01-05",
      Description: "Sold",
    },
  });
  const [row] = rowsOf(await changesOf(book));
  expect(row).toMatchObject({
    "Entry No.": 3,
    "Item Ledger Entry Type": "Sale",
    "Location Code": "EAST",
    "Posting Date": "2025-01-02",
    "Valuation Date": "2025-01-05",
    "Capacity Ledger Entry No.": 0,
    Inventoriable: true,
    "Partial Revaluation": false,
    "Valued By Average Cost": true,
    Adjustment: true,
    "Cost per Unit": "0",
    "Cost Amount (Actual)": "-1",
    Description: "Sold",
  });
});

test("a correction of a partial revaluation is one as well", async () => {
  const book = new PostingBook();
  book.buy("2025-01-01", 2, "20");
  const sold = book.sell("2025-01-02", 1, 2, "0", {
    value: { "Entry Type": "Revaluation", "Partial Revaluation": true },
  });
  const rows = rowsOf(await changesOf(book));
  expect(rows).toMatchObject([
    { "Item Ledger Entry No.": sold, "Entry Type": "Revaluation", "Partial Revaluation": true },
  ]);
});

test("numbers go on behind the highest, wherever it stands", async () => {
  const book = new PostingBook();
  book.buy("2025-01-01", 1, "10", { value: { "Entry No.": 70 } });
  book.sell("2025-01-02", 1, 1, "-9", { value: { "Entry No.": 60 } });
  expect(rowsOf(await changesOf(book))).toMatchObject([{ "Entry No.": 71, "Applies-to Entry": 60 }]);
});

describe("variance of an exact reversal", () => {
  const returned = async (type: string, variance: string): Promise<unknown> => {
    const book = new PostingBook();
    book.buy("2025-01-01", 2, "20", { type });
    book.value(1, { "Entry Type": "Variance", "Variance Type": "Capacity", "Cost Amount (Actual)": "4" });
    book.sell("2025-01-02", 1, 1, "-10", { type, entry: { "Applies-to Entry": 1 } });
    if (variance !== "none")
      book.value(2, {
        "Document No.": "D3",
        "Entry Type": "Variance",
        "Variance Type": variance,
        "Cost Amount (Actual)": "-1",
      });
    return rowsOf(await changesOf(book))[0]?.["Variance Type"];
  };
  test.each([
    ["Purchase", "Subcontracted", "Subcontracted"],
    ["Purchase", "", "Purchase"],
    ["Purchase", "none", "Purchase"],
    ["Output", "none", "Material"],
    ["Assembly Output", "none", "Material"],
  ])("of %s with variance %j is %s", async (type, variance, expected) => {
    expect(await returned(type, variance)).toBe(expected);
  });
});

describe("withProposals", () => {
  test("refuses what the cost adjustment refuses", async () => {
    const book = bookOf();
    (book.items[2] as BookRow)["Costing Method"] = "";
    const ledgers = await readForCosting(book.workbook);
    expect(() => withProposals(ledgers, { workDate: WORK_DATE })).toThrow(
      expect.objectContaining({ code: "BAD_VALUE" }),
    );
    const { "Item Application Entries": _, ...missing } = bookOf().workbook;
    const incomplete = await readForCosting(missing);
    expect(() => withProposals(incomplete, { workDate: WORK_DATE })).toThrow(
      expect.objectContaining({ code: "MISSING_TABLE" }),
    );
  });

  test("gives the ledgers with the rows behind the others and the quantities raised", async () => {
    const ledgers = await readForCosting(bookOf().workbook);
    const told: number[] = [];
    const after = withProposals(ledgers, { workDate: WORK_DATE, progress: (done) => told.push(done) });
    expect(told.length).toBeGreaterThan(0);
    expect([ledgers.table("Value Entries").rows, after.table("Value Entries").rows]).toEqual([12, 24]);
    expect(proposalsOf(computeAdjustment(after)).count).toBe(0);
    const invoiced = (of: Ledgers): string => {
      const column = of.table("Item Ledger Entries").decimals("Invoiced Quantity");
      return decimalText(bigintAt(column, 4), column.scale);
    };
    expect([invoiced(ledgers), invoiced(after)]).toEqual(["0", "2"]);
  });
});
