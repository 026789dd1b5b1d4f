/** @jest-environment ./excel-host/jest/environment.cjs */
/** Ten thousand formulas over a ledger that is too large to be read again by itself. */
// @ts-expect-error a script without types
import { functionsMetadata } from "../../scripts/functions-json.mjs";
import { CellError, type CustomFunctionMetadata, type Host } from "../../excel-host";
import { AUTOMATIC_ROWS } from "../../src/application/ledgers";
import { Tieout } from "../../src/application/tieout";
import { createEngineService } from "../../src/engine-service/local";
import { associateFunctions } from "../../src/functions/associate";
import { choiceLists, functions } from "../../src/functions/functions";
import { newExcel } from "../support/excel";

jest.setTimeout(120_000);

const ROWS = AUTOMATIC_ROWS + 1;
const FORMULAS = 10_000;
const ITEMS = 2_500;
const FIRST_DAY = 45_658;

const HEADERS = [
  "Entry No.",
  "Item No.",
  "Posting Date",
  "Item Ledger Entry Type",
  "Entry Type",
  "Item Ledger Entry No.",
  "Valued Quantity",
  "Item Ledger Entry Quantity",
  "Invoiced Quantity",
  "Cost Amount (Actual)",
  "Cost Amount (Expected)",
  "Cost Posted to G/L",
  "Expected Cost Posted to G/L",
];
const COST = HEADERS.indexOf("Cost Amount (Actual)");

/** Cost of an entry in cents, day and item of it. */
const cost = (row: number): number => ((row * 7919) % 100_000) + 1;
const day = (row: number): number => FIRST_DAY + (row % 300);
const item = (row: number): number => row % ITEMS;
const code = (number: number): string => `ITEM${String(number).padStart(5, "0")}`;

test("one pass answers all, a change marks all, a refresh brings all up to date", async () => {
  const make = functionsMetadata as (
    table: object,
    base: string,
  ) => Pick<CustomFunctionMetadata, "functions">;
  const host: Host = newExcel({
    customFunctions: {
      namespace: "TIEOUT",
      functions: make({ functions, choiceLists }, "https://localhost").functions,
    },
  });
  const sheet = host.workbook.addSheet("Value Entries");
  sheet.setValues(`A1:M${ROWS + 1}`, [
    HEADERS,
    ...Array.from({ length: ROWS }, (_, row) => [
      row + 1,
      code(item(row)),
      day(row),
      "Purchase",
      "Direct Cost",
      row + 1,
      1,
      1,
      1,
      cost(row) / 100,
      0,
      0,
      0,
    ]),
  ]);
  const tieout = new Tieout({
    service: createEngineService(),
    clock: { now: () => new Date(2026, 1, 3, 9, 12) },
  });
  const batches: number[] = [];
  associateFunctions((calls) => {
    batches.push(calls.length);
    return tieout.figures(calls);
  });
  const check = await tieout.refresh();
  expect([check.rows, check.errors]).toEqual([ROWS, 0]);
  // A first reading recalculates the workbook once.
  await host.settle();

  // The same item at four dates: exact sums in cents.
  const dates = [FIRST_DAY + 50, FIRST_DAY + 120, FIRST_DAY + 250, FIRST_DAY + 299];
  const sums = Array.from({ length: FORMULAS }, () => 0);
  for (let row = 0; row < ROWS; row += 1) {
    dates.forEach((date, at) => {
      const cell = at * ITEMS + item(row);
      if (day(row) <= date) sums[cell] = (sums[cell] as number) + cost(row);
    });
  }
  const formulas = host.workbook.sheet("Sheet1");
  const cells = `A1:A${FORMULAS}`;
  formulas.setValues(
    cells,
    sums.map((_, cell) => [
      `=TIEOUT.INVENTORYVALUE("${code(cell % ITEMS)}",${dates[Math.floor(cell / ITEMS)] ?? 0})`,
    ]),
  );
  await host.settle();
  expect(batches).toEqual([FORMULAS]);
  expect(formulas.range(cells).values.map(([value]) => value)).toEqual(sums.map((sum) => sum / 100));

  // A change of one ledger cell: no figure stands there without a mark.
  sheet.setValues(`${String.fromCharCode(65 + COST)}2`, [[(cost(0) + 12_345) / 100]]);
  const notAvailable = CellError.of("#N/A");
  for (let turn = 0; turn < 200 && formulas.valueAt(0, 0) !== notAvailable; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    await host.settle();
  }
  expect(formulas.range(cells).values.every(([value]) => value === notAvailable)).toBe(true);
  const [answer] = await tieout.figures([{ function: "INVENTORYVALUE", args: [code(0), null, null, null] }]);
  expect(answer).toMatchObject({
    error: "notAvailable",
    message: expect.stringMatching(/^Ledgers changed\. Press Refresh All/) as string,
  });

  await tieout.refreshAll();
  await host.settle();
  for (const at of dates.keys()) sums[at * ITEMS] = (sums[at * ITEMS] as number) + 12_345;
  expect(formulas.range(cells).values.map(([value]) => value)).toEqual(sums.map((sum) => sum / 100));
  await tieout.stop();
});
