import { messageCodes } from "../../../src/engine/messages";
import type { Result } from "../../../src/engine/reports/post-inventory-cost/run";
import { applyChanges } from "../../support/apply-changes";
import { postingLedger } from "../../support/posting-ledger";
import { runAndCheck } from "../../support/run-report";
import { without } from "../../support/without";

const REPORT = "post-inventory-cost";
type Row = Readonly<Record<string, unknown>>;

const setup = {
  "Inventory Posting Setup": [
    {
      "Location Code": "",
      "Invt. Posting Group Code": "RESALE",
      "Inventory Account": "2130",
      "Inventory Account (Interim)": "2131",
      "WIP Account": "2140",
      "Material Variance Account": "7890",
    },
    {
      "Location Code": "",
      "Invt. Posting Group Code": "FINISHED",
      "Inventory Account": "2120",
      "WIP Account": "2150",
    },
  ],
  "General Posting Setup": [
    {
      "Gen. Bus. Posting Group": "",
      "Gen. Prod. Posting Group": "RETAIL",
      "COGS Account": "7290",
      "COGS Account (Interim)": "5531",
      "Inventory Adjmt. Account": "7270",
      "Invt. Accrual Acc. (Interim)": "5530",
      "Direct Cost Applied Account": "7291",
      "Overhead Applied Account": "7292",
      "Direct Cost Non-Inventory Applied Account": "7296",
      Blocked: false,
    },
  ],
  Items: [
    { "No.": "A", "Inventory Posting Group": "RESALE" },
    { "No.": "BIKE", "Inventory Posting Group": "FINISHED" },
  ],
};

const entry = (values: Row): Row => ({
  "Entry No.": 1,
  "Posting Date": "2025-01-10",
  "Item Ledger Entry No.": 1,
  "Item No.": "A",
  "Item Ledger Entry Type": "Purchase",
  "Entry Type": "Direct Cost",
  "Variance Type": "",
  "Document No.": "PI-1",
  "Source Type": "",
  "Source No.": "",
  "Order Type": "",
  "Order No.": "",
  "Order Line No.": 0,
  "Location Code": "",
  "Inventory Posting Group": "RESALE",
  "Gen. Bus. Posting Group": "",
  "Gen. Prod. Posting Group": "RETAIL",
  "Expected Cost": false,
  Inventoriable: true,
  "Dimension Set ID": 1,
  "Cost Amount (Actual)": "100",
  "Cost Amount (Expected)": "0",
  "Cost Posted to G/L": "0",
  "Expected Cost Posted to G/L": "0",
  ...values,
});

const PER_ENTRY = { postingMethod: "Per Entry" };

async function post(workbook: unknown, parameters: Row = PER_ENTRY) {
  const { run, result, ledgers } = await runAndCheck(REPORT, workbook, parameters);
  return { result: result as unknown as Result, error: result.error, report: run.report, run, ledgers };
}

const reasons = async (values: Row, more: Row = {}): Promise<unknown> => {
  const { result } = await post({ ...setup, "Value Entries": [entry(values)], ...more });
  expect(result.glEntries).toEqual([]);
  expect(result.skipped).toHaveLength(1);
  expect(
    result.setupCells.every((cell) => cell.message.length > 10 && !cell.message.includes("undefined")),
  ).toBe(true);
  return result.skipped[0]?.reasons;
};

const queue = { "Post Value Entry to G/L": [{ "Value Entry No.": 1 }] };

describe("why an entry is skipped", () => {
  it.each<[string, Row, Row, unknown]>([
    ["nothing is open", { "Cost Posted to G/L": "100" }, queue, [{ code: "NOTHING_TO_POST" }]],
    [
      "nothing is open, so that a combination without accounts is no matter",
      { "Item Ledger Entry Type": "Sale", "Entry Type": "Indirect Cost", "Cost Posted to G/L": "100" },
      queue,
      [{ code: "NOTHING_TO_POST" }],
    ],
    [
      "only expected cost is open, which is not posted",
      { "Entry Type": "Indirect Cost", "Cost Posted to G/L": "100", "Cost Amount (Expected)": "5" },
      queue,
      [{ code: "NOTHING_TO_POST" }],
    ],
    [
      "expected cost posting is off, but expected cost was posted in the additional reporting currency",
      {
        "Expected Cost": true,
        "Cost Amount (Actual)": "0",
        "Cost Amount (Expected)": "9",
        "Cost Amount (Actual) (ACY)": "0",
        "Exp. Cost Posted to G/L (ACY)": "4",
      },
      { ...queue, "General Ledger Setup": [{ "Additional Reporting Currency": "EUR" }] },
      [{ code: "NOTHING_TO_POST" }],
    ],
    [
      "expected cost posting is off",
      { "Expected Cost": true, "Cost Amount (Actual)": "0", "Cost Amount (Expected)": "9" },
      queue,
      [{ code: "EXPECTED_COST_POSTING_OFF" }],
    ],
    [
      "both setup rows are missing",
      { "Inventory Posting Group": "X", "Gen. Prod. Posting Group": "Y" },
      {},
      [
        { code: "INVENTORY_POSTING_SETUP_MISSING", accountType: "Inventory" },
        { code: "GENERAL_POSTING_SETUP_MISSING", accountType: "Direct Cost Applied" },
      ],
    ],
    [
      "an account is empty",
      { "Entry Type": "Variance", "Variance Type": "Purchase" },
      {},
      [{ code: "ACCOUNT_MISSING", accountType: "Purchase Variance" }],
    ],
    [
      "accounts are blocked, unknown or headings",
      {},
      { "G/L Accounts": [{ "No.": "2130", Blocked: true, "Account Type": "Heading" }] },
      [
        { code: "GL_ACCOUNT_BLOCKED", accountType: "Inventory" },
        { code: "GL_ACCOUNT_NOT_FOUND", accountType: "Direct Cost Applied" },
      ],
    ],
    [
      "an account is a heading",
      {},
      { "G/L Accounts": [{ "No.": "2130", "Account Type": "Total" }, { "No.": "7291" }] },
      [{ code: "GL_ACCOUNT_NOT_POSTING", accountType: "Inventory" }],
    ],
    [
      "the setup row is blocked",
      {},
      { "General Posting Setup": [{ ...setup["General Posting Setup"][0], Blocked: true }] },
      [{ code: "GENERAL_POSTING_SETUP_BLOCKED", accountType: "Direct Cost Applied" }],
    ],
    [
      "non-inventory cost is not included",
      { "Item Ledger Entry Type": "Output", "Entry Type": "Direct Cost - Non Inventory" },
      {},
      [{ code: "NON_INVENTORY_COST_OFF" }],
    ],
    [
      "the combination does not exist",
      { "Item Ledger Entry Type": "Output", "Entry Type": "Variance", "Variance Type": "" },
      {},
      [{ code: "INVALID_COMBINATION" }],
    ],
    ["the type is unknown", { "Entry Type": "Landed Cost" }, {}, [{ code: "INVALID_COMBINATION" }]],
    [
      "overhead carries expected cost",
      { "Entry Type": "Indirect Cost", "Cost Amount (Expected)": "5" },
      {},
      [{ code: "EXPECTED_AMOUNT_NOT_ALLOWED" }],
    ],
    [
      "rounding is marked as expected cost",
      { "Entry Type": "Rounding", "Expected Cost": true },
      { ...queue, "Inventory Setup": [{ "Expected Cost Posting to G/L": true }] },
      [{ code: "EXPECTED_AMOUNT_NOT_ALLOWED" }],
    ],
    [
      "the date lies outside the allowed ones",
      {},
      { "General Ledger Setup": [{ "Allow Posting From": "2025-02-01" }] },
      [{ code: "POSTING_DATE_NOT_ALLOWED" }],
    ],
  ])("%s", async (_, values, more, expected) => {
    expect(await reasons(values, more)).toEqual(expected);
  });

  it("names the setup cell, with count and amount", async () => {
    const variance = { "Entry Type": "Variance", "Variance Type": "Purchase" };
    const { result } = await post({
      ...setup,
      "Value Entries": [
        entry(variance),
        entry({ ...variance, "Entry No.": 2, "Cost Amount (Actual)": "-30" }),
      ],
    });
    expect(result.setupCells).toEqual([
      expect.objectContaining({
        code: "ACCOUNT_MISSING",
        table: "General Posting Setup",
        key: "(blank) / RETAIL",
        column: "Purchase Variance Account",
        entries: 2,
        costAmount: "70",
        valueEntryNos: [1, 2],
      }),
    ]);
  });
});

describe("blocking errors", () => {
  it.each([
    [
      "GENERAL_POSTING_SETUP_BLOCKED",
      {},
      { "General Posting Setup": [{ ...setup["General Posting Setup"][0], Blocked: true }] },
    ],
    ["GL_ACCOUNT_NOT_FOUND", {}, { "G/L Accounts": [{ "No.": "1" }] }],
    [
      "GL_ACCOUNT_NOT_POSTING",
      {},
      { "G/L Accounts": [{ "No.": "2130", "Account Type": "Total" }, { "No.": "7291" }] },
    ],
    ["INVALID_COMBINATION", { "Item Ledger Entry Type": "Sale", "Entry Type": "Indirect Cost" }, {}],
    ["EXPECTED_AMOUNT_NOT_ALLOWED", { "Entry Type": "Rounding", "Cost Amount (Expected)": "5" }, {}],
    ["POSTING_DATE_NOT_ALLOWED", {}, { "General Ledger Setup": [{ "Allow Posting To": "2025-01-09" }] }],
  ])("%s ends the run when asked to stop", async (code, values, more) => {
    const { error } = await post(
      { ...setup, "Value Entries": [entry(values)], ...more },
      { ...PER_ENTRY, onBlockingError: "stop" },
    );
    expect(error).toMatchObject({ code, valueEntryNo: 1 });
    expect(error?.message).not.toContain("undefined");
  });

  it("does not stop at a reason that only skips", async () => {
    const { result } = await post(
      { ...setup, "Value Entries": [entry({ "Inventory Posting Group": "X" })] },
      { ...PER_ENTRY, onBlockingError: "stop" },
    );
    expect(result.skipped).toHaveLength(1);
  });
});

describe("refusals", () => {
  const workbook = { ...setup, "Value Entries": [entry({})] };
  it.each<[Row, Row]>([
    [{}, { code: "DOCUMENT_NO_REQUIRED" }],
    [{ postingMethod: "Per Entry", documentNo: "X" }, { code: "DOCUMENT_NO_NOT_ALLOWED" }],
    [{ postingMethod: "Per Document", documentNo: "X" }, { code: "DOCUMENT_NO_NOT_ALLOWED" }],
    [
      { ...PER_ENTRY, startDate: "2025-02-01", endDate: "2025-01-01" },
      { code: "DATE_ORDER", startDate: "2025-02-01", endDate: "2025-01-01" },
    ],
    [{ postingMethod: "per entry" }, { code: "BAD_PARAMETER", parameter: "postingMethod" }],
  ])("%p gives %p", async (parameters, expected) => {
    expect((await post(workbook, parameters)).error).toMatchObject(expected);
  });

  it("names the lowest queued number that is not a value entry", async () => {
    const { error } = await post({
      ...workbook,
      "Post Value Entry to G/L": [{ "Value Entry No.": 90 }, { "Value Entry No.": 88 }],
    });
    expect(error).toMatchObject({ code: "VALUE_ENTRY_NOT_FOUND", valueEntryNo: 88 });
  });

  it("needs the columns that its setup asks for", async () => {
    const refused = async (row: Row, more: Row = {}): Promise<unknown> =>
      (await post({ ...setup, "Value Entries": [row], ...more })).error;
    expect(
      await refused(without(entry({}), "Expected Cost Posted to G/L"), {
        "Inventory Setup": [{ "Expected Cost Posting to G/L": true }],
      }),
    ).toMatchObject({
      code: "MISSING_COLUMN",
      column: "Expected Cost Posted to G/L",
    });
    expect(
      await refused(entry({}), { "General Ledger Setup": [{ "Additional Reporting Currency": "USD" }] }),
    ).toMatchObject({
      code: "MISSING_COLUMN",
      column: "Cost Amount (Actual) (ACY)",
    });
    expect(await refused({ ...without(entry({}), "Variance Type"), "Entry Type": "Variance" })).toMatchObject(
      {
        code: "MISSING_COLUMN",
        column: "Variance Type",
      },
    );
    expect(await refused(without(entry({}), "Location Code"))).toMatchObject({
      code: "MISSING_COLUMN",
      column: "Location Code",
    });
    expect(
      await refused(without(entry({}), "Inventory Posting Group"), { Items: [{ "No.": "A" }] }),
    ).toMatchObject({ code: "MISSING_COLUMN", table: "Value Entries", column: "Inventory Posting Group" });
  });
});

describe("substitutes for missing columns", () => {
  it("takes groups from items and locations from item ledger entries, and says so", async () => {
    const row = without(entry({}), "Inventory Posting Group", "Location Code", "Dimension Set ID");
    const { result } = await post({
      ...setup,
      "Value Entries": [{ ...row, "Global Dimension 1 Code": "SALES" }],
      "Item Ledger Entries": [
        { "Entry No.": 1, "Item No.": "A", "Posting Date": "2025-01-10", "Location Code": "" },
      ],
    });
    expect(result.warnings.map((warning) => warning.code)).toEqual([
      "POSTING_GROUP_FROM_ITEM",
      "DIMENSION_SET_MISSING",
    ]);
    expect(result.glEntries.map((line) => [line.glAccountNo, line.dimensionSetId, line.dimensions])).toEqual([
      ["2130", 0, { "Global Dimension 1 Code": "SALES" }],
      ["7291", 0, { "Global Dimension 1 Code": "SALES" }],
    ]);
  });

  it("groups by the dimension columns where the set is missing", async () => {
    const row = without(entry({}), "Dimension Set ID");
    const rows = ["B", "A", "B"].map((code, index) => ({
      ...row,
      "Entry No.": index + 1,
      "Global Dimension 2 Code": code,
    }));
    const { result } = await post({ ...setup, "Value Entries": rows }, { documentNo: "INVT" });
    expect(
      result.glEntries.map((line) => [
        line.glAccountNo,
        line.amount,
        line.dimensions?.["Global Dimension 2 Code"],
      ]),
    ).toEqual([
      ["2130", "100", "A"],
      ["2130", "200", "B"],
      ["7291", "-100", "A"],
      ["7291", "-200", "B"],
    ]);
  });
});

describe("allowed posting dates", () => {
  const workbook = {
    ...setup,
    "Value Entries": [entry({})],
    "General Ledger Setup": [{ "Allow Posting From": "2025-02-01" }],
    "User Setup": [
      { "User ID": "ANNA", "Allow Posting From": "2025-01-01", "Allow Posting To": "2025-01-31" },
      { "User ID": "OPEN" },
    ],
  };
  it.each([
    ["", 1],
    ["anna", 0],
    ["OPEN", 1],
    ["NOBODY", 1],
  ])("user %p leaves %p entries out", async (userId, skipped) => {
    const { result } = await post(workbook, { ...PER_ENTRY, userId });
    expect(result.skipped).toHaveLength(skipped);
  });
});

describe("lines", () => {
  it("uses the WIP account of the produced item, with its posting group in the description", async () => {
    const { result } = await post(
      {
        ...setup,
        "Value Entries": [
          entry({
            "Item Ledger Entry Type": "Consumption",
            "Source Type": "Item",
            "Source No.": "BIKE",
            "Cost Amount (Actual)": "-40",
          }),
        ],
      },
      { documentNo: "INVT" },
    );
    expect(result.glEntries.map((line) => [line.glAccountNo, line.amount, line.description])).toEqual([
      ["2130", "-40", "Inventory - WIP Inventory, ,RESALE,,RETAIL"],
      ["2150", "40", "WIP Inventory - Inventory, ,FINISHED,,RETAIL"],
    ]);
  });

  it("writes the cost of an order without output off", async () => {
    const order = { "Order Type": "Production", "Order No.": "PO-1", "Order Line No.": 10000 };
    const { result } = await post({
      ...setup,
      "Inventory Posting Setup": [
        ...setup["Inventory Posting Setup"],
        { "Location Code": "", "Invt. Posting Group Code": "", "WIP Account": "2160" },
      ],
      "Value Entries": [
        entry({ ...order, "Item Ledger Entry Type": "Consumption", "Cost Amount (Actual)": "-40" }),
        entry({
          ...order,
          "Entry No.": 2,
          "Item Ledger Entry No.": 0,
          "Item No.": "",
          "Item Ledger Entry Type": "",
          "Inventory Posting Group": "",
          "Cost Amount (Actual)": "25",
        }),
      ],
      "Manufacturing Setup": [{ "Allow Finishing Prod. Order with no Output": true }],
      "Prod. Order Lines": [
        { Status: "Finished", "Prod. Order No.": "PO-1", "Line No.": 10000, "Finished Qty. (Base)": "0" },
      ],
    });
    expect(result.accountTotals.map((total) => [total.glAccountNo, total.net])).toEqual([
      ["2130", "-40"],
      ["2140", "0"],
      ["2160", "0"],
      ["7270", "65"],
      ["7291", "-25"],
    ]);
  });

  it("posts non-inventory cost when the setup includes it", async () => {
    const { result } = await post({
      ...setup,
      "Value Entries": [
        entry({ "Item Ledger Entry Type": "Output", "Entry Type": "Direct Cost - Non Inventory" }),
      ],
      "Manufacturing Setup": [{ "Include Non-Inventory Items to Produced Items": true }],
    });
    expect(result.glEntries.map((line) => [line.accountType, line.glAccountNo, line.amount])).toEqual([
      ["Inventory", "2130", "100"],
      ["Direct Cost Non-Inventory Applied", "7296", "-100"],
    ]);
  });

  it("adds up per document, and keeps document and external number", async () => {
    const rows = [
      { "Entry No.": 1, "Document No.": "B" },
      { "Entry No.": 2, "Document No.": "A" },
      { "Entry No.": 3, "Document No.": "B" },
    ].map((values) => entry({ ...values, "External Document No.": `X-${values["Document No."]}` }));
    const { result } = await post({ ...setup, "Value Entries": rows }, { postingMethod: "Per Document" });
    expect(result.glEntries.map((line) => [line.documentNo, line.externalDocumentNo, line.amount])).toEqual([
      ["A", "X-A", "100"],
      ["A", "X-A", "-100"],
      ["B", "X-B", "200"],
      ["B", "X-B", "-200"],
    ]);
    expect(result.relations.filter((row) => row.glEntryNo === 3).map((row) => row.valueEntryNo)).toEqual([
      1, 3,
    ]);
  });

  it("cuts the description at 100 characters and continues numbering", async () => {
    const { result } = await post(
      {
        ...setup,
        "Value Entries": [entry({ "Source No.": "S".repeat(120) })],
        "G/L Entries": [],
        "G/L Registers": [{ "No.": 7 }],
      },
      { ...PER_ENTRY, firstGLEntryNo: 500 },
    );
    expect(result.glEntries.at(0)?.description).toHaveLength(100);
    expect(result.glEntries.map((line) => [line.entryNo, line.glRegisterNo])).toEqual([
      [500, 8],
      [501, 8],
    ]);
  });

  it("keeps amounts beyond 2^53 exact", async () => {
    const { result } = await post(
      {
        ...setup,
        "Value Entries": [
          entry({ "Cost Amount (Actual)": "900719925474099.17" }),
          entry({ "Entry No.": 2, "Cost Amount (Actual)": "900719925474099.18" }),
        ],
      },
      { documentNo: "INVT" },
    );
    expect(result.glEntries.map((line) => line.amount)).toEqual([
      "1801439850948198.35",
      "-1801439850948198.35",
    ]);
    expect(result.summary).toMatchObject({ debit: "1801439850948198.35", balanced: true });
  });
});

describe("the queue that is derived", () => {
  const receipt = { "Expected Cost": true, "Cost Amount (Actual)": "0", "Cost Amount (Expected)": "95" };
  const invoice = { "Entry No.": 2, "Cost Amount (Actual)": "100", "Cost Amount (Expected)": "-95" };
  const on = { "Inventory Setup": [{ "Expected Cost Posting to G/L": true }] };
  it("leaves out receipts that were invoiced and posted before expected posting was switched on", async () => {
    const { result } = await post({
      ...setup,
      ...on,
      "Value Entries": [entry(receipt), entry({ ...invoice, "Cost Posted to G/L": "100" })],
    });
    expect(result.glEntries).toEqual([]);
    expect(result.skipped).toEqual([]);
  });

  it("takes both entries while the invoice is open", async () => {
    const { result } = await post({ ...setup, ...on, "Value Entries": [entry(receipt), entry(invoice)] });
    expect(result.removedFromQueue).toEqual([1, 2]);
    expect(result.accountTotals.find((total) => total.glAccountNo === "2131")?.net).toBe("0");
  });

  it("filters by item and date; capacity entries pass an item filter only as blank", async () => {
    const rows = [
      entry({}),
      entry({
        "Entry No.": 2,
        "Item Ledger Entry No.": 0,
        "Item No.": "",
        "Item Ledger Entry Type": "",
        "Inventory Posting Group": "RESALE",
      }),
      entry({ "Entry No.": 3, "Posting Date": "2025-03-01" }),
    ];
    const posted = async (parameters: Row): Promise<Result["removedFromQueue"]> =>
      (await post({ ...setup, "Value Entries": rows }, { ...PER_ENTRY, ...parameters })).result
        .removedFromQueue;
    expect(await posted({ itemFilter: "A" })).toEqual([1, 3]);
    expect(await posted({ itemFilter: "A|''", endDate: "2025-01-31" })).toEqual([1, 2]);
    expect(await posted({ startDate: "2025-02-01" })).toEqual([3]);
  });
});

describe("the order of the run", () => {
  const capacity = (no: number, orderType: string, orderNo: string, values: Row = {}): Row =>
    entry({
      "Entry No.": no,
      "Item Ledger Entry No.": 0,
      "Item No.": "",
      "Item Ledger Entry Type": "",
      "Order Type": orderType,
      "Order No.": orderNo,
      ...values,
    });
  const numbers = async (rows: readonly Row[], more: Row = {}, parameters: Row = {}): Promise<unknown> => {
    const { result } = await post(
      { ...setup, "Value Entries": rows, ...more },
      { ...PER_ENTRY, ...parameters },
    );
    return result.relations.filter((_, index) => index % 2 === 0).map((relation) => relation.valueEntryNo);
  };

  it("is that of items, dates and numbers; then of capacity by kind of order, order and number", async () => {
    const rows = [
      entry({ "Item No.": "BIKE" }),
      entry({ "Entry No.": 2, "Posting Date": "2025-01-12" }),
      entry({ "Entry No.": 4, "Posting Date": "2025-01-11" }),
      entry({ "Entry No.": 3, "Posting Date": "2025-01-11" }),
      capacity(5, "Assembly", "A-1"),
      capacity(6, "Production", "PO-2"),
      capacity(9, "Production", "PO-1"),
      capacity(8, "Production", "PO-1"),
      capacity(7, "", ""),
    ];
    expect(await numbers(rows)).toEqual([3, 4, 2, 1, 7, 8, 9, 6, 5]);
  });

  it("takes posting dates from the first to the last that is asked for, both included", async () => {
    const rows = ["09", "10", "11", "12"].map((day, index) =>
      entry({ "Entry No.": index + 1, "Posting Date": `2025-01-${day}` }),
    );
    expect(await numbers(rows, {}, { startDate: "2025-01-10", endDate: "2025-01-11" })).toEqual([2, 3]);
  });

  it("leaves out expected cost of capacity: it belongs to no item ledger entry", async () => {
    const planned = { "Cost Amount (Actual)": "0", "Cost Amount (Expected)": "5" };
    const { result } = await post(
      { ...setup, "Value Entries": [capacity(1, "", "", planned)] },
      { ...PER_ENTRY, expectedCostPosting: "on" },
    );
    expect([result.glEntries, result.skipped]).toEqual([[], []]);
  });

  it("leaves out capacity whose cost does not count as inventory", async () => {
    expect(await numbers([capacity(1, "", ""), capacity(2, "", "", { Inventoriable: false })])).toEqual([1]);
  });

  it.each<[string, Row, readonly number[]]>([
    ["an item entry without any cost", {}, []],
    ["capacity without any cost", { "Item Ledger Entry No.": 0, "Item Ledger Entry Type": "" }, [1]],
    ["cost that does not count as inventory", { Inventoriable: false, "Cost Amount (Actual)": "7" }, []],
    ["actual cost", { "Cost Amount (Actual)": "7", "Cost Posted to G/L": "7" }, [1]],
    ["expected cost", { "Cost Amount (Expected)": "7" }, [1]],
    ["actual cost in the other currency", { "Cost Amount (Actual) (ACY)": "7" }, [1]],
    ["expected cost in the other currency", { "Cost Amount (Expected) (ACY)": "7" }, [1]],
  ])("queued %s, nothing open: passed over, or skipped and named", async (_, values, skipped) => {
    const row = entry({ "Cost Amount (Actual)": "0", ...values });
    const { result } = await post({ ...setup, "Value Entries": [row], ...queue });
    expect(result.glEntries).toEqual([]);
    expect(result.skipped.map((entryOf) => entryOf.valueEntryNo)).toEqual(skipped);
  });
});

describe("additional reporting currency", () => {
  it("carries the amounts and posts a line that only it has", async () => {
    const acy = { "Cost Amount (Actual) (ACY)": "120", "Cost Posted to G/L (ACY)": "115" };
    const { result } = await post({
      ...setup,
      "General Ledger Setup": [{ "Additional Reporting Currency": "USD" }],
      "Value Entries": [entry({ ...acy, "Cost Posted to G/L": "100" })],
    });
    expect(result.glEntries.map((line) => [line.amount, line.additionalCurrencyAmount])).toEqual([
      ["0", "5"],
      ["0", "-5"],
    ]);
    expect(result.valueEntryUpdates.at(0)).toMatchObject({ costPostedToGL: "100", costPostedToGLACY: "120" });
  });
});

describe("what posting writes", () => {
  it("changes exactly the four tables, and a journal line per G/L entry", async () => {
    const workbook = { ...setup, "Value Entries": [entry({})], ...queue, "G/L Entries": [] };
    const { run, result } = await post(workbook, { ...PER_ENTRY, post: true });
    const { changes } = run.outcome;
    expect(changes?.changes.map((change) => change.table)).toEqual([
      "G/L Entries",
      "G/L - Item Ledger Relation",
      "Value Entries",
      "Post Value Entry to G/L",
    ]);
    expect(
      changes?.journal.map((line) => [
        line["Line No."],
        line["Account No."],
        line.Amount,
        line["Bal. Account No."],
      ]),
    ).toEqual([
      [10000, "2130", "100", ""],
      [20000, "7291", "-100", ""],
    ]);
    const after = applyChanges(workbook, changes as never);
    expect(after["Value Entries"]?.[0]).toMatchObject({ "Cost Posted to G/L": "100" });
    expect(after["Post Value Entry to G/L"]).toEqual([]);
    expect(after["G/L Entries"]).toHaveLength(result.glEntries.length);
  });
});

describe("drill-down", () => {
  it("adds up to each G/L entry, account and column", async () => {
    const workbook = postingLedger(11, { entries: 30, expectedPosting: true });
    const { run, result, ledgers } = await post(workbook, { documentNo: "INVT" });
    const { report, parameters } = run;
    const drill = (figure: Row): string => {
      const found = report.drill?.(ledgers, parameters as never, result, figure as never);
      if (!found) return "none";
      const sum = found.entries.reduce((total, one) => total + Math.round(Number(one.amount) * 100), 0);
      expect(sum).toBe(Math.round(Number(found.figure) * 100));
      return found.figure;
    };
    for (const line of result.glEntries) expect(drill({ glEntryNo: line.entryNo })).toBe(line.amount);
    for (const total of result.accountTotals) {
      for (const field of ["debit", "credit", "net"] as const) {
        expect(drill({ glAccountNo: total.glAccountNo, field })).toBe(total[field]);
      }
    }
    for (const [field, amount] of Object.entries(result.totals)) expect(drill({ field })).toBe(amount);
    for (const line of result.lines)
      expect(drill({ valueEntryNo: line.valueEntryNo, field: "inventory" })).toBe(line.inventory);
    expect(drill({ field: "nothing" })).toBe("none");
  });
});

it("has a text for every code", async () => {
  await post({ ...setup, "Value Entries": [] });
  const codes = messageCodes();
  for (const code of [
    "DOCUMENT_NO_REQUIRED",
    "DOCUMENT_NO_NOT_ALLOWED",
    "VALUE_ENTRY_NOT_FOUND",
    ...["POSTING_GROUP_FROM_ITEM", "DIMENSION_SET_MISSING", "NOTHING_TO_POST"].map(
      (name) => `${REPORT}/${name}`,
    ),
  ]) {
    expect(codes).toContain(code);
  }
});

describe("what to look at before posting", () => {
  it("names items whose costs are not adjusted, with what would be posted of them", async () => {
    const items = [
      { "No.": "C", "Inventory Posting Group": "RESALE", "Cost is Adjusted": false },
      { "No.": "BIKE", "Inventory Posting Group": "FINISHED", "Cost is Adjusted": true },
      { "No.": "A", "Inventory Posting Group": "RESALE", "Cost is Adjusted": false },
      { "No.": "D", "Inventory Posting Group": "RESALE" },
    ];
    const rows = [entry({}), entry({ "Entry No.": 2, "Cost Amount (Actual)": "-30" })];
    const workbook = { ...setup, Items: items, "Value Entries": rows };
    const { result, report } = await post(workbook);
    expect(
      result.itemsNotAdjusted.map(({ itemNo, entries, costAmount }) => [itemNo, entries, costAmount]),
    ).toEqual([
      ["A", 2, "70"],
      ["C", 0, "0"],
    ]);
    expect(result.itemsNotAdjusted[0]?.message).toBe(
      "Costs of A are not adjusted. 2 value entries, 70.00, would be posted before the adjustment. Run Adjust Cost - Item Entries first.",
    );
    expect(result.itemsNotAdjusted[1]?.message).toBe(
      "Costs of C are not adjusted. Run Adjust Cost - Item Entries first.",
    );
    expect(report.summary(result).warnings).toContainEqual(
      expect.objectContaining({ code: "COST_NOT_ADJUSTED", count: 2, unit: "items" }),
    );
    const filtered = await post(workbook, { ...PER_ENTRY, itemFilter: "C" });
    expect(filtered.result.itemsNotAdjusted.map(({ itemNo }) => itemNo)).toEqual(["C"]);
  });

  it("names entries in another posting group than their item, with the amount per group", async () => {
    const { result, report } = await post({
      ...setup,
      "Value Entries": [
        entry({ "Inventory Posting Group": "FINISHED" }),
        entry({ "Entry No.": 2, "Inventory Posting Group": "FINISHED", "Cost Amount (Actual)": "-30.25" }),
        entry({ "Entry No.": 3, "Inventory Posting Group": "OLD" }),
        entry({ "Entry No.": 4 }),
        entry({ "Entry No.": 5, "Item No.": "UNKNOWN" }),
      ],
    });
    expect(
      result.groupsChanged.map(({ itemNo, inventoryPostingGroup, itemPostingGroup, entries, costAmount }) => [
        itemNo,
        inventoryPostingGroup,
        itemPostingGroup,
        entries,
        costAmount,
      ]),
    ).toEqual([
      ["A", "FINISHED", "RESALE", 2, "69.75"],
      ["A", "OLD", "RESALE", 1, "100"],
    ]);
    expect(result.groupsChanged[0]).toMatchObject({
      code: "POSTING_GROUP_DIFFERS",
      message: "A is in RESALE today, but posts to the accounts of FINISHED: 2 value entries, 69.75.",
    });
    expect(report.summary(result).warnings).toContainEqual(
      expect.objectContaining({ code: "POSTING_GROUP_DIFFERS", count: 2 }),
    );
  });

  it("lists dates outside the allowed range with count, amount and the entries that were adjusted", async () => {
    const { result, report } = await post({
      ...setup,
      "General Ledger Setup": [{ "Allow Posting From": "2025-01-10" }],
      "Value Entries": [
        entry({}),
        entry({
          "Entry No.": 4,
          "Posting Date": "2025-01-05",
          Adjustment: true,
          "Item Ledger Entry No.": 12,
          "Applies-to Entry": 2,
          "Cost Amount (Actual)": "-2.50",
        }),
        entry({ "Entry No.": 3, "Posting Date": "2025-01-05", "Cost Amount (Actual)": "10" }),
        entry({ "Entry No.": 5, "Posting Date": "2024-12-31" }),
      ],
    });
    expect(result.datesOutside).toEqual([
      {
        code: "POSTING_DATE_OUTSIDE",
        postingDate: "2024-12-31",
        entries: 1,
        costAmount: "100",
        valueEntryNos: [5],
        adjustments: [],
        message: "31 Dec 2024 lies outside the allowed posting dates: 1 value entry, 100.00.",
      },
      {
        code: "POSTING_DATE_OUTSIDE",
        postingDate: "2025-01-05",
        entries: 2,
        costAmount: "7.5",
        valueEntryNos: [3, 4],
        adjustments: [{ valueEntryNo: 4, itemLedgerEntryNo: 12, appliesToEntry: 2 }],
        message:
          "5 Jan 2025 lies outside the allowed posting dates: 2 value entries, 7.50. 1 adjusts item ledger entry 12, whose date it carries.",
      },
    ]);
    expect(result.skipped.map(({ valueEntryNo }) => valueEntryNo)).toEqual([3, 4, 5]);
    expect(report.summary(result).warnings.map(({ code }) => code)).toContain("POSTING_DATE_OUTSIDE");
  });

  it("says nothing where there is nothing to say", async () => {
    const { result } = await post({ ...setup, "Value Entries": [entry({})] });
    expect([result.itemsNotAdjusted, result.groupsChanged, result.datesOutside]).toEqual([[], [], []]);
  });
});

describe("expected cost posting assumed", () => {
  const receipt = entry({
    "Expected Cost": true,
    "Cost Amount (Actual)": "0",
    "Cost Amount (Expected)": "95",
  });
  const invoice = entry({ "Entry No.": 2, "Item Ledger Entry No.": 2 });
  const off = { ...setup, "Value Entries": [receipt, invoice] };
  const on = { ...off, "Inventory Setup": [{ "Expected Cost Posting to G/L": true }] };
  const lines = async (workbook: unknown, parameters: Row = {}): Promise<unknown> => {
    const { result, error } = await post(workbook, { ...PER_ENTRY, ...parameters });
    expect(error).toBeUndefined();
    return result.glEntries.map((line) => [line.glAccountNo, line.amount]);
  };

  it("gives what the other setup would give, both ways", async () => {
    expect(await lines(off, { expectedCostPosting: "on" })).toEqual(await lines(on));
    expect(await lines(on, { expectedCostPosting: "off" })).toEqual(await lines(off));
    expect(await lines(on)).not.toEqual(await lines(off));
  });

  it("says that it is assumed, and posts only what the setup says", async () => {
    const { result, report, run } = await post(off, { ...PER_ENTRY, expectedCostPosting: "on" });
    expect(result.assumedExpectedCostPosting).toBe("on");
    expect(report.summary(result).scope).toContain("as if expected cost posting were on");
    expect(run.outcome.changes).toBeUndefined();
    const refused = await post(off, { ...PER_ENTRY, expectedCostPosting: "on", post: true });
    expect(refused.error).toMatchObject({ code: "ASSUMED_SETUP_NOT_POSTED" });
    const same = await post(on, { ...PER_ENTRY, expectedCostPosting: "on", post: true });
    expect(same.result.assumedExpectedCostPosting).toBe("");
    expect(same.run.outcome.changes?.changes).toHaveLength(4);
  });

  it("needs the columns of expected cost when it is assumed to be on", async () => {
    const rows = [receipt, invoice].map((row) => without(row, "Expected Cost Posted to G/L"));
    const { error } = await post(
      { ...off, "Value Entries": rows },
      { ...PER_ENTRY, expectedCostPosting: "on" },
    );
    expect(error).toMatchObject({ code: "MISSING_COLUMN", column: "Expected Cost Posted to G/L" });
    expect(await lines({ ...off, "Value Entries": rows })).toHaveLength(2);
  });
});
