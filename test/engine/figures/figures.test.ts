import { Figures } from "../../../src/engine/figures/figures";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { runReport } from "../../../src/engine/run";
import { parseDay } from "../../../src/engine/values/day";
import { jsonSource } from "../../../src/workbook/file/json";
import { casesOf } from "../../support/cases";

const WORK_DATE = parseDay("2026-02-03") ?? 0;

async function figuresOf(workbook: object): Promise<Figures> {
  return new Figures(await readLedgers(jsonSource(workbook)));
}

async function ask(figures: Figures, name: string, ...args: unknown[]): Promise<unknown> {
  const [answer] = await figures.evaluate([{ function: name, args }], WORK_DATE);
  if (!answer) throw new Error("no answer");
  return "value" in answer ? answer.value : "values" in answer ? answer.values : answer;
}

const entry = (no: number, item: string, date: string, more: Record<string, unknown> = {}) => ({
  "Entry No.": no,
  "Item No.": item,
  "Posting Date": date,
  "Item Ledger Entry Type": "Purchase",
  "Entry Type": "Direct Cost",
  "Item Ledger Entry No.": no,
  "Location Code": "BLUE",
  "Valued Quantity": 10,
  "Item Ledger Entry Quantity": 10,
  "Invoiced Quantity": 10,
  "Cost Amount (Actual)": 100.1,
  "Cost Amount (Expected)": 0,
  "Cost Posted to G/L": 100.1,
  "Expected Cost Posted to G/L": 0,
  ...more,
});

const workbook = {
  Items: [
    { "No.": "1000", Type: "Inventory" },
    { "No.": "2000", Type: "Inventory" },
    { "No.": "EMPTY", Type: "Inventory" },
    { "No.": "HELP", Type: "Service" },
  ],
  "Value Entries": [
    entry(1, "1000", "2026-01-05"),
    entry(2, "1000", "2026-01-20", {
      "Location Code": "RED",
      "Cost Amount (Actual)": 0.2,
      "Cost Posted to G/L": 0,
    }),
    entry(3, "1000", "2026-02-01", {
      "Invoiced Quantity": 0,
      "Cost Amount (Actual)": 0,
      "Cost Amount (Expected)": 50,
      "Cost Posted to G/L": 0,
      "Expected Cost Posted to G/L": 50,
    }),
    entry(4, "2000", "2026-01-31", {
      "Item Ledger Entry Type": "Sale",
      "Item Ledger Entry Quantity": -10,
      "Invoiced Quantity": -10,
      "Cost Amount (Actual)": -30,
      "Cost Posted to G/L": 0,
    }),
  ],
  "G/L Entries": [
    { "Entry No.": 1, "G/L Account No.": "2130", "Posting Date": "2026-01-05", Amount: 100.1 },
    { "Entry No.": 2, "G/L Account No.": "2130", "Posting Date": "C2026-01-31", Amount: -0.1 },
    { "Entry No.": 3, "G/L Account No.": "7291", "Posting Date": "2026-01-05", Amount: -100.1 },
  ],
  "G/L Accounts": [{ "No.": "2130" }, { "No.": "7291" }, { "No.": "9999" }],
};

describe("inventory figures", () => {
  test.each([
    ["INVENTORYVALUE", ["1000", null, null, null], 100.3],
    ["INVENTORYVALUE", [1000, "2026-01-19", null, null], 100.1],
    ["INVENTORYVALUE", ["1000", 46042, null, null], 100.3],
    ["INVENTORYVALUE", ["1000", null, "RED", null], 0.2],
    ["INVENTORYVALUE", ["1000", null, "<>RED", "Both"], 150.1],
    ["INVENTORYVALUE", ["1000", null, null, "expected"], 50],
    ["INVENTORYVALUE", ["1000..2000", null, null, null], 70.3],
    ["INVENTORYVALUE", [" empty ", null, null, null], 0],
    ["INVENTORYQUANTITY", ["1000", null, null, null], 20],
    ["INVENTORYQUANTITY", ["1000", null, null, "Both"], 30],
    ["INVENTORYQUANTITY", ["1000", null, null, "Expected"], 10],
    ["COSTPOSTED", ["1000", null, null, null], 100.1],
    ["COSTPOSTED", ["1000", null, null, "Both"], 150.1],
    ["UNPOSTEDCOST", ["1000", null], 0.2],
    ["UNITCOST", ["1000", null, null], 5.01],
    ["UNITCOST", ["1000", "2026-01-20", null], 5.015],
    ["GLBALANCE", ["2130", null], 100],
    ["GLBALANCE", ["2130", "2026-01-31"], 100.1],
    ["GLBALANCE", ["2130", "C2026-01-31"], 100],
    ["GLBALANCE", ["9999", null], 0],
    ["GLBALANCE", ["2130|7291", null], -0.1],
  ])("%s%j is %d", async (name, args, expected) => {
    expect(await ask(await figuresOf(workbook), name, ...args)).toBe(expected);
  });

  test("a column of items spills one value a cell", async () => {
    const values = await ask(
      await figuresOf(workbook),
      "INVENTORYVALUES",
      [["1000"], [""], ["2000"]],
      null,
      null,
      null,
    );
    expect(values).toEqual([[100.3], [""], [-30]]);
  });

  test.each([
    ["INVENTORYVALUE", ["4711", null, null, null], "notAvailable", "Item 4711 is not in Value Entries"],
    ["INVENTORYVALUE", ["HELP", null, null, null], "notAvailable", "not of type Inventory"],
    ["INVENTORYVALUE", ["", null, null, null], "invalidValue", "item number is empty"],
    ["INVENTORYVALUE", ["1000", "31.01.2026", null, null], "invalidValue", "is not a date"],
    ["INVENTORYVALUE", ["1000", null, "BLUE|", null], "invalidValue", "filter"],
    ["INVENTORYVALUE", ["1000", null, null, "Guessed"], "invalidValue", "Use Actual, Expected, Both"],
    ["INVENTORYVALUE", ["8000..8999", null, null, null], "notAvailable", "No item matches"],
    ["UNITCOST", ["EMPTY", null, null], "notAvailable", "no quantity"],
    ["GLBALANCE", ["1", null], "notAvailable", "Account 1 is not in G/L Entries"],
    ["WIPVALUE", ["X", null], "notAvailable", "Production Orders"],
    ["REPORT", ["no-report", []], "invalidValue", "No report is called"],
    ["REPORT", ["inventory-valuation", ["colour", "red"]], "invalidValue", "is not a parameter"],
    [
      "REPORT",
      ["inventory-valuation", ["startDate", "2026-02-01", "endDate", "2026-01-01"]],
      "invalidValue",
      "starting date",
    ],
    ["SHADOWVALUE", ["1000", "", null], "invalidValue", "The method is empty"],
    ["NOSUCH", [], "invalidValue", "no function"],
  ])("%s%j fails: %s", async (name, args, error, words) => {
    const answer = await ask(await figuresOf(workbook), name, ...args);
    expect(answer).toMatchObject({ error });
    const { message } = answer as { message: string };
    expect(message).toContain(words);
    expect(message.length).toBeLessThanOrEqual(120);
  });

  test("ledgers with errors are named instead of a figure", async () => {
    const broken = { ...workbook, "Value Entries": [entry(1, "1000", "soon")] };
    expect(await ask(await figuresOf(broken), "INVENTORYVALUE", "1000", null, null, null)).toMatchObject({
      error: "notAvailable",
      message: expect.stringContaining("Posting Date") as string,
    });
  });

  test("amounts beyond 15 digits are #NUM!, and sums beyond 2^53 are exact", async () => {
    const large = (no: number, amount: string) =>
      entry(no, "1000", "2026-01-05", { "Cost Amount (Actual)": amount });
    const figures = await figuresOf({
      "Value Entries": [large(1, "99999999999999.99"), large(2, "99999999999999.99")],
    });
    expect(await ask(figures, "INVENTORYVALUE", "1000", null, null, null)).toMatchObject({
      error: "invalidNumber",
    });
    const cancelling = await figuresOf({
      "Value Entries": [large(1, "99999999999999.99"), large(2, "0.01"), large(3, "-99999999999999.99")],
    });
    expect(await ask(cancelling, "INVENTORYVALUE", "1000", null, null, null)).toBe(0.01);
  });

  test("dates of 1904 workbooks are moved", async () => {
    const figures = new Figures(await readLedgers(jsonSource(workbook)), { epochOffset: 1462 });
    expect(await ask(figures, "INVENTORYVALUE", "1000", 46041 - 1462, null, null)).toBe(100.1);
  });
});

describe("figures equal the reports", () => {
  test.each(casesOf("inventory-valuation").map((one) => [one.name, one] as const))(
    "Inventory Valuation: %s",
    async (_, one) => {
      const expected = one.expected as { rows?: Row[]; endDate: string; includeExpectedCost: boolean };
      if (!expected.rows || Object.keys(one.parameters).some((name) => /Filter|breakdown/.test(name))) return;
      const figures = await figuresOf(one.workbook);
      for (const row of expected.rows) {
        const day = expected.endDate;
        expect(await ask(figures, "INVENTORYVALUE", row.itemNo, day, null, null)).toBe(
          Number(row.endingValue),
        );
        expect(await ask(figures, "INVENTORYQUANTITY", row.itemNo, day, null, null)).toBe(
          Number(row.endingQuantity),
        );
        expect(await ask(figures, "COSTPOSTED", row.itemNo, day, null, null)).toBe(
          Number(row.costPostedToGL),
        );
        if (row.expectedCostIncluded) {
          expect(await ask(figures, "INVENTORYVALUE", row.itemNo, day, null, "Both")).toBe(
            Number(row.expectedCostIncluded.endingValue),
          );
        }
      }
    },
  );

  test.each(casesOf("inventory-valuation-wip").map((one) => [one.name, one] as const))(
    "WIP: %s",
    async (_, one) => {
      const figures = await figuresOf(one.workbook);
      const { ledgers } = figures;
      const run = await runReport(
        "inventory-valuation-wip",
        ledgers,
        { endDate: "9999-12-31" },
        { workDate: WORK_DATE },
      );
      if (run.refused) return;
      const { rows } = run.outcome.result as unknown as { rows: { no: string; endingWip: string }[] };
      for (const row of rows)
        expect(await ask(figures, "WIPVALUE", row.no, null)).toBe(Number(row.endingWip));
    },
  );

  test("REPORT spills the sheet's table with its headers", async () => {
    const figures = await figuresOf(workbook);
    const values = (await ask(figures, "REPORT", "inventory-valuation", [
      "Ending Date",
      "2026-01-31",
    ])) as unknown[][];
    const headers = values[0] ?? [];
    const item = headers.indexOf("Item No.");
    const value = headers.indexOf("Ending Value");
    expect(values.slice(1).map((row) => [row[item], row[value]])).toEqual([
      ["1000", 100.3],
      ["2000", -30],
    ]);
  });
});

interface Row {
  readonly itemNo: string;
  readonly endingValue: string;
  readonly endingQuantity: string;
  readonly costPostedToGL: string;
  readonly expectedCostIncluded: { readonly endingValue: string } | null;
}
