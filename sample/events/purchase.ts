/** Buying: receipt at expected cost, one or more invoices later, freight charged afterwards, returns to the vendor. */
import { ITEM_CHARGE, OTHER_ACCOUNTS, SET_PURCHASING, VENDORS, type Partner } from "../company";
import { basis, postingCost } from "../core/basis";
import type { ItemLedgerEntry, Item } from "../core/model";
import { costOf, part, partOfExact, percentOf } from "../core/money";
import type { World } from "../core/world";

export interface PurchaseOrder {
  item: Item;
  variant?: string;
  location: string;
  quantity: number;
  /** Price per unit on the order; the invoice may differ. */
  unitCost: number;
  invoiceUnitCost?: number;
  vendor: Partner;
}

function vendorOf(no: string): Partner {
  const vendor = VENDORS.find((one) => one.no === no);
  if (vendor === undefined) throw new Error(`There is no vendor ${no}.`);
  return vendor;
}

/** Who delivers an item. */
export function usualVendor(item: Item): Partner {
  return vendorOf(item.no.startsWith("A-") || item.no.startsWith("1199") ? "V200" : "V100");
}

/** Posts the receipt. Items with specific cost come one by one. */
export function receive(world: World, order: PurchaseOrder): ItemLedgerEntry[] {
  const { ledger, today } = world;
  const { item, vendor } = order;
  const documentNo = world.number("receipt");
  const single = item.costingMethod === "Specific" ? 100_000 : order.quantity;
  const entries: ItemLedgerEntry[] = [];
  for (let left = order.quantity; left > 0; left -= single) {
    const entry = ledger.increase({
      item,
      location: order.location,
      variant: order.variant ?? "",
      date: today,
      entryType: "Purchase",
      documentType: "Purchase Receipt",
      documentNo,
      description: item.description,
      quantity: single,
      sourceType: "Vendor",
      sourceNo: vendor.no,
      genBusPostingGroup: vendor.genBus,
      dimensionSet: SET_PURCHASING,
    });
    ledger.addValue({
      entry,
      date: today,
      documentType: "Purchase Receipt",
      documentNo,
      documentLineNo: (entries.length + 1) * 10_000,
      valuedQuantity: single,
      entryQuantity: single,
      expected: costOf(single, order.unitCost),
      expectedCost: true,
    });
    entries.push(entry);
  }
  return entries;
}

/** Invoices part of a receipt (all that is open when `quantity` is left out). Returns the row of the direct cost. */
export function invoicePurchase(
  world: World,
  entries: readonly ItemLedgerEntry[],
  unitCost: number,
  quantity?: number,
  documentNo = world.number("purchaseInvoice"),
): number {
  const { ledger, today } = world;
  let total = 0;
  let row = -1;
  entries.forEach((entry, index) => {
    const open = entry.quantity - entry.invoiced;
    const invoiced = quantity ?? open;
    const direct = costOf(invoiced, unitCost);
    const common = {
      entry,
      date: today,
      documentType: "Purchase Invoice",
      documentNo,
      documentLineNo: (index + 1) * 10_000,
      externalDocumentNo: `${entry.sourceNo}-${documentNo}`,
      valuedQuantity: invoiced,
    };
    row = ledger.addValue({
      ...common,
      invoicedQuantity: invoiced,
      actual: direct,
      expected: -(invoiced === open ? entry.costExpected : part(entry.costExpected, invoiced, open)),
    });
    addIndirectAndVariance(world, common, direct);
    total += direct;
  });
  bookInvoice(world, entries[0] as ItemLedgerEntry, documentNo, total);
  return row;
}

function addIndirectAndVariance(
  world: World,
  common: { entry: ItemLedgerEntry; date: number; documentNo: string; valuedQuantity: number },
  direct: number,
): void {
  const { ledger } = world;
  const { entry, valuedQuantity } = common;
  const { item } = entry;
  const indirect =
    item.indirectCostPercent === 0 && item.overheadRate === 0
      ? 0
      : percentOf(direct, item.indirectCostPercent) + costOf(valuedQuantity, item.overheadRate);
  if (indirect !== 0) ledger.addValue({ ...common, type: "Indirect Cost", actual: indirect });
  if (item.costingMethod !== "Standard") return;
  const variance = costOf(valuedQuantity, entry.standardCost) - direct - indirect;
  if (variance !== 0)
    ledger.addValue({ ...common, type: "Variance", variance: "Purchase", actual: variance });
}

function bookInvoice(world: World, entry: ItemLedgerEntry, documentNo: string, amount: number): void {
  const expense =
    entry.item.genProdPostingGroup === "RETAIL"
      ? OTHER_ACCOUNTS.purchasesResale
      : OTHER_ACCOUNTS.purchasesRaw;
  world.gl.post({
    date: world.today,
    documentType: amount < 0 ? "Credit Memo" : "Invoice",
    documentNo,
    externalDocumentNo: `${entry.sourceNo}-${documentNo}`,
    description: `${amount < 0 ? "Credit memo" : "Invoice"} ${documentNo}`,
    sourceCode: "PURCHASES",
    lines: [
      { account: expense, amount, balAccount: OTHER_ACCOUNTS.vendors, dimensionSet: SET_PURCHASING },
      { account: OTHER_ACCOUNTS.vendors, amount: -amount, dimensionSet: SET_PURCHASING },
    ],
  });
}

/** Receipt now, invoice some days later, in two parts now and then. */
export function buy(
  world: World,
  order: PurchaseOrder,
  invoiceAfter: number,
  inParts: boolean,
): ItemLedgerEntry[] {
  const entries = receive(world, order);
  const unitCost = order.invoiceUnitCost ?? order.unitCost;
  const half = Math.floor(order.quantity / 200_000) * 100_000;
  if (inParts && entries.length === 1 && half > 0 && half < order.quantity) {
    world.at(world.today + invoiceAfter, () => invoicePurchase(world, entries, unitCost, half));
    world.at(world.today + invoiceAfter + 6, () => invoicePurchase(world, entries, unitCost));
  } else {
    world.at(world.today + invoiceAfter, () => invoicePurchase(world, entries, unitCost));
  }
  return entries;
}

/** Freight that is invoiced afterwards and spread over receipts by quantity. */
export function chargeFreight(world: World, entries: readonly ItemLedgerEntry[], amount: number): void {
  const { ledger, today } = world;
  const vendor = vendorOf("V400");
  const documentNo = world.number("purchaseInvoice");
  let left = amount;
  let open = entries.reduce((sum, entry) => sum + entry.quantity, 0);
  entries.forEach((entry, index) => {
    const share = part(left, entry.quantity, open);
    left -= share;
    open -= entry.quantity;
    ledger.addValue({
      entry,
      date: today,
      documentType: "Purchase Invoice",
      documentNo,
      documentLineNo: (index + 1) * 10_000,
      externalDocumentNo: `${vendor.no}-${documentNo}`,
      valuedQuantity: entry.quantity,
      actual: share,
      chargeNo: ITEM_CHARGE.no,
      genBusPostingGroup: vendor.genBus,
      genProdPostingGroup: ITEM_CHARGE.genProd,
      description: "Freight",
    });
  });
  world.gl.post({
    date: today,
    documentType: "Invoice",
    documentNo,
    externalDocumentNo: `${vendor.no}-${documentNo}`,
    description: `Invoice ${documentNo}`,
    sourceCode: "PURCHASES",
    lines: [
      {
        account: OTHER_ACCOUNTS.purchasesFreight,
        amount,
        balAccount: OTHER_ACCOUNTS.vendors,
        dimensionSet: SET_PURCHASING,
      },
      { account: OTHER_ACCOUNTS.vendors, amount: -amount, dimensionSet: SET_PURCHASING },
    ],
  });
}

/** Sends part of an invoiced receipt back, at its exact cost: direct, indirect and variance each on its own. */
export function returnToVendor(world: World, receipt: ItemLedgerEntry, quantity: number): void {
  const { ledger, today } = world;
  const documentNo = world.number("purchaseCredit");
  const entry = ledger.issue({
    item: receipt.item,
    location: receipt.location,
    variant: receipt.variant,
    date: today,
    entryType: "Purchase",
    documentType: "Purchase Return Shipment",
    documentNo: world.number("returnShipment"),
    description: receipt.item.description,
    quantity: -quantity,
    sourceType: "Vendor",
    sourceNo: receipt.sourceNo,
    genBusPostingGroup: receipt.genBusPostingGroup,
    dimensionSet: SET_PURCHASING,
    appliesTo: receipt,
  });
  const element = (name: "direct" | "indirect" | "variance"): number =>
    partOfExact(basis(ledger, receipt, entry, name), -quantity, receipt.quantity);
  const amounts = { direct: element("direct"), indirect: element("indirect"), variance: element("variance") };
  const common = {
    entry,
    date: today,
    documentType: "Purchase Credit Memo",
    documentNo,
    documentLineNo: 10_000,
    externalDocumentNo: `${receipt.sourceNo}-${documentNo}`,
    valuedQuantity: -quantity,
  };
  ledger.addValue({
    ...common,
    entryQuantity: -quantity,
    invoicedQuantity: -quantity,
    actual: amounts.direct,
  });
  if (amounts.indirect !== 0) ledger.addValue({ ...common, type: "Indirect Cost", actual: amounts.indirect });
  if (amounts.variance !== 0)
    ledger.addValue({ ...common, type: "Variance", variance: "Purchase", actual: amounts.variance });
  bookInvoice(world, receipt, documentNo, amounts.direct);
}

/** The vendor delivers straight to the customer: both entries stand in no location and cancel out. */
export function dropShip(
  world: World,
  item: Item,
  quantity: number,
  unitCost: number,
  customer: Partner,
): void {
  const { ledger, today } = world;
  const vendor = usualVendor(item);
  const variant = "M";
  const common = {
    item,
    variant,
    location: "",
    date: today,
    dropShipment: true,
    description: item.description,
  };
  const receiptNo = world.number("receipt");
  const purchase = ledger.increase({
    ...common,
    entryType: "Purchase",
    documentType: "Purchase Receipt",
    documentNo: receiptNo,
    quantity,
    sourceType: "Vendor",
    sourceNo: vendor.no,
    genBusPostingGroup: vendor.genBus,
    dimensionSet: SET_PURCHASING,
  });
  const invoiceNo = world.number("purchaseInvoice");
  const direct = costOf(quantity, unitCost);
  const value = {
    entry: purchase,
    date: today,
    documentNo: invoiceNo,
    documentType: "Purchase Invoice",
    valuedQuantity: quantity,
  };
  ledger.addValue({
    ...value,
    documentLineNo: 10_000,
    entryQuantity: quantity,
    invoicedQuantity: quantity,
    actual: direct,
  });
  addIndirectAndVariance(world, value, direct);
  bookInvoice(world, purchase, invoiceNo, direct);
  const sale = ledger.issue({
    ...common,
    entryType: "Sale",
    documentType: "Sales Shipment",
    documentNo: world.number("shipment"),
    quantity: -quantity,
    sourceType: "Customer",
    sourceNo: customer.no,
    genBusPostingGroup: customer.genBus,
    dimensionSet: 4,
    appliesTo: purchase,
  });
  const salesInvoice = world.number("salesInvoice");
  ledger.addValue({
    entry: sale,
    date: today,
    documentType: "Sales Invoice",
    documentNo: salesInvoice,
    documentLineNo: 10_000,
    valuedQuantity: -quantity,
    entryQuantity: -quantity,
    invoicedQuantity: -quantity,
    actual: postingCost(ledger, sale),
  });
  const price = 2 * direct;
  world.gl.post({
    date: today,
    documentType: "Invoice",
    documentNo: salesInvoice,
    description: `Invoice ${salesInvoice}`,
    sourceCode: "SALES",
    lines: [
      { account: OTHER_ACCOUNTS.receivables, amount: price, dimensionSet: 4 },
      { account: OTHER_ACCOUNTS.salesResale, amount: -price, dimensionSet: 4 },
    ],
  });
}
