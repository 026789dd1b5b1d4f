/**
 * Average cost, recomputed period by period: what a group holds at a period's end but for its issues, then the issues by
 * entry number, each at its part of what is left. For ledgers of purchases, sales and charges, where nothing flows back.
 */
import type { Decimal } from "decimal.js";
import type { Row } from "./cost-ledgers";
import { partDecimal, TwinDecimal } from "./cost-twin";

const CENT = new TwinDecimal("0.01");

/** A name of the average cost period of a day; names of later periods come later in the alphabet. */
const PERIOD_NAMES: Readonly<Record<string, (day: string) => string>> = {
  Day: (day) => day,
  Week: (day) => {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
    return date.toISOString().slice(0, 10);
  },
  Month: (day) => day.slice(0, 7),
  Quarter: (day) => `${day.slice(0, 4)}-Q${String(Math.ceil(Number(day.slice(5, 7)) / 3))}`,
  Year: (day) => day.slice(0, 4),
  // Periods that are no months, as in the rows below.
  "Accounting Period": (day) => (day < "2024-11-20" ? "1" : day < "2024-12-28" ? "2" : "3"),
};
export const ACCOUNTING_PERIODS: Row[] = ["2024-10-01", "2024-11-20", "2024-12-28"].map((start) => ({
  "Starting Date": start,
  "New Fiscal Year": start === "2024-10-01",
}));

/** Every average cost period with every calculation type. */
export const PERIODS_AND_TYPES = Object.keys(PERIOD_NAMES).flatMap((period) =>
  ["Item", "Item & Location & Variant"].map((calcType) => [period, calcType] as const),
);

export interface AveragedEntry {
  readonly no: number;
  readonly item: string;
  /** Variant and location. */
  readonly place: string;
  /** Valuation date. */
  readonly day: string;
  readonly quantity: Decimal;
  /** Cost of an increase; that of an issue is what the model finds. */
  cost: Decimal;
}

/** Costs of the issues, by entry number. */
export function averageByPeriods(
  entries: readonly AveragedEntry[],
  period: string,
  calcType: string,
): ReadonlyMap<number, string> {
  const nameOf = PERIOD_NAMES[period] as (day: string) => string;
  const groupOf = (entry: AveragedEntry): string =>
    calcType === "Item" ? entry.item : `${entry.item}/${entry.place}`;
  const costs = new Map<number, string>();
  for (const group of new Set(entries.map(groupOf))) {
    const own = entries.filter((entry) => groupOf(entry) === group);
    let quantity = new TwinDecimal(0);
    let cost = new TwinDecimal(0);
    for (const name of [...new Set(own.map((entry) => nameOf(entry.day)))].sort()) {
      const inPeriod = own.filter((entry) => nameOf(entry.day) === name);
      for (const entry of inPeriod.filter((one) => one.quantity.gt(0))) {
        quantity = quantity.plus(entry.quantity);
        cost = cost.plus(entry.cost);
      }
      for (const entry of inPeriod.filter((one) => one.quantity.lt(0))) {
        entry.cost = partDecimal(cost, entry.quantity, quantity, CENT);
        costs.set(entry.no, entry.cost.toFixed());
        quantity = quantity.plus(entry.quantity);
        cost = cost.plus(entry.cost);
      }
    }
  }
  return costs;
}
