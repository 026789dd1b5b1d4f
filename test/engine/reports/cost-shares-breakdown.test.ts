import { messageText } from "../../../src/engine/messages";
import type { LayoutContext } from "../../../src/engine/report";
import type { Row } from "../../../src/engine/reports/cost-shares-breakdown/breakdown";
import type { Group } from "../../../src/engine/reports/cost-shares-breakdown/shares";
import { proportion, shareText } from "../../../src/engine/reports/cost-shares-breakdown/wide";
import { casesOf } from "../../support/cases";
import { runAndCheck, type AnyResult } from "../../support/run-report";

const REPORT = "cost-shares-breakdown";
type Cells = Readonly<Record<string, string | number | boolean>>;
type Workbook = Readonly<Record<string, readonly Cells[]>>;

const item = (no: string, cells: Cells = {}): Cells => ({
  "No.": no,
  Description: `Item ${no}`,
  "Costing Method": "FIFO",
  "Inventory Posting Group": "STOCK",
  ...cells,
});
const entry = (no: number, itemNo: string, type: string, quantity: number, cells: Cells = {}): Cells => ({
  "Entry No.": no,
  "Item No.": itemNo,
  "Posting Date": "2025-03-10",
  "Entry Type": type,
  Quantity: quantity,
  ...cells,
});
const made = (orderNo: string, line = 10000): Cells => ({
  "Order Type": "Production",
  "Order No.": orderNo,
  "Order Line No.": line,
});
let nextValue = 0;
const value = (entryNo: number, actual: number | string, cells: Cells = {}): Cells => ({
  "Entry No.": (nextValue += 1),
  "Posting Date": "2025-03-10",
  "Entry Type": "Direct Cost",
  "Item Ledger Entry No.": entryNo,
  "Capacity Ledger Entry No.": 0,
  "Cost Amount (Actual)": actual,
  "Cost Amount (Expected)": 0,
  ...cells,
});
let nextApplication = 0;
const application = (
  own: number,
  inbound: number,
  outbound: number,
  quantity: number | string,
  from = 0,
): Cells => ({
  "Entry No.": (nextApplication += 1),
  "Item Ledger Entry No.": own,
  "Inbound Item Entry No.": inbound,
  "Outbound Item Entry No.": outbound,
  "Transferred-from Entry No.": from,
  Quantity: quantity,
  "Cost Application": true,
});
const workbook = (
  items: readonly Cells[],
  entries: readonly Cells[],
  values: readonly Cells[],
  applications: readonly Cells[],
  more: Workbook = {},
): Workbook => ({
  Items: items,
  "Item Ledger Entries": entries,
  "Value Entries": values,
  "Item Application Entries": applications,
  ...more,
});

const END = "2025-03-31";
const run = async (
  tables: Workbook,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<AnyResult> =>
  (await runAndCheck(REPORT, tables, { endDate: END, showDetails: true, ...parameters })).result;
const groupsOf = (result: AnyResult): readonly Group[] => {
  expect(result.error).toBeUndefined();
  return result.groups as readonly Group[];
};
const rowsOf = (result: AnyResult): readonly Row[] => groupsOf(result).flatMap((group) => group.rows ?? []);

/** 10 bought for 100 + 20 overhead; 4 sold. */
const bought = [value(1, 100), value(1, 20, { "Entry Type": "Indirect Cost" })];
const trade = workbook(
  [item("A")],
  [entry(1, "A", "Purchase", 10), entry(2, "A", "Sale", -4)],
  [...bought, value(2, -48)],
  [application(1, 1, 0, 10), application(2, 1, 2, -4)],
);

describe("tracing", () => {
  it("borrows kinds in proportion to quantity and leaves the rest to material", async () => {
    const [row] = rowsOf(await run(trade));
    expect(row).toMatchObject({ material: "-40", materialOverhead: "-8", indirectCost: "-8", total: "-48" });
  });

  it("leaves cost of quantity that is not applied in material", async () => {
    const partly = { ...trade, "Item Application Entries": [application(2, 1, 2, -1)] };
    const [row] = rowsOf(await run(partly));
    expect(row).toMatchObject({ material: "-46", indirectCost: "-2", total: "-48" });
  });

  it("does not follow rows that are no cost application, or lack a side", async () => {
    const rows = [
      { ...application(2, 1, 2, -4), "Cost Application": false },
      application(2, 1, 0, -4),
      application(2, 1, 2, 0),
    ];
    const [row] = rowsOf(await run({ ...trade, "Item Application Entries": rows }));
    expect(row).toMatchObject({ material: "-48", indirectCost: "0" });
  });

  it("follows transfers and returns to the end", async () => {
    const entries = [
      entry(1, "A", "Purchase", 10),
      entry(2, "A", "Transfer", -8),
      entry(3, "A", "Transfer", 8),
      entry(4, "A", "Sale", -4),
      entry(5, "A", "Sale", 2),
      entry(6, "A", "Sale", -2),
    ];
    const values = [...bought, value(2, -96), value(3, 96), value(4, -48), value(5, 24), value(6, -24)];
    const applications = [
      application(2, 1, 2, -8),
      application(3, 3, 2, 8, 2),
      application(4, 3, 4, -4),
      application(5, 5, 4, 2),
      application(6, 5, 6, -2),
    ];
    const rows = rowsOf(await run(workbook([item("A")], entries, values, applications)));
    expect(rows.map((row) => [row.entryNo, row.indirectCost, row.material])).toEqual([
      [4, "-8", "-40"],
      [5, "4", "20"],
      [6, "-4", "-20"],
    ]);
  });

  it("leaves the revaluation of goods that came back out of the cost of sales", async () => {
    const entries = [entry(1, "A", "Purchase", 10), entry(2, "A", "Sale", -4), entry(3, "A", "Sale", 1)];
    const values = [...bought, value(2, -48), value(3, 12), value(3, 5, { "Entry Type": "Revaluation" })];
    const applications = [application(1, 1, 0, 10), application(2, 1, 2, -4), application(3, 3, 2, 1)];
    const result = await run(workbook([item("A")], entries, values, applications));
    expect(rowsOf(result).map((row) => [row.entryNo, row.material, row.revaluation, row.total])).toEqual([
      [2, "-40", "0", "-48"],
      [3, "10", "0", "12"],
    ]);
    expect(groupsOf(result)[0]).toMatchObject({
      total: "-36",
      revaluation: "0",
      tieOut: { cogsInPeriod: "-36", otherDifference: "0" },
    });
  });

  it("is right at the end of a chain of 50,000 transfers", async () => {
    const entries = [entry(1, "A", "Purchase", 3)];
    const values = [value(1, 2), value(1, 1, { "Entry Type": "Indirect Cost" })];
    const applications: Cells[] = [];
    const links = 50_000;
    for (let no = 2; no <= links; no += 2) {
      entries.push(entry(no, "A", "Transfer", -3), entry(no + 1, "A", "Transfer", 3));
      applications.push(application(no, no - 1, no, -3), application(no + 1, no + 1, no, 3, no));
    }
    entries.push(entry(links + 2, "A", "Sale", -1));
    values.push(value(links + 2, -1));
    applications.push(application(links + 2, links + 1, links + 2, -1));
    // Read from the last entry to the first, so that every step waits for the next.
    const turned = workbook([item("A")], entries.reverse(), values, applications);
    const [row] = rowsOf(await run(turned));
    expect(row).toMatchObject({ indirectCost: "-0.33", material: "-0.67", total: "-1" });
  });

  it("takes entries of numbers that ascend against the flow", async () => {
    // The sale has a lower number than the receipt it is applied to, as after a late application.
    const entries = [entry(1, "A", "Sale", -4), entry(2, "A", "Purchase", 10)];
    const values = [value(1, -48), value(2, 100), value(2, 20, { "Entry Type": "Indirect Cost" })];
    const result = await run(workbook([item("A")], entries, values, [application(1, 2, 1, -4)]));
    expect(rowsOf(result)[0]).toMatchObject({ indirectCost: "-8" });
    expect(result.warnings).toEqual([]);
  });

  it("does not draw from items at average cost further than their own cost", async () => {
    const average = { ...trade, Items: [item("A", { "Costing Method": "Average" })] };
    const [row] = rowsOf(await run(average, { includeAverageItems: true }));
    expect(row).toMatchObject({ material: "-48", indirectCost: "0" });
  });
});

describe("output", () => {
  const cells = made("P1");
  const entries = [
    entry(1, "RM", "Purchase", 10),
    entry(2, "RM", "Consumption", -4, cells),
    entry(3, "FG", "Output", 3, cells),
    entry(4, "FG", "Output", 1, cells),
    entry(5, "FG", "Sale", -2),
  ];
  const values = [
    ...bought,
    value(2, -48, cells),
    value(3, 90, cells),
    value(3, 9, { ...cells, "Entry Type": "Indirect Cost" }),
    value(4, 30, cells),
    value(5, -66),
    value(0, 40, { ...cells, "Capacity Ledger Entry No.": 1 }),
    value(0, 8, { ...cells, "Capacity Ledger Entry No.": 1, "Entry Type": "Indirect Cost" }),
    value(0, 24, { ...cells, "Capacity Ledger Entry No.": 2 }),
  ];
  const applications = [application(2, 1, 2, -4), application(5, 3, 5, -2)];
  const capacity = [
    { "Entry No.": 1, "Posting Date": "2025-03-10", ...cells, Subcontracting: false },
    { "Entry No.": 2, "Posting Date": "2025-03-10", ...cells, Subcontracting: true },
  ];
  const tables = workbook([item("RM"), item("FG")], entries, values, applications, {
    "Capacity Ledger Entries": capacity,
    "Production Orders": [
      { Status: "Finished", "No.": "P1", Description: "Make", Quantity: 4, "Source No.": "FG" },
    ],
  });

  it("shares capacity, overhead and subcontracting by quantity; without rates the posted overhead stands", async () => {
    const [row] = rowsOf(await run(tables));
    expect(row).toMatchObject({
      capacity: "-20",
      capacityOverhead: "-4",
      subcontracted: "-12",
      materialOverhead: "-6",
      indirectCost: "-6",
      material: "-24",
      total: "-66",
    });
  });

  it("works manufacturing overhead out from the order's rates, 0 included, else the item's", async () => {
    const sold = async (items: readonly Cells[], orders: readonly Cells[]): Promise<string | undefined> =>
      rowsOf(await run({ ...tables, Items: items, "Inventory Adjmt. Entry Orders": orders }))[0]
        ?.materialOverhead;
    const rates = (percent: string, rate: string): Cells => ({
      "Indirect Cost %": percent,
      "Overhead Rate": rate,
    });
    const plain = [item("RM"), item("FG")];
    // Consumed 48 + capacity 40 + 24 + 8 = 120; half of the output is sold.
    expect(await sold([item("RM"), item("FG", rates("10", "2"))], [])).toBe("-10");
    expect(await sold([item("RM"), item("FG", rates("10", ""))], [{ ...cells, ...rates("", "3") }])).toBe(
      "-12",
    );
    expect(await sold([item("RM"), item("FG", rates("10", "2"))], [{ ...cells, ...rates("0", "0") }])).toBe(
      "0",
    );
    expect(await sold(plain, [{ ...cells, "Item No.": "RM", ...rates("5", "") }])).toBe("-3");
    expect(await sold(plain, [{ ...cells, ...rates("", "") }])).toBe("-6");
  });

  it("leaves rounding, what is not inventoriable and revalued returns out of the base of overhead", async () => {
    const items = [item("RM"), item("FG", { "Indirect Cost %": "100" })];
    const more = [
      ...values,
      value(2, -1, { ...cells, "Entry Type": "Rounding" }),
      value(2, -7, { ...cells, Inventoriable: false }),
      value(2, -6, { ...cells, "Entry Type": "Revaluation" }),
      value(6, 3, { ...cells, "Entry Type": "Revaluation" }),
    ];
    const returned = [...entries, entry(6, "RM", "Consumption", 1, cells)];
    const [row] = rowsOf(
      await run({ ...tables, Items: items, "Item Ledger Entries": returned, "Value Entries": more }),
    );
    // 120 + 6 for the revaluation of what was consumed.
    expect(row?.materialOverhead).toBe("-63");
  });

  it("shares nothing when the output is reversed as a whole", async () => {
    const reversed = [
      ...entries.slice(0, 3),
      entry(4, "FG", "Output", -3, cells),
      entry(5, "FG", "Sale", -2),
    ];
    const [row] = rowsOf(await run({ ...tables, "Item Ledger Entries": reversed }));
    expect(row).toMatchObject({ capacity: "0", subcontracted: "0", capacityOverhead: "0", material: "-60" });
    const rolledUp = rowsOf(
      await run({ ...tables, "Item Ledger Entries": reversed }, { level: "Rolled-up" }),
    );
    expect(rolledUp[0]).toMatchObject({ capacity: "0", material: "-60" });
  });

  it("counts a reversal with what it takes back", async () => {
    const reversed = [...entries, entry(6, "FG", "Output", -1, cells)];
    const applied = [...applications, application(6, 4, 6, -1)];
    const changed = { ...tables, "Item Ledger Entries": reversed, "Item Application Entries": applied };
    const rows = rowsOf(await run(changed, { printCostShare: "Inventory", itemFilter: "FG" }));
    // The reversed output and its reversal are gone; one of three is left of the other.
    expect(rows.map((row) => [row.entryNo, row.quantity])).toEqual([[3, "1"]]);
  });

  it("works with value entries of capacity where their ledger is missing, and says so", async () => {
    const without = Object.fromEntries(
      Object.entries(tables).filter(([name]) => name !== "Capacity Ledger Entries"),
    );
    const result = await run(without);
    expect(rowsOf(result)[0]).toMatchObject({ capacity: "-32", subcontracted: "0", capacityOverhead: "-4" });
    expect(result.warnings).toMatchObject([
      { code: "CAPACITY_LEDGER_MISSING", table: "Capacity Ledger Entries" },
    ]);
    const noCapacity = await run(trade);
    expect(noCapacity.warnings).toEqual([]);
  });

  it("tells assembly from production by the entry type where there is no order type", async () => {
    const order = { "Order No.": "X1", "Order Line No.": 10000 };
    const sameNumber = [
      entry(1, "RM", "Purchase", 10),
      entry(2, "RM", "Consumption", -1, order),
      entry(3, "FG", "Output", 1, order),
      entry(4, "RM", "Assembly Consumption", -1, { ...order, "Order Line No.": 20000 }),
      entry(5, "KIT", "Assembly Output", 1, { ...order, "Order Line No.": 0 }),
      entry(6, "FG", "Sale", -1),
      entry(7, "KIT", "Sale", -1),
    ];
    const costs = [...bought, ...[2, 3, 4, 5, 6, 7].map((no) => value(no, no % 2 === 0 ? -12 : 12))];
    const links = [
      application(2, 1, 2, -1),
      application(4, 1, 4, -1),
      application(6, 3, 6, -1),
      application(7, 5, 7, -1),
    ];
    const untyped = workbook([item("RM"), item("FG"), item("KIT")], sameNumber, costs, links);
    // Each took one of ten with overhead of 20: 2 to the frame of its own order, whatever the line of assembly.
    const rows = rowsOf(await run(untyped, { level: "Rolled-up" }));
    expect(rows.map((row) => [row.itemNo, row.indirectCost])).toEqual([
      ["FG", "-2"],
      ["KIT", "-2"],
    ]);
  });

  it("counts neither capacity nor its cost after the ending date, nor that of other orders", async () => {
    const later = { "Posting Date": "2025-04-02" };
    const more = {
      ...tables,
      "Capacity Ledger Entries": [
        ...capacity,
        { "Entry No.": 3, ...cells, ...later },
        { "Entry No.": 4, "Posting Date": "2025-03-10", ...cells, "Order Type": "Service" },
      ],
      "Value Entries": [
        ...values,
        value(0, 100, { ...cells, "Capacity Ledger Entry No.": 1, ...later }),
        value(0, 100, { ...cells, "Capacity Ledger Entry No.": 3 }),
        value(0, 100, { ...cells, "Capacity Ledger Entry No.": 4 }),
        value(0, 100, { ...cells, "Capacity Ledger Entry No.": 77 }),
      ],
    };
    expect(rowsOf(await run(more))[0]).toMatchObject({ capacity: "-20", capacityOverhead: "-4" });
    const { "Capacity Ledger Entries": _, ...without } = more;
    // Without their ledger the value entries stand in: those of the order up to the day.
    const service = value(0, 100, { ...cells, "Order Type": "Service" });
    const standIn = {
      ...without,
      "Value Entries": [...values, service, value(0, 100, { ...cells, ...later })],
    };
    expect(rowsOf(await run(standIn))[0]).toMatchObject({ capacity: "-32", capacityOverhead: "-4" });
  });

  it("takes the rates of an assembly order from its lowest line", async () => {
    const order = { "Order Type": "Assembly", "Order No.": "P1" };
    const lines = [30000, 0, 20000].map((line, index) => ({
      ...order,
      "Order Line No.": line,
      "Item No.": "FG",
      "Indirect Cost %": "",
      "Overhead Rate": String(index + 1),
    }));
    const assembled = entries.map((row) => {
      const type = String(row["Entry Type"]);
      return type === "Output" || type === "Consumption"
        ? { ...row, ...order, "Entry Type": `Assembly ${type}` }
        : row;
    });
    const [row] = rowsOf(
      await run({
        ...tables,
        "Item Ledger Entries": assembled,
        "Inventory Adjmt. Entry Orders": [
          { ...cells, "Item No.": "FG", "Overhead Rate": "9" },
          { ...order, "Order Type": "Service", "Order Line No.": 0, "Overhead Rate": "9" },
          ...lines,
        ],
      }),
    );
    // 2 for each of the two that were sold.
    expect(row?.materialOverhead).toBe("-4");
  });

  it("keeps lines of one order apart", async () => {
    const second = made("P1", 20000);
    const lines = [...entries, entry(7, "FG", "Output", 100, second)];
    const [row] = rowsOf(
      await run({ ...tables, "Item Ledger Entries": lines, "Value Entries": [...values, value(7, 1)] }),
    );
    expect(row?.capacity).toBe("-20");
  });

  it("shows capacity of a WIP order negated, and everything once", async () => {
    const [group] = groupsOf(await run(tables, { printCostShare: "WIP Inventory" }));
    expect(
      group?.rows?.map((row) => [
        row.entryNo,
        row.capacityEntryNo,
        row.total,
        row.capacity,
        row.subcontracted,
      ]),
    ).toEqual([
      [2, 0, "-48", "0", "0"],
      [3, 0, "99", "30", "18"],
      [4, 0, "30", "10", "6"],
      [0, 1, "-48", "-40", "0"],
      [0, 2, "-24", "0", "-24"],
    ]);
    expect(group?.tieOut).toEqual({ wipBalance: "0" });
  });

  it("finds the produced item for the filters of WIP", async () => {
    const wip = async (parameters: Cells, more: Workbook = {}): Promise<readonly number[]> =>
      rowsOf(await run({ ...tables, ...more }, { printCostShare: "WIP Inventory", ...parameters })).map(
        (row) => row.entryNo || -row.capacityEntryNo,
      );
    const groups = [item("RM"), item("FG", { "Inventory Posting Group": "MADE" })];
    expect(await wip({ itemFilter: "FG" })).toEqual([2, 3, 4, -1, -2]);
    expect(await wip({ itemFilter: "RM" })).toEqual([]);
    expect(await wip({ inventoryPostingGroupFilter: "MADE" }, { Items: groups })).toEqual([2, 3, 4, -1, -2]);
    expect(await wip({ inventoryPostingGroupFilter: "STOCK" }, { Items: groups })).toEqual([]);
    const order = [{ ...cells, "Item No.": "OTHER" }];
    expect(await wip({ itemFilter: "OTHER" }, { "Inventory Adjmt. Entry Orders": order })).toEqual([
      2, 3, 4, -1, -2,
    ]);
    // A capacity entry may name an item itself; without output and without a name the order's source counts.
    const named = [{ ...capacity[0], "Item No.": "X" } as Cells, capacity[1] as Cells];
    expect(await wip({ itemFilter: "X" }, { "Capacity Ledger Entries": named })).toEqual([-1]);
    const noOutput = entries.filter((row) => row["Entry Type"] !== "Output");
    expect(await wip({ itemFilter: "FG" }, { "Item Ledger Entries": noOutput })).toEqual([2, -1, -2]);
    expect(
      await wip({ itemFilter: "X" }, { "Item Ledger Entries": noOutput, "Capacity Ledger Entries": named }),
    ).toEqual([2, -1, -2]);
  });
});

describe("rolled-up", () => {
  it("warns of an entry that feeds itself and uses its own cost there", async () => {
    const cells = made("P1");
    const entries = [
      entry(1, "FG", "Output", 2, cells),
      entry(2, "FG", "Consumption", -1, cells),
      entry(3, "FG", "Sale", -1),
    ];
    const values = [
      value(1, 20, cells),
      value(1, 4, { ...cells, "Entry Type": "Indirect Cost" }),
      value(2, -12, cells),
      value(3, -12),
    ];
    const applications = [application(2, 1, 2, -1), application(3, 1, 3, -1)];
    const tables = workbook([item("FG")], entries, values, applications);
    const result = await run(tables, { level: "Rolled-up" });
    expect(result.warnings).toMatchObject([{ code: "CYCLE", entryNo: 1 }]);
    // Own overhead of the output 4, plus that of what it consumed (half of 4): 6; half of it is sold.
    expect(rowsOf(result)[0]).toMatchObject({ indirectCost: "-3", material: "-9", total: "-12" });
    expect((await run(tables)).warnings).toEqual([]);
  });

  it("is right at the end of a chain of 25,000 orders, whose WIP clears", async () => {
    const orders = 25_000;
    const entries = [entry(1, "A", "Purchase", 1)];
    const traded: Cells = {
      "Item Ledger Entry Type": "Purchase",
      ...made("", 0),
      "Order Type": "",
      "Cost Posted to G/L": 0,
    };
    const values = [value(1, 2, traded), value(1, 1, { ...traded, "Entry Type": "Indirect Cost" })];
    const applications: Cells[] = [];
    const heads: Cells[] = [];
    for (let order = 1; order <= orders; order += 1) {
      const [cells, used, output] = [made(`P${String(order)}`), 2 * order, 2 * order + 1];
      heads.push({ Status: "Finished", "No.": `P${String(order)}` });
      entries.push(entry(used, "A", "Consumption", -1, cells), entry(output, "A", "Output", 1, cells));
      const posted = { ...cells, "Cost Posted to G/L": 0 };
      values.push(
        value(used, -3, { ...posted, "Item Ledger Entry Type": "Consumption" }),
        value(output, 3, { ...posted, "Item Ledger Entry Type": "Output" }),
      );
      applications.push(application(used, used - 1, used, -1));
    }
    const sale = 2 * orders + 2;
    entries.push(entry(sale, "A", "Sale", -1));
    values.push(value(sale, -3, { ...traded, "Item Ledger Entry Type": "Sale" }));
    applications.push(application(sale, sale - 1, sale, -1));
    const tables = workbook([item("A")], entries.reverse(), values, applications, {
      "Production Orders": heads,
    });
    const [row] = rowsOf(await run(tables, { level: "Rolled-up" }));
    expect(row).toMatchObject({ indirectCost: "-1", material: "-2", total: "-3" });
    const wip = await runAndCheck("inventory-valuation-wip", tables, { endDate: END });
    expect(wip.result.error).toBeUndefined();
    expect(wip.result.totals).toMatchObject({ consumption: "75000", output: "-75000", endingWip: "0" });
  });

  it("ends when two entries are applied to each other", async () => {
    const entries = [entry(1, "A", "Sale", -1), entry(2, "A", "Sale", 1)];
    const values = [value(1, -5), value(2, 5), value(2, 1, { "Entry Type": "Rounding" })];
    const result = await run(
      workbook([item("A")], entries, values, [application(1, 2, 1, -1), application(2, 2, 1, 1)]),
    );
    expect(result.warnings).toMatchObject([{ code: "CYCLE", entryNo: 1 }]);
    expect(groupsOf(result)[0]?.total).toBe("1");
  });
});

describe("Inventory", () => {
  const revalued = workbook(
    [item("A")],
    [entry(1, "A", "Purchase", 10), entry(2, "A", "Sale", -4), entry(3, "A", "Sale", -2)],
    [
      value(1, 100, { "Valued Quantity": 10 }),
      value(1, 30, { "Entry Type": "Revaluation", "Valued Quantity": 6 }),
      value(1, 10, { "Entry Type": "Revaluation", "Valued Quantity": 0 }),
      value(2, -40),
      value(3, -30),
    ],
    [application(2, 1, 2, -4), application(3, 1, 3, -2)],
  );

  it("keeps a revaluation whole, or shares it by Valued Quantity", async () => {
    const [whole] = rowsOf(await run(revalued, { printCostShare: "Inventory" }));
    expect(whole).toMatchObject({ quantity: "4", material: "40", revaluation: "40", total: "80" });
    const [shared] = rowsOf(
      await run(revalued, { printCostShare: "Inventory", revaluationBasis: "Valued Quantity" }),
    );
    expect(shared).toMatchObject({ revaluation: "24", total: "64" });
  });

  it("ties to the value of the item's entries", async () => {
    const [group] = groupsOf(await run(revalued, { printCostShare: "Inventory" }));
    expect(group?.tieOut).toEqual({ reported: "80", inventoryValue: "70", difference: "-10" });
  });

  it("shows items at average cost per place, without entries", async () => {
    const place = { "Location Code": "BLUE", "Variant Code": "V" };
    const tables = workbook(
      [item("A", { "Costing Method": "Average" })],
      [
        entry(1, "A", "Purchase", 10, place),
        entry(2, "A", "Sale", -4, place),
        entry(3, "A", "Purchase", 2),
        entry(4, "A", "Sale", -2),
      ],
      [...bought, value(2, -48), value(3, 9), value(4, -8)],
      [],
    );
    const rows = rowsOf(await run(tables, { printCostShare: "Inventory", includeAverageItems: true }));
    expect(rows).toMatchObject([
      {
        entryNo: 0,
        entryType: "",
        documentNo: "",
        postingDate: "",
        itemNo: "A",
        ...{ locationCode: "BLUE", variantCode: "V" },
      },
    ]);
    expect(rows[0]).toMatchObject({
      quantity: "6",
      ownQuantity: "6",
      ownCost: "72",
      material: "52",
      indirectCost: "20",
    });
    const skipped = await run(tables, { printCostShare: "Inventory" });
    expect(skipped).toMatchObject({ groups: [], warnings: [{ code: "AVERAGE_ITEM_SKIPPED", itemNo: "A" }] });
  });
});

describe("as of the ending date", () => {
  it("knows neither later entries, nor later costs, nor later applications", async () => {
    const later = { "Posting Date": "2025-04-02" };
    const tables = workbook(
      [item("A")],
      [entry(1, "A", "Purchase", 10), entry(2, "A", "Sale", -4), entry(3, "A", "Sale", -6, later)],
      [...bought, value(2, -48), value(1, 55, later), value(3, -72, later)],
      [application(2, 1, 2, -4), application(3, 1, 3, -6)],
    );
    const inventory = { printCostShare: "Inventory" };
    expect(rowsOf(await run(tables, inventory))[0]).toMatchObject({ quantity: "6", total: "72" });
    expect(rowsOf(await run(tables, { ...inventory, endDate: "2025-04-30" }))).toEqual([]);
  });

  it("uses the starting date for sales only", async () => {
    const tables = {
      ...trade,
      "Item Ledger Entries": [
        entry(1, "A", "Purchase", 10),
        entry(2, "A", "Sale", -4, { "Posting Date": "2025-02-01" }),
      ],
    };
    expect(groupsOf(await run(tables, { startDate: "2025-03-01" }))).toEqual([]);
    expect(
      groupsOf(await run(tables, { startDate: "2025-03-01", printCostShare: "Inventory" })),
    ).toHaveLength(1);
    expect(await run(tables, { startDate: "2025-03-01", endDate: "" })).toMatchObject({
      endDate: "9999-12-31",
    });
  });
});

describe("what is wrong in the ledgers is said, and no cost is lost", () => {
  it("an application to an entry that is not there", async () => {
    const tables = {
      ...trade,
      "Item Application Entries": [
        application(2, 901, 2, -4),
        application(2, 1, 2, -2, 902),
        { ...application(2, 903, 2, -4), "Cost Application": false },
      ],
    };
    const result = await run(tables);
    expect(result.warnings).toMatchObject([
      { code: "APPLICATION_ENTRY_MISSING", entryNo: 901 },
      { code: "APPLICATION_ENTRY_MISSING", entryNo: 902 },
    ]);
    expect(rowsOf(result)[0]).toMatchObject({ material: "-48", total: "-48" });
  });

  it("value entries of item ledger entries that are not there", async () => {
    const orphans = [value(77, 300), value(78, 5, { "Cost Amount (Expected)": 5 })];
    const result = await run({ ...trade, "Value Entries": [...bought, value(2, -48), ...orphans] });
    expect(result.warnings).toMatchObject([{ code: "ITEM_LEDGER_ENTRY_MISSING", count: 2, amount: "310" }]);
  });

  it("items that are not on the sheet, and entries without cost", async () => {
    const tables = {
      ...trade,
      "Item Ledger Entries": [
        ...(trade["Item Ledger Entries"] ?? []),
        entry(3, "GONE", "Sale", -1),
        entry(4, "A", "Purchase", 5),
        entry(5, "HIDDEN", "Sale", -1),
        entry(6, "A", "Purchase", 7),
      ],
      "Value Entries": [...bought, value(2, -48), value(3, -7), value(5, -7)],
    };
    const result = await run(tables, { itemFilter: "A|GONE" });
    expect(result.warnings).toMatchObject([
      { code: "ITEM_NOT_FOUND", itemNo: "GONE" },
      { code: "NO_VALUE_ENTRY", itemNo: "A", message: expect.stringContaining("quantity 12,") as string },
    ]);
  });

  it("a source without quantity gives nothing, and does not stop the run", async () => {
    const tables = {
      ...trade,
      "Item Ledger Entries": [entry(1, "A", "Purchase", 0), entry(2, "A", "Sale", -4)],
    };
    expect(rowsOf(await run(tables))[0]).toMatchObject({ material: "-48", indirectCost: "0" });
  });

  it("an order without lines: consumption and capacity stand in its WIP", async () => {
    const cells: Cells = { "Order Type": "Production", "Order No.": "P9" };
    const tables = workbook(
      [item("A")],
      [entry(1, "A", "Purchase", 10), entry(2, "A", "Consumption", -4, cells)],
      [...bought, value(2, -48, cells), value(0, 9, { ...cells, "Capacity Ledger Entry No.": 1 })],
      [application(2, 1, 2, -4)],
      {
        "Capacity Ledger Entries": [
          { "Entry No.": 1, "Posting Date": "2025-03-10", ...cells, "Order Line No.": 0 },
        ],
        "Production Orders": [{ Status: "Released", "No.": "P9" }],
      },
    );
    const [group] = groupsOf(await run(tables, { printCostShare: "WIP Inventory", level: "Rolled-up" }));
    expect(group).toMatchObject({
      no: "P9",
      total: "-57",
      material: "-40",
      capacity: "-9",
      tieOut: { wipBalance: "57" },
    });
  });

  it("capacity entries of an order without number are refused with their cell", async () => {
    const capacity = [
      { "Entry No.": 1, "Posting Date": "2025-03-10", "Order Type": "Production", "Order No.": "" },
    ];
    const result = await run({ ...trade, "Capacity Ledger Entries": capacity });
    expect(result.error).toMatchObject({
      code: "BAD_VALUE",
      table: "Capacity Ledger Entries",
      column: "Order No.",
      key: "1",
      cells: ["row 2"],
    });
  });
});

describe("refusals", () => {
  const refused = async (
    tables: Workbook,
    parameters: Readonly<Record<string, unknown>> = {},
  ): Promise<unknown> => (await run(tables, parameters)).error;

  it("wants the sheets of WIP Inventory only there", async () => {
    expect(await refused(trade, { printCostShare: "WIP Inventory" })).toMatchObject({
      code: "MISSING_TABLE",
      table: "Capacity Ledger Entries",
    });
    const capacity = { ...trade, "Capacity Ledger Entries": [] };
    expect(await refused(capacity, { printCostShare: "WIP Inventory" })).toMatchObject({
      code: "MISSING_TABLE",
      table: "Production Orders",
    });
    expect(await refused({ ...trade, "Production Orders": [{ Nonsense: 1 }] })).toBeUndefined();
  });

  it("wants columns as soon as they matter", async () => {
    const capacity = [{ "Entry No.": 1, "Posting Date": "2025-03-10", "Order Type": "", "Order No.": "" }];
    const values = (trade["Value Entries"] ?? []).map(({ "Capacity Ledger Entry No.": _, ...row }) => row);
    expect(
      await refused({ ...trade, "Value Entries": values, "Capacity Ledger Entries": capacity }),
    ).toMatchObject({
      code: "MISSING_COLUMN",
      table: "Value Entries",
      column: "Capacity Ledger Entry No.",
    });
    const bare = { ...trade, Items: [{ "No.": "A", "Costing Method": "FIFO" }] };
    expect(await refused(bare)).toBeUndefined();
    expect(await refused(bare, { inventoryPostingGroupFilter: "X" })).toMatchObject({
      code: "MISSING_COLUMN",
      table: "Items",
      column: "Inventory Posting Group",
    });
  });

  it("refuses an order that is both released and finished", async () => {
    const orders = [
      { Status: "Released", "No.": "P1" },
      { Status: "Finished", "No.": "P1" },
    ];
    const tables = { ...trade, "Capacity Ledger Entries": [], "Production Orders": orders };
    expect(await refused(tables, { printCostShare: "WIP Inventory" })).toMatchObject({
      code: "DUPLICATE_KEY",
      table: "Production Orders",
      key: "P1",
    });
  });

  it("checks the period before the sheets", async () => {
    expect(await refused({}, { startDate: "2025-04-01" })).toMatchObject({ code: "DATE_ORDER" });
    expect(await refused({}, { level: "All" })).toMatchObject({ code: "BAD_PARAMETER", parameter: "level" });
  });

  it("only notes a costing method that it does not know", async () => {
    const result = await run({ ...trade, Items: [item("A", { "Costing Method": "Hourly" })] });
    expect(rowsOf(result)[0]?.indirectCost).toBe("-8");
    expect(result.notes).toMatchObject([
      { code: "UNKNOWN_OPTIONS", table: "Items", column: "Costing Method" },
    ]);
  });
});

describe("exact shares", () => {
  it("multiplies before it divides, and mops up cut periods", () => {
    const one = 10n ** 42n;
    const third = proportion(one, 1n, 3n);
    expect(shareText(third * 3n, 2)).toBe("1");
    expect(shareText(proportion(one, -2n, 3n), 2)).toBe("-0.67");
    expect(shareText(proportion(5n * 10n ** 39n, 1n, 1n), 2)).toBe("0.01");
    expect(shareText(-5n * 10n ** 39n, 2)).toBe("-0.01");
    expect(shareText(5n * 10n ** 39n - 1n, 2)).toBe("0.01");
    expect(shareText(0n, 2)).toBe("0");
  });

  it("keeps amounts beyond 2^53 and more than two decimals", async () => {
    const tables = workbook(
      [item("A")],
      [entry(1, "A", "Purchase", 3), entry(2, "A", "Sale", -1)],
      [
        value(1, "900000000000000.15"),
        value(1, "300000000000000.33", { "Entry Type": "Indirect Cost" }),
        value(2, "-300000000000000.051234"),
      ],
      [application(2, 1, 2, -1)],
    );
    expect(rowsOf(await run(tables))[0]).toMatchObject({
      indirectCost: "-100000000000000.11",
      material: "-199999999999999.94",
      total: "-300000000000000.05",
    });
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
  const example = (name: string) => {
    const found = casesOf(REPORT).find((one) => one.name === name);
    if (!found) throw new Error(`no case ${name}`);
    return found;
  };
  const sheetOf = async (name: string, parameters: object = {}) => {
    const { workbook: tables, parameters: given } = example(name);
    const made = await runAndCheck(REPORT, tables, { ...given, ...parameters });
    const [sheet] = made.run.report.layout(made.run.outcome.result, CONTEXT);
    return { sheet, summary: made.run.report.summary(made.run.outcome.result) };
  };

  it.each([
    "worked-example-sales",
    "worked-example-inventory",
    "worked-example-wip",
    "late-item-charge-tie-out",
  ])("%s: arithmetic adds up from the figures shown", async (name) => {
    const { summary } = await sheetOf(name);
    let sum = 0;
    const total = summary.arithmetic.findIndex((line) => line.rule === "rule");
    for (const line of summary.arithmetic.slice(0, total)) sum += Math.round(Number(line.amount) * 100);
    expect(Math.round(Number(summary.arithmetic[total]?.amount) * 100)).toBe(sum);
    const close = summary.arithmetic.findIndex((line) => line.rule === "close");
    if (close < 0) return;
    const start = name.includes("inventory") ? 0 : sum;
    const rest = summary.arithmetic
      .slice(total + 1, close)
      .reduce((all, line) => all + Math.round(Number(line.amount) * 100), start);
    expect(Math.round(Number(summary.arithmetic[close]?.amount) * 100)).toBe(rest);
  });

  it("keeps the main table without gaps, with and without details", async () => {
    for (const showDetails of [true, false]) {
      const { sheet } = await sheetOf("worked-example-inventory", { showDetails });
      const [main, ...others] = sheet?.tables ?? [];
      expect(main?.places).toBeUndefined();
      expect(main?.excelTable).not.toBe(false);
      expect(others.every((table) => table.excelTable === false)).toBe(true);
      const lengths = new Set(main?.columns.map((column) => column.values.length));
      expect(lengths).toEqual(new Set([2]));
      expect(main?.fields?.length).toBe(main?.columns.length);
    }
  });

  it("draws the chart from columns that are seen", async () => {
    const { sheet } = await sheetOf("worked-example-inventory", { showDetails: false });
    const [chart] = sheet?.charts ?? [];
    expect(chart?.series.map((series) => series.name)).toEqual([
      "Material",
      "Capacity",
      "Material overhead",
      "Subcontracted",
      "Capacity overhead",
    ]);
    expect(chart?.description).toContain("516.60");
    for (const series of chart?.series ?? [])
      expect(sheet?.hiddenColumns).not.toContain(series.values.column);
  });

  it("shows indirect cost where the line does not foot without it", async () => {
    const hidden = async (name: string): Promise<readonly (string | undefined)[]> => {
      const { sheet } = await sheetOf(name, { showDetails: false });
      return (sheet?.hiddenColumns ?? []).map((column) => sheet?.tables[0]?.columns[column]?.header);
    };
    expect(await hidden("worked-example-sales")).toContain("Indirect Cost");
    expect(await hidden("bc-test-wip-with-item-filter")).not.toContain("Indirect Cost");
  });

  it("shows non-inventory cost where there is some", async () => {
    const hidden = async (tables: Workbook): Promise<readonly unknown[]> => {
      const { run: made } = await runAndCheck(REPORT, tables, { endDate: END });
      const [sheet] = made.report.layout(made.outcome.result, CONTEXT);
      return (sheet?.hiddenColumns ?? []).map((column) => sheet?.tables[0]?.columns[column]?.header);
    };
    const other = value(2, -3, { "Entry Type": "Direct Cost - Non Inventory" });
    // Two items, of which one has such cost.
    const two = workbook(
      [item("A"), item("B")],
      [...(trade["Item Ledger Entries"] ?? []), entry(3, "B", "Sale", -1)],
      [...bought, value(2, -48), value(3, -5), other],
      trade["Item Application Entries"] ?? [],
    );
    expect(await hidden(two)).not.toContain("Non-Inventory Cost");
    expect(await hidden(trade)).toContain("Non-Inventory Cost");
  });

  it("knows no entries behind a figure of the tie-out that the kind of cost shares has not", async () => {
    const drilled = async (printCostShare: string, field: string) => {
      const { run: made, ledgers } = await runAndCheck(REPORT, trade, { endDate: END, printCostShare });
      return made.report.drill?.(ledgers, made.parameters ?? {}, made.outcome.result, {
        field: `tieOut.${field}`,
      });
    };
    expect(await drilled("Inventory", "cogsInPeriod")).toBeUndefined();
    expect(await drilled("Sales", "wipBalance")).toBeUndefined();
    expect(await drilled("Inventory", "inventoryValue")).toMatchObject({ figure: "72" });
    const without = { ...trade, Items: [{ "No.": "A", "Costing Method": "FIFO" }] };
    const { run: made, ledgers } = await runAndCheck(REPORT, without, { endDate: END });
    const figure = { no: "A", field: "total" };
    expect(made.report.drill?.(ledgers, made.parameters ?? {}, made.outcome.result, figure)?.title).toBe(
      "Total of A",
    );
  });

  it("calls sales open that no cause explains, and stock explained", async () => {
    const stateOf = async (tables: Workbook, parameters: object) => {
      const made = await runAndCheck(REPORT, tables, { endDate: END, ...parameters });
      return made.run.report.summary(made.run.outcome.result);
    };
    const variance = [...bought, value(2, -48), value(2, -1, { "Entry Type": "Indirect Cost" })];
    expect(await stateOf({ ...trade, "Value Entries": variance }, {})).toMatchObject({
      state: "open",
      difference: "-1",
    });
    expect(await stateOf(trade, {})).toMatchObject({ state: "ties", difference: "0" });
    const late = [...bought, value(2, -40)];
    expect(await stateOf({ ...trade, "Value Entries": late }, { printCostShare: "Inventory" })).toMatchObject(
      {
        state: "explained",
        difference: "8",
      },
    );
  });

  it("has a text for every warning", () => {
    for (const code of [
      "AVERAGE_ITEM_SKIPPED",
      "ITEM_NOT_FOUND",
      "APPLICATION_ENTRY_MISSING",
      "CYCLE",
      "CAPACITY_LEDGER_MISSING",
      "ITEM_LEDGER_ENTRY_MISSING",
      "NO_VALUE_ENTRY",
    ]) {
      expect(messageText(code, {}, REPORT)).not.toBe(code);
    }
  });
});
