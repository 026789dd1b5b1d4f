/** Which value entries and G/L entries lie within the dates and filters. */
import { CodeTest, codesOfValueEntries } from "../../ledgers/entry-filter";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";
import { NO_DAY, type Day } from "../../values/day";
import type { Filter } from "../../values/filter";

export interface ScopeParameters {
  readonly startDate: Day;
  readonly endDate: Day;
  readonly itemFilter: Filter;
  readonly locationFilter: Filter;
}

/** True with an item or location filter: a G/L balance has neither, so there is no G/L side. */
export function hidesGL(parameters: ScopeParameters): boolean {
  return !parameters.itemFilter.isEmpty || !parameters.locationFilter.isEmpty;
}

/** A test of days; an empty date is open at that end. */
export function dayRange(startDate: Day, endDate: Day): { readonly from: number; readonly to: number } {
  return {
    // No day comes before all others.
    from: startDate,
    to: endDate === NO_DAY ? Number.POSITIVE_INFINITY : endDate,
  };
}

/** 1 per day within the range. */
export function withinDates(days: Float64Array, startDate: Day, endDate: Day): Uint8Array {
  const { from, to } = dayRange(startDate, endDate);
  const within = new Uint8Array(days.length);
  for (let row = 0; row < days.length; row += 1) {
    const day = days[row] as number;
    if (day >= from && day <= to) within[row] = 1;
  }
  return within;
}

/** 1 per value entry within dates and filters. */
export function valueEntriesInScope(ledgers: Ledgers, parameters: ScopeParameters): Uint8Array {
  const table = ledgers.table("Value Entries");
  const scope = withinDates(table.days("Posting Date"), parameters.startDate, parameters.endDate);
  if (!parameters.itemFilter.isEmpty)
    keepPassing(scope, table.ids("Item No."), new CodeTest(ledgers.codes, parameters.itemFilter));
  if (!parameters.locationFilter.isEmpty) {
    keepPassing(
      scope,
      codesOfValueEntries(ledgers, "Location Code"),
      new CodeTest(ledgers.codes, parameters.locationFilter),
    );
  }
  return scope;
}

function keepPassing(scope: Uint8Array, codes: Int32Array, test: CodeTest): void {
  for (let row = 0; row < scope.length; row += 1) {
    if (scope[row] === 1 && !test.passes(codes[row] as number)) scope[row] = 0;
  }
}

/** 1 per code number unless it is an item of another type than Inventory. */
export function inventoryItems(ledgers: Ledgers): Uint8Array {
  const counts = new Uint8Array(ledgers.codes.size).fill(1);
  const items = ledgers.table("Items");
  const numbers = items.ids("No.");
  const types = items.options("Type").values;
  const inventory = optionNumber("item type", "Inventory");
  for (let row = 0; row < items.rows; row += 1) {
    if (types[row] !== inventory) counts[numbers[row] as number] = 0;
  }
  return counts;
}
