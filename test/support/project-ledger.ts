/** Random ledgers of projects (jobs) from a seed, for property tests: all methods, odd task structures, odd amounts. */
import type { JsonRow, JsonWorkbook } from "./apply-changes";

/** Numbers from 0 (included) to 1 (excluded), the same for the same seed on every machine. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const ACCOUNTS = {
  "WIP Costs Account": "2231",
  "WIP Accrued Costs Account": "2232",
  "Job Costs Applied Account": "7480",
  "Item Costs Applied Account": "7180",
  "Resource Costs Applied Account": "7490",
  "G/L Costs Applied Account": "7280",
  "Job Costs Adjustment Account": "7481",
  "WIP Accrued Sales Account": "2211",
  "WIP Invoiced Sales Account": "2212",
  "Job Sales Applied Account": "6490",
  "Job Sales Adjustment Account": "6491",
  "Recognized Costs Account": "7620",
  "Recognized Sales Account": "6620",
} as const;

const COSTS = [
  "At Completion",
  "Cost of Sales",
  "Cost Value",
  "Contract (Invoiced Cost)",
  "Usage (Total Cost)",
];
const SALES = [
  "At Completion",
  "Contract (Invoiced Price)",
  "Usage (Total Cost)",
  "Usage (Total Price)",
  "Percentage of Completion",
  "Sales Value",
];

/** All 30 combinations, named by their positions. */
export const ALL_METHODS: readonly JsonRow[] = COSTS.flatMap((costs, i) =>
  SALES.map((sales, j) => ({
    Code: `M${i}${j}`,
    "Recognized Costs": costs,
    "Recognized Sales": sales,
    "WIP Cost": true,
    "WIP Sales": true,
  })),
);

export interface LedgerSize {
  readonly jobs: number;
  readonly tasksPerJob: number;
  readonly entriesPerTask: number;
  /** Months of 2026 that entries fall into. */
  readonly months: number;
}

const SMALL: LedgerSize = { jobs: 5, tasksPerJob: 5, entriesPerTask: 4, months: 3 };

/** A workbook without errors: every task that posts has a group, every method and account exists. */
export function projectWorkbook(seed: number, size: LedgerSize = SMALL): JsonWorkbook {
  const random = randomNumbers(seed);
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  const chance = (probability: number): boolean => random() < probability;
  const amount = (): string => {
    if (chance(0.08)) return "0";
    const cents = Math.floor(random() * 1_000_000) * (chance(0.12) ? -1 : 1);
    return (cents / 100).toFixed(2);
  };
  const day = (): string => {
    const month = 1 + Math.floor(random() * size.months);
    return `2026-${String(month).padStart(2, "0")}-${String(1 + Math.floor(random() * 28)).padStart(2, "0")}`;
  };
  const jobs: JsonRow[] = [];
  const tasks: JsonRow[] = [];
  const lines: JsonRow[] = [];
  const entries: JsonRow[] = [];
  const taskDimensions: JsonRow[] = [];
  for (let j = 1; j <= size.jobs; j += 1) {
    const jobNo = `J-${String(j).padStart(2, "0")}`;
    const complete = chance(0.2);
    jobs.push({
      "No.": jobNo,
      "WIP Method": pick(ALL_METHODS).Code,
      "WIP Posting Method": pick(["Per Job", "Per Job Ledger Entry"]),
      "Job Posting Group": pick(["PROJECT", "SERVICE"]),
      Complete: complete,
      "Ending Date": complete ? pick(["", "2026-01-15", "2026-02-10", "2026-12-31"]) : "",
      Blocked: "",
    });
    for (let t = 1; t <= size.tasksPerJob; t += 1) {
      const jobTaskNo = String(1000 + t * 10);
      const total = pick(["", "", "", "Total", "Excluded"]);
      tasks.push({
        "Job No.": jobNo,
        "Job Task No.": jobTaskNo,
        "Job Task Type": chance(0.8) ? "Posting" : pick(["Heading", "Total", "Begin-Total", "End-Total"]),
        "WIP-Total": total,
        "WIP Method": total === "Total" && chance(0.5) ? pick(ALL_METHODS).Code : "",
        "Job Posting Group": pick(["", "PROJECT", "SERVICE"]),
        "Recognized Sales G/L Amount": chance(0.2) ? "10" : "0",
      });
      if (chance(0.4)) {
        taskDimensions.push({
          "Job No.": jobNo,
          "Job Task No.": jobTaskNo,
          "Dimension Code": "AREA",
          "Dimension Value Code": pick(["NORTH", "SOUTH"]),
        });
      }
      for (let line = 1; line <= 3; line += 1) {
        lines.push({
          "Job No.": jobNo,
          "Job Task No.": jobTaskNo,
          "Line No.": line * 10_000,
          "Line Type": pick(["Budget", "Billable", "Both Budget and Billable"]),
          "Planning Date": day(),
          "Total Cost (LCY)": amount(),
          "Line Amount (LCY)": amount(),
        });
      }
      for (let e = 1; e <= size.entriesPerTask; e += 1) {
        const sale = chance(0.35);
        const turned = (text: string): string =>
          text === "0" || text === "0.00" ? "0" : text.startsWith("-") ? text.slice(1) : `-${text}`;
        entries.push({
          "Entry No.": entries.length + 1,
          "Job No.": jobNo,
          "Job Task No.": chance(0.05) ? "9999" : jobTaskNo,
          "Posting Date": day(),
          "Entry Type": sale ? "Sale" : "Usage",
          Type: pick(["Resource", "Item", "G/L Account"]),
          "Total Cost (LCY)": sale ? turned(amount()) : amount(),
          "Line Amount (LCY)": sale ? turned(amount()) : amount(),
          "Amt. to Post to G/L": "0",
          "Amt. Posted to G/L": "0",
          "Dimension Set ID": pick([0, 0, 1, 2, 7]),
        });
      }
    }
  }
  return {
    Jobs: jobs,
    "Job Tasks": tasks,
    "Job Planning Lines": lines,
    "Job Ledger Entries": entries,
    "Job Posting Groups": ["PROJECT", "SERVICE"].map((code) => ({ Code: code, ...ACCOUNTS })),
    "Job WIP Methods": ALL_METHODS,
    "Job Task Dimensions": taskDimensions,
    "Dimension Set Entries": [
      { "Dimension Set ID": 1, "Dimension Code": "AREA", "Dimension Value Code": "NORTH" },
      { "Dimension Set ID": 2, "Dimension Code": "DEPT", "Dimension Value Code": "BUILD" },
      { "Dimension Set ID": 2, "Dimension Code": "AREA", "Dimension Value Code": "SOUTH" },
    ],
    "Job WIP Entries": [],
    "Job WIP Totals": [],
    "Job WIP G/L Entries": [],
    "G/L Entries": [],
    "G/L Accounts": [...new Set(Object.values(ACCOUNTS))].map((no) => ({ "No.": no, Name: `Account ${no}` })),
  };
}

/** The same workbook in the words of newer versions: Project instead of Job, in sheets, headers and option texts. */
export function inProjectWords(workbook: JsonWorkbook): JsonWorkbook {
  const renamed = (text: string): string => text.replace(/\bJob(s?)\b/g, "Project$1");
  return Object.fromEntries(
    Object.entries(workbook).map(([sheet, rows]) => [
      renamed(sheet),
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([header, value]) => [
            renamed(header),
            typeof value === "string" && value.startsWith("Per Job") ? renamed(value) : value,
          ]),
        ),
      ),
    ]),
  );
}

/** The same rows in another order. */
export function shuffled(workbook: JsonWorkbook, seed: number): JsonWorkbook {
  const random = randomNumbers(seed);
  return Object.fromEntries(
    Object.entries(workbook).map(([sheet, rows]) => {
      const list = [...rows];
      for (let i = list.length - 1; i > 0; i -= 1) {
        const j = Math.floor(random() * (i + 1));
        [list[i], list[j]] = [list[j] as JsonRow, list[i] as JsonRow];
      }
      return [sheet, list];
    }),
  );
}
