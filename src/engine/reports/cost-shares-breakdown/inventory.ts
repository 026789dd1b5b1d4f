/** Inventory: one row per entry with quantity left at the end, and the tie to inventory value. */
import { bigintAt, ExactSums, rescale } from "../../values/decimal";
import { AverageRows } from "./average-rows";
import { entryFacts, trace, type Basis } from "./basis";
import { amountText, Breakdown } from "./breakdown";
import { itemGroups, withoutValue, type ItemGroups } from "./item-groups";
import { PARTS, REVALUATION, REVALUATION_TYPE } from "./parts";
import { revaluationReader } from "./sales";
import { itemResultGroups, type Shares } from "./shares";
import { ONE, proportion, shareText } from "./wide";

export function inventory(basis: Basis): Shares {
  const { ledger, parameters } = basis;
  const groups = itemGroups(basis);
  const { scale } = ledger.totals;
  const breakdown = new Breakdown(groups.count, scale, parameters.showDetails, false);
  const quantities = new ExactSums(groups.count, ledger.quantities.scale);
  const averages = new AverageRows(basis, groups);
  const wanted = inventoryRows(basis, groups.groupOf, (entry) => {
    averages.take(entry);
  });
  const facts = entryFacts(basis);
  const revaluationLeft = revaluationLeftReader(basis);
  const ownRevaluation = revaluationReader(basis);
  trace(basis, wanted, (entry, traced) => {
    const group = groups.groupOf[entry] as number;
    const row = ledger.rows[entry] as number;
    const left = quantityLeft(basis, entry);
    const quantity = bigintAt(ledger.quantities, row);
    quantities.addScaled(group, left);
    const own = ledger.totals.scaled(entry) * ONE;
    const said = () => facts(entry, left, ledger.totals.text(entry, 2));
    if (quantity < 0n) {
      const parts = traced && ownPartsOf(basis, entry);
      breakdown.add(group, own + coveredCost(basis, entry), parts, said);
      return;
    }
    if (!traced) {
      breakdown.add(group, proportion(own, left, quantity), undefined, said);
      return;
    }
    const revaluation = revaluationLeft(entry, left);
    const parts = traced.map((amount, part) =>
      part === REVALUATION ? revaluation : proportion(amount, left, quantity),
    );
    breakdown.add(group, proportion(own - ownRevaluation(entry), left, quantity) + revaluation, parts, said);
  });
  averages.addTo(breakdown, quantities);
  const inventoryValue = valuePerGroup(basis, groups);
  const listed = (entry: number): boolean => {
    const group = groups.groupOf[entry] as number;
    return group >= 0 && breakdown.rowCount(group) > 0;
  };
  return {
    breakdown,
    groups: itemResultGroups(basis, groups, breakdown, quantities, (group) => ({
      reported: shareText(breakdown.total(group), scale),
      inventoryValue: amountText(inventoryValue, group),
      difference: shareText(inventoryValue.scaled(group) * ONE - breakdown.total(group), scale),
    })),
    findings: [...groups.findings, ...withoutValue(basis, listed)],
  };
}

/** 1 per entry with quantity left; entries of items at average cost are handed to `takeAverage` instead. */
export function inventoryRows(
  basis: Basis,
  groupOf: Int32Array,
  takeAverage: (entry: number) => void,
): Uint8Array {
  const { ledgers, ledger } = basis;
  const itemNos = ledgers.table("Item Ledger Entries").ids("Item No.");
  const wanted = new Uint8Array(ledger.count);
  for (let entry = 0; entry < ledger.count; entry += 1) {
    if ((groupOf[entry] as number) < 0) continue;
    if (ledger.averageItems[itemNos[ledger.rows[entry] as number] as number] === 1) takeAverage(entry);
    else if (quantityLeft(basis, entry) !== 0n) wanted[entry] = 1;
  }
  return wanted;
}

/** Quantity of an entry that is left, at the ledger's quantity scale. Negative: issued before it was received. */
export function quantityLeft(basis: Basis, entry: number): bigint {
  const { ledger } = basis;
  const quantity = bigintAt(ledger.quantities, ledger.rows[entry] as number);
  if (quantity > 0n) return quantity + ledger.issued.scaled(entry);
  let left = quantity;
  const end = ledger.drawStart[entry + 1] as number;
  for (let draw = ledger.drawStart[entry] as number; draw < end; draw += 1) {
    left -= bigintAt(ledger.applied, ledger.drawRows[draw] as number);
  }
  return left;
}

/** Cost of what an issue was applied to: the receipts' totals in proportion to quantity, positive. */
function coveredCost(basis: Basis, entry: number): bigint {
  const { ledger } = basis;
  let cost = 0n;
  const end = ledger.drawStart[entry + 1] as number;
  for (let draw = ledger.drawStart[entry] as number; draw < end; draw += 1) {
    const source = ledger.drawSources[draw] as number;
    const quantity = bigintAt(ledger.quantities, ledger.rows[source] as number);
    if (quantity === 0n) continue;
    const applied = bigintAt(ledger.applied, ledger.drawRows[draw] as number);
    cost -= proportion(ledger.totals.scaled(source) * ONE, applied, quantity);
  }
  return cost;
}

function ownPartsOf(basis: Basis, entry: number): bigint[] {
  const parts = Array.from({ length: PARTS }, () => 0n);
  basis.own.add(entry, parts, 1n, 1n);
  return parts;
}

/** Takes one revaluation entry of an inbound entry: its row, and the share that belongs to what is left. */
type TakeRevaluation = (row: number, numerator: bigint, denominator: bigint) => void;

/** Revaluation entries of an inbound entry with the shares that belong to what is left of it, by the basis chosen. */
export function revaluationShares(
  basis: Basis,
): (entry: number, left: bigint, take: TakeRevaluation) => void {
  const { ledgers, ledger, parameters } = basis;
  const values = ledgers.table("Value Entries");
  const costTypes = values.options("Entry Type").values;
  const valued = values.decimals("Valued Quantity");
  const scale = Math.max(valued.scale, ledger.quantities.scale);
  const isWhole = parameters.revaluationBasis === "Business Central";
  return (entry, left, take) => {
    const leftHere = rescale(left, ledger.quantities.scale, scale);
    const end = ledger.partStart[entry + 1] as number;
    for (let place = ledger.partStart[entry] as number; place < end; place += 1) {
      const row = ledger.partRows[place] as number;
      if (costTypes[row] !== REVALUATION_TYPE) continue;
      if (isWhole) {
        take(row, 1n, 1n);
        continue;
      }
      let quantity = rescale(bigintAt(valued, row), valued.scale, scale);
      if (quantity <= 0n) {
        const own = bigintAt(ledger.quantities, ledger.rows[entry] as number);
        quantity = rescale(own, ledger.quantities.scale, scale);
      }
      take(row, leftHere < quantity ? leftHere : quantity, quantity);
    }
  };
}

/** Revaluation of an inbound entry that belongs to what is left of it, as wide amount. */
function revaluationLeftReader(basis: Basis): (entry: number, left: bigint) => bigint {
  const { actual, expected } = basis.ledger;
  const sharesOf = revaluationShares(basis);
  return (entry, left) => {
    let revaluation = 0n;
    sharesOf(entry, left, (row, numerator, denominator) => {
      const amount = (bigintAt(actual, row) + bigintAt(expected, row)) * ONE;
      revaluation += proportion(amount, numerator, denominator);
    });
    return revaluation;
  };
}

function valuePerGroup(basis: Basis, groups: ItemGroups): ExactSums {
  const { ledger } = basis;
  const value = new ExactSums(groups.count, ledger.totals.scale);
  for (let row = 0; row < ledger.entryOfValue.length; row += 1) {
    const entry = ledger.entryOfValue[row] as number;
    const group = entry < 0 ? -1 : (groups.groupOf[entry] as number);
    if (group < 0) continue;
    value.add(group, ledger.actual, row);
    value.add(group, ledger.expected, row);
  }
  return value;
}
