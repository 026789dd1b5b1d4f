import type { Result } from "../../../src/engine/reports/job-wip-to-gl/result";
import type { JsonRow, JsonWorkbook } from "../../support/apply-changes";
import { runAndCheck } from "../../support/run-report";

const entry = (no: number, row: JsonRow): JsonRow => ({
  "Entry No.": no,
  "Job No.": "J-1",
  "G/L Account No.": "7480",
  "G/L Bal. Account No.": "2231",
  "Job Posting Group": "PROJECT",
  "Posting Date": "2026-02-28",
  "WIP Entry Amount": "-100",
  Type: "Applied Costs",
  Reversed: false,
  "Reverse Date": "",
  "Job Complete": false,
  ...row,
});
const gl = (no: number, account: string, amount: string, row: JsonRow = {}): JsonRow => ({
  "Entry No.": no,
  "G/L Account No.": account,
  "Job No.": "J-1",
  "Posting Date": "2026-02-28",
  Amount: amount,
  ...row,
});
const book = (
  wip: readonly JsonRow[],
  ledger: readonly JsonRow[],
  more: JsonWorkbook = {},
): JsonWorkbook => ({
  Jobs: [{ "No.": "J-1" }, { "No.": "J-2" }],
  "Job WIP G/L Entries": wip,
  "G/L Entries": ledger,
  ...more,
});

async function compare(workbook: unknown, parameters: object = {}) {
  const { run, ledgers } = await runAndCheck(
    "job-wip-to-gl",
    workbook,
    parameters as Readonly<Record<string, unknown>>,
  );
  const result = run.outcome.result as Result;
  const drill = (figure: Readonly<Record<string, string | number>>) =>
    run.report.drill?.(ledgers, run.parameters ?? {}, result, figure);
  return { run, result, drill };
}

it("an account without balance keeps its total, which Business Central does not print", async () => {
  const { result } = await compare(book([entry(1, {})], []));
  expect(result.accounts).toEqual([
    {
      glAccountNo: "7480",
      glAccountName: "",
      wipAmount: "-100",
      glAmount: "0",
      difference: "-100",
      shownInBc: false,
      glAmountWithoutJob: "0",
    },
  ]);
});

it("an account stays when its lines cancel out; entries without an account do not count", async () => {
  const wip = [entry(1, {}), entry(2, { "WIP Entry Amount": "100" }), entry(3, { "G/L Account No.": "" })];
  const { result } = await compare(book(wip, []));
  expect(result.lines).toEqual([]);
  expect(result.accounts.map((account) => [account.glAccountNo, account.wipAmount])).toEqual([["7480", "0"]]);
});

it("reversed, completed and later entries are no part of the current basis, but explain the ledger", async () => {
  const wip = [
    entry(1, { Reversed: true, "Reverse Date": "2026-03-31" }),
    entry(2, {
      Reversed: true,
      "Reverse Date": "2026-02-28",
      "Posting Date": "2026-01-31",
      "WIP Entry Amount": "-30",
    }),
    entry(3, { "Job Complete": true, "WIP Entry Amount": "7", Type: "Recognized Costs" }),
    entry(4, { "G/L Account No.": "7620", "G/L Bal. Account No.": "7480", "WIP Entry Amount": "5" }),
    entry(5, { "WIP Entry Amount": "-1" }),
  ];
  const ledger = [
    gl(1, "7480", "-100"),
    gl(2, "7480", "30"),
    gl(3, "7480", "7"),
    gl(4, "7480", "-5"),
    gl(5, "7480", "-1"),
    gl(6, "7480", "-0.4", { "Job No.": "" }),
  ];
  const { result, run, drill } = await compare(book(wip, ledger), {
    postingDateFilter: "2026-02-01..2026-02-28",
    explain: true,
  });
  expect(result.explanations[0]).toEqual({
    glAccountNo: "7480",
    reversedLater: "-100",
    reversalOnly: "30",
    completion: "7",
    asBalancingAccount: "-5",
    notFromWip: "-0.4",
  });
  expect(result.unexplained).toBe("5.4");
  expect(run.report.summary(result)).toMatchObject({
    state: "open",
    difference: "5.4",
    headFigure: result.totals.difference,
  });
  for (const field of [
    "reversedLater",
    "reversalOnly",
    "completion",
    "asBalancingAccount",
    "notFromWip",
  ] as const) {
    expect(drill({ glAccountNo: "7480", field })?.figure).toBe(result.explanations[0]?.[field]);
  }
  expect(drill({ glAccountNo: "7480", field: "glAmount" })?.entries[0]).toMatchObject({
    entryNo: 6,
    amount: "-0.4",
  });
  expect(drill({ glAccountNo: "7480", field: "difference" })?.figure).toBe(result.accounts[0]?.difference);
  expect(drill({ glAccountNo: "7480", field: "glAmountWithoutJob" })?.figure).toBe("-0.4");
  expect(
    drill({ glAccountNo: "7480", field: "wipAmount", label: "WIP Cost Amount", jobPostingGroup: "PROJECT" })
      ?.figure,
  ).toBe("-1");
  expect(drill({ glAccountNo: "9999", field: "glAmount" })).toBeUndefined();
  expect(drill({ glAccountNo: "7480", field: "constructor" })).toBeUndefined();
});

it("closing dates of the ledger lie outside the day they close", async () => {
  const ledger = [gl(1, "7480", "-100"), gl(2, "7480", "100", { "Posting Date": "C2026-02-28" })];
  const { result } = await compare(book([entry(1, {})], ledger), { postingDateFilter: "..2026-02-28" });
  expect(result.accounts[0]?.glAmount).toBe("-100");
  const after = await compare(book([entry(1, {})], ledger), { postingDateFilter: "..C2026-02-28" });
  expect(after.result.accounts[0]?.glAmount).toBe("0");
});

describe("basis asOf", () => {
  const wip = [
    entry(1, { Reversed: true, "Reverse Date": "2026-03-31" }),
    entry(2, { Reversed: true, "Reverse Date": "" }),
    entry(3, { "Posting Date": "2026-03-31", "WIP Entry Amount": "-150" }),
    entry(4, {
      "Job No.": "J-2",
      "Job Complete": true,
      "G/L Bal. Account No.": "7620",
      "WIP Entry Amount": "9",
      Type: "Recognized Costs",
    }),
  ];

  it("shows both sides of what was open on the day, by type and side", async () => {
    const { result } = await compare(book(wip, []), { basis: "asOf", asOfDate: "2026-03-31" });
    expect(result.postingDateFilter).toBe("..2026-03-31");
    expect(result.lines.map((line) => [line.glAccountNo, line.label, line.side, line.wipAmount])).toEqual([
      ["2231", "Applied Costs", "balancing", "150"],
      ["7480", "Applied Costs", "account", "-150"],
      ["7480", "Recognized Costs", "account", "9"],
      ["7620", "Recognized Costs", "balancing", "-9"],
    ]);
    expect(result.totals.wipAmount).toBe("0");
    const february = await compare(book(wip, []), { basis: "asOf", asOfDate: "2026-02-28" });
    expect(february.result.accounts.map((account) => account.wipAmount)).toEqual(["100", "-91", "-9"]);
  });

  it("rolls forward from one day to another, reversals without a date included", async () => {
    const parameters = { rollForwardFrom: "2026-01-31", rollForwardTo: "2026-03-31" };
    const { result, drill, run } = await compare(book(wip, []), parameters);
    expect(result.rollForward).toEqual([
      { jobNo: "J-1", glAccountNo: "2231", opening: "0", reversed: "-200", posted: "350", closing: "150" },
      { jobNo: "J-1", glAccountNo: "7480", opening: "0", reversed: "200", posted: "-350", closing: "-150" },
      { jobNo: "J-2", glAccountNo: "7480", opening: "0", reversed: "0", posted: "9", closing: "9" },
      { jobNo: "J-2", glAccountNo: "7620", opening: "0", reversed: "0", posted: "-9", closing: "-9" },
    ]);
    for (const row of result.rollForward) {
      for (const field of ["opening", "reversed", "posted", "closing"] as const) {
        expect(drill({ jobNo: row.jobNo, glAccountNo: row.glAccountNo, field })?.figure).toBe(row[field]);
      }
    }
    const [sheet] = run.report.layout(result, {
      company: "C",
      currency: "EUR",
      jobWord: "Project",
      parameters,
      evidence: [],
      stamp: "0000-0000",
      engineVersion: "1",
      runAt: "2026-04-01 09:00",
      paper: "A4",
    });
    expect(sheet?.tables.map((table) => table.name)).toContain("Tieout_JobWIPToGLRollForward");
    expect(sheet?.cells.find((cell) => cell.style === "title")?.value).toBe("Project WIP To G/L");
  });
});

it("the job filter takes jobs and G/L entries alike", async () => {
  const ledger = [
    gl(1, "7480", "-100"),
    gl(2, "7480", "-5", { "Job No.": "J-2" }),
    gl(3, "7480", "-3", { "Job No.": "" }),
  ];
  const { result } = await compare(book([entry(1, {}), entry(2, { "Job No.": "J-2" })], ledger), {
    jobFilter: "J-1",
  });
  expect(result.accounts).toMatchObject([{ wipAmount: "-100", glAmount: "-100", glAmountWithoutJob: "0" }]);
  const blankToo = await compare(book([entry(1, {})], ledger), { jobFilter: "J-1|''" });
  expect(blankToo.result.accounts).toMatchObject([{ glAmount: "-103", glAmountWithoutJob: "-3" }]);
});

describe("what is refused", () => {
  it("names everything that is missing", async () => {
    const { result } = await compare({ Jobs: [] }, { basis: "asOf", rollForwardTo: "2026-01-31" });
    expect(result.errors.map(({ code, field }) => [code, field])).toEqual([
      ["parameterMissing", "asOfDate"],
      ["parameterMissing", "rollForwardFrom"],
      ["tableMissing", "G/L Entries"],
      ["tableMissing", "Job WIP G/L Entries"],
    ]);
    expect(result).toMatchObject({
      status: "refused",
      outcome: "refused",
      totals: { wipAmount: "0" },
      accounts: [],
    });
    const other = await compare(book([], []), { rollForwardFrom: "2026-01-31" });
    expect(other.result.errors).toMatchObject([{ code: "parameterMissing", field: "rollForwardTo" }]);
  });

  it("a roll-forward that runs backwards", async () => {
    const { result } = await compare(book([], []), {
      rollForwardFrom: "2026-03-31",
      rollForwardTo: "2026-01-31",
    });
    expect(result.errors).toMatchObject([
      { code: "DATE_ORDER", startDate: "2026-03-31", endDate: "2026-01-31" },
    ]);
  });

  it("a date filter that is none", async () => {
    const { result } = await compare(book([], []), { postingDateFilter: "2026-13-01" });
    expect(result.error).toMatchObject({ code: "FILTER_SYNTAX", parameter: "postingDateFilter" });
  });
});

it("nothing posted is an empty report that ties", async () => {
  const { result, run } = await compare(book([], [gl(1, "7480", "5")]));
  expect(result.outcome).toBe("empty");
  expect(run.report.summary(result).state).toBe("ties");
});

describe("dates at the edges", () => {
  const february = { postingDateFilter: "2026-02-01..2026-02-28", explain: true };

  it("an entry counts on both accounts by its own date, its reversal by the reverse date", async () => {
    const wip = [
      entry(1, { "Posting Date": "2026-01-31", "WIP Entry Amount": "1" }),
      entry(2, { "Posting Date": "2026-03-01", "WIP Entry Amount": "2" }),
      entry(3, { "WIP Entry Amount": "4" }),
      entry(4, { "WIP Entry Amount": "8", Reversed: true, "Reverse Date": "2026-02-28" }),
      entry(5, {
        "Posting Date": "2026-01-31",
        "WIP Entry Amount": "16",
        Reversed: true,
        "Reverse Date": "2026-02-01",
      }),
      entry(6, { "WIP Entry Amount": "32", Reversed: true, "Reverse Date": "2026-03-01" }),
      entry(7, { "WIP Entry Amount": "64", "G/L Account No.": "2231", "G/L Bal. Account No.": "" }),
      entry(8, { "Posting Date": "2026-01-31", "WIP Entry Amount": "128", "Job Complete": true }),
    ];
    const { result } = await compare(book(wip, []), february);
    expect(result.accounts.map((account) => [account.glAccountNo, account.wipAmount])).toEqual([
      ["2231", "64"],
      ["7480", "4"],
    ]);
    expect(result.explanations).toMatchObject([
      // -4 - 8 + 8 + 16 - 32 of the entries above as balancing account.
      { reversedLater: "0", reversalOnly: "0", completion: "0", asBalancingAccount: "-20" },
      { reversedLater: "32", reversalOnly: "-16", completion: "0", asBalancingAccount: "0" },
    ]);
  });

  it("a movement counts after the opening day and on the closing day", async () => {
    const reversed = (no: number, amount: string, on: string): JsonRow =>
      entry(no, {
        "Posting Date": "2026-01-01",
        "WIP Entry Amount": amount,
        Reversed: true,
        "Reverse Date": on,
      });
    const wip = [
      reversed(1, "1", "2026-01-30"),
      reversed(2, "2", "2026-01-31"),
      reversed(3, "4", "2026-02-01"),
      reversed(4, "8", "2026-02-28"),
      reversed(5, "16", "2026-03-01"),
      entry(6, { "Posting Date": "2026-01-31", "WIP Entry Amount": "32" }),
      entry(7, { "Posting Date": "2026-02-28", "WIP Entry Amount": "64" }),
      entry(8, { "Posting Date": "2026-03-01", "WIP Entry Amount": "128" }),
      entry(9, { "Job No.": "J-9", "WIP Entry Amount": "256" }),
      entry(10, { "G/L Bal. Account No.": "", "WIP Entry Amount": "512" }),
    ];
    const { result, drill } = await compare(book(wip, []), {
      rollForwardFrom: "2026-01-31",
      rollForwardTo: "2026-02-28",
    });
    expect(result.rollForward).toEqual([
      { jobNo: "J-1", glAccountNo: "2231", opening: "-60", reversed: "12", posted: "-64", closing: "-112" },
      { jobNo: "J-1", glAccountNo: "7480", opening: "60", reversed: "-12", posted: "576", closing: "624" },
    ]);
    for (const field of ["opening", "reversed", "posted", "closing"] as const) {
      expect(drill({ jobNo: "J-1", glAccountNo: "2231", field })?.figure).toBe(
        result.rollForward[0]?.[field],
      );
    }
  });

  it("a roll-forward over one day is allowed and moves nothing", async () => {
    const day = { rollForwardFrom: "2026-02-28", rollForwardTo: "2026-02-28" };
    const { result } = await compare(book([entry(1, {})], []), day);
    expect(result.errors).toEqual([]);
    expect(result.rollForward).toMatchObject([{ opening: "100" }, { opening: "-100", closing: "-100" }]);
  });

  it("as of a day an account stays whose entries are all reversed", async () => {
    const wip = [
      entry(1, { Reversed: true, "Reverse Date": "2026-02-28" }),
      entry(2, { "G/L Account No.": "7490", "G/L Bal. Account No.": "" }),
    ];
    const ledger = [gl(1, "7480", "-100"), gl(2, "7480", "90")];
    const { result } = await compare(book(wip, ledger), { basis: "asOf", asOfDate: "2026-02-28" });
    expect(result.lines.map(({ glAccountNo }) => glAccountNo)).toEqual(["7490"]);
    expect(result.accounts).toMatchObject([
      { glAccountNo: "2231", difference: "0" },
      { glAccountNo: "7480", wipAmount: "0", glAmount: "-10", difference: "10" },
      { glAccountNo: "7490", difference: "-100" },
    ]);
  });
});

it("amounts with more decimals on one side are compared exactly", async () => {
  const fine = "-100.00125";
  const wip = await compare(book([entry(1, { "WIP Entry Amount": fine })], [gl(1, "7480", "-100")]));
  expect(wip.result.accounts).toMatchObject([{ wipAmount: fine, glAmount: "-100", difference: "-0.00125" }]);
  const ledger = await compare(book([entry(1, {})], [gl(1, "7480", fine)]));
  expect(ledger.result.accounts).toMatchObject([
    { wipAmount: "-100", glAmount: fine, difference: "0.00125" },
  ]);
});

it("an entry with a blank type is a line without a label, behind the others", async () => {
  const wip = [entry(1, { Type: "" }), entry(2, { Type: "Accrued Sales", "WIP Entry Amount": "1" })];
  const { result, drill } = await compare(book(wip, []));
  expect(result.lines.map(({ label, wipAmount }) => [label, wipAmount])).toEqual([
    ["WIP Accrued Sales Amount", "1"],
    ["", "-100"],
  ]);
  const line = { glAccountNo: "7480", field: "wipAmount", label: "", jobPostingGroup: "PROJECT" };
  expect(drill(line)?.entries).toMatchObject([{ entryNo: 1, columns: { Type: "" } }]);
  const asOf = await compare(book(wip, []), { basis: "asOf", asOfDate: "2026-02-28" });
  expect(asOf.result.lines.map(({ glAccountNo, label }) => [glAccountNo, label])).toEqual([
    ["2231", ""],
    ["2231", "Accrued Sales"],
    ["7480", ""],
    ["7480", "Accrued Sales"],
  ]);
});

it("two sides of entries on one account are two lines, the account's own first", async () => {
  const wip = [
    entry(1, { "G/L Account No.": "2231", "G/L Bal. Account No.": "7480" }),
    entry(2, { "WIP Entry Amount": "-1" }),
  ];
  const { result } = await compare(book(wip, []), { basis: "asOf", asOfDate: "2026-02-28" });
  expect(result.lines.map(({ glAccountNo, side, wipAmount }) => [glAccountNo, side, wipAmount])).toEqual([
    ["2231", "account", "-100"],
    ["2231", "balancing", "1"],
    ["7480", "account", "-1"],
    ["7480", "balancing", "100"],
  ]);
});

it("the scope says a range in words and any other filter as it is", async () => {
  const scope = async (postingDateFilter: string): Promise<string> => {
    const { run, result } = await compare(book([entry(1, {})], []), { postingDateFilter });
    return run.report.summary(result).scope;
  };
  expect(await scope("2026-02-28|2026-03-31")).toBe("Posting Date 2026-02-28|2026-03-31");
  expect(await scope("2026-01-01..2026-01-31|2026-02-28")).toContain("Posting Date 2026-01-01..");
  expect(await scope("2026-01-31|2026-02-01..2026-02-28")).toContain("Posting Date 2026-01-31|");
  expect(await scope("..2026-02-28")).not.toContain("Posting Date");
  expect(await scope("")).not.toContain("Posting Date");
});
