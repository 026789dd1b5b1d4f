/**
 * What can be said of every entry before any cost is computed: how it is valued, when, whether it is fully invoiced, what
 * its value entries sum to, and whether it hands the same amount on to everybody ("simple").
 */
import {
  COST_TYPE,
  ENTRY_TYPE,
  isPlainDirectCost,
  LINK,
  METHOD,
  VALUE_FLAG,
  VALUED_BY,
  type CostLedger,
} from "./cost-ledger";
import { ScaledStore } from "./scaled";

export interface EntryFacts {
  /** One of VALUED_BY. */
  readonly valuedBy: Uint8Array;
  /** Valuation date: that of the last plain Direct Cost value entry. */
  readonly valuationDay: Int32Array;
  /** Latest valuation date of any value entry; 0 without one. */
  readonly lastValuationDay: Int32Array;
  /** 1 when Invoiced Quantity = Quantity, or when the order invoices the entry. */
  readonly fullyInvoiced: Uint8Array;
  /**
   * 1 for purchase returns and negative outputs that are fixed to their increase and invoiced, or invoiced by their order
   * in this run: cost elements are kept apart.
   */
  readonly exactReversal: Uint8Array;
  /** Sums over the value entries: actual without rounding, rounding, expected. */
  readonly actual: ScaledStore;
  readonly rounding: ScaledStore;
  readonly expected: ScaledStore;
  /** 1 when the cost handed on is the actual cost, whoever receives it. */
  readonly simple: Uint8Array;
  /** Sum of the outputs of an order. */
  readonly netOutput: ScaledStore;
}

/** Derives the facts. */
export function deriveFacts(ledger: CostLedger): EntryFacts {
  const { entries, values, orders } = ledger;
  const { count } = entries;
  const facts = {
    valuedBy: new Uint8Array(count),
    valuationDay: new Int32Array(count),
    lastValuationDay: new Int32Array(count),
    fullyInvoiced: new Uint8Array(count),
    exactReversal: new Uint8Array(count),
    actual: new ScaledStore(count),
    rounding: new ScaledStore(count),
    expected: new ScaledStore(count),
    simple: new Uint8Array(count),
    netOutput: new ScaledStore(orders.count),
  };
  for (let order = 0; order < orders.count; order += 1) {
    for (let i = orders.outputStart[order] as number; i < (orders.outputStart[order + 1] as number); i += 1) {
      facts.netOutput.addRow(order, entries.quantity, orders.outputs[i] as number);
    }
  }
  for (let e = 0; e < count; e += 1) {
    facts.valuedBy[e] = classify(ledger, facts.netOutput, e);
    facts.fullyInvoiced[e] =
      facts.valuedBy[e] === VALUED_BY.order || entries.invoiced.equals(e, entries.quantity, e) ? 1 : 0;
    const invoices = facts.valuedBy[e] === VALUED_BY.order || entries.invoiced.sign(e) < 0;
    facts.exactReversal[e] = invoices && isFixedReturn(ledger, e) ? 1 : 0;
    let simple = facts.fullyInvoiced[e] as number;
    let plain = -1;
    let last = 0;
    for (let v = entries.valueStart[e] as number; v < (entries.valueStart[e + 1] as number); v += 1) {
      const flags = values.flags[v] as number;
      if (values.type[v] === COST_TYPE.rounding) facts.rounding.addRow(e, values.actual, v);
      else facts.actual.addRow(e, values.actual, v);
      facts.expected.addRow(e, values.expected, v);
      if (isPlainDirectCost(values, v)) plain = v;
      last = Math.max(last, values.valuationDay[v] as number);
      if (
        (flags & VALUE_FLAG.partial) !== 0 ||
        (values.type[v] === COST_TYPE.revaluation && !values.expected.isZero(v)) ||
        // Expected Cost entries of a fully invoiced entry hand nothing on, not even an actual amount.
        ((flags & VALUE_FLAG.expectedCost) !== 0 && !values.actual.isZero(v))
      ) {
        simple = 0;
      }
    }
    facts.simple[e] = simple;
    facts.lastValuationDay[e] = last;
    if (plain < 0) plain = (entries.valueStart[e + 1] as number) - 1;
    facts.valuationDay[e] =
      plain >= (entries.valueStart[e] as number)
        ? (values.valuationDay[plain] as number)
        : (entries.postingDay[e] as number);
  }
  return facts;
}

/** The first rule that fits an entry decides how it is valued. */
function classify(ledger: CostLedger, netOutput: ScaledStore, e: number): number {
  const { entries, links, orders, items } = ledger;
  const item = entries.item[e] as number;
  if (items.valued[item] === 0) return VALUED_BY.own;
  const type = entries.type[e];
  const order = entries.order[e] as number;
  const isOutput = type === ENTRY_TYPE.output || type === ENTRY_TYPE.assemblyOutput;
  if (
    isOutput &&
    ledger.ordersMakeCost &&
    order >= 0 &&
    orders.finished[order] === 1 &&
    netOutput.sign(order) > 0
  ) {
    return VALUED_BY.order;
  }
  const sign = entries.quantity.sign(e);
  const first = entries.linkStart[e] as number;
  const end = entries.linkStart[e + 1] as number;
  if (sign < 0) {
    for (let p = first; p < end; p += 1) {
      if (links.kind[p] === LINK.issue && links.cost[p] === 1) return VALUED_BY.application;
    }
    return isAverageIssue(ledger, e) ? VALUED_BY.average : VALUED_BY.own;
  }
  if (sign > 0) {
    let reversal = false;
    for (let p = first; p < end; p += 1) {
      if (links.cost[p] === 0) continue;
      if (links.kind[p] === LINK.transfer) return VALUED_BY.transfer;
      if (links.kind[p] === LINK.reversal) reversal = true;
    }
    if (reversal) return VALUED_BY.reversal;
  }
  return VALUED_BY.own;
}

function isAverageIssue(ledger: CostLedger, e: number): boolean {
  const { entries, values, items } = ledger;
  if (items.method[entries.item[e] as number] !== METHOD.average || entries.fixed[e] === 1) return false;
  for (let v = entries.valueStart[e] as number; v < (entries.valueStart[e + 1] as number); v += 1) {
    const flags = values.flags[v] as number;
    if (
      (flags & VALUE_FLAG.average) !== 0 &&
      (flags & VALUE_FLAG.adjustment) === 0 &&
      values.valuedQuantity.sign(v) < 0
    ) {
      return true;
    }
  }
  return false;
}

/** True for purchase returns and negative outputs that are fixed to their increase. */
function isFixedReturn(ledger: CostLedger, e: number): boolean {
  const { entries } = ledger;
  const type = entries.type[e];
  return (
    entries.fixed[e] === 1 &&
    entries.quantity.sign(e) < 0 &&
    (type === ENTRY_TYPE.purchase || type === ENTRY_TYPE.output || type === ENTRY_TYPE.assemblyOutput)
  );
}
