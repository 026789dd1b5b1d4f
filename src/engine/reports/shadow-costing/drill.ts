/** The entries behind a figure of an item; their amounts add up to it exactly. */
import type { Ledgers } from "../../ledgers/ledgers";
import type { Drill, DrillEntry, FigureReference } from "../../report";
import { dayText, NO_DAY } from "../../values/day";
import { decimalText } from "../../values/decimal";
import { computeShadow, type ShadowParameters } from "./compute";
import { amountAnew, amountToday, FIGURES } from "./figures";
import type { ShadowCostingResult } from "./result";
import { FIGURE_LABELS } from "./summary";

/** `figure`: itemNo and field ("actual.cogs", "shadow.inventoryValue", "difference.rounding" …). */
export function drill(
  ledgers: Ledgers,
  parameters: ShadowParameters,
  result: ShadowCostingResult,
  figure: FigureReference,
): Drill | undefined {
  const [side, name] = String(figure.field).split(".");
  const figureName = FIGURES.find((candidate) => candidate === name);
  if (!figureName || (side !== "actual" && side !== "shadow" && side !== "difference")) return undefined;
  if (!result.items.some((item) => item.itemNo === figure.itemNo)) return undefined;
  const computation = computeShadow(ledgers, parameters, () => undefined);
  const { entries, items, moneyScale } = computation.shadow.ledger;
  const item = items.no.indexOf(String(figure.itemNo));
  const types = ledgers.table("Item Ledger Entries").options("Entry Type").captions;
  const found: DrillEntry[] = [];
  let total = 0n;
  for (let e = 0; e < entries.count; e += 1) {
    if (entries.item[e] !== item) continue;
    const inWindow =
      parameters.startDate === NO_DAY || (entries.postingDay[e] as number) >= parameters.startDate;
    if (figureName !== "inventoryValue" && !inWindow) continue;
    const actual = amountToday(computation, e, figureName);
    const shadow = amountAnew(computation, e, figureName);
    const amount = side === "actual" ? actual : side === "shadow" ? shadow : shadow - actual;
    if (amount === 0n) continue;
    total += amount;
    found.push({
      table: "Item Ledger Entries",
      entryNo: entries.no[e] as number,
      amount: decimalText(amount, moneyScale),
      columns: {
        "Posting Date": dayText(entries.postingDay[e] as number),
        "Entry Type": types[entries.type[e] as number] as string,
        Quantity: decimalText(entries.quantity.big(e), computation.shadow.ledger.quantityScale),
        "Cost now": decimalText(computation.shadow.costToday.big(e), moneyScale),
        [`Cost under ${parameters.method}`]: decimalText(
          computation.adjusted.costing.actualAfter(e),
          moneyScale,
        ),
      },
    });
  }
  return {
    title: `${FIGURE_LABELS[figureName]} of ${String(figure.itemNo)}`,
    figure: decimalText(total, moneyScale),
    entries: found,
  };
}
