import { compareProofs } from "../../../src/engine/reports/inventory-gl-reconciliation/compare";
import { numbersBeyond } from "../../../src/engine/reports/inventory-gl-reconciliation/coverage";
import { CAUSES } from "../../../src/engine/reports/inventory-gl-reconciliation/causes";
import { CAUSE_TEXTS } from "../../../src/engine/reports/inventory-gl-reconciliation/messages";
import type { Result } from "../../../src/engine/reports/inventory-gl-reconciliation/run";
import { explainedShare, summary } from "../../../src/engine/reports/inventory-gl-reconciliation/summary";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { runReport } from "../../../src/engine/run";
import { jsonSource } from "../../../src/workbook/file/json";
import { cellAddress } from "../../../src/workbook/sheet";
import { applyChanges } from "../../support/apply-changes";
import { postingLedger } from "../../support/posting-ledger";
import { casesOf, type Case } from "../../support/cases";
import { CONTEXT, runAndCheck, runOn, WORK_DATE } from "../../support/run-report";
import { without } from "../../support/without";

const REPORT = "inventory-gl-reconciliation";
type Row = Readonly<Record<string, unknown>>;

const setup = {
  "Inventory Posting Setup": [
    {
      "Location Code": "",
      "Invt. Posting Group Code": "RESALE",
      "Inventory Account": "2130",
      "Inventory Account (Interim)": "2131",
      "WIP Account": "2140",
    },
  ],
  "General Posting Setup": [
    {
      "Gen. Bus. Posting Group": "",
      "Gen. Prod. Posting Group": "RETAIL",
      "COGS Account": "7290",
      "Inventory Adjmt. Account": "7270",
      "Invt. Accrual Acc. (Interim)": "5530",
      "Direct Cost Applied Account": "7291",
    },
  ],
};

const entry = (values: Row = {}): Row => ({
  "Entry No.": 1,
  "Posting Date": "2025-01-10",
  "Item Ledger Entry No.": 1,
  "Item No.": "A",
  "Item Ledger Entry Type": "Purchase",
  "Entry Type": "Direct Cost",
  "Order Type": "",
  "Location Code": "",
  "Inventory Posting Group": "RESALE",
  "Gen. Bus. Posting Group": "",
  "Gen. Prod. Posting Group": "RETAIL",
  "Document No.": "PI-1",
  "Cost Amount (Actual)": "100",
  "Cost Amount (Expected)": "0",
  "Cost Posted to G/L": "100",
  "Expected Cost Posted to G/L": "0",
  ...values,
});
const gl = (no: number, account: string, amount: string, more: Row = {}): Row => ({
  "Entry No.": no,
  "Posting Date": "2025-01-10",
  "G/L Account No.": account,
  Amount: amount,
  "Document No.": `G-${no}`,
  "Source Code": "INVTPCOST",
  ...more,
});
const relation = (glEntry: number, valueEntry: number): Row => ({
  "G/L Entry No.": glEntry,
  "Value Entry No.": valueEntry,
});

const posted = {
  ...setup,
  "Value Entries": [entry()],
  "G/L Entries": [gl(1, "2130", "100"), gl(2, "7291", "-100")],
  "G/L - Item Ledger Relation": [relation(1, 1), relation(2, 1)],
};

async function reconcile(workbook: unknown, parameters: Row = {}) {
  const { run, result, ledgers } = await runAndCheck(REPORT, workbook, parameters);
  return { result: result as unknown as Result, error: result.error, run, ledgers };
}

const items = (result: Result): readonly unknown[] =>
  (result.reconcilingItems ?? []).map((item) => [
    item.row,
    item.cause,
    item.amount,
    item.valueEntryNos,
    item.glEntryNos,
  ]);
const warnings = (result: Result): readonly string[] => result.warnings.map((warning) => warning.code);

describe("causes", () => {
  it("shares an account between two types", async () => {
    const { result } = await reconcile({
      ...posted,
      "General Posting Setup": [{ ...setup["General Posting Setup"][0], "Inventory Adjmt. Account": "7291" }],
    });
    expect(items(result)).toEqual([["inventoryAdjmt", "SHARED_ACCOUNT", "-100", [1], [2]]]);
    expect(result.notes).toEqual([
      expect.objectContaining({ code: "ACCOUNT_FOR_TWO_TYPES", table: "General Posting Setup", count: 1 }),
    ]);
  });

  it("calls an amount that differs a mismatch, with the entries on both sides", async () => {
    const { result } = await reconcile({
      ...posted,
      "G/L Entries": [gl(1, "2130", "90"), gl(2, "7291", "-100")],
    });
    expect(items(result)).toEqual([["inventory", "AMOUNT_MISMATCH", "-10", [1], [1]]]);
  });

  it("takes a G/L entry whose sign turned as one that finds nothing", async () => {
    const { result } = await reconcile({
      ...posted,
      "G/L Entries": [gl(1, "2130", "-100"), gl(2, "7291", "-100")],
    });
    expect(items(result)).toEqual([
      ["inventory", "POSTED_WITHOUT_GL_ENTRY", "-100", [1], []],
      ["inventory", "AMOUNT_MISMATCH", "-100", [], [1]],
    ]);
  });

  it("lets the two sides of another date cancel over a range that holds both", async () => {
    const late = {
      ...posted,
      "G/L Entries": [gl(1, "2130", "100", { "Posting Date": "2025-02-03" }), gl(2, "7291", "-100")],
    };
    expect(items((await reconcile(late)).result)).toEqual([]);
    expect(items((await reconcile(late, { endDate: "2025-01-31" })).result)).toEqual([
      ["inventory", "POSTING_DATE_MISMATCH", "-100", [1], [1]],
    ]);
    expect(items((await reconcile(late, { startDate: "2025-02-01" })).result)).toEqual([
      ["inventory", "POSTING_DATE_MISMATCH", "100", [1], [1]],
    ]);
  });

  it("counts the first and the last day of the dates", async () => {
    const open = { ...posted, "G/L Entries": [], "G/L - Item Ledger Relation": [] };
    const found = async (startDate: string, endDate: string): Promise<unknown> =>
      (await reconcile(open, { startDate, endDate })).result.proof
        ?.filter(({ row }) => row === "inventory")
        .map(({ difference }) => difference);
    expect(await found("2025-01-10", "2025-01-10")).toEqual(["-100"]);
    expect(await found("2025-01-11", "2025-01-31")).toEqual([]);
    expect(await found("2025-01-01", "2025-01-09")).toEqual([]);
  });

  it("prefers the account that today's setup resolves to", async () => {
    // Two lines of 50 in one value entry's expected and actual cost: only the accounts tell them apart.
    const { result } = await reconcile({
      ...setup,
      "Inventory Setup": [{ "Expected Cost Posting to G/L": true }],
      "Value Entries": [
        entry({
          "Cost Amount (Actual)": "50",
          "Cost Posted to G/L": "50",
          "Cost Amount (Expected)": "50",
          "Expected Cost Posted to G/L": "50",
        }),
      ],
      "G/L Entries": [gl(1, "2130", "50"), gl(2, "2131", "50"), gl(3, "7291", "-50"), gl(4, "5530", "-50")],
      "G/L - Item Ledger Relation": [1, 2, 3, 4].map((number) => relation(number, 1)),
    });
    expect(items(result)).toEqual([]);
  });

  /** Goods received for 40.00 and not invoiced, whose G/L entries carry a date of the next month. */
  const received = {
    ...setup,
    "Inventory Setup": [{ "Expected Cost Posting to G/L": true }],
    "Value Entries": [
      entry({
        "Cost Amount (Actual)": "0",
        "Cost Posted to G/L": "0",
        "Cost Amount (Expected)": "40",
        "Expected Cost Posted to G/L": "40",
      }),
    ],
    "G/L Entries": [
      gl(1, "2131", "40", { "Posting Date": "2025-02-03" }),
      gl(2, "5530", "-40", { "Posting Date": "2025-02-03" }),
    ],
    "G/L - Item Ledger Relation": [relation(1, 1), relation(2, 1)],
  };

  it("finds expected cost on both sides of the end of a month", async () => {
    expect(items((await reconcile(received)).result)).toEqual([]);
    expect(items((await reconcile(received, { endDate: "2025-01-31" })).result)).toEqual([
      ["inventoryInterim", "POSTING_DATE_MISMATCH", "-40", [1], [1]],
      ["invtAccrualInterim", "POSTING_DATE_MISMATCH", "40", [1], [2]],
    ]);
    expect(items((await reconcile(received, { startDate: "2025-02-01" })).result)).toEqual([
      ["inventoryInterim", "POSTING_DATE_MISMATCH", "40", [1], [1]],
      ["invtAccrualInterim", "POSTING_DATE_MISMATCH", "-40", [1], [2]],
    ]);
    expect(
      items((await reconcile(received, { startDate: "2025-01-11", endDate: "2025-02-02" })).result),
    ).toEqual([]);
  });

  it("tells expected cost that is not posted from one that is said to be", async () => {
    const [first] = received["Value Entries"];
    const workbook = {
      ...received,
      "Value Entries": [
        first,
        { ...first, "Entry No.": 2, "Cost Amount (Expected)": "7", "Expected Cost Posted to G/L": "0" },
        { ...first, "Entry No.": 3, "Cost Amount (Expected)": "5", "Expected Cost Posted to G/L": "5" },
      ],
    };
    expect(items((await reconcile(workbook)).result)).toEqual([
      ["inventoryInterim", "EXPECTED_NOT_POSTED", "-7", [2], []],
      ["inventoryInterim", "POSTED_WITHOUT_GL_ENTRY", "-5", [3], []],
      ["invtAccrualInterim", "EXPECTED_NOT_POSTED", "7", [2], []],
      ["invtAccrualInterim", "POSTED_WITHOUT_GL_ENTRY", "5", [3], []],
    ]);
  });

  it("takes a G/L entry without account as one whose account was deleted", async () => {
    const { result } = await reconcile({
      ...posted,
      "G/L Entries": [gl(1, "", "100"), gl(2, "7291", "-100")],
    });
    expect(items(result)).toEqual([["inventory", "DELETED_ACCOUNT", "-100", [1], [1]]]);
  });

  it("shows cost on the account of another type in both of them", async () => {
    const changed = { ...posted, "G/L Entries": [gl(1, "2130", "100"), gl(2, "7270", "-100")] };
    expect(items((await reconcile(changed)).result)).toEqual([
      ["directCostApplied", "ACCOUNT_CHANGED", "100", [1], [2]],
      ["inventoryAdjmt", "ACCOUNT_CHANGED", "-100", [1], [2]],
    ]);
    // In the next month the G/L entry is alone; its own type has nothing to do with it.
    const late = { "Posting Date": "2025-02-03" };
    const later = { ...changed, "G/L Entries": [gl(1, "2130", "100", late), gl(2, "7270", "-100", late)] };
    expect(items((await reconcile(later, { startDate: "2025-02-01" })).result)).toEqual([
      ["inventory", "POSTING_DATE_MISMATCH", "100", [1], [1]],
      ["inventoryAdjmt", "ACCOUNT_CHANGED", "-100", [1], [2]],
    ]);
    expect(items((await reconcile(later, { endDate: "2025-01-31" })).result)).toEqual([
      ["inventory", "POSTING_DATE_MISMATCH", "-100", [1], [1]],
      ["directCostApplied", "POSTING_DATE_MISMATCH", "100", [1], [2]],
    ]);
  });

  it("stays exact beyond what a number holds", async () => {
    const large = "99999999999999.99";
    const cells = { "Cost Amount (Actual)": large, "Cost Posted to G/L": large };
    const workbook = {
      ...posted,
      "Value Entries": [entry(cells), entry({ ...cells, "Entry No.": 2, "Cost Posted to G/L": "0" })],
      "G/L Entries": [gl(1, "2130", "99999999999999.98"), gl(2, "7291", `-${large}`), gl(3, "2130", large)],
    };
    expect(items((await reconcile(workbook)).result)).toEqual([
      ["inventory", "NOT_POSTED", `-${large}`, [2], []],
      ["inventory", "DIRECT_POSTING", large, [], [3]],
      ["inventory", "AMOUNT_MISMATCH", "-0.01", [1], [1]],
      ["directCostApplied", "NOT_POSTED", large, [2], []],
    ]);
    const twice = {
      ...workbook,
      "G/L Entries": [gl(1, "2130", `-${large}`), gl(2, "7291", `-${large}`)],
      "Value Entries": [entry({ ...cells, Inventoriable: false })],
    };
    expect(items((await reconcile(twice)).result).slice(0, 2)).toEqual([
      ["inventory", "AMOUNT_MISMATCH", `-${large}`, [], [1]],
      ["inventory", "BC_FORMULA_GAP", `-${large}`, [1], []],
    ]);
  });

  it("tells closing entries from direct postings, and leaves them out of the day before", async () => {
    const workbook = {
      ...posted,
      "G/L Entries": [...posted["G/L Entries"], gl(3, "2130", "-7", { "Posting Date": "C2025-12-31" })],
    };
    const { result } = await reconcile(workbook);
    expect(items(result)).toEqual([["inventory", "CLOSING_ENTRY", "-7", [], [3]]]);
    expect(warnings(result)).toEqual(["CLOSED_FISCAL_YEAR"]);
    expect(items((await reconcile(workbook, { endDate: "2025-12-31" })).result)).toEqual([]);
    expect(items((await reconcile(workbook, { endDate: "C2025-12-31" })).result)).toHaveLength(1);
  });

  it("counts a relation that names no value entry as such, and one without G/L entry not at all", async () => {
    const { result } = await reconcile({
      ...posted,
      "G/L Entries": [...posted["G/L Entries"], gl(3, "2130", "5")],
      "G/L - Item Ledger Relation": [
        ...posted["G/L - Item Ledger Relation"],
        relation(3, 77),
        relation(99, 1),
      ],
    });
    expect(items(result)).toEqual([["inventory", "VALUE_ENTRY_MISSING", "5", [], [3]]]);
  });

  it("names in part what it can without the relation sheet", async () => {
    const { result, run, ledgers } = await reconcile({
      ...without(posted, "G/L - Item Ledger Relation"),
      "Source Code Setup": [{ "Inventory Post Cost": "POSTCOST" }],
      "G/L Entries": [
        gl(1, "2130", "90", { "Source Code": "POSTCOST" }),
        gl(2, "7291", "-100", { "Source Code": "POSTCOST" }),
        gl(3, "2130", "4", { "Source Code": "GENJNL" }),
      ],
    });
    expect(items(result)).toEqual([
      ["inventory", "DIRECT_POSTING", "4", [], [3]],
      ["inventory", "UNEXPLAINED", "-10", [], []],
    ]);
    expect(result.proof).toEqual([
      { row: "inventory", difference: "-6", explained: "4", unexplained: "-10" },
    ]);
    const drilled = run.report.drill?.(ledgers, run.parameters ?? {}, result, {
      row: "inventory",
      field: "difference",
    });
    expect(drilled).toMatchObject({ figure: "4", remark: expect.stringContaining("-10") as string });
    expect(explainedShare(result)).toMatchObject({ state: "open", percent: "0.00", unexplained: "10" });
    // The bridge: ledger + causes = what should be there; with what is unexplained, the general ledger.
    const [sheet] = run.report.layout(run.outcome.result, CONTEXT);
    const bridge = sheet?.cells.find(({ value }) => value === "Bridge")?.row ?? 0;
    const rows = Array.from({ length: 5 }, (_, index) =>
      sheet?.cells
        .filter(({ row, column }) => row === bridge + 1 + index && column < 2)
        .map(({ value }) => value),
    );
    expect(rows.map((row) => row?.[1])).toEqual(["100", "4", "104", "94", "-10"]);
  });

  it("uses only accounts that the chart has", async () => {
    const { result } = await reconcile({ ...posted, "G/L Accounts": [{ "No.": "7291" }] });
    expect(items(result)).toEqual([["inventory", "ACCOUNT_CHANGED", "-100", [1], [1]]]);
  });

  it("counts non-inventoriable cost on the page only", async () => {
    const workbook = {
      ...setup,
      "Value Entries": [entry({ Inventoriable: false, "Cost Posted to G/L": "0" })],
      "G/L Entries": [],
    };
    expect(items((await reconcile(workbook)).result)).toEqual([
      ["inventory", "BC_FORMULA_GAP", "-100", [1], []],
      ["directCostApplied", "BC_FORMULA_GAP", "100", [1], []],
    ]);
    expect(items((await reconcile(workbook, { basis: "posting" })).result)).toEqual([]);
  });

  it("leaves gaps out that cancel within an entry", async () => {
    const notInventoriable = { Inventoriable: false, "Cost Posted to G/L": "0", "Order Type": "Production" };
    const output = { ...notInventoriable, "Item Ledger Entry Type": "Output" };
    // The page counts actual and expected cost of output on WIP.
    const { result } = await reconcile({
      ...setup,
      "Value Entries": [
        entry({ ...output, "Cost Amount (Actual)": "10", "Cost Amount (Expected)": "-10" }),
        entry({ ...output, "Entry No.": 2, "Cost Amount (Actual)": "3", "Cost Amount (Expected)": "4" }),
      ],
      "G/L Entries": [],
      "G/L - Item Ledger Relation": [],
    });
    expect(items(result)).toEqual([
      ["inventory", "BC_FORMULA_GAP", "-13", [1, 2], []],
      ["inventoryInterim", "BC_FORMULA_GAP", "6", [1, 2], []],
      ["wipInventory", "BC_FORMULA_GAP", "7", [2], []],
    ]);
  });

  it("has name, explanation and next step for each", () => {
    expect(Object.keys(CAUSE_TEXTS)).toEqual([...CAUSES]);
    for (const text of Object.values(CAUSE_TEXTS))
      expect(Math.min(text.what.length, text.next.length)).toBeGreaterThan(10);
  });
});

describe("warnings", () => {
  const nothingPosted = { ...posted, "G/L Entries": [] as Row[], "G/L - Item Ledger Relation": [] as Row[] };
  it.each<[string, Row, readonly string[]]>([
    ["POST_COST_TO_GL", { "Value Entries": [entry({ "Cost Posted to G/L": "0" })] }, ["POST_COST_TO_GL"]],
    [
      "COMPRESSION",
      {
        "Date Compr. Registers": [
          { "Table ID": 5802, "Starting Date": "2025-01-01", "Ending Date": "2030-01-01" },
        ],
      },
      ["COMPRESSION"],
    ],
    ["DELETED_ACCOUNTS", { "G/L Entries": [gl(1, "", "100")] }, ["DELETED_ACCOUNTS"]],
    ["DIRECT_POSTING", {}, ["DIRECT_POSTING"]],
    [
      "EXPECTED_COST_SETUP beside another",
      { "Value Entries": [entry({ "Cost Amount (Expected)": "5" })] },
      ["EXPECTED_COST_SETUP", "DIRECT_POSTING"],
    ],
  ])("%s", async (_, more, expected) => {
    const { result } = await reconcile({ ...nothingPosted, ...more });
    expect(warnings(result)).toEqual(expected);
    expect(result.warnings.every((warning) => warning.message.length > 20)).toBe(true);
  });

  it("POSTING_DATE when both sides agree over all dates", async () => {
    const late = {
      ...posted,
      "G/L Entries": [gl(1, "2130", "100", { "Posting Date": "2025-02-03" }), gl(2, "7291", "-100")],
    };
    expect(warnings((await reconcile(late, { endDate: "2025-01-31" })).result)).toEqual(["POSTING_DATE"]);
  });

  it("ignores compressions outside the dates and of other tables", async () => {
    const registers = [
      { "Table ID": 5802, "Starting Date": "2020-01-01", "Ending Date": "2020-12-31" },
      { "Table ID": 21, "Starting Date": "2025-01-01", "Ending Date": "2025-01-31" },
    ];
    const { result } = await reconcile(
      { ...nothingPosted, "Date Compr. Registers": registers },
      { startDate: "2025-01-01" },
    );
    expect(warnings(result)).toEqual(["DIRECT_POSTING"]);
  });

  it("names compressions that start on the last day or end on the first, also without an end", async () => {
    const register = (start: string, end: string): Row[] => [
      { "Table ID": 5802, "Starting Date": start, "Ending Date": end },
    ];
    const dates = { startDate: "2025-01-05", endDate: "2025-01-31" };
    for (const [start, end, expected] of [
      ["2024-12-01", "2025-01-05", "COMPRESSION"],
      ["2024-12-01", "2025-01-04", "DIRECT_POSTING"],
      ["2025-01-31", "2025-03-31", "COMPRESSION"],
      ["2025-02-01", "2025-03-31", "DIRECT_POSTING"],
      ["2025-01-06", "", "COMPRESSION"],
    ] as const) {
      const workbook = { ...nothingPosted, "Date Compr. Registers": register(start, end) };
      expect([start, warnings((await reconcile(workbook, dates)).result)]).toEqual([start, [expected]]);
    }
    // An empty date is no day, even where the dates begin with the first of all.
    const blank = { ...nothingPosted, "Date Compr. Registers": register("", "") };
    expect(warnings((await reconcile(blank)).result)).toEqual(["DIRECT_POSTING"]);
  });

  it("does not call for posting what lies outside the dates", async () => {
    const later = entry({ "Entry No.": 2, "Cost Posted to G/L": "0", "Posting Date": "2025-02-03" });
    const workbook = { ...nothingPosted, "Value Entries": [entry(), later] };
    expect(warnings((await reconcile(workbook, { endDate: "2025-01-31" })).result)).toEqual([
      "DIRECT_POSTING",
    ]);
    expect(warnings((await reconcile(workbook)).result)).toEqual(["POST_COST_TO_GL"]);
  });

  it("shows none when they are turned off", async () => {
    const { result } = await reconcile(nothingPosted, { showWarning: false });
    expect(result.warnings).toEqual([]);
    expect(result.lines.some((line) => line.row === "warning")).toBe(false);
    expect(result.lines.every((line) => line.warning === "")).toBe(true);
  });
});

describe("variances of production", () => {
  it.each([
    ["Material", "materialVariance"],
    ["Capacity", "capacityVariance"],
    ["Subcontracted", "subcontractedVariance"],
    ["Capacity Overhead", "capacityOverheadVariance"],
    ["Manufacturing Overhead", "mfgOverheadVariance"],
  ])("%s stands in a row of its own, on the page as it is posted", async (variance, row) => {
    const workbook = {
      ...setup,
      "Inventory Posting Setup": [
        {
          ...setup["Inventory Posting Setup"][0],
          "Material Variance Account": "7890",
          "Capacity Variance Account": "7891",
          "Subcontracted Variance Account": "7892",
          "Cap. Overhead Variance Account": "7893",
          "Mfg. Overhead Variance Account": "7894",
        },
      ],
      "Value Entries": [
        entry({ "Item Ledger Entry Type": "Output", "Entry Type": "Variance", "Variance Type": variance }),
      ],
      "G/L Entries": [],
    };
    for (const basis of ["bc", "posting"]) {
      const { result } = await reconcile(workbook, { basis, showWarning: false });
      expect(
        result.lines
          .filter(({ inventory }) => Number(inventory) !== 0)
          .map((line) => [line.row, line.inventory, line.total]),
      ).toEqual([
        [row, "-100", "-100"],
        ["total", "100", ""],
        ["difference", "-100", ""],
      ]);
    }
  });
});

describe("where entries stand", () => {
  it("leads from the numbers of a reconciling item to their cells", async () => {
    const source = jsonSource({ ...posted, "G/L Entries": [gl(2, "7291", "-100"), gl(1, "2130", "90")] });
    const tables = source.tables.map((table) => ({
      ...table,
      address: (row: number, column: number) => cellAddress(row + 1, column),
    }));
    const ledgers = await readLedgers({ ...source, tables });
    const { report, outcome } = await runReport(REPORT, ledgers, {}, { workDate: WORK_DATE });
    const [sheet] = report.layout(outcome.result, CONTEXT);
    const table = sheet?.tables.find(({ name }) => name === "Tieout_ReconcilingItems");
    const linkOf = (header: string): unknown =>
      table?.links?.get(`0:${table.columns.findIndex((column) => column.header === header)}`);
    expect(table?.columns[0]?.values).toEqual([CAUSE_TEXTS.AMOUNT_MISMATCH.name]);
    expect([linkOf("Value entries"), linkOf("G/L entries")]).toEqual([
      { sheet: "Value Entries", cell: "A2" },
      { sheet: "G/L Entries", cell: "A3" },
    ]);
  });

  it("is listed for 300 entries of an item at most, and said when there are more", async () => {
    const listed = async (count: number): Promise<readonly [boolean, number]> => {
      const open = Array.from({ length: count }, (_, index) =>
        entry({ "Entry No.": index + 1, "Cost Posted to G/L": "0" }),
      );
      const workbook = {
        ...posted,
        "Value Entries": open,
        "G/L Entries": [],
        "G/L - Item Ledger Relation": [],
      };
      const { run } = await runOn(REPORT, workbook);
      const [sheet] = run.report.layout(run.outcome.result, CONTEXT);
      const head = `${CAUSE_TEXTS.NOT_POSTED.name}, Inventory: ${count} Value Entries`;
      const at = sheet?.cells.findIndex(({ value }) => String(value).startsWith(head)) ?? -1;
      const lists = sheet?.cells.slice(at + 1) ?? [];
      const end = lists.findIndex(({ value }) => !/^\d+(, \d+)*$/.test(String(value)));
      const numbers = lists.slice(0, end).flatMap(({ value }) => String(value).split(", "));
      return [String(sheet?.cells[at]?.value).includes("first 300"), numbers.length];
    };
    expect([await listed(300), await listed(301)]).toEqual([
      [false, 300],
      [true, 300],
    ]);
  });

  it("is told of up to three per item and table, as far as the workbook has cells", async () => {
    const direct = (no: number): Row => {
      const { "Entry No.": number, ...others } = gl(no, "2130", "1");
      return { Description: "by hand", "Entry No.": number, ...others };
    };
    const placesOf = async (count: number): Promise<unknown> => {
      const source = jsonSource({
        ...posted,
        "G/L Entries": [
          ...Array.from({ length: count }, (_, index) => direct(index + 11)),
          ...posted["G/L Entries"],
        ],
      });
      const tables = source.tables.map((table) => ({
        ...table,
        address: (row: number, column: number) => cellAddress(row + 1, column),
      }));
      const { outcome } = await runReport(
        REPORT,
        await readLedgers({ ...source, tables }),
        {},
        { workDate: WORK_DATE },
      );
      const [item] = (outcome.result as unknown as Result).reconcilingItems ?? [];
      return [item?.cause, item?.places, item?.documentCount, item?.documents];
    };
    const place = (entryNo: number, cell: string) => ({
      table: "G/L Entries",
      sheet: "G/L Entries",
      cell,
      entryNo,
    });
    expect(await placesOf(3)).toEqual([
      "DIRECT_POSTING",
      [place(11, "B2"), place(12, "B3"), place(13, "B4")],
      3,
      ["G-11", "G-12", "G-13"],
    ]);
    expect(await placesOf(4)).toEqual(["DIRECT_POSTING", [], 4, ["G-11", "G-12", "G-13"]]);
  });
});

describe("parameters and filters", () => {
  it("leaves out the G/L side with a location filter, and proof without explain", async () => {
    const filtered = (await reconcile(posted, { locationFilter: "''" })).result;
    expect(filtered.lines.map((line) => line.row)).not.toContain("glTotal");
    expect(filtered).not.toHaveProperty("proof");
    expect(filtered.items).toEqual([
      { itemNo: "A", inventory: "100", inventoryInterim: "0", wipInventory: "0" },
    ]);
    expect(summary(filtered).state).toBe("notRun");
    expect((await reconcile(posted, { explain: false })).result).not.toHaveProperty("reconcilingItems");
  });

  it("takes locations from item ledger entries, and refuses only where it needs them", async () => {
    const workbook = { ...posted, "Value Entries": [without(entry(), "Location Code")] };
    expect((await reconcile(workbook)).error).toMatchObject({
      code: "MISSING_COLUMN",
      column: "Location Code",
    });
    expect((await reconcile(workbook, { explain: false })).error).toBeUndefined();
    const itemLedger = [
      { "Entry No.": 1, "Item No.": "A", "Posting Date": "2025-01-10", "Location Code": "" },
    ];
    expect(items((await reconcile({ ...workbook, "Item Ledger Entries": itemLedger })).result)).toEqual([]);
  });

  it("refuses dates in the wrong order and bad rows, with their place", async () => {
    expect(
      (await reconcile(posted, { startDate: "C2025-12-31", endDate: "2025-12-31" })).error,
    ).toMatchObject({
      code: "DATE_ORDER",
      startDate: "C2025-12-31",
    });
    expect((await reconcile({ ...posted, "G/L Entries": [gl(1, "2130", "1,00")] })).error).toMatchObject({
      code: "BAD_VALUE",
      table: "G/L Entries",
      column: "Amount",
      key: "1",
    });
    const variance = [without(entry({ "Entry Type": "Variance" }), "Variance Type")];
    expect((await reconcile({ ...posted, "Value Entries": variance })).error).toMatchObject({
      code: "MISSING_COLUMN",
      table: "Value Entries",
      column: "Variance Type",
    });
    expect((await reconcile(without(posted, "Inventory Posting Setup"))).error).toMatchObject({
      code: "MISSING_TABLE",
      table: "Inventory Posting Setup",
    });
  });

  it("counts a repeated relation once and says so", async () => {
    const { result } = await reconcile({
      ...posted,
      "G/L - Item Ledger Relation": [relation(2, 1), relation(1, 1), relation(1, 1)],
    });
    expect(items(result)).toEqual([]);
    expect(result.notes).toEqual([expect.objectContaining({ code: "RELATION_REPEATED", count: 1 })]);
  });

  it("leaves service items out of the page's side", async () => {
    const { result } = await reconcile(
      { ...posted, Items: [{ "No.": "A", Type: "Service" }] },
      { locationFilter: "''" },
    );
    expect(result.items).toEqual([]);
  });
});

describe("drill-down", () => {
  it.each(["bc", "posting"])(
    "adds up to every figure of a ledger posted in part, basis %s",
    async (basis) => {
      const before = postingLedger(5, { entries: 24, expectedPosting: true });
      const posting = await runAndCheck("post-inventory-cost", before, {
        documentNo: "INVT",
        post: true,
        endDate: "2025-02-20",
      });
      const workbook = applyChanges(before, posting.run.outcome.changes as never);
      const { run, result, ledgers } = await reconcile(workbook, { basis, endDate: "2025-03-10" });
      // That entries add up to what is shown is checked with every run; here the ledger has to be rich enough.
      expect(new Set((result.reconcilingItems ?? []).map(({ cause }) => cause)).size).toBeGreaterThan(1);
      expect(result.lines.filter(({ difference }) => difference !== "").length).toBeGreaterThan(10);
      const drill = (figure: Row): unknown =>
        run.report.drill?.(ledgers, run.parameters as never, result, figure as never);
      expect(drill({ row: "nowhere", field: "inventory" })).toBeUndefined();
      expect(drill({ row: "inventory", field: "difference", cause: "NO_SUCH" })).toBeUndefined();
    },
  );
});

describe("summary", () => {
  it("says how much is explained, rounded down", async () => {
    const tied = (await reconcile(posted)).result;
    expect(explainedShare(tied)).toMatchObject({ state: "ties", words: "Nothing to explain" });
    expect(summary(tied)).toMatchObject({ state: "ties", difference: "0", headFigure: "Nothing to explain" });
    const share = explainedShare({
      ...tied,
      proof: [{ row: "inventory", difference: "3", explained: "2.9999", unexplained: "0.0001" }],
    });
    expect(share).toMatchObject({ words: "99.99 %", state: "open" });
  });

  it("is not a tie when causes cancel out", async () => {
    const { result } = await reconcile({
      ...posted,
      "G/L Entries": [
        ...posted["G/L Entries"],
        gl(3, "2130", "5"),
        gl(4, "2130", "-5", { "Posting Date": "C2025-01-31" }),
      ],
    });
    expect(result.lines.find((line) => line.row === "difference")?.inventory).toBe("0");
    expect(summary(result).state).toBe("explained");
  });
});

describe("comparing proofs", () => {
  const later = {
    ...posted,
    "Value Entries": [
      ...posted["Value Entries"],
      entry({ "Entry No.": 2, "Cost Posted to G/L": "0", "Cost Amount (Actual)": "9" }),
    ],
    "G/L Entries": [
      ...posted["G/L Entries"],
      gl(3, "2130", "4"),
      gl(7, "2130", "1", { "Posting Date": "2025-02-10" }),
    ],
  };
  it("tells which causes changed and which entries came into the closed month", async () => {
    const january = { endDate: "2025-01-31" };
    const first = (
      await reconcile({ ...posted, "G/L Entries": [...posted["G/L Entries"], gl(3, "2130", "4")] }, january)
    ).result;
    const second = (await reconcile(later, january)).result;
    const comparison = compareProofs(first, second);
    expect(comparison).toMatchObject({
      samePeriod: true,
      equal: 1,
      changed: 2,
      newValueEntryNos: [2],
      newGLEntryNos: [],
      missingValueEntryNos: [],
    });
    expect(
      comparison.causes.map((cause) => [cause.row, cause.cause, cause.change, cause.addedValueEntryNos]),
    ).toEqual([
      ["inventory", "NOT_POSTED", "new", [2]],
      ["inventory", "DIRECT_POSTING", "equal", []],
      ["directCostApplied", "NOT_POSTED", "new", [2]],
    ]);
    expect(compareProofs(second, first).causes.map((cause) => cause.change)).toEqual([
      "equal",
      "gone",
      "gone",
    ]);
    expect(compareProofs(second, first).missingValueEntryNos).toEqual([2]);
  });

  it("compares nothing with a result that proves nothing", async () => {
    const { result } = await reconcile(later);
    const without = (await reconcile(later, { explain: false })).result;
    for (const [before, after] of [
      [result, without],
      [without, result],
    ] as const)
      expect(compareProofs(before, after)).toMatchObject({
        samePeriod: false,
        equal: 0,
        newValueEntryNos: [],
        missingGLEntryNos: [],
      });
  });

  it("does not compare entries of different periods", async () => {
    const first = (await reconcile(posted, { endDate: "2025-01-31" })).result;
    const second = (await reconcile(later, { endDate: "2025-02-28" })).result;
    expect(compareProofs(first, second)).toMatchObject({ samePeriod: false, newValueEntryNos: [] });
    const begun = (await reconcile(later, { startDate: "2025-01-10", endDate: "2025-01-31" })).result;
    expect(compareProofs(first, begun)).toMatchObject({ samePeriod: false, newValueEntryNos: [] });
  });

  it("subtracts runs of numbers", () => {
    expect(
      numbersBeyond(
        [[1, 10]],
        [
          [3, 4],
          [7, 12],
        ],
      ),
    ).toEqual([1, 2, 5, 6]);
    expect(
      numbersBeyond(
        [
          [5, 6],
          [9, 9],
        ],
        [],
      ),
    ).toEqual([5, 6, 9]);
    expect(numbersBeyond([], [[1, 2]])).toEqual([]);
  });
});

describe("many entries of one cause", () => {
  it("names each of them", async () => {
    const { workbook, parameters } = casesOf(REPORT).find(
      ({ file }) => file === "docs-nothing-posted-cut-off",
    ) as Case;
    const { "Value Entries": entries = [], ...others } = workbook;
    const many = Array.from({ length: 20 }, (_, copy) =>
      entries.map((row) => ({ ...row, "Entry No.": Number(row["Entry No."]) + 1000 * copy })),
    ).flat();
    const once = (await runOn(REPORT, workbook, parameters)).result as unknown as Result;
    const all = (await runOn(REPORT, { ...others, "Value Entries": many }, parameters))
      .result as unknown as Result;
    const numbersOf = ({ reconcilingItems }: Result): readonly unknown[] =>
      (reconcilingItems ?? []).map(({ row, cause, valueEntryNos }) => [row, cause, valueEntryNos.length]);
    expect(numbersOf(all)).toEqual(
      (once.reconcilingItems ?? []).map(({ row, cause, valueEntryNos }) => [
        row,
        cause,
        20 * valueEntryNos.length,
      ]),
    );
    const [largest] = [...(all.reconcilingItems ?? [])].sort(
      (a, b) => b.valueEntryNos.length - a.valueEntryNos.length,
    );
    expect(new Set(largest?.valueEntryNos).size).toBeGreaterThan(32);
  });

  it("has no drill-down for the total of an item, which stands on no sheet", async () => {
    const [example] = casesOf(REPORT);
    const { run } = await runOn(REPORT, example?.workbook, example?.parameters);
    const drill = (field: string): unknown =>
      run.report.drill?.(run.ledgers, run.parameters ?? {}, run.outcome.result, { itemNo: "ITEM1", field });
    expect([drill("total"), drill("nothing")]).toEqual([undefined, undefined]);
    expect(drill("inventory")).toBeDefined();
  });
});
