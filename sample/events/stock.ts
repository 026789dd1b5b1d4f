/** Stock that moves or changes without a trade: opening balances, transfers, adjustments, revaluations. */
import { SET_ADMIN } from "../company";
import { basis, postingCost } from "../core/basis";
import type { Item, ItemLedgerEntry } from "../core/model";
import { costOf, partOfExact } from "../core/money";
import type { World } from "../core/world";

export interface StockPlace {
  item: Item;
  variant?: string;
  location: string;
}

/** Positive adjustment at a given unit cost; items with specific cost one by one. */
export function addStock(
  world: World,
  place: StockPlace,
  quantity: number,
  unitCost: number,
): ItemLedgerEntry[] {
  const { ledger, today } = world;
  const { item } = place;
  const documentNo = world.number("journal");
  const single = item.costingMethod === "Specific" ? 100_000 : quantity;
  const entries: ItemLedgerEntry[] = [];
  for (let left = quantity; left > 0; left -= single) {
    const entry = ledger.increase({
      ...place,
      date: today,
      entryType: "Positive Adjmt.",
      documentType: "",
      documentNo,
      description: item.description,
      quantity: single,
      dimensionSet: SET_ADMIN,
    });
    ledger.addValue({
      entry,
      date: today,
      documentNo,
      documentLineNo: (entries.length + 1) * 10_000,
      valuedQuantity: single,
      entryQuantity: single,
      invoicedQuantity: single,
      actual: costOf(single, unitCost),
    });
    entries.push(entry);
  }
  return entries;
}

/** Negative adjustment: breakage, samples, count differences. */
export function removeStock(world: World, place: StockPlace, quantity: number): ItemLedgerEntry {
  const { ledger, today } = world;
  const documentNo = world.number("journal");
  const entry = ledger.issue({
    ...place,
    date: today,
    entryType: "Negative Adjmt.",
    documentType: "",
    documentNo,
    description: place.item.description,
    quantity: -quantity,
    dimensionSet: SET_ADMIN,
  });
  ledger.addValue({
    entry,
    date: today,
    documentNo,
    documentLineNo: 10_000,
    valuedQuantity: -quantity,
    entryQuantity: -quantity,
    invoicedQuantity: -quantity,
    actual: postingCost(ledger, entry),
  });
  return entry;
}

/** One issue here, one increase there for each receipt it took from; average stock arrives as a single increase. */
export function transfer(world: World, place: StockPlace, to: string, quantity: number): void {
  const { ledger, today } = world;
  const { item } = place;
  const documentNo = world.number("transfer");
  const common = {
    item,
    variant: place.variant ?? "",
    date: today,
    entryType: "Transfer" as const,
    documentType: "Direct Transfer",
    documentNo,
    description: item.description,
    dimensionSet: SET_ADMIN,
  };
  const lot = ledger.lot(item, place.location, place.variant);
  const specific = item.costingMethod === "Specific" ? lot.open.find((one) => one.remaining > 0) : undefined;
  const out = ledger.issue({
    ...common,
    location: place.location,
    quantity: -quantity,
    ...(specific === undefined ? {} : { specific }),
  });
  const value = { date: today, documentType: "Direct Transfer", documentNo, documentLineNo: 10_000 };
  ledger.addValue({
    ...value,
    entry: out,
    valuedQuantity: -quantity,
    entryQuantity: -quantity,
    invoicedQuantity: -quantity,
    actual: postingCost(ledger, out),
  });
  const arrive = (moved: number, cost: number, origin: ItemLedgerEntry | undefined): void => {
    const entry = ledger.increase({
      ...common,
      location: to,
      quantity: moved,
      reverses: out,
      ...(origin === undefined
        ? { valuedBy: "reversal" as const }
        : { valuedBy: "transfer" as const, transferredFrom: origin }),
    });
    ledger.addValue({
      ...value,
      entry,
      valuedQuantity: moved,
      entryQuantity: moved,
      invoicedQuantity: moved,
      actual: cost,
    });
  };
  if (out.valuedBy === "average") {
    arrive(quantity, -out.costActual, undefined);
    return;
  }
  for (const row of out.ownRows) {
    const moved = -ledger.applications.quantity.get(row);
    const origin = ledger.entry(ledger.applications.inbound.get(row));
    arrive(moved, partOfExact(basis(ledger, origin, undefined), moved, origin.quantity), origin);
  }
}

/** Changes the value of what is left of an increase; a whole one when nothing has left yet. */
export function revalue(world: World, entry: ItemLedgerEntry, amount: number): void {
  world.ledger.addValue({
    entry,
    date: world.today,
    type: "Revaluation",
    documentNo: world.number("revaluation"),
    valuedQuantity: entry.remaining,
    actual: amount,
    partialRevaluation: entry.remaining !== entry.quantity,
    valuationDate: world.today,
    description: `Revaluation of ${entry.item.description}`,
  });
}
