/** Reports whose results have pages of their own; all others use the common result. */
import { lazy, type ComponentType } from "react";
import type { ReportCard } from "../../engine/report";
import type { ReportRecord } from "../../application/types";

export interface ResultPageProps {
  readonly card: ReportCard;
  readonly record: ReportRecord;
  /** Back to the form with the parameters of the run. */
  readonly onChange: () => void;
  readonly onRunAgain: () => void;
}

export interface SpecialResult {
  readonly Page: ComponentType<ResultPageProps>;
  /** The run is shown in the pane first and written only on request (journals). */
  readonly previewOnly?: boolean;
}

/** A page that is loaded when it is first shown. */
function later(load: () => Promise<ComponentType<ResultPageProps>>): ComponentType<ResultPageProps> {
  return lazy(async () => ({ default: await load() }));
}

const journal = later(async () => (await import("../journal/Journal")).Journal);

const pages: Readonly<Record<string, SpecialResult>> = {
  "inventory-gl-reconciliation": {
    Page: later(async () => (await import("../reconciliation/Reconciliation")).Reconciliation),
  },
  "post-inventory-cost": { Page: journal, previewOnly: true },
  "job-post-wip": { Page: journal, previewOnly: true },
  "adjust-cost": { Page: later(async () => (await import("../journal/CostAdjustment")).CostAdjustment) },
  "job-calculate-wip": {
    Page: later(async () => (await import("../job-wip/WipCalculation")).WipCalculation),
  },
  "shadow-costing": { Page: later(async () => (await import("../shadow/ShadowCosting")).ShadowCosting) },
  "cost-shares-breakdown": {
    Page: later(async () => (await import("../cost-shares/CostShares")).CostShares),
  },
};

export function specialResult(report: string): SpecialResult | undefined {
  return Object.hasOwn(pages, report) ? pages[report] : undefined;
}
