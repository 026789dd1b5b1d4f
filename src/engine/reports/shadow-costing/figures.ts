/** Sums of an item under both methods, by the posting date of the item ledger entry. */
import { ENTRY_TYPE } from "../../costing/cost-ledger";
import { ScaledStore } from "../../costing/scaled";
import { NO_DAY, type Day } from "../../values/day";
import { decimalText } from "../../values/decimal";
import type { ShadowComputation } from "./compute";
import type { ShadowFigures } from "./result";

/** The figures in the order of the result. */
export const FIGURES = ["inventoryValue", "cogs", "otherIssues", "rounding", "variance"] as const;
export type FigureName = (typeof FIGURES)[number];

export class FigureSums {
  readonly #sums: Readonly<Record<FigureName, ScaledStore>>;

  constructor(
    items: number,
    private readonly scale: number,
  ) {
    this.#sums = {
      inventoryValue: new ScaledStore(items),
      cogs: new ScaledStore(items),
      otherIssues: new ScaledStore(items),
      rounding: new ScaledStore(items),
      variance: new ScaledStore(items),
    };
  }

  add(item: number, figure: FigureName, amount: bigint): void {
    if (amount !== 0n) this.#sums[figure].add(item, amount);
  }

  scaled(item: number, figure: FigureName): bigint {
    return this.#sums[figure].big(item);
  }

  /** Adds another item's figures to one of this one's. */
  addAll(item: number, other: FigureSums, otherItem: number): void {
    for (const figure of FIGURES) this.add(item, figure, other.scaled(otherItem, figure));
  }

  texts(item: number): ShadowFigures {
    return this.#texts((figure) => this.scaled(item, figure));
  }

  /** These figures minus others. */
  minus(item: number, other: FigureSums, otherItem: number): ShadowFigures {
    return this.#texts((figure) => this.scaled(item, figure) - other.scaled(otherItem, figure));
  }

  #texts(of: (figure: FigureName) => bigint): ShadowFigures {
    const text = (figure: FigureName): string => decimalText(of(figure), this.scale);
    return {
      inventoryValue: text("inventoryValue"),
      cogs: text("cogs"),
      otherIssues: text("otherIssues"),
      rounding: text("rounding"),
      variance: text("variance"),
    };
  }
}

/** Which figure the cost of a shadow entry counts in besides the inventory value; undefined for none. */
export function issueFigure(
  { shadow }: ShadowComputation,
  entry: number,
): "cogs" | "otherIssues" | undefined {
  const { type, quantity } = shadow.ledger.entries;
  if (type[entry] === ENTRY_TYPE.sale) return "cogs";
  if (type[entry] === ENTRY_TYPE.transfer) return undefined;
  return quantity.sign(entry) < 0 || shadow.linked[entry] === 1 ? "otherIssues" : undefined;
}

/** What an entry brings to a figure today. */
export function amountToday(computation: ShadowComputation, entry: number, figure: FigureName): bigint {
  const { shadow } = computation;
  const today = shadow.costToday.big(entry);
  if (figure === "inventoryValue") return today;
  const rounding = shadow.roundingToday.big(entry);
  if (figure === "rounding") return -rounding;
  if (figure === "variance") return -shadow.varianceToday.big(entry);
  return issueFigure(computation, entry) === figure ? rounding - today : 0n;
}

/** What an entry brings to a figure under the shadow method. */
export function amountAnew(computation: ShadowComputation, entry: number, figure: FigureName): bigint {
  const { costing } = computation.adjusted;
  const rounding = costing.deltaRounding.big(entry);
  if (figure === "inventoryValue") return costing.actualAfter(entry);
  if (figure === "rounding") return -rounding;
  if (figure === "variance") return computation.shadow.variance.big(entry);
  return issueFigure(computation, entry) === figure ? rounding - costing.actualAfter(entry) : 0n;
}

/** Sums both sides per item. `startDate` opens the window of everything but the inventory value. */
export function sumFigures(
  computation: ShadowComputation,
  startDate: Day,
): { actual: FigureSums; shadow: FigureSums } {
  const { entries, items, moneyScale } = computation.shadow.ledger;
  const actual = new FigureSums(items.count, moneyScale);
  const shadow = new FigureSums(items.count, moneyScale);
  for (let e = 0; e < entries.count; e += 1) {
    const item = entries.item[e] as number;
    const inWindow = startDate === NO_DAY || (entries.postingDay[e] as number) >= startDate;
    for (const figure of FIGURES) {
      if (figure !== "inventoryValue" && !inWindow) continue;
      actual.add(item, figure, amountToday(computation, e, figure));
      shadow.add(item, figure, amountAnew(computation, e, figure));
    }
  }
  return { actual, shadow };
}
