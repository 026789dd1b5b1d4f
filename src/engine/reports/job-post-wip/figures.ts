/** What a job shows of its posted WIP: sums over entries that are not reversed. */
import {
  APPLIED_COSTS,
  APPLIED_SALES,
  isCostType,
  RECOGNIZED_COSTS,
  RECOGNIZED_SALES,
} from "../../jobs/wip-types";
import { dayText, NO_DAY, type Day } from "../../values/day";
import { bigintAt, decimalText, rescale } from "../../values/decimal";
import type { JobFigures } from "./result";
import type { WipColumns } from "./wip-columns";

/** Adds up the entries of one job. */
export class FigureSums {
  #cost = 0n;
  #sales = 0n;
  #recognizedCosts = 0n;
  #recognizedSales = 0n;
  #appliedCosts = 0n;
  #appliedSales = 0n;
  #earliest: Day = NO_DAY;
  #completion = false;

  /** Amounts are scaled to `scale`, which is not smaller than that of any table added. */
  constructor(private readonly scale: number) {}

  /** Notes that the job has an entry of a completion, reversed or not. */
  noteCompletion(complete: boolean): void {
    this.#completion ||= complete;
  }

  /** Adds an entry that is not reversed. */
  add(columns: WipColumns, row: number): void {
    const amount = rescale(bigintAt(columns.amounts, row), columns.amounts.scale, this.scale);
    const type = columns.types[row] as number;
    const complete = columns.complete[row] === 1;
    if (type === RECOGNIZED_COSTS) this.#recognizedCosts += amount;
    if (type === RECOGNIZED_SALES) this.#recognizedSales += amount;
    if (!complete) {
      if (isCostType(type)) this.#cost += amount;
      else this.#sales += amount;
      if (type === APPLIED_COSTS) this.#appliedCosts += amount;
      if (type === APPLIED_SALES) this.#appliedSales += amount;
    }
    const day = columns.wipDays[row] as Day;
    if (day !== NO_DAY && (this.#earliest === NO_DAY || day < this.#earliest)) this.#earliest = day;
    this.noteCompletion(complete);
  }

  figures(): JobFigures {
    const text = (value: bigint): string => decimalText(value, this.scale, 5);
    return {
      wipGLPostingDate: dayText(this.#earliest),
      totalWipCostGLAmount: text(-this.#cost),
      totalWipSalesGLAmount: text(this.#sales),
      recogCostsGLAmount: text(this.#recognizedCosts),
      recogSalesGLAmount: text(-this.#recognizedSales),
      appliedCostsGLAmount: text(-this.#appliedCosts),
      appliedSalesGLAmount: text(-this.#appliedSales),
      wipCompletionPosted: this.#completion,
    };
  }
}
