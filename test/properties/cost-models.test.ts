/** The cost adjustment against models small enough to read: layers, averages of whole periods, nothing lost on the way. */
import fc from "fast-check";
import type { Decimal } from "decimal.js";
import { readLedgers } from "../../src/engine/ledgers/read";
import type { AdjustCostResult } from "../../src/engine/reports/adjust-cost/result";
import { runReport } from "../../src/engine/run";
import { parseDay } from "../../src/engine/values/day";
import { jsonSource } from "../../src/workbook/file/json";
import { ACCOUNTING_PERIODS, averageByPeriods, PERIODS_AND_TYPES } from "../support/average-model";
import { randomCostLedger, type CostWorkbook, type Happening, type Row } from "../support/cost-ledgers";
import { partDecimal, TwinDecimal } from "../support/cost-twin";

const workDate = parseDay("2025-12-31") as number;
const SEED = 20_260_131;
const CENT = new TwinDecimal("0.01");
const dec = (value: unknown): Decimal => new TwinDecimal(String(value));
const ZERO = dec(0);

async function adjusted(workbook: CostWorkbook): Promise<AdjustCostResult> {
  const ledgers = await readLedgers(jsonSource(workbook), { reports: ["AC"] });
  const { outcome } = await runReport("adjust-cost", ledgers, { mode: "propose" }, { workDate });
  if ("error" in outcome.result) throw new Error(JSON.stringify(outcome.result));
  return outcome.result as unknown as AdjustCostResult;
}

const rowsOf = (workbook: CostWorkbook, table: string): readonly Row[] => workbook[table] ?? [];
const sum = (amounts: readonly unknown[]): Decimal =>
  amounts.reduce((total: Decimal, one) => total.plus(String(one)), ZERO);
/** What the value entries of an entry say, those of some types only when asked for. */
function posted(workbook: CostWorkbook, entryNo: unknown, types?: readonly string[]): Decimal {
  const own = rowsOf(workbook, "Value Entries").filter(
    (row) => row["Item Ledger Entry No."] === entryNo && (types?.includes(String(row["Entry Type"])) ?? true),
  );
  return sum(own.flatMap((row) => [row["Cost Amount (Actual)"], row["Cost Amount (Expected)"]]));
}
/** Cost of an entry after the proposals. */
function costAfter(workbook: CostWorkbook, result: AdjustCostResult, entryNo: unknown): Decimal {
  const [difference] = result.differences.filter((row) => row.entryNo === entryNo);
  return posted(workbook, entryNo)
    .plus(difference?.deltaActual ?? 0)
    .plus(difference?.deltaExpected ?? 0);
}

const ledgerOf = (only: readonly Happening[], methods: readonly string[]): fc.Arbitrary<CostWorkbook> =>
  fc
    .record({ seed: fc.integer({ min: 0, max: 0x7fffffff }), steps: fc.integer({ min: 5, max: 80 }) })
    .map((options) => randomCostLedger({ ...options, only, methods }));

test.each([["FIFO"], ["LIFO"]])(
  "%s equals a model of layers",
  async (method) => {
    await fc.assert(
      fc.asyncProperty(ledgerOf(["purchase", "sale", "charge"], [method, method]), async (workbook) => {
        const result = await adjusted(workbook);
        const layers: { entry: Row; cost: Decimal; left: Decimal }[] = [];
        for (const entry of rowsOf(workbook, "Item Ledger Entries")) {
          const quantity = dec(entry.Quantity);
          if (quantity.gt(0)) {
            layers.push({ entry, cost: posted(workbook, entry["Entry No."]), left: quantity });
            continue;
          }
          let needed = quantity.negated();
          let cost = ZERO;
          for (const layer of method === "LIFO" ? [...layers].reverse() : layers) {
            const isHere = ["Item No.", "Location Code", "Variant Code"].every(
              (key) => layer.entry[key] === entry[key],
            );
            if (!isHere) continue;
            const taken = TwinDecimal.min(needed, layer.left);
            layer.left = layer.left.minus(taken);
            needed = needed.minus(taken);
            cost = cost.plus(partDecimal(layer.cost, taken.negated(), dec(layer.entry.Quantity), CENT));
          }
          // The residual of rounding sits on the increase.
          expect([entry["Entry No."], costAfter(workbook, result, entry["Entry No."]).toFixed()]).toEqual([
            entry["Entry No."],
            cost.toFixed(),
          ]);
        }
      }),
      { numRuns: 40, seed: SEED },
    );
  },
  60_000,
);

test.each(PERIODS_AND_TYPES)(
  "Average by %s and %s equals a recomputation of every period",
  async (period, calcType) => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ seed: fc.integer({ min: 0, max: 0x7fffffff }), steps: fc.integer({ min: 5, max: 80 }) }),
        async (options) => {
          const workbook: CostWorkbook = {
            ...randomCostLedger({
              ...options,
              only: ["purchase", "sale", "charge"],
              methods: ["Average", "Average"],
              averageCostPeriod: period,
              averageCostCalcType: calcType,
            }),
            "Accounting Periods": ACCOUNTING_PERIODS,
          };
          const result = await adjusted(workbook);
          const valuedOn = new Map(
            rowsOf(workbook, "Value Entries").map((row) => [
              row["Item Ledger Entry No."],
              String(row["Valuation Date"]),
            ]),
          );
          const entries = rowsOf(workbook, "Item Ledger Entries").map((entry) => ({
            no: Number(entry["Entry No."]),
            item: String(entry["Item No."]),
            place: `${String(entry["Variant Code"])}/${String(entry["Location Code"])}`,
            day: valuedOn.get(entry["Entry No."] as number) as string,
            quantity: dec(entry.Quantity),
            cost: posted(workbook, entry["Entry No."]),
          }));
          for (const [no, cost] of averageByPeriods(entries, period, calcType)) {
            expect([no, costAfter(workbook, result, no).toFixed()]).toEqual([no, cost]);
          }
        },
      ),
      { numRuns: 15, seed: SEED },
    );
  },
  60_000,
);

/** Everything is sold at the end: what was bought, charged and revalued has left with the sales, to the last cent. */
const flows: readonly (readonly [string, readonly Happening[]])[] = [
  ["trade", ["purchase", "sale", "charge"]],
  ["returns and transfers", ["purchase", "sale", "charge", "return", "transfer", "fixed"]],
  ["revaluations", ["purchase", "sale", "charge", "return", "transfer", "fixed", "revaluation"]],
];
test.each(flows)(
  "nothing stays behind when all is sold: %s",
  async (_, happenings) => {
    let items = 0;
    await fc.assert(
      fc.asyncProperty(
        ledgerOf([...happenings, "sellOff"], ["FIFO", "LIFO", "Standard", "Specific"]),
        async (workbook) => {
          const result = await adjusted(workbook);
          for (const item of result.items) {
            expect([item.itemNo, item.quantity, item.actualAfter, item.expectedAfter]).toEqual([
              item.itemNo,
              "0",
              "0",
              "0",
            ]);
            items += 1;
          }
          expect(result.warnings).toEqual([]);
        },
      ),
      { numRuns: 60, seed: SEED },
    );
    expect(items).toBeGreaterThan(100);
  },
  60_000,
);

test("an average item that is sold out within one period leaves nothing behind", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ seed: fc.integer({ min: 0, max: 0x7fffffff }), steps: fc.integer({ min: 5, max: 60 }) }),
      async (options) => {
        const workbook = randomCostLedger({
          ...options,
          only: ["purchase", "sale", "charge", "sellOff"],
          methods: ["Average", "Average"],
          averageCostPeriod: "Accounting Period",
        });
        const result = await adjusted({
          ...workbook,
          "Accounting Periods": [{ "Starting Date": "2024-01-01", "New Fiscal Year": true }],
        });
        for (const item of result.items) expect([item.quantity, item.actualAfter]).toEqual(["0", "0"]);
      },
    ),
    { numRuns: 40, seed: SEED },
  );
}, 60_000);

test("what an order uses is what its outputs cost", async () => {
  let computed = 0;
  await fc.assert(
    fc.asyncProperty(
      ledgerOf(["purchase", "sale", "order", "charge"], ["FIFO", "Average", "LIFO", "Average"]),
      async (workbook) => {
        const result = await adjusted(workbook);
        const entries = rowsOf(workbook, "Item Ledger Entries");
        for (const order of result.orders) {
          if (order.materialCost === undefined) continue;
          computed += 1;
          const own = entries.filter((entry) => entry["Order No."] === order.orderNo);
          const outputs = own.filter((entry) => String(entry["Entry Type"]).endsWith("utput"));
          const consumed = own.filter((entry) => String(entry["Entry Type"]).endsWith("onsumption"));
          const charges = sum(
            rowsOf(workbook, "Value Entries")
              .filter(
                (row) =>
                  outputs.some((entry) => entry["Entry No."] === row["Item Ledger Entry No."]) &&
                  row["Item Charge No."] !== "",
              )
              .map((row) => row["Cost Amount (Actual)"]),
          );
          const rounding = sum(
            result.proposals
              ?.filter(
                (row) =>
                  row.reason === "rounding" &&
                  own.some((entry) => entry["Entry No."] === row.itemLedgerEntryNo),
              )
              .map((row) => row.costAmountActual) ?? [],
          );
          const cost = (list: readonly Row[]): Decimal =>
            sum(list.map((entry) => costAfter(workbook, result, entry["Entry No."])));
          const used = sum([
            order.materialCost,
            order.capacityCost,
            order.subcontractedCost,
            order.capacityOverhead,
            order.manufacturingOverhead,
          ]);
          const made = cost(outputs).minus(charges).plus(cost(consumed)).minus(rounding);
          expect([order.orderNo, made.toFixed()]).toEqual([
            order.orderNo,
            used.minus(order.materialCost).toFixed(),
          ]);
        }
      },
    ),
    { numRuns: 60, seed: SEED },
  );
  expect(computed).toBeGreaterThan(50);
}, 60_000);

test("proposals add up to the differences, and the impact to the proposals", async () => {
  await fc.assert(
    fc.asyncProperty(
      ledgerOf(
        [
          "purchase",
          "sale",
          "fixed",
          "uncovered",
          "return",
          "transfer",
          "charge",
          "revaluation",
          "order",
          "expected",
          "invoice",
        ],
        ["FIFO", "Average", "Standard", "Average"],
      ),
      async (workbook) => {
        const { proposals = [], impact = [], differences, totals } = await adjusted(workbook);
        for (const difference of differences) {
          const own = proposals.filter((row) => row.itemLedgerEntryNo === difference.entryNo);
          expect(sum(own.map((row) => row.costAmountActual)).toFixed()).toBe(difference.deltaActual);
          expect(sum(own.map((row) => row.costAmountExpected)).toFixed()).toBe(difference.deltaExpected);
          expect(dec(difference.costActual).plus(difference.deltaActual).toFixed()).toBe(
            difference.targetActual,
          );
          expect(dec(difference.costExpected).plus(difference.deltaExpected).toFixed()).toBe(
            difference.targetExpected,
          );
        }
        expect(totals.deltaActual).toBe(sum(differences.map((row) => row.deltaActual)).toFixed());
        expect(totals.deltaExpected).toBe(sum(differences.map((row) => row.deltaExpected)).toFixed());
        const sales = differences.filter((row) => row.entryType === "Sale");
        const cogs = sum(sales.flatMap((row) => [row.deltaActual, row.deltaExpected]))
          .negated()
          .plus(0);
        expect(totals.deltaCogs).toBe(cogs.toFixed());
        const months = new Map<string, Decimal>();
        for (const row of proposals) {
          const key = `${row.postingDate.slice(0, 7)} ${row.itemLedgerEntryType}`;
          months.set(key, (months.get(key) ?? ZERO).plus(row.costAmountActual).plus(row.costAmountExpected));
        }
        const found = impact.map((row): [string, string] => [
          `${row.month} ${row.itemLedgerEntryType}`,
          dec(row.costAmountActual).plus(row.costAmountExpected).toFixed(),
        ]);
        expect(Object.fromEntries(found)).toEqual(
          Object.fromEntries([...months].map(([key, amount]) => [key, amount.toFixed()])),
        );
        expect(new Set(found.map(([key]) => key)).size).toBe(found.length);
      },
    ),
    { numRuns: 60, seed: SEED },
  );
}, 60_000);
