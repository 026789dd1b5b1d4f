/** What one posted WIP entry does to an account inside the dates of a run, by the basis. */
import type { DayTest } from "../../jobs/day-test";
import type { Parameters, Side } from "./result";
import type { WipLedger } from "./wip-ledger";

export const EFFECTS = [
  "wipAmount",
  "reversedLater",
  "reversalOnly",
  "completion",
  "asBalancingAccount",
] as const;
export type Effect = (typeof EFFECTS)[number];

/** Called with the effect and whether the entry's amount counts plus or minus. */
export type EffectSink = (effect: Effect, sign: 1 | -1) => void;

/**
 * Basis current counts the account side of entries that are neither reversed nor completed; everything else an entry
 * did to the account is one of the four explanations. Basis asOf counts both sides of what was open on the day.
 */
export function effectsOf(
  wip: WipLedger,
  row: number,
  side: Side,
  parameters: Pick<Parameters, "basis" | "asOfDate">,
  inside: DayTest,
  sink: EffectSink,
): void {
  if (parameters.basis === "asOf") {
    if (wip.isOpenOn(row, parameters.asOfDate)) sink("wipAmount", side === "account" ? 1 : -1);
    return;
  }
  const posted = inside.passes(wip.day(row));
  const reversed = wip.isReversed(row);
  const reversal = reversed && inside.passes(wip.statedReverseDay(row));
  if (side === "balancing") {
    if (posted) sink("asBalancingAccount", -1);
    if (reversal) sink("asBalancingAccount", 1);
  } else if (!reversed) {
    if (posted) sink(wip.isComplete(row) ? "completion" : "wipAmount", 1);
  } else if (posted && !reversal) sink("reversedLater", 1);
  else if (!posted && reversal) sink("reversalOnly", -1);
}
