/** Explanations of Adjust Cost: for every entry the sources that its cost is made of, and the sheet that shows them. */
import type { LayoutContext } from "../../../src/engine/report";
import type { AdjustCostResult, CostExplanation } from "../../../src/engine/reports/adjust-cost/result";
import { randomCostLedger } from "../../support/cost-ledgers";
import { TwinDecimal } from "../../support/cost-twin";
import { PostingBook } from "../../support/posting-book";
import { runAndCheck } from "../../support/run-report";

/** RAW is consumed, BIKE put out in two parts with capacity and overhead, one part sold, moved, and brought back. */
function produced(): PostingBook {
  const book = new PostingBook("FIFO", "RAW");
  book.items.push({ "No.": "BIKE", "Costing Method": "FIFO", "Indirect Cost %": "10" });
  const order = { "Order Type": "Production", "Order No.": "P7", "Order Line No.": 20000 };
  const expected = {
    "Invoiced Quantity": "0",
    "Cost Amount (Expected)": "50",
    "Expected Cost": true,
  };
  const raw = book.buy("2025-01-01", 10, "100");
  const used = book.sell("2025-01-02", raw, 6, "-1", { type: "Consumption", entry: order });
  const back = book.post({
    date: "2025-01-02",
    type: "Consumption",
    quantity: 1,
    cost: "1",
    entry: order,
  });
  book.apply(back, back, used, 1);
  const output = {
    item: "BIKE",
    type: "Output",
    entry: { ...order, "Invoiced Quantity": "0" },
    value: expected,
  };
  const first = book.buy("2025-01-03", 3, "0", output);
  book.buy("2025-01-03", 1, "0", output);
  const sold = book.sell("2025-01-04", first, 2, "-1", { item: "BIKE" });
  const returned = book.post({ item: "BIKE", date: "2025-01-05", type: "Sale", quantity: 1, cost: "1" });
  book.apply(returned, returned, sold, 1);
  for (const row of book.entries) row["Invoiced Quantity"] ??= row.Quantity as string;
  book.more["Production Orders"] = [{ Status: "Finished", "No.": "P7" }];
  const capacity = { "Order Type": "Production", "Order No.": "P7", "Order Line No.": 20000 };
  book.more["Capacity Ledger Entries"] = [
    { "Entry No.": 1, ...capacity },
    { "Entry No.": 2, ...capacity, Subcontracting: true },
  ];
  for (const [entry, type, cost] of [
    [1, "Direct Cost", "8"],
    [1, "Indirect Cost", "2"],
    [2, "Direct Cost", "5"],
  ] as const) {
    book.values.push({
      "Entry No.": book.values.length + 1,
      "Item No.": "BIKE",
      "Item Ledger Entry No.": 0,
      "Posting Date": "2025-01-03",
      "Capacity Ledger Entry No.": entry,
      "Entry Type": type,
      "Cost Amount (Actual)": cost,
      Inventoriable: false,
    });
  }
  return book;
}

const explained = async (book: PostingBook): Promise<readonly CostExplanation[]> => {
  const explain = book.entries.map((row) => row["Entry No."]);
  const { result } = await runAndCheck("adjust-cost", book.workbook, { explain });
  return (result as unknown as AdjustCostResult).explanations ?? [];
};

test("entries are explained by number, each once, and so are their sources, whatever the order of rows and numbers", async () => {
  const book = new PostingBook("FIFO");
  const first = book.buy("2025-01-01", 1, "10");
  const second = book.buy("2025-01-02", 1, "20");
  const sold = book.post({ date: "2025-01-03", quantity: -2, cost: "-1" });
  book.apply(sold, second, sold, -1);
  book.apply(sold, first, sold, -1);
  const { result } = await runAndCheck("adjust-cost", book.workbook, { explain: [sold, first, sold] });
  expect((result as unknown as AdjustCostResult).explanations).toMatchObject([
    { entryNo: first, target: "10" },
    {
      entryNo: sold,
      target: "-30",
      sources: [
        { entryNo: first, quantity: "-1", amount: "-10" },
        { entryNo: second, quantity: "-1", amount: "-20" },
      ],
    },
  ]);
});

test("a chain through an order: each entry names where its cost comes from", async () => {
  const found = await explained(produced());
  // 5 pieces of RAW at 10.00, capacity 8 + 5 + 2, overhead 10 % of 65.00: 71.50 for 4.
  const order = {
    orderNo: "P7",
    orderLineNo: 20000,
    outputQuantity: "4",
    consumption: [
      { entryNo: 2, quantity: "-6", amount: "60" },
      { entryNo: 3, quantity: "1", amount: "-10" },
    ],
    capacityCost: "8",
    subcontractedCost: "5",
    capacityOverhead: "2",
    manufacturingOverhead: "6.5",
  };
  expect(found).toEqual([
    { entryNo: 1, valuedBy: "own", quantity: "10", target: "100", sources: [] },
    {
      entryNo: 2,
      valuedBy: "application",
      quantity: "-6",
      target: "-60",
      sources: [{ entryNo: 1, quantity: "-6", amount: "-60" }],
    },
    {
      entryNo: 3,
      valuedBy: "reversal",
      quantity: "1",
      target: "10",
      sources: [{ entryNo: 2, quantity: "1", amount: "10" }],
    },
    { entryNo: 4, valuedBy: "order", quantity: "3", target: "53.63", sources: [], order },
    { entryNo: 5, valuedBy: "order", quantity: "1", target: "17.87", sources: [], order },
    {
      entryNo: 6,
      valuedBy: "application",
      quantity: "-2",
      target: "-35.75",
      sources: [{ entryNo: 4, quantity: "-2", amount: "-35.75" }],
    },
    {
      entryNo: 7,
      valuedBy: "reversal",
      quantity: "1",
      target: "17.88",
      sources: [{ entryNo: 6, quantity: "1", amount: "17.88" }],
    },
  ]);
});

test("the sheet lists components and other costs of an order over their sum", async () => {
  const book = produced();
  const { run, result } = await runAndCheck("adjust-cost", book.workbook, { explain: [4] });
  const context: LayoutContext = {
    company: "",
    currency: "",
    jobWord: "Job",
    parameters: {},
    evidence: [],
    stamp: "",
    engineVersion: "",
    runAt: "",
    paper: "A4",
  };
  const sheet = run.report.layout(result as never, context).find(({ name }) => name === "Cost Explained");
  const rows = new Map<number, unknown[]>();
  for (const { row, column, value } of sheet?.cells ?? []) {
    const cells = rows.get(row) ?? [];
    cells[column] = value;
    rows.set(row, cells);
  }
  const lines = [...rows.entries()].sort(([a], [b]) => a - b).map(([, cells]) => [cells[0], cells[3]]);
  const from = lines.findIndex(([label]) => label === "Entry");
  expect(lines.slice(from, from + 8)).toEqual([
    ["Entry", "60"],
    ["Entry", "-10"],
    ["Capacity", "8"],
    ["Subcontracted", "5"],
    ["Capacity Overhead", "2"],
    ["Manufacturing Overhead", "6.5"],
    ["Order P7", "71.5"],
    ["Should be", "53.63"],
  ]);
});

test("applied sources add up to the target of fully invoiced and covered entries; an average is its pool's part", async () => {
  let sums = 0;
  let pools = 0;
  for (let seed = 1; seed <= 10; seed += 1) {
    const workbook = randomCostLedger({
      seed,
      steps: 60,
      only: ["purchase", "sale", "fixed", "return", "transfer", "order"],
      averageCostPeriod: "Month",
    });
    const explain = (workbook["Item Ledger Entries"] ?? []).map((row) => row["Entry No."]);
    const { result } = await runAndCheck("adjust-cost", workbook, { mode: "propose", explain });
    const { explanations = [], proposals = [], warnings } = result as unknown as AdjustCostResult;
    const odd = new Set(warnings.map(({ entryNo }) => entryNo));
    for (const one of explanations) {
      if (odd.has(one.entryNo)) continue;
      const together = one.sources.reduce((sum, source) => sum.plus(source.amount), new TwinDecimal(0));
      if (["application", "transfer", "reversal"].includes(one.valuedBy)) {
        // A residual of rounding is part of the target, and comes from no other entry.
        const [residual] = proposals.filter(
          (row) => row.itemLedgerEntryNo === one.entryNo && row.reason === "rounding",
        );
        const whole = together.plus(residual?.costAmountActual ?? 0).toFixed();
        expect([seed, one.entryNo, whole]).toEqual([seed, one.entryNo, one.target]);
        sums += 1;
      } else if (one.valuedBy === "average") {
        expect(together.plus(one.openingCost ?? "0").toFixed()).toBe(one.poolCost);
        const part = new TwinDecimal(one.poolCost ?? "0").times(one.quantity).div(one.poolQuantity ?? "1");
        expect(part.minus(one.target).abs().lte("0.005001")).toBe(true);
        pools += 1;
      }
    }
  }
  expect(sums).toBeGreaterThan(100);
  expect(pools).toBeGreaterThan(50);
});

test("the average unit cost of a pool is its cost by its quantity; a pool without stock has none", async () => {
  const pool = async (
    ...before: readonly (readonly [quantity: number, cost: string])[]
  ): Promise<unknown> => {
    const book = new PostingBook("Average");
    for (const [quantity, cost] of before) book.post({ date: "2025-01-01", quantity, cost });
    const issue = book.post({
      date: "2025-01-02",
      quantity: -1,
      cost: "-1",
      value: { "Valued By Average Cost": true },
    });
    const { result } = await runAndCheck("adjust-cost", book.workbook, { explain: [issue] });
    const [explained] = result.explanations as readonly CostExplanation[];
    return [explained?.poolQuantity, explained?.poolCost, explained?.averageUnitCost];
  };
  expect(await pool([2.5, "10"])).toEqual(["2.5", "10", "4"]);
  expect(await pool([3, "10"])).toEqual(["3", "10", "3.33333"]);
  expect(await pool()).toEqual(["0", "0", ""]);
  expect(await pool([1, "10"], [-3, "-6"])).toEqual(["-2", "4", ""]);
});
