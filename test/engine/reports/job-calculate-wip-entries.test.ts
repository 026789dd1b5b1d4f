/** Job Calculate WIP: how ledger entries become WIP entries, which numbers they get, what earlier runs left. */
import type { JsonRow, JsonWorkbook } from "../../support/apply-changes";
import { calculate, codesOf, entryTexts, oneTask } from "../../support/calculate-wip";
import { method, projects, type Figures, type TaskSpec } from "../../support/one-project";
import { ACCOUNTS } from "../../support/project-ledger";

const PER_ENTRY = { "WIP Posting Method": "Per Job Ledger Entry" };
const TOTAL = { "WIP-Total": "Total" };
const A: Figures = { S: "100", P: "110", K: "160", C: "200", U: "10", V: "11", I: "10", J: "8" };

/** A ledger entry like those of one-project.ts. */
const ledgerEntry = (no: number, row: JsonRow): JsonRow => ({
  "Entry No.": no,
  "Job No.": "J-1",
  "Job Task No.": "1",
  "Posting Date": "2026-03-10",
  "Entry Type": "Usage",
  Type: "Resource",
  "Total Cost (LCY)": "0",
  "Line Amount (LCY)": "0",
  "Amt. to Post to G/L": "0",
  "Amt. Posted to G/L": "0",
  "Dimension Set ID": 0,
  ...row,
});

/** Project J-1 with these tasks, and these ledger entries instead of those of its figures. */
const withEntries = (
  spec: { readonly method: string; readonly job?: JsonRow; readonly tasks: readonly TaskSpec[] },
  entries: readonly JsonRow[],
  more: JsonWorkbook = {},
): JsonWorkbook => projects([spec], { "Job Ledger Entries": entries, ...more });

describe("one WIP entry per type, posting group, dimensions and account", () => {
  const groups = ["B", "A"].map((Code) => ({ Code, ...ACCOUNTS }));
  const dimensions = (task: string, value: string): JsonRow => ({
    "Job No.": "J-1",
    "Job Task No.": task,
    "Dimension Code": "AREA",
    "Dimension Value Code": value,
  });

  it("in this order, whatever the order of tasks", async () => {
    const workbook = projects(
      [
        {
          method: "COMPLETED CONTRACT",
          tasks: [
            { no: "1", figures: { U: "1", I: "10" }, row: { "Job Posting Group": "B" } },
            { no: "2", figures: { U: "2" }, row: { "Job Posting Group": "A" } },
            { no: "3", figures: { U: "4" }, row: { "Job Posting Group": "A" } },
            { no: "4", figures: { U: "8" }, row: { "Job Posting Group": "A" } },
            { no: "5", figures: { U: "16" }, row: { "Job Posting Group": "B", ...TOTAL } },
          ],
        },
      ],
      {
        "Job Posting Groups": groups,
        "Job Task Dimensions": [dimensions("2", "S"), dimensions("3", "N"), dimensions("4", "N")],
      },
    );
    const { result } = await calculate(workbook);
    expect(
      result.wipEntries.map((entry) => [
        entry.type,
        entry.jobPostingGroup,
        entry.dimensions,
        entry.wipEntryAmount,
      ]),
    ).toEqual([
      ["Applied Costs", "A", "AREA=N", "-12"],
      ["Applied Costs", "A", "AREA=S", "-2"],
      ["Applied Costs", "B", "", "-17"],
      ["Applied Sales", "B", "", "10"],
    ]);
  });

  it("fields of a posting group that hold the same account share an entry, also beside accrued costs", async () => {
    const group = { Code: "PROJECT", ...ACCOUNTS, "Resource Costs Applied Account": "7480" };
    const workbook = oneTask(
      "COST OF SALES",
      { ...A, I: "40" },
      { "Job Posting Groups": [group] },
      PER_ENTRY,
    );
    const { result } = await calculate(workbook);
    // Usage of 10 and the accrued 10 both come out of 7480; recognised are 100 × 40 ÷ 200 = 20.
    expect(entryTexts(result)).toContain("Applied Costs 7480/2231 -20");
    expect(result.wipEntries.filter(({ type }) => type === "Applied Costs")).toHaveLength(1);
  });

  it("ledger entries with cents and fractions of cents add up exactly before the entry is rounded", async () => {
    const workbook = withEntries(
      { method: "COMPLETED CONTRACT", job: PER_ENTRY, tasks: [{ no: "1", row: TOTAL }] },
      [
        ledgerEntry(1, { "Total Cost (LCY)": "0.004" }),
        ledgerEntry(2, { "Total Cost (LCY)": "0.004" }),
        ledgerEntry(3, { "Total Cost (LCY)": "90071992547409.01" }),
      ],
    );
    const { result } = await calculate(workbook);
    expect(entryTexts(result)).toEqual(["Applied Costs 7490/2231 -90071992547409.02"]);
  });
});

describe("ledger entries of a job that posts per ledger entry", () => {
  const job = PER_ENTRY;

  it("count by task and line type, inside the date filter, from known tasks and this job only", async () => {
    const workbook = withEntries(
      { method: "COMPLETED CONTRACT", job, tasks: [{ no: "1" }, { no: "2", row: TOTAL }] },
      [
        ledgerEntry(1, { "Total Cost (LCY)": "1" }),
        ledgerEntry(2, { "Total Cost (LCY)": "2", "Job Task No.": "2" }),
        ledgerEntry(3, { "Total Cost (LCY)": "4", "Posting Date": "2026-04-01" }),
        ledgerEntry(4, { "Total Cost (LCY)": "8", "Job Task No.": "GONE" }),
        ledgerEntry(5, { "Total Cost (LCY)": "16", "Job No.": "J-9" }),
        ledgerEntry(6, { "Total Cost (LCY)": "32", Type: "Item", "Job Task No.": "2" }),
      ],
    );
    const { result } = await calculate(workbook);
    expect(entryTexts(result)).toEqual(["Applied Costs 7180/2231 -32", "Applied Costs 7490/2231 -3"]);
    expect(result.jobLedgerUpdates.map(({ entryNo }) => entryNo)).toEqual([1, 2, 6]);
  });

  it("an empty Type is refused only where an account depends on it, with the lowest number", async () => {
    const spec = { method: "COMPLETED CONTRACT", job, tasks: [{ no: "1", row: TOTAL }] };
    const refused = async (entries: readonly JsonRow[]) =>
      (await calculate(withEntries(spec, entries))).result.errors.map((error) => [error.code, error.key]);
    const empty = (no: number, row: JsonRow = {}): JsonRow => ledgerEntry(no, { Type: "", ...row });
    expect(await refused([empty(9), empty(3), empty(5)])).toEqual([["BAD_VALUE", "3"]]);
    expect(await refused([empty(3), empty(9)])).toEqual([["BAD_VALUE", "3"]]);
    expect(await refused([empty(1, { "Entry Type": "Sale" })])).toEqual([]);
    expect(await refused([empty(1, { "Posting Date": "2026-04-01" })])).toEqual([]);
    expect(await refused([empty(1, { "Job Task No.": "GONE" })])).toEqual([]);
  });

  it("a job that posts per job beside it may have entries without a Type", async () => {
    const workbook = projects([
      { no: "J-1", job, method: "COMPLETED CONTRACT", tasks: [{ no: "1", figures: { U: "1" }, row: TOTAL }] },
      {
        no: "J-2",
        method: "COMPLETED CONTRACT",
        tasks: [{ no: "1", figures: { U: "2" }, type: "", row: TOTAL }],
      },
    ]);
    const { result } = await calculate(workbook);
    expect(entryTexts(result)).toEqual(["Applied Costs 7490/2231 -1", "Applied Costs 7480/2231 -2"]);
  });

  it("an account is asked for where entries cancel out, and only checked where all of them are 0", async () => {
    const accounts = { ...ACCOUNTS, "Item Costs Applied Account": "", "G/L Costs Applied Account": "" };
    const groups = { "Job Posting Groups": [{ Code: "PROJECT", ...accounts }] };
    const spec = { method: "COMPLETED CONTRACT", job, tasks: [{ no: "1", row: TOTAL }] };
    const usage = (no: number, Type: string, cost: string): JsonRow =>
      ledgerEntry(no, { Type, "Total Cost (LCY)": cost });
    const nothing = await calculate(
      withEntries(
        spec,
        [usage(1, "Resource", "5"), usage(2, "Item", "0"), usage(3, "G/L Account", "0")],
        groups,
      ),
    );
    expect(nothing.result.checks.map(({ code, field }) => [code, field])).toEqual([
      ["accountMissingZeroAmount", "G/L Costs Applied Account"],
      ["accountMissingZeroAmount", "Item Costs Applied Account"],
    ]);
    const cancelling = await calculate(
      withEntries(spec, [usage(1, "Resource", "5"), usage(2, "Item", "7"), usage(3, "Item", "-7")], groups),
    );
    expect(cancelling.result.errors).toMatchObject([
      { code: "accountMissing", field: "Item Costs Applied Account" },
    ]);
  });

  it("sales without a price ask for no account", async () => {
    const accounts = { ...ACCOUNTS, "Job Sales Applied Account": "" };
    const groups = { "Job Posting Groups": [{ Code: "PROJECT", ...accounts }] };
    const spec = {
      method: "SALES VALUE",
      job,
      tasks: [{ no: "1", figures: { P: "10", C: "20" }, row: TOTAL }],
    };
    const free = ledgerEntry(2, { "Entry Type": "Sale", "Total Cost (LCY)": "-3" });
    const used = ledgerEntry(1, { "Line Amount (LCY)": "5" });
    const { result } = await calculate(withEntries(spec, [used, free], groups));
    expect(result.errors).toEqual([]);
    expect(codesOf(result.checks)).toContain("accountMissingZeroAmount");
    const paid = await calculate(withEntries(spec, [used, { ...free, "Line Amount (LCY)": "-1" }], groups));
    expect(codesOf(paid.result.errors)).toEqual(["accountMissing"]);
  });
});

describe("Amt. to Post to G/L", () => {
  const spec = { method: "COMPLETED CONTRACT", job: PER_ENTRY, tasks: [{ no: "1", row: TOTAL }] };

  it("is the amount less what was posted, 0 for entries that were not used, and told where it changes", async () => {
    const workbook = withEntries(spec, [
      ledgerEntry(7, { "Total Cost (LCY)": "10", "Amt. Posted to G/L": "4" }),
      ledgerEntry(6, { "Total Cost (LCY)": "10", "Amt. Posted to G/L": "4", "Amt. to Post to G/L": "6" }),
      ledgerEntry(5, { "Total Cost (LCY)": "10", "Amt. Posted to G/L": "10" }),
      ledgerEntry(4, { "Total Cost (LCY)": "3", "Posting Date": "2026-04-01", "Amt. to Post to G/L": "2.5" }),
      ledgerEntry(3, { "Total Cost (LCY)": "3", "Job Task No.": "GONE", "Amt. to Post to G/L": "1" }),
      ledgerEntry(2, { "Entry Type": "Sale", "Line Amount (LCY)": "-9", "Amt. Posted to G/L": "0.25" }),
    ]);
    const { result } = await calculate(workbook);
    expect(result.jobLedgerUpdates).toEqual([
      { entryNo: 2, amtToPostToGL: "-9.25" },
      { entryNo: 3, amtToPostToGL: "0" },
      { entryNo: 4, amtToPostToGL: "0" },
      { entryNo: 7, amtToPostToGL: "6" },
    ]);
  });

  it("is cleared though nothing was used, and left alone in jobs that are not calculated", async () => {
    const left = (no: number, job: string): JsonRow =>
      ledgerEntry(no, { "Job No.": job, "Amt. to Post to G/L": "5", "Total Cost (LCY)": "5" });
    const workbook = projects(
      [
        { no: "J-1", method: "COMPLETED CONTRACT", tasks: [{ no: "1", row: TOTAL }] },
        { no: "J-2", job: { Blocked: "All" }, tasks: [{ no: "1", row: TOTAL }] },
      ],
      { "Job Ledger Entries": [left(3, "J-1"), left(2, "J-2"), left(1, "J-9")] },
    );
    const { result } = await calculate(workbook, { onJobError: "skip" });
    expect(result.jobLedgerUpdates).toEqual([{ entryNo: 3, amtToPostToGL: "0" }]);
  });

  it("an invoice on a total task whose sales are posted is followed unless it was posted itself", async () => {
    const sale = (no: number, row: JsonRow): JsonRow =>
      ledgerEntry(no, {
        "Entry Type": "Sale",
        "Line Amount (LCY)": "-7",
        "Posting Date": "2026-05-01",
        ...row,
      });
    const workbook = withEntries(
      {
        method: "COMPLETED CONTRACT",
        tasks: [
          { no: "1", row: { "Recognized Sales G/L Amount": "5", ...TOTAL } },
          { no: "2", row: TOTAL },
          { no: "3", row: { "Recognized Sales G/L Amount": "5" } },
        ],
      },
      [
        sale(1, {}),
        sale(2, { "Amt. Posted to G/L": "7" }),
        sale(3, { "Job Task No.": "2" }),
        sale(4, { "Entry Type": "Usage" }),
      ],
    );
    const { result } = await calculate(workbook);
    expect(result.jobLedgerUpdates).toEqual([{ entryNo: 1, amtToPostToGL: "-7" }]);
  });
});

describe("numbers of WIP entries", () => {
  const tasks = [{ no: "1", figures: { U: "1" }, row: TOTAL }];
  const old = (no: number, job: string, total = 0): JsonRow => ({
    "Entry No.": no,
    "Job No.": job,
    "Job WIP Total Entry No.": total,
  });
  const numbers = async (workbook: JsonWorkbook, more = {}) =>
    (await calculate(workbook, { onJobError: "skip", ...more })).result;

  it("follow the entries of jobs that are not selected", async () => {
    const workbook = projects(
      [
        { no: "J-1", tasks },
        { no: "J-2", tasks },
      ],
      { "Job WIP Entries": [old(30, "J-2", 4), old(20, "J-2", 9), old(40, "J-1", 5)] },
    );
    const { wipEntries, wipTotals, deleted } = await numbers(workbook, { jobFilter: "J-1" });
    expect(wipEntries.map(({ entryNo }) => entryNo)).toEqual([31]);
    expect(wipTotals.map(({ entryNo }) => entryNo)).toEqual([10]);
    expect(deleted).toEqual({ jobWipEntries: [40], jobWipTotals: [] });
  });

  it("a job that fails keeps its entries, a job without entries uses no number up", async () => {
    const workbook = projects(
      [
        { no: "J-1", job: { Blocked: "All" }, tasks },
        { no: "J-2", tasks: [{ no: "1", row: TOTAL }] },
        { no: "J-3", tasks },
      ],
      { "Job WIP Entries": [old(5, "J-1"), old(3, "J-1"), old(50, "J-3"), old(60, "J-2")] },
    );
    const { wipEntries, deleted } = await numbers(workbook);
    expect(wipEntries.map(({ jobNo, entryNo }) => [jobNo, entryNo])).toEqual([["J-3", 6]]);
    expect(deleted.jobWipEntries).toEqual([50, 60]);
  });

  it("a job whose completion is posted loses its entries and is skipped", async () => {
    const workbook = projects(
      [
        { no: "J-1", tasks },
        { no: "J-2", tasks },
      ],
      {
        "Job WIP Entries": [old(5, "J-1"), old(2, "J-1")],
        "Job WIP G/L Entries": [
          { "Entry No.": 1, "Job No.": "J-1", "Job Complete": true, "Job WIP Total Entry No.": 3 },
          { "Entry No.": 2, "Job No.": "J-2", "Job Complete": false, "Job WIP Total Entry No.": 2 },
        ],
      },
    );
    const { jobs, deleted, wipTotals } = await numbers(workbook);
    expect(jobs.map(({ action, reason }) => [action, reason])).toEqual([
      ["skipped", "completionPosted"],
      ["calculated", ""],
    ]);
    expect(deleted.jobWipEntries).toEqual([2, 5]);
    expect(wipTotals.map(({ entryNo }) => entryNo)).toEqual([4]);
  });
});

it("WIP totals are numbered behind all others, and those that are replaced are told in number order", async () => {
  const tasks = [{ no: "1", figures: { U: "1" }, row: TOTAL }];
  const old = (no: number, job: string, posted: boolean): JsonRow => ({
    "Entry No.": no,
    "Job No.": job,
    "Job Task No.": "1",
    "Posted to G/L": posted,
  });
  const workbook = projects(
    [
      { no: "J-1", tasks },
      { no: "J-2", tasks },
    ],
    { "Job WIP Totals": [old(9, "J-1", false), old(12, "J-1", true), old(3, "J-2", false)] },
  );
  const { result } = await calculate(workbook);
  expect(result.wipTotals.map(({ entryNo }) => entryNo)).toEqual([13, 14]);
  expect(result.deleted.jobWipTotals).toEqual([3, 9]);
});

describe("what would not balance in the income statement", () => {
  const methods = { "Job WIP Methods": [method("X", "Usage (Total Cost)", "Sales Value")] };
  const checksOf = async (invoiced: string) => {
    const figures = { U: "0", V: "100", P: "100", C: "100", I: invoiced };
    const { result } = await calculate(oneTask("X", figures, methods, PER_ENTRY));
    return result.checks.filter(({ code }) => code.endsWith("DoNotBalance"));
  };

  it("is told from more than 5 cents on", async () => {
    // Sales Value per ledger entry: the accrued sales of 100 less the invoice are counted twice.
    expect(await checksOf("99.95")).toEqual([]);
    expect(await checksOf("99.94")).toMatchObject([{ code: "appliedSalesDoNotBalance", amount: "-0.06" }]);
  });

  it("is not looked at where a method leaves the side out", async () => {
    const without = {
      "Job WIP Methods": [method("X", "Cost Value", "Contract (Invoiced Price)", { "WIP Cost": false })],
    };
    const figures = { ...A, U: "110", V: "121" };
    const { result } = await calculate(oneTask("X", figures, without));
    expect(codesOf(result.checks)).toEqual(["wipMethodSetupInvalid"]);
  });
});

it("an account that is missing in several ways is checked once, checks come by code and field", async () => {
  const accounts = { ...ACCOUNTS, "Job Sales Adjustment Account": "", "WIP Accrued Sales Account": "" };
  const groups = { "Job Posting Groups": [{ Code: "PROJECT", ...accounts }] };
  const methods = { "Job WIP Methods": [method("X", "Usage (Total Cost)", "Usage (Total Cost)")] };
  const workbook = projects(
    [
      {
        method: "X",
        tasks: [
          { no: "1", figures: { U: "9", I: "1" } },
          { no: "2", figures: { U: "5", I: "1" }, row: { ...TOTAL } },
        ],
      },
    ],
    {
      ...groups,
      ...methods,
      "Job Task Dimensions": [
        { "Job No.": "J-1", "Job Task No.": "1", "Dimension Code": "AREA", "Dimension Value Code": "N" },
      ],
    },
  );
  const { result } = await calculate(workbook);
  expect(result.checks.map(({ code, field }) => [code, field])).toEqual([
    ["accountMissingZeroAmount", "Job Sales Adjustment Account"],
    ["accountMissingZeroAmount", "WIP Accrued Sales Account"],
  ]);
});

describe("accounts are asked for where something is posted to them", () => {
  /** A posting group with these accounts and no others. */
  const group = (...fields: readonly (keyof typeof ACCOUNTS)[]): JsonWorkbook => ({
    "Job Posting Groups": [
      { Code: "PROJECT", ...Object.fromEntries(fields.map((field) => [field, ACCOUNTS[field]])) },
    ],
  });
  const asked = async (workbook: JsonWorkbook) => {
    const { result } = await calculate(workbook);
    return [...result.errors, ...result.checks].map(({ code, field }) => [code, field]);
  };
  const costs = ["WIP Costs Account", "Job Costs Applied Account"] as const;
  const sales = ["WIP Invoiced Sales Account", "Job Sales Applied Account"] as const;
  const recognized = ["Recognized Costs Account", "Recognized Sales Account"] as const;

  it("a method that recognises nothing needs no accounts of recognition", async () => {
    const code = "COMPLETED CONTRACT";
    expect(await asked(oneTask(code, { U: "5", I: "7" }, group(...costs, ...sales)))).toEqual([]);
    expect(await asked(oneTask(code, { U: "5" }, group(...costs)))).toEqual([]);
    expect(await asked(oneTask(code, { I: "7" }, group(...sales)))).toEqual([]);
    expect(await asked(oneTask(code, {}, group()))).toEqual([]);
    expect(await asked(oneTask(code, { U: "5", I: "7" }, group(...costs)))).toEqual([
      ["accountMissing", "Job Sales Applied Account"],
      ["accountMissing", "WIP Invoiced Sales Account"],
    ]);
  });

  it("usage that is recognised as it is needs no accounts of accruals", async () => {
    const methods = { "Job WIP Methods": [method("X", "Usage (Total Cost)", "Contract (Invoiced Price)")] };
    const workbook = oneTask(
      "X",
      { U: "5", I: "7" },
      { ...group(...costs, ...sales, ...recognized), ...methods },
    );
    expect(await asked(workbook)).toEqual([]);
    expect((await calculate(workbook)).result.wipEntries).toHaveLength(4);
  });

  it("a completed job needs the accounts of the side that it has", async () => {
    for (const job of [{ Complete: true }, { Complete: true, ...PER_ENTRY }]) {
      const resource = "Resource Costs Applied Account";
      const ofCosts = group(...costs, resource, "Recognized Costs Account");
      expect(await asked(oneTask("POC", { U: "5" }, ofCosts, job))).toEqual([]);
      expect(
        await asked(oneTask("POC", { I: "7" }, group(...sales, "Recognized Sales Account"), job)),
      ).toEqual([]);
    }
  });

  it("usage that is credited is taken back, and nothing is accrued without recognised costs", async () => {
    const { result } = await calculate(oneTask("COST OF SALES", { U: "-5" }));
    expect(entryTexts(result)).toEqual(["Applied Costs 7480/2231 5"]);
  });
});

it("sales of a task stay with the task where entries are posted one by one", async () => {
  const tasks = [
    { no: "1", figures: { I: "3" } },
    { no: "2", figures: { I: "5" } },
    { no: "3", figures: { I: "7" }, row: TOTAL },
  ];
  const { result } = await calculate(projects([{ method: "COMPLETED CONTRACT", job: PER_ENTRY, tasks }]));
  expect(entryTexts(result)).toEqual(["Applied Sales 6490/2212 15"]);
});

it("accrued costs are posted also where the method leaves the other entries of costs out", async () => {
  const methods = {
    "Job WIP Methods": [
      method("X", "Contract (Invoiced Cost)", "Contract (Invoiced Price)", { "WIP Cost": false }),
    ],
  };
  const { result } = await calculate(oneTask("X", { U: "10", J: "30" }, methods));
  expect(entryTexts(result)).toEqual(["Accrued Costs 7481/2232 20"]);
});

describe("planning lines", () => {
  const line = (row: JsonRow): JsonRow => ({
    "Job No.": "J-1",
    "Job Task No.": "1",
    "Planning Date": "2026-01-15",
    "Line Amount (LCY)": "0",
    ...row,
  });
  const sums = async (lines: readonly JsonRow[]) => {
    const { result } = await calculate(
      projects([{ tasks: [{ no: "1", row: TOTAL }] }], { "Job Planning Lines": lines }),
    );
    return [result.wipTotals[0]?.scheduleTotalCost, result.wipTotals[0]?.contractTotalCost];
  };

  it("count by their Line Type", async () => {
    expect(
      await sums([
        line({ "Line Type": "Budget", "Total Cost (LCY)": "1" }),
        line({ "Line Type": "Billable", "Total Cost (LCY)": "2" }),
        line({ "Line Type": "Both Budget and Billable", "Total Cost (LCY)": "4" }),
      ]),
    ).toEqual(["5", "6"]);
  });

  it("count by Schedule Line and Contract Line where these columns are there", async () => {
    const both = "Both Budget and Billable";
    expect(
      await sums([
        line({ "Schedule Line": true, "Contract Line": false, "Line Type": both, "Total Cost (LCY)": "1" }),
        line({ "Schedule Line": false, "Contract Line": true, "Line Type": both, "Total Cost (LCY)": "2" }),
        line({
          "Schedule Line": true,
          "Contract Line": true,
          "Line Type": "Budget",
          "Total Cost (LCY)": "4",
        }),
        line({ "Schedule Line": false, "Contract Line": false, "Line Type": both, "Total Cost (LCY)": "8" }),
      ]),
    ).toEqual(["5", "6"]);
    expect(
      await sums([
        line({ "Schedule Line": false, "Line Type": both, "Total Cost (LCY)": "1" }),
        line({ "Schedule Line": true, "Line Type": "Billable", "Total Cost (LCY)": "2" }),
      ]),
    ).toEqual(["2", "3"]);
  });
});

it("what is in no WIP total is listed by job and task, of calculated jobs", async () => {
  const stray = (no: number, job: string, task: string, row: JsonRow): JsonRow =>
    ledgerEntry(no, { "Job No.": job, "Job Task No.": task, ...row });
  const excluded = { no: "5", row: { "WIP-Total": "Excluded" } };
  const tasks = [{ no: "1", row: TOTAL }, excluded];
  const workbook = projects(
    [
      { no: "J-1", tasks },
      { no: "J-2", tasks },
      { no: "J-3", job: { Blocked: "All" }, tasks },
    ],
    {
      "Job Ledger Entries": [
        stray(1, "J-2", "9", { "Entry Type": "Sale", "Total Cost (LCY)": "-3", "Line Amount (LCY)": "-4.5" }),
        stray(2, "J-2", "9", { "Total Cost (LCY)": "1", "Line Amount (LCY)": "7" }),
        stray(3, "J-2", "5", { "Total Cost (LCY)": "2" }),
        stray(4, "J-2", "3", { "Total Cost (LCY)": "8" }),
        stray(5, "J-1", "7", { "Total Cost (LCY)": "16" }),
        stray(6, "J-1", "5", { "Total Cost (LCY)": "32" }),
        stray(7, "J-3", "5", { "Total Cost (LCY)": "64" }),
        stray(8, "J-3", "9", { "Total Cost (LCY)": "128" }),
      ],
    },
  );
  const { result } = await calculate(workbook, { onJobError: "skip" });
  expect(
    result.notInWip.map((row) => [
      row.jobNo,
      row.jobTaskNo,
      row.reason,
      row.usageTotalCost,
      row.contractInvoicedPrice,
    ]),
  ).toEqual([
    ["J-1", "5", "excluded", "32", "0"],
    ["J-1", "7", "unknownTask", "16", "0"],
    ["J-2", "3", "unknownTask", "8", "0"],
    ["J-2", "5", "excluded", "2", "0"],
    ["J-2", "9", "unknownTask", "1", "4.5"],
  ]);
});

describe("a job", () => {
  it("is complete by its status only when that is Completed, and ends by its ending date", async () => {
    const completing = async (job: JsonRow): Promise<boolean | undefined> => {
      const [row, ...others] = oneTask("POC", { U: "1" }).Jobs ?? [];
      const { Complete: _, ...rest } = row ?? {};
      const workbook = { ...oneTask("POC", { U: "1" }), Jobs: [{ ...rest, ...job }, ...others] };
      return (await calculate(workbook)).result.jobs[0]?.jobComplete;
    };
    expect(await completing({ Status: "Open" })).toBe(false);
    expect(await completing({ Status: "Completed" })).toBe(true);
    expect(await completing({ Status: "Completed", "Ending Date": "2026-03-31" })).toBe(true);
    expect(await completing({ Status: "Completed", "Ending Date": "2026-04-01" })).toBe(false);
  });

  it("that posts per ledger entry needs the column Type, whatever the others do", async () => {
    const tasks = [{ no: "1", figures: { U: "1" }, row: TOTAL }];
    const workbook = projects([
      { no: "J-1", tasks },
      { no: "J-2", tasks, job: PER_ENTRY },
    ]);
    const entries = (workbook["Job Ledger Entries"] ?? []).map(({ Type: _, ...row }) => row);
    const missing = await calculate({ ...workbook, "Job Ledger Entries": entries });
    expect(missing.result.errors).toMatchObject([{ code: "MISSING_COLUMN", column: "Type" }]);
    const other = await calculate({ ...workbook, "Job Ledger Entries": entries }, { jobFilter: "J-1" });
    expect(other.result.errors).toEqual([]);
  });
});

it("the document of the entries is WIP- and the posting date unless one is given", async () => {
  const document = async (more = {}) =>
    (await calculate(oneTask("POC", { U: "1" }), more)).result.wipEntries[0]?.documentNo;
  expect(await document()).toBe("WIP-2026-03-31");
  expect(await document({ documentNo: "W-1" })).toBe("W-1");
});
