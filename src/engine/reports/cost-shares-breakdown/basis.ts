/** What all three kinds of cost shares work on: the ledgers at the end of a day, orders, own parts and the order of work. */
import type { Ledgers } from "../../ledgers/ledgers";
import { optionLists } from "../../ledgers/options";
import type { RunContext } from "../../report";
import { dayText, type Day } from "../../values/day";
import { bigintAt, type DecimalColumn } from "../../values/decimal";
import type { Filter } from "../../values/filter";
import { quantityText, type RowFacts } from "./breakdown";
import { evaluationOrder, type EvaluationOrder } from "./evaluation-order";
import { buildLedger, type CostLedger } from "./ledger";
import { buildOrders, type OrderCosts } from "./orders";
import { ownParts, type OwnParts } from "./own-parts";
import { traceParts, type TakeTraced } from "./traced-parts";

export type CostShare = "Sales" | "Inventory" | "WIP Inventory";

export interface Parameters {
  readonly printCostShare: CostShare;
  readonly startDate: Day;
  readonly endDate: Day;
  readonly workDate: Day;
  readonly showDetails: boolean;
  readonly itemFilter: Filter;
  readonly inventoryPostingGroupFilter: Filter;
  readonly productionOrderStatus: readonly string[];
  readonly productionOrderFilter: Filter;
  readonly level: "Single-Level" | "Rolled-up";
  readonly revaluationBasis: "Business Central" | "Valued Quantity";
  readonly includeAverageItems: boolean;
}

export interface Period {
  readonly startDate: Day;
  readonly endDate: Day;
}

export interface Basis {
  readonly ledgers: Ledgers;
  readonly parameters: Parameters;
  readonly period: Period;
  readonly ledger: CostLedger;
  readonly orders: OrderCosts;
  readonly own: OwnParts;
  readonly order: EvaluationOrder;
}

/** Steps of a run that tell progress: ledger, orders, order of work, tracing, groups. */
const STEPS = 5;

export function buildBasis(
  ledgers: Ledgers,
  parameters: Parameters,
  period: Period,
  context: Pick<RunContext, "progress">,
): Basis {
  const rows = ledgers.table("Value Entries").rows;
  const ledger = buildLedger(ledgers, period.endDate);
  context.progress(rows, rows * STEPS);
  const orders = buildOrders(ledgers, ledger, period.endDate);
  context.progress(rows * 2, rows * STEPS);
  const own = ownParts(ledgers, ledger, orders);
  const order = evaluationOrder(ledger, orders, parameters.level === "Rolled-up");
  context.progress(rows * 3, rows * STEPS);
  return { ledgers, parameters, period, ledger, orders, own, order };
}

/** Revaluation goes along with what was drawn, but for stock it stays on the entry that was revalued. */
export function revaluationMoves(parameters: Parameters): boolean {
  return parameters.printCostShare !== "Inventory";
}

/** Hands each wanted entry (1 per entry) with its traced parts to `take`. */
export function trace(basis: Basis, wanted: Uint8Array, take: TakeTraced): void {
  const { ledger, orders, own, order } = basis;
  traceParts(
    ledger,
    orders,
    own,
    order,
    { revaluationMoves: revaluationMoves(basis.parameters) },
    wanted,
    take,
  );
}

/** Facts of entry rows, read from Item Ledger Entries. */
export function entryFacts(
  basis: Basis,
): (
  entry: number,
  quantity: bigint,
  ownCost: string,
) => RowFacts & { readonly line: number; readonly type: number } {
  const { ledgers, ledger } = basis;
  const table = ledgers.table("Item Ledger Entries");
  const entryNos = table.integers("Entry No.");
  const dates = table.days("Posting Date");
  const types = table.options("Entry Type").values;
  const documentNos = table.ids("Document No.");
  const descriptions = table.ids("Description");
  const itemNos = table.ids("Item No.");
  const locations = table.ids("Location Code");
  const variants = table.ids("Variant Code");
  const lines = table.integers("Order Line No.");
  return (entry, quantity, ownCost) => {
    const row = ledger.rows[entry] as number;
    return {
      line: lines[row] as number,
      type: types[row] as number,
      entryNo: entryNos[row] as number,
      capacityEntryNo: 0,
      postingDate: dayText(dates[row] as number),
      entryType: optionLists["entry type"][types[row] as number] as string,
      documentNo: ledgers.codes.text(documentNos[row] as number),
      description: ledgers.texts.text(descriptions[row] as number),
      itemNo: ledgers.codes.text(itemNos[row] as number),
      locationCode: ledgers.codes.text(locations[row] as number),
      variantCode: ledgers.codes.text(variants[row] as number),
      quantity: quantityText(quantity, ledger.quantities.scale),
      ownQuantity: columnQuantity(ledger.quantities, row),
      ownCost,
    };
  };
}

/** A quantity of a column as text. */
export function columnQuantity(column: DecimalColumn, row: number): string {
  return quantityText(bigintAt(column, row), column.scale);
}
