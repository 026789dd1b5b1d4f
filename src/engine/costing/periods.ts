/**
 * Average cost periods: which span of days shares one average, and whether the whole item or each item, variant and
 * location has its own. Business Central reads both from the fiscal-year rows of the accounting periods; blank fields and
 * workbooks without such rows fall back to Inventory Setup.
 */
import { missingColumn } from "../ledgers/check";
import type { Ledgers } from "../ledgers/ledgers";
import { Refusal } from "../refusal";
import { dayOfParts, dayText, NO_DAY, NO_UPPER_LIMIT, partsOfDay, weekday, type Day } from "../values/day";

/** Numbers of the option list "cost period". */
export const COST_PERIOD = { day: 1, week: 2, month: 3, quarter: 4, year: 5, accountingPeriod: 6 } as const;
/** Numbers of the option list "calc. type". */
export const CALC_TYPE = { item: 1, itemLocationVariant: 2 } as const;

/** One span of days; both ends included. `start` is NO_DAY where it is open, `end` 9999-12-31. */
export interface CostPeriod {
  readonly start: Day;
  readonly end: Day;
  /** Calculation type on the last day: one of CALC_TYPE. */
  readonly calcType: number;
  /**
   * For Item & Location & Variant: the day on which this type replaced Item, NO_DAY when it has held from the beginning.
   */
  readonly changedOn: Day;
}

interface FiscalYear {
  readonly start: Day;
  readonly period: number;
  readonly calcType: number;
}

/** Rules of a run. Without fiscal years one row without start holds for every day. */
export class CostPeriods {
  readonly #years: readonly FiscalYear[];
  /** Starts of all accounting periods, ascending. */
  readonly #starts: readonly Day[];
  readonly #refuseBlank: (day: Day) => Refusal;

  constructor(years: readonly FiscalYear[], starts: readonly Day[], refuseBlank: (day: Day) => Refusal) {
    this.#years = years;
    this.#starts = starts;
    this.#refuseBlank = refuseBlank;
  }

  /** The period that a day belongs to. Throws Refusal when no period type is set for the day. */
  periodOf(day: Day): CostPeriod {
    const year = this.#yearOf(day);
    if (year.period === 0) throw this.#refuseBlank(day);
    const span =
      year.period === COST_PERIOD.accountingPeriod
        ? this.#accountingPeriod(day)
        : calendarSpan(day, year.period);
    let { start, end } = span;
    if (year.period !== COST_PERIOD.accountingPeriod || this.#starts.length === 0) {
      for (const { start: cut } of this.#years) {
        if (cut > start && cut <= day) start = cut;
        if (cut > day && cut <= end) end = cut - 1;
      }
    }
    const { calcType } = this.#yearOf(end);
    return {
      start,
      end,
      calcType,
      changedOn: calcType === CALC_TYPE.itemLocationVariant ? this.#changeBefore(end) : NO_DAY,
    };
  }

  /** The fiscal year that starts last on or before the day; before the first one, the first. */
  #yearOf(day: Day): FiscalYear {
    let found = this.#years[0] as FiscalYear;
    for (const year of this.#years) if (year.start <= day) found = year;
    return found;
  }

  /** Start of the run of years of one calculation type that a day lies in; NO_DAY when it is the first run. */
  #changeBefore(day: Day): Day {
    let changed: Day = NO_DAY;
    let previous = (this.#years[0] as FiscalYear).calcType;
    for (const year of this.#years) {
      if (year.start > day) break;
      if (year.calcType !== previous) changed = year.start;
      previous = year.calcType;
    }
    return changed;
  }

  #accountingPeriod(day: Day): { start: Day; end: Day } {
    if (this.#starts.length === 0) return calendarSpan(day, COST_PERIOD.month);
    let start: Day = NO_DAY;
    for (const next of this.#starts) {
      if (next > day) return { start, end: next - 1 };
      start = next;
    }
    return { start, end: NO_UPPER_LIMIT };
  }
}

function calendarSpan(day: Day, period: number): { start: Day; end: Day } {
  if (period === COST_PERIOD.day) return { start: day, end: day };
  if (period === COST_PERIOD.week) {
    const start = day - weekday(day) + 1;
    return { start, end: start + 6 };
  }
  const { year, month } = partsOfDay(day);
  const months = period === COST_PERIOD.month ? 1 : period === COST_PERIOD.quarter ? 3 : 12;
  const first = month - ((month - 1) % months);
  return { start: dayOfParts(year, first, 1), end: dayOfParts(year, first + months, 1) - 1 };
}

/** What a run says itself instead of the setup (shadow costing): numbers of the option lists, 0 = as set up. */
export interface PeriodOverride {
  readonly period: number;
  readonly calcType: number;
}

/** Reads the rules from Accounting Periods and Inventory Setup. */
export function readCostPeriods(ledgers: Ledgers, override: Partial<PeriodOverride> = {}): CostPeriods {
  const setup = ledgers.table("Inventory Setup");
  const setupPeriod = setup.options("Average Cost Period").values[0] ?? 0;
  const setupType = setup.options("Average Cost Calc. Type").values[0];
  const period = override.period || setupPeriod;
  const calcType = override.calcType || setupType || CALC_TYPE.item;
  const table = ledgers.table("Accounting Periods");
  const days = table.days("Starting Date");
  const newYear = table.flags("New Fiscal Year");
  const periods = table.options("Average Cost Period").values;
  const calcTypes = table.options("Average Cost Calc. Type").values;
  const starts: Day[] = [];
  const years: FiscalYear[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    const start = days[row] as number;
    starts.push(start);
    if (newYear[row] !== 1) continue;
    years.push({
      start,
      period: override.period || (periods[row] as number) || period,
      calcType: override.calcType || (calcTypes[row] as number) || calcType,
    });
  }
  starts.sort((a, b) => a - b);
  years.sort((a, b) => a.start - b.start);
  const rules = years.length > 0 ? years : [{ start: NO_DAY, period, calcType }];
  return new CostPeriods(rules, starts, (day) => {
    if (!setup.present) return new Refusal("MISSING_TABLE", { table: setup.name });
    if (!setup.has("Average Cost Period")) return missingColumn(setup, "Average Cost Period");
    return new Refusal("AVERAGE_COST_PERIOD_BLANK", { date: dayText(day) });
  });
}
