/** Warnings of adjust-cost: checks of the data that would falsify a cost, and of what Business Central says itself. */
import type { Adjustment } from "../../costing/adjustment";
import {
  COST_TYPE,
  ENTRY_TYPE,
  isPlainDirectCost,
  LINK,
  METHOD,
  VALUE_FLAG,
} from "../../costing/cost-ledger";
import { PROPOSAL_FLAG, type Proposals } from "../../costing/proposal-columns";
import { appliedQuantity } from "../../costing/read-links";
import type { Ledgers } from "../../ledgers/ledgers";
import { messageText } from "../../messages";
import { compareCodes } from "../../values/codes";
import { dayText } from "../../values/day";
import { decimalText } from "../../values/decimal";
import type { Comparison } from "./compare";
import type { CostWarning } from "./result";

/** Collects warnings; one per item and code, or one per entry and code. */
class WarningList {
  readonly #warnings: CostWarning[] = [];
  readonly #seen = new Set<string>();

  add(code: string, itemNo: string, details: Readonly<Record<string, unknown>> = {}): void {
    const key = `${code}\n${itemNo}\n${typeof details.entryNo === "number" ? details.entryNo : ""}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const visible = Object.fromEntries(Object.entries(details).filter(([name]) => !name.startsWith("_")));
    this.#warnings.push({
      code,
      itemNo,
      ...visible,
      message: messageText(code, { itemNo, ...details }, "adjust-cost"),
    });
  }

  sorted(): readonly CostWarning[] {
    return this.#warnings.sort(
      (a, b) =>
        compareCodes(a.code, b.code) ||
        compareCodes(a.itemNo, b.itemNo) ||
        (a.entryNo ?? 0) - (b.entryNo ?? 0),
    );
  }
}

/** All warnings about reported items, sorted by code, item and entry. */
export function collectWarnings(
  ledgers: Ledgers,
  adjustment: Adjustment,
  reported: Uint8Array,
  proposals: Proposals,
  comparison: Comparison,
): readonly CostWarning[] {
  const list = new WarningList();
  const { read, setup } = adjustment;
  const { items, entries } = read.ledger;
  if (setup.hasReportingCurrency) list.add("ACY_NOT_CALCULATED", "");
  for (let e = 0; e < entries.count; e += 1) {
    const item = entries.item[e] as number;
    if (reported[item] === 1 && items.valued[item] === 1) checkEntry(adjustment, e, list);
  }
  checkItems(ledgers, adjustment, reported, comparison, list);
  checkOrders(adjustment, reported, list);
  const itemCodes = ledgers.table("Item Ledger Entries").ids("Item No.");
  for (let index = 0; index < proposals.count; index += 1) {
    const moved = proposals.has(index, PROPOSAL_FLAG.moved);
    const refused = proposals.has(index, PROPOSAL_FLAG.refused);
    if (!moved && !refused) continue;
    const itemNo = ledgers.codes.text(itemCodes[proposals.entryRow[index] as number] as number);
    const _day = dayText(proposals.postingDay[index] as number);
    if (moved) list.add("POSTING_DATE_MOVED", itemNo, { _day });
    if (refused) list.add("POSTING_DATE_NOT_ALLOWED", itemNo, { _day });
  }
  return list.sorted();
}

function checkEntry(adjustment: Adjustment, e: number, list: WarningList): void {
  const { read, adjusted } = adjustment;
  const { ledger } = read;
  const { entries, items, values } = ledger;
  const item = entries.item[e] as number;
  const itemNo = items.no[item] as string;
  const entryNo = entries.no[e] as number;
  const first = entries.valueStart[e] as number;
  const end = entries.valueStart[e + 1] as number;
  if (first === end) list.add("NO_VALUE_ENTRY", itemNo, { entryNo });
  checkQuantities(adjustment, e, itemNo, list);
  let day = -1;
  for (let v = first; v < end; v += 1) {
    const type = values.type[v];
    if (type === COST_TYPE.revaluation) {
      if (!values.expected.isZero(v)) list.add("INTERIM_REVALUATION", itemNo, { entryNo });
    } else if (type !== COST_TYPE.rounding) {
      if (day >= 0 && day !== values.valuationDay[v]) list.add("VALUATION_DATES_DIFFER", itemNo, { entryNo });
      day = values.valuationDay[v] as number;
    }
    if (((values.flags[v] as number) & VALUE_FLAG.average) !== 0 && items.method[item] !== METHOD.average) {
      list.add("VALUED_BY_AVERAGE_NOT_AVERAGE", itemNo, { entryNo });
    }
  }
  if (entries.invoiced.equals(e, entries.quantity, e) && !adjusted.costing.facts.expected.isZero(e)) {
    list.add("EXPECTED_COST_LEFT", itemNo, { entryNo });
  }
  if (adjusted.average.notComputable[e] === 1) list.add("AVERAGE_NOT_COMPUTABLE", itemNo, { entryNo });
}

/** Applications against remaining quantities, and what is open. */
function checkQuantities(adjustment: Adjustment, e: number, itemNo: string, list: WarningList): void {
  const { read, adjusted } = adjustment;
  const { ledger } = read;
  const { entries, items, links, feeds } = ledger;
  const entryNo = entries.no[e] as number;
  const remaining = entries.remaining.big(e);
  if (entries.quantity.sign(e) >= 0) {
    if (
      read.remainingGiven[e] === 1 &&
      entries.quantity.sign(e) > 0 &&
      read.inboundQuantity.big(e) !== remaining
    ) {
      list.add("APPLICATION_QUANTITY_MISMATCH", itemNo, { entryNo });
    }
    return;
  }
  const quantity = entries.quantity.big(e);
  const applied = appliedQuantity(links, entries.linkStart, e);
  if (applied !== quantity - remaining) list.add("APPLICATION_QUANTITY_MISMATCH", itemNo, { entryNo });
  if (applied !== quantity) list.add("NEGATIVE_INVENTORY", itemNo, { entryNo });
  if (remaining !== 0n) {
    for (let i = entries.feedStart[e] as number; i < (entries.feedStart[e + 1] as number); i += 1) {
      const link = feeds[i] as number;
      const owner = links.owner[link] as number;
      if (links.kind[link] !== LINK.reversal || links.cost[link] === 0) continue;
      if (entries.type[owner] === ENTRY_TYPE.transfer || entries.remaining.isZero(owner)) continue;
      list.add("ZERO_LEVEL_OPEN_ENTRIES", itemNo, { entryNo, inboundEntryNo: entries.no[owner] as number });
      break;
    }
  }
  if (items.method[entries.item[e] as number] !== METHOD.average) return;
  const { valuationDay } = adjusted.costing.facts;
  for (let p = entries.linkStart[e] as number; p < (entries.linkStart[e + 1] as number); p += 1) {
    if (links.kind[p] !== LINK.issue) continue;
    if ((valuationDay[e] as number) < lastPlainDay(adjustment, links.source[p] as number)) {
      list.add("VALUATION_DATE_BEFORE_SOURCE", itemNo, { entryNo });
      break;
    }
  }
}

/** Valuation date of an entry's last plain Direct Cost value entry; 0 when it has none. */
function lastPlainDay(adjustment: Adjustment, e: number): number {
  const { entries, values } = adjustment.read.ledger;
  for (let v = (entries.valueStart[e + 1] as number) - 1; v >= (entries.valueStart[e] as number); v -= 1) {
    if (isPlainDirectCost(values, v)) return values.valuationDay[v] as number;
  }
  return 0;
}

function checkItems(
  ledgers: Ledgers,
  adjustment: Adjustment,
  reported: Uint8Array,
  comparison: Comparison,
  list: WarningList,
): void {
  const { read, adjusted } = adjustment;
  const { items, entries, moneyScale } = read.ledger;
  const itemTable = ledgers.table("Items");
  const adjustedFlag = itemTable.flags("Cost is Adjusted");
  const filled = itemTable.filled("Cost is Adjusted");
  const excluded = itemTable.flags("Excluded from Cost Adjustment");
  for (let item = 0; item < items.count; item += 1) {
    if (reported[item] === 0 || comparison.hasEntries[item] === 0) continue;
    const row = read.itemRows[item] as number;
    const itemNo = items.no[item] as string;
    if (excluded[row] === 1) list.add("ITEM_EXCLUDED", itemNo);
    if (items.valued[item] === 0) continue;
    if (comparison.quantity.isZero(item) && !comparison.valueAfter.isZero(item)) {
      list.add("VALUE_AT_ZERO_QUANTITY", itemNo, {
        _value: decimalText(comparison.valueAfter.big(item), moneyScale),
      });
    }
    if (filled?.[row] === 1) {
      const differs = comparison.costDiffers[item] === 1;
      if (adjustedFlag[row] === 1 && differs) list.add("FLAG_SAYS_ADJUSTED", itemNo);
      if (adjustedFlag[row] === 0 && !differs) list.add("FLAG_SAYS_NOT_ADJUSTED", itemNo);
    }
  }
  const marked = ledgers.table("Item Ledger Entries").flags("Applied Entry to Adjust");
  for (let e = 0; e < entries.count; e += 1) {
    const item = entries.item[e] as number;
    if (reported[item] === 1 && marked[read.entryRows[e] as number] === 1)
      list.add("ENTRY_MARKED", items.no[item] as string);
  }
  const points = ledgers.table("Avg. Cost Adjmt. Entry Points");
  const pointItems = points.ids("Item No.");
  const pointAdjusted = points.flags("Cost Is Adjusted");
  const itemOf = new Map(items.no.map((no, item) => [no, item]));
  for (let row = 0; row < points.rows; row += 1) {
    if (pointAdjusted[row] === 1) continue;
    const itemNo = ledgers.codes.text(pointItems[row] as number);
    const item = itemOf.get(itemNo);
    if (item !== undefined && reported[item] === 1) list.add("ENTRY_POINT_NOT_ADJUSTED", itemNo);
  }
  for (const { item, code } of adjusted.unsettled) {
    if (reported[item] === 0) continue;
    list.add(code, items.no[item] as string, { _entries: circleOf(adjustment, item) });
  }
}

/** Numbers of the first entries of an item whose applications lead in a circle; "" when the circle is another one. */
function circleOf({ read, adjusted }: Adjustment, item: number): string {
  const { entries } = read.ledger;
  const found: number[] = [];
  for (let e = 0; e < entries.count && found.length < 5; e += 1) {
    if (entries.item[e] === item && adjusted.applied.isInCircle(e)) found.push(entries.no[e] as number);
  }
  return found.join(", ");
}

function checkOrders(adjustment: Adjustment, reported: Uint8Array, list: WarningList): void {
  const { read, adjusted } = adjustment;
  const { orders, entries, items } = read.ledger;
  for (let order = 0; order < orders.count; order += 1) {
    const first = orders.outputStart[order] as number;
    if (first === orders.outputStart[order + 1]) continue;
    const item = entries.item[orders.outputs[first] as number] as number;
    if (reported[item] === 0 || items.valued[item] === 0) continue;
    if (orders.finished[order] === 0) list.add("ORDER_NOT_FINISHED", items.no[item] as string);
    else if (adjusted.costing.facts.netOutput.sign(order) <= 0) {
      list.add("ORDER_NET_OUTPUT_NOT_POSITIVE", items.no[item] as string);
    }
  }
}
