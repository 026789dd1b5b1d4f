/** WIP Inventory: all item and capacity entries of production orders, and the tie to WIP. */
import { dayText } from "../../values/day";
import { bigintAt, decimalText, ExactSums } from "../../values/decimal";
import { effectStride, effectTable } from "../inventory-valuation-wip/effects";
import { columnQuantity, entryFacts, trace, type Basis } from "./basis";
import { amountText, Breakdown, quantityText } from "./breakdown";
import { withoutValue } from "./item-groups";
import {
  CAPACITY,
  CAPACITY_OVERHEAD,
  DIRECT_COST_TYPE,
  INDIRECT_COST_TYPE,
  PARTS,
  SUBCONTRACTED,
  variances,
} from "./parts";
import type { Shares } from "./shares";
import { ONE } from "./wide";
import { orderGroups, rowsOfGroups, type OrderGroups } from "./wip-rows";

export function wip(basis: Basis): Shares {
  const { ledger, parameters } = basis;
  const groups = orderGroups(basis);
  const { groupOfEntry, groupOfCapacity } = rowsOfGroups(basis, groups);
  const { scale } = ledger.totals;
  const breakdown = new Breakdown(groups.rows.length, scale, parameters.showDetails, true);
  const wanted = Uint8Array.from(groupOfEntry, (group) => (group >= 0 ? 1 : 0));
  const facts = entryFacts(basis);
  const own = Array.from({ length: PARTS }, () => 0n);
  trace(basis, wanted, (entry, traced) => {
    const row = ledger.rows[entry] as number;
    let total = ledger.totals.scaled(entry) * ONE;
    let parts = traced;
    if (traced && basis.own.has(entry)) {
      // Variance never is WIP: the entry's own is left out, what came with consumed components stays.
      basis.own.add(entry, own, 1n, 1n);
      const less = traced.slice();
      for (const part of variances) less[part] = (less[part] as bigint) - (own[part] as bigint);
      total -= own[variances[0] as number] as bigint;
      parts = less;
      own.fill(0n);
    }
    breakdown.add(groupOfEntry[entry] as number, total, parts, () =>
      facts(entry, bigintAt(ledger.quantities, row), ledger.totals.text(entry, 2)),
    );
  });
  addCapacity(basis, breakdown, groupOfCapacity);
  const balance = wipBalance(basis, groups.rows.length, groupOfEntry, groupOfCapacity);
  return {
    breakdown,
    groups: resultGroups(basis, groups, breakdown, balance),
    findings: withoutValue(basis, (entry) => (groupOfEntry[entry] as number) >= 0),
  };
}

function resultGroups(
  { ledgers }: Basis,
  { rows }: OrderGroups,
  sums: Breakdown,
  balances: ExactSums,
): Shares["groups"] {
  const { codes, texts } = ledgers;
  const table = ledgers.table("Production Orders");
  const statuses = table.options("Status");
  const numbers = table.ids("No.");
  const descriptions = table.ids("Description");
  const quantities = table.decimals("Quantity");
  return rows
    .map((row, number) => ({ row, number }))
    .filter(({ number }) => sums.rowCount(number) > 0)
    .map(({ row, number }) => ({
      number,
      group: {
        groupType: "Production Order",
        no: codes.text(numbers[row] as number),
        description: texts.text(descriptions[row] as number),
        status: statuses.captions[statuses.values[row] as number] as string,
        quantity: quantityText(bigintAt(quantities, row), quantities.scale),
        ...sums.groupAmounts(number),
        tieOut: { wipBalance: amountText(balances, number) },
        ...(sums.withRows ? { rows: sums.rows(number) } : {}),
      },
    }));
}

/** Capacity entries, negated: the sign of the item ledger, where what goes into an order is negative. */
function addCapacity(basis: Basis, breakdown: Breakdown, groupOfCapacity: Int32Array): void {
  const { ledgers, ledger, orders } = basis;
  const { table, rowOfValue, subcontracting } = orders.capacityEntries;
  const values = ledgers.table("Value Entries");
  const costTypes = values.options("Entry Type").values;
  const direct = new ExactSums(table.rows, ledger.actual.scale);
  const overhead = new ExactSums(table.rows, ledger.actual.scale);
  for (let value = 0; value < values.rows; value += 1) {
    const row = rowOfValue[value] as number;
    if (row < 0) continue;
    if (costTypes[value] === DIRECT_COST_TYPE) direct.add(row, ledger.actual, value);
    else if (costTypes[value] === INDIRECT_COST_TYPE) overhead.add(row, ledger.actual, value);
  }
  const entryNos = table.integers("Entry No.");
  const dates = table.days("Posting Date");
  const lines = table.integers("Order Line No.");
  const documentNos = table.ids("Document No.");
  const descriptions = table.ids("Description");
  const itemNos = table.ids("Item No.");
  const quantities = table.decimals("Quantity");
  for (let row = 0; row < table.rows; row += 1) {
    const group = groupOfCapacity[row] as number;
    if (group < 0) continue;
    const parts = Array.from({ length: PARTS }, () => 0n);
    parts[subcontracting[row] === 1 ? SUBCONTRACTED : CAPACITY] = -direct.scaled(row) * ONE;
    parts[CAPACITY_OVERHEAD] = -overhead.scaled(row) * ONE;
    const cost = direct.scaled(row) + overhead.scaled(row);
    breakdown.add(group, -cost * ONE, parts, () => ({
      line: lines[row] as number,
      type: 0,
      entryNo: 0,
      capacityEntryNo: entryNos[row] as number,
      postingDate: dayText(dates[row] as number),
      entryType: "",
      documentNo: ledgers.codes.text(documentNos[row] as number),
      description: ledgers.texts.text(descriptions[row] as number),
      itemNo: ledgers.codes.text(itemNos[row] as number),
      locationCode: "",
      variantCode: "",
      quantity: columnQuantity(quantities, row),
      ownQuantity: columnQuantity(quantities, row),
      ownCost: decimalText(cost, direct.scale, 2),
    }));
  }
}

/** What a value entry does to WIP, as a scaled amount, by the rule of Inventory Valuation - WIP. */
export function wipEffectReader(basis: Basis): (value: number) => bigint {
  const { ledgers, ledger } = basis;
  const values = ledgers.table("Value Entries");
  const costTypes = values.options("Entry Type").values;
  const expectedCost = values.flags("Expected Cost");
  const entryTypes = ledgers.table("Item Ledger Entries").options("Entry Type").values;
  const valueTypes = values.has("Item Ledger Entry Type")
    ? values.options("Item Ledger Entry Type").values
    : undefined;
  const effects = effectTable("Include");
  return (value) => {
    const entry = ledger.entryOfValue[value] as number;
    const typeOfEntry = entry >= 0 ? (entryTypes[ledger.rows[entry] as number] as number) : 0;
    const type = valueTypes ? (valueTypes[value] as number) : typeOfEntry;
    const effect = effects[type * effectStride + (costTypes[value] as number)];
    if (!effect || (effect.onlyActualEntries && expectedCost[value] === 1)) return 0n;
    const actual = effect.actual === 0 ? 0n : bigintAt(ledger.actual, value) * BigInt(effect.actual);
    const expected = effect.expected === 0 ? 0n : bigintAt(ledger.expected, value) * BigInt(effect.expected);
    return actual + expected;
  };
}

function wipBalance(
  basis: Basis,
  groups: number,
  groupOfEntry: Int32Array,
  groupOfCapacity: Int32Array,
): ExactSums {
  const { ledger, orders } = basis;
  const { rowOfValue } = orders.capacityEntries;
  const effectOf = wipEffectReader(basis);
  const balance = new ExactSums(groups, ledger.actual.scale);
  for (let value = 0; value < rowOfValue.length; value += 1) {
    const entry = ledger.entryOfValue[value] as number;
    const capacityRow = rowOfValue[value] as number;
    let group = -1;
    if (entry >= 0) group = groupOfEntry[entry] as number;
    else if (capacityRow >= 0) group = groupOfCapacity[capacityRow] as number;
    if (group >= 0) balance.addScaled(group, effectOf(value));
  }
  return balance;
}
