/** The one list of reports. Pane, ribbon, functions, runner and docs are derived from it. */
import type { Report, ReportCard } from "./report";
import { card as adjustCost } from "./reports/adjust-cost/parameters";
import { card as costSharesBreakdown } from "./reports/cost-shares-breakdown/parameters";
import { card as inventoryGlReconciliation } from "./reports/inventory-gl-reconciliation/parameters";
import { card as inventoryValuation } from "./reports/inventory-valuation/parameters";
import { card as inventoryValuationCostSpec } from "./reports/inventory-valuation-cost-spec/parameters";
import { card as inventoryValuationWip } from "./reports/inventory-valuation-wip/parameters";
import { card as jobCalculateWip } from "./reports/job-calculate-wip/parameters";
import { card as jobPostWip } from "./reports/job-post-wip/parameters";
import { card as jobWipToGl } from "./reports/job-wip-to-gl/parameters";
import { card as postInventoryCost } from "./reports/post-inventory-cost/parameters";
import { card as shadowCosting } from "./reports/shadow-costing/parameters";
import { card as trace } from "./reports/trace/parameters";

interface CatalogueEntry {
  readonly card: ReportCard;
  load(): Promise<Report>;
}

/** In the order of the month-end checklist and the documentation. */
const entries: readonly CatalogueEntry[] = [
  {
    card: inventoryValuation,
    load: async () => (await import("./reports/inventory-valuation/index")).report,
  },
  {
    card: inventoryValuationCostSpec,
    load: async () => (await import("./reports/inventory-valuation-cost-spec/index")).report,
  },
  {
    card: inventoryValuationWip,
    load: async () => (await import("./reports/inventory-valuation-wip/index")).report,
  },
  {
    card: costSharesBreakdown,
    load: async () => (await import("./reports/cost-shares-breakdown/index")).report,
  },
  {
    card: adjustCost,
    load: async () => (await import("./reports/adjust-cost/index")).report,
  },
  {
    card: shadowCosting,
    load: async () => (await import("./reports/shadow-costing/index")).report,
  },
  {
    card: postInventoryCost,
    load: async () => (await import("./reports/post-inventory-cost/index")).report,
  },
  {
    card: inventoryGlReconciliation,
    load: async () => (await import("./reports/inventory-gl-reconciliation/index")).report,
  },
  {
    card: trace,
    load: async () => (await import("./reports/trace/index")).report,
  },
  {
    card: jobCalculateWip,
    load: async () => (await import("./reports/job-calculate-wip/index")).report,
  },
  {
    card: jobWipToGl,
    load: async () => (await import("./reports/job-wip-to-gl/index")).report,
  },
  {
    card: jobPostWip,
    load: async () => (await import("./reports/job-post-wip/index")).report,
  },
];

/** The declared part of every report. */
export const reportCards: readonly ReportCard[] = entries.map((entry) => entry.card);

/** The card of a report, or undefined. */
export function findReport(id: string): ReportCard | undefined {
  return reportCards.find((card) => card.id === id);
}

/** Loads the working part of a report. Throws when no report has the id (check with findReport first). */
export async function loadReport(id: string): Promise<Report> {
  const entry = entries.find((candidate) => candidate.card.id === id);
  if (!entry) throw new Error(`no report is called ${id}`);
  return entry.load();
}
