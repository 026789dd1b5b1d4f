import fc from "fast-check";
import { Decimal28, roundAmount } from "../../src/engine/jobs/decimal28";
import type { WipMethod } from "../../src/engine/jobs/methods";
import { addFigures, recognize, type Allocation, type Figures } from "../../src/engine/jobs/recognition";
import { optionLists } from "../../src/engine/ledgers/options";

const settings = { seed: 28, numRuns: 400 };

/** A twin of the decimal arithmetic on whole numbers: value = digits × 10^exponent, 28 significant digits, half even. */
interface Twin {
  readonly digits: bigint;
  readonly exponent: number;
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** numerator ÷ denominator × 10^exponent, rounded to 28 digits, halves to even. */
function quotient(numerator: bigint, denominator: bigint, exponent: number): Twin {
  const sign = numerator < 0n !== denominator < 0n ? -1n : 1n;
  let top = abs(numerator);
  let bottom = abs(denominator);
  if (top === 0n) return { digits: 0n, exponent: 0 };
  let shift = exponent;
  while (top / bottom >= 10n ** 28n) {
    bottom *= 10n;
    shift += 1;
  }
  while (top / bottom < 10n ** 27n) {
    top *= 10n;
    shift -= 1;
  }
  let digits = top / bottom;
  const rest = (top % bottom) * 2n;
  if (rest > bottom || (rest === bottom && digits % 2n === 1n)) digits += 1n;
  return { digits: sign * digits, exponent: shift };
}

const times = (a: Twin, b: Twin): Twin => quotient(a.digits * b.digits, 1n, a.exponent + b.exponent);
const over = (a: Twin, b: Twin): Twin => quotient(a.digits, b.digits, a.exponent - b.exponent);
function plus(a: Twin, b: Twin): Twin {
  const exponent = Math.min(a.exponent, b.exponent);
  const lift = (value: Twin): bigint => value.digits * 10n ** BigInt(value.exponent - exponent);
  return quotient(lift(a) + lift(b), 1n, exponent);
}
const minus = (a: Twin, b: Twin): Twin => plus(a, { digits: -b.digits, exponent: b.exponent });
const isZero = (a: Twin): boolean => a.digits === 0n;
const exceeds = (a: Twin, b: Twin): boolean => minus(a, b).digits > 0n;

/** Rounded to cents, halves away from zero. */
function cents(value: Twin): Twin {
  const places = value.exponent + 2;
  if (places >= 0) return value;
  const factor = 10n ** BigInt(-places);
  const magnitude = (abs(value.digits) * 2n + factor) / (factor * 2n);
  return { digits: value.digits < 0n ? -magnitude : magnitude, exponent: -2 };
}

function asText(value: Twin): string {
  if (value.digits === 0n) return "0";
  return new Decimal28(`${value.digits}e${value.exponent}`).toFixed();
}

const twinOf = (units: number): Twin => ({ digits: BigInt(units), exponent: -2 });
const decimalOf = (units: number): Decimal28 => new Decimal28(units).div(100);

const units = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -99_999_999, max: 99_999_999 }),
  fc.integer({ min: -50, max: 50 }),
);

it("products, quotients, sums and rounding are those of the twin", () => {
  fc.assert(
    fc.property(units, units, units, (a, b, c) => {
      fc.pre(b !== 0);
      const ratio = decimalOf(a).div(decimalOf(b));
      const twinRatio = over(twinOf(a), twinOf(b));
      expect(ratio.toFixed()).toBe(asText(twinRatio));
      expect(ratio.times(decimalOf(c)).plus(0).toFixed()).toBe(asText(times(twinRatio, twinOf(c))));
      expect(ratio.minus(decimalOf(c)).toFixed()).toBe(asText(minus(twinRatio, twinOf(c))));
      const rounded = roundAmount(ratio, new Decimal28("0.01"));
      expect(rounded.plus(0).toFixed()).toBe(asText(cents(twinRatio)));
    }),
    settings,
  );
});

type TwinFigures = Readonly<Record<"S" | "P" | "U" | "V" | "K" | "C" | "I" | "J", Twin>>;

const figures = fc.tuple(units, units, units, units, units, units, units, units);

function asFigures([s, p, u, v, k, c, i, j]: readonly number[]): Figures {
  return {
    scheduleTotalCost: decimalOf(s ?? 0),
    scheduleTotalPrice: decimalOf(p ?? 0),
    usageTotalCost: decimalOf(u ?? 0),
    usageTotalPrice: decimalOf(v ?? 0),
    contractTotalCost: decimalOf(k ?? 0),
    contractTotalPrice: decimalOf(c ?? 0),
    contractInvoicedPrice: decimalOf(i ?? 0),
    contractInvoicedCost: decimalOf(j ?? 0),
  };
}

function asTwins([s, p, u, v, k, c, i, j]: readonly number[]): TwinFigures {
  const twin = (value: number | undefined): Twin => twinOf(value ?? 0);
  return { S: twin(s), P: twin(p), U: twin(u), V: twin(v), K: twin(k), C: twin(c), I: twin(i), J: twin(j) };
}

const NOTHING: Twin = { digits: 0n, exponent: 0 };

/**
 * The recognised amounts as a machine that walks the tasks and keeps one amount and one factor per side (or one factor
 * for both), step by step.
 */
function walk(
  costs: string,
  sales: string,
  total: TwinFigures,
  tasks: readonly TwinFigures[],
  allocation: Allocation,
) {
  let costFactor = NOTHING;
  let salesFactor = NOTHING;
  const setCost = (factor: Twin): void => {
    costFactor = factor;
    if (allocation === "bc") salesFactor = factor;
  };
  const setSales = (factor: Twin): void => {
    salesFactor = factor;
    if (allocation === "bc") costFactor = factor;
  };
  return tasks.map((task, index) => {
    let r = NOTHING;
    let q = NOTHING;
    const spreads =
      costs === "Cost of Sales" ? !isZero(total.C) : costs === "Cost Value" ? !isZero(total.P) : false;
    if (costs === "Contract (Invoiced Cost)") r = task.J;
    else if (costs === "Usage (Total Cost)") r = task.U;
    else if (spreads) {
      let amount = NOTHING;
      if (index === 0) {
        amount =
          costs === "Cost of Sales"
            ? minus(total.U, times(over(total.I, total.C), total.S))
            : minus(over(times(total.U, total.C), total.P), over(times(total.S, total.I), total.P));
        if (!isZero(total.U)) setCost(over(amount, total.U));
      }
      if (!isZero(costFactor)) amount = cents(times(task.U, costFactor));
      r = minus(task.U, amount);
    }
    if (sales === "Contract (Invoiced Price)") q = task.I;
    else if (sales === "Usage (Total Cost)") q = task.U;
    else if (sales === "Usage (Total Price)") q = task.V;
    else if (sales === "Percentage of Completion" && !isZero(total.S)) {
      let amount = NOTHING;
      if (index === 0) {
        amount = exceeds(total.U, total.S) ? total.C : times(over(total.U, total.S), total.C);
        if (!isZero(total.C)) setSales(over(amount, total.C));
      }
      if (!isZero(salesFactor)) amount = cents(times(task.C, salesFactor));
      q = amount;
    } else if (sales === "Sales Value" && !isZero(total.P)) {
      let amount = NOTHING;
      if (index === 0) {
        amount = minus(over(times(total.V, total.C), total.P), total.I);
        if (!isZero(total.V)) setSales(over(amount, total.V));
      }
      if (!isZero(salesFactor)) amount = cents(times(task.V, salesFactor));
      q = plus(task.I, amount);
    }
    return { r: asText(r), q: asText(q) };
  });
}

const costTypes = optionLists["recognized costs"].slice(1);
const salesTypes = optionLists["recognized sales"].slice(1);

it.each(["bc", "independent"] as const)(
  "recognised amounts per task are those of the walk (%s)",
  (allocation) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...costTypes),
        fc.constantFrom(...salesTypes),
        fc.array(figures, { minLength: 1, maxLength: 5 }),
        (costs, sales, rows) => {
          const method: WipMethod = {
            code: "X",
            costs: optionLists["recognized costs"].indexOf(costs),
            sales: optionLists["recognized sales"].indexOf(sales),
            wipCost: true,
            wipSales: true,
          };
          const parts = rows.map(asFigures);
          const total = addFigures(parts);
          const sums = rows.reduce<readonly number[]>(
            (sum, row) => sum.map((value, index) => value + (row[index] ?? 0)),
            [0, 0, 0, 0, 0, 0, 0, 0],
          );
          const precision = new Decimal28("0.01");
          const result = recognize({ method, allocation, precision, completing: false }, total, parts);
          const expected = walk(costs, sales, asTwins(sums), rows.map(asTwins), allocation);
          const actual = rows.map((_, index) => ({
            r: result.costs[index]?.plus(0).toFixed(),
            q: result.sales[index]?.plus(0).toFixed(),
          }));
          expect(actual.map(({ r, q }) => ({ r: r === "-0" ? "0" : r, q: q === "-0" ? "0" : q }))).toEqual(
            expected,
          );
        },
      ),
      { seed: 7, numRuns: 1_500 },
    );
  },
);
