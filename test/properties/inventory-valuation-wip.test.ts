import fc from "fast-check";
import type { Row, Totals } from "../../src/engine/reports/inventory-valuation-wip/finish";
import { productionLedger, shuffled, type Row as Cells, type Workbook } from "../support/production-ledger";
import { runOn } from "../support/run-report";

const REPORT = "inventory-valuation-wip";
const days = fc
  .integer({ min: 0, max: 150 })
  .map((offset) => new Date(Date.UTC(2025, 0, 1 + offset)).toISOString().slice(0, 10));
const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const parameters = fc.record({
  consumptionRounding: fc.constantFrom("Include", "Exclude"),
  expenseOrdersWithoutOutput: fc.boolean(),
  skipZeroLines: fc.boolean(),
});

interface Result {
  readonly rows: readonly Row[];
  readonly totals: Totals;
  readonly warnings: readonly { readonly orderNo: string; readonly amount: string }[];
}

async function wip(workbook: Workbook, given: object): Promise<Result> {
  const { result } = await runOn(REPORT, workbook, { ...given });
  expect(result.error).toBeUndefined();
  return result as unknown as Result;
}

const check = <Given>(
  more: fc.Arbitrary<Given>,
  property: (workbook: Workbook, given: Given, seed: number) => Promise<void>,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(seeds, more, (seed, given) =>
      property(productionLedger(seed, { events: 30, optionalSheets: true }), given, seed),
    ),
    { numRuns: 100, seed: 11 },
  );

const cents = (value: unknown): number => Math.round(Number(value) * 100);
const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** The effect of one value entry, case by case after the posting rules. */
function effect(value: Cells, rounding: string): { readonly wip: number; readonly posted: number } {
  const actual = cents(value["Cost Amount (Actual)"]);
  const expected = cents(value["Cost Amount (Expected)"]);
  const posted = cents(value["Cost Posted to G/L"]);
  const expectedPosted = cents(value["Expected Cost Posted to G/L"]);
  const type = value["Item Ledger Entry Type"];
  const cost = value["Entry Type"];
  const isExpected = value["Expected Cost"] === true;
  if (type === "" && !isExpected) return { wip: actual, posted: posted + expectedPosted };
  if (type === "Consumption" && !isExpected && cost !== "Revaluation") {
    if (cost !== "Rounding" || rounding === "Include")
      return { wip: -actual, posted: -posted - expectedPosted };
  }
  if (type === "Output" && cost === "Direct Cost")
    return { wip: -actual - expected, posted: -posted - expectedPosted };
  if (type === "Output" && cost === "Revaluation") return { wip: -expected, posted: -expectedPosted };
  return { wip: 0, posted: 0 };
}

describe("Inventory Valuation - WIP, whatever the ledger", () => {
  it("equals sums that are worked out order by order", () =>
    check(fc.tuple(days, days, parameters), async (workbook, [one, other, given]) => {
      const [startDate, endDate] = [one, other].sort() as [string, string];
      const { rows } = await wip(workbook, {
        startDate,
        endDate,
        ...given,
        expenseOrdersWithoutOutput: false,
      });
      for (const row of rows) {
        const values = (workbook["Value Entries"] ?? []).filter(
          (value) =>
            value["Order Type"] === "Production" &&
            value["Order No."] === row.no &&
            String(value["Posting Date"]) <= endDate,
        );
        const sum = (list: readonly Cells[], figure: "wip" | "posted"): number =>
          list.reduce((total, value) => total + effect(value, given.consumptionRounding)[figure], 0);
        const inPeriod = values.filter((value) => String(value["Posting Date"]) >= startDate);
        const ofType = (type: string): readonly Cells[] =>
          inPeriod.filter((value) => value["Item Ledger Entry Type"] === type);
        expect({
          no: row.no,
          opening: cents(row.openingWip),
          consumption: cents(row.consumption),
          capacity: cents(row.capacity),
          output: cents(row.output),
          ending: cents(row.endingWip),
          posted: cents(row.costPostedToGL),
        }).toEqual({
          no: row.no,
          opening: sum(values, "wip") - sum(inPeriod, "wip"),
          consumption: sum(ofType("Consumption"), "wip"),
          capacity: sum(ofType(""), "wip"),
          output: sum(ofType("Output"), "wip"),
          ending: sum(values, "wip"),
          posted: sum(values, "posted"),
        });
      }
    }));

  it("closes where the next period opens", () =>
    check(fc.tuple(days, parameters), async (workbook, [day, given]) => {
      const rules = { ...given, skipZeroLines: false, expenseOrdersWithoutOutput: false };
      const before = await wip(workbook, { endDate: day, ...rules });
      const after = await wip(workbook, { startDate: dayAfter(day), endDate: "2025-12-31", ...rules });
      const ending = new Map(before.rows.map((row) => [row.no, row.endingWip]));
      for (const row of after.rows) {
        expect({ no: row.no, opening: row.openingWip }).toEqual({
          no: row.no,
          opening: ending.get(row.no) ?? "0",
        });
      }
    }));

  it("clears finished orders or says why not", () =>
    check(fc.tuple(days, parameters), async (workbook, [endDate, given]) => {
      const finished = new Set(
        (workbook["Production Orders"] ?? [])
          .filter((order) => order.Status === "Finished" && String(order["Finished Date"]) <= endDate)
          .map((order) => order["No."]),
      );
      const { rows } = await wip(workbook, { endDate, ...given });
      for (const row of rows) {
        expect({ no: row.no, flagged: row.flags.includes("FINISHED_NOT_CLEARED") }).toEqual({
          no: row.no,
          flagged: finished.has(row.no) && row.endingWip !== "0",
        });
      }
    }));

  it("adds columns up across and down", () =>
    check(fc.tuple(days, days, parameters), async (workbook, [one, other, given]) => {
      const [startDate, endDate] = [one, other].sort() as [string, string];
      const { rows, totals } = await wip(workbook, { startDate, endDate, ...given });
      for (const line of [...rows, totals]) {
        expect(cents(line.endingWip)).toBe(
          cents(line.openingWip) +
            cents(line.consumption) +
            cents(line.capacity) +
            cents(line.output) +
            cents(line.expensedWip),
        );
        expect(cents(line.notPostedToGL)).toBe(cents(line.endingWip) - cents(line.costPostedToGL));
      }
      for (const [name, total] of Object.entries(totals)) {
        const sum = rows.reduce((all, row) => all + cents(row[name as keyof Totals]), 0);
        expect({ name, sum }).toEqual({ name, sum: cents(total) });
      }
    }));

  it("shows or warns of all WIP up to the ending date", () =>
    check(days, async (workbook, endDate) => {
      const { totals, warnings } = await wip(workbook, { endDate });
      const all = (workbook["Value Entries"] ?? [])
        .filter((value) => value["Order Type"] === "Production" && String(value["Posting Date"]) <= endDate)
        .reduce((sum, value) => sum + effect(value, "Include").wip, 0);
      const missing = warnings.reduce((sum, warning) => sum + cents(warning.amount), 0);
      expect(cents(totals.endingWip) + missing).toBe(all);
    }));

  it("only selects with filters, and does not depend on the order of rows", () =>
    check(fc.tuple(days, parameters), async (workbook, [endDate, given], seed) => {
      const all = await wip(workbook, { endDate, ...given });
      const some = await wip(shuffled(workbook, seed), {
        endDate,
        ...given,
        productionOrderFilter: "P1..P2",
      });
      expect(some.rows).toEqual(all.rows.filter((row) => row.no >= "P1" && row.no <= "P2"));
      expect(some.warnings).toEqual(all.warnings);
    }));

  it("drills down to entries that add up to the figure", () =>
    check(fc.tuple(days, days, parameters), async (workbook, [one, other, given], seed) => {
      const [startDate, endDate] = [one, other].sort() as [string, string];
      const { ledgers, run, result } = await runOn(REPORT, workbook, { startDate, endDate, ...given });
      const { rows, totals } = result as unknown as Result;
      const fields = Object.keys(totals) as (keyof Totals)[];
      const field = fields[seed % fields.length] as keyof Totals;
      for (const line of [...rows, { ...totals, no: undefined }]) {
        const reference = { ...(line.no === undefined ? {} : { no: line.no }), field };
        const drill = run.report.drill?.(ledgers, run.parameters ?? {}, run.outcome.result, reference);
        const sum = drill?.entries.reduce((total, entry) => total + cents(entry.amount), 0);
        expect({ reference, figure: drill?.figure, sum }).toEqual({
          reference,
          figure: line[field],
          sum: cents(line[field]),
        });
      }
    }));
});
