/** Why a report cannot run, in the few words of a row. */
import type { ReportState } from "../../engine-service/service";

/** "Needs Value Entries", "Needs Order No. of Value Entries", "Items has errors"; "" when the report can run. */
export function needsWords(report: ReportState | undefined): string {
  if (!report?.error) return "";
  const { code, table, column } = report.error;
  if (typeof table !== "string") return "";
  if (code === "MISSING_TABLE") return `Needs ${table}`;
  if (code === "MISSING_COLUMN" && typeof column === "string") return `Needs ${column} of ${table}`;
  return `${table} has errors`;
}
