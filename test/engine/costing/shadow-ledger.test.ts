/** The shadow ledger of a small book: which entries it takes, what they bring, who serves whom, and when it is valued. */
import { FITTED_SCALE, Rounding } from "../../../src/engine/costing/arithmetic";
import { METHOD } from "../../../src/engine/costing/cost-ledger";
import { readCostLedger } from "../../../src/engine/costing/read-cost-ledger";
import {
  shadowLedger,
  type ShadowLedger,
  type ShadowRequest,
} from "../../../src/engine/costing/shadow-ledger";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { dayText, parseDay } from "../../../src/engine/values/day";
import { decimalText, power10 } from "../../../src/engine/values/decimal";
import { jsonSource } from "../../../src/workbook/file/json";
import { PostingBook, type BookRow } from "../../support/posting-book";

const EAST: BookRow = { "Location Code": "EAST" };
const WEST: BookRow = { "Location Code": "WEST" };
const ORDER: BookRow = { "Order Type": "Production", "Order No.": "P1", "Order Line No.": 10000 };

/** Entries 1 to 8 trade item A; 9 is posted too late, 10 and 11 are of other items, 12 has no value entry, 13 to 16 an order. */
function bookOf(): PostingBook {
  const book = new PostingBook();
  book.items.push({ "No.": "B", "Costing Method": "FIFO" });
  book.items.push({ "No.": "C", "Costing Method": "FIFO", Type: "Service" });
  const first = book.buy("2025-01-05", 10, "100", { entry: EAST });
  book.value(first, {
    "Item Charge No.": "FREIGHT",
    "Cost Amount (Actual)": "5",
    "Cost Amount (Expected)": "2",
  });
  book.value(first, { "Entry Type": "Indirect Cost", "Cost Amount (Actual)": "3" });
  book.value(first, { "Entry Type": "Revaluation", "Cost Amount (Actual)": "7" });
  book.value(first, { "Entry Type": "Variance", "Variance Type": "Purchase", "Cost Amount (Actual)": "-4" });
  book.value(first, { "Entry Type": "Rounding", "Cost Amount (Actual)": "0.01" });
  const sold = book.sell("2025-01-06", first, 3, "-30", { entry: EAST });
  const second = book.buy("2025-01-20", 4, "60", { entry: EAST });
  book.sell("2025-01-10", first, 2, "-25", { entry: { ...EAST, "Applies-to Entry": second } });
  const out = book.sell("2025-01-21", second, 2, "-20", { type: "Transfer", entry: EAST });
  const arrived = book.post({ date: "2025-01-21", type: "Transfer", quantity: 2, cost: "20", entry: WEST });
  book.apply(arrived, arrived, out, 2, { "Transferred-from Entry No.": second });
  const returned = book.post({ date: "2025-01-22", type: "Sale", quantity: 1, cost: "10", entry: EAST });
  book.apply(returned, returned, sold, 1);
  book.post({ date: "2025-01-25", quantity: -20, cost: "-50", entry: EAST });
  book.buy("2025-02-15", 3, "30", { entry: EAST });
  book.buy("2025-01-08", 3, "30", { item: "B", entry: EAST });
  book.buy("2025-01-08", 3, "30", { item: "C", entry: EAST });
  book.buy("2025-01-08", 3, "30", { entry: EAST });
  (book.values.at(-1) as BookRow).Inventoriable = false;
  book.sell("2025-01-26", arrived, 1, "-10", { type: "Consumption", entry: { ...WEST, ...ORDER } });
  book.post({ item: "B", date: "2025-01-26", type: "Consumption", quantity: -1, cost: "-10", entry: ORDER });
  book.buy("2025-01-27", 6, "66", { type: "Output", entry: { ...WEST, ...ORDER } });
  book.buy("2025-01-27", 1, "11", { item: "B", type: "Output", entry: { ...WEST, ...ORDER } });
  return book;
}

async function shadowOf(
  method: keyof typeof METHOD,
  book = bookOf(),
  more: Partial<ShadowRequest> & { readonly precision?: bigint } = {},
): Promise<ShadowLedger> {
  const ledgers = await readLedgers(jsonSource(book.workbook), { reports: ["AC"] });
  const { ledger, entryOf } = readCostLedger(ledgers, 2);
  const fixed = book.entries.map((row) => Number(row["Applies-to Entry"] ?? 0));
  return shadowLedger(
    ledger,
    {
      method: METHOD[method],
      byDate: false,
      items: Uint8Array.from(ledger.items.no, (no) => (no === "B" ? 0 : 1)),
      endDay: parseDay("2025-01-31") as number,
      standardCost: () => 15n * power10(FITTED_SCALE),
      fixedTo: (entry) => ((fixed[entry] as number) === 0 ? -1 : entryOf(fixed[entry] as number)),
      ...more,
    },
    new Rounding(2, more.precision ?? 1n),
  );
}

/** Entries by number: what they bring and cost today, the day on which they are valued, and what is left of them. */
function entriesOf({ ledger, variance, costToday, linked }: ShadowLedger): readonly string[] {
  const { entries, values, items, moneyScale, quantityScale } = ledger;
  const number = (store: { big(row: number): bigint }, row: number, scale: number): string =>
    decimalText(store.big(row), scale);
  return Array.from({ length: entries.count }, (_, e) =>
    [
      `${entries.no[e] as number} ${items.no[entries.item[e] as number] as string}`,
      `quantity ${number(entries.quantity, e, quantityScale)}`,
      `brings ${number(values.actual, e, moneyScale)}`,
      ...(variance.isZero(e) ? [] : [`variance ${number(variance, e, moneyScale)}`]),
      `today ${number(costToday, e, moneyScale)}`,
      `on ${dayText(values.valuationDay[e] as number)}`,
      `left ${number(entries.remaining, e, quantityScale)}`,
      ...(linked[e] === 1 ? ["linked"] : []),
      ...(values.flags[e] === 0 ? [] : ["averaged"]),
      ...(values.costPerUnit.isZero(e) ? [] : [`at ${number(values.costPerUnit, e, FITTED_SCALE)}`]),
    ].join(", "),
  );
}

/** Applications by owner: "owner kind source quantity", with a mark where no cost is applied. */
function linksOf({ ledger }: ShadowLedger): readonly string[] {
  const { entries, links, quantityScale } = ledger;
  const no = (e: number): number => entries.no[e] as number;
  const kinds = ["none", "from", "transfer", "reverses"];
  return Array.from({ length: links.count }, (_, p) => {
    const owner = links.owner[p] as number;
    expect(p).toBeGreaterThanOrEqual(entries.linkStart[owner] as number);
    expect(p).toBeLessThan(entries.linkStart[owner + 1] as number);
    expect(links.outbound[p]).toBe(links.kind[p] === 1 ? owner : links.source[p]);
    const quantity = decimalText(links.quantity.big(p), quantityScale);
    const text = `${no(owner)} ${kinds[links.kind[p] as number] as string} ${no(links.source[p] as number)}: ${quantity}`;
    return links.cost[p] === 1 ? text : `${text}, no cost`;
  });
}

const FIFO_ENTRIES = [
  "1 A, quantity 10, brings 110, today 113.01, on 2025-01-05, left 0",
  "2 A, quantity -3, brings -30, today -30, on 2025-01-06, left 0",
  "3 A, quantity 4, brings 60, today 60, on 2025-01-20, left 0",
  // Posted before the receipt that it is fixed to.
  "4 A, quantity -2, brings -25, today -25, on 2025-01-20, left 0",
  "5 A, quantity -2, brings -20, today -20, on 2025-01-21, left 0",
  "6 A, quantity 2, brings 20, today 20, on 2025-01-21, left 1, linked",
  "7 A, quantity 1, brings 10, today 10, on 2025-01-22, left 0, linked",
  "8 A, quantity -20, brings -50, today -50, on 2025-01-25, left -12, at 2.5",
  "13 A, quantity -1, brings -10, today -10, on 2025-01-26, left 0",
  "15 A, quantity 6, brings 66, today 66, on 2025-01-27, left 6",
];

const FIFO_LINKS = [
  "2 from 1: -3",
  "4 from 3: -2",
  "5 from 1: -2",
  "6 reverses 5: 2",
  "7 reverses 2: 1",
  "8 from 1: -5",
  "8 from 3: -2",
  "8 from 7: -1",
  "13 from 6: -1",
];

test("FIFO: direct and indirect cost and charges come along, revaluation, variance and rounding stay behind", async () => {
  const shadow = await shadowOf("fifo");
  expect(entriesOf(shadow)).toEqual(FIFO_ENTRIES);
  expect(linksOf(shadow)).toEqual(FIFO_LINKS);
});

test("LIFO takes from the late end", async () => {
  expect(linksOf(await shadowOf("lifo"))).toEqual([
    "2 from 1: -3",
    "4 from 3: -2",
    "5 from 3: -2",
    "6 reverses 5: 2",
    "7 reverses 2: 1",
    "8 from 7: -1",
    "8 from 1: -7",
    "13 from 6: -1",
  ]);
});

test("Average: issues are averaged but for the one that its receipt has served", async () => {
  const shadow = await shadowOf("average");
  const averaged = new Set([2, 5, 8, 13]);
  const isAveraged = (text: string): boolean => averaged.has(Number.parseInt(text, 10));
  expect(entriesOf(shadow)).toEqual(
    FIFO_ENTRIES.map((text) => (isAveraged(text) ? `${text.replace(", at 2.5", "")}, averaged` : text)),
  );
  expect(linksOf(shadow)).toEqual(FIFO_LINKS.map((text) => (isAveraged(text) ? `${text}, no cost` : text)));
});

test("Standard: increases of their own come at the standard cost, rounded; the difference is their variance", async () => {
  const standardCost = (): bigint => (power10(FITTED_SCALE) * 15_005n) / 1_000n;
  const changed: Readonly<Record<string, string>> = {
    1: "1 A, quantity 10, brings 150.05, variance -40.05, today 113.01, on 2025-01-05, left 0",
    3: "3 A, quantity 4, brings 60.02, variance -0.02, today 60, on 2025-01-20, left 0",
    15: "15 A, quantity 6, brings 90.03, variance -24.03, today 66, on 2025-01-27, left 6",
  };
  const expected = FIFO_ENTRIES.map((text) => changed[Number.parseInt(text, 10)] ?? text);
  expect(entriesOf(await shadowOf("standard", bookOf(), { standardCost }))).toEqual(expected);
  const inFives = await shadowOf("standard", bookOf(), { standardCost, precision: 5n });
  expect(entriesOf(inFives)[2]).toBe("3 A, quantity 4, brings 60, today 60, on 2025-01-20, left 0");
});

test("fractions of a piece: standard cost and unit cost of today", async () => {
  const book = new PostingBook();
  book.buy("2025-01-05", 2.5, "10");
  const sold = book.post({ date: "2025-01-06", quantity: -4, cost: "-7" });
  book.apply(sold, 1, sold, -2.5);
  expect(entriesOf(await shadowOf("standard", book))).toEqual([
    "1 A, quantity 2.5, brings 37.5, variance -27.5, today 10, on 2025-01-05, left 0",
    "2 A, quantity -4, brings -7, today -7, on 2025-01-06, left -1.5, at 1.75",
  ]);
});

test("every item of the new method, an order by what is left of it, documents all alike", async () => {
  const { ledger } = await shadowOf("lifo");
  expect([...ledger.items.method]).toEqual(ledger.items.no.map(() => METHOD.lifo));
  const { outputStart, outputs, consumptionStart, consumption, count } = ledger.orders;
  const numbers = (list: Int32Array): readonly number[] =>
    Array.from(list, (e) => ledger.entries.no[e] as number);
  expect([count, ...outputStart, ...consumptionStart]).toEqual([1, 0, 1, 0, 1]);
  expect([numbers(outputs), numbers(consumption)]).toEqual([[15], [13]]);
  expect([...ledger.entries.order]).toEqual([-1, -1, -1, -1, -1, -1, -1, -1, 0, 0]);
  expect([...ledger.entries.valueStart]).toEqual(Array.from({ length: 11 }, (_, e) => e));
  expect([...ledger.entries.no]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 13, 15]);
  expect([...ledger.entries.fixed]).toEqual(Array.from(ledger.entries.no, () => 0));
  expect([...ledger.values.type]).toEqual(Array.from(ledger.entries.no, () => 1));
  expect(ledger.ordersMakeCost).toBe(false);
  expect(ledger.compareDocuments(1, 2)).toBe(0);
});

test("the end date itself counts, none takes everything; the next day is out", async () => {
  const numbers = async (endDay: string): Promise<readonly number[]> => {
    const { ledger } = await shadowOf("fifo", bookOf(), {
      endDay: endDay === "" ? 0 : parseDay(endDay),
    });
    return [...ledger.entries.no];
  };
  expect(await numbers("2025-01-06")).toEqual([1, 2]);
  expect(await numbers("2025-02-14")).not.toContain(9);
  expect(await numbers("2025-02-15")).toContain(9);
  expect(await numbers("")).toContain(9);
});

test("an entry fixed to one that is not taken takes what is there", async () => {
  const book = new PostingBook();
  const late = book.buy("2025-02-10", 1, "30");
  const early = book.buy("2025-01-02", 1, "10");
  const sold = book.sell("2025-01-03", late, 1, "-30", { entry: { "Applies-to Entry": late } });
  expect(linksOf(await shadowOf("fifo", book))).toEqual([`${sold} from ${early}: -1`]);
});

describe("returns and transfers", () => {
  const with1 = (
    applied: (book: PostingBook, back: number, sold: number, bought: number) => void,
  ): PostingBook => {
    const book = new PostingBook();
    const bought = book.buy("2025-01-02", 3, "30");
    const sold = book.sell("2025-01-10", bought, 2, "-20");
    const back = book.post({ date: "2025-01-05", type: "Sale", quantity: 1, cost: "10" });
    applied(book, back, sold, bought);
    return book;
  };
  test.each([
    [
      "an issue is linked, and valued no earlier than it",
      with1((book, back, sold) => book.apply(back, back, sold, 1)),
      true,
    ],
    ["an increase is not", with1((book, back, _, bought) => book.apply(back, back, bought, 1)), false],
    ["itself is not", with1((book, back) => book.apply(back, back, back, 1)), false],
    ["nothing is not", with1((book, back) => book.apply(back, back, 0, 1)), false],
    [
      "an issue by a row of another inbound entry is not",
      with1((book, back, sold, bought) => book.apply(back, bought, sold, 1)),
      false,
    ],
  ])("an increase that names %s", async (_, book, linked) => {
    const shadow = await shadowOf("fifo", book);
    expect(entriesOf(shadow)[2]).toBe(
      linked
        ? "3 A, quantity 1, brings 10, today 10, on 2025-01-10, left 1, linked"
        : "3 A, quantity 1, brings 10, today 10, on 2025-01-05, left 1",
    );
    expect(linksOf(shadow)).toEqual(["2 from 1: -2", ...(linked ? ["3 reverses 2: 1"] : [])]);
  });

  test("a later receipt raises the day of its issue, and that of the return and its sale behind it", async () => {
    const book = new PostingBook();
    const sold = book.post({ date: "2025-01-02", quantity: -1, cost: "-9" });
    const back = book.post({ date: "2025-01-03", type: "Sale", quantity: 1, cost: "9" });
    book.apply(back, back, sold, 1);
    book.sell("2025-01-04", back, 1, "-9");
    book.buy("2025-01-20", 1, "10");
    book.buy("2025-01-21", 1, "10");
    const days = entriesOf(await shadowOf("fifo", book)).map((text) => /on (\S+),/.exec(text)?.[1]);
    expect(days).toEqual(["2025-01-20", "2025-01-20", "2025-01-20", "2025-01-20", "2025-01-21"]);
  });
});
