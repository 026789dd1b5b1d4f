/** Job Calculate WIP: what its sheets, its summary and its comparisons say of unusual results. */
import {
  compareMethods,
  compareMethodsOfResult,
} from "../../../src/engine/reports/job-calculate-wip/compare";
import { explainWipTotal } from "../../../src/engine/reports/job-calculate-wip/explain";
import type { Parameters } from "../../../src/engine/reports/job-calculate-wip/scope";
import type { Sheet } from "../../../src/workbook/sheet";
import type { JsonRow, JsonWorkbook } from "../../support/apply-changes";
import { calculate, oneTask } from "../../support/calculate-wip";
import { method, projects, type Figures, type ProjectSpec } from "../../support/one-project";
import { ACCOUNTS } from "../../support/project-ledger";

const TOTAL = { "WIP-Total": "Total" };
const A: Figures = { S: "100", P: "110", K: "160", C: "200", U: "10", V: "11", I: "10", J: "8" };

async function sheetsOf(workbook: JsonWorkbook, more: object = {}) {
  const { run, result, ledgers } = await calculate(workbook, more);
  const sheets = run.report.layout(result, {
    company: "C",
    currency: "EUR",
    jobWord: "Job",
    parameters: {},
    evidence: [],
    stamp: "0000-0000",
    engineVersion: "1",
    runAt: "2026-04-01 09:00",
    paper: "A4",
  });
  return { run, result, ledgers, sheets, main: sheets[0] as Sheet };
}

const tablesOf = (sheet: Sheet | undefined): readonly string[] =>
  (sheet?.tables ?? []).map(({ name }) => name.replace("Tieout_JobCalculateWIP", ""));
const valuesOf = (sheet: Sheet, table: string, header: string): readonly unknown[] =>
  sheet.tables
    .find(({ name }) => name === `Tieout_JobCalculateWIP${table}`)
    ?.columns.find((column) => column.header === header)?.values ?? [];
/** Names of other sheets that links lead to. */
const linkedSheets = (sheet: Sheet): readonly string[] =>
  sheet.cells.flatMap(({ link }) => (link && "sheet" in link && link.sheet ? [link.sheet] : []));

const tasks = [{ no: "1", figures: A, row: TOTAL }];

describe("sheets", () => {
  it("of jobs that all fail have no totals, no details and no links to them", async () => {
    const workbook = projects([{ job: { Blocked: "All" }, tasks }]);
    const { sheets, main } = await sheetsOf(workbook, { onJobError: "skip" });
    expect(sheets).toHaveLength(1);
    expect(tablesOf(main)).toEqual(["", "Jobs", "Errors"]);
    expect(linkedSheets(main)).toEqual([]);
  });

  it("of a job without tasks compare its methods, none of them in use", async () => {
    const { sheets, main, result } = await sheetsOf(projects([{ tasks: [] }]));
    expect(sheets.map(({ name }) => name)).toEqual(["Job Calculate WIP", "Job Calculate WIP Entries"]);
    expect(tablesOf(main)).toEqual(["", "Jobs"]);
    expect(tablesOf(sheets[1])).toEqual(["Methods"]);
    expect(linkedSheets(main)).toEqual(["Job Calculate WIP Entries"]);
    expect(compareMethodsOfResult(result).filter(({ current }) => current)).toEqual([]);
  });

  it("say why each job was not calculated, in words", async () => {
    const failing = (no: string, job: JsonRow, more: Partial<ProjectSpec> = {}): ProjectSpec => ({
      no,
      job,
      tasks,
      ...more,
    });
    const workbook = projects(
      [
        failing("J1", { Blocked: "All" }),
        failing("J2", {}, { method: "" }),
        failing("J3", {}, { method: "NONE" }),
        failing("J4", { "Job Posting Group": "" }),
        failing("J5", { "Job Posting Group": "NOWHERE" }),
        failing("J6", { "Job Posting Group": "BARE" }),
        failing("J7", {}),
      ],
      {
        "Job Posting Groups": [{ Code: "PROJECT", ...ACCOUNTS }, { Code: "BARE" }],
        "Job WIP G/L Entries": [{ "Entry No.": 1, "Job No.": "J7", "Job Complete": true }],
      },
    );
    const { main } = await sheetsOf(workbook, { onJobError: "skip" });
    const results = valuesOf(main, "Jobs", "Result") as readonly string[];
    expect(results).toHaveLength(7);
    for (const said of results) expect(said).toMatch(/^(Failed|Skipped): [A-Z][A-Za-z ]+$/);
    expect(new Set(results).size).toBe(7);
  });

  it("chart the largest twelve of many jobs, by what is recognised or invoiced, whichever is more", async () => {
    const job = (no: number, figures: Figures): ProjectSpec => ({
      no: `J-${String(no).padStart(2, "0")}`,
      method: "POC",
      tasks: [{ no: "1", figures, row: TOTAL }],
    });
    const invoiced = Array.from({ length: 12 }, (_, index) =>
      job(index + 1, { I: String(10 * (index + 1)) }),
    );
    const twelve = await sheetsOf(projects(invoiced));
    expect(valuesOf(twelve.main, "Chart", "Job No.")).toHaveLength(12);
    expect(valuesOf(twelve.main, "Chart", "Job No.")[0]).toBe("J-01");
    const more = [...invoiced, job(13, { U: "10", S: "10", C: "35" }), job(14, { I: "-1000" })];
    const { main } = await sheetsOf(projects(more));
    expect(valuesOf(main, "Chart", "Job No.")).toEqual(
      ["14", "12", "11", "10", "09", "08", "07", "06", "05", "04", "13", "03"].map((no) => `J-${no}`),
    );
    expect(JSON.stringify(main.cells.map(({ value }) => value))).toContain("12 largest of 14");
  });

  it("note a finding once per WIP total, however often it is raised", async () => {
    const accounts = { ...ACCOUNTS, "Job Sales Adjustment Account": "", "WIP Accrued Sales Account": "" };
    const methods = { "Job WIP Methods": [method("X", "Usage (Total Cost)", "Usage (Total Cost)")] };
    const groups = { "Job Posting Groups": [{ Code: "PROJECT", ...accounts }] };
    const { main, result } = await sheetsOf(oneTask("X", { ...A, I: "1" }, { ...methods, ...groups }));
    const [note] = valuesOf(main, "", "Note") as readonly string[];
    expect(result.checks.map(({ code }) => code)).toEqual(Array(2).fill("accountMissingZeroAmount"));
    expect(note).toMatch(/^▲ [^,]+$/);
  });
});

describe("what is found", () => {
  const summaryOf = async (workbook: JsonWorkbook) => {
    const { run, result } = await calculate(workbook);
    return run.report.summary(result);
  };
  const withMethod = (costs: string, sales: string, more: JsonRow = {}): JsonWorkbook => ({
    "Job WIP Methods": [method("X", costs, sales, more)],
  });
  const bare = {
    "Job Posting Groups": [{ Code: "PROJECT", ...ACCOUNTS, "Job Sales Adjustment Account": "" }],
  };

  it.each([
    [
      "recogSalesNegative",
      oneTask("X", { ...A, I: "-5" }, withMethod("At Completion", "Contract (Invoiced Price)")),
    ],
    ["emptyWipTotal", projects([{ tasks: [{ no: "1", row: { ...TOTAL, "Job Task Type": "Heading" } }] }])],
    [
      "wipMethodSetupInvalid",
      oneTask("X", A, withMethod("Cost of Sales", "At Completion", { "WIP Cost": false })),
    ],
    ["accountMissingZeroAmount", oneTask("POC", A, bare)],
  ] as const)("%s has a name of its own, with the job it is about", async (code, workbook) => {
    const { warnings, state } = await summaryOf(workbook);
    const kind = warnings.find((warning) => warning.code === code);
    expect(kind?.name).toMatch(/^[A-Z]\w+ /);
    expect(kind?.cases[0]?.key).toBe("J-1");
    // Findings that leave the income statement right leave the calculation to be posted, or with nothing to post.
    expect(state).not.toBe("open");
  });

  it("figures that do not balance are what is open, each side positive", async () => {
    const methods = withMethod("Cost Value", "Contract (Invoiced Price)");
    const { state, difference, sides } = await summaryOf(oneTask("X", { ...A, U: "110", V: "121" }, methods));
    expect(state).toBe("open");
    expect(difference).toBe("220");
    expect(sides).toMatchObject({ amount: "220", withAmount: "0" });
  });
});

describe("comparing and explaining", () => {
  it("methods come in the order of their codes", async () => {
    const methods = {
      "Job WIP Methods": [
        method("Z", "At Completion", "At Completion"),
        method("A", "Usage (Total Cost)", "At Completion"),
        method("M", "Contract (Invoiced Cost)", "At Completion"),
      ],
    };
    const { ledgers, run, result } = await calculate(oneTask("M", A, methods));
    const compared = compareMethods(ledgers, run.parameters as unknown as Parameters, "J-1");
    expect(compared.map((row) => [row.method, row.recognizedCosts])).toEqual([
      ["A", "10"],
      ["M", "8"],
      ["Z", "0"],
    ]);
    expect(compared).toEqual(compareMethodsOfResult(result));
  });

  it("a completed job is explained by its usage and invoices, beside a running one", async () => {
    const { result } = await calculate(
      projects([
        { no: "J-1", tasks },
        { no: "J-2", job: { Complete: true }, tasks },
      ]),
    );
    const [costs, sales] = explainWipTotal(result, 2) ?? [];
    expect(costs).toMatchObject({
      side: "costs",
      formula: { value: "10", parts: [{ figure: "usageTotalCost" }] },
    });
    expect(sales).toMatchObject({ side: "sales", formula: { value: "10" } });
    expect((explainWipTotal(result, 1) ?? [])[0]?.formula.value).toBe("5");
  });

  it("a WIP total is drilled down into under its own job only", async () => {
    const { result, run, ledgers } = await calculate(
      projects([
        { no: "J-1", tasks },
        { no: "J-2", tasks },
      ]),
    );
    const drill = (jobNo: string, wipTotal: number) =>
      run.report.drill?.(ledgers, run.parameters ?? {}, result, { jobNo, wipTotal, field: "usageTotalCost" });
    expect(drill("J-2", 2)?.figure).toBe("10");
    expect(drill("J-2", 1)).toBeUndefined();
  });
});

it("planning lines need a Line Type unless both flags say what they are", async () => {
  const line = {
    "Job No.": "J-1",
    "Job Task No.": "1",
    "Planning Date": "2026-01-15",
    "Total Cost (LCY)": "3",
  };
  const errors = async (flags: JsonRow) => {
    const lines = { "Job Planning Lines": [{ ...line, "Line Amount (LCY)": "0", ...flags }] };
    return (await calculate(projects([{ tasks }], lines))).result.errors.map(({ column }) => column);
  };
  expect(await errors({ "Schedule Line": true, "Contract Line": true })).toEqual([]);
  expect(await errors({ "Schedule Line": true })).toEqual(["Line Type"]);
  expect(await errors({ "Contract Line": true })).toEqual(["Line Type"]);
  expect(await errors({ "Line Type": "Budget" })).toEqual([]);
});
