/** Units and slots of average cost, what flows back within a unit, and what an issue before a revaluation point sees. */
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import { deriveFacts } from "../../../src/engine/costing/entry-facts";
import { collectUnits, type AverageUnits } from "../../../src/engine/costing/average-units";
import type { CostLedger } from "../../../src/engine/costing/cost-ledger";
import { readCostPeriods } from "../../../src/engine/costing/periods";
import { readCostLedger } from "../../../src/engine/costing/read-cost-ledger";
import { dayText } from "../../../src/engine/values/day";
import { decimalText } from "../../../src/engine/values/decimal";
import { readForCosting } from "../../support/fixed-cost-ledgers";
import { PostingBook, type BookRow } from "../../support/posting-book";

const AVERAGED = { "Valued By Average Cost": true };
const PLACES: Readonly<Record<string, BookRow>> = {
  E: { "Location Code": "EAST" },
  W: { "Location Code": "WEST" },
  B: { "Location Code": "EAST", "Variant Code": "BLUE" },
};

/** Sells by average, without cost application. */
function average(book: PostingBook, date: string, from: number, quantity: number, more: object = {}): number {
  const no = book.post({ date, quantity: -quantity, cost: String(-quantity), value: AVERAGED, ...more });
  book.apply(no, from, no, -quantity, { "Cost Application": false });
  return no;
}

async function unitsOf(book: PostingBook): Promise<{ units: AverageUnits; ledger: CostLedger }> {
  const ledgers = await readForCosting(book.workbook);
  const { ledger } = readCostLedger(ledgers, 2);
  return { ledger, units: collectUnits(ledger, deriveFacts(ledger), readCostPeriods(ledgers)) };
}

/** Units in their order: "item from to place group: entry quantity cost average home …". */
function textsOf(units: AverageUnits, ledger: CostLedger): readonly string[] {
  expect(units.slotStart.at(-1)).toBe(units.slotUnit.length);
  expect(units.itemStart.at(-1)).toBe(units.count);
  return Array.from({ length: units.count }, (_, u) => {
    const period = units.periods[units.period[u] as number];
    const item = units.item[u] as number;
    expect(u).toBeGreaterThanOrEqual(units.itemStart[item] as number);
    expect(u).toBeLessThan(units.itemStart[item + 1] as number);
    const slots: string[] = [];
    for (let slot = units.slotStart[u] as number; slot < (units.slotStart[u + 1] as number); slot += 1) {
      expect(units.slotUnit[slot]).toBe(u);
      const e = units.slotEntry[slot] as number;
      slots.push(
        [
          ledger.entries.no[e],
          decimalText(units.slotQuantity.big(slot), ledger.quantityScale),
          decimalText(units.slotCost.big(slot), ledger.moneyScale),
          ...(units.slotAverage[slot] === 1 ? ["averaged"] : []),
          ...(units.homeSlot[e] === slot && units.homeUnit[e] === u ? ["home"] : []),
        ].join(" "),
      );
    }
    const place = units.place[u] as number;
    const head = [
      ledger.items.no[item],
      dayText(period?.start ?? 0),
      dayText(period?.end ?? 0),
      ...(place < 0 ? [] : [`place ${String(place)}`]),
      `group ${String(units.group[u])}`,
    ];
    return `${head.join(" ")}: ${slots.join(", ")}`;
  });
}

describe("units", () => {
  /** Items B and A, on three places, over two months; B has no average issue, C is FIFO. */
  function bookOf(calcType: string): PostingBook {
    const book = new PostingBook("Average", "B");
    book.items.push({ "No.": "A", "Costing Method": "Average" }, { "No.": "C", "Costing Method": "FIFO" });
    book.more["Inventory Setup"] = [{ "Average Cost Period": "Month", "Average Cost Calc. Type": calcType }];
    const buy = (date: string, place: string, item: string, cost: string): number =>
      book.buy(date, 4, cost, { item, entry: PLACES[place] as BookRow });
    buy("2025-02-03", "W", "A", "40");
    buy("2025-01-02", "B", "A", "20");
    buy("2025-01-03", "E", "A", "24");
    buy("2025-01-03", "E", "B", "50");
    buy("2025-01-03", "E", "C", "50");
    average(book, "2025-02-20", 1, 1, { item: "A", entry: PLACES.W });
    average(book, "2025-01-20", 3, 2, { item: "A", entry: PLACES.E });
    book.value(3, {
      "Item Charge No.": "F",
      "Cost Amount (Actual)": "3",
      "Cost Amount (Expected)": "1",
      "Valuation Date": "2025-01-31",
    });
    book.value(3, {
      "Entry Type": "Revaluation",
      "Cost Amount (Actual)": "5",
      "Valuation Date": "2025-02-01",
    });
    book.sell("2025-02-21", 5, 1, "-9", { item: "C", entry: PLACES.E as BookRow, value: AVERAGED });
    return book;
  }

  test("by item: items by number, periods by date, slots by entry; a revaluation stands in its own month", async () => {
    const { units, ledger } = await unitsOf(bookOf("Item"));
    expect(textsOf(units, ledger)).toEqual([
      "A 2025-01-01 2025-01-31 group 0: 2 4 20 home, 3 4 28 home, 7 -2 -2 averaged home",
      "A 2025-02-01 2025-02-28 group 0: 1 4 40 home, 3 0 5, 6 -1 -1 averaged home",
    ]);
    expect([...units.mixed]).toEqual([0, 0, 0]);
    expect(units.groupCount).toBe(1);
    expect([3, 4, 7].map((e) => [units.homeSlot[e], units.homeUnit[e]])).toEqual([
      [-1, -1],
      [-1, -1],
      [-1, -1],
    ]);
    expect([...units.valueSlot.slice(0, ledger.values.count)]).toEqual([3, 0, 1, 1, 4, -1, -1, 5, 2, -1]);
  });

  test("by place: variant before location, each a group", async () => {
    const { units, ledger } = await unitsOf(bookOf("Item & Location & Variant"));
    // Places are numbered as entries name them: WEST 0, EAST with variant BLUE 1, EAST 2.
    expect(textsOf(units, ledger)).toEqual([
      "A 2025-01-01 2025-01-31 place 2 group 0: 3 4 28 home, 7 -2 -2 averaged home",
      "A 2025-01-01 2025-01-31 place 1 group 1: 2 4 20 home",
      "A 2025-02-01 2025-02-28 place 2 group 0: 3 0 5",
      "A 2025-02-01 2025-02-28 place 0 group 2: 1 4 40 home, 6 -1 -1 averaged home",
    ]);
    expect(units.groupCount).toBe(3);
  });

  test("an item whose calculation type changes is one group; one that skips the change is mixed as well", async () => {
    const byPlace = "Item & Location & Variant";
    const years = (...types: readonly string[]): BookRow[] =>
      types.map((type, at) => ({
        "Starting Date": `${String(2023 + at)}-01-01`,
        "New Fiscal Year": true,
        "Average Cost Calc. Type": type,
      }));
    const mixed = async (
      days: readonly string[],
      ...types: readonly string[]
    ): Promise<readonly unknown[]> => {
      const book = new PostingBook("Average");
      book.more["Accounting Periods"] = years(...types);
      days.forEach((date, at) =>
        book.buy(date, 1, "10", { entry: PLACES[at % 2 === 0 ? "E" : "W"] as BookRow }),
      );
      average(book, days.at(-1) as string, 1, 1, { entry: PLACES.E });
      const { units } = await unitsOf(book);
      return [units.mixed[0], units.groupCount];
    };
    expect(await mixed(["2023-05-01", "2023-06-01"], byPlace, byPlace)).toEqual([0, 2]);
    expect(await mixed(["2023-05-01", "2024-06-01"], "Item", "Item")).toEqual([0, 1]);
    expect(await mixed(["2023-05-01", "2024-06-01"], "Item", byPlace)).toEqual([1, 1]);
    // By place in 2023 and again in 2025, by item in between: the type is the same, the day of the change is not.
    expect(await mixed(["2023-05-01", "2025-06-01"], byPlace, "Item", byPlace)).toEqual([1, 1]);
  });

  test("the refusal names the first issue whose period is not set", async () => {
    const book = new PostingBook("Average");
    book.more["Inventory Setup"] = [{ "Average Cost Period": "" }];
    book.buy("2025-01-03", 4, "40");
    average(book, "2025-03-20", 1, 1);
    average(book, "2025-02-20", 1, 1);
    await expect(unitsOf(book)).rejects.toMatchObject({
      code: "AVERAGE_COST_PERIOD_BLANK",
      details: { date: "2025-03-20" },
    });
  });
});

test("an issue is averaged once, in its own month, though it has a value entry in another", async () => {
  const book = new PostingBook("Average");
  book.buy("2025-01-03", 4, "40");
  const sold = average(book, "2025-01-20", 1, 1);
  book.value(sold, { "Item Charge No.": "F", "Cost Amount (Actual)": "-2", "Posting Date": "2025-02-02" });
  book.buy("2025-02-03", 4, "80");
  for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  const { costing } = computeAdjustment(await readForCosting(book.workbook)).adjusted;
  expect(decimalText(costing.actualAfter(sold - 1), 2)).toBe("-10");
});

describe("what flows back", () => {
  const ORDER = { "Order Type": "Production", "Order No.": "P1", "Order Line No.": 10000 };
  /** Flows of all units: "issue own: entries downstream". */
  async function flowsOf(book: PostingBook): Promise<readonly string[]> {
    for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
    const { adjusted } = computeAdjustment(await readForCosting(book.workbook));
    const { units, average: costs, costing } = adjusted;
    const { no } = costing.ledger.entries;
    const found: string[] = [];
    for (let u = 0; u < units.count; u += 1) {
      expect(costs.flows.of(u)).toBe(costs.flows.of(u));
      for (const [e, { own, slots }] of costs.flows.of(u)) {
        const entries = Array.from(slots, (slot) => no[units.slotEntry[slot] as number]);
        found.push(`${String(no[e])} ${own ? "own" : "none of its own"}: ${entries.join(" ")}`);
      }
    }
    return found;
  }
  const arrive = (
    book: PostingBook,
    date: string,
    from: number,
    quantity: number,
    type: string,
    entry: BookRow,
  ): number => {
    const no = book.post({ date, type, quantity, cost: "1", entry });
    book.apply(no, no, from, quantity);
    return no;
  };
  const by = (calcType: string): PostingBook => {
    const book = new PostingBook("Average");
    book.more["Inventory Setup"] = [{ "Average Cost Period": "Month", "Average Cost Calc. Type": calcType }];
    return book;
  };

  test("a sale without return has none; a return within the period is its own, with what is sold of it by application", async () => {
    const book = by("Item");
    book.buy("2025-01-01", 5, "50", { entry: PLACES.E as BookRow });
    average(book, "2025-01-02", 1, 1, { entry: PLACES.E });
    const sold = average(book, "2025-01-03", 1, 2, { entry: PLACES.E });
    const back = arrive(book, "2025-01-04", sold, 2, "Sale", PLACES.E as BookRow);
    const again = book.sell("2025-01-05", back, 1, "-1", {
      entry: { ...PLACES.E, "Applies-to Entry": back },
    });
    const twice = arrive(book, "2025-01-06", again, 1, "Sale", PLACES.E as BookRow);
    expect(await flowsOf(book)).toEqual([`${sold} own: ${back} ${again} ${twice}`]);
  });

  test("a return of a later period is not seen, one on the last day is", async () => {
    const returned = async (date: string): Promise<readonly string[]> => {
      const book = by("Item");
      book.buy("2025-01-01", 5, "50");
      const sold = average(book, "2025-01-03", 1, 2);
      arrive(book, date, sold, 2, "Sale", {});
      return flowsOf(book);
    };
    expect(await returned("2025-01-31")).toEqual(["2 own: 3"]);
    expect(await returned("2025-02-01")).toEqual([]);
  });

  test("by place, what comes back elsewhere is downstream of nothing here, until it is moved back", async () => {
    const book = by("Item & Location & Variant");
    book.buy("2025-01-01", 5, "50", { entry: PLACES.E as BookRow });
    book.buy("2025-01-01", 5, "50", { entry: PLACES.W as BookRow });
    const out = average(book, "2025-01-03", 1, 2, { type: "Transfer", entry: PLACES.E });
    const there = arrive(book, "2025-01-03", out, 2, "Transfer", PLACES.W as BookRow);
    expect(await flowsOf(book)).toEqual([]);
    const backOut = average(book, "2025-01-04", there, 1, { type: "Transfer", entry: PLACES.W });
    arrive(book, "2025-01-04", backOut, 1, "Transfer", PLACES.E as BookRow);
    // Goods are followed along applications, whether or not they carry cost.
    expect(await flowsOf(book)).toEqual(["3 own: 6"]);
  });

  test("an order that puts out what it consumes leads back; other consumption of the item shares its walk", async () => {
    const book = by("Item");
    book.buy("2025-01-01", 9, "90");
    const used = average(book, "2025-01-02", 1, 1, { type: "Consumption", entry: ORDER });
    const output = {
      type: "Output",
      entry: { ...ORDER, "Invoiced Quantity": "0" },
      value: { "Expected Cost": true, "Invoiced Quantity": "0" },
    };
    book.buy("2025-01-03", 1, "0", output);
    const other = average(book, "2025-01-04", 1, 1, {
      type: "Consumption",
      entry: { ...ORDER, "Order No.": "P2" },
    });
    average(book, "2025-01-05", 1, 1, { type: "Consumption" });
    average(book, "2025-01-05", 1, 1);
    book.more["Production Orders"] = [{ Status: "Finished", "No.": "P1" }];
    expect(await flowsOf(book)).toEqual([`${used} own: 3`, `${other} own: 3`, "5 own: 3"]);
  });

  test("an order that puts out something else leads nowhere", async () => {
    const book = by("Item");
    book.items.push({ "No.": "BIKE", "Costing Method": "Average" });
    book.buy("2025-01-01", 9, "90");
    average(book, "2025-01-02", 1, 1, { type: "Consumption", entry: ORDER });
    book.buy("2025-01-03", 1, "0", { item: "BIKE", type: "Output", entry: ORDER });
    average(book, "2025-01-04", 3, 1, { item: "BIKE" });
    expect(await flowsOf(book)).toEqual([]);
  });

  test("items that consume each other lead back over two orders, and not when an output comes after the period", async () => {
    const circle = async (last: string): Promise<readonly string[]> => {
      const book = by("Item");
      book.items.push(
        { "No.": "B", "Costing Method": "Average" },
        { "No.": "X", "Costing Method": "Average" },
      );
      book.buy("2025-01-01", 9, "90");
      book.buy("2025-01-01", 9, "90", { item: "X" });
      average(book, "2025-01-02", 1, 1, { type: "Consumption", entry: ORDER });
      average(book, "2025-01-02", 2, 1, { item: "X", type: "Consumption", entry: ORDER });
      book.buy("2025-01-03", 1, "9", { item: "B", type: "Output", entry: ORDER });
      const second = { ...ORDER, "Order No.": "P2" };
      average(book, "2025-01-04", 5, 1, { item: "B", type: "Consumption", entry: second });
      book.buy(last, 1, "9", { type: "Output", entry: second });
      return flowsOf(book);
    };
    // From the consumption of A to the output of B, its own consumption, and the output of A.
    expect([await circle("2025-01-31"), await circle("2025-02-01")]).toEqual([["3 own: 7"], []]);
  });
});
