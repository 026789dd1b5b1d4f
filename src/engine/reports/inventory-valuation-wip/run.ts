/** Inventory Valuation - WIP: ledgers and parameters → result. */
import "./messages";
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import { readPeriod } from "../../parameters";
import { Refusal } from "../../refusal";
import type { ReportResult, RunContext, RunOutcome } from "../../report";
import { dayText, NO_DAY, type Day } from "../../values/day";
import type { ConsumptionRounding } from "./effects";
import { finish, FINISHED, RELEASED, type Choices, type Finished } from "./finish";
import { group } from "./group";

export interface Parameters extends Choices {
  readonly startDate: Day;
  readonly endDate: Day;
  readonly workDate: Day;
  readonly consumptionRounding: ConsumptionRounding;
  readonly expenseOrdersWithoutOutput: boolean;
}

export interface Result extends ReportResult, Finished {
  readonly report: "inventory-valuation-wip";
  readonly startDate: string;
  readonly endDate: string;
  readonly openingDate: string;
}

export function run(ledgers: Ledgers, parameters: Parameters, context: RunContext): RunOutcome<Result> {
  const period = readPeriod(parameters);
  const { consumptionRounding, expenseOrdersWithoutOutput } = parameters;
  const sums = group(ledgers, period, consumptionRounding, expenseOrdersWithoutOutput, context);
  const result: Result = {
    report: "inventory-valuation-wip",
    startDate: dayText(period.startDate),
    endDate: dayText(period.endDate),
    openingDate: period.startDate === NO_DAY ? "" : dayText(period.startDate - 1),
    ...finish(ledgers, sums, period, parameters),
  };
  return { result };
}

/**
 * Refuses an order number that Production Orders has both as Released and as Finished: an order is one or the other, and
 * its entries would count twice. Throws DUPLICATE_KEY.
 */
export function checkProductionOrders(table: LedgerTable, ledgers: Ledgers): void {
  if (table.name !== "Production Orders") return;
  const statuses = table.options("Status").values;
  const numbers = table.ids("No.");
  const firstRow = new Map<number, number>();
  for (let row = 0; row < table.rows; row += 1) {
    if (statuses[row] !== RELEASED && statuses[row] !== FINISHED) continue;
    const first = firstRow.get(numbers[row] as number);
    if (first === undefined) {
      firstRow.set(numbers[row] as number, row);
      continue;
    }
    throw new Refusal(
      "DUPLICATE_KEY",
      { table: table.name, key: ledgers.codes.text(numbers[row] as number) },
      [first, row].map((place) => table.address(place, "No.")),
    );
  }
}
