/** Compares what the ledger says with what it should say: by entry, item and order. */
import { fit, roundFitted, FITTED_SCALE } from "../../costing/arithmetic";
import type { Adjustment } from "../../costing/adjustment";
import { METHOD, VALUED_BY, ENTRY_TYPE } from "../../costing/cost-ledger";
import { becomesInvoiced } from "../../costing/produced";
import { ScaledStore } from "../../costing/scaled";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionLists } from "../../ledgers/options";
import type { Rows } from "../../rows";
import { decimalText, power10 } from "../../values/decimal";
import { differenceRows, Differences } from "./differences";
import type { AdjustCostResult, CostDifference, CostItem, CostOrder } from "./result";

export interface Comparison {
  readonly differences: Rows<CostDifference>;
  readonly items: readonly CostItem[];
  readonly orders: readonly CostOrder[];
  readonly totals: AdjustCostResult["totals"];
  /** 1 for items with a difference of kind cost. */
  readonly costDiffers: Uint8Array;
  /** 1 for items with entries. */
  readonly hasEntries: Uint8Array;
  /** Quantity and value after the proposals per item. */
  readonly quantity: ScaledStore;
  readonly valueAfter: ScaledStore;
}

/** `tolerance` is money (scaled integer): up to it a difference is rounding. */
export function compareLedger(
  ledgers: Ledgers,
  adjustment: Adjustment,
  reported: Uint8Array,
  tolerance: bigint,
): Comparison {
  const costDiffers = new Uint8Array(adjustment.read.ledger.items.count);
  const found = findDifferences(adjustment, reported, tolerance, costDiffers);
  return {
    differences: differenceRows(ledgers, found.differences),
    ...compareItems(adjustment, reported, costDiffers),
    orders: compareOrders(adjustment, reported),
    totals: found.totals,
    costDiffers,
  };
}

/** The differences of reported entries and their totals; marks the items whose cost differs. */
function findDifferences(
  { read, adjusted }: Adjustment,
  reported: Uint8Array,
  tolerance: bigint,
  costDiffers: Uint8Array,
): { readonly differences: Differences; readonly totals: AdjustCostResult["totals"] } {
  const { costing } = adjusted;
  const { entries, moneyScale } = read.ledger;
  const differs = (e: number): boolean =>
    !costing.deltaActual.isZero(e) ||
    !costing.deltaRounding.isZero(e) ||
    !costing.deltaExpected.isZero(e) ||
    becomesInvoiced(costing, e);
  let room = 0;
  for (let e = 0; e < entries.count; e += 1) if (differs(e)) room += 1;
  const differences = new Differences(room, moneyScale);
  let deltaActual = 0n;
  let deltaExpected = 0n;
  let deltaCogs = 0n;
  for (let e = 0; e < entries.count; e += 1) {
    if (!differs(e)) continue;
    const item = entries.item[e] as number;
    const actual = costing.deltaActual.big(e) + costing.deltaRounding.big(e);
    const expected = costing.deltaExpected.big(e);
    const invoices = becomesInvoiced(costing, e);
    if (actual === 0n && expected === 0n && !invoices) continue;
    const isRounding = !invoices && magnitude(actual) <= tolerance && magnitude(expected) <= tolerance;
    if (!isRounding) costDiffers[item] = 1;
    if (reported[item] === 0) continue;
    deltaActual += actual;
    deltaExpected += expected;
    if (entries.type[e] === ENTRY_TYPE.sale) deltaCogs -= actual + expected;
    const row = differences.add(
      read.entryRows[e] as number,
      costing.facts.valuedBy[e] as number,
      isRounding ? "rounding" : "cost",
    );
    differences.costActual.setRow(row, costing.facts.actual, e);
    differences.costActual.addRow(row, costing.facts.rounding, e);
    differences.costExpected.setRow(row, costing.facts.expected, e);
    differences.deltaActual.set(row, actual);
    differences.deltaExpected.set(row, expected);
  }
  return {
    differences,
    totals: {
      differenceCount: differences.count,
      deltaActual: decimalText(deltaActual, moneyScale),
      deltaExpected: decimalText(deltaExpected, moneyScale),
      deltaCogs: decimalText(deltaCogs, moneyScale),
    },
  };
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function compareItems(
  adjustment: Adjustment,
  reported: Uint8Array,
  costDiffers: Uint8Array,
): Pick<Comparison, "items" | "hasEntries" | "quantity" | "valueAfter"> {
  const { read, adjusted, setup } = adjustment;
  const { costing } = adjusted;
  const { entries, values, items, moneyScale, quantityScale } = read.ledger;
  const sums = Array.from({ length: 8 }, () => new ScaledStore(items.count)) as [
    ScaledStore,
    ScaledStore,
    ScaledStore,
    ScaledStore,
    ScaledStore,
    ScaledStore,
    ScaledStore,
    ScaledStore,
  ];
  const [
    quantity,
    actualBefore,
    expectedBefore,
    actualAfter,
    expectedAfter,
    openQuantity,
    openValue,
    valueAfter,
  ] = sums;
  const hasEntries = new Uint8Array(items.count);
  for (let e = 0; e < entries.count; e += 1) {
    const item = entries.item[e] as number;
    hasEntries[item] = 1;
    for (let v = entries.valueStart[e] as number; v < (entries.valueStart[e + 1] as number); v += 1) {
      quantity.addRow(item, values.entryQuantity, v);
    }
    actualBefore.addRow(item, costing.facts.actual, e);
    actualBefore.addRow(item, costing.facts.rounding, e);
    expectedBefore.addRow(item, costing.facts.expected, e);
    const isOpenIssue = entries.quantity.sign(e) < 0 && !entries.remaining.isZero(e);
    for (const store of isOpenIssue ? [actualAfter, openValue] : [actualAfter]) {
      store.addRow(item, costing.handed, e);
      store.addRow(item, costing.facts.rounding, e);
      store.addRow(item, costing.deltaRounding, e);
    }
    for (const store of isOpenIssue ? [expectedAfter, openValue] : [expectedAfter]) {
      store.addRow(item, costing.facts.expected, e);
      store.addRow(item, costing.deltaExpected, e);
    }
    if (isOpenIssue) openQuantity.addRow(item, entries.quantity, e);
  }
  const rows: CostItem[] = [];
  const money = (value: bigint): string => decimalText(value, moneyScale);
  const methods: readonly string[] = optionLists["costing method"];
  for (let item = 0; item < items.count; item += 1) {
    valueAfter.set(item, actualAfter.big(item) + expectedAfter.big(item));
    if (hasEntries[item] === 0 || reported[item] === 0) continue;
    const before = actualBefore.big(item) + expectedBefore.big(item);
    const value = valueAfter.big(item) - openValue.big(item);
    const stock = quantity.big(item) - openQuantity.big(item);
    const hasUnitCost = items.method[item] !== METHOD.standard && stock > 0n && value >= 0n;
    const unitCost = hasUnitCost
      ? roundFitted(fit(value * power10(quantityScale), stock * power10(moneyScale)), setup.unitPrecision)
      : 0n;
    rows.push({
      itemNo: items.no[item] as string,
      costingMethod: methods[items.method[item] as number] as string,
      quantity: decimalText(quantity.big(item), quantityScale),
      actualBefore: money(actualBefore.big(item)),
      expectedBefore: money(expectedBefore.big(item)),
      actualAfter: money(actualAfter.big(item)),
      expectedAfter: money(expectedAfter.big(item)),
      delta: money(valueAfter.big(item) - before),
      unitCostAfter: hasUnitCost ? decimalText(unitCost, FITTED_SCALE) : "",
      fullyAdjusted: costDiffers[item] === 0,
    });
  }
  return { items: rows, hasEntries, quantity, valueAfter };
}

/** Orders with output of valued items. */
function compareOrders(adjustment: Adjustment, reported: Uint8Array): CostOrder[] {
  const { read, adjusted } = adjustment;
  const { costing, produced } = adjusted;
  const { orders, entries, items, moneyScale, quantityScale } = read.ledger;
  const orderTypes: readonly string[] = optionLists["order type"];
  const money = (value: bigint): string => decimalText(value, moneyScale);
  const rows: CostOrder[] = [];
  for (let order = 0; order < orders.count; order += 1) {
    const first = orders.outputStart[order] as number;
    const end = orders.outputStart[order + 1] as number;
    if (first === end) continue;
    const item = entries.item[orders.outputs[first] as number] as number;
    if (items.valued[item] === 0 || reported[item] === 0) continue;
    let delta = 0n;
    let differs = false;
    let isComputed = false;
    for (let i = first; i < end; i += 1) {
      const output = orders.outputs[i] as number;
      if (costing.facts.valuedBy[output] !== VALUED_BY.order) continue;
      isComputed = true;
      // As the differences of its outputs say it, rounding included, so that both lists tie.
      const actual = costing.deltaActual.big(output) + costing.deltaRounding.big(output);
      delta += actual;
      if (actual !== 0n || !costing.deltaExpected.isZero(output) || becomesInvoiced(costing, output)) {
        differs = true;
      }
    }
    const usage = isComputed ? produced.usage(order) : undefined;
    rows.push({
      orderType: orderTypes[orders.type[order] as number] as string,
      orderNo: orders.no[order] as string,
      orderLineNo: orders.line[order] as number,
      itemNo: items.no[item] as string,
      status: usage
        ? differs
          ? "to-adjust"
          : "adjusted"
        : orders.finished[order] === 1
          ? "not-computable"
          : "not-finished",
      outputQuantity: decimalText(costing.facts.netOutput.big(order), quantityScale),
      deltaActual: money(delta),
      ...(usage
        ? {
            materialCost: money(usage.material),
            capacityCost: money(usage.capacity),
            subcontractedCost: money(usage.subcontracted),
            capacityOverhead: money(usage.capacityOverhead),
            manufacturingOverhead: money(usage.manufacturingOverhead),
          }
        : {}),
    });
  }
  return rows;
}
