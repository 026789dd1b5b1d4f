/** @jest-environment ./excel-host/jest/environment.cjs */
/** Worksheet functions over the sample company in Excel give the figures of the reports. */
// @ts-expect-error a script without types
import { functionsMetadata } from "../../scripts/functions-json.mjs";
import type { CustomFunctionMetadata, Host } from "../../excel-host";
import { Tieout } from "../../src/application/tieout";
import { createEngineService } from "../../src/engine-service/local";
import { associateFunctions } from "../../src/functions/associate";
import { choiceLists, functions } from "../../src/functions/functions";
import { sampleCompany } from "../../src/taskpane/ledgers/sample-company";
import { generateSample } from "../../sample/generate";
import { newExcel } from "../support/excel";

jest.setTimeout(60_000);

type Row = Readonly<Record<string, unknown>>;

const DATE = "2026-01-31";
let host: Host;
let tieout: Tieout;

beforeAll(async () => {
  const make = functionsMetadata as (
    table: object,
    base: string,
  ) => Pick<CustomFunctionMetadata, "functions">;
  host = newExcel({
    customFunctions: {
      namespace: "TIEOUT",
      functions: make({ functions, choiceLists }, "https://localhost").functions,
    },
  });
  tieout = new Tieout({ service: createEngineService(), clock: { now: () => new Date(2026, 1, 3, 9, 12) } });
  associateFunctions((calls) => tieout.figures(calls));
  expect(await tieout.addLedgers(sampleCompany().ledgers)).toBeUndefined();
});

afterAll(() => tieout.stop());

/** What the block at A1 shows after formulas were typed from A1 down; the sheet is empty again then. */
async function block(formulas: readonly string[], rows: number, columns: number): Promise<unknown[][]> {
  const sheet = host.workbook.sheet("Sheet1");
  const cells = `A1:A${formulas.length}`;
  sheet.setValues(
    cells,
    formulas.map((formula) => [formula]),
  );
  await host.settle();
  const shown = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => sheet.valueAt(row, column)),
  );
  sheet.setValues(
    cells,
    formulas.map(() => [""]),
  );
  return shown;
}

async function values(formulas: readonly string[]): Promise<unknown[]> {
  return (await block(formulas, formulas.length, 1)).map(([value]) => value);
}

async function report(id: string, parameters: Row): Promise<Row> {
  const { refused, result } = await tieout.compute(id, parameters);
  expect(refused).toBe(false);
  return result;
}

/** One formula per row shows the report's figure of that row; not all are 0. */
async function compare(
  rows: readonly Row[],
  formula: (row: Row) => string,
  figure: (row: Row) => unknown,
): Promise<void> {
  const expected = rows.map((row) => Number(figure(row)));
  expect(expected.some((value) => value !== 0)).toBe(true);
  expect(await values(rows.map((row) => `=TIEOUT.${formula(row)}`))).toEqual(expected);
}

const cents = (amount: unknown): number => Math.round(Number(amount) * 100);
const text = (value: unknown): string => String(value);

describe("Inventory Valuation", () => {
  const rows = async (): Promise<readonly Row[]> =>
    (await report("inventory-valuation", { endDate: DATE, includeExpectedCost: true })).rows as Row[];

  test("INVENTORYVALUE, INVENTORYQUANTITY and COSTPOSTED of every item", async () => {
    const all = await rows();
    expect(all.length).toBeGreaterThan(20);
    await compare(
      all,
      ({ itemNo }) => `INVENTORYVALUE("${text(itemNo)}","${DATE}")`,
      (row) => row.endingValue,
    );
    await compare(
      all,
      ({ itemNo }) => `INVENTORYQUANTITY("${text(itemNo)}","${DATE}")`,
      (row) => row.endingQuantity,
    );
    await compare(
      all,
      ({ itemNo }) => `COSTPOSTED("${text(itemNo)}","${DATE}")`,
      (row) => row.costPostedToGL,
    );
  });

  test("expected cost is the second line", async () => {
    const all = await rows();
    // Items without expected cost have no second line.
    const included = (row: Row): Row => (row.expectedCostIncluded as Row | null) ?? row;
    await compare(
      all,
      ({ itemNo }) => `INVENTORYVALUE("${text(itemNo)}","${DATE}",,"Both")`,
      (row) => included(row).endingValue,
    );
    const stocked = all.filter((row) => Number(included(row).endingQuantity) !== 0);
    const unitCosts = await values(
      stocked.map(({ itemNo }) => `=TIEOUT.UNITCOST("${text(itemNo)}","${DATE}")`),
    );
    stocked.forEach((row, index) => {
      const { endingValue, endingQuantity } = included(row);
      expect(unitCosts[index]).toBeCloseTo(Number(endingValue) / Number(endingQuantity), 4);
    });
  });

  test("UNPOSTEDCOST is value less posted cost; the spilled forms answer item by item", async () => {
    const all = await rows();
    await compare(
      all,
      ({ itemNo }) => `UNPOSTEDCOST("${text(itemNo)}","${DATE}")`,
      (row) => (cents(row.endingValue) - cents(row.costPostedToGL)) / 100,
    );
    const sheet = host.workbook.sheet("Sheet1");
    sheet.setValues(
      `H1:H${all.length}`,
      all.map(({ itemNo }) => [text(itemNo)]),
    );
    const [spilled, quantities] = [
      await block([`=TIEOUT.INVENTORYVALUES(H1:H${all.length},"${DATE}")`], all.length, 1),
      await block([`=TIEOUT.INVENTORYQUANTITIES(H1:H${all.length},"${DATE}")`], all.length, 1),
    ];
    sheet.setValues(
      `H1:H${all.length}`,
      all.map(() => [""]),
    );
    expect(spilled).toEqual(all.map((row) => [Number(row.endingValue)]));
    expect(quantities).toEqual(all.map((row) => [Number(row.endingQuantity)]));
  });

  test("REPORT spills the sheet's table", async () => {
    const all = await rows();
    const spilled = await block(
      [`=TIEOUT.REPORT("inventory-valuation","endDate","${DATE}")`],
      all.length + 1,
      30,
    );
    const headers = spilled[0] ?? [];
    const at = headers.indexOf("Item No.");
    const ids = new Set(spilled.slice(1).map((line) => line[at]));
    for (const { itemNo } of all.slice(0, 5)) expect(ids).toContain(itemNo);
  });
});

test("GLBALANCE is the sum of the entries", async () => {
  const table = generateSample().tables.get("G-L Entries");
  if (!table) throw new Error("no G/L entries");
  const [account, day, amount] = ["G/L Account No.", "Posting Date", "Amount"].map((name) =>
    table.columns.indexOf(name),
  );
  const sums = new Map<string, number>();
  for (const row of table.rows) {
    if (text(row[day as number]) > DATE) continue;
    const no = text(row[account as number]);
    sums.set(no, (sums.get(no) ?? 0) + cents(row[amount as number]));
  }
  expect(sums.size).toBeGreaterThan(10);
  const rows = [...sums].map(([no, sum]) => ({ no, sum: sum / 100 }));
  await compare(
    rows,
    ({ no }) => `GLBALANCE("${text(no)}","${DATE}")`,
    ({ sum }) => sum,
  );
});

test("WIPVALUE equals Inventory Valuation - WIP", async () => {
  const { rows } = await report("inventory-valuation-wip", { endDate: DATE });
  await compare(
    rows as Row[],
    ({ no }) => `WIPVALUE("${text(no)}","${DATE}")`,
    ({ endingWip }) => endingWip,
  );
});

test("COSTSHARE equals Cost Shares Breakdown", async () => {
  const { groups } = await report("cost-shares-breakdown", { endDate: DATE, includeAverageItems: true });
  const items = (groups as Row[]).filter(({ groupType }) => groupType === "Item");
  for (const [component, field] of [
    ["Material", "material"],
    ["Capacity Overhead", "capacityOverhead"],
    ["Total", "total"],
  ] as const) {
    await compare(
      items,
      ({ no }) => `COSTSHARE("${text(no)}","${component}",,"${DATE}")`,
      (row) => row[field],
    );
  }
});

test("RECONCILIATIONDIFFERENCE equals the reconciliation", async () => {
  const { lines } = await report("inventory-gl-reconciliation", { endDate: DATE, explain: false });
  const rows = (lines as Row[]).filter(({ difference }) => difference !== "");
  expect(
    await values(rows.map(({ name }) => `=TIEOUT.RECONCILIATIONDIFFERENCE("${text(name)}",,"${DATE}")`)),
  ).toEqual(rows.map(({ difference }) => Number(difference)));
  const account = (lines as Row[]).find(({ row }) => row === "difference");
  expect(await values([`=TIEOUT.RECONCILIATIONDIFFERENCE("Inventory",,"${DATE}")`])).toEqual([
    Number(account?.inventory),
  ]);
});

test("PROJECTWIP of all projects adds up to Job WIP to G/L", async () => {
  const { lines } = await report("job-wip-to-gl", { basis: "asOf", asOfDate: DATE });
  const total = (lines as Row[])
    .filter(({ side }) => side !== "balancing")
    .reduce((sum, { wipAmount }) => sum + cents(wipAmount), 0);
  const jobs = [...(generateSample().tables.get("Jobs")?.rows ?? [])].map(([no]) => text(no));
  const amounts = await values(jobs.map((no) => `=TIEOUT.PROJECTWIP("${no}","${DATE}")`));
  expect(total).not.toBe(0);
  expect(amounts.reduce<number>((sum, amount) => sum + cents(amount), 0)).toBe(total);
});

test("SHADOWVALUE equals Shadow Costing", async () => {
  const { items } = await report("shadow-costing", { method: "LIFO", endDate: DATE });
  await compare(
    items as Row[],
    ({ itemNo }) => `SHADOWVALUE("${text(itemNo)}","LIFO","${DATE}")`,
    ({ shadow }) => (shadow as Row).inventoryValue,
  );
});

test("TRACE spills one row for each connection", async () => {
  const { edges } = await report("trace", {
    start: { table: "Value Entries", entryNo: 1 },
    costFlowDirection: "both",
  });
  const count = (edges as Row[]).length;
  expect(count).toBeGreaterThan(1);
  const spilled = await block(['=TIEOUT.TRACE(1,"Both","Value Entries")'], count + 2, 3);
  expect(spilled[0]).toEqual(["Relation", "From", "From Entry"]);
  expect(spilled.slice(1, -1).map(([relation]) => relation)).toEqual(
    (edges as Row[]).map(({ kind }) => kind),
  );
  expect(spilled.at(-1)?.[0] ?? null).toBeNull();
});
