/** What the costing engine finds for a workbook, in the shape in which its slow twin (cost-twin.ts) gives it. */
import { computeAdjustment, type Adjustment } from "../../src/engine/costing/adjustment";
import type { Ledgers } from "../../src/engine/ledgers/ledgers";
import { decimalText } from "../../src/engine/values/decimal";
import type { TwinResult } from "./cost-twin";

export interface Corrections extends TwinResult {
  readonly adjustment: Adjustment;
}

/** Corrections per entry, the number of sweeps, and the adjustment that they come from. */
export function correctionsOf(ledgers: Ledgers): Corrections {
  const adjustment = computeAdjustment(ledgers);
  const { costing, average, sweeps } = adjustment.adjusted;
  const { entries, moneyScale } = adjustment.read.ledger;
  const found = new Map<
    number,
    { actual: string; expected: string; rounding: string; notComputable: boolean }
  >();
  for (let e = 0; e < entries.count; e += 1) {
    found.set(entries.no[e] as number, {
      actual: decimalText(costing.deltaActual.big(e), moneyScale),
      expected: decimalText(costing.deltaExpected.big(e), moneyScale),
      rounding: decimalText(costing.deltaRounding.big(e), moneyScale),
      notComputable: average.notComputable[e] === 1,
    });
  }
  return { entries: found, sweeps, adjustment };
}
