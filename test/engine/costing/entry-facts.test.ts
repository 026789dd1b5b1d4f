/** What is said of an entry before any cost is computed: each fact on ledgers of a few rows. */
import { VALUED_BY_NAMES } from "../../../src/engine/costing/cost-ledger";
import { deriveFacts } from "../../../src/engine/costing/entry-facts";
import { readCostLedger } from "../../../src/engine/costing/read-cost-ledger";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { dayText } from "../../../src/engine/values/day";
import { decimalText } from "../../../src/engine/values/decimal";
import { jsonSource } from "../../../src/workbook/file/json";
import { PostingBook, type BookRow } from "../../support/posting-book";

interface Facts {
  readonly valuedBy: string;
  readonly valued: string;
  readonly lastValued: string;
  readonly invoiced: boolean;
  readonly exact: boolean;
  readonly simple: boolean;
  readonly actual: string;
  readonly rounding: string;
  readonly expected: string;
}

async function factsOf(book: PostingBook): Promise<readonly Facts[]> {
  for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  const ledgers = await readLedgers(jsonSource(book.workbook), { reports: ["AC"] });
  const { ledger } = readCostLedger(ledgers, 2);
  const facts = deriveFacts(ledger);
  const money = (store: { big(row: number): bigint }, e: number): string =>
    decimalText(store.big(e), ledger.moneyScale);
  return Array.from({ length: ledger.entries.count }, (_, e) => ({
    valuedBy: VALUED_BY_NAMES[facts.valuedBy[e] as number] as string,
    valued: dayText(facts.valuationDay[e] as number),
    lastValued: facts.lastValuationDay[e] === 0 ? "" : dayText(facts.lastValuationDay[e] as number),
    invoiced: facts.fullyInvoiced[e] === 1,
    exact: facts.exactReversal[e] === 1,
    simple: facts.simple[e] === 1,
    actual: money(facts.actual, e),
    rounding: money(facts.rounding, e),
    expected: money(facts.expected, e),
  }));
}

const factsOfLast = async (book: PostingBook): Promise<Facts> => (await factsOf(book)).at(-1) as Facts;

const EXPECTED: BookRow = {
  "Expected Cost": true,
  "Cost Amount (Actual)": "0",
  "Cost Amount (Expected)": "8",
  "Invoiced Quantity": "0",
};
const received = (entry: BookRow = {}): PostingBook => {
  const book = new PostingBook();
  book.buy("2025-01-03", 2, "0", { entry: { "Invoiced Quantity": "0", ...entry }, value: EXPECTED });
  return book;
};

describe("sums of an entry", () => {
  test("actual without rounding, rounding, expected", async () => {
    const book = received({ "Invoiced Quantity": "2" });
    book.value(1, { "Cost Amount (Actual)": "10", "Cost Amount (Expected)": "-8" });
    book.value(1, { "Entry Type": "Rounding", "Cost Amount (Actual)": "-0.01" });
    book.value(1, {
      "Entry Type": "Revaluation",
      "Cost Amount (Actual)": "3",
      "Cost Amount (Expected)": "1",
    });
    expect(await factsOfLast(book)).toMatchObject({ actual: "13", rounding: "-0.01", expected: "1" });
  });
});

describe("valuation date", () => {
  const charge = { "Item Charge No.": "FREIGHT", "Cost Amount (Actual)": "1" };
  test("is that of the last plain Direct Cost entry, not of the charge or the revaluation behind it", async () => {
    const book = new PostingBook();
    book.buy("2025-01-03", 2, "10");
    book.value(1, { "Valuation Date": "2025-01-04", "Posting Date": "2025-01-04" });
    book.value(1, { ...charge, "Valuation Date": "2025-01-09" });
    book.value(1, { "Entry Type": "Revaluation", "Valuation Date": "2025-01-07" });
    expect(await factsOfLast(book)).toMatchObject({ valued: "2025-01-04", lastValued: "2025-01-09" });
  });

  test("is that of the very first value entry of all, if only that is plain", async () => {
    const book = new PostingBook();
    book.buy("2025-01-03", 2, "10");
    book.value(1, { ...charge, "Valuation Date": "2025-01-09" });
    expect(await factsOfLast(book)).toMatchObject({ valued: "2025-01-03", lastValued: "2025-01-09" });
  });

  test("is that of the last value entry where none is plain", async () => {
    const book = new PostingBook();
    book.buy("2025-01-03", 1, "1");
    book.buy("2025-01-04", 2, "10", { value: { ...charge, "Valuation Date": "2025-01-04" } });
    for (const day of ["2025-01-08", "2025-01-06"]) book.value(2, { ...charge, "Valuation Date": day });
    expect(await factsOf(book)).toMatchObject([
      { valued: "2025-01-03", lastValued: "2025-01-03" },
      { valued: "2025-01-06", lastValued: "2025-01-08" },
    ]);
  });

  test("is that of the only value entry of the first entry, plain or not", async () => {
    const book = new PostingBook();
    book.buy("2025-01-04", 2, "10", { value: { ...charge, "Valuation Date": "2025-02-04" } });
    book.buy("2025-01-05", 2, "10");
    expect(await factsOf(book)).toMatchObject([{ valued: "2025-02-04" }, { valued: "2025-01-05" }]);
  });

  test("is the posting date of an entry without value entries, whoever stands around it", async () => {
    const book = new PostingBook();
    book.buy("2025-01-03", 2, "10");
    book.buy("2025-01-20", 2, "10");
    book.buy("2025-01-25", 2, "10");
    (book.values[1] as BookRow).Inventoriable = false;
    expect(await factsOf(book)).toMatchObject([
      { valued: "2025-01-03" },
      { valued: "2025-01-20", lastValued: "", actual: "0" },
      { valued: "2025-01-25" },
    ]);
  });
});

describe("whether an entry hands the same cost on to everybody", () => {
  const bought = (...more: readonly BookRow[]): PostingBook => {
    const book = new PostingBook();
    book.buy("2025-01-03", 2, "10");
    for (const fields of more) book.value(1, fields);
    return book;
  };
  const cases: readonly (readonly [string, PostingBook, boolean])[] = [
    ["an invoiced purchase", bought(), true],
    ["with a whole revaluation", bought({ "Entry Type": "Revaluation", "Cost Amount (Actual)": "2" }), true],
    [
      "with a partial revaluation",
      bought({ "Entry Type": "Revaluation", "Partial Revaluation": true, "Cost Amount (Actual)": "2" }),
      false,
    ],
    [
      "revalued while it was expected",
      bought({ "Entry Type": "Revaluation", "Cost Amount (Expected)": "2" }),
      false,
    ],
    ["with expected cost in and out", bought({ "Cost Amount (Expected)": "8" }), true],
    ["with an Expected Cost entry of no actual amount", bought(EXPECTED), true],
    [
      "with an actual amount on an Expected Cost entry",
      bought({ "Expected Cost": true, "Cost Amount (Actual)": "1" }),
      false,
    ],
    ["not invoiced", received(), false],
    ["invoiced in part", received({ "Invoiced Quantity": "1" }), false],
    ["invoiced in part, and no Expected Cost entry", partlyInvoiced(), false],
  ];
  test.each(cases)("%s", async (_, book, simple) => {
    expect(await factsOfLast(book)).toMatchObject({ simple, valuedBy: "own" });
  });
});

function partlyInvoiced(): PostingBook {
  const book = new PostingBook();
  book.buy("2025-01-03", 2, "5", {
    entry: { "Invoiced Quantity": "1" },
    value: { "Invoiced Quantity": "1" },
  });
  return book;
}

describe("how an entry is valued", () => {
  const PRODUCTION = { "Order Type": "Production", "Order No.": "P1", "Order Line No.": 10000 };
  const output = (quantity: number, entry: BookRow, status = "Finished", type = "Output"): PostingBook => {
    const book = new PostingBook();
    book.buy("2025-01-03", 5, "10", { type, entry: { ...entry, "Invoiced Quantity": "0" }, value: EXPECTED });
    if (quantity !== 5) {
      const undone = { ...entry, "Invoiced Quantity": "0", "Applies-to Entry": 1 };
      book.sell("2025-01-03", 1, 5 - quantity, "0", { type, entry: undone, value: EXPECTED });
    }
    book.more["Production Orders"] = [{ Status: status, "No.": "P1" }];
    return book;
  };

  test.each([
    ["of a finished order", output(5, PRODUCTION), "order", true],
    ["of a released order", output(5, PRODUCTION, "Released"), "own", false],
    ["without an order", output(5, {}), "own", false],
  ])("an output %s", async (_, book, valuedBy, invoiced) => {
    expect(await factsOfLast(book)).toMatchObject({ valuedBy, invoiced });
  });

  test("outputs that are undone altogether are valued by nothing made", async () => {
    expect(await factsOf(output(0, PRODUCTION))).toMatchObject([
      { valuedBy: "own" },
      { valuedBy: "application" },
    ]);
    expect(await factsOf(output(4, PRODUCTION))).toMatchObject([
      { valuedBy: "order", exact: false },
      { valuedBy: "order", exact: true },
    ]);
    expect(await factsOf(output(-1, PRODUCTION))).toMatchObject([
      { valuedBy: "own" },
      { valuedBy: "application" },
    ]);
  });

  test.each(["Non-Inventory", "Service"])(
    "an entry of an item of type %s keeps its own cost",
    async (Type) => {
      const book = new PostingBook();
      const bought = book.buy("2025-01-03", 2, "10");
      book.sell("2025-01-04", bought, 1, "-5");
      (book.items[0] as BookRow).Type = Type;
      expect(await factsOf(book)).toMatchObject([{ valuedBy: "own" }, { valuedBy: "own" }]);
    },
  );

  test("an issue with and without cost application", async () => {
    const book = new PostingBook();
    const bought = book.buy("2025-01-03", 5, "10");
    book.sell("2025-01-04", bought, 1, "-5");
    const second = book.post({ date: "2025-01-04", quantity: -1, cost: "-5" });
    book.apply(second, bought, second, -1, { "Cost Application": false });
    book.post({ date: "2025-01-04", quantity: -1, cost: "-5" });
    for (const row of book.applications) row["Cost Application"] ??= true;
    expect((await factsOf(book)).map(({ valuedBy }) => valuedBy)).toEqual([
      "own",
      "application",
      "own",
      "own",
    ]);
  });

  test("a return follows its issue, a transfer its origin, and only by cost application", async () => {
    const book = new PostingBook();
    const bought = book.buy("2025-01-03", 5, "10");
    const sold = book.sell("2025-01-04", bought, 1, "-5");
    const out = book.sell("2025-01-04", bought, 1, "-5", { type: "Transfer" });
    const add = (type: string, outbound: number, from: number, cost: boolean): void => {
      const no = book.post({ date: "2025-01-05", type, quantity: 1, cost: "1" });
      book.apply(no, no, outbound, 1, { "Transferred-from Entry No.": from, "Cost Application": cost });
    };
    add("Sale", sold, 0, true);
    add("Sale", sold, 0, false);
    add("Transfer", out, bought, true);
    add("Transfer", out, bought, false);
    add("Transfer", out, 0, true);
    for (const row of book.applications) row["Cost Application"] ??= true;
    expect((await factsOf(book)).slice(3).map(({ valuedBy }) => valuedBy)).toEqual([
      "reversal",
      "own",
      "transfer",
      "own",
      "reversal",
    ]);
  });

  test("an entry of no quantity keeps its own cost, whatever is applied to it", async () => {
    const book = new PostingBook();
    const bought = book.buy("2025-01-03", 5, "10");
    const sold = book.sell("2025-01-04", bought, 1, "-5");
    const nothing = book.post({ date: "2025-01-05", type: "Sale", quantity: 0, cost: "1" });
    book.apply(nothing, nothing, sold, 0);
    book.apply(nothing, bought, nothing, 0);
    expect(await factsOfLast(book)).toMatchObject({ valuedBy: "own", exact: false });
  });

  const averaged = (value: BookRow, entry: BookRow = {}, method = "Average"): PostingBook => {
    const book = new PostingBook(method);
    const bought = book.buy("2025-01-03", 5, "10");
    const sold = book.post({ date: "2025-01-04", quantity: -1, cost: "-2", entry, value });
    book.apply(sold, bought, sold, -1, { "Cost Application": false });
    return book;
  };
  const marked = { "Valued By Average Cost": true };
  test.each([
    ["marked as averaged", averaged(marked), "average"],
    ["not marked", averaged({}), "own"],
    ["marked by an adjustment", averaged({ ...marked, Adjustment: true }), "own"],
    ["marked with a quantity that comes in", averaged({ ...marked, "Valued Quantity": "1" }), "own"],
    ["marked with no quantity", averaged({ ...marked, "Valued Quantity": "0" }), "own"],
    ["fixed to a receipt", averaged(marked, { "Applies-to Entry": 1 }), "own"],
    ["of another method", averaged(marked, {}, "FIFO"), "own"],
  ])("an issue that is %s", async (_, book, valuedBy) => {
    expect(await factsOfLast(book)).toMatchObject({ valuedBy });
  });

  test("a mark on a later value entry counts as well, that of the next entry does not", async () => {
    const book = averaged({});
    book.value(2, { ...marked, "Valued Quantity": "-1" });
    expect(await factsOfLast(book)).toMatchObject({ valuedBy: "average" });
    const other = averaged({});
    const next = other.post({ date: "2025-01-04", quantity: -1, cost: "-2", value: marked });
    other.apply(next, 1, next, -1, { "Cost Application": false });
    expect(await factsOf(other)).toMatchObject([{}, { valuedBy: "own" }, { valuedBy: "average" }]);
  });
});

describe("cost elements are kept apart", () => {
  const fixed = (type: string, entry: BookRow = {}, quantity = -1): PostingBook => {
    const book = new PostingBook();
    book.buy("2025-01-03", 5, "10");
    const no = book.post({
      date: "2025-01-04",
      type,
      quantity,
      cost: String(2 * quantity),
      entry: { "Applies-to Entry": 1, ...entry },
    });
    book.apply(no, 1, no, quantity);
    return book;
  };
  test.each([
    ["a purchase return", fixed("Purchase"), true],
    ["an output undone", fixed("Output"), true],
    ["an assembly output undone", fixed("Assembly Output"), true],
    ["a sale", fixed("Sale"), false],
    ["a consumption", fixed("Consumption"), false],
    ["a purchase return that is not fixed", fixed("Purchase", { "Applies-to Entry": 0 }), false],
    ["a purchase return that is not invoiced", fixed("Purchase", { "Invoiced Quantity": "0" }), false],
    ["a purchase return that is invoiced in part", fixed("Purchase", { "Invoiced Quantity": "-0.5" }), true],
    ["a purchase that names an entry", fixed("Purchase", {}, 1), false],
    [
      "a purchase that names an entry and is invoiced the wrong way",
      fixed("Purchase", { "Invoiced Quantity": "-1" }, 1),
      false,
    ],
  ])("%s", async (_, book, exact) => {
    expect(await factsOfLast(book)).toMatchObject({ exact });
  });
});
