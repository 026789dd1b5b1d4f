/** What General Ledger Setup and Inventory Periods say about a cost adjustment: rounding precisions and open dates. */
import type { Ledgers } from "../ledgers/ledgers";
import { NO_DAY, type Day } from "../values/day";
import { bigintAt, power10, type DecimalColumn } from "../values/decimal";
import { FITTED_SCALE } from "./arithmetic";

export interface CostSetup {
  /** Amount rounding precision as scaled integer and the decimals that it needs. */
  readonly amountPrecision: { readonly value: bigint; readonly scale: number };
  /** Unit-amount rounding precision at FITTED_SCALE. */
  readonly unitPrecision: bigint;
  readonly allowPostingFrom: Day;
  readonly allowPostingTo: Day;
  readonly hasReportingCurrency: boolean;
  /** Last ending date of a closed inventory period. */
  readonly lastClosedDay: Day;
}

/** Reads the setup; missing sheets, columns and zeros leave Business Central's defaults (0.01 and 0.00001). */
export function readCostSetup(ledgers: Ledgers): CostSetup {
  const table = ledgers.table("General Ledger Setup");
  const there = table.rows > 0;
  const unit = there ? positive(table.decimals("Unit-Amount Rounding Precision")) : undefined;
  const periods = ledgers.table("Inventory Periods");
  const closed = periods.flags("Closed");
  const endings = periods.days("Ending Date");
  let lastClosedDay: Day = NO_DAY;
  for (let row = 0; row < periods.rows; row += 1) {
    if (closed[row] === 1) lastClosedDay = Math.max(lastClosedDay, endings[row] as number);
  }
  const { value, scale } = unit ?? { value: 1n, scale: 5 };
  return {
    amountPrecision: (there ? positive(table.decimals("Amount Rounding Precision")) : undefined) ?? {
      value: 1n,
      scale: 2,
    },
    unitPrecision: value * power10(FITTED_SCALE - scale),
    allowPostingFrom: there ? (table.days("Allow Posting From")[0] as number) : NO_DAY,
    allowPostingTo: there ? (table.days("Allow Posting To")[0] as number) : NO_DAY,
    hasReportingCurrency: there && table.ids("Additional Reporting Currency")[0] !== 0,
    lastClosedDay,
  };
}

/** First row of a column without trailing zeros, or undefined when it is not above 0. */
function positive(column: DecimalColumn): { value: bigint; scale: number } | undefined {
  let value = bigintAt(column, 0);
  let { scale } = column;
  if (value <= 0n) return undefined;
  while (scale > 0 && value % 10n === 0n) {
    value /= 10n;
    scale -= 1;
  }
  return { value, scale };
}

/** Where a row that adjusts an entry of a day is posted, and whether Business Central would refuse that date. */
export function postingDate(setup: CostSetup, day: Day): { day: Day; moved: boolean; allowed: boolean } {
  let posted = day;
  if (day < setup.allowPostingFrom || setup.lastClosedDay >= day) {
    posted = setup.allowPostingFrom;
    if (setup.lastClosedDay >= posted) posted = setup.lastClosedDay + 1;
  }
  const allowed = setup.allowPostingTo === NO_DAY || posted <= setup.allowPostingTo;
  return { day: posted, moved: posted !== day, allowed };
}
