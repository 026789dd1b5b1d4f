/** A whole cost adjustment of a workbook: reads the ledger and the setup, and computes. */
import "./messages";
import type { Ledgers } from "../ledgers/ledgers";
import { adjust, type Adjusted, type Progress } from "./adjust";
import { Rounding } from "./arithmetic";
import { readCostPeriods } from "./periods";
import { readCostLedger, type ReadCostLedger } from "./read-cost-ledger";
import { readCostSetup, type CostSetup } from "./setup";
import { power10 } from "../values/decimal";

export interface Adjustment {
  readonly read: ReadCostLedger;
  readonly setup: CostSetup;
  readonly adjusted: Adjusted;
}

/**
 * Computes the adjustment of a workbook. `check` is called once the ledger is read and before anything is computed.
 * Throws Refusal: ITEM_NOT_FOUND, ENTRY_NOT_FOUND, AVERAGE_COST_PERIOD_BLANK (or the missing sheet or column behind it).
 */
export function computeAdjustment(
  ledgers: Ledgers,
  progress?: Progress,
  check?: (read: ReadCostLedger) => void,
): Adjustment {
  const setup = readCostSetup(ledgers);
  const { value, scale } = setup.amountPrecision;
  const read = readCostLedger(ledgers, scale);
  check?.(read);
  const { moneyScale } = read.ledger;
  const rounding = new Rounding(moneyScale, value * power10(moneyScale - scale));
  const adjusted = adjust(read.ledger, rounding, readCostPeriods(ledgers), progress);
  return { read, setup, adjusted };
}
