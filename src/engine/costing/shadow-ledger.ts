/**
 * A shadow ledger: the same quantities, dates and acquisition costs, another cost flow. Every entry has one fully invoiced
 * value entry; increases that are neither transfers-in nor returns carry their own cost (direct and indirect, charges
 * included), issues the cost they have today, and everything else follows from new applications.
 *
 * Left out, because it belongs to the old method: revaluations, purchase variances, rounding. One level only: what is
 * produced keeps its cost. Specific cannot be asked for, since no serial numbers are kept here.
 */
import { fit, FITTED_SCALE, type Rounding } from "./arithmetic";
import { power10 } from "../values/decimal";
import {
  COST_TYPE,
  groupBy,
  LINK,
  METHOD,
  VALUE_FLAG,
  type CostLedger,
  type CostLinks,
  type CostOrders,
  type CostValues,
} from "./cost-ledger";
import { feedsOf } from "./read-links";
import { ScaledStore } from "./scaled";
import { applyAnew, type ShadowApplications } from "./shadow-applications";

export interface ShadowRequest {
  /** One of METHOD, Specific excepted. */
  readonly method: number;
  readonly byDate: boolean;
  /** 1 for items whose entries are taken. */
  readonly items: Uint8Array;
  /** Last posting date, 0 for all. */
  readonly endDay: number;
  /** Standard cost of an item at FITTED_SCALE; asked for Standard only. */
  standardCost(item: number): bigint;
  /** Entry that an issue is fixed to (in the original ledger), or -1. */
  fixedTo(entry: number): number;
}

export interface ShadowLedger {
  readonly ledger: CostLedger;
  /** Variance of increases at standard cost. */
  readonly variance: ScaledStore;
  /** Cost today: actual and expected, everything included; and what of it is rounding, variance, revaluation. */
  readonly costToday: ScaledStore;
  readonly roundingToday: ScaledStore;
  readonly varianceToday: ScaledStore;
  readonly revaluedToday: ScaledStore;
  /** Costing method of today per item. */
  readonly methodToday: Uint8Array;
  /** 1 for transfers-in and returns, which take their cost from their issue. */
  readonly linked: Uint8Array;
}

/** Builds the shadow ledger. */
export function shadowLedger(source: CostLedger, request: ShadowRequest, rounding: Rounding): ShadowLedger {
  const original = chosenEntries(source, request);
  const count = original.length;
  const place = new Int32Array(source.entries.count).fill(-1);
  original.forEach((e, at) => {
    place[e] = at;
  });
  const { start: reversedStart, links: reversed, linked } = reversedIssues(source, original, place);
  const quantity = pick(source.entries.quantity, original);
  const postingDay = original.map((e) => source.entries.postingDay[e] as number);
  const { bucket, bucketCount } = bucketsOf(source, original);
  const applications = applyAnew(
    {
      count,
      bucket,
      bucketCount,
      postingDay,
      quantity,
      fixedTo: original.map((e) => {
        const fixed = request.fixedTo(e);
        return fixed < 0 ? -1 : (place[fixed] as number);
      }),
      reverses: (increase, issue) => {
        for (let i = reversedStart[increase] as number; i < (reversedStart[increase + 1] as number); i += 1) {
          if (place[source.links.outbound[reversed[i] as number] as number] === issue) return true;
        }
        return false;
      },
    },
    request.method === METHOD.lifo,
    request.byDate,
  );
  const { links, linkStart } = shadowLinks(source, request, place, applications, reversed, count);
  const { feedStart, feeds } = feedsOf(links, count);
  const valuationDay = valuationDays(postingDay, links, feedStart, feeds);
  const costs = ownCosts(source, request, rounding, original, linked);
  const valueStart = Int32Array.from({ length: count + 1 }, (_, e) => e);
  const ledger: CostLedger = {
    moneyScale: source.moneyScale,
    quantityScale: source.quantityScale,
    unitScale: FITTED_SCALE,
    items: { ...source.items, method: new Uint8Array(source.items.count).fill(request.method) },
    entries: {
      count,
      no: Float64Array.from(original, (e) => source.entries.no[e] as number),
      item: original.map((e) => source.entries.item[e] as number),
      type: Uint8Array.from(original, (e) => source.entries.type[e] as number),
      postingDay,
      place: original.map((e) => source.entries.place[e] as number),
      quantity,
      invoiced: quantity,
      remaining: applications.left,
      fixed: new Uint8Array(count),
      order: original.map((e) => source.entries.order[e] as number),
      valueStart,
      linkStart,
      feedStart,
    },
    values: shadowValues(
      source,
      request,
      original,
      quantity,
      costs.shadow,
      valuationDay,
      postingDay,
      links,
      linkStart,
    ),
    links,
    feeds,
    orders: shadowOrders(source.orders, place),
    ordersMakeCost: false,
    placeOrder: source.placeOrder,
    compareDocuments: alike,
  };
  return {
    ledger,
    variance: costs.variance,
    costToday: costs.today,
    ...partsToday(source, original),
    methodToday: source.items.method,
    linked,
  };
}

/** A function of its own, since one made above would keep the ledger that the shadow is made from. */
function alike(): number {
  return 0;
}

function chosenEntries(source: CostLedger, request: ShadowRequest): Int32Array {
  const { entries, items } = source;
  const chosen: number[] = [];
  for (let e = 0; e < entries.count; e += 1) {
    const item = entries.item[e] as number;
    if (items.valued[item] === 0 || request.items[item] === 0) continue;
    if (request.endDay !== 0 && (entries.postingDay[e] as number) > request.endDay) continue;
    if (entries.valueStart[e] !== entries.valueStart[e + 1]) chosen.push(e);
  }
  return Int32Array.from(chosen);
}

/** Links of transfers-in and returns to their issues in the set, by entry. */
function reversedIssues(
  source: CostLedger,
  original: Int32Array,
  place: Int32Array,
): { start: Int32Array; links: Int32Array; linked: Uint8Array } {
  const { entries, links } = source;
  const start = new Int32Array(original.length + 1);
  const found: number[] = [];
  const linked = new Uint8Array(original.length);
  original.forEach((e, at) => {
    start[at] = found.length;
    if (entries.quantity.sign(e) <= 0) return;
    for (let p = entries.linkStart[e] as number; p < (entries.linkStart[e + 1] as number); p += 1) {
      const out = links.outbound[p] as number;
      if (links.kind[p] === LINK.none || out < 0 || out === e || (place[out] as number) < 0) continue;
      if (entries.quantity.sign(out) >= 0) continue;
      found.push(p);
      linked[at] = 1;
    }
  });
  start[original.length] = found.length;
  return { start, links: Int32Array.from(found), linked };
}

function pick(store: ScaledStore, rows: Int32Array): ScaledStore {
  const picked = new ScaledStore(rows.length);
  rows.forEach((row, at) => {
    picked.addRow(at, store, row);
  });
  return picked;
}

function bucketsOf(source: CostLedger, original: Int32Array): { bucket: Int32Array; bucketCount: number } {
  const places = source.placeOrder.length;
  const known = new Map<number, number>();
  const bucket = original.map((e) => {
    const key = (source.entries.item[e] as number) * places + (source.entries.place[e] as number);
    let id = known.get(key);
    if (id === undefined) {
      id = known.size;
      known.set(key, id);
    }
    return id;
  });
  return { bucket, bucketCount: known.size };
}

function shadowLinks(
  source: CostLedger,
  request: ShadowRequest,
  place: Int32Array,
  applications: ShadowApplications,
  reversed: Int32Array,
  count: number,
): { links: CostLinks; linkStart: Int32Array } {
  const applied = applications.issue.length;
  const total = applied + reversed.length;
  const owners = new Int32Array(total);
  for (let i = 0; i < applied; i += 1) owners[i] = applications.issue[i] as number;
  for (let i = 0; i < reversed.length; i += 1) {
    owners[applied + i] = place[source.links.owner[reversed[i] as number] as number] as number;
  }
  const { start, members } = groupBy(owners, count);
  const links = {
    count: total,
    kind: new Uint8Array(total),
    owner: new Int32Array(total),
    source: new Int32Array(total),
    outbound: new Int32Array(total),
    quantity: new ScaledStore(total),
    cost: new Uint8Array(total).fill(1),
  };
  members.forEach((i, at) => {
    links.owner[at] = owners[i] as number;
    if (i < applied) {
      const issue = applications.issue[i] as number;
      links.kind[at] = LINK.issue;
      links.source[at] = applications.increase[i] as number;
      links.outbound[at] = issue;
      links.quantity.addRow(at, applications.quantity, i);
      // An average issue is averaged unless the increase it is fixed to has served it.
      if (request.method === METHOD.average && applications.fixedServed[issue] === 0) links.cost[at] = 0;
      return;
    }
    const link = reversed[i - applied] as number;
    const issue = place[source.links.outbound[link] as number] as number;
    links.kind[at] = LINK.reversal;
    links.source[at] = issue;
    links.outbound[at] = issue;
    links.quantity.addRow(at, source.links.quantity, link);
  });
  return { links, linkStart: start };
}

/**
 * Valuation dates: the posting date; an issue at least the latest of its increases, a transfer-in or return at least its
 * issue's. Dates only rise, so that the work ends even where returns and issues serve each other in a circle.
 */
function valuationDays(
  postingDay: Int32Array,
  links: CostLinks,
  feedStart: Int32Array,
  feeds: Int32Array,
): Int32Array {
  const day = postingDay.slice();
  const waiting = Int32Array.from(day.keys());
  const queue: number[] = [];
  const queued = new Uint8Array(day.length);
  const raise = (e: number): void => {
    for (let i = feedStart[e] as number; i < (feedStart[e + 1] as number); i += 1) {
      const owner = links.owner[feeds[i] as number] as number;
      if ((day[owner] as number) >= (day[e] as number)) continue;
      day[owner] = day[e] as number;
      if (queued[owner] === 1) continue;
      queued[owner] = 1;
      queue.push(owner);
    }
  };
  for (const e of waiting) raise(e);
  while (queue.length > 0) {
    const e = queue.pop() as number;
    queued[e] = 0;
    raise(e);
  }
  return day;
}

/** Cost that an entry brings into the shadow ledger, its variance at standard cost, and its cost today. */
function ownCosts(
  source: CostLedger,
  request: ShadowRequest,
  rounding: Rounding,
  original: Int32Array,
  linked: Uint8Array,
): { shadow: ScaledStore; variance: ScaledStore; today: ScaledStore } {
  const { entries, values } = source;
  const shadow = new ScaledStore(original.length);
  const variance = new ScaledStore(original.length);
  const today = new ScaledStore(original.length);
  const quantityUnit = power10(source.quantityScale);
  original.forEach((e, at) => {
    const carriesOwn = entries.quantity.sign(e) > 0 && linked[at] === 0;
    for (let v = entries.valueStart[e] as number; v < (entries.valueStart[e + 1] as number); v += 1) {
      today.addRow(at, values.actual, v);
      today.addRow(at, values.expected, v);
      const type = values.type[v];
      if (carriesOwn && (type === COST_TYPE.directCost || type === COST_TYPE.indirectCost)) {
        shadow.addRow(at, values.actual, v);
        shadow.addRow(at, values.expected, v);
      }
    }
    if (!carriesOwn) shadow.addRow(at, today, at);
    else if (request.method === METHOD.standard) {
      const exact = request.standardCost(entries.item[e] as number) * entries.quantity.big(e);
      const standard = rounding.round(fit(exact, power10(FITTED_SCALE) * quantityUnit));
      variance.set(at, shadow.big(at) - standard);
      shadow.set(at, standard);
    }
  });
  return { shadow, variance, today };
}

/** What of the cost today is rounding, variance and revaluation. */
function partsToday(
  source: CostLedger,
  original: Int32Array,
): Pick<ShadowLedger, "roundingToday" | "varianceToday" | "revaluedToday"> {
  const { entries, values } = source;
  const roundingToday = new ScaledStore(original.length);
  const varianceToday = new ScaledStore(original.length);
  const revaluedToday = new ScaledStore(original.length);
  const partOf = new Map([
    [COST_TYPE.rounding, roundingToday],
    [COST_TYPE.variance, varianceToday],
    [COST_TYPE.revaluation, revaluedToday],
  ] as readonly (readonly [number, ScaledStore])[]);
  original.forEach((e, at) => {
    for (let v = entries.valueStart[e] as number; v < (entries.valueStart[e + 1] as number); v += 1) {
      const part = partOf.get(values.type[v] as number);
      part?.addRow(at, values.actual, v);
      part?.addRow(at, values.expected, v);
    }
  });
  return { roundingToday, varianceToday, revaluedToday };
}

function shadowValues(
  source: CostLedger,
  request: ShadowRequest,
  original: Int32Array,
  quantity: ScaledStore,
  cost: ScaledStore,
  valuationDay: Int32Array,
  postingDay: Int32Array,
  links: CostLinks,
  linkStart: Int32Array,
): CostValues {
  const count = original.length;
  const costPerUnit = new ScaledStore(count);
  const flags = new Uint8Array(count);
  for (let e = 0; e < count; e += 1) {
    if (quantity.sign(e) >= 0) continue;
    let applied = 0n;
    let hasCost = false;
    for (let p = linkStart[e] as number; p < (linkStart[e + 1] as number); p += 1) {
      applied += links.quantity.big(p);
      if (links.cost[p] === 1) hasCost = true;
    }
    if (request.method === METHOD.average && !hasCost) flags[e] = VALUE_FLAG.average;
    // Only an issue that is partly covered needs its unit cost of today.
    if (hasCost && applied !== quantity.big(e)) {
      costPerUnit.set(
        e,
        fit(cost.big(e) * power10(source.quantityScale), quantity.big(e) * power10(source.moneyScale)),
      );
    }
  }
  return {
    count,
    no: Float64Array.from(original, (e) => source.entries.no[e] as number),
    type: new Uint8Array(count).fill(COST_TYPE.directCost),
    variance: new Uint8Array(count),
    flags,
    actual: cost,
    expected: new ScaledStore(count),
    valuedQuantity: quantity,
    entryQuantity: quantity,
    invoicedQuantity: quantity,
    costPerUnit,
    valuationDay,
    postingDay,
    appliesTo: new Float64Array(count),
    document: new Int32Array(count),
    documentLine: new Float64Array(count),
    row: new Int32Array(count),
  };
}

/** Orders as they lead from consumption to output, among the entries of the set. */
function shadowOrders(orders: CostOrders, place: Int32Array): CostOrders {
  const renumber = (start: Int32Array, list: Int32Array): { start: Int32Array; list: Int32Array } => {
    const newStart = new Int32Array(start.length);
    const kept: number[] = [];
    for (let order = 0; order < orders.count; order += 1) {
      newStart[order] = kept.length;
      for (let i = start[order] as number; i < (start[order + 1] as number); i += 1) {
        const at = place[list[i] as number] as number;
        if (at >= 0) kept.push(at);
      }
    }
    newStart[orders.count] = kept.length;
    return { start: newStart, list: Int32Array.from(kept) };
  };
  const outputs = renumber(orders.outputStart, orders.outputs);
  const consumption = renumber(orders.consumptionStart, orders.consumption);
  return {
    ...orders,
    outputStart: outputs.start,
    outputs: outputs.list,
    consumptionStart: consumption.start,
    consumption: consumption.list,
    rates: (order, item) => orders.rates(order, item),
  };
}
