/** How much of each value entry is in a figure: its amount times the weight that the figure gives it. */
import { bigintAt, power10, signAt } from "../../values/decimal";
import type { Basis } from "./basis";
import { figureWeights, type FigureWeights, type RowChoice } from "./figure-weights";
import { CONSUMPTION, OUTPUT } from "./ledger";
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
import { Weights } from "./weights";
import { proportion } from "./wide";

/** Wide amounts that make a figure. */
export interface ShareAmounts {
  /** By row of Value Entries. */
  readonly values: Weights;
  /** By row of Item Ledger Entries: overhead per unit of output, which no value entry holds. */
  readonly outputs: Weights;
}

/** Wide amounts of one of the eighteen amounts over the chosen rows; undefined when there is no such amount. */
export function shareAmounts(basis: Basis, field: string, rows: RowChoice): ShareAmounts | undefined {
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
        weights.values.get(row) +
        weights.totals.get(entry) +
        partWeight(basis, weights, entry, part, varianceTypes[row] as number);
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
    outputs.add(
      ledger.rows[entry] as number,
      (weight * quantity * power10(ledger.actual.scale)) / power10(scale),
    );
  }
  return { shares, percent };
}
