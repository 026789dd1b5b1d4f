/**
 * Value entries → sums per production order (and order line), in one pass. Sums of parts of a ledger add up to the sums
 * of the whole.
 */
import type { Ledgers } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";
import { PairNumbers } from "../../ledgers/pair-numbers";
import type { RunContext } from "../../report";
import { atScale, ExactSums, type DecimalColumn } from "../../values/decimal";
import type { Day } from "../../values/day";
import {
  DIRECT_COST,
  effectStride,
  effectTable,
  isConsumptionRounding,
  OUTPUT,
  REVALUATION,
  type ConsumptionRounding,
} from "./effects";

/** Figures per order. All but `expectedOfOutput` count entries up to the ending date. */
export const figures = [
  "openingWip",
  "consumption",
  "capacity",
  "output",
  "costPostedToGL",
  "expectedOutput",
  "outputOverhead",
  "outputVariance",
  "outputRevaluation",
  "rounding",
  /** Expected amounts of all output entries, whatever their date and type. */
  "expectedOfOutput",
] as const;
export type Figure = (typeof figures)[number];

/** Facts per order, as bits. */
export const HAS_ENTRY = 1;
export const HAS_OUTPUT = 2;
export const OUTPUT_HAS_COST = 4;
export const MOVED_SINCE_START = 8;

export interface WipSums {
  /** Number of an order per code number, -1 when no value entry names it. */
  readonly orderOf: Int32Array;
  /** Code number per order. */
  readonly orderCodes: readonly number[];
  /** Key: order × figures.length + index of the figure. */
  readonly sums: ExactSums;
  readonly facts: Uint8Array;
  /** Only when asked for. */
  readonly lines: LineSums | undefined;
}

/** Sums per order line: what went in, and whether anything came out. */
export interface LineSums {
  readonly keys: PairNumbers;
  readonly wentIn: ExactSums;
  readonly hasOutput: Uint8Array;
}

export interface Period {
  readonly startDate: Day;
  readonly endDate: Day;
}

const PRODUCTION = optionNumber("order type", "Production");
const INDIRECT_COST = optionNumber("cost type", "Indirect Cost");
const VARIANCE = optionNumber("cost type", "Variance");
const AMOUNTS = [
  "Cost Amount (Actual)",
  "Cost Amount (Expected)",
  "Cost Posted to G/L",
  "Expected Cost Posted to G/L",
] as const;

/** The four amounts of value entries at one scale. */
export function amountColumns(ledgers: Ledgers): {
  readonly scale: number;
  readonly actual: DecimalColumn;
  readonly expected: DecimalColumn;
  readonly posted: DecimalColumn;
  readonly expectedPosted: DecimalColumn;
} {
  const columns = AMOUNTS.map((caption) => ledgers.table("Value Entries").decimals(caption));
  const scale = Math.max(...columns.map((column) => column.scale));
  const [actual, expected, posted, expectedPosted] = columns.map((column) => atScale(column, scale)) as [
    DecimalColumn,
    DecimalColumn,
    DecimalColumn,
    DecimalColumn,
  ];
  return { scale, actual, expected, posted, expectedPosted };
}

/** Adds up the value entries of production orders, per order line as well when `perLine`. */
export function group(
  ledgers: Ledgers,
  period: Period,
  consumptionRounding: ConsumptionRounding,
  perLine: boolean,
  context: RunContext,
): WipSums {
  const table = ledgers.table("Value Entries");
  const { rows } = table;
  const orderTypes = table.options("Order Type").values;
  const orderNos = table.ids("Order No.");
  const lineNos = table.integers("Order Line No.");
  const dates = table.days("Posting Date");
  const entryTypes = table.options("Item Ledger Entry Type").values;
  const costTypes = table.options("Entry Type").values;
  const expectedCost = table.flags("Expected Cost");
  const { scale, actual, expected, posted, expectedPosted } = amountColumns(ledgers);
  const effects = effectTable(consumptionRounding);
  const { startDate, endDate } = period;

  const orderOf = new Int32Array(ledgers.codes.size).fill(-1);
  const orderCodes: number[] = [];
  const keys = new PairNumbers();
  const lineOf = new Int32Array(perLine ? rows : 0);
  for (let row = 0; row < rows; row += 1) {
    if (orderTypes[row] !== PRODUCTION) continue;
    const code = orderNos[row] as number;
    if (orderOf[code] === -1) {
      orderOf[code] = orderCodes.length;
      orderCodes.push(code);
    }
    if (perLine) lineOf[row] = keys.intern(orderOf[code] as number, lineNos[row] as number);
  }

  const width = figures.length;
  const at = (figure: Figure): number => figures.indexOf(figure);
  const OPENING = at("openingWip");
  const movement = { consumption: at("consumption"), capacity: at("capacity"), output: at("output") };
  const POSTED = at("costPostedToGL");
  const EXPECTED_OUTPUT = at("expectedOutput");
  const ROUNDING = at("rounding");
  const EXPECTED_OF_OUTPUT = at("expectedOfOutput");
  const memo = new Map([
    [INDIRECT_COST, at("outputOverhead")],
    [VARIANCE, at("outputVariance")],
  ]);
  const REVALUED = at("outputRevaluation");
  const sums = new ExactSums(orderCodes.length * width, scale);
  const facts = new Uint8Array(orderCodes.length);
  const wentIn = new ExactSums(keys.size, scale);
  const lineHasOutput = new Uint8Array(keys.size);

  for (let row = 0; row < rows; row += 1) {
    if ((row & 0xffff) === 0) context.progress(row, rows);
    if (orderTypes[row] !== PRODUCTION) continue;
    const order = orderOf[orderNos[row] as number] as number;
    const base = order * width;
    const date = dates[row] as number;
    const entryType = entryTypes[row] as number;
    const costType = costTypes[row] as number;
    const isOutput = entryType === OUTPUT;
    if (isOutput) sums.add(base + EXPECTED_OF_OUTPUT, expected, row);
    if (date >= startDate) facts[order] = (facts[order] as number) | MOVED_SINCE_START;
    if (date > endDate) continue;
    facts[order] = (facts[order] as number) | HAS_ENTRY;
    const inPeriod = date >= startDate;

    if (isOutput) {
      if (perLine) lineHasOutput[lineOf[row] as number] = 1;
      facts[order] = facts[order] | HAS_OUTPUT;
      if (costType === DIRECT_COST || costType === REVALUATION) {
        sums.subtract(base + EXPECTED_OUTPUT, expected, row);
      }
      if (costType === DIRECT_COST && (actual.ints[row] !== 0 || expected.ints[row] !== 0)) {
        facts[order] = facts[order] | OUTPUT_HAS_COST;
      }
      if (inPeriod) {
        const figure = memo.get(costType);
        if (figure !== undefined) {
          sums.add(base + figure, actual, row);
          sums.add(base + figure, expected, row);
        } else if (costType === REVALUATION) sums.add(base + REVALUED, actual, row);
      }
    }

    const effect = effects[entryType * effectStride + costType];
    if (effect === undefined || (effect.onlyActualEntries && expectedCost[row] === 1)) continue;
    const key = base + (inPeriod ? movement[effect.bucket] : OPENING);
    addSigned(sums, key, actual, row, effect.actual);
    addSigned(sums, key, expected, row, effect.expected);
    addSigned(sums, base + POSTED, posted, row, effect.posted);
    addSigned(sums, base + POSTED, expectedPosted, row, effect.expectedPosted);
    if (perLine && !isOutput) addSigned(wentIn, lineOf[row] as number, actual, row, effect.actual);
    if (isConsumptionRounding(entryType, costType)) {
      addSigned(sums, base + ROUNDING, actual, row, effect.actual);
    }
  }
  context.progress(rows, rows);
  const lines = perLine ? { keys, wentIn, hasOutput: lineHasOutput } : undefined;
  return { orderOf, orderCodes, sums, facts, lines };
}

function addSigned(sums: ExactSums, key: number, column: DecimalColumn, row: number, sign: -1 | 0 | 1): void {
  if (sign === 1) sums.add(key, column, row);
  else if (sign === -1) sums.subtract(key, column, row);
}
