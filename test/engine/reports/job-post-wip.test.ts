import type { ChangeSet } from "../../../src/engine/changes";
import type { Result } from "../../../src/engine/reports/job-post-wip/result";
import { applyChanges, type JsonRow, type JsonWorkbook } from "../../support/apply-changes";
import { runAndCheck } from "../../support/run-report";

const pending = (no: number, row: JsonRow = {}): JsonRow => ({
  "Entry No.": no,
  "Job No.": "J-1",
  "Document No.": "WIP03",
  "G/L Account No.": "7480",
  "G/L Bal. Account No.": "2231",
  "WIP Posting Date": "2026-03-31",
  "WIP Entry Amount": "-150",
  "Job Posting Group": "PROJECT",
  Type: "Applied Costs",
  "WIP Method Used": "POC",
  "Job Complete": false,
  "Job WIP Total Entry No.": 2,
  ...row,
});
const posted = (no: number, row: JsonRow = {}): JsonRow => ({
  ...pending(no),
  "Posting Date": "2026-02-28",
  "WIP Posting Date": "2026-02-28",
  "WIP Entry Amount": "-100",
  "Job WIP Total Entry No.": 1,
  Description: "WIP J-1",
  Reversed: false,
  "WIP Transaction No.": 3,
  ...row,
});
const book = (more: JsonWorkbook = {}): JsonWorkbook => ({
  Jobs: [{ "No.": "J-1", Blocked: "" }],
  "Job WIP Entries": [pending(1)],
  "Job WIP G/L Entries": [posted(5)],
  ...more,
});

async function post(workbook: unknown, more: object = {}) {
  const { run, ledgers } = await runAndCheck("job-post-wip", workbook, {
    reversalPostingDate: "2026-03-31",
    ...more,
  });
  return { run, ledgers, result: run.outcome.result as Result, changes: run.outcome.changes as ChangeSet };
}

const errorsOf = (result: Result) => result.errors.map(({ message: _, ...error }) => error);

it("reversals come in the order of types, new entries in their own", async () => {
  const workbook = book({
    "Job WIP G/L Entries": [
      posted(9, { Type: "Accrued Sales" }),
      posted(8, { Type: "Recognized Costs" }),
      posted(7, { Type: "Applied Costs" }),
      posted(6, { Type: "Recognized Costs", Reverse: false }),
      posted(5, { Type: "Applied Costs", Reversed: true }),
    ],
    "Job WIP Entries": [pending(2, { Type: "Recognized Costs" }), pending(1)],
  });
  const { result } = await post(workbook);
  expect(
    result.journalLines.map((line) => [line.lineNo, line.kind, line.jobWipGlEntryNo, line.description]),
  ).toEqual([
    [10000, "reversal", 7, "WIP J-1"],
    [20000, "reversal", 8, "WIP J-1"],
    [30000, "reversal", 9, "WIP J-1"],
    [40000, "new", 10, "WIP J-1"],
    [50000, "new", 11, "Recognition J-1"],
  ]);
  expect(
    result.wipGlEntries.map((entry) => [entry.entryNo, entry.glEntryNo, entry.wipTransactionNo]),
  ).toEqual([
    [10, 8, 4],
    [11, 10, 4],
  ]);
  expect(result.journalLines[0]?.documentNo).toBe("WIPREV-2026-03-31");
});

describe("checks of dates and repeated runs", () => {
  const checks = async (workbook: JsonWorkbook, more = {}): Promise<readonly string[]> =>
    (await post(workbook, more)).result.checks.map((check) => check.code);

  it("raise what double and missing WIP would do", async () => {
    expect(await checks(book(), { reversalPostingDate: "2026-04-05" })).toEqual(["reversalDateAfterWipDate"]);
    expect(await checks(book(), { reversalPostingDate: "2026-03-01" })).toEqual([
      "reversalDateBeforeWipDate",
    ]);
    expect(await checks(book())).toEqual([]);
    expect(await checks(book(), { reversalPostingDate: "2026-04-05", useReversalDate: true })).toEqual([]);
    const two = book({ "Job WIP Entries": [pending(1), pending(2, { "WIP Posting Date": "2026-04-30" })] });
    expect(await checks(two, { reversalPostingDate: "2026-04-05" })).toEqual(["reversalDateAfterWipDate"]);
    expect(await checks(book({ "Job WIP Entries": [] }))).toEqual(["reversedWithoutNew"]);
    expect(await checks(book(), { reverseOnly: true })).toEqual(["reverseOnlyWithPendingWip"]);
    expect(await checks(book({ "Job WIP G/L Entries": [] }), { reversalPostingDate: "2026-04-05" })).toEqual(
      [],
    );
  });
});

it("names its accounts as the chart of accounts does, also those whose net amount is 0", async () => {
  const chart = [
    { "No.": "7480", Name: "Job Cost Applied" },
    { "No.": "2231", Name: "WIP Job Costs" },
    { "No.": "9999", Name: "Not of this journal" },
  ];
  const workbook = book({
    "G/L Accounts": chart,
    // Taken back and posted again with the same amount, and by an account that has no name.
    "Job WIP Entries": [
      pending(1, { "WIP Entry Amount": "-100" }),
      pending(2, { "G/L Account No.": "7490", Type: "Recognized Costs" }),
    ],
  });
  const { result } = await post({ ...workbook, "G/L Accounts": [...chart, { "No.": "7490", Name: "" }] });
  expect(result.accountTotals.map((total) => total.glAccountNo)).toEqual(["2231", "7490"]);
  expect(result.accountNames).toEqual([
    { glAccountNo: "2231", name: "WIP Job Costs" },
    { glAccountNo: "7480", name: "Job Cost Applied" },
  ]);
  expect((await post(book())).result.accountNames).toEqual([]);
});

describe("what is refused", () => {
  const accounts = (rows: Readonly<Record<string, JsonRow>>): JsonWorkbook => ({
    "G/L Accounts": Object.entries(rows).map(([no, row]) => ({ "No.": no, ...row })),
  });

  it("a blocked job, and nothing else of it", async () => {
    const { result } = await post(book({ Jobs: [{ "No.": "J-1", Blocked: "All" }] }), {
      reversalPostingDate: "2026-01-01",
    });
    expect(errorsOf(result)).toEqual([{ code: "jobBlocked", jobNo: "J-1", field: "Blocked" }]);
    expect(result).toMatchObject({
      status: "refused",
      jobs: [],
      journalLines: [],
      deleted: { jobWipEntries: [] },
    });
  });

  it("a reversal before what it reverses, with the latest day", async () => {
    const workbook = book({
      "Job WIP G/L Entries": [posted(5), posted(6, { "Posting Date": "2026-03-15" })],
    });
    const { result } = await post(workbook, { reversalPostingDate: "2026-03-01" });
    expect(errorsOf(result)).toEqual([
      { code: "reversalBeforePosting", jobNo: "J-1", field: "reversalPostingDate", date: "2026-03-15" },
    ]);
  });

  it("accounts that cannot be posted to", async () => {
    const workbook = book({
      ...accounts({
        "7480": { Blocked: true, "Account Type": "Heading", "VAT Prod. Posting Group": "STD" },
        "2231": { "Gen. Posting Type": "Sale" },
      }),
      "Job WIP Entries": [pending(1), pending(2, { "G/L Account No.": "", "G/L Bal. Account No.": "9999" })],
    });
    const { result } = await post(workbook);
    expect(errorsOf(result)).toEqual([
      { code: "glAccountBlocked", jobNo: "J-1", glAccountNo: "7480" },
      { code: "glAccountHasPostingSetup", jobNo: "J-1", glAccountNo: "2231" },
      { code: "glAccountHasPostingSetup", jobNo: "J-1", glAccountNo: "7480" },
      { code: "glAccountNotPosting", jobNo: "J-1", glAccountNo: "7480" },
      { code: "glAccountUnknown", jobNo: "J-1", glAccountNo: "" },
      { code: "glAccountUnknown", jobNo: "J-1", glAccountNo: "9999" },
    ]);
    const withoutSheet = await post(
      book({ "Job WIP Entries": [pending(2, { "G/L Bal. Account No.": "9999" })] }),
    );
    expect(withoutSheet.result.status).toBe("ok");
  });

  it("only lines that would be posted are looked at", async () => {
    const workbook = book({
      ...accounts({ "7480": {}, "2231": {} }),
      "Job WIP Entries": [pending(1, { "G/L Account No.": "9999" })],
    });
    expect((await post(workbook, { reverseOnly: true })).result.status).toBe("ok");
    expect((await post(workbook)).result.status).toBe("refused");
  });

  it("dates outside the allowed period", async () => {
    const setup = {
      "General Ledger Setup": [{ "Allow Posting From": "2026-04-01", "Allow Posting To": "2026-04-30" }],
    };
    const closed = await post(book(setup), { reversalPostingDate: "2026-04-02" });
    expect(errorsOf(closed.result)).toEqual([
      { code: "postingDateNotAllowed", jobNo: "J-1", field: "WIP Posting Date", date: "2026-03-31" },
    ]);
    expect(
      (await post(book(setup), { reversalPostingDate: "2026-04-02", useReversalDate: true })).result.status,
    ).toBe("ok");
    const late = await post(book(setup), { reversalPostingDate: "2026-05-02", useReversalDate: true });
    expect(errorsOf(late.result)).toEqual([
      { code: "postingDateNotAllowed", jobNo: "J-1", field: "reversalPostingDate", date: "2026-05-02" },
    ]);
  });

  it("a WIP total that is not there", async () => {
    const { result } = await post(
      book({ "Job WIP Totals": [{ "Entry No.": 1, "Job No.": "J-1", "Posted to G/L": false }] }),
    );
    expect(errorsOf(result)).toEqual([{ code: "wipTotalMissing", jobNo: "J-1", field: "2" }]);
  });

  it("what is missing", async () => {
    const { run } = await runAndCheck("job-post-wip", {}, {});
    expect((run.outcome.result as Result).errors).toMatchObject([
      { code: "parameterMissing", field: "reversalPostingDate" },
      { code: "tableMissing", field: "Jobs" },
    ]);
  });

  it("skip leaves a failing job with its figures and posts the others", async () => {
    const workbook = book({
      Jobs: [{ "No.": "J-1", Blocked: "Posting" }, { "No.": "J-2" }],
      "Job WIP Entries": [pending(1), pending(2, { "Job No.": "J-2" })],
    });
    const { result } = await post(workbook, { onJobError: "skip" });
    expect(result.jobs).toMatchObject([
      {
        jobNo: "J-1",
        action: "failed",
        reason: "jobBlocked",
        totalWipCostGLAmount: "100",
        reversedEntries: 0,
      },
      { jobNo: "J-2", action: "posted", totalWipCostGLAmount: "150" },
    ]);
    expect(result.deleted.jobWipEntries).toEqual([2]);
  });
});

describe("tracking", () => {
  const tables: JsonWorkbook = {
    "Job Tasks": [
      {
        "Job No.": "J-1",
        "Job Task No.": "20",
        "Recognized Sales Amount": "7",
        "Recognized Costs Amount": "3",
      },
      { "Job No.": "J-1", "Job Task No.": "10" },
    ],
    "Job WIP Totals": [
      { "Entry No.": 1, "Job No.": "J-1", "Job Task No.": "10", "Posted to G/L": true },
      { "Entry No.": 2, "Job No.": "J-1", "Job Task No.": "10", "Posted to G/L": false },
      { "Entry No.": 3, "Job No.": "J-1", "Job Task No.": "20", "Posted to G/L": false },
      { "Entry No.": 4, "Job No.": "J-1", "Job Task No.": "GONE", "Posted to G/L": false },
    ],
    "Job Ledger Entries": [
      { "Entry No.": 2, "Job No.": "J-1", "Amt. to Post to G/L": "0.5", "Amt. Posted to G/L": "1.25" },
      { "Entry No.": 1, "Job No.": "J-1", "Amt. to Post to G/L": "0", "Amt. Posted to G/L": "1" },
    ],
  };

  it("follows the posting", async () => {
    const { result } = await post(book(tables));
    expect(
      result.jobTaskUpdates.map((task) => [
        task.jobTaskNo,
        task.recognizedSalesAmount,
        task.recognizedSalesGLAmount,
      ]),
    ).toEqual([
      ["10", "0", "0"],
      ["20", "0", "7"],
    ]);
    expect(result.wipTotalUpdates).toEqual([{ entryNo: 2, postedToGL: true }]);
    expect(result.deleted).toEqual({ jobWipEntries: [1], jobWipTotals: [3] });
    expect(result.jobLedgerUpdates).toEqual([{ entryNo: 2, amtToPostToGL: "0", amtPostedToGL: "1.75" }]);
  });

  it("without Job Tasks all unposted totals go", async () => {
    const rest = Object.fromEntries(Object.entries(tables).filter(([name]) => name !== "Job Tasks"));
    expect((await post(book(rest))).result.deleted.jobWipTotals).toEqual([3, 4]);
  });

  it("Reverse Only leaves the calculation alone", async () => {
    const { result } = await post(book(tables), { reverseOnly: true });
    expect(result.deleted).toEqual({ jobWipEntries: [], jobWipTotals: [] });
    expect(result.jobLedgerUpdates).toEqual([]);
    expect(result.jobTaskUpdates[1]).toMatchObject({
      recognizedSalesAmount: "7",
      recognizedSalesGLAmount: "7",
    });
  });
});

it("completion is skipped for good, reversed or not", async () => {
  const workbook = book({ "Job WIP G/L Entries": [posted(5, { Reversed: true, "Job Complete": true })] });
  const { result } = await post(workbook);
  expect(result.jobs).toMatchObject([
    { action: "skipped", reason: "completionPosted", wipCompletionPosted: true },
  ]);
  expect(result.outcome).toBe("nothingToPost");
});

it("dimensions are carried through, sets by their number", async () => {
  const workbook = book({
    "Job WIP Entries": [
      pending(1, { "Dimension Set ID": 7 }),
      pending(2, { "Dimension Set ID": 7, Dimensions: "AREA=N" }),
      pending(3),
    ],
    "Job WIP G/L Entries": [posted(5, { "Dimension Set ID": 3 })],
  });
  const { result, changes } = await post(workbook);
  expect(result.journalLines.map((line) => line.dimensions)).toEqual(["#3", "#7", "AREA=N", ""]);
  expect(changes.journal.map((line) => line.Dimensions)).toEqual(["#3", "#7", "AREA=N", ""]);
});

describe("what applying changes", () => {
  it("keeps the subledger, the G/L and the journal in step", async () => {
    const workbook = book({
      "G/L Entries": [{ "Entry No.": 100, "Posting Date": "2026-02-28", Amount: "1", "Source Code": "X" }],
    });
    const { changes, result } = await post(workbook);
    const after = applyChanges(workbook, changes);
    expect(
      after["G/L Entries"]?.map((row) => [
        row["Entry No."],
        row["G/L Account No."],
        row.Amount,
        row["Job No."],
      ]),
    ).toEqual([
      [100, undefined, "1", undefined],
      [101, "7480", "100", "J-1"],
      [102, "2231", "-100", "J-1"],
      [103, "7480", "-150", "J-1"],
      [104, "2231", "150", "J-1"],
    ]);
    expect(after["Job WIP Entries"]).toEqual([]);
    expect(after["Job WIP G/L Entries"]).toMatchObject([
      { "Entry No.": 5, Reversed: true, "Reverse Date": "2026-03-31" },
      {
        "Entry No.": 6,
        "WIP Entry Amount": "-150",
        "G/L Entry No.": 104,
        "WIP Transaction No.": 4,
        Description: "WIP J-1",
      },
    ]);
    expect(changes.journal).toHaveLength(2);
    expect(changes.journal.at(0)).toMatchObject({
      "Line No.": 10000,
      "Account No.": "7480",
      "Bal. Account No.": "2231",
      "Debit Amount": "100",
      "Source Code": "JOBGLWIP",
    });
    expect(Object.keys(changes.journal.at(0) ?? {})).not.toContain("Job No.");
    expect(result.accountTotals).toEqual([
      { glAccountNo: "2231", amount: "50" },
      { glAccountNo: "7480", amount: "-50" },
    ]);
  });

  it("without a sheet of G/L entries none are written", async () => {
    const { changes } = await post(book());
    expect(Object.keys(applyChanges(book(), changes))).not.toContain("G/L Entries");
  });
});

it("summary, drill-down and sheet say the same", async () => {
  const { result, run, ledgers } = await post(book());
  expect(run.report.summary(result)).toMatchObject({
    headFigure: "250",
    state: "explained",
    stateWord: "To post",
  });
  const drill = run.report.drill?.(ledgers, run.parameters ?? {}, result, { glAccountNo: "2231" });
  expect(drill).toMatchObject({
    figure: "50",
    entries: [
      { table: "Job WIP G/L Entries", entryNo: 5, amount: "-100" },
      { table: "Job WIP Entries", entryNo: 1, amount: "150" },
    ],
  });
  expect(run.report.drill?.(ledgers, run.parameters ?? {}, result, { lineNo: 20000 })?.figure).toBe("-150");
  expect(run.report.drill?.(ledgers, run.parameters ?? {}, result, { glAccountNo: "1" })).toBeUndefined();
  const [sheet] = run.report.layout(result, {
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
  expect(sheet?.cells.find((cell) => cell.style === "title")?.value).toBe("Project Post WIP to G/L");
  expect(JSON.stringify({ ...sheet, name: "" })).not.toMatch(/\bJob\b/);
});

describe("figures of a job after the posting", () => {
  it("take the entries that are not reversed, posted before or now, by type", async () => {
    const workbook = book({
      "Job WIP G/L Entries": [
        posted(5, { "WIP Entry Amount": "1", Reverse: false }),
        posted(6, { "WIP Entry Amount": "2", Reversed: true }),
        posted(7, { "WIP Entry Amount": "4", Reverse: false, Type: "Accrued Sales" }),
        posted(8, { "WIP Entry Amount": "8" }),
      ],
      "Job WIP Entries": [
        pending(1, { "WIP Entry Amount": "-16.005", Type: "Recognized Sales" }),
        pending(2, { "WIP Entry Amount": "32", Type: "Recognized Costs", "Job Complete": true }),
        pending(3, { "WIP Entry Amount": "64", Type: "Applied Sales" }),
      ],
    });
    const { result } = await post(workbook);
    expect(result.jobs).toMatchObject([
      {
        totalWipCostGLAmount: "-1",
        totalWipSalesGLAmount: "51.995",
        recogCostsGLAmount: "32",
        recogSalesGLAmount: "16.005",
        appliedCostsGLAmount: "-1",
        appliedSalesGLAmount: "-64",
        wipCompletionPosted: true,
      },
    ]);
    expect(
      (
        await post(
          book({ "Job WIP G/L Entries": [posted(5, { "WIP Entry Amount": "0.125", Reverse: false })] }),
        )
      ).result.jobs,
    ).toMatchObject([{ totalWipCostGLAmount: "149.875" }]);
  });

  it("carry the earliest WIP date of these entries", async () => {
    const earliest = async (...days: readonly string[]): Promise<string | undefined> => {
      const rows = days.map((day, index) => posted(index + 1, { "WIP Posting Date": day, Reverse: false }));
      const workbook = book({ "Job WIP Entries": [], "Job WIP G/L Entries": rows });
      return (await post(workbook)).result.jobs[0]?.wipGLPostingDate;
    };
    expect(await earliest("2026-03-31", "2026-02-28", "2026-03-15")).toBe("2026-02-28");
    expect(await earliest("", "2026-03-31")).toBe("2026-03-31");
    expect(await earliest("2026-03-31", "")).toBe("2026-03-31");
    expect(await earliest()).toBe("");
  });

  it("of a job that fails stay as they are", async () => {
    const workbook = book({ Jobs: [{ "No.": "J-1", Blocked: "All" }, { "No.": "J-2" }] });
    const { result, run } = await post(workbook, { onJobError: "skip" });
    expect(result.jobs[0]).toMatchObject({ action: "failed", totalWipCostGLAmount: "100" });
    expect(run.report.summary(result)).toMatchObject({ state: "open", difference: "" });
  });
});

it("WIP entries without a total are posted, and no total is marked for them", async () => {
  const totals = [{ "Entry No.": 2, "Job No.": "J-1", "Posted to G/L": false }];
  const workbook = book({
    "Job WIP Totals": totals,
    "Job WIP Entries": [pending(1, { "Job WIP Total Entry No.": 0 }), pending(2, { Reverse: false })],
  });
  const { result } = await post(workbook);
  expect(result.errors).toEqual([]);
  expect(result.wipTotalUpdates).toEqual([{ entryNo: 2, postedToGL: true }]);
  expect(result.wipGlEntries.map(({ wipTotalEntryNo, reverse }) => [wipTotalEntryNo, reverse])).toEqual([
    [0, true],
    [2, false],
  ]);
});

it("what is deleted and followed up stands in number order, of the processed jobs only", async () => {
  const total = (no: number, job: string, task: string): JsonRow => ({
    "Entry No.": no,
    "Job No.": job,
    "Job Task No.": task,
    "Posted to G/L": false,
  });
  const ledger = (no: number, job: string, toPost: string): JsonRow => ({
    "Entry No.": no,
    "Job No.": job,
    "Amt. to Post to G/L": toPost,
    "Amt. Posted to G/L": "0.125",
  });
  const workbook: JsonWorkbook = {
    Jobs: [{ "No.": "J-1" }, { "No.": "J-2" }, { "No.": "J-3", Blocked: "All" }],
    "Job Tasks": ["J-1", "J-2", "J-3"].map((job) => ({ "Job No.": job, "Job Task No.": "10" })),
    "Job WIP Entries": [
      pending(9, { "Job WIP Total Entry No.": 4 }),
      pending(3, { "Job No.": "J-2", "Job WIP Total Entry No.": 5 }),
      pending(2, { "Job No.": "J-3", "Job WIP Total Entry No.": 6 }),
    ],
    "Job WIP G/L Entries": [],
    "Job WIP Totals": [
      total(8, "J-1", "10"),
      total(7, "J-2", "10"),
      total(1, "J-9", "10"),
      ...[4, 5, 6].map((no) => total(no, `J-${no - 3}`, "10")),
    ],
    "Job Ledger Entries": [
      ledger(40, "J-2", "1"),
      ledger(30, "J-1", "2"),
      ledger(20, "J-3", "4"),
      ledger(10, "J-9", "8"),
    ],
  };
  const { result } = await post(workbook, { onJobError: "skip" });
  expect(result.deleted).toEqual({ jobWipEntries: [3, 9], jobWipTotals: [7, 8] });
  expect(result.jobLedgerUpdates).toEqual([
    { entryNo: 30, amtToPostToGL: "0", amtPostedToGL: "2.125" },
    { entryNo: 40, amtToPostToGL: "0", amtPostedToGL: "1.125" },
  ]);
});

describe("allowed posting dates", () => {
  const errors = async (from: string, to: string, ...days: readonly string[]) => {
    const workbook = book({
      "General Ledger Setup": [{ "Allow Posting From": from, "Allow Posting To": to }],
      "Job WIP G/L Entries": [],
      "Job WIP Entries": days.map((day, index) => pending(index + 1, { "WIP Posting Date": day })),
    });
    return (await post(workbook)).result.errors.map((error) => error.date);
  };

  it("include both ends, and are open where a date is empty", async () => {
    expect(await errors("2026-03-01", "2026-03-31", "2026-03-01", "2026-03-31")).toEqual([]);
    expect(await errors("", "2026-03-31", "2020-01-01")).toEqual([]);
    expect(await errors("2026-03-01", "", "2030-01-01")).toEqual([]);
    expect(await errors("2026-03-01", "", "2026-02-28")).toEqual(["2026-02-28"]);
  });

  it("name the earliest day outside", async () => {
    expect(await errors("2026-03-01", "2026-03-31", "2026-04-02", "2026-02-27", "2026-04-01")).toEqual([
      "2026-02-27",
    ]);
  });
});

it("an empty account is refused even where no G/L accounts are known", async () => {
  const { result } = await post(book({ "Job WIP Entries": [pending(1, { "G/L Account No.": "" })] }));
  expect(errorsOf(result)).toEqual([{ code: "glAccountUnknown", jobNo: "J-1", glAccountNo: "" }]);
});

it("a reversal of an entry without a description says in the journal which job it is about", async () => {
  const { changes } = await post(book({ "Job WIP G/L Entries": [posted(5, { Description: "" })] }));
  expect(changes.journal.at(0)).toMatchObject({ Description: "WIP J-1", "Debit Amount": "100" });
});

it("where some jobs fail, the others' journal is what is compared", async () => {
  const workbook = book({
    Jobs: [{ "No.": "J-1", Blocked: "All" }, { "No.": "J-2" }],
    "Job WIP Entries": [pending(2, { "Job No.": "J-2" })],
  });
  const { result, run } = await post(workbook, { onJobError: "skip" });
  expect(run.report.summary(result)).toMatchObject({
    state: "open",
    difference: "150",
    compared: "debit {150} = credit {150}",
    sides: { amount: "150", withAmount: "150" },
  });
});

it("a finding about a job without lines leads nowhere", async () => {
  const { result, run } = await post(book({ "Job WIP G/L Entries": [] }), { reverseOnly: true });
  expect(result.checks.map(({ code }) => code)).toEqual(["reverseOnlyWithPendingWip"]);
  const [sheet] = run.report.layout(result, {
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
  const links = sheet?.cells.flatMap(({ link }) => (link ? [link.cell] : [])) ?? [];
  expect(links.every((cell) => /^([A-Z]+[1-9]\d*)?$/.test(cell ?? ""))).toBe(true);
});
