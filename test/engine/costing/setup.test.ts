/** What the setup says: rounding precisions with their defaults, open posting dates, the day that a correction falls on. */
import { FITTED_SCALE } from "../../../src/engine/costing/arithmetic";
import { postingDate, readCostSetup } from "../../../src/engine/costing/setup";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { dayText, parseDay } from "../../../src/engine/values/day";
import { decimalText } from "../../../src/engine/values/decimal";
import { jsonSource } from "../../../src/workbook/file/json";

type Rows = readonly Readonly<Record<string, unknown>>[];

async function setupOf(general: Rows, periods: Rows = []): ReturnType<typeof read> {
  return read({ "General Ledger Setup": general, "Inventory Periods": periods });
}
async function read(workbook: object): Promise<ReturnType<typeof readCostSetup>> {
  return readCostSetup(await readLedgers(jsonSource(workbook), { reports: ["AC"] }));
}

test.each<[string, Rows, string, string]>([
  ["no row", [], "0.01", "0.00001"],
  ["no columns", [{ "Allow Posting From": "2025-01-01" }], "0.01", "0.00001"],
  [
    "0 counts as the default",
    [{ "Amount Rounding Precision": "0", "Unit-Amount Rounding Precision": "0" }],
    "0.01",
    "0.00001",
  ],
  [
    "filled",
    [{ "Amount Rounding Precision": "0.05", "Unit-Amount Rounding Precision": "0.001" }],
    "0.05",
    "0.001",
  ],
  [
    "trailing zeros do not count",
    [{ "Amount Rounding Precision": "0.500", "Unit-Amount Rounding Precision": "10" }],
    "0.5",
    "10",
  ],
  [
    "the first row counts",
    [{ "Amount Rounding Precision": "1" }, { "Amount Rounding Precision": "0.1" }],
    "1",
    "0.00001",
  ],
])("precisions: %s", async (_, rows, amount, unit) => {
  const { amountPrecision, unitPrecision } = await setupOf(rows);
  expect(decimalText(amountPrecision.value, amountPrecision.scale)).toBe(amount);
  expect(amountPrecision.scale).toBe(amount.split(".")[1]?.length ?? 0);
  expect(decimalText(unitPrecision, FITTED_SCALE)).toBe(unit);
});

test("a reporting currency is noticed", async () => {
  expect((await setupOf([{ "Additional Reporting Currency": "USD" }])).hasReportingCurrency).toBe(true);
  expect((await setupOf([{ "Additional Reporting Currency": "" }])).hasReportingCurrency).toBe(false);
  expect((await setupOf([])).hasReportingCurrency).toBe(false);
});

const closed = (...days: readonly string[]): Rows =>
  days.map((day) => ({ "Ending Date": day, Closed: true }));

test.each<[string, Rows, Rows, string, boolean, boolean]>([
  ["nothing set", [], [], "2025-03-15", false, true],
  ["on Allow Posting From", [{ "Allow Posting From": "2025-03-15" }], [], "2025-03-15", false, true],
  ["before it", [{ "Allow Posting From": "2025-03-16" }], [], "2025-03-16", true, true],
  ["a closed period that ended the day before", [], closed("2025-03-14"), "2025-03-15", false, true],
  ["one that ends on the day", [], closed("2025-03-15"), "2025-03-16", true, true],
  [
    "the last closed one counts, in whatever order",
    [],
    closed("2025-05-31", "2025-03-31", "2025-04-30"),
    "2025-06-01",
    true,
    true,
  ],
  ["open periods do not", [], [{ "Ending Date": "2025-03-31", Closed: false }], "2025-03-15", false, true],
  [
    "closed, and allowed later still",
    [{ "Allow Posting From": "2025-07-01" }],
    closed("2025-03-31"),
    "2025-07-01",
    true,
    true,
  ],
  [
    "allowed from within a closed period",
    [{ "Allow Posting From": "2025-03-20" }],
    closed("2025-03-31"),
    "2025-04-01",
    true,
    true,
  ],
  [
    "allowed from the last closed day",
    [{ "Allow Posting From": "2025-03-31" }],
    closed("2025-03-31"),
    "2025-04-01",
    true,
    true,
  ],
  ["on Allow Posting To", [{ "Allow Posting To": "2025-03-15" }], [], "2025-03-15", false, true],
  ["after it", [{ "Allow Posting To": "2025-03-14" }], [], "2025-03-15", false, false],
  [
    "moved behind it",
    [{ "Allow Posting To": "2025-03-31" }],
    closed("2025-03-31"),
    "2025-04-01",
    true,
    false,
  ],
])("a correction of 15 March: %s", async (_, general, periods, posted, moved, allowed) => {
  const found = postingDate(await setupOf(general, periods), parseDay("2025-03-15") as number);
  expect([dayText(found.day), found.moved, found.allowed]).toEqual([posted, moved, allowed]);
});
