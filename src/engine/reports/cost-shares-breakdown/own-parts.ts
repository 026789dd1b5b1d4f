/** The parts of an entry's own cost: from its value entries, and for output its share of what its order cost. */
import type { Ledgers } from "../../ledgers/ledgers";
import { bigintAt, ExactSums, power10 } from "../../values/decimal";
import { HAS_PARTS, OUTPUT, type CostLedger } from "./ledger";
import type { OrderCosts, Rates } from "./orders";
import {
  CAPACITY,
  CAPACITY_OVERHEAD,
  FIRST_SUB_VARIANCE,
  INDIRECT_COST,
  MATERIAL_OVERHEAD,
  partOfCostType,
  partOfVarianceType,
  SUBCONTRACTED,
  VARIANCE,
} from "./parts";
import { EXTRA_DECIMALS, ONE, proportion } from "./wide";

/** Adds the own parts of `entry`, times numerator / denominator, to `into` (wide amounts by part). */
export type AddOwnParts = (entry: number, into: bigint[], numerator: bigint, denominator: bigint) => void;

export interface OwnParts {
  readonly add: AddOwnParts;
  /** True when an entry has parts of its own beside direct cost. */
  has(entry: number): boolean;
}

/** Amount per part that an order shares among its output, as wide amounts. `rates` undefined: no manufacturing overhead. */
export function mfgOverhead(
  orders: OrderCosts,
  key: number,
  rates: Rates,
  quantityScale: number,
  amountScale: number,
): bigint {
  const base =
    orders.consumed.scaled(key) +
    orders.capacity.scaled(key) +
    orders.subcontracted.scaled(key) +
    orders.capacityOverhead.scaled(key);
  const byPercent = (base * rates.percent * ONE) / power10(rates.percentScale + 2);
  const unitsScale = rates.perUnitScale + quantityScale;
  const byUnit =
    (rates.perUnit * orders.outputQuantity.scaled(key) * power10(amountScale + EXTRA_DECIMALS)) /
    power10(unitsScale);
  return byPercent + byUnit;
}

export function ownParts(ledgers: Ledgers, ledger: CostLedger, orders: OrderCosts): OwnParts {
  const values = ledgers.table("Value Entries");
  const costTypes = values.options("Entry Type").values;
  const varianceTypes = values.options("Variance Type").values;
  const { actual, expected, partStart, partRows, quantities, roles, rows } = ledger;
  const sums = new ExactSums(FIRST_SUB_VARIANCE + 7, actual.scale);

  const addValues = (entry: number, into: bigint[], numerator: bigint, denominator: bigint): bigint => {
    sums.clearAll();
    const end = partStart[entry + 1] as number;
    for (let place = partStart[entry] as number; place < end; place += 1) {
      const row = partRows[place] as number;
      const part = partOfCostType[costTypes[row] as number] as number;
      sums.add(part, actual, row);
      sums.add(part, expected, row);
      if (part !== VARIANCE) continue;
      const subPart = partOfVarianceType(varianceTypes[row] as number);
      if (subPart < 0) continue;
      sums.add(subPart, actual, row);
      sums.add(subPart, expected, row);
    }
    for (let part = 0; part < sums.size; part += 1) {
      if (sums.isZero(part)) continue;
      into[part] = (into[part] as bigint) + proportion(sums.scaled(part) * ONE, numerator, denominator);
    }
    return sums.scaled(INDIRECT_COST);
  };

  const add: AddOwnParts = (entry, into, numerator, denominator) => {
    const indirectCost =
      ((ledger.valueFacts[entry] as number) & HAS_PARTS) !== 0
        ? addValues(entry, into, numerator, denominator)
        : 0n;
    const put = (part: number, amount: bigint): void => {
      if (amount !== 0n) into[part] = (into[part] as bigint) + proportion(amount, numerator, denominator);
    };
    if (roles[entry] !== OUTPUT) {
      put(MATERIAL_OVERHEAD, indirectCost * ONE);
      return;
    }
    const key = orders.keyOfEntry[entry] as number;
    const rates = orders.ratesOf(key);
    if (!rates) put(MATERIAL_OVERHEAD, indirectCost * ONE);
    const whole = orders.outputQuantity.scaled(key);
    if (whole === 0n) return;
    const quantity = bigintAt(quantities, rows[entry] as number);
    put(CAPACITY, proportion(orders.capacity.scaled(key) * ONE, quantity, whole));
    put(SUBCONTRACTED, proportion(orders.subcontracted.scaled(key) * ONE, quantity, whole));
    put(CAPACITY_OVERHEAD, proportion(orders.capacityOverhead.scaled(key) * ONE, quantity, whole));
    if (rates) {
      const overhead = mfgOverhead(orders, key, rates, quantities.scale, actual.scale);
      put(MATERIAL_OVERHEAD, proportion(overhead, quantity, whole));
    }
  };
  return {
    add,
    has: (entry) => roles[entry] === OUTPUT || ((ledger.valueFacts[entry] as number) & HAS_PARTS) !== 0,
  };
}
