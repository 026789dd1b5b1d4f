/**
 * Average cost on ledgers small enough to check by hand. Each is computed by the slow twin as well, which must find the same
 * costs in as many sweeps; and the pool that explains an issue must give the issue's cost.
 */
import { correctionsOf, type Corrections } from "../../support/cost-corrections";
import { adjustSlowly } from "../../support/cost-twin";
import { readForCosting } from "../../support/fixed-cost-ledgers";
import { PostingBook, type BookRow } from "../../support/posting-book";
import { VALUED_BY } from "../../../src/engine/costing/cost-ledger";
import { decimalText } from "../../../src/engine/values/decimal";

const AVERAGED = { "Valued By Average Cost": true };
const EAST = { "Location Code": "EAST" };
const WEST = { "Location Code": "WEST" };
const BY_PLACE = "Item & Location & Variant";

/** Sells by average; what is posted is one currency unit, so that everything has to be corrected. */
function sell(book: PostingBook, date: string, from: number, quantity: number, entry: BookRow = {}): number {
  const no = book.post({ date, quantity: -quantity, cost: "-1", entry, value: AVERAGED });
  if (from > 0) book.apply(no, from, no, -quantity, { "Cost Application": false });
  return no;
}

/** Goods of a sale that come back at its cost. */
function comeBack(
  book: PostingBook,
  date: string,
  sale: number,
  quantity: number,
  more: object = {},
): number {
  const no = book.post({ date, type: "Sale", quantity, cost: "1", ...more });
  book.apply(no, no, sale, quantity);
  return no;
}

/** A sale shipped at once and invoiced piece by piece. */
function sellInPieces(book: PostingBook, date: string, quantity: number, invoices: number): number {
  const no = book.post({
    date,
    quantity: -quantity,
    cost: "0",
    entry: { "Invoiced Quantity": String(-invoices) },
    value: {
      ...AVERAGED,
      "Expected Cost": true,
      "Invoiced Quantity": "0",
      "Cost Amount (Expected)": String(-quantity),
    },
  });
  for (let i = 0; i < invoices; i += 1) {
    book.value(no, {
      ...AVERAGED,
      "Valued Quantity": "-1",
      "Invoiced Quantity": "-1",
      "Cost Amount (Actual)": "-1",
      "Cost Amount (Expected)": "1",
    });
  }
  return no;
}

/** The workbook with the fields that every posted row has. */
function workbookOf(book: PostingBook): Record<string, BookRow[]> {
  const fill = (rows: readonly BookRow[] | undefined, blank: (row: BookRow) => BookRow): BookRow[] =>
    (rows ?? []).map((row) => ({ ...blank(row), ...row }));
  const tables = book.workbook;
  return {
    "General Ledger Setup": [{ "Amount Rounding Precision": "0.01" }],
    ...tables,
    "Item Ledger Entries": fill(tables["Item Ledger Entries"], (row) => ({
      "Invoiced Quantity": row.Quantity as string,
      "Location Code": "",
      "Variant Code": "",
      "Order Type": "",
      "Applies-to Entry": 0,
    })),
    "Value Entries": fill(tables["Value Entries"], (row) => ({
      "Entry Type": "Direct Cost",
      "Item Charge No.": "",
      "Valuation Date": row["Posting Date"] as string,
    })),
    "Item Application Entries": fill(tables["Item Application Entries"], () => ({
      "Transferred-from Entry No.": 0,
      "Cost Application": true,
    })),
  };
}

async function settle(book: PostingBook): Promise<Corrections> {
  const workbook = workbookOf(book);
  const found = correctionsOf(await readForCosting(workbook));
  const twin = adjustSlowly(workbook);
  expect(Object.fromEntries(found.entries)).toEqual(Object.fromEntries(twin.entries));
  expect(found.sweeps).toBe(twin.sweeps);
  return found;
}

/** Cost of entries after the adjustment, "actual" or "actual and expected". */
async function costs(book: PostingBook, ...entries: readonly number[]): Promise<readonly string[]> {
  const { adjustment } = await settle(book);
  const { costing } = adjustment.adjusted;
  const { moneyScale } = costing.ledger;
  return entries.map((no) => {
    const expected = costing.expectedAfter(no - 1);
    const actual = decimalText(costing.actualAfter(no - 1), moneyScale);
    return expected === 0n ? actual : `${actual} and ${decimalText(expected, moneyScale)}`;
  });
}

/** What explains the average issues: "issue: pool quantity for pool cost of entries of the period", 0 for an opening. */
async function explained(book: PostingBook): Promise<readonly string[]> {
  const { adjustment } = await settle(book);
  const { average, units, costing } = adjustment.adjusted;
  const { entries, quantityScale, moneyScale } = costing.ledger;
  const before = costing.visits;
  const texts: string[] = [];
  for (let e = 0; e < entries.count; e += 1) {
    if (costing.facts.valuedBy[e] !== VALUED_BY.average) continue;
    const unit = units.homeUnit[e] as number;
    const pools = average.explain(unit);
    expect([...pools.keys()].every((issue) => units.homeUnit[issue] === unit)).toBe(true);
    const pool = pools.get(e);
    const members: number[] = [];
    let opening = pool?.quantity ?? 0n;
    average.forEachMember(unit, e, (member, brought) => {
      members.push(entries.no[member] as number);
      opening -= brought.quantity;
    });
    if (opening !== 0n) members.unshift(0);
    const quantity = decimalText(pool?.quantity ?? 0n, quantityScale);
    const cost = decimalText(pool?.cost ?? 0n, moneyScale);
    texts.push(`${String(entries.no[e])}: ${quantity} for ${cost} of ${members.join(" ")}`);
  }
  expect(costing.visits).toBeGreaterThan(before);
  return texts;
}

/** Fiscal years from their first days, each with its calculation type. */
function years(...rows: readonly (readonly [string, string])[]): BookRow[] {
  return rows.map(([start, type]) => ({
    "Starting Date": start,
    "New Fiscal Year": true,
    "Average Cost Calc. Type": type,
  }));
}

test("an issue costs the average of its month up to itself; what is left opens the next month", async () => {
  const book = new PostingBook("Average");
  const first = book.buy("2025-01-02", 1, "20");
  const second = book.buy("2025-01-03", 1, "40");
  const january = sell(book, "2025-01-10", first, 1);
  const early = sell(book, "2025-02-02", second, 1);
  const third = book.buy("2025-02-03", 1, "100");
  const late = sell(book, "2025-02-10", third, 1);
  // 60 / 2; (30 + 100) / 2; 65 / 1.
  expect(await costs(book, january, early, late)).toEqual(["-30", "-65", "-65"]);
  expect(await explained(book)).toEqual([
    "3: 2 for 60 of 1 2",
    "4: 2 for 130 of 0 5",
    "6: 1 for 65 of 0 4 5",
  ]);
});

describe("pieces of an issue", () => {
  test("each invoice takes from what the one before it left, the open quantity from what all of them left", async () => {
    const invoiced = new PostingBook("Average");
    invoiced.buy("2025-01-02", 3, "10");
    const sold = sellInPieces(invoiced, "2025-01-10", 2, 2);
    // 10 / 3 = 3.33; 6.67 / 2 = 3.335, rounded 3.34.
    expect(await costs(invoiced, sold)).toEqual(["-6.67"]);
    const open = new PostingBook("Average");
    open.buy("2025-01-02", 3, "10");
    const shipped = sellInPieces(open, "2025-01-10", 2, 1);
    const rest = sell(open, "2025-01-11", 1, 1);
    expect(await costs(open, shipped, rest)).toEqual(["-3.33 and -3.34", "-3.33"]);
  });

  test("an issue that finds nothing takes the average of the issue before it, and leaves that as it is", async () => {
    const book = new PostingBook("Average");
    book.buy("2025-01-02", 3, "10");
    const all = sell(book, "2025-01-10", 1, 3);
    const invoiced = sellInPieces(book, "2025-01-11", 2, 2);
    const open = sellInPieces(book, "2025-01-11", 2, 1);
    const last = sell(book, "2025-01-12", 0, 1);
    // 10 for 3 stands: 3.33 for every piece.
    expect(await costs(book, all, invoiced, open, last)).toEqual([
      "-10",
      "-6.66",
      "-3.33 and -3.33",
      "-3.33",
    ]);
    expect((await explained(book)).map((text) => text.split(" of ")[0])).toEqual([
      "2: 3 for 10",
      "3: 3 for 10",
      "4: 3 for 10",
      "5: 3 for 10",
    ]);
  });

  test("after an issue that left one piece it takes the cost of that piece", async () => {
    const book = new PostingBook("Average");
    book.buy("2025-01-02", 3, "10");
    const two = sell(book, "2025-01-10", 1, 2);
    const one = sell(book, "2025-01-11", 1, 1);
    const none = sell(book, "2025-01-12", 0, 2);
    expect(await costs(book, two, one, none)).toEqual(["-6.67", "-3.33", "-6.66"]);
  });
});

describe("a pool that cannot be used", () => {
  test("goods that cost nothing are sold for nothing", async () => {
    const book = new PostingBook("Average");
    book.buy("2025-01-02", 2, "0");
    const sold = sell(book, "2025-01-10", 1, 1);
    expect(await costs(book, sold)).toEqual(["0"]);
  });

  test("less than nothing leaves an issue as posted, what is open of it as well", async () => {
    const book = new PostingBook("Average");
    book.buy("2025-01-02", 2, "10");
    book.value(1, { "Item Charge No.": "BONUS", "Cost Amount (Actual)": "-12" });
    const sold = sell(book, "2025-01-10", 1, 1);
    const shipped = sellInPieces(book, "2025-01-10", 2, 1);
    const { entries } = await settle(book);
    expect([entries.get(sold)?.notComputable, entries.get(shipped)?.notComputable]).toEqual([true, true]);
    expect(await costs(book, sold, shipped)).toEqual(["-1", "-1 and -1"]);
  });

  test("without any stock there is no average", async () => {
    const book = new PostingBook("Average");
    const sold = sell(book, "2025-01-10", 0, 1);
    const { entries } = await settle(book);
    expect(entries.get(sold)).toMatchObject({ actual: "0", notComputable: true });
  });
});

describe("goods that come back", () => {
  /** Four pieces for 40.00 and, found and valued by average, two for 50.00; a sale before. */
  function stock(): PostingBook {
    const book = new PostingBook("Average");
    book.buy("2025-01-02", 4, "40");
    book.buy("2025-01-03", 2, "50", { type: "Positive Adjmt.", value: AVERAGED });
    sell(book, "2025-01-04", 1, 1);
    return book;
  }

  test.each([{}, AVERAGED])(
    "only their own sale does not see them, nor averaged entries: %j",
    async (value) => {
      const book = stock();
      const sold = sell(book, "2025-01-05", 1, 2);
      const back = comeBack(book, "2025-01-06", sold, 1, { value });
      const later = sell(book, "2025-01-07", back, 1);
      // (90 + 10) / 7; 40 / 4 = 10 each; (90 − 14.29 − 20 + 10) / 4.
      expect(await costs(book, 3, sold, back, later)).toEqual(["-14.29", "-20", "10", "-16.43"]);
      expect(await explained(book)).toEqual([
        "3: 7 for 100 of 1 2 5",
        "4: 4 for 40 of 1",
        "6: 4 for 65.71 of 1 2 3 4 5",
      ]);
    },
  );

  test("a sale behind the return sees its new cost in the same sweep", async () => {
    const book = new PostingBook("Average");
    book.buy("2025-01-02", 4, "40");
    const sold = sell(book, "2025-01-05", 1, 2);
    const back = comeBack(book, "2025-01-06", sold, 1, { value: AVERAGED });
    const later = sell(book, "2025-01-07", back, 1);
    expect(await costs(book, sold, back, later)).toEqual(["-20", "10", "-10"]);
    expect((await settle(book)).sweeps).toBe(2);
  });

  test("a sale that finds nothing but averaged entries takes no other pool when its goods come back", async () => {
    const book = new PostingBook("Average");
    book.buy("2025-01-03", 2, "50", { type: "Positive Adjmt.", value: AVERAGED });
    const first = sell(book, "2025-01-04", 1, 1);
    const sold = sell(book, "2025-01-05", 1, 1);
    const back = comeBack(book, "2025-01-06", sold, 1);
    // (50 + 1) / 3; the other one stays as posted.
    expect(await costs(book, first, sold, back)).toEqual(["-17", "-1", "1"]);
    expect((await settle(book)).entries.get(sold)?.notComputable).toBe(true);
  });

  test("a return posted after a partial revaluation moves no sale that was posted before it", async () => {
    const book = new PostingBook("Average");
    book.buy("2025-01-02", 4, "40");
    const sold = sell(book, "2025-01-05", 1, 1);
    const other = sell(book, "2025-01-06", 1, 1);
    book.value(1, {
      "Entry Type": "Revaluation",
      "Partial Revaluation": true,
      "Cost Amount (Actual)": "-6",
      "Valued Quantity": "2",
    });
    const back = comeBack(book, "2025-01-07", sold, 1);
    const later = sell(book, "2025-01-08", 1, 1);
    // 40 / 4; 30 / 3; (40 − 6 − 10 − 10 + 10) / 3.
    expect(await costs(book, sold, other, back, later)).toEqual(["-10", "-10", "10", "-8"]);
    expect((await settle(book)).sweeps).toBe(2);
    expect(await explained(book)).toEqual([
      "2: 4 for 40 of 1",
      "3: 3 for 30 of 1 2",
      "5: 3 for 24 of 1 2 3 4",
    ]);
  });

  test("a return dated in an earlier month moves the averages of that month on", async () => {
    const book = new PostingBook("Average");
    book.buy("2025-01-05", 4, "40");
    const purchase = book.buy("2025-02-05", 4, "80");
    const sold = sell(book, "2025-02-10", purchase, 2);
    const back = comeBack(book, "2025-01-20", sold, 1);
    const march = sell(book, "2025-03-05", 1, 1);
    // Where all of them cost the same: (40 + x + 80) / 9 = x.
    expect(await costs(book, sold, back, march)).toEqual(["-30", "15", "-15"]);
  });

  test.each([
    ["an earlier month", "2025-01-20"],
    ["the same month", "2025-02-20"],
  ])("a return to another place, dated in %s, counts there in the same sweep", async (_, date) => {
    const book = new PostingBook("Average");
    book.more["Inventory Setup"] = [{ "Average Cost Period": "Month", "Average Cost Calc. Type": BY_PLACE }];
    book.buy("2025-01-05", 4, "40", { entry: WEST });
    book.buy("2025-01-06", 1, "20", { entry: EAST });
    const sold = sell(book, "2025-02-10", 1, 1, WEST);
    const back = comeBack(book, date, sold, 1, { entry: EAST });
    const march = sell(book, "2025-03-05", 2, 1, EAST);
    // 40 / 4; (20 + 10) / 2, found in the sweep that corrects the return: the second one changes nothing.
    expect(await costs(book, sold, back, march)).toEqual(["-10", "10", "-15"]);
    expect((await settle(book)).sweeps).toBe(2);
  });
});

describe("a change from Item to Item & Location & Variant", () => {
  /** January by item: two pieces in EAST for 20.00, two in WEST for 60.00. Places from February on. */
  function changed(...calendar: readonly (readonly [string, string])[]): PostingBook {
    const book = new PostingBook("Average");
    book.more["Accounting Periods"] = years(...calendar);
    book.buy("2025-01-02", 2, "20", { entry: EAST });
    book.buy("2025-01-03", 2, "60", { entry: WEST });
    return book;
  }

  test("a place begins with its share of the item's cost, and adds its own since", async () => {
    const book = changed(["2025-01-01", "Item"], ["2025-02-01", BY_PLACE]);
    const january = sell(book, "2025-01-20", 1, 1, EAST);
    const east = sell(book, "2025-02-02", 1, 1, EAST);
    const more = book.buy("2025-02-03", 2, "70", { entry: WEST });
    const west = sell(book, "2025-02-10", more, 1, WEST);
    const march = sell(book, "2025-03-10", more, 1, WEST);
    // 80 / 4; 60 × 1/3; (60 × 2/3 + 70) / 4; the rest of it.
    expect(await costs(book, january, east, west, march)).toEqual(["-20", "-20", "-27.5", "-27.5"]);
  });

  test.each(["Month", "Day", "Week"])(
    "goods come back before, on and behind the day of the change: %s",
    async (period) => {
      const book = changed(["2025-01-01", "Item"], ["2025-02-01", BY_PLACE]);
      book.more["Inventory Setup"] = [{ "Average Cost Period": period, "Average Cost Calc. Type": "Item" }];
      book.buy("2025-01-04", 1000, "10000", { entry: WEST });
      book.buy("2025-01-05", 1000, "30000", { entry: EAST });
      book.buy("2025-02-02", 900, "27000", { entry: EAST });
      const sold = sell(book, "2025-02-20", 5, 600, EAST);
      comeBack(book, "2025-01-20", sold, 100, { entry: WEST });
      comeBack(book, "2025-02-01", sold, 100, { entry: WEST });
      comeBack(book, "2025-02-03", sold, 100, { entry: EAST });
      comeBack(book, "2025-02-03", sold, 100, { entry: WEST });
      sell(book, "2025-03-05", 3, 900, WEST);
      sell(book, "2025-03-06", 5, 800, EAST);
      sell(book, "2025-04-05", 5, 500, EAST);
      sell(book, "2025-04-05", 3, 300, WEST);
      const { sweeps } = await settle(book);
      expect(sweeps).toBeGreaterThan(2);
    },
  );

  test("by place, by item and by place again: the last change counts", async () => {
    const book = changed(["2024-01-01", BY_PLACE], ["2025-01-01", "Item"], ["2025-02-01", BY_PLACE]);
    book.buy("2024-05-01", 2, "80", { entry: WEST });
    const old = sell(book, "2024-05-02", 3, 1, WEST);
    const january = sell(book, "2025-01-20", 1, 1, EAST);
    const february = sell(book, "2025-02-20", 1, 1, EAST);
    // 80 / 2; (40 + 80) / 5; 96 × 1/4.
    expect(await costs(book, old, january, february)).toEqual(["-40", "-24", "-24"]);
  });
});

test("an average issue whose averaged value entry is valued in another month is averaged in its own", async () => {
  const book = new PostingBook("Average");
  book.buy("2025-01-02", 4, "40");
  const early = sell(book, "2025-01-09", 1, 1);
  const sold = book.post({ date: "2025-01-10", quantity: -2, cost: "-1" });
  book.apply(sold, 1, sold, -2, { "Cost Application": false });
  book.value(sold, {
    ...AVERAGED,
    "Item Charge No.": "F",
    "Valued Quantity": "-2",
    "Posting Date": "2025-02-02",
    "Valuation Date": "2025-02-02",
  });
  comeBack(book, "2025-01-20", sold, 1);
  const later = sell(book, "2025-01-21", 1, 1);
  expect(await costs(book, early, sold, later)).toEqual(["-10", "-20", "-10"]);
});
