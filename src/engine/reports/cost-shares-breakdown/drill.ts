/**
 * The value entries behind a figure of Cost Shares Breakdown. Each counts with its weight: the share of its amount that is
 * in the figure. Shares are rounded so that they add up to the figure to the cent.
 */
import type { Ledgers } from "../../ledgers/ledgers";
import { optionLists } from "../../ledgers/options";
import { readPeriod } from "../../parameters";
import type { Drill, DrillEntry, FigureReference } from "../../report";
import { dayText } from "../../values/day";
import { bigintAt, decimalText, power10, signAt } from "../../values/decimal";
import { buildBasis, type Basis, type Parameters } from "./basis";
import { chooseRows, figureWeights, type FigureWeights, type RowChoice, type RowQuestion } from "./figure-weights";
import { CONSUMPTION, OUTPUT } from "./ledger";
import { itemGroups } from "./item-groups";
import { countsAsConsumed } from "./orders";
import {
  CAPACITY,
  CAPACITY_OVERHEAD,
  DIRECT_COST_TYPE,
  INDIRECT_COST,
  INDIRECT_COST_TYPE,
  MATERIAL_OVERHEAD,
  partOfCostType,
  partOfVarianceType,
  REVALUATION,
  SUBCONTRACTED,
  VARIANCE,
} from "./parts";
import type { Result } from "./run";
import { IN_COGS, IN_EXPECTED_COST, IN_PRIOR_SALES, IN_ROUNDING, tieOutReader } from "./sales";
import { Weights } from "./weights";
import { ONE, proportion, roundShare } from "./wide";
import { wipEffectReader } from "./wip";

/** Wide amount of each value entry (by row) and of each output entry (by row of Item Ledger Entries). */
interface Found {
  readonly values: Weights;
  readonly outputs: Weights;
}

/**
 * `figure`: field (one of the eighteen amounts, or "tieOut." and a field of the tie-out); no, the item or order of a
 * group, absent for the totals; of a row entryNo or capacityEntryNo, or where both are 0 locationCode and variantCode.
 */
export function drill(
  ledgers: Ledgers,
  parameters: Parameters,
  result: Result,
  figure: FigureReference,
): Drill | undefined {
  const field = String(figure.field);
  const code = figure.no === undefined ? undefined : ledgers.codes.find(String(figure.no));
  if (code !== undefined && code < 0) return undefined;
  const group = result.groups.find((candidate) => candidate.no === figure.no);
  if (figure.no !== undefined && !group) return undefined;
  const basis = buildBasis(ledgers, parameters, readPeriod(parameters), { progress: () => undefined });
  const question: RowQuestion = {
    ...(code === undefined ? {} : { group: code }),
    ...(figure.entryNo ? { entryNo: Number(figure.entryNo) } : {}),
    ...(figure.capacityEntryNo ? { capacityEntryNo: Number(figure.capacityEntryNo) } : {}),
    ...(figure.locationCode === undefined || figure.entryNo || figure.capacityEntryNo
      ? {}
      : {
          locationCode: ledgers.codes.find(String(figure.locationCode)),
          variantCode: ledgers.codes.find(String(figure.variantCode ?? "")),
        }),
  };
  const rows = chooseRows(basis, question);
  const found = field.startsWith("tieOut.")
    ? tieOutAmounts(basis, field.slice("tieOut.".length), rows, question)
    : shareAmounts(basis, field, rows);
  if (!found) return undefined;
  const of = figure.no === undefined ? "all groups" : `${group?.no ?? ""} ${group?.description ?? ""}`.trim();
  return {
    title: `${wordsOf(field)} of ${of}${figure.entryNo ? `, entry ${figure.entryNo}` : ""}`,
    ...entriesOf(basis, found),
    remark: "Each amount is the share of its entry that is in the figure, rounded so that they add up to it.",
  };
}

/** "capacityOverhead" → "Capacity overhead". */
function wordsOf(field: string): string {
  const words = field.replace("tieOut.", "").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function shareAmounts(basis: Basis, field: string, rows: RowChoice): Found | undefined {
  const weights = figureWeights(basis, field, rows);
  if (!weights) return undefined;
  const found = { values: new Weights(), outputs: new Weights() };
  const ofOrders = orderWeights(basis, weights, found.outputs);
  const { ledgers, ledger, orders } = basis;
  const table = ledgers.table("Value Entries");
  const costTypes = table.options("Entry Type").values;
  const varianceTypes = table.options("Variance Type").values;
  const inventoriable = table.flags("Inventoriable");
  const { capacityEntries, keyOfEntry } = orders;
  for (let row = 0; row < table.rows; row += 1) {
    const costType = costTypes[row] as number;
    const capacityRow = capacityEntries.rowOfValue[row] as number;
    if (capacityRow >= 0) {
      const isDirect = costType === DIRECT_COST_TYPE;
      if (!isDirect && costType !== INDIRECT_COST_TYPE) continue;
      const key = capacityEntries.keys[capacityRow] as number;
      const kind = isDirect
        ? capacityEntries.subcontracting[capacityRow] === 1
          ? SUBCONTRACTED
          : CAPACITY
        : CAPACITY_OVERHEAD;
      const weight =
        ofOrders.percent.get(key) +
        (weights.parts.has(kind) ? ofOrders.shares.get(key) : 0n) +
        (isDirect ? weights.capacityDirect : weights.capacityIndirect).get(capacityRow);
      found.values.add(row, bigintAt(ledger.actual, row) * weight);
      continue;
    }
    const entry = ledger.entryOfValue[row] as number;
    if (entry < 0) continue;
    const part = partOfCostType[costType] as number;
    if (part >= -1) {
      const weight =
        weights.values.get(row) + weights.totals.get(entry) + partWeight(basis, weights, entry, part, varianceTypes[row] as number);
      found.values.add(row, (bigintAt(ledger.actual, row) + bigintAt(ledger.expected, row)) * weight);
    }
    if (ledger.roles[entry] !== CONSUMPTION) continue;
    const sign = signAt(ledger.quantities, ledger.rows[entry] as number);
    if (!countsAsConsumed(costType, inventoriable[row] === 1, sign)) continue;
    found.values.add(row, -bigintAt(ledger.actual, row) * ofOrders.percent.get(keyOfEntry[entry] as number));
  }
  return found;
}

/** Weight of a value entry as own part of its entry. */
function partWeight(
  basis: Basis,
  weights: FigureWeights,
  entry: number,
  part: number,
  varianceType: number,
): bigint {
  if (part < 0) return 0n;
  let weight = 0n;
  if (part === REVALUATION) weight += weights.revaluation.get(entry);
  if (part === VARIANCE) weight += weights.variance.get(entry);
  const own = weights.own.get(entry);
  if (own === 0n) return weight;
  if (weights.parts.has(part)) weight += own;
  if (part === VARIANCE && weights.parts.has(partOfVarianceType(varianceType))) weight += own;
  if (part === INDIRECT_COST && weights.parts.has(MATERIAL_OVERHEAD)) {
    const { ledger, orders } = basis;
    const hasRates = ledger.roles[entry] === OUTPUT && orders.ratesOf(orders.keyOfEntry[entry] as number);
    if (!hasRates) weight += own;
  }
  return weight;
}

/**
 * Weights of what orders share among their output: on capacity (shares), and on what manufacturing overhead is a
 * percentage of (percent). Overhead per unit belongs to no value entry; it goes to the output entries.
 */
function orderWeights(
  basis: Basis,
  weights: FigureWeights,
  outputs: Weights,
): { readonly shares: Weights; readonly percent: Weights } {
  const { ledger, orders } = basis;
  const shares = new Weights();
  const percent = new Weights();
  const perUnit = new Weights();
  for (const entry of weights.own.keys()) {
    if (ledger.roles[entry] !== OUTPUT) continue;
    const key = orders.keyOfEntry[entry] as number;
    const whole = orders.outputQuantity.scaled(key);
    if (whole === 0n) continue;
    const quantity = bigintAt(ledger.quantities, ledger.rows[entry] as number);
    const share = proportion(weights.own.get(entry), quantity, whole);
    shares.add(key, share);
    const rates = weights.parts.has(MATERIAL_OVERHEAD) ? orders.ratesOf(key) : undefined;
    if (!rates) continue;
    percent.add(key, (share * rates.percent) / power10(rates.percentScale + 2));
    perUnit.add(key, share * rates.perUnit);
  }
  for (let entry = 0; entry < ledger.count; entry += 1) {
    if (ledger.roles[entry] !== OUTPUT) continue;
    const key = orders.keyOfEntry[entry] as number;
    const weight = perUnit.get(key);
    const rates = weight === 0n ? undefined : orders.ratesOf(key);
    if (!rates) continue;
    const quantity = bigintAt(ledger.quantities, ledger.rows[entry] as number);
    const scale = rates.perUnitScale + ledger.quantities.scale;
    outputs.add(ledger.rows[entry] as number, (weight * quantity * power10(ledger.actual.scale)) / power10(scale));
  }
  return { shares, percent };
}

/** Value entries of a figure of the tie-out; differences count what is reported with a minus. */
function tieOutAmounts(basis: Basis, field: string, rows: RowChoice, question: RowQuestion): Found | undefined {
  const { ledger } = basis;
  const inGroup = groupTest(basis, question);
  const found: Found = { values: new Weights(), outputs: new Weights() };
  const amountOf = valueAmount(basis, field, rows);
  if (amountOf) {
    for (let row = 0; row < ledger.entryOfValue.length; row += 1) {
      if (inGroup(row)) found.values.add(row, amountOf(row) * ONE);
    }
  } else if (field !== "reported") return undefined;
  if (field !== "reported" && field !== "difference" && field !== "otherDifference") return found;
  const reported = shareAmounts(basis, "total", rows);
  const sign = field === "difference" ? -1n : 1n;
  for (const row of reported?.values.keys() ?? []) found.values.add(row, sign * (reported?.values.get(row) ?? 0n));
  return found;
}

/** What a value entry adds to a figure of the tie-out, as scaled amount; undefined for unknown figures. */
function valueAmount(basis: Basis, field: string, rows: RowChoice): ((row: number) => bigint) | undefined {
  const { ledger, parameters } = basis;
  const whole = (row: number): bigint => bigintAt(ledger.actual, row) + bigintAt(ledger.expected, row);
  const kind = parameters.printCostShare;
  if (kind === "WIP Inventory") return field === "wipBalance" ? wipAmount(basis, rows) : undefined;
  if (kind === "Inventory") return field === "inventoryValue" || field === "difference" ? whole : undefined;
  const figuresOf = tieOutReader(basis, rows.inRows);
  const one =
    (bit: number, amount: (row: number) => bigint) =>
    (row: number): bigint =>
      (figuresOf(row) & bit) === 0 ? 0n : amount(row);
  const cogs = one(IN_COGS, (row) => bigintAt(ledger.actual, row));
  const prior = one(IN_PRIOR_SALES, (row) => bigintAt(ledger.actual, row));
  const expected = one(IN_EXPECTED_COST, (row) => bigintAt(ledger.expected, row));
  const rounding = one(IN_ROUNDING, whole);
  const amounts: Readonly<Record<string, (row: number) => bigint>> = {
    cogsInPeriod: cogs,
    priorSalesAdjusted: prior,
    expectedCost: expected,
    rounding,
    otherDifference: (row) => prior(row) - cogs(row) - expected(row) - rounding(row),
  };
  return Object.hasOwn(amounts, field) ? amounts[field] : undefined;
}

function wipAmount(basis: Basis, rows: RowChoice): (row: number) => bigint {
  const { ledger, orders } = basis;
  const effectOf = wipEffectReader(basis);
  const entries = new Set(rows.entries);
  const capacity = new Set(rows.capacityRows);
  return (row) => {
    const entry = ledger.entryOfValue[row] as number;
    const counts = entry >= 0 ? entries.has(entry) : capacity.has(orders.capacityEntries.rowOfValue[row] as number);
    return counts ? effectOf(row) : 0n;
  };
}

/** Whether a value entry belongs to the group of a question (Sales and Inventory: to the item). */
function groupTest(basis: Basis, question: RowQuestion): (row: number) => boolean {
  const { ledger, parameters } = basis;
  if (parameters.printCostShare === "WIP Inventory") return () => true;
  const { groupOf, codes } = itemGroups(basis);
  return (row) => {
    const entry = ledger.entryOfValue[row] as number;
    const group = entry < 0 ? -1 : (groupOf[entry] as number);
    return group >= 0 && (question.group === undefined || codes[group] === question.group);
  };
}

/** Entries with their shares, rounded one after the other so that the running sum is right to the cent. */
function entriesOf(basis: Basis, found: Found): Pick<Drill, "figure" | "entries"> {
  const { ledgers, ledger, orders } = basis;
  const values = ledgers.table("Value Entries");
  const valueNos = values.integers("Entry No.");
  const valueDates = values.days("Posting Date");
  const types = values.options("Entry Type").values;
  const entryNos = values.integers("Item Ledger Entry No.");
  const capacityNos = values.integers("Capacity Ledger Entry No.");
  const table = ledgers.table("Item Ledger Entries");
  const itemNos = table.ids("Item No.");
  const entryTypes = table.options("Entry Type").values;
  const documentNos = table.ids("Document No.");
  const { scale } = ledger.actual;
  const entries: DrillEntry[] = [];
  let running = 0n;
  let shown = 0n;
  const put = (wide: bigint, entry: Omit<DrillEntry, "amount">): void => {
    running += wide;
    const rounded = roundShare(running, scale, 2);
    entries.push({ ...entry, amount: decimalText(rounded - shown, 2) });
    shown = rounded;
  };
  const inOrder = (rows: Weights, numbers: Float64Array): readonly number[] =>
    [...rows.keys()]
      .filter((row) => rows.get(row) !== 0n)
      .sort((a, b) => (numbers[a] as number) - (numbers[b] as number));

  for (const row of inOrder(found.values, valueNos)) {
    const entry = ledger.entryOfValue[row] as number;
    const itemRow = entry < 0 ? -1 : (ledger.rows[entry] as number);
    const whole = bigintAt(ledger.actual, row) + bigintAt(ledger.expected, row);
    put(found.values.get(row), {
      table: "Value Entries",
      entryNo: valueNos[row] as number,
      columns: {
        "Posting Date": dayText(valueDates[row] as number),
        "Entry Type": optionLists["cost type"][types[row] as number] ?? "",
        "Item Ledger Entry Type":
          itemRow < 0 ? "" : (optionLists["entry type"][entryTypes[itemRow] as number] ?? ""),
        "Item No.": itemRow < 0 ? "" : ledgers.codes.text(itemNos[itemRow] as number),
        "Document No.": itemRow < 0 ? "" : ledgers.codes.text(documentNos[itemRow] as number),
        "Item Ledger Entry No.": entryNos[row] as number,
        "Capacity Ledger Entry No.": orders.capacityEntries.standIn ? 0 : (capacityNos[row] as number),
        "Cost Amount": decimalText(whole, scale),
      },
    });
  }
  const itemEntryNos = table.integers("Entry No.");
  for (const row of inOrder(found.outputs, itemEntryNos)) {
    put(found.outputs.get(row), {
      table: "Item Ledger Entries",
      entryNo: itemEntryNos[row] as number,
      columns: {
        "Posting Date": dayText(table.days("Posting Date")[row] as number),
        "Entry Type": "Overhead Rate",
        "Item Ledger Entry Type": optionLists["entry type"][entryTypes[row] as number] ?? "",
        "Item No.": ledgers.codes.text(itemNos[row] as number),
        "Document No.": ledgers.codes.text(documentNos[row] as number),
        "Item Ledger Entry No.": itemEntryNos[row] as number,
        "Capacity Ledger Entry No.": 0,
        "Cost Amount": "",
      },
    });
  }
  return { figure: decimalText(shown, 2), entries };
}
