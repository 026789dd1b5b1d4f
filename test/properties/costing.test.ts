/** The costing engine against its slow twin, and what must hold of every adjustment. */
import fc from "fast-check";
import { computeAdjustment } from "../../src/engine/costing/adjustment";
import { applyProposals } from "../../src/engine/costing/proposals";
import { proposalsOf } from "../../src/engine/costing/propose";
import { fit, FITTED_SCALE, Rounding, share } from "../../src/engine/costing/arithmetic";
import type { Ledgers } from "../../src/engine/ledgers/ledgers";
import { readLedgers } from "../../src/engine/ledgers/read";
import { runReport } from "../../src/engine/run";
import { parseDay } from "../../src/engine/values/day";
import { decimalText } from "../../src/engine/values/decimal";
import { jsonSource } from "../../src/workbook/file/json";
import { correctionsOf } from "../support/cost-corrections";
import { randomCostLedger, shuffled, type CostWorkbook } from "../support/cost-ledgers";
import { adjustSlowly, fitDecimal, partDecimal, shareDecimal, TwinDecimal } from "../support/cost-twin";
import { plain } from "../support/plain";

const workDate = parseDay("2025-12-31") as number;
const SEED = 20_260_131;

const read = (workbook: CostWorkbook): Promise<Ledgers> =>
  readLedgers(jsonSource(workbook), { reports: ["AC"] });

const anyLedger = fc.record({
  seed: fc.integer({ min: 0, max: 0x7fffffff }),
  steps: fc.integer({ min: 4, max: 90 }),
  precision: fc.constantFrom("0.01", "0.01", "0.05", "1"),
  methods: fc.constantFrom(
    ["FIFO", "Average", "Average", "Standard"],
    ["LIFO", "Average", "Specific", "Standard"],
    ["Average", "Average", "FIFO", "Average"],
  ),
  averageCostPeriod: fc.constantFrom("Day", "Week", "Month", "Quarter", "Year", "Accounting Period"),
  averageCostCalcType: fc.constantFrom("Item", "Item & Location & Variant"),
});

test("fit, share and part equal a decimal twin of 60 digits", () => {
  const money = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
  const quantity = fc.oneof(
    fc.bigInt({ min: 1n, max: 60n }),
    fc.bigInt({ min: 1n, max: 10n ** 9n }),
    fc.bigInt({ min: 1n, max: 10n ** 20n }),
  );
  fc.assert(
    fc.property(
      money,
      quantity,
      quantity,
      fc.boolean(),
      fc.constantFrom(1n, 5n, 100n),
      (cost, a, b, minus, precision) => {
        const rounding = new Rounding(2, precision);
        const signed = minus ? -a : a;
        const costDecimal = new TwinDecimal(cost.toString()).div(100);
        const [aDecimal, bDecimal] = [new TwinDecimal(signed.toString()), new TwinDecimal(b.toString())];
        expect(decimalText(fit(signed, b), FITTED_SCALE)).toBe(fitDecimal(aDecimal.div(bDecimal)).toFixed());
        expect(decimalText(share(signed, b), FITTED_SCALE)).toBe(shareDecimal(aDecimal, bDecimal).toFixed());
        const expected = partDecimal(
          costDecimal,
          aDecimal,
          bDecimal,
          new TwinDecimal(precision.toString()).div(100),
        );
        expect(decimalText(rounding.partOfMoney(cost, signed, b), 2)).toBe(
          expected.plus(0).toFixed().replace(/^-0$/, "0"),
        );
        const fast = rounding.partNumber(Number(cost), Number(signed), Number(b));
        const isSafe = [cost, signed, b].every((value) => Number.isSafeInteger(Number(value)));
        if (isSafe && !Number.isNaN(fast)) expect(BigInt(fast)).toBe(rounding.partOfMoney(cost, signed, b));
      },
    ),
    { numRuns: 3_000, seed: SEED },
  );
});

test("the quick path decides ties as the exact one", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12_000 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      (cost, a, b) => {
        const rounding = new Rounding(2, 1n);
        const fast = rounding.partNumber(cost, -a, b);
        if (!Number.isNaN(fast))
          expect(BigInt(fast)).toBe(rounding.partOfMoney(BigInt(cost), BigInt(-a), BigInt(b)));
      },
    ),
    { numRuns: 5_000, seed: SEED },
  );
});

test("corrections equal those of the slow twin", async () => {
  await fc.assert(
    fc.asyncProperty(anyLedger, async (options) => {
      const workbook = randomCostLedger(options);
      const { entries, sweeps, adjustment } = correctionsOf(await read(workbook));
      // A circle of applications may grow for ever in the twin; Business Central does not let one be posted.
      if (adjustment.adjusted.applied.unsettled.size > 0) return;
      const twin = adjustSlowly(workbook);
      expect(Object.fromEntries(entries)).toEqual(Object.fromEntries(twin.entries));
      expect(sweeps).toBe(twin.sweeps);
    }),
    { numRuns: Number(process.env.COSTING_RUNS ?? 100), seed: SEED },
  );
}, 120_000);

test("applying the proposals leaves nothing to propose", async () => {
  await fc.assert(
    fc.asyncProperty(anyLedger, async (options) => {
      const ledgers = await read(randomCostLedger(options));
      const adjustment = computeAdjustment(ledgers);
      if (adjustment.adjusted.unsettled.length > 0) return;
      const after = applyProposals(ledgers, proposalsOf(adjustment));
      const again = await runReport("adjust-cost", after, { mode: "propose" }, { workDate });
      expect(plain(again.outcome.result)).toMatchObject({
        fullyAdjusted: true,
        differences: [],
        proposals: [],
      });
    }),
    { numRuns: Number(process.env.COSTING_RUNS ?? 100), seed: SEED },
  );
}, 120_000);

test("the order of rows changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(anyLedger, fc.integer(), async (options, mix) => {
      const workbook = randomCostLedger(options);
      const parameters = { mode: "propose", explain: [1, 2, 3] };
      const straight = await runReport("adjust-cost", await read(workbook), parameters, { workDate });
      const mixed = await runReport("adjust-cost", await read(shuffled(workbook, mix)), parameters, {
        workDate,
      });
      expect(plain(mixed.outcome.result)).toEqual(plain(straight.outcome.result));
    }),
    { numRuns: 40, seed: SEED },
  );
}, 120_000);
