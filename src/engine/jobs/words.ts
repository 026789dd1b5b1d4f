/** Business Central says Job in older and Project in newer versions; sheets and pane speak as the workbook does. */
import type { WarningKind } from "../report";
import { roundScaled } from "../values/decimal";
import { scaledOf } from "./decimal28";

export type JobWord = "Job" | "Project";

/** A text of ours with Job and job turned into the workbook's word. Never used on texts from cells. */
export function inJobWord(text: string, word: JobWord): string {
  if (word === "Job") return text;
  return text.replace(/\bJob(s?)\b/g, "Project$1").replace(/\bjob(s?)\b/g, "project$1");
}

/** An amount in running text: grouped, at least two decimals, true minus ("−1,010.00"). */
export function amountWords(text: string): string {
  const parsed = scaledOf(text);
  const decimals = Math.max(2, Math.min(parsed.scale, 5));
  const value = roundScaled(parsed.value, parsed.scale, decimals);
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, -decimals).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return `${value < 0n ? "−" : ""}${whole}.${digits.slice(-decimals)}`;
}

/** Booleans as Business Central shows them. */
export function yesNo(value: boolean): "Yes" | "No" {
  return value ? "Yes" : "No";
}

/** "1 job", "3 jobs". */
export function counted(count: number, unit: string, units = `${unit}s`): string {
  return `${count} ${count === 1 ? unit : units}`;
}

/** Warnings whose unit agrees with their count: "1 job", not "1 jobs". */
export function inSingular(kinds: readonly WarningKind[]): readonly WarningKind[] {
  return kinds.map((kind) => (kind.count === 1 ? { ...kind, unit: kind.unit.replace(/s$/, "") } : kind));
}
