/** Costs by entry: rows that are made when they are read, from columns that do without the engine. */
import { ScaledStore } from "../../costing/scaled";
import { LazyRows } from "../../rows";
import { decimalText } from "../../values/decimal";
import type { ShadowComputation } from "./compute";
import type { ShadowEntry } from "./result";

interface Columns {
  readonly moneyScale: number;
  readonly numbers: Float64Array;
  /** Place in `itemNos`. */
  readonly items: Int32Array;
  readonly itemNos: readonly string[];
  readonly actual: ScaledStore;
  readonly shadow: ScaledStore;
}

/** Every entry of the shadow ledger, in its order. */
export function entryRows({ shadow, adjusted }: ShadowComputation): LazyRows<ShadowEntry> {
  const { entries, items, moneyScale } = shadow.ledger;
  const anew = new ScaledStore(entries.count);
  for (let e = 0; e < entries.count; e += 1) anew.set(e, adjusted.costing.actualAfter(e));
  return rowsOf({
    moneyScale,
    numbers: entries.no,
    items: entries.item,
    itemNos: items.no,
    actual: shadow.costToday,
    shadow: anew,
  });
}

function rowsOf({ moneyScale, numbers, items, itemNos, actual, shadow }: Columns): LazyRows<ShadowEntry> {
  return new LazyRows(numbers.length, (e) => ({
    entryNo: numbers[e] as number,
    itemNo: itemNos[items[e] as number] as string,
    actual: decimalText(actual.big(e), moneyScale),
    shadow: decimalText(shadow.big(e), moneyScale),
    difference: decimalText(shadow.big(e) - actual.big(e), moneyScale),
  }));
}
