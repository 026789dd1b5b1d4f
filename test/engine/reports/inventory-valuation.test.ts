/** Inventory Valuation: which items and entries count, where transfers stand, what is said of what is strange. */
import type { Row } from "../../../src/engine/reports/inventory-valuation/finish";
import type { Result } from "../../../src/engine/reports/inventory-valuation/run";
import { summary } from "../../../src/engine/reports/inventory-valuation/summary";
import { cellAddress } from "../../../src/workbook/sheet";
import { answerOf, openSession } from "../../support/answer";
import { runAndCheck, type AnyResult } from "../../support/run-report";
import { without } from "../../support/without";

type Cells = Readonly<Record<string, string | number | boolean>>;
type Workbook = Readonly<Record<string, readonly Cells[]>>;

const REPORT = "inventory-valuation";
const january = { startDate: "2026-01-01", endDate: "2026-01-31" };

const item = (no: string, cells: Cells = {}): Cells => ({
  "No.": no,
  Description: `Item ${no}`,
  "Base Unit of Measure": "PCS",
  "Inventory Posting Group": "RESALE",
  ...cells,
});
/** A value entry of its own item ledger entry: invoiced, and posted in full. */
const entry = (no: number, type: string, quantity: number, cost: string, cells: Cells = {}): Cells => ({
  "Entry No.": no,
  "Item No.": "A",
  "Posting Date": "2026-01-10",
  "Item Ledger Entry Type": type,
  "Entry Type": "Direct Cost",
  "Item Ledger Entry No.": no,
  "Location Code": "",
  "Variant Code": "",
  "Inventory Posting Group": "RESALE",
  "Document No.": `D-${no}`,
  "Valued Quantity": quantity,
  "Invoiced Quantity": quantity,
  "Item Ledger Entry Quantity": quantity,
  "Cost Amount (Actual)": cost,
  "Cost Amount (Expected)": "0",
  "Cost Posted to G/L": cost,
  "Expected Cost Posted to G/L": "0",
  ...cells,
});
/** A value entry of goods that are not invoiced yet. */
const expected = (no: number, type: string, quantity: number, cost: string, cells: Cells = {}): Cells =>
  entry(no, type, quantity, "0", {
    "Invoiced Quantity": 0,
    "Cost Amount (Expected)": cost,
    ...cells,
  });

async function outcome(workbook: object, parameters: object = {}): Promise<AnyResult> {
  return (await runAndCheck(REPORT, workbook, { ...january, ...parameters })).result;
}

async function valuation(workbook: object, parameters: object = {}): Promise<Result> {
  const result = await outcome(workbook, parameters);
  expect(result.error).toBeUndefined();
  return result as unknown as Result;
}

const codes = ({ warnings }: Result): readonly unknown[] =>
  warnings.map(({ code, itemNo }) => (itemNo === undefined ? code : `${code} ${itemNo}`));
const messageOf = ({ warnings }: Result, code: string): string =>
  warnings.find((warning) => warning.code === code)?.message ?? "";
const movements = (row: Row | undefined): readonly unknown[] =>
  row === undefined ? [] : [row.openingValue, row.increaseValue, row.decreaseValue, row.endingValue];
const itemNos = ({ rows }: Result): readonly string[] => rows.map((row) => row.itemNo);

describe("items in scope", () => {
  const workbook: Workbook = {
    Items: [
      item("A", { "Statistics Group": 1 }),
      item("B", { "Statistics Group": 2, "Inventory Posting Group": "RAW" }),
      item("C", { "Statistics Group": 1, Type: "Service" }),
    ],
    "Value Entries": [
      entry(1, "Purchase", 1, "10"),
      entry(2, "Purchase", 1, "20", { "Item No.": "B", "Inventory Posting Group": "RAW" }),
      entry(3, "Purchase", 1, "40", { "Item No.": "C" }),
    ],
  };
  const lacking = (...columns: readonly string[]): object => ({
    ...workbook,
    Items: (workbook.Items ?? []).map((row) => without(row, ...columns)),
  });

  it("are those of type Inventory that pass each filter", async () => {
    expect(itemNos(await valuation(workbook))).toEqual(["B", "A"]);
    expect(itemNos(await valuation(workbook, { itemFilter: "B|C" }))).toEqual(["B"]);
    expect(itemNos(await valuation(workbook, { statisticsGroupFilter: "1" }))).toEqual(["A"]);
    expect(itemNos(await valuation(workbook, { inventoryPostingGroupFilter: "RAW" }))).toEqual(["B"]);
  });

  it("cannot be chosen by a column that Items does not have", async () => {
    const place = { code: "MISSING_COLUMN", table: "Items" };
    expect((await outcome(lacking("Statistics Group"), { statisticsGroupFilter: "1" })).error).toMatchObject({
      ...place,
      column: "Statistics Group",
    });
    expect(
      (await outcome(lacking("Inventory Posting Group"), { inventoryPostingGroupFilter: "RAW" })).error,
    ).toMatchObject({ ...place, column: "Inventory Posting Group" });
    expect(itemNos(await valuation(lacking("Statistics Group", "Inventory Posting Group")))).toEqual([
      "A",
      "B",
    ]);
  });

  it("have a posting group in the value entries, but no statistics group, when there is no Items sheet", async () => {
    const noItems = without(workbook, "Items");
    expect((await outcome(noItems, { statisticsGroupFilter: "1" })).error).toMatchObject({
      code: "MISSING_TABLE",
      table: "Items",
    });
    const result = await valuation(noItems, { inventoryPostingGroupFilter: "RAW" });
    expect(result.rows).toMatchObject([{ itemNo: "B", description: "", inventoryPostingGroup: "RAW" }]);
    expect(codes(result)).toEqual(["ITEMS_TABLE_MISSING"]);
  });

  it("take the posting group of the value entry with the lowest number when there is no Items sheet", async () => {
    const { rows } = await valuation({
      "Value Entries": [
        entry(7, "Purchase", 1, "10", { "Inventory Posting Group": "LATER" }),
        entry(3, "Purchase", 1, "10", { "Inventory Posting Group": "FIRST" }),
        entry(9, "Purchase", 1, "10", { "Inventory Posting Group": "LAST" }),
      ],
    });
    expect(rows.map((row) => row.inventoryPostingGroup)).toEqual(["FIRST"]);
  });

  it("leave out what Items does not know, and say how much that is", async () => {
    const unknown: Workbook = {
      ...workbook,
      "Value Entries": [
        ...(workbook["Value Entries"] ?? []),
        entry(4, "Purchase", 1, "5", { "Item No.": "X" }),
        expected(5, "Purchase", 1, "2.5", { "Item No.": "X" }),
        entry(6, "Purchase", 1, "100", { "Item No.": "X", "Posting Date": "2026-02-01" }),
        entry(7, "Purchase", 1, "1000", { "Item No.": "Y", "Posting Date": "2026-02-01" }),
      ],
    };
    const result = await valuation(unknown);
    expect(itemNos(result)).toEqual(["B", "A"]);
    expect(result.totals.endingValue).toBe("30");
    expect(codes(result)).toEqual(["ITEM_NOT_FOUND X"]);
    // Two entries up to the end of the period, expected cost included.
    expect(messageOf(result, "ITEM_NOT_FOUND")).toMatch(/\b2 entries\b.*\b7\.50\b/);
    expect(codes(await valuation(unknown, { itemFilter: "A|B" }))).toEqual([]);
  });

  it("stand by posting group, then item number, with the group's name", async () => {
    const result = await valuation({
      Items: [
        item("B", { "Inventory Posting Group": "Z" }),
        item("C"),
        item("A", { "Inventory Posting Group": "Z" }),
      ],
      "Inventory Posting Groups": [
        { Code: "Z", Description: "Last" },
        { Code: "RESALE", Description: "Goods" },
      ],
      "Value Entries": ["A", "B", "C"].map((no, index) =>
        entry(index + 1, "Purchase", 1, `${10 ** index}`, { "Item No.": no, "Inventory Posting Group": "" }),
      ),
    });
    expect(itemNos(result)).toEqual(["C", "A", "B"]);
    expect(
      result.groups.map((group) => [group.inventoryPostingGroup, group.description, group.endingValue]),
    ).toEqual([
      ["RESALE", "Goods", "100"],
      ["Z", "Last", "11"],
    ]);
  });
});

describe("entries in scope", () => {
  it("pass the filters on their own codes, whatever the letters' case", async () => {
    const codesOf = (no: number, cells: Cells): Cells => entry(no, "Purchase", 1, `${10 ** (no - 1)}`, cells);
    const workbook: Workbook = {
      Items: [item("A")],
      "Value Entries": [
        codesOf(1, { "Location Code": "BLUE" }),
        codesOf(2, { "Variant Code": "V1" }),
        codesOf(3, { "Global Dimension 1 Code": "SALES" }),
        codesOf(4, { "Global Dimension 2 Code": "NORTH" }),
      ],
    };
    const value = async (parameters: object): Promise<unknown> =>
      (await valuation(workbook, parameters)).totals.endingValue;
    expect(await value({})).toBe("1111");
    expect(await value({ locationFilter: "blue" })).toBe("1");
    expect(await value({ variantFilter: "v1" })).toBe("10");
    expect(await value({ globalDimension1Filter: "sales" })).toBe("100");
    expect(await value({ globalDimension2Filter: "north" })).toBe("1000");
  });
});

describe("periods", () => {
  const workbook: Workbook = {
    Items: [item("A")],
    "Value Entries": [
      entry(1, "Purchase", 10, "100", { "Posting Date": "2025-12-31" }),
      entry(2, "Sale", -1, "-10", { "Posting Date": "2026-01-01" }),
      entry(3, "Output", 2, "30", { "Posting Date": "2026-01-31" }),
      entry(4, "Consumption", -1, "-10", { "Posting Date": "2026-02-01" }),
    ],
  };

  it("begin and end with their days", async () => {
    const result = await valuation(workbook);
    expect(movements(result.rows[0])).toEqual(["100", "30", "10", "120"]);
    expect(result).toMatchObject({
      openingDate: "2025-12-31",
      startDate: "2026-01-01",
      endDate: "2026-01-31",
    });
  });

  it("without a beginning have no opening", async () => {
    const result = await valuation(workbook, { startDate: "" });
    expect(movements(result.rows[0])).toEqual(["0", "130", "10", "120"]);
    expect(result.openingDate).toBe("");
  });

  it("count what was posted to the G/L up to their end", async () => {
    const { rows, totals, warnings } = await valuation({
      ...workbook,
      "Value Entries": [
        ...(workbook["Value Entries"] ?? []),
        entry(5, "Positive Adjmt.", 1, "7", { "Cost Posted to G/L": "4.5" }),
      ],
    });
    expect([rows[0]?.costPostedToGL, totals.costPostedToGL]).toEqual(["124.5", "124.5"]);
    expect(warnings).toMatchObject([
      { code: "COST_NOT_POSTED", message: expect.stringContaining("2.50") as string },
    ]);
  });
});

describe("movements", () => {
  it.each([
    ["Purchase", "increase"],
    ["Positive Adjmt.", "increase"],
    ["Output", "increase"],
    ["Assembly Output", "increase"],
    ["Sale", "decrease"],
    ["Negative Adjmt.", "decrease"],
    ["Consumption", "decrease"],
    ["Assembly Consumption", "decrease"],
  ])("of type %s are an %s, whatever their sign", async (type, side) => {
    for (const sign of [1, -1]) {
      const { rows } = await valuation({
        Items: [item("A")],
        "Value Entries": [entry(1, type, 2 * sign, `${20 * sign}`)],
      });
      const value = `${20 * sign}`;
      expect(movements(rows[0])).toEqual(
        side === "increase" ? ["0", value, "0", value] : ["0", "0", `${-20 * sign}`, value],
      );
    }
  });

  it("add up over long ledgers, in all and per location", async () => {
    const count = 5000;
    const { rows } = await valuation(
      {
        Items: [item("A")],
        "Value Entries": Array.from({ length: count }, (_, index) =>
          entry(index + 1, "Purchase", 1, "0.01", { "Location Code": index % 2 === 0 ? "BLUE" : "RED" }),
        ),
      },
      { breakdownBy: "location" },
    );
    expect(rows[0]).toMatchObject({ endingQuantity: "5000", endingValue: "50" });
    expect(rows[0]?.breakdown?.map((line) => line.endingValue)).toEqual(["25", "25"]);
  });
});

describe("transfers", () => {
  /** 5 shipped from BLUE to RED at 10.00 each: entry 2 out, entry 3 in. */
  const transfer: Workbook = {
    Items: [item("A")],
    "Value Entries": [
      entry(1, "Purchase", 8, "80", { "Location Code": "BLUE", "Posting Date": "2025-12-10" }),
      entry(2, "Transfer", -5, "-50", { "Location Code": "BLUE" }),
      entry(3, "Transfer", 5, "50", { "Location Code": "RED" }),
    ],
    "Item Application Entries": [
      {
        "Entry No.": 1,
        "Item Ledger Entry No.": 2,
        "Inbound Item Entry No.": 1,
        "Outbound Item Entry No.": 2,
        Quantity: "-5",
      },
      {
        "Entry No.": 2,
        "Item Ledger Entry No.": 3,
        "Inbound Item Entry No.": 3,
        "Outbound Item Entry No.": 2,
        Quantity: "5",
      },
    ],
  };
  const ledgerEntries = [
    { "Entry No.": 1, "Item No.": "A", "Location Code": "BLUE" },
    { "Entry No.": 2, "Item No.": "A", "Location Code": "BLUE" },
    { "Entry No.": 3, "Item No.": "A", "Location Code": "RED" },
  ];
  const inOnly = (more: object = {}): object => ({
    ...transfer,
    "Value Entries": (transfer["Value Entries"] ?? []).filter((row) => row["Entry No."] !== 2),
    ...more,
  });

  it("within what is shown lower the decreases again, so that both ends cancel", async () => {
    for (const parameters of [{}, { locationFilter: "BLUE|RED" }, { variantFilter: "''" }]) {
      const result = await valuation(transfer, parameters);
      expect(movements(result.rows[0])).toEqual(["80", "0", "0", "80"]);
      expect(result.warnings).toEqual([]);
    }
  });

  it("from another location are an increase, into another one a decrease", async () => {
    expect(movements((await valuation(transfer, { locationFilter: "RED" })).rows[0])).toEqual([
      "0",
      "50",
      "0",
      "50",
    ]);
    expect(movements((await valuation(transfer, { locationFilter: "BLUE" })).rows[0])).toEqual([
      "80",
      "0",
      "50",
      "30",
    ]);
  });

  it("show both ends per location, each as what it is there", async () => {
    const { rows } = await valuation(transfer, { breakdownBy: "location" });
    expect(
      rows[0]?.breakdown?.map((line) => [line.locationCode, line.increaseValue, line.decreaseValue]),
    ).toEqual([
      ["BLUE", "0", "50"],
      ["RED", "50", "0"],
    ]);
    expect(movements(rows[0])).toEqual(["80", "0", "0", "80"]);
  });

  it("take the other end's codes from the item ledger when it has them, else from the value entries", async () => {
    const red = { locationFilter: "<>BLUE" };
    const fromLedger = await valuation(inOnly({ "Item Ledger Entries": ledgerEntries }), red);
    expect([movements(fromLedger.rows[0]), codes(fromLedger)]).toEqual([["0", "50", "0", "50"], []]);
    // The item ledger says GREEN, which passes the filter: it wins over the value entry.
    const green = ledgerEntries.map((row) => ({ ...row, "Location Code": "GREEN" }));
    const moved = await valuation({ ...transfer, "Item Ledger Entries": green }, red);
    expect(movements(moved.rows[0])).toEqual(["0", "0", "-50", "50"]);
    const noColumn = ledgerEntries.map((row) => without(row, "Location Code"));
    expect(
      movements((await valuation({ ...transfer, "Item Ledger Entries": noColumn }, red)).rows[0]),
    ).toEqual(["0", "50", "0", "50"]);
  });

  it("find the other end wherever it stands in its sheet, and in the value entries when the item ledger lacks it", async () => {
    const red = { locationFilter: "<>BLUE" };
    const [, out, ...others] = ledgerEntries;
    for (const ledger of [[out, ...others], others]) {
      const workbook = {
        ...transfer,
        "Item Ledger Entries": ledger,
        // The value entry of the other end stands first.
        "Value Entries": [...(transfer["Value Entries"] ?? [])].sort((a, b) =>
          a["Entry No."] === 2 ? -1 : b["Entry No."] === 2 ? 1 : 0,
        ),
      };
      const result = await valuation(workbook, red);
      expect([movements(result.rows[0]), codes(result)]).toEqual([["0", "50", "0", "50"], []]);
    }
    // Without the column, and without value entries of the other end, its location is blank, which passes.
    const noColumn = ledgerEntries.map((row) => without(row, "Location Code"));
    const blank = await valuation(inOnly({ "Item Ledger Entries": noColumn }), red);
    expect([movements(blank.rows[0]), codes(blank)]).toEqual([["0", "0", "-50", "50"], []]);
  });

  it("under a filter are inside for the item, and not for its lines by location", async () => {
    const { rows } = await valuation(transfer, { locationFilter: "BLUE|RED", breakdownBy: "location" });
    expect(movements(rows[0])).toEqual(["80", "0", "0", "80"]);
    expect(rows[0]?.breakdown?.map((line) => [line.increaseValue, line.decreaseValue])).toEqual([
      ["0", "50"],
      ["50", "0"],
    ]);
  });

  it("go out or come in by their quantity, also where it is beyond what a number holds", async () => {
    const large = "90071992547409.93124";
    const workbook = {
      Items: [item("A")],
      "Value Entries": [
        entry(1, "Transfer", 0, "-50", { "Valued Quantity": `-${large}` }),
        entry(2, "Transfer", 0, "50", { "Valued Quantity": large }),
      ],
      "Item Application Entries": [
        { "Entry No.": 1, "Item Ledger Entry No.": 2, "Outbound Item Entry No.": 0, Quantity: "5" },
      ],
    };
    const result = await valuation(workbook);
    expect([movements(result.rows[0]), codes(result)]).toEqual([["0", "50", "50", "0"], []]);
  });

  it("of items that are not shown are not missed", async () => {
    const workbook = { ...transfer, "Item Application Entries": [], Items: [item("A"), item("B")] };
    expect(codes(await valuation(workbook))).toEqual(["TRANSFER_LINK_MISSING"]);
    expect(codes(await valuation(workbook, { itemFilter: "B" }))).toEqual([]);
  });

  it("of another item are an increase, even when all is shown with a filter", async () => {
    const other = ledgerEntries.map((row) => (row["Entry No."] === 2 ? { ...row, "Item No.": "B" } : row));
    const { rows } = await valuation({ ...transfer, "Item Ledger Entries": other }, { locationFilter: "*" });
    expect(movements(rows[0])).toEqual(["80", "50", "50", "80"]);
  });

  it("whose other end no sheet has are an increase, and counted once each", async () => {
    const again = entry(4, "Transfer", 0, "1", { "Item Ledger Entry No.": 3, "Location Code": "RED" });
    const workbook = inOnly();
    const entries = (workbook as Workbook)["Value Entries"] ?? [];
    const result = await valuation(
      { ...workbook, "Value Entries": [...entries, again] },
      { locationFilter: "RED" },
    );
    expect(movements(result.rows[0])).toEqual(["0", "51", "0", "51"]);
    expect(codes(result)).toEqual(["TRANSFER_LINK_MISSING"]);
    expect(messageOf(result, "TRANSFER_LINK_MISSING")).toContain("1 transfer receipt ");
    // Without a filter the other end is inside wherever it is.
    expect(movements((await valuation(workbook)).rows[0])).toEqual(["80", "0", "-50", "130"]);
  });

  it("without an application of their own are an increase", async () => {
    const applications = (transfer["Item Application Entries"] ?? []).slice(0, 1);
    const result = await valuation({ ...transfer, "Item Application Entries": applications });
    expect(movements(result.rows[0])).toEqual(["80", "50", "50", "80"]);
    expect(codes(result)).toEqual(["TRANSFER_LINK_MISSING"]);
  });

  it("that an application ties to nothing going out are an increase that nobody misses", async () => {
    const applications = (transfer["Item Application Entries"] ?? []).map((row) => ({
      ...row,
      "Outbound Item Entry No.": 0,
    }));
    const result = await valuation({ ...transfer, "Item Application Entries": applications });
    expect([movements(result.rows[0]), codes(result)]).toEqual([["80", "50", "50", "80"], []]);
  });

  it("use the application with the lowest number", async () => {
    const applications = [
      {
        "Entry No.": 9,
        "Item Ledger Entry No.": 3,
        "Inbound Item Entry No.": 3,
        "Outbound Item Entry No.": 0,
        Quantity: "5",
      },
      ...(transfer["Item Application Entries"] ?? []),
    ];
    expect(
      movements((await valuation({ ...transfer, "Item Application Entries": applications })).rows[0]),
    ).toEqual(["80", "0", "0", "80"]);
  });

  it("without applications cancel when all is shown, and cannot be told apart under a filter", async () => {
    const workbook = without(transfer, "Item Application Entries");
    const all = await valuation(workbook);
    expect([movements(all.rows[0]), codes(all)]).toEqual([["80", "0", "0", "80"], []]);
    const both = await valuation(workbook, { locationFilter: "BLUE|RED" });
    expect([movements(both.rows[0]), codes(both)]).toEqual([
      ["80", "50", "50", "80"],
      ["TRANSFER_LINK_MISSING"],
    ]);
  });

  it("compare every code of a line by location and variant", async () => {
    const variants = (transfer["Value Entries"] ?? []).map((row) => ({
      ...row,
      "Location Code": "BLUE",
      "Variant Code": row["Entry No."] === 3 ? "V2" : "V1",
    }));
    const lines = async (breakdownBy: string): Promise<readonly unknown[] | undefined> =>
      (await valuation({ ...transfer, "Value Entries": variants }, { breakdownBy })).rows[0]?.breakdown?.map(
        (line) => [line.locationCode, line.variantCode, line.increaseValue, line.decreaseValue],
      );
    expect(await lines("location")).toEqual([["BLUE", undefined, "0", "0"]]);
    expect(await lines("variant")).toEqual([
      [undefined, "V1", "0", "50"],
      [undefined, "V2", "50", "0"],
    ]);
    expect(await lines("locationVariant")).toEqual([
      ["BLUE", "V1", "0", "50"],
      ["BLUE", "V2", "50", "0"],
    ]);
  });
});

describe("breakdown lines", () => {
  it("stand by location, then variant, and those in which nothing happened are left out", async () => {
    const line = (no: number, location: string, variant: string, cells: Cells = {}): Cells =>
      entry(no, "Purchase", 1, "10", { "Location Code": location, "Variant Code": variant, ...cells });
    const { rows } = await valuation(
      {
        Items: [item("A"), item("B")],
        "Value Entries": [
          line(1, "RED", "V1"),
          line(2, "BLUE", "V2"),
          line(3, "BLUE", "V1", { "Item No.": "B" }),
          line(4, "BLUE", "V1"),
          line(5, "GREEN", "V1"),
          entry(6, "Purchase", -1, "-10", { "Location Code": "GREEN", "Variant Code": "V1" }),
          line(7, "PINK", "V1", { "Cost Posted to G/L": "3" }),
          entry(8, "Purchase", -1, "-10", {
            "Location Code": "PINK",
            "Variant Code": "V1",
            "Cost Posted to G/L": "0",
          }),
        ],
      },
      { breakdownBy: "locationVariant" },
    );
    expect(
      rows.map((row) =>
        row.breakdown?.map((one) => [one.locationCode, one.variantCode, one.endingValue, one.costPostedToGL]),
      ),
    ).toEqual([
      [
        ["BLUE", "V1", "10", "10"],
        ["BLUE", "V2", "10", "10"],
        ["PINK", "V1", "0", "3"],
        ["RED", "V1", "10", "10"],
      ],
      [["BLUE", "V1", "10", "10"]],
    ]);
  });
});

describe("expected cost", () => {
  const workbook: Workbook = {
    Items: [item("A"), item("B"), item("C")],
    "Value Entries": [
      entry(1, "Purchase", 1, "10"),
      expected(2, "Purchase", 3, "33", { "Expected Cost Posted to G/L": "30" }),
      expected(3, "Sale", -1, "-11", { "Item No.": "B" }),
      entry(4, "Purchase", 2, "20", { "Item No.": "C" }),
    ],
  };

  it("stands beside the invoiced figures of items that have some", async () => {
    const { rows, totals, warnings } = await valuation(workbook, { includeExpectedCost: true });
    expect(
      rows.map(({ itemNo, endingQuantity, endingValue, expectedCostIncluded: full }) => [
        itemNo,
        endingQuantity,
        endingValue,
        full && [full.endingQuantity, full.endingValue, full.decreaseValue, full.costPostedToGL],
      ]),
    ).toEqual([
      ["A", "1", "10", ["4", "43", "0", "40"]],
      ["B", "0", "0", ["-1", "-11", "11", "0"]],
      ["C", "2", "20", null],
    ]);
    expect(totals).toMatchObject({
      endingValue: "30",
      expectedCostPostedToGL: "30",
      expectedCostIncluded: { endingValue: "52", costPostedToGL: "60" },
    });
    expect(warnings).toEqual([]);
  });

  it("is said to be there when it is not shown, also of items that are not listed without it", async () => {
    const result = await valuation(workbook);
    expect(itemNos(result)).toEqual(["A", "C"]);
    expect(result.totals).toMatchObject({ expectedCostIncluded: null, expectedCostPostedToGL: null });
    expect(messageOf(result, "EXPECTED_COST_HIDDEN")).toContain("2 items");
  });

  it("is shown of goods that cost nothing, and of cents beside whole amounts", async () => {
    const { rows } = await valuation(
      {
        Items: [item("A"), item("B")],
        "Value Entries": [
          expected(1, "Purchase", 3, "0"),
          entry(2, "Purchase", 1, "10", { "Item No.": "B" }),
          expected(3, "Purchase", 1, "0.55", { "Item No.": "B" }),
        ],
      },
      { includeExpectedCost: true },
    );
    expect(rows.map(({ expectedCostIncluded: full }) => [full?.endingQuantity, full?.endingValue])).toEqual([
      ["3", "0"],
      ["2", "10.55"],
    ]);
  });

  it("needs the column of what was posted of it", async () => {
    const lacking = (workbook["Value Entries"] ?? []).map((row) =>
      without(row, "Expected Cost Posted to G/L"),
    );
    const bare = { ...workbook, "Value Entries": lacking };
    expect((await outcome(bare, { includeExpectedCost: true })).error).toMatchObject({
      code: "MISSING_COLUMN",
      table: "Value Entries",
      column: "Expected Cost Posted to G/L",
    });
    expect((await outcome(bare)).error).toBeUndefined();
  });

  it("is shown when only its posting to the G/L differs", async () => {
    const settled = {
      Items: [item("A")],
      "Value Entries": [
        entry(1, "Purchase", 1, "10"),
        entry(2, "Purchase", 0, "0", { "Expected Cost Posted to G/L": "4" }),
      ],
    };
    const { rows } = await valuation(settled, { includeExpectedCost: true });
    expect(rows[0]?.expectedCostIncluded).toMatchObject({ endingValue: "10", costPostedToGL: "14" });
  });
});

describe("warnings", () => {
  const one = (entries: readonly Cells[], cells: Cells = {}): Workbook => ({
    Items: [item("A", cells)],
    "Value Entries": entries,
  });

  it.each<[string, Workbook, readonly string[]]>([
    ["nothing strange", one([entry(1, "Purchase", 1, "10")]), []],
    [
      "value without quantity",
      one([entry(1, "Purchase", 1, "10"), entry(2, "Sale", -1, "-9")]),
      ["ZERO_QUANTITY_WITH_VALUE A"],
    ],
    [
      "neither value nor quantity left",
      one([entry(1, "Purchase", 1, "10"), entry(2, "Sale", -1, "-10")]),
      [],
    ],
    ["more went out than came in", one([entry(1, "Sale", -1, "-10")]), ["NEGATIVE_QUANTITY A"]],
    [
      "cost is not adjusted",
      one([entry(1, "Purchase", 1, "10")], { "Cost is Adjusted": false }),
      ["COST_NOT_ADJUSTED A"],
    ],
    ["cost is adjusted", one([entry(1, "Purchase", 1, "10")], { "Cost is Adjusted": true }), []],
    ["nobody knows whether it is", one([entry(1, "Purchase", 1, "10")], { "Cost is Adjusted": "" }), []],
    [
      "entries of another posting group",
      one([entry(1, "Purchase", 1, "10", { "Inventory Posting Group": "RAW" })]),
      ["POSTING_GROUP_DIFFERS A"],
    ],
    [
      "entries without posting group",
      one([entry(1, "Purchase", 1, "10", { "Inventory Posting Group": "" })]),
      [],
    ],
    [
      "another posting group after the period",
      one([
        entry(1, "Purchase", 1, "10"),
        entry(2, "Purchase", 1, "10", { "Inventory Posting Group": "RAW", "Posting Date": "2026-02-01" }),
      ]),
      [],
    ],
    [
      "not listed, but posted",
      one([entry(1, "Purchase", 1, "10"), entry(2, "Purchase", -1, "-10", { "Cost Posted to G/L": "0" })]),
      ["SKIPPED_WITH_COST_POSTED A"],
    ],
    [
      "an entry type that Business Central does not have",
      one([entry(1, "Purchase", 1, "10"), entry(2, "Barter", 1, "5")]),
      ["UNCLASSIFIED_ENTRY_TYPE A", "COST_NOT_POSTED"],
    ],
  ])("%s", async (_, workbook, warnings) => {
    const result = await valuation(workbook);
    expect(codes(result)).toEqual(warnings);
    // Each has a name of its own, and those of an item are found by it.
    for (const { code, name, cases } of summary(result).warnings) {
      expect(name).not.toBe(code);
      expect(warnings).toContain([code, cases[0]?.key].filter(Boolean).join(" "));
    }
  });

  it("name the first unknown entry type, which counts as posted but neither in nor out", async () => {
    const result = await valuation(
      one([entry(1, "Purchase", 1, "10"), entry(2, "Barter", 1, "5"), entry(3, "Gift", 1, "1")]),
    );
    expect(messageOf(result, "UNCLASSIFIED_ENTRY_TYPE")).toContain("Barter");
    expect(result.rows[0]).toMatchObject({ endingValue: "10", endingQuantity: "1", costPostedToGL: "16" });
  });

  it("say what was posted of an item that is not listed: the expected cost when that is all", async () => {
    const quiet = one([
      expected(1, "Purchase", 1, "8", { "Expected Cost Posted to G/L": "6" }),
      expected(2, "Purchase", -1, "-8"),
    ]);
    expect(codes(await valuation(quiet))).toEqual([]);
    const result = await valuation(quiet, { includeExpectedCost: true });
    expect(result.rows).toEqual([]);
    expect(messageOf(result, "SKIPPED_WITH_COST_POSTED")).toContain("6.00");
    const posted = await valuation(
      one([
        entry(1, "Purchase", 1, "10", { "Expected Cost Posted to G/L": "6" }),
        entry(2, "Purchase", -1, "-10", { "Cost Posted to G/L": "-7" }),
      ]),
      { includeExpectedCost: true },
    );
    expect(messageOf(posted, "SKIPPED_WITH_COST_POSTED")).toContain("3.00");
  });
});

it("refuses a period that ends before it begins, whatever is in the workbook", async () => {
  expect((await outcome({}, { startDate: "2026-02-01" })).error).toMatchObject({ code: "DATE_ORDER" });
});

describe("the sheet", () => {
  const workbook: Workbook = {
    Items: [item("A"), item("B")],
    "Value Entries": [
      entry(1, "Purchase", 1, "10"),
      entry(2, "Purchase", 1, "5", { "Item No.": "B", "Inventory Posting Group": "RAW" }),
      expected(3, "Purchase", 1, "5", { "Item No.": "B", "Expected Cost Posted to G/L": "2" }),
    ],
  };
  const sheetOf = async (parameters: object = {}) => {
    const { sheets } = await answerOf(await openSession(workbook), REPORT, { ...january, ...parameters });
    const [sheet] = sheets;
    if (!sheet?.tables[0]) throw new Error("no table");
    return { sheet, table: sheet.tables[0] };
  };

  it("leads from a warning to the item's own line, which comes before those of its expected cost", async () => {
    const { sheet, table } = await sheetOf({ includeExpectedCost: true });
    const items = table.columns.find(({ header }) => header === "Item No.")?.values ?? [];
    expect(items).toEqual(["A", "B", "B"]);
    const [link] = sheet.cells.flatMap(({ value, link: place }) => (value === "B" && place ? [place] : []));
    expect(link).toEqual({ cell: cellAddress(table.row + 1 + items.indexOf("B"), 1) });
  });

  it("shows as many decimals of quantities as occur, and the codes of lines", async () => {
    const table = async (quantity: number, parameters: object = {}) => {
      const values = [
        entry(1, "Purchase", quantity, "10", { "Location Code": "BLUE", "Variant Code": "V1" }),
      ];
      const session = await openSession({ Items: [item("A")], "Value Entries": values });
      return (
        (await answerOf(session, REPORT, { ...january, ...parameters })).sheets[0]?.tables[0]?.columns ?? []
      );
    };
    const decimals = async (quantity: number): Promise<unknown> =>
      (await table(quantity)).find(({ kind }) => kind === "quantity")?.decimals;
    expect([await decimals(2), await decimals(2.125)]).toEqual([0, 3]);
    for (const [breakdownBy, headers] of [
      ["none", []],
      ["location", ["Location Code"]],
      ["variant", ["Variant Code"]],
      ["locationVariant", ["Location Code", "Variant Code"]],
    ] as const) {
      const shown = (await table(1, { breakdownBy })).filter(({ header }) =>
        /^(Location|Variant) Code$/.test(header),
      );
      expect(shown.map(({ header, values }) => [header, ...values])).toEqual(
        headers.map((header) => [header, "", header === "Location Code" ? "BLUE" : "V1"]),
      );
    }
  });

  it("says what of the expected cost is posted to the G/L", async () => {
    const { sheet } = await sheetOf({ includeExpectedCost: true });
    const total = sheet.cells.find(({ value }) => value === "Expected Cost Total");
    const amounts = sheet.cells.filter(({ row, kind }) => row === total?.row && kind === "amount");
    expect(amounts.map(({ value }) => value)).toEqual(["2"]);
    const without = await sheetOf();
    expect(without.sheet.cells.some(({ value }) => String(value).startsWith("Expected Cost"))).toBe(false);
  });
});
