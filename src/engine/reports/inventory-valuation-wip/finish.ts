/** Sums per production order → rows, totals and warnings. */
import type { Ledgers } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";
import { messageText } from "../../messages";
import { compareCodes } from "../../values/codes";
import { decimalText } from "../../values/decimal";
import type { Filter } from "../../values/filter";
import {
  figures,
  HAS_ENTRY,
  HAS_OUTPUT,
  MOVED_SINCE_START,
  OUTPUT_HAS_COST,
  type Figure,
  type LineSums,
  type Period,
  type WipSums,
} from "./group";
import type { Flag } from "./messages";

/** The twelve amounts of a row, in the order of the result. */
export const amounts = [
  "openingWip",
  "consumption",
  "capacity",
  "output",
  "endingWip",
  "costPostedToGL",
  "notPostedToGL",
  "expectedOutput",
  "outputOverhead",
  "outputVariance",
  "outputRevaluation",
  "expensedWip",
] as const;
export type Amount = (typeof amounts)[number];

export type Totals = Readonly<Record<Amount, string>>;

export interface Row extends Totals {
  readonly status: string;
  readonly no: string;
  readonly description: string;
  readonly sourceType: string;
  readonly sourceNo: string;
  readonly flags: readonly Flag[];
}

export interface Warning {
  readonly code: "ORDER_NOT_LISTED";
  readonly orderNo: string;
  readonly amount: string;
  readonly message: string;
}

export interface Finished {
  readonly rows: readonly Row[];
  readonly totals: Totals;
  readonly hiddenZeroLines: number;
  readonly skippedCompletedOrders: number;
  readonly warnings: readonly Warning[];
}

export interface Choices {
  readonly productionOrderStatus: readonly string[];
  readonly productionOrderFilter: Filter;
  readonly sourceNoFilter: Filter;
  readonly skipZeroLines: boolean;
}

const PRODUCTION = optionNumber("order type", "Production");
export const RELEASED = optionNumber("order status", "Released");
export const FINISHED = optionNumber("order status", "Finished");
const DECIMALS = 2;

export function finish(ledgers: Ledgers, sums: WipSums, period: Period, choices: Choices): Finished {
  const orders = ledgers.table("Production Orders");
  const statuses = orders.options("Status");
  const numbers = orders.ids("No.");
  const descriptions = orders.ids("Description");
  const sourceTypes = orders.options("Source Type");
  const sourceNos = orders.ids("Source No.");
  const finishedDates = orders.days("Finished Date");
  const openInvoices = ordersNotInvoiced(ledgers, sums);
  const expensed = sums.lines && wentInWithoutOutput(sums.lines, sums.orderCodes.length);
  const { scale } = sums.sums;
  const text = (value: bigint): string => decimalText(value, scale, DECIMALS);

  const listed: { readonly row: number; readonly order: number }[] = [];
  let skippedCompletedOrders = 0;
  for (const row of rowsByStatusAndNo(ledgers)) {
    const code = numbers[row] as number;
    const isFinished = statuses.values[row] === FINISHED;
    if (!choices.productionOrderStatus.includes(statuses.captions[statuses.values[row] as number] ?? ""))
      continue;
    if (!choices.productionOrderFilter.matchesCode(ledgers.codes.text(code))) continue;
    if (!choices.sourceNoFilter.matchesCode(ledgers.codes.text(sourceNos[row] as number))) continue;
    const order = sums.orderOf[code] as number;
    const facts = order < 0 ? 0 : (sums.facts[order] as number);
    const quiet = period.startDate > 0 && (facts & MOVED_SINCE_START) === 0;
    if (isFinished && quiet && !openInvoices(code)) {
      skippedCompletedOrders += 1;
      continue;
    }
    if ((facts & HAS_ENTRY) !== 0) listed.push({ row, order });
  }

  const rows: Row[] = [];
  const totals = amounts.map(() => 0n);
  let hiddenZeroLines = 0;
  for (const { row, order } of listed) {
    const figure = (name: Figure): bigint => sums.sums.scaled(order * figures.length + figures.indexOf(name));
    const finishedDate = finishedDates[row] as number;
    const isFinished = statuses.values[row] === FINISHED && finishedDate <= period.endDate;
    const expensedWip = isFinished ? -(expensed?.[order] ?? 0n) : 0n;
    const openingWip = figure("openingWip");
    const consumption = figure("consumption");
    const capacity = figure("capacity");
    const output = figure("output");
    const endingWip = openingWip + consumption + capacity + output + expensedWip;
    const costPostedToGL = figure("costPostedToGL");
    if (choices.skipZeroLines && endingWip === 0n && costPostedToGL === 0n) {
      hiddenZeroLines += 1;
      continue;
    }
    const values: Readonly<Record<Amount, bigint>> = {
      openingWip,
      consumption,
      capacity,
      output,
      endingWip,
      costPostedToGL,
      notPostedToGL: endingWip - costPostedToGL,
      expectedOutput: figure("expectedOutput"),
      outputOverhead: figure("outputOverhead"),
      outputVariance: figure("outputVariance"),
      outputRevaluation: figure("outputRevaluation"),
      expensedWip,
    };
    amounts.forEach((name, index) => (totals[index] = (totals[index] as bigint) + values[name]));
    rows.push({
      status: statuses.captions[statuses.values[row] as number] ?? "",
      no: ledgers.codes.text(numbers[row] as number),
      description: ledgers.texts.text(descriptions[row] as number),
      sourceType: sourceTypes.captions[sourceTypes.values[row] as number] ?? "",
      sourceNo: ledgers.codes.text(sourceNos[row] as number),
      ...texts(values, text),
      flags: flagsOf(values, sums.facts[order] as number, isFinished, figure("rounding")),
    });
  }
  return {
    rows,
    totals: texts(
      Object.fromEntries(amounts.map((name, i) => [name, totals[i]])) as Record<Amount, bigint>,
      text,
    ),
    hiddenZeroLines,
    skippedCompletedOrders,
    warnings: ordersNotListed(ledgers, sums),
  };
}

function texts(values: Readonly<Record<Amount, bigint>>, text: (value: bigint) => string): Totals {
  return Object.fromEntries(amounts.map((name) => [name, text(values[name])])) as unknown as Totals;
}

/** Released and Finished orders, Released first, then by number. */
function rowsByStatusAndNo(ledgers: Ledgers): readonly number[] {
  const orders = ledgers.table("Production Orders");
  const statuses = orders.options("Status").values;
  const numbers = orders.ids("No.");
  const rows: number[] = [];
  for (let row = 0; row < orders.rows; row += 1) {
    if (statuses[row] === RELEASED || statuses[row] === FINISHED) rows.push(row);
  }
  const { codes } = ledgers;
  return rows.sort(
    (a, b) =>
      (statuses[a] as number) - (statuses[b] as number) ||
      compareCodes(codes.text(numbers[a] as number), codes.text(numbers[b] as number)),
  );
}

/** Tells which orders (by code number) are not completely invoiced. */
function ordersNotInvoiced(ledgers: Ledgers, sums: WipSums): (code: number) => boolean {
  const table = ledgers.table("Inventory Adjmt. Entry Orders");
  if (!table.present) {
    const figure = figures.indexOf("expectedOfOutput");
    return (code) => {
      const order = sums.orderOf[code] as number;
      return order >= 0 && !sums.sums.isZero(order * figures.length + figure);
    };
  }
  const open = new Uint8Array(ledgers.codes.size);
  const types = table.options("Order Type").values;
  const numbers = table.ids("Order No.");
  const invoiced = table.flags("Completely Invoiced");
  for (let row = 0; row < table.rows; row += 1) {
    if (types[row] === PRODUCTION && invoiced[row] === 0) open[numbers[row] as number] = 1;
  }
  return (code) => open[code] === 1;
}

/** Per order: what went into its lines that have no output. */
function wentInWithoutOutput(lines: LineSums, orders: number): readonly bigint[] {
  const { keys, wentIn, hasOutput } = lines;
  const perOrder = Array.from({ length: orders }, () => 0n);
  keys.firsts.forEach((order, line) => {
    if (hasOutput[line] === 0) perOrder[order] = (perOrder[order] as bigint) + wentIn.scaled(line);
  });
  return perOrder;
}

function flagsOf(
  values: Readonly<Record<Amount, bigint>>,
  facts: number,
  isFinished: boolean,
  rounding: bigint,
): readonly Flag[] {
  const hasOutput = (facts & HAS_OUTPUT) !== 0;
  const conditions: readonly (readonly [Flag, boolean])[] = [
    ["FINISHED_NOT_CLEARED", isFinished && values.endingWip !== 0n],
    ["OUTPUT_AT_EXPECTED_COST", isFinished && values.expectedOutput !== 0n],
    ["NO_OUTPUT", isFinished && !hasOutput],
    [
      "ZERO_COST_OUTPUT",
      hasOutput && (facts & OUTPUT_HAS_COST) === 0 && values.consumption + values.capacity !== 0n,
    ],
    ["NEGATIVE_WIP", values.endingWip < 0n],
    ["NOT_POSTED", values.notPostedToGL !== 0n],
    ["ROUNDING_IN_WIP", rounding !== 0n],
  ];
  return conditions.flatMap(([flag, holds]) => (holds ? [flag] : []));
}

/** Orders of value entries up to the ending date that are not on the sheet in any status. */
function ordersNotListed(ledgers: Ledgers, sums: WipSums): readonly Warning[] {
  const onSheet = new Uint8Array(ledgers.codes.size);
  for (const code of ledgers.table("Production Orders").ids("No.")) onSheet[code] = 1;
  const width = figures.length;
  const effects: readonly Figure[] = ["openingWip", "consumption", "capacity", "output"];
  const warnings: Warning[] = [];
  sums.orderCodes.forEach((code, order) => {
    if (onSheet[code] === 1 || ((sums.facts[order] as number) & HAS_ENTRY) === 0) return;
    const wip = effects.reduce(
      (sum, name) => sum + sums.sums.scaled(order * width + figures.indexOf(name)),
      0n,
    );
    const details = {
      orderNo: ledgers.codes.text(code),
      amount: decimalText(wip, sums.sums.scale, DECIMALS),
    };
    const message = messageText("ORDER_NOT_LISTED", details, "inventory-valuation-wip");
    warnings.push({ code: "ORDER_NOT_LISTED", ...details, message });
  });
  return warnings.sort((a, b) => compareCodes(a.orderNo, b.orderNo));
}
