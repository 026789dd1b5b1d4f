/** Invt. Valuation - Cost Spec.: what is wrong in ledgers is said, and every amount stays in the tie-out. */
import type { FigureReference } from "../../../src/engine/report";
import type { Result, Row } from "../../../src/engine/reports/inventory-valuation-cost-spec/run";
import { summary } from "../../../src/engine/reports/inventory-valuation-cost-spec/summary";
import { runAndCheck } from "../../support/run-report";

type Cells = Readonly<Record<string, string | number | boolean>>;
type Workbook = Readonly<Record<string, readonly Cells[]>>;

const entry = (no: number, type: string, quantity: number, cells: Cells = {}): Cells => ({
  "Entry No.": no,
  "Item No.": "A",
  "Posting Date": "2025-03-10",
  "Entry Type": type,
  "Drop Shipment": false,
  Quantity: quantity,
  ...cells,
});
let nextValue = 0;
const value = (entryNo: number, actual: number, cells: Cells = {}): Cells => ({
  "Entry No.": (nextValue += 1),
  "Posting Date": "2025-03-10",
  "Entry Type": "Direct Cost",
  "Item Ledger Entry No.": entryNo,
  "Cost Amount (Actual)": actual,
  "Cost Amount (Expected)": 0,
  "Partial Revaluation": false,
  "Valued Quantity": 0,
  ...cells,
});
let nextApplication = 0;
const application = (own: number, inbound: number, outbound: number, quantity: number): Cells => ({
  "Entry No.": (nextApplication += 1),
  "Item Ledger Entry No.": own,
  "Inbound Item Entry No.": inbound,
  "Outbound Item Entry No.": outbound,
  "Posting Date": "2025-03-10",
  Quantity: quantity,
});

const workbook = (
  entries: readonly Cells[],
  values: readonly Cells[],
  applications: readonly Cells[],
  more: Workbook = {},
): Workbook => ({
  Items: [{ "No.": "A", "Costing Method": "FIFO" }],
  "Item Ledger Entries": entries,
  "Value Entries": values,
  "Item Application Entries": applications,
  ...more,
});

async function run(tables: Workbook, parameters: object = {}): Promise<{ result: Result; row: Row }> {
  const { result } = await runAndCheck("inventory-valuation-cost-spec", tables, {
    valuationDate: "2025-03-31",
    ...parameters,
  });
  expect(result.error).toBeUndefined();
  const specification = result as unknown as Result;
  return { result: specification, row: specification.rows[0] as Row };
}

/** "entry: cause amount" of the entries behind the difference of the item. */
async function behindDifference(tables: Workbook): Promise<readonly string[] | undefined> {
  const { run: made, ledgers } = await runAndCheck("inventory-valuation-cost-spec", tables, {
    valuationDate: "2025-03-31",
  });
  const figure = { itemNo: "A", field: "tieOut.difference" };
  const drill = made.report.drill?.(ledgers, made.parameters ?? {}, made.outcome.result, figure);
  return drill?.entries.map(
    ({ entryNo, columns, amount }) => `${entryNo}: ${String(columns.Cause)} ${amount.slice(0, 8)}`,
  );
}

const NOTHING = {
  difference: "0",
  rounding: "0",
  costNotAdjusted: "0",
  valuedOtherwise: "0",
  dropShipments: "0",
  notApplied: "0",
};

/** 3 bought for 10.00, 1 sold for 3.33. */
const entries = [entry(1, "Purchase", 3), entry(2, "Sale", -1)];
const applied = [application(2, 1, 2, -1)];

describe("the tie-out", () => {
  it("calls the cent that an issue was rounded by rounding", async () => {
    const { row, result } = await run(workbook(entries, [value(1, 10), value(2, -3.33)], applied));
    expect(row.totalCost).toBe("6.67");
    expect(row.tieOut).toEqual({ ...NOTHING, inventoryValue: "6.67" });
    expect(summary(result).state).toBe("ties");
    const two = await run(
      workbook(
        [...entries, entry(3, "Sale", -1)],
        [value(1, 10), value(2, -3.33), value(3, -3.33)],
        [...applied, application(3, 1, 3, -1)],
      ),
    );
    expect(two.row.totalCost).toBe("3.33");
    expect(two.row.tieOut).toEqual({
      ...NOTHING,
      inventoryValue: "3.34",
      difference: "-0.01",
      rounding: "-0.01",
    });
    expect(summary(two.result)).toMatchObject({ state: "explained", difference: "-0.01" });
  });

  it.each([
    ["3.35", undefined, "rounding"],
    ["3.38", undefined, "costNotAdjusted"],
    ["3.38", "0.05", "rounding"],
    ["4", "1", "rounding"],
  ])("of an issue for %s at precision %s is %s", async (cost, precision, cause) => {
    const setup: Workbook =
      precision === undefined ? {} : { "General Ledger Setup": [{ "Amount Rounding Precision": precision }] };
    const { row } = await run(workbook(entries, [value(1, 10), value(2, -Number(cost))], applied, setup));
    expect(row.tieOut[cause as "rounding"]).toBe(row.tieOut.difference);
    expect(row.tieOut.difference).not.toBe("0");
  });

  it.each([
    ["6.03", "rounding"],
    ["6.04", "rounding"],
    ["6.05", "costNotAdjusted"],
    ["5.96", "rounding"],
    ["5.95", "costNotAdjusted"],
  ])("two receipts at 3 issued for %s: the difference is %s", async (cost, cause) => {
    // Half a cent for each of three elements, of each of two applications and of the issue itself: 0.045.
    const two = [
      entry(1, "Purchase", 1),
      entry(2, "Purchase", 1),
      entry(3, "Sale", -1),
      entry(4, "Sale", -2),
    ];
    const both = [application(4, 1, 4, -1), application(4, 2, 4, -1)];
    const issues = [entry(5, "Purchase", 1), ...two];
    const costs = [value(1, 3), value(2, 3), value(5, 3), value(3, -3), value(4, -Number(cost))];
    const { row } = await run(workbook(issues, costs, [application(3, 5, 3, -1), ...both]));
    expect(row.tieOut[cause as "rounding"]).toBe(row.tieOut.difference);
    expect(Number(row.tieOut.difference)).toBeCloseTo(Number(cost) - 6, 5);
  });

  it.each([
    // Two of three left are 6.6667 against 6.67: the issue was rounded by a third of a cent.
    ["10", "-3.33", ["2: Rounding -0.00333"]],
    ["9", "-3", []],
    ["9", "-3.01", ["2: Rounding 0.01"]],
    ["90071992547409.93", "-30023997515803.31", []],
    ["90071992547409.93", "-30023997515803.32", ["2: Rounding 0.01"]],
  ])("3 bought for %s, one sold for %s: behind the difference stand %j", async (bought, sold, behind) => {
    const tables = workbook(entries, [value(1, 0), value(2, 0)], applied);
    const values = (tables["Value Entries"] ?? []).map((cells, index) => ({
      ...cells,
      "Cost Amount (Actual)": [bought, sold][index] as string,
    }));
    expect(await behindDifference({ ...tables, "Value Entries": values })).toEqual(behind);
  });

  it("calls what does not count of a rounding entry rounding of its receipt", async () => {
    const rounded = [value(1, 9), value(1, 0.01, { "Entry Type": "Rounding" }), value(2, -3)];
    expect(await behindDifference(workbook(entries, rounded, applied))).toEqual(["1: Rounding -0.00333"]);
  });

  it("shares a partial revaluation among the issues after it", async () => {
    const later = [...entries, entry(3, "Sale", -1)];
    const both = [...applied, application(3, 1, 3, -1)];
    const before = [value(1, 9), value(2, -3)];
    const revalued = value(1, -2, {
      "Entry Type": "Revaluation",
      "Partial Revaluation": true,
      "Valued Quantity": 2,
    });
    const values = [...before, revalued];
    const adjusted = await run(workbook(later, [...values, value(3, -2)], both));
    expect(adjusted.row.tieOut).toEqual({ ...NOTHING, inventoryValue: "2" });
    const { "Entry No.": _, "Cost Amount (Actual)": __, ...cells } = revalued;
    const halves = [value(1, -1, cells), value(1, -1, cells)];
    const inTwo = await run(workbook(later, [...before, ...halves, value(3, -2)], both));
    expect(inTwo.row).toMatchObject({ totalCost: "2", tieOut: { ...NOTHING, inventoryValue: "2" } });
    const waiting = await run(workbook(later, [...values, value(3, -3)], both));
    expect(waiting.row.tieOut).toMatchObject({ difference: "1", costNotAdjusted: "1", notApplied: "0" });
  });

  it("tells drop shipments and issues that are not covered apart", async () => {
    const shipped = [entry(3, "Purchase", 5, { "Drop Shipment": true })];
    const dropped = await run(
      workbook([...entries, ...shipped], [value(1, 9), value(2, -3), value(3, 25)], applied),
    );
    expect(dropped.row.tieOut).toMatchObject({
      inventoryValue: "31",
      difference: "-25",
      dropShipments: "-25",
    });
    const short = [entry(1, "Purchase", 3), entry(2, "Sale", -4)];
    const uncovered = await run(workbook(short, [value(1, 9), value(2, -16)], [application(2, 1, 2, -3)]));
    expect(uncovered.row).toMatchObject({ quantity: "-1", totalCost: "-4" });
    expect(uncovered.row.tieOut).toMatchObject({
      inventoryValue: "-7",
      difference: "3",
      valuedOtherwise: "3",
    });
  });
});

describe("what is wrong in the ledgers is said, and no amount is lost", () => {
  it("an application to an entry that is not there", async () => {
    const values = [value(1, 10), value(2, -3.33)];
    const { row, result } = await run(
      workbook(entries, values, [application(2, 901, 2, -1), application(902, 1, 902, -2)]),
    );
    expect(result.warnings).toMatchObject([{ code: "MISSING_APPLIED_ENTRY", itemNo: "A" }]);
    expect(row).toMatchObject({
      quantity: "2",
      totalCost: "6.67",
      tieOut: { inventoryValue: "6.67", notApplied: "0" },
    });
  });

  it("an application to an entry that is posted later", async () => {
    const after = [entry(1, "Purchase", 3), entry(2, "Sale", -1, { "Posting Date": "2025-04-01" })];
    const { row } = await run(workbook(after, [value(1, 9)], applied));
    expect(row).toMatchObject({ quantity: "3", totalCost: "9", tieOut: { ...NOTHING, inventoryValue: "9" } });
  });

  it("an application that is made later", async () => {
    const late = applied.map((cells) => ({ ...cells, "Posting Date": "2025-04-01" }));
    // Nothing was applied by then: all of the receipt is left at 9, and the issue at −2.
    const { row } = await run(workbook(entries, [value(1, 9), value(2, -2)], late));
    expect(row).toMatchObject({
      quantity: "2",
      totalCost: "7",
      tieOut: { inventoryValue: "7", difference: "0" },
    });
  });

  it("an application that only one of its entries counts", async () => {
    const places = [
      entry(1, "Purchase", 3, { "Location Code": "B" }),
      entry(2, "Sale", -1, { "Location Code": "R" }),
    ];
    const { row, result } = await run(workbook(places, [value(1, 9), value(2, -3)], applied), {
      locationFilter: "B",
    });
    expect(row).toMatchObject({
      quantity: "2",
      totalCost: "6",
      tieOut: { inventoryValue: "9", notApplied: "-3" },
    });
    expect(summary(result).state).toBe("open");
    // As if another item had 3 more: the cause is named, although the sum is 0.
    const even = { ...result.totals.tieOut, notApplied: "0", difference: "0" };
    const evened = summary({ ...result, totals: { ...result.totals, tieOut: even } });
    expect(evened.state).toBe("open");
    expect(evened.arithmetic).toContainEqual({ label: "Of it not applied, items cancel out", amount: "0" });
  });

  it("entries that are applied to each other", async () => {
    const circle = [application(2, 1, 2, -1), application(1, 1, 2, 1)];
    const { row } = await run(workbook(entries, [value(1, 9), value(2, -3)], circle));
    expect(row).toMatchObject({ quantity: "2", totalCost: "6", tieOut: { ...NOTHING, inventoryValue: "6" } });
  });

  it("more applied than there was, and cost of an entry without quantity", async () => {
    const over = await run(workbook(entries, [value(1, 9), value(2, -3)], [application(2, 1, 2, -4)]));
    const causes = Object.entries(over.row.tieOut).filter(
      ([cause]) => cause !== "inventoryValue" && cause !== "difference",
    );
    const sum = causes.reduce((all, [, amount]) => all + Math.round(Number(amount) * 100), 0);
    expect(sum).toBe(Math.round(Number(over.row.tieOut.difference) * 100));
    const charge = await run(workbook([entry(1, "Purchase", 0)], [value(1, 7)], []));
    expect(charge.result.warnings).toMatchObject([{ code: "ZERO_DIVISOR", itemNo: "A" }]);
    expect(charge.row).toMatchObject({
      totalCost: "0",
      tieOut: { inventoryValue: "7", difference: "-7", notApplied: "-7" },
    });
  });

  it("value entries of item ledger entries that are not there", async () => {
    const { result } = await run(
      workbook(entries, [value(1, 9), value(2, -3), value(77, 300), value(78, 10)], applied),
    );
    expect(result.warnings).toMatchObject([{ code: "ITEM_LEDGER_ENTRY_MISSING", count: 2, amount: "310" }]);
    expect(result.totals.tieOut).toEqual({ ...NOTHING, inventoryValue: "6" });
  });
});

describe("without applications", () => {
  const left = (no: number, type: string, quantity: number, remaining: number, cells: Cells = {}): Cells =>
    entry(no, type, quantity, { "Remaining Quantity": remaining, ...cells });
  const tables = (items: readonly Cells[], costs: readonly Cells[]): Workbook => {
    const { "Item Application Entries": _, ...others } = workbook(items, costs, []);
    return others;
  };
  const today = [left(1, "Purchase", 3, 2), left(2, "Sale", -1, 0)];
  const costs = [value(1, 9), value(2, -3)];
  const later = { "Posting Date": "2025-04-01" };

  it("today's remaining quantities serve on the last day of the ledgers", async () => {
    const { row, result } = await run(tables(today, costs));
    expect(row).toMatchObject({ quantity: "2", totalCost: "6", unitCost: "3" });
    expect(result.warnings).toMatchObject([{ code: "REMAINING_QUANTITY_USED" }]);
    const onTheDay = await run(tables(today, costs), { valuationDate: "2025-03-10" });
    expect(onTheDay.row).toMatchObject({ quantity: "2" });
  });

  it.each([
    ["a later entry", [...today, left(3, "Purchase", 1, 1, later)], costs],
    ["a later cost", today, [...costs, value(1, 1, later)]],
    ["no remaining quantities", entries, costs],
  ])("%s is refused", async (_, items, values) => {
    const { result } = await runAndCheck("inventory-valuation-cost-spec", tables(items, values), {
      valuationDate: "2025-03-31",
    });
    expect(result.error).toMatchObject({ code: "MISSING_TABLE", table: "Item Application Entries" });
  });
});

describe("partial revaluations that are not marked", () => {
  /** 3 bought for 9; one sold before 2 were revalued by −2, one after. */
  const unmarked = (revaluation: Cells, more: readonly Cells[] = []): Workbook => {
    const tables = workbook(
      [...entries, entry(3, "Sale", -1)],
      [
        value(1, 9),
        value(2, -3),
        value(1, -2, {
          "Entry Type": "Revaluation",
          "Valued Quantity": 2,
          Adjustment: false,
          ...revaluation,
        }),
        value(3, -2),
        ...more,
      ],
      [...applied, application(3, 1, 3, -1)],
    );
    const values = (tables["Value Entries"] ?? []).map(({ "Partial Revaluation": _, ...cells }) => cells);
    return { ...tables, "Value Entries": values };
  };

  it("are those of another quantity than that of their entry", async () => {
    const { row, result } = await run(unmarked({}));
    // One of three left: 3 of 9, and one of the two that were revalued: −1.
    expect(row).toMatchObject({
      quantity: "1",
      totalCost: "2",
      tieOut: { inventoryValue: "2", difference: "0" },
    });
    expect(result.warnings).toMatchObject([{ code: "PARTIAL_REVALUATION_DERIVED" }]);
    // Nor does it matter which entry stands first.
    const tables = unmarked({});
    const turned = await run({
      ...tables,
      "Item Ledger Entries": [...(tables["Item Ledger Entries"] ?? [])].reverse(),
      "Value Entries": [...(tables["Value Entries"] ?? [])].reverse(),
    });
    expect(turned.row).toEqual(row);
    const soldFirst = [entry(2, "Sale", -1), entry(1, "Purchase", 3), entry(3, "Sale", -1)];
    expect((await run({ ...tables, "Item Ledger Entries": soldFirst })).row).toEqual(row);
  });

  it.each([
    ["a revaluation of the whole entry", { "Valued Quantity": 3 }],
    ["an adjustment", { Adjustment: true }],
  ])("are not %s, of which a third is left", async (_, cells) => {
    const { row } = await run(unmarked(cells));
    expect(row).toMatchObject({ quantity: "1", totalCost: "2.33" });
  });

  it("are not other costs", async () => {
    const { row, result } = await run(unmarked({ "Entry Type": "Direct Cost" }));
    expect(row.totalCost).toBe("2.33");
    expect(result.warnings).toEqual([]);
  });

  it("are not looked for where there are no valued quantities, which is said if something is revalued", async () => {
    const tables = unmarked({});
    const without = (rows: readonly Cells[]): readonly Cells[] =>
      rows.map(({ "Valued Quantity": _, "Partial Revaluation": __, ...cells }) => cells);
    const values = without(tables["Value Entries"] ?? []);
    const { row, result } = await run({ ...tables, "Value Entries": values });
    expect(row.totalCost).toBe("2.33");
    expect(result.warnings).toMatchObject([{ code: "PARTIAL_REVALUATION_DERIVED" }]);
    // What filters leave out or belongs to no entry says nothing.
    const elsewhere = value(99, 5, { "Entry Type": "Revaluation" });
    const others = values.filter((cells) => cells["Entry Type"] !== "Revaluation");
    const none = await run({ ...tables, "Value Entries": [...others, ...without([elsewhere])] });
    expect(none.result.warnings).toMatchObject([
      { code: "ITEM_LEDGER_ENTRY_MISSING", count: 1, amount: "5" },
    ]);
    const dropped = [
      entry(7, "Purchase", 1, { "Drop Shipment": true }),
      ...(tables["Item Ledger Entries"] ?? []),
    ];
    const ofDropped = value(7, 5, { "Entry Type": "Revaluation" });
    const drop = await run({
      ...tables,
      "Item Ledger Entries": dropped,
      "Value Entries": [...others, ...without([value(7, 5), ofDropped])],
    });
    expect(drop.result.warnings).toEqual([]);
  });
});

describe("what an item says beside its cost", () => {
  it("a cost without quantity, a quantity below zero, and cost types that are not known", async () => {
    // At average cost nothing is weighted: the cost stays, whatever is left.
    const average = { Items: [{ "No.": "A", "Costing Method": "Average" }] };
    const sold = [entry(1, "Purchase", 1), entry(2, "Sale", -1)];
    const gone = await run(workbook(sold, [value(1, 9), value(2, -8)], [application(2, 1, 2, -1)], average));
    expect(gone.row).toMatchObject({ quantity: "0", unitCost: "0", totalCost: "1" });
    expect(gone.result.warnings).toMatchObject([{ code: "ZERO_QUANTITY_WITH_VALUE", itemNo: "A" }]);
    const short = await run(workbook([entry(1, "Sale", -2)], [value(1, -8)], []));
    expect(short.row).toMatchObject({ quantity: "-2", unitCost: "-4", totalCost: "-8" });
    expect(short.result.warnings).toMatchObject([{ code: "NEGATIVE_QUANTITY", itemNo: "A" }]);

    for (const kind of ["", "Zeta"]) {
      const { result } = await run(
        workbook([entry(1, "Purchase", 1)], [value(1, 1, { "Entry Type": kind })], []),
      );
      const message = expect.stringContaining(kind) as string;
      expect(result.warnings).toMatchObject([{ code: "UNKNOWN_COST_TYPE", itemNo: "A", message }]);
    }
    const kinds = ["Zeta", "Direct Cost", "Alpha", ""].map((kind, index) =>
      value(1, index + 1, { "Entry Type": kind }),
    );
    const unknown = await run(workbook([entry(1, "Purchase", 1)], kinds, []));
    expect(unknown.row.lines.map(({ entryType, amount }) => [entryType, amount])).toEqual([
      ["Direct Cost", "2"],
      ["Alpha", "3"],
      ["Zeta", "1"],
      ["", "4"],
    ]);
    expect(unknown.result.totals.lines).toMatchObject(
      unknown.row.lines.map(({ entryType }) => ({ entryType })),
    );
    expect(unknown.result.warnings).toMatchObject([{ code: "UNKNOWN_COST_TYPE", itemNo: "A" }]);
  });

  it("entries behind its figures: those of a type, and none behind what it has not", async () => {
    const mixed = workbook(
      entries,
      [
        value(1, 9, { "Cost Amount (Expected)": 3 }),
        value(1, 6, { "Entry Type": "Indirect Cost" }),
        value(2, -5),
      ],
      applied,
    );
    const { run: made, ledgers } = await runAndCheck("inventory-valuation-cost-spec", mixed, {
      valuationDate: "2025-03-31",
    });
    const behind = (figure: FigureReference) =>
      made.report.drill?.(ledgers, made.parameters ?? {}, made.outcome.result, { itemNo: "A", ...figure });
    // Two of three are left.
    expect(behind({ field: "totalCost" })).toMatchObject({ title: "Cost of A", figure: "12" });
    expect(behind({ field: "amount", entryType: "Indirect Cost" })).toMatchObject({ figure: "4" });
    expect(behind({ field: "amount" })).toMatchObject({ figure: "12" });
    expect(behind({ field: "expectedCost" })).toMatchObject({ title: "Expected cost of A", figure: "2" });
    expect(behind({ field: "expectedAmount", entryType: "Direct Cost" })).toMatchObject({ figure: "2" });
    expect(behind({ field: "expectedAmount" })).toMatchObject({ figure: "2" });
    expect(behind({ field: "quantity" })).toMatchObject({
      figure: "2",
      entries: [{ entryNo: 1, amount: "2" }],
    });
    expect(behind({ field: "tieOut.inventoryValue" })).toMatchObject({ figure: "13" });
    expect(behind({ field: "quantity", entryType: "Direct Cost" })).toBeUndefined();
    expect(behind({ field: "tieOut.nothing" })).toBeUndefined();
    expect(behind({ field: "unitCost" })).toBeUndefined();
    expect(behind({ field: "totalCost", itemNo: "B" })).toBeUndefined();
  });
});

it("follows a chain of 50,000 transfers", async () => {
  const links = 50_000;
  const chain = [entry(1, "Purchase", 3)];
  const values = [value(1, 9)];
  const applications: Cells[] = [];
  for (let no = 2; no <= links; no += 2) {
    chain.push(entry(no, "Transfer", -3), entry(no + 1, "Transfer", 3));
    values.push(value(no, -9), value(no + 1, 9));
    applications.push(application(no, no - 1, no, -3), application(no + 1, no + 1, no, 3));
  }
  const { row } = await run(workbook(chain, values, applications));
  expect(row).toMatchObject({ quantity: "3", totalCost: "9", tieOut: { ...NOTHING, inventoryValue: "9" } });
});
