/** Selling: shipment at expected cost and invoice later, both at once, in parts; returns at the exact cost of the sale. */
import { customerDimensionSet, OTHER_ACCOUNTS, type Partner } from "../company";
import { basis, postingCost } from "../core/basis";
import type { Item, ItemLedgerEntry } from "../core/model";
import { costOf, part, partOfExact, scaled } from "../core/money";
import type { World } from "../core/world";

export interface SalesOrder {
  item: Item;
  variant?: string;
  location: string;
  quantity: number;
  customer: Partner;
}

export function ship(
  world: World,
  order: SalesOrder,
  documentNo = world.number("shipment"),
): ItemLedgerEntry {
  const { item, customer } = order;
  const lot = world.ledger.lot(item, order.location, order.variant);
  const specific = item.costingMethod === "Specific" ? lot.open.find((one) => one.remaining > 0) : undefined;
  return world.ledger.issue({
    item,
    location: order.location,
    variant: order.variant ?? "",
    date: world.today,
    entryType: "Sale",
    documentType: "Sales Shipment",
    documentNo,
    description: item.description,
    quantity: -order.quantity,
    sourceType: "Customer",
    sourceNo: customer.no,
    genBusPostingGroup: customer.genBus,
    dimensionSet: customerDimensionSet(customer),
    ...(specific === undefined ? {} : { specific }),
  });
}

/** Shipped and invoiced in one go: a single value entry with the invoice's number. */
export function sellAtOnce(world: World, order: SalesOrder): ItemLedgerEntry {
  const entry = ship(world, order);
  const documentNo = world.number("salesInvoice");
  world.ledger.addValue({
    entry,
    date: world.today,
    documentType: "Sales Invoice",
    documentNo,
    documentLineNo: 10_000,
    valuedQuantity: -order.quantity,
    entryQuantity: -order.quantity,
    invoicedQuantity: -order.quantity,
    actual: postingCost(world.ledger, entry),
  });
  bookSale(world, entry, documentNo, order.quantity);
  return entry;
}

/** Shipped only: expected cost. */
export function shipOnly(world: World, order: SalesOrder): ItemLedgerEntry {
  const documentNo = world.number("shipment");
  const entry = ship(world, order, documentNo);
  world.ledger.addValue({
    entry,
    date: world.today,
    documentType: "Sales Shipment",
    documentNo,
    documentLineNo: 10_000,
    valuedQuantity: -order.quantity,
    entryQuantity: -order.quantity,
    expected: postingCost(world.ledger, entry),
    expectedCost: true,
  });
  return entry;
}

/** Invoices part of a shipment, or all that is open. */
export function invoiceSale(world: World, entry: ItemLedgerEntry, quantity?: number): void {
  const open = entry.quantity - entry.invoiced;
  const invoiced = quantity === undefined ? open : -quantity;
  const cost = invoiced === open ? entry.costExpected : part(entry.costExpected, invoiced, open);
  const documentNo = world.number("salesInvoice");
  world.ledger.addValue({
    entry,
    date: world.today,
    documentType: "Sales Invoice",
    documentNo,
    documentLineNo: 10_000,
    valuedQuantity: invoiced,
    invoicedQuantity: invoiced,
    actual: cost,
    expected: -cost,
  });
  bookSale(world, entry, documentNo, -invoiced);
}

/** One sale, invoiced at once, after some days, or in two parts. */
export function sell(
  world: World,
  order: SalesOrder,
  invoiceAfter: number,
  inParts: boolean,
): ItemLedgerEntry {
  if (invoiceAfter === 0) return sellAtOnce(world, order);
  const entry = shipOnly(world, order);
  const half = Math.floor(order.quantity / 200_000) * 100_000;
  if (inParts && half > 0 && half < order.quantity) {
    world.at(world.today + invoiceAfter, () => {
      invoiceSale(world, entry, half);
    });
    world.at(world.today + invoiceAfter + 5, () => {
      invoiceSale(world, entry);
    });
  } else {
    world.at(world.today + invoiceAfter, () => {
      invoiceSale(world, entry);
    });
  }
  return entry;
}

/** Goods come back at the cost at which they left. Returns undefined where the month's average already has such a return. */
export function takeBack(world: World, sale: ItemLedgerEntry, quantity: number): ItemLedgerEntry | undefined {
  const { ledger, today } = world;
  const average = sale.valuedBy === "average";
  if (average && !reserveOwnFlow(world, sale)) return undefined;
  const entry = ledger.increase({
    item: sale.item,
    location: sale.location,
    variant: sale.variant,
    date: today,
    entryType: "Sale",
    documentType: "Sales Return Receipt",
    documentNo: world.number("returnReceipt"),
    description: sale.item.description,
    quantity,
    sourceType: "Customer",
    sourceNo: sale.sourceNo,
    genBusPostingGroup: sale.genBusPostingGroup,
    dimensionSet: sale.dimensionSet,
    valuedBy: "reversal",
    reverses: sale,
  });
  const documentNo = world.number("salesCredit");
  ledger.addValue({
    entry,
    date: today,
    documentType: "Sales Credit Memo",
    documentNo,
    documentLineNo: 10_000,
    valuedQuantity: quantity,
    entryQuantity: quantity,
    invoicedQuantity: quantity,
    actual: partOfExact(basis(ledger, sale, undefined), quantity, sale.quantity),
  });
  bookSale(world, entry, documentNo, -quantity);
  return entry;
}

/** One issue per average and month may come back within it: two of them would feed each other. */
export function reserveOwnFlow(world: World, issue: ItemLedgerEntry): boolean {
  const { ledger } = world;
  const month = ledger.month(issue.valuationDate);
  if (ledger.month(world.today) !== month) return true;
  const current = ledger.poolMonth(ledger.pool(issue.item, issue.location, issue.variant), month);
  if (current.ownFlow !== undefined && current.ownFlow !== issue) return false;
  current.ownFlow = issue;
  return true;
}

/** Revenue and receivable; a negative quantity is a credit memo. */
export function bookSale(world: World, entry: ItemLedgerEntry, documentNo: string, quantity: number): void {
  const markUp = entry.item.inventoryPostingGroup === "RESALE" ? 180 : 165;
  const amount = scaled(costOf(quantity, entry.item.unitCost), markUp, 100);
  const account =
    entry.item.genProdPostingGroup === "RETAIL" ? OTHER_ACCOUNTS.salesResale : OTHER_ACCOUNTS.salesFinished;
  const { dimensionSet } = entry;
  world.gl.post({
    date: world.today,
    documentType: amount < 0 ? "Credit Memo" : "Invoice",
    documentNo,
    description: `${amount < 0 ? "Credit memo" : "Invoice"} ${documentNo}`,
    sourceCode: "SALES",
    lines: [
      { account: OTHER_ACCOUNTS.receivables, amount, balAccount: account, dimensionSet },
      { account, amount: -amount, dimensionSet },
    ],
  });
}
