/** What a source costs in the eyes of a receiver: revaluations and whom they hit, expected cost, adjustments and their roots. */
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import { FITTED_SCALE } from "../../../src/engine/costing/arithmetic";
import { findNumber } from "../../../src/engine/costing/basis";
import { takesFrom } from "../../../src/engine/costing/costing";
import { LINK, VALUED_BY } from "../../../src/engine/costing/cost-ledger";
import { decimalText } from "../../../src/engine/values/decimal";
import { readForCosting } from "../../support/fixed-cost-ledgers";
import { PostingBook, type BookRow } from "../../support/posting-book";

const adjusted = async (book: PostingBook) => {
  for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  return computeAdjustment(await readForCosting(book.workbook)).adjusted;
};

/** "all = direct + indirect + variance" of a source as a receiver sees it, by entry numbers. */
async function partsOf(book: PostingBook, source: number, receiver: number): Promise<string> {
  const { basis } = await adjusted(book);
  const [all, ...parts] = basis
    .parts(source - 1, receiver - 1)
    .map((part) => decimalText(part, FITTED_SCALE));
  return `${all as string} = ${parts.join(" + ")}`;
}

/** Entry 1: four pieces for 40.00 on 10 January. Entry 2: a sale on 15 January. Then more value entries of the purchase. */
function bought(...more: readonly BookRow[]): PostingBook {
  const book = new PostingBook();
  book.buy("2025-01-10", 4, "40");
  book.sell("2025-01-15", 1, 1, "-10");
  for (const fields of more) book.value(1, { "Posting Date": "2025-01-20", ...fields });
  return book;
}
const revaluation = (more: BookRow = {}): BookRow => ({
  "Entry Type": "Revaluation",
  "Cost Amount (Actual)": "6",
  "Valued Quantity": "3",
  "Valuation Date": "2025-01-20",
  ...more,
});
const PARTIAL = { "Partial Revaluation": true };

test("parts: direct with charges and revaluations, indirect, variance; rounding is in none", async () => {
  const book = bought(
    { "Item Charge No.": "FREIGHT", "Cost Amount (Actual)": "2" },
    revaluation(),
    { "Entry Type": "Indirect Cost", "Cost Amount (Actual)": "5" },
    { "Entry Type": "Variance", "Variance Type": "Purchase", "Cost Amount (Actual)": "-3" },
    { "Entry Type": "Rounding", "Cost Amount (Actual)": "0.01" },
  );
  expect(await partsOf(book, 1, 2)).toBe("50 = 48 + 5 + -3");
  expect((await adjusted(book)).basis.of(0, 1)).toBe(50n * 10n ** BigInt(FITTED_SCALE));
});

describe("a revaluation", () => {
  test("in part counts up to the whole quantity for those it hits", async () => {
    const book = bought(revaluation(PARTIAL));
    const later = book.sell("2025-01-25", 1, 1, "-10");
    expect(await partsOf(book, 1, 2)).toBe("40 = 40 + 0 + 0");
    expect(await partsOf(book, 1, later)).toBe("48 = 48 + 0 + 0");
  });

  test("in part of an issue is for its return, which takes what the issue costs, whatever was posted first", async () => {
    const book = bought();
    const back = book.post({ date: "2025-01-16", type: "Sale", quantity: 1, cost: "10" });
    book.apply(back, back, 2, 1);
    book.value(2, revaluation({ ...PARTIAL, "Cost Amount (Actual)": "-2", "Valued Quantity": "-1" }));
    // The purchase was never revalued, so that the correction of the sale takes the two off again.
    expect(await partsOf(book, 2, back)).toBe("-10 = -10 + 0 + 0");
    expect((await adjusted(book)).costing.actualAfter(back - 1)).toBe(1000n);
  });

  test("as a whole hits whatever was posted before", async () => {
    expect(await partsOf(bought(revaluation()), 1, 2)).toBe("46 = 46 + 0 + 0");
  });

  test("of expected cost counts expected and actual by quantity ÷ valued quantity", async () => {
    const book = bought(
      revaluation({ "Cost Amount (Actual)": "1", "Cost Amount (Expected)": "2", "Valued Quantity": "2" }),
    );
    expect(await partsOf(book, 1, 2)).toBe("46 = 46 + 0 + 0");
  });

  test("of a later number may hit an issue by its valuation date or its posting date, from the next day on", async () => {
    const hit = async (posted: string, valued: string): Promise<boolean> => {
      const book = bought(revaluation(PARTIAL));
      Object.assign(book.values[1] as BookRow, { "Posting Date": posted, "Valuation Date": valued });
      return (await partsOf(book, 1, 2)).startsWith("48");
    };
    expect(await hit("2025-01-20", "2025-01-20")).toBe(false);
    expect(await hit("2025-01-21", "2025-01-15")).toBe(true);
    expect(await hit("2025-01-15", "2025-01-21")).toBe(true);
    expect(await hit("2025-01-15", "2025-01-19")).toBe(false);
  });

  test("is compared with the value entry that brought the quantity, and hits no entry without one", async () => {
    const book = bought(revaluation(PARTIAL));
    const later = book.sell("2025-01-05", 1, 1, "-10", { value: { "Item Ledger Entry Quantity": "0" } });
    expect(await partsOf(book, 1, later)).toBe("40 = 40 + 0 + 0");
    book.value(later, { "Item Ledger Entry Quantity": "-1", "Posting Date": "2025-01-05" });
    expect(await partsOf(book, 1, later)).toBe("48 = 48 + 0 + 0");
  });

  test("of the first entry of all is compared with the first value entry of all", async () => {
    const book = new PostingBook();
    const issue = book.post({ date: "2025-01-02", quantity: -1, cost: "-9" });
    const source = book.buy("2025-01-03", 4, "40");
    book.apply(issue, source, issue, -1);
    book.value(source, revaluation(PARTIAL));
    expect(await partsOf(book, source, issue)).toBe("40 = 40 + 0 + 0");
    Object.assign(book.values[0] as BookRow, { "Item Ledger Entry Quantity": "0" });
    expect(await partsOf(book, source, issue)).toBe("40 = 40 + 0 + 0");
  });
});

describe("an adjustment", () => {
  const adjustment = (appliesTo: number, more: BookRow = {}): BookRow => ({
    Adjustment: true,
    "Applies-to Entry": appliesTo,
    "Cost Amount (Actual)": "1",
    "Valued Quantity": "4",
    ...more,
  });
  test("of a revaluation hits whom the revaluation hits, over any number of steps", async () => {
    const book = bought(revaluation(PARTIAL), adjustment(3), adjustment(4), adjustment(1));
    const later = book.sell("2025-01-25", 1, 1, "-10");
    expect(await partsOf(book, 1, 2)).toBe("41 = 41 + 0 + 0");
    expect(await partsOf(book, 1, later)).toBe("51 = 51 + 0 + 0");
  });

  test.each([
    ["another entry's value entry", 2],
    ["a number that there is not", 99],
    ["itself", 4],
    ["a later one", 5],
  ])("that applies to %s stands for itself", async (_, appliesTo) => {
    const book = bought(
      revaluation(PARTIAL),
      adjustment(appliesTo),
      revaluation({ ...PARTIAL, "Cost Amount (Actual)": "3" }),
    );
    expect(await partsOf(book, 1, 2)).toBe("41 = 41 + 0 + 0");
  });

  test("without the mark the number says nothing, and without a number the mark does not", async () => {
    const unmarked = bought(revaluation(PARTIAL), adjustment(3, { Adjustment: false }));
    expect(await partsOf(unmarked, 1, 2)).toBe("41 = 41 + 0 + 0");
    expect(await partsOf(bought(revaluation(PARTIAL), adjustment(0)), 1, 2)).toBe("41 = 41 + 0 + 0");
    const itself = bought(
      revaluation(PARTIAL),
      revaluation({ ...PARTIAL, Adjustment: true, "Applies-to Entry": 1 }),
    );
    expect(await partsOf(itself, 1, 2)).toBe("48 = 48 + 0 + 0");
  });
});

describe("expected cost", () => {
  const received = (invoiced: string): PostingBook => {
    const book = new PostingBook();
    book.buy("2025-01-10", 4, "0", {
      entry: { "Invoiced Quantity": invoiced },
      value: { "Expected Cost": true, "Invoiced Quantity": "0", "Cost Amount (Expected)": "40" },
    });
    book.sell("2025-01-15", 1, 1, "-10");
    return book;
  };
  test("counts by open ÷ valued quantity while something is open", async () => {
    expect(await partsOf(received("0"), 1, 2)).toBe("40 = 40 + 0 + 0");
    const half = received("2");
    half.value(1, {
      "Invoiced Quantity": "2",
      "Cost Amount (Actual)": "24",
      "Cost Amount (Expected)": "-20",
    });
    expect(await partsOf(half, 1, 2)).toBe("44 = 44 + 0 + 0");
  });

  test("counts no more once everything is invoiced, whatever its entry says", async () => {
    const whole = received("4");
    whole.value(1, {
      "Invoiced Quantity": "4",
      "Cost Amount (Actual)": "48",
      "Cost Amount (Expected)": "-40",
    });
    whole.value(1, { "Expected Cost": true, "Cost Amount (Actual)": "5" });
    expect(await partsOf(whole, 1, 2)).toBe("48 = 48 + 0 + 0");
  });
});

test("an output carries what its order makes in three parts, and hands them on to an output undone", async () => {
  const book = new PostingBook("FIFO", "RAW");
  book.items.push({
    "No.": "BIKE",
    "Costing Method": "Standard",
    "Standard Cost": "10",
    "Single-Level Material Cost": "8",
    "Single-Level Mfg. Ovhd Cost": "2",
    "Indirect Cost %": "10",
  });
  const order = { "Order Type": "Production", "Order No.": "P1", "Order Line No.": 10000 };
  book.buy("2025-01-01", 5, "60");
  book.sell("2025-01-02", 1, 5, "-60", { type: "Consumption", entry: order });
  const open = {
    entry: { ...order, "Invoiced Quantity": "0" },
    value: { "Expected Cost": true, "Invoiced Quantity": "0" },
  };
  book.buy("2025-01-03", 4, "0", { item: "BIKE", type: "Output", ...open });
  book.post({
    item: "BIKE",
    date: "2025-01-04",
    type: "Output",
    quantity: -1,
    cost: "0",
    entry: { ...open.entry, "Applies-to Entry": 3 },
    value: open.value,
  });
  book.apply(4, 3, 4, -1);
  book.more["Production Orders"] = [{ Status: "Finished", "No.": "P1" }];
  // Material 60, overhead 6 for three pieces: standard 24 and 6. Four put out, one undone: 80 + 8 against 4 × 10.
  expect(await partsOf(book, 3, 4)).toBe("40 = 80 + 8 + -48");
  expect(await partsOf(book, 4, 0)).toBe("-10 = -20 + -2 + 12");
  expect((await adjusted(book)).basis.portion(2, 3, -1n)).toBe(-1000n);
});

test("a reversal is taken part by part, each rounded", async () => {
  const book = new PostingBook();
  book.buy("2025-01-01", 3, "10");
  book.value(1, { "Entry Type": "Indirect Cost", "Cost Amount (Actual)": "10" });
  book.value(1, { "Entry Type": "Variance", "Variance Type": "Purchase", "Cost Amount (Actual)": "10" });
  book.sell("2025-01-02", 1, 1, "-10");
  book.sell("2025-01-02", 1, 1, "-10", { type: "Purchase", entry: { "Applies-to Entry": 1 } });
  const { basis } = await adjusted(book);
  expect([basis.portion(0, 1, -1n), basis.portion(0, 2, -1n)]).toEqual([-1000n, -999n]);
});

test("finds a number within a range, its end left out", () => {
  const numbers = Float64Array.from([2, 3, 5, 8, 13]);
  for (let from = 0; from <= 5; from += 1)
    for (let end = from; end <= 5; end += 1)
      for (let wanted = 1; wanted <= 14; wanted += 1) {
        const at = numbers.indexOf(wanted);
        expect(findNumber(numbers, from, end, wanted)).toBe(at >= from && at < end ? at : -1);
      }
});

test("who takes cost from what: an application from issues, a transfer-in from its origin, a return from its issue", () => {
  const takes = Object.entries(VALUED_BY).flatMap(([by, valuedBy]) =>
    Object.entries(LINK).flatMap(([link, kind]) => (takesFrom(valuedBy, kind) ? [`${by} ${link}`] : [])),
  );
  expect(takes).toEqual(["application issue", "transfer transfer", "reversal reversal"]);
});
