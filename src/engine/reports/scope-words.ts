/** Words of the scope line of a report sheet: period and filters. */
import { dayWords, parseDay } from "../values/day";

/** "1 Jan 2026 to 31 Jan 2026", "up to 31 Jan 2026", "all dates". */
export function periodWords(startDate: string, endDate: string): string {
  const start = dayWords(parseDay(startDate, true) ?? 0);
  const open = endDate === "" || endDate === "9999-12-31";
  const end = open ? "" : dayWords(parseDay(endDate, true) ?? 0);
  if (start && end) return `${start} to ${end}`;
  if (end) return `up to ${end}`;
  if (start) return `from ${start}`;
  return "all dates";
}

/** The filters that are set, in words for the scope line. */
export function filterWords(
  parameters: Readonly<Record<string, unknown>>,
  labels: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(labels).flatMap(([name, label]) => {
    const value = parameters[name];
    return typeof value === "string" && value.trim() !== "" ? [`${label} ${value}`] : [];
  });
}
