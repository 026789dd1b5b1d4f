/** Reports whose results have pages of their own; all others use the common result. */
import type { ComponentType } from "react";
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

const pages: Readonly<Record<string, SpecialResult>> = {};

export function specialResult(report: string): SpecialResult | undefined {
  return Object.hasOwn(pages, report) ? pages[report] : undefined;
}
