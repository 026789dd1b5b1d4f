/** Shape of the result of shadow-costing. Amounts and quantities are decimal texts. */
import type { ReportResult } from "../../report";
import type { Rows } from "../../rows";

export interface ShadowFigures {
  readonly inventoryValue: string;
  readonly cogs: string;
  readonly otherIssues: string;
  readonly rounding: string;
  readonly variance: string;
}

export interface ShadowItem {
  readonly itemNo: string;
  readonly actualMethod: string;
  readonly shadowMethod: string;
  readonly quantity: string;
  readonly actual: ShadowFigures;
  readonly shadow: ShadowFigures;
  readonly difference: ShadowFigures;
  readonly ignoredRevaluation: string;
}

export interface ShadowEntry {
  readonly entryNo: number;
  readonly itemNo: string;
  readonly actual: string;
  readonly shadow: string;
  readonly difference: string;
}

/** Inventory value at the end of a month (the last one: at the ending date). */
export interface ShadowMonth {
  readonly month: string;
  readonly actual: string;
  readonly shadow: string;
}

export interface ShadowCostingResult extends ReportResult {
  readonly report: "shadow-costing";
  readonly method: string;
  readonly order: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly items: readonly ShadowItem[];
  readonly totals: {
    readonly actual: ShadowFigures;
    readonly shadow: ShadowFigures;
    readonly difference: ShadowFigures;
  };
  /** Own costs of the shadow side: what was bought and made, before any is issued. */
  readonly ownCosts: string;
  readonly months: readonly ShadowMonth[];
  readonly entries?: Rows<ShadowEntry>;
  readonly warnings: readonly { readonly code: string; readonly itemNo: string; readonly message: string }[];
}
