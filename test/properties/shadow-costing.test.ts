/** Shadow costing against brute-force models of layers and averages, and what must hold under every method. */
import fc from "fast-check";
import type { Decimal } from "decimal.js";
import { readLedgers } from "../../src/engine/ledgers/read";
import { runReport } from "../../src/engine/run";
import { parseDay } from "../../src/engine/values/day";
import { jsonSource } from "../../src/workbook/file/json";
import { ACCOUNTING_PERIODS, averageByPeriods, PERIODS_AND_TYPES } from "../support/average-model";
import { randomCostLedger, shuffled, type CostWorkbook, type Row } from "../support/cost-ledgers";
import { partDecimal, TwinDecimal } from "../support/cost-twin";
import { plain as asArrays } from "../support/plain";

const workDate = parseDay("2025-12-31") as number;
const SEED = 20_260_131;
const CENT = new TwinDecimal("0.01");

type Figures = Readonly<Record<"inventoryValue" | "cogs" | "otherIssues" | "rounding" | "variance", string>>;
interface Shadow {
  readonly items: readonly { readonly itemNo: string; readonly shadow: Figures; readonly actual: Figures }[];
  readonly totals: Readonly<Record<"actual" | "shadow" | "difference", Figures>>;
  readonly ownCosts: string;
  readonly entries: readonly {
    readonly entryNo: number;
    readonly itemNo: string;
    readonly actual: string;
    readonly shadow: string;
  }[];
  readonly months: readonly { readonly month: string; readonly actual: string; readonly shadow: string }[];
}

async function shadow(
  workbook: CostWorkbook,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Shadow> {
  const ledgers = await readLedgers(jsonSource(workbook), { reports: ["AC"] });
  const { outcome } = await runReport(
    "shadow-costing",
    ledgers,
    { entries: true, ...parameters },
    { workDate },
  );
  if ("error" in outcome.result) throw new Error(JSON.stringify(outcome.result.error));
  return asArrays(outcome.result) as unknown as Shadow;
}

const plain = fc.record({
  seed: fc.integer({ min: 0, max: 0x7fffffff }),
  steps: fc.integer({ min: 5, max: 80 }),
  only: fc.constant(["purchase", "sale", "charge"] as const),
  methods: fc.constant(["FIFO", "Average"] as const),
});
const full = fc.record({
  seed: fc.integer({ min: 0, max: 0x7fffffff }),
  steps: fc.integer({ min: 5, max: 80 }),
  averageCostCalcType: fc.constantFrom("Item", "Item & Location & Variant"),
});

const dec = (value: unknown): Decimal => new TwinDecimal(String(value));
/** Direct and indirect cost of an entry, charges included. */
const ownCost = (workbook: CostWorkbook, no: unknown): Decimal =>
  (workbook["Value Entries"] ?? [])
    .filter(
      (row) =>
        row["Item Ledger Entry No."] === no &&
        ["Direct Cost", "Indirect Cost"].includes(String(row["Entry Type"])),
    )
    .reduce(
      (sum, row) => sum.plus(dec(row["Cost Amount (Actual)"])).plus(dec(row["Cost Amount (Expected)"])),
      dec(0),
    );

/** Variant and location of an entry. */
const placeOf = (entry: Row): string => `${String(entry["Variant Code"])}/${String(entry["Location Code"])}`;

interface Layer {
  readonly entry: Row;
  readonly cost: Decimal;
  left: Decimal;
}

/** Layers of purchases per item and location; each issue takes from one end. */
function layersModel(workbook: CostWorkbook, late: boolean): Map<number, Decimal> {
  const layers: Layer[] = [];
  const costs = new Map<number, Decimal>();
  for (const entry of workbook["Item Ledger Entries"] ?? []) {
    const no = Number(entry["Entry No."]);
    const quantity = dec(entry.Quantity);
    if (quantity.gt(0)) {
      const cost = ownCost(workbook, no);
      layers.push({ entry, cost, left: quantity });
      costs.set(no, cost);
      continue;
    }
    let needed = quantity.negated();
    let cost = dec(0);
    const open = layers
      .filter(
        ({ entry: other, left }) =>
          left.gt(0) && other["Item No."] === entry["Item No."] && placeOf(other) === placeOf(entry),
      )
      .sort((a, b) => {
        const order =
          String(a.entry["Posting Date"]).localeCompare(String(b.entry["Posting Date"])) ||
          Number(a.entry["Entry No."]) - Number(b.entry["Entry No."]);
        return late ? -order : order;
      });
    for (const layer of open) {
      const taken = TwinDecimal.min(needed, layer.left);
      if (taken.isZero()) break;
      layer.left = layer.left.minus(taken);
      needed = needed.minus(taken);
      cost = cost.plus(partDecimal(layer.cost, taken.negated(), dec(layer.entry.Quantity), CENT));
    }
    costs.set(no, cost);
  }
  return costs;
}

test.each([
  ["FIFO", false],
  ["LIFO", true],
] as const)(
  "%s equals a model of layers",
  async (method, late) => {
    await fc.assert(
      fc.asyncProperty(plain, async (options) => {
        const workbook = randomCostLedger(options);
        const model = layersModel(workbook, late);
        const result = await shadow(workbook, { method });
        for (const { entryNo, shadow: cost } of result.entries) {
          const entry = (workbook["Item Ledger Entries"] ?? [])[entryNo - 1] as Row;
          if (dec(entry.Quantity).lt(0))
            expect([entryNo, cost]).toEqual([entryNo, model.get(entryNo)?.toFixed()]);
        }
        const issued = result.entries.reduce((sum, entry) => sum.plus(entry.shadow), dec(0));
        expect(result.totals.shadow.inventoryValue).toBe(issued.toFixed());
      }),
      { numRuns: 60, seed: SEED },
    );
  },
  60_000,
);

test.each(PERIODS_AND_TYPES)(
  "Average by %s and %s equals a recomputation of every period",
  async (averageCostPeriod, averageCostCalcType) => {
    await fc.assert(
      fc.asyncProperty(plain, async (options) => {
        const workbook: CostWorkbook = {
          ...randomCostLedger(options),
          "Accounting Periods": ACCOUNTING_PERIODS,
        };
        const result = await shadow(workbook, { method: "Average", averageCostPeriod, averageCostCalcType });
        const found = new Map(result.entries.map((entry) => [entry.entryNo, entry.shadow]));
        // Valuation date: an issue at least the latest of the increases that it is taken from, first in, first out.
        const entries = (workbook["Item Ledger Entries"] ?? []).map((entry) => ({
          no: Number(entry["Entry No."]),
          item: String(entry["Item No."]),
          place: placeOf(entry),
          posted: String(entry["Posting Date"]),
          day: String(entry["Posting Date"]),
          quantity: dec(entry.Quantity),
          left: dec(entry.Quantity),
          cost: dec(0),
        }));
        for (const entry of entries) {
          if (entry.quantity.gt(0)) {
            entry.cost = ownCost(workbook, entry.no);
            continue;
          }
          const open = entries
            .filter(
              (other) =>
                other.no < entry.no &&
                other.left.gt(0) &&
                other.item === entry.item &&
                other.place === entry.place,
            )
            .sort((a, b) => a.posted.localeCompare(b.posted) || a.no - b.no);
          for (const other of open) {
            if (entry.left.gte(0)) break;
            const taken = TwinDecimal.min(entry.left.negated(), other.left);
            other.left = other.left.minus(taken);
            entry.left = entry.left.plus(taken);
            if (other.posted > entry.day) entry.day = other.posted;
          }
        }
        const model = averageByPeriods(entries, averageCostPeriod, averageCostCalcType);
        for (const [no, cost] of model) expect([no, found.get(no)]).toEqual([no, cost]);
      }),
      { numRuns: 25, seed: SEED },
    );
  },
  60_000,
);

test.each(["FIFO", "LIFO", "Average", "Standard"])(
  "%s divides the own costs and loses nothing",
  async (method) => {
    await fc.assert(
      fc.asyncProperty(full, fc.constantFrom("posting", "date"), async (options, order) => {
        const workbook = randomCostLedger(options);
        const standardCosts = { I0: "5", I1: "6.5", I2: "4.25", I3: "7" };
        const parameters = { method, order, ...(method === "Standard" ? { standardCosts } : {}) };
        const result = await shadow(workbook, parameters);
        // Own costs from the workbook: increases that have no issue of their own behind them.
        const linked = new Set(
          (workbook["Item Application Entries"] ?? [])
            .filter(
              (row) =>
                row["Item Ledger Entry No."] === row["Inbound Item Entry No."] &&
                row["Outbound Item Entry No."] !== 0,
            )
            .map((row) => row["Item Ledger Entry No."]),
        );
        const increases = (workbook["Item Ledger Entries"] ?? []).filter(
          (entry) => dec(entry.Quantity).gt(0) && !linked.has(entry["Entry No."] as number),
        );
        const own = increases.reduce((sum, entry) => sum.plus(ownCost(workbook, entry["Entry No."])), dec(0));
        // Transfers are in no figure: what their sides differ by, rounding residuals of receipts included, is a cent per entry.
        const transfers = result.entries
          .filter(
            ({ entryNo }) => workbook["Item Ledger Entries"]?.[entryNo - 1]?.["Entry Type"] === "Transfer",
          )
          .reduce((sum, entry) => sum.plus(entry.shadow), dec(0));
        const cents = CENT.times(result.entries.length);
        expect(dec(result.ownCosts).minus(own).minus(transfers).abs().lte(cents)).toBe(true);
        const total = result.entries.reduce((sum, entry) => sum.plus(entry.shadow), dec(0));
        expect(result.totals.shadow.inventoryValue).toBe(total.toFixed());
        expect(result.months.at(-1)?.shadow ?? "0").toBe(result.totals.shadow.inventoryValue);
        expect(result.months.at(-1)?.actual ?? "0").toBe(result.totals.actual.inventoryValue);
        for (const item of result.items) {
          const difference = dec(item.shadow.cogs).minus(item.actual.cogs).toFixed();
          expect((item as unknown as { difference: Figures }).difference.cogs).toBe(difference);
        }
        const mixed = await shadow(shuffled(workbook, options.seed), parameters);
        expect(mixed).toEqual(result);
      }),
      { numRuns: 40, seed: SEED },
    );
  },
  60_000,
);
