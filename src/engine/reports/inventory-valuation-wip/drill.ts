/** The value entries behind a figure of Inventory Valuation - WIP; their signed amounts add up to it exactly. */
import type { Ledgers } from "../../ledgers/ledgers";
import { optionNumber, optionLists } from "../../ledgers/options";
import { PairNumbers } from "../../ledgers/pair-numbers";
import { readPeriod } from "../../parameters";
import type { Drill, DrillEntry, FigureReference } from "../../report";
import { dayText } from "../../values/day";
import { bigintAt, decimalText } from "../../values/decimal";
import { DIRECT_COST, effectOf, OUTPUT, REVALUATION, type Effect } from "./effects";
import type { Amount } from "./finish";
import { amountColumns } from "./group";
import type { Parameters, Result } from "./run";

const PRODUCTION = optionNumber("order type", "Production");
const INDIRECT_COST = optionNumber("cost type", "Indirect Cost");
const VARIANCE = optionNumber("cost type", "Variance");

/** One value entry as the rules below see it. Amounts are scaled integers. */
interface Entry {
  readonly inPeriod: boolean;
  readonly isOutput: boolean;
  readonly costType: number;
  readonly actual: bigint;
  readonly expected: bigint;
  readonly effect: Effect | undefined;
  /** What it does to WIP and to the cost posted. */
  readonly wip: bigint;
  readonly posted: bigint;
  /** Its line is written off: finished without output. */
  readonly expensed: boolean;
}

interface FieldRule {
  readonly label: string;
  amount(entry: Entry): bigint;
}

const expensedPart = (entry: Entry): bigint => (entry.expensed && !entry.isOutput ? -entry.wip : 0n);
const movement = (bucket: Effect["bucket"]) => (entry: Entry) =>
  entry.inPeriod && entry.effect?.bucket === bucket ? entry.wip : 0n;
const memo = (costType: number, withExpected: boolean) => (entry: Entry) =>
  entry.inPeriod && entry.isOutput && entry.costType === costType
    ? entry.actual + (withExpected ? entry.expected : 0n)
    : 0n;

const FIELDS: ReadonlyMap<string, FieldRule> = new Map(
  Object.entries({
    openingWip: { label: "Opening WIP", amount: (entry) => (entry.inPeriod ? 0n : entry.wip) },
    consumption: { label: "Consumption", amount: movement("consumption") },
    capacity: { label: "Capacity", amount: movement("capacity") },
    output: { label: "Output", amount: movement("output") },
    endingWip: { label: "Ending WIP", amount: (entry) => entry.wip + expensedPart(entry) },
    costPostedToGL: { label: "Cost Posted to G/L", amount: (entry) => entry.posted },
    notPostedToGL: {
      label: "Not posted to G/L",
      amount: (entry) => entry.wip + expensedPart(entry) - entry.posted,
    },
    expectedOutput: {
      label: "Output at expected cost",
      amount: (entry) =>
        entry.isOutput && (entry.costType === DIRECT_COST || entry.costType === REVALUATION)
          ? -entry.expected
          : 0n,
    },
    outputOverhead: { label: "Overhead on output", amount: memo(INDIRECT_COST, true) },
    outputVariance: { label: "Variance on output", amount: memo(VARIANCE, true) },
    outputRevaluation: { label: "Revaluation of output", amount: memo(REVALUATION, false) },
    expensedWip: { label: "Expensed WIP", amount: expensedPart },
  } satisfies Record<Amount, FieldRule>),
);

/** `figure`: field, and no for the row of an order; without no, the figure of the totals. */
export function drill(
  ledgers: Ledgers,
  parameters: Parameters,
  result: Result,
  figure: FigureReference,
): Drill | undefined {
  const rule = FIELDS.get(String(figure.field));
  const rows = figure.no === undefined ? result.rows : result.rows.filter((row) => row.no === figure.no);
  if (!rule || (figure.no !== undefined && rows.length === 0)) return undefined;
  const wanted = new Uint8Array(ledgers.codes.size);
  for (const row of rows) {
    const code = ledgers.codes.find(row.no);
    if (code >= 0) wanted[code] = 1;
  }

  const { startDate, endDate } = readPeriod(parameters);
  const table = ledgers.table("Value Entries");
  const { scale, actual, expected, posted, expectedPosted } = amountColumns(ledgers);
  const entryNos = table.integers("Entry No.");
  const dates = table.days("Posting Date");
  const orderTypes = table.options("Order Type").values;
  const orderNos = table.ids("Order No.");
  const lineNos = table.integers("Order Line No.");
  const entryTypes = table.options("Item Ledger Entry Type").values;
  const costTypes = table.options("Entry Type").values;
  const expectedCost = table.flags("Expected Cost");
  const itemNos = table.ids("Item No.");

  const rowsOfFigure: number[] = [];
  const withOutput = new PairNumbers();
  for (let row = 0; row < table.rows; row += 1) {
    if (orderTypes[row] !== PRODUCTION || wanted[orderNos[row] as number] !== 1) continue;
    if ((dates[row] as number) > endDate) continue;
    rowsOfFigure.push(row);
    if (entryTypes[row] === OUTPUT) withOutput.intern(orderNos[row] as number, lineNos[row] as number);
  }
  const writtenOff = parameters.expenseOrdersWithoutOutput ? finishedOrders(ledgers, endDate) : undefined;

  const entries: (DrillEntry & { readonly scaled: bigint })[] = [];
  for (const row of rowsOfFigure) {
    const entryType = entryTypes[row] as number;
    const costType = costTypes[row] as number;
    let effect = effectOf(entryType, costType, parameters.consumptionRounding);
    if (effect?.onlyActualEntries && expectedCost[row] === 1) effect = undefined;
    const signed = (sign: number | undefined, value: bigint): bigint => (sign ? BigInt(sign) * value : 0n);
    const actualAmount = bigintAt(actual, row);
    const expectedAmount = bigintAt(expected, row);
    const scaled = rule.amount({
      inPeriod: (dates[row] as number) >= startDate,
      isOutput: entryType === OUTPUT,
      costType,
      actual: actualAmount,
      expected: expectedAmount,
      effect,
      wip: signed(effect?.actual, actualAmount) + signed(effect?.expected, expectedAmount),
      posted:
        signed(effect?.posted, bigintAt(posted, row)) +
        signed(effect?.expectedPosted, bigintAt(expectedPosted, row)),
      expensed:
        writtenOff?.[orderNos[row] as number] === 1 &&
        withOutput.find(orderNos[row] as number, lineNos[row] as number) < 0,
    });
    if (scaled === 0n) continue;
    entries.push({
      table: "Value Entries",
      entryNo: entryNos[row] as number,
      amount: decimalText(scaled, scale),
      scaled,
      columns: {
        "Posting Date": dayText(dates[row] as number),
        "Order No.": ledgers.codes.text(orderNos[row] as number),
        "Item Ledger Entry Type": optionLists["entry type"][entryType] ?? "",
        "Entry Type": optionLists["cost type"][costType] ?? "",
        "Item No.": ledgers.codes.text(itemNos[row] as number),
      },
    });
  }
  entries.sort((a, b) => a.entryNo - b.entryNo);
  const total = entries.reduce((sum, entry) => sum + entry.scaled, 0n);
  const [only] = rows;
  return {
    title:
      figure.no === undefined || !only
        ? `${rule.label}, all orders`
        : `${rule.label} of ${only.no} ${only.description}`.trim(),
    figure: decimalText(total, scale),
    entries: entries.map(({ scaled: _, ...entry }) => entry),
  };
}

/** 1 per code number of an order that is finished by the ending date. */
function finishedOrders(ledgers: Ledgers, endDate: number): Uint8Array {
  const orders = ledgers.table("Production Orders");
  const statuses = orders.options("Status");
  const numbers = orders.ids("No.");
  const finishedDates = orders.days("Finished Date");
  const finished = new Uint8Array(ledgers.codes.size);
  for (let row = 0; row < orders.rows; row += 1) {
    if (statuses.captions[statuses.values[row] as number] !== "Finished") continue;
    if ((finishedDates[row] as number) <= endDate) finished[numbers[row] as number] = 1;
  }
  return finished;
}
