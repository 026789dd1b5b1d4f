/** Why a report cannot run, in the few words of a row. */
import type { ReportState } from "../../engine-service/service";

/** "Needs Value Entries", "Value Entries lacks a column", "Items has errors"; "" when the report can run. */
export function needsWords(report: ReportState | undefined): string {
  if (!report?.error) return "";
  const { code, table } = report.error;
  if (typeof table !== "string") return "";
  if (code === "MISSING_TABLE") return `Needs ${table}`;
  if (code === "MISSING_COLUMN") return `${table} lacks a column`;
  return `${table} has errors`;
}
