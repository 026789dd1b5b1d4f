/** Dates of reports that follow the period of Home. */
import { findReport } from "../engine/catalogue";

export interface Period {
  readonly startDate: string;
  readonly endDate: string;
}

/** Date parameters that follow the end of the period. */
const PERIOD_END: ReadonlySet<string> = new Set(["endDate", "valuationDate", "asOfDate", "postingDate"]);

/** The period's dates for the parameters of a report that follow it; dates that were given stay. */
export function periodParameters(
  report: string,
  period: Period | undefined,
  given: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  if (!period) return {};
  const dates: Record<string, unknown> = {};
  for (const { name, type, hidden } of findReport(report)?.parameters ?? []) {
    if (type !== "date" || hidden === true || given[name] !== undefined) continue;
    if (name === "startDate") dates[name] = period.startDate;
    else if (PERIOD_END.has(name)) dates[name] = period.endDate;
  }
  return dates;
}
