/** Average cost periods: spans, cuts at fiscal years, changes of the calculation type. */
import { readCostPeriods, type PeriodOverride } from "../../../src/engine/costing/periods";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { dayText, parseDay } from "../../../src/engine/values/day";
import { jsonSource } from "../../../src/workbook/file/json";

type Rows = readonly Readonly<Record<string, unknown>>[];

async function periodOf(
  day: string,
  setup: Rows,
  periods: Rows = [],
  override?: PeriodOverride,
): Promise<string> {
  const workbook = {
    "Inventory Setup": setup,
    ...(periods.length > 0 ? { "Accounting Periods": periods } : {}),
  };
  const ledgers = await readLedgers(jsonSource(workbook), { reports: ["AC"] });
  const found = readCostPeriods(ledgers, override).periodOf(parseDay(day) as number);
  const type = found.calcType === 1 ? "item" : "place";
  return `${dayText(found.start)}..${dayText(found.end)} ${type}${found.changedOn ? ` since ${dayText(found.changedOn)}` : ""}`;
}

test.each([
  ["Day", "2025-05-14..2025-05-14"],
  ["Week", "2025-05-12..2025-05-18"],
  ["Month", "2025-05-01..2025-05-31"],
  ["Quarter", "2025-04-01..2025-06-30"],
  ["Year", "2025-01-01..2025-12-31"],
  ["Accounting Period", "2025-05-01..2025-05-31"],
])("%s of a Wednesday", async (period, span) => {
  expect(await periodOf("2025-05-14", [{ "Average Cost Period": period }])).toBe(`${span} item`);
});

const years: Rows = [
  {
    "Starting Date": "2024-07-01",
    "New Fiscal Year": true,
    "Average Cost Period": "Year",
    "Average Cost Calc. Type": "Item",
  },
  { "Starting Date": "2025-01-06", "New Fiscal Year": false },
  {
    "Starting Date": "2025-07-01",
    "New Fiscal Year": true,
    "Average Cost Period": "Week",
    "Average Cost Calc. Type": "Item & Location & Variant",
  },
  { "Starting Date": "2026-07-01", "New Fiscal Year": true, "Average Cost Period": "Accounting Period" },
];

test.each([
  ["2025-03-01", "2025-01-01..2025-06-30 item"],
  ["2024-08-01", "2024-07-01..2024-12-31 item"],
  ["2024-05-01", "2024-01-01..2024-06-30 item"],
  ["2025-07-01", "2025-07-01..2025-07-06 place since 2025-07-01"],
  ["2025-06-30", "2025-01-01..2025-06-30 item"],
  ["2026-06-30", "2026-06-29..2026-06-30 place since 2025-07-01"],
  ["2026-08-01", "2026-07-01..9999-12-31 item"],
])("fiscal years cut periods and decide the type: %s", async (day, span) => {
  expect(await periodOf(day, [{ "Average Cost Period": "Day" }], years)).toBe(span);
});

test("accounting periods: from one start to the day before the next", async () => {
  const setup = [{ "Average Cost Period": "Accounting Period" }];
  const starts = [{ "Starting Date": "2025-01-29" }, { "Starting Date": "2025-02-26" }];
  expect(await periodOf("2025-02-10", setup, starts)).toBe("2025-01-29..2025-02-25 item");
  expect(await periodOf("2025-01-28", setup, starts)).toBe("..2025-01-28 item");
});

test("a run may say otherwise", async () => {
  const setup = [{ "Average Cost Period": "Day" }];
  expect(await periodOf("2025-05-14", setup, years, { period: 3, calcType: 2 })).toBe(
    "2025-05-01..2025-05-31 place",
  );
});
