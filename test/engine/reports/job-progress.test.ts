/** How job reports tell the progress of long tables: at the start of each and every 65,536 rows. */
import { readLedgers } from "../../../src/engine/ledgers/read";
import { runReport } from "../../../src/engine/run";
import { jsonSource } from "../../../src/workbook/file/json";
import type { JsonRow, JsonWorkbook } from "../../support/apply-changes";
import { projects } from "../../support/one-project";
import { WORK_DATE } from "../../support/run-report";

const STEP = 65_536;
const ROWS = STEP + 4;

const many = (row: JsonRow): readonly JsonRow[] =>
  Array.from({ length: ROWS }, (_, index) => ({ ...row, "Entry No.": index + 1 }));

async function progressOf(report: string, workbook: JsonWorkbook, parameters = {}) {
  const told: (readonly [number, number])[] = [];
  const progress = (done: number, total: number): void => {
    told.push([done, total]);
  };
  const ledgers = await readLedgers(jsonSource(workbook), {});
  await runReport(report, ledgers, parameters, { workDate: WORK_DATE, progress });
  return told;
}

it("Job Calculate WIP tells it over planning lines and job ledger entries together", async () => {
  const spec = { tasks: [{ no: "1", figures: { S: "1", C: "1" }, row: { "WIP-Total": "Total" } }] };
  const usage = {
    "Job No.": "J-1",
    "Job Task No.": "1",
    "Posting Date": "2026-03-10",
    "Entry Type": "Usage",
  };
  const amounts = { "Total Cost (LCY)": "1", "Line Amount (LCY)": "1" };
  const workbook = projects([spec], { "Job Ledger Entries": many({ ...usage, ...amounts }) });
  const total = 2 + ROWS;
  expect(await progressOf("job-calculate-wip", workbook, { postingDate: "2026-03-31" })).toEqual([
    [0, total],
    [2, total],
    [2 + STEP, total],
  ]);
});

it("Job WIP To G/L tells it over the G/L entries", async () => {
  const workbook = {
    Jobs: [{ "No.": "J-1" }],
    "Job WIP G/L Entries": [
      {
        "Entry No.": 1,
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
      },
    ],
    "G/L Entries": many({
      "G/L Account No.": "7480",
      "Job No.": "J-1",
      "Posting Date": "2026-02-28",
      Amount: "1",
    }),
  };
  expect(await progressOf("job-wip-to-gl", workbook)).toEqual([
    [0, ROWS],
    [STEP, ROWS],
  ]);
});
