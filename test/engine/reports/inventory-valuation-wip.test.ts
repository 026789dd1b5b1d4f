import { messageText } from "../../../src/engine/messages";
import { amounts, type Row } from "../../../src/engine/reports/inventory-valuation-wip/finish";
import { flagNames } from "../../../src/engine/reports/inventory-valuation-wip/messages";
import type { LayoutContext } from "../../../src/engine/report";
import { casesOf } from "../../support/cases";
import { runAndCheck, runOn, type AnyResult } from "../../support/run-report";

const REPORT = "inventory-valuation-wip";
type Cells = Readonly<Record<string, string | number | boolean>>;

const order = (no: string, status = "Released", cells: Cells = {}): Cells => ({
  Status: status,
  "No.": no,
  Description: `Order ${no}`,
  "Source Type": "Item",
  "Source No.": `ITEM-${no}`,
  "Finished Date": "",
  ...cells,
});

let nextEntry = 0;
const entry = (orderNo: string, type: string, actual: number, cells: Cells = {}): Cells => ({
  "Entry No.": (nextEntry += 1),
  "Posting Date": "2025-03-10",
  "Item Ledger Entry Type": type,
  "Entry Type": "Direct Cost",
  "Order Type": "Production",
  "Order No.": orderNo,
  "Order Line No.": 10000,
  "Cost Amount (Actual)": actual,
  "Cost Amount (Expected)": 0,
  "Cost Posted to G/L": actual,
  "Expected Cost Posted to G/L": 0,
  "Expected Cost": false,
  ...cells,
});

const MARCH = { startDate: "2025-03-01", endDate: "2025-03-31" };
const wip = async (
  orders: readonly Cells[],
  entries: readonly Cells[],
  parameters: object = MARCH,
): Promise<AnyResult> =>
  (await runAndCheck(REPORT, { "Production Orders": orders, "Value Entries": entries }, { ...parameters }))
    .result;
const rowsOf = (result: AnyResult): readonly Row[] => result.rows as readonly Row[];
const onlyRow = async (
  entries: readonly Cells[],
  parameters: object = MARCH,
  status = "Released",
): Promise<Row> => {
  const rows = rowsOf(await wip([order("P", status)], entries, parameters));
  expect(rows).toHaveLength(1);
  return rows[0] as Row;
};

describe("the rule of one value entry", () => {
  const table: readonly (readonly [string, string, Partial<Row>])[] = [
    ["", "Direct Cost", { capacity: "10", endingWip: "10", costPostedToGL: "3" }],
    ["", "Indirect Cost", { capacity: "10", endingWip: "10", costPostedToGL: "3" }],
    ["Consumption", "Direct Cost", { consumption: "-10", endingWip: "-10", costPostedToGL: "-3" }],
    ["Consumption", "Indirect Cost", { consumption: "-10", endingWip: "-10", costPostedToGL: "-3" }],
    ["Consumption", "Rounding", { consumption: "-10", endingWip: "-10", costPostedToGL: "-3" }],
    ["Consumption", "Revaluation", { consumption: "0", endingWip: "0", costPostedToGL: "0" }],
    [
      "Output",
      "Direct Cost",
      { output: "-14", endingWip: "-14", costPostedToGL: "-3", expectedOutput: "-4" },
    ],
    [
      "Output",
      "Revaluation",
      { output: "-4", endingWip: "-4", costPostedToGL: "-2", outputRevaluation: "10", expectedOutput: "-4" },
    ],
    ["Output", "Indirect Cost", { output: "0", endingWip: "0", costPostedToGL: "0", outputOverhead: "14" }],
    ["Output", "Variance", { output: "0", endingWip: "0", costPostedToGL: "0", outputVariance: "14" }],
    ["Output", "Rounding", { output: "0", endingWip: "0", costPostedToGL: "0" }],
    ["Output", "Direct Cost - Non Inventory", { output: "0", endingWip: "0", costPostedToGL: "0" }],
    ["Transfer", "Direct Cost", { endingWip: "0", costPostedToGL: "0" }],
    ["Assembly Output", "Direct Cost", { endingWip: "0", costPostedToGL: "0" }],
  ];
  const four = {
    "Cost Amount (Expected)": 4,
    "Cost Posted to G/L": 1,
    "Expected Cost Posted to G/L": 2,
  };
  it.each(table)("%s / %s", async (type, costType, expected) => {
    const row = await onlyRow([entry("P", type, 10, { ...four, "Entry Type": costType })]);
    expect(row).toMatchObject(expected);
  });

  it.each([
    ["", "0"],
    ["Consumption", "0"],
    ["Output", "-14"],
  ])("counts an entry with Expected Cost of type “%s” as %s", async (type, endingWip) => {
    const row = await onlyRow([entry("P", type, 10, { ...four, "Expected Cost": true })]);
    expect(row.endingWip).toBe(endingWip);
  });

  it("counts what output is revalued by while its cost is expected", async () => {
    const row = await onlyRow([
      entry("P", "Output", 10, { ...four, "Entry Type": "Revaluation", "Expected Cost": true }),
    ]);
    expect(row.endingWip).toBe("-4");
  });

  it("tells a production order from an assembly order of the same number", async () => {
    const row = await onlyRow([
      entry("P", "Consumption", -5),
      entry("P", "Consumption", -100, { "Order Type": "Assembly" }),
    ]);
    expect(row).toMatchObject({ consumption: "5", endingWip: "5" });
  });

  it("counts nothing of another order type", async () => {
    const result = await wip([order("P")], [entry("P", "Consumption", -5, { "Order Type": "Assembly" })]);
    expect(result).toMatchObject({ rows: [], warnings: [] });
  });
});

describe("columns and flags", () => {
  it("puts rounding of consumption in or out, and says so", async () => {
    const entries = [
      entry("P", "Consumption", -10),
      entry("P", "Consumption", -0.02, { "Entry Type": "Rounding" }),
      entry("P", "Output", 10.02),
    ];
    expect(await onlyRow(entries)).toMatchObject({ endingWip: "0", flags: ["ROUNDING_IN_WIP"] });
    expect(await onlyRow(entries, { ...MARCH, consumptionRounding: "Exclude" })).toMatchObject({
      endingWip: "-0.02",
      flags: ["NEGATIVE_WIP"],
    });
  });

  it("rounds sums, not entries", async () => {
    // Figures that are rounded one by one do not foot, so that this answer is not checked as a whole.
    const entries = [
      entry("P", "Consumption", -0.004),
      entry("P", "Consumption", -0.004),
      entry("P", "Consumption", -0.004),
      entry("P", "Output", 0.007),
    ];
    const { result } = await runOn(
      REPORT,
      { "Production Orders": [order("P")], "Value Entries": entries },
      MARCH,
    );
    expect(rowsOf(result)[0]).toMatchObject({ consumption: "0.01", output: "-0.01", endingWip: "0.01" });
  });

  it("names every cause in the order of the list", async () => {
    const entries = [
      entry("P", "Consumption", 5, { "Cost Posted to G/L": 0 }),
      entry("P", "Consumption", -0.01, { "Entry Type": "Rounding" }),
      entry("P", "Output", 0, { "Cost Amount (Expected)": 7, "Entry Type": "Revaluation" }),
    ];
    const row = await onlyRow(entries, MARCH, "Finished");
    expect(row.flags).toEqual([
      "FINISHED_NOT_CLEARED",
      "OUTPUT_AT_EXPECTED_COST",
      "ZERO_COST_OUTPUT",
      "NEGATIVE_WIP",
      "NOT_POSTED",
      "ROUNDING_IN_WIP",
    ]);
  });

  it("takes an order as finished only once its Finished Date is there", async () => {
    const orders = [order("P", "Finished", { "Finished Date": "2025-04-02" })];
    const [row] = rowsOf(await wip(orders, [entry("P", "Consumption", -5)]));
    expect(row?.flags).toEqual([]);
    const [later] = rowsOf(await wip(orders, [entry("P", "Consumption", -5)], { endDate: "2025-04-30" }));
    expect(later?.flags).toEqual(["FINISHED_NOT_CLEARED", "NO_OUTPUT"]);
    const [sameDay] = rowsOf(await wip(orders, [entry("P", "Consumption", -5)], { endDate: "2025-04-02" }));
    expect(sameDay?.flags).toEqual(["FINISHED_NOT_CLEARED", "NO_OUTPUT"]);
  });

  it("shows what is expected of overhead and variance on output, but not of its revaluation", async () => {
    const cells = { "Cost Amount (Expected)": 7 };
    const row = await onlyRow([
      entry("P", "Output", 10),
      entry("P", "Output", 3, { ...cells, "Entry Type": "Indirect Cost" }),
      entry("P", "Output", 4, { ...cells, "Entry Type": "Variance" }),
      entry("P", "Output", 5, { ...cells, "Entry Type": "Revaluation" }),
    ]);
    expect(row).toMatchObject({ outputOverhead: "10", outputVariance: "11", outputRevaluation: "5" });
  });

  it("shows overhead, variance and revaluation of output of the period alone", async () => {
    const before = { "Posting Date": "2025-02-28" };
    const row = await onlyRow([
      ...["Indirect Cost", "Variance", "Revaluation"].flatMap((costType, index) => [
        entry("P", "Output", 100, { ...before, "Entry Type": costType }),
        entry("P", "Output", index + 1, { "Posting Date": "2025-03-01", "Entry Type": costType }),
      ]),
    ]);
    expect(row).toMatchObject({ outputOverhead: "1", outputVariance: "2", outputRevaluation: "3" });
  });

  it("flags rounding of consumption, not of capacity", async () => {
    const row = await onlyRow([
      entry("P", "Consumption", -5),
      entry("P", "", 1, { "Entry Type": "Rounding" }),
    ]);
    expect(row.flags).toEqual([]);
  });

  it("misses cost of output only where something went in", async () => {
    const free = entry("P", "Output", 0);
    expect((await onlyRow([free])).flags).toEqual([]);
    const wentIn = [free, entry("P", "Consumption", -5), entry("P", "", 5)];
    expect((await onlyRow(wentIn)).flags).toEqual(["ZERO_COST_OUTPUT"]);
  });

  it("writes off only the lines without output", async () => {
    const entries = [
      entry("P", "Consumption", -8, { "Posting Date": "2025-02-01" }),
      entry("P", "", 2),
      entry("P", "Consumption", -30, { "Order Line No.": 20000 }),
      entry("P", "Output", 12, { "Order Line No.": 20000 }),
    ];
    const row = await onlyRow(entries, { ...MARCH, expenseOrdersWithoutOutput: true }, "Finished");
    expect(row).toMatchObject({ openingWip: "8", expensedWip: "-10", endingWip: "18" });
    expect(await onlyRow(entries, MARCH, "Finished")).toMatchObject({ expensedWip: "0", endingWip: "28" });
    expect(await onlyRow(entries, { ...MARCH, expenseOrdersWithoutOutput: true })).toMatchObject({
      expensedWip: "0",
    });
    const finishedOn = async (day: string): Promise<string | undefined> => {
      const orders = [order("P", "Finished", { "Finished Date": day })];
      const result = await wip(orders, entries, { ...MARCH, expenseOrdersWithoutOutput: true });
      return rowsOf(result)[0]?.expensedWip;
    };
    expect([await finishedOn("2025-03-31"), await finishedOn("2025-04-01")]).toEqual(["-10", "0"]);
  });
});

describe("which orders have a row", () => {
  it("leaves out finished orders that are completely invoiced and quiet, by output without the adjustment sheet", async () => {
    const orders = [order("A", "Finished"), order("B", "Finished"), order("C", "Finished")];
    const past = { "Posting Date": "2025-01-05" };
    const entries = [
      entry("A", "Consumption", -5, past),
      entry("B", "Output", 0, { ...past, "Cost Amount (Expected)": 5 }),
      entry("C", "Consumption", -5, past),
      entry("C", "Consumption", -1, { "Posting Date": "2025-05-05" }),
    ];
    const result = await wip(orders, entries);
    expect(rowsOf(result).map((row) => row.no)).toEqual(["B", "C"]);
    expect(result.skippedCompletedOrders).toBe(1);
    const all = await wip(orders, entries, { endDate: "2025-03-31" });
    expect(rowsOf(all).map((row) => row.no)).toEqual(["A", "B", "C"]);
    expect(all.skippedCompletedOrders).toBe(0);
  });

  const past = { "Posting Date": "2025-01-05" };

  it("keeps released orders that are quiet, and does not count orders that never had an entry", async () => {
    const orders = [order("A"), order("B", "Finished")];
    const result = await wip(orders, [entry("A", "Consumption", -5, past), entry("A", "Output", 5, past)]);
    expect(rowsOf(result).map((row) => row.no)).toEqual(["A"]);
    expect(result.skippedCompletedOrders).toBe(1);
    const all = await wip(orders, [entry("A", "Consumption", -5, past)], { endDate: "2025-03-31" });
    expect(all.skippedCompletedOrders).toBe(0);
  });

  it("takes expected cost of output, not of consumption, as not invoiced", async () => {
    const orders = ["A", "B", "C", "D"].map((no) => order(no, "Finished"));
    const open = { ...past, "Cost Amount (Expected)": 5 };
    const result = await wip(orders, [
      entry("A", "Consumption", -5, open),
      entry("B", "Output", 0, open),
      entry("C", "Consumption", -5, past),
      entry("D", "Output", 0, open),
    ]);
    expect(rowsOf(result).map((row) => row.no)).toEqual(["B", "D"]);
  });

  it("asks the adjustment sheet, when there is one, which orders are completely invoiced", async () => {
    const adjustment = (no: string, invoiced: boolean, orderType = "Production"): Cells => ({
      "Order Type": orderType,
      "Order No.": no,
      "Order Line No.": 10000,
      "Completely Invoiced": invoiced,
    });
    const { result } = await runAndCheck(
      REPORT,
      {
        "Production Orders": ["A", "B", "C", "D"].map((no) => order(no, "Finished")),
        "Value Entries": ["A", "B", "C", "D"].map((no) =>
          entry(no, "Output", 5, { ...past, "Cost Amount (Expected)": no === "B" ? 5 : 0 }),
        ),
        "Inventory Adjmt. Entry Orders": [
          adjustment("A", false),
          adjustment("B", true),
          adjustment("C", false, "Assembly"),
        ],
      },
      MARCH,
    );
    expect(rowsOf(result).map((row) => row.no)).toEqual(["A"]);
    expect(result.skippedCompletedOrders).toBe(3);
  });

  it("shows an order without WIP as long as cost is posted", async () => {
    const entries = [entry("A", "Consumption", -5), entry("A", "Output", 5, { "Cost Posted to G/L": 0 })];
    const result = await wip([order("A")], entries, { ...MARCH, skipZeroLines: true });
    expect(rowsOf(result)).toMatchObject([{ endingWip: "0", costPostedToGL: "5" }]);
  });

  it("filters by status, number and source, and only selects", async () => {
    const orders = [order("A"), order("B"), order("C", "Finished"), order("D", "Firm Planned")];
    const entries = ["A", "B", "C", "D"].map((no) => entry(no, "Consumption", -5));
    const numbers = async (parameters: object): Promise<readonly string[]> =>
      rowsOf(await wip(orders, entries, { ...MARCH, ...parameters })).map((row) => row.no);
    expect(await numbers({})).toEqual(["A", "B", "C"]);
    expect(await numbers({ productionOrderStatus: "Finished" })).toEqual(["C"]);
    expect(await numbers({ productionOrderFilter: "B..C" })).toEqual(["B", "C"]);
    expect(await numbers({ sourceNoFilter: "*-A" })).toEqual(["A"]);
  });

  it("hides lines that are zero, and leaves them out of nothing but the rows", async () => {
    const orders = [order("A"), order("B")];
    const entries = [entry("A", "Consumption", -5), entry("A", "Output", 5), entry("B", "Consumption", -2)];
    const result = await wip(orders, entries, { ...MARCH, skipZeroLines: true });
    expect(rowsOf(result).map((row) => row.no)).toEqual(["B"]);
    expect(result).toMatchObject({ hiddenZeroLines: 1, totals: { consumption: "2" } });
  });

  it("warns of orders that are not on the sheet with their WIP, whatever the filters", async () => {
    const entries = [
      entry("Z", "Consumption", -5),
      entry("Y", "Consumption", -3),
      entry("Y", "Output", 3),
      entry("X", "", 4, { "Posting Date": "2025-04-01" }),
    ];
    const result = await wip([order("P")], entries, { ...MARCH, productionOrderFilter: "Q" });
    expect(result.warnings).toMatchObject([
      { code: "ORDER_NOT_LISTED", orderNo: "Y", amount: "0" },
      { code: "ORDER_NOT_LISTED", orderNo: "Z", amount: "5" },
    ]);
  });
});

describe("dates", () => {
  it("shows what stands in for missing dates", async () => {
    expect(await wip([], [], {})).toMatchObject({ startDate: "", endDate: "2025-04-30", openingDate: "" });
    expect(await wip([], [], { startDate: "2025-03-01" })).toMatchObject({
      endDate: "9999-12-31",
      openingDate: "2025-02-28",
    });
  });
});

describe("refusals", () => {
  const entries = [entry("P", "Consumption", -5)];
  const error = async (workbook: object, parameters: object = MARCH): Promise<unknown> =>
    (await runAndCheck(REPORT, workbook, { ...parameters })).result.error;

  it("comes before anything else for a wrong period", async () => {
    expect(await error({}, { startDate: "2025-04-01", endDate: "2025-03-01" })).toMatchObject({
      code: "DATE_ORDER",
      startDate: "2025-04-01",
      endDate: "2025-03-01",
    });
  });

  it("misses sheets and columns", async () => {
    expect(await error({ "Value Entries": entries })).toMatchObject({
      code: "MISSING_TABLE",
      table: "Production Orders",
    });
    expect(await error({ "Production Orders": [order("P")] })).toMatchObject({
      code: "MISSING_TABLE",
      table: "Value Entries",
    });
    const bare = entries.map(({ "Order Type": _, ...rest }) => rest);
    expect(await error({ "Production Orders": [order("P")], "Value Entries": bare })).toMatchObject({
      code: "MISSING_COLUMN",
      table: "Value Entries",
      column: "Order Type",
    });
  });

  it("wants an order number beside the order type, also of capacity", async () => {
    const bare = [...entries, entry("", "", 5)];
    expect(await error({ "Production Orders": [order("P")], "Value Entries": bare })).toMatchObject({
      code: "BAD_VALUE",
      table: "Value Entries",
      column: "Order No.",
      key: String(nextEntry),
      cells: ["row 3"],
    });
  });

  it("does not take a number that is both released and finished", async () => {
    const orders = [order("P"), order("Q"), order("P", "Finished")];
    expect(
      await error({ "Production Orders": orders, "Value Entries": [{ "Entry No.": "x" }] }),
    ).toMatchObject({
      code: "DUPLICATE_KEY",
      table: "Production Orders",
      key: "P",
      cells: ["row 2", "row 4"],
    });
    const planned = [order("P"), order("P", "Simulated")];
    expect(await error({ "Production Orders": planned, "Value Entries": entries })).toBeUndefined();
  });

  it("refuses a parameter of another report and an unknown choice", async () => {
    expect(await error({}, { itemFilter: "A" })).toMatchObject({
      code: "BAD_PARAMETER",
      parameter: "itemFilter",
    });
    expect(await error({}, { consumptionRounding: "Maybe" })).toMatchObject({
      code: "BAD_PARAMETER",
      parameter: "consumptionRounding",
    });
    expect(await error({}, { sourceNoFilter: "A|" })).toMatchObject({ code: "FILTER_SYNTAX" });
  });
});

const CONTEXT: LayoutContext = {
  company: "Harbour Cycles Ltd.",
  currency: "EUR",
  jobWord: "Job",
  parameters: {},
  evidence: [],
  stamp: "7F3A-91C2",
  engineVersion: "1.0.0",
  runAt: "2026-02-03 09:12",
  paper: "A4",
};

describe("sheet and summary", () => {
  const example = casesOf(REPORT).find((one) => one.name === "worked-example");
  const made = async (parameters: object = {}) => {
    const { ledgers, run } = await runAndCheck(REPORT, example?.workbook, {
      ...example?.parameters,
      ...parameters,
    });
    const [sheet] = run.report.layout(run.outcome.result, CONTEXT);
    return { ledgers, run, sheet, summary: run.report.summary(run.outcome.result) };
  };

  it("adds up before the reader's eyes", async () => {
    const { summary } = await made();
    const sums = summary.arithmetic.map((line) => [line.label, line.amount]);
    expect(sums).toEqual([
      ["As of 30 Apr 2025", "344"],
      ["Consumption and capacity", "681.32"],
      ["Output", "-690"],
      ["Ending WIP", "335.32"],
      ["Cost Posted to G/L", "300.3"],
      ["Not posted", "35.02"],
    ]);
    expect(summary).toMatchObject({
      headFigure: "335.32",
      state: "explained",
      stateWord: "To post",
      difference: "35.02",
    });
    expect(summary.warnings.map((kind) => [kind.code, kind.count])).toEqual([
      ["NOT_POSTED", 1],
      ["ROUNDING_IN_WIP", 1],
    ]);
  });

  it("hides the memo columns and shows all rows with their flags", async () => {
    const { sheet } = await made();
    const [table] = sheet?.tables ?? [];
    const hidden = sheet?.hiddenColumns?.map((column) => table?.columns[column]?.header);
    expect(hidden).toEqual([
      "Output at expected cost",
      "Overhead on output",
      "Variance on output",
      "Revaluation of output",
      "Expensed WIP",
    ]);
    expect(table?.columns.at(-1)?.values).toEqual(["▲ Not posted, Rounding in WIP", ""]);
    expect(table?.fields?.filter(Boolean)).toEqual(amounts);
  });

  it("shows written-off WIP, which the ending WIP needs to foot", async () => {
    const workbook = casesOf(REPORT).find((one) => one.name === "finished-without-output-expensed");
    const { run } = await runAndCheck(REPORT, workbook?.workbook, workbook?.parameters);
    const [sheet] = run.report.layout(run.outcome.result, CONTEXT);
    const headers = sheet?.hiddenColumns?.map((column) => sheet.tables[0]?.columns[column]?.header);
    expect(headers).not.toContain("Expensed WIP");
  });

  it("has no last day when there is only a first one, and says so", async () => {
    const { run, summary, sheet } = await made({ endDate: "" });
    expect(run.outcome.result).toMatchObject({ endDate: "9999-12-31" });
    expect(summary.headCaption).toBe("WIP, all entries");
    expect(
      summary.next.map(({ parameters }) => parameters.endDate).filter((day) => day !== undefined),
    ).toEqual(["", ""]);
    expect(sheet?.cells.some(({ value }) => value === "9999-12-31")).toBe(false);
  });

  it("counts the orders of a flag", async () => {
    const entries = ["A", "B", "C"].map((no) => entry(no, "Consumption", no === "C" ? -5 : 5));
    const { run } = await runAndCheck(
      REPORT,
      { "Production Orders": ["A", "B", "C"].map((no) => order(no)), "Value Entries": entries },
      MARCH,
    );
    expect(run.report.summary(run.outcome.result).warnings).toMatchObject([
      { code: "NEGATIVE_WIP", count: 2, unit: "orders", cases: [{ key: "A" }, { key: "B" }] },
    ]);
  });

  it("does not call two orders tied that are off by the same amount", async () => {
    const entries = [
      entry("A", "Consumption", -5, { "Cost Posted to G/L": -4 }),
      entry("B", "Consumption", -5, { "Cost Posted to G/L": -6 }),
    ];
    const { run } = await runAndCheck(
      REPORT,
      { "Production Orders": [order("A"), order("B")], "Value Entries": entries },
      MARCH,
    );
    expect(run.report.summary(run.outcome.result)).toMatchObject({ state: "explained", difference: "0" });
  });

  it("has a text for every flag and warning", () => {
    for (const code of ["ORDER_NOT_LISTED", ...Object.keys(flagNames)]) {
      expect(messageText(code, { orderNo: "P1", amount: "1" }, REPORT)).toContain("P1");
    }
  });
});
