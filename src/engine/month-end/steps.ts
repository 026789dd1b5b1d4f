/** The month-end checklist as a declared list: which report runs, with which parameters, in which order. */
import { dayOfParts, dayText, daysInMonth, partsOfDay, type Day } from "../values/day";

/** Sheet that a month-end writes first, and the one with the fingerprints of all ledgers. */
export const BINDER_SHEET = "Month-End";
export const EVIDENCE_SHEET = "Evidence";

/** A calendar month, as two days. */
export interface Month {
  readonly startDate: Day;
  readonly endDate: Day;
}

/** The calendar month of a day. */
export function monthOf(day: Day): Month {
  const { year, month } = partsOfDay(day);
  return {
    startDate: dayOfParts(year, month, 1),
    endDate: dayOfParts(year, month, daysInMonth(year, month)),
  };
}

export interface MonthEndStep {
  readonly id: string;
  /** Short name in the checklist. */
  readonly title: string;
  /** Report that runs; the ledger check has none. */
  readonly report: string | undefined;
  /** Steps whose figures this one is compared with; it still runs when they fail, but cannot tie. */
  readonly comparesWith?: readonly string[];
  /** Steps that must not have failed. */
  readonly waitsFor?: readonly string[];
  parameters(month: Month): Readonly<Record<string, unknown>>;
}

const period = (month: Month): { startDate: string; endDate: string } => ({
  startDate: dayText(month.startDate),
  endDate: dayText(month.endDate),
});

/** Document number of the previewed inventory posting of a month. */
export function previewDocumentNo(month: Month): string {
  return `INVT-${dayText(month.endDate).slice(0, 7)}`;
}

export const monthEndSteps: readonly MonthEndStep[] = [
  { id: "check-ledgers", title: "Check ledgers", report: undefined, parameters: () => ({}) },
  {
    id: "adjust-cost",
    title: "Cost adjustment",
    report: "adjust-cost",
    parameters: () => ({ mode: "check" }),
  },
  {
    id: "inventory-valuation",
    title: "Inventory Valuation",
    report: "inventory-valuation",
    parameters: (month) => ({ ...period(month), includeExpectedCost: true }),
  },
  {
    id: "inventory-valuation-cost-spec",
    title: "Cost Specification",
    report: "inventory-valuation-cost-spec",
    comparesWith: ["inventory-valuation", "adjust-cost"],
    parameters: (month) => ({ valuationDate: dayText(month.endDate) }),
  },
  {
    id: "inventory-valuation-wip",
    title: "Inventory Valuation - WIP",
    report: "inventory-valuation-wip",
    comparesWith: ["inventory-gl-reconciliation"],
    parameters: period,
  },
  {
    id: "cost-shares-breakdown",
    title: "Cost Shares Breakdown",
    report: "cost-shares-breakdown",
    parameters: (month) => ({ ...period(month), includeAverageItems: true, level: "Rolled-up" }),
  },
  {
    id: "post-inventory-cost",
    title: "Post Inventory Cost",
    report: "post-inventory-cost",
    parameters: (month) => ({ endDate: dayText(month.endDate), documentNo: previewDocumentNo(month) }),
  },
  {
    id: "inventory-gl-reconciliation",
    title: "G/L Reconciliation",
    report: "inventory-gl-reconciliation",
    parameters: (month) => ({ endDate: dayText(month.endDate) }),
  },
  {
    id: "job-calculate-wip",
    title: "Calculate Job WIP",
    report: "job-calculate-wip",
    parameters: (month) => ({ postingDate: dayText(month.endDate), onJobError: "skip" }),
  },
  {
    id: "job-wip-to-gl",
    title: "Job WIP to G/L",
    report: "job-wip-to-gl",
    waitsFor: ["job-calculate-wip"],
    parameters: (month) => ({ basis: "asOf", asOfDate: dayText(month.endDate) }),
  },
];
