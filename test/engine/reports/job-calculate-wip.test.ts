import {
  compareMethods,
  compareMethodsOfResult,
} from "../../../src/engine/reports/job-calculate-wip/compare";
import { explainWipTotal, formulaText } from "../../../src/engine/reports/job-calculate-wip/explain";
import type { Result } from "../../../src/engine/reports/job-calculate-wip/result";
import type { Parameters } from "../../../src/engine/reports/job-calculate-wip/scope";
import { applyChanges, type JsonWorkbook } from "../../support/apply-changes";
import { method, projects, type Figures } from "../../support/one-project";
import { ACCOUNTS } from "../../support/project-ledger";
import {
  calculate,
  codesOf as codes,
  entryTexts as entries,
  oneTask as one,
} from "../../support/calculate-wip";
import { runAndCheck } from "../../support/run-report";

const A: Figures = { S: "100", P: "110", K: "160", C: "200", U: "10", V: "11", I: "10", J: "8" };
const B: Figures = { ...A, I: "40", J: "32" };
const O: Figures = { ...A, U: "110", V: "121" };

describe("recognised costs", () => {
  const cases: readonly (readonly [string, Figures, string, readonly string[], string])[] = [
    ["At Completion", A, "0", ["Applied Costs -10"], "10"],
    ["At Completion", O, "0", ["Applied Costs -110"], "110"],
    ["Cost of Sales", A, "5", ["Applied Costs -10", "Recognized Costs 5"], "5"],
    ["Cost of Sales", B, "20", ["Applied Costs -20", "Recognized Costs 20", "Accrued Costs 10"], "-10"],
    ["Cost of Sales", O, "5", ["Applied Costs -110", "Recognized Costs 5"], "105"],
    ["Cost Value", A, "0.91", ["Applied Costs -10", "Recognized Costs 0.91"], "9.09"],
    [
      "Cost Value",
      B,
      "28.18",
      ["Applied Costs -28.18", "Recognized Costs 28.18", "Accrued Costs 18.18"],
      "-18.18",
    ],
    ["Cost Value", O, "-80.91", ["Applied Costs 110", "Recognized Costs -80.91"], "-29.09"],
    ["Contract (Invoiced Cost)", A, "8", ["Applied Costs -10", "Recognized Costs 8"], "2"],
    [
      "Contract (Invoiced Cost)",
      B,
      "32",
      ["Applied Costs -32", "Recognized Costs 32", "Accrued Costs 22"],
      "-22",
    ],
    ["Contract (Invoiced Cost)", O, "8", ["Applied Costs -110", "Recognized Costs 8"], "102"],
    ["Usage (Total Cost)", B, "10", ["Applied Costs -10", "Recognized Costs 10"], "0"],
    ["Usage (Total Cost)", O, "110", ["Applied Costs -110", "Recognized Costs 110"], "0"],
  ];
  it.each(cases)("%s: %j recognises %s", async (costs, figures, recognized, expected, wip) => {
    const methods = { "Job WIP Methods": [method("X", costs, "Contract (Invoiced Price)")] };
    const { result } = await calculate(one("X", figures, methods));
    expect(result.jobTasks[0]?.recognizedCostsAmount).toBe(recognized);
    const costEntries = result.wipEntries.filter((entry) => entry.type.endsWith("Costs"));
    expect(costEntries.map((entry) => `${entry.type} ${entry.wipEntryAmount}`)).toEqual(expected);
    expect(result.jobs[0]?.totalWipCostAmount).toBe(wip);
  });

  it("costs that turn negative while usage is positive are warned of and checked", async () => {
    const methods = { "Job WIP Methods": [method("X", "Cost Value", "Contract (Invoiced Price)")] };
    const { result } = await calculate(one("X", O, methods));
    expect(codes(result.warnings)).toEqual(["costCompletionOver100", "recogCostsNegative"]);
    expect(result.checks).toMatchObject([{ code: "appliedCostsDoNotBalance", amount: "220" }]);
  });
});

describe("recognised sales", () => {
  const cases: readonly (readonly [string, Figures, string, readonly string[], string])[] = [
    ["At Completion", B, "0", ["Applied Sales 40"], "40"],
    ["Contract (Invoiced Price)", A, "10", ["Applied Sales 10", "Recognized Sales -10"], "0"],
    ["Usage (Total Cost)", B, "10", ["Applied Sales 40", "Recognized Sales -10"], "30"],
    ["Usage (Total Cost)", O, "110", ["Applied Sales 10", "Recognized Sales -110"], "-100"],
    ["Usage (Total Price)", A, "11", ["Applied Sales 11", "Recognized Sales -11", "Accrued Sales -1"], "-1"],
    ["Usage (Total Price)", B, "11", ["Applied Sales 40", "Recognized Sales -11"], "29"],
    [
      "Usage (Total Price)",
      O,
      "121",
      ["Applied Sales 121", "Recognized Sales -121", "Accrued Sales -111"],
      "-111",
    ],
    ["Percentage of Completion", A, "20", ["Applied Sales 10", "Recognized Sales -20"], "-10"],
    ["Percentage of Completion", B, "20", ["Applied Sales 40", "Recognized Sales -20"], "20"],
    ["Percentage of Completion", O, "200", ["Applied Sales 10", "Recognized Sales -200"], "-190"],
    ["Sales Value", A, "20", ["Applied Sales 20", "Recognized Sales -20", "Accrued Sales -10"], "-10"],
    ["Sales Value", B, "20", ["Applied Sales 40", "Recognized Sales -20"], "20"],
    ["Sales Value", O, "220", ["Applied Sales 220", "Recognized Sales -220", "Accrued Sales -210"], "-210"],
  ];
  it.each(cases)("%s: %j recognises %s", async (sales, figures, recognized, expected, wip) => {
    const methods = { "Job WIP Methods": [method("X", "Usage (Total Cost)", sales)] };
    const { result } = await calculate(one("X", figures, methods));
    expect(result.jobTasks[0]?.recognizedSalesAmount).toBe(recognized);
    const salesEntries = result.wipEntries.filter((entry) => entry.type.endsWith("Sales"));
    expect(salesEntries.map((entry) => `${entry.type} ${entry.wipEntryAmount}`)).toEqual(expected);
    expect(result.jobs[0]?.totalWipSalesAmount).toBe(wip);
  });
});

describe("posting per job ledger entry", () => {
  const perEntry = { "WIP Posting Method": "Per Job Ledger Entry" };

  it("accrued costs add an applied entry on the account of the job", async () => {
    const { result } = await calculate(one("COST OF SALES", B, {}, perEntry));
    expect(entries(result)).toEqual([
      "Applied Costs 7480/2231 -10",
      "Applied Costs 7490/2231 -10",
      "Applied Sales 6490/2212 40",
      "Recognized Costs 7620/2231 20",
      "Recognized Sales 6620/2212 -40",
      "Accrued Costs 7481/2232 10",
    ]);
  });

  it("usage goes to the account of its type, with its own dimensions", async () => {
    const workbook = projects(
      [
        {
          method: "COMPLETED CONTRACT",
          job: perEntry,
          tasks: [
            { no: "1000", figures: { U: "10" }, type: "Item", dimensionSet: 2 },
            { no: "1010", figures: { U: "20" }, type: "G/L Account", dimensionSet: 9 },
            { no: "1020", figures: { U: "30" }, row: { "WIP-Total": "Total" } },
          ],
        },
      ],
      {
        "Dimension Set Entries": [
          { "Dimension Set ID": 2, "Dimension Code": "dept", "Dimension Value Code": "x" },
          { "Dimension Set ID": 2, "Dimension Code": "AREA", "Dimension Value Code": "N" },
        ],
      },
    );
    const { result } = await calculate(workbook);
    expect(
      result.wipEntries.map((entry) => [entry.glAccountNo, entry.wipEntryAmount, entry.dimensions]),
    ).toEqual([
      ["7490", "-30", ""],
      ["7280", "-20", "#9"],
      ["7180", "-10", "AREA=N|DEPT=X"],
    ]);
    expect(result.jobLedgerUpdates).toEqual([
      { entryNo: 1, amtToPostToGL: "10" },
      { entryNo: 2, amtToPostToGL: "20" },
      { entryNo: 3, amtToPostToGL: "30" },
    ]);
  });

  it("usage prices ahead of invoices are applied from usage entries", async () => {
    const methods = { "Job WIP Methods": [method("X", "Usage (Total Cost)", "Usage (Total Price)")] };
    const { result } = await calculate(one("X", A, methods, perEntry));
    expect(entries(result)).toContain("Applied Sales 6490/2212 11");
    // The usage entry served costs and sales: the sales value stands.
    expect(result.jobLedgerUpdates).toEqual([{ entryNo: 1, amtToPostToGL: "11" }]);
  });

  it("entries of a task without recognised costs and usage are not looked at", async () => {
    const workbook = projects([
      {
        method: "COMPLETED CONTRACT",
        job: perEntry,
        tasks: [{ no: "1", figures: { U: "10" }, type: "Item", row: { "WIP-Total": "Total" } }],
      },
    ]);
    const cancelling = [
      ...(workbook["Job Ledger Entries"] ?? []),
      { ...workbook["Job Ledger Entries"]?.[0], "Entry No.": 2, Type: "Resource", "Total Cost (LCY)": "-10" },
    ];
    const { result } = await calculate({ ...workbook, "Job Ledger Entries": cancelling });
    expect(result.wipEntries).toEqual([]);
    expect(result.outcome).toBe("noNewEntries");
  });

  it("a usage entry without a type is refused", async () => {
    const workbook = projects([
      { job: perEntry, tasks: [{ no: "1", figures: { U: "10" }, type: "", row: { "WIP-Total": "Total" } }] },
    ]);
    const { result } = await calculate(workbook);
    expect(result.errors).toMatchObject([
      { code: "BAD_VALUE", table: "Job Ledger Entries", column: "Type", key: "1" },
    ]);
  });

  it("a completing job posts its entries and recognises against WIP", async () => {
    const done = { ...perEntry, Complete: true, "Ending Date": "2026-03-31" };
    const { result } = await calculate(one("POC", { U: "500", I: "900" }, {}, done));
    expect(entries(result)).toEqual([
      "Applied Costs 7490/2231 -500",
      "Applied Sales 6490/2212 900",
      "Recognized Costs 7620/2231 500",
      "Recognized Sales 6620/2212 -900",
    ]);
    expect(result.jobs[0]).toMatchObject({
      totalWipCostAmount: "0",
      recogCostsAmount: "500",
      recogSalesAmount: "900",
    });
    expect(result.warnings).toEqual([]);
  });
});

it("an invoice on a total task whose sales are posted is followed up, whatever its date", async () => {
  const workbook = projects([
    {
      method: "POC",
      tasks: [
        { no: "1", figures: { ...A }, row: { "WIP-Total": "Total", "Recognized Sales G/L Amount": "5" } },
      ],
    },
  ]);
  const late = { ...workbook["Job Ledger Entries"]?.[1], "Entry No.": 3, "Posting Date": "2027-01-01" };
  const { result } = await calculate({
    ...workbook,
    "Job Ledger Entries": [...(workbook["Job Ledger Entries"] ?? []), late],
  });
  expect(result.jobLedgerUpdates).toEqual([
    { entryNo: 2, amtToPostToGL: "-10" },
    { entryNo: 3, amtToPostToGL: "-10" },
  ]);
});

it("dates before the start, unknown tasks and excluded tasks are not in WIP, and said so", async () => {
  const workbook = projects([
    {
      method: "POC",
      tasks: [
        { no: "1000", figures: A },
        { no: "1100", figures: { U: "7", I: "3" }, row: { "WIP-Total": "Excluded" } },
        { no: "1200", figures: { U: "5" }, row: { "Job Task Type": "Heading" } },
        { no: "1300", row: { "WIP-Total": "Total", "Job Task Type": "Total" } },
      ],
    },
  ]);
  const stray = { ...workbook["Job Ledger Entries"]?.[0], "Entry No.": 90, "Job Task No.": "NOWHERE" };
  const plan = { ...workbook["Job Planning Lines"]?.[0], "Line No.": 99, "Job Task No.": "NOWHERE" };
  const { result } = await calculate({
    ...workbook,
    "Job Ledger Entries": [...(workbook["Job Ledger Entries"] ?? []), stray],
    "Job Planning Lines": [...(workbook["Job Planning Lines"] ?? []), plan],
  });
  expect(result.notInWip).toEqual([
    { jobNo: "J-1", jobTaskNo: "1100", reason: "excluded", usageTotalCost: "7", contractInvoicedPrice: "3" },
    {
      jobNo: "J-1",
      jobTaskNo: "1200",
      reason: "notPosting",
      usageTotalCost: "5",
      contractInvoicedPrice: "0",
    },
    {
      jobNo: "J-1",
      jobTaskNo: "NOWHERE",
      reason: "unknownTask",
      usageTotalCost: "10",
      contractInvoicedPrice: "0",
    },
  ]);
  expect(result.wipTotals[0]).toMatchObject({ scheduleTotalCost: "100", usageTotalCost: "10" });
  const early = await calculate(workbook, { postingDateFilter: "..2025-12-31" });
  expect(early.result.wipTotals[0]).toMatchObject({
    usageTotalCost: "0",
    scheduleTotalCost: "100",
    postingDateFilter: "..2025-12-31",
  });
  expect(early.result.wipEntries).toEqual([]);
  const planned = await calculate(workbook, { planningDateFilter: "2027-01-01.." });
  expect(planned.result.wipTotals[0]).toMatchObject({ scheduleTotalCost: "0", usageTotalCost: "10" });
});

describe("WIP totals", () => {
  it("tasks behind the last total, and jobs without one, get their last task that is not excluded", async () => {
    const workbook = projects([
      {
        no: "A",
        method: "POC",
        tasks: [
          { no: "10", row: { "WIP-Total": "Total", "WIP Method": "COST OF SALES" } },
          { no: "20" },
          { no: "30" },
          { no: "40", row: { "WIP-Total": "Excluded" } },
        ],
      },
      {
        no: "B",
        method: "POC",
        tasks: [{ no: "1000" }, { no: "900" }, { no: "1010", row: { "Job Task Type": "End-Total" } }],
      },
      { no: "C", method: "POC", tasks: [{ no: "1", row: { "WIP-Total": "Excluded" } }] },
    ]);
    const { result } = await calculate(workbook);
    expect(result.jobTaskUpdates).toEqual([
      { jobNo: "A", jobTaskNo: "30", wipTotal: "Total", wipMethod: "POC" },
      { jobNo: "B", jobTaskNo: "900", wipTotal: "Total", wipMethod: "POC" },
    ]);
    expect(result.wipTotals.map((total) => [total.jobNo, total.jobTaskNo, total.wipMethod])).toEqual([
      ["A", "10", "COST OF SALES"],
      ["A", "30", "POC"],
      ["B", "900", "POC"],
    ]);
    expect(result.jobTasks.map((task) => task.jobTaskNo)).toEqual(["10", "20", "30", "1000", "900"]);
  });

  it("a heading at the end becomes an empty WIP total with three warnings", async () => {
    const workbook = projects([
      {
        tasks: [
          { no: "10", row: { "WIP-Total": "Total" } },
          { no: "20", row: { "Job Task Type": "Heading" } },
        ],
      },
    ]);
    const { result } = await calculate(workbook);
    expect(result.checks).toMatchObject([{ code: "emptyWipTotal", jobTaskNo: "20" }]);
    expect(codes(result.warnings.filter((warning) => warning.jobTaskNo === "20"))).toEqual([
      "contractTotalPriceZero",
      "scheduleTotalCostZero",
      "scheduleTotalPriceZero",
    ]);
  });
});

it("zero budgets divide nothing", async () => {
  for (const code of ["COST OF SALES", "COST VALUE", "POC", "SALES VALUE", "COMPLETED CONTRACT"]) {
    const { result } = await calculate(one(code, { U: "10", V: "11", I: "5" }));
    expect(result.status).toBe("ok");
    expect(result.wipTotals[0]).toMatchObject({ costCompletionPct: "0", invoicedPct: "0" });
    expect(codes(result.warnings)).toEqual([
      "contractTotalPriceZero",
      "scheduleTotalCostZero",
      "scheduleTotalPriceZero",
      "costCompletionOver100",
    ]);
  }
});

it("negative recognised sales are warned of", async () => {
  const { result } = await calculate(one("COST OF SALES", { ...A, I: "-10" }));
  expect(codes(result.warnings)).toEqual(["recogSalesNegative", "recogCostsNegative"]);
});

it("percentages have five decimals and may exceed 100", async () => {
  const { result } = await calculate(one("POC", { S: "3", U: "10", C: "7", I: "1" }));
  expect(result.wipTotals[0]).toMatchObject({
    costCompletionPct: "333.33333",
    invoicedPct: "14.28571",
    backlog: "0",
  });
});

it("amounts are rounded to the precision of the setup, halves away from zero", async () => {
  const figures = { S: "3", C: "10", U: "1", I: "0" };
  const setup = (precision: string) => ({
    "General Ledger Setup": [{ "Amount Rounding Precision": precision }],
  });
  const amount = async (precision: string): Promise<string | undefined> =>
    (await calculate(one("POC", figures, setup(precision)))).result.jobTasks[0]?.recognizedSalesAmount;
  expect(await amount("0.01")).toBe("3.33");
  expect(await amount("0.05")).toBe("3.35");
  expect(await amount("1")).toBe("3");
  expect(await amount("0")).toBe("3.33");
  expect(await amount("0.001")).toBe("3.333");
});

it("without a factor the first task takes the whole amount unrounded", async () => {
  const methods = { "Job WIP Methods": [method("X", "Cost of Sales", "At Completion")] };
  const workbook = projects(
    [
      {
        method: "X",
        tasks: [
          { no: "1", figures: { S: "10", U: "5" } },
          { no: "2", figures: { C: "3", I: "1", U: "-5" }, row: { "WIP-Total": "Total" } },
        ],
      },
    ],
    methods,
  );
  const { result } = await calculate(workbook);
  expect(result.jobTasks.map((task) => task.recognizedCostsAmount)).toEqual(["8.33333", "-5"]);
  expect(result.wipEntries.find((entry) => entry.type === "Recognized Costs")?.wipEntryAmount).toBe("3.33");
});

describe("completion", () => {
  it("a job completed by its status ends on the posting date and is recognised in full", async () => {
    const workbook = one("COST OF SALES", { U: "500", I: "900" });
    const jobs = (workbook.Jobs ?? []).map(({ Complete: _, ...job }) => ({ ...job, Status: "Completed" }));
    const { result } = await calculate({ ...workbook, Jobs: jobs });
    expect(result.jobs[0]).toMatchObject({
      jobComplete: true,
      endingDate: "2026-03-31",
      calcRecogCostsAmount: "500",
    });
    expect(entries(result)).toEqual(["Recognized Costs 7620/7480 500", "Recognized Sales 6620/6490 -900"]);
  });

  it("the column Complete goes before the status; a later ending date runs on without warnings", async () => {
    const job = { Complete: true, Status: "Open", "Ending Date": "2026-04-30" };
    const { result } = await calculate(one("COST OF SALES", { U: "10", S: "5" }, {}, job));
    expect(result.jobs[0]).toMatchObject({ jobComplete: false, endingDate: "2026-04-30" });
    expect(result.warnings).toEqual([]);
    expect(entries(result)).toEqual(["Applied Costs 7480/2231 -10"]);
  });
});

describe("numbers", () => {
  it("follow what is left: entries of jobs still to come count, posted totals stay for ever", async () => {
    const tasks = [{ no: "1", figures: A, row: { "WIP-Total": "Total" } }];
    const workbook = projects(
      [
        { no: "J-1", tasks },
        { no: "J-2", tasks },
      ],
      {
        "Job WIP Entries": [
          { "Entry No.": 50, "Job No.": "J-2", "Job WIP Total Entry No.": 3 },
          { "Entry No.": 7, "Job No.": "J-1", "Job WIP Total Entry No.": 2 },
        ],
        "Job WIP Totals": [
          { "Entry No.": 2, "Job No.": "J-1", "Job Task No.": "1", "Posted to G/L": false },
          { "Entry No.": 1, "Job No.": "J-1", "Job Task No.": "1", "Posted to G/L": true },
          { "Entry No.": 4, "Job No.": "J-1", "Job Task No.": "GONE", "Posted to G/L": false },
        ],
        "Job WIP G/L Entries": [
          { "Entry No.": 1, "Job No.": "J-9", "Job Complete": false, "Job WIP Total Entry No.": 11 },
        ],
      },
    );
    const { result } = await calculate(workbook);
    expect(result.wipEntries.map((entry) => entry.entryNo)).toEqual([51, 52, 53, 54, 55, 56, 57, 58]);
    expect(result.wipTotals.map((total) => total.entryNo)).toEqual([12, 13]);
    expect(result.deleted).toEqual({ jobWipEntries: [7, 50], jobWipTotals: [2] });
  });
});

describe("what is refused", () => {
  it("everything that is missing is named at once", async () => {
    const { run } = await runAndCheck("job-calculate-wip", { Jobs: [] }, {});
    const result = run.outcome.result as Result;
    expect(run.refused).toBe(true);
    expect(result.errors).toMatchObject([
      { code: "parameterMissing", field: "postingDate" },
      { code: "tableMissing", field: "Job Ledger Entries" },
      { code: "tableMissing", field: "Job Planning Lines" },
      { code: "tableMissing", field: "Job Posting Groups" },
      { code: "tableMissing", field: "Job Tasks" },
    ]);
    expect(result).toMatchObject({
      status: "refused",
      outcome: "refused",
      error: result.errors[0],
      jobs: [],
      wipEntries: [],
    });
    expect(run.outcome.changes).toBeUndefined();
  });

  it("reading errors stand alone", async () => {
    const workbook = one("POC", A);
    const without = (sheet: string, column: string): unknown => ({
      ...workbook,
      [sheet]: (workbook[sheet] ?? []).map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => name !== column)),
      ),
    });
    const refused = async (changed: unknown, more = {}) => (await calculate(changed, more)).result.errors;
    expect(await refused(without("Jobs", "WIP Method"))).toMatchObject([
      { code: "MISSING_COLUMN", table: "Jobs", column: "WIP Method" },
    ]);
    expect(await refused(without("Job Planning Lines", "Line Type"))).toMatchObject([
      { code: "MISSING_COLUMN", column: "Line Type" },
    ]);
    expect(
      await refused(without("Job Planning Lines", "Planning Date"), { planningDateFilter: "2026-01-01.." }),
    ).toMatchObject([{ code: "MISSING_COLUMN", column: "Planning Date" }]);
    expect(await refused(without("Job Planning Lines", "Planning Date"))).toEqual([]);
    expect(await refused(without("Job Ledger Entries", "Type"))).toEqual([]);
    const perEntry = one("POC", A, {}, { "WIP Posting Method": "Per Project Ledger Entry" });
    const noType = (perEntry["Job Ledger Entries"] ?? []).map(({ Type: _, ...row }) => row);
    expect(await refused({ ...perEntry, "Job Ledger Entries": noType })).toMatchObject([
      { code: "MISSING_COLUMN", table: "Job Ledger Entries", column: "Type" },
    ]);
    expect(await refused(workbook, { jobFilter: "J|" })).toMatchObject([
      { code: "FILTER_SYNTAX", parameter: "jobFilter" },
    ]);
    expect(await refused(workbook, { allocation: "both" })).toMatchObject([
      { code: "BAD_PARAMETER", parameter: "allocation" },
    ]);
    const odd = (workbook["Job Ledger Entries"] ?? []).map((row) => ({ ...row, "Entry Type": "Transfer" }));
    expect(await refused({ ...workbook, "Job Ledger Entries": odd })).toMatchObject([
      { code: "BAD_VALUE", column: "Entry Type" },
    ]);
  });

  const badJobs = projects(
    [
      { no: "J1", job: { Blocked: "Posting" }, tasks: [] },
      { no: "J2", method: "", tasks: [] },
      { no: "J3", method: "NONE", tasks: [] },
      { no: "J4", tasks: [{ no: "1", row: { "WIP-Total": "Total", "WIP Method": "NONE" } }] },
      {
        no: "J5",
        job: { "Job Posting Group": "" },
        tasks: [{ no: "1", figures: A, row: { "WIP-Total": "Total" } }],
      },
      {
        no: "J6",
        tasks: [{ no: "1", figures: A, row: { "WIP-Total": "Total", "Job Posting Group": "NOWHERE" } }],
      },
      {
        no: "J7",
        job: { "Job Posting Group": "BARE" },
        tasks: [{ no: "1", figures: A, row: { "WIP-Total": "Total" } }],
      },
      { no: "J8", tasks: [{ no: "1", figures: A, row: { "WIP-Total": "Total" } }] },
    ],
    {
      "Job Posting Groups": [
        { Code: "PROJECT", ...ACCOUNTS },
        { Code: "BARE", "WIP Costs Account": "2231" },
      ],
    },
  );
  const expected = [
    { code: "jobBlocked", jobNo: "J1", field: "Blocked" },
    { code: "wipMethodMissing", jobNo: "J2", field: "WIP Method" },
    { code: "wipMethodUnknown", jobNo: "J3", field: "WIP Method" },
    { code: "wipMethodUnknown", jobNo: "J4", jobTaskNo: "1", field: "WIP Method" },
    { code: "jobPostingGroupMissing", jobNo: "J5", field: "Job Posting Group" },
    { code: "jobPostingGroupUnknown", jobNo: "J6", postingGroup: "NOWHERE", field: "Job Posting Group" },
    { code: "accountMissing", jobNo: "J7", postingGroup: "BARE", field: "Job Costs Applied Account" },
    { code: "accountMissing", jobNo: "J7", postingGroup: "BARE", field: "Job Sales Applied Account" },
    { code: "accountMissing", jobNo: "J7", postingGroup: "BARE", field: "Recognized Costs Account" },
    { code: "accountMissing", jobNo: "J7", postingGroup: "BARE", field: "Recognized Sales Account" },
    { code: "accountMissing", jobNo: "J7", postingGroup: "BARE", field: "WIP Invoiced Sales Account" },
  ];

  it("all errors of all jobs are listed, and stop refuses the run", async () => {
    const { result, changes } = await calculate(badJobs);
    expect(result.errors.map(({ message, ...error }) => [error, message.length > 10])).toEqual(
      expected.map((error) => [error, true]),
    );
    expect(result.error).toEqual(result.errors[0]);
    expect(changes).toBeUndefined();
  });

  it("skip leaves failing jobs alone and uses no number up for them", async () => {
    const { result } = await calculate(badJobs, { onJobError: "skip" });
    expect(result.errors).toHaveLength(expected.length);
    expect(result.jobs.map((job) => [job.jobNo, job.action, job.reason])).toEqual([
      ["J1", "failed", "jobBlocked"],
      ["J2", "failed", "wipMethodMissing"],
      ["J3", "failed", "wipMethodUnknown"],
      ["J4", "failed", "wipMethodUnknown"],
      ["J5", "failed", "jobPostingGroupMissing"],
      ["J6", "failed", "jobPostingGroupUnknown"],
      ["J7", "failed", "accountMissing"],
      ["J8", "calculated", ""],
    ]);
    expect(result.wipTotals.map((total) => total.entryNo)).toEqual([1]);
    expect(result.jobs[0]).not.toHaveProperty("totalWipCostAmount");
  });
});

it("an account that is missing for nothing is a check", async () => {
  const accounts = { ...ACCOUNTS, "Job Sales Adjustment Account": "" };
  const groups = { "Job Posting Groups": [{ Code: "PROJECT", ...accounts }] };
  const { result } = await calculate(one("POC", A, groups));
  expect(result.status).toBe("ok");
  expect(result.checks).toMatchObject([
    {
      code: "accountMissingZeroAmount",
      wipTotalEntryNo: 1,
      postingGroup: "PROJECT",
      field: "Job Sales Adjustment Account",
    },
  ]);
});

it("a method may leave out a side, and is doubted where Business Central does not allow it", async () => {
  const allowed = method("X", "Usage (Total Cost)", "Percentage of Completion", { "WIP Cost": false });
  const first = await calculate(one("X", A, { "Job WIP Methods": [allowed] }));
  expect(entries(first.result)).toEqual(["Applied Sales 6490/2212 10", "Recognized Sales 6620/2211 -20"]);
  expect(first.result.checks).toEqual([]);
  const odd = method("X", "Cost of Sales", "Sales Value", { "WIP Sales": false });
  const second = await calculate(one("X", A, { "Job WIP Methods": [odd] }));
  expect(codes(second.result.checks)).toEqual(["wipMethodSetupInvalid"]);
  expect(entries(second.result)).toContain("Accrued Sales 6491/2211 -10");
});

it("expected losses are a memo on request", async () => {
  const figures = { S: "1200", C: "1000", U: "300" };
  const without = await calculate(one("POC", figures));
  expect(without.result.lossProvisions).toEqual([]);
  const { result } = await calculate(one("POC", figures), { lossProvision: true });
  expect(result.lossProvisions).toMatchObject([
    { expectedLoss: "200", lossRecognized: "50", provisionRequired: "150", estimatedTotalCost: "1200" },
  ]);
  expect(result.wipTotals[0]).toMatchObject({
    underbilled: "250",
    overbilled: "0",
    estimatedGrossProfit: "-200",
  });
});

describe("explanation and comparison", () => {
  it("gives the formula with its figures", async () => {
    const { result } = await calculate(one("COST OF SALES", A));
    const [costs, sales] = explainWipTotal(result, 1) ?? [];
    expect(costs && formulaText(costs.formula)).toBe("100.00 × 10.00 ÷ 200.00 = 5.00");
    expect(costs).toMatchObject({ type: "Cost of Sales", recognized: "5", spread: "0" });
    expect(sales && formulaText(sales.formula)).toBe("10.00 = 10.00");
    const value = (await calculate(one("COST VALUE", B))).result;
    expect(formulaText((explainWipTotal(value, 1) ?? [])[0]?.formula ?? fail())).toBe(
      "10.00 − (10.00 × 200.00 − 100.00 × 40.00) ÷ 110.00 = 28.18",
    );
    const poc = (await calculate(one("POC", O))).result;
    expect(formulaText((explainWipTotal(poc, 1) ?? [])[1]?.formula ?? fail())).toBe("200.00 = 200.00");
    const none = (await calculate(one("POC", { U: "1" }))).result;
    expect(formulaText((explainWipTotal(none, 1) ?? [])[1]?.formula ?? fail())).toBe(
      "no budget cost, nothing is recognised",
    );
    expect(explainWipTotal(result, 77)).toBeUndefined();
  });

  it("puts all methods side by side, from the ledgers and from the result", async () => {
    const { result, ledgers, run } = await calculate(one("COST OF SALES", B));
    const compared = compareMethods(ledgers, run.parameters as unknown as Parameters, "J-1");
    expect(compared).toEqual(compareMethodsOfResult(result));
    expect(
      compared.map((row) => [
        row.method,
        row.current,
        row.recognizedCosts,
        row.recognizedSales,
        row.wipCosts,
        row.wipSales,
      ]),
    ).toEqual([
      ["COMPLETED CONTRACT", false, "0", "0", "10", "40"],
      ["COST OF SALES", true, "20", "40", "-10", "0"],
      ["COST VALUE", false, "28.18", "40", "-18.18", "0"],
      ["POC", false, "10", "20", "0", "20"],
      ["SALES VALUE", false, "10", "20", "0", "20"],
    ]);
    expect(compareMethods(ledgers, run.parameters as unknown as Parameters, "NOWHERE")).toEqual([]);
  });
});

function fail(): never {
  throw new Error("nothing to explain");
}

describe("what applying changes", () => {
  it("replaces the calculation, its warnings, and the marks and dates of the job", async () => {
    const workbook: JsonWorkbook = {
      ...one("POC", { ...A, C: "0", K: "0" }, {}, { Complete: true }),
      "Job WIP Totals": [
        { "Entry No.": 5, "Job No.": "J-1", "Job Task No.": "1000", "Posted to G/L": false },
      ],
      "Job WIP Entries": [{ "Entry No.": 8, "Job No.": "J-1", "Job WIP Total Entry No.": 5 }],
      "Job WIP Warnings": [
        { "Job No.": "J-1", "Job Task No.": "1000", "Job WIP Total Entry No.": 5, "Warning Message": "old" },
        {
          "Job No.": "J-1",
          "Job Task No.": "1000",
          "Job WIP Total Entry No.": 4,
          "Warning Message": "posted",
        },
      ],
    };
    const running = { ...workbook, Jobs: (workbook.Jobs ?? []).map((job) => ({ ...job, Complete: false })) };
    const { changes } = await calculate(running);
    const after = applyChanges(running, changes);
    expect(after["Job WIP Totals"]).toMatchObject([
      {
        "Entry No.": 6,
        "WIP Method": "POC",
        "Budget (Total Cost)": "100",
        "Billable (Invoiced Price)": "10",
        "Posted to G/L": false,
      },
    ]);
    expect(after["Job WIP Entries"]?.map((row) => row["Entry No."])).toEqual([1, 2, 3]);
    expect(after["Job WIP Warnings"]?.map((row) => row["Job WIP Total Entry No."])).toEqual([4, 6]);
    expect(after.Jobs).toMatchObject([{ "No.": "J-1", "WIP Posting Date": "2026-03-31", "Ending Date": "" }]);
    expect(after["Job Tasks"]).toMatchObject([
      { "WIP-Total": "Total", "WIP Method": "POC", "Recognized Costs Amount": "10" },
    ]);
    expect(changes.journal).toEqual([]);
    const completing = await calculate(workbook);
    expect(applyChanges(workbook, completing.changes).Jobs).toMatchObject([{ "Ending Date": "2026-03-31" }]);
  });
});

describe("drill-down and sheet", () => {
  it("the entries behind each sum add up to it exactly", async () => {
    const workbook = projects([
      {
        tasks: [
          { no: "1", figures: { ...A, U: "10.01", I: "0.02" } },
          { no: "2", figures: { ...B, U: "-0.03" }, row: { "WIP-Total": "Total" } },
          { no: "3", figures: { U: "4" }, row: { "WIP-Total": "Excluded" } },
        ],
      },
    ]);
    const { result, run, ledgers } = await calculate(workbook);
    const drill = run.report.drill?.bind(run.report);
    const parameters = run.parameters ?? {};
    const [total] = result.wipTotals;
    for (const field of [
      "scheduleTotalCost",
      "scheduleTotalPrice",
      "contractTotalCost",
      "contractTotalPrice",
    ] as const) {
      expect(drill?.(ledgers, parameters, result, { jobNo: "J-1", wipTotal: 1, field })?.figure).toBe(
        total?.[field],
      );
    }
    for (const field of [
      "usageTotalCost",
      "usageTotalPrice",
      "contractInvoicedCost",
      "contractInvoicedPrice",
    ] as const) {
      const found = drill?.(ledgers, parameters, result, { jobNo: "J-1", wipTotal: 1, field });
      expect(found?.figure).toBe(total?.[field]);
      expect(found?.entries).toHaveLength(2);
    }
    expect(
      drill?.(ledgers, parameters, result, { jobNo: "J-1", jobTaskNo: "3", field: "usageTotalCost" }),
    ).toMatchObject({
      figure: "4",
      entries: [{ table: "Job Ledger Entries", amount: "4" }],
    });
    expect(
      drill?.(ledgers, parameters, result, { jobNo: "J-1", wipTotal: 9, field: "usageTotalCost" }),
    ).toBeUndefined();
    expect(
      drill?.(ledgers, parameters, result, { jobNo: "J-1", wipTotal: 1, field: "nothing" }),
    ).toBeUndefined();
  });

  it("shows totals, methods and a chart of recognised against invoiced, in the workbook's word", async () => {
    const tasks = [{ no: "1", figures: A, row: { "WIP-Total": "Total" } }];
    const workbook = projects([
      { no: "J-1", tasks },
      { no: "J-2", method: "POC", tasks },
    ]);
    const { result, run } = await calculate(workbook, { lossProvision: true });
    const sheets = run.report.layout(result, {
      company: "C",
      currency: "EUR",
      jobWord: "Project",
      parameters: {},
      evidence: [],
      stamp: "0000-0000",
      engineVersion: "1",
      runAt: "2026-04-01 09:00",
      paper: "A4",
    });
    expect(sheets.map(({ name }) => name)).toEqual(run.report.card.sheets);
    const [sheet, formulaSheet, entriesSheet] = sheets;
    expect(sheet?.tables.map((table) => table.name)).toEqual([
      "Tieout_JobCalculateWIP",
      "Tieout_JobCalculateWIPJobs",
      "Tieout_JobCalculateWIPChart",
      "Tieout_JobCalculateWIPBilling",
      "Tieout_JobCalculateWIPTasks",
    ]);
    expect(formulaSheet?.tables.map((table) => table.name)).toEqual(["Tieout_JobCalculateWIPFormulas"]);
    expect(entriesSheet?.tables.map((table) => table.name)).toEqual([
      "Tieout_JobCalculateWIPEntries",
      "Tieout_JobCalculateWIPAccounts",
      "Tieout_JobCalculateWIPMethods",
    ]);
    const [main] = sheet?.tables ?? [];
    expect(main?.columns.map((column) => column.header)).toContain("Project No.");
    const formulas = formulaSheet?.tables[0]?.columns.find(
      (column) => column.header === "Formula in figures",
    );
    expect(formulas?.values[0]).toBe("100.00 × 10.00 ÷ 200.00 = 5.00");
    expect(main?.row).toBe(4);
    const [chart] = sheet?.charts ?? [];
    expect(chart?.series).toHaveLength(2);
    expect(chart?.categories.count).toBe(2);
    // Names of sheets stay, so that links and later runs find them.
    const said = JSON.stringify(sheets.map(({ cells, tables }) => [cells.map(({ value }) => value), tables]));
    expect(said).not.toMatch(/\bJob\b/);
    expect(run.report.summary(result)).toMatchObject({
      state: "explained",
      stateWord: "To post",
      headFigure: "{15} and {30}",
    });
  });
});
