/**
 * Shares are exact to five decimals and are shown with two, so that the figures shown may miss their total by a cent or
 * two. A block of arithmetic must add up as it is read: the rest gets a line of its own.
 */
import { isZero, minus, roundToCents, sumOf } from "./exact";
import type { PaneLine } from "./parts/Arithmetic";

/** Lines whose last one is the total of all before; with a line for what the shown figures miss, if they do. */
export function withShownRest(lines: readonly PaneLine[]): readonly PaneLine[] {
  const total = lines.at(-1);
  if (!total) return lines;
  const parts = lines.slice(0, -1);
  const rest = minus(roundToCents(total.amount), sumOf(parts.map((part) => roundToCents(part.amount))));
  return isZero(rest) ? lines : [...parts, { label: "Rounding of these figures", amount: rest }, total];
}
