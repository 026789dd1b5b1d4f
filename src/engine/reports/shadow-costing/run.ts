/** Shadow Costing: the same ledger under another costing method, compared with today. */
import { ScaledStore } from "../../costing/scaled";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionLists } from "../../ledgers/options";
import { messageText } from "../../messages";
import { checkDateOrder } from "../../parameters";
import type { RunContext, RunOutcome } from "../../report";
import { compareCodes } from "../../values/codes";
import { dayText } from "../../values/day";
import { decimalText } from "../../values/decimal";
import { computeShadow, givenStandardCosts, type ShadowComputation, type ShadowParameters } from "./compute";
import { entryRows } from "./entries";
import { FIGURES, FigureSums, sumFigures } from "./figures";
import "./messages";
import { inventoryByMonth } from "./months";
import type { ShadowCostingResult, ShadowItem, ShadowMonth } from "./result";

export type { ShadowParameters } from "./compute";

/** Date order, and standard costs that are amounts. Throws DATE_ORDER, BAD_PARAMETER. */
export function checkParameters(parameters: ShadowParameters): void {
  checkDateOrder(parameters.startDate, parameters.endDate);
  givenStandardCosts(parameters.standardCosts);
}

export function run(
  ledgers: Ledgers,
  parameters: ShadowParameters,
  context: RunContext,
): RunOutcome<ShadowCostingResult> {
  const computation = computeShadow(ledgers, parameters, (done, total) => {
    context.progress(done, total);
  });
  const { shadow } = computation;
  const { entries, items, moneyScale, quantityScale } = shadow.ledger;
  const money = (value: bigint): string => decimalText(value, moneyScale);
  const sums = sumFigures(computation, parameters.startDate);
  const quantity = new ScaledStore(items.count);
  const has = new Uint8Array(items.count);
  for (let e = 0; e < entries.count; e += 1) {
    has[entries.item[e] as number] = 1;
    quantity.addRow(entries.item[e] as number, entries.quantity, e);
  }
  const ignored = ignoredRevaluations(computation);
  const methods: readonly string[] = optionLists["costing method"];
  const actualTotal = new FigureSums(1, moneyScale);
  const shadowTotal = new FigureSums(1, moneyScale);
  const rows: ShadowItem[] = [];
  for (let item = 0; item < items.count; item += 1) {
    if (has[item] === 0) continue;
    actualTotal.addAll(0, sums.actual, item);
    shadowTotal.addAll(0, sums.shadow, item);
    rows.push({
      itemNo: items.no[item] as string,
      actualMethod: methods[shadow.methodToday[item] as number] as string,
      shadowMethod: parameters.method,
      quantity: decimalText(quantity.big(item), quantityScale),
      actual: sums.actual.texts(item),
      shadow: sums.shadow.texts(item),
      difference: sums.shadow.minus(item, sums.actual, item),
      ignoredRevaluation: money(ignored.big(item)),
    });
  }
  const result: ShadowCostingResult = {
    report: "shadow-costing",
    method: parameters.method,
    order: parameters.order,
    startDate: dayText(parameters.startDate),
    endDate: dayText(parameters.endDate),
    items: rows,
    totals: {
      actual: actualTotal.texts(0),
      shadow: shadowTotal.texts(0),
      difference: shadowTotal.minus(0, actualTotal, 0),
    },
    ownCosts: money(FIGURES.reduce((sum, figure) => sum + shadowTotal.scaled(0, figure), 0n)),
    months: monthsOf(computation),
    ...(parameters.entries ? { entries: entryRows(computation) } : {}),
    warnings: warningsOf(computation, ignored),
  };
  return { result };
}

function monthsOf({ shadow, adjusted }: ShadowComputation): readonly ShadowMonth[] {
  const { entries, moneyScale } = shadow.ledger;
  const today = inventoryByMonth(entries.postingDay, (e) => shadow.costToday.big(e));
  const anew = inventoryByMonth(entries.postingDay, (e) => adjusted.costing.actualAfter(e));
  return today.map(({ month, value }, at) => ({
    month,
    actual: decimalText(value, moneyScale),
    shadow: decimalText(anew[at]?.value ?? 0n, moneyScale),
  }));
}

/** Revaluations of the entries of an item: they belong to the old method. */
function ignoredRevaluations({ shadow }: ShadowComputation): ScaledStore {
  const { entries, items } = shadow.ledger;
  const sums = new ScaledStore(items.count);
  for (let e = 0; e < entries.count; e += 1) sums.addRow(entries.item[e] as number, shadow.revaluedToday, e);
  return sums;
}

function warningsOf(computation: ShadowComputation, ignored: ScaledStore): ShadowCostingResult["warnings"] {
  const { shadow, adjusted } = computation;
  const { entries, items, moneyScale } = shadow.ledger;
  const found = new Map<string, { code: string; itemNo: string; message: string }>();
  const add = (code: string, item: number, details: Readonly<Record<string, unknown>> = {}): void => {
    const itemNo = items.no[item] as string;
    const key = `${code}\n${itemNo}`;
    if (found.has(key)) return;
    found.set(key, { code, itemNo, message: messageText(code, { itemNo, ...details }, "shadow-costing") });
  };
  for (let e = 0; e < entries.count; e += 1) {
    const item = entries.item[e] as number;
    if (entries.quantity.sign(e) < 0 && !entries.remaining.isZero(e)) add("NEGATIVE_INVENTORY", item);
    if (adjusted.average.notComputable[e] === 1) add("AVERAGE_NOT_COMPUTABLE", item);
  }
  for (let item = 0; item < items.count; item += 1) {
    if (!ignored.isZero(item))
      add("REVALUATION_IGNORED", item, { _amount: decimalText(ignored.big(item), moneyScale) });
  }
  for (const { item, code } of adjusted.unsettled) add(code, item);
  return [...found.values()].sort((a, b) => compareCodes(a.code, b.code) || compareCodes(a.itemNo, b.itemNo));
}
