/** Finished orders: whose rates and standards count, which capacity belongs to them, how the outputs share the usage. */
import { PostingBook, type BookRow } from "../../support/posting-book";
import { runOn, type AnyResult } from "../../support/run-report";

type List = readonly Readonly<Record<string, unknown>>[];
const list = (result: AnyResult, name: string): List => (result[name] ?? []) as List;
const LINE = { "Order Type": "Production", "Order No.": "P1", "Order Line No.": 10000 };
const EXPECTED = { "Invoiced Quantity": "0", "Cost Amount (Expected)": "1", "Expected Cost": true };

interface Options {
  /** Fields of the product's item card. */
  readonly item?: BookRow;
  /** Row of Inventory Adjmt. Entry Orders. */
  readonly setup?: BookRow;
  readonly finished?: boolean;
  readonly outputs?: readonly number[];
  readonly order?: BookRow;
}

/** 10 pieces of RAW for 100.00 are consumed; outputs of BIKE, one piece each unless said. */
function book({ item = {}, setup, finished = true, outputs = [1], order = LINE }: Options = {}): PostingBook {
  const made = new PostingBook("FIFO", "RAW");
  made.items.push({ "No.": "BIKE", "Costing Method": "FIFO", ...item });
  const isAssembly = order["Order Type"] === "Assembly";
  const raw = made.buy("2025-01-01", 10, "100");
  made.sell("2025-01-02", raw, 10, "-100", {
    type: isAssembly ? "Assembly Consumption" : "Consumption",
    entry: order,
  });
  let first = 0;
  for (const quantity of outputs) {
    const entry = { ...order, "Invoiced Quantity": "0" };
    const type = isAssembly ? "Assembly Output" : "Output";
    if (quantity > 0) {
      const no = made.buy("2025-01-03", quantity, "0", { item: "BIKE", type, entry, value: EXPECTED });
      first ||= no;
    } else {
      const undone = { ...entry, "Applies-to Entry": first };
      made.sell("2025-01-03", first, -quantity, "0", { item: "BIKE", type, entry: undone, value: EXPECTED });
    }
  }
  for (const row of made.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  if (finished) made.more["Production Orders"] = [{ Status: "Finished", "No.": "P1" }];
  if (setup) made.more["Inventory Adjmt. Entry Orders"] = [{ ...order, ...setup }];
  return made;
}

function addCapacity(
  made: PostingBook,
  no: number,
  fields: BookRow,
  values: readonly (readonly [string, string])[],
): void {
  (made.more["Capacity Ledger Entries"] ??= []).push({ "Entry No.": no, ...LINE, ...fields });
  for (const [type, cost] of values) {
    made.values.push({
      "Entry No.": made.values.length + 1,
      "Item No.": "BIKE",
      "Item Ledger Entry No.": 0,
      "Posting Date": "2025-01-03",
      "Capacity Ledger Entry No.": no,
      "Entry Type": type,
      "Cost Amount (Actual)": cost,
      Inventoriable: false,
    });
  }
}

const orderOf = async (made: PostingBook): Promise<Readonly<Record<string, unknown>> | undefined> =>
  list((await runOn("adjust-cost", made.workbook)).result, "orders")[0];

/** Proposed rows of outputs as "entry type variance: amount". */
const proposed = async (made: PostingBook): Promise<readonly string[]> => {
  const { result } = await runOn("adjust-cost", made.workbook, { mode: "propose", itemFilter: "BIKE" });
  return list(result, "proposals").map(
    (row) =>
      `${String(row.itemLedgerEntryNo)} ${[row.entryType, row.varianceType].filter(Boolean).join(" ")}: ${String(row.costAmountActual)}`,
  );
};

describe("rates", () => {
  const item = { "Indirect Cost %": "10", "Overhead Rate": "2" };
  test.each<[string, BookRow | undefined, string]>([
    ["the item's where there is no row", undefined, "12"],
    ["the item's where the cells are empty", { "Indirect Cost %": "", "Overhead Rate": "" }, "12"],
    ["the row's where they are filled", { "Indirect Cost %": "3", "Overhead Rate": "0.5" }, "3.5"],
    ["0 in the row is filled", { "Indirect Cost %": "0", "Overhead Rate": "0" }, "0"],
    ["each on its own", { "Indirect Cost %": "0" }, "2"],
  ])("%s", async (_, setup, overhead) => {
    expect(await orderOf(book({ item, ...(setup ? { setup } : {}) }))).toMatchObject({
      status: "to-adjust",
      materialCost: "100",
      manufacturingOverhead: overhead,
    });
  });

  test("the overhead rate counts per piece of the net output, the percentage on all four costs", async () => {
    const made = book({ item, outputs: [5, -2] });
    addCapacity(made, 1, {}, [
      ["Direct Cost", "20"],
      ["Indirect Cost", "4"],
    ]);
    addCapacity(made, 2, { Subcontracting: true }, [["", "6"]]);
    expect(await orderOf(made)).toMatchObject({
      outputQuantity: "3",
      capacityCost: "20",
      subcontractedCost: "6",
      capacityOverhead: "4",
      manufacturingOverhead: "19",
    });
  });
});

describe("finished", () => {
  test.each<[string, boolean, BookRow | undefined, string]>([
    ["as Production Orders says", true, undefined, "to-adjust"],
    ["no row says so", false, undefined, "not-finished"],
    ["Is Finished beats it", true, { "Is Finished": false }, "not-finished"],
    ["Is Finished alone", false, { "Is Finished": true }, "to-adjust"],
    ["an empty Is Finished says nothing", true, { "Is Finished": "" }, "to-adjust"],
  ])("%s", async (_, finished, setup, status) => {
    expect((await orderOf(book({ finished, ...(setup ? { setup } : {}) })))?.status).toBe(status);
  });

  test("any row of status Finished counts; an assembly order is always finished", async () => {
    const made = book({ finished: false });
    made.more["Production Orders"] = [
      { Status: "Released", "No.": "P1" },
      { Status: "Finished", "No.": "P1" },
    ];
    expect((await orderOf(made))?.status).toBe("to-adjust");
    const assembly = book({ finished: false, order: { "Order Type": "Assembly", "Order No.": "A1" } });
    expect(await orderOf(assembly)).toMatchObject({
      orderType: "Assembly",
      status: "to-adjust",
      materialCost: "100",
    });
  });

  test("the row of another line says nothing of this one", async () => {
    expect((await orderOf(book({ setup: { "Order Line No.": 20000, "Is Finished": false } })))?.status).toBe(
      "to-adjust",
    );
  });
});

test("capacity of another line, another order or no order does not count, nor do variances of capacity", async () => {
  const made = book();
  addCapacity(made, 1, {}, [
    ["Direct Cost", "7"],
    ["Variance", "99"],
    ["Revaluation", "99"],
  ]);
  addCapacity(made, 2, { "Order Line No.": 20000 }, [["Direct Cost", "99"]]);
  addCapacity(made, 3, { "Order No.": "P2" }, [["Direct Cost", "99"]]);
  addCapacity(made, 4, { "Order Type": "" }, [["Direct Cost", "99"]]);
  expect(await orderOf(made)).toMatchObject({
    capacityCost: "7",
    subcontractedCost: "0",
    capacityOverhead: "0",
  });
});

describe("standard cost", () => {
  const item = {
    "Costing Method": "Standard",
    "Standard Cost": "120",
    "Single-Level Material Cost": "90",
    "Single-Level Capacity Cost": "30",
  };

  test("the shares of the card give the variances", async () => {
    expect(await proposed(book({ item }))).toEqual([
      "3 Direct Cost: 100",
      "3 Variance Material: -10",
      "3 Variance Capacity: 30",
    ]);
  });

  test("without shares the standard cost is material", async () => {
    const card = { "Costing Method": "Standard", "Standard Cost": "120" };
    expect(await proposed(book({ item: card }))).toEqual(["3 Direct Cost: 100", "3 Variance Material: 20"]);
  });

  test("a completely invoiced order keeps the shares of its first invoicing, others take the card's", async () => {
    const frozen = { "Single-Level Material Cost": "70", "Single-Level Subcontrd. Cost": "5" };
    expect(await proposed(book({ item, setup: { ...frozen, "Completely Invoiced": true } }))).toEqual([
      "3 Direct Cost: 100",
      "3 Variance Material: -30",
      "3 Variance Subcontracted: 5",
    ]);
    expect(await proposed(book({ item, setup: { ...frozen, "Completely Invoiced": false } }))).toEqual([
      "3 Direct Cost: 100",
      "3 Variance Material: -10",
      "3 Variance Capacity: 30",
    ]);
  });

  test("an assembly order's manufacturing overhead is worked out from the standard shares, not taken from the card", async () => {
    const card = { ...item, "Indirect Cost %": "10", "Single-Level Mfg. Ovhd Cost": "1" };
    const order = { "Order Type": "Assembly", "Order No.": "A1" };
    // Used: 100.00 and 10 % of it. Standard: 90 + 30 and 10 % of that.
    expect(await proposed(book({ item: card, order }))).toEqual([
      "3 Direct Cost: 100",
      "3 Indirect Cost: 10",
      "3 Variance Material: -10",
      "3 Variance Capacity: 30",
      "3 Variance Manufacturing Overhead: 2",
    ]);
    expect(await proposed(book({ item: card }))).toContain("3 Variance Manufacturing Overhead: -9");
  });

  test("shares per piece are rounded in turn, the rest of a rounding goes on to the next share", async () => {
    const card = {
      "Costing Method": "Standard",
      "Single-Level Material Cost": "33.333",
      "Single-Level Capacity Cost": "0.333",
      "Single-Level Cap. Ovhd Cost": "0.339",
    };
    expect(await proposed(book({ item: card, outputs: [1] }))).toEqual([
      "3 Direct Cost: 100",
      "3 Variance Material: -66.67",
      "3 Variance Capacity: 0.34",
      "3 Variance Capacity Overhead: 0.34",
    ]);
  });
});

describe("spreading over outputs", () => {
  test("by quantity in turn, the last one takes what is left", async () => {
    const made = book({ outputs: [1, 1, 1], item: { "Indirect Cost %": "1" } });
    expect(await proposed(made)).toEqual([
      "3 Direct Cost: 33.33",
      "3 Indirect Cost: 0.34",
      "4 Direct Cost: 33.34",
      "4 Indirect Cost: 0.33",
      "5 Direct Cost: 33.33",
      "5 Indirect Cost: 0.33",
    ]);
  });

  test("negative outputs take their part of the gross out again", async () => {
    expect(await proposed(book({ outputs: [5, -1] }))).toEqual(["3 Direct Cost: 125", "4 Direct Cost: -25"]);
  });

  test("what an output has already counts; charges and revaluations stay on top", async () => {
    const made = book();
    made.value(3, {
      "Valued Quantity": "1",
      "Invoiced Quantity": "1",
      "Cost Amount (Actual)": "60",
      "Cost Amount (Expected)": "-1",
    });
    made.value(3, { "Entry Type": "Indirect Cost", "Valued Quantity": "1", "Cost Amount (Actual)": "2" });
    made.value(3, { "Entry Type": "Variance", "Valued Quantity": "1", "Cost Amount (Actual)": "3" });
    made.value(3, { "Item Charge No.": "F", "Valued Quantity": "1", "Cost Amount (Actual)": "4" });
    made.value(3, { "Entry Type": "Revaluation", "Valued Quantity": "1", "Cost Amount (Actual)": "5" });
    (made.entries[2] as BookRow)["Invoiced Quantity"] = "1";
    expect(await proposed(made)).toEqual([
      "3 Direct Cost: 40",
      "3 Indirect Cost: -2",
      "3 Variance Material: -3",
    ]);
    const { result } = await runOn("adjust-cost", made.workbook);
    expect(list(result, "differences")).toMatchObject([
      { costActual: "74", targetActual: "109", targetExpected: "0" },
    ]);
  });

  test("rows of a run that invoices are no adjustments; later ones are for assembly alone", async () => {
    const rows = async (made: PostingBook): Promise<List> =>
      list(
        (await runOn("adjust-cost", made.workbook, { mode: "propose", itemFilter: "BIKE" })).result,
        "proposals",
      );
    expect(await rows(book())).toMatchObject([
      {
        adjustment: false,
        invoicedQuantity: "1",
        costAmountExpected: "-1",
        appliesToEntry: 0,
        reason: "order",
      },
    ]);
    for (const [order, adjustment] of [
      [LINE, false],
      [{ "Order Type": "Assembly", "Order No.": "A1" }, true],
    ] as const) {
      const made = book({ order });
      made.value(3, {
        "Valued Quantity": "1",
        "Invoiced Quantity": "1",
        "Cost Amount (Actual)": "60",
        "Cost Amount (Expected)": "-1",
      });
      (made.entries[2] as BookRow)["Invoiced Quantity"] = "1";
      expect(await rows(made)).toMatchObject([
        { adjustment, invoicedQuantity: "0", costAmountActual: "40", costAmountExpected: "0" },
      ]);
    }
  });
});

test("a returned component takes its cost off again, a revaluation of it does not count", async () => {
  const made = book();
  const back = made.post({
    item: "RAW",
    date: "2025-01-02",
    type: "Consumption",
    quantity: 2,
    cost: "20",
    entry: { ...LINE, "Invoiced Quantity": "2" },
  });
  made.apply(back, back, 2, 2);
  made.value(back, { "Entry Type": "Revaluation", "Valued Quantity": "2", "Cost Amount (Actual)": "9" });
  expect(await orderOf(made)).toMatchObject({ materialCost: "80" });
});
