/** Inventory Valuation: ledgers and parameters → result. */
import "./messages";
import type { Ledgers } from "../../ledgers/ledgers";
import { readPeriod } from "../../parameters";
import type { ReportResult, RunContext, RunOutcome } from "../../report";
import { dayText, NO_DAY, type Day } from "../../values/day";
import type { Filter } from "../../values/filter";
import type { EntryFilters } from "../../ledgers/entry-filter";
import { itemsInScope, type ItemFilters } from "../items-in-scope";
import { CellFinder } from "./cells";
import { Classifier, type Breakdown } from "./classify";
import { finish, type GroupTotals, type ItemFacts, type Row, type Totals, type Warning } from "./finish";
import { group } from "./group";

export interface Parameters extends EntryFilters, ItemFilters {
  readonly startDate: Day;
  readonly endDate: Day;
  readonly workDate: Day;
  readonly includeExpectedCost: boolean;
  readonly statisticsGroupFilter: Filter;
  readonly breakdownBy: "none" | "location" | "variant" | "locationVariant";
}

export interface Result extends ReportResult {
  readonly report: "inventory-valuation";
  readonly startDate: string;
  readonly endDate: string;
  readonly openingDate: string;
  readonly includeExpectedCost: boolean;
  readonly rows: readonly Row[];
  readonly groups: readonly GroupTotals[];
  readonly totals: Totals;
  readonly warnings: readonly Warning[];
}

export const BREAKDOWNS: Readonly<Record<Parameters["breakdownBy"], Breakdown>> = {
  none: [],
  location: ["Location Code"],
  variant: ["Variant Code"],
  locationVariant: ["Location Code", "Variant Code"],
};

export function run(ledgers: Ledgers, parameters: Parameters, context: RunContext): RunOutcome<Result> {
  const { startDate, endDate } = readPeriod(parameters);
  const breakdown = BREAKDOWNS[parameters.breakdownBy];
  const table = ledgers.table("Value Entries");
  const scope = itemsInScope(ledgers, parameters, table.ids("Item No."));
  const facts = itemFacts(ledgers, scope.codes, scope.rows);
  const slotOf = scope.slotOf.slice();
  if (!ledgers.table("Items").present) {
    facts.forEach((fact, slot) => {
      if (!parameters.inventoryPostingGroupFilter.matchesCode(fact.inventoryPostingGroup)) {
        slotOf[scope.codes[slot] as number] = -1;
      }
    });
  }
  const classifier = new Classifier(ledgers, parameters, startDate, breakdown);
  const groupOf = ledgers.table("Items").present
    ? Int32Array.from(facts, (fact) => ledgers.codes.find(fact.inventoryPostingGroup))
    : undefined;
  const { includeExpectedCost } = parameters;
  const counted = facts.some((item) => item.unknown);
  const finder = new CellFinder(ledgers, classifier, endDate, slotOf, facts.length, groupOf, counted);
  const groups = group(ledgers, finder, classifier, breakdown, includeExpectedCost, context);
  const finished = finish(ledgers, groups, finder, facts, {
    includeExpectedCost,
    breakdown,
    itemsPresent: ledgers.table("Items").present,
    missingTransferLinks: classifier.missingLinks.size,
  });
  const result: Result = {
    report: "inventory-valuation",
    startDate: dayText(startDate),
    endDate: dayText(endDate),
    openingDate: startDate === NO_DAY ? "" : dayText(startDate - 1),
    includeExpectedCost,
    ...finished,
  };
  return { result };
}

/** What is shown of the items; without Items the posting group is that of the value entry with the lowest number. */
function itemFacts(
  ledgers: Ledgers,
  codes: readonly number[],
  rows: readonly number[],
): readonly ItemFacts[] {
  const items = ledgers.table("Items");
  const descriptions = items.ids("Description");
  const units = items.ids("Base Unit of Measure");
  const groups = items.ids("Inventory Posting Group");
  const adjusted = items.flags("Cost is Adjusted");
  const adjustedFilled = items.filled("Cost is Adjusted");
  const groupsOfEntries = items.present ? undefined : groupsFromValueEntries(ledgers);
  return codes.map((code, slot) => {
    const row = rows[slot] as number;
    const itemNo = ledgers.codes.text(code);
    if (row < 0) {
      return {
        itemNo,
        description: "",
        baseUnitOfMeasure: "",
        inventoryPostingGroup: ledgers.codes.text(groupsOfEntries?.get(code) ?? 0),
        costIsAdjusted: undefined,
        unknown: items.present,
      };
    }
    return {
      itemNo,
      description: ledgers.texts.text(descriptions[row] as number),
      baseUnitOfMeasure: ledgers.codes.text(units[row] as number),
      inventoryPostingGroup: ledgers.codes.text(groups[row] as number),
      costIsAdjusted: adjustedFilled?.[row] === 1 ? adjusted[row] === 1 : undefined,
      unknown: false,
    };
  });
}

function groupsFromValueEntries(ledgers: Ledgers): ReadonlyMap<number, number> {
  const table = ledgers.table("Value Entries");
  const items = table.ids("Item No.");
  const numbers = table.integers("Entry No.");
  const groups = table.ids("Inventory Posting Group");
  const lowest = new Map<number, number>();
  for (let row = 0; row < table.rows; row += 1) {
    const item = items[row] as number;
    const known = lowest.get(item);
    if (known === undefined || (numbers[row] as number) < (numbers[known] as number)) lowest.set(item, row);
  }
  return new Map([...lowest].map(([item, row]) => [item, groups[row] as number]));
}
