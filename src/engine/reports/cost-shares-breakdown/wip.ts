/** WIP Inventory: all item and capacity entries of production orders, and the tie to WIP. */
import { optionNumber } from "../../ledgers/options";
import { compareCodes } from "../../values/codes";
import { dayText } from "../../values/day";
import { bigintAt, decimalText, ExactSums } from "../../values/decimal";
import { effectStride, effectTable } from "../inventory-valuation-wip/effects";
import { columnQuantity, entryFacts, trace, type Basis } from "./basis";
import { amountText, Breakdown, quantityText } from "./breakdown";
import { withoutValue } from "./item-groups";
import { orderCode, PRODUCTION } from "./orders";
import {
  CAPACITY,
  CAPACITY_OVERHEAD,
  DIRECT_COST_TYPE,
  INDIRECT_COST_TYPE,
  PARTS,
  SUBCONTRACTED,
  variances,
} from "./parts";
import { producedItems } from "./produced-items";
import type { Shares } from "./shares";
import { ONE } from "./wide";

const RELEASED = optionNumber("order status", "Released");
const FINISHED = optionNumber("order status", "Finished");

/** Production orders that are wanted, by status and number. */
interface OrderGroups {
  /** Row on Production Orders per group. */
  readonly rows: readonly number[];
  /** Group per code number, -1 when not wanted. */
  readonly groupOfCode: Int32Array;
}

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
        status: statuses.captions[statuses.values[row] as number] ?? "",
        quantity: quantityText(bigintAt(quantities, row), quantities.scale),
        ...sums.groupAmounts(number),
        tieOut: { wipBalance: amountText(balances, number) },
        ...(sums.withRows ? { rows: sums.rows(number) } : {}),
      },
    }));
}

/** Orders with a wanted status and number: Released first, then by number. */
function orderGroups(basis: Basis): OrderGroups {
  const { ledgers, parameters } = basis;
  const table = ledgers.table("Production Orders");
  const statuses = table.options("Status");
  const numbers = table.ids("No.");
  const { codes } = ledgers;
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    const status = statuses.values[row] as number;
    if (status !== RELEASED && status !== FINISHED) continue;
    if (!parameters.productionOrderStatus.includes(statuses.captions[status] ?? "")) continue;
    if (parameters.productionOrderFilter.matchesCode(codes.text(numbers[row] as number))) rows.push(row);
  }
  rows.sort(
    (a, b) =>
      (statuses.values[a] as number) - (statuses.values[b] as number) ||
      compareCodes(codes.text(numbers[a] as number), codes.text(numbers[b] as number)),
  );
  const groupOfCode = new Int32Array(codes.size).fill(-1);
  rows.forEach((row, group) => (groupOfCode[numbers[row] as number] = group));
  return { rows, groupOfCode };
}

/** Group of each item ledger entry and each capacity row, -1 for those that are not shown. */
function rowsOfGroups(
  basis: Basis,
  groups: OrderGroups,
): { readonly groupOfEntry: Int32Array; readonly groupOfCapacity: Int32Array } {
  const { ledgers, ledger, orders } = basis;
  const passes = producedItems(basis, (code) => groups.groupOfCode[code] as number, groups.rows);
  const table = ledgers.table("Item Ledger Entries");
  const orderTypes = table.options("Order Type").values;
  const orderNos = table.ids("Order No.");
  const groupOfEntry = new Int32Array(ledger.count).fill(-1);
  for (let entry = 0; entry < ledger.count; entry += 1) {
    const row = ledger.rows[entry] as number;
    if (orderTypes[row] !== PRODUCTION) continue;
    const group = groups.groupOfCode[orderNos[row] as number] as number;
    if (group >= 0 && passes.entry(orders.keyOfEntry[entry] as number)) groupOfEntry[entry] = group;
  }
  const capacity = orders.capacityEntries;
  const capacityOrderNos = capacity.table.ids("Order No.");
  const groupOfCapacity = new Int32Array(capacity.table.rows).fill(-1);
  for (let row = 0; row < capacity.table.rows; row += 1) {
    const key = capacity.keys[row] as number;
    const code = capacityOrderNos[row] as number;
    if (key < 0 || orders.keys.firsts[key] !== orderCode(code, false)) continue;
    const group = groups.groupOfCode[code] as number;
    if (group >= 0 && passes.capacity(key, row)) groupOfCapacity[row] = group;
  }
  return { groupOfEntry, groupOfCapacity };
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

/** Effects on WIP of the value entries of the rows, by the rule of Inventory Valuation - WIP. */
function wipBalance(
  basis: Basis,
  groups: number,
  groupOfEntry: Int32Array,
  groupOfCapacity: Int32Array,
): ExactSums {
  const { ledgers, ledger, orders } = basis;
  const values = ledgers.table("Value Entries");
  const costTypes = values.options("Entry Type").values;
  const expectedCost = values.flags("Expected Cost");
  const entryTypes = ledgers.table("Item Ledger Entries").options("Entry Type").values;
  const valueTypes = values.has("Item Ledger Entry Type")
    ? values.options("Item Ledger Entry Type").values
    : undefined;
  const { rowOfValue } = orders.capacityEntries;
  const effects = effectTable("Include");
  const balance = new ExactSums(groups, ledger.actual.scale);
  for (let value = 0; value < values.rows; value += 1) {
    const entry = ledger.entryOfValue[value] as number;
    const capacityRow = rowOfValue[value] as number;
    const group =
      entry >= 0
        ? (groupOfEntry[entry] as number)
        : capacityRow >= 0
          ? (groupOfCapacity[capacityRow] as number)
          : -1;
    if (group < 0) continue;
    const type = valueTypes?.[value] ?? (entry >= 0 ? (entryTypes[ledger.rows[entry] as number] as number) : 0);
    const effect = effects[type * effectStride + (costTypes[value] as number)];
    if (!effect || (effect.onlyActualEntries && expectedCost[value] === 1)) continue;
    if (effect.actual === 1) balance.add(group, ledger.actual, value);
    else if (effect.actual === -1) balance.subtract(group, ledger.actual, value);
    if (effect.expected === -1) balance.subtract(group, ledger.expected, value);
  }
  return balance;
}
