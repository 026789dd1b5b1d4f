/** The two figures of costing: UNITCOST rounds as unit costs do, SHADOWVALUE is what Shadow Costing says. */
import { Figures } from "../../../src/engine/figures/figures";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { parseDay } from "../../../src/engine/values/day";
import { jsonSource } from "../../../src/workbook/file/json";
import { PostingBook, type BookRow } from "../../support/posting-book";

const WORK_DATE = parseDay("2025-04-30") as number;

async function ask(book: PostingBook, name: string, ...args: unknown[]): Promise<unknown> {
  const figures = new Figures(await readLedgers(jsonSource(book.workbook)));
  const [answer] = await figures.evaluate([{ function: name, args }], WORK_DATE);
  return answer && "value" in answer ? answer.value : answer;
}

describe("UNITCOST", () => {
  const at = (location: string): BookRow => ({
    "Location Code": location,
    "Item Ledger Entry Type": "Purchase",
    "Cost Amount (Expected)": "0",
    "Cost Posted to G/L": "0",
    "Expected Cost Posted to G/L": "0",
  });
  const stock = (quantity: number, cost: string): PostingBook => {
    const book = new PostingBook();
    book.buy("2025-01-10", quantity, cost, { value: at("EAST") });
    return book;
  };

  test.each([
    [3, "1", 0.33333],
    [3, "2", 0.66667],
    [4, "0.00006", 0.00002],
    [2, "-0.00001", -0.00001],
    [-2, "0.00001", -0.00001],
    [7, "7", 1],
  ])("%d for %s is %d, half away from zero", async (quantity, cost, unitCost) => {
    expect(await ask(stock(quantity, cost), "UNITCOST", "A", null, null)).toBe(unitCost);
  });

  test("counts expected cost and quantity, up to the end of the day, of one location when asked", async () => {
    const book = stock(2, "10");
    book.buy("2025-01-11", 2, "0", {
      value: {
        ...at("WEST"),
        "Invoiced Quantity": "0",
        "Cost Amount (Expected)": "30",
        "Expected Cost": true,
      },
    });
    expect(await ask(book, "UNITCOST", "a", null, null)).toBe(10);
    expect(await ask(book, "UNITCOST", "A", "2025-01-10", null)).toBe(5);
    expect(await ask(book, "UNITCOST", "A", null, "WEST")).toBe(15);
    expect(await ask(book, "UNITCOST", "A", "2025-01-10", "WEST")).toMatchObject({ error: "notAvailable" });
    expect(await ask(book, "UNITCOST", "A", "2025-01-09", null)).toMatchObject({ error: "notAvailable" });
  });
});

describe("SHADOWVALUE", () => {
  const traded = (): PostingBook => {
    const book = new PostingBook();
    Object.assign(book.items[0] as BookRow, { "Standard Cost": "25" });
    book.items.push({ "No.": "KEPT", "Costing Method": "FIFO", "Excluded from Cost Adjustment": true });
    const first = book.buy("2025-01-01", 1, "10");
    book.buy("2025-01-02", 1, "30");
    book.sell("2025-02-03", first, 1, "-10");
    book.buy("2025-01-01", 1, "7", { item: "KEPT" });
    return book;
  };

  test.each([
    ["FIFO", null, 30],
    ["lifo", null, 10],
    ["Average", null, 20],
    ["Standard", null, 25],
    ["LIFO", "2025-01-31", 40],
    ["Average", "2025-01-01", 10],
    ["FIFO", "2024-12-31", 0],
  ])("%s on %s is %d", async (method, asOf, value) => {
    expect(await ask(traded(), "SHADOWVALUE", "A", method, asOf)).toBe(value);
  });

  test.each([
    [["KEPT", "FIFO", null], 0],
    [["A|KEPT", "FIFO", null], { error: "notAvailable" }],
    [["NONE", "FIFO", null], { error: "notAvailable", message: expect.stringContaining("NONE") as string }],
    [
      ["A", "Specific", null],
      { error: "invalidValue", message: expect.stringContaining("FIFO, LIFO") as string },
    ],
    [["A", "", null], { error: "invalidValue" }],
    [["", "FIFO", null], { error: "invalidValue" }],
    [["A", "FIFO", "soon"], { error: "invalidValue" }],
  ])("%j", async (args, answer) => {
    const found = await ask(traded(), "SHADOWVALUE", ...args);
    if (typeof answer === "number") expect(found).toBe(answer);
    else expect(found).toMatchObject(answer);
  });

  test("an item without a standard cost is named", async () => {
    const book = traded();
    book.buy("2025-01-01", 1, "1", { item: "B" });
    book.items.push({ "No.": "B", "Costing Method": "FIFO" });
    expect(await ask(book, "SHADOWVALUE", "A", "Standard", null)).toMatchObject({
      error: "notAvailable",
      message: expect.stringContaining("Item B has no standard cost") as string,
    });
  });
});
